// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Job.h"
#include "net/HttpClient.h"

#include <QString>

#include <map>

namespace mk::prometheus {

struct TargetCounts
{
    int up = 0;
    int down = 0;
    int unknown = 0; // not scraped yet
};

struct Info
{
    QString version; // empty: the server says it nowhere
    std::map<QString, QString> externalLabels; // of its configuration; what tells one Prometheus from another
    bool externalLabelsKnown = false;          // false: this credential or version does not show the configuration
};

HttpRequest buildInfoRequest(); // since 2.14
HttpRequest versionRequest();   // GET /version: older ones
HttpRequest configRequest();
HttpRequest targetsRequest();   // active ones only: dropped ones can be hundreds of MB
Result<QString> decodeBuildInfo(const HttpResponse &response);
Result<QString> decodeVersion(const HttpResponse &response);
Result<std::map<QString, QString>> decodeExternalLabels(const HttpResponse &response);
Result<TargetCounts> decodeTargets(const HttpResponse &response);
// external_labels of a configuration as Prometheus prints it (its own marshalling, not any YAML a person may write).
std::map<QString, QString> externalLabelsOfYaml(const QString &yaml);

// Version, then configuration. Fails where neither build information nor version is answered.
Job<Info> *fetchInfo(HttpClient *http, QObject *parent);
Job<TargetCounts> *fetchTargets(HttpClient *http, QObject *parent);

} // namespace mk::prometheus
