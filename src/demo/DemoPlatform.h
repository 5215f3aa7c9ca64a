// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "demo/ControlService.h"
#include "demo/HttpServer.h"
#include "demo/Misbehaviour.h"
#include "demo/kong/KongAdmin.h"
#include "demo/kong/KongProxy.h"

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
        bool filled = false;                // the stock platform
        QList<QPair<QString, int>> fill;    // and so many more
        QStringList faults;                 // NAME[:PATH[:COUNT]]
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
    HttpServer *serve(const char *name, HttpService *service);
    bool openAll(QString *why);
    nlohmann::json state() const;

    Options m_options;
    Misbehaviour m_misbehaviour;
    KongNode m_kong;
    std::unique_ptr<HttpService> m_kongAdmin;
    std::unique_ptr<KongProxy> m_kongProxy;
    std::unique_ptr<ControlService> m_control;
    std::vector<std::unique_ptr<HttpServer>> m_servers; // the last is the control port
};

} // namespace mk::demo
