// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/prometheus/PromQuery.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

namespace mk::demo {

namespace {

using Kind = PromNode::Kind;
using Type = PromNode::Type;
using NodePtr = std::unique_ptr<PromNode>;

constexpr int kMostBrackets = 100; // brackets inside each other

struct Token
{
    enum class Kind { End, Word, Number, Duration, Text, Mark } kind = Kind::End;
    std::string text;
    int position = 0;
};

bool isWordBegin(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':'; }
bool isDigit(char c) { return c >= '0' && c <= '9'; }

std::string lower(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return text;
}

const std::vector<std::string> &aggregations()
{
    static const std::vector<std::string> kNames{"sum", "avg", "min", "max", "count", "stddev", "stdvar", "group", "topk", "bottomk", "quantile"};
    return kNames;
}

[[noreturn]] void fail(int position, const std::string &why)
{
    throw PromError{400, QByteArray::fromStdString("1:" + std::to_string(position + 1) + ": parse error: " + why)};
}

[[noreturn]] void outside(const std::string &what)
{
    throw PromError{400, QByteArray::fromStdString(what + " is not part of the simulated server's subset of PromQL")};
}

class Parser
{
public:
    explicit Parser(const std::string &text)
        : m_text(text)
    {
        split();
    }

    NodePtr parse()
    {
        if (peek().kind == Token::Kind::End)
            fail(0, "no expression found in input");
        NodePtr node = expression(0, 0);
        if (peek().kind != Token::Kind::End)
            unexpected(peek(), "");
        return node;
    }

private:
    void split()
    {
        std::size_t at = 0;
        const std::string &s = m_text;
        const auto push = [&](Token::Kind kind, std::size_t begin, std::string text) { m_tokens.push_back({kind, std::move(text), int(begin)}); };
        while (at < s.size()) {
            const std::size_t begin = at;
            const char c = s[at];
            if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
                ++at;
            } else if (c == '#') {
                while (at < s.size() && s[at] != '\n')
                    ++at;
            } else if (isWordBegin(c) && !(c == ':' && m_inRange)) {
                while (at < s.size() && (isWordBegin(s[at]) || isDigit(s[at])))
                    ++at;
                push(Token::Kind::Word, begin, s.substr(begin, at - begin));
            } else if (isDigit(c) || (c == '.' && at + 1 < s.size() && isDigit(s[at + 1]))) {
                while (at < s.size() && (isDigit(s[at]) || isWordBegin(s[at]) || s[at] == '.' || ((s[at] == '+' || s[at] == '-') && (s[at - 1] == 'e' || s[at - 1] == 'E')))) {
                    if (s[at] == ':')
                        break;
                    ++at;
                }
                const std::string text = s.substr(begin, at - begin);
                push(promDuration(text) ? Token::Kind::Duration : Token::Kind::Number, begin, text);
            } else if (c == '"' || c == '\'' || c == '`') {
                std::string value;
                for (++at; at < s.size() && s[at] != c; ++at) {
                    if (s[at] == '\\' && c != '`' && at + 1 < s.size()) {
                        ++at;
                        value += s[at] == 'n' ? '\n' : s[at] == 't' ? '\t' : s[at];
                    } else {
                        value += s[at];
                    }
                }
                if (at == s.size())
                    fail(int(begin), "unterminated quoted string");
                ++at;
                push(Token::Kind::Text, begin, value);
            } else {
                std::string mark(1, c);
                const std::string two = s.substr(at, 2);
                for (const char *known : {"==", "!=", "<=", ">=", "=~", "!~"}) {
                    if (two == known)
                        mark = two;
                }
                if (std::string_view("+-*/%^()[]{},=<>@:").find(c) == std::string_view::npos && mark.size() == 1)
                    fail(int(begin), "unexpected character: '" + std::string(1, c) + "'");
                if (c == '[')
                    m_inRange = true;
                else if (c == ']')
                    m_inRange = false;
                at += mark.size();
                push(Token::Kind::Mark, begin, mark);
            }
        }
        m_tokens.push_back({Token::Kind::End, {}, int(s.size())});
    }

    const Token &peek() const { return m_tokens[m_at]; }
    Token take() { return m_at + 1 < m_tokens.size() ? m_tokens[m_at++] : m_tokens[m_at]; }
    bool mark(const char *text) const { return peek().kind == Token::Kind::Mark && peek().text == text; }
    bool word(const char *text) const { return peek().kind == Token::Kind::Word && lower(peek().text) == text; }
    void expect(const char *text, const std::string &where)
    {
        if (!mark(text))
            unexpected(peek(), where);
        take();
    }
    [[noreturn]] static void unexpected(const Token &token, const std::string &where)
    {
        const std::string suffix = where.empty() ? "" : " " + where;
        if (token.kind == Token::Kind::End)
            fail(token.position, "unexpected end of input" + suffix);
        const char *const kind = token.kind == Token::Kind::Word ? "identifier " : token.kind == Token::Kind::Number ? "number " : token.kind == Token::Kind::Duration ? "duration " : token.kind == Token::Kind::Text ? "string " : "";
        fail(token.position, std::string("unexpected ") + kind + "\"" + token.text + "\"" + suffix);
    }

