// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>

#include <chrono>

namespace mk {

// Where time comes from, so that tests can hold it still. Any thread may ask.
class Clock
{
public:
    virtual ~Clock() = default;
    virtual QDateTime now() const = 0;                      // UTC, to the millisecond
    virtual std::chrono::milliseconds monotonic() const = 0; // never runs backwards; for ages and intervals
};

class SystemClock final : public Clock
{
public:
    QDateTime now() const override;
    std::chrono::milliseconds monotonic() const override;
};

// Stands still until told to move.
class ManualClock final : public Clock
{
public:
    explicit ManualClock(const QDateTime &start) : m_now(start.toUTC()) {}
    QDateTime now() const override { return m_now; }
    std::chrono::milliseconds monotonic() const override { return m_elapsed; }
    void advance(std::chrono::milliseconds by)
    {
        m_now = m_now.addMSecs(by.count());
        m_elapsed += by;
    }

private:
    QDateTime m_now;
    std::chrono::milliseconds m_elapsed{1'000'000};
};

} // namespace mk
