// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/SystemProbe.h"

#include "api/consul/ConsulClient.h"
#include "api/consul/ConsulDecode.h"
#include "api/kong/KongInfo.h"
#include "api/prometheus/PrometheusInfo.h"
#include "api/prometheus/PrometheusQuery.h"
#include "api/rabbitmq/RabbitMqInfo.h"
#include "net/HttpClient.h"
#include "platform/IdentityCheck.h"

namespace mk {

namespace {

const QString kHeartbeat = QStringLiteral("heartbeat");

// What a stranger on that port would answer: any of these says "this is not the system that you look for".
Error asOtherProduct(Error error, System system)
{
    switch (error.kind) {
    case ErrorKind::Unreadable:
    case ErrorKind::NotFound:
    case ErrorKind::Redirected:
    case ErrorKind::BadRequest:
    case ErrorKind::TooLarge:
        if (error.detail.isEmpty())
            error.detail = error.reason;
        error.kind = ErrorKind::Unreadable;
        error.reason = QLatin1String("probe.not-") + systemId(system);
        return error;
    default:
        return error;
    }
}

HttpRequest probeRequest(HttpRequest request)
{
    request.callClass = CallClass::Probe;
    request.asker = kHeartbeat;
    return request;
}

void setFigure(QVariantMap *figures, const char *name, const QVariant &value)
{
    const bool absent = !value.isValid() || (value.userType() == QMetaType::QString && value.toString().isEmpty())
        || (value.userType() == QMetaType::QStringList && value.toStringList().isEmpty());
    if (!absent)
        figures->insert(QLatin1String(name), value);
}

template <class T>
void setFigure(QVariantMap *figures, const char *name, const std::optional<T> &value)
{
    if (value)
        figures->insert(QLatin1String(name), QVariant::fromValue(*value));
}

void addNotice(SystemFacts *facts, const char *code, const QVariantMap &args = {})
{
    facts->notices.append({QLatin1String(code), args});
}

// ---- what the answers say ----

void takeLeader(const QString &leader, SystemFacts *facts)
{
    facts->figures.insert(QStringLiteral("leader"), leader); // also when there is none any more
    if (leader.isEmpty()) {
        addNotice(facts, "consul.no-leader");
        facts->degraded = true;
    }
}

void takeKongStatus(const kong::Status &status, SystemFacts *facts)
{
    setFigure(&facts->figures, "databaseReachable", status.databaseReachable);
    setFigure(&facts->figures, "connectionsActive", status.connectionsActive);
    setFigure(&facts->figures, "connectionsReading", status.connectionsReading);
    setFigure(&facts->figures, "connectionsWriting", status.connectionsWriting);
    setFigure(&facts->figures, "connectionsWaiting", status.connectionsWaiting);
    setFigure(&facts->figures, "totalRequests", status.totalRequests);
    if (status.databaseReachable == false) {
        addNotice(facts, "kong.database-unreachable");
        facts->degraded = true;
    }
}

void takeRabbitTotals(const rabbitmq::Info &info, SystemFacts *facts)
{
    setFigure(&facts->figures, "clusterName", info.clusterName);
    setFigure(&facts->figures, "node", info.node);
    setFigure(&facts->figures, "queues", info.totals.queues);
    setFigure(&facts->figures, "connections", info.totals.connections);
    setFigure(&facts->figures, "consumers", info.totals.consumers);
    setFigure(&facts->figures, "messagesReady", info.totals.messagesReady);
    setFigure(&facts->figures, "messagesUnacknowledged", info.totals.messagesUnacknowledged);
}

void takePrometheusReady(int status, SystemFacts *facts)
{
    facts->figures.insert(QStringLiteral("ready"), status != 503);
    if (status == 503) {
        addNotice(facts, "prometheus.not-ready"); // it reads its write-ahead log; the API answers 503 too
        facts->degraded = true;
    }
}

Result<SystemFacts> heartbeatFacts(System system, const HttpResponse &response)
{
    SystemFacts facts;
    facts.latency = response.elapsed;
    switch (system) {
    case System::Consul: {
        const Result<QString> leader = consul::decodeLeader(response);
        if (!leader)
            return fail(leader.error());
        takeLeader(*leader, &facts);
        break;
    }
    case System::Kong: {
        const Result<kong::Status> status = kong::decodeStatus(response);
        if (!status)
            return fail(status.error());
        takeKongStatus(*status, &facts);
        break;
    }
    case System::RabbitMq: {
        const Result<rabbitmq::Info> info = rabbitmq::decodeOverview(response);
        if (!info)
            return fail(info.error());
        takeRabbitTotals(*info, &facts);
        break;
    }
    case System::Prometheus:
        // The words differ between versions; a page in its place is somebody else's.
        if (response.header("Content-Type").startsWith("text/html"))
            return fail(ErrorKind::Unreadable, QStringLiteral("unreadable.shape"));
        takePrometheusReady(response.status, &facts);
        break;
    }
    return facts;
}

// ---- heartbeat ----

class Heartbeat final : public Job<SystemFacts>
{
public:
    Heartbeat(HttpClient *client, QObject *parent) : Job<SystemFacts>(parent), m_client(client) { start(); }

protected:
    void onStart() override { ask(request()); }

private:
    System system() const { return m_client->endpoint().system; }

