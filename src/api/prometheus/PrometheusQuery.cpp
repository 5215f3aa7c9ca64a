// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/prometheus/PrometheusQuery.h"

#include "api/prometheus/PrometheusJson.h"
#include "core/Json.h"
#include "core/JsonRead.h"
#include "net/HttpErrors.h"

#include <QDateTime>
#include <QRegularExpression>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

namespace mk::prometheus {

namespace {

using nlohmann::json;

constexpr qint64 mostBytes = 32 * 1024 * 1024; // some 1.5 million points: more than a screen has pixels

QByteArray seconds(qint64 ms)
{
    QByteArray text = QByteArray::number(ms / 1000);
    if (ms % 1000 != 0)
        text += '.' + QByteArray::number(1000 + std::abs(ms % 1000)).mid(1);
    return text;
}

HttpRequest form(const char *path, const QList<std::pair<QByteArray, QByteArray>> &fields, std::chrono::seconds timeout)
{
    HttpRequest request;
    request.method = "POST"; // a query may be longer than a URL
    request.path = path;
    request.contentType = "application/x-www-form-urlencoded";
    request.callClass = CallClass::List;
    request.maxBytes = mostBytes;
    request.inactivityTimeout = timeout + std::chrono::seconds(5); // the server's own time-out speaks first
    request.totalTimeout = timeout + std::chrono::seconds(60);
    request.expected = {400, 422, 503};
    for (const auto &[name, value] : fields) {
        if (!request.body.isEmpty())
            request.body += '&';
        request.body += name + '=' + value;
    }
    return request;
}

// [1700000000.123,"1.5"]
std::optional<Point> pointOf(const json &pair)
{
    if (!pair.is_array() || pair.size() != 2 || !pair[0].is_number() || !pair[1].is_string())
        return std::nullopt;
    const double at = pair[0].get<double>() * 1000;
    const std::optional<double> value = parseNumber(pair[1].get_ref<const std::string &>());
    if (!value || !(std::abs(at) < 9e15))
        return std::nullopt;
    return Point{qint64(std::llround(at)), *value};
}

Result<Labels> labelsOf(const json &entry)
{
    JsonFields fields(entry, "series");
    Labels labels = fields.stringMap("metric");
    if (fields.error())
        return fail(*fields.error());
    return labels;
}

Result<Series> seriesOf(const json &entry, ResultType type)
{
    Result<Labels> labels = labelsOf(entry);
    if (!labels)
        return fail(labels.error());
    Series series;
    series.labels = std::move(*labels);
    if (type == ResultType::Vector) {
        if (entry.contains("value")) {
            const std::optional<Point> point = pointOf(entry["value"]);
            if (!point)
                return fail(unreadableShape(QStringLiteral("a sample is no pair of time and number")));
            series.points.push_back(*point);
        }
        series.histograms = entry.contains("histogram") ? 1 : 0;
        return series;
    }
    JsonFields fields(entry, "series");
    const json *values = fields.array("values");
    const json *histograms = fields.array("histograms");
    if (fields.error())
        return fail(*fields.error());
    series.histograms = histograms ? int(histograms->size()) : 0;
    if (values) {
        series.points.reserve(values->size());
        for (const json &pair : *values) {
            const std::optional<Point> point = pointOf(pair);
            if (!point)
                return fail(unreadableShape(QStringLiteral("a sample is no pair of time and number")));
            series.points.push_back(*point);
        }
    }
    return series;
}

template <class T>
class QueryJob final : public Job<T>
{
public:
    using Decode = std::function<Result<T>(const HttpResponse &)>;
    QueryJob(HttpClient *http, HttpRequest request, Decode decode, QObject *parent)
        : Job<T>(parent), m_http(http), m_request(std::move(request)), m_decode(std::move(decode))
    {
        this->start();
    }

protected:
    void onStart() override
    {
        this->awaitValue(m_http->send(m_request, this), [this](const HttpResponse &response) {
            this->await(runOnWorker<T>(this, [response, decode = m_decode](const CancelFlag &) { return decode(response); }),
                        [this](const Result<T> &result) {
                            if (result) {
                                this->finish(result);
                                return;
                            }
                            Error error = result.error();
                            const HttpLogEntry call = m_http->describe(m_request);
                            error.endpoint = call.endpoint;
                            error.request = QString(call.method + QLatin1Char(' ') + QString::fromLatin1(m_request.path));
                            error.serverMessage = m_http->redactor().text(error.serverMessage);
                            this->finishError(error);
                        });
        });
    }

private:
    HttpClient *m_http;
    HttpRequest m_request;
    Decode m_decode;
};

} // namespace

RangeQuery alignedRange(RangeQuery query)
{
    const qint64 step = std::max<qint64>(1, query.step.count());
    query.from = query.from / step * step;
    query.to = std::max(query.from, query.to / step * step);
    return query;
}

HttpRequest instantRequest(const InstantQuery &query)
{
    QList<std::pair<QByteArray, QByteArray>> fields{{"query", UrlPath::encode(query.text)},
                                                    {"timeout", QByteArray::number(qint64(query.timeout.count())) + 's'}};
    if (query.at)
        fields.append({"time", seconds(*query.at)});
    HttpRequest request = form("/api/v1/query", fields, query.timeout);
    if (query.byGet) {
        request.method = "GET";
        request.path += '?' + request.body;
        request.contentType.clear();
        request.body.clear();
    }
    return request;
}

HttpRequest rangeRequest(const RangeQuery &query)
{
    return form("/api/v1/query_range",
                {{"query", UrlPath::encode(query.text)},
                 {"start", seconds(query.from)},
                 {"end", seconds(query.to)},
                 {"step", seconds(std::max<qint64>(1, query.step.count()))},
                 {"timeout", QByteArray::number(qint64(query.timeout.count())) + 's'}},
                query.timeout);
}

HttpRequest metricNamesRequest()
{
    HttpRequest request;
    request.path = "/api/v1/label/__name__/values";
    request.callClass = CallClass::List;
    return request;
}

HttpRequest metadataRequest()
{
    HttpRequest request;
    request.path = "/api/v1/metadata";
    request.callClass = CallClass::List;
    request.expected = {404};
    return request;
}

std::optional<double> parseNumber(const std::string &text)
{
    if (text == "NaN")
        return std::numeric_limits<double>::quiet_NaN();
    if (text == "+Inf" || text == "Inf")
        return std::numeric_limits<double>::infinity();
    if (text == "-Inf")
        return -std::numeric_limits<double>::infinity();
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error == std::errc::result_out_of_range && end == text.data() + text.size()) // beyond a double: what is nearest
        return text.front() == '-' ? -std::numeric_limits<double>::max() : std::numeric_limits<double>::max();
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value))
        return std::nullopt;
    return value;
}

