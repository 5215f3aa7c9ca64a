// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/DemoKong.h"
#include "support/TestMain.h"
#include "support/WindowBench.h"

using namespace mk;
using namespace mk::test;

// What the panels of Consul, RabbitMQ and Prometheus say of a server that is dead from the start, dies, or talks nonsense.
// The simulated platform does it on demand; the real servers' own tests stand beside their panels.
class TestWindowStates : public QObject
{
    Q_OBJECT

    static QString text(const char *utf8) { return QString::fromUtf8(utf8); }
    struct Shown
    {
        DemoKong demo{QStringLiteral("0.14.1"), {QStringLiteral("--fill"), QStringLiteral("keys=4,queues=4")}};
        WindowBench bench;
        QString id;   // of the panel
        QString name; // on the rail

        void take()
        {
            QFETCH(QString, panel);
            QFETCH(QString, title);
            id = panel;
            name = title;
        }
        bool open(const QString &system)
        {
            Endpoint endpoint;
            endpoint.id = system;
            endpoint.system = systemFromId(system).value_or(System::Consul);
            endpoint.url = demo.url(system);
            endpoint.proxy.kind = ProxySettings::Kind::None;
            if (endpoint.system == System::RabbitMq) {
                endpoint.credential.kind = Credential::Kind::Basic;
                endpoint.credential.user = QStringLiteral("guest");
                endpoint.credential.secret = {SecretRef::Kind::Environment, QStringLiteral("MK_TEST_PASSWORD")};
                bench.environment.rabbitmq = endpoint;
            } else if (endpoint.system == System::Prometheus) {
                bench.environment.prometheus = endpoint;
            } else {
                bench.environment.consul = endpoint;
            }
            return bench.openAll(false) && bench.go(name);
        }
        Panel *page() const { return bench.window->panel(id); }
        int rows() const
        {
            const QAbstractItemView *view = find::view(page(), id == QLatin1String("keyvalue") ? QStringLiteral("Keys") : name);
            return view ? view->model()->rowCount() : 0;
        }
        bool waits() const { return find::button(page(), QStringLiteral("Retry now")) != nullptr; }
        QString shows() const { return find::visibleTexts(page()).join(QLatin1Char('|')); }
        // However the console asks in the meantime, nothing may have been written.
        int writes(const QString &system) { return demo.writes(system.toLatin1()); }
    };
    static void panels()
    {
        QTest::addColumn<QString>("panel");
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("system");
        QTest::newRow("services") << text("services") << text("Services") << text("consul");
        QTest::newRow("key/value") << text("keyvalue") << text("Key/value") << text("consul");
        QTest::newRow("queues") << text("queues") << text("Queues") << text("rabbitmq");
    }

private Q_SLOTS:
    void initTestCase() { qputenv("MK_TEST_PASSWORD", "guest"); }
    void cleanupTestCase() { qunsetenv("MK_TEST_PASSWORD"); }

    void deadFromTheStart_data()
    {
        panels();
        // What else can happen to Metrics is seen on the real Prometheus.
        QTest::newRow("metrics") << text("metrics") << text("Metrics") << text("prometheus");
    }
    void deadFromTheStart()
    {
        QFETCH(QString, system);
        Shown w;
        w.take();
        QVERIFY2(w.demo.start(), qPrintable(w.demo.lastError()));
        QVERIFY(w.demo.fault({{"fault", "refuse"}, {"system", system.toStdString()}}));
        QVERIFY(w.open(system));
        QTRY_VERIFY2_WITH_TIMEOUT(w.waits(), qPrintable(w.shows()), patience);
        QCOMPARE(w.rows(), 0);
        QVERIFY(w.demo.clearFaults());
        w.page()->refresh();
        QTRY_VERIFY2_WITH_TIMEOUT(!w.waits(), qPrintable(w.shows()), patience);
        if (system != QLatin1String("prometheus"))
            QTRY_VERIFY2_WITH_TIMEOUT(w.rows() > 0, qPrintable(w.shows()), patience);
        QCOMPARE(w.writes(system), 0);
    }

    void diesWithRowsShown_data() { panels(); }
    void diesWithRowsShown()
    {
        QFETCH(QString, system);
        Shown w;
        w.take();
        QVERIFY2(w.demo.start(), qPrintable(w.demo.lastError()));
        QVERIFY(w.open(system));
        QTRY_VERIFY2_WITH_TIMEOUT(w.rows() > 0, qPrintable(w.shows()), patience);
        w.demo.kill();
        w.page()->refresh();
        QTRY_VERIFY2_WITH_TIMEOUT(w.waits(), qPrintable(w.shows()), patience);
        QVERIFY(w.rows() > 0); // its last words stay
        QVERIFY2(w.demo.restart(), qPrintable(w.demo.lastError()));
        w.page()->refresh();
        QTRY_VERIFY2_WITH_TIMEOUT(!w.waits(), qPrintable(w.shows()), patience);
        QTRY_VERIFY2_WITH_TIMEOUT(w.rows() > 0, qPrintable(w.shows()), patience);
    }

    void garbage_data()
    {
        QTest::addColumn<QString>("panel");
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("system");
        QTest::addColumn<QString>("fault");
        for (const char *fault : {"broken-json", "deep-json", "html-error", "500"}) {
            QTest::addRow("services %s", fault) << text("services") << text("Services") << text("consul") << text(fault);
            QTest::addRow("key/value %s", fault) << text("keyvalue") << text("Key/value") << text("consul") << text(fault);
            QTest::addRow("queues %s", fault) << text("queues") << text("Queues") << text("rabbitmq") << text(fault);
        }
    }
    void garbage()
    {
        QFETCH(QString, fault);
        QFETCH(QString, system);
        Shown w;
        w.take();
        QVERIFY2(w.demo.start(), qPrintable(w.demo.lastError()));
        QVERIFY(w.open(system));
        QTRY_VERIFY2_WITH_TIMEOUT(w.rows() > 0, qPrintable(w.shows()), patience);
        QVERIFY(w.demo.fault({{"fault", fault.toStdString()}, {"system", system.toStdString()}}));
        w.page()->refresh();
        QTRY_VERIFY2_WITH_TIMEOUT(w.waits(), qPrintable(w.shows()), patience);
        QVERIFY(w.rows() > 0);
        QCOMPARE(w.writes(system), 0);
        QVERIFY(w.demo.clearFaults());
        w.page()->refresh();
        QTRY_VERIFY2_WITH_TIMEOUT(!w.waits() && w.rows() > 0, qPrintable(w.shows()), patience);
    }
};

MK_TEST_CLASS(TestWindowStates)
#include "TestWindowStates.moc"
