// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/KongHealth.h"

#include "api/kong/KongDecode.h"
#include "api/kong/KongDialect.h"
#include "api/kong/KongErrors.h"
#include "api/kong/KongFields.h"
#include "core/Json.h"
#include "core/JsonRead.h"
#include "platform/KongJson.h"

namespace mk::konghealth {

namespace {

using nlohmann::json;

const QString kKind = QStringLiteral("target-health");

QByteArray bodyOf(const QString &health)
{
    return kongjson::pretty(json{{"health", health.toStdString()}});
}

QString wordOf(bool healthy)
{
    return healthy ? QStringLiteral("HEALTHY") : QStringLiteral("UNHEALTHY");
}

Result<std::map<QString, QString>> decode(const QByteArray &body)
{
    const Result<json> document = parseJson(body);
    if (!document)
        return fail(document.error());
    const json *data = document->is_object() ? kong::member(*document, "data") : nullptr;
    if (!data)
        return fail(unreadableShape(QStringLiteral("a list without data")));
    std::map<QString, QString> found;
    for (const json &target : *data) {
        if (target.is_object())
            found[kong::text(target, "target")] = kong::text(target, "health");
    }
    return found;
}

// "endpoint|upstream/address"
QString endpointOf(const EntityRef &entity)
{
    return entity.id.section(QLatin1Char('|'), 0, 0);
}

QString targetOf(const EntityRef &entity)
{
    return entity.id.section(QLatin1Char('|'), 1);
}

// One node's answer as a row.
class NodeJob final : public Job<KongNodeHealth>
{
public:
    NodeJob(Node node, QString upstreamId, QObject *parent)
        : Job<KongNodeHealth>(parent), m_node(std::move(node)), m_upstreamId(std::move(upstreamId))
    {
        start();
    }

protected:
    void onStart() override
    {
        if (!m_node.client) {
            finishError(Error::cancelled());
            return;
        }
        m_health.endpointId = m_node.endpointId;
        m_health.node = m_node.client->endpoint().hostPort();
        ask({});
    }

private:
    void ask(const QString &offset)
    {
        HttpRequest request = kong::targetHealthRequest(m_upstreamId, offset);
        request.asker = QStringLiteral("details");
        await(m_node.client->send(request, this), [this](const Result<HttpResponse> &response) {
            const Result<std::map<QString, QString>> page =
                response ? decode(response->body) : Result<std::map<QString, QString>>(fail(response.error()));
            if (!page) {
                m_health.error = page.error();
                finish(m_health);
                return;
            }
            m_health.targets.insert(page->begin(), page->end());
            const Result<kong::PageHead> head = kong::pageHead(response->body);
            const QString next = head ? head->offset : QString();
            if (next.isEmpty() || page->empty() || !m_node.client)
                finish(m_health);
            else
                ask(next);
        });
    }

