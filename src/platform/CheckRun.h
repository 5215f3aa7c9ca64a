// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/EndpointTest.h"

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

    bool isWell() const; // every row is
    int exitCode() const { return isWell() ? 0 : 1; }
    // For people and for grep: one line an endpoint, "name value" pairs, C locale; text from servers made visible.
    QByteArray toText() const;
    // For programs: {"schema": 1, "ok", "environment", "endpoints": [...]}; members are only ever added.
    QByteArray toJson() const;
};

// Reaches every endpoint once and reads only. While consents are missing nothing at all is connected, and every row fails.
// Another platform than the remembered one, or Kong nodes on different databases, are failures too. Nothing is remembered
// or written. The job itself fails only when it is cancelled.
struct CheckInput
{
    Environment environment;
    QHash<QString, EndpointSecrets> given; // secrets by endpoint id that are stored nowhere
};
Job<CheckReport> *runCheck(const CheckInput &input, const EnvironmentStore &environments, Secrets *secrets, HttpLog *log,
                           const Clock *clock, QObject *parent);

} // namespace mk
