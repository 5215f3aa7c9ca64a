// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/Theme.h"

#include <QDialog>
#include <QPointer>

class QAbstractButton;
class QHBoxLayout;
class QToolButton;
class QVBoxLayout;

namespace mk {

class ElidedLabel;
class StageBadge;
class TextLabel;

// Dims a window while a dialog or the palette is open. The stage strip at the top edge stays clear.
class Scrim final : public QWidget
{
    Q_OBJECT
public:
    Scrim(const Theme *theme, QWidget *window);

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    const Theme *m_theme;
};

// Every dialog: head of 48 px (title, what it does, environment and stage), body, foot of 52 px. Use open(), never exec().
class DialogFrame : public QDialog
{
    Q_OBJECT
public:
    DialogFrame(const Theme *theme, const QString &title, QWidget *parent);
    ~DialogFrame() override;

    void setTitle(const QString &title);
    void setSubtitle(const QString &subtitle);
    // An empty name leaves name and badge out.
    void setEnvironment(const QString &name, const QString &stageWord, Token stageColor);
    QVBoxLayout *body() const { return m_body; } // no margins
    void setFootNote(const QString &note);       // small text at the left of the foot
    void addFootLeft(QAbstractButton *button);
    void addFootButton(QAbstractButton *button); // at the right, in order
    // Makes a Cancel button that rejects, and returns it.
    QAbstractButton *addCancelButton();
    void setScrimVisible(bool visible) { m_withScrim = visible; }
    const Theme *theme() const { return m_theme; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    const Theme *m_theme;
    TextLabel *m_title;
    ElidedLabel *m_subtitle;
    TextLabel *m_environment;
    StageBadge *m_stage;
    QWidget *m_head;
    QVBoxLayout *m_body;
    QWidget *m_foot;
    QHBoxLayout *m_footRow;
    ElidedLabel *m_footNote;
    QPointer<Scrim> m_scrim;
    bool m_withScrim = true;
    int m_footLeft = 0;
};

} // namespace mk
