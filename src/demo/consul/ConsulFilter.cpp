// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/consul/ConsulFilter.h"

#include <QRegularExpression>

#include <functional>
#include <string>
#include <vector>

namespace mk::demo {

namespace {

using nlohmann::json;

const char *const kComplaint = "Failed to create boolean expression evaluator: ";
constexpr int kMostNesting = 64; // brackets and "not"s inside each other

struct Token
{
    enum class Kind { End, Word, Text, Mark } kind = Kind::End;
    std::string text;
};

struct Complaint
{
    QByteArray why;
};

class Evaluator
{
public:
    using Test = std::function<bool(const json &row)>;

    Evaluator(const QByteArray &expression, const json *sample)
        : m_sample(sample)
    {
        split(expression.toStdString());
    }

    Test parse()
    {
        Test test = either(0);
        if (peek().kind != Token::Kind::End)
            throw Complaint{"unexpected " + QByteArray::fromStdString(peek().text)};
        return test;
    }

private:
    void split(const std::string &text)
    {
        std::size_t at = 0;
        while (at < text.size()) {
            const char c = text[at];
            if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
                ++at;
            } else if (c == '"' || c == '`') {
                std::string value;
                for (++at; at < text.size() && text[at] != c; ++at) {
                    if (c == '"' && text[at] == '\\' && at + 1 < text.size())
                        ++at;
                    value += text[at];
                }
                if (at == text.size())
                    throw Complaint{"unterminated string"};
                ++at;
                m_tokens.push_back({Token::Kind::Text, value});
            } else if (c == '(' || c == ')') {
                m_tokens.push_back({Token::Kind::Mark, std::string(1, c)});
                ++at;
            } else if ((c == '=' || c == '!') && at + 1 < text.size() && text[at + 1] == '=') {
                m_tokens.push_back({Token::Kind::Mark, std::string(1, c) + "="});
                at += 2;
            } else {
                std::string word;
                while (at < text.size() && std::string_view(" \t\r\n()=!\"`").find(text[at]) == std::string_view::npos)
                    word += text[at++];
                if (word.empty())
                    throw Complaint{"unexpected character"};
                m_tokens.push_back({Token::Kind::Word, word});
            }
        }
        m_tokens.push_back({});
    }

    const Token &peek(std::size_t ahead = 0) const { return m_tokens[std::min(m_at + ahead, m_tokens.size() - 1)]; }
    bool word(const char *text, std::size_t ahead = 0) const { return peek(ahead).kind == Token::Kind::Word && peek(ahead).text == text; }
    bool mark(const char *text) const { return peek().kind == Token::Kind::Mark && peek().text == text; }
    Token take() { return m_tokens[std::min(m_at++, m_tokens.size() - 1)]; }

    Test either(int depth)
    {
        Test left = both(depth);
        while (word("or")) {
            take();
            left = [left, right = both(depth)](const json &row) { return left(row) || right(row); };
        }
        return left;
    }

    Test both(int depth)
    {
        Test left = one(depth);
        while (word("and")) {
            take();
            left = [left, right = one(depth)](const json &row) { return left(row) && right(row); };
        }
        return left;
    }

    Test one(int depth)
    {
        if (depth > kMostNesting)
            throw Complaint{"expression is nested too deeply"};
        if (word("not")) {
            take();
            return [test = one(depth + 1)](const json &row) { return !test(row); };
        }
        if (mark("(")) {
            take();
            Test test = either(depth + 1);
            if (!mark(")"))
                throw Complaint{"missing )"};
            take();
            return test;
        }
        return comparison();
    }

