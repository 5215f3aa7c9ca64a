// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/SearchQuery.h"

#include "models/FilterExpression.h"
#include "platform/ConsulHost.h"

#include <QHostAddress>

#include <algorithm>

namespace mk {

namespace {

constexpr int kAllBits = 128;
constexpr int kMappedBits = 96; // before the four bytes of an IPv4 address

bool isDigits(QStringView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

// Only what is written out whole: QHostAddress takes "10.2" for 10.0.0.2, as the C library does.
std::optional<NetAddress::Ip> wholeIp(QStringView text)
{
    const bool isV6 = text.contains(u':');
    const bool mayBeV4 = text.count(u'.') == 3
        && std::all_of(text.begin(), text.end(), [](QChar c) { return c == u'.' || (c >= u'0' && c <= u'9'); });
    if (!isV6 && !mayBeV4)
        return std::nullopt;
    QString plain = text.toString();
    if (const qsizetype zone = plain.indexOf(QLatin1Char('%')); isV6 && zone >= 0)
        plain.truncate(zone); // where it is reached from, not who it is
    QHostAddress parsed;
    if (!parsed.setAddress(plain))
        return std::nullopt;
    NetAddress::Ip ip{};
    if (!isV6) { // mapped by hand: Qt leaves 0.0.0.0 alone
        const quint32 four = parsed.toIPv4Address();
        ip[10] = ip[11] = 0xff;
        for (size_t i = 0; i < 4; ++i)
            ip[12 + i] = quint8(four >> (24 - 8 * i));
        return ip;
    }
    const Q_IPV6ADDR bytes = parsed.toIPv6Address();
    std::copy(std::begin(bytes.c), std::end(bytes.c), ip.begin());
    return ip;
}

std::optional<int> portOf(QStringView text)
{
    if (!isDigits(text) || text.size() > 5)
        return std::nullopt;
    const int port = text.toInt();
    return port >= 1 && port <= 65535 ? std::optional(port) : std::nullopt;
}

// A name that can be looked up, or a wildcard of a route's host.
bool isHostLike(QStringView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](QChar c) {
        return c.isLetterOrNumber() || c == u'.' || c == u'-' || c == u'_' || c == u'*';
    });
}

QByteArray foldedHost(QStringView text)
{
    QByteArray host = foldForSearch(text.toString());
    if (host.endsWith('.') && host.size() > 1)
        host.chop(1);
    return host;
}

// "http://user:secret@host:80/path?q" -> "host:80"
QStringView withoutUrl(QStringView text)
{
    if (const qsizetype scheme = text.indexOf(QLatin1String("://")); scheme >= 0) {
        text = text.mid(scheme + 3);
        const auto end = std::find_if(text.begin(), text.end(), [](QChar c) { return c == u'/' || c == u'?' || c == u'#'; });
        text = text.left(end - text.begin());
        if (const qsizetype at = text.lastIndexOf(u'@'); at >= 0)
            text = text.mid(at + 1);
    }
    return text;
}

struct HostAndPort
{
    QStringView host;
    int port = 0;
};

std::optional<HostAndPort> hostAndPortOf(QStringView text)
{
    if (text.startsWith(u'[')) {
        const qsizetype close = text.indexOf(u']');
        if (close < 0)
            return std::nullopt;
        const QStringView rest = text.mid(close + 1);
        if (rest.isEmpty())
            return HostAndPort{text.mid(1, close - 1), 0};
        const std::optional<int> port = rest.startsWith(u':') ? portOf(rest.mid(1)) : std::nullopt;
        return port ? std::optional(HostAndPort{text.mid(1, close - 1), *port}) : std::nullopt;
    }
    if (text.count(u':') == 1) {
        const qsizetype colon = text.indexOf(u':');
        const std::optional<int> port = portOf(text.mid(colon + 1));
        return port ? std::optional(HostAndPort{text.left(colon), *port}) : std::nullopt;
    }
    return HostAndPort{text, 0};
}

bool sameBits(const NetAddress::Ip &one, const NetAddress::Ip &other, int bits)
{
    const int whole = bits / 8;
    if (!std::equal(one.begin(), one.begin() + whole, other.begin()))
        return false;
    const int rest = bits % 8;
    if (rest == 0)
        return true;
    const auto mask = quint8(0xff << (8 - rest));
    return (one[size_t(whole)] & mask) == (other[size_t(whole)] & mask);
}

// "10.2." and "10.2.3": the beginning of an IPv4 address, while somebody types it.
std::optional<AddressQuery> beginOfIp(QStringView text)
{
    QStringView digits = text;
    if (digits.endsWith(u'.'))
        digits.chop(1);
    const QList<QStringView> parts = digits.split(u'.');
    if (parts.size() < 2 || parts.size() > 3)
        return std::nullopt;
    QString whole;
    for (const QStringView part : parts) {
        if (!isDigits(part) || part.size() > 3 || part.toInt() > 255)
            return std::nullopt;
        whole += part.toString() + QLatin1Char('.');
    }
    for (qsizetype i = parts.size(); i < 4; ++i)
        whole += i == 3 ? QLatin1String("0") : QLatin1String("0.");
    AddressQuery query;
    query.ip = wholeIp(whole);
    query.bits = kMappedBits + int(parts.size()) * 8;
    return query.ip ? std::optional(query) : std::nullopt;
}

std::optional<AddressQuery> networkQuery(QStringView text)
{
    const qsizetype slash = text.indexOf(u'/');
    if (slash < 0)
        return std::nullopt;
    const std::optional<NetAddress::Ip> ip = wholeIp(text.left(slash));
    const QStringView length = text.mid(slash + 1);
    if (!ip || !isDigits(length) || length.size() > 3)
        return std::nullopt;
    const bool isV4 = !text.left(slash).contains(u':');
    const int bits = length.toInt() + (isV4 ? kMappedBits : 0);
    if (bits > kAllBits)
        return std::nullopt;
    AddressQuery query;
    query.ip = ip;
    query.bits = bits;
    return query;
}

// asked: '@' stands before it, so that a word alone is a host, too.
std::optional<AddressQuery> addressQuery(const QString &typed, bool asked)
{
    if (typed.isEmpty() || typed.contains(QLatin1Char(' ')))
        return std::nullopt;
    if (const std::optional<AddressQuery> net = networkQuery(typed))
        return net;
    if (const std::optional<AddressQuery> begin = beginOfIp(typed))
        return begin;
    AddressQuery query;
    if (asked && typed.startsWith(QLatin1Char(':'))) {
        const std::optional<int> port = portOf(QStringView(typed).mid(1));
        query.port = port.value_or(0);
        return port ? std::optional(query) : std::nullopt;
    }
    const std::optional<NetAddress> address = NetAddress::parse(typed);
    if (!address)
        return std::nullopt;
    query.ip = address->ip;
    query.host = address->host;
    query.port = address->port;
    // A word is a word unless something says that it is an address.
    if (!query.ip && !asked && query.port == 0 && !query.host.contains('.') && !typed.contains(QLatin1String("://")))
        return std::nullopt;
    return query;
}

} // namespace

