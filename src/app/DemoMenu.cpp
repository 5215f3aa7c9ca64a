// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/DemoMenu.h"

#include "core/SafeText.h"

#include <QAction>
#include <QCoreApplication>
#include <QMenu>
#include <QWidget>

#include <algorithm>

namespace mk {

namespace {

// The demo is of the same version as this program, which knows its texts.
QString translated(const QString &text)
{
    return QCoreApplication::translate("DemoFaults", text.toUtf8().constData());
}

} // namespace

DemoMenu::DemoMenu(QWidget *window) : QObject(window), m_window(window)
{
}

void DemoMenu::show(DemoRun *demo, QWidget *below)
{
    if (m_menu)
        m_menu->close();
    m_menu = new QMenu(m_window);
    m_menu->setAttribute(Qt::WA_DeleteOnClose);
    m_menu->setToolTipsVisible(true);
    demo->readFaults(m_menu)->done(m_menu, [this, demo, menu = m_menu.data(), below = QPointer<QWidget>(below)](const Result<QList<DemoFault>> &faults) {
        if (!faults) {
            menu->deleteLater();
            Q_EMIT problemMet(faults.error());
            return;
        }
        fill(menu, demo, *faults);
        if (below)
            menu->popup(below->mapToGlobal(QPoint(0, below->height() + 4)));
    });
}

void DemoMenu::fill(QMenu *menu, DemoRun *demo, const QList<DemoFault> &faults)
{
    QAction *title = menu->addAction(tr("Let something go wrong"));
    title->setEnabled(false);
    for (const DemoFault &fault : faults) {
        QAction *action = menu->addAction(actionText(visibleText(translated(fault.title))));
        action->setCheckable(true);
        action->setChecked(fault.on);
        action->setToolTip(tooltipText(translated(fault.what) + QStringLiteral("\n\n") + tr("Look for: %1").arg(translated(fault.lookFor))));
        // The menu is gone when its action has been carried out: the demo outlives it.
        connect(action, &QAction::triggered, demo, [this, demo, name = fault.name](bool on) {
            demo->setFault(name, on, demo)->done(this, [this, name, on](const Result<Done> &done) {
                if (done)
                    Q_EMIT faultSet(name, on);
                else
                    Q_EMIT problemMet(done.error());
            });
        });
    }
    menu->addSeparator();
    QAction *calm = menu->addAction(tr("All well again"));
    connect(calm, &QAction::triggered, demo, [this, demo, faults] {
        for (const DemoFault &fault : faults) {
            if (!fault.on)
                continue;
            demo->setFault(fault.name, false, demo)->done(this, [this, name = fault.name](const Result<Done> &done) {
                if (done)
                    Q_EMIT faultSet(name, false);
            });
        }
    });
    calm->setEnabled(std::any_of(faults.cbegin(), faults.cend(), [](const DemoFault &fault) { return fault.on; }));
}

} // namespace mk
