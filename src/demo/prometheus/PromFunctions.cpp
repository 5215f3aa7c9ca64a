// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/prometheus/PromQuery.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

namespace mk::demo {

namespace {

using Type = PromNode::Type;

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

PromLabels withoutName(PromLabels labels)
{
    labels.erase("__name__");
    return labels;
}

// What promql/functions.go does to two or more samples of a counter or gauge: from the first to the last one, and as far
// beyond them as the distance between samples lets expect.
std::optional<double> extrapolated(const std::vector<PromSample> &samples, qint64 begin, qint64 end, bool counter, bool perSecond)
{
    if (samples.size() < 2)
        return std::nullopt;
    double result = samples.back().value - samples.front().value;
    if (counter) {
        double before = samples.front().value;
        for (const PromSample &sample : samples) {
            if (sample.value < before)
                result += before;
            before = sample.value;
        }
    }
    double toStart = double(samples.front().time - begin) / 1000;
    const double toEnd = double(end - samples.back().time) / 1000;
    const double sampled = double(samples.back().time - samples.front().time) / 1000;
    const double average = sampled / double(samples.size() - 1);
    if (counter && result > 0 && samples.front().value >= 0) {
        const double toZero = sampled * (samples.front().value / result);
        toStart = std::min(toStart, toZero);
    }
    const double threshold = average * 1.1;
    double length = sampled;
    length += toStart < threshold ? toStart : average / 2;
    length += toEnd < threshold ? toEnd : average / 2;
    result *= length / sampled;
    return perSecond ? result / (double(end - begin) / 1000) : result;
}

std::optional<double> overRange(const std::string &name, const std::vector<PromSample> &samples, qint64 begin, qint64 end)
{
    if (name == "rate" || name == "increase")
        return extrapolated(samples, begin, end, true, name == "rate");
    if (name == "delta")
        return extrapolated(samples, begin, end, false, false);
    if (name == "irate" || name == "idelta") {
        if (samples.size() < 2)
            return std::nullopt;
        const PromSample &last = samples.back();
        const PromSample &before = samples[samples.size() - 2];
        const double difference = name == "irate" && last.value < before.value ? last.value : last.value - before.value;
        return name == "irate" ? difference / (double(last.time - before.time) / 1000) : difference;
    }
    if (samples.empty())
        return std::nullopt;
    double sum = 0;
    double least = kInfinity;
    double most = -kInfinity;
    int changes = 0;
    int resets = 0;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        const double value = samples[i].value;
        sum += value;
        least = std::min(least, value);
        most = std::max(most, value);
        if (i > 0) {
            changes += value != samples[i - 1].value ? 1 : 0;
            resets += value < samples[i - 1].value ? 1 : 0;
        }
    }
    const double number = double(samples.size());
    if (name == "sum_over_time")
        return sum;
    if (name == "avg_over_time")
        return sum / number;
    if (name == "min_over_time")
        return least;
    if (name == "max_over_time")
        return most;
    if (name == "count_over_time")
        return number;
    if (name == "last_over_time")
        return samples.back().value;
    if (name == "present_over_time")
        return 1;
    if (name == "changes")
        return changes;
    if (name == "resets")
        return resets;
    return std::nullopt;
}

// promql/quantile.go: buckets by their upper bounds, counted up.
double bucketQuantile(double quantile, std::vector<std::pair<double, double>> buckets)
{
    if (std::isnan(quantile))
        return kNaN;
    if (quantile < 0)
        return -kInfinity;
    if (quantile > 1)
        return kInfinity;
    std::sort(buckets.begin(), buckets.end());
    if (buckets.size() < 2 || !std::isinf(buckets.back().first))
        return kNaN;
    double before = 0;
    for (auto &[bound, number] : buckets)
        before = number = std::max(number, before);
    const double observations = buckets.back().second;
    if (observations == 0)
        return kNaN;
    double rank = quantile * observations;
    const std::size_t last = buckets.size() - 1;
    std::size_t at = 0;
    while (at < last && buckets[at].second < rank)
        ++at;
    if (at == last)
        return buckets[last - 1].first;
    if (at == 0 && buckets[0].first <= 0)
        return buckets[0].first;
    const double start = at == 0 ? 0 : buckets[at - 1].first;
    const double end = buckets[at].first;
    double number = buckets[at].second;
    if (at > 0) {
        number -= buckets[at - 1].second;
        rank -= buckets[at - 1].second;
    }
    return start + (end - start) * (rank / number);
}

} // namespace

