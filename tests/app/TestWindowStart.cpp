// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/ErrorText.h"
#include "support/TestMain.h"
#include "support/WindowBench.h"
#include "widgets/CodeEditor.h"

#include <QAbstractButton>
#include <QDir>

using namespace mk;
using namespace mk::test;

// A start where something is broken: the program goes on and says so, also when it opens an environment at once.
class TestWindowStart : public QObject
{
    Q_OBJECT

    RealConsul m_server;

private Q_SLOTS:
    void initTestCase()
    {
        MK_REQUIRE_CONSUL();
        QVERIFY2(m_server.start(), qPrintable(m_server.lastError()));
    }

    void aJournalThatCannotBeOpenedIsTold()
    {
        WindowBench bench;
        QVERIFY(QDir(bench.folder.path()).mkpath(QStringLiteral("journal.sqlite/in the way")));
        QVERIFY(bench.open(m_server));
        QVERIFY(!bench.app->journalIsOpen());
        QVERIFY(!bench.app->startProblems().isEmpty());
        const QString title = ErrorText::of(bench.app->startProblems().constFirst()).title;
        QVERIFY(!title.isEmpty());
        QTRY_VERIFY_WITH_TIMEOUT(find::shows(bench.window.get(), title), patience);
        // The panels work all the same.
        QVERIFY(bench.go(QStringLiteral("Services")));
        QTRY_VERIFY_WITH_TIMEOUT(find::view(bench.panel("services"), QStringLiteral("Services"))
                                     && find::view(bench.panel("services"), QStringLiteral("Services"))->model()->rowCount() > 0,
                                 patience);
    }

    void aWholeStartSaysNothing()
    {
        WindowBench bench;
        QVERIFY(bench.open(m_server));
        QVERIFY(bench.app->startProblems().isEmpty());
    }

    // The window does not wait for pages that nobody looks at; the rail tells of them all the same.
    void panelsAreMadeWhenTheyAreWanted()
    {
        QVERIFY(m_server.addServices());
        WindowBench bench;
        QVERIFY(bench.openEmpty());
        QVERIFY(bench.window->findChildren<Panel *>().isEmpty());
        bench.close();
        WindowBench opened;
        QVERIFY(opened.open(m_server));
        QCOMPARE(opened.window->findChildren<Panel *>().size(), 1);
        QCOMPARE(opened.window->currentPanel(), QStringLiteral("overview"));
        QWidget *rail = find::widget(opened.window.get(), QStringLiteral("Panels"));
        QTRY_VERIFY_WITH_TIMEOUT(!find::widget(rail, QStringLiteral("Services"))->accessibleDescription().isEmpty(), patience);
        QTRY_VERIFY_WITH_TIMEOUT(opened.window->findChildren<Panel *>().size() == 4, patience); // Findings, Services, Key/value
        QVERIFY(opened.go(QStringLiteral("Settings")));
        QCOMPARE(opened.window->currentPanel(), QStringLiteral("settings"));
        QCOMPARE(opened.window->findChildren<Panel *>().size(), 5);
    }

    // The tour's second run begins where the first one began.
    void startingAfreshLeavesNothingOpen()
    {
        QVERIFY(m_server.addOddKeys());
        WindowBench bench;
        QVERIFY(bench.open(m_server));
        QVERIFY(bench.go(QStringLiteral("Key/value")));
        QTRY_VERIFY_WITH_TIMEOUT(bench.clickKey(QStringLiteral("config/user/name")), patience);
        const auto shown = [&bench] { return find::editor(bench.panel("keyvalue"), QStringLiteral("Value")); };
        QTRY_VERIFY_WITH_TIMEOUT(shown() && shown()->text() == QLatin1String("an ordinary one"), patience);
        find::type(shown(), QStringLiteral("typed"));
        QVERIFY(bench.panel("keyvalue")->hasUnsavedWork());
        bench.window->startAfresh();
        QCOMPARE(bench.window->currentPanel(), QStringLiteral("overview"));
        QVERIFY(bench.app->session());
        QVERIFY(!bench.panel("keyvalue")->hasUnsavedWork());
        QVERIFY(bench.go(QStringLiteral("Key/value")));
        QVERIFY(!shown());
        auto *tree = qobject_cast<QTreeView *>(find::view(bench.panel("keyvalue"), QStringLiteral("Keys")));
        QTRY_VERIFY_WITH_TIMEOUT(tree->model()->rowCount() > 0, patience);
        for (int row = 0; row < tree->model()->rowCount(); ++row)
            QVERIFY(!tree->isExpanded(tree->model()->index(row, 0)));
    }
};

MK_TEST_CLASS(TestWindowStart)
#include "TestWindowStart.moc"
