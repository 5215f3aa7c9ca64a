// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/kong/old/TextRules.h"

#include <QHostAddress>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QUuid>

#include <algorithm>
#include <charconv>

namespace mk::demo::old {

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isHex(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool isWordLike(char c) // letters, digits, ".", "-", "_"
{
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '-' || c == '_';
}

// Takes ":digits" off the end. False when it is no port.
bool takePort(std::string &text, std::optional<int> &port)
{
    const std::size_t colon = text.rfind(':');
    if (colon == std::string::npos || colon + 1 == text.size() ||
        !std::all_of(text.begin() + std::ptrdiff_t(colon) + 1, text.end(), isDigit))
        return true;
    int number = 0;
    const auto result = std::from_chars(text.data() + colon + 1, text.data() + text.size(), number);
    if (result.ec != std::errc() || number > 65535)
        return false;
    port = number;
    text.erase(colon);
    return true;
}

std::optional<HostPort> addressV4(std::string text)
{
    HostPort found;
    found.kind = HostPort::Kind::V4;
    if (!takePort(text, found.port))
        return std::nullopt;
    const QStringList octets = QString::fromStdString(text).split(QLatin1Char('.'));
    if (octets.size() != 4)
        return std::nullopt;
    for (const QString &octet : octets) {
        bool ok = false;
        const int number = octet.toInt(&ok);
        if (!ok || number > 255)
            return std::nullopt;
    }
    found.host = text;
    return found;
}

std::optional<HostPort> addressV6(std::string text)
{
    HostPort found;
    found.kind = HostPort::Kind::V6;
    if (text.front() == '[') {
        const std::size_t end = text.find(']');
        if (end == std::string::npos)
            return std::nullopt;
        std::string rest = text.substr(end + 1);
        if (!takePort(rest, found.port) || !rest.empty())
            return std::nullopt;
        text = text.substr(1, end - 1);
    }
    const QHostAddress address(QString::fromStdString(text));
    if (address.protocol() != QAbstractSocket::IPv6Protocol)
        return std::nullopt;
    const Q_IPV6ADDR bytes = address.toIPv6Address();
    for (int i = 0; i < 16; i += 2) {
        static const char digits[] = "0123456789abcdef";
        if (i > 0)
            found.host += ':';
        for (const quint8 byte : {bytes[i], bytes[i + 1]}) {
            found.host += digits[byte >> 4];
            found.host += digits[byte & 15];
        }
    }
    return found;
}

std::optional<HostPort> hostName(std::string text)
{
    HostPort found;
    if (!takePort(text, found.port) || text.empty() || !std::all_of(text.begin(), text.end(), isWordLike))
        return std::nullopt;
    for (const QString &label : QString::fromStdString(text).split(QLatin1Char('.'))) {
        if (label.isEmpty() || label.endsWith(QLatin1Char('-')))
            return std::nullopt;
    }
    found.host = lowered(text);
    return found;
}

// What PCRE 1, which Kong 0.14.1 was built with, called the faults that PCRE 2 calls otherwise.
std::string olderWording(const std::string &fault)
{
    static const std::pair<const char *, const char *> wordings[] = {
        {"missing closing parenthesis", "missing )"},
        {"unmatched closing parenthesis", "unmatched parentheses"},
        {"quantifier does not follow a repeatable item", "nothing to repeat"},
        {"unrecognized character follows \\", "unrecognized character follows \\"},
        {"numbers out of order in {} quantifier", "numbers out of order in {} quantifier"},
    };
    for (const auto &[now, then] : wordings) {
        if (fault == now)
            return then;
    }
    return fault;
}

} // namespace

bool isUuid(std::string_view text)
{
    if (text.size() != 36)
        return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (dash ? text[i] != '-' : !isHex(text[i]))
            return false;
    }
    return true;
}

std::string lowered(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
    return text;
}

std::string stripped(std::string_view text)
{
    const auto blank = [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); };
    while (!text.empty() && blank(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && blank(text.back()))
        text.remove_suffix(1);
    return std::string(text);
}

std::string newUuid()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
}

std::string randomText()
{
    static const std::string_view characters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    std::string text;
    do { // with a digit in it, which most have: so it never looks like a word
        text.clear();
        for (int i = 0; i < 32; ++i)
            text += characters[QRandomGenerator::global()->bounded(quint32(characters.size()))];
    } while (std::none_of(text.begin(), text.end(), isDigit));
    return text;
}

