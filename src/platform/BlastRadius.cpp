// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/BlastRadius.h"

#include "api/kong/KongDialect.h"
#include "api/kong/KongFields.h"
#include "platform/ConsulHost.h"
#include "platform/KongJson.h"
#include "platform/RabbitPlans.h"

#include <QRegularExpression>
#include <QSet>
#include <QUrl>

#include <algorithm>

namespace mk::blastradius {

namespace {

using kong::Kind;
using nlohmann::json;

constexpr int kNamed = 3;      // names in a sentence
constexpr int kAskedFor = 200; // names in a query

const QString kKongStart = QStringLiteral("kong-migrations");

struct Gone
{
    Kind kind = Kind::Api;
    json entity;
    const Change *change = nullptr;
};

bool isFlag(const json &entity, const char *name, bool wanted)
{
    const json *value = kong::member(entity, name);
    return value && value->is_boolean() && value->get<bool>() == wanted;
}

double weightOf(const json &target)
{
    const json *weight = kong::member(target, "weight");
    return weight && weight->is_number() ? weight->get<double>() : 100;
}

// Deleted, switched off, or without weight from now on.
bool stops(Kind kind, const Change &change, const json &before)
{
    if (change.verb() == Change::Verb::Delete)
        return true;
    if (change.verb() != Change::Verb::Update)
        return false;
    const json after = kongjson::parsed(change.after.body);
    if (kind == Kind::Plugin || kind == Kind::Service)
        return !isFlag(before, "enabled", false) && isFlag(after, "enabled", false);
    return kind == Kind::Target && weightOf(before) > 0 && weightOf(after) == 0;
}

std::vector<Gone> goneIn(const Plan &plan)
{
    std::vector<Gone> gone;
    for (const Step &step : plan.steps) {
        for (const Change &change : step.changes) {
            const std::optional<Kind> kind = change.entity.system == System::Kong ? kong::kindFromId(change.entity.kind) : std::nullopt;
            if (!kind || !change.before.exists)
                continue;
            json before = kongjson::parsed(change.before.body);
            if (before.is_object() && stops(*kind, change, before))
                gone.push_back({*kind, std::move(before), &change});
        }
    }
    return gone;
}

void putNames(QVariantMap *args, const QStringList &names)
{
    args->insert(QStringLiteral("names"), QStringList(names.mid(0, kNamed)));
    args->insert(QStringLiteral("more"), int(std::max<qsizetype>(0, names.size() - kNamed)));
}

Impact impactOf(const char *code, Impact::Weight weight, System system, const char *call, const char *field, const QVariantMap &args = {})
{
    return {QLatin1String(code), args, weight, system, QLatin1String(call), QLatin1String(field)};
}

QString nameOf(const Gone &gone)
{
    return gone.change->entity.name;
}

bool keepsPeopleOut(const QString &plugin)
{
    static const QSet<QString> guards{QStringLiteral("key-auth"), QStringLiteral("basic-auth"), QStringLiteral("hmac-auth"),
                                      QStringLiteral("jwt"), QStringLiteral("oauth2"), QStringLiteral("ldap-auth"),
                                      QStringLiteral("acl"), QStringLiteral("ip-restriction"), QStringLiteral("rate-limiting"),
                                      QStringLiteral("request-termination"), QStringLiteral("session")};
    return guards.contains(plugin);
}

// So many API objects and routes a plugin of this scope runs for, those that go as well left out; -1: not known.
int waysUnder(const kong::PluginScope &scope, const QSet<QString> &gone, const kongguards::Around &kong)
{
    int ways = 0;
    if (!kong.apis && !kong.routes)
        return -1;
    const bool global = scope.apiId.isEmpty() && scope.routeId.isEmpty() && scope.serviceId.isEmpty();
    if (kong.apis) {
        for (const kong::Api &api : *kong.apis)
            ways += (global || api.id == scope.apiId) && !gone.contains(api.id);
    }
    if (kong.routes) {
        for (const kong::Route &route : *kong.routes) {
            const bool is = global || route.id == scope.routeId || (!scope.serviceId.isEmpty() && route.serviceId == scope.serviceId);
            ways += is && !gone.contains(route.id);
        }
    }
    return ways;
}

void ofPlugin(const Gone &gone, const QSet<QString> &ids, const Around &around, QList<Impact> *found)
{
    const QString name = kong::text(gone.entity, "name");
    const kong::PluginScope scope = kong::scopeOf(gone.entity);
    const bool withItsOwner = ids.contains(scope.apiId) || ids.contains(scope.routeId) || ids.contains(scope.serviceId)
        || ids.contains(scope.consumerId);
    if (withItsOwner || isFlag(gone.entity, "enabled", false))
        return;
    if (name == QLatin1String("prometheus"))
        found->append(impactOf("measures", Impact::Weight::Breaks, System::Kong, "GET /plugins", "name"));
    const int ways = waysUnder(scope, ids, around.kong);
    if (!keepsPeopleOut(name) || ways == 0)
        return;
    const bool global = scope == kong::PluginScope();
    found->append(impactOf("guards", Impact::Weight::Breaks, System::Kong, "GET /plugins", "name",
                           {{QStringLiteral("name"), name}, {QStringLiteral("ways"), ways}, {QStringLiteral("global"), global}}));
}

void ofUpstream(const Gone &gone, const QSet<QString> &ids, const Around &around, QList<Impact> *found)
{
    const QString name = kong::text(gone.entity, "name");
    QStringList senders;
    if (around.kong.services) {
        for (const kong::Service &service : *around.kong.services) {
            if (service.host == name && !ids.contains(service.id))
                senders.append(service.name.isEmpty() ? service.id : service.name);
        }
    }
    if (around.kong.apis) {
        for (const kong::Api &api : *around.kong.apis) {
            if (QUrl(api.upstreamUrl).host() == name && !ids.contains(api.id))
                senders.append(api.name);
        }
    }
    if (senders.isEmpty())
        return;
    Impact impact = impactOf("behind", Impact::Weight::Breaks, System::Kong, "GET /services, GET /apis", "host, upstream_url",
                             {{QStringLiteral("name"), name}});
    putNames(&impact.args, senders);
    found->append(impact);
}

// All targets of one upstream that lose their weight, against those that stay.
void ofTargets(const QString &upstreamId, const std::vector<const Gone *> &gone, const Around &around, QList<Impact> *found)
{
    if (!around.targets)
        return;
    QSet<QString> addresses;
    for (const Gone *one : gone)
        addresses.insert(kong::text(one->entity, "target"));
    double all = 0;
    double lost = 0;
    int left = 0;
    for (const kong::Entity &target : *around.targets) {
        const json row = kongjson::parsed(target.json);
        if (target.parentId != upstreamId || !row.is_object())
            continue;
        const double weight = weightOf(row);
        all += weight;
        if (addresses.contains(kong::text(row, "target")))
            lost += weight;
        else
            left += weight > 0;
    }
    if (all <= 0 || lost <= 0)
        return;
    QString upstream = upstreamId;
    if (around.upstreams) {
        for (const kong::Entity &one : *around.upstreams) {
            if (one.id == upstreamId)
                upstream = one.name;
        }
    }
    if (left == 0) {
        found->append(impactOf("last-target", Impact::Weight::Breaks, System::Kong, "GET /upstreams/{upstream}/targets", "weight",
                               {{QStringLiteral("name"), upstream}}));
        return;
    }
    found->append(impactOf("target-share", Impact::Weight::Flows, System::Kong, "GET /upstreams/{upstream}/targets", "weight",
                           {{QStringLiteral("name"), upstream},
                            {QStringLiteral("percent"), lost * 100 / all},
                            {QStringLiteral("left"), left}}));
}

void ofCertificate(const Gone &gone, const Around &around, QList<Impact> *found)
{
    const QString id = kong::text(gone.entity, "id");
    QStringList names;
    if (around.snis) {
        for (const kong::Entity &sni : *around.snis) {
            if (sni.parentId == id)
                names.append(sni.name);
        }
    }
    int services = 0;
    if (around.kong.services) {
        for (const kong::Service &service : *around.kong.services)
            services += service.json.contains(id.toUtf8());
    }
    if (names.isEmpty() && services == 0)
        return;
    Impact impact = impactOf("certificate", Impact::Weight::Breaks, System::Kong, "GET /snis, GET /services",
                             gone.kind == Kind::CaCertificate ? "ca_certificates" : "certificate, client_certificate",
                             {{QStringLiteral("services"), services}});
    putNames(&impact.args, names);
    found->append(impact);
}

void ofConsumer(const Gone &gone, const QSet<QString> &ids, const Around &around, QList<Impact> *found)
{
    if (!around.kong.plugins)
        return;
    const QString id = kong::text(gone.entity, "id");
    int count = 0;
    for (const kong::Plugin &plugin : *around.kong.plugins)
        count += plugin.scope.consumerId == id && !ids.contains(plugin.id);
    if (count > 0)
        found->append(impactOf("plugins", Impact::Weight::Note, System::Kong, "GET /plugins", "consumer",
                               {{QStringLiteral("name"), nameOf(gone)}, {QStringLiteral("count"), count}}));
}

void ofKong(const Plan &plan, const Around &around, QList<Impact> *found)
{
    const std::vector<Gone> gone = goneIn(plan);
    QSet<QString> ids;
    for (const Gone &one : gone) {
        if (one.change->verb() == Change::Verb::Delete)
            ids.insert(kong::text(one.entity, "id"));
    }
    std::map<QString, std::vector<const Gone *>> targets;
    for (const Gone &one : gone) {
        switch (one.kind) {
        case Kind::Plugin:
            ofPlugin(one, ids, around, found);
            break;
        case Kind::Upstream:
            ofUpstream(one, ids, around, found);
            break;
        case Kind::Target: {
            const QString upstream = kong::parentOf(Kind::Target, one.entity);
            if (!ids.contains(upstream))
                targets[upstream].push_back(&one);
            break;
        }
        case Kind::Certificate:
        case Kind::CaCertificate:
            ofCertificate(one, around, found);
            break;
        case Kind::Consumer:
            ofConsumer(one, ids, around, found);
            break;
        default:
            break;
        }
    }
    for (const auto &[upstream, lost] : targets)
        ofTargets(upstream, lost, around, found);
}

void ofKeys(const Plan &plan, QList<Impact> *found)
{
    QStringList locked;
    for (const Step &step : plan.steps) {
        for (const Change &change : step.changes) {
            if (change.entity.system != System::Consul || change.verb() != Change::Verb::Delete)
                continue;
            if (change.entity.id == kKongStart)
                found->append(impactOf("kong-start", Impact::Weight::Breaks, System::Consul, "GET /v1/kv/kong-migrations", "Key"));
            if (!change.before.guard.value(QStringLiteral("Session")).toString().isEmpty())
                locked.append(change.entity.name);
        }
    }
    if (locked.isEmpty())
        return;
    Impact impact = impactOf("lock", Impact::Weight::Breaks, System::Consul, "GET /v1/kv/{key}", "Session");
    putNames(&impact.args, locked);
    found->append(impact);
}

// Instances that are deregistered: whom their names lead to then.
void ofInstances(const Plan &plan, const Around &around, QList<Impact> *found)
{
    QSet<QString> gone;
    for (const Step &step : plan.steps) {
        for (const Change &change : step.changes) {
            if (change.entity.system == System::Consul && change.entity.kind == QLatin1String("instance") && change.verb() == Change::Verb::Delete)
                gone.insert(change.entity.id);
        }
    }
    if (gone.isEmpty() || !around.instances)
        return;
    std::map<QString, int> left; // by service
    for (const consul::Instance &instance : *around.instances) {
        if (gone.contains(instance.key()))
            left.try_emplace(instance.service, 0);
    }
    for (const consul::Instance &instance : *around.instances) {
        const auto service = left.find(instance.service);
        if (service != left.end() && !gone.contains(instance.key()) && instance.health != consul::Health::Critical)
            ++service->second;
    }
    for (const auto &[service, count] : left) {
        if (count > 0) {
            found->append(impactOf("instances-left", Impact::Weight::Note, System::Consul, "GET /v1/health/service/{service}", "Checks",
                                   {{QStringLiteral("service"), service}, {QStringLiteral("left"), count}}));
            continue;
        }
        QStringList senders;
        const auto leadsThere = [&service = service](const QString &host) {
            const consulhost::ConsulHost meaning = consulhost::parse(host);
            return meaning.namesService() && consulhost::isSameService(meaning.name, service);
        };
        if (around.kong.apis) {
            for (const kong::Api &api : *around.kong.apis) {
                if (leadsThere(QUrl(api.upstreamUrl).host()))
                    senders.append(api.name);
            }
        }
        if (around.kong.services) {
            for (const kong::Service &one : *around.kong.services) {
                if (leadsThere(one.host))
                    senders.append(one.name.isEmpty() ? one.id : one.name);
            }
        }
        Impact impact = impactOf("last-instance", senders.isEmpty() ? Impact::Weight::Note : Impact::Weight::Breaks, System::Consul,
                                 "GET /v1/health/service/{service}", "Checks", {{QStringLiteral("service"), service}});
        putNames(&impact.args, senders);
        found->append(impact);
    }
}

bool isQueue(const Change &change)
{
    return change.entity.system == System::RabbitMq && change.entity.kind == QLatin1String("queue");
}

void ofQueues(const Plan &plan, const Around &around, QList<Impact> *found)
{
    for (const Step &step : plan.steps) {
        for (const Change &change : step.changes) {
            if (!isQueue(change) || !(change.verb() == Change::Verb::Delete || rabbitplans::isPurge(change)))
                continue;
            const auto [vhost, name] = rabbitmq::namesOfKey(change.entity.id);
            if (name == QLatin1String("email-queue") || name == QLatin1String("verification-email"))
                found->append(impactOf("mails", Impact::Weight::Breaks, System::RabbitMq, "GET /api/queues", "name", {{QStringLiteral("name"), name}}));
            if (!around.queues)
                continue;
            for (const rabbitmq::Queue &queue : *around.queues) {
                if (queue.vhost != vhost || queue.name != name)
                    continue;
                const qint64 consumers = queue.consumers.value_or(0);
                if (consumers == 0 && queue.publishRate.value_or(0) <= 0 && queue.deliverRate.value_or(0) <= 0)
                    break;
                QVariantMap args{{QStringLiteral("name"), name}, {QStringLiteral("consumers"), consumers}};
                if (queue.publishRate)
                    args.insert(QStringLiteral("publish"), *queue.publishRate);
                if (queue.deliverRate)
                    args.insert(QStringLiteral("deliver"), *queue.deliverRate);
                const bool ends = change.verb() == Change::Verb::Delete && consumers > 0;
                found->append(impactOf("queue", ends ? Impact::Weight::Breaks : Impact::Weight::Flows, System::RabbitMq, "GET /api/queues",
                                       "consumers, message_stats", args));
                break;
            }
        }
    }
}

// ---- what Prometheus is asked

// A literal text as a whole in a label matcher with "=~".
QString matched(const QStringList &values)
{
    QStringList escaped;
    for (const QString &value : values.mid(0, kAskedFor)) {
        QString one = QRegularExpression::escape(value);
        one.replace(QLatin1String("\\-"), QLatin1String("-")).replace(QLatin1String("\\/"), QLatin1String("/"));
        escaped.append(one);
    }
    QString text = escaped.join(QLatin1Char('|'));
    text.replace(QLatin1Char('\\'), QLatin1String("\\\\")).replace(QLatin1Char('"'), QLatin1String("\\\""));
    return text;
}

QString labelOf(const json &entity)
{
    const QString name = kong::text(entity, "name");
    return name.isEmpty() ? kong::text(entity, "id") : name;
}

Question rateQuestion(const char *what, const QString &metric, const char *label, const QStringList &names)
{
    Question question;
    question.query = QStringLiteral("sum(rate(%1{%2=~\"%3\"}[5m]))").arg(metric, QLatin1String(label), matched(names));
    question.impact = impactOf("rate", Impact::Weight::Flows, System::Prometheus, "GET /api/v1/query", "", {{QStringLiteral("what"), QLatin1String(what)}});
    question.impact.field = metric;
    putNames(&question.impact.args, names);
    return question;
}

} // namespace

bool isDestructive(const Plan &plan)
{
    for (const Step &step : plan.steps) {
        for (const Change &change : step.changes) {
            if (change.verb() == Change::Verb::Delete || rabbitplans::isPurge(change))
                return true;
        }
    }
    return !goneIn(plan).empty();
}

void sort(QList<Impact> *impacts)
{
    std::stable_sort(impacts->begin(), impacts->end(), [](const Impact &a, const Impact &b) { return a.weight > b.weight; });
}

QList<Impact> of(const Plan &plan, const Around &around)
{
    QList<Impact> found;
    ofKong(plan, around, &found);
    ofKeys(plan, &found);
    ofInstances(plan, around, &found);
    ofQueues(plan, around, &found);
    sort(&found);
    return found;
}

QList<Question> questions(const Plan &plan, const Around &around)
{
    const std::vector<Gone> gone = goneIn(plan);
    QStringList services;
    QStringList routes;
    QStringList consumers;
    QSet<QString> serviceIds;
    bool apis = false;
    for (const Gone &one : gone) {
        if (one.kind == Kind::Service) {
            services.append(kong::text(one.entity, "name").isEmpty() ? kong::text(one.entity, "host") : kong::text(one.entity, "name"));
            serviceIds.insert(kong::text(one.entity, "id"));
        } else if (one.kind == Kind::Consumer && !kong::text(one.entity, "username").isEmpty()) {
            consumers.append(kong::text(one.entity, "username"));
        }
        apis = apis || one.kind == Kind::Api;
    }
    for (const Gone &one : gone) {
        const json *service = one.kind == Kind::Route ? kong::member(one.entity, "service") : nullptr;
        if (one.kind == Kind::Route && !(service && service->is_object() && serviceIds.contains(kong::text(*service, "id"))))
            routes.append(labelOf(one.entity));
    }
    const int major = around.kongVersion.section(QLatin1Char('.'), 0, 0).toInt();
    const QString metric = major >= 3 ? QStringLiteral("kong_http_requests_total") : QStringLiteral("kong_http_status");
    QList<Question> asked;
    if (!services.isEmpty())
        asked.append(rateQuestion("service", metric, "service", services));
    if (!routes.isEmpty() && major >= 1) // 0.14 counts by service alone
        asked.append(rateQuestion("route", metric, "route", routes));
    if (!consumers.isEmpty() && major >= 2)
        asked.append(rateQuestion("consumer", major >= 3 ? metric : QStringLiteral("kong_http_consumer_status"), "consumer", consumers));
    if (apis) {
        Question together;
        together.query = QStringLiteral("sum(rate(kong_http_status{service=\"\"}[5m]))");
        together.impact = impactOf("rate-together", Impact::Weight::Note, System::Prometheus, "GET /api/v1/query", "kong_http_status");
        asked.append(together);
    }
    return asked;
}

std::optional<Impact> ruledBy(const Plan &plan, const std::vector<prometheus::Rule> &rules)
{
    QStringList parts;
    for (const Step &step : plan.steps) {
        for (const Change &change : step.changes) {
            const bool goes = change.verb() == Change::Verb::Delete || rabbitplans::isPurge(change);
            const QString name = isQueue(change) ? rabbitmq::namesOfKey(change.entity.id).second : change.entity.name;
            // Shorter names stand in anything.
            if (goes && change.entity.system != System::Consul && name.size() >= 4 && parts.size() < kAskedFor)
                parts.append(QRegularExpression::escape(name));
        }
    }
    if (parts.isEmpty())
        return std::nullopt;
    const QRegularExpression named(QStringLiteral("(?<![A-Za-z0-9_.-])(?:%1)(?![A-Za-z0-9_.-])").arg(parts.join(QLatin1Char('|'))));
    QStringList found;
    for (const prometheus::Rule &rule : rules) {
        if (named.match(rule.query).hasMatch() && !found.contains(rule.name))
            found.append(rule.name);
    }
    if (found.isEmpty())
        return std::nullopt;
    Impact impact = impactOf("rules", Impact::Weight::Note, System::Prometheus, "GET /api/v1/rules", "query");
    putNames(&impact.args, found);
    return impact;
}

} // namespace mk::blastradius
