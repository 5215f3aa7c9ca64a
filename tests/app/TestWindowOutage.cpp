// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"
#include "support/WindowBench.h"

#include "widgets/CodeEditor.h"

#include <QAbstractButton>
#include <QLineEdit>

using namespace mk;
using namespace mk::test;

// The server goes away, comes back, and comes back as another one; and it does not know the credential.
class TestWindowOutage : public QObject
{
    Q_OBJECT

    RealConsul m_server;

    static QString text(const char *utf8) { return QString::fromUtf8(utf8); }

private Q_SLOTS:
    void init() { MK_REQUIRE_CONSUL(); }

    void rowsStayAndWritingIsRefused()
    {
        QVERIFY2(m_server.start(), qPrintable(m_server.lastError()));
        QVERIFY(m_server.addServices());
        QVERIFY(m_server.put(text("config/a"), "one"));
        WindowBench bench;
        QVERIFY(bench.open(m_server));
        QVERIFY(bench.go(text("Services")));
        const auto services = [&bench] { return find::view(bench.panel("services"), text("Services")); };
        QTRY_VERIFY_WITH_TIMEOUT(services() && find::row(services(), text("kong")) >= 0, patience);
        const int rows = services()->model()->rowCount();
        QVERIFY(bench.go(text("Key/value")));
        QWidget *keys = bench.panel("keyvalue");
        QTRY_VERIFY_WITH_TIMEOUT(bench.clickKey(text("config/a")), patience);
        CodeEditor *value = nullptr;
        QTRY_VERIFY_WITH_TIMEOUT((value = find::editor(keys, text("Value"))) && value->text() == text("one"), patience);
        QTRY_VERIFY_WITH_TIMEOUT(!bench.app->session()->mayWrite(System::Consul), patience);

        QVERIFY(m_server.stop());
        QTRY_VERIFY_WITH_TIMEOUT(bench.app->session()->status(System::Consul).state == SystemState::Down, patience);
        find::type(value, text("typed while it was away"));
        QTRY_VERIFY2_WITH_TIMEOUT(find::shows(keys, text("Showing what it said then.")),
                                  qPrintable(find::visibleTexts(keys).join(QLatin1Char('|'))), patience);
        QTRY_VERIFY2_WITH_TIMEOUT(find::shows(keys, text("What you type stays here until it does.")),
                                  qPrintable(find::visibleTexts(keys).join(QLatin1Char('|'))), patience);
        QVERIFY(!find::click(keys, text("Save")));
        QVERIFY(bench.go(text("Services")));
        QTRY_VERIFY_WITH_TIMEOUT(find::shows(bench.panel("services"), text("Since ")), patience);
        QCOMPARE(services()->model()->rowCount(), rows);

        QVERIFY2(m_server.start(), qPrintable(m_server.lastError()));
        QTRY_VERIFY_WITH_TIMEOUT(bench.app->session()->status(System::Consul).state == SystemState::Ok, patience);
        QTRY_VERIFY_WITH_TIMEOUT(!find::shows(bench.panel("services"), text("Showing what it said then.")), patience);
        // An agent that was restarted keeps its services and their checks; live again means that a change turns up.
        QVERIFY(m_server.addService({text("late"), text("late-1"), 4242, {}, text("passing"), {}, {}}));
        QTRY_VERIFY_WITH_TIMEOUT(find::row(services(), text("late")) >= 0, patience);
        QVERIFY(bench.go(text("Key/value")));
        QCOMPARE(value->text(), text("typed while it was away"));
        QVERIFY(find::clickSoon(keys, text("Save")));
        QTRY_COMPARE_WITH_TIMEOUT(m_server.stored(text("config/a"))->value, QByteArrayLiteral("typed while it was away"), patience);

        // The same address, another cluster: its index begins anew and its node has another id.
        QVERIFY2(m_server.restartEmpty(), qPrintable(m_server.lastError()));
        QVERIFY(m_server.put(text("other/key"), "of the other platform"));
        QTRY_VERIFY_WITH_TIMEOUT(find::shows(bench.window.get(), text("is not the one that this environment remembers")), patience);
        QVERIFY(bench.app->session()->mayWrite(System::Consul));
        QTRY_VERIFY_WITH_TIMEOUT(bench.clickKey(text("other/key")), patience);
        QTRY_VERIFY_WITH_TIMEOUT((value = find::editor(keys, text("Value")))
                                     && value->text() == text("of the other platform"),
                                 patience);
        find::type(value, text("not yet"));
        QVERIFY(!find::click(keys, text("Save")));
        QVERIFY(find::click(bench.window.get(), text("Accept as the right platform")));
        QTRY_VERIFY_WITH_TIMEOUT(!find::shows(bench.window.get(), text("is not the one that this environment remembers")), patience);
        QVERIFY(find::clickSoon(keys, text("Save")));
        QTRY_COMPARE_WITH_TIMEOUT(m_server.stored(text("other/key"))->value, QByteArrayLiteral("not yet"), patience);
    }

    void readerSeesAndIsToldThatItMayNotWrite()
    {
        RealConsul::Options options;
        options.acls = true;
        RealConsul server(options);
        QVERIFY2(server.start(), qPrintable(server.lastError()));
        QVERIFY(server.put(text("config/a"), "one"));
        const QString reader = server.createToken(text("reader"), text("key_prefix \"config/\" { policy = \"read\" } "
                                                                       "service_prefix \"\" { policy = \"read\" } "
                                                                       "node_prefix \"\" { policy = \"read\" }"));
        QVERIFY(!reader.isEmpty());
        qputenv("MK_TEST_READER", reader.toUtf8());
        {
            WindowBench bench;
            QVERIFY(bench.open(server, text("MK_TEST_READER")));
            QVERIFY(bench.go(text("Key/value")));
            QWidget *keys = bench.panel("keyvalue");
            QTRY_VERIFY_WITH_TIMEOUT(bench.clickKey(text("config/a")), patience);
            CodeEditor *value = nullptr;
            QTRY_VERIFY_WITH_TIMEOUT((value = find::editor(keys, text("Value"))) && value->text() == text("one"), patience);
            QTRY_VERIFY_WITH_TIMEOUT(!bench.app->session()->mayWrite(System::Consul), patience);
            find::type(value, text("two"));
            QVERIFY(find::click(keys, text("Save")));
            QTRY_VERIFY_WITH_TIMEOUT(find::shows(bench.window.get(), text("The change was not made")), patience);
            QCOMPARE(value->text(), text("two"));
            QCOMPARE(server.stored(text("config/a"))->value, QByteArrayLiteral("one"));
        }
        qputenv("MK_TEST_READER", "11111111-1111-1111-1111-111111111111");
        {
            WindowBench bench;
            QVERIFY(bench.open(server, text("MK_TEST_READER")));
            QVERIFY(bench.go(text("Key/value")));
            QTRY_VERIFY_WITH_TIMEOUT(find::button(bench.panel("keyvalue"), text("Change credential…")), patience);
            QCOMPARE(bench.app->session()->status(System::Consul).state, SystemState::Unauthorised);
            QVERIFY(!find::shows(bench.window.get(), text("11111111")));
        }
        qunsetenv("MK_TEST_READER");
    }
};

MK_TEST_CLASS(TestWindowOutage)
#include "TestWindowOutage.moc"
