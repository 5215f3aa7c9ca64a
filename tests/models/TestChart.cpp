// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/ChartScale.h"
#include "models/SeriesBuffer.h"
#include "models/SeriesTable.h"
#include "support/TestMain.h"

#include <QAbstractItemModelTester>
#include <QTest>

#include <cmath>
#include <limits>
#include <random>

using namespace mk;
using namespace std::chrono_literals;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kInf = std::numeric_limits<double>::infinity();
const QLocale english(QLocale::English, QLocale::UnitedStates);

qint64 at(int hour, int minute = 0, int second = 0)
{
    return QDateTime(QDate(2026, 11, 26), QTime(hour, minute, second), Qt::UTC).toMSecsSinceEpoch();
}

QStringList listOf(const char *joined)
{
    return QString::fromUtf8(joined).split(QLatin1Char('|'));
}

QStringList textsOf(const std::vector<TimeTick> &ticks)
{
    QStringList texts;
    for (const TimeTick &tick : ticks)
        texts.append(tick.text);
    return texts;
}

} // namespace

// What charts are made of: samples, reduction, axes, steps, texts, tables. No pixels.
class TestChart : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void samplesAreSortedAndUnique()
    {
        const SeriesBuffer buffer({{30, 3}, {10, 1}, {20, 2}, {20, 22}}, 10);
        QCOMPARE(buffer.samples(), (std::vector<ChartSample>{{10, 1}, {20, 22}, {30, 3}}));
    }

    void appendReplacesTheTail()
    {
        SeriesBuffer buffer({{10, 1}, {20, 2}, {30, 3}}, 10);
        buffer.append({{30, 33}, {40, 4}});
        QCOMPARE(buffer.samples(), (std::vector<ChartSample>{{10, 1}, {20, 2}, {30, 33}, {40, 4}}));
        buffer.append({});
        buffer.dropBefore(20);
        QCOMPARE(buffer.samples().front().at, 20);
        QCOMPARE(buffer.samples().size(), size_t(3));
    }

    void summaryLeavesOutWhatIsNoNumber()
    {
        const SeriesBuffer buffer({{10, 5}, {20, kNaN}, {30, kInf}, {40, -2}, {50, kNaN}}, 10);
        const auto all = buffer.summary(0, 100);
        QCOMPARE(all.min, std::optional(-2.0));
        QCOMPARE(all.max, std::optional(5.0));
        QVERIFY(all.last && std::isnan(*all.last));
        QVERIFY(all.hasInfinite);
        const auto none = buffer.summary(60, 100);
        QVERIFY(!none.min && !none.max && !none.last);
    }

    void valueAtTheCrosshair()
    {
        const SeriesBuffer buffer({{100, 1}, {200, 2}, {900, 9}}, 100);
        QCOMPARE(buffer.valueAt(140), std::optional(1.0));
        QCOMPARE(buffer.valueAt(160), std::optional(2.0));
        QVERIFY(!buffer.valueAt(550)); // in the gap
        QVERIFY(!SeriesBuffer().valueAt(1));
    }

    void reductionKeepsExtremes()
    {
        std::mt19937 random(7);
        std::uniform_real_distribution<double> noise(-1, 1);
        std::vector<ChartSample> samples;
        for (int i = 0; i < 100'000; ++i)
            samples.push_back({i * 10, noise(random)});
        samples[4321].value = 50;
        samples[77'777].value = -60;
        const SeriesBuffer buffer(samples, 10);
        constexpr int columns = 800;
        const ReducedSeries reduced = buffer.reduced(0, 999'990, columns);
        QCOMPARE(reduced.starts, std::vector<size_t>{0});
        QVERIFY(reduced.points.size() <= size_t(columns + 1) * 4);
        QVERIFY(std::is_sorted(reduced.points.begin(), reduced.points.end(),
                               [](const ChartSample &a, const ChartSample &b) { return a.at < b.at; }));
        const auto [low, high] = std::minmax_element(reduced.points.begin(), reduced.points.end(),
                                                     [](const ChartSample &a, const ChartSample &b) { return a.value < b.value; });
        QCOMPARE(*low, (ChartSample{777'770, -60}));
        QCOMPARE(*high, (ChartSample{43'210, 50}));
        QCOMPARE(reduced.points.front(), samples.front());
        QCOMPARE(reduced.points.back(), samples.back());
    }

    void reductionOfFewSamplesIsTheSamples()
    {
        const SeriesBuffer buffer({{0, 1}, {10, 2}, {20, 0}}, 10);
        QCOMPARE(buffer.reduced(0, 20, 500).points, buffer.samples());
    }

    void reductionTakesOneSampleBeyondEachEdge()
    {
        const SeriesBuffer buffer({{0, 1}, {10, 2}, {20, 3}, {30, 4}, {40, 5}}, 10);
        const ReducedSeries reduced = buffer.reduced(15, 25, 100);
        QCOMPARE(reduced.points, (std::vector<ChartSample>{{10, 2}, {20, 3}, {30, 4}}));
    }

    void gapsBreakTheLine()
    {
        // 16 is more than one and a half steps; 15 is not.
        const SeriesBuffer buffer({{0, 1}, {10, 1}, {25, 1}, {41, 1}, {51, kNaN}, {61, 1}, {71, 1}, {81, kInf}, {91, 1}}, 10);
        const ReducedSeries reduced = buffer.reduced(0, 100, 1000);
        QCOMPARE(reduced.starts, (std::vector<size_t>{0, 3, 4, 6}));
        QCOMPARE(reduced.points.size(), size_t(7));
        QCOMPARE(reduced.infinite, (std::vector<ChartSample>{{81, kInf}}));
    }

    void reductionOfNothing()
    {
        QVERIFY(SeriesBuffer().reduced(0, 10, 10).points.empty());
        QVERIFY(SeriesBuffer({{1, 1}}, 1).reduced(10, 10, 10).points.empty());
        QVERIFY(SeriesBuffer({{1, 1}}, 1).reduced(0, 10, 0).points.empty());
    }

    void stepFollowsWidthAndLimit_data()
    {
        QTest::addColumn<qint64>("range");
        QTest::addColumn<int>("pixels");
        QTest::addColumn<qint64>("shortest");
        QTest::addColumn<qint64>("step");
        const auto ms = [](auto value) { return qint64(std::chrono::milliseconds(value).count()); };
        QTest::newRow("5 minutes") << ms(5min) << 500 << ms(1s) << ms(1s);
        QTest::newRow("1 hour") << ms(1h) << 500 << ms(1s) << ms(10s);
        QTest::newRow("1 hour, scraped every 15 s") << ms(1h) << 500 << ms(15s) << ms(15s);
        QTest::newRow("30 days") << ms(24h * 30) << 500 << ms(1s) << ms(2h);
        QTest::newRow("as fine as the server lets") << ms(24h * 30) << 100'000 << ms(1s) << ms(5min);
        QTest::newRow("exactly the limit") << ms(11'000s) << 100'000 << ms(1s) << ms(1s);
        QTest::newRow("one over it") << ms(11'001s) << 100'000 << ms(1s) << ms(2s);
        QTest::newRow("a century") << ms(24h * 36'500) << 100 << ms(1s) << ms(24h * 365);
        QTest::newRow("no width") << ms(1h) << 0 << ms(1s) << ms(1h);
        QTest::newRow("no range") << qint64(0) << 500 << ms(1s) << ms(1s);
    }
    void stepFollowsWidthAndLimit()
    {
        QFETCH(qint64, range);
        QFETCH(int, pixels);
        QFETCH(qint64, shortest);
        QFETCH(qint64, step);
        const auto chosen = stepFor(std::chrono::milliseconds(range), pixels, std::chrono::milliseconds(shortest));
        QCOMPARE(qint64(chosen.count()), step);
        QVERIFY(range / chosen.count() <= mostSteps);
    }

    void valueAxes_data()
    {
        QTest::addColumn<double>("low");
        QTest::addColumn<double>("high");
        QTest::addColumn<ChartUnit>("unit");
        QTest::addColumn<QStringList>("labels");
        const auto row = [](const char *name, double low, double high, ChartUnit unit, const QStringList &labels) {
            QTest::newRow(name) << low << high << unit << labels;
        };
        row("from zero", 2.8, 362.9, ChartUnit::PerSecond, listOf("0|100|200|300|400"));
        row("thousands", 0, 1204, ChartUnit::Plain, listOf("0|500|1,000|1,500"));
        row("whole things", 0, 9, ChartUnit::Plain, listOf("0|3|6|9"));
        row("small", 0, 0.3, ChartUnit::PerSecond, listOf("0|0.1|0.2|0.3"));
        row("smaller", 0.00127, 0.00151, ChartUnit::Plain, listOf("0|0.0005|0.0010|0.0015|0.0020"));
        row("nothing", 0, 0, ChartUnit::Plain, QStringList());
        row("flat", 5, 5, ChartUnit::Plain, listOf("0|2|4|6"));
        row("far from zero", 1000, 1008, ChartUnit::Plain, listOf("1,000|1,002|1,004|1,006|1,008"));
        row("below zero", -3, 4, ChartUnit::Plain, listOf("-4|-2|0|2|4"));
        row("bytes", 0, 70.0 * 1024 * 1024, ChartUnit::Bytes, listOf("0|20 MiB|40 MiB|60 MiB|80 MiB"));
        row("milliseconds", 0, 0.42, ChartUnit::Seconds, QStringList());
        row("ratio", 0, 0.35, ChartUnit::Ratio, listOf("0%|10%|20%|30%|40%"));
    }
    void valueAxes()
    {
        QFETCH(double, low);
        QFETCH(double, high);
        QFETCH(ChartUnit, unit);
        QFETCH(QStringList, labels);
        const ValueAxis axis = valueAxis(low, high, unit);
        QVERIFY(axis.low <= low && axis.high >= high);
        QVERIFY(axis.ticks.size() >= 2 && axis.ticks.size() <= 7);
        QStringList texts;
        for (const double tick : axis.ticks)
            texts.append(axisText(tick, axis.step, unit, english));
        QCOMPARE(QSet<QString>(texts.cbegin(), texts.cend()).size(), texts.size());
        if (!labels.isEmpty())
            QCOMPARE(texts, labels);
    }

    void wholeNumbersHaveNoTickBetween()
    {
        const ValueAxis one = valueAxis(0, 1, ChartUnit::Plain, true);
        QCOMPARE(one.ticks, (std::vector<double>{0, 1}));
        const ValueAxis three = valueAxis(0, 3, ChartUnit::Plain, true);
        QCOMPARE(three.ticks, (std::vector<double>{0, 1, 2, 3}));
        QVERIFY(valueAxis(0, 1, ChartUnit::Plain).ticks.size() > 2);
        QVERIFY(valueAxis(0, 1, ChartUnit::Ratio, true).ticks.size() > 2); // 50% is something
    }

    void axisOfNonsense()
    {
        for (const auto &[low, high] : std::vector<std::pair<double, double>>{{kNaN, 1}, {0, kInf}, {5, 1}, {-1e308, 1e308}}) {
            const ValueAxis axis = valueAxis(low, high, ChartUnit::Plain);
            QCOMPARE(axis.low, 0.0);
            QCOMPARE(axis.high, 1.0);
        }
        const ValueAxis tiny = valueAxis(0, 1e-300, ChartUnit::Plain);
        QVERIFY(tiny.high > 0 && tiny.ticks.size() < 10);
        const ValueAxis huge = valueAxis(0, 1e299, ChartUnit::Bytes);
        QVERIFY(huge.high >= 1e299 && huge.ticks.size() < 10);
    }

    void values_data()
    {
        QTest::addColumn<double>("value");
        QTest::addColumn<ChartUnit>("unit");
        QTest::addColumn<QString>("text");
        const auto row = [](double value, ChartUnit unit, const char *text) {
            QTest::newRow(text) << value << unit << QString::fromUtf8(text);
        };
        row(318.62, ChartUnit::PerSecond, "318.6");
        row(12, ChartUnit::Plain, "12");
        row(1204, ChartUnit::Plain, "1,204");
        row(1.2345, ChartUnit::Plain, "1.23");
        row(0.01234, ChartUnit::Plain, "0.0123");
        row(0.5, ChartUnit::Plain, "0.5");
        row(-0.0, ChartUnit::Plain, "0");
        row(kNaN, ChartUnit::Bytes, "NaN");
        row(kInf, ChartUnit::Seconds, "+Inf");
        row(-kInf, ChartUnit::Percent, "-Inf");
        row(1.5 * 1024 * 1024, ChartUnit::Bytes, "1.50 MiB");
        row(2048, ChartUnit::BytesPerSecond, "2 KiB/s");
        row(0.0123, ChartUnit::Seconds, "12.3 ms");
        row(90, ChartUnit::Seconds, "90 s");
        row(320, ChartUnit::Milliseconds, "320 ms");
        row(1500, ChartUnit::Milliseconds, "1.50 s");
        row(45.27, ChartUnit::Percent, "45.3%");
        row(0.25, ChartUnit::Ratio, "25%");
    }
    void values()
    {
        QFETCH(double, value);
        QFETCH(ChartUnit, unit);
        QFETCH(QString, text);
        QCOMPARE(valueText(value, unit, english), text);
    }

    void absentValueIsADash() { QCOMPARE(valueText(std::optional<double>(), ChartUnit::Plain), QString(QChar(0x2013))); }

    void timesAreRound()
    {
        QCOMPARE(textsOf(timeTicks(at(13, 5, 7), at(14, 5, 7), 5, english)), listOf("13:15|13:30|13:45|14:00"));
        QCOMPARE(textsOf(timeTicks(at(13, 5, 7), at(13, 5, 52), 4, english)), listOf("13:05:15|13:05:30|13:05:45"));
        QCOMPARE(textsOf(timeTicks(at(20), at(20) + 12 * 3'600'000, 5, english)), listOf("21:00|27 Nov|03:00|06:00"));
        const auto days = timeTicks(at(0), at(0) + 30LL * 86'400'000, 6, english);
        QVERIFY(days.size() >= 3 && days.size() <= 6);
        QVERIFY(timeTicks(5, 5, 5).empty());
        QVERIFY(timeTicks(0, 4'000'000'000'000, 5).size() <= 6);
    }

    void tableHasARowForEachMoment()
    {
        const auto a = std::make_shared<const SeriesBuffer>(std::vector<ChartSample>{{at(12), 1}, {at(12, 1), kNaN}}, 60'000);
        const auto b = std::make_shared<const SeriesBuffer>(std::vector<ChartSample>{{at(12, 1), 2.5}, {at(12, 2), -kInf}}, 60'000);
        SeriesTable table;
        const QAbstractItemModelTester tester(&table);
        table.setSeries({{QStringLiteral("a"), a}, {QStringLiteral("b"), b}}, ChartUnit::Plain, at(12), at(12, 2));
        QCOMPARE(table.rowCount(), 3);
        QCOMPARE(table.columnCount(), 3);
        QCOMPARE(table.headerData(2, Qt::Horizontal, Qt::DisplayRole).toString(), QStringLiteral("b"));
        QCOMPARE(table.index(0, 2).data().toString(), QStringLiteral("-Inf")); // newest first
        QCOMPARE(table.index(0, 1).data().toString(), QString(QChar(0x2013)));
        QCOMPARE(table.index(1, 1).data().toString(), QStringLiteral("NaN"));
        table.setSeries({{QStringLiteral("a"), a}}, ChartUnit::Plain, at(12), at(12));
        QCOMPARE(table.rowCount(), 1);
    }

    void csvIsExact()
    {
        const auto a = std::make_shared<const SeriesBuffer>(std::vector<ChartSample>{{at(12), 0.1}, {at(12, 1), kNaN}, {at(12, 2), 1e21}});
        const auto b = std::make_shared<const SeriesBuffer>(std::vector<ChartSample>{{at(12, 1), -kInf}});
        const QByteArray csv = SeriesTable::toCsv({{QStringLiteral("=cmd"), a}, {QStringLiteral("x,\"y\""), b}}, at(12), at(12, 1));
        QCOMPARE(csv, QByteArray("time,'=cmd,\"x,\"\"y\"\"\"\r\n"
                                 "2026-11-26T12:00:00.000Z,0.1,\r\n"
                                 "2026-11-26T12:01:00.000Z,NaN,-Inf\r\n"));
    }
};

MK_TEST_CLASS(TestChart)
#include "TestChart.moc"
