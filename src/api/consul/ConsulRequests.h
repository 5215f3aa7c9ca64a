// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/consul/ConsulTypes.h"
#include "net/HttpTypes.h"

// What is asked, apart from who asks: feeds give these to a LongPoll, previews show them. Pure functions.
// Sources: Consul's API documentation and recordings of 1.8.7.
namespace mk::consul {

inline constexpr int maxTxnOperations = 64;          // before 1.14; 128 since
inline constexpr qint64 maxTxnBody = 512 * 1024;     // limits.txn_max_req_len's default, of the whole body
inline constexpr qint64 maxValueSize = 512 * 1024;   // limits.kv_max_value_size's default

// GET /v1/internal/ui/nodes: every node with its services and checks in one answer, blocking. The documented endpoints
// need one call a service for the same truth. Not documented, but there since 0.4.
HttpRequest registryRequest();
HttpRequest catalogServicesRequest(); // GET /v1/catalog/services
HttpRequest catalogNodesRequest();    // GET /v1/catalog/nodes
HttpRequest checksRequest();          // GET /v1/health/state/any
HttpRequest serviceRequest(const QString &service); // GET /v1/health/service/NAME: its instances, blocking

// GET /v1/kv/PREFIX?keys: names only, in the server's (byte) order. With a separator names are cut after the first one
// behind the prefix, so that folders end in it. 404 means none. Blocking. The prefix must be path-safe: see safePrefix().
HttpRequest keysRequest(const QString &prefix, const QString &separator = {});
// Keys with values; where the path would be cleaned, as a transaction (not blocking).
HttpRequest recurseRequest(const QString &prefix);
// The longest start of a prefix that can be asked for; the rest is to be filtered here.
QString safePrefix(const QString &prefix);
// One key: through /v1/kv where the path survives the server's cleaning, else as a transaction (not blocking).
HttpRequest getRequest(const QString &key);
HttpRequest txnGetRequest(const QStringList &keys); // at most maxTxnOperations

// "a//b", "/a", "a/./b", "a/../b": the web server answers 301 to another key; characters that Go does not call printable
// (controls, marks of writing direction, private use, spaces beyond ASCII): it answers 400. Only a transaction reaches these.
bool isPathSafe(const QString &key);

// Empty, or the reason why no server takes this name: "kv.key-empty", "kv.key-not-text" (half of a surrogate pair).
QString keyProblem(const QString &key);
// Names that servers refuse or refused by default: reason codes "kv.key-refused-1.21" (characters beyond
// [a-zA-Z0-9,_./\-?&=] in 1.21.5), "kv.key-traversal", "kv.key-outer-spaces". For badges; the server has the last word.
QStringList keyWarnings(const QString &key);

enum class PutWay {
    Transaction, // its answer carries the new ModifyIndex
    Plain,       // PUT /v1/kv/KEY?cas=, then a second read
    Impossible,  // too large for a transaction and out of reach of the path
};
PutWay putWay(const QString &key, qsizetype valueSize);

// Check-and-set always: cas 0 creates and never overwrites, any other replaces exactly that ModifyIndex.
HttpRequest putRequest(const KvEntry &wanted, quint64 cas, PutWay way);
// delete-cas of each, in the order given; all or nothing; at most maxTxnOperations. A key that is gone already is no error.
HttpRequest deleteRequest(const QList<KvDelete> &keys);

HttpRequest sessionListRequest();
HttpRequest sessionInfoRequest(const QString &id);

} // namespace mk::consul
