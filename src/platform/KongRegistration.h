// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/KongEntityHandler.h"
#include "platform/KongPlans.h"
#include "platform/KongRegistrars.h"

#include <QStringList>

// What the client libraries of Microkubes do by themselves, by hand: a service is registered exactly as its library would, and
// unregistered, which no library does. Plans as those of KongPlans.h. Titles: "kong.register" (args "name", "library"),
// "kong.unregister" (args "name", "count" of all that goes, "chosen"). Notices: "kong.nobody-unregisters",
// "kong.comes-back" (args "names", "library"; empty: nothing speaks for one), "kong.service-stays" (args "name", "routes": how
// many others lead to it), "kong.registers-as" (args "library").
//
// Sources: microservice-tools gateway/kong.go, microkubes-python gateway.py, recording 24 of 0.14.1.
namespace mk {

namespace kongregistration {

struct Registration
{
    kongregistrars::Library library = kongregistrars::Library::Go; // Go or Python
    QString name;
    QStringList paths;
    QString host; // of the upstream: "x.service.consul"
    int port = 8080;
    QStringList hosts;   // Go alone
    QStringList methods; // Go alone
};
// As much of it as an API object tells.
Registration registrationOf(const kong::Api &api, kongregistrars::Library library);

// What would be sent, to the byte. exists: the API object is there, under this id.
struct Sent
{
    QByteArray method; // POST or PATCH
    QByteArray path;
    QByteArray contentType;
    QByteArray body;
};
Sent sentOf(const Registration &registration, bool exists, const QString &id);
// The members that it writes, as JSON.
nlohmann::json fieldsOf(const Registration &registration);

// seen: what GET /apis/{name} answered just now; empty: 404. Refused with "kong.no-apis" where this Kong has none, with what
// kongguards says, and with "kong.nothing-changed".
Result<Plan> plan(const kongplans::Context &context, const Registration &registration, const QByteArray &seen);

// doomed: API objects with their plugins, services with their routes and plugins (KongPlans' readDoomed()). Of a service only the
// routes with these ids go, and itself with them unless others still lead to it; all of a service that no route is chosen of.
Result<Plan> unregister(const kongplans::Context &context, const QList<kongplans::Doomed> &doomed, const QStringList &routeIds);

} // namespace kongregistration

// Steps that send what a library sends; everything else of them is as for any entity, also taking them back. Options:
// "body" and "contentType" as they go out, "path".
class KongRegistrationHandler final : public StepHandler
{
public:
    explicit KongRegistrationHandler(kong::KongClient *client); // outlives the handler

    static QString handlerId() { return QStringLiteral("kong.registration"); }
    QString id() const override { return handlerId(); }
    System system() const override { return System::Kong; }
    RequestPreview preview(const Step &step) const override;
    QString node() const override { return m_entities.node(); }
    Job<QList<EntityState>> *read(const Step &step, QObject *parent) override { return m_entities.read(step, parent); }
    Job<SendResult> *send(const Step &step, QObject *parent) override;
    bool sameAsBefore(const Change &change, const EntityState &now) const override
    {
        return m_entities.sameAsBefore(change, now);
    }
    bool isAfter(const Change &change, const EntityState &now) const override { return m_entities.isAfter(change, now); }
    QList<Step> inverse(const Step &step, const SendResult &result) const override { return m_entities.inverse(step, result); }

private:
    kong::KongClient *m_client;
    KongEntityHandler m_entities;
};

} // namespace mk
