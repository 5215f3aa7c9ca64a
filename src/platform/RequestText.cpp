// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/RequestText.h"

#include "core/Redactor.h"
#include "platform/RequestTextParts.h"
#include "platform/ShellWords.h"

#include <QRegularExpression>
#include <QSet>
#include <QUrl>

#include <algorithm>

namespace mk::requesttext {

namespace {

// "host[:port]" without the scheme's usual port, as clients send it.
Result<QByteArray> hostHeader(const QString &authority, const QByteArray &scheme)
{
    const QUrl url(QString::fromLatin1(scheme) + QStringLiteral("://") + authority + QLatin1Char('/'),
                   QUrl::StrictMode);
    if (authority.isEmpty() || !url.isValid() || url.host().isEmpty())
        return fail(refusal("request.host", "host", authority));
    QByteArray host = url.host(QUrl::FullyEncoded).toLatin1();
    if (host.contains(':'))
        host = '[' + host + ']';
    const int usual = scheme == "https" ? 443 : 80;
    const int port = url.port(usual);
    return port == usual ? host : QByteArray(host + ':' + QByteArray::number(port));
}

bool isCurlWord(const QString &word)
{
    const QString name = word.section(QLatin1Char('/'), -1).section(QLatin1Char('\\'), -1).toLower();
    return name == QLatin1String("curl") || name == QLatin1String("curl.exe");
}

// ---- backwards from rules

// The part of a rule that is surely in the path; isGuess where there is more to it.
QByteArray plainPath(const QString &rule, bool *isGuess)
{
    QString text = rule;
    bool isRegex = text.startsWith(QLatin1Char('~'));
    if (isRegex)
        text = text.mid(1);
    if (text.startsWith(QLatin1Char('^')))
        text = text.mid(1);
    qsizetype end = 0;
    while (end < text.size() && !QStringLiteral("\\()[]{}*+?|$^").contains(text.at(end)))
        ++end;
    isRegex = isRegex || end < text.size();
    // "/orders?" asks for the letter before it once or not at all.
    if (end < text.size() && QStringLiteral("*?{").contains(text.at(end)) && end > 0)
        --end;
    *isGuess = *isGuess || isRegex;
    text.truncate(end);
    return encoded(text.startsWith(QLatin1Char('/')) ? text : QString(QLatin1Char('/') + text));
}

QByteArray plainHost(const QString &rule, bool *isGuess)
{
    QString host = rule;
    if (host.startsWith(QLatin1Char('*'))) {
        host.replace(0, 1, QStringLiteral("www"));
        *isGuess = true;
    } else if (host.endsWith(QLatin1Char('*'))) {
        host.replace(host.size() - 1, 1, QStringLiteral("com"));
        *isGuess = true;
    }
    return host.toUtf8();
}

Sample sampleOf(const QStringList &methods, const QStringList &hosts, const QStringList &paths, bool isSecure,
                const QByteArray &defaultHost)
{
    Sample sample;
    RouteRequest &request = sample.request;
    request.method = methods.isEmpty() || methods.contains(QLatin1String("GET")) ? QByteArrayLiteral("GET")
                                                                                 : methods.constFirst().toUtf8();
    request.scheme = isSecure ? QByteArrayLiteral("https") : QByteArrayLiteral("http");
    request.host = hosts.isEmpty() ? defaultHost : plainHost(hosts.constFirst(), &sample.isGuess);
    request.target = paths.isEmpty() ? QByteArrayLiteral("/") : plainPath(paths.constFirst(), &sample.isGuess);
    return sample;
}

} // namespace

Error refusal(const char *reason, const char *arg, const QVariant &value)
{
    Error error = Error::make(ErrorKind::Refused, QLatin1String(reason));
    if (arg)
        error.args.insert(QLatin1String(arg), value);
    return error;
}

bool isToken(const QByteArray &text) // RFC 9110, 5.6.2
{
    return !text.isEmpty() && std::all_of(text.cbegin(), text.cend(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               QByteArrayLiteral("!#$%&'*+-.^_`|~").contains(c);
    });
}

bool sameName(const QByteArray &one, const QByteArray &other)
{
    return one.compare(other, Qt::CaseInsensitive) == 0;
}

// Blanks, control characters and what is not ASCII as browsers send it; everything else stays, "%2F" too.
QByteArray encoded(const QString &target)
{
    QByteArray result;
    const QByteArray bytes = target.toUtf8();
    for (const char byte : bytes) {
        const auto value = static_cast<unsigned char>(byte);
        if (value <= 0x20 || value >= 0x7f)
            result += '%' + QByteArray(1, byte).toHex().toUpper();
        else
            result += byte;
    }
    return result;
}

// Scheme, Host and target of an address; user and password become an Authorization header.
Result<Done> takeAddress(const QString &written, const QByteArray &defaultHost, RouteRequest *into)
{
    QString text = written.trimmed();
    const qsizetype hash = text.indexOf(QLatin1Char('#'));
    if (hash >= 0)
        text.truncate(hash); // never sent
    if (text.startsWith(QLatin1Char('/')) && !text.startsWith(QLatin1String("//"))) {
        into->host = defaultHost;
        into->target = encoded(text);
        return Done{};
    }
    const qsizetype colon = text.indexOf(QLatin1String("://"));
    into->scheme = colon > 0 ? text.left(colon).toLower().toLatin1() : QByteArrayLiteral("http");
    if (into->scheme != "http" && into->scheme != "https")
        return fail(refusal("request.scheme", "scheme", QString::fromLatin1(into->scheme)));
    QString rest = colon > 0 ? text.mid(colon + 3) : text;
    qsizetype end = 0;
    while (end < rest.size() && rest.at(end) != QLatin1Char('/') && rest.at(end) != QLatin1Char('?'))
        ++end;
    QString authority = rest.left(end);
    rest = rest.mid(end);
    if (const qsizetype at = authority.lastIndexOf(QLatin1Char('@')); at >= 0) {
        const QByteArray user = QUrl::fromPercentEncoding(authority.left(at).toUtf8()).toUtf8();
        into->headers.emplace_back("Authorization", "Basic " + user.toBase64());
        authority = authority.mid(at + 1);
    }
    const Result<QByteArray> host = hostHeader(authority, into->scheme);
    if (!host)
        return fail(host.error());
    into->host = *host;
    into->target = encoded(rest.startsWith(QLatin1Char('/')) ? rest : QString(QLatin1Char('/') + rest));
    return Done{};
}

Result<Headers> parseHeaders(const QString &lines)
{
    Headers headers;
    for (const QString &line : lines.split(QLatin1Char('\n'), Qt::SkipEmptyParts)) {
        if (line.trimmed().isEmpty())
            continue;
        const qsizetype colon = line.indexOf(QLatin1Char(':'));
        const QByteArray name = line.left(std::max<qsizetype>(colon, 0)).trimmed().toUtf8();
        if (colon <= 0 || !isToken(name))
            return fail(refusal("request.header", "line", line.trimmed()));
        headers.emplace_back(name, line.mid(colon + 1).trimmed().toUtf8());
    }
    return headers;
}

QString headerLines(const Headers &headers)
{
    QStringList lines;
    for (const auto &[name, value] : headers)
        lines.append(QString::fromUtf8(name) + QStringLiteral(": ") + QString::fromUtf8(value));
    return lines.join(QLatin1Char('\n'));
}

QString address(const RouteRequest &request)
{
    if (!request.host)
        return QString::fromUtf8(request.target);
    return QString::fromLatin1(request.scheme) + QStringLiteral("://") + QString::fromUtf8(*request.host) +
           QString::fromUtf8(request.target);
}

Result<Parsed> parse(const QString &text, const QByteArray &defaultHost)
{
    const QString trimmed = text.trimmed();
    if (trimmed.isEmpty())
        return fail(refusal("request.empty"));
    const QString first = trimmed.section(QRegularExpression(QStringLiteral("\\s+")), 0, 0);
    if (isCurlWord(first)) {
        const Result<ShellWords> words = splitShellWords(trimmed);
        if (!words)
            return fail(words.error());
        Result<Parsed> parsed = parseCurl(words->words, defaultHost);
        if (parsed)
            parsed->variables = words->variables;
        return parsed;
    }
    Parsed parsed;
    QString rest = trimmed;
    // "POST /path": a method is written in capitals here.
    if (first.size() < trimmed.size() && first == first.toUpper() && isToken(first.toUtf8()) &&
        !first.contains(QLatin1Char('/'))) {
        parsed.request.method = first.toUtf8();
        rest = trimmed.mid(first.size()).trimmed();
    }
    if (const Result<Done> taken = takeAddress(rest, defaultHost, &parsed.request); !taken)
        return fail(taken.error());
    return parsed;
}

Sample sampleOf(const kong::Api &api, const QByteArray &defaultHost)
{
    return sampleOf(api.methods, api.hosts, api.uris, api.httpsOnly.value_or(false), defaultHost);
}

Sample sampleOf(const kong::Route &route, const QByteArray &defaultHost)
{
    const bool isSecure =
        route.protocols.contains(QLatin1String("https")) && !route.protocols.contains(QLatin1String("http"));
    Sample sample = sampleOf(route.methods, route.hosts, route.paths, isSecure, defaultHost);
    for (const auto &[name, values] : route.headers) {
        if (!values.isEmpty())
            sample.request.headers.emplace_back(name.toUtf8(), values.constFirst().toUtf8());
    }
    if (!route.snis.isEmpty())
        sample.request.sni = route.snis.constFirst().toUtf8();
    sample.isGuess = sample.isGuess || !route.expression.isEmpty();
    return sample;
}

RouteRequest withoutSecrets(const RouteRequest &request)
{
    static const QStringList parts{QStringLiteral("key"),  QStringLiteral("token"),  QStringLiteral("secret"),
                                   QStringLiteral("auth"), QStringLiteral("cookie"), QStringLiteral("session"),
                                   QStringLiteral("sign"), QStringLiteral("pass"),   QStringLiteral("credential"),
                                   QStringLiteral("jwt")};
    RouteRequest kept;
    kept.method = request.method;
    kept.scheme = request.scheme;
    kept.host = request.host;
    kept.sni = request.sni;
    kept.http10 = request.http10;
    const qsizetype mark = request.target.indexOf('?');
    kept.target = mark < 0 ? request.target : request.target.left(mark);
    if (mark >= 0) {
        QList<QByteArray> items = request.target.mid(mark + 1).split('&');
        for (QByteArray &item : items) {
            const qsizetype equals = item.indexOf('=');
            if (equals >= 0)
                item.truncate(equals + 1);
        }
        kept.target += '?' + items.join('&');
    }
    const Redactor redactor;
    for (const auto &[name, value] : request.headers) {
        const QString text = QString::fromUtf8(name).toLower();
        const bool isSecret =
            redactor.isSecretName(text) ||
            std::any_of(parts.cbegin(), parts.cend(), [&text](const QString &part) { return text.contains(part); });
        if (!isSecret)
            kept.headers.emplace_back(name, value);
    }
    return kept;
}

QVariantMap stored(const RouteRequest &request)
{
    const RouteRequest safe = withoutSecrets(request);
    QVariantMap map{{QStringLiteral("method"), QString::fromUtf8(safe.method)},
                    {QStringLiteral("address"), address(safe)}};
    if (!safe.headers.empty())
        map.insert(QStringLiteral("headers"), headerLines(safe.headers));
    return map;
}

std::optional<RouteRequest> fromStored(const QVariantMap &map)
{
    const Result<Parsed> parsed =
        parse(map.value(QStringLiteral("address")).toString(), QByteArrayLiteral("localhost"));
    const QByteArray method = map.value(QStringLiteral("method")).toString().toUtf8();
    const Result<Headers> headers = parseHeaders(map.value(QStringLiteral("headers")).toString());
    if (!parsed || parsed->isCurl || !isToken(method) || !headers)
        return std::nullopt;
    RouteRequest request = parsed->request;
    request.method = method;
    request.headers = *headers;
    return withoutSecrets(request);
}

} // namespace mk::requesttext
