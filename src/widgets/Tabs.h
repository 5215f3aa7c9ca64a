// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/Theme.h"

#include <QList>
#include <QTabBar>

namespace mk {

// Tabs of 32 px with an underline of 2; a count in text3 and a status' shape may stand after the title.
class TabBar final : public QTabBar
{
    Q_OBJECT
public:
    // name is the accessible name of the row of tabs.
    TabBar(const Theme *theme, const QString &name, QWidget *parent = nullptr);
    void setCount(int index, const QString &count);
    void setStatus(int index, Status status);
    QString countText(int index) const;

protected:
    QSize tabSizeHint(int index) const override;
    QSize minimumTabSizeHint(int index) const override { return tabSizeHint(index); }
    void paintEvent(QPaintEvent *event) override;
    void tabInserted(int index) override;
    void tabRemoved(int index) override;

private:
    struct Extra
    {
        QString count;
        Status status = Status::None;
    };
    void describe(int index);
    const Theme *m_theme;
    QList<Extra> m_extras;
};

} // namespace mk
