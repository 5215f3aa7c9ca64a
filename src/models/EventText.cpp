// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/EventText.h"

#include "core/Format.h"
#include "core/SafeText.h"
#include "models/ErrorText.h"
#include "models/HealthText.h"
#include "models/MarkedText.h"
#include "models/PlanText.h"

#include <QCoreApplication>

namespace mk {

namespace {

struct EventTexts
{
    Q_DECLARE_TR_FUNCTIONS(EventText)
};

// "route users", "12 routes".
QString thing(const PlatformEvent &event)
{
    const QString kind = entityKindWord(event.entityKind, event.count);
    return event.count == 1 ? QString(kind + QLatin1Char(' ') + visibleText(event.name))
                            : QString(format::count(event.count) + QLatin1Char(' ') + kind);
}

} // namespace

QString eventText(const PlatformEvent &event)
{
    switch (event.kind) {
    case PlatformEvent::Kind::SystemLost:
        return event.error ? EventTexts::tr("%1 is out of reach: %2").arg(systemName(event.system), ErrorText::of(*event.error).title)
                           : EventTexts::tr("%1 is out of reach").arg(systemName(event.system));
    case PlatformEvent::Kind::SystemWeak:
        return event.error ? EventTexts::tr("%1 does not do all of its work: %2")
                                 .arg(systemName(event.system), ErrorText::of(*event.error).title)
                           : EventTexts::tr("%1 does not do all of its work").arg(systemName(event.system));
    case PlatformEvent::Kind::SystemBack:
        return EventTexts::tr("%1 answers again").arg(systemName(event.system));
    case PlatformEvent::Kind::ServiceHealth:
        return EventTexts::tr("Service %1: %2, was %3")
            .arg(visibleText(event.name), healthWord(event.health), healthWord(event.before));
    case PlatformEvent::Kind::Appeared:
        return EventTexts::tr("New: %1").arg(thing(event));
    case PlatformEvent::Kind::Gone:
        return EventTexts::tr("Gone: %1").arg(thing(event));
    case PlatformEvent::Kind::Changed:
        return EventTexts::tr("Changed elsewhere: %1").arg(thing(event));
    case PlatformEvent::Kind::Written: {
        const QString title = withoutMarks(planTitle(event.planTitle, event.planArgs));
        return event.outcome == StepOutcome::Done
            ? EventTexts::tr("From here: %1").arg(title)
            : EventTexts::tr("From here: %1 (%2)").arg(title, outcomeWord(event.outcome));
    }
    }
    return {};
}

QString eventWord(const PlatformEvent &event)
{
    const Status status = eventStatus(event);
    if (status != Status::None)
        return statusWord(status);
    return event.kind == PlatformEvent::Kind::Written && event.outcome == StepOutcome::Done ? EventTexts::tr("Done")
                                                                                            : EventTexts::tr("Changed");
}

Status eventStatus(const PlatformEvent &event)
{
    switch (event.kind) {
    case PlatformEvent::Kind::SystemLost:
        return Status::Crit;
    case PlatformEvent::Kind::SystemWeak:
        return Status::Warn;
    case PlatformEvent::Kind::SystemBack:
        return Status::Ok;
    case PlatformEvent::Kind::ServiceHealth:
        return healthStatus(event.health);
    case PlatformEvent::Kind::Written:
        return event.outcome == StepOutcome::Done ? Status::None : outcomeStatus(event.outcome);
    case PlatformEvent::Kind::Appeared:
    case PlatformEvent::Kind::Gone:
    case PlatformEvent::Kind::Changed:
        break;
    }
    return Status::None;
}

} // namespace mk
