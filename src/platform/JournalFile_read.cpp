// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/JournalFile.h"

#include "platform/JournalRows.h"
#include "platform/PlanCodec.h"

#include <QSqlError>

namespace mk {

namespace {
QDateTime timeOf(const QVariant &milliseconds)
{
    return milliseconds.isNull() ? QDateTime() : QDateTime::fromMSecsSinceEpoch(milliseconds.toLongLong(), Qt::UTC);
}

QStringList linesOf(const QString &text)
{
    return text.split(QLatin1Char('\n'), Qt::SkipEmptyParts);
}
} // namespace

Result<QList<JournalEntry>> JournalFile::entries(const QString &where, const QVariantList &values, int limit)
{
    // A step is undone by a plan all of whose steps for it are done.
    const QString sql =
        QStringLiteral(
            "SELECT i.number, i.plan, p.title, p.args, p.undoes, i.step, p.steps, i.at, i.who, i.instance, i.environment,"
            " p.environment_name, i.identity, i.system, i.handler, o.at, o.outcome, o.settled, o.predicted, o.error_kind,"
            " o.error_reason, o.http_status, o.error, o.key_id, p.key_id,"
            " (SELECT u.id FROM plan u WHERE u.undoes = i.plan"
            "  AND EXISTS(SELECT 1 FROM step s WHERE s.plan = u.id AND s.undoes_step = i.step)"
            "  AND NOT EXISTS(SELECT 1 FROM step s WHERE s.plan = u.id AND s.undoes_step = i.step AND NOT EXISTS("
            "   SELECT 1 FROM intent ui JOIN outcome uo ON uo.intent = ui.number"
            "   WHERE ui.plan = u.id AND ui.step = s.step AND uo.outcome = 'done')) LIMIT 1), i.node"
            " FROM intent i JOIN plan p ON p.id = i.plan"
            " LEFT JOIN outcome o ON o.number = (SELECT max(l.number) FROM outcome l WHERE l.intent = i.number)"
            " WHERE %1 LIMIT %2")
            .arg(where)
            .arg(limit);
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    if (!query.prepare(sql))
        return fail(error(query.lastError()));
    for (const QVariant &value : values)
        query.addBindValue(value);
    if (!query.exec())
        return fail(error(query.lastError()));
    QList<JournalEntry> result;
    while (query.next()) {
        JournalEntry entry;
        entry.number = query.value(0).toLongLong();
        entry.planId = query.value(1).toString();
        entry.planTitle = query.value(2).toString();
        entry.planArgs = codec::decodeArgs(query.value(3).toString().toUtf8());
        entry.undoes = query.value(4).toString();
        entry.stepIndex = query.value(5).toInt();
        entry.stepCount = query.value(6).toInt();
        entry.at = timeOf(query.value(7));
        entry.who = query.value(8).toString();
        entry.instance = query.value(9).toString();
        entry.environmentId = query.value(10).toString();
        entry.environmentName = query.value(11).toString();
        entry.identity = linesOf(query.value(12).toString());
        entry.system = systemFromId(query.value(13).toString()).value_or(System::Consul);
        entry.handler = query.value(14).toString();
        entry.running = m_running.contains(entry.number);
        if (!query.value(16).isNull()) {
            entry.endedAt = timeOf(query.value(15));
            entry.outcome = stepOutcomeFromId(query.value(16).toString()).value_or(StepOutcome::Unknown);
            entry.settled = query.value(17).toBool();
            entry.asPredicted = query.value(18).toBool();
            entry.errorKind = query.value(19).toString();
            entry.errorReason = query.value(20).toString();
            entry.httpStatus = query.value(21).toInt();
            entry.errorText = m_errorTexts.value(entry.number);
            const QByteArray box = query.value(22).toByteArray();
            if (!box.isEmpty() && !m_key.isNull() && query.value(23).toString() == m_keyId) {
                if (const auto plain = opened(box, entry.planId, rows::errorPlace(entry.number))) {
                    if (const auto text = codec::decodeErrorText(*plain))
                        entry.errorText = text->serverMessage;
                }
            }
        }
        entry.bodiesAvailable =
            m_plans.contains(entry.planId) || (!m_key.isNull() && query.value(24).toString() == m_keyId);
        entry.undoneBy = query.value(25).toString();
        entry.node = query.value(26).toString();
        result.append(entry);
    }
    if (query.lastError().isValid() && query.lastError().type() != QSqlError::NoError)
        return fail(error(query.lastError()));
    if (auto added = addEntities(result); !added)
        return fail(added.error());
    return result;
}

Result<Done> JournalFile::addEntities(QList<JournalEntry> &entries)
{
    if (entries.isEmpty())
        return Done{};
    QHash<qint64, qsizetype> positions;
    qint64 low = entries.constFirst().number;
    qint64 high = low;
    for (qsizetype i = 0; i < entries.size(); ++i) {
        const qint64 number = entries.at(i).number;
        positions.insert(number, i);
        low = std::min(low, number);
        high = std::max(high, number);
    }
    // A page is mostly one run of numbers; a filtered one, spread out, is asked for row by row.
    const bool dense = high - low < 4 * entries.size();
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    query.prepare(dense ? QStringLiteral("SELECT intent, system, kind, id, name, verb FROM entity"
                                         " WHERE intent BETWEEN ? AND ? ORDER BY intent, position")
                        : QStringLiteral("SELECT intent, system, kind, id, name, verb FROM entity"
                                         " WHERE intent = ? ORDER BY position"));
    const auto take = [&]() -> Result<Done> {
        if (!query.exec())
            return fail(error(query.lastError()));
        while (query.next()) {
            const auto found = positions.constFind(query.value(0).toLongLong());
            if (found == positions.constEnd())
                continue;
            EntityRef entity;
            entity.system = systemFromId(query.value(1).toString()).value_or(System::Consul);
            entity.kind = query.value(2).toString();
            entity.id = query.value(3).toString();
            entity.name = query.value(4).toString();
            entries[*found].entities.append(entity);
            entries[*found].verbs.append(rows::verbFromId(query.value(5).toString()));
        }
        return Done{};
    };
    if (dense) {
        query.bindValue(0, low);
        query.bindValue(1, high);
        return take();
    }
    for (const JournalEntry &entry : std::as_const(entries)) {
        query.bindValue(0, entry.number);
        if (auto taken = take(); !taken)
            return taken;
    }
    return Done{};
}

Result<QList<JournalEntry>> JournalFile::list(const Journal::Query &query)
{
    if (auto ready = ensureOpen(); !ready)
        return fail(ready.error());
    QStringList where;
    QVariantList values;
    if (query.beforeNumber > 0) {
        where.append(QStringLiteral("i.number < ?"));
        values.append(query.beforeNumber);
    }
    if (!query.environmentId.isEmpty()) {
        where.append(QStringLiteral("i.environment = ?"));
        values.append(query.environmentId);
    }
    if (!query.planId.isEmpty()) {
        where.append(QStringLiteral("i.plan = ?"));
        values.append(query.planId);
    }
    if (!query.entity.kind.isEmpty()) {
        where.append(QStringLiteral(
            "i.number IN (SELECT e.intent FROM entity e WHERE e.id = ? AND e.kind = ? AND e.system = ?)"));
        values << query.entity.id << query.entity.kind << systemId(query.entity.system);
    }
    if (where.isEmpty())
        where.append(QStringLiteral("1"));
    return entries(where.join(QLatin1String(" AND ")) + QStringLiteral(" ORDER BY i.number DESC"), values,
                   std::max(1, query.limit));
}

Result<QList<JournalEntry>> JournalFile::unsettled(const QString &environmentId)
{
    if (auto ready = ensureOpen(); !ready)
        return fail(ready.error());
    QString where = QStringLiteral("NOT ") + QLatin1String(rows::decided);
    QVariantList values;
    if (!environmentId.isEmpty()) {
        where += QStringLiteral(" AND i.environment = ?");
        values.append(environmentId);
    }
    auto found = entries(where + QStringLiteral(" ORDER BY i.number"), values, 10'000);
    if (found)
        found->removeIf([](const JournalEntry &entry) { return entry.running; });
    return found;
}

Result<Journal::StoredPlan> JournalFile::readPlan(const QString &planId)
{
    if (auto ready = ensureOpen(); !ready)
        return fail(ready.error());
    QSqlQuery query(m_database);
    query.prepare(QStringLiteral("SELECT title, args, undoes, steps, environment, notices, key_id FROM plan WHERE id = ?"));
    query.addBindValue(planId);
    if (!query.exec())
        return fail(error(query.lastError()));
    if (!query.next())
        return fail(storageError(QStringLiteral("journal.unknown-plan"), planId));
    const auto noBodies = [this] { return fail(storageError(QStringLiteral("journal.no-bodies"), {})); };

    Journal::StoredPlan stored;
    stored.environmentId = query.value(4).toString();
    const int stepCount = query.value(3).toInt();
    if (const auto kept = m_plans.constFind(planId); kept != m_plans.constEnd()) {
        stored.plan = *kept;
    } else {
        if (m_key.isNull() || query.value(6).toString() != m_keyId)
            return noBodies();
        stored.plan.id = planId;
        stored.plan.title = query.value(0).toString();
        stored.plan.titleArgs = codec::decodeArgs(query.value(1).toString().toUtf8());
        stored.plan.undoes = query.value(2).toString();
        const auto notices =
            opened(query.value(5).toByteArray(), planId, rows::noticesPlace()).and_then(codec::decodeNotices);
        if (!notices)
            return fail(notices.error());
        stored.plan.notices = *notices;
        query.prepare(QStringLiteral("SELECT step, body FROM step WHERE plan = ? ORDER BY step"));
        query.addBindValue(planId);
        if (!query.exec())
            return fail(error(query.lastError()));
        while (query.next()) {
            const auto step = opened(query.value(1).toByteArray(), planId, rows::stepPlace(query.value(0).toInt()))
                                  .and_then(codec::decodeStep);
            if (!step)
                return fail(step.error());
            stored.plan.steps.append(*step);
        }
    }
    if (stored.plan.steps.size() != stepCount)
        return fail(storageError(QStringLiteral("journal.corrupt"), QStringLiteral("steps are missing")));

    stored.outcomes.fill(StepOutcome::NotRun, stepCount);
    stored.results.fill({}, stepCount);
    stored.settled.fill(false, stepCount);
    // In the order in which they were written, so that the last one of a step stays.
    query.prepare(QStringLiteral("SELECT i.number, i.step, i.identity, o.outcome, o.settled, o.result, o.key_id FROM intent i"
                                 " LEFT JOIN outcome o ON o.intent = i.number WHERE i.plan = ? ORDER BY i.number, o.number"));
    query.addBindValue(planId);
    if (!query.exec())
        return fail(error(query.lastError()));
    while (query.next()) {
        const qint64 number = query.value(0).toLongLong();
        const int step = query.value(1).toInt();
        if (step < 0 || step >= stepCount)
            return fail(storageError(QStringLiteral("journal.corrupt"), QStringLiteral("no such step")));
        if (stored.identity.isEmpty())
            stored.identity = linesOf(query.value(2).toString());
        const QString outcome = query.value(3).toString();
        stored.outcomes[step] = stepOutcomeFromId(outcome).value_or(StepOutcome::Unknown);
        stored.settled[step] = query.value(4).toBool();
        stored.results[step] = m_results.value(number);
        const QByteArray box = query.value(5).toByteArray();
        if (box.isEmpty())
            continue;
        if (m_key.isNull() || query.value(6).toString() != m_keyId)
            return noBodies();
        const auto result = opened(box, planId, rows::resultPlace(number)).and_then(codec::decodeResult);
        if (!result)
            return fail(result.error());
        stored.results[step] = *result;
    }
    return stored;
}

} // namespace mk
