// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/KongWindow.h"
#include "net/HttpLog.h"
#include "support/TestMain.h"

#include <QComboBox>
#include <QPlainTextEdit>

using namespace mk;
using namespace mk::test;

// Plugins edited by the form that their schema makes, in the real window against a simulated Kong of each version.
class TestWindowPluginForms : public QObject
{
    Q_OBJECT

    static QString text(const char *utf8) { return QString::fromUtf8(utf8); }
    static QAbstractItemView *list(const KongWindow &w) { return find::view(w.panel("plugins"), text("Plugins")); }
    static bool shows(const KongWindow &w, const QString &name)
    {
        return QTest::qWaitFor([&] { return list(w) && find::row(list(w), name) >= 0; }, patience);
    }
    // Two ways into the platform and a rate limit on everything.
    static bool ready(KongWindow &w)
    {
        return w.makeRoute(text("orders"), text("/orders")).is_object() &&
               w.makeRoute(text("todo"), text("/todo")).is_object() &&
               w.make("/plugins",
                      {{"name", "rate-limiting"}, {"config", {{"minute", 5}, {"hour", 100}, {"policy", "local"}}}})
                   .is_object() &&
               w.open() && w.bench.go(text("Plugins")) && QTest::qWaitFor([&] { return w.mayWrite(); }, patience) &&
               shows(w, text("rate-limiting"));
    }
    static bool opensEditor(const KongWindow &w, const char *plugin, const char *field)
    {
        return KongWindow::opensRow(list(w), text(plugin)) &&
               find::clickSoon(w.panel("plugins"), text("Edit"), patience) &&
               QTest::qWaitFor([&] { return find::edit(w.panel("plugins"), text(field)) != nullptr; }, patience);
    }
    // A form that has just come is laid out in steps: until then its buttons have no height.
    static bool clickLaidOut(const QWidget *page, const char *name)
    {
        const bool there = QTest::qWaitFor(
            [&] {
                const QAbstractButton *button = find::button(page, text(name));
                return button && button->height() > 12;
            },
            patience);
        return there && find::click(page, text(name));
    }
    static nlohmann::json plugin(KongWindow &w, const std::string &name, int nth = 0)
    {
        const nlohmann::json all = w.kong.get("/plugins");
        for (const auto &one : all["data"]) {
            if (one["name"] == name && nth-- == 0)
                return one;
        }
        return nullptr;
    }
    // Bodies with configurations are kept out of the log; their length is told.
    static QByteArray lastBody(const KongWindow &w, const char *method)
    {
        QByteArray body;
        for (const HttpLogEntry &entry : w.bench.app->httpLog().entries()) {
            if (entry.method == QLatin1String(method) && entry.url.contains(QLatin1String("/plugins")) &&
                !entry.url.contains(QLatin1String("validate")))
                body = entry.requestBody;
        }
        return body;
    }
    static QByteArray sized(const nlohmann::json &body)
    {
        return QByteArray('<' + QByteArray::number(qsizetype(body.dump().size())) + " bytes>");
    }

private Q_SLOTS:
    void createThroughTheForm_data() { MK_KONG_VERSIONS(); }
    void createThroughTheForm()
    {
        MK_KONG_WINDOW(w);
        QVERIFY(ready(w));
        QWidget *page = w.panel("plugins");
        QVERIFY(find::click(page, text("New")));
        QTRY_VERIFY_WITH_TIMEOUT(find::combo(page, text("Plugin")), patience);
        QVERIFY(find::choose(page, text("Plugin"), text("request-size-limiting")));
        QTRY_VERIFY_WITH_TIMEOUT(find::edit(page, text("allowed_payload_size")), patience);
        QCOMPARE(find::edit(page, text("allowed_payload_size"))->placeholderText(),
                 text("128")); // a default, not a value
        QVERIFY(KongWindow::fills(page, text("allowed_payload_size"), text("8")));
        // Another plugin begins anew, and coming back brings what was typed.
        QVERIFY(find::choose(page, text("Plugin"), text("correlation-id")));
        QTRY_VERIFY_WITH_TIMEOUT(find::edit(page, text("header_name")), patience);
        QVERIFY(!find::editor(page, text("JSON"))->text().contains(text("allowed_payload_size")));
        QVERIFY(find::choose(page, text("Plugin"), text("request-size-limiting")));
        QTRY_VERIFY_WITH_TIMEOUT(find::edit(page, text("allowed_payload_size")), patience);
        QTRY_COMPARE_WITH_TIMEOUT(find::edit(page, text("allowed_payload_size"))->text(), text("8"), patience);
        QVERIFY(find::choose(page, text("Applies to"), w.isOld ? text("API") : text("Route")));
        QTRY_VERIFY_WITH_TIMEOUT(find::choose(page, text("Which one"), text("orders")), patience);
        QVERIFY(find::clickSoon(page, text("Create"), patience));
        QVERIFY(shows(w, text("request-size-limiting")));
        const nlohmann::json made = plugin(w, "request-size-limiting");
        QCOMPARE(made["config"]["allowed_payload_size"].get<int>(), 8);
        const std::string id = w.kong.get(w.pathOf(text("orders")))["id"].get<std::string>();
        QCOMPARE(w.isOld ? made["api_id"].get<std::string>() : made["route"]["id"].get<std::string>(), id);
    }

