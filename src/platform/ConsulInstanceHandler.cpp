// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/ConsulInstanceHandler.h"

#include "core/Json.h"
#include "core/JsonRead.h"
#include "net/HttpClient.h"

#include <algorithm>

namespace mk {

namespace {

using InstanceJson = nlohmann::json;

const QString kMode = QStringLiteral("mode");
const QString kService = QStringLiteral("service");

QString memberText(const InstanceJson &object, const char *name)
{
    const auto at = object.is_object() ? object.find(name) : object.end();
    return object.is_object() && at != object.end() && at->is_string() ? QString::fromStdString(at->get<std::string>()) : QString();
}

InstanceJson instanceBody(const EntityState &state)
{
    const Result<InstanceJson> parsed = state.exists ? parseJson(state.body) : fail(ErrorKind::Unreadable);
    return parsed && parsed->is_object() ? *parsed : InstanceJson::object();
}

// What can be registered again: indexes and what an answer adds are left out.
void copyMembers(const InstanceJson &from, std::initializer_list<const char *> names, InstanceJson *into)
{
    for (const char *name : names) {
        const auto at = from.find(name);
        if (at != from.end() && !at->is_null())
            (*into)[name] = *at;
    }
}

InstanceJson stateDocument(const InstanceJson &row)
{
    InstanceJson body = InstanceJson::object();
    if (const auto node = row.find("Node"); node != row.end() && node->is_object()) {
        body["Node"] = node->value("Node", std::string());
        body["Address"] = node->value("Address", std::string());
    }
    InstanceJson service = InstanceJson::object();
    copyMembers(row.at("Service"), {"ID", "Service", "Tags", "Address", "TaggedAddresses", "Meta", "Port", "Weights", "EnableTagOverride"}, &service);
    body["Service"] = service;
    body["Checks"] = InstanceJson::array();
    const auto checks = row.find("Checks");
    for (const InstanceJson &check : checks != row.end() && checks->is_array() ? *checks : InstanceJson::array()) {
        if (memberText(check, "ServiceID").isEmpty())
            continue; // its node's
        InstanceJson kept = InstanceJson::object();
        copyMembers(check, {"Node", "CheckID", "Name", "Status", "Notes", "Output", "ServiceID", "ServiceName", "ServiceTags", "Type", "Definition"}, &kept);
        body["Checks"].push_back(kept);
    }
    return body;
}

HttpRequest askedAs(HttpRequest request)
{
    request.asker = QStringLiteral("plan");
    return request;
}

HttpRequest instancesRequest(const QString &service)
{
    UrlPath path("/v1/health/service/");
    path.segment(service);
    HttpRequest request;
    request.path = path.encoded();
    request.callClass = CallClass::List;
    return askedAs(request);
}

HttpRequest jsonRequest(const QByteArray &path, const InstanceJson &body)
{
    HttpRequest request;
    request.method = "PUT";
    request.path = path;
    request.contentType = "application/json";
    request.body = QByteArray::fromStdString(body.dump(-1, ' ', false, InstanceJson::error_handler_t::replace));
    request.callClass = CallClass::Write;
    return askedAs(request);
}

std::pair<QString, QString> namesIn(const EntityRef &entity)
{
    return {entity.id.section(QChar(0x1f), 0, 0), entity.id.section(QChar(0x1f), 1)};
}

HttpRequest instanceWrite(const Step &step)
{
    const Change &change = step.changes.constFirst();
    const bool byAgent = step.options.value(kMode).toString() == QLatin1String("agent");
    const auto [node, id] = namesIn(change.entity);
    if (change.after.exists) {
        InstanceJson body = instanceBody(change.after);
        if (!byAgent) {
            body["SkipNodeUpdate"] = true;
            return jsonRequest("/v1/catalog/register", body);
        }
        InstanceJson service = body.value("Service", InstanceJson::object());
        service["Name"] = service.value("Service", std::string());
        service.erase("Service");
        return jsonRequest("/v1/agent/service/register", service);
    }
    if (!byAgent)
        return jsonRequest("/v1/catalog/deregister", {{"Node", node.toStdString()}, {"ServiceID", id.toStdString()}});
    UrlPath path("/v1/agent/service/deregister/");
    path.segment(id);
    HttpRequest request;
    request.method = "PUT";
    request.path = path.encoded();
    request.callClass = CallClass::Write;
    return askedAs(request);
}

// The row of this instance among the answer's; nothing: it is not there.
Result<std::optional<InstanceJson>> rowIn(const QByteArray &body, const QString &node, const QString &id)
{
    const Result<InstanceJson> rows = parseJson(body);
    if (!rows)
        return fail(rows.error());
    for (const InstanceJson &row : rows->is_array() ? *rows : InstanceJson::array()) {
        const auto service = row.find("Service");
        const auto at = row.find("Node");
        if (service != row.end() && at != row.end() && memberText(*service, "ID") == id && memberText(*at, "Node") == node)
            return std::optional(row);
    }
    return std::optional<InstanceJson>();
}

// ---- the plan

class DeregisterPlan final : public Job<Plan>
{
public:
    DeregisterPlan(HttpClient *client, const QString &service, const QString &node, const QString &id, QObject *parent)
        : Job<Plan>(parent), m_client(client), m_service(service), m_node(node), m_id(id)
    {
        start();
    }

protected:
    void onStart() override
    {
        ask(instancesRequest(m_service), [this](const HttpResponse &response) {
            const Result<std::optional<InstanceJson>> row = rowIn(response.body, m_node, m_id);
            if (!row) {
                finishError(row.error());
            } else if (!*row) {
                finishError(refusal("finding.entity-gone"));
            } else {
                take(**row);
            }
        });
    }

private:
    Error refusal(const char *reason) const
    {
        Error error = Error::make(ErrorKind::Conflict, QLatin1String(reason));
        error.args.insert(QStringLiteral("name"), m_id);
        return error;
    }

