// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/EndpointTest.h"
#include "platform/FindingTracker.h"
#include "platform/FindingsWatch.h"

#include <QHash>

namespace mk {

// What --check found out: one row for each endpoint of the environment.
struct CheckReport
{
    struct Row
    {
        EndpointTestResult test;
        // "ok", "degraded", "untrusted", "unauthorised", "down", "wrong-platform", "no-consent": stable, never translated.
        QString state;
        Identity remembered; // what the environment knows; empty: nothing
        QList<ConsentItem> missingConsents;
        bool isWell() const { return state == QLatin1String("ok"); }
    };
    Environment environment;
    QList<Row> rows;
    // What is broken on the platform behind them; muted ones are among the rows and count nowhere.
    std::vector<FindingRow> findings;
    std::vector<Finding> unconfirmed; // seen at this one look, but they count only when they last
    std::vector<PostureNote> posture;
    QList<FindingCoverage> coverage; // empty: nothing was looked at

    bool isWell() const; // every row is
    bool hasCritical() const; // an open finding is
    int exitCode() const { return isWell() && !hasCritical() ? 0 : 1; }
    // For people and for grep: one line an endpoint, "name value" pairs, C locale; text from servers made visible.
    QByteArray toText() const;
    // For programs: {"schema": 1, "ok", "environment", "endpoints": [...], "findings": [...], "posture": [...], "notLookedAt":
    // [...]}; members are only ever added. Ids of findings stay the same for as long as it is the same trouble.
    QByteArray toJson() const;
};

// Reaches every endpoint once and reads only. While consents are missing nothing at all is connected, and every row fails.
// Another platform than the remembered one, Kong nodes on different databases and a critical finding are failures too. Nothing
// is remembered or written. The job itself fails only when it is cancelled.
struct CheckInput
{
    Environment environment;
    QHash<QString, EndpointSecrets> given; // secrets by endpoint id that are stored nowhere
};
Job<CheckReport> *runCheck(const CheckInput &input, EnvironmentStore &environments, Secrets *secrets, HttpLog *log,
                           const Clock *clock, QObject *parent);

} // namespace mk
