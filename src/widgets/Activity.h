// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/Theme.h"

#include <QWidget>

class QStackedWidget;
class QToolButton;

namespace mk {

class MarkedLabel;
class ShapeWidget;
class TabBar;
class TextLabel;

// The window's bottom line, 28 px: opens the drawer, tells calls a second, the plan's state, the last change and its undo.
class ActivityBar final : public QWidget
{
    Q_OBJECT
public:
    explicit ActivityBar(const Theme *theme, QWidget *parent = nullptr);

    void setOpen(bool open);
    void setCallRate(const QString &text);
    void setPlanState(Status status, const QString &text);
    // text may carry marks ("Last change 14:02:11, plugin `rate-limiting`"); empty: nothing has been changed yet.
    void setLastChange(const QString &text, bool canUndo, const QString &undoText);
    QSize sizeHint() const override;

Q_SIGNALS:
    void toggled(bool open);
    void callsClicked();
    void planClicked();
    void undoClicked(); // opens the preview; never applies

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme *m_theme;
    QToolButton *m_toggle;
    QToolButton *m_calls;
    ShapeWidget *m_planShape;
    QToolButton *m_plan;
    MarkedLabel *m_last;
    QToolButton *m_undo;
};

// The drawer above it: tabs of 32 px with the pages that the program puts in, pause and close at the right.
class ActivityDrawer final : public QWidget
{
    Q_OBJECT
public:
    explicit ActivityDrawer(const Theme *theme, QWidget *parent = nullptr);

    void addPage(const QString &id, const QString &title, QWidget *page);
    void setCurrentPage(const QString &id);
    QString currentPage() const;
    void setPageCount(const QString &id, const QString &count); // beside the tab's title; empty: none
    void setNote(const QString &note);
    void setPauseVisible(bool visible);
    bool isPaused() const;
    QSize sizeHint() const override;

Q_SIGNALS:
    void pauseToggled(bool paused);
    void closeRequested();
    void currentPageChanged(const QString &id);

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    const Theme *m_theme;
    TabBar *m_tabs;
    QStackedWidget *m_pages;
    TextLabel *m_note;
    QToolButton *m_pause;
    QToolButton *m_close;
    QStringList m_ids;
};

} // namespace mk
