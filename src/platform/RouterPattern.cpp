// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/RouterPattern.h"

#include <algorithm>
#include <cstring>

namespace mk::router {

namespace {

bool isAsciiLetterOrDigit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool allDigits(const QByteArray &text, qsizetype from)
{
    return std::all_of(text.cbegin() + from, text.cend(), [](char c) { return c >= '0' && c <= '9'; });
}

// What Rust's regex crate makes of a pattern that PCRE takes. It has neither look-around nor back references and
// refuses such patterns; other things it reads in its own way.
class RustReader
{
public:
    explicit RustReader(const QByteArray &pattern)
        : m_text(pattern)
    {
    }

    TextPattern::State state()
    {
        while (m_at < m_text.size()) {
            const char c = m_text.at(m_at);
            if (c == '\\')
                escape();
            else if (m_inClass)
                inClass(c);
            else if (c == '[')
                openClass();
            else if (c == '(')
                group();
            else
                quantifier(c);
            if (m_state != TextPattern::State::Usable)
                break;
        }
        return m_state;
    }

private:
    void escape()
    {
        const char next = m_at + 1 < m_text.size() ? m_text.at(m_at + 1) : '\0';
        if (next == '\0' || (next >= '1' && next <= '9'))
            m_state = TextPattern::State::Refused; // back reference
        else if (std::strchr("pPuUxbB<>", next))
            // Their long forms differ from PCRE's, and word boundaries know Unicode there.
            m_state =
                (next == 'x' && m_at + 2 < m_text.size() && m_text.at(m_at + 2) != '{') || next == 'b' || next == 'B'
                    ? TextPattern::State::Usable
                    : TextPattern::State::Unknown;
        else if (isAsciiLetterOrDigit(next) && !std::strchr("dDsSwWnrtfvaAz", next))
            m_state = TextPattern::State::Refused;
        m_quantified = false;
        m_at += 2;
    }

    void openClass()
    {
        m_inClass = true;
        m_quantified = false;
        ++m_at;
        if (m_at < m_text.size() && m_text.at(m_at) == '^')
            ++m_at;
        if (m_at < m_text.size() && m_text.at(m_at) == ']')
            ++m_at; // a bracket in front stands for itself
    }

    void inClass(char c)
    {
        const QByteArray two = m_text.mid(m_at, 2);
        if (c == ']')
            m_inClass = false;
        else if (c == '[' || two == "&&" || two == "--" || two == "~~")
            m_state = TextPattern::State::Unknown; // classes in classes
        ++m_at;
    }

    void group()
    {
        m_quantified = false;
        ++m_at;
        if (m_text.mid(m_at, 1) == "*") {
            m_state = TextPattern::State::Refused; // a verb
            return;
        }
        if (m_text.mid(m_at, 1) != "?")
            return;
        const QByteArray kind = m_text.mid(m_at, 3);
        if (kind.startsWith("?=") || kind.startsWith("?!") || kind.startsWith("?<=") || kind.startsWith("?<!") ||
            kind.startsWith("?>") || kind.startsWith("?|") || kind.startsWith("?#") || kind.startsWith("?(") ||
            kind.startsWith("?&") || kind.startsWith("?R") || kind.startsWith("?P=") || kind.startsWith("?P>") ||
            kind.startsWith("?'") || (kind.size() > 1 && kind.at(1) >= '0' && kind.at(1) <= '9')) {
            m_state = TextPattern::State::Refused;
            return;
        }
        if (kind.startsWith("?:") || kind.startsWith("?<") || kind.startsWith("?P<"))
            return;
        // Flags: those that both know alike.
        qsizetype end = m_at + 1;
        while (end < m_text.size() && std::strchr("imsx-", m_text.at(end)))
            ++end;
        if (end >= m_text.size() || (m_text.at(end) != ':' && m_text.at(end) != ')'))
            m_state = TextPattern::State::Unknown;
    }

    void quantifier(char c)
    {
        ++m_at;
        if (c == '*' || c == '+' || c == '?') {
            // Twice is possessive in PCRE and a repeated repetition in Rust; "?" behind one is lazy in both.
            if (m_quantified && c != '?')
                m_state = TextPattern::State::Unknown;
            m_quantified = !m_quantified;
            return;
        }
        if (c == '{') {
            const qsizetype end = m_text.indexOf('}', m_at);
            const QByteArray range = end < 0 ? QByteArray() : m_text.mid(m_at, end - m_at);
            const bool isRange = !range.isEmpty() && range.at(0) != ',' &&
                                 std::all_of(range.cbegin(), range.cend(),
                                             [](char digit) { return (digit >= '0' && digit <= '9') || digit == ','; });
            if (!isRange) {
                m_state = TextPattern::State::Refused;
                return;
            }
            m_at = end + 1;
            m_quantified = true;
            return;
        }
        m_quantified = false;
    }

