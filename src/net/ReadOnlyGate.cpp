// SPDX-License-Identifier: GPL-3.0-or-later
// The one place that knows which requests cannot change anything. Whatever is not listed here is a write.
#include "core/Json.h"
#include "net/HttpClient.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <string_view>

namespace mk {

namespace {

// Members are compared exactly: Consul matches them regardless of case, so {"Verb":"get","verb":"delete"} deletes. An
// operation with a member that is not known here is taken for a write.
bool isReadingOperation(const nlohmann::json &operation)
{
    static constexpr std::array<std::string_view, 7> members{"Verb",  "Key",     "Value",    "Flags",
                                                             "Index", "Session", "Namespace"};
    static constexpr std::array<std::string_view, 6> verbs{"get",         "get-or-empty",  "get-tree",
                                                           "check-index", "check-session", "check-not-exists"};
    if (!operation.is_object() || operation.size() != 1 || !operation.contains("KV"))
        return false;
    const nlohmann::json &kv = operation["KV"];
    if (!kv.is_object())
        return false;
    for (const auto &[name, value] : kv.items()) {
        if (std::find(members.begin(), members.end(), name) == members.end())
            return false;
    }
    const auto verb = kv.find("Verb");
    return verb != kv.end() && verb->is_string() &&
           std::find(verbs.begin(), verbs.end(), verb->get_ref<const std::string &>()) != verbs.end();
}

bool isReadingTransaction(const QByteArray &body)
{
    // A member that stands twice would be seen by Consul in ways that a parser which keeps the last one cannot tell.
    constexpr int deepest = 16;
    bool doubled = false;
    std::vector<std::vector<std::string>> seen;
    const auto watch = [&](int depth, nlohmann::json::parse_event_t event, nlohmann::json &parsed) {
        if (event == nlohmann::json::parse_event_t::object_start) {
            seen.emplace_back();
        } else if (event == nlohmann::json::parse_event_t::object_end) {
            seen.pop_back();
        } else if (event == nlohmann::json::parse_event_t::key) {
            std::vector<std::string> &names = seen.back();
            const auto &name = parsed.get_ref<const std::string &>();
            doubled = doubled || std::find(names.begin(), names.end(), name) != names.end();
            names.push_back(name);
        }
        return depth <= deepest;
    };
    const auto operations = nlohmann::json::parse(body.begin(), body.end(), watch, false);
    return !doubled && operations.is_array() && std::all_of(operations.begin(), operations.end(), isReadingOperation);
}

// RabbitMQ's aliveness test is a GET that declares a queue, publishes to it and consumes from it.
bool isWritingGet(System system, const QByteArray &path)
{
    return system == System::RabbitMq && QByteArray::fromPercentEncoding(path).toLower().contains("aliveness-test/");
}

} // namespace

bool isReadingRequest(System system, const HttpRequest &request)
{
    // Paths are compared as they are sent: any other spelling of an allowed one is a write.
    const qsizetype mark = request.path.indexOf('?');
    const QByteArray path = mark < 0 ? request.path : request.path.left(mark);
    if (request.method == "GET" || request.method == "HEAD")
        return !isWritingGet(system, path);
    switch (system) {
    case System::Prometheus: {
        static constexpr std::array<std::string_view, 6> queries{"/api/v1/query",           "/api/v1/query_range",
                                                                 "/api/v1/query_exemplars", "/api/v1/series",
                                                                 "/api/v1/labels",          "/api/v1/format_query"};
        return request.method == "POST" &&
               std::find(queries.begin(), queries.end(), std::string_view(path.constData(), size_t(path.size()))) !=
                   queries.end();
    }
    case System::Kong: {
        static const QRegularExpression validation(
            QRegularExpression::anchoredPattern(QStringLiteral("/schemas/[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)?/validate")));
        return request.method == "POST" && validation.match(QString::fromLatin1(path)).hasMatch();
    }
    case System::Consul:
        // The second one asks what the token may do.
        return (request.method == "PUT" && path == "/v1/txn" && isReadingTransaction(request.body)) ||
               (request.method == "POST" && path == "/v1/internal/acl/authorize");
    case System::RabbitMq:
        break;
    }
    return false;
}

} // namespace mk
