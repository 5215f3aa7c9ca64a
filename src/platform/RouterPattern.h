// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QRegularExpression>

#include <optional>

// Regular expressions and host patterns as Kong's routers match them. Private to the matcher.
namespace mk::router {

// PCRE as Kong calls it through ngx.re: over bytes, no UTF. Here each byte is one Latin-1 character.
class BytePattern
{
public:
    BytePattern() = default;
    explicit BytePattern(const QByteArray &pattern, const QByteArray &behind = {}); // `behind` is more of the pattern

    bool isValid() const { return m_expression.isValid(); } // compiles it
    // False where the bytes already tell that it can't match.
    bool mayMatch(const QByteArray &bytes) const { return bytes.startsWith(m_literalStart); }
    // Anchored at the start, as for paths and hosts ("ajo").
    bool matchesStart(const QByteArray &bytes, const QString &text) const;
    // Anywhere, as for headers ("jo").
    bool matchesAnywhere(const QByteArray &bytes) const;

    // How a path is stripped: the pattern with a named group behind it that takes the rest.
    struct Rest
    {
        bool matched = false;
        std::optional<QByteArray> text; // up to a line feed; nothing: the group took no part in the match
    };
    Rest rest(const QByteArray &bytes, const QString &text, const QString &group) const;

private:
    QRegularExpression m_expression;
    QByteArray m_literalStart; // what every match starts with
};

// The bytes with which every match of an anchored pattern must start; found without understanding all of the pattern,
// so it may be shorter than it could be.
QByteArray literalStart(const QByteArray &pattern);

// A regular expression of Rust's regex crate, over text. Where that language differs from PCRE in what is used here, it
// is not matched at all.
class TextPattern
{
public:
    enum class State { Usable, Refused, Unknown };
    TextPattern() = default;
    explicit TextPattern(const QByteArray &pattern);
    State state() const { return m_state; }
    // The first match anywhere in the text; nothing: none.
    std::optional<QByteArray> firstMatch(const QString &text) const;

private:
    QRegularExpression m_expression;
    State m_state = State::Refused;
};

// A host with one or more "*" as kong/router.lua makes a regular expression of it: "*" is one character or more.
class HostPattern
{
public:
    HostPattern() = default;
    // `anyPort`: a port may follow (2.x and 3.x, where the pattern names none).
    HostPattern(const QByteArray &pattern, bool anyPort);
    bool matches(const QByteArray &host) const;

private:
    QByteArray m_before;
    QByteArray m_after;
    bool m_anyPort = false;
    std::optional<BytePattern> m_expression; // more than one "*"
};

// kong/router/traditional.lua split_port.
struct HostPort
{
    QByteArray name;     // without the port
    QByteArray withPort; // the default one, if none is named
    bool hasPort = false;
};
HostPort splitPort(const QByteArray &host, int defaultPort); // 0: no default

} // namespace mk::router