    Node m_node;
    QString m_upstreamId;
    KongNodeHealth m_health;
};

} // namespace

Job<std::vector<KongNodeHealth>> *read(const QList<Node> &nodes, const QString &upstreamId, QObject *parent)
{
    std::vector<Job<KongNodeHealth> *> jobs;
    for (const Node &node : nodes) {
        if (node.client)
            jobs.push_back(new NodeJob(node, upstreamId, parent));
    }
    if (jobs.empty())
        return readyJob<std::vector<KongNodeHealth>>(parent, fail(ErrorKind::Network, QStringLiteral("kong.no-node")));
    using Rows = std::vector<KongNodeHealth>;
    using Results = std::vector<Result<KongNodeHealth>>;
    return mapJob<Rows>(parent, new JoinJob<KongNodeHealth>(parent, std::move(jobs), JoinPolicy::WaitForAll),
                        [](const Result<Results> &results) -> Result<Rows> {
                            if (!results)
                                return fail(results.error());
                            Rows rows;
                            for (const Result<KongNodeHealth> &one : *results) {
                                if (one)
                                    rows.push_back(*one);
                            }
                            return rows;
                        });
}

Result<Plan> setHealthPlan(const std::vector<KongNodeHealth> &seen, const QString &target, bool healthy)
{
    const QString address = target.section(QLatin1Char('/'), 1);
    Plan plan;
    plan.id = Plan::newId();
    plan.title = healthy ? QStringLiteral("kong.target-healthy") : QStringLiteral("kong.target-unhealthy");
    for (const KongNodeHealth &node : seen) {
        const auto now = node.targets.find(address);
        if (node.error || now == node.targets.end() || now->second == wordOf(healthy))
            continue;
        const EntityRef entity{System::Kong, kKind, node.endpointId + QLatin1Char('|') + target,
                               address + QStringLiteral(" @ ") + node.node};
        Step step;
        step.id = Plan::newId();
        step.handler = Handler::handlerId();
        step.changes = {{entity, {true, bodyOf(now->second), {}}, {true, bodyOf(wordOf(healthy)), {}}}};
        plan.steps.append(step);
    }
    if (plan.steps.isEmpty())
        return fail(ErrorKind::BadRequest, QStringLiteral("kong.nothing-changed"));
    plan.titleArgs = {{QStringLiteral("name"), address}, {QStringLiteral("count"), int(plan.steps.size())}};
    return plan;
}

Handler::Handler(Nodes nodes, std::function<kong::Capabilities()> server) : m_nodes(std::move(nodes)), m_server(std::move(server)) {}

Handler::~Handler() = default;

HttpClient *Handler::clientOf(const QString &endpointId) const
{
    for (const Node &node : m_nodes()) {
        if (node.endpointId == endpointId)
            return node.client;
    }
    return nullptr;
}

RequestPreview Handler::preview(const Step &step) const
{
    if (step.changes.size() != 1)
        return {};
    const Change &change = step.changes.constFirst();
    const HttpRequest request =
        kong::setTargetHealthRequest(targetOf(change.entity), change.after.body == bodyOf(wordOf(true)), m_server());
    return {request.method, request.path, request.contentType, request.body};
}

Job<QList<EntityState>> *Handler::read(const Step &step, QObject *parent)
{
    const EntityRef entity = step.changes.value(0).entity;
    HttpClient *client = clientOf(endpointOf(entity));
    if (!client)
        return readyJob<QList<EntityState>>(parent, fail(ErrorKind::Network, QStringLiteral("kong.no-node")));
    const QString target = targetOf(entity);
    const QList<Node> one{{endpointOf(entity), client}};
    using States = QList<EntityState>;
    return mapJob<States>(parent, konghealth::read(one, target.section(QLatin1Char('/'), 0, 0), parent),
                          [target](const Result<std::vector<KongNodeHealth>> &rows) -> Result<States> {
                              if (!rows)
                                  return fail(rows.error());
                              if (rows->empty())
                                  return States{EntityState()};
                              const KongNodeHealth &node = rows->front();
                              if (node.error && !node.error->is(ErrorKind::NotFound))
                                  return fail(*node.error);
                              const auto now = node.targets.find(target.section(QLatin1Char('/'), 1));
                              return States{now == node.targets.end() ? EntityState()
                                                                      : EntityState{true, bodyOf(now->second), {}}};
                          });
}

Job<SendResult> *Handler::send(const Step &step, QObject *parent)
{
    const Change change = step.changes.value(0);
    const QPointer<HttpClient> client(clientOf(endpointOf(change.entity)));
    if (!client)
        return readyJob<SendResult>(parent, fail(ErrorKind::Network, QStringLiteral("kong.no-node")));
    HttpRequest request =
        kong::setTargetHealthRequest(targetOf(change.entity), change.after.body == bodyOf(wordOf(true)), m_server());
    request.expected = kong::refusalStatuses();
    request.asker = QStringLiteral("plan");
    return mapJob<SendResult>(parent, client->send(request, parent),
                              [client, request, change](const Result<HttpResponse> &response) -> Result<SendResult> {
                                  if (!response)
                                      return fail(response.error());
                                  if (!client)
                                      return fail(Error::cancelled());
                                  if (response->status >= 300)
                                      return fail(kong::refusalOf(*response, *client, request));
                                  return SendResult{{change.after}};
                              });
}

QList<Step> Handler::inverse(const Step &step, const SendResult &) const
{
    const Change change = step.changes.value(0);
    // What a node found out by itself (an address that does not resolve) cannot be told to it.
    if (change.before.body != bodyOf(wordOf(true)) && change.before.body != bodyOf(wordOf(false)))
        return {};
    Step back;
    back.id = Plan::newId();
    back.handler = handlerId();
    back.changes = {{change.entity, change.after, change.before}};
    return {back};
}

} // namespace mk::konghealth
