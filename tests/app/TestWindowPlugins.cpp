// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/KongWindow.h"
#include "support/TestMain.h"

#include <QComboBox>

using namespace mk;
using namespace mk::test;

// The Plugins panel in the real window against a simulated Kong, in each version that there is.
class TestWindowPlugins : public QObject
{
    Q_OBJECT

    static QString text(const char *utf8) { return QString::fromUtf8(utf8); }
    static QAbstractItemView *list(const KongWindow &w) { return find::view(w.panel("plugins"), text("Plugins")); }
    static bool shows(const KongWindow &w, const QString &name)
    {
        return QTest::qWaitFor([&] { return list(w) && find::row(list(w), name) >= 0; }, patience);
    }
    static bool ready(KongWindow &w)
    {
        return w.makeRoute(text("orders"), text("/orders")).is_object()
            && w.make("/plugins", {{"name", "http-log"},
                                   {"config", {{"http_endpoint", "http://log.example/"}}}})
                   .is_object()
            && w.make(w.pathOf(text("orders")) + "/plugins", {{"name", "cors"}}).is_object() && w.open()
            && w.bench.go(text("Plugins")) && QTest::qWaitFor([&] { return w.mayWrite(); }, patience) && shows(w, text("cors"))
            && shows(w, text("http-log"));
    }

private Q_SLOTS:
    void listTellsScopesByName_data() { MK_KONG_VERSIONS(); }
    void listTellsScopesByName()
    {
        MK_KONG_WINDOW(w);
        QVERIFY(ready(w));
        const auto cell = [&](const char *plugin, const char *column) {
            return find::cell(list(w), find::row(list(w), text(plugin)), text(column));
        };
        QCOMPARE(cell("http-log", "Scope"), text("Global"));
        QCOMPARE(cell("cors", "Scope"), w.isOld ? text("API") : text("Route"));
        QTRY_COMPARE_WITH_TIMEOUT(cell("cors", "Applies to"), text("orders"), patience);
        QCOMPARE(cell("cors", "State"), text("On"));
    }

    void switchIsDirectAndComesBack_data() { MK_KONG_VERSIONS(); }
    void switchIsDirectAndComesBack()
    {
        MK_KONG_WINDOW(w);
        QVERIFY(ready(w));
        QVERIFY(KongWindow::opensRow(list(w), text("http-log")));
        QVERIFY(find::clickSoon(w.panel("plugins"), text("Switch off"), patience));
        const auto state = [&] { return find::cell(list(w), find::row(list(w), text("http-log")), text("State")); };
        QTRY_COMPARE_WITH_TIMEOUT(state(), text("Off"), patience);
        QVERIFY(!find::dialog(w.window()));
        QVERIFY(w.undoesLast());
        QTRY_COMPARE_WITH_TIMEOUT(state(), text("On"), patience);
    }

    void addAtAScope_data() { MK_KONG_VERSIONS(); }
    void addAtAScope()
    {
        MK_KONG_WINDOW(w);
        QVERIFY(ready(w));
        QWidget *page = w.panel("plugins");
        QVERIFY(find::click(page, text("New")));
        QTRY_VERIFY_WITH_TIMEOUT(find::combo(page, text("Plugin")), patience);
        QVERIFY(find::choose(page, text("Plugin"), text("key-auth")));
        QTRY_VERIFY_WITH_TIMEOUT(find::edit(page, text("key_names 1")), patience); // its form
        QVERIFY(find::choose(page, text("Applies to"), w.isOld ? text("API") : text("Service")));
        QTRY_VERIFY_WITH_TIMEOUT(find::choose(page, text("Which one"), text("orders")), patience);
        QVERIFY(find::clickSoon(page, text("Create"), patience));
        QTRY_VERIFY_WITH_TIMEOUT(find::row(list(w), text("key-auth")) >= 0, patience);
        const nlohmann::json all = w.kong.get(w.isOld ? "/apis/orders/plugins" : "/services/orders/plugins");
        QVERIFY(all.is_object());
        bool found = false;
        for (const auto &plugin : all["data"])
            found = found || plugin["name"] == "key-auth";
        QVERIFY(found);
        QVERIFY(KongWindow::opensRow(list(w), text("key-auth")));
        QVERIFY(find::clickSoon(page, text("Delete…"), patience));
        QVERIFY(w.applies());
        QTRY_VERIFY_WITH_TIMEOUT(find::row(list(w), text("key-auth")) < 0, patience);
    }

