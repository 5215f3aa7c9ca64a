// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/EnvironmentFile.h"

#include "core/Json.h"
#include "core/JsonRead.h"

#include <algorithm>
#include <initializer_list>

namespace mk::environmentfile {

namespace {

using Json = nlohmann::json;
using Ordered = nlohmann::ordered_json;

Error unreadable(const QString &where, const QString &detail = {})
{
    Error error = Error::make(ErrorKind::Unreadable, QStringLiteral("environments.unreadable"), detail);
    error.args.insert(QStringLiteral("where"), where);
    return error;
}

// ---- reading ----

Result<SecretRef> decodeSecret(const QString &text, const QString &where)
{
    const SecretRef secret = SecretRef::fromString(text);
    if (!text.isEmpty() && secret.isNone())
        return fail(unreadable(where));
    return secret;
}

Result<Credential> decodeCredential(const Json &object, const QString &where)
{
    JsonFields fields(object, "credential");
    Credential credential;
    const QString kind = fields.string("kind");
    if (kind == QLatin1String("basic"))
        credential.kind = Credential::Kind::Basic;
    else if (kind == QLatin1String("bearer"))
        credential.kind = Credential::Kind::Bearer;
    else if (kind == QLatin1String("header"))
        credential.kind = Credential::Kind::Header;
    else if (!kind.isEmpty() && kind != QLatin1String("none"))
        return fail(unreadable(where + QLatin1String(".kind")));
    credential.user = fields.string("user");
    credential.headerName = fields.string("header");
    const Result<SecretRef> secret = decodeSecret(fields.string("secret"), where + QLatin1String(".secret"));
    if (!secret)
        return fail(secret.error());
    credential.secret = *secret;
    if (fields.error())
        return fail(unreadable(where, fields.error()->detail));
    return credential;
}

Result<TlsSettings> decodeTls(const Json &object, const QString &where)
{
    JsonFields fields(object, "tls");
    TlsSettings tls;
    tls.caFile = fields.string("caFile");
    tls.clientCertFile = fields.string("clientCertFile");
    tls.clientKeyFile = fields.string("clientKeyFile");
    tls.serverName = fields.string("serverName");
    const Result<SecretRef> password =
        decodeSecret(fields.string("clientKeyPassword"), where + QLatin1String(".clientKeyPassword"));
    if (!password)
        return fail(password.error());
    tls.clientKeyPassword = *password;
    const QString pin = fields.string("pinnedSha256");
    tls.pinnedSha256 = QByteArray::fromHex(pin.toLatin1());
    // A pin that cannot be read must not turn into "no pin".
    if (QString::fromLatin1(tls.pinnedSha256.toHex()) != pin.toLower() || (!pin.isEmpty() && pin.size() != 64))
        return fail(unreadable(where + QLatin1String(".pinnedSha256")));
    if (fields.error())
        return fail(unreadable(where, fields.error()->detail));
    return tls;
}

Result<ProxySettings> decodeProxy(const Json &object, const QString &where)
{
    JsonFields fields(object, "proxy");
    ProxySettings proxy;
    const QString kind = fields.string("kind");
    if (kind == QLatin1String("none"))
        proxy.kind = ProxySettings::Kind::None;
    else if (kind == QLatin1String("http"))
        proxy.kind = ProxySettings::Kind::Http;
    else if (kind == QLatin1String("socks5"))
        proxy.kind = ProxySettings::Kind::Socks5;
    else if (!kind.isEmpty() && kind != QLatin1String("system"))
        return fail(unreadable(where + QLatin1String(".kind")));
    proxy.host = fields.string("host");
    const quint64 port = fields.unsignedNumber("port");
    if (port > 65535)
        return fail(unreadable(where + QLatin1String(".port")));
    proxy.port = quint16(port);
    proxy.user = fields.string("user");
    const Result<SecretRef> password = decodeSecret(fields.string("password"), where + QLatin1String(".password"));
    if (!password)
        return fail(password.error());
    proxy.password = *password;
    if (fields.error())
        return fail(unreadable(where, fields.error()->detail));
    return proxy;
}

// Reads the member `name` of `fields` with `decodeMember` into `into`, where it is there.
template <class T, class F>
std::optional<Error> readMember(JsonFields *fields, const char *name, const QString &where, F decodeMember, T *into)
{
    const Json *member = fields->object(name);
    if (!member)
        return std::nullopt;
    const Result<T> decoded = decodeMember(*member, where + QLatin1Char('.') + QLatin1String(name));
    if (!decoded)
        return decoded.error();
    *into = *decoded;
    return std::nullopt;
}

Result<Endpoint> decodeEndpoint(const Json &object, System system, const QString &defaultId, const QString &where)
{
    if (!object.is_object())
        return fail(unreadable(where));
    JsonFields fields(object, "endpoint");
    Endpoint endpoint;
    endpoint.system = system;
    endpoint.id = fields.string("id");
    if (endpoint.id.isEmpty())
        endpoint.id = defaultId;
    endpoint.url = QUrl(fields.string("url"), QUrl::StrictMode);
    if (!endpoint.url.isValid() || endpoint.url.host().isEmpty())
        return fail(unreadable(where + QLatin1String(".url")));
    if (auto error = readMember(&fields, "credential", where, decodeCredential, &endpoint.credential))
        return fail(*error);
    if (auto error = readMember(&fields, "tls", where, decodeTls, &endpoint.tls))
        return fail(*error);
    if (auto error = readMember(&fields, "proxy", where, decodeProxy, &endpoint.proxy))
        return fail(*error);
    if (const Json *tunnel = fields.object("tunnel")) {
        JsonFields tunnelFields(*tunnel, "tunnel");
        endpoint.tunnel.program = tunnelFields.string("program");
        endpoint.tunnel.arguments = tunnelFields.strings("arguments");
        if (tunnelFields.error())
            return fail(unreadable(where + QLatin1String(".tunnel"), tunnelFields.error()->detail));
    }
    if (fields.error())
        return fail(unreadable(where, fields.error()->detail));
    return endpoint;
}

Result<Environment> decodeEnvironment(const Json &object, const QString &where)
{
    if (!object.is_object())
        return fail(unreadable(where));
    JsonFields fields(object, "environment");
    Environment environment;
    environment.id = fields.string("id");
    environment.name = fields.string("name");
    const QString stage = fields.string("stage");
    if (!stage.isEmpty()) {
        const std::optional<Stage> known = stageFromId(stage);
        if (!known)
            return fail(unreadable(where + QLatin1String(".stage")));
        environment.stage = *known;
    }
    environment.readOnly = fields.boolean("readOnly");
    environment.watchInBackground = fields.optionalBoolean("watchInBackground").value_or(true);

    if (const Json *nodes = fields.array("kong")) {
        for (const Json &node : *nodes) {
            const QString number = QString::number(environment.kong.size() + 1);
            const Result<Endpoint> endpoint = decodeEndpoint(node, System::Kong, QLatin1String("kong-") + number,
                                                             where + QLatin1String(".kong ") + number);
            if (!endpoint)
                return fail(endpoint.error());
            environment.kong.append(*endpoint);
        }
    }
    struct Single
    {
        const char *name;
        System system;
        const char *id;
        std::optional<Endpoint> Environment::*member;
    };
    for (const Single &single : {Single{"kongProxy", System::Kong, "kong-proxy", &Environment::kongProxy},
                                 Single{"consul", System::Consul, "consul", &Environment::consul},
                                 Single{"rabbitmq", System::RabbitMq, "rabbitmq", &Environment::rabbitmq},
                                 Single{"prometheus", System::Prometheus, "prometheus", &Environment::prometheus}}) {
        const Json *member = fields.object(single.name);
        if (!member)
            continue;
        const Result<Endpoint> endpoint = decodeEndpoint(*member, single.system, QLatin1String(single.id),
                                                         where + QLatin1Char('.') + QLatin1String(single.name));
        if (!endpoint)
            return fail(endpoint.error());
        environment.*single.member = *endpoint;
    }
    if (const Json *identities = fields.object("identities")) {
        JsonFields identityFields(*identities, "identities");
        for (const System system : allSystems) {
            const QStringList facts = identityFields.strings(systemId(system).toLatin1().constData());
            if (!facts.isEmpty())
                environment.identities.insert(system, Identity{facts});
        }
        if (identityFields.error())
            return fail(unreadable(where + QLatin1String(".identities"), identityFields.error()->detail));
    }
    if (const Json *muted = fields.array("mutedFindings")) {
        for (const Json &one : *muted) {
            if (!one.is_object())
                return fail(unreadable(where + QLatin1String(".mutedFindings")));
            JsonFields own(one, "muted finding");
            const MutedFinding finding{own.string("id"), own.string("reason")};
            if (own.error())
                return fail(unreadable(where + QLatin1String(".mutedFindings"), own.error()->detail));
            if (!finding.id.isEmpty())
                environment.mutedFindings.append(finding);
        }
    }
    if (const Json *corrections = fields.array("mapCorrections")) {
        for (const Json &one : *corrections) {
            if (!one.is_object())
                return fail(unreadable(where + QLatin1String(".mapCorrections")));
            JsonFields own(one, "map correction");
            const MapCorrection correction{own.string("part"), own.string("service"), !own.boolean("apart")};
            if (own.error())
                return fail(unreadable(where + QLatin1String(".mapCorrections"), own.error()->detail));
            if (!correction.part.isEmpty() && !correction.service.isEmpty())
                environment.mapCorrections.append(correction);
        }
    }
    if (fields.error())
        return fail(unreadable(where, fields.error()->detail));
    return environment;
}

// ---- writing ----

std::string utf8(const QString &text)
{
    return text.toStdString();
}

// Sets or, where the value says nothing, removes a member that we know; all others are left as they are.
void put(Ordered *object, const char *name, const Ordered &value)
{
    const bool empty = value.is_null() || (value.is_string() && value.get_ref<const std::string &>().empty())
        || ((value.is_object() || value.is_array()) && value.empty());
    if (empty)
        object->erase(name);
    else
        (*object)[name] = value;
}

Ordered memberObject(const Ordered &object, const char *name)
{
    const auto found = object.find(name);
    return found != object.end() && found->is_object() ? *found : Ordered::object();
}

Ordered encodeEndpoint(const Endpoint &endpoint, const Ordered &before)
{
    Ordered object = before.is_object() ? before : Ordered::object();
    put(&object, "id", utf8(endpoint.id));
    put(&object, "url", utf8(endpoint.url.toString(QUrl::FullyEncoded | QUrl::RemoveUserInfo)));

    Ordered credential = memberObject(object, "credential");
    const char *kind = nullptr;
    switch (endpoint.credential.kind) {
    case Credential::Kind::None:
        break;
    case Credential::Kind::Basic:
        kind = "basic";
        break;
    case Credential::Kind::Bearer:
        kind = "bearer";
        break;
    case Credential::Kind::Header:
        kind = "header";
        break;
    }
    put(&credential, "kind", kind ? Ordered(kind) : Ordered());
    put(&credential, "user", utf8(endpoint.credential.user));
    put(&credential, "header", utf8(endpoint.credential.headerName));
    put(&credential, "secret", utf8(endpoint.credential.secret.toString()));
    put(&object, "credential", credential);

    Ordered tls = memberObject(object, "tls");
    put(&tls, "caFile", utf8(endpoint.tls.caFile));
    put(&tls, "clientCertFile", utf8(endpoint.tls.clientCertFile));
    put(&tls, "clientKeyFile", utf8(endpoint.tls.clientKeyFile));
    put(&tls, "clientKeyPassword", utf8(endpoint.tls.clientKeyPassword.toString()));
    put(&tls, "pinnedSha256", endpoint.tls.pinnedSha256.toHex().toStdString());
    put(&tls, "serverName", utf8(endpoint.tls.serverName));
    put(&object, "tls", tls);

    Ordered proxy = memberObject(object, "proxy");
    kind = nullptr;
    switch (endpoint.proxy.kind) {
    case ProxySettings::Kind::System:
        break; // the default needs no word
    case ProxySettings::Kind::None:
        kind = "none";
        break;
    case ProxySettings::Kind::Http:
        kind = "http";
        break;
    case ProxySettings::Kind::Socks5:
        kind = "socks5";
        break;
    }
    put(&proxy, "kind", kind ? Ordered(kind) : Ordered());
    put(&proxy, "host", utf8(endpoint.proxy.host));
    put(&proxy, "port", endpoint.proxy.port != 0 ? Ordered(endpoint.proxy.port) : Ordered());
    put(&proxy, "user", utf8(endpoint.proxy.user));
    put(&proxy, "password", utf8(endpoint.proxy.password.toString()));
    put(&object, "proxy", proxy);

    Ordered tunnel = memberObject(object, "tunnel");
    put(&tunnel, "program", utf8(endpoint.tunnel.program));
    Ordered arguments = Ordered::array();
    for (const QString &argument : endpoint.tunnel.arguments)
        arguments.push_back(utf8(argument));
    put(&tunnel, "arguments", endpoint.tunnel.isSet() ? arguments : Ordered());
    put(&object, "tunnel", tunnel);
    return object;
}

Ordered encodeEnvironment(const Environment &environment)
{
    Ordered object = environment.unknown && environment.unknown->is_object() ? *environment.unknown : Ordered::object();
    put(&object, "id", utf8(environment.id));
    put(&object, "name", utf8(environment.name));
    put(&object, "stage", utf8(stageId(environment.stage)));
    object["readOnly"] = environment.readOnly;
    object["watchInBackground"] = environment.watchInBackground;

    const Ordered before = object.contains("kong") ? object["kong"] : Ordered::array();
    Ordered nodes = Ordered::array();
    for (const Endpoint &endpoint : environment.kong) {
        Ordered old = Ordered::object();
        if (before.is_array()) {
            for (qsizetype i = 0; i < qsizetype(before.size()); ++i) {
                const Ordered &candidate = before[size_t(i)];
                // Without an id of its own it has the one that decode() gave it.
                const std::string id = candidate.is_object()
                    ? candidate.value("id", "kong-" + std::to_string(i + 1))
                    : std::string();
                if (id == utf8(endpoint.id))
                    old = candidate;
            }
        }
        nodes.push_back(encodeEndpoint(endpoint, old));
    }
    put(&object, "kong", nodes);

    const auto putEndpoint = [&object](const char *name, const std::optional<Endpoint> &endpoint) {
        put(&object, name, endpoint ? encodeEndpoint(*endpoint, memberObject(object, name)) : Ordered());
    };
    putEndpoint("kongProxy", environment.kongProxy);
    putEndpoint("consul", environment.consul);
    putEndpoint("rabbitmq", environment.rabbitmq);
    putEndpoint("prometheus", environment.prometheus);

    Ordered identities = memberObject(object, "identities");
    for (const System system : allSystems) {
        Ordered facts = Ordered::array();
        for (const QString &fact : environment.identities.value(system).facts)
            facts.push_back(utf8(fact));
        put(&identities, systemId(system).toLatin1().constData(), facts);
    }
    put(&object, "identities", identities);
    Ordered muted = Ordered::array();
    for (const MutedFinding &finding : environment.mutedFindings)
        muted.push_back({{"id", utf8(finding.id)}, {"reason", utf8(finding.reason)}});
    put(&object, "mutedFindings", muted);
    Ordered corrections = Ordered::array();
    for (const MapCorrection &correction : environment.mapCorrections)
        corrections.push_back({{"part", utf8(correction.part)}, {"service", utf8(correction.service)}, {"apart", !correction.together}});
    put(&object, "mapCorrections", corrections);
    return object;
}

} // namespace

Result<Content> decode(const QByteArray &bytes, bool acceptSingle)
{
    // The strict reader first: it bounds the depth and knows every type error. The second tree keeps the order.
    Result<Json> document = parseJson(bytes, 32);
    if (!document)
        return fail(unreadable(QString(), document.error().detail));
    if (!document->is_object())
        return fail(unreadable(QString()));
    Ordered ordered = Ordered::parse(bytes.cbegin(), bytes.cend(), nullptr, false);
    if (ordered.is_discarded())
        return fail(unreadable(QString()));

    if (acceptSingle && !document->contains("environments")) {
        Json single = Json::object();
        single["schema"] = quint64(schema); // unsigned, as the parser would have read it
        single["environments"] = Json::array({std::move(*document)});
        *document = std::move(single);
        Ordered wrapped = Ordered::object();
        wrapped["schema"] = schema;
        wrapped["environments"] = Ordered::array({std::move(ordered)});
        ordered = std::move(wrapped);
    }

    JsonFields fields(*document, "environments.json");
    const quint64 found = fields.unsignedNumber("schema");
    if (!fields.error() && found > quint64(schema)) {
        Error error = Error::storage(QStringLiteral("environments.newer-schema"), QString());
        error.args.insert(QStringLiteral("schema"), found);
        return fail(error);
    }
    Content content;
    content.consents = fields.strings("consents");
    const Json *list = fields.array("environments");
    if (fields.error())
        return fail(unreadable(QString(), fields.error()->detail));
    if (found < 1)
        return fail(unreadable(QStringLiteral("schema")));
    for (size_t i = 0; list && i < list->size(); ++i) {
        Result<Environment> environment =
            decodeEnvironment((*list)[i], QLatin1String("environment ") + QString::number(i + 1));
        if (!environment)
            return fail(environment.error());
        environment->unknown = std::make_shared<const Ordered>(ordered["environments"][i]);
        content.environments.append(*environment);
    }
    content.whole = std::make_shared<const Ordered>(std::move(ordered));
    return content;
}

QByteArray encode(const Content &content)
{
    Ordered whole = content.whole && content.whole->is_object() ? *content.whole : Ordered::object();
    whole["schema"] = schema;
    Ordered environments = Ordered::array();
    for (const Environment &environment : content.environments)
        environments.push_back(encodeEnvironment(environment));
    whole["environments"] = environments;
    Ordered consents = Ordered::array();
    for (const QString &consent : content.consents)
        consents.push_back(utf8(consent));
    put(&whole, "consents", consents);
    // Strings of ours are valid UTF-8; those kept from the file were checked when it was read.
    return QByteArray::fromStdString(whole.dump(2, ' ', false, Ordered::error_handler_t::replace)) + '\n';
}

} // namespace mk::environmentfile
