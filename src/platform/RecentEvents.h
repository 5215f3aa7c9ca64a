// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/consul/ConsulTypes.h"
#include "core/Error.h"
#include "core/Job.h"
#include "core/System.h"
#include "platform/LiveStore.h"
#include "platform/Plan.h"

#include <QDateTime>
#include <QObject>
#include <QSet>

#include <chrono>
#include <deque>
#include <optional>
#include <vector>

namespace mk {

class Clock;
class Journal;
class PlatformSession;

// One thing that happened to a platform.
struct PlatformEvent
{
    enum class Kind {
        SystemLost,    // it stopped answering, or refuses the credential: see error
        SystemWeak,    // it answers, but does not do all of its work
        SystemBack,    // it is well again
        ServiceHealth, // of `name`: health, before
        Appeared,      // `count` entities of `entityKind`, the first of them `name`
        Gone,
        Changed,
        Written, // by this program: planTitle, planArgs, outcome
    };
    QString id; // stable: the row's key
    QDateTime at;
    Kind kind = Kind::Changed;
    System system = System::Consul;
    QString entityKind; // EntityRef::kind: "service", "queue", "routes" ...; empty where the system itself is meant
    QString name;
    QString entityKey; // of the one entity, as its live list knows it; empty: several, or none
    int count = 1;
    consul::Health before = consul::Health::Passing;
    consul::Health health = consul::Health::Passing;
    std::optional<Error> error;
    QString planTitle; // code, with planArgs for models/PlanText
    QVariantMap planArgs;
    StepOutcome outcome = StepOutcome::Done;
    QStringList written; // ids of the entities of a plan

    QString key() const { return id; }
    bool operator==(const PlatformEvent &other) const
    {
        return id == other.id && at == other.at && outcome == other.outcome && count == other.count;
    }
};

// What happened to one open platform within the last hour, as far as this program saw it: systems that went and came back,
// services whose health changed, services, routes, plugins and queues that came, changed and went while their lists were
// followed, and the plans of this program by its journal. What a plan of this program brought about is told once, as its
// plan. GUI thread; belongs to the session.
class RecentEvents final : public QObject
{
    Q_OBJECT
public:
    RecentEvents(PlatformSession *session, Journal *journal, const Clock *clock);
    ~RecentEvents() override;

    static constexpr std::chrono::minutes kept{60};

    // Newest first, at most `kept` old now.
    std::vector<PlatformEvent> events() const;

Q_SIGNALS:
    void changed();

private:
    void followSystem(System system);
    void readJournal();
    void add(PlatformEvent event);
    bool isOwn(const PlatformEvent &event) const;
    template<class T, class NameOf>
    void follow(LiveStore<T> *store, System system, const QString &entityKind, NameOf nameOf);
    bool hasSeenAll(LiveStoreBase *store) const { return m_complete.contains(store); }
    void watchCompleteness(LiveStoreBase *store);

    PlatformSession *m_session;
    Journal *m_journal;
    const Clock *m_clock;
    JobScope m_jobs;
    std::deque<PlatformEvent> m_seen;     // oldest first
    std::vector<PlatformEvent> m_written; // newest first
    QSet<LiveStoreBase *> m_complete;     // lists that were read whole: what comes now is news
    QHash<System, int> m_told;            // the last state told of a system, as SystemState
    quint64 m_number = 0;
};

} // namespace mk
