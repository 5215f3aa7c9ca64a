// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/Theme.h"

#include <QWidget>

class QAbstractButton;
class QHBoxLayout;
class QSplitter;
class QToolButton;
class QVBoxLayout;

namespace mk {

class Banner;
class DetailDrawer;
class ElidedLabel;
class EmptyState;
class EntityTable;
class FilterBar;
class FreshnessIcon;
class LoadingBar;
class ShapeWidget;
class TextLabel;

// A button of a state: id is what PanelFrame::stateAction() tells.
struct StateAction
{
    QString id = {};
    QString text = {};
    QString iconName = {};
    bool primary = false;
    bool operator==(const StateAction &) const = default;
};

// What a panel shows in place of, or above, its rows. Title and sentence say what is, why, and what to do; they may
// carry marks (models/MarkedText.h).
struct PanelState
{
    enum class Kind {
        Rows,          // all is well
        Empty,         // the server has none
        NothingFound,  // the filter hides all
        NotConfigured, // the environment has no such system
        Unreachable,   // rows, if there are any, stay, dimmed, under a banner
        NotAuthorised,
        Unsupported,   // this version has no such thing
        Partial,       // rows from some nodes only
        Warning,       // a banner over rows that are good
    };
    Kind kind = Kind::Rows;
    QString title = {};
    QString sentence = {};
    QList<StateAction> actions = {};
    QString note = {};     // beside the buttons: "next try in 12 s"
    QString iconName = {}; // empty: the kind's own
    bool operator==(const PanelState &) const = default;
};

// Between table and activity drawer when rows are selected: "3 routes selected", what they share, what can be done.
class BulkBar final : public QWidget
{
    Q_OBJECT
public:
    explicit BulkBar(const Theme *theme, QWidget *parent = nullptr);
    void setSelection(const QString &count, const QString &shared); // empty count hides the bar
    void addButton(QAbstractButton *button);

Q_SIGNALS:
    void cleared();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme *m_theme;
    TextLabel *m_count;
    ElidedLabel *m_shared;
    QHBoxLayout *m_row;
    int m_buttons = 0;
};

// What every panel is made of, once: header, filter bar, loading line, banner, content or empty state, bulk bar, and a
// drawer at the right in a splitter. The panel puts its widgets in and draws nothing of its own.
class PanelFrame : public QWidget
{
    Q_OBJECT
public:
    // id names the panel in saved layouts; filterName is the accessible name of the filter field ("Filter routes").
    PanelFrame(const Theme *theme, const QString &id, const QString &title, const QString &iconName,
               const QString &filterName, QWidget *parent = nullptr);
    ~PanelFrame() override;

    QString id() const { return m_id; }
    QString title() const;
    void setTitle(const QString &title);
    void setCount(const QString &count);
    // Status::None shows a clock ("3 s ago"); Warn and Crit show the shape and tint the words ("stale, 4 min old").
    void setFreshness(const QString &text, Status status = Status::None, const QString &tooltip = {});
    // Actions of the header, left to right before refresh and "more". At most one is primary.
    void addAction(QAbstractButton *button);
    void setRefreshVisible(bool visible);
    // "More" appears once an action is added to it (QWidget::addAction of the button) or it is shown.
    QToolButton *moreButton() const { return m_more; }

    FilterBar *filterBar() const { return m_filter; }
    // Under the filter bar, above everything else: a hint, a row of figures.
    void addTopWidget(QWidget *widget);
    Banner *banner() const { return m_banner; }
    BulkBar *bulkBar() const { return m_bulk; }

    // The list. When it is an EntityTable its columns menu, stale look and placeholder rows are wired up.
    void setContent(QWidget *content);
    QWidget *content() const { return m_content; }
    // Opens and closes a drawer at the right; the frame takes the drawer over and keeps its width.
    void setDrawer(QWidget *drawer);
    void setDrawerOpen(bool open);
    bool isDrawerOpen() const;
    // Something under the list (a chart), with a splitter.
    void setLowerPane(QWidget *pane);

    // done and total in rows; total -1: not known. Shown after 200 ms: line, rows as they come, count and Cancel.
    void startLoading();
    void setLoadProgress(qint64 done, qint64 total);
    void stopLoading();
    bool isLoading() const { return m_loading; }

    // hasRows decides whether a failure dims the rows under a banner or stands in their place.
    void setState(const PanelState &state, bool hasRows);
    const PanelState &state() const { return m_state; }
    bool showsEmptyState() const;

    QByteArray saveLayout() const;
    void restoreLayout(const QByteArray &layout);

Q_SIGNALS:
    // Before its parts go one by one: what they tell from now on must not reach the frame.
    void goes();
    void refreshRequested();
    void cancelLoadRequested();
    void stateAction(const QString &id);
    void drawerOpenChanged(bool open);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    EntityTable *table() const;
    void placeEmptyState();
    void fitDrawer();
    void applyState();

    const Theme *m_theme;
    QString m_id;
    QString m_iconName;
    TextLabel *m_title;
    TextLabel *m_count;
    QWidget *m_freshBox;
    FreshnessIcon *m_freshIcon;
    TextLabel *m_fresh;
    QHBoxLayout *m_header;
    QToolButton *m_refresh;
    QToolButton *m_more;
    FilterBar *m_filter;
    LoadingBar *m_loadingBar;
    QVBoxLayout *m_top;
    QWidget *m_bannerBox;
    Banner *m_banner;
    QWidget *m_contentBox;
    QVBoxLayout *m_contentColumn;
    QWidget *m_content = nullptr;
    EmptyState *m_empty;
    QWidget *m_loadFoot;
    TextLabel *m_loadText;
    BulkBar *m_bulk;
    QSplitter *m_sideways;
    QSplitter *m_stacked;
    QWidget *m_drawer = nullptr;
    PanelState m_state;
    int m_drawerWidth = 0;
    bool m_hasRows = false;
    bool m_loading = false;
};

} // namespace mk
