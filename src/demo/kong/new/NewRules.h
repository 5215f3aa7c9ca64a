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

// An address as Kong writes it down: IPv6 in full, in brackets; the port where one was given.
struct NormalizedHost
{
    enum class Kind { Name, IPv4, IPv6 };
    Kind kind = Kind::Name;
    std::string host;
    std::optional<int> port;
};
// Nothing and a text in `error` when it is none of the three.
std::optional<NormalizedHost> normalizedHost(std::string_view address, std::string *error);
std::string formattedHost(const NormalizedHost &host, std::optional<int> defaultPort);

// The parts of a URL as the "url" of a service is taken apart; what is absent is empty.
struct UrlParts
{
    std::string scheme, host, port, path, fragment;
    bool hasHost = false;
};
UrlParts urlParts(std::string_view url);

// First byte of the first broken UTF-8 sequence, counted from 1; 0 when there is none.
std::size_t brokenUtf8At(std::string_view text);

} // namespace mk::demo
