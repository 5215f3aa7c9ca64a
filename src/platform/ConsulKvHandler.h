// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/consul/ConsulTypes.h"
#include "platform/Plan.h"

namespace mk {

namespace consul {
class ConsulClient;
}

// Steps on Consul's key/value store: EntityRef kind "kv", id and name are the key. EntityState::body is the value; the guard
// holds "ModifyIndex", "Flags", "CreateIndex", "LockIndex" (decimal) and "Session" (of locked keys only). Of a wanted state
// the guard's "Flags" alone counts.
//
// A step is one transaction of check-and-set writes and deletes, all or none; a value too large for a transaction is a step
// of its own, sent as PUT /v1/kv/KEY?cas=. Nothing is ever overwritten that the operator has not seen: the server
// compares ModifyIndex. Source: Consul API documentation, "KV store" and "Transactions"; recordings of 1.8.7.
class ConsulKvHandler final : public StepHandler
{
public:
    explicit ConsulKvHandler(consul::ConsulClient *client); // outlives the handler

    static QString handlerId() { return QStringLiteral("consul.kv"); }
    QString id() const override { return handlerId(); }
    System system() const override { return System::Consul; }
    RequestPreview preview(const Step &step) const override;
    Job<QList<EntityState>> *read(const Step &step, QObject *parent) override;
    Job<SendResult> *send(const Step &step, QObject *parent) override;
    bool sameAsBefore(const Change &change, const EntityState &now) const override;
    bool isAfter(const Change &change, const EntityState &now) const override;
    QList<Step> inverse(const Step &step, const SendResult &result) const override;
    // After a folder's deletion: "keys-added-since" (args "prefix", "count", "names": the first 20) when keys are in the
    // folder now that the plan did not know.
    Job<QList<PlanNotice>> *remarks(const Plan &plan, QObject *parent) override;

private:
    consul::ConsulClient *m_client;
};

} // namespace mk
