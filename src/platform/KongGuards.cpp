// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/KongGuards.h"

#include "api/kong/KongClient.h"
#include "api/kong/KongDecode.h"
#include "api/kong/KongDialect.h"
#include "api/kong/KongFields.h"
#include "platform/KongCertificates.h"
#include "platform/KongJson.h"

#include <QHostAddress>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>

namespace mk::kongguards {

namespace {

using nlohmann::json;

Problem problemOf(const char *code, const QString &field, const QVariantMap &args = {})
{
    return {QLatin1String(code), field, -1, args, true};
}

QVariantMap valueArgs(const QString &value)
{
    return {{QStringLiteral("value"), value}};
}

// True where a list, or a map, has something in it. The old dialect takes one text with commas for a list, too.
bool hasRule(const json &entity, const char *name)
{
    const json *value = kong::member(entity, name);
    if (value && value->is_string())
        return !value->get_ref<const std::string &>().empty();
    return value && (value->is_array() || value->is_object()) && !value->empty();
}

// ---- paths ----

// What is outside RFC 3986's unreserved characters, "/" and "%" makes a path a regular expression in old versions.
bool isPlainCharacter(QChar c)
{
    const char16_t u = c.unicode();
    return (u >= u'a' && u <= u'z') || (u >= u'A' && u <= u'Z') || (u >= u'0' && u <= u'9')
        || QStringView(u"-._~/%").contains(c);
}

bool isHex(QChar c)
{
    return (c >= QLatin1Char('0') && c <= QLatin1Char('9')) || (c.toLower() >= QLatin1Char('a') && c.toLower() <= QLatin1Char('f'));
}

bool isEncodedRight(const QString &path)
{
    for (qsizetype at = path.indexOf(QLatin1Char('%')); at >= 0; at = path.indexOf(QLatin1Char('%'), at + 1)) {
        if (at + 2 >= path.size() || !isHex(path.at(at + 1)) || !isHex(path.at(at + 2)))
            return false;
    }
    return true;
}

// As Kong 3 does it: percent-encoding undone but for reserved characters, dot segments resolved.
QString normalised(const QString &path)
{
    const QByteArray in = path.toUtf8();
    QByteArray decoded;
    for (qsizetype i = 0; i < in.size(); ++i) {
        if (in.at(i) != '%' || i + 2 >= in.size()) {
            decoded += in.at(i);
            continue;
        }
        const QByteArray hex = in.mid(i + 1, 2);
        const char c = QByteArray::fromHex(hex).at(0);
        static const QByteArray reserved(":/?#[]@!$&'()*+,;=%");
        if (reserved.contains(c))
            decoded += '%' + hex.toUpper();
        else
            decoded += c;
        i += 2;
    }
    const QStringList in2 = QString::fromUtf8(decoded).split(QLatin1Char('/'));
    QStringList out;
    for (qsizetype i = 0; i < in2.size(); ++i) {
        const QString &segment = in2.at(i);
        const bool last = i + 1 == in2.size();
        if (segment == QLatin1String(".") || segment == QLatin1String("..")) {
            if (segment == QLatin1String("..") && out.size() > 1)
                out.removeLast();
            if (last)
                out.append(QString());
        } else {
            out.append(segment);
        }
    }
    return out.join(QLatin1Char('/'));
}

std::optional<Problem> checkRegex(const QString &field, const QString &value, const QString &pattern)
{
    const QRegularExpression expression(pattern);
    if (expression.isValid())
        return std::nullopt;
    QVariantMap args = valueArgs(value);
    args.insert(QStringLiteral("problem"), expression.errorString());
    return problemOf("kong.bad-regex", field, args);
}

std::optional<Problem> checkPath(const kong::Capabilities &server, kong::Kind kind, const QString &field, const QString &path)
{
    const bool plainRegex = kind == kong::Kind::Api || server.plainPathRegex;
    const QVariantMap args = valueArgs(path);
    if (path.startsWith(QLatin1Char('~'))) {
        if (plainRegex)
            return problemOf("kong.path-tilde", field, args);
        if (!path.startsWith(QLatin1String("~/")))
            return problemOf("kong.path-no-slash", field, args);
        if (path.contains(QLatin1String("//")))
            return problemOf("kong.path-empty-segment", field, args);
        return checkRegex(field, path, path.mid(1));
    }
    if (!path.startsWith(QLatin1Char('/')))
        return problemOf("kong.path-no-slash", field, args);
    if (path.contains(QLatin1String("//")))
        return problemOf("kong.path-empty-segment", field, args);
    const bool isPlain = std::all_of(path.cbegin(), path.cend(), isPlainCharacter);
    if (plainRegex) {
        if (isPlain)
            return isEncodedRight(path) ? std::nullopt : std::optional(problemOf("kong.path-encoding", field, args));
        return checkRegex(field, path, path);
    }
    if (!isEncodedRight(path))
        return problemOf("kong.path-encoding", field, args);
    if (const QString better = normalised(path); better != path) {
        QVariantMap withSuggestion = args;
        withSuggestion.insert(QStringLiteral("suggestion"), better);
        return problemOf("kong.path-not-normalised", field, withSuggestion);
    }
    static const QRegularExpression telling(QStringLiteral("\\\\[dwsDWSb]|[\\[(].*[\\])]|\\.[*+]|\\$$|\\^"));
    if (telling.match(path).hasMatch()) {
        Problem warning = problemOf("kong.path-looks-regex", field, args);
        warning.refuses = false;
        return warning;
    }
    return std::nullopt;
}

// ---- hosts, methods ----

std::optional<Problem> checkHost(const kong::Capabilities &server, kong::Kind kind, const QString &field, const QString &value)
{
    const QVariantMap args = valueArgs(value);
    QString host = value;
    const bool isBracketed = host.startsWith(QLatin1Char('[')) && host.contains(QLatin1Char(']'));
    const bool isBareIpv6 = !isBracketed && host.count(QLatin1Char(':')) > 1 && !QHostAddress(host).isNull();
    const qsizetype colon = isBareIpv6 ? -1 : host.indexOf(QLatin1Char(':'), isBracketed ? host.indexOf(QLatin1Char(']')) : 0);
    if (colon >= 0 && !host.contains(QLatin1String("://"))) {
        bool isNumber = false;
        const int port = host.mid(colon + 1).toInt(&isNumber);
        const bool mayHavePort = kind != kong::Kind::Api && server.hostPorts;
        if (!mayHavePort || !isNumber || port < 1 || port > 65535)
            return problemOf("kong.host-port", field, args);
        host = host.left(colon);
    }
    if (host.contains(QLatin1Char('*'))) {
        const bool once = host.count(QLatin1Char('*')) == 1;
        const bool placed = (host.startsWith(QLatin1String("*.")) || host.endsWith(QLatin1String(".*"))) && host.size() > 2;
        if (!once || !placed)
            return problemOf("kong.host-wildcard", field, args);
        host.replace(QLatin1Char('*'), QLatin1Char('a'));
    }
    if (isBareIpv6 || isBracketed)
        return std::nullopt;
    static const QRegularExpression name(QStringLiteral("^(?!.*\\.\\.)[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_])?\\.?$"));
    if (!name.match(host).hasMatch())
        return problemOf("kong.host-invalid", field, args);
    return std::nullopt;
}

std::optional<Problem> checkMethod(const QString &field, const QString &value)
{
    static const QRegularExpression capitals(QStringLiteral("^[A-Z]+$"));
    if (capitals.match(value).hasMatch())
        return std::nullopt;
    QVariantMap args = valueArgs(value);
    if (capitals.match(value.toUpper()).hasMatch()) {
        args.insert(QStringLiteral("suggestion"), value.toUpper());
        return problemOf("kong.method-case", field, args);
    }
    return problemOf("kong.method-invalid", field, args);
}

void checkList(const kong::Capabilities &server, kong::Kind kind, const json &entity, const char *name, QList<Problem> *found)
{
    const json *value = kong::member(entity, name);
    if (!value || (value->is_object() && value->empty()))
        return;
    const QString field = QLatin1String(name);
    if (!value->is_array()) {
        found->append(problemOf("kong.list-expected", field, valueArgs(QString::fromUtf8(kongjson::pretty(*value)))));
        return;
    }
    int index = -1;
    for (const json &element : *value) {
        ++index;
        std::optional<Problem> problem;
        if (!element.is_string())
            problem = problemOf("kong.list-expected", field, valueArgs(QString::fromUtf8(kongjson::pretty(element))));
        else
            problem = checkValue(server, kind, field, QString::fromStdString(element.get_ref<const std::string &>()));
        if (problem) {
            problem->index = index;
            found->append(*problem);
        }
    }
}

// ---- whole entities ----

void checkApi(const kong::Capabilities &server, const json &before, const json &after, QList<Problem> *found)
{
    if (!hasRule(after, "uris") && !hasRule(after, "hosts") && !hasRule(after, "methods"))
        found->append(problemOf("kong.api-no-rule", {}));
    for (const char *name : {"uris", "hosts", "methods"})
        checkList(server, kong::Kind::Api, after, name, found);
    if (before.is_object() && kong::member(before, "retries") && !kong::member(after, "retries"))
        found->append(problemOf("kong.retries-null", QStringLiteral("retries")));
    if (auto problem = checkUpstreamUrl(kong::text(after, "upstream_url")))
        found->append(*problem);
    static const QRegularExpression name(QStringLiteral("^[A-Za-z0-9._~-]+$"));
    const QString given = kong::text(after, "name");
    if (given.isEmpty())
        found->append(problemOf("kong.name-missing", QStringLiteral("name")));
    else if (!name.match(given).hasMatch())
        found->append(problemOf("kong.name-invalid", QStringLiteral("name"), valueArgs(given)));
}

void checkService(const json &after, QList<Problem> *found)
{
    if (const json *port = kong::member(after, "port")) {
        const bool isPort = port->is_number() && port->get<double>() >= 0 && port->get<double>() <= 65535
            && port->get<double>() == std::floor(port->get<double>());
        if (!isPort)
            found->append(problemOf("kong.port-range", QStringLiteral("port"),
                                    valueArgs(QString::fromUtf8(kongjson::pretty(*port)))));
    }
    const QString name = kong::text(after, "name");
    static const QRegularExpression blank(QStringLiteral("\\s"));
    if (name.contains(blank))
        found->append(problemOf("kong.name-invalid", QStringLiteral("name"), valueArgs(name)));
}

void checkRoute(const kong::Capabilities &server, const json &after, QList<Problem> *found)
{
    for (const char *name : {"paths", "hosts", "methods"})
        checkList(server, kong::Kind::Route, after, name, found);
    QStringList protocols;
    if (const json *list = kong::member(after, "protocols"); list && list->is_array()) {
        for (const json &element : *list) {
            if (element.is_string())
                protocols.append(QString::fromStdString(element.get<std::string>()));
        }
    }
    const bool isHttp = protocols.isEmpty()
        || std::all_of(protocols.cbegin(), protocols.cend(), [](const QString &protocol) {
               return protocol.startsWith(QLatin1String("http")) || protocol.startsWith(QLatin1String("grpc"));
           });
    const bool ruled = hasRule(after, "paths") || hasRule(after, "hosts") || hasRule(after, "methods")
        || hasRule(after, "headers") || hasRule(after, "snis") || hasRule(after, "sources") || hasRule(after, "destinations")
        || !kong::text(after, "expression").isEmpty();
    if (isHttp && !ruled)
        found->append(problemOf("kong.route-no-rule", {}));
    // Before there were schemas to ask for, a route without a service was none.
    if (!server.entitySchemas && !kong::member(after, "service"))
        found->append(problemOf("kong.service-required", QStringLiteral("service")));
}

void checkPlugin(const json &before, const json &after, const Around &around, QList<Problem> *found)
{
    const QString name = kong::text(after, "name");
    if (name.isEmpty())
        found->append(problemOf("kong.name-missing", QStringLiteral("name")));
    const kong::PluginScope scope = kong::scopeOf(after);
    if (before.is_object() && kong::scopeOf(before) != scope)
        found->append(problemOf("kong.plugin-moves", {}));
    const QString id = kong::text(before.is_object() ? before : after, "id");
    if (!around.plugins)
        return;
    const bool twice = std::any_of(around.plugins->begin(), around.plugins->end(), [&](const kong::Plugin &other) {
        return other.id != id && other.name == name && other.scope == scope;
    });
    // Where two are there already an edit of one makes nothing worse.
    const bool isNewThere = !before.is_object() || kong::scopeOf(before) != scope || kong::text(before, "name") != name;
    if (twice && isNewThere)
        found->append(problemOf("kong.plugin-twice", {}, {{QStringLiteral("name"), name}}));
}

// ---- null where there is a default ----

void checkNulls(const json &before, const json &after, const kong::Shape &shape, const json &defaults, const QString &prefix,
                QList<Problem> *found)
{
    for (const auto &[name, standard] : defaults.items()) {
        const QString path = prefix + QString::fromStdString(name);
        const json *old = kong::member(before, name.c_str());
        const auto now = after.find(name);
        if (now == after.end())
            continue;
        if (standard.is_object() && shape.records.contains(path) && old && old->is_object() && now->is_object()) {
            checkNulls(*old, *now, shape, standard, path + QLatin1Char('.'), found);
        } else if (now->is_null() && old) {
            Problem warning = problemOf("kong.null-default", path, valueArgs(QString::fromStdString(standard.dump())));
            warning.refuses = false;
            found->append(warning);
        }
    }
}

// ---- the way by which the console itself comes in ----

bool leadsTo(const QUrl &admin, const QStringList &paths, const QStringList &hosts)
{
    const QString path = admin.path().isEmpty() ? QStringLiteral("/") : admin.path();
    const bool byPath = paths.isEmpty() || std::any_of(paths.cbegin(), paths.cend(), [&path](const QString &prefix) {
        return path == prefix || (prefix != QLatin1String("/") && path.startsWith(prefix));
    });
    const bool byHost = hosts.isEmpty() || hosts.contains(admin.host(), Qt::CaseInsensitive);
    return byPath && byHost && !(paths.isEmpty() && hosts.isEmpty());
}

bool isAdminAddress(const QString &host, int port)
{
    const bool isHere = host == QLatin1String("localhost") || QHostAddress(host).isLoopback();
    return isHere && (port == 8001 || port == 8444);
}

// At its own port the Admin API has no path: then only what leads there by its host, and to the Admin API, counts.
bool hasPath(const QUrl &admin)
{
    return !admin.path().isEmpty() && admin.path() != QLatin1String("/");
}

bool apiLeads(const QUrl &admin, const kong::Api &api)
{
    if (!leadsTo(admin, api.uris, api.hosts))
        return false;
    const QUrl upstream(api.upstreamUrl);
    return hasPath(admin) || isAdminAddress(upstream.host(), upstream.port());
}

bool routeLeads(const QUrl &admin, const kong::Route &route, const Around &around)
{
    if (!leadsTo(admin, route.paths, route.hosts))
        return false;
    if (hasPath(admin))
        return true;
    return around.services
        && std::any_of(around.services->begin(), around.services->end(), [&route](const kong::Service &service) {
               return service.id == route.serviceId && isAdminAddress(service.host, service.port);
           });
}

template <class T, class F>
bool anyOf(const std::shared_ptr<const std::vector<T>> &rows, F &&is)
{
    return rows && std::any_of(rows->begin(), rows->end(), is);
}

// True where requests of the console's own pass this API object, route, service or upstream. Without an id: any of them.
bool isOnWay(const QUrl &admin, kong::Kind kind, const QString &id, const QString &name, const Around &around)
{
    const auto any = id.isEmpty();
    switch (kind) {
    case kong::Kind::Api:
        return anyOf(around.apis, [&](const kong::Api &api) { return (any || api.id == id) && apiLeads(admin, api); });
    case kong::Kind::Route:
        return anyOf(around.routes, [&](const kong::Route &route) { return (any || route.id == id) && routeLeads(admin, route, around); });
    case kong::Kind::Service:
        return anyOf(around.routes, [&](const kong::Route &route) { return route.serviceId == id && routeLeads(admin, route, around); })
            || (hasPath(admin) && anyOf(around.services, [&](const kong::Service &service) {
                    return service.id == id && isAdminAddress(service.host, service.port);
                }));
    case kong::Kind::Upstream:
        return anyOf(around.apis, [&](const kong::Api &api) { return QUrl(api.upstreamUrl).host() == name && apiLeads(admin, api); })
            || anyOf(around.services, [&](const kong::Service &service) {
                   return service.host == name && isOnWay(admin, kong::Kind::Service, service.id, {}, around);
               });
    default:
        return false;
    }
}

bool isPluginOnWay(const QUrl &admin, const kong::PluginScope &scope, const Around &around)
{
    using kong::Kind;
    if (scope == kong::PluginScope()) // a global one runs there as well
        return isOnWay(admin, Kind::Api, {}, {}, around) || isOnWay(admin, Kind::Route, {}, {}, around);
    // One of a consumer alone runs where that consumer's key is shown, which is another matter.
    const auto bound = [&](Kind kind, const QString &id) { return !id.isEmpty() && isOnWay(admin, kind, id, {}, around); };
    return bound(Kind::Api, scope.apiId) || bound(Kind::Route, scope.routeId) || bound(Kind::Service, scope.serviceId);
}

void checkSelf(kong::Kind kind, const json &entity, const Around &around, QList<Problem> *found)
{
    const auto warn = [&](const char *code, const QString &url) {
        const char *name = kind == kong::Kind::BasicAuth ? "username" : "name"; // a key's own text is its secret
        Problem warning = problemOf(code, {}, {{QStringLiteral("name"), kong::text(entity, name)}, {QStringLiteral("url"), url}});
        warning.refuses = false;
        found->append(warning);
    };
    if (around.isOwnLogin && around.isOwnLogin(kind, entity)) {
        warn("kong.self-login", {});
        return;
    }
    for (const QUrl &admin : around.adminUrls) {
        const bool is = kind == kong::Kind::Plugin
                            ? isPluginOnWay(admin, kong::scopeOf(entity), around)
                            : isOnWay(admin, kind, kong::text(entity, "id"), kong::text(entity, "name"), around);
        if (is) {
            warn("kong.self-cut", admin.toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery));
            return;
        }
    }
}

// ---- certificates and what else has no rules of its own ----

void checkCertificate(kong::Kind kind, const json &after, QList<Problem> *found)
{
    using kongcertificates::KeyMatch;
    const auto isText = [&after](const char *name) {
        const QString value = kong::text(after, name);
        return !value.isEmpty() && !kongcertificates::isVaultReference(value);
    };
    // 0.14 takes any text, and so does a reference's target: what is told here is all that is ever looked at.
    for (const auto &[certificate, key] : {std::pair("cert", "key"), std::pair("cert_alt", "key_alt")}) {
        const QByteArray pem = kong::text(after, certificate).toUtf8();
        const bool readable = isText(certificate) && kongcertificates::factsOf(pem);
        if (isText(certificate) && !readable)
            found->append(problemOf("kong.certificate-unreadable", QLatin1String(certificate)));
        if (kind == kong::Kind::CaCertificate || !isText(key))
            continue;
        const KeyMatch match = kongcertificates::keyMatch(pem, kong::text(after, key).toUtf8());
        if (match == KeyMatch::NoKey)
            found->append(problemOf("kong.key-unreadable", QLatin1String(key)));
        else if (match == KeyMatch::Differs && readable)
            found->append(problemOf("kong.key-mismatch", QLatin1String(key)));
    }
}

void checkOther(const kong::Capabilities &server, kong::Kind kind, const json &after, QList<Problem> *found)
{
    if (kind == kong::Kind::Certificate || kind == kong::Kind::CaCertificate)
        checkCertificate(kind, after, found);
    // By their address they are told from each other.
    if (kind == kong::Kind::Target && kong::text(after, "target").trimmed().isEmpty())
        found->append(problemOf("kong.name-missing", QStringLiteral("target")));
    // A row of weight 0 is how 0.14 takes a target away.
    const json *weight = kind == kong::Kind::Target && kong::speaksOld(kind, server) ? kong::member(after, "weight") : nullptr;
    if (weight && weight->is_number() && weight->get<double>() == 0)
        found->append(problemOf("kong.target-weight-zero", QStringLiteral("weight")));
    // Below what it stands is where it is sent.
    if (kong::parentKind(kind) && kong::parentOf(kind, after).isEmpty())
        found->append(problemOf("kong.not-an-object", {}));
}

} // namespace

