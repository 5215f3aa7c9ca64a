// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/KvPlans.h"

#include "api/consul/ConsulRequests.h"
#include "api/consul/KvTransaction.h"
#include "platform/ConsulKvHandler.h"

#include <QSet>

namespace mk::kvplans {

namespace {
Plan planOf(const QString &title, const QVariantMap &args, const QList<Change> &changes)
{
    Plan plan;
    plan.id = Plan::newId();
    plan.title = title;
    plan.titleArgs = args;
    plan.steps = packed(changes);
    for (const Change &change : changes) {
        const QString session = change.before.guard.value(QStringLiteral("Session")).toString();
        if (change.verb() == Change::Verb::Delete && !session.isEmpty()) {
            plan.notices.append({QStringLiteral("kv.lock-lost"),
                                 {{QStringLiteral("name"), change.entity.name}, {QStringLiteral("session"), session}}});
        }
    }
    return plan;
}

std::optional<Error> problemOf(const QString &key, qsizetype size)
{
    Error error;
    if (const QString reason = consul::keyProblem(key); !reason.isEmpty())
        error = Error::make(ErrorKind::BadRequest, reason);
    else if (size > consul::maxValueSize)
        error = Error::make(ErrorKind::TooLarge, QStringLiteral("kv.value-too-large"));
    else if (consul::putWay(key, size) == consul::PutWay::Impossible)
        error = Error::make(ErrorKind::TooLarge, QStringLiteral("kv.value-too-large-for-key"));
    else
        return std::nullopt;
    error.args = {{QStringLiteral("name"), key},
                  {QStringLiteral("size"), qint64(size)},
                  {QStringLiteral("limit"), consul::maxValueSize}};
    return error;
}

consul::KvOperation operationOf(const Change &change)
{
    consul::KvOperation operation;
    operation.verb = change.after.exists ? consul::KvOperation::Verb::Put : consul::KvOperation::Verb::Delete;
    operation.entry = entryOf(change.entity.id, change.after);
    operation.modifyIndex = modifyIndexOf(change.before);
    return operation;
}
} // namespace

EntityRef entityOf(const QString &key)
{
    return {System::Consul, QStringLiteral("kv"), key, key};
}

EntityState stateOf(const consul::KvEntry &entry)
{
    EntityState state;
    state.exists = true;
    state.body = entry.value;
    state.guard = {{QStringLiteral("ModifyIndex"), QString::number(entry.modifyIndex)},
                   {QStringLiteral("CreateIndex"), QString::number(entry.createIndex)},
                   {QStringLiteral("LockIndex"), QString::number(entry.lockIndex)},
                   {QStringLiteral("Flags"), QString::number(entry.flags)}};
    if (!entry.session.isEmpty())
        state.guard.insert(QStringLiteral("Session"), entry.session);
    return state;
}

EntityState wanted(const QByteArray &value, quint64 flags)
{
    return {true, value, {{QStringLiteral("Flags"), QString::number(flags)}}};
}

quint64 modifyIndexOf(const EntityState &state)
{
    return state.exists ? state.guard.value(QStringLiteral("ModifyIndex")).toString().toULongLong() : 0;
}

quint64 flagsOf(const EntityState &state)
{
    return state.guard.value(QStringLiteral("Flags")).toString().toULongLong();
}

consul::KvEntry entryOf(const QString &key, const EntityState &state)
{
    consul::KvEntry entry;
    entry.key = key;
    entry.value = state.body;
    entry.flags = flagsOf(state);
    entry.modifyIndex = modifyIndexOf(state);
    entry.createIndex = state.guard.value(QStringLiteral("CreateIndex")).toString().toULongLong();
    entry.lockIndex = state.guard.value(QStringLiteral("LockIndex")).toString().toULongLong();
    entry.session = state.guard.value(QStringLiteral("Session")).toString();
    return entry;
}

Result<Plan> put(const consul::KvEntry &seen, const QByteArray &value, quint64 flags)
{
    if (const auto problem = problemOf(seen.key, value.size()))
        return fail(*problem);
    return planOf(QStringLiteral("kv.put"), {{QStringLiteral("name"), seen.key}},
                  {{entityOf(seen.key), stateOf(seen), wanted(value, flags)}});
}

Result<Plan> create(const QString &key, const QByteArray &value, quint64 flags)
{
    if (const auto problem = problemOf(key, value.size()))
        return fail(*problem);
    return planOf(QStringLiteral("kv.create"), {{QStringLiteral("name"), key}},
                  {{entityOf(key), EntityState(), wanted(value, flags)}});
}

Result<Plan> remove(const consul::KvEntry &seen)
{
    if (const auto problem = problemOf(seen.key, 0))
        return fail(*problem);
    return planOf(QStringLiteral("kv.delete"), {{QStringLiteral("name"), seen.key}},
                  {{entityOf(seen.key), stateOf(seen), EntityState()}});
}

Result<Plan> removeFolder(const QString &prefix, const std::vector<consul::KvEntry> &seen)
{
    QList<Change> changes;
    for (const consul::KvEntry &entry : seen) {
        if (const auto problem = problemOf(entry.key, 0))
            return fail(*problem);
        changes.append({entityOf(entry.key), stateOf(entry), EntityState()});
    }
    return planOf(QStringLiteral("kv.delete-folder"),
                  {{QStringLiteral("name"), prefix}, {QStringLiteral("count"), int(changes.size())}}, changes);
}

QList<Step> packed(const QList<Change> &changes)
{
    QList<Step> steps;
    qint64 size = 0;
    const auto begin = [&steps, &size] {
        Step step;
        step.id = Plan::newId();
        step.handler = ConsulKvHandler::handlerId();
        steps.append(step);
        size = 2; // the brackets of the list
    };
    bool lastIsAlone = true;
    for (const Change &change : changes) {
        const bool alone =
            change.after.exists
            && consul::putWay(change.entity.id, change.after.body.size()) != consul::PutWay::Transaction;
        const qint64 own = alone ? 0 : consul::operationSize(operationOf(change)) + 1;
        if (alone || lastIsAlone || steps.constLast().changes.size() >= consul::maxTxnOperations
            || size + own > consul::maxTxnBody)
            begin();
        steps.last().changes.append(change);
        size += own;
        lastIsAlone = alone;
    }
    return steps;
}

QStringList keysAddedSince(const Plan &plan, const QStringList &keysNow)
{
    QSet<QString> known;
    for (const Step &step : plan.steps) {
        for (const Change &change : step.changes)
            known.insert(change.entity.id);
    }
    QStringList added;
    for (const QString &key : keysNow) {
        if (!known.contains(key))
            added.append(key);
    }
    return added;
}

} // namespace mk::kvplans