std::string HostPort::written(int defaultPort) const
{
    const std::string shown = kind == Kind::V6 ? '[' + host + ']' : host;
    return shown + ':' + std::to_string(port.value_or(defaultPort));
}

std::optional<HostPort> hostPortOf(std::string_view text)
{
    if (text.empty())
        return std::nullopt;
    if (std::count(text.begin(), text.end(), ':') > 1)
        return addressV6(std::string(text));
    if (std::all_of(text.begin(), text.end(), [](char c) { return isDigit(c) || c == '.' || c == ':'; }))
        return addressV4(std::string(text));
    return hostName(std::string(text));
}

Wildcard wildcardOf(const std::string &host)
{
    const auto count = std::count(host.begin(), host.end(), '*');
    if (count == 0)
        return Wildcard::None;
    if (count > 1)
        return Wildcard::TooMany;
    const bool leftmost = host.size() > 1 && host[0] == '*' && host[1] == '.';
    const bool rightmost = host.size() > 2 && host.back() == '*' && host[host.size() - 2] == '.';
    return leftmost || rightmost ? Wildcard::Fine : Wildcard::Misplaced;
}

std::string withoutWildcards(std::string host)
{
    for (std::size_t at = host.find('*'); at != std::string::npos; at = host.find('*', at))
        host.replace(at, 1, "abc");
    return host;
}

bool isPlainPath(std::string_view path)
{
    return std::all_of(path.begin(), path.end(),
                       [](char c) { return isWordLike(c) || c == '~' || c == '/' || c == '%'; });
}

std::string wrongEncoding(const std::string &path)
{
    for (std::size_t i = 0; i < path.size(); ++i) {
        if (path[i] != '%')
            continue;
        if (i + 2 >= path.size() || !isHex(path[i + 1]) || !isHex(path[i + 2]))
            return path.substr(i, 3);
        i += 2;
    }
    return {};
}

std::string regexFault(const std::string &pattern)
{
    const QString text = QString::fromStdString(pattern);
    const QRegularExpression regex(text);
    if (regex.isValid())
        return {};
    std::string fault =
        "pcre_compile() failed: " + olderWording(regex.errorString().toStdString()) + " in \"" + pattern + '"';
    const QString rest = text.mid(regex.patternErrorOffset());
    if (!rest.isEmpty())
        fault += " at \"" + rest.toStdString() + '"';
    return fault;
}

std::string headerNameFault(const std::string &name, const char *what)
{
    const bool fine =
        !name.empty() && std::all_of(name.begin(), name.end(), [](char c) { return isWordLike(c) && c != '.'; });
    if (fine)
        return {};
    return std::string("bad ") + what + " name '" + name + "', allowed characters are A-Z, a-z, 0-9, '_', and '-'";
}

std::optional<LooseUrl> looseUrlOf(const std::string &text)
{
    LooseUrl url;
    std::string rest = text;
    if (const std::size_t hash = rest.find('#'); hash != std::string::npos) {
        url.hasFragment = true;
        rest.erase(hash);
    }
    const std::size_t colon = rest.find(':');
    if (colon == std::string::npos || colon == 0 || rest.compare(colon + 1, 2, "//") != 0)
        return std::nullopt;
    url.scheme = lowered(rest.substr(0, colon));
    rest.erase(0, colon + 3);
    std::string authority = rest.substr(0, rest.find('/'));
    rest.erase(0, authority.size());
    url.path = rest.substr(0, rest.find('?'));
    if (const std::size_t at = authority.find('@'); at != std::string::npos)
        authority.erase(0, at + 1);
    if (authority.empty() || authority.front() != '[') {
        if (const std::size_t port = authority.rfind(':'); port != std::string::npos) {
            int number = 0;
            if (std::from_chars(authority.data() + port + 1, authority.data() + authority.size(), number).ec ==
                std::errc())
                url.port = number;
            authority.erase(port);
        }
    } else if (const std::size_t end = authority.find(']'); end != std::string::npos) {
        std::string port = authority.substr(end + 1);
        takePort(port, url.port);
        authority = authority.substr(1, end - 1);
    }
    url.host = authority;
    if (url.host.empty())
        return std::nullopt;
    return url;
}

} // namespace mk::demo::old
