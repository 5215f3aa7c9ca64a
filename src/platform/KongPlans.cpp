// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/KongPlans.h"

#include "api/kong/KongClient.h"
#include "api/kong/KongDecode.h"
#include "api/kong/KongDialect.h"
#include "core/SafeText.h"
#include "platform/KongEntityHandler.h"
#include "platform/KongJson.h"
#include "platform/KongRegistrars.h"

#include <QUuid>

namespace mk::kongplans {

namespace {

using nlohmann::json;

QString textOf(const json &object, const char *name)
{
    const auto it = object.is_object() ? object.find(name) : object.end();
    return object.is_object() && it != object.end() && it->is_string() ? QString::fromStdString(it->get<std::string>())
                                                                       : QString();
}

Error broken()
{
    return Error::make(ErrorKind::BadRequest, QStringLiteral("kong.not-an-object"));
}

QByteArray bytes(const json &value)
{
    return kongjson::pretty(value);
}

EntityState stateOfJson(const json &entity)
{
    return {true, kongjson::pretty(entity), {}};
}

Plan planOf(const char *title, kong::Kind kind, const QString &name)
{
    Plan plan;
    plan.id = Plan::newId();
    plan.title = QLatin1String(title);
    plan.titleArgs = {{QStringLiteral("kind"), kong::kindId(kind)}, {QStringLiteral("name"), name}};
    return plan;
}

// Refuses, or leaves its warnings in the plan.
std::optional<Error> guarded(Plan *plan, const Context &context, kong::Kind kind, const QByteArray &before,
                             const QByteArray &after)
{
    for (const kongguards::Problem &problem : kongguards::check(context.server, kind, before, after, context.around)) {
        if (problem.refuses)
            return kongguards::errorOf(problem);
        QVariantMap args = problem.args;
        args.insert(QStringLiteral("field"), problem.field);
        const PlanNotice notice{problem.code, args};
        if (!plan->notices.contains(notice))
            plan->notices.append(notice);
    }
    return std::nullopt;
}

// What the library that registered this will write back.
void noteRegistrar(Plan *plan, const Context &context, kong::Kind kind, const json &entity, const QStringList &changed)
{
    const kongregistrars::Guess guess = kongregistrars::guess(kind, textOf(entity, "id"), context.around);
    const kongregistrars::Undone undone = kongregistrars::undoneAtNextStart(guess.library, kind, changed);
    if (undone.fields.isEmpty())
        return;
    plan->notices.append({QStringLiteral("kong.registers-itself"),
                          {{QStringLiteral("name"), entityOf(kind, entity).name},
                           {QStringLiteral("library"), kongregistrars::libraryId(guess.library)},
                           {QStringLiteral("fields"), undone.fields},
                           {QStringLiteral("plugins"), false}}});
}

// A plugin on an API object whose library makes all of its plugins anew.
void notePluginRegistrar(Plan *plan, const Context &context, const json &plugin)
{
    const QString apiId = kong::scopeOf(plugin).apiId;
    const kongregistrars::Guess guess = kongregistrars::guess(kong::Kind::Api, apiId, context.around);
    if (!kongregistrars::undoneAtNextStart(guess.library, kong::Kind::Plugin, {}).plugins)
        return;
    for (const kong::Api &api : *context.around.apis) {
        if (api.id != apiId)
            continue;
        plan->notices.append({QStringLiteral("kong.registers-itself"),
                              {{QStringLiteral("name"), api.name},
                               {QStringLiteral("library"), kongregistrars::libraryId(guess.library)},
                               {QStringLiteral("fields"), QStringList()},
                               {QStringLiteral("plugins"), true}}});
    }
}

// Rules of API objects that are taken away by writing an empty list are taken away by null: an empty list matches nothing.
void clearEmptyRules(kong::Kind kind, json *entity)
{
    if (kind != kong::Kind::Api && kind != kong::Kind::Route)
        return;
    for (const char *name : {"uris", "hosts", "methods", "paths", "headers", "snis"}) {
        const auto it = entity->find(name);
        if (it != entity->end() && (it->is_array() || it->is_object()) && it->empty())
            *it = nullptr;
    }
}

// What a plugin is bound to, and what an entity stands below, in the words of this server.
void spellScope(kong::Kind kind, json *entity, const kong::Capabilities &server)
{
    if (kind == kong::Kind::Plugin)
        kong::setScope(entity, kong::scopeOf(*entity), server);
    else if (const QString parent = kong::parentOf(kind, *entity); !parent.isEmpty())
        kong::setParent(kind, entity, parent, server);
}

void noteLostPassword(Plan *plan)
{
    const QList<Change> changes = plan->changes();
    const auto lost = std::find_if(changes.cbegin(), changes.cend(), losesPassword);
    if (lost != changes.cend())
        plan->notices.append({QStringLiteral("kong.password-lost"), {{QStringLiteral("name"), lost->entity.name}}});
}

// The name of what a plugin is bound to; empty: global or not known.
QString boundName(const Context &context, const json &plugin)
{
    const kong::PluginScope scope = kong::scopeOf(plugin);
    const auto nameIn = [](const auto &rows, const QString &id) {
        if (rows && !id.isEmpty()) {
            for (const auto &row : *rows) {
                if (row.id == id)
                    return row.name.isEmpty() ? shortened(id, 9) : row.name;
            }
        }
        return id.isEmpty() ? QString() : shortened(id, 9);
    };
    if (!scope.apiId.isEmpty())
        return nameIn(context.around.apis, scope.apiId);
    if (!scope.routeId.isEmpty())
        return nameIn(context.around.routes, scope.routeId);
    if (!scope.serviceId.isEmpty())
        return nameIn(context.around.services, scope.serviceId);
    return scope.consumerId.isEmpty() ? QString() : shortened(scope.consumerId, 9);
}

void nameScope(Plan *plan, const Context &context, kong::Kind kind, const json &entity)
{
    if (kind == kong::Kind::Plugin)
        plan->titleArgs.insert(QStringLiteral("on"), boundName(context, entity));
}

// A service that is switched off takes all of its routes along, also those that nobody chose.
void noteCutRoutes(Plan *plan, const Context &context)
{
    QSet<QString> services;
    for (const Step &step : std::as_const(plan->steps))
        services.insert(step.changes.constFirst().entity.id);
    qsizetype routes = 0;
    if (context.around.routes)
        routes = std::count_if(context.around.routes->begin(), context.around.routes->end(),
                               [&services](const kong::Route &route) { return services.contains(route.serviceId); });
    if (routes > 0)
        plan->notices.append({QStringLiteral("kong.cuts-routes"),
                              {{QStringLiteral("name"), plan->titleArgs.value(QStringLiteral("name"))},
                               {QStringLiteral("services"), int(services.size())},
                               {QStringLiteral("routes"), int(routes)}}});
}

Change creation(kong::Kind kind, json entity)
{
    return {entityOf(kind, entity), EntityState(), stateOfJson(entity)};
}

} // namespace

EntityRef entityOf(kong::Kind kind, const json &entity)
{
    const QString key = entity.is_object() ? kong::keyOf(kind, entity) : QString();
    QString name = textOf(entity, "name");
    if (entity.is_object() && (name.isEmpty() || kind == kong::Kind::Vault)) {
        json named = entity; // one that is to be made may have no id yet
        if (textOf(named, "id").isEmpty())
            named["id"] = "-";
        if (const Result<kong::Entity> decoded = kong::decodeAny(named, kind, false))
            name = decoded->name;
    }
    const QString id = textOf(entity, "id");
    return {System::Kong, kong::kindId(kind), key, name.isEmpty() ? shortened(id, 9) : name};
}

bool losesPassword(const Change &change)
{
    if (change.entity.kind != kong::kindId(kong::Kind::BasicAuth) || !change.before.exists)
        return false;
    if (!change.after.exists)
        return true;
    const json before = kongjson::parsed(change.before.body);
    const json after = kongjson::parsed(change.after.body);
    return textOf(before, "password") != textOf(after, "password");
}

EntityState stateOf(const QByteArray &text)
{
    const json entity = kongjson::parsed(text);
    return {true, entity.is_object() ? kongjson::pretty(entity) : text, {}};
}

Step stepOf(const Change &change)
{
    Step step;
    step.id = Plan::newId();
    step.handler = KongEntityHandler::handlerId();
    step.changes = {change};
    return step;
}

Result<Plan> create(const Context &context, kong::Kind kind, const QByteArray &text)
{
    json entity = kongjson::parsed(text);
    if (!entity.is_object())
        return fail(broken());
    clearEmptyRules(kind, &entity);
    for (const char *member : {"id", "created_at", "updated_at", "ws_id"})
        entity.erase(member);
    spellScope(kind, &entity, context.server);
    entity = kongjson::sendable(entity);
    if (entity.contains("retries") && entity["retries"].is_null())
        entity.erase("retries");
    if (kind == kong::Kind::Target) {
        const auto address = entity.find("target");
        if (address != entity.end() && address->is_string())
            *address = kong::targetAddress(QString::fromStdString(address->get<std::string>())).toStdString();
    } else {
        entity["id"] = QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
    }
    Plan plan = planOf("kong.create", kind, textOf(entity, "name"));
    nameScope(&plan, context, kind, entity);
    if (const auto problem = guarded(&plan, context, kind, {}, bytes(entity)))
        return fail(*problem);
    if (kind == kong::Kind::Plugin)
        notePluginRegistrar(&plan, context, entity);
    const Change change = creation(kind, entity);
    plan.titleArgs[QStringLiteral("name")] = change.entity.name;
    plan.steps = {stepOf(change)};
    return plan;
}

Result<Plan> edit(const Context &context, kong::Kind kind, const QByteArray &seenText, const QByteArray &wantedText)
{
    const json seen = kongjson::parsed(seenText);
    json wanted = kongjson::parsed(wantedText);
    if (!seen.is_object() || !wanted.is_object())
        return fail(broken());
    clearEmptyRules(kind, &wanted);
    spellScope(kind, &wanted, context.server);
    for (const auto &[name, value] : seen.items()) {
        const bool hidden = kong::isHeldBack(kind, name) && !wanted.contains(name);
        if (kong::isServerMade(kind, name) || hidden)
            wanted[name] = value;
    }
    kongjson::giveWhatIsLeftOut(seen, kongguards::shapeOf(context.server, kind, textOf(seen, "name"), context.around), &wanted);
    const EntityRef entity = entityOf(kind, seen);
    Plan plan = planOf("kong.edit", kind, entity.name);
    nameScope(&plan, context, kind, seen);
    const kongjson::Patch patch = kongjson::patchOf(kind, seen, wanted, context.server);
    if (patch.isEmpty())
        return fail(ErrorKind::BadRequest, QStringLiteral("kong.nothing-changed"));
    if (const auto problem = guarded(&plan, context, kind, seenText, bytes(wanted)))
        return fail(*problem);
    QStringList changed;
    for (const auto &[name, value] : patch.changes.items())
        changed.append(QString::fromStdString(name));
    noteRegistrar(&plan, context, kind, seen, changed);
    if (kind == kong::Kind::Plugin)
        notePluginRegistrar(&plan, context, seen);
    plan.steps = {stepOf({entity, stateOfJson(seen), stateOfJson(wanted)})};
    noteLostPassword(&plan);
    return plan;
}

Result<Plan> duplicate(const Context &context, kong::Kind kind, const QByteArray &seenText, const QString &name,
                       const std::vector<kong::Plugin> &plugins)
{
    json copy = kongjson::parsed(seenText);
    if (!copy.is_object())
        return fail(broken());
    const QString original = entityOf(kind, copy).name;
    copy.erase("instance_name"); // must be unique
    const bool hasName = kind != kong::Kind::Plugin && (kind != kong::Kind::Route || context.server.routeNames);
    if (hasName && !name.isEmpty())
        copy["name"] = name.toStdString();
    else if (kind == kong::Kind::Route)
        copy.erase("name");
    Result<Plan> made = create(context, kind, bytes(copy));
    if (!made)
        return made;
    Plan plan = *made;
    plan.title = QStringLiteral("kong.duplicate");
    plan.titleArgs.insert(QStringLiteral("from"), original); // "of" is what an undo is of
    const QString id = plan.steps.constFirst().changes.constFirst().entity.id;
    for (const kong::Plugin &plugin : plugins) {
        json body = kongjson::parsed(plugin.json);
        if (!body.is_object())
            return fail(broken());
        kong::PluginScope scope = plugin.scope;
        if (kind == kong::Kind::Api)
            scope.apiId = id;
        else if (kind == kong::Kind::Service)
            scope.serviceId = id;
        else if (kind == kong::Kind::Route)
            scope.routeId = id;
        body.erase("instance_name");
        kong::setScope(&body, scope, context.server);
        const Result<Plan> added = create(context, kong::Kind::Plugin, bytes(body));
        if (!added)
            return added;
        plan.steps += added->steps;
    }
    return plan;
}

Result<Plan> setEnabled(const Context &context, kong::Kind kind, const QList<QByteArray> &seen, bool enabled)
{
    Plan plan = planOf(enabled ? "kong.enable" : "kong.disable", kind, {});
    for (const QByteArray &text : seen) {
        json entity = kongjson::parsed(text);
        if (!entity.is_object())
            return fail(broken());
        const auto now = entity.find("enabled");
        const bool isEnabled = now == entity.end() || !now->is_boolean() || now->get<bool>(); // absent: it is on
        if (isEnabled == enabled)
            continue;
        json wanted = entity;
        wanted["enabled"] = enabled;
        if (const auto problem = guarded(&plan, context, kind, text, bytes(wanted)))
            return fail(*problem);
        if (kind == kong::Kind::Plugin)
            notePluginRegistrar(&plan, context, entity);
        const Change change{entityOf(kind, entity), stateOfJson(entity), stateOfJson(wanted)};
        if (plan.steps.isEmpty()) {
            plan.titleArgs[QStringLiteral("name")] = change.entity.name;
            nameScope(&plan, context, kind, entity);
        }
        plan.steps.append(stepOf(change));
    }
    if (plan.steps.isEmpty())
        return fail(ErrorKind::BadRequest, QStringLiteral("kong.nothing-changed"));
    plan.titleArgs.insert(QStringLiteral("count"), int(plan.steps.size()));
    if (kind == kong::Kind::Service && !enabled)
        noteCutRoutes(&plan, context);
    return plan;
}

Result<Plan> drain(const Context &context, const QList<QByteArray> &seen)
{
    Plan plan = planOf("kong.drain", kong::Kind::Target, {});
    for (const QByteArray &text : seen) {
        const json target = kongjson::parsed(text);
        if (!target.is_object())
            return fail(broken());
        if (target.value("weight", json()) == 0)
            continue;
        json wanted = target;
        wanted["weight"] = 0;
        if (const auto problem = guarded(&plan, context, kong::Kind::Target, text, bytes(wanted)))
            return fail(*problem);
        plan.steps.append(stepOf({entityOf(kong::Kind::Target, target), stateOfJson(target), stateOfJson(wanted)}));
    }
    if (plan.steps.isEmpty())
        return fail(ErrorKind::BadRequest, QStringLiteral("kong.nothing-changed"));
    plan.titleArgs[QStringLiteral("name")] = plan.steps.constFirst().changes.constFirst().entity.name;
    plan.titleArgs.insert(QStringLiteral("count"), int(plan.steps.size()));
    return plan;
}

Result<Plan> movePlugin(const Context &context, const QByteArray &seenText, const kong::PluginScope &scope, const QString &to)
{
    const json seen = kongjson::parsed(seenText);
    if (!seen.is_object())
        return fail(broken());
    json wanted = seen;
    kong::setScope(&wanted, scope, context.server);
    for (const auto &[name, value] : seen.items()) {
        if (!value.is_null() && !wanted.contains(name))
            wanted[name] = nullptr; // the old dialect: null unbinds
    }
    if (kongjson::patchOf(kong::Kind::Plugin, seen, wanted, context.server).isEmpty())
        return fail(ErrorKind::BadRequest, QStringLiteral("kong.nothing-changed"));
    const EntityRef entity = entityOf(kong::Kind::Plugin, seen);
    Plan plan = planOf("kong.move-plugin", kong::Kind::Plugin, entity.name);
    nameScope(&plan, context, kong::Kind::Plugin, seen);
    plan.titleArgs.insert(QStringLiteral("to"), to.isEmpty() ? boundName(context, wanted) : to);
    for (const kongguards::Problem &problem :
         kongguards::check(context.server, kong::Kind::Plugin, seenText, bytes(wanted), context.around)) {
        if (problem.code == QLatin1String("kong.plugin-moves"))
            continue; // that is what is wanted
        if (problem.refuses)
            return fail(kongguards::errorOf(problem));
        plan.notices.append({problem.code, problem.args});
    }
    notePluginRegistrar(&plan, context, seen);
    plan.steps = {stepOf({entity, stateOfJson(seen), stateOfJson(wanted)})};
    return plan;
}

Result<Plan> copyPlugin(const Context &context, const QByteArray &seenText, const kong::PluginScope &scope, const QString &to)
{
    json copy = kongjson::parsed(seenText);
    if (!copy.is_object())
        return fail(broken());
    copy.erase("instance_name"); // must be unique
    kong::setScope(&copy, scope, context.server);
    Result<Plan> plan = create(context, kong::Kind::Plugin, bytes(copy));
    if (!plan)
        return plan;
    plan->title = QStringLiteral("kong.copy-plugin");
    plan->titleArgs.remove(QStringLiteral("on"));
    nameScope(&*plan, context, kong::Kind::Plugin, kongjson::parsed(seenText));
    plan->titleArgs.insert(QStringLiteral("to"), to.isEmpty() ? boundName(context, copy) : to);
    return plan;
}

// ---- deletions ----

namespace {

Result<Done> addRemoval(Plan *plan, const Context &context, const Doomed &doomed, QSet<QString> *gone)
{
    const json entity = kongjson::parsed(doomed.seen);
    if (!entity.is_object())
        return fail(broken());
    if (const auto problem = guarded(plan, context, doomed.kind, doomed.seen, {}))
        return fail(*problem);
    const EntityRef self = entityOf(doomed.kind, entity);
    const auto remove = [&](kong::Kind kind, const QByteArray &text) {
        const json one = kongjson::parsed(text);
        if (!one.is_object())
            return;
        const EntityRef ref = entityOf(kind, one);
        if (gone->contains(ref.id))
            return; // two of them take the same along
        gone->insert(ref.id);
        plan->steps.append(stepOf({ref, stateOfJson(one), EntityState()}));
    };
    const auto removePlugins = [&](auto &&hangsOn) {
        for (const kong::Plugin &plugin : doomed.cascade.plugins) {
            if (hangsOn(plugin.scope))
                remove(kong::Kind::Plugin, plugin.json);
        }
    };
    for (const kong::Route &route : doomed.cascade.routes) {
        removePlugins([&route](const kong::PluginScope &scope) { return scope.routeId == route.id; });
        remove(kong::Kind::Route, route.json);
    }
    removePlugins([](const kong::PluginScope &) { return true; });
    for (const kong::Entity &other : doomed.cascade.others) {
        // What goes along may be what the console itself logs in with.
        if (const auto problem = guarded(plan, context, other.kind, other.json, {}))
            return fail(*problem);
        remove(other.kind, other.json);
    }
    if (!doomed.cascade.routes.empty() || !doomed.cascade.plugins.empty()) {
        plan->notices.append({QStringLiteral("kong.takes-along"),
                              {{QStringLiteral("name"), self.name},
                               {QStringLiteral("routes"), int(doomed.cascade.routes.size())},
                               {QStringLiteral("plugins"), int(doomed.cascade.plugins.size())}}});
    }
    std::map<kong::Kind, int> counts;
    for (const kong::Entity &other : doomed.cascade.others)
        ++counts[other.kind];
    for (const auto &[kind, count] : counts) {
        plan->notices.append({QStringLiteral("kong.takes-others"),
                              {{QStringLiteral("name"), self.name},
                               {QStringLiteral("kind"), kong::kindId(kind)},
                               {QStringLiteral("count"), count}}});
    }
    json own = entity;
    if (doomed.kind == kong::Kind::Certificate && !doomed.cascade.others.empty())
        own["snis"] = json::array(); // they have gone before it, and come back after it
    remove(doomed.kind, bytes(own));
    return Done{};
}

} // namespace

Result<Plan> remove(const Context &context, const Doomed &doomed)
{
    return removeAll(context, {doomed});
}

Result<Plan> removeAll(const Context &context, const QList<Doomed> &doomed)
{
    if (doomed.isEmpty())
        return fail(ErrorKind::BadRequest, QStringLiteral("kong.nothing-changed"));
    const json first = kongjson::parsed(doomed.constFirst().seen);
    Plan plan = planOf(doomed.size() == 1 ? "kong.delete" : "kong.delete-many", doomed.constFirst().kind,
                       entityOf(doomed.constFirst().kind, first).name);
    if (doomed.size() == 1)
        nameScope(&plan, context, doomed.constFirst().kind, first);
    // What stands on another of the list goes before it: plugins, then routes, then services and API objects.
    QList<Doomed> ordered = doomed;
    const auto rank = [](kong::Kind kind) {
        const bool hangs = kong::parentKind(kind) || kind == kong::Kind::Sni || kind == kong::Kind::Key;
        return kind == kong::Kind::Plugin || hangs ? 0 : kind == kong::Kind::Route ? 1 : 2;
    };
    std::stable_sort(ordered.begin(), ordered.end(),
                     [rank](const Doomed &a, const Doomed &b) { return rank(a.kind) < rank(b.kind); });
    QSet<QString> gone;
    for (const Doomed &one : std::as_const(ordered)) {
        if (const Result<Done> added = addRemoval(&plan, context, one, &gone); !added)
            return fail(added.error());
    }
    plan.titleArgs.insert(QStringLiteral("count"), int(plan.steps.size()));
    plan.titleArgs.insert(QStringLiteral("chosen"), int(doomed.size()));
    noteLostPassword(&plan);
    return plan;
}

namespace {

// For each entity: its routes, then the plugins of it and of each of these.
class DoomedJob final : public Job<QList<Doomed>>
{
public:
    DoomedJob(kong::KongClient *client, QList<QPair<kong::Kind, QByteArray>> seen, QObject *parent)
        : Job<QList<Doomed>>(parent), m_client(client), m_seen(std::move(seen))
    {
        start();
    }

protected:
    void onStart() override { next(); }

private:
    void next()
    {
        Q_EMIT progressed(m_found.size(), m_seen.size());
        if (m_found.size() == m_seen.size()) {
            finish(m_found);
            return;
        }
        const auto &[kind, seen] = m_seen.at(m_found.size());
        m_now = Doomed{kind, seen, {}};
        const QString id = textOf(kongjson::parsed(seen), "id");
        if (id.isEmpty() || !m_client) {
            finishError(id.isEmpty() ? broken() : Error::cancelled());
            return;
        }
        m_open.clear();
        m_kinds.clear();
        switch (kind) {
        case kong::Kind::Api:
        case kong::Kind::Service:
        case kong::Kind::Route:
            m_open.append({kind, id});
            break;
        case kong::Kind::Consumer:
            m_open.append({kind, id});
            for (const kong::Kind credential : kong::credentialKinds()) {
                if (server().has(credential))
                    m_kinds.append(credential);
            }
            break;
        case kong::Kind::Upstream:
            m_kinds = {kong::Kind::Target};
            break;
        case kong::Kind::Certificate:
            m_kinds = {kong::Kind::Sni};
            break;
        case kong::Kind::KeySet:
            m_kinds = {kong::Kind::Key};
            break;
        default:
            break;
        }
        if (kind == kong::Kind::Service)
            askRoutes(id);
        else
            askPlugins();
    }
    void keep()
    {
        m_found.append(m_now);
        QMetaObject::invokeMethod(
            this,
            [this] {
                if (mayEnd())
                    next();
            },
            Qt::QueuedConnection);
    }
    kong::Capabilities server() const { return m_client->capabilities().value_or(kong::Capabilities()); }

