// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/Roles.h"
#include "panels/PlanDesk.h"
#include "support/TestMain.h"
#include "support/WindowBench.h"
#include "widgets/CodeEditor.h"

#include <QAbstractButton>

using namespace mk;
using namespace mk::test;

// The server goes away, comes back, comes back as another one; and it does not know the credential. Every step waits for
// what the window shows or what the server holds. While the server is started nothing of the window runs.
class TestWindowOutage : public QObject
{
    Q_OBJECT

    static QString text(const char *utf8) { return QString::fromUtf8(utf8); }
    static QString shown(const QWidget *inside) { return find::visibleTexts(inside).join(QLatin1Char('|')); }

    // What all cases ask of a window; each makes its own.
    struct Window : WindowBench
    {
        QWidget *servicesPage() const { return panel("services"); }
        QWidget *keysPage() const { return panel("keyvalue"); }
        QAbstractItemView *services() const { return find::view(servicesPage(), QStringLiteral("Services")); }
        QAbstractItemView *keys() const { return find::view(keysPage(), QStringLiteral("Keys")); }
        CodeEditor *value() const { return find::editor(keysPage(), QStringLiteral("Value")); }
        SystemState state() const { return app->session()->status(System::Consul).state; }
        bool mayWrite() const { return !app->session()->mayWrite(System::Consul); }
        bool listsService(const QString &name) const { return services() && find::row(services(), name) >= 0; }
        bool listsKey(const QString &key) const
        {
            auto *tree = qobject_cast<QTreeView *>(keys());
            auto *model = tree ? qobject_cast<KvTreeModel *>(tree->model()) : nullptr;
            return model && model->hasKey(key);
        }
        bool opens(const QString &key, const QString &content) const
        {
            return QTest::qWaitFor([&] { return clickKey(key); }, patience)
                && QTest::qWaitFor([&] { return value() && value()->text() == content; }, patience);
        }
        // The calls of the end, for messages of failed tests.
        QString calls() const
        {
            QStringList lines;
            for (const HttpLogEntry &entry : app->httpLog().entries()) {
                if (entry.url.contains(QLatin1String("/v1/kv/")))
                    lines.append(QStringLiteral("%1 %2 %3 %4 %5").arg(entry.startedAt.toString(QStringLiteral("mm:ss.zzz"))).arg(entry.elapsed.count()).arg(entry.url.mid(22)).arg(entry.status).arg(entry.error));
            }
            return lines.mid(std::max(qsizetype(0), lines.size() - 12)).join(QLatin1Char('\n'))
                + QStringLiteral("\nrows %1, index %2").arg(app->session()->consulKeys()->rowCount()).arg(app->session()->consulKeys()->state().index);
        }
        // Saved, told, and nothing of it under way any more.
        bool hasSaved() const
        {
            return !window->planDesk()->isRunning() && find::shows(keysPage(), QStringLiteral("Nothing is changed."));
        }
    };
    static bool allStale(const QAbstractItemView *view)
    {
        for (int row = 0; row < view->model()->rowCount(); ++row) {
            if (!view->model()->index(row, 0).data(StaleRole).toBool())
                return false;
        }
        return view->model()->rowCount() > 0;
    }
    static QByteArray onServer(RealConsul &server, const QString &key)
    {
        const auto stored = server.stored(key);
        return stored ? stored->value : QByteArray("<none>");
    }

private Q_SLOTS:
    void init() { MK_REQUIRE_CONSUL(); }
    void cleanup() { qunsetenv("MK_TEST_TOKEN"); }