QString labelText(const Labels &labels)
{
    QString name;
    QStringList parts;
    for (const auto &[label, value] : labels) {
        if (label == QLatin1String("__name__")) {
            name = value;
            continue;
        }
        QString escaped = value;
        escaped.replace(QLatin1Char('\\'), QLatin1String("\\\\")).replace(QLatin1Char('"'), QLatin1String("\\\""));
        escaped.replace(QLatin1Char('\n'), QLatin1String("\\n"));
        parts.append(QString(label + QLatin1String("=\"") + escaped + QLatin1Char('"')));
    }
    if (parts.isEmpty() && !name.isEmpty())
        return name;
    return QString(name + QLatin1Char('{') + parts.join(QLatin1String(", ")) + QLatin1Char('}'));
}

HttpRequest figuresRequest()
{
    const auto figure = [](const char *name, const char *expression) {
        return QStringLiteral("label_replace(%1, \"figure\", \"%2\", \"\", \"\")")
            .arg(QLatin1String(expression), QLatin1String(name));
    };
    const QString query = QStringList{figure("targetsUp", "count(up == 1) or vector(0)"), figure("targetsDown", "count(up == 0) or vector(0)"),
                       figure("alertsFiring", "count(ALERTS{alertstate=\"firing\"}) or vector(0)"),
                       // its own figure where it scrapes itself, else what the last scrapes brought
                       figure("series", "max(prometheus_tsdb_head_series) or sum(scrape_samples_post_metric_relabeling)")}
        .join(QStringLiteral(" or "));
    HttpRequest request;
    request.path = UrlPath("/api/v1/query").query("query", query).encoded();
    return request;
}

std::map<QString, qint64> decodeFigures(const HttpResponse &response)
{
    std::map<QString, qint64> out;
    const Result<QueryResult> result = decodeQuery(response, 100);
    if (!result)
        return out;
    for (const Series &series : result->series) {
        const auto name = series.labels.find(QStringLiteral("figure"));
        if (name == series.labels.end() || series.points.empty())
            continue;
        const double value = series.points.back().value;
        if (value >= 0 && value < 9e15)
            out.emplace(name->second, qint64(value));
    }
    return out;
}

Error queryError(const HttpResponse &response)
{
    Error error = errorFromAnswer(System::Prometheus, response);
    const Result<json> document = parseJson(response.body);
    if (!document || !document->is_object())
        return error;
    JsonFields fields(*document, "error");
    const QString type = fields.string("errorType");
    const QString said = fields.string("error");
    if (fields.error() || type.isEmpty())
        return error;
    error.serverMessage = said.left(4000);
    if (type == QLatin1String("timeout")) {
        error.kind = ErrorKind::Timeout;
        error.reason = QStringLiteral("prometheus.query-timeout");
    } else if (type == QLatin1String("bad_data") || type == QLatin1String("execution")) {
        error.kind = ErrorKind::BadRequest;
        error.reason = QStringLiteral("prometheus.query");
        static const QRegularExpression place(QStringLiteral("(?:^|\\s)(\\d+):(\\d+): (?:parse error: )?(.*)$"),
                                              QRegularExpression::DotMatchesEverythingOption);
        if (const QRegularExpressionMatch match = place.match(said); match.hasMatch()) {
            error.args = {{QStringLiteral("line"), match.captured(1).toInt()},
                          {QStringLiteral("column"), match.captured(2).toInt()}};
            error.serverMessage = match.captured(3).left(4000);
        }
    }
    return error;
}

