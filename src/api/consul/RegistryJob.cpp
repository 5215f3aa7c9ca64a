// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/consul/RegistryJob.h"

#include "api/consul/ConsulRequests.h"
#include "api/consul/KvJobs.h"

namespace mk::consul {

namespace {
constexpr int servicesAtOnce = 4;
}

RegistryJob::RegistryJob(HttpClient *http, Way first, QObject *parent)
    : Job<Answer<Registry>>(parent), m_http(http), m_first(first)
{
    start();
}

void RegistryJob::onStart()
{
    if (m_first == Way::Documented) {
        askDocumented();
        return;
    }
    auto *whole = new ReadJob<Answer<Registry>>(
        m_http, registryRequest(),
        [](const HttpResponse &response) -> Result<Answer<Registry>> {
            Result<Registry> registry = decodeRegistry(response);
            if (!registry)
                return fail(registry.error());
            return Answer<Registry>{std::move(*registry), metaOf(response)};
        },
        this);
    await(whole, [this](const Result<Answer<Registry>> &registry) {
        // Not documented, so it may be missing, barred by a proxy, or of another shape one day.
        const bool tryOthers = !registry && (registry.error().is(ErrorKind::NotFound) ||
                                             registry.error().is(ErrorKind::Forbidden) ||
                                             registry.error().is(ErrorKind::BadRequest) ||
                                             registry.error().is(ErrorKind::Unreadable) ||
                                             registry.error().is(ErrorKind::Redirected));
        if (tryOthers)
            askDocumented();
        else
            finish(registry);
    });
}

void RegistryJob::askDocumented()
{
    auto *nodes = new ReadJob<std::vector<Node>>(m_http, catalogNodesRequest(), decodeCatalogNodes, this);
    awaitValue(nodes, [this](const std::vector<Node> &answer) {
        m_nodes = answer;
        auto *checks = new ReadJob<QHash<QString, QList<Check>>>(m_http, checksRequest(), decodeNodeChecks, this);
        awaitValue(checks, [this](const QHash<QString, QList<Check>> &byNode) {
            m_nodeChecks = byNode;
            askServices();
        });
    });
}

void RegistryJob::askServices()
{
    using Services = Answer<std::map<QString, QStringList>>;
    auto *services = new ReadJob<Services>(
        m_http, catalogServicesRequest(),
        [](const HttpResponse &response) -> Result<Services> {
            Result<std::map<QString, QStringList>> names = decodeCatalogServices(response);
            if (!names)
                return fail(names.error());
            return Services{std::move(*names), metaOf(response)};
        },
        this);
    awaitValue(services, [this](const Services &answer) {
        m_meta = answer.meta;
        m_meta.index = 0; // of several answers: none of them to wait on
        for (const auto &[name, tags] : answer.value)
            m_services.append(name);
        m_total = m_services.size();
        for (int i = 0; i < servicesAtOnce; ++i)
            askNextService();
        if (m_total == 0)
            assemble();
    });
}

void RegistryJob::askNextService()
{
    if (m_services.isEmpty())
        return;
    ++m_open;
    auto *service = new ReadJob<std::vector<Instance>>(m_http, serviceRequest(m_services.takeFirst()), decodeServiceInstances, this);
    awaitValue(service, [this](const std::vector<Instance> &instances) {
        --m_open;
        m_instances.insert(m_instances.end(), instances.begin(), instances.end());
        Q_EMIT progressed(m_total - m_services.size() - m_open, m_total);
        askNextService();
        if (m_open == 0)
            assemble();
    });
}

void RegistryJob::assemble()
{
    for (Node &node : m_nodes)
        node.checks = m_nodeChecks.value(node.name);
    finish(Answer<Registry>{makeRegistry(std::move(m_instances), std::move(m_nodes)), m_meta});
}

} // namespace mk::consul
