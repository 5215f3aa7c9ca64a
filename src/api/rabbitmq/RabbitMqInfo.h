// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Job.h"
#include "net/HttpClient.h"

#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>

namespace mk::rabbitmq {

// Figures of GET /api/overview. Absent: the server did not say (statistics off, or this user may not see them).
struct Totals
{
    std::optional<qint64> queues;
    std::optional<qint64> connections;
    std::optional<qint64> consumers;
    std::optional<qint64> messagesReady;
    std::optional<qint64> messagesUnacknowledged;
};

struct Info
{
    QString version;     // of RabbitMQ
    QString erlangVersion;
    QString clusterName;
    QString node;        // that answered
    QString user;        // whoami
    QStringList userTags; // "administrator", "monitoring", "policymaker", "management"; decide what may be done
    Totals totals;
    QString ratesMode;   // "none", "basic", "detailed"; empty: not told
    bool statisticsOff = false; // management.disable_stats: lists have names, and counts where they are asked for
    std::chrono::seconds retention{0}; // of a queue's samples (sample_retention_policies, "basic"); 0: not told
    bool keepsRates() const { return !statisticsOff && ratesMode != QLatin1String("none"); }
    // Nodes whose memory or disk alarm is on, as "node: memory"; absent where this user may not ask.
    std::optional<QStringList> alarms;
};

HttpRequest overviewRequest();
HttpRequest whoamiRequest();
HttpRequest nodesRequest(); // names and alarms only
Result<Info> decodeOverview(const HttpResponse &response);
Result<Done> decodeWhoami(const HttpResponse &response, Info *into);
Result<QStringList> decodeAlarms(const HttpResponse &response);

// All three calls. Overview and whoami must succeed; alarms are left out where they may not be read.
Job<Info> *fetchInfo(HttpClient *http, QObject *parent);

} // namespace mk::rabbitmq
