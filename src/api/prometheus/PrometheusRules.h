// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Job.h"
#include "net/HttpClient.h"

#include <QString>

#include <vector>

// The rules that Prometheus evaluates (docs/querying/api.md, "Rules"; since 2.0).
namespace mk::prometheus {

struct Rule
{
    QString group;
    QString name;
    QString query;
    bool alerts = false; // else it records
};

HttpRequest rulesRequest();
Result<std::vector<Rule>> decodeRules(const HttpResponse &response); // 20,000 at most; the rest is left out
Job<std::vector<Rule>> *fetchRules(HttpClient *http, QObject *parent);

} // namespace mk::prometheus
