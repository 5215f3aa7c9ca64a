// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "demo/prometheus/SeriesStore.h"

#include <QByteArray>

#include <memory>
#include <string>
#include <vector>

namespace mk::demo {

// The part of PromQL that the simulated Prometheus understands, as promql/parser of 2.42 does: numbers, texts, selectors with
// all four matchers, ranges, offset, arithmetic, comparison (bool), and/or/unless, on/ignoring/group_left/group_right,
// sum avg min max count stddev group topk bottomk quantile with by/without, and the functions of promFunctions().
struct PromNode
{
    enum class Kind { Number, Text, Selector, Aggregation, Call, Binary, Negation } kind = Kind::Number;
    enum class Type { Scalar, String, Vector, Matrix };
    Type type = Type::Scalar;
    int position = 0; // of its first character, from 0

    double number = 0;
    std::string text; // name of the function, aggregation or operator; the text

    // Selector.
    std::vector<PromMatcher> matchers;
    qint64 range = 0; // ms; 0: an instant vector
    qint64 offset = 0;

    // Aggregation: by or without; Binary: on or ignoring.
    bool without = false;
    bool grouped = false; // the clause is there
    std::vector<std::string> labels;
    // Binary.
    bool asBool = false;
    enum class Many { None, Left, Right } many = Many::None;
    std::vector<std::string> include;

    std::vector<std::unique_ptr<PromNode>> children;
    mutable std::vector<const PromSeries *> selected; // for the time of one evaluation
};

// What is wrong with an expression or its evaluation. `status` 400 bad_data (in the text), 422 execution (while evaluating).
struct PromError
{
    int status = 400;
    QByteArray text;
};

// Throws PromError.
std::unique_ptr<PromNode> parsePromQuery(const std::string &text);
const char *promTypeName(PromNode::Type type); // "instant vector"

// "1h30m", "15s", "500ms" in ms; nothing for what it is not.
std::optional<qint64> promDuration(const std::string &text);

struct PromFunction
{
    const char *name;
    std::vector<PromNode::Type> arguments;
    int optional = 0; // so many at the end may be missing
    PromNode::Type result = PromNode::Type::Vector;
};
const PromFunction *promFunction(const std::string &name); // null: not in the subset
bool isPromFunctionElsewhere(const std::string &name);     // the real server has it

struct PromValue
{
    PromLabels labels;
    double value = 0;
};
using PromVector = std::vector<PromValue>;

struct PromResult
{
    PromNode::Type type = PromNode::Type::Vector;
    double scalar = 0;
    std::string text;
    PromVector vector;
    std::vector<PromSeries> matrix;
};

// At one time, ms since 1970. Throws PromError.
class PromEvaluator
{
public:
    explicit PromEvaluator(const SeriesStore *store) : m_store(store) {}
    // Looks for the series of the selectors once, for however many times that follow.
    void prepare(const PromNode &node) const;
    PromResult evaluate(const PromNode &node, qint64 time) const;

private:
    PromResult selector(const PromNode &node, qint64 time) const;
    PromResult aggregation(const PromNode &node, qint64 time) const;
    PromResult call(const PromNode &node, qint64 time) const;
    PromResult rangeCall(const PromNode &node, qint64 time) const;
    PromResult binary(const PromNode &node, qint64 time) const;
    PromResult setOperation(const PromNode &node, const PromVector &left, const PromVector &right) const;

    const SeriesStore *m_store;
};

std::string promNumber(double value); // as the API prints it

} // namespace mk::demo