    void editBySchemaAndBeRefused_data() { MK_KONG_VERSIONS(); }
    void editBySchemaAndBeRefused()
    {
        MK_KONG_WINDOW(w);
        QVERIFY(ready(w));
        QWidget *page = w.panel("plugins");
        QVERIFY(KongWindow::opensRow(list(w), text("http-log")));
        QVERIFY(find::clickSoon(page, text("Edit"), patience));
        QTRY_VERIFY_WITH_TIMEOUT(find::editor(page, text("JSON"))
                                     && find::editor(page, text("JSON"))->text().contains(text("log.example")),
                                 patience);
        CodeEditor *code = find::editor(page, text("JSON"));
        nlohmann::ordered_json document = nlohmann::ordered_json::parse(code->text().toStdString());
        document["config"]["timeout"] = "soon";
        code->replaceText(QString::fromStdString(document.dump(2)));
        QVERIFY(find::clickSoon(page, text("Save"), patience));
        // In Kong's words, at the member's own field.
        const QString words = w.isOld ? text("timeout is not a number") : text("expected a number");
        QTRY_VERIFY_WITH_TIMEOUT(find::shows(page, words), patience);
        QCOMPARE(find::edit(page, text("timeout"))->accessibleDescription(), words);
        document["config"]["timeout"] = 4321;
        code->replaceText(QString::fromStdString(document.dump(2)));
        QVERIFY(find::clickSoon(page, text("Save"), patience));
        const auto timeout = [&] {
            const nlohmann::json all = w.kong.get("/plugins");
            for (const auto &plugin : all["data"]) {
                if (plugin["name"] == "http-log")
                    return plugin["config"]["timeout"].get<int>();
            }
            return 0;
        };
        QTRY_COMPARE_WITH_TIMEOUT(timeout(), 4321, patience);
    }

    // Where the server can look it does, before anything is sent.
    void theServerLooksBefore_data() { MK_KONG_VERSIONS(); }
    void theServerLooksBefore()
    {
        MK_KONG_WINDOW(w);
        QVERIFY(ready(w));
        QWidget *page = w.panel("plugins");
        QVERIFY(KongWindow::opensRow(list(w), text("http-log")));
        QVERIFY(find::clickSoon(page, text("Edit"), patience));
        QTRY_VERIFY_WITH_TIMEOUT(find::editor(page, text("JSON")), patience);
        CodeEditor *code = find::editor(page, text("JSON"));
        nlohmann::ordered_json document = nlohmann::ordered_json::parse(code->text().toStdString());
        document["config"]["timeout"] = "soon";
        const int before = w.kong.writes();
        code->replaceText(QString::fromStdString(document.dump(2)));
        QVERIFY(find::clickSoon(page, text("Save"), patience));
        QTRY_VERIFY_WITH_TIMEOUT(find::shows(page, w.isOld ? text("timeout is not a number") : text("expected a number")), patience);
        const int looks = w.kong.requests("POST", "/schemas/plugins/validate"); // one may have been while typing
        QVERIFY2(w.isOld ? looks == 0 : looks >= 1 && looks <= 2, qPrintable(QString::number(looks)));
        QCOMPARE(w.kong.writes(), w.isOld ? before + 1 : before);
        QCOMPARE(w.sent("PATCH"), w.isOld ? 1 : 0);
    }