bool isLogin(const Credential &credential, const QString &secret, kong::Kind kind, const json &entity)
{
    switch (kind) {
    case kong::Kind::KeyAuth:
        return credential.kind == Credential::Kind::Header && !secret.isEmpty() && kong::text(entity, "key") == secret;
    case kong::Kind::BasicAuth:
        return credential.kind == Credential::Kind::Basic && !credential.user.isEmpty()
            && kong::text(entity, "username") == credential.user;
    case kong::Kind::Jwt: {
        // The token names the credential: key_claim_name is "iss" unless it is set otherwise, and may stand in the header.
        const QString token = secret.section(QLatin1Char(' '), -1);
        const QString key = kong::text(entity, "key");
        if (credential.kind == Credential::Kind::None || key.isEmpty() || token.count(QLatin1Char('.')) != 2)
            return false;
        for (const int part : {0, 1}) {
            const QByteArray text = QByteArray::fromBase64(token.section(QLatin1Char('.'), part, part).toLatin1(), QByteArray::Base64UrlEncoding);
            const json claims = kongjson::parsed(text);
            if (claims.is_object() && (kong::text(claims, "iss") == key || kong::text(claims, "kid") == key))
                return true;
        }
        return false;
    }
    default:
        return false;
    }
}

kong::Shape shapeOf(const kong::Capabilities &server, kong::Kind kind, const QString &plugin, const Around &around)
{
    const auto known = [&around](const QString &key) {
        const auto found = around.shapes.find(key);
        return found == around.shapes.end() ? kong::Shape() : found->second;
    };
    kong::Shape shape = known(kong::kindId(kind));
    json defaults = kongjson::parsed(shape.defaults);
    if (!defaults.is_object())
        defaults = kong::defaultsOf(kind, server);
    if (kind == kong::Kind::Plugin && !plugin.isEmpty()) {
        const kong::Shape config = known(kong::KongClient::configKey(plugin));
        shape.records.append(QStringLiteral("config"));
        for (const QString &path : config.records)
            shape.records.append(QStringLiteral("config.") + path);
        if (const json inner = kongjson::parsed(config.defaults); inner.is_object())
            defaults["config"] = inner;
    }
    shape.defaults = kongjson::pretty(defaults);
    return shape;
}

