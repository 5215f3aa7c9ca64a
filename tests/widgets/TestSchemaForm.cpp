// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/Schema.h"
#include "models/SchemaCheck.h"
#include "platform/KongJson.h"
#include "support/KongRecording.h"
#include "support/TestMain.h"
#include "widgets/RecordEdit.h"
#include "widgets/SchemaForm.h"
#include "widgets/SchemaRow.h"
#include "widgets/StringListEdit.h"
#include "widgets/Theme.h"

#include <QAbstractButton>
#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSignalSpy>

using namespace mk;
using NodeType = SchemaNode::Type;

// Forms made from the schemas that real Kongs told. None of them may invent or lose a value: untouched they give back
// what they were given, and a hand on one field changes that field alone.
class TestSchemaForm : public QObject
{
    Q_OBJECT

    using Value = JsonDocument::Value;
    static QString text(const char *utf8) { return QString::fromUtf8(utf8); }
    static Value json(const char *source) { return Value::parse(source); }

    // The whole of what a schema allows, each member with a value that fits: more than any server returns.
    static Value full(const SchemaNode &node, int depth = 0)
    {
        if (node.mustBeNull)
            return nullptr;
        if (!node.oneOf.empty())
            return node.oneOf.back();
        switch (node.type) {
        case NodeType::Integer:
        case NodeType::Number:
            return node.between ? Value(qint64(node.between->second)) : Value(7);
        case NodeType::Boolean:
            return true;
        case NodeType::Array:
        case NodeType::Set: {
            Value list = Value::array();
            if (node.elements && depth < 8) {
                list.push_back(full(*node.elements, depth + 1));
                if (node.elements->oneOf.empty())
                    list.push_back(full(*node.elements, depth + 1));
            }
            return list;
        }
        case NodeType::Map:
            return node.values && depth < 8
                       ? Value{{"one", full(*node.values, depth + 1)}, {"two.dots", full(*node.values, depth + 1)}}
                       : Value::object();
        case NodeType::Record: {
            Value record = Value::object();
            for (const SchemaNode &field : node.fields)
                record[field.name.toStdString()] = full(field, depth + 1);
            for (const SchemaShorthand &shorthand : node.shorthands)
                record[shorthand.name.toStdString()] = "older";
            record["not_in_the_schema"] = Value{{"a", Value::array({1, nullptr})}};
            return record;
        }
        case NodeType::Foreign:
            return Value{{"id", "3ca3f807-9071-4513-b4e3-fdb6afe36854"}};
        case NodeType::Any:
        case NodeType::Json:
            return Value{{"x", Value::array({1, "b"})}};
        default:
            return node.holdsCode ? Value("local a = 1\nreturn a\n") : Value("a text");
        }
    }

    // What the server fills in by itself.
    static Value defaults(const SchemaNode &record)
    {
        Value value = Value::object();
        for (const SchemaNode &field : record.fields) {
            if (field.type == NodeType::Record)
                value[field.name.toStdString()] = defaults(field);
            else
                value[field.name.toStdString()] = field.standard ? *field.standard : Value(nullptr);
        }
        return value;
    }

