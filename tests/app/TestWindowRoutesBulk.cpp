// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/KongWindow.h"
#include "support/TestMain.h"

#include "widgets/DetailDrawer.h"

#include <QComboBox>

using namespace mk;
using namespace mk::test;

// Many rows of the Routes panel at once, and the switch of a service, in the real window against a simulated Kong.
class TestWindowRoutesBulk : public QObject
{
    Q_OBJECT

    static QString text(const char *utf8) { return QString::fromUtf8(utf8); }
    static QAbstractItemView *list(const KongWindow &w) { return find::view(w.panel("routes"), text("Routes")); }
    static bool shows(const KongWindow &w, const QString &name)
    {
        return QTest::qWaitFor([&] { return list(w) && find::row(list(w), name) >= 0; }, patience);
    }
    static bool ready(KongWindow &w)
    {
        return w.makeRoute(text("orders"), text("/orders")).is_object() && w.makeRoute(text("users"), text("/users")).is_object()
            && w.open() && w.bench.go(text("Routes")) && QTest::qWaitFor([&] { return w.mayWrite(); }, patience)
            && shows(w, text("orders")) && shows(w, text("users"));
    }
    // Services have this switch from some version on; the server itself says so.
    static bool hasSwitch(KongWindow &w)
    {
        const nlohmann::json schema = w.kong.get("/schemas/services");
        return schema.is_object() && schema.dump().find("\"enabled\"") != std::string::npos;
    }
    static bool isEnabled(KongWindow &w, const QByteArray &service)
    {
        const nlohmann::json entity = w.kong.get("/services/" + service);
        return entity.is_object() && entity.value("enabled", true);
    }

private Q_SLOTS:
    void switchManyAndTakeBack_data() { MK_KONG_VERSIONS(); }
    void switchManyAndTakeBack()
    {
        MK_KONG_WINDOW(w);
        QVERIFY(ready(w));
        const bool can = hasSwitch(w);
        QCOMPARE(can, version == text("3.9.1") || (can && version == text("2.8.5")));
        QWidget *page = w.panel("routes");
        KongWindow::chooseAll(list(w));
        QTRY_VERIFY_WITH_TIMEOUT(find::shows(page, text("2 selected")), patience);
        QCOMPARE(find::button(page, text("Disable")) != nullptr, can); // not offered where there is no such thing
        QVERIFY(find::button(page, text("Export")));
        if (!can)
            return;
        QVERIFY(find::click(page, text("Disable")));
        QDialog *preview = w.dialog(text("Apply plan"));
        QVERIFY(preview);
        QVERIFY(find::shows(preview, text("2 route"))); // what else it cuts off
        QVERIFY(isEnabled(w, "orders") && isEnabled(w, "users"));
        QVERIFY(w.applies());
        QTRY_VERIFY_WITH_TIMEOUT(!isEnabled(w, "orders") && !isEnabled(w, "users"), patience);
        QCOMPARE(w.sent("PATCH"), 2);
        KongWindow::chooseAll(list(w));
        QTRY_VERIFY_WITH_TIMEOUT(find::button(page, text("Enable")), patience);
        QVERIFY(w.undoesLast());
        QTRY_VERIFY_WITH_TIMEOUT(isEnabled(w, "orders") && isEnabled(w, "users"), patience);
        QTRY_VERIFY_WITH_TIMEOUT(find::button(page, text("Disable")), patience);
    }

    void switchOneService()
    {
        KongWindow w(text("3.9.1"));
        QVERIFY2(w.kong.start(), qPrintable(w.kong.lastError()));
        QVERIFY(ready(w));
        QWidget *page = w.panel("routes");
        QVERIFY(KongWindow::chooseForRow(list(w), text("orders"), text("Disable its service")));
        QVERIFY(w.applies());
        QTRY_VERIFY_WITH_TIMEOUT(!isEnabled(w, "orders"), patience);
        QVERIFY(isEnabled(w, "users"));
        QTRY_VERIFY_WITH_TIMEOUT(!find::dialog(w.window()), patience);
        // In the details of the service itself.
        QVERIFY(KongWindow::chooseForRow(list(w), text("orders"), text("Show its service")));
        QTRY_VERIFY_WITH_TIMEOUT(find::shows(page, text("Disabled: requests get 404")), patience);
        QVERIFY(find::clickSoon(page, text("Enable"), patience));
        QTRY_VERIFY_WITH_TIMEOUT(isEnabled(w, "orders"), patience);
        QTRY_VERIFY_WITH_TIMEOUT(find::button(page, text("Disable")), patience);
        QVERIFY(find::clickSoon(page, text("Disable"), patience));
        QVERIFY(w.applies());
        QTRY_VERIFY_WITH_TIMEOUT(!isEnabled(w, "orders"), patience);
        QVERIFY(w.undoesLast());
        QTRY_VERIFY_WITH_TIMEOUT(isEnabled(w, "orders"), patience);
    }

