// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/Json.h"
#include "models/Roles.h"
#include "models/Status.h"
#include "panels/PlanDesk.h"
#include "support/FakeServer.h"
#include "support/RealRabbit.h"
#include "support/TestMain.h"
#include "support/WindowBench.h"
#include "widgets/CodeEditor.h"
#include "widgets/DetailDrawer.h"
#include "widgets/Tabs.h"

#include <QDialog>
#include <QLineEdit>

using namespace mk;
using namespace mk::test;

// Queues in the real window on a real broker, which itself says what is right. Its counts are up to five seconds late.
class TestWindowQueues : public QObject
{
    Q_OBJECT

    static QString text(const char *utf8) { return QString::fromUtf8(utf8); }

    struct Window : WindowBench
    {
        bool openRabbit(const QUrl &url, const QString &user = QStringLiteral("guest"), const QByteArray &password = "guest")
        {
            qputenv("MK_TEST_PASSWORD", password);
            Endpoint endpoint;
            endpoint.id = QStringLiteral("rabbitmq");
            endpoint.system = System::RabbitMq;
            endpoint.url = url;
            endpoint.proxy.kind = ProxySettings::Kind::None;
            endpoint.credential.kind = Credential::Kind::Basic;
            endpoint.credential.user = user;
            endpoint.credential.secret = {SecretRef::Kind::Environment, QStringLiteral("MK_TEST_PASSWORD")};
            environment.rabbitmq = endpoint;
            return openAll(false) && go(QStringLiteral("Queues"));
        }
        QWidget *page() const { return panel("queues"); }
        QAbstractItemView *queues() const { return find::view(page(), QStringLiteral("Queues")); }
        int rowOf(const QString &queue) const { return queues() ? find::row(queues(), queue) : -1; }
        QString cell(const QString &queue, const char *column) const
        {
            return rowOf(queue) < 0 ? QString() : find::cell(queues(), rowOf(queue), QString::fromUtf8(column));
        }
        Status mark(const QString &queue) const
        {
            return Status(queues()->model()->index(rowOf(queue), 0).data(StatusRole).toInt());
        }
        QString shown() const { return find::visibleTexts(page()).join(QLatin1Char('|')); }
    };
    static bool choose(const QWidget *drawer, const QString &title)
    {
        auto *tabs = drawer->findChild<TabBar *>();
        for (int tab = 0; tabs && tab < tabs->count(); ++tab) {
            if (tabs->tabText(tab) == title) {
                QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(tab).center());
                return tabs->currentIndex() == tab;
            }
        }
        return false;
    }

    RealRabbit m_broker;
    std::unique_ptr<Window> m_window;
    const QString m_odd = text("odd/name %2F \u00fc");

