// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "demo/ControlService.h"
#include "demo/HttpServer.h"
#include "demo/Misbehaviour.h"
#include "demo/kong/KongAdmin.h"
#include "demo/consul/ConsulService.h"
#include "demo/consul/ConsulState.h"
#include "demo/kong/KongProxy.h"
#include "demo/platform/PlatformFaults.h"
#include "demo/platform/PlatformLife.h"
#include "demo/prometheus/PromServer.h"
#include "demo/prometheus/PromService.h"
#include "demo/rabbitmq/Broker.h"
#include "demo/rabbitmq/RabbitService.h"

#include <QHash>
#include <QObject>
#include <QStringList>

#include <memory>
#include <vector>

namespace mk::demo {

// The simulated systems of one run of microkubes-demo behind their ports, and the control port beside them. Main thread.
class DemoPlatform final : public QObject
{
    Q_OBJECT
public:
    struct Options
    {
        QString kongVersion = QStringLiteral("0.14.1");
        QString kongDatabase = QStringLiteral("postgres"); // "off": declarative, takes no writes; not before 2.x
        QString kongRole = QStringLiteral("traditional");  // "data_plane": takes its entities from a control plane
        bool filled = false;                // the stock platform
        bool live = false;                  // the same and more, with traffic, a past of some hours and faults to choose from
        int historyHours = 3;               // of that past
        QList<QPair<QString, int>> fill;    // and so many more
        QStringList faults;                 // NAME[:PATH[:COUNT]], or one of PlatformFaults::names() when it is live
        QHash<QString, quint16> ports;      // by name; those that are missing are free ones
    };

    static const QStringList &kongVersions();

    explicit DemoPlatform(Options options);
    ~DemoPlatform() override;

    // False with the reason, when a port is taken or an option makes no sense.
    bool start(QString *why);
    // "kong-admin http://127.0.0.1:41234", one line a port, in a fixed order; "control" is the last.
    QStringList addresses() const;

private:
    bool fill(QString *why);
    bool fillTables(QString *why);
    HttpServer *serve(const char *name, HttpService *service);
    bool openAll(QString *why);
    nlohmann::json state() const;

    Options m_options;
    Misbehaviour m_misbehaviour;
    KongNode m_kong;
    std::unique_ptr<HttpService> m_kongAdmin;
    std::unique_ptr<KongProxy> m_kongProxy;
    ConsulState m_consul;
    std::unique_ptr<ConsulService> m_consulService;
    Broker m_broker;
    RabbitService m_rabbit{&m_broker};
    PromServer m_prometheus;
    PromService m_promService{&m_prometheus};
    std::unique_ptr<PlatformLife> m_life;
    std::unique_ptr<PlatformFaults> m_faults;
    std::unique_ptr<ControlService> m_control;
    std::vector<std::unique_ptr<HttpServer>> m_servers; // the last is the control port
};

} // namespace mk::demo