    HttpRequest request() const
    {
        switch (system()) {
        case System::Consul: {
            HttpRequest leader;
            leader.path = "/v1/status/leader";
            return leader;
        }
        case System::Kong:
            return kong::statusRequest();
        case System::RabbitMq: {
            HttpRequest overview = rabbitmq::overviewRequest();
            overview.path += "?columns=rabbitmq_version,cluster_name,node,object_totals,queue_totals";
            return overview;
        }
        case System::Prometheus: {
            HttpRequest ready;
            ready.path = "/-/ready";
            ready.expected = {503, 404};
            return ready;
        }
        }
        return {};
    }

    void ask(const HttpRequest &wanted)
    {
        await(m_client->send(probeRequest(wanted), this), [this](const Result<HttpResponse> &response) {
            if (!response) {
                finishError(asOtherProduct(response.error(), system()));
                return;
            }
            if (system() == System::Prometheus && response->status == 404) {
                askBuildInfo(); // what only speaks Prometheus' language has no health pages
                return;
            }
            Result<SystemFacts> facts = heartbeatFacts(system(), *response);
            if (facts && system() == System::Prometheus && !facts->degraded)
                askFigures(*facts);
            else if (facts)
                finish(std::move(facts));
            else
                finishError(asOtherProduct(facts.error(), system()));
        });
    }

    // Four figures by one small query; who does not answer it is up all the same.
    void askFigures(const SystemFacts &facts)
    {
        await(m_client->send(probeRequest(prometheus::figuresRequest()), this),
              [this, facts](const Result<HttpResponse> &response) {
                  SystemFacts all = facts;
                  if (response) {
                      for (const auto &[name, value] : prometheus::decodeFigures(*response))
                          all.figures.insert(name, value);
                  }
                  finish(std::move(all));
              });
    }

    void askBuildInfo()
    {
        await(m_client->send(probeRequest(prometheus::buildInfoRequest()), this),
              [this](const Result<HttpResponse> &response) {
                  if (!response) {
                      finishError(asOtherProduct(response.error(), system()));
                      return;
                  }
                  SystemFacts facts;
                  facts.latency = response->elapsed;
                  if (const auto version = prometheus::decodeBuildInfo(*response); !version) {
                      finishError(asOtherProduct(version.error(), system()));
                      return;
                  }
                  takePrometheusReady(response->status, &facts);
                  finish(std::move(facts));
              });
    }

