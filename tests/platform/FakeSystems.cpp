// SPDX-License-Identifier: GPL-3.0-or-later
#include "FakeSystems.h"

#include "core/Json.h"

#include <QFile>

#include <algorithm>

namespace mk::test {

namespace {

const FakeConnection::Headers jsonType{{"Content-Type", "application/json"}};

QByteArray pathOf(const FakeRequest &request)
{
    const qsizetype query = request.target.indexOf('?');
    return query < 0 ? request.target : request.target.left(query);
}

} // namespace

QByteArray recordedBody(const QString &name)
{
    QFile file(QStringLiteral(MK_TEST_DATA "/") + name + QStringLiteral(".json"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no recording %s", qPrintable(name));
    const QByteArray bytes = file.readAll();
    const nlohmann::json recording = nlohmann::json::parse(bytes.constData(), bytes.constData() + bytes.size());
    return QByteArray::fromStdString(recording.at("response").at("body").get<std::string>());
}

FakeKong::FakeKong(const QByteArray &name, const QByteArray &database)
    : hostname(name)
    , databaseHost(database)
{
    server.setHandler([this](const FakeRequest &request, FakeConnection &connection) {
        const QByteArray path = pathOf(request);
        if (path == "/") {
            nlohmann::json node = nlohmann::json::parse(recordedBody(QStringLiteral("kong-info/root-0.14.1")).toStdString());
            node["hostname"] = hostname.toStdString();
            node["node_id"] = "node-of-" + hostname.toStdString();
            node["configuration"]["pg_host"] = databaseHost.toStdString();
            connection.answer(200, QByteArray::fromStdString(node.dump()), jsonType);
        } else if (path == "/status") {
            QByteArray body = recordedBody(QStringLiteral("kong-info/status-0.14.1"));
            if (!databaseReachable)
                body.replace("\"reachable\": true", "\"reachable\": false");
            connection.answer(200, body, jsonType);
        } else if (lists.contains(path.mid(1))) {
            connection.answer(200, lists.value(path.mid(1)), jsonType);
        } else {
            connection.answer(404, "{\"message\":\"Not found\"}", jsonType);
        }
    });
}

FakeRabbitMq::FakeRabbitMq(const QByteArray &name)
    : clusterName(name)
{
    server.setHandler([this](const FakeRequest &request, FakeConnection &connection) {
        if (request.header("Authorization") != "Basic " + QByteArray(user + ':' + password).toBase64()) {
            connection.answer(401, R"({"error":"not_authorised","reason":"Login failed"})", jsonType);
            return;
        }
        const QByteArray path = pathOf(request);
        if (path == "/api/overview") {
            nlohmann::json overview = nlohmann::json::parse(recordedBody(QStringLiteral("rabbitmq-info/overview")).toStdString());
            overview["cluster_name"] = clusterName.toStdString();
            connection.answer(200, QByteArray::fromStdString(overview.dump()), jsonType);
        } else if (path == "/api/whoami") {
            connection.answer(200, "{\"name\":\"" + user + "\",\"tags\":[" + tags + "]}", jsonType);
        } else if (path == "/api/nodes") {
            QByteArray nodes = recordedBody(QStringLiteral("rabbitmq-info/alarm-nodes"));
            if (alarm)
                nodes.replace("\"mem_alarm\":false", "\"mem_alarm\":true");
            connection.answer(200, nodes, jsonType);
        } else {
            connection.answer(404, R"({"error":"Object Not Found","reason":"Not Found"})", jsonType);
        }
    });
}

int FakeRabbitMq::overviews() const
{
    return int(std::count_if(server.requests().cbegin(), server.requests().cend(),
                             [](const FakeRequest &request) { return request.target.startsWith("/api/overview"); }));
}

FakePrometheus::FakePrometheus()
{
    server.setHandler([this](const FakeRequest &request, FakeConnection &connection) {
        const QByteArray path = pathOf(request);
        if (path == "/-/ready") {
            connection.answer(ready ? 200 : 503, ready ? "Prometheus Server is Ready.\n" : "Service Unavailable",
                              {{"Content-Type", "text/plain; charset=utf-8"}});
        } else if (path == "/api/v1/status/buildinfo") {
            connection.answer(200, recordedBody(QStringLiteral("prometheus-info/status-buildinfo")), jsonType);
        } else if (path == "/api/v1/status/config") {
            const std::string yaml = "global:\n  scrape_interval: 5s\n" + externalLabels.toStdString() + "scrape_configs: []\n";
            const nlohmann::json body{{"status", "success"}, {"data", {{"yaml", yaml}}}};
            connection.answer(200, QByteArray::fromStdString(body.dump()), jsonType);
        } else if (path == "/api/v1/targets") {
            connection.answer(200, recordedBody(QStringLiteral("prometheus-info/targets-active")), jsonType);
        } else {
            connection.answer(404, "404 page not found\n", {{"Content-Type", "text/plain; charset=utf-8"}});
        }
    });
}

} // namespace mk::test
