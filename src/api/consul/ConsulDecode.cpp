// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/consul/ConsulDecode.h"

#include "core/Json.h"
#include "core/JsonRead.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <array>
#include <tuple>

namespace mk::consul {

namespace {

using nlohmann::json;

// Names, tags and addresses repeat thousands of times: equal ones share their memory.
class StringPool
{
public:
    void share(QString &text)
    {
        if (const auto it = m_strings.constFind(text); it != m_strings.constEnd())
            text = *it;
        else
            m_strings.insert(text);
    }
    void share(QStringList &texts)
    {
        for (QString &text : texts)
            share(text);
    }

private:
    QSet<QString> m_strings;
};

Health healthOf(const QString &status)
{
    if (status == QLatin1String("passing"))
        return Health::Passing;
    if (status == QLatin1String("warning"))
        return Health::Warning;
    return Health::Critical;
}

Health worstOf(const QList<Check> &checks)
{
    Health health = Health::Passing;
    for (const Check &check : checks)
        health = worse(health, check.health);
    return health;
}

Result<Check> readCheck(const json &object, StringPool &pool)
{
    JsonFields fields(object, "check");
    fields.require({"CheckID", "Status"});
    Check check;
    check.id = fields.string("CheckID");
    check.name = fields.string("Name");
    const QString status = fields.string("Status");
    check.health = healthOf(status);
    if (status != healthId(check.health))
        check.status = status;
    check.output = fields.string("Output");
    check.notes = fields.string("Notes");
    check.type = fields.string("Type");
    check.serviceId = fields.string("ServiceID");
    if (fields.error())
        return fail(*fields.error());
    pool.share(check.name);
    pool.share(check.type);
    pool.share(check.output);
    return check;
}

Result<QList<Check>> readChecks(const json *array, StringPool &pool)
{
    QList<Check> checks;
    if (!array)
        return checks;
    checks.reserve(qsizetype(array->size()));
    for (const json &element : *array) {
        Result<Check> check = readCheck(element, pool);
        if (!check)
            return fail(check.error());
        checks.append(std::move(*check));
    }
    return checks;
}

Result<quint16> readPort(JsonFields &fields, const char *name)
{
    const qint64 port = fields.signedNumber(name);
    if (port < 0 || port > 65535)
        return fail(unreadableShape(QStringLiteral("port %1").arg(port)));
    return static_cast<quint16>(port);
}

// The service part of an instance; node, checks and health are the caller's.
Result<Instance> readService(const json &object, StringPool &pool)
{
    JsonFields fields(object, "service");
    fields.require({"ID", "Service"});
    Instance instance;
    instance.serviceId = fields.string("ID");
    instance.service = fields.string("Service");
    instance.serviceAddress = fields.string("Address");
    const Result<quint16> port = readPort(fields, "Port");
    instance.tags = fields.strings("Tags");
    instance.meta = fields.stringMap("Meta");
    instance.kind = fields.string("Kind");
    instance.createIndex = fields.unsignedNumber("CreateIndex");
    instance.modifyIndex = fields.unsignedNumber("ModifyIndex");
    if (fields.error())
        return fail(*fields.error());
    if (!port)
        return fail(port.error());
    instance.port = *port;
    pool.share(instance.service);
    pool.share(instance.serviceAddress);
    pool.share(instance.tags);
    for (auto &entry : instance.meta)
        pool.share(entry.second);
    return instance;
}

Result<Node> readNode(const json &object)
{
    JsonFields fields(object, "node");
    fields.require({"Node"});
    Node node;
    node.id = fields.string("ID");
    node.name = fields.string("Node");
    node.address = fields.string("Address");
    node.datacenter = fields.string("Datacenter");
    node.meta = fields.stringMap("Meta");
    if (fields.error())
        return fail(*fields.error());
    return node;
}

Result<json> documentOf(const HttpResponse &response)
{
    return parseJson(response.body);
}

// Documents that are an array of T.
template <class T, class F>
Result<std::vector<T>> readArray(const HttpResponse &response, F &&readOne)
{
    std::vector<T> values;
    const Result<Done> read = parseJsonArray(response.body, [&](json &element) -> Result<Done> {
        Result<T> value = readOne(element);
        if (!value)
            return fail(value.error());
        values.push_back(std::move(*value));
        return Done{};
    });
    if (!read)
        return fail(read.error());
    return values;
}

} // namespace

ResponseMeta metaOf(const HttpResponse &response)
{
    ResponseMeta meta;
    meta.index = response.header("X-Consul-Index").toULongLong();
    const QByteArray known = response.header("X-Consul-KnownLeader").toLower();
    if (!known.isEmpty())
        meta.knownLeader = known == "true";
    meta.lastContact = std::chrono::milliseconds(response.header("X-Consul-LastContact").toLongLong());
    meta.filteredByAcls = response.header("X-Consul-Results-Filtered-By-ACLs").toLower() == "true";
    return meta;
}

Error refineError(Error error, bool isWrite)
{
    const auto says = [&error](const char *words) {
        return error.serverMessage.contains(QLatin1String(words), Qt::CaseInsensitive);
    };
    const auto becomes = [&error](ErrorKind kind, const char *reason) {
        error.kind = kind;
        error.reason = QLatin1String(reason);
        error.mayHaveBeenDone = false;
    };
    if (error.httpStatus == 0)
        return error;
    if (error.kind == ErrorKind::Redirected) {
        if (error.request.contains(QLatin1String("/v1/kv/")))
            becomes(ErrorKind::Redirected, "consul.path-cleaned");
    } else if (says("ACL not found")) {
        becomes(ErrorKind::Unauthorised, "consul.acl-not-found");
    } else if (says("ACL support disabled")) {
        becomes(ErrorKind::Unsupported, "consul.acls-off");
    } else if (says("Permission denied")) {
        becomes(ErrorKind::Forbidden, "consul.permission-denied");
    } else if (says("invalid key name")) {
        becomes(ErrorKind::BadRequest, "consul.key-refused");
    } else if (says("No cluster leader") || says("node is not the leader")) {
        becomes(ErrorKind::Server, "consul.no-leader");
    } else if (says("No path to datacenter")) {
        becomes(ErrorKind::NotFound, "consul.no-datacenter");
    } else if (error.kind == ErrorKind::TooLarge && (says("txn_max_req_len") || says("too many operations"))) {
        becomes(ErrorKind::TooLarge, "consul.transaction-too-large");
    } else if (error.kind == ErrorKind::TooLarge && error.httpStatus == 413) {
        becomes(ErrorKind::TooLarge, "consul.value-too-large");
    } else if (isWrite && error.kind == ErrorKind::Server && !says("rate limit")) {
        // "leadership lost while committing log", a gateway's time-out: the write may yet be, or have been, applied.
        error.mayHaveBeenDone = true;
    }
    return error;
}

Registry makeRegistry(std::vector<Instance> instances, std::vector<Node> nodes)
{
    Registry registry;
    std::sort(instances.begin(), instances.end(), [](const Instance &a, const Instance &b) {
        return std::tie(a.service, a.node, a.serviceId) < std::tie(b.service, b.node, b.serviceId);
    });
    std::sort(nodes.begin(), nodes.end(), [](const Node &a, const Node &b) { return a.name < b.name; });

    QHash<QString, int> perNode;
    for (const Instance &instance : instances) {
        ++perNode[instance.node];
        if (registry.services.empty() || registry.services.back().name != instance.service) {
            Service service;
            service.name = instance.service;
            registry.services.push_back(std::move(service));
        }
        Service &service = registry.services.back();
        ++service.total;
        switch (instance.health) {
        case Health::Passing:
            ++service.passing;
            break;
        case Health::Warning:
            ++service.warning;
            break;
        case Health::Critical:
            ++service.critical;
            break;
        }
        if (!instance.hasOwnChecks())
            ++service.withoutOwnChecks;
        if (instance.inMaintenance())
            ++service.inMaintenance;
        if (service.kind.isEmpty())
            service.kind = instance.kind;
        if (service.nodes.isEmpty() || service.nodes.constLast() != instance.node)
            service.nodes.append(instance.node); // in order, because the instances are
        service.tags.append(instance.tags);
    }
    for (Service &service : registry.services) {
        service.tags.sort();
        service.tags.removeDuplicates();
        service.tags.squeeze();
    }
    for (Node &node : nodes) {
        node.instances = perNode.value(node.name);
        node.health = worstOf(node.checks);
    }
    registry.instances = std::move(instances);
    registry.nodes = std::move(nodes);
    return registry;
}

Result<Registry> decodeRegistry(const HttpResponse &response)
{
    StringPool pool;
    std::vector<Instance> instances;
    std::vector<Node> nodes;
    const Result<Done> read = parseJsonArray(response.body, [&](json &element) -> Result<Done> {
        Result<Node> node = readNode(element);
        if (!node)
            return fail(node.error());
        JsonFields fields(element, "node");
        const json *services = fields.array("Services");
        Result<QList<Check>> checks = readChecks(fields.array("Checks"), pool);
        if (fields.error())
            return fail(*fields.error());
        if (!checks)
            return fail(checks.error());
        QHash<QString, QList<Check>> byService;
        for (Check &check : *checks) {
            const QString serviceId = check.serviceId;
            byService[serviceId].append(std::move(check));
        }
        node->checks = byService.value(QString());
        const Health nodeHealth = worstOf(node->checks);
        for (const json &service : services ? *services : json::array()) {
            Result<Instance> instance = readService(service, pool);
            if (!instance)
                return fail(instance.error());
            instance->node = node->name;
            instance->nodeAddress = node->address;
            instance->nodeChecks = node->checks;
            if (!instance->serviceId.isEmpty())
                instance->checks = byService.value(instance->serviceId);
            instance->health = worse(nodeHealth, worstOf(instance->checks));
            instances.push_back(std::move(*instance));
        }
        nodes.push_back(std::move(*node));
        return Done{};
    });
    if (!read)
        return fail(read.error());
    return makeRegistry(std::move(instances), std::move(nodes));
}

Result<std::vector<Instance>> decodeServiceInstances(const HttpResponse &response)
{
    StringPool pool;
    return readArray<Instance>(response, [&pool](const json &element) -> Result<Instance> {
        JsonFields fields(element, "service entry");
        fields.require({"Node", "Service"});
        const json *nodeObject = fields.object("Node");
        const json *serviceObject = fields.object("Service");
        const json *checksArray = fields.array("Checks");
        if (fields.error())
            return fail(*fields.error());
        const Result<Node> node = readNode(*nodeObject);
        if (!node)
            return fail(node.error());
        Result<Instance> instance = readService(*serviceObject, pool);
        if (!instance)
            return instance;
        Result<QList<Check>> checks = readChecks(checksArray, pool);
        if (!checks)
            return fail(checks.error());
        instance->node = node->name;
        instance->nodeAddress = node->address;
        instance->health = worstOf(*checks);
        for (Check &check : *checks)
            (check.isNodeCheck() ? instance->nodeChecks : instance->checks).append(std::move(check));
        return instance;
    });
}

Result<std::map<QString, QStringList>> decodeCatalogServices(const HttpResponse &response)
{
    const Result<json> document = documentOf(response);
    if (!document)
        return fail(document.error());
    if (!document->is_object())
        return fail(unreadableShape(QStringLiteral("services: expected an object")));
    std::map<QString, QStringList> services;
    JsonFields fields(*document, "services");
    for (const auto &[name, tags] : document->items()) {
        QStringList list = fields.strings(name.c_str());
        list.sort();
        services.emplace(QString::fromStdString(name), std::move(list));
    }
    if (fields.error())
        return fail(*fields.error());
    return services;
}

Result<std::vector<Node>> decodeCatalogNodes(const HttpResponse &response)
{
    return readArray<Node>(response, readNode);
}

Result<QHash<QString, QList<Check>>> decodeNodeChecks(const HttpResponse &response)
{
    StringPool pool;
    QHash<QString, QList<Check>> byNode;
    const Result<Done> read = parseJsonArray(response.body, [&](json &element) -> Result<Done> {
        Result<Check> check = readCheck(element, pool);
        if (!check)
            return fail(check.error());
        if (!check->isNodeCheck())
            return Done{};
        JsonFields fields(element, "check");
        fields.require({"Node"});
        const QString node = fields.string("Node");
        if (fields.error())
            return fail(*fields.error());
        byNode[node].append(std::move(*check));
        return Done{};
    });
    if (!read)
        return fail(read.error());
    return byNode;
}

Result<QList<Session>> decodeSessions(const HttpResponse &response)
{
    QList<Session> sessions;
    const Result<Done> read = parseJsonArray(response.body, [&](json &element) -> Result<Done> {
        JsonFields fields(element, "session");
        fields.require({"ID"});
        Session session;
        session.id = fields.string("ID");
        session.name = fields.string("Name");
        session.node = fields.string("Node");
        // Nanoseconds here, although it is written as a duration.
        session.lockDelay =
            std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::nanoseconds(fields.signedNumber("LockDelay")));
        session.behavior = fields.string("Behavior");
        session.ttl = fields.string("TTL");
        session.checks = fields.strings("NodeChecks") + fields.strings("Checks"); // "Checks" before 1.7
        session.createIndex = fields.unsignedNumber("CreateIndex");
        if (const json *checks = fields.array("ServiceChecks")) {
            for (const json &check : *checks) {
                JsonFields checkFields(check, "session check");
                session.checks.append(checkFields.string("ID"));
                if (checkFields.error())
                    return fail(*checkFields.error());
            }
        }
        if (fields.error())
            return fail(*fields.error());
        sessions.append(std::move(session));
        return Done{};
    });
    if (!read)
        return fail(read.error());
    return sessions;
}

