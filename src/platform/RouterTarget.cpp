// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/RouterTarget.h"

#include <QList>
#include <QString>

#include <algorithm>
#include <array>
#include <cstring>
#include <vector>

namespace mk::router {

namespace {

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

// The byte that is percent-encoded at `at`; -1: none is.
int encodedByte(const QByteArray &text, qsizetype at)
{
    if (at + 2 >= text.size() || text.at(at) != '%')
        return -1;
    const int high = hexDigit(text.at(at + 1));
    const int low = hexDigit(text.at(at + 2));
    return high < 0 || low < 0 ? -1 : high * 16 + low;
}

bool isReserved(int byte)
{
    return byte > 0 && byte < 128 && std::strchr("!*'();:@&=+$,/?%#[]", byte);
}

// RFC 3986 5.2.4 on a path whose double slashes are one: the segments that stay, each with the slash before it.
QByteArray withoutDotSegments(const QByteArray &path)
{
    std::vector<QByteArray> kept;
    qsizetype at = 0;
    // A path that does not start with a slash loses dots in front, as Kong's loop does.
    for (;;) {
        const QByteArray rest = path.mid(at);
        if (rest == "." || rest == "..")
            return {};
        if (rest.startsWith("../"))
            at += 3;
        else if (rest.startsWith("./"))
            at += 2;
        else
            break;
    }
    while (at < path.size()) {
        const bool slash = path.at(at) == '/';
        const qsizetype start = slash ? at + 1 : at;
        qsizetype end = path.indexOf('/', start);
        if (end < 0)
            end = path.size();
        const QByteArray segment = path.mid(start, end - start);
        const bool last = end == path.size();
        if (slash && segment.isEmpty() && !last) {
            // the first of two slashes
        } else if (slash && segment == ".") {
            if (last)
                kept.push_back("/");
        } else if (slash && segment == "..") {
            if (!kept.empty())
                kept.pop_back();
            if (last)
                kept.push_back("/");
        } else {
            kept.push_back(path.mid(at, end - at));
        }
        at = end;
    }
    QByteArray joined;
    for (const QByteArray &segment : kept)
        joined += segment;
    return joined;
}

// nginx reads the decoded path segment by segment, takes double slashes for one, and refuses what leaves the root.
bool climbsAboveRoot(const QByteArray &decoded)
{
    int depth = 0;
    for (const QByteArray &segment : decoded.split('/')) {
        if (segment == "..")
            --depth;
        else if (!segment.isEmpty() && segment != ".")
            ++depth;
        if (depth < 0)
            return true;
    }
    return false;
}

bool isPathRefused(const QByteArray &path)
{
    QByteArray decoded;
    decoded.reserve(path.size());
    for (qsizetype i = 0; i < path.size(); ++i) {
        if (path.at(i) == '#') // nginx drops a fragment unread
            break;
        if (path.at(i) != '%') {
            decoded += path.at(i);
            continue;
        }
        const int byte = encodedByte(path, i);
        if (byte <= 0)
            return true;
        decoded += static_cast<char>(byte);
        i += 2;
    }
    return climbsAboveRoot(decoded);
}

// The part of a target in absolute form ("http://host/path") that nginx takes for $request_uri.
QByteArray originForm(const QByteArray &target)
{
    if (target.startsWith('/'))
        return target;
    const qsizetype scheme = target.indexOf("://");
    if (scheme <= 0)
        return target;
    qsizetype at = scheme + 3;
    while (at < target.size() && target.at(at) != '/' && target.at(at) != '?')
        ++at;
    return at == target.size() ? QByteArrayLiteral("/") : target.mid(at);
}

} // namespace

Target parseTarget(const QByteArray &target, bool strict)
{
    Target parsed;
    const QByteArray uri = originForm(target);
    // Kong looks for the question mark from the second byte on.
    const qsizetype question = uri.indexOf('?', 1);
    parsed.path = question < 0 ? uri : uri.left(question);
    if (const qsizetype first = uri.indexOf('?'); first >= 0) {
        const qsizetype fragment = uri.indexOf('#');
        if (fragment < 0 || fragment > first)
            parsed.args = uri.mid(first + 1, fragment < 0 ? -1 : fragment - first - 1);
    }
    parsed.endsWithQuestion = uri.endsWith('?');
    const auto isControl = [strict](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte == 0 || byte == '\r' || byte == '\n' || (strict && (byte <= ' ' || byte == 0x7f));
    };
    const bool rooted = uri.startsWith('/') || (uri.startsWith('?') && uri.size() != target.size());
    parsed.refused = !rooted || std::any_of(uri.cbegin(), uri.cend(), isControl) ||
                     isPathRefused(uri.startsWith('?') ? QByteArray() : parsed.path);
    return parsed;
}

bool isHostRefused(const QByteArray &host)
{
    if (host.isEmpty() || host == "." || host.startsWith(':'))
        return true;
    bool inPort = false;
    bool inBrackets = false;
    for (qsizetype i = 0; i < host.size(); ++i) {
        const auto byte = static_cast<unsigned char>(host.at(i));
        if (byte <= ' ' || byte == 0x7f || byte == '/')
            return true;
        if (byte == '[' && i == 0)
            inBrackets = true;
        else if (byte == ']')
            inBrackets = false;
        else if (byte == ':' && !inBrackets)
            inPort = true;
        else if (byte == '.' && !inPort && i > 0 && host.at(i - 1) == '.')
            return true;
    }
    return false;
}

QByteArray normalizePath(const QByteArray &path)
{
    if (path.isEmpty() || path == "/")
        return path;
    QByteArray decoded;
    decoded.reserve(path.size());
    for (qsizetype i = 0; i < path.size(); ++i) {
        const int byte = encodedByte(path, i);
        if (byte < 0) {
            decoded += path.at(i);
        } else {
            if (isReserved(byte))
                decoded += path.mid(i, 3).toUpper();
            else
                decoded += static_cast<char>(byte);
            i += 2;
        }
    }
    if (!decoded.contains('.') && !decoded.contains("//"))
        return decoded;
    return withoutDotSegments(decoded);
}

QByteArray normalizeRegex(const QByteArray &regex)
{
    QByteArray decoded;
    decoded.reserve(regex.size());
    for (qsizetype i = 0; i < regex.size(); ++i) {
        const int byte = encodedByte(regex, i);
        if (byte < 0) {
            decoded += regex.at(i);
            continue;
        }
        if (isReserved(byte)) {
            decoded += regex.mid(i, 3).toUpper();
        } else {
            if (byte > 0 && byte < 128 && std::strchr(".^-{}\\|", byte))
                decoded += '\\';
            decoded += static_cast<char>(byte);
        }
        i += 2;
    }
    return decoded;
}

QByteArray escapePath(const QByteArray &path)
{
    static const std::array<bool, 256> plain = [] {
        std::array<bool, 256> table{};
        for (const char *c = "!#$&'()*+,/:;=?@[]ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~%";
             *c; ++c)
            table[static_cast<unsigned char>(*c)] = true;
        return table;
    }();
    constexpr char digits[] = "0123456789ABCDEF";
    QByteArray escaped;
    escaped.reserve(path.size());
    for (const char c : path) {
        const auto byte = static_cast<unsigned char>(c);
        if (plain[byte]) {
            escaped += c;
        } else {
            escaped += '%';
            escaped += digits[byte >> 4];
            escaped += digits[byte & 15];
        }
    }
    return escaped;
}

QByteArray sanitizedPostfix(const QByteArray &postfix)
{
    if (postfix == "." || postfix == "..")
        return {};
    if (postfix.startsWith("./"))
        return postfix.mid(2);
    if (postfix.startsWith("../"))
        return postfix.mid(3);
    return postfix;
}

QByteArray joinV0(const PathJoin &join, const QByteArray &path, const QByteArray &postfix)
{
    const bool baseEndsWithSlash = join.base.endsWith('/');
    const QByteArray baseWithout = baseEndsWithSlash ? join.base.left(join.base.size() - 1) : join.base;
    if (!join.strip) {
        if (baseEndsWithSlash)
            return join.base + path.mid(1);
        return path == "/" ? join.base : join.base + path;
    }
    if (!postfix.isEmpty())
        return postfix.startsWith('/') ? QByteArray(baseWithout + postfix) : QByteArray(baseWithout + '/' + postfix);
    // The whole path matched: whether the upstream's ends with a slash is up to the request's.
    if (join.base == "/")
        return join.base;
    const bool pathEndsWithSlash = path.endsWith('/') && (baseEndsWithSlash || path.size() > 1);
    return pathEndsWithSlash ? QByteArray(baseWithout + '/') : baseWithout;
}

QByteArray joinV1(const PathJoin &join, const QByteArray &path, const QByteArray &postfix)
{
    if (!join.strip)
        return join.base + path.mid(1);
    if (join.base.endsWith('/') && postfix.startsWith('/'))
        return join.base + postfix.mid(1);
    return join.base + postfix;
}

QByteArray joinOld(const std::optional<QByteArray> &base, const QByteArray &path,
                   const std::optional<QByteArray> &stripped)
{
    const bool isRoot = path == "/";
    QByteArray rest = !isRoot && stripped ? *stripped : path;
    if (!base || *base == "/")
        return rest;
    // The service's path, with and without its slash at the end.
    const bool baseEndsWithSlash = base->endsWith('/');
    const QByteArray file = baseEndsWithSlash ? base->left(base->size() - 1) : *base;
    if (rest != "/")
        return file + rest;
    if (baseEndsWithSlash)
        return isRoot || path.endsWith('/') ? *base : file;
    return isRoot || !path.endsWith('/') ? file : file + rest;
}

bool isRefusedByUpstreams(const QByteArray &uri)
{
    return parseTarget(uri, true).refused;
}

} // namespace mk::router
