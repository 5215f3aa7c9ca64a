// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

// What a host name means to Consul's DNS: the only thread between an entity of Kong (upstream_url, service.host,
// target) and the registry. Pure functions, any thread.
//
// The rules are those of Consul's DNS interface ("Services", "Nodes", "Prepared queries" in its documentation; names
// are taken apart in agent/dns.go, dispatch()):
// - Without regard to case; a dot at the end changes nothing. The domain is "consul" unless the agent's `domain` says
//   otherwise.
// - The kind is the right-most label that is one of service, node, query, addr, connect, ingress, virtual. What stands
//   behind it is the datacenter: `dc1`, or `dc1.dc`, with `ns`, `ap`, `peer` and `sg` in the same manner.
// - [tag.]NAME.service: the tag may contain dots, the name may not. _NAME._TAG.service is the RFC 2782 form, where tcp
//   stands for no tag; asked for SRV, the label `service` may be missing.
// - HEX.addr is an IPv4 or IPv6 address, as SRV answers give it.
// Anything else below the domain does not exist (NXDOMAIN). Microkubes' own guide has such a name,
// NAME.services.consul.
namespace mk::consulhost {

enum class Kind {
    None,    // not a name of Consul: other resolvers answer for it
    Address, // an IP address, written out or as HEX.addr: nothing is resolved
    Service,
    Node,
    Query,    // prepared query: which service it leads to is Consul's secret
    Mesh,     // connect, ingress, virtual: a proxy of the service, or its virtual address
    Misspelt, // meant for Consul, but no such name can exist
};

struct ConsulHost
{
    Kind kind = Kind::None;
    QString name; // of the service, node or query; the address; of a misspelt one: the service that is meant, if that
                  // is plain
    QString tag;  // only instances that have it (Service, Mesh); empty: all
    QString datacenter;   // empty: that of the agent that is asked
    bool srvOnly = false; // resolves as SRV alone: _NAME._tcp without `service`
    // Of a misspelt one: the part that is wrong, what it should be, and the whole name made right. Empty where there is
    // no plain guess.
    QString wrongPart;
    QString rightPart;
    QString corrected;

    // The service whose instances answer, or were meant to.
    bool namesService() const
    {
        return (kind == Kind::Service || kind == Kind::Mesh || kind == Kind::Misspelt) && !name.isEmpty();
    }
    bool operator==(const ConsulHost &) const = default;
};

inline QString defaultDomain()
{
    return QStringLiteral("consul");
}

// The host alone: no port, no brackets are expected, both are tolerated. The letters of name and tag stay as written;
// Consul compares them without regard to case.
ConsulHost parse(const QString &host, const QString &domain = defaultDomain());

// "NAME.service.consul"
QString serviceHost(const QString &service, const QString &domain = defaultDomain());
// ".service.consul": what nearly every host of a platform ends with.
QString serviceEnding(const QString &domain = defaultDomain());

// True where both are one service to Consul.
bool isSameService(const QString &one, const QString &other);

// The known name that was most likely meant: a few letters off (swapped neighbours count once), the same words in
// another order, or with a word more or less. Empty: none is near enough. `name` itself is never the answer.
QString nearest(const QString &name, const QStringList &knownNames);

} // namespace mk::consulhost
