// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "demo/FormBody.h"
#include "demo/HttpService.h"
#include "demo/prometheus/PromServer.h"

#include <functional>

namespace mk::demo {

// One request to Prometheus: parameters of query and form together.
struct PromCall
{
    Request request;
    FormFields fields;
    std::function<void(Reply)> respond;
    std::string value(const char *name) const; // the first; empty
    bool has(const char *name) const;
    std::vector<std::string> values(const char *name) const;
};

// The HTTP API of Prometheus 2.42 as web/api/v1/api.go and the recordings have it: query, query_range, series, labels, label
// values, metadata, targets, rules, alerts, status/*, health. Administration and lifecycle are off, as they are by default.
class PromService final : public HttpService
{
public:
    explicit PromService(PromServer *server) : m_server(server) {}
    void handle(const Request &request, std::function<void(Reply)> respond) override;

private:
    Reply answer(const PromCall &call, std::string *handler);
    nlohmann::json query(const PromCall &call) const;
    nlohmann::json queryRange(const PromCall &call) const;
    std::vector<const PromSeries *> matched(const PromCall &call, bool required) const;
    nlohmann::json labels(const PromCall &call) const;
    nlohmann::json labelValues(const PromCall &call, const std::string &name) const;
    nlohmann::json metadata(const PromCall &call) const;
    nlohmann::json targets(const PromCall &call) const;
    nlohmann::json targetsMetadata(const PromCall &call) const;
    nlohmann::json rules(const PromCall &call) const;
    nlohmann::json alerts() const;
    nlohmann::json flags() const;
    nlohmann::json tsdb() const;

    PromServer *m_server;
};

} // namespace mk::demo