    void ask(HttpRequest request, std::function<void(const HttpResponse &)> then)
    {
        if (!m_client) {
            finishError(Error::cancelled());
            return;
        }
        await(m_client->send(request, this), [this, then = std::move(then)](const Result<HttpResponse> &response) {
            if (response)
                then(*response);
            else
                finishError(response.error());
        });
    }

    void take(const InstanceJson &row)
    {
        const auto checks = row.find("Checks");
        bool critical = false;
        for (const InstanceJson &check : checks != row.end() && checks->is_array() ? *checks : InstanceJson::array()) {
            const bool isCritical = memberText(check, "Status") == QLatin1String("critical");
            critical = critical || isCritical;
            m_nodeIsAlive = m_nodeIsAlive || (memberText(check, "CheckID") == QLatin1String("serfHealth") && !isCritical);
        }
        if (!critical) {
            finishError(refusal("consul.instance-well"));
            return;
        }
        m_state = {true, QByteArray::fromStdString(stateDocument(row).dump(2, ' ', false, InstanceJson::error_handler_t::replace)), {}};
        m_ownChecks = int(stateDocument(row).at("Checks").size());
        // Whose is it? The agent knows what has been registered with itself.
        HttpRequest self;
        self.path = "/v1/agent/self";
        ask(askedAs(self), [this](const HttpResponse &response) {
            const Result<InstanceJson> told = parseJson(response.body);
            const auto config = told && told->is_object() ? told->find("Config") : InstanceJson::const_iterator();
            const bool isHere = told && told->is_object() && config != told->end() && memberText(*config, "NodeName") == m_node;
            if (isHere)
                askAgent();
            else
                make(QStringLiteral("catalog"));
        });
    }

    void askAgent()
    {
        UrlPath path("/v1/agent/service/");
        path.segment(m_id);
        HttpRequest request;
        request.path = path.encoded();
        request.expected = {404};
        ask(askedAs(request), [this](const HttpResponse &response) {
            m_nodeIsAlive = m_nodeIsAlive && response.status != 404; // registered past the agent: nobody puts it back
            make(response.status == 404 ? QStringLiteral("catalog") : QStringLiteral("agent"));
        });
    }