std::optional<Problem> checkValue(const kong::Capabilities &server, kong::Kind kind, const QString &field, const QString &value)
{
    if (value.trimmed().isEmpty())
        return problemOf("kong.list-blank", field);
    if (field == QLatin1String("uris") || field == QLatin1String("paths"))
        return checkPath(server, kind, field, value);
    if (field == QLatin1String("hosts"))
        return checkHost(server, kind, field, value);
    if (field == QLatin1String("methods"))
        return checkMethod(field, value);
    return std::nullopt;
}

std::optional<Problem> checkUpstreamUrl(const QString &url)
{
    const auto wrong = [&url](const char *problem) {
        QVariantMap args = valueArgs(url);
        args.insert(QStringLiteral("problem"), QLatin1String(problem));
        return problemOf("kong.upstream-url", QStringLiteral("upstream_url"), args);
    };
    if (url.isEmpty())
        return wrong("missing");
    // By hand: the server takes what QUrl would refuse, and the other way round.
    static const QRegularExpression shape(QStringLiteral("^([A-Za-z][A-Za-z0-9+.-]*)://([^/?#]*)"));
    const QRegularExpressionMatch match = shape.match(url);
    if (!match.hasMatch() || (match.captured(1).toLower() != QLatin1String("http") && match.captured(1).toLower() != QLatin1String("https")))
        return wrong("scheme");
    static const QRegularExpression blank(QStringLiteral("\\s"));
    if (url.contains(blank))
        return wrong("blank");
    QString authority = match.captured(2);
    authority = authority.mid(authority.lastIndexOf(QLatin1Char('@')) + 1);
    const qsizetype bracket = authority.lastIndexOf(QLatin1Char(']'));
    const qsizetype colon = authority.indexOf(QLatin1Char(':'), std::max<qsizetype>(bracket, 0));
    const QString host = colon < 0 ? authority : authority.left(colon);
    if (host.isEmpty())
        return wrong("host");
    if (colon >= 0) {
        bool isNumber = false;
        const int port = authority.mid(colon + 1).toInt(&isNumber);
        if (!isNumber || port < 1 || port > 65535)
            return wrong("port");
    }
    return std::nullopt;
}

