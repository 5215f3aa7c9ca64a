// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/LuaPattern.h"

#include <array>
#include <vector>

namespace mk {

namespace {

constexpr int maxLuaSteps = 200'000; // a pattern may try every split of a text
constexpr int maxNesting = 180;
constexpr int maxCaptures = 32;
constexpr int openLength = -1; // a capture whose end is not reached yet
constexpr int positionLength = -2;

bool inRange(uchar c, uchar from, uchar to)
{
    return c >= from && c <= to;
}

bool isAlpha(uchar c)
{
    return inRange(c, 'a', 'z') || inRange(c, 'A', 'Z');
}

bool isDigit(uchar c)
{
    return inRange(c, '0', '9');
}

// %a and its like; nothing where the letter names no class and stands for itself.
std::optional<bool> ofClass(uchar c, uchar name)
{
    bool found = false;
    switch (name | 0x20) {
    case 'a':
        found = isAlpha(c);
        break;
    case 'c':
        found = c < 32 || c == 127;
        break;
    case 'd':
        found = isDigit(c);
        break;
    case 'l':
        found = inRange(c, 'a', 'z');
        break;
    case 'p':
        found = inRange(c, 33, 126) && !isAlpha(c) && !isDigit(c);
        break;
    case 's':
        found = c == ' ' || inRange(c, 9, 13);
        break;
    case 'u':
        found = inRange(c, 'A', 'Z');
        break;
    case 'w':
        found = isAlpha(c) || isDigit(c);
        break;
    case 'x':
        found = isDigit(c) || inRange(c | 0x20, 'a', 'f');
        break;
    case 'z':
        found = c == 0;
        break;
    default:
        return std::nullopt;
    }
    if (!isAlpha(name))
        return std::nullopt;
    return inRange(name, 'A', 'Z') ? !found : found;
}

class Matcher
{
public:
    Matcher(const QByteArray &text, const QByteArray &pattern)
        : m_text(text)
        , m_pattern(pattern)
    {
    }

    std::optional<bool> find()
    {
        const bool anchored = m_pattern.startsWith('^');
        for (int start = 0; start <= int(m_text.size()); ++start) {
            m_level = 0;
            const int end = match(start, anchored ? 1 : 0, 0);
            if (m_broken)
                return std::nullopt;
            if (end >= 0)
                return true;
            if (anchored)
                break;
        }
        return false;
    }

private:
    struct Capture
    {
        int start = 0;
        int length = openLength;
    };

    int giveUp()
    {
        m_broken = true;
        return -1;
    }

    uchar at(int place) const { return place < m_text.size() ? uchar(m_text.at(place)) : 0; }
    uchar sign(int place) const { return place < m_pattern.size() ? uchar(m_pattern.at(place)) : 0; }
    bool ends(int place) const { return place >= m_pattern.size(); }

    // The end of the single thing that begins here: a letter, %x or [...].
    int classEnd(int p)
    {
        if (ends(p))
            return giveUp();
        const uchar first = sign(p++);
        if (first == '%')
            return ends(p) ? giveUp() : p + 1;
        if (first != '[')
            return p;
        if (sign(p) == '^')
            ++p;
        do { // a bracket that comes first stands for itself
            if (ends(p))
                return giveUp();
            if (sign(p++) == '%') {
                if (ends(p))
                    return giveUp();
                ++p;
            }
        } while (sign(p) != ']' || ends(p));
        return p + 1;
    }

    bool inSet(uchar c, int p, int end) const // end: at the closing bracket
    {
        bool wanted = true;
        ++p;
        if (sign(p) == '^') {
            wanted = false;
            ++p;
        }
        for (; p < end; ++p) {
            if (sign(p) == '%') {
                ++p;
                if (ofClass(c, sign(p)).value_or(sign(p) == c))
                    return wanted;
            } else if (sign(p + 1) == '-' && p + 2 < end) {
                if (inRange(c, sign(p), sign(p + 2)))
                    return wanted;
                p += 2;
            } else if (sign(p) == c) {
                return wanted;
            }
        }
        return !wanted;
    }

    bool single(int s, int p, int end) const
    {
        if (s >= m_text.size())
            return false;
        const uchar c = at(s);
        switch (sign(p)) {
        case '.':
            return true;
        case '%':
            return ofClass(c, sign(p + 1)).value_or(sign(p + 1) == c);
        case '[':
            return inSet(c, p, end - 1);
        default:
            return sign(p) == c;
        }
    }