    const QByteArray &m_text;
    qsizetype m_at = 0;
    bool m_inClass = false;
    bool m_quantified = false;
    TextPattern::State m_state = TextPattern::State::Usable;
};

} // namespace

QByteArray literalStart(const QByteArray &pattern)
{
    if (pattern.contains('|') || pattern.contains("(?"))
        return {}; // alternatives and flags may change everything before them
    QByteArray start;
    qsizetype at = pattern.startsWith('^') ? 1 : 0;
    while (at < pattern.size()) {
        char c = pattern.at(at);
        qsizetype length = 1;
        if (c == '\\') {
            if (at + 1 >= pattern.size() || isAsciiLetterOrDigit(pattern.at(at + 1)))
                break;
            c = pattern.at(at + 1);
            length = 2;
        } else if (std::strchr("()[]{}.*+?^$", c)) {
            break;
        }
        const char next = at + length < pattern.size() ? pattern.at(at + length) : '\0';
        if (next == '*' || next == '?' || next == '{')
            break;
        start += c;
        if (next == '+')
            break;
        at += length;
    }
    return start;
}

BytePattern::BytePattern(const QByteArray &pattern, const QByteArray &behind)
    : m_expression(QString::fromLatin1(QByteArray(pattern + behind)))
    , m_literalStart(literalStart(pattern))
{
}

bool BytePattern::matchesStart(const QByteArray &bytes, const QString &text) const
{
    return bytes.startsWith(m_literalStart) &&
           m_expression.match(text, 0, QRegularExpression::NormalMatch, QRegularExpression::AnchorAtOffsetMatchOption)
               .hasMatch();
}

bool BytePattern::matchesAnywhere(const QByteArray &bytes) const
{
    return m_expression.match(QString::fromLatin1(bytes)).hasMatch();
}

BytePattern::Rest BytePattern::rest(const QByteArray &bytes, const QString &text, const QString &group) const
{
    if (!bytes.startsWith(m_literalStart))
        return {};
    const QRegularExpressionMatch match =
        m_expression.match(text, 0, QRegularExpression::NormalMatch, QRegularExpression::AnchorAtOffsetMatchOption);
    if (!match.hasMatch())
        return {};
    if (match.capturedStart(group) < 0)
        return {true, std::nullopt};
    return {true, match.captured(group).toLatin1()};
}

TextPattern::TextPattern(const QByteArray &pattern)
{
    m_state = RustReader(pattern).state();
    if (m_state != State::Usable)
        return;
    m_expression.setPattern(QString::fromUtf8(pattern));
    m_expression.setPatternOptions(QRegularExpression::UseUnicodePropertiesOption);
    if (!m_expression.isValid())
        m_state = State::Refused;
}

std::optional<QByteArray> TextPattern::firstMatch(const QString &text) const
{
    const QRegularExpressionMatch match = m_expression.match(text);
    return match.hasMatch() ? std::optional(match.captured().toUtf8()) : std::nullopt;
}

HostPattern::HostPattern(const QByteArray &pattern, bool anyPort)
    : m_anyPort(anyPort)
{
    const qsizetype star = pattern.indexOf('*');
    if (pattern.count('*') == 1) {
        m_before = pattern.left(star);
        m_after = pattern.mid(star + 1);
        return;
    }
    QByteArray expression = pattern;
    expression.replace(".", "\\.");
    expression.replace("*", ".+");
    m_expression.emplace(expression + (anyPort ? "(?::\\d+)?$" : "$"));
}

bool HostPattern::matches(const QByteArray &host) const
{
    if (m_expression)
        return m_expression->matchesStart(host, QString::fromLatin1(host));
    if (!host.startsWith(m_before))
        return false;
    const auto fits = [this](QByteArrayView name) {
        return name.size() > m_before.size() + m_after.size() && name.endsWith(m_after);
    };
    if (fits(host))
        return true;
    if (!m_anyPort)
        return false;
    const qsizetype colon = host.lastIndexOf(':');
    return colon >= 0 && colon + 1 < host.size() && fits(QByteArrayView(host).first(colon)) &&
           allDigits(host, colon + 1);
}

HostPort splitPort(const QByteArray &host, int defaultPort)
{
    const QByteArray port = QByteArray::number(defaultPort);
    const auto plain = [&](const QByteArray &name) {
        return HostPort{name, defaultPort ? host + ':' + port : host, false};
    };
    if (host.startsWith('[')) {
        if (host.endsWith(']'))
            return plain(host.mid(1, host.size() - 2));
        if (const qsizetype end = host.indexOf("]:", 1); end >= 0) {
            const QByteArray name = host.mid(1, end - 1);
            if (end == host.size() - 2)
                return {name, defaultPort ? host + port : host, false};
            if (allDigits(host, end + 2))
                return {name, host, true};
        }
        return plain(host);
    }
    const qsizetype colon = host.indexOf(':');
    if (colon < 0)
        return plain(host);
    const QByteArray name = host.left(colon);
    if (colon == host.size() - 1)
        return {name, defaultPort ? name + ':' + port : name, false};
    if (!allDigits(host, colon + 1))
        return {host, defaultPort ? '[' + host + "]:" + port : host, false};
    return {name, host, true};
}

} // namespace mk::router
