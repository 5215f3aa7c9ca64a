// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/map/MapColumns.h"

#include "core/SafeText.h"
#include "models/MapText.h"

#include <QCoreApplication>

namespace mk {

namespace {

class MapColumnTexts
{
    Q_DECLARE_TR_FUNCTIONS(mk::MapColumnTexts)
};

QStringList namesOf(const std::vector<MapPart> &parts)
{
    QStringList names;
    for (const MapPart &part : parts)
        names << part.name << part.place;
    return names;
}

} // namespace

RecordTableModel<MapRow>::Columns mapColumns()
{
    using R = MapRow;
    std::vector<Column<R>> columns;
    Column<R> state{QStringLiteral("state"), MapColumnTexts::tr("State"), [](const R &r) { return maptext::stateWord(r); }};
    state.status = [](const R &r) { return maptext::status(r); };
    state.sortText = [](const R &r) { return QString::number(9 - int(maptext::status(r))) + maptext::stateWord(r); };
    state.copyText = [](const R &r) { return statusId(maptext::status(r)); };
    state.tooltip = [](const R &r) { return maptext::stateReason(r); };
    columns.push_back(state);

    Column<R> name{QStringLiteral("service"), MapColumnTexts::tr("Service"), [](const R &r) { return visibleText(r.name); }};
    name.tag = [](const R &r) { return maptext::kindWord(r); };
    name.elideMode = Qt::ElideMiddle;
    columns.push_back(name);

    Column<R> kong{QStringLiteral("kong"), MapColumnTexts::tr("Kong"), [](const R &r) { return maptext::kong(r); }};
    kong.searchText = [](const R &r) { return QString(maptext::kong(r) + QLatin1Char(' ') + namesOf(r.ways).join(QLatin1Char(' '))); };
    kong.dim = [](const R &r) { return r.ways.empty(); };
    kong.mono = true;
    kong.elideMode = Qt::ElideMiddle;
    columns.push_back(kong);

    Column<R> consul{QStringLiteral("consul"), MapColumnTexts::tr("Consul"), [](const R &r) { return maptext::consul(r); }};
    consul.tone = [](const R &r) {
        return r.total > 0 && r.critical == r.total ? Tone::Crit : r.critical > 0 ? Tone::Warn : Tone::Normal;
    };
    consul.dim = [](const R &r) { return r.kind != R::Kind::Service; };
    columns.push_back(consul);

    Column<R> ports{QStringLiteral("ports"), MapColumnTexts::tr("Ports"), [](const R &r) { return maptext::ports(r); }};
    ports.tone = [](const R &r) { return r.ports == R::Ports::Differ ? Tone::Warn : Tone::Normal; };
    ports.titleTooltip = MapColumnTexts::tr("Whether the port that Kong is told is one of those that Consul says");
    columns.push_back(ports);

    Column<R> queues{QStringLiteral("queues"), MapColumnTexts::tr("Queues"), [](const R &r) { return maptext::queues(r); }};
    queues.tone = [](const R &r) {
        return std::any_of(r.queues.begin(), r.queues.end(), [](const MapPart &part) { return part.broken; }) ? Tone::Crit : Tone::Normal;
    };
    columns.push_back(queues);

    Column<R> targets{QStringLiteral("scraped"), MapColumnTexts::tr("Scraped"), [](const R &r) { return maptext::targets(r); }};
    targets.tone = [](const R &r) {
        return std::any_of(r.targets.begin(), r.targets.end(), [](const MapPart &part) { return part.broken; }) ? Tone::Warn : Tone::Normal;
    };
    targets.dim = [](const R &r) { return r.targets.empty(); };
    columns.push_back(targets);

    Column<R> findings{QStringLiteral("findings"), MapColumnTexts::tr("Findings"), [](const R &r) { return maptext::findings(r); }};
    findings.number = [](const R &r) { return std::optional<double>(r.findings); };
    findings.tone = [](const R &r) { return r.hasCriticalFinding ? Tone::Crit : r.findings > 0 ? Tone::Warn : Tone::Dim; };
    columns.push_back(findings);
    return columns;
}

QList<ColumnLook> mapLooks()
{
    return {{.id = QStringLiteral("state"), .width = 144},
            {.id = QStringLiteral("service"), .elide = Qt::ElideMiddle, .canHide = false, .minimumWidth = 180,
             .usualEnding = QStringLiteral(".service.consul")},
            {.id = QStringLiteral("kong"), .elide = Qt::ElideMiddle, .dropOrder = 1, .minimumWidth = 140},
            {.id = QStringLiteral("consul"), .width = 130, .dropOrder = 2},
            {.id = QStringLiteral("ports"), .width = 190, .dropOrder = 4},
            {.id = QStringLiteral("queues"), .width = 180, .dropOrder = 5},
            {.id = QStringLiteral("scraped"), .width = 108, .dropOrder = 6},
            {.id = QStringLiteral("findings"), .width = 80, .dropOrder = 3}};
}

RecordTableModel<MapPart>::Columns mapPartColumns()
{
    using P = MapPart;
    std::vector<Column<P>> columns;
    Column<P> name{QStringLiteral("name"), MapColumnTexts::tr("What"), [](const P &p) { return visibleText(p.name); }};
    name.status = [](const P &p) { return maptext::partStatus(p); };
    name.tag = [](const P &p) { return maptext::partKind(p); };
    name.elideMode = Qt::ElideMiddle;
    columns.push_back(name);
    Column<P> certainty{QStringLiteral("certainty"), MapColumnTexts::tr("Belongs here"),
                        [](const P &p) { return maptext::certainty(p.certainty); }};
    certainty.tone = [](const P &p) { return p.certainty == P::Certainty::Suggested ? Tone::Warn : Tone::Normal; };
    certainty.tooltip = [](const P &p) { return QString(maptext::why(p) + QLatin1Char('\n') + maptext::evidence(p)); };
    columns.push_back(certainty);
    return columns;
}

} // namespace mk
