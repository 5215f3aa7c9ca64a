// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/kong/KongTypes.h"
#include "core/Result.h"

#include <nlohmann/json_fwd.hpp>

#include <vector>

// What Kong answered, as values. Pure functions, any thread, safe on hostile input: an element without an id makes the answer
// unreadable; every other member that is absent, null or of another type than promised reads as "not told" and survives in
// `json`. Lua knows no difference between an empty list and an empty object, so either stands for either.
namespace mk::kong {

// `old`: the answer speaks the old dialect (speaksOld()): milliseconds.
Result<Api> decodeApi(const nlohmann::json &element);
Result<Service> decodeService(const nlohmann::json &element);
Result<Route> decodeRoute(const nlohmann::json &element);
Result<Plugin> decodePlugin(const nlohmann::json &element, bool old);
Result<Consumer> decodeConsumer(const nlohmann::json &element);
Result<Entity> decodeAny(const nlohmann::json &element, Kind kind, bool old);

// The kind of a type that stands for one; of Entity, which says it itself, that of the first of them.
template <class T>
constexpr Kind kindOf();
template <>
constexpr Kind kindOf<Api>() { return Kind::Api; }
template <>
constexpr Kind kindOf<Service>() { return Kind::Service; }
template <>
constexpr Kind kindOf<Route>() { return Kind::Route; }
template <>
constexpr Kind kindOf<Plugin>() { return Kind::Plugin; }
template <>
constexpr Kind kindOf<Consumer>() { return Kind::Consumer; }
template <>
constexpr Kind kindOf<Entity>() { return Kind::Consumer; }
// kind: what is told, for the type that stands for several.
template <class T>
Result<T> decodeEntity(const nlohmann::json &element, bool old, Kind kind = kindOf<T>());

// The rows of one page: {"data":[...]}, or {"data":{}} where there are none.
template <class T>
Result<std::vector<T>> decodePage(const QByteArray &body, bool old, Kind kind = kindOf<T>());

// What a page says beside its rows, found without building the document.
struct PageHead
{
    QString offset;        // of the next page; empty: this is the last
    qint64 rows = 0;
    std::optional<qint64> total; // of all pages, where the server tells it
};
Result<PageHead> pageHead(const QByteArray &body);

// The names of the fields in GET /schemas/{entity}, in the server's order.
Result<QStringList> decodeSchemaFields(const QByteArray &body);
// What the server fills in where they are left out, a JSON object; empty: not a schema in the newer notation.
QByteArray decodeSchemaDefaults(const QByteArray &body);

} // namespace mk::kong
