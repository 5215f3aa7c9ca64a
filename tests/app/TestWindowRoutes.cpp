// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/KongWindow.h"
#include "support/TestMain.h"

#include "widgets/DetailDrawer.h"
#include "widgets/Tabs.h"
#include "widgets/ThreeWayView.h"

#include <QComboBox>

using namespace mk;
using namespace mk::test;

// The Routes panel in the real window against a simulated Kong, in each version that there is.
class TestWindowRoutes : public QObject
{
    Q_OBJECT

    static QString text(const char *utf8) { return QString::fromUtf8(utf8); }
    static QAbstractItemView *list(const KongWindow &w) { return find::view(w.panel("routes"), text("Routes")); }
    static bool shows(const KongWindow &w, const QString &name)
    {
        return QTest::qWaitFor([&] { return list(w) && find::row(list(w), name) >= 0; }, patience);
    }
    static bool opensEditor(const KongWindow &w, const QString &name)
    {
        return shows(w, name) && KongWindow::opensRow(list(w), name) && find::clickSoon(w.panel("routes"), text("Edit"), patience)
            && QTest::qWaitFor([&] { return find::edit(w.panel("routes"), text("Client path 1")) != nullptr; }, patience);
    }
    // Opened, ready to write, with two ways in.
    static bool ready(KongWindow &w)
    {
        return w.makeRoute(text("orders"), text("/orders")).is_object() && w.makeRoute(text("users"), text("/users")).is_object()
            && w.open() && w.bench.go(text("Routes")) && QTest::qWaitFor([&] { return w.mayWrite(); }, patience)
            && shows(w, text("orders")) && shows(w, text("users"));
    }

private Q_SLOTS:
    void listIsWhatTheServerSays_data() { MK_KONG_VERSIONS(); }
    void listIsWhatTheServerSays()
    {
        MK_KONG_WINDOW(w);
        QVERIFY(ready(w));
        const int row = find::row(list(w), text("orders"));
        QCOMPARE(find::cell(list(w), row, text("Kind")), w.isOld ? text("API") : text("Route"));
        QCOMPARE(find::cell(list(w), row, text("Client path")), text("/orders"));
        QVERIFY(find::cell(list(w), row, text("Upstream")).contains(text("orders.service.consul")));
        QVERIFY(find::shows(w.panel("routes"), text("2")));
        // Made by somebody else: it comes by itself.
        QVERIFY(w.makeRoute(text("late"), text("/late")).is_object());
        QTRY_VERIFY_WITH_TIMEOUT(find::row(list(w), text("late")) >= 0, patience);
        QCOMPARE(list(w)->model()->rowCount(), 3);
    }

    // The drawer of one way in tells which plugins run for it, in order, and why the others don't.
    void pluginsInOrder_data() { MK_KONG_VERSIONS(); }
    void pluginsInOrder()
    {
        MK_KONG_WINDOW(w);
        QVERIFY(ready(w));
        const nlohmann::json orders = w.kong.get(w.pathOf(text("orders")));
        const nlohmann::json anna = w.make("/consumers", {{"username", "anna"}});
        QVERIFY(orders.is_object() && anna.is_object());
        const auto add = [&](const char *name, const char *member, const nlohmann::json &to, bool enabled = true) {
            nlohmann::json plugin{{"name", name}, {"enabled", enabled}};
            if (std::string_view(name) == "rate-limiting")
                plugin["config"] = {{"minute", 5}};
            if (member && w.isOld)
                plugin[std::string(member) + "_id"] = to["id"];
            else if (member)
                plugin[member] = {{"id", to["id"]}};
            return w.make("/plugins", plugin).is_object();
        };
        const char *own = w.isOld ? "api" : "route";
        QVERIFY(add("rate-limiting", nullptr, {}) && add("rate-limiting", own, orders) && add("rate-limiting", "consumer", anna));
        QVERIFY(add("key-auth", own, orders) && add("cors", own, orders, false) && add("correlation-id", nullptr, {}));
        QWidget *page = w.panel("routes");
        QVERIFY(KongWindow::opensRow(list(w), text("orders")));
        const auto table = [&] { return find::view(page, text("Plugins in order")); };
        const auto told = [&] {
            QStringList lines;
            for (int row = 0; table() && row < table()->model()->rowCount(); ++row) {
                lines << QStringList{find::cell(table(), row, text("#")), find::cell(table(), row, text("Plugin")),
                                     find::cell(table(), row, text("Scope")), find::cell(table(), row, text("Outcome"))}
                             .join(QLatin1Char(' ')).trimmed();
            }
            return lines;
        };
        const QString scope = w.isOld ? text("API") : text("Route");
        // Kong 3 gives a request its id before anything else, older ones after everything else.
        const bool early = version.startsWith(QLatin1Char('3'));
        const QString id = text("%1 correlation-id Global Runs").arg(early ? 1 : 3);
        QStringList unknown{text("cors %1 Off").arg(scope), text("%1 key-auth %2 Runs").arg(early ? 2 : 1).arg(scope),
                            text("%1 rate-limiting %2 Runs").arg(early ? 3 : 2).arg(scope), text("rate-limiting Global Loses to: %1").arg(scope)};
        unknown.insert(early ? 0 : 4, id);
        QTRY_COMPARE_WITH_TIMEOUT(told(), unknown, patience);
        // As anna, whom key-auth finds out, her own limit counts.
        QComboBox *who = find::combo(page, text("Sent by"));
        QVERIFY(who);
        QTRY_VERIFY_WITH_TIMEOUT(who->findText(text("anna")) >= 0, patience);
        QVERIFY(find::choose(page, text("Sent by"), text("anna")));
        QTRY_VERIFY2_WITH_TIMEOUT(told().contains(text("%1 rate-limiting Consumer Runs").arg(early ? 3 : 2)), qPrintable(told().join(QLatin1Char('|'))), patience);
        QVERIFY(told().contains(text("rate-limiting %1 Loses to: Consumer").arg(scope)));
    }

