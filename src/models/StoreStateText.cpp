// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/StoreStateText.h"

#include "core/Format.h"
#include "core/SafeText.h"
#include "models/ErrorText.h"

#include <QCoreApplication>

namespace mk {

namespace {

struct StateTexts
{
    Q_DECLARE_TR_FUNCTIONS(StoreState)
};

QString age(const StoreState &state, const QDateTime &now)
{
    const qint64 ms = std::max<qint64>(0, state.readAt.msecsTo(now));
    return format::duration(std::chrono::milliseconds(ms));
}

} // namespace

QString loadProgressText(const StoreState &state)
{
    if (!state.loading || state.soFar <= 0)
        return {};
    if (state.total > 0)
        return format::countOf(state.soFar, state.total);
    return StateTexts::tr("%1 so far").arg(format::count(state.soFar));
}

QString nextTryText(const StoreState &state, const QDateTime &now)
{
    if (!state.error || !state.nextTryAt.isValid() || state.nextTryAt <= now)
        return {};
    return StateTexts::tr("next try %1").arg(format::ago(state.nextTryAt, now));
}

QString noticeOf(const StoreState &state)
{
    if (state.notice == QLatin1String("load.incomplete")) {
        return StateTexts::tr("The list is not complete: reading broke off after %n row(s).", nullptr,
                         state.noticeArgs.value(QStringLiteral("count")).toInt());
    }
    if (state.notice == QLatin1String("rabbitmq.own-vhosts")) {
        return StateTexts::tr("%1 has the tag %2: only queues of the virtual hosts that this user may enter are here. The tag "
                         "monitoring shows all.")
            .arg(visibleText(state.noticeArgs.value(QStringLiteral("user")).toString()),
                 visibleText(state.noticeArgs.value(QStringLiteral("tags")).toString()));
    }
    if (!state.notice.isEmpty())
        return StateTexts::tr("The answer is only a part (%1).").arg(state.notice);
    if (state.filteredByAcl)
        return StateTexts::tr("The server left out what this credential may not see.");
    return {};
}

StoreStateText StoreStateText::of(const StoreState &state, const QDateTime &now)
{
    StoreStateText out;
    QStringList tooltip;
    if (state.readAt.isValid())
        tooltip.append(StateTexts::tr("Read %1").arg(format::dateTime(state.readAt)));

    switch (state.phase) {
    case StoreState::Phase::NotConfigured:
        out.text = StateTexts::tr("not configured");
        out.status = Status::Unknown;
        break;
    case StoreState::Phase::Never:
        if (state.error) {
            out.text = StateTexts::tr("not read");
            out.status = Status::Crit;
        } else {
            out.text = state.paused ? StateTexts::tr("paused") : StateTexts::tr("not read yet");
        }
        break;
    case StoreState::Phase::Loading:
        out.text = loadProgressText(state);
        if (out.text.isEmpty())
            out.text = StateTexts::tr("loading");
        break;
    case StoreState::Phase::Ready:
        if (state.error) {
            out.text = StateTexts::tr("stale, %1 old").arg(age(state, now));
            out.status = Status::Warn;
        } else if (state.paused) {
            out.text = StateTexts::tr("paused, %1 old").arg(age(state, now));
        } else if (state.live) {
            out.text = StateTexts::tr("live");
            tooltip.append(StateTexts::tr("Changes arrive by themselves"));
        } else {
            out.text = format::ago(state.readAt, now);
        }
        break;
    }
    if (state.error) {
        tooltip.append(ErrorText::of(*state.error).oneLine());
        if (state.errorSince.isValid())
            tooltip.append(StateTexts::tr("since %1").arg(format::dateTime(state.errorSince)));
        if (const QString next = nextTryText(state, now); !next.isEmpty())
            tooltip.append(next);
    }
    if (const QString notice = noticeOf(state); !notice.isEmpty()) {
        tooltip.append(notice);
        out.status = std::max(out.status, Status::Warn);
    }
    out.tooltip = tooltip.join(QLatin1Char('\n'));
    return out;
}

} // namespace mk