    void exportOfTheChosen_data() { MK_KONG_VERSIONS(); }
    void exportOfTheChosen()
    {
        MK_KONG_WINDOW(w);
        QVERIFY(w.makeRoute(text("late"), text("/late")).is_object());
        QVERIFY(ready(w));
        QVERIFY(shows(w, text("late")));
        QWidget *page = w.panel("routes");
        QVERIFY(find::clickRow(list(w), text("orders")));
        const QModelIndex users = list(w)->model()->index(find::row(list(w), text("users")), list(w)->currentIndex().column());
        QTest::mouseClick(list(w)->viewport(), Qt::LeftButton, Qt::ControlModifier, list(w)->visualRect(users).center());
        QTRY_VERIFY_WITH_TIMEOUT(find::shows(page, text("2 selected")), patience);
        for (const bool asCsv : {true, false}) {
            QVERIFY(KongWindow::chooseInMenuOf(page, text("Export"), asCsv ? text("As CSV…") : text("As JSON…")));
            const QByteArray content = w.savedTo(w.bench.folder.filePath(asCsv ? text("some.csv") : text("some.json")));
            QVERIFY(content.contains("/orders"));
            QVERIFY(content.contains("/users"));
            QVERIFY(!content.contains("/late"));
            if (asCsv)
                QCOMPARE(content.trimmed().count('\n'), 2); // a head and two rows
            else
                QCOMPARE(nlohmann::json::parse(content.toStdString()).size(), std::size_t(2));
        }
        QCOMPARE(w.sent("PATCH") + w.sent("DELETE"), 0);
    }

    void addPluginToARow_data() { MK_KONG_VERSIONS(); }
    void addPluginToARow()
    {
        MK_KONG_WINDOW(w);
        QVERIFY(ready(w));
        QVERIFY(KongWindow::chooseForRow(list(w), text("orders"), text("Add plugin…")));
        QWidget *page = w.panel("plugins");
        QTRY_VERIFY_WITH_TIMEOUT(page->isVisible() && find::editor(page, text("JSON")), patience);
        const std::string id = KongWindow::textOf(w.kong.get(w.pathOf(text("orders"))), "id").toStdString();
        const auto document = nlohmann::json::parse(find::editor(page, text("JSON"))->text().toStdString());
        QCOMPARE(w.isOld ? document["api_id"].get<std::string>() : document["route"]["id"].get<std::string>(), id);
        bool named = false;
        const QList<QComboBox *> boxes = page->findChildren<QComboBox *>();
        for (const QComboBox *box : boxes)
            named = named || (box->isVisible() && box->currentText() == text("orders"));
        QVERIFY(named);
    }

    void longNamesStayWithinTheirCells()
    {
        KongWindow w(text("0.14.1"));
        QVERIFY2(w.kong.start(), qPrintable(w.kong.lastError()));
        const QString name = QString(200, QLatin1Char('n'));
        QVERIFY(w.makeRoute(name, text("/") + QString(600, QLatin1Char('p'))).is_object());
        QVERIFY(ready(w));
        QVERIFY(shows(w, name));
        QVERIFY(KongWindow::opensRow(list(w), name));
        auto *drawer = w.panel("routes")->findChild<DetailDrawer *>();
        QTRY_VERIFY_WITH_TIMEOUT(drawer && drawer->isVisible(), patience);
        QVERIFY(w.window()->width() >= drawer->width() + list(w)->width()); // nobody was pushed out of the window
        QVERIFY(w.window()->rect().contains(QRect(drawer->mapTo(w.window(), QPoint()), drawer->size())));
    }
};

MK_TEST_CLASS(TestWindowRoutesBulk)
#include "TestWindowRoutesBulk.moc"
