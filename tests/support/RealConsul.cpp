// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/RealConsul.h"

#include "core/Json.h"

#include <QDir>
#include <QUrl>

#ifdef Q_OS_UNIX
#include <signal.h>
#endif

namespace mk::test {

namespace {

using nlohmann::json;

constexpr int txnOperations = 64;

json parsed(const QByteArray &body)
{
    return json::parse(body.begin(), body.end(), nullptr, false);
}

QByteArray dumped(const json &value)
{
    return QByteArray::fromStdString(value.dump());
}

std::string utf8(const QString &text)
{
    return text.toStdString();
}

json tagsOf(const QStringList &tags)
{
    json array = json::array();
    for (const QString &tag : tags)
        array.push_back(utf8(tag));
    return array;
}

} // namespace

RealConsul::RealConsul() : RealConsul(Options())
{
}

RealConsul::RealConsul(Options options)
    : RealServer(QStringLiteral("consul")), m_options(std::move(options))
{
}

bool RealConsul::isInstalled()
{
    return RealServer::isInstalled(QStringLiteral("consul"));
}

bool RealConsul::writeConfig()
{
    json config{{"node_name", utf8(m_options.nodeName)},
                {"datacenter", utf8(m_options.datacenter)},
                {"bind_addr", "127.0.0.1"},
                {"client_addr", "127.0.0.1"},
                {"disable_update_check", true},
                {"log_level", "INFO"},
                {"leave_on_terminate", false},
                {"check_update_interval", "0s"}, // or a new output alone reaches the catalog five minutes later
                {"performance", {{"raft_multiplier", 1}}},
                {"telemetry", {{"prometheus_retention_time", "60s"}, {"disable_hostname", true}}},
                {"ports",
                 {{"http", port()},
                  {"dns", -1},
                  {"grpc", -1},
                  {"server", m_serverPort},
                  {"serf_lan", m_serfPort},
                  {"serf_wan", -1}}}};
    if (!m_options.nodeId.isEmpty())
        config["node_id"] = utf8(m_options.nodeId);
    if (m_options.acls) {
        config["acl"] = {{"enabled", true},
                         {"default_policy", "deny"},
                         {"tokens", {{"master", utf8(masterToken())}, {"agent", utf8(masterToken())}}}};
    }
    if (!m_options.extraConfig.isEmpty()) {
        const json extra = parsed("{" + m_options.extraConfig + "}");
        if (!extra.is_object())
            return fail(QStringLiteral("extraConfig is not JSON"));
        config.merge_patch(extra);
    }
    return writeFile(QStringLiteral("config.json"), dumped(config));
}

void RealConsul::choosePorts()
{
    m_serverPort = freePort();
    m_serfPort = freePort();
}

QStringList RealConsul::arguments() const
{
    return {QStringLiteral("agent"), QString(QStringLiteral("-config-file=") + inFolder(QStringLiteral("config.json"))),
            QStringLiteral("-server"), QStringLiteral("-bootstrap-expect=1"),
            QString(QStringLiteral("-data-dir=") + inFolder(QStringLiteral("data")))};
}

bool RealConsul::isReady()
{
    const RawHttp::Response leader = send("GET", "/v1/status/leader");
    return leader.ok() && leader.body.contains(':')
        && send("GET", "/v1/health/node/" + m_options.nodeName.toUtf8()).body.contains("serfHealth");
}

bool RealConsul::restartEmpty()
{
    kill();
    if (!QDir(inFolder(QStringLiteral("data"))).removeRecursively())
        return fail(QStringLiteral("the data folder cannot be removed"));
    return start();
}

bool RealConsul::restartEmptyAs(const QString &datacenter)
{
    m_options.datacenter = datacenter;
    return restartEmpty();
}

bool RealConsul::freeze()
{
#ifdef Q_OS_UNIX
    return isRunning() && ::kill(pid_t(process()->processId()), SIGSTOP) == 0;
#else
    return false;
#endif
}

bool RealConsul::thaw()
{
#ifdef Q_OS_UNIX
    return isRunning() && ::kill(pid_t(process()->processId()), SIGCONT) == 0;
#else
    return false;
#endif
}

QString RealConsul::masterToken() const
{
    return m_options.acls ? QStringLiteral("b1c9c3f0-6f0e-4d4c-9a53-5d7a4b0c2e11") : QString();
}

QString RealConsul::nodeId()
{
    const json self = parsed(send("GET", "/v1/agent/self").body);
    return self.is_object() ? QString::fromStdString(self["Config"].value("NodeID", "")) : QString();
}

RawHttp::Response RealConsul::send(const QByteArray &method, const QByteArray &path, const QByteArray &body,
                                   const std::optional<QString> &token)
{
    if (!http())
        return {};
    const QString sent = token.value_or(masterToken());
    QList<QPair<QByteArray, QByteArray>> headers;
    if (!sent.isEmpty())
        headers.append({"X-Consul-Token", sent.toUtf8()});
    RawHttp::Response response = http()->send(method, path, body, headers);
    if (!response.ok())
        setLastError(QStringLiteral("%1 %2: %3 %4")
                          .arg(QString::fromLatin1(method), QString::fromLatin1(path))
                          .arg(response.status)
                          .arg(QString::fromUtf8(response.body.left(500))));
    return response;
}

quint64 RealConsul::index(const QByteArray &path)
{
    return send("GET", path).header("X-Consul-Index").toULongLong();
}

bool RealConsul::addService(const ServiceSeed &seed)
{
    json service{{"Name", utf8(seed.name)}, {"ID", utf8(seed.id)}, {"Port", seed.port}, {"Tags", tagsOf(seed.tags)},
                 {"Address", utf8(seed.address)}, {"Meta", {{"version", "1.0"}}}};
    if (!seed.status.isEmpty())
        service["Check"] = {{"Name", utf8(seed.name) + " alive"}, {"TTL", "24h"}, {"Status", utf8(seed.status)}};
    if (!send("PUT", "/v1/agent/service/register", dumped(service)).ok())
        return false;
    return seed.status.isEmpty() || seed.output.isEmpty() || setCheck(seed.id, seed.status, seed.output);
}

bool RealConsul::setCheck(const QString &serviceId, const QString &status, const QString &output)
{
    const json update{{"Status", utf8(status)}, {"Output", utf8(output)}};
    return send("PUT", "/v1/agent/check/update/service:" + QUrl::toPercentEncoding(serviceId), dumped(update)).ok();
}

bool RealConsul::removeService(const QString &serviceId)
{
    return send("PUT", "/v1/agent/service/deregister/" + QUrl::toPercentEncoding(serviceId)).ok();
}

bool RealConsul::addExternalNode(const QString &node, const QString &address, const QString &service, quint16 port,
                                 const QString &nodeStatus)
{
    const json registration{
        {"Node", utf8(node)},
        {"Address", utf8(address)},
        {"NodeMeta", {{"external-node", "true"}}},
        {"Service", {{"Service", utf8(service)}, {"ID", utf8(QString(service + QLatin1Char('-') + node))}, {"Port", port}}},
        {"Checks",
         json::array({{{"Node", utf8(node)}, {"CheckID", "host"}, {"Name", "host"}, {"Status", utf8(nodeStatus)}, {"Output", "told by hand"}}})}};
    return send("PUT", "/v1/catalog/register", dumped(registration)).ok();
}

bool RealConsul::put(const QString &key, const QByteArray &value, quint64 flags)
{
    if (value.size() > 380 * 1024) {
        QByteArray path = "/v1/kv/" + QUrl::toPercentEncoding(key, "/") + "?flags=" + QByteArray::number(flags);
        const RawHttp::Response response = send("PUT", path, value);
        return response.ok() && response.body.trimmed() == "true";
    }
    const json operation{{"KV", {{"Verb", "set"}, {"Key", utf8(key)}, {"Value", value.toBase64().toStdString()}, {"Flags", flags}}}};
    return send("PUT", "/v1/txn", dumped(json::array({operation}))).ok();
}

bool RealConsul::remove(const QString &key)
{
    const json operation{{"KV", {{"Verb", "delete"}, {"Key", utf8(key)}}}};
    return send("PUT", "/v1/txn", dumped(json::array({operation}))).ok();
}

std::optional<RealConsul::Stored> RealConsul::stored(const QString &key)
{
    const json operation{{"KV", {{"Verb", "get"}, {"Key", utf8(key)}}}};
    const RawHttp::Response response = send("PUT", "/v1/txn", dumped(json::array({operation})));
    const json answer = parsed(response.body);
    if (!response.ok() || !answer.is_object() || !answer["Results"].is_array() || answer["Results"].empty())
        return std::nullopt;
    const json &kv = answer["Results"][0]["KV"];
    Stored stored;
    if (kv["Value"].is_string())
        stored.value = QByteArray::fromBase64(QByteArray::fromStdString(kv["Value"].get<std::string>()));
    stored.modifyIndex = kv["ModifyIndex"].get<quint64>();
    stored.flags = kv["Flags"].get<quint64>();
    stored.session = QString::fromStdString(kv.value("Session", ""));
    return stored;
}

QStringList RealConsul::keyNames()
{
    QStringList names;
    const json list = parsed(send("GET", "/v1/kv/?keys").body);
    for (const json &name : list.is_array() ? list : json::array())
        names.append(QString::fromStdString(name.get<std::string>()));
    return names;
}

bool RealConsul::addManyKeys(int count, const QString &prefix)
{
    for (int from = 0; from < count; from += txnOperations) {
        json operations = json::array();
        for (int i = from; i < std::min(count, from + txnOperations); ++i) {
            const QString key = QStringLiteral("%1/%2/key-%3").arg(prefix).arg(i / 100, 4, 10, QLatin1Char('0')).arg(i, 6, 10, QLatin1Char('0'));
            const QByteArray value = "value " + QByteArray::number(i);
            operations.push_back({{"KV", {{"Verb", "set"}, {"Key", utf8(key)}, {"Value", value.toBase64().toStdString()}}}});
        }
        if (!send("PUT", "/v1/txn", dumped(operations)).ok())
            return false;
    }
    return true;
}

std::vector<std::pair<QString, QByteArray>> RealConsul::oddKeys()
{
    QByteArray binary;
    for (int i = 0; i < 256; ++i)
        binary.append(static_cast<char>(i));
    return {
        {QStringLiteral("empty"), QByteArray()},
        {QStringLiteral("binary"), binary},
        {QStringLiteral("big/512k"), QByteArray(512 * 1024, 'x')},
        {QStringLiteral("json/pretty"), QByteArrayLiteral("{\n  \"name\": \"console\",\n  \"list\": [1, 2, 3]\n}\n")},
        {QStringLiteral("slashes/trailing/"), QByteArrayLiteral("ends in a slash")},
        {QStringLiteral("slashes//double"), QByteArrayLiteral("an empty path part")},
        {QStringLiteral("/leading/slash"), QByteArrayLiteral("leading slash")},
        {QStringLiteral("dots/../up"), QByteArrayLiteral("two dots")},
        {QStringLiteral("dots/./here"), QByteArrayLiteral("one dot")},
        {QStringLiteral("with space/a b"), QByteArrayLiteral("spaces")},
        {QStringLiteral(" outer "), QByteArrayLiteral("spaces at both ends")},
        {QStringLiteral("percent/100%"), QByteArrayLiteral("a percent sign")},
        {QStringLiteral("percent/%2F"), QByteArrayLiteral("looks like an escape")},
        {QStringLiteral("query/a?b&c=d#e+f"), QByteArrayLiteral("characters of queries")},
        {QStringLiteral("quotes/\"double\" 'single' <b>&amp;</b>"), QByteArrayLiteral("markup")},
        {QString::fromUtf8("unicode/\xC3\xBCn\xC3\xAF/\xE6\xBC\xA2\xE5\xAD\x97/\xF0\x9F\x90\xB0"), QByteArray("\xE6\xBC\xA2\xE5\xAD\x97")},
        {QString::fromUtf8("unicode/right\xE2\x80\xAEto-left"), QByteArrayLiteral("turns the direction of writing")},
        {QStringLiteral("backslash\\key"), QByteArrayLiteral("backslash")},
        {QStringLiteral("config/user/name"), QByteArrayLiteral("an ordinary one")},
        {QStringLiteral("config/user/folder/"), QByteArray()},
    };
}

bool RealConsul::addOddKeys()
{
    for (const auto &[key, value] : oddKeys()) {
        if (!put(key, value))
            return false;
    }
    return put(QStringLiteral("flags"), QByteArrayLiteral("largest flags value"), 18446744073709551615ULL);
}

bool RealConsul::addServices()
{
    const auto name = [](const char *text) { return QString::fromLatin1(text); };
    const std::vector<ServiceSeed> seeds{
        {name("kong"), name("kong-1"), 8001, {name("http"), name("primary")}, name("passing"), name("200 OK"), {}},
        {name("kong"), name("kong-2"), 8002, {name("http")}, name("critical"), name("connection refused"), {}},
        {name("kong"), name("kong-3"), 8003, {name("http")}, name("warning"), name("slow"), {}},
        {name("users-management"), name("users-management-1"), 8080, {name("v1")}, name("passing"), {}, name("10.0.0.7")},
        {name("microservice-mail"), name("microservice-mail-1"), 8081, {name("v1")}, name("critical"), name("no broker"), {}},
        {name("rabbitmq"), name("rabbitmq-1"), 5672, {}, name("passing"), {}, {}},
        {name("no-checks"), name("no-checks-1"), 9999, {}, {}, {}, {}},
    };
    for (const ServiceSeed &seed : seeds) {
        if (!addService(seed))
            return false;
    }
    return addExternalNode(name("node-2"), name("10.0.0.2"), name("users-management"), 8080, name("passing")) &&
           addExternalNode(name("node-3"), name("10.0.0.3"), name("users-management"), 8080, name("critical"));
}

QString RealConsul::createSession(const QString &name)
{
    const json body{{"Name", utf8(name)}, {"LockDelay", "0s"}};
    const json answer = parsed(send("PUT", "/v1/session/create", dumped(body)).body);
    return answer.is_object() ? QString::fromStdString(answer.value("ID", "")) : QString();
}

bool RealConsul::lock(const QString &key, const QString &session, const QByteArray &value)
{
    const json operation{{"KV", {{"Verb", "lock"}, {"Key", utf8(key)}, {"Value", value.toBase64().toStdString()}, {"Session", utf8(session)}}}};
    return send("PUT", "/v1/txn", dumped(json::array({operation}))).ok();
}

QString RealConsul::createToken(const QString &description, const QString &rules)
{
    // Policy names take letters, digits, dashes and underscores only.
    QString policyName = description;
    for (QChar &c : policyName) {
        if (!c.isLetterOrNumber())
            c = QLatin1Char('-');
    }
    const json policy{{"Name", utf8(policyName)}, {"Rules", utf8(rules)}};
    if (!send("PUT", "/v1/acl/policy", dumped(policy)).ok())
        return {};
    const json token{{"Description", utf8(description)}, {"Policies", json::array({{{"Name", utf8(policyName)}}})}};
    const json answer = parsed(send("PUT", "/v1/acl/token", dumped(token)).body);
    return answer.is_object() ? QString::fromStdString(answer.value("SecretID", "")) : QString();
}

QByteArray RealConsul::snapshot()
{
    const RawHttp::Response response = send("GET", "/v1/snapshot");
    return response.ok() ? response.body : QByteArray();
}

bool RealConsul::restore(const QByteArray &snapshot)
{
    return send("PUT", "/v1/snapshot", snapshot).ok();
}

} // namespace mk::test
