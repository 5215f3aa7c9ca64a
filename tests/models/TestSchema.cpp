// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/LuaPattern.h"
#include "models/KongSchemas.h"
#include "models/Schema.h"
#include "models/SchemaCheck.h"
#include "support/KongRecording.h"
#include "support/TestMain.h"

using namespace mk;
using Type = SchemaNode::Type;

// What schemas say, in both notations that Kong has had, and what can be told of a value by them.
class TestSchema : public QObject
{
    Q_OBJECT

    static JsonDocument::Value json(const char *text) { return JsonDocument::Value::parse(text); }
    static QString text(const char *utf8) { return QString::fromUtf8(utf8); }
    static Result<Schema> config(const char *fields)
    {
        return Schema::ofPlugin(QByteArray(R"({"fields":[{"config":{"type":"record","required":true,"fields":)" +
                                           QByteArray(fields) + "}}]}"));
    }
    static QByteArray recorded(const QString &version, const char *plugin)
    {
        for (const test::KongCall &call : test::kongRecording(version, text("76-plugin-schemas"))) {
            if (call.status == 200 && call.path.endsWith(QByteArray(QByteArray("/") + plugin)))
                return call.answerBytes();
        }
        return {};
    }
    static QStringList paths(const QList<FieldProblem> &problems)
    {
        QStringList found;
        for (const FieldProblem &problem : problems)
            found.append(problem.path);
        return found;
    }

private Q_SLOTS:
    void newNotation()
    {
        const Result<Schema> schema = Schema::ofPlugin(R"({"fields":[
            {"consumer":{"type":"foreign","eq":null,"reference":"consumers"}},
            {"service":{"type":"foreign","reference":"services"}},
            {"protocols":{"type":"set","elements":{"type":"string","one_of":["http","https"]}}},
            {"config":{"type":"record","required":true,"fields":[
                {"minute":{"type":"number","gt":0,"description":"How many."}},
                {"policy":{"type":"string","required":true,"default":"local","one_of":["local","redis"]}},
                {"allow":{"type":"array","required":true,"elements":{"type":"string"}}},
                {"headers":{"type":"map","keys":{"type":"string"},"values":{"type":"array","elements":{"type":"string"}}}},
                {"old":{"type":"integer","deprecation":{"message":"use minute","removal_in_version":"4.0"}}},
                {"redis":{"type":"record","required":true,"fields":[
                    {"host":{"type":"string"}},
                    {"port":{"type":"integer","between":[0,65535],"default":6379}},
                    {"password":{"type":"string","encrypted":true}}],
                  "shorthand_fields":[{"auth":{"type":"string"}}]}}],
              "shorthand_fields":[{"redis_host":{"type":"string",
                "deprecation":{"message":"m","replaced_with":[{"path":["redis","host"]}]}}}]}}],
            "entity_checks":[{"at_least_one_of":["config.minute","config.policy"]}]})");
        QVERIFY(schema);
        const SchemaNode &root = schema->root();
        QCOMPARE(int(root.fields.size()), 6);
        QCOMPARE(root.fields.front().name, text("minute")); // the server's order
        QCOMPARE(root.fields.front().description, text("How many."));
        QCOMPARE(schemaRuleText(*root.at(text("minute"))), text("more than 0"));
        QVERIFY(root.at(text("policy"))->required);
        QCOMPARE(int(root.at(text("policy"))->oneOf.size()), 2);
        QVERIFY(*root.at(text("policy"))->standard == json("\"local\""));
        QCOMPARE(schemaTypeWord(*root.at(text("allow"))), text("array of string"));
        QCOMPARE(schemaTypeWord(*root.at(text("headers"))), text("map to array of string"));
        QCOMPARE(root.at(text("old"))->deprecation, text("use minute"));
        QCOMPARE(root.at(text("redis"))->type, Type::Record);
        QCOMPARE(schemaRuleText(*root.at(text("redis.port"))),
                 QStringLiteral("0 to %1").arg(QLocale().toString(65535)));
        QVERIFY(root.at(text("redis.password"))->isSecret());
        QVERIFY(!root.at(text("redis.auth"))); // an older name is no member of its own
        QCOMPARE(schema->shape().shorthands, (QStringList{text("redis_host"), text("redis.auth")}));
        QCOMPARE(root.shorthands.front().replacedBy, (QStringList{text("redis"), text("host")}));
        QCOMPARE(schema->shape().records, QStringList{text("redis")});
        QCOMPARE(schema->unboundKinds(), QStringList{text("consumer")});
        QVERIFY(schema->noConsumer());
        QCOMPARE(schema->protocols(), (QStringList{text("http"), text("https")}));
        QCOMPARE(int(schema->checks().size()), 1);
        QCOMPARE(schemaCheckText(schema->checks().front(), text("config.")),
                 text("At least one of these must be set: minute, policy."));
        QVERIFY(schema->starter() == json(R"({"allow":[]})"));
    }

    void oldNotation()
    {
        const Result<Schema> schema = Schema::ofPlugin(
            R"({"no_consumer":true,"self_check":"function","fields":{"port":{"type":"number","default":443},)"
            R"("kind":{"type":"string","required":true,"enum":["a","b"]},"headers":{"type":"array","default":"function"},)"
            R"("methods":{"type":"array","enum":["GET","PUT"],"default":{}},"limits":{"type":"table","schema":{"flexible":true,)"
            R"("fields":{"minute":{"type":"number"}}}},)"
            R"("redis":{"type":"table","schema":{"fields":{"host":{"type":"string","required":true,"func":"function"}}}}}})");
        QVERIFY(schema);
        QVERIFY(schema->noConsumer());
        const SchemaNode &root = schema->root();
        QCOMPARE(root.fields.front().name, text("headers")); // a map without an order: by name
        QVERIFY(root.hasUnseenCheck);
        QVERIFY(*root.at(text("port"))->standard == json("443"));
        QCOMPARE(int(root.at(text("kind"))->oneOf.size()), 2);
        QVERIFY(!root.at(text("headers"))->standard); // made by code that is not shown
        QCOMPARE(root.at(text("headers"))->elements->type, Type::String);
        QCOMPARE(int(root.at(text("methods"))->elements->oneOf.size()), 2);
        QVERIFY(*root.at(text("methods"))->standard == json("[]"));
        QCOMPARE(root.at(text("limits"))->type, Type::Map);
        QCOMPARE(root.at(text("limits"))->values->fields.front().name, text("minute"));
        QVERIFY(root.at(text("redis.host"))->required);
        QVERIFY(root.at(text("redis.host"))->hasUnseenCheck);
    }

    // Every schema that a real Kong told is read to its last field.
    void recordings_data()
    {
        QTest::addColumn<QString>("version");
        for (const char *version : {"0.14.1", "2.8.5", "3.9.1"})
            QTest::newRow(version) << text(version);
    }
    void recordings()
    {
        QFETCH(QString, version);
        int plugins = 0;
        const std::function<void(const SchemaNode &)> walk = [&](const SchemaNode &node) {
            for (const SchemaNode &field : node.fields) {
                QVERIFY2(field.type != Type::Any, qPrintable(field.name));
                QVERIFY(!field.isList() || field.elements);
                QVERIFY(field.type != Type::Map || field.values);
                if (field.standard)
                    QVERIFY2(schemacheck::value(field, &*field.standard, field.name).isEmpty(), qPrintable(field.name));
                walk(field);
                if (field.elements)
                    walk(*field.elements);
                if (field.values)
                    walk(*field.values);
            }
        };
        for (const test::KongCall &call : test::kongRecording(version, text("76-plugin-schemas"))) {
            if (call.status != 200 || !call.path.contains("schema"))
                continue;
            const Result<Schema> schema = Schema::ofPlugin(call.answerBytes());
            QVERIFY2(schema, call.path.constData());
            walk(schema->root());
            for (const SchemaEntityCheck &check : schema->checks()) {
                if (check.kind != QLatin1String("custom_entity_check"))
                    QVERIFY2(!schemaCheckText(check).isEmpty(), qPrintable(check.kind));
            }
            ++plugins;
        }
        QVERIFY(plugins > 25);
    }

    void checksWhatCanBeTold()
    {
        const Result<Schema> schema = config(
            R"([)"
            R"({"port":{"type":"integer","between":[0,65535]}},)"
            R"({"minute":{"type":"number","gt":0}},)"
            R"({"policy":{"type":"string","one_of":["local","redis"]}},)"
            R"({"path":{"type":"string","starts_with":"/","match_none":[{"pattern":"/%/","err":"must not have empty segments"}]}},)"
            R"({"url":{"type":"string","required":true,"referenceable":true,"len_min":3}},)"
            R"({"tags":{"type":"set","elements":{"type":"string","match":"^[^:]+:.*$"}}},)"
            R"({"limits":{"type":"map","keys":{"type":"string"},"values":{"type":"record","fields":[{"second":{"type":"number"}}],)"
            R"("entity_checks":[{"at_least_one_of":["second"]}]}}}])");
        QVERIFY(schema);
        const auto told = [&](const char *value) {
            const JsonDocument::Value parsed = json(value);
            return paths(schemacheck::value(schema->root(), &parsed, text("config")));
        };
        QCOMPARE(
            told(
                R"({"url":"abc","port":80,"minute":1.5,"policy":"redis","path":"/a","tags":["a:b"],"limits":{"sms":{"second":1}}})"),
            QStringList());
        QCOMPARE(told(R"({"port":null})"), QStringList{text("config.url")});
        QCOMPARE(told("{\"url\":\"{vault:/"
                      "/env/x}\"}"),
                 QStringList());
        QCOMPARE(told(R"({"url":"ab"})"), QStringList{text("config.url")});
        QCOMPARE(told(R"({"url":"abc","port":65536})"), QStringList{text("config.port")});
        QCOMPARE(told(R"({"url":"abc","port":"80"})"), QStringList{text("config.port")});
        QCOMPARE(told(R"({"url":"abc","port":80.0,"minute":0})"), QStringList{text("config.minute")});
        QCOMPARE(told(R"({"url":"abc","policy":"x"})"), QStringList{text("config.policy")});
        QCOMPARE(told(R"({"url":"abc","path":"a"})"), QStringList{text("config.path")});
        QCOMPARE(told("{\"url\":\"abc\",\"path\":\"/a/"
                      "/b\"}"),
                 QStringList{text("config.path")});
        QCOMPARE(told(R"({"url":"abc","tags":["a:b","c"]})"), QStringList{text("config.tags.2")});
        QCOMPARE(told(R"({"url":"abc","tags":{}})"), QStringList()); // an empty list as Lua writes it
        QCOMPARE(told(R"({"url":"abc","limits":{"sms":{}}})"), QStringList{text("config.limits.sms.@entity")});
    }

    void checksTogether()
    {
        const Result<Schema> schema = Schema::ofPlugin(recorded(text("3.9.1"), "rate-limiting"));
        QVERIFY(schema);
        const auto told = [&](const char *value) {
            QStringList texts;
            for (const FieldProblem &problem : schemacheck::entity(schema->checks(), json(value), {}, text("config.")))
                texts.append(problem.text);
            return texts;
        };
        QCOMPARE(told(R"({"minute":5,"policy":"local"})"), QStringList());
        QCOMPARE(told(R"({"policy":"local"})"),
                 QStringList{text("At least one of these must be set: second, minute, hour, day, month, year.")});
        QCOMPARE(told(R"({"minute":5,"policy":"redis","redis":{"port":1,"timeout":1}})"),
                 QStringList{text("Where policy is redis, redis.host must be given.")});
    }

    void luaPatterns_data()
    {
        QTest::addColumn<QByteArray>("pattern");
        QTest::addColumn<QByteArray>("subject");
        QTest::addColumn<int>("found"); // -1: cannot be told
        QTest::newRow("header") << QByteArray("^[Hh][Oo][Ss][Tt]$") << QByteArray("hOst") << 1;
        QTest::newRow("header longer") << QByteArray("^[Hh][Oo][Ss][Tt]$") << QByteArray("host2") << 0;
        QTest::newRow("pair") << QByteArray("^[^:]+:.*$") << QByteArray("a:b") << 1;
        QTest::newRow("no pair") << QByteArray("^[^:]+:.*$") << QByteArray(":b") << 0;
        QTest::newRow("mail") << QByteArray("%w*%p*@+%w*%.?%w*") << QByteArray("a@example.test") << 1;
        QTest::newRow("no mail") << QByteArray("%w*%p*@+%w*%.?%w*") << QByteArray("example.test") << 0;
        QTest::newRow("upper") << QByteArray("^%u+$") << QByteArray("GET") << 1;
        QTest::newRow("not upper") << QByteArray("^%u+$") << QByteArray("Get") << 0;
        QTest::newRow("name") << QByteArray("^[^*&%%\\`]+$") << QByteArray("/tmp/a.log") << 1;
        QTest::newRow("bad name") << QByteArray("^[^*&%%\\`]+$") << QByteArray("/tmp/a%.log") << 0;
        QTest::newRow("wildcard") << QByteArray("^%*%.") << QByteArray("*.example") << 1;
        QTest::newRow("range") << QByteArray("^[0-9]+-[0-9]+$") << QByteArray("100-200") << 1;
        QTest::newRow("lazy") << QByteArray("^a.-b$") << QByteArray("axxb") << 1;
        QTest::newRow("capture") << QByteArray("(%a)%1") << QByteArray("xaab") << 1;
        QTest::newRow("balance") << QByteArray("^%b()$") << QByteArray("(a(b)c)") << 1;
        QTest::newRow("frontier") << QByteArray("%f[%a]b") << QByteArray("a b") << 1;
        QTest::newRow("bracket first") << QByteArray("^[]x]+$") << QByteArray("]x]") << 1;
        QTest::newRow("empty") << QByteArray("") << QByteArray("x") << 1;
        QTest::newRow("broken set") << QByteArray("[a") << QByteArray("a") << -1;
        QTest::newRow("broken escape") << QByteArray("%") << QByteArray("a") << -1;
        QTest::newRow("endless") << QByteArray(".-.-.-.-.-.-.-.-.-b") << QByteArray(400, 'a') << -1;
    }
    void luaPatterns()
    {
        QFETCH(QByteArray, pattern);
        QFETCH(QByteArray, subject);
        QFETCH(int, found);
        const std::optional<bool> matches = luaFinds(subject, pattern);
        QCOMPARE(matches ? int(*matches) : -1, found);
    }

    void hostile_data()
    {
        QTest::addColumn<QByteArray>("schema");
        QTest::addColumn<bool>("readable");
        QTest::newRow("empty") << QByteArray() << false;
        QTest::newRow("html") << QByteArray("<html>") << false;
        QTest::newRow("list") << QByteArray("[]") << false;
        QTest::newRow("no fields") << QByteArray("{}") << false;
        QTest::newRow("fields a text") << QByteArray(R"({"fields":"x"})") << false;
        QTest::newRow("fields odd") << QByteArray(R"({"fields":[1,null,{"a":1},{"b":null},{"c":{},"d":{}}]})") << true;
        QTest::newRow("odd attributes")
            << QByteArray(
                   R"({"fields":{"a":{"type":5,"one_of":{"x":1},"between":[1,"inf"],"elements":[],"fields":7,)"
                   R"("match_none":{"a":1},"match_any":5,"shorthand_fields":7,"entity_checks":{"a":1}}},"entity_checks":[5,{}]})")
            << true;
        QByteArray deep = R"({"fields":[)";
        for (int i = 0; i < 40; ++i)
            deep += R"({"r":{"type":"record","fields":[)";
        for (int i = 0; i < 40; ++i)
            deep += "]}}";
        QTest::newRow("deep") << QByteArray(deep + "]}") << true;
    }
    void hostile()
    {
        QFETCH(QByteArray, schema);
        QFETCH(bool, readable);
        for (const Result<Schema> &read : {Schema::ofPlugin(schema), Schema::ofEntity(schema)}) {
            QCOMPARE(read.has_value(), readable);
            if (!read)
                continue;
            QVERIFY(read->root().fields.size() < 20);
            QVERIFY(read->shape().records.size() < 20);
            const JsonDocument::Value value = json(R"({"a":{"b":[1,{}]},"r":{"r":5}})");
            schemacheck::value(read->root(), &value, {});
        }
    }

    // What 0.14 takes is written down in full: no kind without its fields.
    void builtInOfTheOldest_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QStringList>("names");
        const auto row = [](kong::Kind kind, const QStringList &names) { QTest::addRow("%s", qPrintable(kong::kindId(kind))) << kong::kindId(kind) << names; };
        row(kong::Kind::Consumer, {QStringLiteral("username"), QStringLiteral("custom_id")});
        row(kong::Kind::KeyAuth, {QStringLiteral("key")});
        row(kong::Kind::BasicAuth, {QStringLiteral("username"), QStringLiteral("password")});
        row(kong::Kind::Acl, {QStringLiteral("group")});
        row(kong::Kind::Sni, {QStringLiteral("name")});
        row(kong::Kind::Target, {QStringLiteral("target"), QStringLiteral("weight")});
        row(kong::Kind::Certificate, {QStringLiteral("cert"), QStringLiteral("key"), QStringLiteral("snis")});
    }
    void builtInOfTheOldest()
    {
        QFETCH(QString, kind);
        QFETCH(QStringList, names);
        const kong::Kind what = *kong::kindFromId(kind);
        const Result<Schema> schema = kongschemas::formOf(what, kongschemas::builtIn(what), true);
        QVERIFY(schema.has_value());
        QStringList found;
        for (const SchemaNode &node : schema->root().fields)
            found.append(node.name);
        QCOMPARE(found, names);
    }

    void builtInHealthChecks()
    {
        const Result<Schema> schema = kongschemas::formOf(kong::Kind::Upstream, kongschemas::builtIn(kong::Kind::Upstream), true);
        QVERIFY(schema.has_value());
        for (const char *path : {"healthchecks.active.http_path", "healthchecks.active.healthy.interval",
                                 "healthchecks.active.unhealthy.http_statuses", "healthchecks.passive.unhealthy.tcp_failures"})
            QVERIFY2(schema->root().at(QLatin1String(path)), path);
        QVERIFY(!schema->root().at(QStringLiteral("healthchecks.passive.healthy.interval")));
    }

    // A private key is held back from an editor: what is not shown need not be given. A secret is marked as one.
    void secretsOfForms()
    {
        const QByteArray certificate = kongschemas::builtIn(kong::Kind::Certificate);
        QVERIFY(kongschemas::formOf(kong::Kind::Certificate, certificate, true)->root().field(QStringLiteral("key"))->required);
        QVERIFY(!kongschemas::formOf(kong::Kind::Certificate, certificate, false)->root().field(QStringLiteral("key"))->required);
        const Result<Schema> key = kongschemas::formOf(kong::Kind::KeyAuth, kongschemas::builtIn(kong::Kind::KeyAuth), true);
        QVERIFY(key->root().field(QStringLiteral("key"))->isSecret());
        QVERIFY(!kongschemas::formOf(kong::Kind::Consumer, "[]", true));
    }
};

MK_TEST_CLASS(TestSchema)
#include "TestSchema.moc"
