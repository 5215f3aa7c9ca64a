// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

// What Kong 0.14.1 asks of names, hosts, paths and patterns, wherever they stand.
namespace mk::demo::old {

bool isUuid(std::string_view text);
std::string lowered(std::string text);
std::string stripped(std::string_view text); // blanks at both ends taken off
std::string newUuid();
std::string randomText(); // 32 letters and digits, as Kong makes keys and secrets

// A host name or address, with or without a port.
struct HostPort
{
    enum class Kind {
        Name,
        V4,
        V6,
    };
    Kind kind = Kind::Name;
    std::string host; // lower case; an IPv6 address in full, without brackets
    std::optional<int> port;

    std::string written(int defaultPort) const; // "host:port", IPv6 in brackets
};
std::optional<HostPort> hostPortOf(std::string_view text);

// Where the one "*" of a host name may not be.
enum class Wildcard {
    None,
    Fine,
    TooMany,
    Misplaced,
};
Wildcard wildcardOf(const std::string &host);
std::string withoutWildcards(std::string host); // "*" made a label, so that the rest can be looked at

// Only "/", "%" and what RFC 3986 calls unreserved: a path; anything else makes it a regular expression.
bool isPlainPath(std::string_view path);
// The first "%" of a path that does not begin two hexadecimal digits, with what follows it; empty when all do.
std::string wrongEncoding(const std::string &path);
// How PCRE, as nginx hands it on, refuses a pattern; empty when it does not.
std::string regexFault(const std::string &pattern);
// Why Kong refuses this name of a header (or a cookie); empty when it does not.
std::string headerNameFault(const std::string &name, const char *what);

// Scheme, host and the like of an absolute address, as loosely as Kong reads one. Nothing without scheme or host.
struct LooseUrl
{
    std::string scheme; // lower case
    std::string host;
    std::optional<int> port;
    std::string path; // may be empty
    bool hasFragment = false;
};
std::optional<LooseUrl> looseUrlOf(const std::string &text);

} // namespace mk::demo::old
