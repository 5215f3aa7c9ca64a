// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/Json.h"
#include "support/TestMain.h"
#include "support/WindowBench.h"

#include "widgets/CodeEditor.h"
#include "widgets/DetailDrawer.h"
#include "widgets/Tabs.h"

#include <QLineEdit>

using namespace mk;
using namespace mk::test;

// The registry in the real window, compared with what the server's API says.
class TestWindowServices : public QObject
{
    Q_OBJECT

    RealConsul m_server;
    WindowBench m_bench;

    static QString text(const char *utf8) { return QString::fromUtf8(utf8); }
    QAbstractItemView *services() const { return find::view(m_bench.panel("services"), text("Services")); }

private Q_SLOTS:
    void initTestCase()
    {
        MK_REQUIRE_CONSUL();
        QVERIFY2(m_server.start(), qPrintable(m_server.lastError()));
        QVERIFY2(m_server.addServices(), qPrintable(m_server.lastError()));
        QVERIFY(m_bench.open(m_server));
    }

    void railNamesThePanels()
    {
        const QWidget *rail = find::widget(m_bench.window.get(), text("Panels"));
        QVERIFY(rail);
        for (const char *name : {"Overview", "Services", "Key/value", "Journal", "Settings"})
            QVERIFY2(find::button(rail, text(name)), name);
        QCOMPARE(m_bench.window->windowTitle(), text("Bench – Microkubes Console"));
    }

    void listIsWhatTheServerSays()
    {
        QVERIFY(m_bench.go(text("Services")));
        const auto catalog = nlohmann::json::parse(m_server.send("GET", "/v1/catalog/services").body.toStdString());
        QTRY_VERIFY_WITH_TIMEOUT(services() && services()->model()->rowCount() == int(catalog.size()), patience);
        for (const auto &[name, tags] : catalog.items()) {
            const QString service = QString::fromStdString(name);
            const auto health = nlohmann::json::parse(
                m_server.send("GET", "/v1/health/service/" + QByteArray::fromStdString(name)).body.toStdString());
            int passing = 0;
            for (const auto &instance : health) {
                bool all = true;
                for (const auto &check : instance["Checks"])
                    all = all && check["Status"] == "passing";
                passing += all ? 1 : 0;
            }
            const QString expected = text("%1 of %2").arg(passing).arg(health.size());
            const int row = find::row(services(), service);
            QVERIFY2(row >= 0, name.c_str());
            QTRY_COMPARE_WITH_TIMEOUT(find::cell(services(), find::row(services(), service), text("Passing instances")),
                                      expected, patience);
        }
    }

    void failingCheckTurnsUpByItself()
    {
        QVERIFY(m_bench.go(text("Services")));
        QTRY_VERIFY_WITH_TIMEOUT(find::row(services(), text("rabbitmq")) >= 0, patience);
        const auto state = [this] {
            return find::cell(services(), find::row(services(), text("rabbitmq")), text("State"));
        };
        QTRY_COMPARE_WITH_TIMEOUT(state(), text("Passing"), patience);
        QVERIFY(m_server.setCheck(text("rabbitmq-1"), text("critical"), text("node is gone")));
        QTRY_COMPARE_WITH_TIMEOUT(state(), text("Critical"), patience);
        QVERIFY(m_server.setCheck(text("rabbitmq-1"), text("passing"), text("back")));
        QTRY_COMPARE_WITH_TIMEOUT(state(), text("Passing"), patience);
    }

    void newServiceAppearsAndLeaves()
    {
        QVERIFY(m_server.addService({text("late"), text("late-1"), 4242, {}, text("passing"), {}, {}}));
        QTRY_VERIFY_WITH_TIMEOUT(find::row(services(), text("late")) >= 0, patience);
        QVERIFY(m_server.removeService(text("late-1")));
        QTRY_VERIFY_WITH_TIMEOUT(find::row(services(), text("late")) < 0, patience);
    }

    void filterNarrows()
    {
        QLineEdit *filter = find::edit(m_bench.panel("services"), text("Filter services"));
        QVERIFY(filter);
        const int all = services()->model()->rowCount();
        find::type(filter, text("users"));
        QTRY_COMPARE_WITH_TIMEOUT(services()->model()->rowCount(), 1, patience);
        QCOMPARE(find::row(services(), text("users-management")), 0);
        QVERIFY(find::shows(m_bench.panel("services"), text("1 of %1").arg(all)));
        QTest::keyClick(filter, Qt::Key_Escape);
        QTRY_COMPARE_WITH_TIMEOUT(services()->model()->rowCount(), all, patience);
    }

    void drawerShowsInstancesChecksAndAnswer()
    {
        QVERIFY(find::clickRow(services(), text("kong"), true));
        auto *drawer = qobject_cast<DetailDrawer *>(find::widget(m_bench.panel("services"), text("Details")));
        QVERIFY(drawer);
        QTRY_VERIFY_WITH_TIMEOUT(find::shows(drawer, text("kong")), patience);
        QAbstractItemView *instances = find::view(drawer, text("Instances"));
        QVERIFY(instances);
        QTRY_COMPARE_WITH_TIMEOUT(instances->model()->rowCount(), 3, patience);
        QVERIFY(find::row(instances, text("kong-2")) >= 0);

        TabBar *tabs = drawer->findChild<TabBar *>();
        QVERIFY(tabs && tabs->isVisible());
        const auto choose = [tabs](const QString &title) {
            for (int tab = 0; tab < tabs->count(); ++tab) {
                if (tabs->tabText(tab) == title) {
                    QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(tab).center());
                    return tabs->currentIndex() == tab;
                }
            }
            return false;
        };
        QVERIFY(choose(text("Checks")));
        QTRY_VERIFY_WITH_TIMEOUT(find::shows(drawer, text("connection refused")), patience);
        QVERIFY(find::shows(drawer, text("200 OK")));
        QVERIFY(choose(text("JSON")));
        QTRY_VERIFY_WITH_TIMEOUT(find::editor(drawer, text("Raw answer"))
                                     && find::editor(drawer, text("Raw answer"))->text().contains(text("\"kong-3\"")),
                                 patience);
    }
};

MK_TEST_CLASS(TestWindowServices)
#include "TestWindowServices.moc"