    void make(const QString &mode)
    {
        Plan plan;
        plan.id = Plan::newId();
        plan.title = QStringLiteral("consul.deregister");
        plan.titleArgs = {{QStringLiteral("name"), m_id}, {kService, m_service}, {QStringLiteral("node"), m_node}};
        Step step;
        step.id = Plan::newId();
        step.handler = ConsulInstanceHandler::handlerId();
        step.options = {{kMode, mode}, {kService, m_service}};
        step.changes = {{{System::Consul, QStringLiteral("instance"), QString(m_node + QChar(0x1f) + m_id), m_id}, m_state, EntityState()}};
        plan.steps.append(step);
        const bool byAgent = mode == QLatin1String("agent");
        const QVariantMap args{{QStringLiteral("name"), m_id}, {QStringLiteral("node"), m_node}, {QStringLiteral("count"), m_ownChecks}};
        plan.notices.append({byAgent ? QStringLiteral("consul.deregister-agent")
                             : m_nodeIsAlive ? QStringLiteral("consul.deregister-back")
                                             : QStringLiteral("consul.deregister-catalog"),
                             args});
        if (byAgent && m_ownChecks > 0)
            plan.notices.append({QStringLiteral("consul.checks-lost"), args});
        finish(plan);
    }

    QPointer<HttpClient> m_client;
    QString m_service;
    QString m_node;
    QString m_id;
    EntityState m_state;
    int m_ownChecks = 0;
    bool m_nodeIsAlive = false;
};

} // namespace

Job<Plan> *instanceplans::deregister(HttpClient *client, const QString &service, const QString &node, const QString &serviceId, QObject *parent)
{
    return new DeregisterPlan(client, service, node, serviceId, parent);
}

ConsulInstanceHandler::ConsulInstanceHandler(HttpClient *client) : m_client(client) {}

RequestPreview ConsulInstanceHandler::preview(const Step &step) const
{
    if (step.changes.isEmpty())
        return {};
    const HttpRequest request = instanceWrite(step);
    return {request.method, request.path, request.contentType, request.body};
}

Job<QList<EntityState>> *ConsulInstanceHandler::read(const Step &step, QObject *parent)
{
    if (!m_client || step.changes.size() != 1)
        return readyJob<QList<EntityState>>(parent, fail(Error::cancelled()));
    const auto [node, id] = namesIn(step.changes.constFirst().entity);
    const HttpRequest request = instancesRequest(step.options.value(kService).toString());
    return mapJob<QList<EntityState>>(parent, m_client->send(request, parent),
                                      [node = node, id = id](const Result<HttpResponse> &response) -> Result<QList<EntityState>> {
                                          if (!response)
                                              return fail(response.error());
                                          const Result<std::optional<InstanceJson>> row = rowIn(response->body, node, id);
                                          if (!row)
                                              return fail(row.error());
                                          if (!*row)
                                              return QList<EntityState>{EntityState()};
                                          const std::string text = stateDocument(**row).dump(2, ' ', false, InstanceJson::error_handler_t::replace);
                                          return QList<EntityState>{EntityState{true, QByteArray::fromStdString(text), {}}};
                                      });
}

Job<SendResult> *ConsulInstanceHandler::send(const Step &step, QObject *parent)
{
    if (!m_client || step.changes.size() != 1)
        return readyJob<SendResult>(parent, fail(Error::cancelled()));
    const EntityState after = step.changes.constFirst().after;
    return mapJob<SendResult>(parent, m_client->send(instanceWrite(step), parent), [after](const Result<HttpResponse> &response) -> Result<SendResult> {
        if (!response)
            return fail(response.error());
        return SendResult{{after}};
    });
}

bool ConsulInstanceHandler::sameAsBefore(const Change &change, const EntityState &now) const
{
    if (change.before.exists != now.exists)
        return false;
    return !now.exists || instanceBody(change.before).value("Service", InstanceJson()) == instanceBody(now).value("Service", InstanceJson());
}

bool ConsulInstanceHandler::isAfter(const Change &change, const EntityState &now) const
{
    if (change.after.exists != now.exists)
        return false;
    return !now.exists || instanceBody(change.after).value("Service", InstanceJson()) == instanceBody(now).value("Service", InstanceJson());
}

QList<Step> ConsulInstanceHandler::inverse(const Step &step, const SendResult &) const
{
    if (step.changes.size() != 1)
        return {};
    Step back = step;
    back.id = Plan::newId();
    std::swap(back.changes.front().before, back.changes.front().after);
    return {back};
}

} // namespace mk
