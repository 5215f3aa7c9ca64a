// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/Plan.h"

#include <QPointer>

namespace mk {

class HttpClient;

// Takes an instance out of Consul's catalog, and puts it back as it was. EntityRef kind "instance", id consul::Instance::key().
// EntityState::body is what Consul says of it (GET /v1/health/service/…): node and its address, the service's document, its own
// checks.
//
// An instance belongs to the agent that it was registered with, and that agent's anti-entropy puts back within a minute what the
// catalog alone forgets. So it is taken out through /v1/agent where the agent that answers here is its own (option "mode" =
// "agent"), else out of the catalog ("catalog"), which holds only where no agent owns it: its node has failed, or has none.
//
// Undo registers the same document again. Checks come back with a catalog registration; what an agent's check does is told by
// no call of 1.8, so that one comes back without.
class ConsulInstanceHandler final : public StepHandler
{
public:
    explicit ConsulInstanceHandler(HttpClient *client); // outlives the handler, or nothing is sent any more

    static QString handlerId() { return QStringLiteral("consul.instance"); }
    QString id() const override { return handlerId(); }
    System system() const override { return System::Consul; }
    RequestPreview preview(const Step &step) const override;
    Job<QList<EntityState>> *read(const Step &step, QObject *parent) override;
    Job<SendResult> *send(const Step &step, QObject *parent) override;
    bool sameAsBefore(const Change &change, const EntityState &now) const override; // but for what its checks say
    bool isAfter(const Change &change, const EntityState &now) const override;
    QList<Step> inverse(const Step &step, const SendResult &result) const override;

private:
    QPointer<HttpClient> m_client;
};

namespace instanceplans {

// Title "consul.deregister" (args "name", "service", "node"). Notices: "consul.deregister-agent", "consul.deregister-catalog",
// "consul.deregister-back" (args "name", "node": an agent of its own is alive there and puts it back), "consul.checks-lost" (args
// "name", "count"). Fails with ErrorKind::Conflict "finding.entity-gone", and "consul.instance-well" (args "name"): none of its
// checks, nor its node's, is critical any more.
Job<Plan> *deregister(HttpClient *client, const QString &service, const QString &node, const QString &serviceId, QObject *parent);

} // namespace instanceplans

} // namespace mk
