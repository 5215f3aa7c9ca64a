// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/DemoRun.h"

#include <QPointer>

class QMenu;
class QWidget;

namespace mk {

// The menu of what can be made to go wrong on the demo platform: checkable, with what to look for as the tooltip.
class DemoMenu final : public QObject
{
    Q_OBJECT
public:
    explicit DemoMenu(QWidget *window);
    // Below that widget, as soon as the demo has said what is on.
    void show(DemoRun *demo, QWidget *below);

Q_SIGNALS:
    void faultSet(const QString &name, bool on);
    void problemMet(const mk::Error &error);

private:
    void fill(QMenu *menu, DemoRun *demo, const QList<DemoFault> &faults);
    QWidget *m_window;
    QPointer<QMenu> m_menu;
};

} // namespace mk
