// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/prometheus/PromQuery.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

namespace mk::demo {

namespace {

using Kind = PromNode::Kind;
using Type = PromNode::Type;

constexpr qint64 kLookBack = 300'000; // ms: what a series said last counts for so long

std::vector<PromSample>::const_iterator after(const std::vector<PromSample> &samples, qint64 time)
{
    return std::upper_bound(samples.begin(), samples.end(), time, [](qint64 wanted, const PromSample &sample) { return wanted < sample.time; });
}

bool isComparison(const std::string &operation)
{
    return operation == "==" || operation == "!=" || operation == "<" || operation == ">" || operation == "<=" || operation == ">=";
}

// The value, and whether a comparison holds.
std::pair<double, bool> operate(const std::string &operation, double left, double right)
{
    if (operation == "+")
        return {left + right, true};
    if (operation == "-")
        return {left - right, true};
    if (operation == "*")
        return {left * right, true};
    if (operation == "/")
        return {left / right, true};
    if (operation == "%")
        return {std::fmod(left, right), true};
    if (operation == "^")
        return {std::pow(left, right), true};
    const bool holds = operation == "==" ? left == right : operation == "!=" ? left != right : operation == "<" ? left < right : operation == ">" ? left > right
                                                                           : operation == "<="            ? left <= right
                                                                                                          : left >= right;
    return {left, holds};
}

// The labels that two sides must have in common.
PromLabels signature(const PromNode &node, const PromLabels &labels)
{
    PromLabels own;
    if (node.grouped && !node.without) {
        for (const std::string &name : node.labels) {
            const auto found = labels.find(name);
            if (found != labels.end())
                own.insert(*found);
        }
        return own;
    }
    own = labels;
    own.erase("__name__");
    for (const std::string &name : node.labels)
        own.erase(name);
    return own;
}

std::string labelText(const PromLabels &labels)
{
    std::string text = "{";
    for (const auto &[name, value] : labels)
        text += (text.size() > 1 ? ", " : "") + name + "=\"" + value + "\"";
    return text + "}";
}

} // namespace

void PromEvaluator::prepare(const PromNode &node) const
{
    if (node.kind == Kind::Selector)
        node.selected = m_store->select(node.matchers);
    for (const auto &child : node.children)
        prepare(*child);
}

PromResult PromEvaluator::evaluate(const PromNode &node, qint64 time) const
{
    PromResult result;
    result.type = node.type;
    switch (node.kind) {
    case Kind::Number:
        result.scalar = node.number;
        return result;
    case Kind::Text:
        result.text = node.text;
        return result;
    case Kind::Selector:
        return selector(node, time);
    case Kind::Aggregation:
        return aggregation(node, time);
    case Kind::Call:
        return call(node, time);
    case Kind::Binary:
        return binary(node, time);
    case Kind::Negation:
        result = evaluate(*node.children.front(), time);
        result.scalar = -result.scalar;
        for (PromValue &value : result.vector) {
            value.value = -value.value;
            value.labels.erase("__name__");
        }
        return result;
    }
    return result;
}

PromResult PromEvaluator::selector(const PromNode &node, qint64 time) const
{
    PromResult result;
    result.type = node.type;
    const qint64 end = time - node.offset;
    for (const PromSeries *series : node.selected) {
        const auto last = after(series->samples, end);
        if (node.range > 0) {
            PromSeries part;
            for (auto at = after(series->samples, end - node.range - 1); at != last; ++at) {
                if (!isPromStale(at->value))
                    part.samples.push_back(*at);
            }
            if (part.samples.empty())
                continue;
            part.labels = series->labels;
            result.matrix.push_back(std::move(part));
            continue;
        }
        if (last == series->samples.begin())
            continue;
        const PromSample &sample = *std::prev(last);
        if (sample.time > end - kLookBack && !isPromStale(sample.value))
            result.vector.push_back({series->labels, sample.value});
    }
    return result;
}

PromResult PromEvaluator::aggregation(const PromNode &node, qint64 time) const
{
    const PromVector values = evaluate(*node.children.back(), time).vector;
    const double parameter = node.children.size() > 1 ? evaluate(*node.children.front(), time).scalar : 0;
    std::map<PromLabels, PromVector> groups;
    for (const PromValue &value : values) {
        PromLabels labels;
        if (node.grouped)
            labels = signature(node, value.labels);
        groups[labels].push_back(value);
    }
    PromResult result;
    const std::string &name = node.text;
    for (auto &[labels, members] : groups) {
        if (name == "topk" || name == "bottomk") {
            std::stable_sort(members.begin(), members.end(), [&name](const PromValue &a, const PromValue &b) {
                if (std::isnan(a.value) || std::isnan(b.value))
                    return !std::isnan(a.value) && std::isnan(b.value);
                return name == "topk" ? a.value > b.value : a.value < b.value;
            });
            const double wanted = std::clamp(std::isnan(parameter) ? 0 : parameter, 0.0, double(members.size()));
            result.vector.insert(result.vector.end(), members.begin(), members.begin() + std::ptrdiff_t(wanted));
            continue;
        }
        double sum = 0;
        double least = std::numeric_limits<double>::quiet_NaN();
        double most = std::numeric_limits<double>::quiet_NaN();
        for (const PromValue &member : members) {
            sum += member.value;
            if (std::isnan(least) || member.value < least)
                least = member.value;
            if (std::isnan(most) || member.value > most)
                most = member.value;
        }
        const double number = double(members.size());
        const double mean = sum / number;
        double value = 0;
        if (name == "sum") {
            value = sum;
        } else if (name == "avg") {
            value = mean;
        } else if (name == "min") {
            value = least;
        } else if (name == "max") {
            value = most;
        } else if (name == "count") {
            value = number;
        } else if (name == "group") {
            value = 1;
        } else if (name == "quantile") {
            std::vector<double> sorted;
            for (const PromValue &member : members)
                sorted.push_back(member.value);
            std::sort(sorted.begin(), sorted.end());
            const double rank = std::clamp(parameter, 0.0, 1.0) * (number - 1);
            const std::size_t lower = std::size_t(std::floor(rank));
            const std::size_t upper = std::min(lower + 1, sorted.size() - 1);
            value = sorted[lower] + (sorted[upper] - sorted[lower]) * (rank - double(lower));
        } else {
            double squares = 0;
            for (const PromValue &member : members)
                squares += (member.value - mean) * (member.value - mean);
            value = name == "stddev" ? std::sqrt(squares / number) : squares / number;
        }
        result.vector.push_back({labels, value});
    }
    return result;
}

PromResult PromEvaluator::setOperation(const PromNode &node, const PromVector &left, const PromVector &right) const
{
    PromResult result;
    std::set<PromLabels> of;
    for (const PromValue &value : node.text == "or" ? left : right)
        of.insert(signature(node, value.labels));
    if (node.text == "or")
        result.vector = left;
    for (const PromValue &value : node.text == "or" ? right : left) {
        const bool known = of.contains(signature(node, value.labels));
        if (node.text == "and" ? known : !known)
            result.vector.push_back(value);
    }
    return result;
}

PromResult PromEvaluator::binary(const PromNode &node, qint64 time) const
{
    PromResult left = evaluate(*node.children[0], time);
    PromResult right = evaluate(*node.children[1], time);
    PromResult result;
    result.type = node.type;
    const bool comparison = isComparison(node.text);
    if (left.type == Type::Scalar && right.type == Type::Scalar) {
        const auto [value, holds] = operate(node.text, left.scalar, right.scalar);
        result.scalar = comparison ? (holds ? 1 : 0) : value;
        return result;
    }
    if (node.text == "and" || node.text == "or" || node.text == "unless")
        return setOperation(node, left.vector, right.vector);
    const auto put = [&](PromLabels labels, double a, double b, double shown) {
        const auto [value, holds] = operate(node.text, a, b);
        if (comparison && !node.asBool) {
            if (holds)
                result.vector.push_back({std::move(labels), shown});
            return;
        }
        labels.erase("__name__");
        result.vector.push_back({std::move(labels), comparison ? (holds ? 1.0 : 0.0) : value});
    };
    if (left.type == Type::Scalar || right.type == Type::Scalar) {
        const bool scalarLeft = left.type == Type::Scalar;
        for (const PromValue &value : scalarLeft ? right.vector : left.vector)
            put(value.labels, scalarLeft ? left.scalar : value.value, scalarLeft ? value.value : right.scalar, value.value);
        return result;
    }
    // Vector with vector: every element of the "many" side finds the one of the other side with the same labels.
    const bool swapped = node.many == PromNode::Many::Right;
    const PromVector &many = swapped ? right.vector : left.vector;
    const PromVector &one = swapped ? left.vector : right.vector;
    std::map<PromLabels, const PromValue *> bySignature;
    for (const PromValue &value : one) {
        const PromLabels own = signature(node, value.labels);
        const auto [at, isNew] = bySignature.emplace(own, &value);
        if (isNew)
            continue;
        // The series that were found last and first, as the server names them.
        const char *const side = swapped ? "left" : "right";
        throw PromError{422, QByteArray::fromStdString("found duplicate series for the match group " + labelText(own) + " on the " + side + " hand-side of the operation: [" + labelText(value.labels)
                                                       + ", " + labelText(at->second->labels) + "];many-to-many matching not allowed: matching labels must be unique on one side")};
    }
    std::set<PromLabels> matched;
    for (const PromValue &value : many) {
        const PromLabels own = signature(node, value.labels);
        const auto partner = bySignature.find(own);
        if (partner == bySignature.end())
            continue;
        PromLabels labels = value.labels;
        if (!comparison || node.asBool)
            labels.erase("__name__");
        if (node.many == PromNode::Many::None) {
            if (!matched.insert(own).second)
                throw PromError{422, QByteArray("multiple matches for labels: many-to-one matching must be explicit (group_left/group_right)")};
            if (node.grouped && node.without) {
                for (const std::string &name : node.labels)
                    labels.erase(name);
            } else if (node.grouped && !(comparison && !node.asBool)) {
                labels = own;
            }
        } else {
            for (const std::string &name : node.include) {
                const auto found = partner->second->labels.find(name);
                if (found == partner->second->labels.end())
                    labels.erase(name);
                else
                    labels[name] = found->second;
            }
        }
        put(std::move(labels), swapped ? partner->second->value : value.value, swapped ? value.value : partner->second->value, swapped ? partner->second->value : value.value);
    }
    return result;
}

} // namespace mk::demo