Result<AgentSelf> decodeAgentSelf(const HttpResponse &response)
{
    const Result<json> document = documentOf(response);
    if (!document)
        return fail(document.error());
    JsonFields fields(*document, "agent");
    fields.require({"Config"});
    const json *config = fields.object("Config");
    const json *debug = fields.object("DebugConfig");
    if (fields.error())
        return fail(*fields.error());
    JsonFields configFields(*config, "agent configuration");
    AgentSelf self;
    self.version = configFields.string("Version");
    self.datacenter = configFields.string("Datacenter");
    self.nodeName = configFields.string("NodeName");
    self.nodeId = configFields.string("NodeID");
    self.isServer = configFields.boolean("Server");
    if (configFields.error())
        return fail(*configFields.error());
    if (debug) {
        // For people who debug, so it is not promised to anybody: what has another shape there is left out.
        JsonFields debugFields(*debug, "agent debug configuration");
        self.aclsEnabled = debugFields.boolean("ACLsEnabled");
        self.aclDefaultPolicy = debugFields.string("ACLDefaultPolicy");
        if (const qint64 limit = debugFields.signedNumber("KVMaxValueSize"); limit > 0)
            self.maxValueSize = limit;
    }
    return self;
}

Result<std::vector<RaftServer>> decodeRaftServers(const HttpResponse &response)
{
    const Result<json> document = documentOf(response);
    if (!document)
        return fail(document.error());
    JsonFields fields(*document, "raft configuration");
    const json *array = fields.array("Servers");
    if (fields.error())
        return fail(*fields.error());
    std::vector<RaftServer> servers;
    for (const json &element : array ? *array : json::array()) {
        JsonFields serverFields(element, "raft server");
        RaftServer server;
        server.id = serverFields.string("ID");
        server.node = serverFields.string("Node");
        server.address = serverFields.string("Address");
        server.leader = serverFields.boolean("Leader");
        server.voter = serverFields.boolean("Voter");
        if (serverFields.error())
            return fail(*serverFields.error());
        servers.push_back(std::move(server));
    }
    return servers;
}

