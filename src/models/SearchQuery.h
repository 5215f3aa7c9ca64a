// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <array>
#include <optional>
#include <string_view>

// What is typed into the global search, taken apart. Pure functions and values, any thread.
namespace mk {

// Where somebody or something is reached: an IP address or a host name, with a port or without.
struct NetAddress
{
    using Ip = std::array<quint8, 16>; // IPv4 as ::ffff:a.b.c.d, so that both ways of writing it are one

    std::optional<Ip> ip;
    QByteArray host; // folded, without a dot at its end; empty where it is an IP address
    int port = 0;    // 0: none is told
    bool operator==(const NetAddress &) const = default;

    // "10.2.3.4", "[::1]:80", "fe80::1%eth0", "x.service.consul:8080", "http://user@host:80/path"; HEX.addr of Consul is the
    // address that it stands for. Nothing where it is none of these.
    static std::optional<NetAddress> parse(const QString &text);
    // The same from parts; text may be a name or an address. port 0: none.
    static std::optional<NetAddress> of(const QString &host, int port);
};

// What of all addresses is wanted.
struct AddressQuery
{
    std::optional<NetAddress::Ip> ip;
    int bits = 128;  // of ip that must agree: less for "10.2.0.0/16" and for "10.2."
    QByteArray host; // folded; empty: any
    int port = 0;    // 0: any

    bool matches(const NetAddress::Ip *otherIp, std::string_view otherHost, int otherPort) const;
};

struct SearchQuery
{
    // The first character chooses what is looked through.
    enum class Scope { Everything, Actions, Keys, Addresses };

    Scope scope = Scope::Everything;
    QString text;             // without that character and without spaces around
    QList<QByteArray> words;  // folded; all must be found
    std::optional<AddressQuery> address;

    bool isEmpty() const { return words.isEmpty() && !address; }
    static SearchQuery parse(const QString &typed);
    // The character before what is typed: '>' actions, '#' keys, '@' addresses; null: everything.
    static QChar prefixOf(Scope scope);
    bool operator==(const SearchQuery &other) const { return scope == other.scope && text == other.text; }
};

} // namespace mk
