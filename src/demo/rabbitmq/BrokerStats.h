// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Json.h"

#include <QtGlobal>

#include <array>
#include <cstdint>
#include <deque>
#include <initializer_list>
#include <optional>
#include <utility>

namespace mk::demo {

// What a broker counts, of itself, a virtual host, a queue, an exchange, a connection or a channel.
enum class Count {
    Publish, Confirm, ReturnUnroutable, DropUnroutable,
    Deliver, DeliverNoAck, Get, GetNoAck, GetEmpty, Redeliver, Ack, DeliverGet,
    DiskReads, DiskWrites,
    PublishIn, PublishOut,
    RecvOct, SendOct,
    ConnectionCreated, ConnectionClosed, ChannelCreated, ChannelClosed, QueueDeclared, QueueCreated, QueueDeleted,
    Messages, Ready, Unacked, // lengths: they go up and down
    Number
};

// The samples that a request asks for: lengths_age=60&lengths_incr=5. Seconds.
struct SampleRange
{
    qint64 age = 0;
    qint64 increment = 0;
};

// Counters with the samples of one hour, one every five seconds, as the management plugin keeps them.
class BrokerStats
{
public:
    static constexpr qint64 kInterval = 5; // s

    void add(Count count, qint64 number = 1) { m_now[index(count)] += number; m_used = m_used || number != 0; }
    void set(Count count, qint64 number) { m_used = m_used || m_now[index(count)] != number; m_now[index(count)] = number; }
    qint64 value(Count count) const { return m_now[index(count)]; }
    bool any(std::initializer_list<Count> counts) const;
    // Keeps what is counted now for that time; seconds since 1970, a multiple of the interval. What was never used keeps none.
    void sample(qint64 second);
    void clear() { *this = BrokerStats(); }

    double rate(Count count) const; // a second, between the last two samples
    // "publish": 3, "publish_details": {"rate": ...} with the samples that were asked for, newest first. `last`: the second of
    // the broker's last sample, for what has none of its own.
    void write(nlohmann::json *row, const char *name, Count count, const std::optional<SampleRange> &range, qint64 last) const;

private:
    static std::size_t index(Count count) { return static_cast<std::size_t>(count); }
    using Values = std::array<qint64, static_cast<std::size_t>(Count::Number)>;
    Values m_now{};
    std::deque<std::pair<qint64, Values>> m_samples; // oldest first
    bool m_used = false;
};

} // namespace mk::demo
