// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/kong/KongDecode.h"
#include "api/kong/KongDialect.h"
#include "support/KongRecording.h"
#include "support/TestMain.h"

#include <QTest>

using namespace mk;
using mk::test::kongRecording;
using mk::test::KongCall;
using nlohmann::json;

namespace {

QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

template <class T>
T decoded(const char *source, bool old = false)
{
    const Result<T> row = kong::decodeEntity<T>(json::parse(source), old);
    return row ? *row : T();
}

} // namespace

// Kong's entities as values: what real servers answered, and what nobody should answer.
class TestKongDecode : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void recordedLists_data()
    {
        QTest::addColumn<QString>("version");
        QTest::addColumn<QString>("name");
        for (const char *name : {"24-apis-microkubes-clients", "25-apis", "27-apis-read-update-delete", "29-apis-plugins",
                                 "10-services", "20-routes", "40-plugins", "70-paging", "71-apis-paging"})
            QTest::addRow("0.14.1 %s", name) << text("0.14.1") << text(name);
        for (const char *version : {"2.8.5", "3.9.1"}) {
            for (const char *name : {"10-services-create", "20-routes-create", "40-plugins", "70-paging", "65-tags"})
                QTest::addRow("%s %s", version, name) << text(version) << text(name);
        }
    }
    // Every list and every single entity that was recorded: as many rows as the answer has, each with its own id and whole.
    void recordedLists()
    {
        QFETCH(QString, version);
        QFETCH(QString, name);
        const std::vector<KongCall> calls = kongRecording(version, name);
        QVERIFY(!calls.empty());
        int looked = 0;
        for (const KongCall &call : calls) {
            if (call.method != "GET" || call.status != 200 || !call.answer.contains("data"))
                continue;
            const QByteArray path = call.path.split('?').constFirst();
            const QByteArray kind = path.mid(path.lastIndexOf('/') + 1);
            const auto check = [&](auto rows) {
                QVERIFY2(rows.has_value(), qPrintable(QString::number(call.number)));
                QCOMPARE(rows->size(), call.answer["data"].size());
                for (size_t i = 0; i < rows->size(); ++i) {
                    QCOMPARE((*rows)[i].id.toStdString(), call.answer["data"][i]["id"].get<std::string>());
                    QVERIFY(json::parse((*rows)[i].json.toStdString()) == call.answer["data"][i]);
                }
                const Result<kong::PageHead> head = kong::pageHead(call.answerBytes());
                QVERIFY(head.has_value());
                QCOMPARE(head->rows, qint64(rows->size()));
                QCOMPARE(head->offset.toStdString(), call.answer.value("offset", std::string()));
                QCOMPARE(head->total.has_value(), call.answer.contains("total"));
                if (head->total)
                    QCOMPARE(*head->total, call.answer["total"].get<qint64>());
                ++looked;
            };
            const bool old = version == text("0.14.1");
            if (kind == "apis")
                check(kong::decodePage<kong::Api>(call.answerBytes(), true));
            else if (kind == "services")
                check(kong::decodePage<kong::Service>(call.answerBytes(), false));
            else if (kind == "routes")
                check(kong::decodePage<kong::Route>(call.answerBytes(), false));
            else if (kind == "plugins")
                check(kong::decodePage<kong::Plugin>(call.answerBytes(), old));
        }
        if (name != text("65-tags"))
            QVERIFY(looked > 0);
    }

    void microkubesApi()
    {
        for (const KongCall &call : kongRecording(text("0.14.1"), text("24-apis-microkubes-clients"))) {
            if (call.number != 3)
                continue;
            const Result<kong::Api> api = kong::decodeApi(call.answer);
            QVERIFY(api.has_value());
            QCOMPARE(api->name, text("microservice-user"));
            QCOMPARE(api->uris, QStringList{text("/users")});
            QCOMPARE(api->upstreamUrl, text("http://microservice-user.service.consul:8080"));
            QCOMPARE(api->stripUri, std::optional(false));
            QCOMPARE(api->retries, std::optional(qint64(5)));
            QCOMPARE(api->createdAt.toMSecsSinceEpoch(), call.answer["created_at"].get<qint64>());
            QVERIFY(api->methods.isEmpty());
            return;
        }
        QFAIL("no such call");
    }

    // Lua writes an empty list as {}; numbers come as they like; what has the wrong type is not told.
    void oddValues()
    {
        const auto api = decoded<kong::Api>(R"({"id":"a","uris":{},"hosts":null,"methods":["GET",5,null],"retries":5.0,
            "upstream_read_timeout":"60000","upstream_send_timeout":1e300,"strip_uri":"yes","created_at":1e300})");
        QCOMPARE(api.id, text("a"));
        QVERIFY(api.uris.isEmpty() && api.hosts.isEmpty());
        QCOMPARE(api.methods, QStringList{text("GET")});
        QCOMPARE(api.retries, std::optional(qint64(5)));
        QCOMPARE(api.readTimeout, std::optional(qint64(60000)));
        QVERIFY(!api.sendTimeout && !api.stripUri && !api.createdAt.isValid());
        const auto service = decoded<kong::Service>(R"({"id":"s","port":99999,"created_at":1795394336.043,"extra":{"a":1}})");
        QCOMPARE(service.port, quint16(0));
        QCOMPARE(service.createdAt.toMSecsSinceEpoch(), 1795394336043LL);
        QVERIFY(service.json.contains("extra"));
    }

    void scopes()
    {
        const auto old = decoded<kong::Plugin>(R"({"id":"p","name":"cors","api_id":"a","consumer_id":"c","created_at":1795394283000})", true);
        QCOMPARE(old.scope.apiId, text("a"));
        QCOMPARE(old.scope.consumerId, text("c"));
        QCOMPARE(old.createdAt.toSecsSinceEpoch(), 1795394283LL);
        QVERIFY(old.enabled);
        QCOMPARE(old.config, QByteArray("{}"));
        const auto now = decoded<kong::Plugin>(R"({"id":"p","service":{"id":"s"},"route":null,"consumer":{},"enabled":false})");
        QCOMPARE(now.scope.serviceId, text("s"));
        QVERIFY(now.scope.routeId.isEmpty() && now.scope.consumerId.isEmpty() && !now.enabled);

        kong::Capabilities oldServer;
        oldServer.oldPlugins = true;
        json body = json::parse(R"({"name":"cors","service":{"id":"x"}})");
        kong::setScope(&body, old.scope, oldServer);
        QVERIFY(body == json::parse(R"({"name":"cors","api_id":"a","consumer_id":"c"})"));
        kong::setScope(&body, now.scope, kong::Capabilities());
        QVERIFY(body == json::parse(R"({"name":"cors","service":{"id":"s"},"route":null,"consumer":null})"));
    }

    void unreadable_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("no JSON") << QByteArray("<html>");
        QTest::newRow("no object") << QByteArray("[]");
        QTest::newRow("no data") << QByteArray("{\"next\":null}");
        QTest::newRow("data is text") << QByteArray("{\"data\":\"x\"}");
        QTest::newRow("row without id") << QByteArray("{\"data\":[{\"name\":\"x\"}]}");
        QTest::newRow("row is a number") << QByteArray("{\"data\":[5]}");
        QTest::newRow("cut off") << QByteArray("{\"data\":[{\"id\":\"x\"}");
        QTest::newRow("too deep") << QByteArray("{\"data\":" + QByteArray(5000, '[') + QByteArray(5000, ']') + "}");
    }
    void unreadable()
    {
        QFETCH(QByteArray, body);
        const auto rows = kong::decodePage<kong::Service>(body, false);
        QVERIFY(!rows.has_value());
        QCOMPARE(rows.error().kind, ErrorKind::Unreadable);
        kong::pageHead(body); // only must not fall over
    }

    void emptyLists()
    {
        QCOMPARE(kong::decodePage<kong::Api>("{\"data\":{},\"total\":0}", true)->size(), size_t(0));
        QCOMPARE(kong::decodePage<kong::Api>("{\"data\":[]}", true)->size(), size_t(0));
        const auto head = kong::pageHead("{\"a\":{\"offset\":\"no\"},\"data\":[{\"offset\":\"no\",\"x\":{}},{}],\"offset\":\"y\\u0065s\\\"\",\"total\":7}");
        QCOMPARE(head->offset, text("yes\""));
        QCOMPARE(head->rows, qint64(2));
        QCOMPARE(head->total, std::optional(qint64(7)));
    }

    void schemas()
    {
        for (const char *version : {"2.8.5", "3.9.1"}) {
            for (const KongCall &call : kongRecording(text(version), text("75-schemas"))) {
                if (call.path != "/schemas/routes" || call.status != 200)
                    continue;
                const auto fields = kong::decodeSchemaFields(call.answerBytes());
                QVERIFY(fields && fields->contains(text("paths")) && fields->contains(text("name")));
                QCOMPARE(fields->constFirst(), text("id"));
            }
        }
        QVERIFY(!kong::decodeSchemaFields("{\"message\":\"x\"}"));
    }

    void requests()
    {
        kong::Capabilities old;
        old.oldPlugins = true;
        const json body = json::parse(R"({"name":"x"})");
        QCOMPARE(kong::listRequest(kong::Kind::Api, text("Mg==")).path, QByteArray("/apis?size=1000&offset=Mg%3D%3D"));
        QCOMPARE(kong::createRequest(kong::Kind::Api, old, text("i"), body).method, QByteArray("POST"));
        QCOMPARE(kong::createRequest(kong::Kind::Service, old, text("i"), body).path, QByteArray("/services/i"));
        QCOMPARE(kong::createRequest(kong::Kind::Plugin, old, text("i"), body).path, QByteArray("/plugins"));
        QCOMPARE(kong::createRequest(kong::Kind::Plugin, {}, text("i"), body).path, QByteArray("/plugins/i"));
        QCOMPARE(kong::replaceRequest(kong::Kind::Plugin, old, text("i"), body).path, QByteArray("/plugins"));
        QVERIFY(kong::replaceRequest(kong::Kind::Plugin, old, text("i"), body).sendsSecretBody);
        QCOMPARE(kong::deleteRequest(kong::Kind::Route, text("a/b")).path, QByteArray("/routes/a%2Fb"));
        QCOMPARE(kong::childrenRequest(kong::Kind::Plugin, kong::Kind::Api, text("i"), old).path, QByteArray("/plugins?api_id=i&size=1000"));
        QCOMPARE(kong::childrenRequest(kong::Kind::Plugin, kong::Kind::Service, text("i"), {}).path,
                 QByteArray("/services/i/plugins?size=1000"));
        QCOMPARE(kong::pluginSchemaRequest(old, text("cors")).path, QByteArray("/plugins/schema/cors"));
    }
};

MK_TEST_CLASS(TestKongDecode)
#include "TestKongDecode.moc"