    void makeOne_data() { MK_KONG_VERSIONS(); }
    void makeOne()
    {
        MK_KONG_WINDOW(w);
        QVERIFY(ready(w));
        QVERIFY(find::click(w.panel("routes"), text("New")));
        QVERIFY(KongWindow::chooseInMenu(w.isOld ? text("API object") : text("Service and route")));
        QWidget *page = w.panel("routes");
        if (w.isOld) {
            QVERIFY(KongWindow::fills(page, text("Name"), text("baskets")));
            QVERIFY(KongWindow::fills(page, text("Upstream"), text("http://baskets.service.consul:8080")));
        } else {
            QVERIFY(KongWindow::fills(page, text("Name"), text("baskets")));
            QVERIFY(KongWindow::fills(page, text("Host"), text("baskets.service.consul")));
            QVERIFY(KongWindow::fills(page, text("Route name"), text("baskets")));
        }
        QVERIFY(KongWindow::fills(page, text("Client path 1"), text("/baskets")));
        QVERIFY(find::clickSoon(page, text("Create"), patience));
        QTRY_VERIFY_WITH_TIMEOUT(w.kong.get(w.pathOf(text("baskets"))).is_object(), patience);
        const nlohmann::json made = w.kong.get(w.pathOf(text("baskets")));
        QCOMPARE(QString::fromStdString(made[w.pathsMember().toStdString()].dump()), text("[\"/baskets\"]"));
        QTRY_VERIFY_WITH_TIMEOUT(find::row(list(w), text("baskets")) >= 0, patience);
        // Taken back, all of it.
        QVERIFY(w.undoesLast());
        QTRY_VERIFY_WITH_TIMEOUT(!w.kong.get(w.pathOf(text("baskets"))).is_object(), patience);
        if (!w.isOld)
            QTRY_VERIFY_WITH_TIMEOUT(!w.kong.get("/services/baskets").is_object(), patience);
    }

    void editAndTakeBack_data() { MK_KONG_VERSIONS(); }
    void editAndTakeBack()
    {
        MK_KONG_WINDOW(w);
        QVERIFY(ready(w));
        QVERIFY(opensEditor(w, text("orders")));
        QWidget *page = w.panel("routes");
        // Typed, and not confirmed by anything.
        QVERIFY(KongWindow::fills(page, text("Client path 2"), text("/o2")));
        QVERIFY(find::editor(page, text("JSON"))->text().contains(text("/o2")));
        QVERIFY(find::clickSoon(page, text("Save"), patience));
        if (QDialog *preview = nullptr;
            QTest::qWaitFor([&] { return w.sent("PATCH") > 0 || (preview = find::dialog(w.window())) != nullptr; }, patience)
            && preview)
            QVERIFY(w.applies()); // a service that registers itself: what it will undo is said before
        const std::string paths = w.pathsMember().toStdString();
        const auto stored = [&] { return QString::fromStdString(w.kong.get(w.pathOf(text("orders")))[paths].dump()); };
        QTRY_COMPARE_WITH_TIMEOUT(stored(), text("[\"/orders\",\"/o2\"]"), patience);
        QTRY_COMPARE_WITH_TIMEOUT(find::cell(list(w), find::row(list(w), text("orders")), text("Client path")),
                                  text("/orders, /o2"), patience);
        QVERIFY(w.undoesLast());
        QTRY_COMPARE_WITH_TIMEOUT(stored(), text("[\"/orders\"]"), patience);
    }

