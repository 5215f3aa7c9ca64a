// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/RouteMatcher.h"

// What the routers weigh of an API object or a route, in bytes as Kong has it. Private to the matcher.
namespace mk::router {

// A list of rules. Kong's routers tell one that is absent from one that is empty.
struct Rules
{
    bool told = false;
    std::vector<QByteArray> values;
    bool isEmpty() const { return values.empty(); }
};

struct AddressRule
{
    QByteArray ip; // an address or a net; empty: any
    int port = 0;  // 0: any
};

struct Entry
{
    bool isApi = false;
    QString id;
    QString name;
    std::optional<qint64> createdAt; // ms
    qint64 regexPriority = 0;
    Rules methods;
    Rules hosts;
    Rules paths;
    Rules snis;
    bool headersTold = false;
    std::vector<std::pair<QByteArray, std::vector<QByteArray>>> headers; // in the order that Kong told them
    bool addressesTold = false;
    std::vector<AddressRule> sources;
    std::vector<AddressRule> destinations;
    std::vector<QByteArray> protocols;
    bool strip = false;
    bool preserveHost = false;
    bool pathHandlingV1 = false;
    bool httpsOnly = false;        // API objects; of routes it follows from the protocols
    bool httpIfTerminated = false; // API objects
    int redirectStatus = 426;
    QString expression;
    // Where requests go.
    bool hasService = false;
    bool serviceEnabled = true;
    QString serviceId;
    QString serviceName;
    QByteArray scheme;
    QByteArray upstreamHost;
    int upstreamPort = 0;
    bool isBalanced = false;                // the host is the name of one of Kong's upstreams
    std::optional<QByteArray> upstreamPath; // nothing: none is set

    bool hasProtocol(const char *protocol) const;
    bool isHttp() const;   // http, https, grpc or grpcs is among its protocols
    bool hasRules() const; // one of the kinds of rule is told, be it an empty list
};

Entry entryOf(const kong::Api &api);
// service may be null.
Entry entryOf(const kong::Route &route, const kong::Service *service);

} // namespace mk::router