    static int strength(const Token &token)
    {
        const std::string text = lower(token.text);
        if (token.kind == Token::Kind::Word)
            return text == "or" ? 1 : text == "and" || text == "unless" ? 2 : text == "atan2" ? 5 : 0;
        if (token.kind != Token::Kind::Mark)
            return 0;
        if (text == "==" || text == "!=" || text == "<" || text == ">" || text == "<=" || text == ">=")
            return 3;
        return text == "+" || text == "-" ? 4 : text == "*" || text == "/" || text == "%" ? 5 : text == "^" ? 6 : 0;
    }

    NodePtr expression(int weakest, int depth)
    {
        if (depth > kMostBrackets)
            fail(peek().position, "expression is nested too deeply");
        NodePtr left = unary(depth);
        for (;;) {
            const Token operation = peek();
            const int own = strength(operation);
            if (own == 0 || own < weakest)
                return left;
            take();
            auto node = std::make_unique<PromNode>();
            node->kind = Kind::Binary;
            node->position = left->position;
            node->text = lower(operation.text);
            if (node->text == "atan2")
                outside("atan2");
            modifiers(node.get(), own == 3);
            NodePtr right = expression(own == 6 ? own : own + 1, depth + 1);
            check(*node, *left, *right);
            node->type = left->type == Type::Scalar && right->type == Type::Scalar ? Type::Scalar : Type::Vector;
            node->children.push_back(std::move(left));
            node->children.push_back(std::move(right));
            left = std::move(node);
        }
    }

    void modifiers(PromNode *node, bool comparison)
    {
        if (word("bool")) {
            if (!comparison)
                fail(peek().position, "bool modifier can only be used on comparison operators");
            take();
            node->asBool = true;
        }
        if (!word("on") && !word("ignoring"))
            return;
        node->grouped = true;
        node->without = lower(take().text) == "ignoring";
        node->labels = labelList();
        if (word("group_left") || word("group_right")) {
            node->many = lower(take().text) == "group_left" ? PromNode::Many::Left : PromNode::Many::Right;
            if (mark("("))
                node->include = labelList();
        }
    }

    static void check(const PromNode &node, const PromNode &left, const PromNode &right)
    {
        const bool set = node.text == "and" || node.text == "or" || node.text == "unless";
        for (const PromNode *side : {&left, &right}) {
            if (side->type != Type::Scalar && side->type != Type::Vector)
                fail(side->position, "binary expression must contain only scalar and instant vector types");
            if (set && side->type == Type::Scalar)
                fail(node.position, "set operator \"" + node.text + "\" not allowed in binary scalar expression");
        }
        const bool comparison = node.text == "==" || node.text == "!=" || node.text == "<" || node.text == ">" || node.text == "<=" || node.text == ">=";
        if (comparison && !node.asBool && left.type == Type::Scalar && right.type == Type::Scalar)
            fail(node.position, "comparisons between scalars must use BOOL modifier");
        if (node.grouped && (left.type == Type::Scalar || right.type == Type::Scalar))
            fail(node.position, "vector matching only allowed between instant vectors");
    }

    std::vector<std::string> labelList()
    {
        std::vector<std::string> labels;
        expect("(", "in grouping opts");
        while (!mark(")")) {
            if (peek().kind != Token::Kind::Word)
                unexpected(peek(), "in grouping opts, expected label");
            labels.push_back(take().text);
            if (mark(","))
                take();
            else if (!mark(")"))
                unexpected(peek(), "in grouping opts, expected \",\" or \")\"");
        }
        take();
        return labels;
    }

    NodePtr unary(int depth)
    {
        if (mark("-") || mark("+")) {
            const Token sign = take();
            NodePtr inner = expression(6, depth + 1);
            if (inner->type != Type::Scalar && inner->type != Type::Vector)
                fail(sign.position, std::string("unary expression only allowed on expressions of type scalar or instant vector, got \"") + promTypeName(inner->type) + "\"");
            if (sign.text == "+")
                return inner;
            auto node = std::make_unique<PromNode>();
            node->kind = Kind::Negation;
            node->type = inner->type;
            node->position = sign.position;
            node->children.push_back(std::move(inner));
            return node;
        }
        return suffixes(primary(depth));
    }

