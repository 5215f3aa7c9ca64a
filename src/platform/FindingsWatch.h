// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Job.h"
#include "platform/FindingTracker.h"
#include "platform/LiveStore.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <memory>
#include <vector>

namespace mk {

class PlatformSession;

// How one of the things that findings are concluded from is known.
struct FindingCoverage
{
    enum class State { NotConfigured, Waiting, Known, Partial, Failed };
    FindingSource source = FindingSource::Entities;
    System system = System::Kong;
    State state = State::Waiting;
    qint64 count = -1; // of rows; -1: it is no list
    std::optional<Error> error;
};

using FindingRows = LiveStore<FindingRow>;

// Looks at an open platform for what is broken, at an interval of its own, while others look at other things and also while the
// window is away, unless the environment does not watch in the background. The live lists are subscribed to; what has no list
// (Kong's root, its migration flag, Prometheus' targets and one query) is read here. Rules run on a worker. GUI thread; belongs
// to the session.
class FindingsWatch final : public QObject
{
    Q_OBJECT
public:
    FindingsWatch(PlatformSession *session, const Clock *clock);
    ~FindingsWatch() override;

    // Begins, or goes on at another interval.
    void start(std::chrono::milliseconds interval);
    void stop();
    bool isRunning() const { return m_timer.isActive(); }
    // Everything is read again, now.
    void refresh();

    // Rows are keyed by Finding::id(). Phase Never until the first look at all that can be known; filled here.
    FindingRows *rows() { return &m_rows; }
    const FindingRows *rows() const { return &m_rows; }
    const std::vector<PostureNote> &posture() const { return m_posture; }
    // What Prometheus scrapes, as it was read last; nothing: not (yet) known.
    const std::optional<std::vector<prometheus::Target>> &targets() const { return m_targets.value; }
    QList<FindingCoverage> coverage() const;
    // Everything has been read, or failed: what is missing now stays missing.
    bool isSettled() const;
    // The last look was made with all of that: what it did not find is not there.
    bool sawAll() const { return m_sawAll; }
    // Seen, but not for long enough to count (Finding::patience).
    std::vector<Finding> waiting() const { return m_tracker.waiting(); }
    // The same as rows(), as the last look left it: the list follows on the next turn of the event loop.
    std::vector<FindingRow> tracked() const { return m_tracker.rows(); }
    quint64 looks() const { return m_looks; }
    // What is known now; lists are shared, not copied.
    FindingFacts facts() const;

    void mute(const QString &id, const QString &reason);
    void unmute(const QString &id);

Q_SIGNALS:
    // After each look, whether something differs or not.
    void looked();
    void postureChanged();

private:
    // What is read here and not by a live list.
    template <class T>
    struct Own
    {
        std::optional<T> value;
        std::optional<Error> error;
        bool asked = false; // there has been an answer, good or not
    };
    bool mayAsk() const;
    void tick();
    void askOwn(bool all);
    void askKong();
    void askKey();
    void askTargets();
    void askGateway();
    void forgetOwn();
    void lookSoon();
    void look();
    void took(const FindingReport &report, bool settled);
    void keepMuted(const QList<MutedFinding> &muted);

    PlatformSession *m_session;
    const Clock *m_clock;
    QTimer m_timer;
    QTimer m_soon;
    std::chrono::milliseconds m_interval{30'000};
    std::vector<std::unique_ptr<LiveStoreBase::Subscription>> m_subscriptions;
    QList<LiveStoreBase *> m_lists;
    Own<QStringList> m_resolvers;
    Own<bool> m_key;
    Own<std::vector<prometheus::Target>> m_targets;
    Own<GatewayCounts> m_gateway;
    QDateTime m_kongAskedAt;
    FindingTracker m_tracker;
    FindingRows m_rows;
    std::vector<PostureNote> m_posture;
    quint64 m_looks = 0;
    bool m_sawAll = false;
    bool m_again = false; // something changed while a look was under way
    JobScope m_jobs;
};

} // namespace mk
