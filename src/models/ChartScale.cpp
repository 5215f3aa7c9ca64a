// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/ChartScale.h"

#include "core/Format.h"

#include <QCoreApplication>
#include <QDateTime>

#include <algorithm>
#include <array>
#include <cmath>

namespace mk {

namespace {

struct ScaleTexts
{
    Q_DECLARE_TR_FUNCTIONS(mk::ChartScale)
};

constexpr qint64 kSecond = 1000;
constexpr qint64 kMinute = 60 * kSecond;
constexpr qint64 kHour = 60 * kMinute;
constexpr qint64 kDay = 24 * kHour;

double roundUp(double value, const std::vector<double> &choices)
{
    const double magnitude = std::pow(10.0, std::floor(std::log10(value)));
    for (const double choice : choices) {
        if (choice * magnitude >= value * (1 - 1e-9))
            return choice * magnitude;
    }
    return 10 * magnitude;
}

// The part of a unit that a number of this size is told in: its factor and its word.
struct Part
{
    double factor = 1;
    QString pattern = QStringLiteral("%1");
};

Part bytesPart(double value, bool perSecond)
{
    static constexpr std::array names{
        QT_TRANSLATE_NOOP("mk::ChartScale", "%1 B"), QT_TRANSLATE_NOOP("mk::ChartScale", "%1 KiB"),
        QT_TRANSLATE_NOOP("mk::ChartScale", "%1 MiB"), QT_TRANSLATE_NOOP("mk::ChartScale", "%1 GiB"),
        QT_TRANSLATE_NOOP("mk::ChartScale", "%1 TiB")};
    static constexpr std::array rates{
        QT_TRANSLATE_NOOP("mk::ChartScale", "%1 B/s"), QT_TRANSLATE_NOOP("mk::ChartScale", "%1 KiB/s"),
        QT_TRANSLATE_NOOP("mk::ChartScale", "%1 MiB/s"), QT_TRANSLATE_NOOP("mk::ChartScale", "%1 GiB/s"),
        QT_TRANSLATE_NOOP("mk::ChartScale", "%1 TiB/s")};
    Part part;
    size_t index = 0;
    while (value >= 1024 * part.factor && index + 1 < names.size()) {
        part.factor *= 1024;
        ++index;
    }
    part.pattern = ScaleTexts::tr(perSecond ? rates.at(index) : names.at(index));
    return part;
}

Part secondsPart(double seconds)
{
    if (seconds < 1e-3)
        return {1e-6, ScaleTexts::tr("%1 µs")};
    if (seconds < 1)
        return {1e-3, ScaleTexts::tr("%1 ms")};
    if (seconds < 120)
        return {1, ScaleTexts::tr("%1 s", "seconds")};
    if (seconds < 7200)
        return {60, ScaleTexts::tr("%1 min")};
    if (seconds < 2 * 86400)
        return {3600, ScaleTexts::tr("%1 h", "hours")};
    return {86400, ScaleTexts::tr("%1 d", "days")};
}

Part countPart(double value)
{
    if (value >= 1e12)
        return {1e12, ScaleTexts::tr("%1 T", "million millions")};
    if (value >= 1e9)
        return {1e9, ScaleTexts::tr("%1 G", "thousand millions")};
    if (value >= 1e6)
        return {1e6, ScaleTexts::tr("%1 M", "millions")};
    return {};
}

// size: of the greatest number that is told with it.
Part partOf(double size, ChartUnit unit)
{
    switch (unit) {
    case ChartUnit::Bytes:
    case ChartUnit::BytesPerSecond:
        return bytesPart(size, unit == ChartUnit::BytesPerSecond);
    case ChartUnit::Seconds:
        return secondsPart(size);
    case ChartUnit::Milliseconds: {
        Part part = secondsPart(size / 1000);
        part.factor *= 1000;
        return part;
    }
    case ChartUnit::Percent:
        return {1, ScaleTexts::tr("%1%", "percent")};
    case ChartUnit::Ratio:
        return {0.01, ScaleTexts::tr("%1%", "percent")};
    case ChartUnit::Plain:
    case ChartUnit::PerSecond:
        return countPart(size);
    }
    return {};
}

int digitsOfStep(double step)
{
    for (int digits = 0; digits < 9; ++digits) {
        const double scaled = step * std::pow(10.0, digits);
        if (std::abs(scaled - std::round(scaled)) < 1e-6 * scaled)
            return digits;
    }
    return 9;
}

QString number(double value, int digits, const QLocale &locale)
{
    return locale.toString(value == 0 ? 0.0 : value, 'f', digits); // no "-0"
}

// Three to four figures, none of them behind the point that says nothing.
QString plainNumber(double value, const QLocale &locale)
{
    const double size = std::abs(value);
    if (size >= 1e15 || (size > 0 && size < 1e-6))
        return locale.toString(value, 'g', 4);
    if (value == std::round(value) || size >= 1000)
        return number(value, 0, locale);
    if (size >= 10)
        return number(value, 1, locale);
    if (size >= 1)
        return number(value, 2, locale);
    QString text = number(value, 2 - int(std::floor(std::log10(size))), locale);
    while (text.endsWith(locale.zeroDigit()))
        text.chop(1);
    return text;
}

std::optional<QString> noNumber(double value)
{
    if (std::isnan(value))
        return QStringLiteral("NaN");
    if (std::isinf(value))
        return value > 0 ? QStringLiteral("+Inf") : QStringLiteral("-Inf");
    return std::nullopt;
}

QString timeText(const QDateTime &when, qint64 step, const QLocale &locale)
{
    if (step >= kDay || (when.time() == QTime(0, 0) && step >= kMinute))
        return locale.toString(when.date(), ScaleTexts::tr("d MMM", "date on a chart's time axis"));
    return when.time().toString(step < kMinute ? QStringLiteral("HH:mm:ss") : QStringLiteral("HH:mm"));
}

} // namespace

ValueAxis valueAxis(double low, double high, ChartUnit unit, bool wholeNumbers, int wanted)
{
    if (!std::isfinite(low) || !std::isfinite(high) || low > high || high - low > 1e300)
        return valueAxis(0, 1, unit, wholeNumbers, wanted);
    if (low == 0 && high == 0)
        high = 1;
    // A flat line keeps its distance from zero; a band far away from it is looked at closely.
    const double span = high - low;
    const double size = std::max(std::abs(low), std::abs(high));
    if (low > 0 && (span < size * 1e-9 || low < 0.9 * high))
        low = 0;
    else if (high < 0 && (span < size * 1e-9 || high > 0.9 * low))
        high = 0;

    const Part part = partOf(std::max(std::abs(low), std::abs(high)), unit);
    const double roughly = (high - low) / part.factor / std::max(1, wanted);
    static const std::vector<double> decimal{1, 2, 2.5, 5, 10};
    static const std::vector<double> whole{1, 2, 5, 10};
    double step = roundUp(roughly, unit == ChartUnit::Bytes || unit == ChartUnit::BytesPerSecond ? whole : decimal);
    if ((unit == ChartUnit::Plain || unit == ChartUnit::PerSecond) && part.factor == 1 && step > 1 && step < 5)
        step = std::ceil(step); // 2.5 connections are none
    step *= part.factor;
    if (wholeNumbers && unit == ChartUnit::Plain)
        step = std::max(1.0, step);

    ValueAxis axis;
    axis.step = step;
    const double first = std::floor(low / step + 1e-9);
    const double last = std::ceil(high / step - 1e-9);
    axis.low = first * step;
    axis.high = std::max(last, first + 1) * step;
    for (double i = first; i <= std::max(last, first + 1) && axis.ticks.size() < 64; ++i)
        axis.ticks.push_back(i * step);
    return axis;
}

QString axisText(double value, double step, ChartUnit unit, const QLocale &locale)
{
    if (value == 0 && unit != ChartUnit::Percent && unit != ChartUnit::Ratio)
        return number(0, 0, locale);
    // All labels of an axis are told in the part that its step belongs to, or the next: 0, 512 KiB, 1 MiB.
    const Part part = partOf(std::abs(value), unit);
    // A step is a round number of its own part only: as a fraction of a larger one it would have digits without an end.
    const int most = part.factor == 1 ? 9 : 3;
    return part.pattern.arg(number(value / part.factor, std::min(most, digitsOfStep(step / part.factor)), locale));
}

QString valueText(double value, ChartUnit unit, const QLocale &locale)
{
    if (const std::optional<QString> word = noNumber(value))
        return *word;
    if (unit == ChartUnit::Plain || unit == ChartUnit::PerSecond)
        return plainNumber(value, locale);
    const Part part = partOf(std::abs(value), unit);
    return part.pattern.arg(plainNumber(value / part.factor, locale));
}

QString valueText(const std::optional<double> &value, ChartUnit unit, const QLocale &locale)
{
    return value ? valueText(*value, unit, locale) : format::notGiven();
}

std::vector<TimeTick> timeTicks(qint64 from, qint64 to, int most, const QLocale &locale)
{
    std::vector<TimeTick> ticks;
    if (to <= from || most < 1)
        return ticks;
    static constexpr std::array steps{kSecond,      2 * kSecond,  5 * kSecond, 10 * kSecond, 15 * kSecond, 30 * kSecond,
                                      kMinute,      2 * kMinute,  5 * kMinute, 10 * kMinute, 15 * kMinute, 30 * kMinute,
                                      kHour,        2 * kHour,    3 * kHour,   6 * kHour,    12 * kHour,   kDay,
                                      2 * kDay,     7 * kDay,     14 * kDay,   30 * kDay,    90 * kDay,    365 * kDay};
    qint64 step = steps.back();
    for (const qint64 candidate : steps) {
        if ((to - from) / candidate < most) {
            step = candidate;
            break;
        }
    }
    if (step <= kHour) {
        const qint64 offset = QDateTime::fromMSecsSinceEpoch(from).offsetFromUtc() * kSecond;
        qint64 at = (from + offset) / step * step - offset;
        for (; at <= to; at += step) {
            if (at >= from)
                ticks.push_back({at, timeText(QDateTime::fromMSecsSinceEpoch(at), step, locale)});
        }
        return ticks;
    }
    // Longer steps follow the local clock, also over the days when it is put forward or back.
    const qint64 days = std::max<qint64>(1, step / kDay);
    for (QDate date = QDateTime::fromMSecsSinceEpoch(from).date();
         date.isValid() && date.startOfDay().toMSecsSinceEpoch() <= to && ticks.size() <= size_t(most); date = date.addDays(1)) {
        if (date.toJulianDay() % days != 0)
            continue;
        for (qint64 ofDay = 0; ofDay < kDay; ofDay += std::min(step, kDay)) {
            const QDateTime when(date, QTime::fromMSecsSinceStartOfDay(int(ofDay)));
            const qint64 at = ofDay == 0 ? date.startOfDay().toMSecsSinceEpoch() : when.toMSecsSinceEpoch();
            if (at >= from && at <= to)
                ticks.push_back({at, timeText(when, step, locale)});
        }
    }
    return ticks;
}

std::chrono::milliseconds stepFor(std::chrono::milliseconds range, int pixels, std::chrono::milliseconds shortest)
{
    static constexpr std::array steps{kSecond,      2 * kSecond,  5 * kSecond,  10 * kSecond, 15 * kSecond, 30 * kSecond, kMinute,
                                      2 * kMinute,  5 * kMinute,  10 * kMinute, 15 * kMinute, 30 * kMinute, kHour,        2 * kHour,
                                      3 * kHour,    6 * kHour,    12 * kHour,   kDay};
    const qint64 span = std::max<qint64>(1, range.count());
    const qint64 fine = (span + std::max(1, pixels) - 1) / std::max(1, pixels);
    const qint64 limit = (span + mostSteps - 1) / mostSteps;
    const qint64 needed = std::max({fine, limit, qint64(shortest.count()), qint64(1)});
    for (const qint64 step : steps) {
        if (step >= needed)
            return std::chrono::milliseconds(step);
    }
    return std::chrono::milliseconds((needed + kDay - 1) / kDay * kDay);
}

} // namespace mk