    NodePtr suffixes(NodePtr node)
    {
        for (;;) {
            if (mark("[")) {
                const int at = take().position;
                if (peek().kind != Token::Kind::Duration)
                    unexpected(peek(), "in duration literal");
                const auto range = promDuration(take().text);
                if (mark(":"))
                    outside("a subquery");
                expect("]", "in matrix selector");
                if (node->kind != Kind::Selector)
                    fail(at, "ranges only allowed for vector selectors");
                if (!range || *range <= 0)
                    fail(at, "duration must be greater than 0");
                node->range = *range;
                node->type = Type::Matrix;
            } else if (word("offset")) {
                const int at = take().position;
                const bool back = mark("-");
                if (back)
                    take();
                if (peek().kind != Token::Kind::Duration)
                    unexpected(peek(), "in offset, expected duration");
                if (node->kind != Kind::Selector)
                    fail(at, "offset modifier must be preceded by an instant vector selector or range vector selector or a subquery");
                node->offset = promDuration(take().text).value_or(0) * (back ? -1 : 1);
            } else if (mark("@")) {
                outside("the @ modifier");
            } else {
                return node;
            }
        }
    }

    NodePtr primary(int depth)
    {
        const Token token = peek();
        auto node = std::make_unique<PromNode>();
        node->position = token.position;
        if (mark("(")) {
            take();
            NodePtr inner = expression(0, depth + 1);
            expect(")", "in paren expression");
            return inner;
        }
        if (mark("{")) {
            node->kind = Kind::Selector;
            node->type = Type::Vector;
            selectorMatchers(node.get());
            return node;
        }
        if (token.kind == Token::Kind::Text) {
            take();
            node->kind = Kind::Text;
            node->type = Type::String;
            node->text = token.text;
            return node;
        }
        if (token.kind == Token::Kind::Number) {
            take();
            node->number = number(token);
            return node;
        }
        if (token.kind != Token::Kind::Word)
            unexpected(token, "");
        take();
        const std::string name = lower(token.text);
        if (name == "inf" || name == "nan") {
            node->number = name == "inf" ? std::numeric_limits<double>::infinity() : std::numeric_limits<double>::quiet_NaN();
            return node;
        }
        if (std::find(aggregations().begin(), aggregations().end(), name) != aggregations().end() && (mark("(") || word("by") || word("without")))
            return aggregation(name, token.position, depth);
        if (mark("("))
            return call(token.text, token.position, depth);
        node->kind = Kind::Selector;
        node->type = Type::Vector;
        PromMatcher matcher;
        matcher.label = "__name__";
        matcher.value = token.text;
        node->matchers.push_back(matcher);
        if (mark("{"))
            selectorMatchers(node.get());
        return node;
    }

    static double number(const Token &token)
    {
        double value = 0;
        const char *const end = token.text.data() + token.text.size();
        if (token.text.rfind("0x", 0) == 0) {
            unsigned long long whole = 0;
            const auto read = std::from_chars(token.text.data() + 2, end, whole, 16);
            if (read.ptr == end)
                return double(whole);
        }
        const auto read = std::from_chars(token.text.data(), end, value);
        if (read.ptr != end)
            fail(token.position, "bad number or duration syntax: \"" + token.text + "\"");
        return value;
    }

    void selectorMatchers(PromNode *node)
    {
        take();
        while (!mark("}")) {
            const Token label = peek();
            if (label.kind != Token::Kind::Word)
                unexpected(label, "inside braces");
            take();
            const Token operation = take();
            PromMatcher matcher;
            matcher.label = label.text;
            if (operation.text == "=")
                matcher.kind = PromMatcher::Kind::Equal;
            else if (operation.text == "!=")
                matcher.kind = PromMatcher::Kind::NotEqual;
            else if (operation.text == "=~")
                matcher.kind = PromMatcher::Kind::Matches;
            else if (operation.text == "!~")
                matcher.kind = PromMatcher::Kind::MatchesNot;
            else
                unexpected(operation, "in label matching, expected label matching operator");
            if (peek().kind != Token::Kind::Text)
                unexpected(peek(), "in label matching, expected string");
            matcher.value = take().text;
            if (matcher.kind == PromMatcher::Kind::Matches || matcher.kind == PromMatcher::Kind::MatchesNot) {
                const std::string anchored = "^(?:" + matcher.value + ")$";
                matcher.expression = QRegularExpression(QString::fromStdString(anchored), QRegularExpression::DotMatchesEverythingOption | QRegularExpression::DontCaptureOption);
                if (!matcher.expression.isValid()) {
                    const QString why = matcher.expression.errorString();
                    fail(label.position, "error parsing regexp: " + (why.contains(QLatin1String("parenthes")) ? std::string("missing closing )") : why.toStdString()) + ": `" + anchored + "`");
                }
            }
            node->matchers.push_back(std::move(matcher));
            if (mark(","))
                take();
            else if (!mark("}"))
                unexpected(peek(), peek().kind == Token::Kind::End ? "inside braces" : "in label matching, expected \",\" or \"}\"");
        }
        take();
        if (std::all_of(node->matchers.begin(), node->matchers.end(), [](const PromMatcher &matcher) { return matcher.fitsNothing(); }))
            fail(node->position, "vector selector must contain at least one non-empty matcher");
    }

