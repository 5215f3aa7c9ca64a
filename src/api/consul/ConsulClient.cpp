// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/consul/ConsulClient.h"

#include "api/consul/ConsulDecode.h"
#include "api/consul/ConsulRequests.h"
#include "api/consul/InfoJobs.h"
#include "api/consul/KvJobs.h"
#include "api/consul/RegistryJob.h"

namespace mk::consul {

namespace {

HttpRequest entityRequest(const char *path)
{
    HttpRequest request;
    request.path = path;
    return request;
}

template <class T, class F>
Job<T> *read(HttpClient *http, HttpRequest request, F &&decode, QObject *parent)
{
    return new ReadJob<T>(http, std::move(request), std::forward<F>(decode), parent);
}

// The decoder's value together with what the headers say.
template <class T, class F>
Job<Answer<T>> *readWithMeta(HttpClient *http, HttpRequest request, F &&decode, QObject *parent)
{
    return read<Answer<T>>(
        http, std::move(request),
        [decode = std::forward<F>(decode)](const HttpResponse &response) -> Result<Answer<T>> {
            Result<T> value = decode(response);
            if (!value)
                return fail(value.error());
            return Answer<T>{std::move(*value), metaOf(response)};
        },
        parent);
}

// What a server would have answered, had it been able to take the whole prefix.
std::vector<QString> keysUnder(const std::vector<QString> &keys, const QString &prefix, const QString &separator)
{
    std::vector<QString> found;
    for (const QString &key : keys) {
        if (!key.startsWith(prefix))
            continue;
        const qsizetype cut = separator.isEmpty() ? -1 : key.indexOf(separator, prefix.size());
        QString name = cut < 0 ? key : key.left(cut + separator.size());
        if (found.empty() || found.back() != name)
            found.push_back(std::move(name));
    }
    return found;
}

} // namespace

ConsulClient::ConsulClient(HttpClient *http, QObject *parent) : QObject(parent), m_http(http)
{
}

Job<Info> *ConsulClient::info(QObject *parent)
{
    return new InfoJob(this, parent);
}

Job<AgentSelf> *ConsulClient::agentSelf(QObject *parent)
{
    return read<AgentSelf>(m_http, entityRequest("/v1/agent/self"), decodeAgentSelf, parent);
}

Job<QString> *ConsulClient::leader(QObject *parent)
{
    return read<QString>(m_http, entityRequest("/v1/status/leader"), decodeLeader, parent);
}

Job<QStringList> *ConsulClient::peers(QObject *parent)
{
    return read<QStringList>(m_http, entityRequest("/v1/status/peers"), decodeStringList, parent);
}

Job<QStringList> *ConsulClient::datacenters(QObject *parent)
{
    return read<QStringList>(m_http, entityRequest("/v1/catalog/datacenters"), decodeStringList, parent);
}

Job<std::vector<RaftServer>> *ConsulClient::raftServers(QObject *parent)
{
    return read<std::vector<RaftServer>>(m_http, entityRequest("/v1/operator/raft/configuration"), decodeRaftServers, parent);
}

Job<std::vector<Member>> *ConsulClient::members(QObject *parent)
{
    HttpRequest request = entityRequest("/v1/agent/members");
    request.callClass = CallClass::List;
    return read<std::vector<Member>>(m_http, std::move(request), decodeMembers, parent);
}

Job<Credential> *ConsulClient::credential(QObject *parent)
{
    return new CredentialJob(m_http, parent);
}

Job<Answer<Registry>> *ConsulClient::registry(QObject *parent)
{
    return new RegistryJob(m_http, RegistryJob::Way::OneCall, parent);
}

Job<Answer<Registry>> *ConsulClient::documentedRegistry(QObject *parent)
{
    return new RegistryJob(m_http, RegistryJob::Way::Documented, parent);
}

Job<Answer<std::vector<Instance>>> *ConsulClient::serviceInstances(const QString &service, QObject *parent)
{
    return readWithMeta<std::vector<Instance>>(m_http, serviceRequest(service), decodeServiceInstances, parent);
}

Job<Answer<std::vector<Node>>> *ConsulClient::catalogNodes(QObject *parent)
{
    return readWithMeta<std::vector<Node>>(m_http, catalogNodesRequest(), decodeCatalogNodes, parent);
}

Job<Answer<std::vector<QString>>> *ConsulClient::keys(const QString &prefix, const QString &separator, QObject *parent)
{
    const QString asked = safePrefix(prefix);
    if (asked == prefix)
        return readWithMeta<std::vector<QString>>(m_http, keysRequest(prefix, separator), decodeKeys, parent);
    return readWithMeta<std::vector<QString>>(
        m_http, keysRequest(asked),
        [prefix, separator](const HttpResponse &response) -> Result<std::vector<QString>> {
            const Result<std::vector<QString>> all = decodeKeys(response);
            if (!all)
                return fail(all.error());
            return keysUnder(*all, prefix, separator);
        },
        parent);
}

Job<Answer<std::vector<KvEntry>>> *ConsulClient::recurse(const QString &prefix, QObject *parent)
{
    return readWithMeta<std::vector<KvEntry>>(m_http, recurseRequest(prefix), decodeEntries, parent);
}

Job<std::optional<KvEntry>> *ConsulClient::get(const QString &key, QObject *parent)
{
    if (const QString problem = keyProblem(key); !problem.isEmpty())
        return readyJob<std::optional<KvEntry>>(parent, fail(ErrorKind::BadRequest, problem));
    return read<std::optional<KvEntry>>(
        m_http, getRequest(key), [key](const HttpResponse &response) { return decodeEntry(key, response); }, parent);
}

Job<std::vector<KvLookup>> *ConsulClient::getMany(const QStringList &keys, QObject *parent)
{
    return new GetManyJob(m_http, keys, parent);
}

Job<KvWritten> *ConsulClient::put(const KvEntry &wanted, quint64 cas, QObject *parent)
{
    return new PutJob(m_http, wanted, cas, parent);
}

Job<Done> *ConsulClient::deleteCas(const QString &key, quint64 modifyIndex, QObject *parent)
{
    return new DeleteJob(m_http, {KvDelete{key, modifyIndex}}, parent);
}

Job<Done> *ConsulClient::deleteMany(const QList<KvDelete> &keys, QObject *parent)
{
    return new DeleteJob(m_http, keys, parent);
}

Job<QList<Session>> *ConsulClient::sessions(QObject *parent)
{
    return read<QList<Session>>(m_http, sessionListRequest(), decodeSessions, parent);
}

Job<std::optional<Session>> *ConsulClient::session(const QString &id, QObject *parent)
{
    return read<std::optional<Session>>(
        m_http, sessionInfoRequest(id),
        [](const HttpResponse &response) -> Result<std::optional<Session>> {
            const Result<QList<Session>> found = decodeSessions(response);
            if (!found)
                return fail(found.error());
            if (found->isEmpty())
                return std::nullopt;
            return found->constFirst();
        },
        parent);
}

} // namespace mk::consul
