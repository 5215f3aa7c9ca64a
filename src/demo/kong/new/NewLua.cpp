// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/kong/new/NewLua.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>

namespace mk::demo {

namespace {

bool inClass(unsigned char c, char letter)
{
    const auto asked = [c](char lower) {
        switch (lower) {
        case 'a':
            return c < 128 && std::isalpha(c) != 0;
        case 'd':
            return c < 128 && std::isdigit(c) != 0;
        case 'l':
            return c < 128 && std::islower(c) != 0;
        case 'u':
            return c < 128 && std::isupper(c) != 0;
        case 'w':
            return c < 128 && std::isalnum(c) != 0;
        case 's':
            return c < 128 && std::isspace(c) != 0;
        case 'p':
            return c < 128 && std::ispunct(c) != 0;
        case 'x':
            return c < 128 && std::isxdigit(c) != 0;
        case 'c':
            return c < 128 && std::iscntrl(c) != 0;
        default:
            return false;
        }
    };
    const char lower = char(std::tolower(static_cast<unsigned char>(letter)));
    if (std::string_view("adluwspxc").find(lower) == std::string_view::npos)
        return c == static_cast<unsigned char>(letter); // an escaped character
    return asked(lower) != (std::isupper(static_cast<unsigned char>(letter)) != 0);
}

class Matcher
{
public:
    Matcher(std::string_view text, std::string_view pattern) : m_text(text), m_pattern(pattern) {}

    bool anywhere()
    {
        const bool anchored = m_pattern.starts_with('^');
        const std::size_t start = anchored ? 1 : 0;
        for (std::size_t at = 0; at <= m_text.size(); ++at) {
            if (here(at, start))
                return true;
            if (anchored)
                break;
        }
        return false;
    }

private:
    // Where the single item that begins at `p` ends.
    std::size_t itemEnd(std::size_t p) const
    {
        if (m_pattern[p] == '%')
            return p + 2;
        if (m_pattern[p] != '[')
            return p + 1;
        ++p;
        if (p < m_pattern.size() && m_pattern[p] == '^')
            ++p;
        do {
            p += m_pattern[p] == '%' ? 2 : 1;
        } while (p < m_pattern.size() && m_pattern[p] != ']');
        return p + 1;
    }

    bool inSet(unsigned char c, std::size_t p, std::size_t end) const
    {
        ++p;
        bool negated = false;
        if (m_pattern[p] == '^') {
            negated = true;
            ++p;
        }
        for (; p < end; ++p) {
            if (m_pattern[p] == '%') {
                if (inClass(c, m_pattern[++p]))
                    return !negated;
            } else if (p + 2 < end && m_pattern[p + 1] == '-') {
                if (c >= static_cast<unsigned char>(m_pattern[p]) && c <= static_cast<unsigned char>(m_pattern[p + 2]))
                    return !negated;
                p += 2;
            } else if (c == static_cast<unsigned char>(m_pattern[p])) {
                return !negated;
            }
        }
        return negated;
    }

    bool single(std::size_t at, std::size_t p, std::size_t end) const
    {
        if (at >= m_text.size())
            return false;
        const auto c = static_cast<unsigned char>(m_text[at]);
        switch (m_pattern[p]) {
        case '.':
            return true;
        case '%':
            return inClass(c, m_pattern[p + 1]);
        case '[':
            return inSet(c, p, end - 1);
        default:
            return c == static_cast<unsigned char>(m_pattern[p]);
        }
    }

    bool here(std::size_t at, std::size_t p) const
    {
        if (p >= m_pattern.size())
            return true;
        if (m_pattern[p] == '$' && p + 1 == m_pattern.size())
            return at == m_text.size();
        const std::size_t end = itemEnd(p);
        const char suffix = end < m_pattern.size() ? m_pattern[end] : '\0';
        switch (suffix) {
        case '?':
            return (single(at, p, end) && here(at + 1, end + 1)) || here(at, end + 1);
        case '+':
        case '*': {
            std::size_t count = 0;
            while (single(at + count, p, end))
                ++count;
            for (const std::size_t least = suffix == '+' ? 1 : 0;; --count) {
                if (count < least)
                    return false;
                if (here(at + count, end + 1))
                    return true;
                if (count == 0)
                    return false;
            }
        }
        case '-':
            for (;; ++at) {
                if (here(at, end + 1))
                    return true;
                if (!single(at, p, end))
                    return false;
            }
        default:
            return single(at, p, end) && here(at + 1, end);
        }
    }