    // What the form has no field of its own for comes from the server's schema, below it.
    void everythingElse_data()
    {
        QTest::addColumn<QString>("version");
        QTest::newRow("2.8.5") << text("2.8.5");
        QTest::newRow("3.9.1") << text("3.9.1");
    }
    void everythingElse()
    {
        MK_KONG_WINDOW(w);
        QVERIFY(ready(w));
        const nlohmann::json before = w.kong.get("/routes/orders");
        QVERIFY(opensEditor(w, text("orders")));
        QWidget *page = w.panel("routes");
        QTRY_VERIFY_WITH_TIMEOUT(find::combo(page, text("path_handling")), patience);
        QTRY_VERIFY_WITH_TIMEOUT(find::shows(page, text("Everything else")), patience);
        QVERIFY(!find::button(page, text("Save"))->isEnabled()); // looking changes nothing
        QVERIFY(find::choose(page, text("path_handling"), text("v1")));
        QVERIFY(find::editor(page, text("JSON"))->text().contains(text("\"v1\"")));
        QVERIFY(find::clickSoon(page, text("Save"), patience));
        QTRY_COMPARE_WITH_TIMEOUT(QString::fromStdString(w.kong.get("/routes/orders")["path_handling"].dump()), text("\"v1\""), patience);
        QCOMPARE(w.sent("PATCH"), 1);
        nlohmann::json now = w.kong.get("/routes/orders");
        now["path_handling"] = before["path_handling"];
        now["updated_at"] = before["updated_at"];
        QVERIFY(now == before);
        QVERIFY(w.undoesLast());
        QTRY_VERIFY_WITH_TIMEOUT(w.kong.get("/routes/orders")["path_handling"] == before["path_handling"], patience);
    }

    void conflictKeepsBothTexts_data() { MK_KONG_VERSIONS(); }
    void conflictKeepsBothTexts()
    {
        MK_KONG_WINDOW(w);
        QVERIFY(ready(w));
        QVERIFY(opensEditor(w, text("orders")));
        QWidget *page = w.panel("routes");
        const std::string paths = w.pathsMember().toStdString();
        QVERIFY(KongWindow::fills(page, text("Client path 1"), text("/mine")));
        QCOMPARE(w.kong.send("PATCH", w.pathOf(text("orders")),
                             QByteArray::fromStdString(nlohmann::json{{paths, {"/theirs"}}, {"preserve_host", true}}.dump()))
                     .status,
                 200);
        QVERIFY(find::clickSoon(page, text("Save"), patience));
        // The list may have told of it first: then "Compare…" leads to the same place.
        QTRY_VERIFY_WITH_TIMEOUT(find::shows(page, text("Server now")) || find::button(page, text("Compare…"))
                                     || find::dialog(w.window()),
                                 patience);
        if (find::dialog(w.window()))
            QVERIFY(w.applies());
        if (find::button(page, text("Compare…")) && !find::shows(page, text("Server now")))
            QVERIFY(find::click(page, text("Compare…")));
        QTRY_VERIFY_WITH_TIMEOUT(find::shows(page, text("Server now")), patience);
        QCOMPARE(QString::fromStdString(w.kong.get(w.pathOf(text("orders")))[paths].dump()), text("[\"/theirs\"]"));
        auto *merge = page->findChild<ThreeWayView *>();
        QVERIFY(merge && merge->isVisible());
        QVERIFY(!find::button(page, text("Review and save…"))->isEnabled());
        for (int change = 0; change < merge->changeCount(); ++change) {
            if (merge->choiceOf(change) == ThreeWayView::Choice::Open)
                merge->choose(change, ThreeWayView::Choice::Mine);
        }
        QTRY_VERIFY_WITH_TIMEOUT(find::button(page, text("Review and save…"))->isEnabled(), patience);
        QVERIFY(find::click(page, text("Review and save…")));
        QVERIFY(w.applies());
        QTRY_COMPARE_WITH_TIMEOUT(QString::fromStdString(w.kong.get(w.pathOf(text("orders")))[paths].dump()),
                                  text("[\"/mine\"]"), patience);
        QCOMPARE(w.kong.get(w.pathOf(text("orders")))["preserve_host"].get<bool>(), true); // theirs came along
    }

