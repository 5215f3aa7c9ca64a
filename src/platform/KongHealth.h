// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Error.h"
#include "net/HttpClient.h"
#include "platform/LiveStore.h"
#include "platform/Plan.h"

#include <functional>
#include <map>
#include <optional>

namespace mk {

namespace kong {
struct Capabilities;
}

// Which targets of an upstream one node of Kong holds for healthy. Each node has an opinion of its own, and tells only its own.
struct KongNodeHealth
{
    QString endpointId;
    QString node; // "host:port" of its Admin API
    // Address of the target -> "HEALTHY", "UNHEALTHY", "DNS_ERROR", "HEALTHCHECKS_OFF"; empty: the node has not looked yet.
    std::map<QString, QString> targets;
    std::optional<Error> error; // it could not be asked

    const QString &key() const { return endpointId; }
    bool operator==(const KongNodeHealth &other) const
    {
        return endpointId == other.endpointId && node == other.node && targets == other.targets
            && error.has_value() == other.error.has_value();
    }
};
using KongHealth = LiveStore<KongNodeHealth>;

namespace konghealth {

struct Node
{
    QString endpointId;
    QPointer<HttpClient> client;
};
using Nodes = std::function<QList<Node>()>; // those that are connected now

// Asks all nodes at once; one that does not answer is a row with its error. Fails only where there is none.
Job<std::vector<KongNodeHealth>> *read(const QList<Node> &nodes, const QString &upstreamId, QObject *parent);

// Tells every node that a target is healthy, or that it is not. Lasts until their own checks say otherwise. seen: what the
// nodes held; those that hold it for so already, or could not be asked, are left out. target: kong::Entity::key().
Result<Plan> setHealthPlan(const std::vector<KongNodeHealth> &seen, const QString &target, bool healthy);

// Steps of kind "target-health", one a node. Body {"health":"HEALTHY"}.
class Handler final : public StepHandler
{
public:
    Handler(Nodes nodes, std::function<kong::Capabilities()> server);
    ~Handler() override;
    static QString handlerId() { return QStringLiteral("kong.target-health"); }
    QString id() const override { return handlerId(); }
    System system() const override { return System::Kong; }
    RequestPreview preview(const Step &step) const override;
    Job<QList<EntityState>> *read(const Step &step, QObject *parent) override;
    Job<SendResult> *send(const Step &step, QObject *parent) override;
    bool sameAsBefore(const Change &change, const EntityState &now) const override { return change.before.body == now.body; }
    bool isAfter(const Change &change, const EntityState &now) const override { return change.after.body == now.body; }
    QList<Step> inverse(const Step &step, const SendResult &result) const override;

private:
    HttpClient *clientOf(const QString &endpointId) const;
    Nodes m_nodes;
    std::function<kong::Capabilities()> m_server;
};

} // namespace konghealth

} // namespace mk