    int balance(int s, int p)
    {
        if (ends(p + 1))
            return giveUp();
        if (s >= m_text.size() || at(s) != sign(p))
            return -1;
        int depth = 1;
        for (int i = s + 1; i < m_text.size(); ++i) {
            if (at(i) == sign(p + 1)) {
                if (--depth == 0)
                    return i + 1;
            } else if (at(i) == sign(p)) {
                ++depth;
            }
        }
        return -1;
    }

    int captureEnd(int s, int p, int depth)
    {
        for (int i = m_level - 1; i >= 0; --i) {
            if (m_captures[size_t(i)].length != openLength)
                continue;
            m_captures[size_t(i)].length = s - m_captures[size_t(i)].start;
            const int end = match(s, p + 1, depth + 1);
            if (end < 0)
                m_captures[size_t(i)].length = openLength;
            return end;
        }
        return giveUp();
    }

    int captureStart(int s, int p, int length, int depth)
    {
        if (m_level >= maxCaptures)
            return giveUp();
        m_captures[size_t(m_level)] = {s, length};
        ++m_level;
        const int end = match(s, p, depth + 1);
        if (end < 0)
            --m_level;
        return end;
    }

    int backReference(int s, int p, int depth)
    {
        const int index = sign(p + 1) - '1';
        if (index < 0 || index >= m_level || m_captures[size_t(index)].length < 0)
            return giveUp();
        const Capture &captured = m_captures[size_t(index)];
        if (m_text.mid(s, captured.length) != m_text.mid(captured.start, captured.length))
            return -1;
        return match(s + captured.length, p + 2, depth + 1);
    }

    int repeat(int s, int p, int end, int depth)
    {
        switch (sign(end)) {
        case '?': {
            if (single(s, p, end)) {
                if (const int found = match(s + 1, end + 1, depth + 1); found >= 0 || m_broken)
                    return found;
            }
            return match(s, end + 1, depth + 1);
        }
        case '*':
        case '+': {
            int count = 0;
            while (single(s + count, p, end))
                ++count;
            const int least = sign(end) == '+' ? 1 : 0;
            for (; count >= least; --count) {
                if (const int found = match(s + count, end + 1, depth + 1); found >= 0 || m_broken)
                    return found;
            }
            return -1;
        }
        case '-':
            for (;; ++s) {
                if (const int found = match(s, end + 1, depth + 1); found >= 0 || m_broken)
                    return found;
                if (!single(s, p, end))
                    return -1;
            }
        default:
            return single(s, p, end) ? match(s + 1, end, depth + 1) : -1;
        }
    }

    // Where the match of the pattern from p on ends; -1: there is none.
    int match(int s, int p, int depth)
    {
        if (m_broken || ++m_steps > maxLuaSteps || depth > maxNesting)
            return giveUp();
        if (ends(p))
            return s;
        switch (sign(p)) {
        case '(':
            return sign(p + 1) == ')' ? captureStart(s, p + 2, positionLength, depth)
                                      : captureStart(s, p + 1, openLength, depth);
        case ')':
            return captureEnd(s, p, depth);
        case '$':
            if (ends(p + 1))
                return s == m_text.size() ? s : -1;
            break;
        case '%':
            if (sign(p + 1) == 'b') {
                const int after = balance(s, p + 2);
                return after < 0 ? -1 : match(after, p + 4, depth + 1);
            }
            if (sign(p + 1) == 'f') {
                const int end = classEnd(p + 2);
                if (m_broken || sign(p + 2) != '[')
                    return giveUp();
                const uchar before = s == 0 ? 0 : at(s - 1);
                return !inSet(before, p + 2, end - 1) && inSet(at(s), p + 2, end - 1) ? match(s, end, depth + 1) : -1;
            }
            if (isDigit(sign(p + 1)))
                return backReference(s, p, depth);
            break;
        default:
            break;
        }
        const int end = classEnd(p);
        return m_broken ? -1 : repeat(s, p, end, depth);
    }

    const QByteArray &m_text;
    const QByteArray &m_pattern;
    std::array<Capture, maxCaptures> m_captures{};
    int m_level = 0;
    int m_steps = 0;
    bool m_broken = false;
};

} // namespace

std::optional<bool> luaFinds(const QByteArray &text, const QByteArray &pattern)
{
    return Matcher(text, pattern).find();
}

} // namespace mk