    // A hand on the field of one row; false where there is nothing to lay it on.
    static bool touch(SchemaRow *row)
    {
        const QList<QWidget *> widgets = row->findChildren<QWidget *>();
        for (QWidget *widget : widgets) {
            if (!widget->isVisibleTo(row) || qobject_cast<QPlainTextEdit *>(widget->parentWidget()))
                continue;
            if (auto *edit = qobject_cast<QLineEdit *>(widget)) {
                const bool isNumber = row->node().type == NodeType::Integer || row->node().type == NodeType::Number ||
                                      (row->node().elements && row->node().elements->type == NodeType::Number);
                edit->setText(isNumber ? text(edit->text() == text("3") ? "4" : "3")
                                       : QString(edit->text() + text("x")));
                return true;
            }
            if (auto *check = qobject_cast<QCheckBox *>(widget)) {
                check->click();
                return true;
            }
            if (auto *combo = qobject_cast<QComboBox *>(widget)) {
                if (combo->count() < 2)
                    return false;
                combo->setCurrentIndex(combo->currentIndex() == combo->count() - 1 ? combo->count() - 2
                                                                                   : combo->count() - 1);
                return true;
            }
            if (auto *code = qobject_cast<QPlainTextEdit *>(widget)) {
                code->setPlainText(text("[5]")); // a program as good as any, and JSON where that is due
                return true;
            }
        }
        // An empty list of cards, an empty map.
        for (QWidget *widget : widgets) {
            auto *button = qobject_cast<QAbstractButton *>(widget);
            if (button && button->accessibleName().startsWith(text("Add to"))) {
                button->click();
                const QList<QLineEdit *> edits = row->findChildren<QLineEdit *>();
                for (QLineEdit *edit : edits) {
                    if (edit->accessibleName().startsWith(text("Name of")))
                        edit->setText(text("name"));
                }
                return true;
            }
        }
        return false;
    }

    static QList<SchemaRow *> rowsIn(QWidget *record)
    {
        QList<SchemaRow *> rows;
        const QList<QWidget *> children = record->findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly);
        for (QWidget *child : children) {
            if (auto *row = qobject_cast<SchemaRow *>(child))
                rows.append(row);
        }
        return rows;
    }

    struct Form
    {
        Form(const Theme *theme, const Schema &schema, const Value *opened)
            : form(theme)
        {
            form.setOpened(opened);
            form.setSchema(schema.sharedRoot(), schema.checks(), QStringLiteral("config."));
            form.showValue(opened);
            form.resize(620, 400);
        }
        RecordEdit *record() { return form.findChild<RecordEdit *>(); }
        SchemaForm form;
    };

    // Lays a hand on each field of a form of its own, records in records as well, and looks at what a change would
    // send.
    void eachField(const Schema &schema, const Value &config, const QString &plugin, bool isOld)
    {
        kong::Capabilities server;
        server.oldPlugins = isOld;
        const kong::Shape shape = schema.shape();
        Form f(&m_theme, schema, &config);
        int touched = 0;
        const std::function<void(const SchemaNode &, const QStringList &, RecordEdit *)> walk =
            [&](const SchemaNode &record, const QStringList &path, RecordEdit *at) {
                at->setFilter(QStringLiteral("_")); // brings forth what is deprecated, too
                at->setFilter({});
                for (const SchemaNode &field : record.fields) {
                    const QStringList place = path + QStringList{field.name};
                    const QString where = plugin + QLatin1Char('.') + place.join(QLatin1Char('.'));
                    at->setFilter(field.name);
                    SchemaRow *row = nullptr;
                    for (SchemaRow *one : rowsIn(at)) {
                        if (one->node().name == field.name)
                            row = one;
                    }
                    if (field.mustBeNull && !row)
                        continue;
                    if (field.type == NodeType::Record) {
                        QVERIFY2(row && row->record(), qPrintable(where));
                        row->setGroupOpen(true);
                        walk(field, place, row->record());
                        continue;
                    }
                    QVERIFY2(row, qPrintable(where));
                    QVERIFY2(f.form.value() == config, qPrintable(where));
                    if (!touch(row))
                        continue; // a single choice
                    ++touched;
                    const std::optional<Value> after = f.form.value();
                    QVERIFY2(after && *after != config, qPrintable(where));
                    // All but that place is as it was.
                    Value expected = config;
                    Value *inner = &expected;
                    const Value *got = &*after;
                    for (const QString &name : place) {
                        QVERIFY2(got->is_object() && got->contains(name.toStdString()), qPrintable(where));
                        got = &got->at(name.toStdString());
                        inner = &(*inner)[name.toStdString()];
                    }
                    *inner = *got;
                    QVERIFY2(nlohmann::json(expected) == nlohmann::json(*after), qPrintable(where));
                    // And a PATCH holds it alone.
                    const nlohmann::json before{{"name", "p"}, {"config", nlohmann::json(config)}};
                    const nlohmann::json wanted{{"name", "p"}, {"config", nlohmann::json(*after)}};
                    const kongjson::Patch patch = kongjson::patchOf(kong::Kind::Plugin, before, wanted, server, shape);
                    QVERIFY2(!patch.needsReplace || isOld, qPrintable(where));
                    nlohmann::json left = patch.changes;
                    for (const QString &name :
                         QStringList{QStringLiteral("config")} + (isOld ? place.mid(0, 1) : place)) {
                        QVERIFY2(left.is_object() && left.size() == 1 && left.contains(name.toStdString()),
                                 qPrintable(where + QLatin1Char(' ') + QString::fromStdString(patch.changes.dump())));
                        const nlohmann::json next = left[name.toStdString()];
                        left = next;
                    }
                    // And back, from outside.
                    f.form.showValue(&config);
                    QVERIFY2(f.form.value() == config && f.form.ownProblem().isEmpty(), qPrintable(where));
                }
            };
        walk(schema.root(), {}, f.record());
        QVERIFY2(touched * 10 >= int(schema.root().fields.size()) * 7, qPrintable(plugin)); // few are a single choice
    }

    static const std::map<QString, Schema> &schemas(const QString &version)
    {
        static std::map<QString, std::map<QString, Schema>> known;
        std::map<QString, Schema> &found = known[version];
        if (!found.empty())
            return found;
        for (const test::KongCall &call : test::kongRecording(version, text("76-plugin-schemas"))) {
            if (call.status != 200 || !call.path.contains("schema"))
                continue;
            const QString name = QString::fromUtf8(call.path.mid(call.path.lastIndexOf('/') + 1));
            if (const Result<Schema> schema = Schema::ofPlugin(call.answerBytes()); schema && !found.contains(name))
                found.emplace(name, *schema);
        }
        return found;
    }
    static void versions()
    {
        QTest::addColumn<QString>("version");
        QTest::addColumn<QString>("plugin");
        for (const char *version : {"0.14.1", "2.8.5", "3.9.1"}) {
            for (const auto &[name, schema] : schemas(text(version)))
                QTest::addRow("%s %s", version, qPrintable(name)) << text(version) << name;
        }
    }

    Theme m_theme;

