// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/rabbitmq/RabbitMqQueues.h"

#include <QHash>
#include <QMutex>
#include <QStringList>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace mk {

// What this console has seen of all queues while it looked: up to an hour, bounded in all. The broker keeps no history that a
// list could show. A reading is kept only where it differs from the one before, so a queue in which nothing happens costs one
// entry. Any thread; a reading is taken in on a worker while cells are painted.
class QueueHistory
{
public:
    struct Reading
    {
        qint64 at = 0;     // ms since 1970
        float ready = 0;   // NaN: not given
        float unacked = 0;
        float publish = 0; // per second
        float deliver = 0;
        float ack = 0;
    };
    static constexpr std::chrono::minutes window{60};

    // One reading of the whole list; queues that are not in it are forgotten. Answers each queue's growth in messages a
    // minute over the last minute, or nothing where it has not been watched for long enough.
    std::vector<std::optional<double>> record(qint64 at, const std::vector<rabbitmq::Queue> &queues);
    // The last reading again, unchanged.
    std::vector<std::optional<double>> confirm(qint64 at, const std::vector<rabbitmq::Queue> &queues);
    // True while confirm() would bring what was told last: no queue had moved within a minute.
    bool isQuiet() const;
    // confirm() at such a time: every queue's growth is 0, and none need be looked at to know it.
    void confirmQuiet(qint64 at);
    void clear();

    // What was ready, evenly over the time that has been watched; NaN where nobody looked. Null before the second reading.
    std::shared_ptr<const std::vector<double>> curve(const QString &key, int points) const;
    // Oldest first, the last at the newest reading; a gap is an entry of NaN.
    std::vector<Reading> readings(const QString &key) const;

private:
    struct Trace
    {
        std::vector<Reading> readings;
        quint32 seen = 0; // number of the reading that had it last
    };
    std::vector<std::optional<double>> growthOf(qint64 when, const QStringList &keys);
    void inChunks(size_t count, const std::function<void(size_t)> &fn) const; // fn with the lock held
    void take(const QString &key, const Reading &now);
    void noteTime(qint64 at);
    void thin(Trace *trace, qint64 at) const;
    static const Reading *at(const Trace &trace, qint64 when);

    mutable QMutex m_mutex;
    QHash<QString, Trace> m_traces;
    std::vector<std::pair<qint64, qint64>> m_gaps; // nobody looked between
    qint64 m_first = 0;
    qint64 m_previous = 0;
    qint64 m_last = 0;
    bool m_quiet = false;
    quint32 m_count = 0;
    size_t m_perQueue = 0; // most readings of one queue
};

} // namespace mk
