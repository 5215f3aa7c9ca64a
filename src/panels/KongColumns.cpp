// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/KongColumns.h"

#include "core/Format.h"
#include "core/Json.h"
#include "core/Redactor.h"
#include "core/SafeText.h"
#include "panels/JsonText.h"
#include "platform/ConsulHost.h"

#include <QCoreApplication>
#include <QLocale>

#include <limits>

namespace mk {

namespace {

constexpr int shortId = 9; // characters of "7f3a…c21e"

QString text(const char *source)
{
    return QCoreApplication::translate("Kong", source);
}

QString joined(const QStringList &texts)
{
    return texts.join(QStringLiteral(", "));
}

// A list where nothing given means that anything matches.
template <class T>
Column<T> anyColumn(const QString &id, const QString &title, std::function<QStringList(const T &)> list)
{
    Column<T> column{id, title, [list](const T &row) {
                         const QStringList texts = list(row);
                         return texts.isEmpty() ? text(QT_TRANSLATE_NOOP("Kong", "any")) : joined(texts);
                     }};
    column.dim = [list](const T &row) { return list(row).isEmpty(); };
    column.copyText = [list](const T &row) { return joined(list(row)); };
    column.searchText = column.copyText;
    return column;
}

template <class T>
Column<T> timeColumn(const QString &id, const QString &title, const Clock *clock, std::function<QDateTime(const T &)> time)
{
    Column<T> column{id, title, [clock, time](const T &row) {
                         const QDateTime when = time(row);
                         return when.isValid() ? format::ago(when, clock->now()) : format::notGiven();
                     }};
    column.number = [time](const T &row) {
        const QDateTime when = time(row);
        return when.isValid() ? std::optional<double>(double(when.toMSecsSinceEpoch())) : std::nullopt;
    };
    column.copyText = [time](const T &row) { return format::iso(time(row)); };
    column.tooltip = [time](const T &row) { return time(row).isValid() ? format::dateTime(time(row)) : QString(); };
    column.tone = [](const T &) { return Tone::Secondary; };
    column.followsClock = true;
    column.searchable = false;
    return column;
}

QDateTime changedAt(const KongRouteRecord &record)
{
    return record.updatedAt.isValid() ? record.updatedAt : record.createdAt;
}

} // namespace

QString kongKindWord(kong::Kind kind)
{
    switch (kind) {
    case kong::Kind::Api:
        return text(QT_TRANSLATE_NOOP("Kong", "API"));
    case kong::Kind::Service:
        return text(QT_TRANSLATE_NOOP("Kong", "Service"));
    case kong::Kind::Route:
        return text(QT_TRANSLATE_NOOP("Kong", "Route"));
    case kong::Kind::Plugin:
        return text(QT_TRANSLATE_NOOP("Kong", "Plugin"));
    case kong::Kind::Consumer:
        return text(QT_TRANSLATE_NOOP("Kong", "Consumer"));
    }
    return {};
}

QString scopeWord(const kong::PluginScope &scope)
{
    QStringList words;
    if (!scope.apiId.isEmpty())
        words.append(kongKindWord(kong::Kind::Api));
    if (!scope.serviceId.isEmpty())
        words.append(kongKindWord(kong::Kind::Service));
    if (!scope.routeId.isEmpty())
        words.append(kongKindWord(kong::Kind::Route));
    if (!scope.consumerId.isEmpty())
        words.append(kongKindWord(kong::Kind::Consumer));
    return words.isEmpty() ? text(QT_TRANSLATE_NOOP("Kong", "Global")) : joined(words);
}

std::optional<std::pair<kong::Kind, QString>> scopeTarget(const kong::PluginScope &scope)
{
    if (!scope.apiId.isEmpty())
        return {{kong::Kind::Api, scope.apiId}};
    if (!scope.routeId.isEmpty())
        return {{kong::Kind::Route, scope.routeId}};
    if (!scope.serviceId.isEmpty())
        return {{kong::Kind::Service, scope.serviceId}};
    return std::nullopt;
}

QString scopeNames(const KongPluginRecord &record)
{
    QStringList names;
    for (const QString &name : {record.apiName, record.serviceName, record.routeName, record.consumerName}) {
        if (!name.isEmpty())
            names.append(name);
    }
    return joined(names);
}

QString maskedConfig(const QByteArray &config)
{
    return QString::fromUtf8(Redactor().body(config, QByteArrayLiteral("application/json")));
}

QString maskedEntity(const QByteArray &json)
{
    return prettyJson(Redactor().body(json, QByteArrayLiteral("application/json")));
}

// ---- API objects, routes, services without routes

RecordTableModel<KongRouteRecord>::Columns routeColumns(const Clock *clock)
{
    using Row = KongRouteRecord;
    std::vector<Column<Row>> columns;

    Column<Row> check{QStringLiteral("check"), {}, [](const Row &) { return QString(); }};
    check.searchable = false;
    columns.push_back(check);

    Column<Row> kind{QStringLiteral("kind"), text(QT_TRANSLATE_NOOP("Kong", "Kind")),
                     [](const Row &r) { return kongKindWord(r.kind); }};
    kind.tone = [](const Row &) { return Tone::Secondary; };
    kind.copyText = [](const Row &r) { return kong::kindId(r.kind); };
    kind.searchText = [](const Row &r) { return QString(kongKindWord(r.kind) + QLatin1Char(' ') + kong::kindId(r.kind)); };
    columns.push_back(kind);

    // A route is known by its name, or by its service's where it has none: then its id tells it from its brothers.
    Column<Row> name{QStringLiteral("name"), text(QT_TRANSLATE_NOOP("Kong", "Name")), [](const Row &r) {
                         return !r.name.isEmpty() ? r.name : !r.serviceName.isEmpty() ? r.serviceName : r.shownName();
                     }};
    name.secondaryText = [](const Row &r) {
        const bool idIsNeeded = r.name.isEmpty() && !r.serviceName.isEmpty();
        return idIsNeeded ? shortened(r.id, shortId) : QString();
    };
    name.secondaryMono = true;
    name.tag = [](const Row &r) {
        return r.enabled == false ? text(QT_TRANSLATE_NOOP("Kong", "Off")) : QString();
    };
    name.copyText = [](const Row &r) { return !r.name.isEmpty() ? r.name : r.id; };
    name.searchText = [](const Row &r) {
        return QString(r.name + QLatin1Char(' ') + r.serviceName + QLatin1Char(' ') + r.id);
    };
    name.tooltip = [](const Row &r) {
        return r.name.isEmpty() ? r.id : QString(r.name + QLatin1Char('\n') + r.id);
    };
    name.elideMode = Qt::ElideMiddle;
    columns.push_back(name);

    columns.push_back(anyColumn<Row>(QStringLiteral("methods"), text(QT_TRANSLATE_NOOP("Kong", "Methods")),
                                     [](const Row &r) { return r.methods; }));
    Column<Row> hosts = anyColumn<Row>(QStringLiteral("hosts"), text(QT_TRANSLATE_NOOP("Kong", "Hosts")),
                                       [](const Row &r) { return r.hosts; });
    hosts.mono = true;
    hosts.elideMode = Qt::ElideMiddle;
    columns.push_back(hosts);

    Column<Row> path = anyColumn<Row>(QStringLiteral("path"), text(QT_TRANSLATE_NOOP("Kong", "Client path")), [](const Row &r) {
        return r.expression.isEmpty() ? r.paths : QStringList{r.expression};
    });
    path.mono = true;
    columns.push_back(path);

    Column<Row> upstream{QStringLiteral("upstream"), text(QT_TRANSLATE_NOOP("Kong", "Upstream")), [](const Row &r) {
                             return !r.targetHost.isEmpty() ? r.targetHost
                                 : r.targetUrl.isEmpty()    ? format::notGiven()
                                                            : r.targetUrl;
                         }};
    upstream.suffix = [](const Row &r) {
        return r.targetHost.isEmpty() || r.targetPort == 0 ? QString()
                                                           : QString(QLatin1Char(':') + QString::number(r.targetPort));
    };
    upstream.copyText = [](const Row &r) {
        if (r.targetHost.isEmpty())
            return r.targetUrl;
        QString url = r.targetProtocol.isEmpty() ? QString() : QString(r.targetProtocol + QStringLiteral("://"));
        url += r.targetHost;
        if (r.targetPort != 0)
            url += QLatin1Char(':') + QString::number(r.targetPort);
        return QString(url + r.targetPath);
    };
    upstream.searchText = upstream.copyText;
    upstream.tooltip = upstream.copyText;
    upstream.mono = true;
    upstream.elideMode = Qt::ElideMiddle;
    columns.push_back(upstream);

    Column<Row> strip{QStringLiteral("strip"), text(QT_TRANSLATE_NOOP("Kong", "Strip path")), [](const Row &r) {
                          return !r.strip ? format::notGiven()
                              : *r.strip  ? text(QT_TRANSLATE_NOOP("Kong", "Yes"))
                                          : text(QT_TRANSLATE_NOOP("Kong", "No"));
                      }};
    strip.dim = [](const Row &r) { return !r.strip.value_or(false); };
    strip.copyText = [](const Row &r) {
        return !r.strip ? QString() : *r.strip ? QStringLiteral("yes") : QStringLiteral("no");
    };
    columns.push_back(strip);

    Column<Row> plugins{QStringLiteral("plugins"), text(QT_TRANSLATE_NOOP("Kong", "Plugins")), [](const Row &r) {
                            return r.plugins < 0 ? format::notGiven() : format::count(r.plugins);
                        }};
    plugins.number = [](const Row &r) { return r.plugins < 0 ? std::nullopt : std::optional<double>(r.plugins); };
    plugins.dim = [](const Row &r) { return r.plugins <= 0; };
    plugins.tooltip = [](const Row &r) {
        QStringList lines;
        if (r.pluginsOff > 0)
            lines.append(QCoreApplication::translate("Kong", "%n of them switched off", nullptr, r.pluginsOff));
        if (r.servicePlugins > 0)
            lines.append(QCoreApplication::translate("Kong", "%n more of its service", nullptr, r.servicePlugins));
        return lines.join(QLatin1Char('\n'));
    };
    columns.push_back(plugins);

    Column<Row> tags{QStringLiteral("tags"), text(QT_TRANSLATE_NOOP("Kong", "Tags")),
                     [](const Row &r) { return joined(r.tags); }};
    tags.tone = [](const Row &) { return Tone::Secondary; };
    columns.push_back(tags);

    Column<Row> updated = timeColumn<Row>(QStringLiteral("updated"), text(QT_TRANSLATE_NOOP("Kong", "Updated")), clock, changedAt);
    columns.push_back(updated);
    return columns;
}

QList<ColumnLook> routeLooks()
{
    return {{.id = QStringLiteral("check"), .width = 40, .kind = ColumnKind::Check, .canHide = false},
            {.id = QStringLiteral("kind"), .width = 68, .canHide = false},
            {.id = QStringLiteral("name"), .elide = Qt::ElideMiddle, .canHide = false, .minimumWidth = 230},
            {.id = QStringLiteral("methods"), .width = 88, .dropOrder = 8},
            {.id = QStringLiteral("hosts"), .elide = Qt::ElideMiddle, .dropOrder = 6, .minimumWidth = 110},
            {.id = QStringLiteral("path"), .canHide = false, .minimumWidth = 130},
            {.id = QStringLiteral("upstream"),
             .elide = Qt::ElideMiddle,
             .canHide = false,
             .minimumWidth = 290,
             .usualEnding = consulhost::serviceEnding()},
            {.id = QStringLiteral("strip"), .width = 84, .dropOrder = 4},
            {.id = QStringLiteral("plugins"), .width = 76, .dropOrder = 3},
            {.id = QStringLiteral("tags"), .dropOrder = 7, .minimumWidth = 90},
            {.id = QStringLiteral("updated"), .width = 104, .dropOrder = 5}};
}

// ---- plugins

RecordTableModel<KongPluginRecord>::Columns pluginColumns(const Clock *clock)
{
    using Row = KongPluginRecord;
    std::vector<Column<Row>> columns;

    Column<Row> check{QStringLiteral("check"), {}, [](const Row &) { return QString(); }};
    check.searchable = false;
    columns.push_back(check);

    Column<Row> name{QStringLiteral("plugin"), text(QT_TRANSLATE_NOOP("Kong", "Plugin")),
                     [](const Row &r) { return r.plugin.name; }};
    name.secondaryText = [](const Row &r) { return r.plugin.instanceName; };
    name.searchText = [](const Row &r) {
        return QString(r.plugin.name + QLatin1Char(' ') + r.plugin.instanceName + QLatin1Char(' ') + r.plugin.id);
    };
    columns.push_back(name);

    Column<Row> scope{QStringLiteral("scope"), text(QT_TRANSLATE_NOOP("Kong", "Scope")),
                      [](const Row &r) { return scopeWord(r.plugin.scope); }};
    scope.tone = [](const Row &) { return Tone::Secondary; };
    columns.push_back(scope);

    Column<Row> on{QStringLiteral("on"), text(QT_TRANSLATE_NOOP("Kong", "Applies to")), [](const Row &r) {
                       return r.plugin.scope.isGlobal() ? text(QT_TRANSLATE_NOOP("Kong", "every request")) : scopeNames(r);
                   }};
    on.link = [](const Row &r) {
        const auto target = scopeTarget(r.plugin.scope);
        return target ? KongRouteRecord::keyOf(target->first, target->second) : QString();
    };
    on.dim = [](const Row &r) { return r.plugin.scope.isGlobal(); };
    on.copyText = scopeNames;
    on.elideMode = Qt::ElideMiddle;
    columns.push_back(on);

    Column<Row> state{QStringLiteral("state"), text(QT_TRANSLATE_NOOP("Kong", "State")), [](const Row &r) {
                          return r.plugin.enabled ? text(QT_TRANSLATE_NOOP("Kong", "On"))
                                                  : text(QT_TRANSLATE_NOOP("Kong", "Off"));
                      }};
    state.status = [](const Row &r) { return r.plugin.enabled ? Status::Ok : Status::Unknown; };
    state.copyText = [](const Row &r) { return r.plugin.enabled ? QStringLiteral("on") : QStringLiteral("off"); };
    columns.push_back(state);

    columns.push_back(anyColumn<Row>(QStringLiteral("protocols"), text(QT_TRANSLATE_NOOP("Kong", "Protocols")),
                                     [](const Row &r) { return r.plugin.protocols; }));
    Column<Row> config{QStringLiteral("config"), text(QT_TRANSLATE_NOOP("Kong", "Configuration")),
                       [](const Row &r) { return maskedConfig(r.plugin.config); }};
    config.mono = true;
    config.tone = [](const Row &) { return Tone::Secondary; };
    columns.push_back(config);
    Column<Row> tags{QStringLiteral("tags"), text(QT_TRANSLATE_NOOP("Kong", "Tags")),
                     [](const Row &r) { return joined(r.plugin.tags); }};
    tags.tone = [](const Row &) { return Tone::Secondary; };
    columns.push_back(tags);
    columns.push_back(timeColumn<Row>(QStringLiteral("created"), text(QT_TRANSLATE_NOOP("Kong", "Created")), clock,
                                      [](const Row &r) { return r.plugin.createdAt; }));
    // Without a title: it acts and is no part of an export.
    Column<Row> action{QStringLiteral("switch"), {}, [](const Row &r) {
                           return r.plugin.enabled ? text(QT_TRANSLATE_NOOP("Kong", "Switch off"))
                                                   : text(QT_TRANSLATE_NOOP("Kong", "Switch on"));
                       }};
    action.link = [](const Row &) { return QStringLiteral("switch"); };
    action.alignment = Qt::AlignRight | Qt::AlignVCenter;
    action.searchable = false;
    columns.push_back(action);
    return columns;
}

// ---- plugins in the order in which they run

namespace {

using pluginorder::Run;

QString outcomeText(const Run &run)
{
    switch (run.verdict) {
    case Run::Verdict::Runs:
        return text(QT_TRANSLATE_NOOP("Kong", "Runs"));
    case Run::Verdict::Off:
        return text(QT_TRANSLATE_NOOP("Kong", "Off"));
    case Run::Verdict::Overruled:
        return text(QT_TRANSLATE_NOOP("Kong", "Loses to: %1")).arg(run.overruledBy ? scopeWord(*run.overruledBy) : QString());
    case Run::Verdict::NobodyKnown:
        return text(QT_TRANSLATE_NOOP("Kong", "Consumer not known"));
    }
    return {};
}

QString priorityText(const Run &run)
{
    if (!run.priority)
        return {};
    return *run.priority == std::numeric_limits<int>::max() ? QStringLiteral("∞") : QLocale().toString(*run.priority);
}

QString reasonText(const Run &run)
{
    switch (run.verdict) {
    case Run::Verdict::Runs:
        if (!run.priority)
            return text(QT_TRANSLATE_NOOP("Kong", "This Kong does not tell its priority: it is taken for 0, as a plugin without one is."));
        return text(QT_TRANSLATE_NOOP("Kong", "Priority %1: higher ones run first.")).arg(priorityText(run));
    case Run::Verdict::Off:
        return text(QT_TRANSLATE_NOOP("Kong", "It is switched off: Kong acts as if it were not there."));
    case Run::Verdict::Overruled:
        return text(QT_TRANSLATE_NOOP("Kong", "Of each plugin one configuration counts, that of the strongest scope. Here that is: %1."))
            .arg(run.overruledBy ? scopeWord(*run.overruledBy) : QString());
    case Run::Verdict::NobodyKnown:
        return text(QT_TRANSLATE_NOOP("Kong", "It is bound to a consumer, but no plugin that runs before it finds out who that is."));
    }
    return {};
}

} // namespace

RecordTableModel<pluginorder::Run>::Columns pluginRunColumns()
{
    std::vector<Column<Run>> columns;
    Column<Run> position{QStringLiteral("position"), text(QT_TRANSLATE_NOOP("Kong", "#")), [](const Run &run) {
                             return run.position > 0 ? QLocale().toString(run.position) : QString();
                         }};
    position.titleTooltip = text(QT_TRANSLATE_NOOP("Kong", "The order in which they run"));
    position.alignment = Qt::AlignRight | Qt::AlignVCenter;
    columns.push_back(position);
    Column<Run> name{QStringLiteral("plugin"), text(QT_TRANSLATE_NOOP("Kong", "Plugin")), [](const Run &run) { return run.record.plugin.name; }};
    name.secondaryText = [](const Run &run) { return run.record.plugin.instanceName; };
    name.dim = [](const Run &run) { return run.position == 0; };
    columns.push_back(name);
    Column<Run> scope{QStringLiteral("scope"), text(QT_TRANSLATE_NOOP("Kong", "Scope")), [](const Run &run) { return scopeWord(run.record.plugin.scope); }};
    scope.tone = [](const Run &) { return Tone::Secondary; };
    scope.tooltip = [](const Run &run) { return scopeNames(run.record); };
    columns.push_back(scope);
    Column<Run> outcome{QStringLiteral("outcome"), text(QT_TRANSLATE_NOOP("Kong", "Outcome")), outcomeText};
    outcome.status = [](const Run &run) { return run.verdict == Run::Verdict::Runs ? Status::Ok : Status::Unknown; };
    outcome.secondaryText = [](const Run &run) { return run.position > 0 ? priorityText(run) : QString(); };
    outcome.tooltip = reasonText;
    columns.push_back(outcome);
    Column<Run> why{QStringLiteral("why"), text(QT_TRANSLATE_NOOP("Kong", "Why")), reasonText};
    why.tone = [](const Run &) { return Tone::Secondary; };
    columns.push_back(why);
    return columns;
}

QList<ColumnLook> pluginRunLooks()
{
    return {{.id = QStringLiteral("position"), .width = 40, .canHide = false},
            {.id = QStringLiteral("plugin"), .canHide = false, .minimumWidth = 110},
            {.id = QStringLiteral("scope"), .width = 96, .canHide = false},
            {.id = QStringLiteral("outcome"), .width = 168, .canHide = false},
            {.id = QStringLiteral("why"), .dropOrder = 1, .minimumWidth = 220}};
}

QList<ColumnLook> pluginLooks()
{
    return {{.id = QStringLiteral("check"), .width = 40, .kind = ColumnKind::Check, .canHide = false},
            {.id = QStringLiteral("plugin"), .canHide = false, .minimumWidth = 160},
            {.id = QStringLiteral("scope"), .width = 120, .canHide = false},
            {.id = QStringLiteral("on"), .elide = Qt::ElideMiddle, .canHide = false, .minimumWidth = 150},
            {.id = QStringLiteral("state"), .width = 76, .canHide = false},
            {.id = QStringLiteral("protocols"), .dropOrder = 6, .minimumWidth = 120},
            {.id = QStringLiteral("config"), .hiddenAtFirst = true, .dropOrder = 8, .minimumWidth = 200},
            {.id = QStringLiteral("tags"), .dropOrder = 7, .minimumWidth = 100},
            {.id = QStringLiteral("created"), .width = 104, .dropOrder = 5},
            {.id = QStringLiteral("switch"), .width = 96, .dropOrder = 4}};
}

} // namespace mk