    void untouchedSendsNothing_data() { MK_KONG_VERSIONS(); }
    void untouchedSendsNothing()
    {
        MK_KONG_WINDOW(w);
        QVERIFY(ready(w));
        QVERIFY(opensEditor(w, "rate-limiting", "minute"));
        QWidget *page = w.panel("plugins");
        QVERIFY(!find::button(page, text("Save"))->isEnabled());
        QVERIFY(find::shows(page, text("Nothing is changed.")));
        QTest::keyClick(find::edit(page, text("minute")), Qt::Key_S, Qt::ControlModifier);
        QCOMPARE(w.sent("PATCH") + w.sent("PUT"), 0);
    }

    void oneFieldIsSentAlone_data() { MK_KONG_VERSIONS(); }
    void oneFieldIsSentAlone()
    {
        MK_KONG_WINDOW(w);
        QVERIFY(ready(w));
        QVERIFY(opensEditor(w, "rate-limiting", "minute"));
        QWidget *page = w.panel("plugins");
        QVERIFY(KongWindow::fills(page, text("minute"), text("7")));
        QVERIFY(find::clickSoon(page, text("Save"), patience));
        QTRY_COMPARE_WITH_TIMEOUT(plugin(w, "rate-limiting")["config"]["minute"].get<int>(), 7, patience);
        QTRY_COMPARE_WITH_TIMEOUT(lastBody(w, "PATCH"), sized({{"config", {{"minute", 7}}}}), patience);
        QCOMPARE(plugin(w, "rate-limiting")["config"]["hour"].get<int>(), 100);
        QTRY_VERIFY_WITH_TIMEOUT(list(w), patience); // it worked as predicted: the editor is closed
        QVERIFY(w.undoesLast());
        QTRY_COMPARE_WITH_TIMEOUT(plugin(w, "rate-limiting")["config"]["minute"].get<int>(), 5, patience);
    }

    // A record in the configuration, and its members under their older names beside it.
    void oneFieldOfARecord()
    {
        KongWindow w(text("3.9.1"));
        QVERIFY2(w.kong.start(), qPrintable(w.kong.lastError()));
        QVERIFY(ready(w));
        QVERIFY(opensEditor(w, "rate-limiting", "minute"));
        QWidget *page = w.panel("plugins");
        QVERIFY(!find::edit(page, text("redis_host"))); // not shown twice
        QVERIFY(clickLaidOut(page, "redis"));
        QTRY_VERIFY_WITH_TIMEOUT(find::edit(page, text("host")), patience);
        QVERIFY(KongWindow::fills(page, text("host"), text("redis.example")));
        QVERIFY(find::clickSoon(page, text("Save"), patience));
        QTRY_COMPARE_WITH_TIMEOUT(plugin(w, "rate-limiting")["config"]["redis"]["host"].dump(),
                                  std::string("\"redis.example\""), patience);
        QTRY_COMPARE_WITH_TIMEOUT(lastBody(w, "PATCH"), sized({{"config", {{"redis", {{"host", "redis.example"}}}}}}),
                                  patience);
        QTRY_VERIFY_WITH_TIMEOUT(list(w), patience);
        QVERIFY(w.undoesLast());
        QTRY_VERIFY_WITH_TIMEOUT(plugin(w, "rate-limiting")["config"]["redis"]["host"].is_null(), patience);
    }

    void resetAField_data() { MK_KONG_VERSIONS(); }
    void resetAField()
    {
        MK_KONG_WINDOW(w);
        QVERIFY(ready(w));
        const nlohmann::json before = plugin(w, "rate-limiting");
        QVERIFY(opensEditor(w, "rate-limiting", "minute"));
        QWidget *page = w.panel("plugins");
        QVERIFY(clickLaidOut(page, "Reset hour"));
        QCOMPARE(find::edit(page, text("hour"))->text(), QString());
        QVERIFY(find::clickSoon(page, text("Save"), patience));
        QTRY_VERIFY_WITH_TIMEOUT(plugin(w, "rate-limiting")["config"].value("hour", nlohmann::json()).is_null(),
                                 patience);
        if (w.isOld) { // null is refused there: the whole plugin is put, with what makes it the same one
            QCOMPARE(w.sent("PUT"), 1);
            QCOMPARE(w.sent("PATCH"), 0);
            QCOMPARE(plugin(w, "rate-limiting")["id"].dump(), before["id"].dump());
            QCOMPARE(plugin(w, "rate-limiting")["created_at"].dump(), before["created_at"].dump());
        } else {
            QTRY_COMPARE_WITH_TIMEOUT(lastBody(w, "PATCH"), sized({{"config", {{"hour", nullptr}}}}), patience);
        }
        QTRY_VERIFY_WITH_TIMEOUT(list(w), patience);
        QVERIFY(w.undoesLast());
        QTRY_VERIFY_WITH_TIMEOUT(plugin(w, "rate-limiting")["config"]["hour"] == 100, patience);
    }

