// SPDX-License-Identifier: GPL-3.0-or-later
#include "Recording.h"
#include "api/prometheus/PrometheusQuery.h"
#include "api/prometheus/PrometheusTargets.h"
#include "support/TestMain.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace mk;
using namespace mk::prometheus;
using mk::test::answerOf;
using mk::test::recorded;
using namespace std::chrono_literals;

namespace {

QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

HttpResponse answer(const char *name)
{
    return recorded(QString(text("prometheus/") + text(name)));
}

Result<QueryResult> decoded(const char *name)
{
    return decodeQuery(answer(name), 1000);
}

} // namespace

// What a real Prometheus 2.42 answered to queries, and what a broken one might.
class TestPrometheusDecode : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void vector()
    {
        const auto result = decoded("query-vector");
        QVERIFY(result.has_value());
        QCOMPARE(result->type, ResultType::Vector);
        QCOMPARE(result->series.size(), size_t(4));
        QCOMPARE(result->seriesInAll, size_t(4));
        QCOMPARE(labelText(result->series[1].labels), text("up{instance=\"127.0.0.1:15692\", job=\"rabbitmq\"}"));
        QCOMPARE(result->series[1].points, (std::vector<Point>{{1795393846580, 1}}));
        QVERIFY(decoded("query-vector-empty")->series.empty());
        // Bounded, and it says so.
        const auto bounded = decodeQuery(answer("query-vector"), 2);
        QCOMPARE(bounded->series.size(), size_t(2));
        QCOMPARE(bounded->seriesInAll, size_t(4));
    }

    void matrix()
    {
        const auto result = decoded("range-gaps");
        QVERIFY(result.has_value());
        QCOMPARE(result->type, ResultType::Matrix);
        QCOMPARE(result->series.size(), size_t(4));
        QCOMPARE(result->series[0].points, (std::vector<Point>{{1795393786000, 0}, {1795393846000, 0}}));
        QCOMPARE(decoded("query-matrix")->type, ResultType::Matrix); // raw samples of an instant query
        QCOMPARE(decoded("range-scalar")->series.size(), size_t(1));
        QVERIFY(decoded("range-empty")->series.empty());
    }

    void scalarAndString()
    {
        const auto scalar = decoded("query-scalar");
        QCOMPARE(scalar->type, ResultType::Scalar);
        QCOMPARE(scalar->series.at(0).points.at(0).value, 42.5);
        QVERIFY(scalar->series.at(0).labels.empty());
        const auto string = decoded("query-string");
        QCOMPARE(string->type, ResultType::String);
        QCOMPARE(string->text, text("hello ü"));
    }

    void numbersOfEveryKind()
    {
        QVERIFY(std::isnan(decoded("query-nan")->series.at(0).points.at(0).value));
        QCOMPARE(decoded("query-inf")->series.at(0).points.at(0).value, std::numeric_limits<double>::infinity());
        QCOMPARE(decoded("query-minus-inf")->series.at(0).points.at(0).value, -std::numeric_limits<double>::infinity());
        QCOMPARE(decoded("query-large")->series.at(0).points.at(0).value, 123456789012345680.0);
        QCOMPARE(decoded("query-small")->series.at(0).points.at(0).value, 1.23e-7);
        const auto range = decoded("range-nan");
        for (const Point &point : range->series.at(0).points)
            QVERIFY(std::isnan(point.value));
        QCOMPARE(parseNumber("1e+06"), std::optional(1e6));
        QCOMPARE(parseNumber("-0"), std::optional(-0.0));
        QCOMPARE(parseNumber("1e999"), std::optional(std::numeric_limits<double>::max()));
        for (const char *wrong : {"", " 1", "1 ", "1,5", "nan", "infinity", "0x10", "1.5.2"})
            QVERIFY2(!parseNumber(wrong), wrong);
    }

    void whatTheServerRefuses()
    {
        const auto broken = decoded("query-bad");
        QVERIFY(!broken);
        QCOMPARE(broken.error().kind, ErrorKind::BadRequest);
        QCOMPARE(broken.error().reason, text("prometheus.query"));
        QCOMPARE(broken.error().httpStatus, 400);
        QCOMPARE(broken.error().args.value(text("line")).toInt(), 1);
        QCOMPARE(broken.error().args.value(text("column")).toInt(), 4);
        QCOMPARE(broken.error().serverMessage, text("unexpected end of input inside braces"));
        QCOMPARE(decoded("query-bad-function").error().args.value(text("column")).toInt(), 1);
        const auto many = decoded("query-many-to-many");
        QCOMPARE(many.error().kind, ErrorKind::BadRequest);
        QVERIFY(many.error().serverMessage.startsWith(text("found duplicate series")));
        QVERIFY(many.error().args.isEmpty());
        const auto late = decoded("query-timeout");
        QCOMPARE(late.error().kind, ErrorKind::Timeout);
        QCOMPARE(late.error().reason, text("prometheus.query-timeout"));
        QVERIFY(decoded("range-11002-points").error().serverMessage.contains(text("11,000 points")));
        QCOMPARE(decoded("range-string").error().kind, ErrorKind::BadRequest);
        // Before it is ready, and from what is no Prometheus at all.
        const auto replaying = decodeQuery(answerOf("Service Unavailable", 503), 10);
        QCOMPARE(replaying.error().kind, ErrorKind::Server);
        QCOMPARE(replaying.error().serverMessage, text("Service Unavailable"));
        QCOMPARE(decoded("unknown-path").error().kind, ErrorKind::NotFound);
    }

    void warningsComeAlong()
    {
        const auto result = decodeQuery(answerOf("{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]},"
                                                 "\"warnings\":[\"half is missing\"],\"infos\":[\"metric might not be a counter\"]}"),
                                        10);
        QCOMPARE(result->warnings, (QStringList{text("half is missing"), text("metric might not be a counter")}));
    }

    void nativeHistogramsAreCounted()
    {
        const auto instant = decodeQuery(
            answerOf("{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"metric\":{\"__name__\":\"h\"},"
                     "\"histogram\":[1700000000,{\"count\":\"3\",\"sum\":\"1.5\",\"buckets\":[]}]}]}}"),
            10);
        QCOMPARE(instant->series.at(0).histograms, 1);
        QVERIFY(instant->series.at(0).points.empty());
        const auto range = decodeQuery(
            answerOf("{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"metric\":{},"
                     "\"histograms\":[[1,{}],[2,{}]]}]}}"),
            10);
        QCOMPARE(range->series.at(0).histograms, 2);
    }

    void nonsenseIsUnreadable_data()
    {
        QTest::addColumn<QByteArray>("body");
        const auto wrap = [](const QByteArray &data) { return QByteArray("{\"status\":\"success\",\"data\":" + data + "}"); };
        const auto vector = [wrap](const QByteArray &entry) {
            return wrap("{\"resultType\":\"vector\",\"result\":[" + entry + "]}");
        };
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("page") << QByteArray("<html></html>");
        QTest::newRow("array") << QByteArray("[]");
        QTest::newRow("no data") << QByteArray("{\"status\":\"success\"}");
        QTest::newRow("error with 200") << QByteArray("{\"status\":\"error\",\"data\":{\"resultType\":\"vector\",\"result\":[]}}");
        QTest::newRow("data is a list") << wrap("[]");
        QTest::newRow("no type") << wrap("{\"result\":[]}");
        QTest::newRow("unknown type") << wrap("{\"resultType\":\"cube\",\"result\":[]}");
        QTest::newRow("result is an object") << wrap("{\"resultType\":\"vector\",\"result\":{}}");
        QTest::newRow("entry is a number") << vector("1");
        QTest::newRow("labels are numbers") << vector("{\"metric\":{\"a\":1},\"value\":[1,\"1\"]}");
        QTest::newRow("value is a number") << vector("{\"metric\":{},\"value\":[1,1]}");
        QTest::newRow("value of three") << vector("{\"metric\":{},\"value\":[1,\"1\",2]}");
        QTest::newRow("value is a word") << vector("{\"metric\":{},\"value\":[1,\"much\"]}");
        QTest::newRow("time is a word") << vector("{\"metric\":{},\"value\":[\"1\",\"1\"]}");
        QTest::newRow("time beyond all") << vector("{\"metric\":{},\"value\":[1e300,\"1\"]}");
        QTest::newRow("scalar of one") << wrap("{\"resultType\":\"scalar\",\"result\":[1]}");
        QTest::newRow("values are an object")
            << wrap("{\"resultType\":\"matrix\",\"result\":[{\"metric\":{},\"values\":{}}]}");
        QTest::newRow("too deep") << QByteArray(100'000, '[');
    }
    void nonsenseIsUnreadable()
    {
        QFETCH(QByteArray, body);
        const auto result = decodeQuery(answerOf(body), 10);
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ErrorKind::Unreadable);
    }

    void requestsSayWhatIsAsked()
    {
        const HttpRequest instant = instantRequest({.text = text("up{job=\"a b\"} + 1"), .at = 1795393846580});
        QCOMPARE(instant.method, QByteArray("POST"));
        QCOMPARE(instant.path, QByteArray("/api/v1/query"));
        QCOMPARE(instant.body, QByteArray("query=up%7Bjob%3D%22a%20b%22%7D%20%2B%201&timeout=30s&time=1795393846.580"));
        QVERIFY(isReadingRequest(System::Prometheus, instant));
        const HttpRequest range = rangeRequest({.text = text("up"), .from = 1000, .to = 61'000, .step = 500ms});
        QCOMPARE(range.body, QByteArray("query=up&start=1&end=61&step=0.500&timeout=30s"));
        QVERIFY(isReadingRequest(System::Prometheus, range));
    }

    void endsStandOnWholeSteps()
    {
        const RangeQuery aligned = alignedRange({.text = {}, .from = 1'795'393'786'123, .to = 1'795'393'846'999, .step = 15s});
        QCOMPARE(aligned.from % 15'000, 0);
        QCOMPARE(aligned.to % 15'000, 0);
        QVERIFY(aligned.from <= 1'795'393'786'123 && aligned.to <= 1'795'393'846'999);
        // The same moments a little later.
        QCOMPARE(alignedRange({.text = {}, .from = 1'795'393'786'500, .to = 1'795'393'847'100, .step = 15s}).from, aligned.from);
    }

    void labelsAsPromQL()
    {
        QCOMPARE(labelText({}), text("{}"));
        QCOMPARE(labelText({{text("__name__"), text("up")}}), text("up"));
        QCOMPARE(labelText({{text("a"), text("x\"y\\z\n")}}), text("{a=\"x\\\"y\\\\z\\n\"}"));
    }

    void namesAndMetadata()
    {
        const auto names = decodeNames(answer("label-values-names"));
        QVERIFY(names && names->size() > 500 && names->contains(text("up")));
        const auto metadata = decodeMetadata(answer("metadata"));
        QVERIFY(metadata.has_value());
        QCOMPARE(metadata->at(text("rabbitmq_queues")), (MetricInfo{text("gauge"), text("Queues available")}));
        QVERIFY(decodeMetadata(answerOf("404 page not found", 404))->empty()); // before 2.4
        QVERIFY(!decodeMetadata(answerOf("{\"status\":\"success\",\"data\":[]}")));
        QVERIFY(!decodeNames(answerOf("{\"status\":\"success\",\"data\":[1]}")));
    }

    void targets()
    {
        const auto targets = decodeTargetList(answer("targets-active"));
        QVERIFY(targets.has_value());
        QCOMPARE(targets->size(), size_t(4));
        int down = 0;
        for (const Target &target : *targets) {
            QVERIFY(!target.job().isEmpty() && !target.scrapeUrl.isEmpty());
            QCOMPARE(target.interval, std::optional<std::chrono::milliseconds>(5s));
            QVERIFY(target.lastScrape.isValid());
            QCOMPARE(target.health == Health::Down, !target.lastError.isEmpty());
            down += target.health == Health::Down;
        }
        QCOMPARE(down, 1);
        std::vector<Target> mixed(3);
        mixed[0].interval = 60s;
        mixed[1].interval = 5s;
        QCOMPARE(scrapeIntervals(mixed).shortest, std::chrono::milliseconds(5s));
        QCOMPARE(scrapeIntervals(mixed).longest, std::chrono::milliseconds(60s));
        QCOMPARE(scrapeIntervals({}).longest, std::chrono::milliseconds(15s));
        QVERIFY(!decodeTargetList(answerOf("{\"status\":\"success\",\"data\":{\"activeTargets\":[{}]}}")));
        const auto old = decodeTargetList(answerOf("{\"status\":\"success\",\"data\":{\"activeTargets\":[{\"labels\":{\"job\":\"gateway\"},"
                                                   "\"scrapeUrl\":\"http://kong:8001/prometheus/metrics\",\"lastError\":\"\","
                                                   "\"lastScrape\":\"0001-01-01T00:00:00Z\",\"health\":\"unknown\"}]}}"));
        QVERIFY(old.has_value());
        QCOMPARE(old->at(0).scrapePool, text("gateway"));
        QVERIFY(!old->at(0).lastScrape.isValid() && !old->at(0).interval);
    }

    void durations()
    {
        QCOMPARE(parseDuration(text("15s")), std::optional<std::chrono::milliseconds>(15s));
        QCOMPARE(parseDuration(text("1m30s")), std::optional<std::chrono::milliseconds>(90s));
        QCOMPARE(parseDuration(text("500ms")), std::optional<std::chrono::milliseconds>(500ms));
        QCOMPARE(parseDuration(text("1d")), std::optional<std::chrono::milliseconds>(24h));
        for (const char *wrong : {"", "15", "s", "1s1m", "-1s", "1.5s"})
            QVERIFY2(!parseDuration(text(wrong)), wrong);
    }

    void figures()
    {
        QVERIFY(figuresRequest().path.startsWith("/api/v1/query?query=label_replace%28count%28up%20%3D%3D%201%29"));
        const auto figures = decodeFigures(answerOf("{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":["
                                                 "{\"metric\":{\"figure\":\"targetsUp\"},\"value\":[1,\"3\"]},"
                                                 "{\"metric\":{\"figure\":\"series\"},\"value\":[1,\"NaN\"]},"
                                                 "{\"metric\":{},\"value\":[1,\"7\"]}]}}"));
        QVERIFY(decodeFigures(answer("unknown-path")).empty());
        QVERIFY(figures == (std::map<QString, qint64>{{text("targetsUp"), 3}}));
    }
};

MK_TEST_CLASS(TestPrometheusDecode)
#include "TestPrometheusDecode.moc"
