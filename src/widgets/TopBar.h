// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/Theme.h"

#include <QAbstractButton>
#include <QHash>
#include <QWidget>

#include <optional>

class QHBoxLayout;
class QPushButton;

namespace mk {

class Pill;

// Switch between environments: name, stage badge, chevrons. 192x32, flush with the rail.
class EnvironmentButton final : public QAbstractButton
{
    Q_OBJECT
public:
    explicit EnvironmentButton(const Theme *theme, QWidget *parent = nullptr);
    void setEnvironment(const QString &name, const QString &stageWord, Token stageColor);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme *m_theme;
    QString m_name;
    QString m_stage;
    Token m_stageColor = Token::Dev;
};

// The window's top edge: stage strip of 2 px, environment, lock, search, one pill a system.
class TopBar final : public QWidget
{
    Q_OBJECT
public:
    explicit TopBar(const Theme *theme, QWidget *parent = nullptr);

    // An empty name: no environment is open; strip and badge are gone.
    void setEnvironment(const QString &name, const QString &stageWord, Token stageColor);
    // locked: nothing can be written. canUnlock false: the environment itself says read-only.
    void setReadOnly(bool locked, bool canUnlock);
    void setLockVisible(bool visible);
    void setSearchVisible(bool visible);
    void setDemoVisible(bool visible); // the button of the demo platform's menu
    // Makes the pill on first use. Pills stand in the order of their first use.
    void setPill(const QString &id, Status status, const QString &name, const QString &version, const QString &latency);
    void removePill(const QString &id);
    void clearPills();
    QWidget *pill(const QString &id) const; // where a popup hangs
    EnvironmentButton *environmentButton() const { return m_environment; }
    QWidget *demoButton() const;
    QSize sizeHint() const override;

Q_SIGNALS:
    void environmentClicked();
    void lockClicked();
    void demoClicked();
    void searchClicked();
    void pillClicked(const QString &id);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void fitPills();
    void refreshLock();
    const Theme *m_theme;
    EnvironmentButton *m_environment;
    QPushButton *m_lock;
    QPushButton *m_demo;
    QAbstractButton *m_search;
    QHBoxLayout *m_pillRow;
    QHash<QString, Pill *> m_pills;
    QStringList m_order;
    std::optional<Token> m_stage;
    bool m_readOnly = false;
    bool m_canUnlock = true;
};

} // namespace mk
