// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/RecentEvents.h"

#include "core/Clock.h"
#include "platform/Journal.h"
#include "platform/PlatformSession.h"

#include <algorithm>

namespace mk {

namespace {

constexpr size_t mostSeen = 500; // a platform that flaps all the time must not fill the memory

bool isWell(SystemState state)
{
    return state == SystemState::Ok;
}

bool answers(SystemState state)
{
    return state == SystemState::Ok || state == SystemState::Degraded || state == SystemState::WrongPlatform;
}

// Of the steps of one plan.
StepOutcome worse(StepOutcome a, StepOutcome b)
{
    return a == StepOutcome::Done ? b : a;
}

} // namespace

RecentEvents::RecentEvents(PlatformSession *session, Journal *journal, const Clock *clock)
    : QObject(session), m_session(session), m_journal(journal), m_clock(clock)
{
    connect(session, &PlatformSession::statusChanged, this, &RecentEvents::followSystem);
    LiveStore<consul::Service> *services = session->consulServices();
    watchCompleteness(services);
    services->onDelta(this, [this, services](const std::shared_ptr<const Delta<consul::Service>> &delta) {
        if (!hasSeenAll(services) || delta->updated.empty())
            return;
        for (size_t at = 0; at < delta->before->size(); ++at) {
            const qint32 to = delta->oldToNew[at];
            if (to < 0)
                continue;
            const consul::Service &before = delta->before->at(at);
            const consul::Service &now = delta->rows->at(size_t(to));
            if (before.health() == now.health())
                continue;
            PlatformEvent event;
            event.kind = PlatformEvent::Kind::ServiceHealth;
            event.entityKind = QStringLiteral("service");
            event.name = now.name;
            event.entityKey = now.name;
            event.before = before.health();
            event.health = now.health();
            add(event);
        }
    });
    follow(services, System::Consul, QStringLiteral("service"), [](const consul::Service &service) { return service.name; });
    const auto named = [](const auto &entity) { return entity.name.isEmpty() ? entity.id : entity.name; };
    follow(session->kongApis(), System::Kong, kong::kindId(kong::Kind::Api), named);
    follow(session->kongServices(), System::Kong, kong::kindId(kong::Kind::Service), named);
    follow(session->kongRoutes(), System::Kong, kong::kindId(kong::Kind::Route), named);
    follow(session->kongPlugins(), System::Kong, kong::kindId(kong::Kind::Plugin), named);
    follow(session->rabbitQueues(), System::RabbitMq, QStringLiteral("queue"),
           [](const QueueRecord &record) { return record.queue.name; });
    if (journal) {
        connect(journal, &Journal::appended, this, &RecentEvents::readJournal);
        readJournal();
    }
}

RecentEvents::~RecentEvents() = default;

void RecentEvents::watchCompleteness(LiveStoreBase *store)
{
    // The rows of a first load come in pieces: news are only what comes after it.
    connect(store, &LiveStoreBase::stateChanged, this, [this, store] {
        if (store->state().phase == StoreState::Phase::Ready)
            m_complete.insert(store);
    });
}

template<class T, class NameOf>
void RecentEvents::follow(LiveStore<T> *store, System system, const QString &entityKind, NameOf nameOf)
{
    watchCompleteness(store);
    // What the same change says of queues and services at every look is no news: their figures.
    const bool tellsChanges = system == System::Kong;
    store->onDelta(this, [this, store, system, entityKind, nameOf, tellsChanges](const std::shared_ptr<const Delta<T>> &delta) {
        if (!hasSeenAll(store))
            return;
        const auto tell = [&](PlatformEvent::Kind kind, size_t count, const T *first) {
            if (count == 0)
                return;
            PlatformEvent event;
            event.kind = kind;
            event.system = system;
            event.entityKind = entityKind;
            event.name = first ? nameOf(*first) : QString();
            event.entityKey = count == 1 && first ? RecordTraits<T>::key(*first) : QString();
            event.count = int(count);
            add(event);
        };
        const auto at = [&delta](qsizetype row) { return &delta->rows->at(size_t(row)); };
        tell(PlatformEvent::Kind::Appeared, delta->added.size(), delta->added.empty() ? nullptr : at(delta->added.front()));
        if (tellsChanges)
            tell(PlatformEvent::Kind::Changed, delta->updated.size(), delta->updated.empty() ? nullptr : at(delta->updated.front()));
        if (delta->removed.isEmpty())
            return;
        const auto gone = std::find(delta->oldToNew.begin(), delta->oldToNew.end(), -1);
        if (gone != delta->oldToNew.end())
            tell(PlatformEvent::Kind::Gone, size_t(delta->removed.size()),
                 &delta->before->at(size_t(gone - delta->oldToNew.begin())));
    });
}

void RecentEvents::followSystem(System system)
{
    const SystemStatus &status = m_session->status(system);
    if (status.state == SystemState::NotConfigured || status.state == SystemState::Connecting)
        return;
    const auto told = m_told.constFind(system);
    const bool isFirst = told == m_told.constEnd();
    const SystemState before = isFirst ? SystemState::Ok : SystemState(*told);
    if (!isFirst && before == status.state)
        return;
    m_told.insert(system, int(status.state));
    if (isFirst && isWell(status.state))
        return; // as it should be
    PlatformEvent event;
    event.system = system;
    event.error = status.error;
    event.kind = isWell(status.state)      ? PlatformEvent::Kind::SystemBack
                 : answers(status.state)   ? PlatformEvent::Kind::SystemWeak
                                           : PlatformEvent::Kind::SystemLost;
    add(event);
}

void RecentEvents::add(PlatformEvent event)
{
    event.at = m_clock->now();
    event.id = QString::number(++m_number);
    m_seen.push_back(std::move(event));
    const QDateTime oldest = m_clock->now().addSecs(-std::chrono::seconds(kept).count());
    while (!m_seen.empty() && (m_seen.front().at < oldest || m_seen.size() > mostSeen))
        m_seen.pop_front();
    Q_EMIT changed();
}

void RecentEvents::readJournal()
{
    Journal::Query query;
    query.environmentId = m_session->environment().id;
    query.limit = 200;
    m_jobs.restart(QStringLiteral("journal"), m_journal->list(query, this))
        ->done(this, [this](const Result<QList<JournalEntry>> &entries) {
            if (!entries)
                return; // the Journal panel tells why
            m_written.clear();
            QHash<QString, size_t> plans;
            for (const JournalEntry &entry : *entries) { // newest first
                const auto known = plans.constFind(entry.planId);
                if (known != plans.constEnd()) {
                    PlatformEvent &event = m_written[*known];
                    event.outcome = worse(event.outcome, entry.outcome);
                    for (const EntityRef &entity : entry.entities)
                        event.written.append(entity.id);
                    continue;
                }
                if (entry.running)
                    continue;
                PlatformEvent event;
                event.id = QStringLiteral("plan/") + entry.planId;
                event.kind = PlatformEvent::Kind::Written;
                event.at = entry.at;
                event.system = entry.system;
                event.planTitle = entry.planTitle;
                event.planArgs = entry.planArgs;
                event.outcome = entry.outcome;
                for (const EntityRef &entity : entry.entities)
                    event.written.append(entity.id);
                plans.insert(entry.planId, m_written.size());
                m_written.push_back(std::move(event));
            }
            Q_EMIT changed();
        });
}

// A list shows what a plan did some seconds after the plan: telling both would tell it twice.
bool RecentEvents::isOwn(const PlatformEvent &event) const
{
    if (event.entityKey.isEmpty() || event.kind == PlatformEvent::Kind::ServiceHealth)
        return false;
    constexpr qint64 near = 60;
    return std::any_of(m_written.begin(), m_written.end(), [&event](const PlatformEvent &plan) {
        return plan.system == event.system && std::abs(plan.at.secsTo(event.at)) <= near && plan.written.contains(event.entityKey);
    });
}

std::vector<PlatformEvent> RecentEvents::events() const
{
    const QDateTime oldest = m_clock->now().addSecs(-std::chrono::seconds(kept).count());
    std::vector<PlatformEvent> all;
    for (const PlatformEvent &event : m_seen) {
        if (event.at >= oldest && !isOwn(event))
            all.push_back(event);
    }
    for (const PlatformEvent &event : m_written) {
        if (event.at >= oldest)
            all.push_back(event);
    }
    std::stable_sort(all.begin(), all.end(), [](const PlatformEvent &a, const PlatformEvent &b) { return a.at > b.at; });
    return all;
}

} // namespace mk