    // What the server says as somebody types stands at the field, before anything is saved.
    void theServerLooksWhileTyping_data()
    {
        QTest::addColumn<QString>("version");
        QTest::newRow("2.8.5") << text("2.8.5");
        QTest::newRow("3.9.1") << text("3.9.1");
    }
    void theServerLooksWhileTyping()
    {
        MK_KONG_WINDOW(w);
        QVERIFY(ready(w));
        QVERIFY(opensEditor(w, "rate-limiting", "minute"));
        QWidget *page = w.panel("plugins");
        const int writes = w.kong.writes();
        QVERIFY(KongWindow::fills(page, text("minute"), text("-3")));
        QVERIFY(!find::edit(page, text("minute"))->accessibleDescription().isEmpty()); // by the schema, at once
        QTRY_COMPARE_WITH_TIMEOUT(find::edit(page, text("minute"))->accessibleDescription(),
                                  text("value must be greater than 0"), patience);
        QVERIFY(find::edit(page, text("minute"))->hasFocus()); // nothing moves under the hands
        // How members go together stands in the banner.
        QVERIFY(KongWindow::fills(page, text("minute"), {}));
        QVERIFY(KongWindow::fills(page, text("hour"), {}));
        QTRY_VERIFY_WITH_TIMEOUT(find::shows(page, text("The server would not take it like this")), patience);
        QVERIFY(find::shows(page, text("at least one of these fields must be non-empty")));
        QVERIFY(KongWindow::fills(page, text("minute"), text("3")));
        QTRY_VERIFY_WITH_TIMEOUT(!find::shows(page, text("The server would not take it like this")), patience);
        QCOMPARE(w.kong.writes(), writes);
    }

    void refusalsStandAtTheirFields_data() { MK_KONG_VERSIONS(); }
    void refusalsStandAtTheirFields()
    {
        MK_KONG_WINDOW(w);
        QVERIFY(ready(w));
        QVERIFY(opensEditor(w, "rate-limiting", "minute"));
        QWidget *page = w.panel("plugins");
        // Letters where a number is due never leave the form.
        QVERIFY(KongWindow::fills(page, text("minute"), text("often")));
        QVERIFY(!find::button(page, text("Save"))->isEnabled());
        QVERIFY(KongWindow::fills(page, text("minute"), text("0")));
        QVERIFY(find::clickSoon(page, text("Save"), patience));
        if (w.isOld) // the old dialect tells it of the whole configuration
            QTRY_VERIFY_WITH_TIMEOUT(find::shows(page, text("must be greater than zero")), patience);
        else
            QTRY_COMPARE_WITH_TIMEOUT(find::edit(page, text("minute"))->accessibleDescription(),
                                      text("value must be greater than 0"), patience);
        QCOMPARE(plugin(w, "rate-limiting")["config"]["minute"].get<int>(), 5);
        QVERIFY(KongWindow::fills(page, text("minute"), text("9")));
        QVERIFY(find::clickSoon(page, text("Save"), patience));
        QTRY_COMPARE_WITH_TIMEOUT(plugin(w, "rate-limiting")["config"]["minute"].get<int>(), 9, patience);
    }

    void moveToAnotherScope_data() { MK_KONG_VERSIONS(); }
    void moveToAnotherScope()
    {
        MK_KONG_WINDOW(w);
        QVERIFY(ready(w));
        QVERIFY(KongWindow::chooseForRow(list(w), text("rate-limiting"), text("Move to…")));
        QDialog *dialog = w.dialog(text("Move plugin"));
        QVERIFY(dialog);
        QVERIFY(!find::button(dialog, text("Move"))->isEnabled()); // it is there already
        QVERIFY(find::choose(dialog, text("Applies to"), w.isOld ? text("API") : text("Service")));
        QVERIFY(!find::button(dialog, text("Move"))->isEnabled());
        QTRY_VERIFY_WITH_TIMEOUT(find::choose(dialog, text("Which one"), text("todo")), patience);
        QVERIFY(find::clickSoon(dialog, text("Move"), patience));
        const std::string id = w.kong.get(w.isOld ? "/apis/todo" : "/services/todo")["id"].get<std::string>();
        const auto bound = [&] {
            const nlohmann::json now = plugin(w, "rate-limiting");
            return w.isOld                      ? now.value("api_id", std::string())
                   : now["service"].is_object() ? now["service"]["id"].get<std::string>()
                                                : std::string();
        };
        QTRY_COMPARE_WITH_TIMEOUT(bound(), id, patience);
        QCOMPARE(plugin(w, "rate-limiting")["config"]["minute"].get<int>(), 5);
        QTRY_COMPARE_WITH_TIMEOUT(find::cell(list(w), find::row(list(w), text("rate-limiting")), text("Applies to")),
                                  text("todo"), patience);
        QVERIFY(w.undoesLast());
        QTRY_COMPARE_WITH_TIMEOUT(bound(), std::string(), patience);
    }