    void manyAtOnce_data() { MK_KONG_VERSIONS(); }
    void manyAtOnce()
    {
        MK_KONG_WINDOW(w);
        QVERIFY(w.make("/plugins", {{"name", "oauth2"},
                                    {"config", {{"enable_client_credentials", true}, {"provision_key", "very-secret-key"}}}})
                    .is_object());
        QVERIFY(ready(w));
        QVERIFY(shows(w, text("oauth2")));
        QWidget *page = w.panel("plugins");
        const auto all = [&] { return w.kong.get("/plugins")["data"]; };
        const auto count = [&](bool enabled) {
            int found = 0;
            for (const auto &plugin : all())
                found += plugin["enabled"] == enabled ? 1 : 0;
            return found;
        };
        KongWindow::chooseAll(list(w));
        QTRY_VERIFY_WITH_TIMEOUT(find::shows(page, text("3 plugins selected")) || find::shows(page, text("3 plugin(s) selected")),
                                 patience);
        // No secret goes along, in no column.
        const QString config = find::cell(list(w), find::row(list(w), text("oauth2")), text("Configuration"));
        QVERIFY(!config.isEmpty() && !config.contains(text("very-secret-key")));
        for (const bool asCsv : {true, false}) {
            QVERIFY(KongWindow::chooseInMenuOf(page, text("Export"), asCsv ? text("As CSV…") : text("As JSON…")));
            const QByteArray content = w.savedTo(w.bench.folder.filePath(asCsv ? text("p.csv") : text("p.json")));
            QVERIFY(content.contains("oauth2"));
            QVERIFY(content.contains("http-log"));
            QVERIFY(!content.contains("very-secret-key"));
        }
        QVERIFY(find::click(page, text("Switch off")));
        QTRY_COMPARE_WITH_TIMEOUT(count(false), 3, patience);
        QVERIFY(w.undoesLast());
        QTRY_COMPARE_WITH_TIMEOUT(count(true), 3, patience);
        QTRY_VERIFY_WITH_TIMEOUT(!find::dialog(w.window()), patience);
        // What is deleted is what the list shows: not before it shows what the undo brought back.
        for (const char *name : {"oauth2", "http-log", "cors"})
            QTRY_COMPARE_WITH_TIMEOUT(find::cell(list(w), find::row(list(w), text(name)), text("State")), text("On"), patience);
        KongWindow::chooseAll(list(w));
        QVERIFY(find::clickSoon(page, text("Delete…"), patience));
        QVERIFY(w.applies());
        QTRY_COMPARE_WITH_TIMEOUT(all().size(), std::size_t(0), patience);
        QVERIFY(w.undoesLast());
        QTRY_COMPARE_WITH_TIMEOUT(all().size(), std::size_t(3), patience);
    }

    // A consumer is told by its name. There is no panel of consumers: nothing leads there.
    void consumersByTheirNames_data() { MK_KONG_VERSIONS(); }
    void consumersByTheirNames()
    {
        MK_KONG_WINDOW(w);
        const nlohmann::json anna = w.make("/consumers", {{"username", "anna"}});
        QVERIFY(anna.is_object());
        nlohmann::json plugin{{"name", "request-size-limiting"}};
        if (w.isOld)
            plugin["consumer_id"] = anna["id"];
        else
            plugin["consumer"] = {{"id", anna["id"]}};
        QVERIFY(w.make("/plugins", plugin).is_object());
        QVERIFY(ready(w));
        QWidget *page = w.panel("plugins");
        const auto cell = [&](const char *column) {
            return find::cell(list(w), find::row(list(w), text("request-size-limiting")), text(column));
        };
        QCOMPARE(cell("Scope"), text("Consumer"));
        QTRY_COMPARE_WITH_TIMEOUT(cell("Applies to"), text("anna"), patience);
        QVERIFY(find::clickRow(list(w), text("anna"))); // no link: the row is chosen, and that is all
        QVERIFY(page->isVisible());
        QVERIFY(KongWindow::opensRow(list(w), text("request-size-limiting")));
        QTRY_VERIFY_WITH_TIMEOUT(find::button(page, text("Edit")), patience);
        QVERIFY(!find::button(page, text("anna")));
        QVERIFY(find::click(page, text("Edit")));
        QTRY_VERIFY_WITH_TIMEOUT(find::combo(page, text("Which one")) && find::combo(page, text("Which one"))->currentText() == text("anna"),
                                 patience);
    }

    void movingByHandIsRefused_data() { MK_KONG_VERSIONS(); }
    void movingByHandIsRefused()
    {
        MK_KONG_WINDOW(w);
        QVERIFY(ready(w));
        const nlohmann::json orders = w.kong.get(w.pathOf(text("orders")));
        QWidget *page = w.panel("plugins");
        QVERIFY(KongWindow::opensRow(list(w), text("http-log")));
        QVERIFY(find::clickSoon(page, text("Edit"), patience));
        QTRY_VERIFY_WITH_TIMEOUT(find::editor(page, text("JSON")), patience);
        CodeEditor *code = find::editor(page, text("JSON"));
        nlohmann::ordered_json document = nlohmann::ordered_json::parse(code->text().toStdString());
        if (w.isOld)
            document["api_id"] = orders["id"].get<std::string>();
        else
            document["route"] = {{"id", orders["id"].get<std::string>()}};
        const int before = w.kong.writes();
        code->replaceText(QString::fromStdString(document.dump(2)));
        QVERIFY(find::clickSoon(page, text("Save"), patience));
        QTRY_VERIFY_WITH_TIMEOUT(find::shows(page, text("Nothing was sent")), patience);
        QCOMPARE(w.kong.writes(), before);
    }
};

MK_TEST_CLASS(TestWindowPlugins)
#include "TestWindowPlugins.moc"
