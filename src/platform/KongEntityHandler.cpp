// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/KongEntityHandler.h"

#include "api/kong/KongClient.h"
#include "api/kong/KongDialect.h"
#include "platform/KongJson.h"
#include "platform/KongPlans.h"

namespace mk {

namespace {

using nlohmann::json;

struct Wanted
{
    kong::Kind kind = kong::Kind::Api;
    HttpRequest request;
};

// How the plugin's configuration may be changed, as far as somebody has read its schema.
std::optional<kong::Shape> shapeOf(const Change &change, const kong::KongClient &client)
{
    const EntityState &state = change.after.exists ? change.after : change.before;
    if (kong::kindFromId(change.entity.kind) != kong::Kind::Plugin)
        return std::nullopt;
    const json plugin = kongjson::parsed(state.body);
    const auto name = plugin.is_object() ? plugin.find("name") : plugin.end();
    if (!plugin.is_object() || name == plugin.end() || !name->is_string())
        return std::nullopt;
    return client.configShape(QString::fromStdString(name->get<std::string>()));
}

// A whole plugin as it can be sent: in the old dialect a configuration holds no nulls.
json wholeOf(kong::Kind kind, const json &entity, const kong::Capabilities &server,
             const std::optional<kong::Shape> &shape)
{
    json whole = kongjson::sendable(entity);
    if (kind != kong::Kind::Plugin || !whole.contains("config"))
        return whole;
    if (kong::speaksOld(kind, server))
        whole["config"] = kongjson::withoutNulls(whole["config"]);
    kongjson::dropShorthands(&whole, shape);
    return whole;
}

// The one request of a step; nothing where the step is none of ours.
std::optional<Wanted> wantedOf(const Step &step, const kong::Capabilities &server, const kong::KongClient &client)
{
    if (step.changes.size() != 1)
        return std::nullopt;
    const Change &change = step.changes.constFirst();
    const std::optional<kong::Kind> kind = kong::kindFromId(change.entity.kind);
    if (!kind || change.entity.id.isEmpty())
        return std::nullopt;
    if (!change.after.exists)
        return Wanted{*kind, kong::deleteRequest(*kind, change.entity.id)};
    const json after = kongjson::parsed(change.after.body);
    if (!after.is_object())
        return std::nullopt;
    const std::optional<kong::Shape> shape = shapeOf(change, client);
    if (!change.before.exists)
        return Wanted{*kind, kong::createRequest(*kind, server, change.entity.id, wholeOf(*kind, after, server, shape))};
    const json before = kongjson::parsed(change.before.body);
    const kongjson::Patch patch = kongjson::patchOf(*kind, before, after, server, shape);
    if (!patch.needsReplace)
        return Wanted{*kind, kong::patchRequest(*kind, server, change.entity.id, patch.changes)};
    json whole = wholeOf(*kind, after, server, shape);
    if (before.contains("created_at"))
        whole["created_at"] = before["created_at"]; // the old dialect wants it
    return Wanted{*kind, kong::replaceRequest(*kind, server, change.entity.id, whole)};
}

Error notOurs()
{
    return Error::make(ErrorKind::Internal, {}, QStringLiteral("a step of Kong that cannot be read"));
}

EntityState stateOfAnswer(const std::optional<QByteArray> &entity)
{
    return entity ? kongplans::stateOf(*entity) : EntityState();
}

} // namespace

KongEntityHandler::KongEntityHandler(kong::KongClient *client) : m_client(client) {}

kong::Capabilities KongEntityHandler::server() const
{
    return m_client->capabilities().value_or(kong::Capabilities());
}

RequestPreview KongEntityHandler::preview(const Step &step) const
{
    const std::optional<Wanted> wanted = wantedOf(step, server(), *m_client);
    if (!wanted)
        return {};
    return {wanted->request.method, wanted->request.path, wanted->request.contentType, wanted->request.body};
}

QString KongEntityHandler::node() const
{
    const HttpClient *http = m_client->http();
    return http ? http->endpoint().hostPort() : QString();
}

Job<QList<EntityState>> *KongEntityHandler::read(const Step &step, QObject *parent)
{
    const std::optional<kong::Kind> kind =
        step.changes.size() == 1 ? kong::kindFromId(step.changes.constFirst().entity.kind) : std::nullopt;
    if (!kind)
        return readyJob<QList<EntityState>>(parent, fail(notOurs()));
    return mapJob<QList<EntityState>>(
        parent, m_client->read(*kind, step.changes.constFirst().entity.id, parent),
        [](const Result<std::optional<QByteArray>> &entity) -> Result<QList<EntityState>> {
            if (!entity)
                return fail(entity.error());
            return QList<EntityState>{stateOfAnswer(*entity)};
        });
}

Job<SendResult> *KongEntityHandler::send(const Step &step, QObject *parent)
{
    if (!m_client->capabilities()) // in which dialect it must be said is not known
        return readyJob<SendResult>(parent, fail(ErrorKind::Network, QStringLiteral("kong.not-known-yet")));
    if (const QString &reason = m_client->capabilities()->readOnlyReason; !reason.isEmpty())
        return readyJob<SendResult>(parent, fail(ErrorKind::ReadOnly, reason));
    const std::optional<Wanted> wanted = wantedOf(step, server(), *m_client);
    if (!wanted)
        return readyJob<SendResult>(parent, fail(notOurs()));
    return mapJob<SendResult>(parent, m_client->write(wanted->request, parent),
                              [](const Result<std::optional<QByteArray>> &entity) -> Result<SendResult> {
                                  if (!entity)
                                      return fail(entity.error());
                                  return SendResult{{stateOfAnswer(*entity)}};
                              });
}

bool KongEntityHandler::sameAsBefore(const Change &change, const EntityState &now) const
{
    if (change.before.exists != now.exists)
        return false;
    if (!now.exists)
        return true;
    json before = kongjson::parsed(change.before.body);
    json after = kongjson::parsed(now.body);
    if (kong::kindFromId(change.entity.kind) == kong::Kind::KeyAuth) {
        for (json *side : {&before, &after}) {
            if (side->is_object())
                side->erase("ttl"); // counts down
        }
    }
    return kongjson::same(before, after);
}

bool KongEntityHandler::isAfter(const Change &change, const EntityState &now) const
{
    if (change.after.exists != now.exists)
        return false;
    if (!now.exists)
        return true;
    json wanted = kongjson::parsed(change.after.body);
    if (!wanted.is_object())
        return false;
    wanted.erase("updated_at");
    wanted.erase("ws_id");
    const std::optional<kong::Kind> kind = kong::kindFromId(change.entity.kind);
    for (auto member = wanted.begin(); kind && member != wanted.end();)
        member = kong::readsOtherwise(*kind, member.key()) ? wanted.erase(member) : std::next(member);
    if (kind == kong::Kind::Target) { // another weight is another row on 0.14
        wanted.erase("id");
        wanted.erase("created_at");
    }
    // Bringing something back says when it was created, and not every version takes that.
    if (!change.before.exists)
        wanted.erase("created_at");
    // Members under older names follow the newer ones: what they say was not asked for.
    kongjson::dropShorthands(&wanted, shapeOf(change, *m_client));
    return kongjson::fulfils(wanted, kongjson::parsed(now.body), !change.before.exists);
}

QList<Step> KongEntityHandler::inverse(const Step &step, const SendResult &result) const
{
    if (step.changes.size() != 1 || result.states.size() != 1)
        return {};
    const Change &change = step.changes.constFirst();
    const EntityState &left = result.states.constFirst();
    Change back{change.entity, left, change.before};
    if (kongplans::losesPassword(change))
        return {};
    if (!change.after.exists) {
        back.before = EntityState();
    } else {
        if (!left.exists)
            return {};
        // Where the server gave another id than the one asked for, that is the one to take away.
        const json told = kongjson::parsed(left.body);
        const std::optional<kong::Kind> kind = kong::kindFromId(change.entity.kind);
        if (const QString key = kind && told.is_object() ? kong::keyOf(*kind, told) : QString(); !change.before.exists && !key.isEmpty())
            back.entity.id = key;
    }
    return {kongplans::stepOf(back)};
}

} // namespace mk