    void lostAnswerIsSettledByReading_data() { MK_KONG_VERSIONS(); }
    void lostAnswerIsSettledByReading()
    {
        MK_KONG_WINDOW(w);
        QVERIFY(ready(w));
        QVERIFY(opensEditor(w, text("orders")));
        QWidget *page = w.panel("routes");
        QVERIFY(w.kong.fault({{"fault", "lose-answer"}, {"method", "PATCH"}, {"count", 1}}));
        QVERIFY(KongWindow::fills(page, text("Client path 1"), text("/once")));
        QVERIFY(find::clickSoon(page, text("Save"), patience));
        const std::string paths = w.pathsMember().toStdString();
        const auto stored = [&] { return QString::fromStdString(w.kong.get(w.pathOf(text("orders")))[paths].dump()); };
        if (QDialog *preview = nullptr;
            QTest::qWaitFor([&] { return stored() == text("[\"/once\"]") || (preview = find::dialog(w.window())) != nullptr; },
                            patience)
            && preview)
            QVERIFY(w.applies());
        QTRY_COMPARE_WITH_TIMEOUT(stored(), text("[\"/once\"]"), patience);
        // The editor is left, so reading has settled it; and it was sent once.
        QTRY_VERIFY_WITH_TIMEOUT(list(w) && list(w)->isVisible(), patience);
        QCOMPARE(w.sent("PATCH"), 1);
    }

    void whatBreaksTheGatewayIsNotSent_data() { MK_KONG_VERSIONS(); }
    void whatBreaksTheGatewayIsNotSent()
    {
        MK_KONG_WINDOW(w);
        QVERIFY(ready(w));
        QVERIFY(opensEditor(w, text("orders")));
        QWidget *page = w.panel("routes");
        const int before = w.kong.writes();
        find::edit(page, text("Client path 1"))->clear();
        QVERIFY(find::clickSoon(page, text("Save"), patience));
        QTRY_VERIFY_WITH_TIMEOUT(find::shows(page, text("Nothing was sent")), patience);
        QCOMPARE(w.kong.writes(), before);
        // A path without its slash is told at its line.
        QVERIFY(KongWindow::fills(page, text("Client path 1"), text("orders")));
        QVERIFY(find::clickSoon(page, text("Save"), patience));
        QTRY_VERIFY_WITH_TIMEOUT(find::edit(page, text("Client path 1"))->property("mkWrong").toBool(), patience);
        QCOMPARE(w.kong.writes(), before);
        QVERIFY(find::edit(page, text("Client path 1"))->text() == text("orders")); // still there
    }

    void refusalStandsAtItsField_data() { MK_KONG_VERSIONS(); }
    void refusalStandsAtItsField()
    {
        MK_KONG_WINDOW(w);
        QVERIFY(ready(w));
        QVERIFY(opensEditor(w, text("orders")));
        QWidget *page = w.panel("routes");
        QVERIFY(KongWindow::fills(page, text("Name"), text("users"))); // taken
        if (w.isOld)
            QVERIFY(find::clickSoon(page, text("Save"), patience));
        else
            QVERIFY(find::clickSoon(page, text("Save"), patience));
        if (QTest::qWaitFor([&] { return find::dialog(w.window()) || find::edit(page, text("Name"))->property("mkWrong").toBool(); },
                            patience)
            && find::dialog(w.window())) {
            QVERIFY(w.applies());
            QTRY_VERIFY_WITH_TIMEOUT(find::dialog(w.window())
                                         && find::button(find::dialog(w.window()), text("Leave it so")),
                                     patience);
            QVERIFY(find::click(find::dialog(w.window()), text("Leave it so")));
        }
        QTRY_VERIFY_WITH_TIMEOUT(find::edit(page, text("Name"))->property("mkWrong").toBool(), patience);
        QVERIFY(!find::edit(page, text("Name"))->accessibleDescription().isEmpty());
        QCOMPARE(find::edit(page, text("Name"))->text(), text("users"));
        QVERIFY(find::button(page, text("Save"))->isEnabled());
    }

