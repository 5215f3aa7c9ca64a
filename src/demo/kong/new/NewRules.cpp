// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/kong/new/NewRules.h"

#include "demo/kong/new/NewCertificates.h"
#include "demo/kong/new/NewLua.h"
#include "demo/kong/new/NewText.h"

#include <QByteArray>
#include <QHostAddress>
#include <QRegularExpression>
#include <QString>

#include <algorithm>
#include <array>
#include <map>

namespace mk::demo {

namespace {

using Broken = std::optional<std::string>;

Broken brokenName(const std::string &text)
{
    if (const std::size_t at = brokenUtf8At(text))
        return "invalid utf-8 character sequence detected at position " + std::to_string(at);
    if (!luaMatches(text, "^[%w%.%-%_~\x80-\xF4]+$"))
        return "invalid value '" + text + "': the only accepted ascii characters are alphanumerics or ., -, _, and ~";
    return {};
}

Broken brokenTag(const std::string &text, bool blanks)
{
    if (const std::size_t at = brokenUtf8At(text))
        return "invalid utf-8 character sequence detected at position " + std::to_string(at);
    const bool fine = std::all_of(text.begin(), text.end(), [blanks](char letter) {
        const auto c = static_cast<unsigned char>(letter);
        return (c == ' ' && blanks) || (c > 32 && c < 127 && c != ',' && c != '/') || (c >= 128 && c <= 244);
    });
    if (!fine)
        return "invalid tag '" + text + "': expected printable ascii (except `,` and `/`) or valid utf-8 sequences";
    return {};
}

Broken brokenHost(const std::string &text)
{
    std::string error;
    const std::optional<NormalizedHost> host = normalizedHost(text, &error);
    if (!host && error != "invalid port number")
        return "invalid value: " + text;
    if (!host || host->port)
        return "must not have a port";
    return {};
}

Broken brokenServerName(const std::string &text)
{
    std::string error;
    const std::optional<NormalizedHost> host = normalizedHost(text, &error);
    if (!host && error != "invalid port number")
        return "invalid value: " + text;
    if (host && host->kind != NormalizedHost::Kind::Name)
        return "must not be an IP";
    if (!host || host->port)
        return "must not have a port";
    return {};
}

Broken brokenWildcardHost(const std::string &text)
{
    const std::size_t star = text.find('*');
    if (star == std::string::npos)
        return brokenServerName(text);
    if (star != 0 && star + 1 != text.size())
        return "wildcard must be leftmost or rightmost character";
    if (std::count(text.begin(), text.end(), '*') > 1)
        return "only one wildcard must be specified";
    return brokenServerName(replaced(text, "*", "wildcard"));
}

Broken brokenHostWithPort(const std::string &text)
{
    std::string error;
    return normalizedHost(text, &error) ? Broken() : Broken(error);
}

Broken brokenAddress(const std::string &text)
{
    const std::string error = "invalid ip or cidr range: '" + text + '\'';
    const std::size_t slash = text.find('/');
    const QHostAddress address(QString::fromStdString(text.substr(0, slash)));
    const bool four = luaMatches(text.substr(0, slash), "^%d+%.%d+%.%d+%.%d+$");
    if (address.isNull() || (address.protocol() == QAbstractSocket::IPv4Protocol && !four))
        return error;
    if (slash == std::string::npos)
        return {};
    const std::string bits = text.substr(slash + 1);
    if (!luaMatches(bits, "^%d%d?%d?$") || std::stoi(bits) > (four ? 32 : 128))
        return error;
    return {};
}

Broken brokenPercent(const std::string &path)
{
    for (std::size_t at = path.find('%'); at != std::string::npos; at = path.find('%', at + 1)) {
        if (!luaMatches(path.substr(at + 1, 2), "^%x%x$"))
            return "invalid url-encoded value: '" + path.substr(at, 3) + '\'';
    }
    return {};
}

bool isRfc3986Path(const std::string &path)
{
    return luaMatches(path, "^/[%w%.%-%_%~%/%%%:%@%!%$%&%'%(%)%*%+%,%;%=]*$");
}

// Of 2.x: an unreserved character, "/" or a percent-encoding.
Broken brokenOldPath(const std::string &path)
{
    if (!luaMatches(path, "^/[%w%.%-%_%~%/%%]*$"))
        return "invalid path: '" + path + "' (characters outside of the reserved list of RFC 3986 found)";
    return brokenPercent(path);
}

Broken brokenPath(const std::string &path)
{
    if (!isRfc3986Path(path))
        return "invalid path: '" + path + "' (characters outside of the reserved list of RFC 3986 found)";
    return brokenPercent(path);
}

Broken brokenRegex(const std::string &pattern)
{
    const QRegularExpression regex(QString::fromStdString(pattern), QRegularExpression::DontCaptureOption);
    if (regex.isValid())
        return {};
    const QByteArray text = QByteArray::fromStdString(pattern);
    const qsizetype at = QString::fromStdString(pattern).left(regex.patternErrorOffset()).toUtf8().size();
    std::string error = "pcre2_compile() failed: " + regex.errorString().toStdString() + " in \"" + pattern + '"';
    if (at < text.size())
        error += " at \"" + text.mid(at).toStdString() + '"';
    return error;
}

Broken brokenPathRegex(const std::string &pattern)
{
    if (const Broken error = brokenRegex(pattern))
        return "invalid regex: '" + pattern + "' (PCRE returned: " + *error + ')';
    return {};
}

// Percent-encoding is undone where the character has no meaning of its own; dot segments go.
std::string normalizedPath(const std::string &path)
{
    std::string decoded;
    for (std::size_t i = 0; i < path.size(); ++i) {
        if (path[i] != '%' || i + 2 >= path.size()) {
            decoded += path[i];
            continue;
        }
        const int code = std::stoi(path.substr(i + 1, 2), nullptr, 16);
        if (std::string_view("!#$%&'()*+,/:;=?@[]").find(char(code)) != std::string_view::npos) {
            decoded += '%';
            for (const std::size_t digit : {i + 1, i + 2})
                decoded += char(std::toupper(static_cast<unsigned char>(path[digit])));
        } else {
            decoded += char(code);
        }
        i += 2;
    }
    std::vector<std::string> segments;
    std::size_t at = 1;
    bool open = false; // the path ends in a slash
    while (at <= decoded.size()) {
        const std::size_t slash = std::min(decoded.find('/', at), decoded.size());
        const std::string segment = decoded.substr(at, slash - at);
        open = slash == decoded.size() ? segment.empty() || segment == "." || segment == ".." : true;
        if (segment == "..") {
            if (!segments.empty())
                segments.pop_back();
        } else if (!segment.empty() && segment != ".") {
            segments.push_back(segment);
        }
        at = slash + 1;
    }
    std::string out;
    for (const std::string &segment : segments)
        out += '/' + segment;
    return open || out.empty() ? out + '/' : out;
}

Broken brokenRouterPath(const std::string &path)
{
    if (isRfc3986Path(path)) {
        if (const Broken error = brokenPercent(path))
            return error;
    }
    if (path.starts_with('~'))
        return brokenPathRegex(path.substr(1));
    if (const std::string normal = normalizedPath(path); normal != path)
        return "non-normalized path, consider use '" + normal + "' instead";
    return {};
}

Broken brokenOldRouterPath(const std::string &path)
{
    // Everything but letters, digits and "._~/%-" makes a path a regular expression.
    return luaMatches(path, "^/[%w%.%-%_%~%/%%]*$") ? brokenPercent(path) : brokenPathRegex(path);
}

Broken brokenToken(const std::string &text, const char *kind)
{
    if (luaMatches(text, "^[%w%-_]+$"))
        return {};
    return std::string("bad ") + kind + " name '" + text + "', allowed characters are A-Z, a-z, 0-9, '_', and '-'";
}

Broken brokenCookieName(const std::string &text)
{
    const bool fine = std::all_of(text.begin(), text.end(), [](char c) {
        return static_cast<unsigned char>(c) > 32 && c != 127
            && std::string_view("()<>@,;:\\\"/?={}[]").find(c) == std::string_view::npos;
    });
    if (fine)
        return {};
    return "contains one or more invalid characters. ASCII control characters (0-31;127), space, tab and the characters "
           "()<>@,;:\\\"/?={}[] are not allowed.";
}

Broken brokenUrl(const std::string &text)
{
    const UrlParts parts = urlParts(text);
    if (!parts.hasHost)
        return "missing host in url";
    if (parts.scheme.empty())
        return "missing scheme in url";
    return {};
}

Broken brokenRedirectUri(const std::string &text)
{
    const UrlParts parts = urlParts(text);
    if (!parts.hasHost || parts.scheme.empty())
        return "cannot parse '" + text + '\'';
    if (!parts.fragment.empty())
        return "fragment not allowed in '" + text + '\'';
    return {};
}

Broken brokenUpstreamName(const std::string &text)
{
    std::string error;
    const std::optional<NormalizedHost> host = normalizedHost(text, &error);
    const std::string start = "Invalid name ('" + text + "'); ";
    if (!host)
        return start + "must be a valid hostname";
    if (host->kind != NormalizedHost::Kind::Name)
        return start + "no ip addresses allowed";
    if (host->port)
        return start + "no port allowed";
    return {};
}

// Of a record with second, minute, ... year: a longer period has no smaller limit.
Broken brokenLimitsOrder(const Json &config)
{
    static const std::array<const char *, 6> periods{"second", "minute", "hour", "day", "month", "year"};
    for (std::size_t shorter = 0; shorter < periods.size(); ++shorter) {
        const Json *low = memberAt(config, periods[shorter]);
        if (!low || !low->is_number())
            continue;
        for (std::size_t longer = shorter + 1; longer < periods.size(); ++longer) {
            const Json *high = memberAt(config, periods[longer]);
            if (!high || !high->is_number() || high->get<double>() >= low->get<double>())
                continue;
            const auto limit = [](std::size_t period, const Json &value) {
                std::array<char, 80> text{};
                std::snprintf(text.data(), text.size(), "%s(%.1f)", periods[period], value.get<double>());
                return std::string(text.data());
            };
            return "The limit for " + limit(longer, *high) + " cannot be lower than the limit for " + limit(shorter, *low);
        }
    }
    return {};
}

Broken brokenTermination(const Json &config)
{
    const auto given = [&config](const char *name) { return isNonEmpty(memberAt(config, name)); };
    if (given("message") && (given("content_type") || given("body")))
        return "message cannot be used with content_type or body";
    if (given("content_type") && !given("body"))
        return "content_type requires a body";
    const Json *echo = memberAt(config, "echo");
    if (echo && echo->is_boolean() && echo->get<bool>() && (given("content_type") || given("body")))
        return "echo cannot be used with content_type and body";
    return {};
}

Broken brokenFlows(const Json &config)
{
    for (const char *flow : {"enable_authorization_code", "enable_implicit_grant", "enable_client_credentials",
                             "enable_password_grant"}) {
        const Json *on = memberAt(config, flow);
        if (on && on->is_boolean() && on->get<bool>())
            return {};
    }
    return "at least one of these fields must be true: enable_authorization_code, enable_implicit_grant, "
           "enable_client_credentials, enable_password_grant";
}

// "name:value" of the transformers: both may have to be names of headers.
Broken brokenHeaderPair(const std::string &pair, bool both)
{
    const std::size_t colon = pair.find(':');
    const std::string name = pair.substr(0, colon);
    if (brokenToken(name, "header"))
        return '\'' + name + "' is not a valid header";
    const std::size_t start = colon == std::string::npos ? colon : pair.find_first_not_of(':', colon);
    const std::string value = start == std::string::npos ? std::string() : pair.substr(start);
    if (both && brokenToken(value, "header"))
        return '\'' + value + "' is not a valid header";
    return {};
}

using TextRule = Broken (*)(const std::string &);
const std::map<std::string_view, TextRule> &textRules()
{
    static const std::map<std::string_view, TextRule> rules{
        {"name", brokenName},
        {"tag", [](const std::string &text) { return brokenTag(text, true); }},
        {"tag_old", [](const std::string &text) { return brokenTag(text, false); }},
        {"host", brokenHost},
        {"sni", brokenServerName},
        {"wildcard_host", brokenWildcardHost},
        {"host_port", brokenHostWithPort},
        {"host_wildcards", [](const std::string &text) { return brokenHostWithPort(replaced(text, "*", "abc")); }},
        {"ip_or_cidr", brokenAddress},
        {"path", brokenPath},
        {"path_old", brokenOldPath},
        {"router_path", brokenRouterPath},
        {"router_path_old", brokenOldRouterPath},
        {"header_name", [](const std::string &text) { return brokenToken(text, "header"); }},
        {"header_pair", [](const std::string &text) { return brokenHeaderPair(text, false); }},
        {"header_pair_both", [](const std::string &text) { return brokenHeaderPair(text, true); }},
        {"cookie_name", brokenCookieName},
        {"cookie_name_old", [](const std::string &text) { return brokenToken(text, "cookie"); }},
        {"url", brokenUrl},
        {"redirect_uri", brokenRedirectUri},
        {"upstream_name", brokenUpstreamName},
        {"certificate", [](const std::string &text) { return brokenCertificate(text, false); }},
        {"certificate_old", [](const std::string &text) { return brokenCertificate(text, true); }},
        {"key", [](const std::string &text) { return brokenKey(text, false); }},
        {"key_old", [](const std::string &text) { return brokenKey(text, true); }},
        {"public_key",
         [](const std::string &text) { return isPublicKey(text) ? Broken() : Broken("invalid key"); }},
        {"asterisk_or_regex",
         [](const std::string &text) {
             return text == "*" || !brokenRegex(text) ? Broken() : Broken('\'' + text + "' is not a valid regex");
         }},
        {"regex",
         [](const std::string &text) {
             return brokenRegex(text) ? Broken("not a valid regex: " + text) : Broken();
         }},
        {"lua_function", [](const std::string &) { return Broken(); }},
    };
    return rules;
}

} // namespace

std::optional<std::string> brokenRule(std::string_view rule, const Json &value)
{
    if (rule.empty())
        return {};
    if (rule == "limits_order")
        return brokenLimitsOrder(value);
    if (rule == "termination")
        return brokenTermination(value);
    if (rule == "oauth2_flows")
        return brokenFlows(value);
    if (rule == "pem_pair") {
        const Json *open = memberAt(value, "public_key");
        if (open && open->is_string() && !isPublicKey(open->get<std::string>()))
            return "could not load public key";
        const Json *secret = memberAt(value, "private_key");
        if (secret && secret->is_string() && brokenKey(secret->get<std::string>(), false))
            return "could not load private key";
        return {};
    }
    const auto found = textRules().find(rule);
    return found == textRules().end() || !value.is_string() ? Broken() : found->second(value.get<std::string>());
}

std::optional<Json> brokenCheck(std::string_view entity, std::string_view sources, const Json &row)
{
    const auto text = [&row](const char *name) {
        const Json *value = memberAt(row, name);
        return value && value->is_string() ? value->get<std::string>() : std::string();
    };
    if (entity == "certificates" && (sources == "cert,key" || sources == "cert_alt,key_alt")) {
        const bool other = sources != "cert,key";
        const std::string cert = text(other ? "cert_alt" : "cert");
        const std::string key = text(other ? "key_alt" : "key");
        if (!cert.empty() && !key.empty() && !certificateFitsKey(cert, key))
            return other ? "alternative certificate does not match key" : "certificate does not match key";
    } else if (entity == "certificates" && sources == "cert,cert_alt") {
        const std::string cert = text("cert");
        const std::string other = text("cert_alt");
        if (!cert.empty() && !other.empty() && keyKindOf(cert) == keyKindOf(other))
            return "certificate and alternative certificate need to have different type (e.g. RSA and ECDSA), the provided "
                   "certificates were both of the same type";
    } else if (entity == "ca_certificates" && sources == "cert") {
        const std::string cert = text("cert");
        if (certificateCount(cert) > 1)
            return "please submit only one certificate at a time";
        if (isExpired(cert))
            return "certificate expired, \"Not After\" time is in the past";
        if (!isAuthority(cert))
            return "certificate does not appear to be a CA because it is missing the \"CA\" basic constraint";
    } else if (entity == "plugins" && text("name") == "proxy-cache") {
        const Json *strategy = memberAt(row, "config.strategy");
        const std::string dictionary = text("config.memory.dictionary_name");
        if (strategy && *strategy == "memory" && !dictionary.starts_with("kong") && dictionary != "prometheus_metrics")
            return "missing shared dict '" + dictionary + '\'';
    } else if (entity == "keys") {
        const std::string jwk = text("jwk");
        if (jwk.empty())
            return {};
        const Json parsed = Json::parse(jwk, nullptr, false);
        if (!parsed.is_object())
            return "could not json decode jwk string";
        const Json *kid = memberAt(parsed, "kid");
        if (!kid || *kid != text("kid"))
            return "kid in jwk.kid must be equal to keys.kid";
        if (parsed.value("kty", std::string()) != "RSA" && parsed.value("kty", std::string()) != "EC"
            && parsed.value("kty", std::string()) != "OKP")
            return "could not load JWK, likely not a valid key";
    } else if (entity == "routes" && sources.find("headers") != std::string_view::npos) {
        const Json *headers = memberAt(row, "headers");
        if (headers && headers->is_object()) {
            for (const Json &values : *headers) {
                if (isTable(values) && values.empty())
                    return "Router Expression failed validation:  --> 1:2\n  |\n1 | ()\n  |  ^---\n  |\n  = expected term";
            }
        }
    }
    return {};
}

} // namespace mk::demo