    HttpClient *m_client;
};

// ---- first contact ----

class FirstContact final : public Job<SystemFacts>
{
public:
    FirstContact(HttpClient *client, QObject *parent) : Job<SystemFacts>(parent), m_client(client) { start(); }

protected:
    // The heartbeat's one read first: it measures the latency, and where it fails the rest need not be tried.
    void onStart() override
    {
        awaitValue(heartbeat(m_client, this), [this](const SystemFacts &facts) {
            m_facts = facts;
            switch (system()) {
            case System::Consul:
                askConsul();
                break;
            case System::Kong:
                askKong();
                break;
            case System::RabbitMq:
                askRabbitMq();
                break;
            case System::Prometheus:
                askPrometheus();
                break;
            }
        });
    }

private:
    System system() const { return m_client->endpoint().system; }
    void end() { finish(std::move(m_facts)); }
    void failAsOther(const Error &error) { finishError(asOtherProduct(error, system())); }

    void askConsul()
    {
        auto *consul = new consul::ConsulClient(m_client, this);
        await(consul->info(this), [this](const Result<consul::Info> &info) {
            if (!info)
                failAsOther(info.error());
            else
                takeConsul(*info);
        });
    }

    void takeConsul(const consul::Info &info)
    {
        m_facts.version = info.version;
        QVariantMap &figures = m_facts.figures;
        setFigure(&figures, "datacenter", info.datacenter);
        setFigure(&figures, "nodeName", info.nodeName);
        if (!info.peers.isEmpty())
            figures.insert(QStringLiteral("peers"), info.peers.size());
        if (!info.serverIds.isEmpty())
            figures.insert(QStringLiteral("servers"), info.serverIds.size());

        QList<QPair<QString, QString>> identity{{QStringLiteral("datacenter"), info.datacenter}};
        for (const QString &id : info.serverIds)
            identity.append({QStringLiteral("server"), id});
        m_facts.identity = makeIdentity(identity);
        // Without a leader the catalog cannot be asked, and silence is not another identity.
        m_facts.identityTold = !info.leader.isEmpty() && !m_facts.identity.isEmpty();

        using Kind = consul::Credential::Kind;
        const consul::Credential &credential = info.credential;
        switch (credential.kind) {
        case Kind::AclsOff:
            m_facts.credential = QStringLiteral("consul.acl-off");
            break;
        case Kind::Anonymous:
            m_facts.credential = QStringLiteral("consul.anonymous");
            break;
        case Kind::Token:
            m_facts.credential = QStringLiteral("consul.token");
            m_facts.credentialArgs = {{QStringLiteral("policies"), credential.policies},
                                      {QStringLiteral("roles"), credential.roles},
                                      {QStringLiteral("name"), credential.description}};
            break;
        case Kind::Unknown:
            m_facts.credential = QStringLiteral("consul.unknown");
            break;
        }
        QStringList allowed;
        for (const consul::Credential::Permission &permission : credential.permissions) {
            if (permission.allowed)
                allowed.append(permission.resource + QLatin1Char(':') + permission.access);
        }
        if (!credential.permissions.empty())
            m_facts.credentialArgs.insert(QStringLiteral("allowed"), allowed);
        if (credential.kind == Kind::Anonymous && !credential.permissions.empty() && allowed.isEmpty()) {
            Error error = Error::make(ErrorKind::Unauthorised, QStringLiteral("consul.token-needed"));
            error.endpoint = m_client->endpoint().hostPort();
            finishError(error);
            return;
        }
        if (info.version.isEmpty())
            addNotice(&m_facts, "consul.agent-denied");
        end();
    }

