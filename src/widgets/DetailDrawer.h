// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/Theme.h"

#include <QWidget>

#include <optional>

class QAbstractButton;
class QGridLayout;
class QHBoxLayout;
class QStackedWidget;
class QToolButton;
class QVBoxLayout;

namespace mk {

class Banner;
class ElidedLabel;
class ShapeWidget;
class Tag;
class TabBar;
class TextLabel;

// One line of a summary.
struct Fact
{
    QString label = {};
    QString value = {};              // plain text; "–" for what was not given
    bool mono = false;
    bool strong = false;
    Tone tone = Tone::Normal;
    Status status = Status::None; // shape before the value
    QString note = {};               // in text3 after the value
    bool elideMiddle = false;
    QString copyText = {};           // non-empty: a copy button that puts this on the clipboard
    QString link = {};               // non-empty: the value acts; FactGrid::linkActivated tells it
    QString tooltip = {};
};

// A fact of a text from a stranger, whose odd characters are made visible; empty reads as not given.
Fact textFact(const QString &label, const QString &value);
// The same for what people copy: an id, an address, an expression.
Fact codeFact(const QString &label, const QString &value);

// Ids of the tabs that drawers have in common.
namespace detailtab {
inline QString summary() { return QStringLiteral("summary"); }
inline QString json() { return QStringLiteral("json"); }
} // namespace detailtab

// Label and value rows, 136 and 24 px. Values are copied from their context menu.
class FactGrid final : public QWidget
{
    Q_OBJECT
public:
    explicit FactGrid(const Theme *theme, QWidget *parent = nullptr);
    // Rows whose label stays are changed in place, so that a refresh takes no selection away.
    void setFacts(const QList<Fact> &facts);

Q_SIGNALS:
    void linkActivated(const QString &link);

private:
    class Row;
    const Theme *m_theme;
    QVBoxLayout *m_column;
    QList<Row *> m_rows;
};

// A head of 36 px with title, count and an optional remark or button at the right, over any content.
class Section final : public QWidget
{
    Q_OBJECT
public:
    Section(const Theme *theme, const QString &title, QWidget *parent = nullptr);
    void setTitle(const QString &title);
    void setCount(const QString &count);
    void setRemark(const QString &remark);
    void addHeadWidget(QWidget *widget);
    void setContent(QWidget *content); // takes it over
    QWidget *content() const { return m_content; }

private:
    TextLabel *m_title;
    TextLabel *m_count;
    TextLabel *m_remark;
    QHBoxLayout *m_head;
    QVBoxLayout *m_column;
    QWidget *m_content = nullptr;
};

// What stands at the right of a list and never takes it away: title, state line, tabs, banner, pages, foot.
class DetailDrawer : public QWidget
{
    Q_OBJECT
public:
    explicit DetailDrawer(const Theme *theme, QWidget *parent = nullptr);

    void setTitle(const QString &title, bool mono = false);
    QString title() const; // as shown
    void setTag(const QString &tag); // empty: none
    void setStateLine(Status status, const QString &text, const QString &note = {});
    void setOpenApartVisible(bool visible);
    // Buttons between tag and the two at the right.
    void addHeadButton(QAbstractButton *button);
    Banner *banner() const { return m_banner; }

    // page is scrolled when scrolls is true; an editor or a table brings its own scroll bars.
    void addTab(const QString &id, const QString &title, QWidget *page, bool scrolls = true);
    void setTabCount(const QString &id, const QString &count);
    void setTabStatus(const QString &id, Status status);
    void setTabVisible(const QString &id, bool visible);
    void setCurrentTab(const QString &id);
    QString currentTab() const;
    // The foot appears with its first button.
    void addFootButton(QAbstractButton *button, bool atRight = false);
    QSize sizeHint() const override { return {440, 600}; }
    QSize minimumSizeHint() const override { return {320, 200}; }

Q_SIGNALS:
    void closeRequested();
    void openApartRequested();
    void titleChanged();
    void currentTabChanged(const QString &id);

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    const Theme *m_theme;
    ElidedLabel *m_title;
    Tag *m_tag;
    QHBoxLayout *m_headRow;
    QToolButton *m_apart;
    QToolButton *m_close;
    QWidget *m_stateRow;
    ShapeWidget *m_stateShape;
    ElidedLabel *m_state;
    TextLabel *m_stateNote;
    TabBar *m_tabs;
    QWidget *m_bannerBox;
    Banner *m_banner;
    QStackedWidget *m_pages;
    QWidget *m_foot;
    QHBoxLayout *m_footRow;
    QStringList m_ids;
    int m_footLeft = 0;
};

} // namespace mk