std::optional<NetAddress> NetAddress::of(const QString &host, int port)
{
    NetAddress address;
    address.port = port;
    QStringView bare = host;
    if (bare.startsWith(u'[') && bare.endsWith(u']'))
        bare = bare.mid(1, bare.size() - 2);
    address.ip = wholeIp(bare);
    if (address.ip)
        return address;
    if (!isHostLike(bare))
        return std::nullopt;
    address.host = foldedHost(bare);
    if (address.host.contains(".addr.")) {
        const consulhost::ConsulHost meant = consulhost::parse(host);
        if (meant.kind == consulhost::Kind::Address)
            address.ip = wholeIp(meant.name);
    }
    return address;
}

std::optional<NetAddress> NetAddress::parse(const QString &text)
{
    const QString trimmed = text.trimmed();
    const QStringView bare = withoutUrl(trimmed);
    if (const std::optional<Ip> ip = wholeIp(bare)) { // IPv6 without brackets has no port
        NetAddress address;
        address.ip = ip;
        return address;
    }
    const std::optional<HostAndPort> parts = hostAndPortOf(bare);
    return parts ? of(parts->host.toString(), parts->port) : std::nullopt;
}

bool AddressQuery::matches(const NetAddress::Ip *otherIp, std::string_view otherHost, int otherPort) const
{
    if (port != 0 && port != otherPort)
        return false;
    if (ip)
        return otherIp && sameBits(*ip, *otherIp, bits);
    if (host.isEmpty())
        return port != 0;
    const std::string_view wanted(host.constData(), size_t(host.size()));
    if (otherHost == wanted)
        return true;
    // "microservice-user" and "service.consul" are parts of a host at its dots.
    const size_t at = otherHost.find(wanted);
    if (at == std::string_view::npos)
        return false;
    const bool begins = at == 0 || otherHost[at - 1] == '.';
    const size_t end = at + wanted.size();
    return begins && (end == otherHost.size() || otherHost[end] == '.');
}

QChar SearchQuery::prefixOf(Scope scope)
{
    switch (scope) {
    case Scope::Actions:
        return u'>';
    case Scope::Keys:
        return u'#';
    case Scope::Addresses:
        return u'@';
    case Scope::Everything:
        break;
    }
    return {};
}

SearchQuery SearchQuery::parse(const QString &typed)
{
    SearchQuery query;
    QString text = typed.trimmed();
    for (const Scope scope : {Scope::Actions, Scope::Keys, Scope::Addresses}) {
        if (text.startsWith(prefixOf(scope))) {
            query.scope = scope;
            text = text.mid(1).trimmed();
            break;
        }
    }
    query.text = text;
    const bool asked = query.scope == Scope::Addresses;
    if (asked || query.scope == Scope::Everything)
        query.address = addressQuery(text, asked);
    if (asked)
        return query;
    const QStringList words = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    for (const QString &word : words)
        query.words.append(foldForSearch(word));
    return query;
}

} // namespace mk
