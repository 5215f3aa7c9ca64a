// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/FakeConsulKv.h"
#include "support/TestMain.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <map>

using namespace mk;
using test::FakeConsulKv;

// No room for the journal, in a process that meets a limit on file sizes or a device that is really full.
class TestFullDisk : public QObject
{
    Q_OBJECT

    using Told = std::map<QString, QString>;

    // Empty: the helper failed.
    static Told run(const FakeConsulKv &consul, const QString &folder, const QString &what, bool byLimit)
    {
        QStringList command{QStringLiteral(MK_FULL_DISK_HELPER), consul.url().toString(), folder, what,
                            byLimit ? QStringLiteral("limit") : QStringLiteral("device")};
        if (!byLimit) {
            // A small device of the child's own, gone together with it.
            command.prepend(QStringLiteral("mount -t tmpfs -o size=2m none \"$1\" && shift && exec \"$@\""));
            command = QStringList{QStringLiteral("unshare"), QStringLiteral("--map-root-user"), QStringLiteral("--mount"),
                                  QStringLiteral("sh"), QStringLiteral("-c")}
                + QStringList{command.takeFirst(), QStringLiteral("sh"), folder} + command;
        }
        QProcess process;
        process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process.start(command.takeFirst(), command);
        const bool ended = QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, 60'000);
        Told told;
        if (!ended || process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
            return told;
        for (const QByteArray &line : process.readAllStandardOutput().split('\n')) {
            const qsizetype sign = line.indexOf('=');
            if (sign > 0)
                told[QString::fromUtf8(line.left(sign))] = QString::fromUtf8(line.mid(sign + 1));
        }
        return told;
    }
    static bool mayMount()
    {
        const QTemporaryDir folder;
        return !QStandardPaths::findExecutable(QStringLiteral("unshare")).isEmpty()
            && QProcess::execute(QStringLiteral("unshare"),
                                 {QStringLiteral("--map-root-user"), QStringLiteral("--mount"), QStringLiteral("mount"), QStringLiteral("-t"),
                                  QStringLiteral("tmpfs"), QStringLiteral("none"), folder.path()}) == 0;
    }

private Q_SLOTS:
    void nothingIsSentThatCannotBeRecorded_data()
    {
        QTest::addColumn<bool>("byLimit");
        QTest::newRow("limit on file sizes") << true;
        QTest::newRow("full device") << false;
    }
    void nothingIsSentThatCannotBeRecorded()
    {
        QFETCH(bool, byLimit);
        if (!byLimit && !mayMount())
            QSKIP("no device can be mounted here");
        FakeConsulKv consul;
        consul.set("k", "old");
        consul.set("other", "x");
        const QTemporaryDir folder;
        Told told = run(consul, folder.path(), QStringLiteral("intent"), byLimit);
        QVERIFY(!told.empty());
        QCOMPARE(told[QStringLiteral("outcome")], QStringLiteral("refused"));
        QCOMPARE(told[QStringLiteral("reason")], byLimit ? QStringLiteral("journal.write-failed") : QStringLiteral("journal.disk-full"));
        QCOMPARE(told[QStringLiteral("value")], QStringLiteral("old"));
        QCOMPARE(told[QStringLiteral("rows while full")], QStringLiteral("1")); // it can still be read
        QCOMPARE(told[QStringLiteral("rows")], QStringLiteral("1"));
        QCOMPARE(told[QStringLiteral("oldest")], QStringLiteral("done"));
        QCOMPARE(told[QStringLiteral("settled")], QString());
        QCOMPARE(told[QStringLiteral("again")], QStringLiteral("complete")); // with room it goes on, without a new start
        QCOMPARE(told[QStringLiteral("rows at the end")], QStringLiteral("2"));
        QCOMPARE(consul.writesSeen(), 2);
        QCOMPARE(consul.value("k"), QByteArray("newer"));
        QCOMPARE(consul.value("other"), QByteArray("kept"));
    }

    void whatWasSentIsSettledByReading_data() { nothingIsSentThatCannotBeRecorded_data(); }
    void whatWasSentIsSettledByReading()
    {
        QFETCH(bool, byLimit);
        if (!byLimit && !mayMount())
            QSKIP("no device can be mounted here");
        FakeConsulKv consul;
        consul.set("k", "old");
        consul.set("other", "x");
        const QTemporaryDir folder;
        Told told = run(consul, folder.path(), QStringLiteral("outcome"), byLimit);
        QVERIFY(!told.empty());
        QCOMPARE(told[QStringLiteral("outcome")], QStringLiteral("done")); // and the operator is told what went wrong
        QCOMPARE(told[QStringLiteral("reason")], byLimit ? QStringLiteral("journal.write-failed") : QStringLiteral("journal.disk-full"));
        QCOMPARE(told[QStringLiteral("value")], QStringLiteral("new"));
        QCOMPARE(told[QStringLiteral("rows")], QStringLiteral("2"));
        QCOMPARE(told[QStringLiteral("newest")], QStringLiteral("unknown"));
        QCOMPARE(told[QStringLiteral("oldest")], QStringLiteral("done"));
        QCOMPARE(told[QStringLiteral("settled")], QStringLiteral("done"));
        QCOMPARE(told[QStringLiteral("again")], QStringLiteral("complete"));
        QCOMPARE(told[QStringLiteral("rows at the end")], QStringLiteral("3"));
        QCOMPARE(consul.writesSeen(), 3);
    }
};

MK_TEST_CLASS(TestFullDisk)
#include "TestFullDisk.moc"
