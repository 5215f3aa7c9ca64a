// SPDX-License-Identifier: GPL-3.0-or-later
#include "BenchProbe.h"

#include <QDir>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QHash>
#include <QMetaEnum>
#include <QThread>
#include <QTimer>
#include <QWidget>

#include <algorithm>

#include <time.h>

namespace mk::bench {

namespace {

double clockMs(clockid_t clock)
{
    timespec now{};
    clock_gettime(clock, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

} // namespace

double monotonicMs() { return clockMs(CLOCK_MONOTONIC); }
double threadCpuMs() { return clockMs(CLOCK_THREAD_CPUTIME_ID); }
double processCpuMs() { return clockMs(CLOCK_PROCESS_CPUTIME_ID); }

double pssMiB(qint64 pid)
{
    QFile file(pid == 0 ? QStringLiteral("/proc/self/smaps_rollup") : QStringLiteral("/proc/%1/smaps_rollup").arg(pid));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line.startsWith("Pss:"))
            return line.mid(4).trimmed().split(' ').value(0).toDouble() / 1024;
    }
    return 0;
}

double cpuMsOf(qint64 pid)
{
    struct Process
    {
        qint64 parent = 0;
        double ms = 0;
    };
    QHash<qint64, Process> all;
    const QStringList ids = QDir(QStringLiteral("/proc")).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString &id : ids) {
        QFile file(QStringLiteral("/proc/%1/stat").arg(id));
        if (id.toLongLong() == 0 || !file.open(QIODevice::ReadOnly))
            continue;
        // What follows the name in brackets: state, parent ... the 12th and 13th are ticks of a hundredth of a second.
        const QByteArray line = file.readAll();
        const QByteArrayList fields = line.mid(line.lastIndexOf(')') + 2).split(' ');
        all.insert(id.toLongLong(), {fields.value(1).toLongLong(), 10.0 * (fields.value(11).toDouble() + fields.value(12).toDouble())});
    }
    double sum = 0;
    for (auto it = all.constBegin(); it != all.constEnd(); ++it) {
        qint64 ancestor = it.key();
        while (ancestor != pid && ancestor > 1)
            ancestor = all.value(ancestor).parent;
        if (ancestor == pid)
            sum += it->ms;
    }
    return sum;
}

double median(std::vector<double> values)
{
    if (values.empty())
        return 0;
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

bool TimedApplication::notify(QObject *receiver, QEvent *event)
{
    // Every thread's events come through here, those of QNetworkAccessManager too.
    if (QThread::currentThread() != thread() || !m_on || m_depth > 0)
        return QApplication::notify(receiver, event);
    EventCost cost;
    cost.receiver = receiver->metaObject()->className();
    cost.type = int(event->type());
    const double cpu = threadCpuMs();
    const double wall = monotonicMs();
    ++m_depth;
    const bool done = QApplication::notify(receiver, event);
    --m_depth;
    cost.cpuMs = threadCpuMs() - cpu;
    cost.wallMs = monotonicMs() - wall;
    m_costs.push_back(cost);
    return done;
}

void TimedApplication::record(bool on)
{
    m_on = on;
    if (on)
        m_costs.clear();
}

QJsonObject TimedApplication::stops() const
{
    std::vector<EventCost> sorted = m_costs;
    std::sort(sorted.begin(), sorted.end(), [](const EventCost &a, const EventCost &b) { return a.cpuMs < b.cpuMs; });
    QJsonObject told;
    told.insert(QStringLiteral("events"), qint64(sorted.size()));
    if (sorted.empty())
        return told;
    const size_t at = std::min(sorted.size() - 1, size_t(double(sorted.size()) * 0.999));
    double wall = 0;
    for (const EventCost &cost : sorted)
        wall = std::max(wall, cost.wallMs);
    QStringList worst;
    for (size_t i = sorted.size(); i-- > 0 && worst.size() < 4;) {
        worst.append(QStringLiteral("%1 ms %2 %3")
                         .arg(sorted[i].cpuMs, 0, 'f', 1)
                         .arg(QLatin1String(sorted[i].receiver),
                              QLatin1String(QMetaEnum::fromType<QEvent::Type>().valueToKey(sorted[i].type))));
    }
    told.insert(QStringLiteral("p999"), sorted[at].cpuMs);
    told.insert(QStringLiteral("max"), sorted.back().cpuMs);
    told.insert(QStringLiteral("maxWall"), wall);
    told.insert(QStringLiteral("worst"), worst.join(QStringLiteral(", ")));
    return told;
}

PaintCounter::PaintCounter(QWidget *widget) : QObject(widget)
{
    widget->installEventFilter(this);
}

bool PaintCounter::eventFilter(QObject *watched, QEvent *event)
{
    m_count += event->type() == QEvent::Paint;
    return QObject::eventFilter(watched, event);
}

bool waitFor(const std::function<bool()> &condition)
{
    QElapsedTimer waited;
    waited.start();
    QTimer wake; // a condition may come true by a worker alone
    wake.start(5);
    while (!condition()) {
        if (waited.elapsed() > 60'000)
            return false;
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
    return true;
}

int watchedMs(int full)
{
    return qEnvironmentVariableIsSet("MK_BENCH_SMALL") ? full / 8 : full;
}

void turnFor(int ms)
{
    QEventLoop loop;
    QTimer::singleShot(ms, &loop, &QEventLoop::quit);
    loop.exec();
}

} // namespace mk::bench
