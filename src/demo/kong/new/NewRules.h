// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "demo/kong/new/NewSchema.h"

#include <optional>
#include <string>
#include <string_view>

// What the server checks by code rather than by its schemas: host names, paths, addresses, tags, certificates. A schema
// text names a rule as @rule="host".
namespace mk::demo {

// The error text, nothing when the value is fine. `value` has the field's type.
std::optional<std::string> brokenRule(std::string_view rule, const Json &value);

// The custom check between fields of that entity; `sources` are the names of the fields joined by commas. An error of a
// single field comes as {"field":"text"}, one of all of them as a text.
std::optional<Json> brokenCheck(std::string_view entity, std::string_view sources, const Json &row);

} // namespace mk::demo
