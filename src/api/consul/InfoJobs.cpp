// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/consul/InfoJobs.h"

#include "api/consul/ConsulClient.h"
#include "api/consul/ConsulDecode.h"
#include "api/consul/KvJobs.h"

#include <array>
#include <utility>

namespace mk::consul {

namespace {

struct Question
{
    const char *resource;
    const char *access;
};
constexpr std::array<Question, 13> questions{{
    {"key", "read"}, {"key", "list"}, {"key", "write"},
    {"service", "read"}, {"service", "write"},
    {"node", "read"}, {"node", "write"},
    {"session", "read"}, {"session", "write"},
    {"agent", "read"},
    {"operator", "read"}, {"operator", "write"},
    {"acl", "read"},
}};

HttpRequest permissionsRequest()
{
    HttpRequest request;
    request.method = "POST";
    request.path = QByteArrayLiteral("/v1/internal/acl/authorize");
    request.contentType = QByteArrayLiteral("application/json");
    QByteArray body;
    for (const Question &question : questions) {
        body += body.isEmpty() ? "[" : ",";
        body += QByteArrayLiteral("{\"Resource\":\"") + question.resource + "\",\"Access\":\"" + question.access + "\"}";
    }
    request.body = body + ']';
    return request;
}

std::vector<Credential::Permission> everything()
{
    std::vector<Credential::Permission> permissions;
    for (const Question &question : questions)
        permissions.push_back({QLatin1String(question.resource), QLatin1String(question.access), true});
    return permissions;
}

} // namespace

CredentialJob::CredentialJob(HttpClient *http, QObject *parent) : Job<Credential>(parent), m_http(http)
{
    start();
}

void CredentialJob::onStart()
{
    HttpRequest request;
    request.path = QByteArrayLiteral("/v1/acl/token/self");
    auto *token = new ReadJob<Credential>(m_http, std::move(request), decodeSelfToken, this);
    await(token, [this](const Result<Credential> &self) {
        if (self) {
            askPermissions(*self);
            return;
        }
        const Error &error = self.error();
        const bool sendsNone = m_http->endpoint().credential.kind == mk::Credential::Kind::None;
        Credential credential;
        if (error.reason == QLatin1String("consul.acls-off")) {
            credential.kind = Credential::Kind::AclsOff;
            credential.permissions = everything();
            finish(std::move(credential));
        } else if (sendsNone && (error.is(ErrorKind::Unauthorised) || error.is(ErrorKind::Forbidden))) {
            // Without a token 1.8 says "ACL not found" where later ones describe the anonymous token.
            credential.kind = Credential::Kind::Anonymous;
            askPermissions(credential);
        } else if (error.is(ErrorKind::NotFound) || error.is(ErrorKind::Forbidden) || error.is(ErrorKind::BadRequest)) {
            askPermissions(credential); // before 1.4 there is no such path
        } else {
            finishError(error);
        }
    });
}

void CredentialJob::askPermissions(const Credential &known)
{
    static const QString anonymousAccessor = QStringLiteral("00000000-0000-0000-0000-000000000002");
    Credential credential = known;
    if (credential.accessorId == anonymousAccessor)
        credential.kind = Credential::Kind::Anonymous;
    auto *permissions = new ReadJob<std::vector<Credential::Permission>>(m_http, permissionsRequest(), decodePermissions, this);
    await(permissions, [this, credential](const Result<std::vector<Credential::Permission>> &answer) {
        Credential full = credential;
        // Not documented: a server without it, a proxy that bars it or our own read-only gate leave the list empty.
        if (answer)
            full.permissions = *answer;
        finish(std::move(full));
    });
}

InfoJob::InfoJob(ConsulClient *client, QObject *parent) : Job<Info>(parent), m_client(client)
{
    start();
}

template <class T, class F>
void InfoJob::ask(Job<T> *job, F &&take)
{
    ++m_open;
    await(job, [this, take = std::forward<F>(take)](const Result<T> &result) {
        take(result);
        if (--m_open == 0)
            assemble();
    });
}

void InfoJob::onStart()
{
    // The leader may be asked by everybody, so its failure is the connection's.
    ask(m_client->leader(this), [this](const Result<QString> &result) {
        if (result)
            m_info.leader = *result;
        else
            m_fatal = result.error();
    });
    ask(m_client->credential(this), [this](const Result<Credential> &result) {
        if (result)
            m_info.credential = *result;
        else if (!m_fatal && result.error().is(ErrorKind::Unauthorised))
            m_fatal = result.error();
    });
    ask(m_client->agentSelf(this), [this](const Result<AgentSelf> &result) {
        if (!result)
            return;
        m_info.version = result->version;
        m_info.datacenter = result->datacenter;
        m_info.nodeName = result->nodeName;
        m_info.nodeId = result->nodeId;
    });
    ask(m_client->peers(this), [this](const Result<QStringList> &result) {
        if (result)
            m_info.peers = *result;
    });
    ask(m_client->raftServers(this), [this](const Result<std::vector<RaftServer>> &result) {
        if (result)
            m_servers = *result;
    });
    ask(m_client->members(this), [this](const Result<std::vector<Member>> &result) {
        if (result)
            m_members = *result;
    });
    ask(m_client->catalogNodes(this), [this](const Result<Answer<std::vector<Node>>> &result) {
        if (result && !result->value.empty())
            m_datacenterOfNodes = result->value.front().datacenter;
    });
    ask(m_client->datacenters(this), [this](const Result<QStringList> &result) {
        if (result)
            m_datacenters = *result;
    });
}

void InfoJob::assemble()
{
    if (m_fatal) {
        finishError(*m_fatal);
        return;
    }
    m_info.peers.sort();
    for (const RaftServer &server : m_servers)
        m_info.serverIds.append(server.id);
    const bool fromMembers = m_info.serverIds.isEmpty();
    for (const Member &member : m_members) {
        if (!member.isServer)
            continue;
        // Servers of other datacenters are members of the WAN pool alone, which was not asked for.
        if (fromMembers && !member.nodeId.isEmpty())
            m_info.serverIds.append(member.nodeId);
        if (m_info.version.isEmpty())
            m_info.version = member.version;
        if (m_info.datacenter.isEmpty())
            m_info.datacenter = member.datacenter;
    }
    m_info.serverIds.sort();
    m_info.serverIds.removeDuplicates();
    if (m_info.datacenter.isEmpty())
        m_info.datacenter = m_datacenterOfNodes;
    // Sorted by round-trip time, so the own one is the first; it may be asked without any right.
    if (m_info.datacenter.isEmpty() && !m_datacenters.isEmpty())
        m_info.datacenter = m_datacenters.constFirst();
    finish(m_info);
}

} // namespace mk::consul
