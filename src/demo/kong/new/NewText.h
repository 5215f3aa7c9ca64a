// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

// Addresses, URLs and texts as Kong takes them apart.
namespace mk::demo {

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

std::string replaced(std::string text, std::string_view what, std::string_view by);

} // namespace mk::demo