    void rowsStayAndComeAliveAgain()
    {
        RealConsul server;
        QVERIFY2(server.start(), qPrintable(server.lastError()));
        QVERIFY(server.addServices());
        QVERIFY(server.put(text("config/a"), "one"));
        Window bench;
        QVERIFY(bench.open(server));
        QVERIFY(bench.go(text("Services")));
        // Nodes of the catalog and the agent's services arrive on their own ways: all of them first.
        for (const char *name : {"kong", "users-management", "no-checks", "consul"})
            QTRY_VERIFY2_WITH_TIMEOUT(bench.listsService(text(name)), name, patience);
        const int rows = bench.services()->model()->rowCount();
        QVERIFY(!allStale(bench.services()));
        QVERIFY(bench.go(text("Key/value")));
        QVERIFY(bench.opens(text("config/a"), text("one")));
        QTRY_VERIFY_WITH_TIMEOUT(bench.mayWrite(), patience);

        QVERIFY(server.stop());
        QTRY_COMPARE_WITH_TIMEOUT(bench.state(), SystemState::Down, patience);
        QTRY_VERIFY2_WITH_TIMEOUT(find::shows(bench.keysPage(), text("Showing what it said then.")),
                                  qPrintable(shown(bench.keysPage())), patience);
        QVERIFY(bench.value());
        find::type(bench.value(), text("typed while it was away"));
        QVERIFY2(find::shows(bench.keysPage(), text("What you type stays here until it does.")),
                 qPrintable(shown(bench.keysPage())));
        QVERIFY(!find::click(bench.keysPage(), text("Save")));
        QVERIFY(bench.listsKey(text("config/a")));
        QVERIFY(allStale(bench.keys()));
        QVERIFY(bench.go(text("Services")));
        QTRY_VERIFY2_WITH_TIMEOUT(find::shows(bench.servicesPage(), text("Since ")), qPrintable(shown(bench.servicesPage())),
                                  patience);
        QVERIFY2(find::shows(bench.servicesPage(), text("stale, ")), qPrintable(shown(bench.servicesPage())));
        QVERIFY(find::button(bench.servicesPage(), text("Retry now")));
        QCOMPARE(bench.services()->model()->rowCount(), rows);
        QVERIFY(allStale(bench.services()));

        QVERIFY2(server.start(), qPrintable(server.lastError()));
        QTRY_COMPARE_WITH_TIMEOUT(bench.state(), SystemState::Ok, patience);
        QTRY_VERIFY2_WITH_TIMEOUT(!find::shows(bench.servicesPage(), text("Showing what it said then.")),
                                  qPrintable(shown(bench.servicesPage())), patience);
        QVERIFY(!allStale(bench.services()));
        // An agent that was restarted keeps its services and their checks; live again means that a change turns up.
        QVERIFY(server.addService({text("late"), text("late-1"), 4242, {}, text("passing"), {}, {}}));
        QTRY_VERIFY_WITH_TIMEOUT(bench.listsService(text("late")), patience);
        QVERIFY(bench.go(text("Key/value")));
        QCOMPARE(bench.value()->text(), text("typed while it was away"));
        QVERIFY2(find::clickSoon(bench.keysPage(), text("Save")), qPrintable(shown(bench.keysPage())));
        QTRY_COMPARE_WITH_TIMEOUT(onServer(server, text("config/a")), QByteArrayLiteral("typed while it was away"), patience);
        QTRY_VERIFY2_WITH_TIMEOUT(bench.hasSaved(), qPrintable(shown(bench.window.get())), patience);
    }

    // A snapshot that was restored, a data folder that was lost: the same server, and its index counts from the beginning.
    void indexThatBeginsAnewIsFollowed()
    {
        RealConsul::Options options;
        options.nodeId = text("6f0c1d1e-5a63-4a5e-9a0c-1f7f3a1b2c3d");
        RealConsul server(options);
        QVERIFY2(server.start(), qPrintable(server.lastError()));
        for (int i = 0; i < 50; ++i)
            QVERIFY(server.put(QStringLiteral("old/key-%1").arg(i), "x"));
        const quint64 before = server.index("/v1/kv/?keys");
        Window bench;
        QVERIFY(bench.open(server));
        QVERIFY(bench.go(text("Key/value")));
        QTRY_VERIFY_WITH_TIMEOUT(bench.listsKey(text("old/key-49")) && bench.mayWrite(), patience);

        QVERIFY2(server.restartEmpty(), qPrintable(server.lastError()));
        QVERIFY(server.put(text("new/first"), "1"));
        QVERIFY(server.index("/v1/kv/?keys") < before);
        QTRY_VERIFY2_WITH_TIMEOUT(bench.listsKey(text("new/first")) && !bench.listsKey(text("old/key-49")), qPrintable(bench.calls()), patience);
        // It goes on from there: what changes next arrives as well.
        QVERIFY(server.put(text("new/second"), "2"));
        QTRY_VERIFY_WITH_TIMEOUT(bench.listsKey(text("new/second")), patience);
        QVERIFY(server.index("/v1/kv/?keys") < before);
        QTRY_COMPARE_WITH_TIMEOUT(bench.state(), SystemState::Ok, patience);
        QVERIFY(!find::shows(bench.window.get(), text("is not the one that this environment remembers")));
        QTRY_VERIFY_WITH_TIMEOUT(bench.mayWrite(), patience);
    }

