// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/FindingRepairs.h"

#include "api/consul/ConsulClient.h"
#include "api/kong/KongClient.h"
#include "api/kong/KongInfo.h"
#include "core/Json.h"
#include "core/JsonRead.h"
#include "net/HttpClient.h"
#include "platform/ConsulHost.h"
#include "platform/ConsulInstanceHandler.h"
#include "platform/KongPlans.h"
#include "platform/KvPlans.h"
#include "platform/MailMove.h"
#include "platform/PlatformSession.h"

#include <QPointer>
#include <QUrl>

namespace mk {

namespace {

using nlohmann::json;

Error refused(const char *reason, const QVariantMap &args = {})
{
    Error error = Error::make(ErrorKind::Conflict, QLatin1String(reason));
    error.args = args;
    return error;
}

QString textOf(const json &object, const char *name)
{
    const auto found = object.find(name);
    return found != object.end() && found->is_string() ? QString::fromStdString(found->get<std::string>()) : QString();
}

QString hostOf(kong::Kind kind, const json &entity)
{
    return kind == kong::Kind::Api ? QUrl(textOf(entity, "upstream_url")).host() : textOf(entity, "host");
}

// The host alone is exchanged: whatever else stands in the URL stays as it was written.
void exchangeHost(kong::Kind kind, json *entity, const QString &host)
{
    if (kind == kong::Kind::Api) {
        QUrl url(textOf(*entity, "upstream_url"));
        url.setHost(host);
        (*entity)["upstream_url"] = url.toString(QUrl::FullyEncoded).toStdString();
    } else {
        (*entity)["host"] = host.toStdString();
    }
}

class RepairJob final : public Job<Plan>
{
public:
    RepairJob(PlatformSession *session, const Finding &finding, const FindingRepair &repair, QObject *parent)
        : Job<Plan>(parent), m_session(session), m_finding(finding), m_repair(repair)
    {
        start();
    }

protected:
    void onStart() override
    {
        switch (m_repair.kind) {
        case FindingRepair::Kind::SetHost:
            withEntity([this](const QByteArray &seen, const json &entity) { setHost(seen, entity); });
            break;
        case FindingRepair::Kind::RemoveEntity:
            withEntity([this](const QByteArray &seen, const json &entity) { lookAgain(seen, entity); });
            break;
        case FindingRepair::Kind::SetKey:
            setKey();
            break;
        case FindingRepair::Kind::AddPlugin:
            addPlugin();
            break;
        case FindingRepair::Kind::MoveMail:
            moveMail();
            break;
        case FindingRepair::Kind::Deregister:
            deregister();
            break;
        }
    }

private:
    kong::Kind kind() const { return kong::kindFromId(m_repair.entityKind).value_or(kong::Kind::Api); }

    bool closed(const void *client)
    {
        if (m_session && client)
            return false;
        finishError(Error::make(ErrorKind::Network, QStringLiteral("session.closed")));
        return true;
    }

    void end(const Result<Plan> &plan)
    {
        if (plan)
            finish(*plan);
        else
            finishError(plan.error());
    }

    void withEntity(std::function<void(const QByteArray &, const json &)> then)
    {
        kong::KongClient *client = m_session ? m_session->kong() : nullptr;
        if (closed(client))
            return;
        awaitValue(client->read(kind(), m_repair.id, this), [this, then = std::move(then)](const std::optional<QByteArray> &seen) {
            if (!seen) {
                finishError(refused("finding.entity-gone"));
                return;
            }
            const Result<json> entity = parseJson(*seen);
            if (!entity)
                finishError(entity.error());
            else
                then(*seen, *entity);
        });
    }

    void setHost(const QByteArray &seen, const json &entity)
    {
        const QString host = hostOf(kind(), entity);
        if (!consulhost::isSameService(host, m_finding.args.value(QStringLiteral("host")).toString())) {
            finishError(refused("finding.host-changed", {{QStringLiteral("host"), host}}));
            return;
        }
        json wanted = entity;
        exchangeHost(kind(), &wanted, m_repair.args.value(QStringLiteral("host")).toString());
        end(kongplans::edit(m_session->kongPlanContext(), kind(), seen, QByteArray::fromStdString(wanted.dump())));
    }