    void copyToAnotherScope_data() { MK_KONG_VERSIONS(); }
    void copyToAnotherScope()
    {
        MK_KONG_WINDOW(w);
        const nlohmann::json anna = w.make("/consumers", {{"username", "anna"}});
        QVERIFY(anna.is_object());
        QVERIFY(ready(w));
        QVERIFY(KongWindow::chooseForRow(list(w), text("rate-limiting"), text("Copy to…")));
        QDialog *dialog = w.dialog(text("Copy plugin"));
        QVERIFY(dialog);
        QVERIFY(find::choose(dialog, text("Applies to"), text("Consumer")));
        QTRY_VERIFY_WITH_TIMEOUT(find::choose(dialog, text("Which one"), text("anna")), patience);
        QVERIFY(find::clickSoon(dialog, text("Copy"), patience));
        const auto count = [&] { return w.kong.get("/plugins")["data"].size(); };
        QTRY_COMPARE_WITH_TIMEOUT(count(), std::size_t(2), patience);
        const nlohmann::json first = plugin(w, "rate-limiting");
        const nlohmann::json second = plugin(w, "rate-limiting", 1);
        QVERIFY(first["config"] == second["config"]);
        QVERIFY(nlohmann::json::array({first, second}).dump().find(anna["id"].get<std::string>()) != std::string::npos);
        QTRY_VERIFY_WITH_TIMEOUT(find::row(list(w), text("anna")) >= 0, patience);
        QVERIFY(w.undoesLast());
        QTRY_COMPARE_WITH_TIMEOUT(count(), std::size_t(1), patience);
        // A plugin that takes no consumer does not offer one.
        QVERIFY(w.make(w.pathOf(text("orders")) + "/plugins", {{"name", "key-auth"}}).is_object());
        find::click(w.panel("plugins"), text("Refresh"));
        QVERIFY(shows(w, text("key-auth")));
        QVERIFY(KongWindow::chooseForRow(list(w), text("key-auth"), text("Copy to…")));
        QDialog *again = w.dialog(text("Copy plugin"));
        QVERIFY(again);
        QComboBox *kinds = find::combo(again, text("Applies to"));
        const QModelIndex consumer = kinds->model()->index(kinds->findText(text("Consumer")), 0);
        QTRY_VERIFY_WITH_TIMEOUT(!(consumer.flags() & Qt::ItemIsEnabled), patience);
        QVERIFY(find::click(again, text("Cancel")));
    }

    // Form and JSON are one document, whichever is written.
    void formAndJson_data() { MK_KONG_VERSIONS(); }
    void formAndJson()
    {
        MK_KONG_WINDOW(w);
        QVERIFY(ready(w));
        QVERIFY(opensEditor(w, "rate-limiting", "minute"));
        QWidget *page = w.panel("plugins");
        CodeEditor *code = find::editor(page, text("JSON"));
        QVERIFY(code);
        QVERIFY(KongWindow::fills(page, text("minute"), text("8")));
        nlohmann::ordered_json document = nlohmann::ordered_json::parse(code->text().toStdString());
        QCOMPARE(document["config"]["minute"].get<int>(), 8);
        document["config"]["day"] = 9;
        document["config"]["made_up"] = {{"a", 1}}; // no field of the schema: it stays, and is told
        code->replaceText(QString::fromStdString(document.dump(2)));
        QTRY_COMPARE_WITH_TIMEOUT(find::edit(page, text("day"))->text(), text("9"), patience);
        QVERIFY(find::shows(page, text("made_up")));
        QVERIFY(KongWindow::fills(page, text("day"), text("10")));
        document = nlohmann::ordered_json::parse(code->text().toStdString());
        QCOMPARE(document["config"]["day"].get<int>(), 10);
        QCOMPARE(document["config"]["made_up"]["a"].get<int>(), 1);
    }
};

MK_TEST_CLASS(TestWindowPluginForms)
#include "TestWindowPluginForms.moc"