const PromFunction *promFunction(const std::string &name)
{
    static const std::vector<PromFunction> kFunctions = [] {
        std::vector<PromFunction> functions;
        for (const char *one : {"rate", "irate", "increase", "delta", "idelta", "sum_over_time", "avg_over_time", "min_over_time", "max_over_time", "count_over_time",
                                "last_over_time", "present_over_time", "changes", "resets"})
            functions.push_back({one, {Type::Matrix}, 0, Type::Vector});
        for (const char *one : {"abs", "ceil", "floor", "exp", "ln", "log2", "log10", "sqrt", "absent", "sort", "sort_desc", "timestamp"})
            functions.push_back({one, {Type::Vector}, 0, Type::Vector});
        functions.push_back({"histogram_quantile", {Type::Scalar, Type::Vector}, 0, Type::Vector});
        functions.push_back({"quantile_over_time", {Type::Scalar, Type::Matrix}, 0, Type::Vector});
        functions.push_back({"clamp_min", {Type::Vector, Type::Scalar}, 0, Type::Vector});
        functions.push_back({"clamp_max", {Type::Vector, Type::Scalar}, 0, Type::Vector});
        functions.push_back({"clamp", {Type::Vector, Type::Scalar, Type::Scalar}, 0, Type::Vector});
        functions.push_back({"round", {Type::Vector, Type::Scalar}, 1, Type::Vector});
        functions.push_back({"vector", {Type::Scalar}, 0, Type::Vector});
        functions.push_back({"scalar", {Type::Vector}, 0, Type::Scalar});
        functions.push_back({"time", {}, 0, Type::Scalar});
        functions.push_back({"label_replace", {Type::Vector, Type::String, Type::String, Type::String, Type::String}, 0, Type::Vector});
        return functions;
    }();
    const auto found = std::find_if(kFunctions.begin(), kFunctions.end(), [&name](const PromFunction &function) { return name == function.name; });
    return found == kFunctions.end() ? nullptr : &*found;
}