    std::string_view m_text;
    std::string_view m_pattern;
};

std::string quoted(const std::string &text)
{
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            out += '\\';
        if (c == '\n')
            out += "\\n";
        else
            out += c;
    }
    return out + '"';
}

bool isIdentifier(const std::string &key)
{
    static const std::array<std::string_view, 21> keywords{
        "and",   "break", "do",  "else", "elseif", "end",    "false", "for",  "function", "if",   "in",
        "local", "nil",   "not", "or",   "repeat", "return", "then",  "true", "until",    "while"};
    return luaMatches(key, "^[%a_][%w_]*$") && std::find(keywords.begin(), keywords.end(), key) == keywords.end();
}

void writePretty(const Json &value, int depth, std::string *out)
{
    if (value.is_string()) {
        *out += quoted(value.get_ref<const std::string &>());
        return;
    }
    if (!isTable(value)) {
        *out += value.dump();
        return;
    }
    const std::string indent(std::size_t(depth + 1) * 2, ' ');
    *out += "{\n";
    bool first = true;
    const auto entry = [&](const std::string &key, const Json &member) {
        if (!first)
            *out += ",\n";
        first = false;
        *out += indent + key;
        writePretty(member, depth + 1, out);
    };
    if (value.is_array()) {
        bool hole = false; // after the first hole places are named
        for (std::size_t i = 0; i < value.size(); ++i) {
            if (value[i].is_null())
                hole = true;
            else
                entry(hole ? '[' + std::to_string(i + 1) + "] = " : std::string(), value[i]);
        }
    } else {
        for (const auto &[key, member] : value.items())
            entry((isIdentifier(key) ? key : '[' + quoted(key) + ']') + " = ", member);
    }
    *out += '\n' + std::string(std::size_t(depth) * 2, ' ') + '}';
}

} // namespace

bool luaMatches(std::string_view text, std::string_view pattern)
{
    return Matcher(text, pattern).anywhere();
}

std::string luaPretty(const Json &value)
{
    std::string text;
    writePretty(value, 0, &text);
    return text;
}

std::string luaNumber(const Json &number)
{
    if (!number.is_number_float())
        return number.dump();
    const double value = number.get<double>();
    if (std::floor(value) == value && std::abs(value) < 1e15)
        return std::to_string(static_cast<long long>(value));
    std::array<char, 40> text{};
    std::snprintf(text.data(), text.size(), "%.14g", value);
    return text.data();
}

std::string luaKey(const Json &value)
{
    if (value.is_string())
        return '"' + value.get_ref<const std::string &>() + '"';
    if (value.is_number())
        return luaNumber(value);
    if (!value.is_object())
        return value.dump();
    std::string text = "{";
    for (const auto &[key, member] : value.items()) {
        if (text.size() > 1)
            text += ',';
        text += key + '=' + luaKey(member);
    }
    return text + '}';
}

bool isNonEmpty(const Json *value)
{
    if (value == nullptr || value->is_null())
        return false;
    if (value->is_string())
        return !value->get_ref<const std::string &>().empty();
    return !isTable(*value) || !value->empty();
}

const Json *memberAt(const Json &row, std::string_view path)
{
    const Json *at = &row;
    while (!path.empty()) {
        const std::size_t dot = path.find('.');
        if (!at->is_object())
            return nullptr;
        const auto found = at->find(path.substr(0, dot));
        if (found == at->end())
            return nullptr;
        at = &*found;
        path = dot == std::string_view::npos ? std::string_view() : path.substr(dot + 1);
    }
    return at;
}

} // namespace mk::demo
