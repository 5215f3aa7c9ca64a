// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "demo/HttpService.h"
#include "demo/kong/KongAdmin.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QRegularExpression>

#include <optional>
#include <vector>

namespace mk::demo {

// "example.com:8000" -> "example.com"; a bracketed IPv6 address keeps its brackets.
QByteArray withoutPort(const QByteArray &host);

// Where a request goes: one row of the tables, and what of the path matched.
struct KongMatch
{
    nlohmann::json route;   // null when an api matched
    nlohmann::json service; // null for a route without one
    nlohmann::json api;     // 0.14.1 only
    QByteArray path;        // as the router compares it, normalised where that version does
    QByteArray matched;     // the beginning of it that the rule matched; empty when no path rule did
    bool byPath = false;
};

// The proxy's choice among routes and old api objects. Its own small table of rules, made again when the tables change:
// more kinds of rules beat fewer, host beats headers beats path beats method; then plain hosts beat wildcards, regular
// expressions prefixes (0.14.1: after a path that is equal), higher regex_priority, longer paths, older rows. A route always
// beats an api. Not simulated: the expressions flavour, SNIs, sources and destinations.
class KongRouter
{
public:
    explicit KongRouter(const KongNode *node) : m_node(node) {}

    enum class Outcome { Found, NothingMatches, Broken };
    // Broken: an api without any rule is stored, which stops the real 0.14.1 from routing anything.
    Outcome find(const Request &request, KongMatch *match);

private:
    struct PathRule
    {
        QByteArray text;
        std::optional<QRegularExpression> expression;
    };
    struct HostRule
    {
        QByteArray text;
        bool wildcard = false;
        bool withPort = false;
    };
    struct HeaderRule
    {
        QByteArray name;
        QByteArrayList values;
    };
    struct Candidate
    {
        std::string id;
        bool isApi = false;
        std::vector<PathRule> paths;
        std::vector<HostRule> hosts;
        std::vector<HeaderRule> headers;
        QByteArrayList methods;
        int kinds = 0;
        int weight = 0;
        qint64 priority = 0;
        qint64 createdAt = 0;
        quint64 sequence = 0;
        bool unmatchable = false; // an empty list
    };
    struct Rank;

    void rebuild();
    Candidate candidateOf(const KongTables::Stored &stored, bool isApi) const;
    bool matches(const Candidate &candidate, const Request &request, const QByteArray &host, const QByteArray &path, Rank *rank) const;

    const KongNode *m_node;
    quint64 m_revision = 0;
    bool m_built = false;
    bool m_broken = false;
    std::vector<Candidate> m_routes;
    std::vector<Candidate> m_apis;
};

// The path that the upstream is asked for: the service's own, and what is left of the request's.
QByteArray upstreamPath(const QByteArray &base, const KongMatch &match, bool strip, bool plainJoin);

} // namespace mk::demo
