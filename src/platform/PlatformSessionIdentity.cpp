// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/Log.h"
#include "platform/IdentityCheck.h"
#include "platform/MapFeed.h"
#include "platform/PlatformSessionPrivate.h"

namespace mk {

namespace {

Error blocked(const char *reason, const QVariantMap &args = {})
{
    Error error = Error::make(ErrorKind::ReadOnly, QLatin1String("session.") + QLatin1String(reason));
    error.args = args;
    return error;
}

} // namespace

// ---- whom am I talking to ----

std::optional<PlatformSession::IdentityConflict> PlatformSession::identityConflict(System system) const
{
    return d->identities[system].conflict;
}

Identity PlatformSession::identity(System system) const
{
    return d->identities[system].confirmed ? d->environment.identities.value(system) : Identity();
}

void PlatformSession::Private::loseContact(System system)
{
    // Who answers next may be somebody else: a tunnel that ended elsewhere, another server on the same port.
    for (const EndpointMonitor *monitor : monitorsOf(system)) {
        if (monitor->isInContact())
            return; // other nodes still speak for the platform
    }
    if (!std::exchange(identities[system].confirmed, false))
        return;
    applyWritability();
    Q_EMIT q->writabilityChanged();
}

void PlatformSession::Private::checkIdentity(System system)
{
    QList<Identity> told;
    for (const EndpointMonitor *monitor : monitorsOf(system)) {
        if (monitor->isInContact() && monitor->facts().identityTold)
            told.append(monitor->facts().identity);
    }
    if (told.isEmpty())
        return; // unchecked: nothing is written until it tells
    IdentityState &known = identities[system];
    std::optional<Identity> found = told.constFirst();
    if (system == System::Kong)
        found = joinedKongIdentity(told);
    const bool disagreed = std::exchange(known.nodesDisagree, !found.has_value());
    if (!found) {
        known.confirmed = false;
        applyWritability();
        if (!disagreed)
            Q_EMIT q->writabilityChanged();
        return;
    }
    takeFound(system, *found);
}

void PlatformSession::Private::takeFound(System system, const Identity &found)
{
    IdentityState &known = identities[system];
    const Identity remembered = environment.identities.value(system);
    const IdentityVerdict verdict = compareIdentity(system, remembered, found);
    if (verdict == IdentityVerdict::Conflict) {
        // Once is more likely a read that failed than another platform.
        if (tellsNoServer(system, remembered, found) && !std::exchange(known.wasSilent, true)) {
            known.confirmed = false;
            for (EndpointMonitor *monitor : monitorsOf(system))
                QMetaObject::invokeMethod(monitor, &EndpointMonitor::lookAgain, Qt::QueuedConnection);
            applyWritability();
            return;
        }
        known.confirmed = false;
        setConflict(system, IdentityConflict{remembered, found});
        return;
    }
    known.wasSilent = false;
    remember(system, verdict == IdentityVerdict::New ? found : mergedIdentity(system, remembered, found));
    const bool wasConfirmed = std::exchange(known.confirmed, true);
    if (known.conflict) {
        setConflict(system, std::nullopt);
    } else if (!wasConfirmed) {
        applyWritability();
        Q_EMIT q->writabilityChanged();
    }
}

void PlatformSession::Private::remember(System system, const Identity &identity)
{
    if (environment.identities.value(system) == identity)
        return;
    environment.identities.insert(system, identity);
    // The editor may have saved since: only what is remembered is written, into what is stored now.
    std::optional<Environment> stored = dependencies.environments->find(environment.id);
    if (environment.isTransient || !stored || stored->id != environment.id)
        return;
    stored->identities.insert(system, identity);
    if (const Result<Done> saved = dependencies.environments->save(*stored); !saved)
        qCWarning(lcPlatform) << "identity not remembered:" << saved.error().toLogString();
}

void PlatformSession::setMutedFindings(const QList<MutedFinding> &muted)
{
    d->environment.mutedFindings = muted;
    d->keepInStored([&muted](Environment *stored) { stored->mutedFindings = muted; });
}

void PlatformSession::setMapCorrections(const QList<MapCorrection> &corrections)
{
    d->environment.mapCorrections = corrections;
    d->keepInStored([&corrections](Environment *stored) { stored->mapCorrections = corrections; });
    d->map->correctionsChanged();
}

// As with identities: into what is stored now, the editor may have saved since.
void PlatformSession::Private::keepInStored(const std::function<void(Environment *)> &change)
{
    std::optional<Environment> stored = dependencies.environments->find(environment.id);
    if (environment.isTransient || !stored || stored->id != environment.id)
        return;
    change(&*stored);
    if (const Result<Done> saved = dependencies.environments->save(*stored); !saved)
        qCWarning(lcPlatform) << "not kept with the environment:" << saved.error().toLogString();
}

void PlatformSession::Private::setConflict(System system, const std::optional<IdentityConflict> &conflict)
{
    IdentityState &known = identities[system];
    const bool isNew = conflict && (!known.conflict || known.conflict->found != conflict->found);
    const bool isSettled = !conflict && known.conflict;
    known.conflict = conflict;
    if (!isNew && !isSettled)
        return;
    applyWritability();
    updateStatus(system);
    if (isNew)
        Q_EMIT q->identityConflictRaised(system);
    else
        Q_EMIT q->identityConflictSettled(system);
    Q_EMIT q->writabilityChanged();
}

void PlatformSession::acceptIdentity(System system)
{
    Private::IdentityState &known = d->identities[system];
    if (!known.conflict)
        return;
    const Identity found = known.conflict->found;
    known.wasSilent = false;
    known.confirmed = true;
    d->remember(system, found);
    d->setConflict(system, std::nullopt);
}

bool PlatformSession::isSamePlatform(System system, const QStringList &facts) const
{
    if (facts.isEmpty())
        return true; // nothing was known then, so nothing speaks against it
    const Identity now = identity(system);
    return !now.isEmpty() && compareIdentity(system, Identity{facts}, now) == IdentityVerdict::Same;
}

Job<Done> *PlatformSession::confirmIdentity(System system, QObject *parent)
{
    HttpClient *http = client(system);
    EndpointMonitor *speaker = nullptr;
    for (EndpointMonitor *monitor : d->monitorsOf(system)) {
        if (http && monitor->link()->client() == http)
            speaker = monitor;
    }
    if (!speaker)
        return readyJob<Done>(parent, fail(blocked("closed")));
    const QPointer<PlatformSession> self(this);
    const QPointer<EndpointMonitor> asked(speaker);
    return mapJob<Done>(parent, firstContact(http, parent),
                        [self, asked, system](const Result<SystemFacts> &facts) -> Result<Done> {
                            if (!facts)
                                return fail(facts.error());
                            if (!self || !asked)
                                return fail(Error::cancelled());
                            asked->takeContact(*facts); // compares and tells, as any contact does
                            if (const std::optional<Error> problem = self->mayWrite(system))
                                return fail(*problem);
                            return Done{};
                        });
}

// ---- writing ----

bool PlatformSession::isReadOnly() const
{
    return d->environment.readOnly || d->locked;
}

bool PlatformSession::isLocked() const
{
    return d->locked;
}

void PlatformSession::setReadOnly(bool locked)
{
    if (d->locked == locked)
        return;
    d->locked = locked;
    d->applyWritability();
    Q_EMIT writabilityChanged();
}

// What mayWrite() says is true of the clients as well: the gate stands where the bytes leave.
void PlatformSession::Private::applyWritability()
{
    for (const auto &link : links) {
        const System system = link->endpoint().system;
        const IdentityState &identity = identities[system];
        link->setReadOnly(q->isReadOnly() || !identity.confirmed || identity.conflict || identity.nodesDisagree);
    }
}

std::optional<Error> PlatformSession::mayWrite(System system) const
{
    const QVariantMap args{{QStringLiteral("system"), systemId(system)}};
    if (d->environment.readOnly)
        return blocked("read-only", {{QStringLiteral("by"), QStringLiteral("environment")}});
    if (d->locked)
        return blocked("read-only", {{QStringLiteral("by"), QStringLiteral("lock")}});
    if (d->state != State::Opening && d->state != State::Open)
        return blocked("closed");
    if (!d->dependencies.journal)
        return blocked("no-journal");
    const Private::IdentityState &identity = d->identities[system];
    if (identity.conflict || identity.nodesDisagree)
        return blocked("identity", args);
    if (!identity.confirmed)
        return blocked("identity-unchecked", args);
    return std::nullopt;
}

std::optional<Error> PlatformSession::mayWrite(const Plan &plan) const
{
    QList<System> systems;
    for (const Change &change : plan.changes()) {
        if (!systems.contains(change.entity.system))
            systems.append(change.entity.system);
    }
    for (const System system : std::as_const(systems)) {
        if (std::optional<Error> problem = mayWrite(system))
            return problem;
    }
    return std::nullopt;
}

PlanRunner::Context PlatformSession::planContext(const Plan &plan)
{
    PlanRunner::Context context;
    context.environmentId = d->environment.id;
    context.environmentName = d->environment.name;
    for (const System system : allSystems) {
        const Identity known = identity(system);
        if (!known.isEmpty())
            context.identities.insert(system, known);
    }
    context.handlers = d->handlers;
    context.journal = d->dependencies.journal;
    const QPointer<PlatformSession> self(this);
    context.mayWrite = [self, plan]() -> std::optional<Error> { return self ? self->mayWrite(plan) : blocked("closed"); };
    return context;
}

const QHash<QString, StepHandler *> &PlatformSession::handlers() const
{
    return d->handlers;
}

void PlatformSession::followPlan(PlanRunner *runner)
{
    connect(runner, &PlanRunner::stepChanged, this, [this, runner](int index) {
        if (index < 0 || index >= runner->plan().steps.size() || index >= runner->report().steps.size())
            return;
        // A step that was refused wrote nothing; one that ended unknown may have.
        const StepOutcome outcome = runner->report().steps.at(index).outcome;
        if (outcome != StepOutcome::Done && outcome != StepOutcome::Unknown)
            return;
        for (const Change &change : runner->plan().steps.at(index).changes) {
            if (change.entity.system == System::Consul && change.entity.kind == QLatin1String("kv"))
                d->keys.entityWritten(change.entity.id);
        }
        d->kong.stepEnded(runner->plan().steps.at(index), runner->report().steps.at(index));
        d->rabbit.stepEnded(runner->plan().steps.at(index), runner->report().steps.at(index));
    });
}

} // namespace mk
