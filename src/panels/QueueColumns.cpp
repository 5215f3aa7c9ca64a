// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/QueueColumns.h"

#include "core/Format.h"
#include "platform/QueueHistory.h"

#include <QCoreApplication>

#include <cmath>

namespace mk {

namespace {

constexpr int curvePoints = 72; // every other pixel of 144

struct QueueTexts
{
    Q_DECLARE_TR_FUNCTIONS(Queues)
};

template <class F>
Column<QueueRecord> countColumn(const char *id, const QString &title, F count)
{
    Column<QueueRecord> column{QLatin1String(id), title, [count](const QueueRecord &r) {
                                   const std::optional<qint64> value = count(r.queue);
                                   return value ? format::count(*value) : format::notGiven();
                               }};
    column.number = [count](const QueueRecord &r) -> std::optional<double> {
        const std::optional<qint64> value = count(r.queue);
        return value ? std::optional<double>(double(*value)) : std::nullopt;
    };
    column.dim = [count](const QueueRecord &r) { return count(r.queue).value_or(0) == 0; };
    return column;
}

template <class F>
Column<QueueRecord> rateColumn(const char *id, const QString &title, F rate)
{
    Column<QueueRecord> column{QLatin1String(id), title,
                               [rate](const QueueRecord &r) { return format::rate(rate(r.queue)); }};
    column.number = [rate](const QueueRecord &r) { return rate(r.queue); };
    column.dim = [rate](const QueueRecord &r) { return rate(r.queue).value_or(0) == 0; };
    return column;
}

template <class F>
Column<QueueRecord> sizeColumn(const char *id, const QString &title, F bytes)
{
    Column<QueueRecord> column = countColumn(id, title, bytes);
    column.text = [bytes](const QueueRecord &r) { return format::size(bytes(r.queue)); };
    return column;
}

template <class T, class F>
Column<T> textColumn(const char *id, const QString &title, F text)
{
    return Column<T>{QLatin1String(id), title, [text](const T &row) {
                         const QString value = text(row);
                         return value.isEmpty() ? format::notGiven() : value;
                     }};
}

} // namespace

Status queueStatus(const QueueRecord &record)
{
    if (record.isUnread() || record.isBroken())
        return Status::Crit;
    return record.queue.state == QLatin1String("flow") ? Status::Warn : Status::None;
}

QString queueStateWord(const QueueRecord &record)
{
    const QString &state = record.queue.state;
    if (record.isBroken()) {
        return state == QLatin1String("down")      ? QueueTexts::tr("Down")
            : state == QLatin1String("crashed")    ? QueueTexts::tr("Crashed")
            : state == QLatin1String("minority")   ? QueueTexts::tr("No majority")
                                                   : QueueTexts::tr("Stopped");
    }
    if (record.isUnread())
        return QueueTexts::tr("No consumer");
    if (state == QLatin1String("running"))
        return record.queue.idleSince.isEmpty() ? QueueTexts::tr("Running") : QueueTexts::tr("Idle");
    if (state == QLatin1String("flow"))
        return QueueTexts::tr("Slowed down");
    return state.isEmpty() ? format::notGiven() : state;
}

QString growthText(const std::optional<double> &perMinute)
{
    if (!perMinute)
        return format::notGiven();
    const double size = std::abs(*perMinute);
    const QString number = size < 0.05 ? QStringLiteral("0") : QLocale().toString(size, 'f', size < 10 && size != std::floor(size) ? 1 : 0);
    const QString sign = size < 0.05 ? QString() : *perMinute > 0 ? QStringLiteral("+") : QString(QChar(0x2212));
    return QueueTexts::tr("%1/min").arg(sign + number);
}

RecordTableModel<QueueRecord>::Columns queueColumns(const std::shared_ptr<QueueCurves> &curves)
{
    using rabbitmq::Queue;
    using R = QueueRecord;
    RecordTableModel<R>::Columns columns;

    Column<R> mark{QStringLiteral("mark"), QueueTexts::tr("Needs a look"),
                   [](const R &r) { return queueStatus(r) == Status::None ? QString() : queueStateWord(r); }};
    mark.status = [](const R &r) { return queueStatus(r); };
    mark.sortText = [](const R &r) { return QString::number(9 - int(queueStatus(r))); };
    mark.copyText = [](const R &r) { return statusId(queueStatus(r)); };
    mark.searchable = false;
    columns.push_back(mark);

    Column<R> name{QStringLiteral("queue"), QueueTexts::tr("Queue"), [](const R &r) { return r.queue.name; }};
    name.elideMode = Qt::ElideMiddle;
    name.tag = [](const R &r) {
        return r.queue.exclusive ? QueueTexts::tr("exclusive") : r.queue.autoDelete ? QueueTexts::tr("auto-delete") : QString();
    };
    columns.push_back(name);
    Column<R> vhost = textColumn<R>("vhost", QueueTexts::tr("Virtual host"), [](const R &r) { return r.queue.vhost; });
    vhost.tone = [](const R &) { return Tone::Secondary; };
    columns.push_back(vhost);
    Column<R> type = textColumn<R>("type", QueueTexts::tr("Type"), [](const R &r) { return r.queue.type; });
    type.tone = [](const R &) { return Tone::Secondary; };
    columns.push_back(type);

    Column<R> state{QStringLiteral("state"), QueueTexts::tr("State"), queueStateWord};
    state.tone = [](const R &r) {
        const Status status = queueStatus(r);
        return status == Status::Crit ? Tone::Crit : status == Status::Warn ? Tone::Warn : Tone::Secondary;
    };
    state.searchText = [](const R &r) { return QString(queueStateWord(r) + QLatin1Char(' ') + r.queue.state); };
    state.copyText = [](const R &r) { return r.isUnread() ? QStringLiteral("no consumer") : r.queue.state; };
    columns.push_back(state);

    Column<R> ready = countColumn("ready", QueueTexts::tr("Ready"), [](const Queue &q) { return q.ready; });
    ready.tone = [](const R &r) { return r.isUnread() ? Tone::Crit : Tone::Normal; };
    ready.strong = [](const R &r) { return r.isUnread(); };
    columns.push_back(ready);
    columns.push_back(countColumn("unacked", QueueTexts::tr("Unacked"), [](const Queue &q) { return q.unacked; }));
    columns.push_back(countColumn("total", QueueTexts::tr("Total"), [](const Queue &q) { return q.total; }));
    Column<R> consumers = countColumn("consumers", QueueTexts::tr("Consumers"), [](const Queue &q) { return q.consumers; });
    consumers.dim = [](const R &r) { return !r.isUnread() && r.queue.consumers.value_or(0) == 0; };
    consumers.tone = [](const R &r) { return r.isUnread() ? Tone::Crit : Tone::Normal; };
    consumers.strong = [](const R &r) { return r.isUnread(); };
    columns.push_back(consumers);
    columns.push_back(rateColumn("in", QueueTexts::tr("Publish"), [](const Queue &q) { return q.publishRate; }));
    columns.push_back(rateColumn("out", QueueTexts::tr("Deliver"), [](const Queue &q) { return q.deliverRate; }));
    columns.push_back(rateColumn("ack", QueueTexts::tr("Ack"), [](const Queue &q) { return q.ackRate; }));

    Column<R> growth{QStringLiteral("growth"), QueueTexts::tr("Growth"), [](const R &r) { return growthText(r.growth); }};
    growth.number = [](const R &r) { return r.growth; };
    growth.dim = [](const R &r) { return std::abs(r.growth.value_or(0)) < 0.05; };
    growth.tone = [](const R &r) { return r.isUnread() && r.growth.value_or(0) >= 0.05 ? Tone::Crit : Tone::Normal; };
    growth.titleTooltip = QueueTexts::tr("Change of all messages in a minute, over the last minute that was watched");
    columns.push_back(growth);
    columns.push_back(sizeColumn("size", QueueTexts::tr("Size"), [](const Queue &q) { return q.messageBytes; }));
    Column<R> memory = sizeColumn("memory", QueueTexts::tr("Memory"), [](const Queue &q) { return q.memory; });
    memory.titleTooltip = QueueTexts::tr("What the queue's process uses in the broker");
    columns.push_back(memory);
    Column<R> policy = textColumn<R>("policy", QueueTexts::tr("Policy"), [](const R &r) { return r.queue.policy; });
    policy.tone = [](const R &) { return Tone::Secondary; };
    columns.push_back(policy);
    Column<R> node = textColumn<R>("node", QueueTexts::tr("Node"), [](const R &r) { return r.queue.node; });
    node.tone = [](const R &) { return Tone::Secondary; };
    columns.push_back(node);

    Column<R> curve{QStringLiteral("curve"), QueueTexts::tr("Ready over time"), [](const R &r) {
                        return r.queue.ready ? format::count(*r.queue.ready) : format::notGiven();
                    }};
    curve.spark = [curves](const R &r) {
        return curves->history ? curves->history->curve(r.key, curvePoints) : SparkBuffer();
    };
    curve.status = [](const R &r) { return queueStatus(r); };
    curve.searchable = false;
    curve.titleTooltip = QueueTexts::tr("As this console has seen it while it looked, up to an hour");
    columns.push_back(curve);
    return columns;
}

QList<ColumnLook> queueLooks()
{
    return {{.id = QStringLiteral("mark"), .width = 40, .kind = ColumnKind::Mark, .canHide = false},
            {.id = QStringLiteral("queue"), .elide = Qt::ElideMiddle, .canHide = false, .minimumWidth = 176},
            {.id = QStringLiteral("vhost"), .width = 92, .elide = Qt::ElideMiddle, .dropOrder = 6},
            {.id = QStringLiteral("type"), .width = 68, .dropOrder = 8},
            {.id = QStringLiteral("state"), .width = 104},
            {.id = QStringLiteral("ready"), .width = 72, .canHide = false},
            {.id = QStringLiteral("unacked"), .width = 74, .dropOrder = 1},
            {.id = QStringLiteral("total"), .width = 72, .hiddenAtFirst = true},
            {.id = QStringLiteral("consumers"), .width = 88},
            {.id = QStringLiteral("in"), .width = 76, .dropOrder = 2},
            {.id = QStringLiteral("out"), .width = 76, .dropOrder = 3},
            {.id = QStringLiteral("ack"), .width = 72, .dropOrder = 7},
            {.id = QStringLiteral("growth"), .width = 84, .dropOrder = 5},
            {.id = QStringLiteral("size"), .width = 76, .hiddenAtFirst = true},
            {.id = QStringLiteral("memory"), .width = 88, .dropOrder = 9},
            {.id = QStringLiteral("policy"), .width = 96, .hiddenAtFirst = true},
            {.id = QStringLiteral("node"), .width = 140, .elide = Qt::ElideMiddle, .hiddenAtFirst = true},
            {.id = QStringLiteral("curve"), .width = 160, .kind = ColumnKind::Spark, .dropOrder = 4}};
}

RecordTableModel<rabbitmq::Consumer>::Columns consumerColumns()
{
    using rabbitmq::Consumer;
    RecordTableModel<Consumer>::Columns columns;
    Column<Consumer> tag = textColumn<Consumer>("tag", QueueTexts::tr("Consumer"), [](const Consumer &c) { return c.tag; });
    tag.mono = true;
    tag.elideMode = Qt::ElideMiddle;
    columns.push_back(tag);
    Column<Consumer> from = textColumn<Consumer>("connection", QueueTexts::tr("Connection"), [](const Consumer &c) {
        return c.channel.isEmpty() ? c.connection : c.channel;
    });
    from.mono = true;
    from.elideMode = Qt::ElideMiddle;
    columns.push_back(from);
    columns.push_back(textColumn<Consumer>("user", QueueTexts::tr("User"), [](const Consumer &c) { return c.user; }));
    Column<Consumer> prefetch{QStringLiteral("prefetch"), QueueTexts::tr("Prefetch"), [](const Consumer &c) {
                                  return c.prefetch ? format::count(*c.prefetch) : format::notGiven();
                              }};
    prefetch.number = [](const Consumer &c) -> std::optional<double> {
        return c.prefetch ? std::optional<double>(double(*c.prefetch)) : std::nullopt;
    };
    columns.push_back(prefetch);
    columns.push_back(textColumn<Consumer>("ack", QueueTexts::tr("Ack"), [](const Consumer &c) {
        return c.ackRequired ? QueueTexts::tr("by hand") : QueueTexts::tr("automatic");
    }));
    Column<Consumer> activity = textColumn<Consumer>("activity", QueueTexts::tr("State"), [](const Consumer &c) {
        return c.active == false ? QueueTexts::tr("waiting") : c.activity == QLatin1String("up") ? QueueTexts::tr("up") : c.activity;
    });
    columns.push_back(activity);
    return columns;
}

QList<ColumnLook> consumerLooks()
{
    return {{.id = QStringLiteral("tag"), .elide = Qt::ElideMiddle, .minimumWidth = 110},
            {.id = QStringLiteral("connection"), .elide = Qt::ElideMiddle, .minimumWidth = 130},
            {.id = QStringLiteral("user"), .width = 76, .dropOrder = 2},
            {.id = QStringLiteral("prefetch"), .width = 72},
            {.id = QStringLiteral("ack"), .width = 76, .dropOrder = 1},
            {.id = QStringLiteral("activity"), .width = 64, .dropOrder = 3}};
}

RecordTableModel<rabbitmq::Binding>::Columns bindingColumns()
{
    using rabbitmq::Binding;
    RecordTableModel<Binding>::Columns columns;
    Column<Binding> source{QStringLiteral("source"), QueueTexts::tr("From exchange"), [](const Binding &b) {
                               return b.source.isEmpty() ? QueueTexts::tr("(default)") : b.source;
                           }};
    source.dim = [](const Binding &b) { return b.source.isEmpty(); };
    columns.push_back(source);
    Column<Binding> key = textColumn<Binding>("key", QueueTexts::tr("Routing key"), [](const Binding &b) { return b.routingKey; });
    key.mono = true;
    columns.push_back(key);
    Column<Binding> arguments = textColumn<Binding>("arguments", QueueTexts::tr("Arguments"), [](const Binding &b) {
        return QString::fromUtf8(b.arguments);
    });
    arguments.mono = true;
    columns.push_back(arguments);
    return columns;
}

QList<ColumnLook> bindingLooks()
{
    return {{.id = QStringLiteral("source"), .elide = Qt::ElideMiddle, .minimumWidth = 110},
            {.id = QStringLiteral("key"), .elide = Qt::ElideMiddle, .minimumWidth = 120},
            {.id = QStringLiteral("arguments"), .dropOrder = 1, .minimumWidth = 110}};
}

} // namespace mk
