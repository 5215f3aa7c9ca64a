// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/kong/new/NewText.h"

#include "demo/kong/new/NewLua.h"

#include <QHostAddress>
#include <QString>

#include <algorithm>
#include <array>

namespace mk::demo {

std::string replaced(std::string text, std::string_view what, std::string_view by)
{
    for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += by.size())
        text.replace(at, what.size(), by);
    return text;
}

std::optional<NormalizedHost> normalizedHost(std::string_view address, std::string *error)
{
    const std::string text(address);
    const auto portOf = [](const std::string &digits) { return digits.size() > 9 ? 99999 : std::stoi(digits); };
    const auto colons = std::count(text.begin(), text.end(), ':');
    if (colons > 1) {
        std::string check = text;
        std::optional<int> port;
        if (text.starts_with('[')) {
            const std::size_t end = text.find(']');
            if (end == std::string::npos) {
                *error = "invalid ipv6 address: " + text;
                return {};
            }
            check = text.substr(1, end - 1);
            const std::string rest = text.substr(end + 1);
            if (!rest.empty()) {
                if (!luaMatches(rest, "^:%d+$")) {
                    *error = "invalid ipv6 address";
                    return {};
                }
                port = portOf(rest.substr(1));
                if (*port > 65535) {
                    *error = "invalid port number";
                    return {};
                }
            }
        }
        const QHostAddress parsed(QString::fromStdString(check));
        if (parsed.protocol() != QAbstractSocket::IPv6Protocol || check.find('%') != std::string::npos) {
            *error = "invalid ipv6 address: " + text;
            return {};
        }
        const Q_IPV6ADDR bytes = parsed.toIPv6Address();
        std::string full;
        for (int i = 0; i < 16; i += 2) {
            std::array<char, 8> group{};
            std::snprintf(group.data(), group.size(), "%02x%02x", bytes[i], bytes[i + 1]);
            if (i > 0)
                full += ':';
            full += group.data();
        }
        return NormalizedHost{NormalizedHost::Kind::IPv6, full, port};
    }
    std::string name = text;
    std::optional<int> port;
    if (colons == 1) {
        const std::size_t colon = text.find(':');
        const std::string digits = text.substr(colon + 1);
        if (luaMatches(digits, "^%d+$")) {
            port = portOf(digits);
            name = text.substr(0, colon);
        }
    }
    if (luaMatches(replaced(text, ":", ""), "^[%d%.]+$")) {
        const QHostAddress parsed(QString::fromStdString(name));
        if (!luaMatches(name, "^%d%d?%d?%.%d%d?%d?%.%d%d?%d?%.%d%d?%d?$") || parsed.isNull()) {
            *error = "invalid ipv4 address: " + text;
            return {};
        }
        if (port && *port > 65535) {
            *error = "invalid port number";
            return {};
        }
        return NormalizedHost{NormalizedHost::Kind::IPv4, name, port};
    }
    if (port && *port > 65535) {
        *error = "invalid port number";
        return {};
    }
    bool fine = luaMatches(name, "^[%w%-%.%_]+$") && !name.starts_with('.');
    for (std::size_t at = 0; fine && at < name.size();) {
        const std::size_t dot = std::min(name.find('.', at), name.size());
        const std::string segment = name.substr(at, dot - at);
        fine = !segment.ends_with('-') && (!segment.empty() || dot == name.size());
        at = dot + 1;
    }
    if (!fine) {
        *error = "invalid hostname: " + text;
        return {};
    }
    return NormalizedHost{NormalizedHost::Kind::Name, name, port};
}

std::string formattedHost(const NormalizedHost &host, std::optional<int> defaultPort)
{
    const std::optional<int> port = host.port ? host.port : defaultPort;
    std::string text = host.kind == NormalizedHost::Kind::IPv6 ? '[' + host.host + ']' : host.host;
    return port ? text + ':' + std::to_string(*port) : text;
}

UrlParts urlParts(std::string_view url)
{
    UrlParts parts;
    std::string rest(url);
    if (const std::size_t hash = rest.find('#'); hash != std::string::npos) {
        parts.fragment = rest.substr(hash + 1);
        rest.resize(hash);
    }
    if (const std::size_t colon = rest.find(':');
        colon != std::string::npos && luaMatches(rest.substr(0, colon), "^%w[%w%+%-%.]*$")) {
        parts.scheme = rest.substr(0, colon);
        rest.erase(0, colon + 1);
    }
    std::string authority;
    bool hasAuthority = false;
    if (rest.starts_with("//")) {
        const std::size_t end = std::min(rest.find_first_of("/?", 2), rest.size());
        authority = rest.substr(2, end - 2);
        rest.erase(0, end);
        hasAuthority = true;
    }
    if (const std::size_t query = rest.find('?'); query != std::string::npos)
        rest.resize(query);
    parts.path = rest.substr(0, rest.find(';'));
    if (!hasAuthority)
        return parts;
    if (const std::size_t at = authority.find('@'); at != std::string::npos)
        authority.erase(0, at + 1);
    if (const std::size_t colon = authority.rfind(':');
        colon != std::string::npos && authority.find(']', colon) == std::string::npos) {
        parts.port = authority.substr(colon + 1);
        authority.resize(colon);
    }
    if (authority.starts_with('[') && authority.ends_with(']'))
        authority = authority.substr(1, authority.size() - 2);
    parts.host = authority;
    parts.hasHost = !authority.empty();
    return parts;
}

std::size_t brokenUtf8At(std::string_view text)
{
    for (std::size_t i = 0; i < text.size();) {
        const auto c = static_cast<unsigned char>(text[i]);
        std::size_t length = 0;
        if (c < 0x80)
            length = 1;
        else if (c >= 0xC2 && c < 0xE0)
            length = 2;
        else if (c >= 0xE0 && c < 0xF0)
            length = 3;
        else if (c >= 0xF0 && c < 0xF5)
            length = 4;
        if (length == 0 || i + length > text.size())
            return i + 1;
        for (std::size_t k = 1; k < length; ++k) {
            if ((static_cast<unsigned char>(text[i + k]) & 0xC0) != 0x80)
                return i + 1;
        }
        i += length;
    }
    return 0;
}

} // namespace mk::demo
