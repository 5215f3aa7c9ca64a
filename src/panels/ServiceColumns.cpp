// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/ServiceColumns.h"

#include "core/Format.h"

#include <QCoreApplication>

namespace mk {

namespace {

QString text(const char *source)
{
    return QCoreApplication::translate("Services", source);
}

// A count that matters only when it is not zero.
template <class T, class F>
Column<T> countColumn(const QString &id, const QString &title, F count, Tone alert)
{
    Column<T> column{id, title, [count](const T &row) { return format::count(count(row)); }};
    column.number = [count](const T &row) { return std::optional<double>(double(count(row))); };
    column.tone = [count, alert](const T &row) { return count(row) > 0 ? alert : Tone::Dim; };
    return column;
}

template <class T>
Column<T> healthColumn(std::function<consul::Health(const T &)> health)
{
    Column<T> column{QStringLiteral("state"), text(QT_TRANSLATE_NOOP("Services", "State")),
                     [health](const T &row) { return healthWord(health(row)); }};
    column.status = [health](const T &row) { return healthStatus(health(row)); };
    column.sortText = [health](const T &row) { return QString::number(2 - int(health(row))); }; // worst first
    column.copyText = [health](const T &row) { return consul::healthId(health(row)); };
    column.searchText = [health](const T &row) {
        return QString(healthWord(health(row)) + QLatin1Char(' ') + consul::healthId(health(row)));
    };
    return column;
}

int checkCount(const consul::Instance &instance)
{
    return int(instance.checks.size() + instance.nodeChecks.size());
}

} // namespace

RecordTableModel<consul::Service>::Columns serviceColumns()
{
    using consul::Service;
    std::vector<Column<Service>> columns;
    columns.push_back(healthColumn<Service>([](const Service &s) { return s.health(); }));

    Column<Service> name{QStringLiteral("service"), text(QT_TRANSLATE_NOOP("Services", "Service")),
                         [](const Service &s) { return s.name; }};
    name.tag = [](const Service &s) { return s.kind; };
    name.elideMode = Qt::ElideMiddle;
    columns.push_back(name);

    Column<Service> instances{
        QStringLiteral("instances"), text(QT_TRANSLATE_NOOP("Services", "Passing instances")), [](const Service &s) {
            return text(QT_TRANSLATE_NOOP("Services", "%1 of %2")).arg(format::count(s.passing), format::count(s.total));
        }};
    instances.number = [](const Service &s) { return std::optional<double>(s.passing); };
    // Consul hands out instances with warnings, too: only where all are critical nobody is reached.
    instances.tone = [](const Service &s) { return s.total > 0 && s.critical == s.total ? Tone::Crit : Tone::Normal; };
    columns.push_back(instances);

    Column<Service> total = countColumn<Service>(QStringLiteral("total"), text(QT_TRANSLATE_NOOP("Services", "Instances")),
                                                 [](const Service &s) { return s.total; }, Tone::Normal);
    total.visibleByDefault = false;
    columns.push_back(total);
    columns.push_back(countColumn<Service>(QStringLiteral("warning"), text(QT_TRANSLATE_NOOP("Services", "Warning")),
                                           [](const Service &s) { return s.warning; }, Tone::Warn));
    columns.push_back(countColumn<Service>(QStringLiteral("critical"), text(QT_TRANSLATE_NOOP("Services", "Critical")),
                                           [](const Service &s) { return s.critical; }, Tone::Crit));
    columns.push_back(countColumn<Service>(QStringLiteral("unchecked"),
                                           text(QT_TRANSLATE_NOOP("Services", "Without own check")),
                                           [](const Service &s) { return s.withoutOwnChecks; }, Tone::Secondary));

    Column<Service> tags{QStringLiteral("tags"), text(QT_TRANSLATE_NOOP("Services", "Tags")),
                         [](const Service &s) { return s.tags.join(QStringLiteral(", ")); }};
    tags.tone = [](const Service &) { return Tone::Secondary; };
    columns.push_back(tags);
    Column<Service> nodes{QStringLiteral("nodes"), text(QT_TRANSLATE_NOOP("Services", "Nodes")),
                          [](const Service &s) { return s.nodes.join(QStringLiteral(", ")); }};
    nodes.tone = [](const Service &) { return Tone::Secondary; };
    columns.push_back(nodes);
    return columns;
}

QList<ColumnLook> serviceLooks()
{
    return {{.id = QStringLiteral("state"), .width = 104, .canHide = false},
            {.id = QStringLiteral("service"), .elide = Qt::ElideMiddle, .canHide = false, .minimumWidth = 200},
            {.id = QStringLiteral("instances"), .width = 132},
            {.id = QStringLiteral("total"), .width = 88, .hiddenAtFirst = true},
            {.id = QStringLiteral("warning"), .width = 76, .dropOrder = 3},
            {.id = QStringLiteral("critical"), .width = 76, .dropOrder = 2},
            {.id = QStringLiteral("unchecked"), .width = 128, .dropOrder = 5},
            {.id = QStringLiteral("tags"), .dropOrder = 4, .minimumWidth = 120},
            {.id = QStringLiteral("nodes"), .dropOrder = 6, .minimumWidth = 120}};
}

RecordTableModel<consul::Instance>::Columns instanceColumns()
{
    using consul::Instance;
    std::vector<Column<Instance>> columns;
    columns.push_back(healthColumn<Instance>([](const Instance &i) { return i.health; }));

    Column<Instance> service{QStringLiteral("service"), text(QT_TRANSLATE_NOOP("Services", "Service")),
                             [](const Instance &i) { return i.service; }};
    service.elideMode = Qt::ElideMiddle;
    columns.push_back(service);

    Column<Instance> id{QStringLiteral("instance"), text(QT_TRANSLATE_NOOP("Services", "Instance")),
                        [](const Instance &i) { return i.serviceId; }};
    id.mono = true;
    id.elideMode = Qt::ElideMiddle;
    columns.push_back(id);

    Column<Instance> address{QStringLiteral("address"), text(QT_TRANSLATE_NOOP("Services", "Address")),
                             [](const Instance &i) { return i.address(); }};
    address.suffix = [](const Instance &i) { return i.port == 0 ? QString() : QString(QLatin1Char(':') + QString::number(i.port)); };
    address.copyText = [](const Instance &i) {
        return i.port == 0 ? i.address() : QString(i.address() + QLatin1Char(':') + QString::number(i.port));
    };
    address.searchText = address.copyText;
    address.mono = true;
    address.elideMode = Qt::ElideMiddle;
    columns.push_back(address);

    Column<Instance> node{QStringLiteral("node"), text(QT_TRANSLATE_NOOP("Services", "Node")),
                          [](const Instance &i) { return i.node; }};
    node.tone = [](const Instance &) { return Tone::Secondary; };
    columns.push_back(node);
    Column<Instance> tags{QStringLiteral("tags"), text(QT_TRANSLATE_NOOP("Services", "Tags")),
                          [](const Instance &i) { return i.tags.join(QStringLiteral(", ")); }};
    tags.tone = [](const Instance &) { return Tone::Secondary; };
    columns.push_back(tags);
    columns.push_back(countColumn<Instance>(QStringLiteral("checks"), text(QT_TRANSLATE_NOOP("Services", "Checks")),
                                            checkCount, Tone::Normal));
    return columns;
}

QList<ColumnLook> instanceLooks()
{
    return {{.id = QStringLiteral("state"), .width = 104, .canHide = false},
            {.id = QStringLiteral("service"), .elide = Qt::ElideMiddle, .canHide = false, .minimumWidth = 160},
            {.id = QStringLiteral("instance"), .elide = Qt::ElideMiddle, .dropOrder = 3, .minimumWidth = 140},
            {.id = QStringLiteral("address"), .elide = Qt::ElideMiddle, .minimumWidth = 160},
            {.id = QStringLiteral("node"), .width = 140, .dropOrder = 2},
            {.id = QStringLiteral("tags"), .dropOrder = 4, .minimumWidth = 120},
            {.id = QStringLiteral("checks"), .width = 76, .dropOrder = 5}};
}

RecordTableModel<consul::Node>::Columns nodeColumns()
{
    using consul::Node;
    std::vector<Column<Node>> columns;
    columns.push_back(healthColumn<Node>([](const Node &n) { return n.health; }));
    Column<Node> name{QStringLiteral("node"), text(QT_TRANSLATE_NOOP("Services", "Node")),
                      [](const Node &n) { return n.name; }};
    columns.push_back(name);
    Column<Node> address{QStringLiteral("address"), text(QT_TRANSLATE_NOOP("Services", "Address")),
                         [](const Node &n) { return n.address; }};
    address.mono = true;
    columns.push_back(address);
    columns.push_back(countColumn<Node>(QStringLiteral("instances"), text(QT_TRANSLATE_NOOP("Services", "Instances")),
                                        [](const Node &n) { return n.instances; }, Tone::Normal));
    columns.push_back(countColumn<Node>(QStringLiteral("checks"), text(QT_TRANSLATE_NOOP("Services", "Checks")),
                                        [](const Node &n) { return int(n.checks.size()); }, Tone::Normal));
    Column<Node> id{QStringLiteral("id"), text(QT_TRANSLATE_NOOP("Services", "Id")), [](const Node &n) {
                        return n.id.isEmpty() ? format::notGiven() : n.id;
                    }};
    id.mono = true;
    id.dim = [](const Node &) { return true; };
    id.elideMode = Qt::ElideMiddle;
    columns.push_back(id);
    return columns;
}

QList<ColumnLook> nodeLooks()
{
    return {{.id = QStringLiteral("state"), .width = 104, .canHide = false},
            {.id = QStringLiteral("node"), .canHide = false, .minimumWidth = 160},
            {.id = QStringLiteral("address"), .minimumWidth = 140},
            {.id = QStringLiteral("instances"), .width = 96},
            {.id = QStringLiteral("checks"), .width = 76, .dropOrder = 2},
            {.id = QStringLiteral("id"), .elide = Qt::ElideMiddle, .dropOrder = 3, .minimumWidth = 140}};
}

} // namespace mk
