// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/IdentityCheck.h"

#include <QSet>

#include <algorithm>

namespace mk {

namespace {

// Facts of which a platform has one for each server.
bool isShared(System system, const QString &key)
{
    switch (system) {
    case System::Kong:
        return key == QLatin1String("hostname") || key == QLatin1String("node");
    case System::Consul:
        return key == QLatin1String("server");
    case System::RabbitMq:
    case System::Prometheus:
        return false;
    }
    return false;
}

QString keyOf(const QString &fact)
{
    return fact.left(fact.indexOf(QLatin1Char('=')));
}

struct Split
{
    QSet<QString> strict;
    QSet<QString> shared;
};

Split split(System system, const Identity &identity)
{
    Split parts;
    for (const QString &fact : identity.facts)
        (isShared(system, keyOf(fact)) ? parts.shared : parts.strict).insert(fact);
    return parts;
}

Identity fromSet(const QSet<QString> &facts)
{
    Identity identity;
    identity.facts = QStringList(facts.cbegin(), facts.cend());
    identity.facts.sort();
    return identity;
}

// Servers come and go for years; what is remembered of those long gone is of no use.
constexpr qsizetype maxRemembered = 64;

} // namespace

IdentityVerdict compareIdentity(System system, const Identity &remembered, const Identity &found)
{
    if (remembered.isEmpty())
        return IdentityVerdict::New;
    const Split before = split(system, remembered);
    const Split now = split(system, found);
    if (before.strict != now.strict)
        return IdentityVerdict::Conflict;
    // A credential that lost the right to see the servers makes them unknown, and that is not "the same".
    if (!before.shared.isEmpty() && !before.shared.intersects(now.shared))
        return IdentityVerdict::Conflict;
    return IdentityVerdict::Same;
}

bool tellsNoServer(System system, const Identity &remembered, const Identity &found)
{
    const Split before = split(system, remembered);
    const Split now = split(system, found);
    return before.strict == now.strict && !before.shared.isEmpty() && now.shared.isEmpty();
}

Identity mergedIdentity(System system, const Identity &remembered, const Identity &found)
{
    QSet<QString> facts(found.facts.cbegin(), found.facts.cend());
    for (const QString &fact : remembered.facts) {
        if (isShared(system, keyOf(fact)) && facts.size() < maxRemembered)
            facts.insert(fact);
    }
    return fromSet(facts);
}

std::optional<Identity> joinedKongIdentity(const QList<Identity> &nodes)
{
    QSet<QString> all;
    std::optional<QSet<QString>> database;
    for (const Identity &node : nodes) {
        const Split parts = split(System::Kong, node);
        if (database && *database != parts.strict)
            return std::nullopt;
        database = parts.strict;
        all.unite(parts.strict);
        all.unite(parts.shared);
    }
    return fromSet(all);
}

Identity makeIdentity(const QList<QPair<QString, QString>> &facts)
{
    QSet<QString> all;
    for (const auto &[key, value] : facts) {
        if (!value.isEmpty())
            all.insert(key + QLatin1Char('=') + value);
    }
    return fromSet(all);
}

QStringList identityValues(const Identity &identity, const QString &key)
{
    QStringList values;
    for (const QString &fact : identity.facts) {
        if (keyOf(fact) == key)
            values.append(fact.mid(key.size() + 1));
    }
    return values;
}

} // namespace mk