Result<std::vector<Member>> decodeMembers(const HttpResponse &response)
{
    return readArray<Member>(response, [](const json &element) -> Result<Member> {
        JsonFields fields(element, "member");
        fields.require({"Name"});
        Member member;
        member.name = fields.string("Name");
        member.address = fields.string("Addr");
        const Result<quint16> port = readPort(fields, "Port");
        const std::map<QString, QString> tags = fields.stringMap("Tags");
        const qint64 status = fields.signedNumber("Status");
        if (fields.error())
            return fail(*fields.error());
        if (!port)
            return fail(port.error());
        member.port = *port;
        const auto tag = [&tags](const char *name) {
            const auto it = tags.find(QLatin1String(name));
            return it == tags.end() ? QString() : it->second;
        };
        member.isServer = tag("role") == QLatin1String("consul");
        member.nodeId = tag("id");
        member.datacenter = tag("dc");
        member.version = tag("build").section(QLatin1Char(':'), 0, 0);
        // Serf's numbers.
        static constexpr std::array<const char *, 5> names{"none", "alive", "leaving", "left", "failed"};
        member.status = status >= 0 && status < qint64(names.size()) ? QString::fromLatin1(names.at(size_t(status)))
                                                                     : QString::number(status);
        return member;
    });
}

Result<QString> decodeLeader(const HttpResponse &response)
{
    const Result<json> document = documentOf(response);
    if (!document)
        return fail(document.error());
    if (!document->is_string())
        return fail(unreadableShape(QStringLiteral("leader: expected a string")));
    return QString::fromStdString(document->get_ref<const std::string &>());
}

