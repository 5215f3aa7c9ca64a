// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/ErrorText.h"
#include "support/TestMain.h"
#include "support/WindowBench.h"

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
};

MK_TEST_CLASS(TestWindowStart)
#include "TestWindowStart.moc"