    void anotherPlatformBlocksWritesUntilAccepted_data()
    {
        QTest::addColumn<QString>("datacenter");
        QTest::newRow("wiped server") << text("dc1");
        QTest::newRow("another datacenter") << text("elsewhere");
    }
    void anotherPlatformBlocksWritesUntilAccepted()
    {
        QFETCH(QString, datacenter);
        RealConsul server;
        QVERIFY2(server.start(), qPrintable(server.lastError()));
        QVERIFY(server.put(text("config/a"), "one"));
        Window bench;
        QVERIFY(bench.open(server));
        QVERIFY(bench.go(text("Key/value")));
        QVERIFY(bench.opens(text("config/a"), text("one")));
        QTRY_VERIFY_WITH_TIMEOUT(bench.mayWrite(), patience);

        QVERIFY2(server.restartEmptyAs(datacenter), qPrintable(server.lastError()));
        QVERIFY(server.put(text("other/key"), "of the other platform"));
        const QString notOurs = text("is not the one that this environment remembers");
        QTRY_VERIFY2_WITH_TIMEOUT(find::shows(bench.window.get(), notOurs), qPrintable(shown(bench.window.get())), patience);
        QVERIFY(!bench.mayWrite());
        QCOMPARE(bench.state(), SystemState::WrongPlatform);
        QVERIFY2(bench.opens(text("other/key"), text("of the other platform")), qPrintable(shown(bench.window.get())));
        bench.app->httpLog().clear();
        find::type(bench.value(), text("not yet"));
        QVERIFY(!find::click(bench.keysPage(), text("Save")));
        QTest::keySequence(bench.value()->focusTarget(), QKeySequence::Save);
        QVERIFY(!bench.window->planDesk()->isRunning());
        QVERIFY(!bench.hasWritten());
        QCOMPARE(onServer(server, text("other/key")), QByteArrayLiteral("of the other platform"));

        QVERIFY(find::click(bench.window.get(), text("Accept as the right platform")));
        QTRY_VERIFY_WITH_TIMEOUT(!find::shows(bench.window.get(), notOurs), patience);
        QVERIFY2(find::clickSoon(bench.keysPage(), text("Save")), qPrintable(shown(bench.keysPage())));
        QTRY_COMPARE_WITH_TIMEOUT(onServer(server, text("other/key")), QByteArrayLiteral("not yet"), patience);
        QTRY_VERIFY2_WITH_TIMEOUT(bench.hasSaved(), qPrintable(shown(bench.window.get())), patience);
    }

    void readerSeesAndIsToldThatItMayNotWrite()
    {
        RealConsul server(withAcls());
        QVERIFY2(server.start(), qPrintable(server.lastError()));
        QVERIFY(server.put(text("config/a"), "one"));
        const QString reader = server.createToken(text("reader"), text("key_prefix \"config/\" { policy = \"read\" } "
                                                                       "service_prefix \"\" { policy = \"read\" } "
                                                                       "node_prefix \"\" { policy = \"read\" }"));
        QVERIFY(!reader.isEmpty());
        qputenv("MK_TEST_TOKEN", reader.toUtf8());
        Window bench;
        QVERIFY(bench.open(server, text("MK_TEST_TOKEN")));
        QVERIFY(bench.go(text("Key/value")));
        QVERIFY2(bench.opens(text("config/a"), text("one")), qPrintable(shown(bench.window.get())));
        QTRY_VERIFY_WITH_TIMEOUT(bench.mayWrite(), patience); // as far as the program can tell
        find::type(bench.value(), text("two"));
        QVERIFY2(find::clickSoon(bench.keysPage(), text("Save")), qPrintable(shown(bench.keysPage())));
        QTRY_VERIFY2_WITH_TIMEOUT(find::shows(bench.window.get(), text("The change was not made")),
                                  qPrintable(shown(bench.window.get())), patience);
        QVERIFY2(find::shows(bench.window.get(), text("Permission denied")), qPrintable(shown(bench.window.get())));
        QCOMPARE(bench.value()->text(), text("two"));
        QCOMPARE(onServer(server, text("config/a")), QByteArrayLiteral("one"));
        QVERIFY(!find::shows(bench.window.get(), reader));
    }

    void whoMayNotLookIsToldSo_data()
    {
        QTest::addColumn<QString>("token");
        QTest::newRow("no token") << QString();
        QTest::newRow("unknown token") << text("11111111-1111-1111-1111-111111111111");
    }
    void whoMayNotLookIsToldSo()
    {
        QFETCH(QString, token);
        RealConsul server(withAcls());
        QVERIFY2(server.start(), qPrintable(server.lastError()));
        QVERIFY(server.put(text("config/a"), "one"));
        qputenv("MK_TEST_TOKEN", token.toUtf8());
        Window bench;
        QVERIFY(bench.open(server, token.isEmpty() ? QString() : text("MK_TEST_TOKEN")));
        for (const auto &[name, page] : {std::pair(text("Key/value"), bench.keysPage()), std::pair(text("Services"), bench.servicesPage())}) {
            QVERIFY(bench.go(name));
            QTRY_VERIFY2_WITH_TIMEOUT(find::button(page, text("Change credential…")), qPrintable(shown(page)), patience);
            QVERIFY2(!find::shows(page, text("No keys yet")) && !find::shows(page, text("No services yet")),
                     qPrintable(shown(page)));
        }
        QTRY_COMPARE_WITH_TIMEOUT(bench.state(), SystemState::Unauthorised, patience);
        QVERIFY(!bench.mayWrite());
        QVERIFY(!find::shows(bench.window.get(), text("11111111")));
        QVERIFY(!bench.hasWritten());
    }

private:
    static RealConsul::Options withAcls()
    {
        RealConsul::Options options;
        options.acls = true;
        return options;
    }
};

MK_TEST_CLASS(TestWindowOutage)
#include "TestWindowOutage.moc"
