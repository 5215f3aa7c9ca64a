// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Json.h"
#include "demo/HttpService.h"
#include "demo/kong/KongAdmin.h"
#include "demo/kong/KongRouter.h"

#include <QByteArray>

#include <optional>
#include <vector>

namespace mk::demo {

// One request on its way through the proxy.
struct ProxyContext
{
    KongNode *node = nullptr;
    Request request;
    KongMatch match;
    QByteArray requestId;     // 3.9.1
    QByteArray client;        // its address
    Headers added;            // to what the upstream gets
    QByteArrayList hidden;    // names that it does not get, lower case
    nlohmann::json consumer;  // null: nobody was recognised
    QByteArray credentialId;  // of the consumer's credential; empty: nobody was recognised
    // What the plugins did that a header of the answer must tell, in order.
    Headers answerHeaders;
    // The answer without asking the upstream; by the proxy itself.
    std::optional<Reply> answered;
    bool fromCache = false; // that answer is one of the upstream's of before

    bool isOld() const { return node->isOld(); }
    bool isTwo() const { return node->version.startsWith(QLatin1String("2.")); }
    bool isThree() const { return node->version.startsWith(QLatin1String("3.")); }
    // As kong says it: {"message": ...}, with the request's id in 3.9.1, in the type that 3.9.1 takes from Accept.
    Reply error(int status, const QByteArray &message) const;
    // As a plugin says it: {"message": ...} and nothing else.
    static Reply exit(int status, const QByteArray &message);
};

// A member of a row, null where there is none.
const nlohmann::json &member(const nlohmann::json &row, std::string_view name);
QByteArray textOf(const nlohmann::json &row, std::string_view name); // empty where there is none
std::string referenceOf(const nlohmann::json &row, std::string_view name); // "service": its id, whichever way the version writes it

} // namespace mk::demo
