// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/kong/KongTypes.h"
#include "platform/Plan.h"

namespace mk {

namespace kong {
class KongClient;
}

// Steps on Kong's API objects, services, routes and plugins: EntityRef kind as kong::kindId(), id the server's. A step carries
// one change and is one request. EntityState::body is the entity as JSON (kongplans::stateOf()); the guard is empty, because
// Kong has no check-and-set: the re-read before the request narrows the race and cannot close it.
//
// What is sent: a creation names its own id (PUT /services/{id}, POST /apis with the id), so that an answer that is lost is
// settled by reading that id and undoing a deletion brings the same id back. A change sends what differs (PATCH), or the whole
// entity where PATCH cannot say it (kongjson::Patch). A deletion takes with it what hangs on the entity: plans take that away
// before, step by step (kongplans::remove()).
class KongEntityHandler final : public StepHandler
{
public:
    explicit KongEntityHandler(kong::KongClient *client); // outlives the handler

    static QString handlerId() { return QStringLiteral("kong.entity"); }
    QString id() const override { return handlerId(); }
    System system() const override { return System::Kong; }
    RequestPreview preview(const Step &step) const override;
    QString node() const override;
    Job<QList<EntityState>> *read(const Step &step, QObject *parent) override;
    Job<SendResult> *send(const Step &step, QObject *parent) override;
    bool sameAsBefore(const Change &change, const EntityState &now) const override;
    bool isAfter(const Change &change, const EntityState &now) const override;
    QList<Step> inverse(const Step &step, const SendResult &result) const override;

private:
    kong::Capabilities server() const;
    kong::KongClient *m_client;
};

} // namespace mk