    void askKong()
    {
        await(kong::fetchInfo(m_client, this), [this](const Result<kong::Info> &info) {
            if (!info) {
                failAsOther(info.error());
                return;
            }
            m_facts.version = info->version;
            QVariantMap &figures = m_facts.figures;
            setFigure(&figures, "hostname", info->hostname);
            setFigure(&figures, "database", info->database);
            setFigure(&figures, "databaseHost", info->databaseHost);
            setFigure(&figures, "databaseName", info->databaseName);
            setFigure(&figures, "edition", info->edition);
            setFigure(&figures, "role", info->role);
            setFigure(&figures, "dnsResolvers", info->dnsResolvers);
            setFigure(&figures, "dnsOrder", info->dnsOrder);
            setFigure(&figures, "routerFlavor", info->routerFlavor);
            if (info->proxyPort > 0)
                figures.insert(QStringLiteral("proxyPort"), info->proxyPort);
            setFigure(&figures, "plugins", info->availablePlugins);
            QVariantMap priorities;
            for (const auto &[plugin, priority] : info->pluginPriorities)
                priorities.insert(plugin, priority);
            if (!priorities.isEmpty())
                figures.insert(QStringLiteral("pluginPriorities"), priorities);
            m_facts.identity = makeIdentity({{QStringLiteral("database"), info->database},
                                             {QStringLiteral("databaseHost"), info->databaseHost},
                                             {QStringLiteral("databaseName"), info->databaseName},
                                             {QStringLiteral("hostname"), info->hostname},
                                             {QStringLiteral("node"), info->nodeId}});
            m_facts.identityTold = !m_facts.identity.isEmpty();
            if (info->role == QLatin1String("data_plane"))
                m_facts.credential = QStringLiteral("kong.data-plane");
            else if (info->isDbLess())
                m_facts.credential = QStringLiteral("kong.db-less");
            else
                m_facts.credential = QStringLiteral("kong.writable");
            end();
        });
    }

    void askRabbitMq()
    {
        await(rabbitmq::fetchInfo(m_client, this), [this](const Result<rabbitmq::Info> &info) {
            if (!info) {
                failAsOther(info.error());
                return;
            }
            m_facts.version = info->version;
            takeRabbitTotals(*info, &m_facts);
            m_facts.identity = makeIdentity({{QStringLiteral("cluster"), info->clusterName}});
            m_facts.identityTold = !m_facts.identity.isEmpty();
            m_facts.credential = QStringLiteral("rabbitmq.user");
            m_facts.credentialArgs = {{QStringLiteral("user"), info->user}, {QStringLiteral("tags"), info->userTags}};
            if (!info->userTags.contains(QLatin1String("monitoring"))
                && !info->userTags.contains(QLatin1String("administrator")))
                addNotice(&m_facts, "rabbitmq.no-monitoring");
            if (info->alarms && !info->alarms->isEmpty()) {
                addNotice(&m_facts, "rabbitmq.alarm", {{QStringLiteral("alarms"), *info->alarms}});
                m_facts.figures.insert(QStringLiteral("alarms"), *info->alarms);
                m_facts.degraded = true; // publishers are blocked
            }
            end();
        });
    }

    void askPrometheus()
    {
        m_facts.credential = m_client->endpoint().credential.kind == Credential::Kind::None
            ? QStringLiteral("prometheus.open")
            : QStringLiteral("prometheus.credential");
        if (m_facts.degraded) {
            end(); // while it reads its log nothing else is answered
            return;
        }
        await(prometheus::fetchInfo(m_client, this), [this](const Result<prometheus::Info> &info) {
            if (!info) {
                failAsOther(info.error());
                return;
            }
            m_facts.version = info->version;
            m_facts.identityTold = info->externalLabelsKnown;
            QList<QPair<QString, QString>> labels;
            for (const auto &[name, value] : info->externalLabels)
                labels.append({QLatin1String("label.") + name, value});
            m_facts.identity = makeIdentity(labels);
            await(prometheus::fetchTargets(m_client, this), [this](const Result<prometheus::TargetCounts> &targets) {
                if (targets) { // a gateway in front may not show them: no reason to fail
                    m_facts.figures.insert(QStringLiteral("targetsUp"), targets->up);
                    m_facts.figures.insert(QStringLiteral("targetsDown"), targets->down);
                    m_facts.figures.insert(QStringLiteral("targetsUnknown"), targets->unknown);
                }
                end();
            });
        });
    }

    HttpClient *m_client;
    SystemFacts m_facts;
};

} // namespace

bool isHeartbeatNotice(const QString &code)
{
    return code == QLatin1String("consul.no-leader") || code == QLatin1String("kong.database-unreachable")
        || code == QLatin1String("prometheus.not-ready");
}

Job<SystemFacts> *heartbeat(HttpClient *client, QObject *parent)
{
    return new Heartbeat(client, parent);
}

Job<SystemFacts> *firstContact(HttpClient *client, QObject *parent)
{
    return new FirstContact(client, parent);
}

} // namespace mk
