// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/consul/KvTransaction.h"

#include "api/consul/ConsulDecode.h"
#include "api/consul/KvJobs.h"
#include "core/Json.h"
#include "net/HttpClient.h"

#include <QPointer>

namespace mk::consul {

namespace {
using nlohmann::json;

json operationOf(const KvOperation &operation)
{
    const bool isPut = operation.verb == KvOperation::Verb::Put;
    json kv = {{"Verb", isPut ? "cas" : "delete-cas"},
               {"Key", operation.entry.key.toStdString()},
               {"Index", operation.modifyIndex}};
    if (isPut) {
        kv["Value"] = operation.entry.value.toBase64().toStdString();
        kv["Flags"] = operation.entry.flags;
    }
    json member = json::object();
    member["KV"] = std::move(kv);
    return member;
}

Result<std::vector<std::optional<KvEntry>>> decode(const QList<KvOperation> &operations, const HttpResponse &response)
{
    Result<TxnOutcome> outcome = decodeTxn(response);
    if (!outcome)
        return fail(outcome.error());
    if (!outcome->failures.empty()) {
        QStringList keys;
        for (const KvOperation &operation : operations)
            keys.append(operation.entry.key);
        Error error = txnError(*outcome, keys);
        QVariantList refused;
        for (const TxnOutcome::Failure &failure : outcome->failures)
            refused.append(failure.opIndex);
        error.args.insert(QStringLiteral("changes"), refused);
        return fail(error);
    }
    // Deletes answer nothing, puts their entry without its value, in the order of the operations.
    std::vector<std::optional<KvEntry>> left(size_t(operations.size()));
    auto next = outcome->entries.begin();
    for (size_t i = 0; i < left.size(); ++i) {
        const KvOperation &operation = operations.at(qsizetype(i));
        if (operation.verb == KvOperation::Verb::Delete || next == outcome->entries.end()
            || next->key != operation.entry.key)
            continue;
        left[i] = std::move(*next++);
        left[i]->value = operation.entry.value;
    }
    return left;
}
} // namespace

qint64 operationSize(const KvOperation &operation)
{
    KvOperation empty = operation;
    empty.entry.value.clear();
    const json member = operationOf(empty);
    const auto envelope = qint64(member.dump(-1, ' ', false, json::error_handler_t::replace).size()) + 40; // both numbers
    return envelope + (operation.verb == KvOperation::Verb::Put ? (qint64(operation.entry.value.size()) + 2) / 3 * 4 : 0);
}

HttpRequest transactionRequest(const QList<KvOperation> &operations)
{
    json document = json::array();
    for (const KvOperation &operation : operations)
        document.push_back(operationOf(operation));
    HttpRequest request;
    request.method = "PUT";
    request.path = "/v1/txn";
    request.contentType = "application/json";
    request.body = QByteArray::fromStdString(document.dump(-1, ' ', false, json::error_handler_t::replace));
    request.callClass = CallClass::Write;
    request.expected = {409}; // says which operations failed, and why
    request.sendsSecretBody = true; // any value may be a password
    return request;
}

Job<std::vector<std::optional<KvEntry>>> *runTransaction(HttpClient *http, const QList<KvOperation> &operations,
                                                         QObject *parent)
{
    using Left = std::vector<std::optional<KvEntry>>;
    HttpRequest request = transactionRequest(operations);
    request.asker = QStringLiteral("plan");
    return mapJob<Left>(parent, http->send(request, parent),
                        [operations, request, origin = QPointer<HttpClient>(http)](const Result<HttpResponse> &response)
                            -> Result<Left> {
                            if (!response)
                                return fail(refineError(response.error(), true));
                            Result<Left> left = decode(operations, *response);
                            if (left)
                                return left;
                            // Answered, and yet nobody knows what: only reading can tell.
                            if (left.error().is(ErrorKind::Unreadable))
                                left.error().mayHaveBeenDone = true;
                            return origin ? Result<Left>(fail(withOrigin(left.error(), *origin, request))) : left;
                        });
}

} // namespace mk::consul