    void askRoutes(const QString &serviceId)
    {
        kong::ListOptions<kong::Route> options;
        options.asker = QStringLiteral("plan");
        options.page = [server = server(), serviceId](const QString &offset) {
            return kong::childrenRequest(kong::Kind::Route, kong::Kind::Service, serviceId, server, offset);
        };
        awaitValue(m_client->list<kong::Route>(options, this), [this](const kong::Listed<kong::Route> &listed) {
            m_now.cascade.routes = *listed.rows;
            for (const kong::Route &route : m_now.cascade.routes)
                m_open.append({kong::Kind::Route, route.id});
            askPlugins();
        });
    }
    void askPlugins()
    {
        if (m_open.isEmpty()) {
            askOthers();
            return;
        }
        const auto [kind, id] = m_open.takeLast();
        kong::ListOptions<kong::Plugin> options;
        options.asker = QStringLiteral("plan");
        options.page = [server = server(), kind = kind, id = id](const QString &offset) {
            return kong::childrenRequest(kong::Kind::Plugin, kind, id, server, offset);
        };
        awaitValue(m_client->list<kong::Plugin>(options, this), [this](const kong::Listed<kong::Plugin> &listed) {
            for (const kong::Plugin &plugin : *listed.rows) {
                const bool known = std::any_of(m_now.cascade.plugins.begin(), m_now.cascade.plugins.end(),
                                               [&plugin](const kong::Plugin &other) { return other.id == plugin.id; });
                if (!known)
                    m_now.cascade.plugins.push_back(plugin);
            }
            askPlugins();
        });
    }