    // What is taken for retired must still be so.
    void lookAgain(const QByteArray &seen, const json &entity)
    {
        if (m_finding.code != QLatin1String("kong.host-unknown")) {
            remove(seen);
            return;
        }
        const QString host = hostOf(kind(), entity);
        if (!consulhost::isSameService(host, m_finding.args.value(QStringLiteral("host")).toString())) {
            finishError(refused("finding.host-changed", {{QStringLiteral("host"), host}}));
            return;
        }
        consul::ConsulClient *client = m_session->consul();
        if (closed(client))
            return;
        const QString service = consulhost::parse(host).name;
        awaitValue(client->serviceInstances(service, this), [this, seen, service](const consul::Answer<std::vector<consul::Instance>> &answer) {
            if (!answer.value.empty())
                finishError(refused("finding.service-back", {{QStringLiteral("service"), service}}));
            else
                remove(seen);
        });
    }

    void remove(const QByteArray &seen)
    {
        kong::KongClient *client = m_session ? m_session->kong() : nullptr;
        if (closed(client))
            return;
        awaitValue(kongplans::readDoomed(client, {{kind(), seen}}, this), [this](const QList<kongplans::Doomed> &doomed) {
            if (doomed.isEmpty())
                finishError(refused("finding.entity-gone"));
            else if (m_session)
                end(kongplans::remove(m_session->kongPlanContext(), doomed.first()));
        });
    }

    // Kong starts as soon as the key is there: only over a database that it can use.
    void setKey()
    {
        const SystemStatus *kong = m_session ? &m_session->status(System::Kong) : nullptr;
        HttpClient *client = m_session ? m_session->client(System::Kong) : nullptr;
        if (!kong || !client || (kong->state != SystemState::Ok && kong->state != SystemState::Degraded)) {
            finishError(refused("finding.database-unknown"));
            return;
        }
        await(kong::fetchStatus(client, this), [this](const Result<kong::Status> &status) {
            if (!status || !status->databaseReachable)
                finishError(refused("finding.database-unknown"));
            else if (!*status->databaseReachable)
                finishError(refused("finding.database-unreachable"));
            else
                writeKey();
        });
    }

    void writeKey()
    {
        consul::ConsulClient *client = m_session ? m_session->consul() : nullptr;
        if (closed(client))
            return;
        awaitValue(client->get(findings::migrationKey(), this), [this](const std::optional<consul::KvEntry> &entry) {
            if (entry)
                finishError(refused("finding.key-there"));
            else
                end(kvplans::create(findings::migrationKey(), findings::migrationValue(), 0));
        });
    }

    void addPlugin()
    {
        if (closed(m_session))
            return;
        const json plugin{{"name", m_repair.args.value(QStringLiteral("plugin")).toString().toStdString()}, {"enabled", true}};
        end(kongplans::create(m_session->kongPlanContext(), kong::Kind::Plugin, QByteArray::fromStdString(plugin.dump())));
    }

    QString arg(const char *name) const { return m_repair.args.value(QLatin1String(name)).toString(); }

    void moveMail()
    {
        HttpClient *client = m_session ? m_session->client(System::RabbitMq) : nullptr;
        if (closed(client))
            return;
        // Looking marks the messages as redelivered: no more is done to a platform that may not be written to.
        if (const std::optional<Error> refused = m_session->mayWrite(System::RabbitMq)) {
            finishError(*refused);
            return;
        }
        await(mailmove::planMove(client, arg("vhost"), arg("from"), arg("to"), this), [this](const Result<Plan> &plan) { end(plan); });
    }

    void deregister()
    {
        HttpClient *client = m_session ? m_session->client(System::Consul) : nullptr;
        if (closed(client))
            return;
        await(instanceplans::deregister(client, arg("service"), arg("node"), m_repair.id, this), [this](const Result<Plan> &plan) { end(plan); });
    }

    QPointer<PlatformSession> m_session;
    Finding m_finding;
    FindingRepair m_repair;
};

} // namespace

Job<Plan> *planOfRepair(PlatformSession *session, const Finding &finding, const FindingRepair &repair, QObject *parent)
{
    return new RepairJob(session, finding, repair, parent);
}

} // namespace mk
