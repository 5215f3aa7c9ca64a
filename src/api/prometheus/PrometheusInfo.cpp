// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/prometheus/PrometheusInfo.h"

#include "api/prometheus/PrometheusJson.h"
#include "core/Json.h"
#include "core/JsonRead.h"

namespace mk::prometheus {

namespace {

using nlohmann::json;

HttpRequest getOf(const char *path, CallClass callClass = CallClass::Entity)
{
    HttpRequest request;
    request.path = path;
    request.callClass = callClass;
    return request;
}

// The envelope's "data"; moved out of the document.
Result<json> dataOf(const HttpResponse &response)
{
    Result<json> document = parseJson(response.body);
    if (!document)
        return document;
    const Result<json *> data = envelope(*document, nullptr);
    if (!data)
        return fail(data.error());
    return std::move(**data);
}

// A plain, "double" or 'single' quoted scalar as Go's YAML marshaller writes it.
QString scalar(const QString &written)
{
    const QString text = written.trimmed();
    if (text.size() >= 2 && text.startsWith(QLatin1Char('\'')) && text.endsWith(QLatin1Char('\'')))
        return text.mid(1, text.size() - 2).replace(QLatin1String("''"), QLatin1String("'"));
    if (text.size() >= 2 && text.startsWith(QLatin1Char('"')) && text.endsWith(QLatin1Char('"'))) {
        // Its escapes are those of JSON but for \x, \e and the like, which stand for control characters.
        if (const Result<json> parsed = parseJson(text.toUtf8()); parsed && parsed->is_string())
            return QString::fromStdString(parsed->get_ref<const std::string &>());
        return text.mid(1, text.size() - 2);
    }
    return text;
}

class InfoJob final : public Job<Info>
{
public:
    InfoJob(HttpClient *http, QObject *parent) : Job<Info>(parent), m_http(http) { start(); }

protected:
    void onStart() override
    {
        await(m_http->send(buildInfoRequest(), this), [this](const Result<HttpResponse> &response) {
            if (response) {
                take(decodeBuildInfo(*response));
            } else if (response.error().is(ErrorKind::NotFound)) {
                awaitValue(m_http->send(versionRequest(), this),
                           [this](const HttpResponse &version) { take(decodeVersion(version)); });
            } else {
                finishError(response.error());
            }
        });
    }

private:
    void take(const Result<QString> &version)
    {
        if (!version) {
            finishError(version.error());
            return;
        }
        m_info.version = *version;
        await(m_http->send(configRequest(), this), [this](const Result<HttpResponse> &response) {
            if (response) {
                if (const auto labels = decodeExternalLabels(*response)) {
                    m_info.externalLabels = *labels;
                    m_info.externalLabelsKnown = true;
                }
            }
            finish(m_info);
        });
    }
    HttpClient *m_http;
    Info m_info;
};

class TargetsJob final : public Job<TargetCounts>
{
public:
    TargetsJob(HttpClient *http, QObject *parent) : Job<TargetCounts>(parent), m_http(http) { start(); }

protected:
    void onStart() override
    {
        awaitValue(m_http->send(targetsRequest(), this), [this](const HttpResponse &response) {
            // Thousands of targets make many MB.
            await(runOnWorker<TargetCounts>(this, [response](const CancelFlag &) { return decodeTargets(response); }),
                  [this](const Result<TargetCounts> &counts) { finish(counts); });
        });
    }

private:
    HttpClient *m_http;
};

} // namespace

HttpRequest buildInfoRequest()
{
    return getOf("/api/v1/status/buildinfo");
}

HttpRequest versionRequest()
{
    return getOf("/version");
}

HttpRequest configRequest()
{
    return getOf("/api/v1/status/config", CallClass::List);
}

HttpRequest targetsRequest()
{
    return getOf("/api/v1/targets?state=active", CallClass::List);
}

Result<QString> decodeBuildInfo(const HttpResponse &response)
{
    const Result<json> data = dataOf(response);
    if (!data)
        return fail(data.error());
    JsonFields fields(*data, "build information");
    fields.require({"version"});
    const QString version = fields.string("version");
    if (fields.error())
        return fail(*fields.error());
    return version;
}

Result<QString> decodeVersion(const HttpResponse &response)
{
    const Result<json> document = parseJson(response.body);
    if (!document)
        return fail(document.error());
    JsonFields fields(*document, "version");
    fields.require({"version"});
    const QString version = fields.string("version");
    if (fields.error())
        return fail(*fields.error());
    return version;
}

Result<std::map<QString, QString>> decodeExternalLabels(const HttpResponse &response)
{
    const Result<json> data = dataOf(response);
    if (!data)
        return fail(data.error());
    JsonFields fields(*data, "configuration");
    fields.require({"yaml"});
    const QString yaml = fields.string("yaml");
    if (fields.error())
        return fail(*fields.error());
    return externalLabelsOfYaml(yaml);
}

std::map<QString, QString> externalLabelsOfYaml(const QString &yaml)
{
    // global:            at the margin
    //   external_labels: indented by two
    //     name: value    by four
    std::map<QString, QString> labels;
    bool inGlobal = false;
    bool inLabels = false;
    for (const QString &line : yaml.split(QLatin1Char('\n'))) {
        qsizetype indent = 0;
        while (indent < line.size() && line.at(indent) == QLatin1Char(' '))
            ++indent;
        if (indent == line.size())
            continue;
        const QString content = line.mid(indent);
        if (indent == 0) {
            inGlobal = content == QLatin1String("global:");
            inLabels = false;
        } else if (inGlobal && indent == 2) {
            inLabels = content == QLatin1String("external_labels:");
        } else if (inLabels && indent == 4) {
            const qsizetype colon = content.indexOf(QLatin1Char(':')); // a label's name holds none
            if (colon > 0)
                labels.emplace(scalar(content.left(colon)), scalar(content.mid(colon + 1)));
        }
    }
    return labels;
}

Result<TargetCounts> decodeTargets(const HttpResponse &response)
{
    const Result<json> data = dataOf(response);
    if (!data)
        return fail(data.error());
    JsonFields fields(*data, "targets");
    const json *targets = fields.array("activeTargets");
    if (fields.error())
        return fail(*fields.error());
    TargetCounts counts;
    for (const json &target : targets ? *targets : json::array()) {
        JsonFields targetFields(target, "target");
        targetFields.require({"health"});
        const QString health = targetFields.string("health");
        if (targetFields.error())
            return fail(*targetFields.error());
        if (health == QLatin1String("up"))
            ++counts.up;
        else if (health == QLatin1String("down"))
            ++counts.down;
        else
            ++counts.unknown;
    }
    return counts;
}

Job<Info> *fetchInfo(HttpClient *http, QObject *parent)
{
    return new InfoJob(http, parent);
}

Job<TargetCounts> *fetchTargets(HttpClient *http, QObject *parent)
{
    return new TargetsJob(http, parent);
}

} // namespace mk::prometheus