private Q_SLOTS:
    void everyPluginEachField_data() { versions(); }
    void everyPluginEachField()
    {
        QFETCH(QString, version);
        QFETCH(QString, plugin);
        const Schema schema = schemas(version).at(plugin);
        const Value whole = full(schema.root());
        const Value filled = defaults(schema.root());
        for (const Value &config : {whole, filled}) {
            Form f(&m_theme, schema, &config);
            QSignalSpy edited(&f.form, &SchemaForm::edited);
            for (SchemaRow *row : f.form.findChildren<SchemaRow *>())
                row->setGroupOpen(true);
            f.record()->setFilter(QStringLiteral("e"));
            f.record()->setFilter({});
            QVERIFY(f.form.value() == config);
            QVERIFY(edited.isEmpty());
            QCOMPARE(f.form.ownProblem(), QString());
        }
        eachField(schema, whole, plugin, version.startsWith(text("0.")));
        eachField(schema, filled, plugin, version.startsWith(text("0.")));
    }

    // What real servers returned for plugins, all that there are recordings of.
    void recordedPlugins_data()
    {
        QTest::addColumn<QString>("version");
        for (const char *version : {"0.14.1", "2.8.5", "3.9.1"})
            QTest::newRow(version) << text(version);
    }
    void recordedPlugins()
    {
        QFETCH(QString, version);
        const std::map<QString, Schema> &known = schemas(version);
        int count = 0;
        for (const char *name : {"77-plugin-defaults", "40-plugins", "29-apis-plugins", "41-plugin-precedence"}) {
            for (const test::KongCall &call : test::kongRecording(version, text(name))) {
                const nlohmann::json &answer = call.answer;
                if (!answer.is_object() || !answer.contains("config") || !answer["config"].is_object() ||
                    !answer.contains("name"))
                    continue;
                const auto schema = known.find(QString::fromStdString(answer["name"].get<std::string>()));
                if (schema == known.end())
                    continue;
                const Value config = Value::parse(answer["config"].dump());
                Form f(&m_theme, schema->second, &config);
                QVERIFY(f.form.value() == config);
                QVERIFY2(f.record()->unknownMembers().isEmpty(),
                         qPrintable(schema->first + f.record()->unknownMembers().join(u',')));
                ++count;
            }
        }
        QVERIFY(count > 10);
    }

    void defaultsAndResets()
    {
        const Result<Schema> schema = Schema::ofPlugin(R"({"fields":[{"config":{"type":"record","fields":[
            {"minute":{"type":"number","gt":0}},{"port":{"type":"integer","default":6379,"between":[0,65535]}},
            {"name":{"type":"string","required":true}}]}}]})");
        QVERIFY(schema);
        const Value opened = json(R"({"minute":5,"port":1,"name":"n"})");
        Form f(&m_theme, *schema, &opened);
        const auto button = [&](const char *name) -> QAbstractButton * {
            for (QAbstractButton *one : f.form.findChildren<QAbstractButton *>()) {
                if (one->accessibleName() == text(name) && !one->isHidden())
                    return one;
            }
            return nullptr;
        };
        const auto edit = [&](const char *name) {
            for (QLineEdit *one : f.form.findChildren<QLineEdit *>()) {
                if (one->accessibleName() == text(name))
                    return one;
            }
            return static_cast<QLineEdit *>(nullptr);
        };
        QVERIFY(!button("Reset name")); // it must be given: there is nothing to go back to
        QVERIFY(button("Reset port"));
        button("Reset port")->click(); // null would stay null: the default is said
        QVERIFY(*f.form.value() == json(R"({"minute":5,"port":6379,"name":"n"})"));
        QVERIFY(!button("Reset port"));
        button("Reset minute")->click();
        QVERIFY(*f.form.value() == json(R"({"minute":null,"port":6379,"name":"n"})"));
        QCOMPARE(edit("minute")->text(), QString());
        edit("minute")->setText(text("0"));
        QVERIFY(
            !edit("minute")->accessibleDescription().isEmpty()); // told, not forbidden: the server has the last word
        QCOMPARE(f.form.ownProblem(), QString());
        edit("minute")->setText(text("often"));
        QVERIFY(!f.form.ownProblem().isEmpty());
        QVERIFY(*f.form.value() == json(R"({"minute":null,"port":6379,"name":"n"})")); // as it was before
        edit("minute")->setText({});
        QCOMPARE(f.form.ownProblem(), QString());

        // A new one: what is not given is not there.
        Form fresh(&m_theme, *schema, nullptr);
        fresh.form.showValue(nullptr);
        QVERIFY(!fresh.form.value());
        QLineEdit *port = nullptr;
        for (QLineEdit *one : fresh.form.findChildren<QLineEdit *>())
            port = one->accessibleName() == text("port") ? one : port;
        QCOMPARE(port->placeholderText(), text("6379"));
        port->setText(text("80"));
        QVERIFY(*fresh.form.value() == json(R"({"port":80})"));
        port->setText({});
        QVERIFY(!fresh.form.value());
    }

    void problemsStandAtTheirFields()
    {
        const Result<Schema> schema = Schema::ofPlugin(R"({"fields":[{"config":{"type":"record","fields":[
            {"hosts":{"type":"array","elements":{"type":"string"}}},
            {"redis":{"type":"record","fields":[{"host":{"type":"string"}}]}},
            {"old":{"type":"string","deprecation":{"message":"gone soon"}}},
            {"metrics":{"type":"array","elements":{"type":"record","fields":[{"name":{"type":"string"}}]}}}]}}]})");
        QVERIFY(schema);
        const Value opened = json(R"({"hosts":["a","b"],"metrics":[{"name":"x"},{"name":"y"}]})");
        Form f(&m_theme, *schema, &opened);
        f.form.show();
        const auto described = [&](const char *name, int nth = 0) {
            for (QLineEdit *one : f.form.findChildren<QLineEdit *>()) {
                if (one->accessibleName() == text(name) && nth-- == 0)
                    return one->accessibleDescription();
            }
            return text("no such field");
        };
        const QList<FieldProblem> rest = f.form.showProblems({{text("hosts.2"), text("bad host")},
                                                              {text("redis.host"), text("bad redis")},
                                                              {text("old"), text("too old")},
                                                              {text("metrics.2.name"), text("bad name")},
                                                              {text("nowhere"), text("lost")},
                                                              {text("@entity"), text("whole")}});
        QCOMPARE(rest.size(), 2);
        QCOMPARE(described("hosts 2"), text("bad host"));
        QCOMPARE(described("host"), text("bad redis")); // its group has opened
        QCOMPARE(described("old"), text("too old"));    // was put away
        QCOMPARE(described("name", 0), QString());
        QCOMPARE(described("name", 1), text("bad name"));
        QVERIFY(f.form.focusFirstProblem());
        f.form.showProblems({});
        QCOMPARE(described("host"), QString());
        QVERIFY(!f.form.focusFirstProblem());
    }

    void listsKeepWhatALineCannotHold()
    {
        const Result<Schema> schema = Schema::ofPlugin(
            R"({"fields":[{"config":{"type":"record","fields":[{"list":{"type":"array","elements":{"type":"string"}}},)"
            R"({"word":{"type":"string"}}]}}]})");
        QVERIFY(schema);
        for (const char *source : {R"({"list":["a\nb"," c ",""],"word":"x\ny"})", R"({"list":[1,{"a":2}],"word":5})",
                                   R"({"list":{},"word":null})", R"({"list":"text","word":[1]})"}) {
            const Value opened = json(source);
            Form f(&m_theme, *schema, &opened);
            QVERIFY2(*f.form.value() == opened, source);
            for (SchemaRow *row : f.form.findChildren<SchemaRow *>()) {
                if (row->node().name == text("word"))
                    QVERIFY(touch(row));
            }
            QVERIFY2((*f.form.value())["list"] == opened["list"], source);
            QVERIFY2((*f.form.value())["word"] != opened["word"], source);
        }
    }

    void secretsAreMasked()
    {
        const Result<Schema> schema = Schema::ofPlugin(
            R"({"fields":[{"config":{"type":"record","fields":[{"password":{"type":"string","encrypted":true}},)"
            R"({"keys":{"type":"array","elements":{"type":"string","referenceable":true}}}]}}]})");
        QVERIFY(schema);
        const Value opened = json(R"({"password":"very-secret","keys":["also-secret"]})");
        Form f(&m_theme, *schema, &opened);
        const QList<QLineEdit *> edits = f.form.findChildren<QLineEdit *>();
        int masked = 0;
        for (QLineEdit *edit : edits)
            masked += edit->echoMode() == QLineEdit::Password && edit->text().contains(text("secret")) ? 1 : 0;
        QCOMPARE(masked, 2);
        for (QAbstractButton *button : f.form.findChildren<QAbstractButton *>()) {
            if (button->accessibleName().startsWith(text("Show ")))
                button->click();
        }
        for (QLineEdit *edit : edits) {
            if (edit->text().contains(text("secret")))
                QCOMPARE(edit->echoMode(), QLineEdit::Normal);
        }
    }

    // A form of the largest schema is there at once: groups are made when they open.
    void groupsAreMadeWhenTheyOpen()
    {
        const Schema schema = schemas(text("3.9.1")).at(text("ai-proxy"));
        Form f(&m_theme, schema, nullptr);
        const qsizetype before = f.form.findChildren<SchemaRow *>().size();
        QVERIFY(before <= qsizetype(schema.root().fields.size()));
        f.record()->setFilter(text("temperature"));
        QVERIFY(f.form.findChildren<SchemaRow *>().size() > before);
        QVERIFY(!f.record()->setFilter(text("no such name")));
    }
};

MK_TEST_CLASS(TestSchemaForm)
#include "TestSchemaForm.moc"
