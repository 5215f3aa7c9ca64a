// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/prometheus/PrometheusRules.h"

#include "api/prometheus/PrometheusJson.h"
#include "core/Json.h"
#include "core/JsonRead.h"

namespace mk::prometheus {

namespace {

constexpr size_t kMostRules = 20'000;

} // namespace

HttpRequest rulesRequest()
{
    HttpRequest request;
    request.path = "/api/v1/rules";
    return request;
}

Result<std::vector<Rule>> decodeRules(const HttpResponse &response)
{
    Result<nlohmann::json> document = parseJson(response.body);
    if (!document)
        return fail(document.error());
    const Result<nlohmann::json *> data = envelope(*document, nullptr);
    if (!data)
        return fail(data.error());
    JsonFields fields(**data, "rules");
    const nlohmann::json *groups = fields.array("groups");
    if (fields.error())
        return fail(*fields.error());
    std::vector<Rule> rules;
    if (!groups)
        return rules;
    for (const nlohmann::json &group : *groups) {
        JsonFields ofGroup(group, "rule group");
        const QString name = ofGroup.string("name");
        const nlohmann::json *list = ofGroup.array("rules");
        if (ofGroup.error())
            return fail(*ofGroup.error());
        if (!list)
            continue;
        for (const nlohmann::json &entry : *list) {
            JsonFields ofRule(entry, "rule");
            Rule rule{name, ofRule.string("name"), ofRule.string("query"), ofRule.string("type") == QLatin1String("alerting")};
            if (ofRule.error())
                return fail(*ofRule.error());
            if (rules.size() < kMostRules)
                rules.push_back(std::move(rule));
        }
    }
    return rules;
}

Job<std::vector<Rule>> *fetchRules(HttpClient *http, QObject *parent)
{
    return mapJob<std::vector<Rule>>(parent, http->send(rulesRequest(), parent),
                                     [](const Result<HttpResponse> &response) -> Result<std::vector<Rule>> {
                                         if (!response)
                                             return fail(response.error());
                                         return decodeRules(*response);
                                     });
}

} // namespace mk::prometheus