private Q_SLOTS:
    void initTestCase()
    {
        if (!RealStack::missing({RealStack::Part::RabbitMq}).isEmpty())
            return; // init() says so
        QVERIFY2(m_broker.start(), qPrintable(m_broker.lastError()));
        QVERIFY2(m_broker.startTraffic(), qPrintable(m_broker.lastError()));
        QVERIFY2(m_broker.addVhost(text("a/b %")), qPrintable(m_broker.lastError()));
        for (const char *name : {"verification-email", "email-queue", "to-be-purged"})
            QVERIFY2(m_broker.declare(text("/"), text(name)), qPrintable(m_broker.lastError()));
        QVERIFY2(m_broker.declare(text("a/b %"), m_odd, R"({"x-max-length":500})"), qPrintable(m_broker.lastError()));
        QVERIFY(m_broker.publish(text("/"), text("verification-email"), 12));
        QVERIFY(m_broker.publish(text("/"), text("to-be-purged"), 30));
        QVERIFY(m_broker.publish(text("a/b %"), m_odd, 3));
        m_window = std::make_unique<Window>();
        QVERIFY(m_window->openRabbit(m_broker.url()));
    }
    void init() { MK_REQUIRE_STACK(RealStack::Part::RabbitMq); }
    void cleanupTestCase() { m_window.reset(); }

    void listIsWhatTheBrokerSays()
    {
        QTRY_VERIFY2_WITH_TIMEOUT(m_window->queues() && m_window->queues()->model()->rowCount() == 5,
                                  qPrintable(m_window->shown()), patience);
        QTRY_COMPARE_WITH_TIMEOUT(m_broker.ready(text("/"), text("verification-email")), qint64(12), patience);
        QTRY_COMPARE_WITH_TIMEOUT(m_window->cell(text("verification-email"), "Ready"), text("12"), patience);
        QTRY_COMPARE_WITH_TIMEOUT(m_window->cell(m_odd, "Ready"), text("3"), patience);
        QCOMPARE(m_window->cell(m_odd, "Virtual host"), text("a/b %"));
        const auto list = nlohmann::json::parse(m_broker.send("GET", "/api/queues").body.toStdString());
        QCOMPARE(int(list.size()), 5);
        for (const auto &queue : list) {
            const QString name = QString::fromStdString(queue["name"].get<std::string>());
            QVERIFY2(m_window->rowOf(name) >= 0, qPrintable(name));
            QCOMPARE(m_window->cell(name, "Type"), QString::fromStdString(queue["type"].get<std::string>()));
            QTRY_COMPARE_WITH_TIMEOUT(m_window->cell(name, "Consumers"), QString::number(queue["consumers"].get<int>()), patience);
        }
        // Somebody publishes and reads five times a second.
        QTRY_VERIFY2_WITH_TIMEOUT(m_window->cell(text("traffic"), "Ack").startsWith(QLatin1Char('5'))
                                      || m_window->cell(text("traffic"), "Ack").startsWith(QLatin1Char('4')),
                                  qPrintable(m_window->cell(text("traffic"), "Ack")), patience);
    }

    void whatNobodyReadsIsCritical()
    {
        QCOMPARE(m_window->cell(text("verification-email"), "State"), text("No consumer"));
        QCOMPARE(m_window->mark(text("verification-email")), Status::Crit);
        QVERIFY(m_window->cell(text("traffic"), "State") != text("No consumer"));
        QCOMPARE(m_window->mark(text("traffic")), Status::None);
        QCOMPARE(m_window->mark(text("email-queue")), Status::None); // empty: nothing waits
    }

    void countsMoveByThemselves()
    {
        QVERIFY(m_broker.publish(text("/"), text("verification-email"), 8));
        QTRY_COMPARE_WITH_TIMEOUT(m_window->cell(text("verification-email"), "Ready"), text("20"), patience);
        QTRY_VERIFY2_WITH_TIMEOUT(m_window->cell(text("verification-email"), "Growth").startsWith(QLatin1Char('+')),
                                  qPrintable(m_window->cell(text("verification-email"), "Growth")), patience);
    }

    void filterByFieldsOfNumbers()
    {
        QLineEdit *filter = find::edit(m_window->page(), text("Filter queues"));
        QVERIFY(filter);
        find::type(filter, text("ready:>10 consumers:=0"));
        QTRY_COMPARE_WITH_TIMEOUT(m_window->queues()->model()->rowCount(), 2, patience);
        find::type(filter, text("vhost:a/b"));
        QTRY_COMPARE_WITH_TIMEOUT(m_window->queues()->model()->rowCount(), 1, patience);
        QTest::keyClick(filter, Qt::Key_Escape);
        QTRY_COMPARE_WITH_TIMEOUT(m_window->queues()->model()->rowCount(), 5, patience);
    }

    void drawerTellsReadersBindingsAndArguments()
    {
        QVERIFY(find::clickRow(m_window->queues(), text("traffic"), true));
        auto *drawer = qobject_cast<DetailDrawer *>(find::widget(m_window->page(), text("Details")));
        QVERIFY(drawer);
        QVERIFY(choose(drawer, text("Consumers")));
        QTRY_VERIFY_WITH_TIMEOUT(find::view(drawer, text("Consumers"))
                                     && find::row(find::view(drawer, text("Consumers")), text("seed-consumer")) >= 0,
                                 patience);
        QVERIFY(choose(drawer, text("Bindings")));
        QTRY_VERIFY_WITH_TIMEOUT(find::view(drawer, text("Bindings"))
                                     && find::row(find::view(drawer, text("Bindings")), text("shop.direct")) >= 0,
                                 patience);
        // A name that a careless path would lose.
        QVERIFY(find::clickRow(m_window->queues(), m_odd, false));
        QVERIFY(choose(drawer, text("JSON")));
        QTRY_VERIFY_WITH_TIMEOUT(find::editor(drawer, text("Raw answer"))
                                     && find::editor(drawer, text("Raw answer"))->text().contains(text("\"x-max-length\": 500")),
                                 patience);
        QVERIFY(choose(drawer, text("Details")));
        QTRY_VERIFY_WITH_TIMEOUT(find::shows(drawer, text("x-max-length")), patience);
        QVERIFY(find::clickRow(m_window->queues(), text("verification-email"), false));
        QTRY_VERIFY_WITH_TIMEOUT(find::shows(drawer, text("Nobody reads this queue")), patience);
    }

    void purgeIsAPlanAndInTheJournal()
    {
        QTRY_COMPARE_WITH_TIMEOUT(m_window->cell(text("to-be-purged"), "Ready"), text("30"), patience);
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->app->session()->mayWrite(System::RabbitMq), patience);
        QVERIFY(find::clickRow(m_window->queues(), text("to-be-purged"), false));
        const QWidget *drawer = find::widget(m_window->page(), text("Details"));
        QVERIFY(drawer);
        QVERIFY(find::clickSoon(drawer, text("Purge…")));
        QDialog *dialog = nullptr;
        QTRY_VERIFY_WITH_TIMEOUT((dialog = find::dialog(m_window->window.get())), patience);
        QVERIFY2(find::shows(dialog, text("This can't be undone.")), qPrintable(find::visibleTexts(dialog).join(QLatin1Char('|'))));
        QVERIFY(find::shows(dialog, text("30 ready message")));
        QVERIFY(!m_window->hasWritten());
        QVERIFY(find::click(dialog, text("Purge 30 message…*")));
        QTRY_COMPARE_WITH_TIMEOUT(m_broker.ready(text("/"), text("to-be-purged")), qint64(0), patience);
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->window->planDesk()->isRunning(), patience);
        QTRY_COMPARE_WITH_TIMEOUT(m_window->cell(text("to-be-purged"), "Ready"), text("0"), patience);
        QVERIFY(!m_window->window->planDesk()->canUndoLast());

        QVERIFY(m_window->go(text("Journal")));
        QAbstractItemView *changes = nullptr;
        QTRY_VERIFY_WITH_TIMEOUT((changes = find::view(m_window->panel("journal"), text("Changes")))
                                     && changes->model()->rowCount() == 1,
                                 patience);
        QTRY_COMPARE_WITH_TIMEOUT(find::cell(changes, 0, text("Outcome")), text("Done"), patience);
        QCOMPARE(find::cell(changes, 0, text("Entity")), text("to-be-purged"));
        QVERIFY(m_window->go(text("Queues")));
    }

    void lastRowsStayWhileItIsAway()
    {
        QVERIFY2(m_broker.stop(), qPrintable(m_broker.lastError()));
        QTRY_VERIFY2_WITH_TIMEOUT(find::shows(m_window->page(), text("Showing what it said then.")), qPrintable(m_window->shown()),
                                  patience);
        QCOMPARE(m_window->queues()->model()->rowCount(), 5);
        QVERIFY(m_window->queues()->model()->index(0, 0).data(StaleRole).toBool());
        QVERIFY2(m_broker.start(), qPrintable(m_broker.lastError()));
        QTRY_VERIFY2_WITH_TIMEOUT(!find::shows(m_window->page(), text("Showing what it said then.")),
                                  qPrintable(m_window->shown()), 2 * patience);
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->queues()->model()->index(0, 0).data(StaleRole).toBool(), patience);
        // Whoever read is gone, as a service would be that does not connect again.
        QTRY_COMPARE_WITH_TIMEOUT(m_window->cell(text("traffic"), "Consumers"), text("0"), patience);
    }

    void productionWantsTheNameTyped()
    {
        QVERIFY(m_broker.publish(text("/"), text("email-queue"), 4));
        QTRY_COMPARE_WITH_TIMEOUT(m_broker.ready(text("/"), text("email-queue")), qint64(4), patience);
        Window window;
        window.environment.stage = Stage::Production;
        QVERIFY(window.openRabbit(m_broker.url()));
        QTRY_COMPARE_WITH_TIMEOUT(window.cell(text("email-queue"), "Ready"), text("4"), patience);
        QTRY_VERIFY_WITH_TIMEOUT(!window.app->session()->mayWrite(System::RabbitMq), patience);
        QVERIFY(find::clickRow(window.queues(), text("email-queue"), true));
        QVERIFY(find::clickSoon(find::widget(window.page(), text("Details")), text("Purge…")));
        QDialog *dialog = nullptr;
        QTRY_VERIFY_WITH_TIMEOUT((dialog = find::dialog(window.window.get())), patience);
        QVERIFY(!find::click(dialog, text("Purge 4 message…*")));
        auto edits = dialog->findChildren<QLineEdit *>();
        QLineEdit *name = nullptr;
        for (QLineEdit *edit : edits)
            name = edit->isVisible() ? edit : name;
        QVERIFY(name);
        find::type(name, text("email-queu"));
        QVERIFY(!find::click(dialog, text("Purge 4 message…*")));
        find::type(name, text("email-queue"));
        QVERIFY(find::click(dialog, text("Purge 4 message…*")));
        QTRY_COMPARE_WITH_TIMEOUT(m_broker.ready(text("/"), text("email-queue")), qint64(0), patience);
    }

    void wrongPasswordAndMissingTagAreSaid()
    {
        {
            Window window;
            QVERIFY(window.openRabbit(m_broker.url(), text("guest"), "wrong"));
            QTRY_VERIFY2_WITH_TIMEOUT(find::button(window.page(), text("Change credential…")), qPrintable(window.shown()), patience);
        }
        QVERIFY2(m_broker.addUser(text("nobody"), text("nobody"), QString()), qPrintable(m_broker.lastError()));
        Window window;
        QVERIFY(window.openRabbit(m_broker.url(), text("nobody"), "nobody"));
        QTRY_VERIFY2_WITH_TIMEOUT(find::shows(window.page(), text("one of the tags management")), qPrintable(window.shown()), patience);
    }

    void anAlarmIsToldForAsLongAsItIsOn()
    {
        const QString told = text("An alarm is on: publishers are blocked");
        QVERIFY(m_window->go(text("Queues")));
        QVERIFY2(!find::shows(m_window->page(), told), qPrintable(m_window->shown()));
        QVERIFY2(m_broker.control({text("set_vm_memory_high_watermark"), text("absolute"), text("1")}), qPrintable(m_broker.lastError()));
        QTRY_VERIFY2_WITH_TIMEOUT(find::shows(m_window->page(), told), qPrintable(m_window->shown()), patience);
        QVERIFY2(m_broker.control({text("set_vm_memory_high_watermark"), text("0.8")}), qPrintable(m_broker.lastError()));
        QTRY_VERIFY2_WITH_TIMEOUT(!find::shows(m_window->page(), told), qPrintable(m_window->shown()), patience);
    }

    void whatIsOffIsSaidAboveTheRows_data()
    {
        QTest::addColumn<QByteArray>("config");
        QTest::addColumn<QString>("told");
        QTest::newRow("no rates") << QByteArray("[{rabbitmq_management,[{rates_mode,none}]}].") << text("This broker measures no rates");
        QTest::newRow("no statistics") << QByteArray("[{rabbitmq_management,[{disable_management_stats,true}]}].")
                                       << text("This broker keeps no statistics");
    }
    void whatIsOffIsSaidAboveTheRows()
    {
        QFETCH(QByteArray, config);
        QFETCH(QString, told);
        RealRabbit broker({.advancedConfig = config});
        QVERIFY2(broker.start(), qPrintable(broker.lastError()));
        QVERIFY2(broker.declare(text("/"), text("waiting")), qPrintable(broker.lastError()));
        Window window;
        QVERIFY(window.openRabbit(broker.url()));
        QTRY_VERIFY2_WITH_TIMEOUT(find::shows(window.page(), told), qPrintable(window.shown()), patience);
        QVERIFY(window.rowOf(text("waiting")) >= 0);
        QTRY_COMPARE_WITH_TIMEOUT(window.cell(text("waiting"), "Ready"), text("0"), patience);
    }

    void garbageAndSilenceAreErrors()
    {
        FakeServer server([](const FakeRequest &request, FakeConnection &connection) {
            if (request.target.startsWith("/api/queues"))
                connection.answer(200, "[{\"name\":\"cut");
            else if (request.target.startsWith("/api/overview"))
                connection.answer(200, "{\"rabbitmq_version\":\"3.10.8\",\"cluster_name\":\"c\"}");
            else if (request.target.startsWith("/api/whoami"))
                connection.answer(200, "{\"name\":\"guest\",\"tags\":\"administrator\"}");
            else
                connection.answer(200, "[]");
        });
        Window window;
        QVERIFY(window.openRabbit(server.url()));
        QTRY_VERIFY2_WITH_TIMEOUT(find::shows(window.page(), text("cannot be read")), qPrintable(window.shown()), patience);
        QVERIFY(find::button(window.page(), text("Retry now")));
    }
};

MK_TEST_CLASS(TestWindowQueues)
#include "TestWindowQueues.moc"
