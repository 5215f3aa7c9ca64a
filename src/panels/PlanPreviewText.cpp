// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/PlanPreviewText.h"

#include "core/Format.h"
#include "core/SafeText.h"
#include "models/MarkedText.h"
#include "models/PlanText.h"
#include "panels/HexText.h"
#include "platform/KongShown.h"
#include "platform/MailMove.h"
#include "platform/RabbitPlans.h"

#include <QCoreApplication>

#include <algorithm>
#include <climits>

namespace mk {

namespace {

QString tr(const char *source)
{
    return QCoreApplication::translate("PlanPreview", source);
}

// Beyond this a preview would stop the window for longer than anyone reads.
constexpr int maxDiffedChanges = 500;
constexpr qsizetype maxDiffedText = 256 * 1024;

QString actionWord(const Change &change)
{
    if (rabbitplans::isPurge(change))
        return tr(QT_TRANSLATE_NOOP("PlanPreview", "Purge"));
    if (mailmove::isMove(change))
        return tr(QT_TRANSLATE_NOOP("PlanPreview", "Move"));
    switch (change.verb()) {
    case Change::Verb::Create:
        return tr(QT_TRANSLATE_NOOP("PlanPreview", "Create"));
    case Change::Verb::Update:
        return tr(QT_TRANSLATE_NOOP("PlanPreview", "Change"));
    case Change::Verb::Delete:
        return tr(QT_TRANSLATE_NOOP("PlanPreview", "Delete"));
    }
    return {};
}

// What flows through a queue now, what goes along and what is left.
PlanPreview::Effect queueEffect(const Change &change)
{
    const rabbitplans::Figures now = rabbitplans::figuresOf(change.before);
    const auto counted = [&now](const QString &ready) {
        QString text = tr(QT_TRANSLATE_NOOP("PlanPreview", "%1 ready")).arg(ready);
        if (now.unacked.value_or(0) > 0)
            text += tr(QT_TRANSLATE_NOOP("PlanPreview", ", %1 unacked")).arg(format::count(*now.unacked));
        return text;
    };
    PlanPreview::Effect effect;
    effect.what = code(change.entity.name);
    effect.now = counted(now.ready ? format::count(*now.ready) : format::notGiven());
    effect.nowStatus = now.consumers.value_or(0) > 0 ? Status::Warn : Status::None;
    if (rabbitplans::isPurge(change)) {
        const int messages = int(std::min(now.ready.value_or(0), qint64(INT_MAX)));
        effect.goesWith = QCoreApplication::translate("PlanPreview", "%n message(s)", nullptr, messages);
        effect.afterwards = counted(format::count(0));
    } else {
        effect.goesWith = tr(QT_TRANSLATE_NOOP("PlanPreview", "Its messages and its bindings"));
        effect.afterwards = tr(QT_TRANSLATE_NOOP("PlanPreview", "Gone"));
    }
    effect.undoStatus = Status::Crit;
    effect.undo = tr(QT_TRANSLATE_NOOP("PlanPreview", "No"));
    return effect;
}

// "`uris` ["/a"], `retries` 5 and 2 more": one side of what differs.
QString membersOf(const QList<kongshown::Difference> &differences, DiffSide side)
{
    constexpr int named = 3;
    QStringList parts;
    for (const kongshown::Difference &difference : differences.mid(0, named)) {
        const QString &value = side == DiffSide::Before ? difference.before : difference.after;
        parts.append(code(difference.member) + QLatin1Char(' ') + (value.isEmpty() ? format::notGiven() : code(value)));
    }
    const QString first = parts.join(QStringLiteral(", "));
    const int more = int(differences.size()) - named;
    return more > 0 ? QCoreApplication::translate("PlanPreview", "%1 and %n more", nullptr, more).arg(first) : first;
}

// Entities of Kong are records: what matters is which members become what.
void tellMembers(const Change &change, PlanPreview::Effect *effect)
{
    if (!change.before.exists || !change.after.exists)
        return; // all of them: the difference beside it tells
    const QList<kongshown::Difference> differences = kongshown::differences(change);
    if (differences.isEmpty())
        return;
    effect->now = membersOf(differences, DiffSide::Before);
    effect->afterwards = membersOf(differences, DiffSide::After);
}

PlanPreview::Effect effectOf(const Change &change)
{
    PlanPreview::Effect effect;
    if (mailmove::isMove(change)) {
        const auto formatOf = [](const QByteArray &body) {
            return mailformat::recognise(body).format == mailformat::Format::Old ? tr(QT_TRANSLATE_NOOP("PlanPreview", "Old format"))
                : mailformat::recognise(body).format == mailformat::Format::New  ? tr(QT_TRANSLATE_NOOP("PlanPreview", "New format"))
                                                                                 : tr(QT_TRANSLATE_NOOP("PlanPreview", "No e-mail"));
        };
        effect.what = code(change.entity.name);
        effect.now = formatOf(change.before.body);
        effect.goesWith = format::notGiven();
        effect.afterwards = formatOf(change.after.body);
        effect.undoStatus = Status::Crit;
        effect.undo = tr(QT_TRANSLATE_NOOP("PlanPreview", "No"));
        return effect;
    }
    if (change.entity.system == System::RabbitMq)
        return queueEffect(change);
    effect.what = code(change.entity.name);
    effect.now = change.before.exists ? format::size(change.before.body.size()) : tr(QT_TRANSLATE_NOOP("PlanPreview", "Not there"));
    effect.nowStatus = change.before.exists ? Status::None : Status::Unknown;
    effect.goesWith = format::notGiven();
    if (change.before.guard.value(QStringLiteral("Session")).toString().isEmpty()) {
        effect.afterwards = change.after.exists ? format::size(change.after.body.size()) : tr(QT_TRANSLATE_NOOP("PlanPreview", "Gone"));
    } else {
        effect.afterwards = change.after.exists ? tr(QT_TRANSLATE_NOOP("PlanPreview", "Written; the lock stays")) : tr(QT_TRANSLATE_NOOP("PlanPreview", "Gone, and its lock with it"));
    }
    if (change.entity.system == System::Kong)
        tellMembers(change, &effect);
    effect.undoStatus = Status::Ok;
    effect.undo = tr(QT_TRANSLATE_NOOP("PlanPreview", "Yes"));
    return effect;
}

} // namespace

QString stageWord(Stage stage)
{
    switch (stage) {
    case Stage::Development:
        return tr(QT_TRANSLATE_NOOP("PlanPreview", "Development"));
    case Stage::Staging:
        return tr(QT_TRANSLATE_NOOP("PlanPreview", "Staging"));
    case Stage::Production:
        return tr(QT_TRANSLATE_NOOP("PlanPreview", "Production"));
    }
    return {};
}

QString stageBadge(Stage stage)
{
    return stage == Stage::Development ? tr(QT_TRANSLATE_NOOP("PlanPreview", "Dev")) : stageWord(stage);
}

Token stageColor(Stage stage)
{
    switch (stage) {
    case Stage::Development:
        return Token::Dev;
    case Stage::Staging:
        return Token::Staging;
    case Stage::Production:
        return Token::Production;
    }
    return Token::Dev;
}

QString stageBadge(const Environment &environment)
{
    return environment.isDemo ? tr(QT_TRANSLATE_NOOP("PlanPreview", "Demo")) : stageBadge(environment.stage);
}

Token stageColor(const Environment &environment)
{
    return environment.isDemo ? Token::Accent : stageColor(environment.stage);
}

QString diffText(const EntityState &state)
{
    if (!state.exists)
        return {};
    const QByteArray shown = state.body.left(maxDiffedText);
    if (const std::optional<QString> text = asText(state.body.size() > maxDiffedText ? shown : state.body))
        return *text;
    return hexDump(shown);
}

QString diffText(const Change &change, DiffSide side)
{
    EntityState state = side == DiffSide::Before ? change.before : change.after;
    if (state.exists && mailmove::isMove(change))
        state.body = mailmove::maskedBody(state.body); // activates accounts: shown by nobody's asking for something else
    if (state.exists && change.entity.system == System::Kong)
        state.body = kongshown::body(change, side == DiffSide::Before);
    return diffText(state);
}

PlanPreview previewOf(const Plan &plan, const Environment &environment, const QHash<QString, StepHandler *> &handlers)
{
    PlanPreview preview;
    preview.title = tr(QT_TRANSLATE_NOOP("PlanPreview", "Apply plan"));
    preview.subtitle = withoutMarks(planTitle(plan));
    preview.environment = environment.name;
    preview.stageWord = stageBadge(environment);
    preview.stageColor = stageColor(environment);
    preview.changesNote = plan.steps.size() > 1
        ? QCoreApplication::translate("PlanPreview", "in %n request(s), in this order", nullptr, int(plan.steps.size()))
        : QString();
    preview.applyText = applyLabel(plan);
    preview.footNote = tr(QT_TRANSLATE_NOOP("PlanPreview", "Each step is in the journal before it is sent."));

    int deletions = 0;
    int purges = 0;
    int number = 0;
    for (const Step &step : plan.steps) {
        const StepHandler *handler = handlers.value(step.handler);
        const RequestPreview request = handler ? handler->preview(step) : RequestPreview();
        bool firstOfStep = true;
        for (const Change &change : step.changes) {
            ++number;
            if (change.verb() == Change::Verb::Delete)
                ++deletions;
            if (rabbitplans::isPurge(change))
                ++purges;
            preview.changes.append({.verb = actionWord(change) + QLatin1Char(' ') + entityKindWord(change.entity.kind),
                                    .system = systemName(change.entity.system),
                                    .entity = visibleText(change.entity.name),
                                    .state = Status::Unknown,
                                    .stateText = tr(QT_TRANSLATE_NOOP("PlanPreview", "Re-read before it is sent"))});
            DiffPart part;
            part.number = QString::number(number);
            part.heading = firstOfStep ? QString(QString::fromLatin1(request.method) + QLatin1Char(' ')
                                                 + QString::fromUtf8(request.pathAndQuery))
                                       : visibleText(change.entity.name);
            const QString node = handler ? handler->node() : QString();
            part.where = tr(QT_TRANSLATE_NOOP("PlanPreview", "on %1"))
                             .arg(node.isEmpty() ? systemId(change.entity.system)
                                                 : QString(systemId(change.entity.system) + QLatin1Char(' ') + node));
            if (firstOfStep)
                part.note = visibleText(change.entity.name);
            if (number <= maxDiffedChanges) {
                part.before = diffText(change, DiffSide::Before);
                part.after = diffText(change, DiffSide::After);
            }
            preview.parts.append(part);
            // The value stands in the diff; the request itself names what is sent and how much of it.
            preview.requests.append(QString::fromLatin1(request.method) + QLatin1Char(' ')
                                    + QString::fromUtf8(request.pathAndQuery) + QLatin1String("\n")
                                    + tr(QT_TRANSLATE_NOOP("PlanPreview", "Body: %1, %2"))
                                          .arg(QString::fromLatin1(request.contentType), format::size(request.body.size())));
            preview.effects.append(effectOf(change));
            firstOfStep = false;
        }
    }

    QStringList warnings;
    for (const PlanNotice &notice : plan.notices)
        warnings.append(noticeText(notice.first, notice.second));
    preview.destroys = deletions + purges > 0;
    if (!warnings.isEmpty() || deletions > 1) {
        preview.warning = Status::Warn;
        preview.warningTitle = deletions > 0
            ? QCoreApplication::translate("PlanPreview", "This deletes %n entry(ies).", nullptr, deletions)
            : tr(QT_TRANSLATE_NOOP("PlanPreview", "Please note"));
        preview.warningText = warnings.join(QLatin1Char(' '));
    }
    if (plan.system() == System::RabbitMq && preview.destroys) {
        preview.warning = Status::Crit;
        preview.warningTitle = tr(QT_TRANSLATE_NOOP("PlanPreview", "This can't be undone."));
    }
    // Danger grows with damage: in production whoever deletes types the name of what goes.
    if (preview.destroys && environment.stage == Stage::Production) {
        const QString named = plan.titleArgs.value(QStringLiteral("name")).toString(); // the key, or the folder
        preview.typedName = !named.isEmpty() ? named : plan.changes().constFirst().entity.name;
    }
    return preview;
}

} // namespace mk