    Test comparison()
    {
        const Token first = take();
        if (first.kind == Token::Kind::End || first.kind == Token::Kind::Mark)
            throw Complaint{"unexpected end of the expression"};
        // value in Selector, value not in Selector
        if (word("in") || (word("not") && word("in", 1))) {
            const bool negated = word("not");
            take();
            if (negated)
                take();
            return held(take().text, first.text, negated);
        }
        if (first.kind == Token::Kind::Text)
            throw Complaint{"unexpected string"};
        const std::string selector = first.text;
        if (mark("==") || mark("!=")) {
            const bool negated = take().text == "!=";
            const std::string value = literal();
            const auto at = path(selector);
            return [at, value, negated](const json &row) { return (textOf(find(row, at)) == value) != negated; };
        }
        if (word("is")) {
            take();
            const bool negated = word("not");
            if (negated)
                take();
            if (!word("empty"))
                throw Complaint{"\"empty\" is expected"};
            take();
            const auto at = path(selector);
            return [at, negated](const json &row) {
                const json *value = find(row, at);
                const bool empty = !value || value->is_null() || (value->is_string() ? value->get_ref<const std::string &>().empty() : value->empty());
                return empty != negated;
            };
        }
        const bool negated = word("not");
        if (negated)
            take();
        if (word("contains")) {
            take();
            return held(selector, literal(), negated);
        }
        if (word("matches")) {
            take();
            const QRegularExpression expression(QString::fromStdString(literal()));
            if (!expression.isValid())
                throw Complaint{"error parsing regexp: " + expression.errorString().toUtf8()};
            const auto at = path(selector);
            return [at, expression, negated](const json &row) {
                return expression.match(QString::fromStdString(textOf(find(row, at)))).hasMatch() != negated;
            };
        }
        throw Complaint{"no match found"};
    }

    std::string literal()
    {
        const Token token = take();
        if (token.kind == Token::Kind::End || token.kind == Token::Kind::Mark)
            throw Complaint{"a value is expected"};
        return token.text;
    }

    // A list has the value, an object the key, a text the part.
    Test held(const std::string &selector, const std::string &value, bool negated)
    {
        const auto at = path(selector);
        return [at, value, negated](const json &row) {
            const json *held = find(row, at);
            bool has = false;
            if (held && held->is_array())
                has = std::any_of(held->begin(), held->end(), [&value](const json &element) { return textOf(&element) == value; });
            else if (held && held->is_object())
                has = held->contains(value);
            else if (held && held->is_string())
                has = held->get_ref<const std::string &>().find(value) != std::string::npos;
            return has != negated;
        };
    }

    std::vector<std::string> path(const std::string &selector) const
    {
        std::vector<std::string> parts;
        std::string part;
        for (const char c : selector + '.') {
            if (c != '.') {
                part += c;
                continue;
            }
            parts.push_back(part);
            part.clear();
        }
        if (m_sample && m_sample->is_object() && !m_sample->contains(parts.front()))
            throw Complaint{"Selector \"" + QByteArray::fromStdString(parts.front()) + "\" is not valid"};
        return parts;
    }

    static const json *find(const json &row, const std::vector<std::string> &path)
    {
        const json *at = &row;
        for (const std::string &part : path) {
            if (!at->is_object())
                return nullptr;
            const auto member = at->find(part);
            if (member == at->end())
                return nullptr;
            at = &*member;
        }
        return at;
    }

    static std::string textOf(const json *value)
    {
        if (!value || value->is_null())
            return {};
        return value->is_string() ? value->get<std::string>() : value->dump(-1, ' ', false, json::error_handler_t::replace);
    }

    const json *m_sample;
    std::vector<Token> m_tokens;
    std::size_t m_at = 0;
};

} // namespace

QByteArray filterConsulRows(const QByteArray &expression, nlohmann::json *rows)
{
    if (expression.trimmed().isEmpty() || !rows->is_structured())
        return {};
    try {
        const Evaluator::Test test = Evaluator(expression, rows->empty() ? nullptr : &*rows->begin()).parse();
        json kept = rows->is_array() ? json::array() : json::object();
        for (auto row = rows->begin(); row != rows->end(); ++row) {
            if (!test(*row))
                continue;
            if (rows->is_array())
                kept.push_back(*row);
            else
                kept[row.key()] = *row;
        }
        *rows = std::move(kept);
        return {};
    } catch (const Complaint &complaint) {
        return kComplaint + complaint.why;
    }
}

} // namespace mk::demo