    void grouping(PromNode *node)
    {
        if (node->grouped || (!word("by") && !word("without")))
            return;
        node->grouped = true;
        node->without = lower(take().text) == "without";
        node->labels = labelList();
    }

    NodePtr aggregation(const std::string &name, int position, int depth)
    {
        auto node = std::make_unique<PromNode>();
        node->kind = Kind::Aggregation;
        node->type = Type::Vector;
        node->position = position;
        node->text = name;
        grouping(node.get());
        expect("(", "in aggregation");
        node->children.push_back(expression(0, depth + 1));
        const bool parameter = name == "topk" || name == "bottomk" || name == "quantile";
        while (mark(",")) {
            take();
            node->children.push_back(expression(0, depth + 1));
        }
        expect(")", "in aggregation");
        grouping(node.get());
        const std::size_t wanted = parameter ? 2 : 1;
        if (node->children.size() != wanted)
            fail(position, "wrong number of arguments for aggregate expression provided, expected " + std::to_string(wanted) + ", got " + std::to_string(node->children.size()));
        const PromNode &value = *node->children.back();
        if (value.type != Type::Vector)
            fail(value.position, std::string("expected type instant vector in aggregation expression, got ") + promTypeName(value.type));
        if (parameter && node->children.front()->type != Type::Scalar)
            fail(node->children.front()->position, std::string("expected type scalar in aggregation parameter, got ") + promTypeName(node->children.front()->type));
        return node;
    }

    NodePtr call(const std::string &name, int position, int depth)
    {
        const PromFunction *function = promFunction(name);
        if (!function) {
            if (isPromFunctionElsewhere(name))
                outside(name + "()");
            fail(position, "unknown function with name \"" + name + "\"");
        }
        auto node = std::make_unique<PromNode>();
        node->kind = Kind::Call;
        node->type = function->result;
        node->position = position;
        node->text = name;
        take();
        while (!mark(")")) {
            node->children.push_back(expression(0, depth + 1));
            if (mark(","))
                take();
            else if (!mark(")"))
                unexpected(peek(), "in function call");
        }
        take();
        const std::size_t most = function->arguments.size();
        const std::size_t least = most - std::size_t(function->optional);
        if (node->children.size() > most || node->children.size() < least) {
            const std::string expected = function->optional ? (node->children.size() > most ? "at most " + std::to_string(most) : "at least " + std::to_string(least)) : std::to_string(most);
            fail(position, "expected " + expected + " argument(s) in call to \"" + name + "\", got " + std::to_string(node->children.size()));
        }
        for (std::size_t i = 0; i < node->children.size(); ++i) {
            if (node->children[i]->type != function->arguments[i])
                fail(node->children[i]->position, std::string("expected type ") + promTypeName(function->arguments[i]) + " in call to function \"" + name + "\", got " + promTypeName(node->children[i]->type));
        }
        return node;
    }

    std::string m_text;
    std::vector<Token> m_tokens;
    std::size_t m_at = 0;
    bool m_inRange = false;
};

} // namespace

std::optional<qint64> promDuration(const std::string &text)
{
    static const std::vector<std::pair<std::string, qint64>> kUnits{{"ms", 1}, {"s", 1000}, {"m", 60'000}, {"h", 3'600'000}, {"d", 86'400'000}, {"w", 604'800'000}, {"y", 31'536'000'000}};
    qint64 sum = 0;
    std::size_t at = 0;
    if (text.empty())
        return std::nullopt;
    while (at < text.size()) {
        std::size_t end = at;
        while (end < text.size() && isDigit(text[end]))
            ++end;
        if (end == at || end - at > 10)
            return std::nullopt;
        const qint64 number = std::stoll(text.substr(at, end - at));
        std::size_t unitEnd = end;
        while (unitEnd < text.size() && !isDigit(text[unitEnd]))
            ++unitEnd;
        const std::string unit = text.substr(end, unitEnd - end);
        const auto found = std::find_if(kUnits.begin(), kUnits.end(), [&unit](const auto &one) { return one.first == unit; });
        if (found == kUnits.end())
            return std::nullopt;
        sum += number * found->second;
        at = unitEnd;
    }
    return sum;
}

const char *promTypeName(Type type)
{
    switch (type) {
    case Type::Scalar:
        return "scalar";
    case Type::String:
        return "string";
    case Type::Vector:
        return "instant vector";
    case Type::Matrix:
        return "range vector";
    }
    return "";
}

NodePtr parsePromQuery(const std::string &text)
{
    return Parser(text).parse();
}

} // namespace mk::demo