bool isPromFunctionElsewhere(const std::string &name)
{
    static const std::vector<std::string> kNames{"absent_over_time", "acos", "acosh", "asin", "asinh", "atan", "atanh", "cos", "cosh", "day_of_month", "day_of_week", "day_of_year",
                                                 "days_in_month", "deg", "deriv", "histogram_count", "histogram_fraction", "histogram_sum", "holt_winters", "hour", "label_join",
                                                 "minute", "month", "pi", "predict_linear", "rad", "sgn", "sin", "sinh", "stddev_over_time", "stdvar_over_time", "tan", "tanh", "year",
                                                 "count_values"};
    return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

PromResult PromEvaluator::rangeCall(const PromNode &node, qint64 time) const
{
    const PromNode &range = *node.children.back();
    const PromResult matrix = selector(range, time);
    const qint64 end = time - range.offset;
    const qint64 begin = end - range.range;
    const double quantile = node.children.size() > 1 ? evaluate(*node.children.front(), time).scalar : 0;
    PromResult result;
    for (const PromSeries &series : matrix.matrix) {
        std::optional<double> value;
        if (node.text == "quantile_over_time") {
            std::vector<double> values;
            for (const PromSample &sample : series.samples)
                values.push_back(sample.value);
            std::sort(values.begin(), values.end());
            const double rank = quantile * double(values.size() - 1);
            const std::size_t lower = std::size_t(std::clamp(std::floor(rank), 0.0, double(values.size() - 1)));
            const std::size_t upper = std::min(lower + 1, values.size() - 1);
            value = quantile < 0 ? -kInfinity : quantile > 1 ? kInfinity : values[lower] + (values[upper] - values[lower]) * (rank - double(lower));
        } else {
            value = overRange(node.text, series.samples, begin, end);
        }
        if (value)
            result.vector.push_back({node.text == "last_over_time" ? series.labels : withoutName(series.labels), *value});
    }
    return result;
}

PromResult PromEvaluator::call(const PromNode &node, qint64 time) const
{
    const std::string &name = node.text;
    PromResult result;
    result.type = node.type;
    if (name == "time") {
        result.scalar = double(time) / 1000;
        return result;
    }
    if (!node.children.empty() && node.children.back()->type == Type::Matrix)
        return rangeCall(node, time);
    if (name == "vector") {
        result.vector.push_back({{}, evaluate(*node.children.front(), time).scalar});
        return result;
    }
    if (name == "histogram_quantile") {
        const double quantile = evaluate(*node.children.front(), time).scalar;
        std::map<PromLabels, std::vector<std::pair<double, double>>> groups;
        for (const PromValue &value : evaluate(*node.children.back(), time).vector) {
            PromLabels labels = withoutName(value.labels);
            const auto bound = labels.find("le");
            if (bound == labels.end())
                continue;
            double upper = kInfinity;
            if (bound->second != "+Inf") {
                const auto read = std::from_chars(bound->second.data(), bound->second.data() + bound->second.size(), upper);
                if (read.ec != std::errc())
                    continue;
            }
            labels.erase(bound);
            groups[labels].emplace_back(upper, value.value);
        }
        for (const auto &[labels, buckets] : groups)
            result.vector.push_back({labels, bucketQuantile(quantile, buckets)});
        return result;
    }
    PromResult argument = evaluate(*node.children.front(), time);
    if (name == "scalar") {
        result.scalar = argument.vector.size() == 1 ? argument.vector.front().value : kNaN;
        return result;
    }
    if (name == "absent") {
        if (!argument.vector.empty())
            return result;
        PromLabels labels;
        const PromNode &inner = *node.children.front();
        for (const PromMatcher &matcher : inner.matchers) {
            if (matcher.kind == PromMatcher::Kind::Equal && matcher.label != "__name__")
                labels[matcher.label] = matcher.value;
        }
        result.vector.push_back({labels, 1});
        return result;
    }
    if (name == "sort" || name == "sort_desc") {
        std::stable_sort(argument.vector.begin(), argument.vector.end(), [&name](const PromValue &a, const PromValue &b) { return name == "sort" ? a.value < b.value : a.value > b.value; });
        return argument;
    }
    if (name == "label_replace") {
        const auto text = [&](std::size_t index) { return node.children[index]->text; };
        const QRegularExpression expression(QString::fromStdString("^(?:" + text(4) + ")$"), QRegularExpression::DotMatchesEverythingOption);
        if (!expression.isValid())
            throw PromError{422, QByteArray::fromStdString("invalid regular expression in label_replace(): " + text(4))};
        for (PromValue value : argument.vector) {
            const auto source = value.labels.find(text(3));
            const QRegularExpressionMatch match = expression.match(source == value.labels.end() ? QString() : QString::fromStdString(source->second));
            if (match.hasMatch()) {
                // $1, ${1}, ${name} and $$.
                static const QRegularExpression kReference(QStringLiteral("\\$(?:(\\$)|\\{(\\w+)\\}|(\\w+))"));
                const QString pattern = QString::fromStdString(text(2));
                QString replaced;
                qsizetype from = 0;
                for (auto references = kReference.globalMatch(pattern); references.hasNext();) {
                    const QRegularExpressionMatch reference = references.next();
                    replaced += pattern.mid(from, reference.capturedStart() - from);
                    from = reference.capturedEnd();
                    const QString wanted = reference.captured(2) + reference.captured(3);
                    bool isNumber = false;
                    const int number = wanted.toInt(&isNumber);
                    if (!reference.captured(1).isEmpty())
                        replaced += QLatin1Char('$');
                    else
                        replaced += isNumber ? match.captured(number) : match.captured(wanted);
                }
                replaced += pattern.mid(from);
                if (replaced.isEmpty())
                    value.labels.erase(text(1));
                else
                    value.labels[text(1)] = replaced.toStdString();
            }
            result.vector.push_back(std::move(value));
        }
        return result;
    }
    const double second = node.children.size() > 1 ? evaluate(*node.children[1], time).scalar : 0;
    const double third = node.children.size() > 2 ? evaluate(*node.children[2], time).scalar : 0;
    for (PromValue &value : argument.vector) {
        double &v = value.value;
        value.labels.erase("__name__");
        if (name == "abs")
            v = std::abs(v);
        else if (name == "ceil")
            v = std::ceil(v);
        else if (name == "floor")
            v = std::floor(v);
        else if (name == "exp")
            v = std::exp(v);
        else if (name == "ln")
            v = std::log(v);
        else if (name == "log2")
            v = std::log2(v);
        else if (name == "log10")
            v = std::log10(v);
        else if (name == "sqrt")
            v = std::sqrt(v);
        else if (name == "clamp_min")
            v = std::max(v, second);
        else if (name == "clamp_max")
            v = std::min(v, second);
        else if (name == "clamp")
            v = std::max(second, std::min(third, v));
        else if (name == "round")
            v = node.children.size() > 1 && second != 0 ? std::floor(v / second + 0.5) * second : std::floor(v + 0.5);
        else if (name == "timestamp")
            v = double(time) / 1000;
        result.vector.push_back(std::move(value));
    }
    return result;
}

std::string promNumber(double value)
{
    if (std::isnan(value))
        return "NaN";
    if (std::isinf(value))
        return value > 0 ? "+Inf" : "-Inf";
    const double size = std::abs(value);
    const bool scientific = size != 0 && (size < 1e-6 || size >= 1e21);
    std::array<char, 400> buffer{};
    const auto written = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, scientific ? std::chars_format::scientific : std::chars_format::fixed);
    return {buffer.data(), written.ptr};
}

} // namespace mk::demo
