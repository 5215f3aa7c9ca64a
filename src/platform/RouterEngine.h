// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/RouterEntry.h"

#include <QHash>

// One of Kong's routers. Private to the matcher.
namespace mk::router {

// A request as the routers see it.
struct Input
{
    QByteArray method;
    QByteArray path; // without the query; normalised for 2.x and 3.x
    QString text;    // the same, one character a byte
    std::optional<QByteArray> host;
    QByteArray scheme;
    QHash<QByteArray, std::vector<QByteArray>> headers; // by lower-case name, without Host
    QByteArray sni;
    QByteArray clientAddress;
    int clientPort = 0;
    QByteArray serverAddress;
    int serverPort = 0;
};

struct Choice
{
    RouteUnknown unknown = RouteUnknown::No;
    const Entry *entry = nullptr; // null: nothing matched
    QByteArray upstreamPath;      // for an entry with a service: the path that is handed on, not yet escaped
    std::vector<const Entry *> equal;
};

class Engine
{
public:
    Engine() = default;
    Engine(const Engine &) = delete;
    Engine &operator=(const Engine &) = delete;
    virtual ~Engine() = default;

    virtual Choice choose(const Input &input) const = 0;
    // What became of each entry, the winner and those behind it first.
    virtual std::vector<RouteVerdict> judge(const Input &input) const = 0;
};

// The entries outlive the engine.
std::unique_ptr<Engine> oldRouteEngine(const std::vector<Entry> &routes); // in the order of their ids
std::unique_ptr<Engine> oldApiEngine(const std::vector<Entry> &apis);
enum class TraditionalKind { Two, Three };
std::unique_ptr<Engine> traditionalEngine(const std::vector<Entry> &routes, TraditionalKind kind);
std::unique_ptr<Engine> compatibleEngine(const std::vector<Entry> &routes);

// What the engines share.
// A header as ngx.req.get_headers() finds it: a name that isn't there is looked up again with dashes for underscores.
// Null: the request has none.
const std::vector<QByteArray> *headerOf(const Input &input, const QByteArray &name);
RouteVerdict verdictOf(const Entry &entry, RouteRule rule, const QByteArray &own = {}, const QByteArray &other = {},
                       const QByteArray &field = {});
QByteArray joined(const std::vector<QByteArray> &values); // "a, b"
bool contains(const std::vector<QByteArray> &values, const QByteArray &value);
bool isPlainPath(const QByteArray &path); // 0.14 and 2.x: not a regular expression
bool addressMatches(const std::vector<AddressRule> &rules, const QByteArray &address, int port);

// The longest of many prefixes that a path starts with.
class PrefixIndex
{
public:
    void add(const QByteArray &prefix);
    void finish();
    bool contains(const QByteArray &path) const { return m_prefixes.contains(path); }
    bool isEmpty() const { return m_prefixes.isEmpty(); }
    std::optional<QByteArray> longest(const QByteArray &path) const;

private:
    QHash<QByteArray, bool> m_prefixes;
    std::vector<qsizetype> m_lengths; // descending
};

} // namespace mk::router