Result<QStringList> decodeStringList(const HttpResponse &response)
{
    QStringList list;
    const Result<Done> read = parseJsonArray(response.body, [&list](json &element) -> Result<Done> {
        if (!element.is_string())
            return fail(unreadableShape(QStringLiteral("expected strings")));
        list.append(QString::fromStdString(element.get_ref<const std::string &>()));
        return Done{};
    });
    if (!read)
        return fail(read.error());
    return list;
}

Result<Credential> decodeSelfToken(const HttpResponse &response)
{
    const Result<json> document = documentOf(response);
    if (!document)
        return fail(document.error());
    JsonFields fields(*document, "token"); // SecretID is in it too, and stays there
    fields.require({"AccessorID"});
    Credential credential;
    credential.kind = Credential::Kind::Token;
    credential.accessorId = fields.string("AccessorID");
    credential.description = fields.string("Description");
    for (const auto &[name, list] : {std::pair{"Policies", &credential.policies}, std::pair{"Roles", &credential.roles}}) {
        const json *array = fields.array(name);
        for (const json &element : array ? *array : json::array()) {
            JsonFields linkFields(element, "token link");
            list->append(linkFields.string("Name"));
            if (linkFields.error())
                return fail(*linkFields.error());
        }
    }
    if (fields.error())
        return fail(*fields.error());
    return credential;
}

Result<std::vector<Credential::Permission>> decodePermissions(const HttpResponse &response)
{
    return readArray<Credential::Permission>(response, [](const json &element) -> Result<Credential::Permission> {
        JsonFields fields(element, "permission");
        fields.require({"Resource", "Access", "Allow"});
        Credential::Permission permission;
        permission.resource = fields.string("Resource");
        permission.access = fields.string("Access");
        permission.allowed = fields.boolean("Allow");
        if (fields.error())
            return fail(*fields.error());
        return permission;
    });
}

} // namespace mk::consul
