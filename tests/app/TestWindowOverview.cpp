// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"
#include "support/WindowBench.h"
#include "widgets/CodeEditor.h"

#include <QAbstractItemView>

using namespace mk;
using namespace mk::test;

// What the overview tells of the last hour, on a real Consul that changes under the window.
class TestWindowOverview : public QObject
{
    Q_OBJECT

    static QString text(const char *utf8) { return QString::fromUtf8(utf8); }
    static QAbstractItemView *events(const WindowBench &bench)
    {
        return find::view(bench.panel("overview"), QStringLiteral("What happened within the last hour"));
    }
    static RealConsul::ServiceSeed seed(const char *name)
    {
        RealConsul::ServiceSeed made;
        made.name = text(name);
        made.id = made.name + QStringLiteral("-1");
        made.port = 8080;
        return made;
    }
    // A sentence with both in it: words of plural forms depend on the language that is loaded.
    static bool tells(const WindowBench &bench, const char *what, const char *name = "")
    {
        const QAbstractItemView *view = events(bench);
        for (int row = 0; view && row < view->model()->rowCount(); ++row) {
            const QString told = find::cell(view, row, QStringLiteral("What happened"));
            if (told.contains(text(what)) && told.contains(text(name)))
                return true;
        }
        return false;
    }

private Q_SLOTS:
    void init() { MK_REQUIRE_CONSUL(); }

    void whatChangedIsTold()
    {
        RealConsul server;
        QVERIFY2(server.start(), qPrintable(server.lastError()));
        QVERIFY(server.addService(seed("orders")));
        WindowBench bench;
        QVERIFY(bench.open(server));
        const QWidget *overview = bench.panel("overview");
        const auto *services = find::view(overview, QStringLiteral("Services, attention first"));
        QVERIFY(services);
        QTRY_VERIFY_WITH_TIMEOUT(find::row(services, text("orders")) >= 0, patience);
        // What was there from the start is no news.
        QVERIFY(find::shows(overview, text("nothing changed")));
        QVERIFY(!events(bench));

        QVERIFY(server.setCheck(text("orders-1"), text("critical"), text("refused")));
        QTRY_VERIFY_WITH_TIMEOUT(tells(bench, "Service orders: Critical, was Passing"), patience);
        QCOMPARE(find::cell(events(bench), 0, text("Severity")), text("Critical"));
        QCOMPARE(find::cell(events(bench), 0, text("System")), text("Consul"));
        QVERIFY(!find::shows(overview, text("nothing changed")));
        QVERIFY(server.addService(seed("billing")));
        QTRY_VERIFY_WITH_TIMEOUT(tells(bench, "New: ", "billing"), patience);
        QVERIFY(server.removeService(text("billing-1")));
        QTRY_VERIFY_WITH_TIMEOUT(tells(bench, "Gone: ", "billing"), patience);
    }

    void theLastErrorStays()
    {
        RealConsul server;
        QVERIFY2(server.start(), qPrintable(server.lastError()));
        WindowBench bench;
        QVERIFY(bench.open(server));
        const auto state = [&bench] { return bench.app->session()->status(System::Consul).state; };
        QTRY_COMPARE_WITH_TIMEOUT(state(), SystemState::Ok, patience);
        const QWidget *card = find::widget(bench.panel("overview"), text("Consul"));
        QVERIFY(card);
        QVERIFY(!card->toolTip().contains(text("Last error")));
        server.kill();
        QTRY_VERIFY_WITH_TIMEOUT(tells(bench, "Consul is out of reach: "), patience);
        QVERIFY2(server.start(), qPrintable(server.lastError()));
        QTRY_VERIFY_WITH_TIMEOUT(tells(bench, "Consul answers again"), patience);
        QTRY_VERIFY_WITH_TIMEOUT(card->toolTip().contains(text("Last error")), patience);
        QVERIFY(card->accessibleDescription().contains(text("Last error")));
    }

    void anOwnChangeIsToldOnce()
    {
        RealConsul server;
        QVERIFY2(server.start(), qPrintable(server.lastError()));
        QVERIFY(server.put(text("config/a"), "one"));
        WindowBench bench;
        QVERIFY(bench.open(server));
        QVERIFY(bench.go(text("Key/value")));
        QTRY_VERIFY_WITH_TIMEOUT(bench.clickKey(text("config/a")), patience);
        const auto value = [&bench] { return find::editor(bench.panel("keyvalue"), QStringLiteral("Value")); };
        QTRY_VERIFY_WITH_TIMEOUT(value() && value()->text() == text("one"), patience);
        find::type(value(), text("two"));
        QVERIFY(find::click(bench.panel("keyvalue"), text("Save")));
        QTRY_VERIFY_WITH_TIMEOUT(server.stored(text("config/a"))->value == "two", patience);
        QVERIFY(bench.go(text("Overview")));
        QTRY_VERIFY_WITH_TIMEOUT(tells(bench, "config/a"), patience);
        QCOMPARE(events(bench)->model()->rowCount(), 1);
    }
};

MK_TEST_CLASS(TestWindowOverview)
#include "TestWindowOverview.moc"
