// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/AtomicFile.h"
#include "support/TestMain.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

#ifdef Q_OS_UNIX
#include <csignal>
#include <sys/resource.h>
#endif

using namespace mk;

namespace {
constexpr QFileDevice::Permissions rightsOfOthers = QFileDevice::ReadGroup | QFileDevice::WriteGroup |
                                                    QFileDevice::ExeGroup | QFileDevice::ReadOther |
                                                    QFileDevice::WriteOther | QFileDevice::ExeOther;

QStringList filesIn(const QString &folder)
{
    return QDir(folder).entryList(QDir::Files | QDir::Hidden);
}
} // namespace

class TestAtomicFile : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    QString in(const QString &name) const { return m_folder.filePath(name); }

private Q_SLOTS:
    void writesWhatIsReadBack()
    {
        const QString path = in(QStringLiteral("plain.json"));
        const QByteArray content("{\"a\":1}\0b", 9);
        QVERIFY(writeFileAtomically(path, content));
        QCOMPARE(*readFile(path), content);
        QVERIFY(writeFileAtomically(path, {}));
        QCOMPARE(*readFile(path), QByteArray());
        QCOMPARE(filesIn(m_folder.path()).size(), 1); // nothing is left beside it
    }

    void onlyTheOwnerMayRead()
    {
#ifdef Q_OS_UNIX
        const QString path = in(QStringLiteral("made/up/folders/secrets.bin"));
        QVERIFY(writeFileAtomically(path, "x"));
        QCOMPARE(QFileInfo(path).permissions() & rightsOfOthers, QFileDevice::Permissions());
        for (const char *folder : {"made", "made/up", "made/up/folders"})
            QCOMPARE(QFileInfo(in(QLatin1String(folder))).permissions() & rightsOfOthers, QFileDevice::Permissions());

        // A file that others could read so far is closed to them.
        const QString open = in(QStringLiteral("open.json"));
        QFile file(open);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.close();
        QVERIFY(file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ReadOther));
        QVERIFY(writeFileAtomically(open, "y"));
        QCOMPARE(QFileInfo(open).permissions() & rightsOfOthers, QFileDevice::Permissions());
#else
        QSKIP("Rights of others are a matter of Unix.");
#endif
    }

    void aFolderThatExistsKeepsItsRights()
    {
        const QString folder = in(QStringLiteral("mine"));
        QVERIFY(QDir().mkdir(folder));
        const QFileDevice::Permissions rights = QFileInfo(folder).permissions() | QFileDevice::ExeOther;
        QVERIFY(QFile::setPermissions(folder, rights));
        QVERIFY(ensurePrivateFolder(folder));
        QCOMPARE(QFileInfo(folder).permissions(), rights);
    }

    void aFileInTheWayIsTold()
    {
        const QString file = in(QStringLiteral("file"));
        QVERIFY(writeFileAtomically(file, "x"));
        const Result<Done> made = ensurePrivateFolder(file + QStringLiteral("/below"));
        QVERIFY(!made);
        QCOMPARE(made.error().kind, ErrorKind::Storage);
        QCOMPARE(made.error().reason, QStringLiteral("file.not-a-folder"));
        QVERIFY(!writeFileAtomically(m_folder.path(), "x")); // a folder is no file
    }

    void whatDoesNotFitLeavesTheOldContent()
    {
#ifdef Q_OS_UNIX
        const QString path = in(QStringLiteral("full.json"));
        QVERIFY(writeFileAtomically(path, "old"));
        const QStringList before = filesIn(m_folder.path());

        // A file may not grow beyond 64 KiB: what a full disk looks like from here.
        struct rlimit unlimited = {};
        QCOMPARE(getrlimit(RLIMIT_FSIZE, &unlimited), 0);
        const auto oldHandler = std::signal(SIGXFSZ, SIG_IGN);
        struct rlimit small = unlimited;
        small.rlim_cur = 64 * 1024;
        QCOMPARE(setrlimit(RLIMIT_FSIZE, &small), 0);
        const Result<Done> written = writeFileAtomically(path, QByteArray(1024 * 1024, 'n'));
        setrlimit(RLIMIT_FSIZE, &unlimited);
        std::signal(SIGXFSZ, oldHandler);

        QVERIFY(!written);
        QCOMPARE(written.error().reason, QStringLiteral("file.cannot-write"));
        QCOMPARE(*readFile(path), QByteArray("old"));
        QCOMPARE(filesIn(m_folder.path()), before);
#else
        QSKIP("There is no limit to set here.");
#endif
    }

    void readingHasALimit()
    {
        const QString path = in(QStringLiteral("large"));
        QVERIFY(writeFileAtomically(path, QByteArray(1000, 'x')));
        QCOMPARE(readFile(path, 1000)->size(), 1000);
        const Result<QByteArray> tooLarge = readFile(path, 999);
        QVERIFY(!tooLarge);
        QCOMPARE(tooLarge.error().kind, ErrorKind::TooLarge);
        QCOMPARE(tooLarge.error().reason, QStringLiteral("file.too-large"));
    }

    void whatCannotBeReadIsTold()
    {
        const Result<QByteArray> missing = readFile(in(QStringLiteral("missing")));
        QVERIFY(!missing);
        QCOMPARE(missing.error().kind, ErrorKind::NotFound);
        const Result<QByteArray> folder = readFile(m_folder.path());
        QVERIFY(!folder);
        QCOMPARE(folder.error().reason, QStringLiteral("file.cannot-read"));
    }
};

MK_TEST_CLASS(TestAtomicFile)
#include "TestAtomicFile.moc"
