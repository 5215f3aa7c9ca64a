// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QApplication>
#include <QJsonObject>
#include <QString>

#include <functional>
#include <vector>

// What benches measure themselves by: the processor time of each event of the GUI thread, memory, time since a point that
// another process named. Linux; elsewhere the figures that the system does not give are 0.
namespace mk::bench {

double monotonicMs();  // a clock that all processes of this machine share
double threadCpuMs();  // processor time of the calling thread
double processCpuMs(); // of all threads of this process
double cpuMsOf(qint64 pid); // of a process and all that it has started; 0: not known
double pssMiB(qint64 pid = 0); // proportional share of memory; 0: this process
double median(std::vector<double> values);

// One event of the GUI thread, from the loop until everything that it set off directly has returned.
struct EventCost
{
    double cpuMs = 0;
    double wallMs = 0;
    const char *receiver = ""; // class name
    int type = 0;              // QEvent::Type
};

// Times every event while recording() is on.
class TimedApplication final : public QApplication
{
    Q_OBJECT
public:
    using QApplication::QApplication;
    bool notify(QObject *receiver, QEvent *event) override;

    void record(bool on);
    // {"events", "p999", "max", "maxWall", "worst"} of what was recorded since the last record(true).
    QJsonObject stops() const;

private:
    std::vector<EventCost> m_costs;
    int m_depth = 0;
    bool m_on = false;
};

// Counts the paint events of one widget.
class PaintCounter final : public QObject
{
    Q_OBJECT
public:
    explicit PaintCounter(QWidget *widget);
    int count() const { return m_count; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    int m_count = 0;
};

// Turns the loop, without sleeping in it longer than an event lets it, until the condition holds. False after a minute.
bool waitFor(const std::function<bool()> &condition);
void turnFor(int ms);
// What a thing at rest costs is watched for so long; an eighth of it where only that it runs is to be seen (MK_BENCH_SMALL set).
int watchedMs(int full);

} // namespace mk::bench