Result<QueryResult> decodeQuery(const HttpResponse &response, size_t mostSeries)
{
    if (response.status >= 300)
        return fail(queryError(response));
    Result<json> document = parseJson(response.body);
    if (!document)
        return fail(document.error());
    QueryResult result;
    const Result<json *> data = envelope(*document, &result.warnings);
    if (!data)
        return fail(data.error());
    JsonFields fields(**data, "query result");
    fields.require({"resultType"});
    const QString type = fields.string("resultType");
    const json *list = fields.array("result");
    if (fields.error())
        return fail(*fields.error());
    static const json none = json::array();
    list = list ? list : &none; // null: there is none
    if (type == QLatin1String("scalar") || type == QLatin1String("string")) {
        if (list->size() != 2 || !(*list)[1].is_string())
            return fail(unreadableShape(QStringLiteral("a scalar is no pair of time and value")));
        if (type == QLatin1String("string")) {
            result.type = ResultType::String;
            result.text = QString::fromStdString((*list)[1].get_ref<const std::string &>());
            return result;
        }
        result.type = ResultType::Scalar;
        const std::optional<Point> point = pointOf(*list);
        if (!point)
            return fail(unreadableShape(QStringLiteral("a scalar is no number")));
        result.series.push_back({{}, {*point}});
        result.seriesInAll = 1;
        return result;
    }
    if (type != QLatin1String("vector") && type != QLatin1String("matrix"))
        return fail(unreadableShape(QStringLiteral("an unknown type of result")));
    result.type = type == QLatin1String("vector") ? ResultType::Vector : ResultType::Matrix;
    result.seriesInAll = list->size();
    result.series.reserve(std::min(mostSeries, list->size()));
    for (const json &entry : *list) {
        if (result.series.size() >= mostSeries)
            break;
        Result<Series> series = seriesOf(entry, result.type);
        if (!series)
            return fail(series.error());
        result.series.push_back(std::move(*series));
    }
    return result;
}

Result<QStringList> decodeNames(const HttpResponse &response)
{
    Result<json> document = parseJson(response.body);
    if (!document)
        return fail(document.error());
    const Result<json *> data = envelope(*document, nullptr);
    if (!data)
        return fail(data.error());
    JsonFields fields(*document, "label values");
    const QStringList names = fields.strings("data");
    if (fields.error())
        return fail(*fields.error());
    return names;
}

Result<std::map<QString, MetricInfo>> decodeMetadata(const HttpResponse &response)
{
    std::map<QString, MetricInfo> out;
    if (response.status == 404)
        return out;
    Result<json> document = parseJson(response.body);
    if (!document)
        return fail(document.error());
    const Result<json *> data = envelope(*document, nullptr);
    if (!data)
        return fail(data.error());
    if (!(*data)->is_object())
        return fail(unreadableShape(QStringLiteral("metadata is no object")));
    for (const auto &[name, entries] : (*data)->items()) {
        if (!entries.is_array() || entries.empty())
            continue;
        JsonFields fields(entries[0], "metadata"); // targets may differ: the first one speaks
        MetricInfo info{fields.string("type"), fields.string("help")};
        if (fields.error())
            return fail(*fields.error());
        out.emplace(QString::fromStdString(name), std::move(info));
    }
    return out;
}

Job<QueryResult> *query(HttpClient *http, const InstantQuery &query, QObject *parent)
{
    return new QueryJob<QueryResult>(
        http, instantRequest(query), [most = query.mostSeries](const HttpResponse &r) { return decodeQuery(r, most); }, parent);
}

Job<QueryResult> *queryRange(HttpClient *http, const RangeQuery &query, QObject *parent)
{
    return new QueryJob<QueryResult>(
        http, rangeRequest(query), [most = query.mostSeries](const HttpResponse &r) { return decodeQuery(r, most); }, parent);
}

Job<QStringList> *fetchMetricNames(HttpClient *http, QObject *parent)
{
    return new QueryJob<QStringList>(http, metricNamesRequest(), decodeNames, parent);
}

Job<std::map<QString, MetricInfo>> *fetchMetadata(HttpClient *http, QObject *parent)
{
    return new QueryJob<std::map<QString, MetricInfo>>(http, metadataRequest(), decodeMetadata, parent);
}

} // namespace mk::prometheus