QList<Problem> check(const kong::Capabilities &server, kong::Kind kind, const QByteArray &beforeText,
                     const QByteArray &afterText, const Around &around)
{
    QList<Problem> found;
    if (!server.readOnlyReason.isEmpty())
        found.append(problemOf("kong.read-only-node", {}, {{QStringLiteral("why"), server.readOnlyReason}}));
    const json before = beforeText.isEmpty() ? json() : kongjson::parsed(beforeText);
    if (!afterText.isEmpty()) {
        const json after = kongjson::parsed(afterText);
        if (!after.is_object()) {
            found.append(problemOf("kong.not-an-object", {}));
            return found;
        }
        switch (kind) {
        case kong::Kind::Api:
            checkApi(server, before, after, &found);
            break;
        case kong::Kind::Service:
            checkService(after, &found);
            break;
        case kong::Kind::Route:
            checkRoute(server, after, &found);
            break;
        case kong::Kind::Plugin:
            checkPlugin(before, after, around, &found);
            break;
        default:
            checkOther(server, kind, after, &found);
            break;
        }
        const kong::Shape shape = shapeOf(server, kind, kong::text(after, "name"), around);
        if (const json defaults = kongjson::parsed(shape.defaults); before.is_object() && defaults.is_object())
            checkNulls(before, after, shape, defaults, {}, &found);
        // A new plugin can shut the door as well.
        if (before.is_object() || kind == kong::Kind::Plugin)
            checkSelf(kind, before.is_object() ? before : after, around, &found);
    } else if (before.is_object()) {
        checkSelf(kind, before, around, &found);
    }
    return found;
}

Error errorOf(const Problem &problem)
{
    Error error = Error::make(ErrorKind::BadRequest, problem.code);
    error.args = problem.args;
    if (!problem.field.isEmpty())
        error.args.insert(QStringLiteral("field"), problem.field);
    if (problem.index >= 0)
        error.args.insert(QStringLiteral("index"), problem.index);
    return error;
}

} // namespace mk::kongguards
