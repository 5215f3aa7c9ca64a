// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/DemoScenes.h"

#include "app/AppContext.h"
#include "app/DemoRun.h"
#include "app/MainWindow.h"
#include "panels/keyvalue/KeyEditor.h"
#include "platform/PathTracer.h"
#include "platform/PlatformMap.h"
#include "platform/PlatformSession.h"
#include "widgets/CodeEditor.h"
#include "widgets/ThreeWayView.h"

#include <algorithm>

namespace mk {

namespace {

// Of the demo platform; somebody else writes the second text while the first is typed.
const QString contestedKey = QStringLiteral("config/identity-provider/saml.json");

} // namespace

DemoScenes::DemoScenes(AppContext *app, MainWindow *window, DemoRun *demo, QObject *parent)
    : QObject(parent), m_app(app), m_window(window), m_demo(demo)
{
}

void DemoScenes::startWith(const QList<Fault> &faults, const QString &panel)
{
    mend();
    m_started = false;
    m_step = 0;
    QList<DemoRun::Misbehaviour> wanted;
    for (const Fault &fault : faults)
        wanted.append({QString::fromLatin1(fault.system), QString::fromLatin1(fault.name), QString::fromLatin1(fault.path)});
    m_demo->misbehave(wanted, this)->done(this, [this, panel](const Result<Done> &) {
        m_window->startAfresh();
        m_window->openPanel(panel);
        m_started = true;
    });
}

void DemoScenes::mend()
{
    if (!m_fault.isEmpty())
        m_demo->setFault(std::exchange(m_fault, {}), false, this);
}

DemoScenes::Scene DemoScenes::brokenPath(const char *name, const char *fault, const char *request)
{
    const QString panel = QStringLiteral("path");
    const auto prepare = [this, panel, fault = QString::fromLatin1(fault), entity = QString(QStringLiteral("request/") + QLatin1String(request))] {
        mend();
        m_started = false;
        m_fault = fault;
        m_demo->setFault(fault, true, this)->done(this, [this, panel, entity](const Result<Done> &) {
            m_window->startAfresh();
            m_window->openPanel(panel);
            m_window->panel(panel)->showEntity(entity);
            m_started = true;
        });
    };
    return {panel, {QString::fromLatin1(name), prepare, [this, panel] {
                        const auto *shown = m_window->panel(panel)->findChild<PathTracer *>();
                        return m_started && shown && shown->isUpToDate() && shown->path()->cause;
                    }}};
}

DemoScenes::Scene DemoScenes::brokenMap()
{
    const QString panel = QStringLiteral("map");
    const auto prepare = [this, panel] {
        mend();
        m_started = false;
        m_fault = QStringLiteral("services-domain");
        m_demo->setFault(m_fault, true, this)->done(this, [this, panel](const Result<Done> &) {
            m_window->startAfresh();
            m_window->openPanel(panel);
            m_started = true;
        });
    };
    return {panel, {QStringLiteral("map-broken"), prepare, [this] {
                        const auto isBroken = [](const MapRow &row) { return row.isBroken(); };
                        const auto rows = m_app->session() ? m_app->session()->platformMap()->rows() : MapRows::Rows();
                        return m_started && rows && std::any_of(rows->begin(), rows->end(), isBroken);
                    }}};
}

QList<DemoScenes::Scene> DemoScenes::scenes()
{
    const auto scene = [this](const char *name, const char *panel, const QList<Fault> &faults, std::function<bool()> ready) {
        const QString id = QString::fromLatin1(panel);
        return Scene{id, {QString::fromLatin1(name), [this, faults, id] { startWith(faults, id); }, [this, ready = std::move(ready)] {
                              return m_started && m_app->session() && ready();
                          }}};
    };
    const auto failed = [this](System system) {
        return [this, system] { return m_app->session()->status(system).error.has_value(); };
    };
    return {
        brokenPath("path-misspelt", "services-domain", "GET /hello"),
        brokenPath("path-ports", "apps-port", "GET /apps/my"),
        brokenMap(),
        scene("state-loading", "queues", {{"rabbitmq", "hang", "/api/queues*"}},
              [this] { return m_app->session()->status(System::RabbitMq).state == SystemState::Ok; }),
        scene("state-unreachable", "services", {{"consul", "refuse"}},
              [this] { return m_app->session()->consulServices()->state().error.has_value(); }),
        scene("state-unauthorised", "routes", {{"kong-admin", "401"}}, failed(System::Kong)),
        scene("state-empty", "journal", {}, [] { return true; }),
        scene("state-stale", "queues", {}, [this] { return isStale(); }),
        scene("state-conflict", "keyvalue", {}, [this] { return isConflict(); }),
    };
}

// Rows first; then the broker goes away.
bool DemoScenes::isStale()
{
    const RabbitQueues *queues = m_app->session()->rabbitQueues();
    if (m_step == 0 && queues->rowCount() > 0) {
        m_step = 1;
        m_demo->misbehave({{QStringLiteral("rabbitmq"), QStringLiteral("refuse"), QStringLiteral("*")}}, this);
    }
    return m_step == 1 && queues->state().error.has_value();
}

bool DemoScenes::isConflict()
{
    Panel *panel = m_window->panel(QStringLiteral("keyvalue"));
    auto *editor = panel->findChild<KeyEditor *>();
    CodeEditor *text = nullptr;
    const QList<CodeEditor *> editors = panel->findChildren<CodeEditor *>();
    for (CodeEditor *candidate : editors) {
        if (candidate->isVisible() && !candidate->isReadOnly())
            text = candidate;
    }
    switch (m_step) {
    case 0: // opened
        if (panel->showEntity(contestedKey))
            m_step = 1;
        return false;
    case 1: // read
        if (!text || editor->key() != contestedKey || text->text().isEmpty())
            return false;
        m_step = 2;
        {
            // Another number each time: in the second theme the first one's stands there.
            const QString member = QStringLiteral("\"sessionMaxAge\": ");
            const QString opened = text->text();
            text->replaceText(QString(opened).replace(member, member + QLatin1Char('1')));
            m_demo->putKey(contestedKey, QString(opened).replace(member, member + QLatin1Char('2')).toUtf8(), this)
                ->done(this, [this](const Result<Done> &) { m_step = 3; });
        }
        return false;
    case 2: // somebody else is writing
        return false;
    case 3:
        m_step = 4;
        editor->save();
        return false;
    default:
        break;
    }
    const auto *merge = panel->findChild<ThreeWayView *>();
    return merge && merge->isVisible();
}

} // namespace mk
