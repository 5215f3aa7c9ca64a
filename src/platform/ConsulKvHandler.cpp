// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/ConsulKvHandler.h"

#include "api/consul/ConsulClient.h"
#include "api/consul/ConsulRequests.h"
#include "api/consul/KvTransaction.h"
#include "platform/KvPlans.h"

namespace mk {

namespace {
using consul::KvOperation;

QStringList keysOf(const Step &step)
{
    QStringList keys;
    for (const Change &change : step.changes)
        keys.append(change.entity.id);
    return keys;
}

QList<KvOperation> operationsOf(const Step &step)
{
    QList<KvOperation> operations;
    for (const Change &change : step.changes) {
        KvOperation operation;
        operation.verb = change.after.exists ? KvOperation::Verb::Put : KvOperation::Verb::Delete;
        operation.entry = kvplans::entryOf(change.entity.id, change.after);
        operation.modifyIndex = kvplans::modifyIndexOf(change.before);
        operations.append(operation);
    }
    return operations;
}

// The one change of a step that writes a single key: the client knows the way for every size.
const Change *singlePut(const Step &step)
{
    return step.changes.size() == 1 && step.changes.constFirst().after.exists ? &step.changes.constFirst() : nullptr;
}
} // namespace

ConsulKvHandler::ConsulKvHandler(consul::ConsulClient *client) : m_client(client) {}

RequestPreview ConsulKvHandler::preview(const Step &step) const
{
    HttpRequest request;
    if (const Change *change = singlePut(step)) {
        request = consul::putRequest(kvplans::entryOf(change->entity.id, change->after),
                                     kvplans::modifyIndexOf(change->before),
                                     consul::putWay(change->entity.id, change->after.body.size()));
    } else {
        request = consul::transactionRequest(operationsOf(step));
    }
    return {request.method, request.path, request.contentType, request.body};
}

Job<QList<EntityState>> *ConsulKvHandler::read(const Step &step, QObject *parent)
{
    return mapJob<QList<EntityState>>(
        parent, m_client->getMany(keysOf(step), parent),
        [](const Result<std::vector<consul::KvLookup>> &found) -> Result<QList<EntityState>> {
            if (!found)
                return fail(found.error());
            QList<EntityState> states;
            for (const consul::KvLookup &lookup : *found) {
                if (lookup.hidden) { // not the same as gone: a token that may not read cannot compare
                    Error error = Error::make(ErrorKind::Forbidden, QStringLiteral("consul.permission-denied"));
                    error.args.insert(QStringLiteral("key"), lookup.key);
                    return fail(error);
                }
                states.append(lookup.entry ? kvplans::stateOf(*lookup.entry) : EntityState());
            }
            return states;
        });
}

Job<SendResult> *ConsulKvHandler::send(const Step &step, QObject *parent)
{
    if (const Change *change = singlePut(step)) {
        return mapJob<SendResult>(
            parent,
            m_client->put(kvplans::entryOf(change->entity.id, change->after), kvplans::modifyIndexOf(change->before),
                          parent),
            [after = change->after](const Result<consul::KvWritten> &written) -> Result<SendResult> {
                if (!written) {
                    Error error = written.error();
                    if (error.is(ErrorKind::Conflict))
                        error.args.insert(QStringLiteral("changes"), QVariantList{0});
                    return fail(error);
                }
                // Without an index of our own write the guard stays empty: undo must not take back somebody else's.
                return SendResult{{written->knownModifyIndex() ? kvplans::stateOf(written->entry)
                                                               : EntityState{true, after.body, {}}}};
            });
    }
    if (step.changes.size() > consul::maxTxnOperations)
        return readyJob<SendResult>(parent, fail(ErrorKind::Internal, {}, QStringLiteral("step too large")));
    return mapJob<SendResult>(
        parent, consul::runTransaction(m_client->http(), operationsOf(step), parent),
        [changes = step.changes](const Result<std::vector<std::optional<consul::KvEntry>>> &left) -> Result<SendResult> {
            if (!left)
                return fail(left.error());
            SendResult result;
            for (int i = 0; i < changes.size(); ++i) {
                const EntityState &after = changes.at(i).after;
                const auto &entry = left->at(size_t(i));
                if (!after.exists)
                    result.states.append(EntityState());
                else
                    result.states.append(entry ? kvplans::stateOf(*entry) : EntityState{true, after.body, {}});
            }
            return result;
        });
}

bool ConsulKvHandler::sameAsBefore(const Change &change, const EntityState &now) const
{
    if (change.before.exists != now.exists)
        return false;
    if (!now.exists)
        return true;
    // The value too: after a restore from a snapshot an index can stand for something else.
    return kvplans::modifyIndexOf(change.before) == kvplans::modifyIndexOf(now) && change.before.body == now.body;
}

bool ConsulKvHandler::isAfter(const Change &change, const EntityState &now) const
{
    if (change.after.exists != now.exists)
        return false;
    return !now.exists || (change.after.body == now.body && kvplans::flagsOf(change.after) == kvplans::flagsOf(now));
}

QList<Step> ConsulKvHandler::inverse(const Step &step, const SendResult &result) const
{
    QList<Change> back;
    for (int i = 0; i < step.changes.size() && i < result.states.size(); ++i) {
        const Change &change = step.changes.at(i);
        const EntityState &left = result.states.at(i);
        if (left.exists && kvplans::modifyIndexOf(left) == 0)
            continue; // not known which state is ours
        EntityState old;
        if (change.before.exists)
            old = kvplans::wanted(change.before.body, kvplans::flagsOf(change.before));
        back.append({change.entity, left, old});
    }
    return kvplans::packed(back);
}

Job<QList<PlanNotice>> *ConsulKvHandler::remarks(const Plan &plan, QObject *parent)
{
    if (plan.title != QLatin1String("kv.delete-folder"))
        return nullptr;
    const QString prefix = plan.titleArgs.value(QStringLiteral("name")).toString();
    return mapJob<QList<PlanNotice>>(
        parent, m_client->keys(prefix, {}, parent),
        [plan, prefix](const Result<consul::Answer<std::vector<QString>>> &keys) -> Result<QList<PlanNotice>> {
            if (!keys)
                return fail(keys.error());
            const QStringList added =
                kvplans::keysAddedSince(plan, QStringList(keys->value.begin(), keys->value.end()));
            if (added.isEmpty())
                return QList<PlanNotice>();
            return QList<PlanNotice>{{QStringLiteral("keys-added-since"),
                                      {{QStringLiteral("prefix"), prefix},
                                       {QStringLiteral("count"), int(added.size())},
                                       {QStringLiteral("names"), added.first(std::min<qsizetype>(20, added.size()))}}}};
        });
}

} // namespace mk
