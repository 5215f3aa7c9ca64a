// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/MapText.h"

#include "core/Format.h"
#include "core/SafeText.h"

#include <QCoreApplication>

namespace mk::maptext {

namespace {

class MapTexts
{
    Q_DECLARE_TR_FUNCTIONS(mk::MapTexts)
};

const QString &mapNotKnown()
{
    static const QString dash(QChar(0x2013));
    return dash;
}

QString portsText(const QList<int> &ports)
{
    QStringList texts;
    for (const int port : ports)
        texts.append(QString::number(port));
    return texts.join(QLatin1String(", "));
}

bool anyBroken(const std::vector<MapPart> &parts)
{
    return std::any_of(parts.begin(), parts.end(), [](const MapPart &part) { return part.broken; });
}

} // namespace

Status status(const MapRow &row)
{
    if (row.isBroken())
        return Status::Crit;
    if (row.needsLook())
        return Status::Warn;
    if (row.kind == MapRow::Kind::Elsewhere || !row.consulKnown)
        return Status::Unknown;
    return row.total > 0 ? Status::Ok : Status::Unknown;
}

QString stateWord(const MapRow &row)
{
    if (row.kind == MapRow::Kind::Absent || row.kind == MapRow::Kind::Misspelt)
        return MapTexts::tr("Leads nowhere");
    switch (status(row)) {
    case Status::Crit:
        return row.total > 0 && row.critical == row.total ? MapTexts::tr("Nobody answers") : MapTexts::tr("Broken");
    case Status::Warn:
        return MapTexts::tr("Needs a look");
    case Status::Ok:
        return MapTexts::tr("Works");
    case Status::Unknown:
    case Status::None:
        break;
    }
    return row.kind == MapRow::Kind::Elsewhere ? MapTexts::tr("Not in Consul") : MapTexts::tr("Not known");
}

QString stateReason(const MapRow &row)
{
    QStringList said;
    if (row.kind == MapRow::Kind::Absent)
        said.append(row.nearest.isEmpty() ? MapTexts::tr("Consul has no service of this name.")
                                          : MapTexts::tr("Consul has no service of this name; the nearest is %1.").arg(visibleText(row.nearest)));
    if (row.kind == MapRow::Kind::Misspelt)
        said.append(MapTexts::tr("No such name can exist in Consul."));
    if (row.kind == MapRow::Kind::Elsewhere)
        said.append(MapTexts::tr("Kong sends here, and nothing says which service it is."));
    for (const MapPart &way : row.ways) {
        if (way.rule == QLatin1String("misspelt"))
            said.append(MapTexts::tr("%1 means this service and writes a name that cannot exist: %2.").arg(visibleText(way.name), visibleText(way.place)));
    }
    if (row.total > 0 && row.critical > 0)
        said.append(MapTexts::tr("%1 of %n instance(s) are critical.", nullptr, row.total).arg(format::count(row.critical)));
    if (row.ports == MapRow::Ports::Differ)
        said.append(MapTexts::tr("Kong is told port %1, Consul says %2.").arg(portsText(row.kongPorts), portsText(row.consulPorts)));
    for (const MapPart &queue : row.queues) {
        if (queue.broken)
            said.append(MapTexts::tr("Nobody reads the queue %1.").arg(visibleText(queue.name)));
    }
    if (anyBroken(row.targets))
        said.append(MapTexts::tr("Prometheus cannot scrape it."));
    if (row.findings > 0)
        said.append(MapTexts::tr("%n finding(s) are open.", nullptr, row.findings));
    return said.join(QLatin1Char(' '));
}

QString kindWord(const MapRow &row)
{
    switch (row.kind) {
    case MapRow::Kind::Service:
        return {};
    case MapRow::Kind::Absent:
        return MapTexts::tr("no such service");
    case MapRow::Kind::Misspelt:
        return MapTexts::tr("misspelt");
    case MapRow::Kind::Elsewhere:
        return MapTexts::tr("another host");
    }
    return {};
}

QString kong(const MapRow &row)
{
    if (!row.kongKnown)
        return mapNotKnown();
    if (row.ways.empty())
        return MapTexts::tr("Not on Kong");
    QStringList paths;
    for (const MapPart &way : row.ways) {
        if (way.paths.isEmpty())
            paths.append(visibleText(way.name));
        for (const QString &path : way.paths) {
            if (!paths.contains(visibleText(path)))
                paths.append(visibleText(path));
        }
    }
    return paths.join(QLatin1String(", "));
}

QString consul(const MapRow &row)
{
    if (!row.consulKnown)
        return mapNotKnown();
    if (row.kind != MapRow::Kind::Service)
        return MapTexts::tr("Not in Consul");
    return MapTexts::tr("%1 of %2 passing").arg(format::count(row.passing), format::count(row.total));
}

QString ports(const MapRow &row)
{
    switch (row.ports) {
    case MapRow::Ports::Unknown:
        return row.consulPorts.isEmpty() ? mapNotKnown() : portsText(row.consulPorts);
    case MapRow::Ports::Agree:
        return portsText(row.kongPorts);
    case MapRow::Ports::Differ:
        return MapTexts::tr("Kong %1, Consul %2").arg(portsText(row.kongPorts), portsText(row.consulPorts));
    }
    return {};
}

QString queues(const MapRow &row)
{
    if (!row.queuesKnown)
        return mapNotKnown();
    QStringList names;
    for (const MapPart &queue : row.queues)
        names.append(visibleText(queue.name));
    return names.join(QLatin1String(", "));
}

QString targets(const MapRow &row)
{
    if (!row.targetsKnown)
        return mapNotKnown();
    if (row.targets.empty())
        return MapTexts::tr("Not scraped");
    const auto up = std::count_if(row.targets.begin(), row.targets.end(), [](const MapPart &target) { return !target.broken; });
    return MapTexts::tr("%1 of %2 up").arg(format::count(qint64(up)), format::count(qint64(row.targets.size())));
}

QString findings(const MapRow &row)
{
    return row.findings == 0 ? QString() : format::count(row.findings);
}

Status partStatus(const MapPart &part)
{
    return part.broken ? Status::Crit : Status::Ok;
}

QString partKind(const MapPart &part)
{
    switch (part.kind) {
    case MapPart::Kind::Way:
        return part.ref.startsWith(QLatin1String("way/api/")) ? MapTexts::tr("API object")
            : part.ref.startsWith(QLatin1String("way/service/")) ? MapTexts::tr("Service of Kong")
                                                                 : MapTexts::tr("Route");
    case MapPart::Kind::Queue:
        return MapTexts::tr("Queue");
    case MapPart::Kind::Target:
        return MapTexts::tr("Scrape target");
    }
    return {};
}

QString certainty(MapPart::Certainty certainty)
{
    switch (certainty) {
    case MapPart::Certainty::Proven:
        return MapTexts::tr("Proven");
    case MapPart::Certainty::Suggested:
        return MapTexts::tr("Suggested");
    case MapPart::Certainty::ByOperator:
        return MapTexts::tr("Said by you");
    }
    return {};
}

QString why(const MapPart &part)
{
    if (part.rule == QLatin1String("host"))
        return MapTexts::tr("Its host is this service's name in Consul.");
    if (part.rule == QLatin1String("misspelt"))
        return MapTexts::tr("Its host was meant to be this service's name in Consul; as it is written, no such name exists.");
    if (part.rule == QLatin1String("address"))
        return MapTexts::tr("Its address and port are those of an instance.");
    if (part.rule == QLatin1String("address-alone"))
        return MapTexts::tr("Its address is one of this service's alone, with another port.");
    if (part.rule == QLatin1String("upstream"))
        return MapTexts::tr("Its host is an upstream of Kong, and one of the targets is an instance.");
    if (part.rule == QLatin1String("microkubes"))
        return MapTexts::tr("In a stock Microkubes this service reads the queue; no server says so.");
    if (part.rule == QLatin1String("operator"))
        return MapTexts::tr("It was put here by hand.");
    return MapTexts::tr("Nothing says whose it is.");
}

QString evidence(const MapPart &part)
{
    QStringList lines;
    for (const MapPart::Evidence &one : part.evidence)
        lines.append(QStringLiteral("%1, %2: %3").arg(visibleText(one.call), visibleText(one.field), visibleText(one.value)));
    return lines.join(QLatin1Char('\n'));
}

} // namespace mk::maptext