    void askOthers()
    {
        if (m_kinds.isEmpty()) {
            keep();
            return;
        }
        kong::ListOptions<kong::Entity> options;
        options.kind = m_kinds.takeLast();
        options.asker = QStringLiteral("plan");
        const QString id = textOf(kongjson::parsed(m_now.seen), "id");
        options.page = [server = server(), child = options.kind, parent = m_now.kind, id](const QString &offset) {
            return kong::childrenRequest(child, parent, id, server, offset);
        };
        awaitValue(m_client->list<kong::Entity>(options, this), [this](const kong::Listed<kong::Entity> &listed) {
            m_now.cascade.others.insert(m_now.cascade.others.end(), listed.rows->begin(), listed.rows->end());
            askOthers();
        });
    }

    QPointer<kong::KongClient> m_client;
    QList<QPair<kong::Kind, QByteArray>> m_seen;
    QList<Doomed> m_found;
    Doomed m_now;
    QList<QPair<kong::Kind, QString>> m_open; // whose plugins are still to be asked for
    QList<kong::Kind> m_kinds;                // of what else hangs on it, still to be asked for
};

} // namespace

Job<QList<Doomed>> *readDoomed(kong::KongClient *client, const QList<QPair<kong::Kind, QByteArray>> &seen, QObject *parent)
{
    return new DoomedJob(client, seen, parent);
}

} // namespace mk::kongplans
