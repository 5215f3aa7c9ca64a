// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Result.h"
#include "net/HttpTypes.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>
#include <vector>

// Queues as the management API tells them. Pure functions, any thread. Sources: the HTTP API reference that RabbitMQ serves
// at /api/index.html; recordings of 3.10.8. Fields that 3.6 and 3.7 lack (type) or that a queue has not told yet (its counts,
// for five seconds after a start) are absent, and stay absent.
namespace mk::rabbitmq {

// One queue of the list.
struct Queue
{
    QString vhost;
    QString name;
    QString type;   // "classic", "quorum", "stream"; empty before 3.8
    QString state;  // "running", "flow", "down", …
    QString node;   // where it lives, or its leader
    QString policy;
    QString idleSince; // as the server writes it; empty while something happens
    bool durable = false;
    bool autoDelete = false;
    bool exclusive = false;
    std::optional<qint64> ready;
    std::optional<qint64> unacked;
    std::optional<qint64> total;
    std::optional<qint64> consumers;
    std::optional<qint64> memory;       // bytes of its process
    std::optional<qint64> messageBytes; // bytes of the bodies in it
    // Per second, as the server measured them last.
    std::optional<double> publishRate;
    std::optional<double> deliverRate; // with and without acknowledgement, and by "get"
    std::optional<double> ackRate;
    std::optional<double> depthRate; // change of total
    bool operator==(const Queue &) const = default;
};

// Unique among all queues and safe in any file: both names percent-encoded, "shop/orders%2Fnew".
QString queueKey(const QString &vhost, const QString &name);
// Both names again; empty where it is no such key.
std::pair<QString, QString> namesOfKey(const QString &key);

struct Consumer
{
    QString tag;
    QString connection; // "10.0.0.1:5000 -> 10.0.0.2:5672"
    QString channel;    // the same with " (1)"
    QString user;
    QString activity;   // "up", "single_active", …; empty before 3.8
    std::optional<qint64> prefetch;
    bool ackRequired = false;
    bool exclusive = false;
    std::optional<bool> active;
    bool operator==(const Consumer &) const = default;
};

struct Binding
{
    QString source; // empty: the default exchange
    QString vhost;
    QString destination;
    QString destinationType; // "queue", "exchange"
    QString routingKey;
    QString propertiesKey; // tells it apart from others between the same two
    QByteArray arguments;  // JSON object; empty where there are none
    bool operator==(const Binding &) const = default;
};

struct Sample
{
    qint64 at = 0; // ms since 1970
    double value = 0;
    bool operator==(const Sample &) const = default;
};

// The server's own history of one queue, oldest first; all empty where it keeps none (statistics off).
struct QueueSamples
{
    std::vector<Sample> ready;
    std::vector<Sample> unacked;
    std::vector<Sample> publish; // rates per second, made of the counters
    std::vector<Sample> deliver;
    std::vector<Sample> ack;
    bool isEmpty() const
    {
        return ready.empty() && unacked.empty() && publish.empty() && deliver.empty() && ack.empty();
    }
    bool operator==(const QueueSamples &) const = default;
};

struct QueueDetail
{
    Queue queue;
    // Nothing: the server did not say (statistics off).
    std::optional<std::vector<Consumer>> consumers;
    QString operatorPolicy;
    QByteArray arguments;       // JSON object
    QByteArray effectivePolicy; // JSON object; empty where it was not told
    QStringList members;        // nodes of a quorum queue or a stream
    QStringList online;
    QueueSamples samples;
    QByteArray raw; // the whole answer
    bool operator==(const QueueDetail &) const = default;
};

// The list of all queues that the user may see, in one request, with the columns that Queue has.
//
// Why not in pages: a page is sorted and cut after the whole list has been made, so that each page costs the broker nearly as
// much as the list. Processor time of the broker for 20,000 queues, 3.10.8, two cores (what it used anyway taken off):
//   GET /api/queues                                                     28.2 MB   6.2 s
//   … ?columns= these                                                    3.7 MB   3.1 s
//   … ?disable_stats=true&enable_queue_totals=true                       4.5 MB   3.5 s
//   … the same with columns= (no consumers, no rates, no memory)         2.6 MB   2.0 s
//   … 40 pages of 500                                                   28.2 MB  22.3 s
//   … 40 pages of 500 with columns= these                                3.8 MB  21.6 s   (sort=name: 57.7 s)
//   … 40 pages of 500 without statistics                                 4.5 MB  43.1 s
// enable_queue_totals changes nothing while statistics are on; without them it is what tells the counts at all.
HttpRequest queuesRequest();
// False where a name is "." or "..": the broker takes them out of the path, however they are escaped (3.10.8: GET
// /api/queues/%2F/%2E lists the virtual host), so that a request would reach another queue, or all of them.
bool isAddressable(const QString &vhost, const QString &name);
// One queue with samples over `age`, at most 500 of them; zero: without.
HttpRequest queueRequest(const QString &vhost, const QString &name, std::chrono::seconds age = {});
HttpRequest queueBindingsRequest(const QString &vhost, const QString &name);
// Takes away what is ready; what is delivered and not yet acknowledged stays.
HttpRequest purgeRequest(const QString &vhost, const QString &name);
HttpRequest deleteQueueRequest(const QString &vhost, const QString &name, bool ifEmpty, bool ifUnused);

// ratesKnown: the broker keeps rates, so that a rate which a queue with counts does not have is 0.
Result<std::vector<Queue>> decodeQueues(const QByteArray &body, bool ratesKnown);
Result<QueueDetail> decodeQueueDetail(const QByteArray &body, bool ratesKnown);
Result<std::vector<Binding>> decodeBindings(const QByteArray &body);

} // namespace mk::rabbitmq
