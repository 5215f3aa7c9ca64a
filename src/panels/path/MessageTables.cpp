// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/path/MessageTables.h"

#include "core/Format.h"
#include "core/SafeText.h"

#include <QCoreApplication>

namespace mk::messagetables {

using namespace messagepath;

namespace {

struct MessageTableTexts
{
    Q_DECLARE_TR_FUNCTIONS(MessageTables)
};

template <class Row, class F>
Column<Row> figureColumn(const char *id, const QString &title, F value)
{
    Column<Row> column{QLatin1String(id), title, [value](const Row &row) {
                           const std::optional<qint64> figure = value(row);
                           return figure ? format::count(*figure) : format::notGiven();
                       }};
    column.number = [value](const Row &row) -> std::optional<double> {
        const std::optional<qint64> figure = value(row);
        return figure ? std::optional<double>(double(*figure)) : std::nullopt;
    };
    column.dim = [value](const Row &row) { return value(row).value_or(0) == 0; };
    return column;
}

} // namespace

RecordTableModel<DestinationRow>::Columns destinationColumns()
{
    using Row = DestinationRow;
    std::vector<Column<Row>> columns;
    Column<Row> queue{QStringLiteral("queue"), MessageTableTexts::tr("Queue"), [](const Row &row) { return visibleText(row.queue); }};
    queue.tooltip = queue.text;
    columns.push_back(queue);
    columns.push_back(figureColumn<Row>("ready", MessageTableTexts::tr("Ready"), [](const Row &row) { return row.ready; }));
    columns.push_back(figureColumn<Row>("unacked", MessageTableTexts::tr("Unacked"), [](const Row &row) { return row.unacked; }));
    columns.push_back(figureColumn<Row>("consumers", MessageTableTexts::tr("Consumers"), [](const Row &row) { return row.consumers; }));
    Column<Row> state{QStringLiteral("state"), MessageTableTexts::tr("State"), [](const Row &row) { return row.word; }};
    state.status = [](const Row &row) { return row.status; };
    columns.push_back(state);
    Column<Row> drops{QStringLiteral("drops"), MessageTableTexts::tr("What else becomes of messages"),
                      [](const Row &row) { return row.drops.isEmpty() ? format::notGiven() : row.drops; }};
    drops.tooltip = [](const Row &row) { return row.drops; };
    drops.dim = [](const Row &row) { return row.drops.isEmpty(); };
    columns.push_back(drops);
    return columns;
}

QList<ColumnLook> destinationLooks()
{
    return {{.id = QStringLiteral("queue"), .width = 280, .elide = Qt::ElideMiddle, .canHide = false},
            {.id = QStringLiteral("ready"), .width = 88, .canHide = false},
            {.id = QStringLiteral("unacked"), .width = 88},
            {.id = QStringLiteral("consumers"), .width = 96, .canHide = false},
            {.id = QStringLiteral("state"), .width = 140, .canHide = false},
            {.id = QStringLiteral("drops"), .dropOrder = 1, .minimumWidth = 240}};
}

RecordTableModel<ReaderRow>::Columns readerColumns()
{
    using Row = ReaderRow;
    std::vector<Column<Row>> columns;
    Column<Row> name{QStringLiteral("name"), MessageTableTexts::tr("Who"), [](const Row &row) { return row.name; }};
    name.status = [](const Row &row) { return row.status; };
    name.tooltip = [](const Row &row) {
        return row.service.isEmpty() ? MessageTableTexts::tr("Who it is cannot be proven from here")
                                     : MessageTableTexts::tr("Consul has exactly this service at the address");
    };
    columns.push_back(name);
    columns.push_back({QStringLiteral("queue"), MessageTableTexts::tr("Queue"), [](const Row &row) { return row.queue; }});
    Column<Row> address{QStringLiteral("address"), MessageTableTexts::tr("Connection"), [](const Row &row) { return row.address; }};
    address.mono = true;
    columns.push_back(address);
    columns.push_back(figureColumn<Row>("prefetch", MessageTableTexts::tr("Prefetch"), [](const Row &row) { return row.prefetch; }));
    columns.push_back({QStringLiteral("note"), MessageTableTexts::tr("What it does"),
                       [](const Row &row) { return row.note.isEmpty() ? format::notGiven() : row.note; }});
    return columns;
}

QList<ColumnLook> readerLooks()
{
    return {{.id = QStringLiteral("name"), .width = 280, .elide = Qt::ElideMiddle, .canHide = false},
            {.id = QStringLiteral("queue"), .width = 200, .elide = Qt::ElideMiddle, .dropOrder = 2},
            {.id = QStringLiteral("address"), .width = 280, .elide = Qt::ElideMiddle, .dropOrder = 1},
            {.id = QStringLiteral("prefetch"), .width = 80},
            {.id = QStringLiteral("note"), .canHide = false, .minimumWidth = 180}};
}

RecordTableModel<BindingRow>::Columns bindingRowColumns()
{
    using Row = BindingRow;
    std::vector<Column<Row>> columns;
    Column<Row> exchange{QStringLiteral("exchange"), MessageTableTexts::tr("Exchange"), [](const Row &row) { return row.exchange; }};
    exchange.status = [](const Row &row) { return row.matches ? Status::Ok : Status::None; };
    columns.push_back(exchange);
    columns.push_back({QStringLiteral("how"), MessageTableTexts::tr("How it comes there"), [](const Row &row) { return row.how; }});
    Column<Row> rule{QStringLiteral("rule"), MessageTableTexts::tr("Key or arguments"), [](const Row &row) { return row.rule; }};
    rule.mono = true;
    rule.tooltip = rule.text;
    columns.push_back(rule);
    columns.push_back({QStringLiteral("destination"), MessageTableTexts::tr("Leads to"), [](const Row &row) {
                           return row.toQueue ? row.destination : MessageTableTexts::tr("exchange %1").arg(row.destination);
                       }});
    columns.push_back({QStringLiteral("match"), MessageTableTexts::tr("Matches"),
                       [](const Row &row) { return row.matches ? MessageTableTexts::tr("Yes") : MessageTableTexts::tr("No"); }});
    return columns;
}

QList<ColumnLook> bindingRowLooks()
{
    return {{.id = QStringLiteral("exchange"), .width = 220, .elide = Qt::ElideMiddle, .canHide = false},
            {.id = QStringLiteral("how"), .width = 180, .dropOrder = 1},
            {.id = QStringLiteral("rule"), .elide = Qt::ElideMiddle, .canHide = false, .minimumWidth = 160},
            {.id = QStringLiteral("destination"), .width = 260, .elide = Qt::ElideMiddle, .canHide = false},
            {.id = QStringLiteral("match"), .width = 80}};
}

std::vector<PathStepRow> stepRows(const Path &path, const QDateTime &now)
{
    std::vector<PathStepRow> rows;
    for (const PathStep &step : path.steps) {
        PathStepRow row;
        row.number = int(rows.size()) + 1;
        row.title = messagetext::stepTitle(step.kind);
        row.text = messagetext::stepText(path, step);
        row.word = messagetext::stateWord(step);
        row.status = pathtext::statusOf(step.state);
        if (step.state != State::NotReached) {
            row.evidence = messagetext::evidenceText(step, now);
            row.certainty = pathtext::certaintyText(step.certainty);
        }
        row.panel = step.panel;
        row.entityId = step.entityId;
        rows.push_back(row);
    }
    return rows;
}

std::vector<DestinationRow> destinationRows(const Path &path)
{
    std::vector<DestinationRow> rows;
    for (const Destination &destination : path.destinations) {
        DestinationRow row;
        row.queue = destination.queue;
        row.entityId = rabbitmq::queueKey(path.message.vhost, destination.queue);
        if (destination.record) {
            row.ready = destination.record->queue.ready;
            row.unacked = destination.record->queue.unacked;
            row.consumers = destination.record->queue.consumers;
        }
        row.word = messagetext::destinationWord(destination);
        row.status = pathtext::statusOf(destination.state);
        row.drops = messagetext::dropsText(destination);
        rows.push_back(row);
    }
    return rows;
}

std::vector<ReaderRow> readerRows(const Path &path, const QDateTime &now)
{
    std::vector<ReaderRow> rows;
    for (const Destination &destination : path.destinations) {
        for (const Reader &reader : destination.readers.value_or(std::vector<Reader>())) {
            ReaderRow row;
            row.number = int(rows.size()) + 1;
            row.name = messagetext::readerName(reader);
            row.queue = visibleText(destination.queue);
            row.address = visibleText(reader.consumer.connection);
            row.prefetch = reader.consumer.prefetch;
            row.note = messagetext::readerNote(reader, now);
            row.status = pathtext::statusOf(reader.state);
            row.service = reader.services.size() == 1 ? reader.services.first() : QString();
            rows.push_back(row);
        }
    }
    return rows;
}

std::vector<BindingRow> bindingRows(const Path &path, const messagerouting::Table &table)
{
    std::vector<BindingRow> rows;
    const auto add = [&](size_t index, const QString &how, bool matches) {
        const rabbitmq::Binding &binding = table.binding(index);
        const rabbitmq::Exchange *from = table.exchange(binding.source);
        BindingRow row;
        row.number = int(rows.size()) + 1;
        row.exchange = messagetext::exchangeName(binding.source);
        row.how = how;
        row.rule = messagetext::bindingRule(binding, from ? from->type : QString());
        row.destination = visibleText(binding.destination);
        row.toQueue = binding.destinationType != QLatin1String("exchange");
        row.matches = matches;
        row.entityId = row.toQueue ? rabbitmq::queueKey(path.message.vhost, binding.destination) : QString();
        rows.push_back(row);
    };
    for (const messagerouting::Match &match : path.route.matches)
        add(match.binding, messagetext::hopText(path.route.hops.at(size_t(match.hop)), path.route), true);
    for (const size_t index : path.route.nearest)
        add(index, MessageTableTexts::tr("comes near"), false);
    if (path.message.exchange.isEmpty() && path.destinations.size() == 1) {
        for (const size_t index : table.bindingsTo(path.destinations.front().queue, true)) {
            if (rows.size() < size_t(messagerouting::mostTold))
                add(index, MessageTableTexts::tr("leads here, too"), false);
        }
    }
    return rows;
}

} // namespace mk::messagetables
