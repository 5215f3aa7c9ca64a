// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/Theme.h"

#include <QAbstractButton>
#include <QHash>
#include <QWidget>

class QScrollArea;
class QVBoxLayout;

namespace mk {

class NavItem;

// The panels, grouped by system. 208 px wide, 48 with icons only when collapsed. Arrow keys move, Enter or Space opens.
class NavRail final : public QWidget
{
    Q_OBJECT
public:
    explicit NavRail(const Theme *theme, QWidget *parent = nullptr);

    void addGroup(const QString &title);
    // id is the panel's; it is what activated() tells. Items go to the group added last.
    void addItem(const QString &id, const QString &title, const QString &iconName);
    void addBottomItem(const QString &id, const QString &title, const QString &iconName);
    void setItemVisible(const QString &id, bool visible);
    // shape of its worst finding beside the label, count at the right ("24"; empty: none).
    void setItemState(const QString &id, Status status, const QString &count);
    void setCurrent(const QString &id);
    QString current() const { return m_current; }
    QStringList ids() const; // visible ones, in order
    void setCollapsed(bool collapsed);
    bool isCollapsed() const { return m_collapsed; }
    QSize sizeHint() const override;

Q_SIGNALS:
    void activated(const QString &id);

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    NavItem *makeItem(const QString &id, const QString &title, const QString &iconName);
    void applyWidth();
    void moveFocus(NavItem *from, int step);
    void refreshGroups();

    struct Group
    {
        QWidget *caption;
        QList<NavItem *> items;
    };
    const Theme *m_theme;
    QScrollArea *m_scroll;
    QWidget *m_body;
    QVBoxLayout *m_list;
    QVBoxLayout *m_bottom;
    QList<Group> m_groups;
    QList<NavItem *> m_items;
    QString m_current;
    bool m_collapsed = false;
};

} // namespace mk
