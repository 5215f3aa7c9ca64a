// SPDX-License-Identifier: GPL-3.0-or-later
// What the palette offers wherever one is.
#include "app/ActivityPane.h"
#include "app/AppContext.h"
#include "app/MainWindow.h"
#include "app/PaletteCommands.h"
#include "app/TopBarFeed.h"
#include "panels/PlanDesk.h"

#include <QKeySequence>

namespace mk {

namespace {

QString keysOf(const QKeySequence &keys)
{
    return keys.toString(QKeySequence::NativeText);
}

} // namespace

std::vector<PaletteCommand> MainWindow::commands()
{
    std::vector<PaletteCommand> commands;
    const auto add = [&commands](const QString &name, const QString &iconName, const QString &shortcut, std::function<void()> run,
                                 const QString &whyNot = {}) {
        PaletteCommand command;
        command.id = QStringLiteral("window/%1").arg(commands.size());
        command.name = name;
        command.iconName = iconName;
        command.shortcut = shortcut;
        command.enabled = whyNot.isEmpty();
        command.detail = whyNot;
        command.run = std::move(run);
        commands.push_back(std::move(command));
    };
    PlatformSession *session = m_app->session();
    if (session) {
        add(tr("Read the list again"), QStringLiteral("refresh"), keysOf(QKeySequence::Refresh), [this] {
            if (Panel *panel = m_deck->current())
                panel->refresh();
        });
        add(tr("Ask all systems now"), QStringLiteral("heartbeat"), {}, [session = QPointer(session)] {
            if (session)
                session->refreshAll();
        });
        const bool locked = session->isReadOnly();
        const QString whyNot = session->environment().readOnly ? tr("the environment itself is read-only")
            : m_forceReadOnly                                  ? tr("the program was started read-only")
                                                               : QString();
        add(locked ? tr("Allow writing") : tr("Lock against writing"),
            locked ? QStringLiteral("lock-open") : QStringLiteral("lock"), {},
            [session = QPointer(session), locked] {
                if (session)
                    session->setReadOnly(!locked);
            },
            whyNot);
        add(tr("Undo the last change…"), QStringLiteral("arrow-back-up"), keysOf(QKeySequence::Undo),
            [this] { m_planDesk->proposeUndoOfLast(); },
            m_planDesk->canUndoLast() ? QString() : tr("nothing was changed in this session"));
    }
    add(tr("Choose an environment"), QStringLiteral("selector"), keysOf(QKeySequence(Qt::CTRL | Qt::Key_E)),
        [this] { m_topBar->showEnvironmentMenu(); });
    add(tr("Edit environments…"), QStringLiteral("pencil"), {}, [this] { showEnvironmentEditor(); });
    if (session)
        add(tr("Close the environment"), QStringLiteral("x"), {}, [this] { closeEnvironment(); });
    if (!session || !session->environment().isDemo)
        add(tr("Try the demo platform"), QStringLiteral("player-play"), {}, [this] { openDemo(); });
    const bool open = m_activity->isOpen();
    add(open ? tr("Hide the activity") : tr("Show the activity"), QStringLiteral("layout-bottombar"),
        keysOf(QKeySequence(Qt::CTRL | Qt::Key_J)), [this, open] { setActivityOpen(!open); });
    const bool dark = m_app->theme().isDark();
    add(dark ? tr("Use the light theme") : tr("Use the dark theme"), dark ? QStringLiteral("sun") : QStringLiteral("moon"), {},
        [this, dark] { m_app->settings().theme.set(dark ? ThemeChoice::Light : ThemeChoice::Dark); });
    add(tr("Show the shortcuts"), QStringLiteral("keyboard"), keysOf(QKeySequence(Qt::Key_F1)), [this] { showShortcuts(); });
    add(tr("Quit"), QStringLiteral("x"), keysOf(QKeySequence::Quit), [this] { close(); });
    return commands;
}

} // namespace mk
