// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/rabbitmq/RabbitMqQueues.h"
#include "platform/QueueHistory.h"

#include <QWidget>

namespace mk {

class ChartPane;
class SegmentedControl;
class TextLabel;
class Theme;

// A queue's depth and rates over time: the broker's own samples where it keeps any, else what this console has seen.
class QueueCharts final : public QWidget
{
    Q_OBJECT
public:
    explicit QueueCharts(const Theme *theme, QWidget *parent = nullptr);

    // What the broker keeps of a queue; zero: nothing. Decides what can be chosen.
    void setRetention(std::chrono::seconds retention);
    // The time that is looked at; zero: what was seen in this session.
    std::chrono::seconds age() const { return m_age; }
    // trouble: nobody reads this queue.
    void setData(const rabbitmq::QueueSamples &samples, const std::vector<QueueHistory::Reading> &seen, bool trouble,
                 const QDateTime &now);
    void setStale(bool stale);
    void clear();

Q_SIGNALS:
    void ageChanged();

private:
    void choose(const QString &id);
    SegmentedControl *m_range;
    TextLabel *m_source;
    ChartPane *m_depth;
    ChartPane *m_rates;
    std::chrono::seconds m_age{600};
};

} // namespace mk
