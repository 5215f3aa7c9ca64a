// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/consul/ConsulTypes.h"
#include "core/Job.h"
#include "net/HttpTypes.h"

namespace mk {
class HttpClient;
}

// Transactions that mix check-and-set writes and deletes of keys: all or none. PUT /v1/txn; Consul API documentation,
// "Transactions".
namespace mk::consul {

struct KvOperation
{
    enum class Verb {
        Put,    // key, value and flags of entry; cas on modifyIndex, 0 creates and never overwrites
        Delete, // delete-cas of entry.key on modifyIndex
    };
    Verb verb = Verb::Put;
    KvEntry entry;
    quint64 modifyIndex = 0;
};

// How much one operation adds to the body at most, in bytes; a body has at most maxTxnBody.
qint64 operationSize(const KvOperation &operation);
HttpRequest transactionRequest(const QList<KvOperation> &operations); // at most maxTxnOperations

// The value: what each operation left behind, in order; nothing for deletes. Refusals are those of txnError(), with the numbers of all
// refused operations in args "changes".
Job<std::vector<std::optional<KvEntry>>> *runTransaction(HttpClient *http, const QList<KvOperation> &operations,
                                                         QObject *parent);

} // namespace mk::consul
