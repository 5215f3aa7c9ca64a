// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/FakeServer.h"

#include <QByteArray>
#include <QHash>
#include <QString>
#include <QStringList>

namespace mk::test {

// Kong, RabbitMQ and Prometheus as far as a session looks at them before any panel does: the recorded answers with a few
// facts exchanged, on real sockets.
class FakeKong
{
public:
    explicit FakeKong(const QByteArray &hostname = "kong-0", const QByteArray &databaseHost = "10.0.0.5");
    QUrl url() const { return server.url(); }

    QByteArray hostname;
    QByteArray databaseHost;
    bool databaseReachable = true;
    QHash<QByteArray, QByteArray> lists; // "services" -> whole body; others are 404
    FakeServer server;
};

class FakeRabbitMq
{
public:
    explicit FakeRabbitMq(const QByteArray &clusterName = "rabbit@node-1");
    QUrl url() const { return server.url(); }
    int overviews() const;

    QByteArray clusterName;
    QByteArray tags = "\"administrator\"";
    bool alarm = false;
    QByteArray user = "guest";
    QByteArray password = "guest";
    FakeServer server;
};

class FakePrometheus
{
public:
    FakePrometheus();
    QUrl url() const { return server.url(); }

    QByteArray externalLabels; // lines of YAML below "global:", as Prometheus prints them
    bool ready = true;
    FakeServer server;
};

// The body of a recorded answer, "kong-info/root-0.14.1".
QByteArray recordedBody(const QString &name);

} // namespace mk::test
