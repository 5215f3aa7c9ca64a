// SPDX-License-Identifier: GPL-3.0-or-later
// The simulated proxy's choice among routes and api objects, held against what real Kongs chose:
// tests/data/kong-router-sample has for each of them the rows that it held and some hundred requests with the answer's
// debug headers and what the upstream saw.
#include "demo/kong/KongProxy.h"
#include "support/TestMain.h"

#include <QFile>
#include <QTextStream>

#include <optional>

using namespace mk::demo;

namespace {

using Json = nlohmann::json;

constexpr const char *kSample = MK_TEST_DATA "/kong-router-sample/";

QByteArray fileOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

std::string textOf(const Json &line, const char *name)
{
    const auto found = line.find(name);
    return found == line.end() || !found->is_string() ? std::string() : found->get<std::string>();
}

// What the upstream was asked, if it was.
struct Seen
{
    QByteArray target;
    QByteArray host;
};

} // namespace

class TestDemoRouter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void choosesLikeTheRealOne_data()
    {
        QTest::addColumn<QString>("folder");
        for (const char *folder : {"0.14.1", "0.14.1-apis", "2.8.5", "3.9.1"})
            QTest::newRow(folder) << QString::fromLatin1(folder);
    }

    void choosesLikeTheRealOne()
    {
        QFETCH(const QString, folder);
        const QString place = QString::fromLatin1(kSample) + folder;
        const QByteArray rows = fileOf(place + QStringLiteral("/routes.json"));
        const Json dump = Json::parse(rows.begin(), rows.end());

        KongNode node;
        node.version = folder.section(QLatin1Char('-'), 0, 0);
        node.proxyPort = dump.at("proxy_port").get<quint16>();
        for (const char *table : {"services", "routes", "apis"}) {
            for (const Json &row : dump.value(table, Json::array()))
                node.tables.put(table, row);
        }
        std::optional<Seen> seen;
        node.upstream = [&seen](const QByteArray &, quint16, const Request &request) {
            seen = Seen{request.target, request.header("Host")};
            UpstreamAnswer answer;
            answer.kind = UpstreamAnswer::Kind::Answered;
            return answer;
        };
        KongProxy proxy(&node);

        int differing = 0;
        const QByteArrayList lines = fileOf(place + QStringLiteral("/requests.jsonl")).split('\n');
        for (const QByteArray &text : lines) {
            if (text.isEmpty())
                continue;
            const Json line = Json::parse(text.begin(), text.end());
            seen.reset();
            const Reply reply = ask(&proxy, node, line);
            const QStringList faults = faultsOf(line, reply, seen);
            if (faults.isEmpty())
                continue;
            ++differing;
            QTextStream(stdout) << folder << ' ' << QString::fromUtf8(text.left(150)) << "\n    "
                                << faults.join(QLatin1String("; ")) << '\n';
        }
        QVERIFY(lines.size() > 300);
        QCOMPARE(differing, 0);
    }

private:
    static Reply ask(KongProxy *proxy, const KongNode &node, const Json &line)
    {
        Request request;
        request.method = QByteArray::fromStdString(textOf(line, "method"));
        request.target = QByteArray::fromStdString(textOf(line, "path"));
        request.headers = {{"Host", QByteArray::fromStdString(textOf(line, "host"))}, {"Kong-Debug", "1"}};
        for (const auto &[name, value] : line.at("headers").items()) {
            for (const Json &one : value.is_array() ? value : Json::array({value}))
                request.headers.append(
                    {QByteArray::fromStdString(name), QByteArray::fromStdString(one.get<std::string>())});
        }
        request.peer = QHostAddress(QHostAddress::LocalHost);
        request.localPort = node.proxyPort;
        Reply answer;
        proxy->handle(request, [&answer](Reply reply) { answer = std::move(reply); });
        return answer;
    }

    static void compare(const char *what, const std::string &recorded, const QByteArray &own, QStringList *faults)
    {
        if (QByteArray::fromStdString(recorded) != own)
            faults->append(QStringLiteral("%1: recorded \"%2\", here \"%3\"")
                               .arg(QLatin1String(what), QString::fromStdString(recorded), QString::fromUtf8(own)));
    }

    static QStringList faultsOf(const Json &line, const Reply &reply, const std::optional<Seen> &seen)
    {
        QStringList faults;
        const int status = line.at("status").get<int>();
        const std::string api = headerOf(reply.headers, "Kong-Api-Name").toStdString();
        const Json others = line.value("also_seen", Json::array());
        const bool alsoRight = std::find(others.begin(), others.end(), Json(api)) != others.end();
        // 400 is the recorded upstream's, which this one does not say.
        if (status != 400 && status != reply.status)
            faults.append(QStringLiteral("status: recorded %1, here %2").arg(status).arg(reply.status));
        compare("route", textOf(line, "route_id"), headerOf(reply.headers, "Kong-Route-Id"), &faults);
        if (!alsoRight)
            compare("api", textOf(line, "api"), headerOf(reply.headers, "Kong-Api-Name"), &faults);
        if (line.contains("upstream_uri") && !alsoRight) {
            compare("upstream_uri", textOf(line, "upstream_uri"), seen ? seen->target : QByteArray("(not asked)"),
                    &faults);
            compare("upstream_host", textOf(line, "upstream_host"), seen ? seen->host : QByteArray("(not asked)"),
                    &faults);
        }
        if (line.contains("location"))
            compare("location", textOf(line, "location"), headerOf(reply.headers, "Location"), &faults);
        return faults;
    }
};

MK_TEST_CLASS(TestDemoRouter)
#include "TestDemoRouter.moc"
