// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/Environment.h"

#include "core/Crypto.h"
#include "net/Tunnel.h"
#include "platform/Presets.h"

#include <QRegularExpression>
#include <QUuid>

#include <array>
#include <utility>

namespace mk {

namespace {

constexpr std::array<std::pair<Stage, const char *>, 3> stageIds{{
    {Stage::Development, "development"},
    {Stage::Staging, "staging"},
    {Stage::Production, "production"},
}};

// Unambiguous: two different commands never read the same, so a consent to one is none to the other.
QString commandText(const TunnelSettings &tunnel)
{
    static const QRegularExpression plain(QStringLiteral("\\A[A-Za-z0-9_@%+=:,./{}-]+\\z"));
    QStringList words;
    for (const QString &word : QStringList{tunnel.program} + tunnel.arguments) {
        if (plain.match(word).hasMatch()) {
            words.append(word);
        } else {
            QString quoted = word;
            quoted.replace(QLatin1Char('\''), QLatin1String("'\\''"));
            words.append(QLatin1Char('\'') + quoted + QLatin1Char('\''));
        }
    }
    return words.join(QLatin1Char(' '));
}

QString proxyText(const ProxySettings &proxy)
{
    QString text = proxy.kind == ProxySettings::Kind::Socks5 ? QStringLiteral("socks5://") : QStringLiteral("http://");
    if (!proxy.user.isEmpty())
        text += proxy.user + QLatin1Char('@');
    return text + proxy.host + QLatin1Char(':') + QString::number(proxy.port);
}

void appendConsents(const Endpoint &endpoint, QList<ConsentItem> *items)
{
    using Kind = ConsentItem::Kind;
    const QString url = endpoint.url.toString(QUrl::RemoveUserInfo | QUrl::FullyEncoded);
    const auto add = [&](Kind kind, const QString &text, bool runsCode = false) {
        if (!text.isEmpty())
            items->append({kind, url, text, runsCode});
    };
    if (endpoint.tunnel.isSet()) {
        add(Kind::Command, commandText(endpoint.tunnel), !Tunnel::codeRunningArguments(endpoint.tunnel).isEmpty());
    }
    for (const SecretRef &secret :
         {endpoint.credential.secret, endpoint.tls.clientKeyPassword, endpoint.proxy.password}) {
        if (secret.kind == SecretRef::Kind::Environment)
            add(Kind::EnvironmentVariable, secret.id);
    }
    if (endpoint.proxy.kind == ProxySettings::Kind::Http || endpoint.proxy.kind == ProxySettings::Kind::Socks5)
        add(Kind::Proxy, proxyText(endpoint.proxy));
    add(Kind::KeyFile, endpoint.tls.clientKeyFile);
    if (endpoint.tls.clientCertFile != endpoint.tls.clientKeyFile)
        add(Kind::KeyFile, endpoint.tls.clientCertFile);
    add(Kind::CaFile, endpoint.tls.caFile);
    add(Kind::Pin, QString::fromLatin1(endpoint.tls.pinnedSha256.toHex()));
    add(Kind::ServerName, endpoint.tls.serverName);
}

Error invalid(const char *reason, const QString &field)
{
    Error error = Error::make(ErrorKind::BadRequest, QLatin1String("environment.") + QLatin1String(reason));
    error.args.insert(QStringLiteral("field"), field);
    return error;
}

std::optional<Error> endpointProblem(const Endpoint &endpoint)
{
    static const QRegularExpression headerName(QStringLiteral("\\A[!#$%&'*+.^_`|~0-9A-Za-z-]+\\z"));
    static const QRegularExpression variable(QStringLiteral("\\A[A-Za-z_][A-Za-z0-9_]*\\z"));
    const auto field = [&](const char *name) -> QString { return endpoint.id + QLatin1Char('.') + QLatin1String(name); };

    const QUrl &url = endpoint.url;
    if (!url.isValid() || url.host().isEmpty())
        return invalid("url-invalid", field("url"));
    if (url.scheme() != QLatin1String("http") && url.scheme() != QLatin1String("https"))
        return invalid("url-scheme", field("url"));
    if (!url.userInfo().isEmpty())
        return invalid("url-userinfo", field("url"));
    if (url.hasQuery() || url.hasFragment())
        return invalid("url-query", field("url"));
    if (url.port(1) < 1)
        return invalid("url-port", field("url"));

    const Credential &credential = endpoint.credential;
    if (credential.kind == Credential::Kind::Basic && credential.user.isEmpty())
        return invalid("user-empty", field("credential.user"));
    if (credential.kind == Credential::Kind::Basic && credential.user.contains(QLatin1Char(':')))
        return invalid("user-colon", field("credential.user"));
    if (credential.kind == Credential::Kind::Header && !headerName.match(credential.headerName).hasMatch())
        return invalid("header-name", field("credential.header"));

    const std::array<std::pair<SecretRef, const char *>, 3> secrets{{
        {credential.secret, "credential.secret"},
        {endpoint.tls.clientKeyPassword, "tls.clientKeyPassword"},
        {endpoint.proxy.password, "proxy.password"},
    }};
    for (const auto &[secret, name] : secrets) {
        if (secret.kind == SecretRef::Kind::Environment && !variable.match(secret.id).hasMatch())
            return invalid("variable-name", field(name));
    }

    if (endpoint.tls.clientCertFile.isEmpty() != endpoint.tls.clientKeyFile.isEmpty())
        return invalid("client-key-pair", field("tls.clientKeyFile"));
    if (!endpoint.tls.pinnedSha256.isEmpty() && endpoint.tls.pinnedSha256.size() != 32)
        return invalid("pin-size", field("tls.pinnedSha256"));

    if (endpoint.proxy.kind == ProxySettings::Kind::Http || endpoint.proxy.kind == ProxySettings::Kind::Socks5) {
        if (endpoint.proxy.host.isEmpty())
            return invalid("proxy-host", field("proxy.host"));
        if (endpoint.proxy.port == 0)
            return invalid("proxy-port", field("proxy.port"));
    }
    if (endpoint.proxy.kind != ProxySettings::Kind::Socks5 && endpoint.proxy.user.contains(QLatin1Char(':')))
        return invalid("user-colon", field("proxy.user"));
    if (endpoint.tunnel.isSet()
        && !endpoint.tunnel.arguments.join(QLatin1Char(' ')).contains(QLatin1String("{port}")))
        return invalid("tunnel-port", field("tunnel.arguments"));
    return std::nullopt;
}

} // namespace

QString stageId(Stage stage)
{
    for (const auto &[value, id] : stageIds) {
        if (value == stage)
            return QLatin1String(id);
    }
    return {};
}

std::optional<Stage> stageFromId(const QString &id)
{
    for (const auto &[value, name] : stageIds) {
        if (id == QLatin1String(name))
            return value;
    }
    return std::nullopt;
}

QString Environment::newId()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

QList<Endpoint> Environment::endpoints(System system) const
{
    const auto one = [](const std::optional<Endpoint> &endpoint) {
        return endpoint ? QList<Endpoint>{*endpoint} : QList<Endpoint>{};
    };
    switch (system) {
    case System::Kong:
        return kong;
    case System::Consul:
        return one(consul);
    case System::RabbitMq:
        return one(rabbitmq);
    case System::Prometheus:
        return one(prometheus);
    }
    return {};
}

QList<Endpoint> Environment::allEndpoints() const
{
    QList<Endpoint> all = kong;
    for (const std::optional<Endpoint> *endpoint : {&kongProxy, &consul, &rabbitmq, &prometheus}) {
        if (*endpoint)
            all.append(**endpoint);
    }
    return all;
}

QString ConsentItem::kindId(Kind kind)
{
    switch (kind) {
    case Kind::EnvironmentVariable:
        return QStringLiteral("environment-variable");
    case Kind::Command:
        return QStringLiteral("command");
    case Kind::Proxy:
        return QStringLiteral("proxy");
    case Kind::KeyFile:
        return QStringLiteral("key-file");
    case Kind::CaFile:
        return QStringLiteral("ca-file");
    case Kind::Pin:
        return QStringLiteral("pin");
    case Kind::ServerName:
        return QStringLiteral("server-name");
    }
    return {};
}

QByteArray ConsentItem::fingerprint() const
{
    // Each part with its length in front: no text can pretend to be another pair of endpoint and text.
    QByteArray data("microkubes-console consent 1");
    for (const QString &part : {kindId(kind), endpointUrl, text}) {
        const QByteArray bytes = part.toUtf8();
        data += '\n' + QByteArray::number(bytes.size()) + ':' + bytes;
    }
    return crypto::sha256(data);
}

QList<ConsentItem> consentItems(const Environment &environment)
{
    QList<ConsentItem> items;
    for (const Endpoint &endpoint : environment.allEndpoints())
        appendConsents(endpoint, &items);
    return items;
}

QList<ConsentItem> typedByOperator(const Environment &loaded, const Environment &edited)
{
    QList<QByteArray> known;
    for (const ConsentItem &item : consentItems(loaded))
        known.append(item.fingerprint());
    QList<ConsentItem> typed;
    for (const ConsentItem &item : consentItems(edited)) {
        if (!known.contains(item.fingerprint()))
            typed.append(item);
    }
    return typed;
}

Result<Done> EnvironmentStore::validate(const Environment &environment)
{
    if (environment.name.trimmed().isEmpty())
        return fail(invalid("name-empty", QStringLiteral("name")));
    const QList<Endpoint> all = environment.allEndpoints();
    if (all.isEmpty())
        return fail(invalid("no-endpoint", QStringLiteral("endpoints")));
    QStringList ids;
    QStringList kongUrls;
    for (const Endpoint &endpoint : all) {
        if (endpoint.id.isEmpty() || ids.contains(endpoint.id))
            return fail(invalid("endpoint-id", endpoint.id));
        ids.append(endpoint.id);
        if (std::optional<Error> problem = endpointProblem(endpoint))
            return fail(*problem);
    }
    for (const Endpoint &endpoint : environment.kong) {
        // Behind tunnels the same address may well mean different nodes.
        const QString url = endpoint.url.toString() + QLatin1Char(' ') + commandText(endpoint.tunnel);
        if (kongUrls.contains(url))
            return fail(invalid("endpoint-twice", endpoint.id + QLatin1String(".url")));
        kongUrls.append(url);
    }
    return Done{};
}

Result<EnvironmentStore::ParsedAddress> EnvironmentStore::parseAddress(const QString &text, System system)
{
    // The text may hold a password: it goes into no error.
    static const QRegularExpression schemeStart(QStringLiteral("\\A[A-Za-z][A-Za-z0-9+.-]*://"));
    static const QRegularExpression unfit(QStringLiteral("[\\s\\x00-\\x1f\\x7f]"));
    const auto bad = [](const char *reason) { return fail(ErrorKind::BadRequest, QLatin1String(reason)); };

    const QString address = text.trimmed();
    if (address.isEmpty())
        return bad("address.empty");
    if (unfit.match(address).hasMatch())
        return bad("address.invalid");
    const bool hasScheme = schemeStart.match(address).hasMatch();
    if (!hasScheme && (address.startsWith(QLatin1Char('/')) || address.startsWith(QLatin1String("http:"), Qt::CaseInsensitive)
                       || address.startsWith(QLatin1String("https:"), Qt::CaseInsensitive)))
        return bad("address.invalid");

    QUrl url(hasScheme ? address : QStringLiteral("http://") + address, QUrl::TolerantMode);
    if (!url.isValid() || url.host().isEmpty())
        return bad("address.invalid");
    if (url.scheme() != QLatin1String("http") && url.scheme() != QLatin1String("https"))
        return bad("address.scheme");
    if (url.port(1) < 1)
        return bad("address.port");
    if (url.hasQuery() || url.hasFragment())
        return bad("address.query");

    ParsedAddress parsed;
    parsed.hadUserInfo = !url.userInfo().isEmpty();
    parsed.user = url.userName(QUrl::FullyDecoded);
    parsed.password = url.password(QUrl::FullyDecoded);
    url.setUserInfo(QString());
    // A bare name means the system's usual port; who writes a scheme means what he writes.
    if (!hasScheme && url.port() == -1)
        url.setPort(presets::defaultPort(system));
    QString path = url.path(QUrl::FullyEncoded);
    while (path.endsWith(QLatin1Char('/')))
        path.chop(1);
    url.setPath(path, QUrl::TolerantMode);
    parsed.url = url;
    return parsed;
}

} // namespace mk