    void deleteWithWhatHangsOnIt_data() { MK_KONG_VERSIONS(); }
    void deleteWithWhatHangsOnIt()
    {
        MK_KONG_WINDOW(w);
        QVERIFY(ready(w));
        const nlohmann::json entity = w.kong.get(w.pathOf(text("orders")));
        const nlohmann::json plugin = w.make(w.pathOf(text("orders")) + "/plugins", {{"name", "cors"}});
        QVERIFY(plugin.is_object());
        QVERIFY(KongWindow::opensRow(list(w), text("orders")));
        QWidget *page = w.panel("routes");
        QVERIFY(find::clickSoon(page, text("Delete…"), patience));
        QDialog *preview = w.dialog(text("Apply plan"));
        QVERIFY(preview);
        QTRY_VERIFY_WITH_TIMEOUT(find::shows(preview, text("cors")) || find::shows(preview, text("plugin")), patience);
        QVERIFY(w.kong.get(w.pathOf(text("orders"))).is_object()); // nothing yet
        QVERIFY(w.applies());
        QTRY_VERIFY_WITH_TIMEOUT(!w.kong.get(w.pathOf(text("orders"))).is_object(), patience);
        if (w.isOld)
            QTRY_VERIFY_WITH_TIMEOUT(find::row(list(w), text("orders")) < 0, patience);
        else // its service stays, without a route now
            QTRY_COMPARE_WITH_TIMEOUT(find::cell(list(w), find::row(list(w), text("orders")), text("Kind")), text("Service"),
                                      patience);
        QVERIFY(w.undoesLast());
        QTRY_VERIFY_WITH_TIMEOUT(w.kong.get(w.pathOf(text("orders"))).is_object(), patience);
        QTRY_VERIFY_WITH_TIMEOUT(
            w.kong.get("/plugins/" + QByteArray::fromStdString(plugin["id"].get<std::string>())).is_object(), patience);
        QCOMPARE(KongWindow::textOf(w.kong.get(w.pathOf(text("orders"))), "id"), KongWindow::textOf(entity, "id"));
    }

    void deleteManyAtOnce_data() { MK_KONG_VERSIONS(); }
    void deleteManyAtOnce()
    {
        MK_KONG_WINDOW(w);
        QVERIFY(ready(w));
        const auto idOf = [&](const char *name) { return KongWindow::textOf(w.kong.get(w.pathOf(text(name))), "id"); };
        const auto orders = idOf("orders");
        const auto users = idOf("users");
        list(w)->setFocus();
        QTest::keyClick(list(w), Qt::Key_A, Qt::ControlModifier);
        QWidget *page = w.panel("routes");
        QTRY_VERIFY_WITH_TIMEOUT(find::shows(page, text("2 selected")), patience);
        QVERIFY(find::clickSoon(page, text("Delete…"), patience));
        QVERIFY(w.applies());
        QTRY_VERIFY_WITH_TIMEOUT(!w.kong.get(w.pathOf(text("orders"))).is_object()
                                     && !w.kong.get(w.pathOf(text("users"))).is_object(),
                                 patience);
        QVERIFY(w.undoesLast());
        QTRY_VERIFY_WITH_TIMEOUT(w.kong.get(w.pathOf(text("orders"))).is_object()
                                     && w.kong.get(w.pathOf(text("users"))).is_object(),
                                 patience);
        QCOMPARE(idOf("orders"), orders);
        QCOMPARE(idOf("users"), users);
    }

    void lockSendsNothing()
    {
        KongWindow w(text("0.14.1"));
        QVERIFY2(w.kong.start(), qPrintable(w.kong.lastError()));
        QVERIFY(w.makeRoute(text("orders"), text("/orders")).is_object());
        QVERIFY(w.open(true));
        QVERIFY(w.bench.go(text("Routes")));
        QVERIFY(shows(w, text("orders")));
        QVERIFY(KongWindow::opensRow(list(w), text("orders")));
        QWidget *page = w.panel("routes");
        QTRY_VERIFY_WITH_TIMEOUT(find::button(page, text("Edit")), patience);
        QVERIFY(!find::click(page, text("Edit")));
        QVERIFY(!find::click(page, text("Delete…")));
        QVERIFY(!find::click(page, text("New")));
        QVERIFY(!find::button(page, text("New"))->toolTip().isEmpty()); // says why
        QCOMPARE(w.sent("PATCH") + w.sent("PUT") + w.sent("DELETE"), 0);
    }
};

MK_TEST_CLASS(TestWindowRoutes)
#include "TestWindowRoutes.moc"
