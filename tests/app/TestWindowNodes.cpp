// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/KongWindow.h"
#include "support/TestMain.h"

#include "widgets/DetailDrawer.h"

using namespace mk;
using namespace mk::test;

// The nodes of Kong in the real window against a simulated Kong, in each version that there is.
class TestWindowNodes : public QObject
{
    Q_OBJECT

    static QString text(const char *utf8) { return QString::fromUtf8(utf8); }
    static QAbstractItemView *list(const KongWindow &w) { return find::view(w.panel("kong-nodes"), text("Nodes of Kong")); }
    static bool says(const KongWindow &w, const char *column, const QString &what)
    {
        return QTest::qWaitFor(
            [&] { return list(w) && list(w)->model()->rowCount() == 1 && find::cell(list(w), 0, text(column)) == what; }, patience);
    }

private Q_SLOTS:
    void whatANodeSays_data() { MK_KONG_VERSIONS(); }
    void whatANodeSays()
    {
        MK_KONG_WINDOW(w);
        QVERIFY(w.open());
        QVERIFY(w.bench.go(text("Nodes")));
        QVERIFY(says(w, "State", text("Answers")));
        QCOMPARE(find::cell(list(w), 0, text("Version")), version);
        QCOMPARE(find::cell(list(w), 0, text("Log level")), text("notice"));
        const QString address = w.kong.adminUrl().authority();
        QCOMPARE(find::cell(list(w), 0, text("Admin API")), address);
        QVERIFY(find::cell(list(w), 0, text("Requests")).toInt() > 0);

        find::clickIndex(list(w), list(w)->model()->index(0, 0), true);
        QWidget *page = w.panel("kong-nodes");
        QTRY_VERIFY_WITH_TIMEOUT(find::shows(page, text("It answers")), patience);
        QTRY_VERIFY_WITH_TIMEOUT(find::shows(page, text("Database reachable")), patience);
        QVERIFY(find::shows(page, text("Reading, writing, waiting")));
        QVERIFY(find::shows(page, text("Asks for names")));
        QVERIFY(find::shows(page, text("Plugins")));

        // The configuration, found by a part of its name; secrets of it are the server's asterisks.
        auto *drawer = page->findChild<DetailDrawer *>();
        QVERIFY(drawer);
        drawer->setCurrentTab(text("configuration"));
        const auto settings = [&] { return find::view(page, text("Configuration")); };
        QTRY_VERIFY_WITH_TIMEOUT(settings() && settings()->model()->rowCount() > 20, patience);
        QVERIFY(KongWindow::fills(page, text("Filter settings"), text("log_level")));
        QTRY_VERIFY_WITH_TIMEOUT(settings()->model()->rowCount() < 5 && find::row(settings(), text("log_level")) >= 0, patience);
        QCOMPARE(w.kong.writes(), 0);
    }

    // A node that goes away says why, keeps its row, and comes back by itself.
    void aNodeThatGoesAway()
    {
        KongWindow w(text("3.9.1"));
        QVERIFY2(w.kong.start(), qPrintable(w.kong.lastError()));
        QVERIFY(w.open());
        QVERIFY(w.bench.go(text("Nodes")));
        QVERIFY(says(w, "State", text("Answers")));
        QVERIFY(w.kong.fault({{"fault", "503"}, {"path", "/status"}}));
        QVERIFY(find::click(w.window(), text("Refresh")));
        QTRY_VERIFY_WITH_TIMEOUT(list(w)->model()->rowCount() == 1 && find::cell(list(w), 0, text("State")) != text("Answers"), patience);
        find::clickIndex(list(w), list(w)->model()->index(0, 0), true);
        QTRY_VERIFY_WITH_TIMEOUT(find::shows(w.panel("kong-nodes"), text("503")), patience);
        QVERIFY(w.kong.clearFaults());
        QVERIFY(find::click(w.window(), text("Refresh")));
        QVERIFY(says(w, "State", text("Answers")));
        QTRY_VERIFY_WITH_TIMEOUT(find::shows(w.panel("kong-nodes"), text("It answers")), patience);
    }
};

MK_TEST_CLASS(TestWindowNodes)
#include "TestWindowNodes.moc"
