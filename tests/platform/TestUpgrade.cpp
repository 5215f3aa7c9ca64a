// SPDX-License-Identifier: GPL-3.0-or-later
#include "JournalBook.h"
#include "net/EncryptedFileStore.h"
#include "platform/Environment.h"
#include "platform/EnvironmentFile.h"
#include "platform/JournalFile.h"
#include "platform/Settings.h"
#include "platform/UiState.h"
#include "platform/UpgradeBackup.h"
#include "support/TestMain.h"

#include <QFile>
#include <QTemporaryDir>

using namespace mk;
using namespace mk::test;

namespace {

QString upgradeData(const QString &name)
{
    return QStringLiteral(MK_TEST_DATA "/upgrade/") + name;
}

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void setBytes(const QString &path, const QByteArray &content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

// The passphrase and the key that the files in tests/data/upgrade were made with.
const QString kPassphrase = QStringLiteral("the passphrase of the upgrade tests");
crypto::Key journalKey()
{
    return crypto::Key::fromBytes(QByteArray(32, 'k')).value_or(crypto::Key());
}

} // namespace

// What an older version left opens in this one and stays as it was until something is written; what a newer one left is refused
// and not touched. tests/data/upgrade holds a file of each schema that was ever released.
class TestUpgrade : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    ManualClock m_clock{QDateTime(QDate(2027, 1, 1), QTime(12, 0), Qt::UTC)};

    QString path(const QString &name) const { return m_folder->filePath(name); }

    // SQLite files are kept as the statements that make them.
    void makeJournal(const QString &script) const
    {
        const QString text = QString::fromUtf8(bytesOf(upgradeData(script)));
        QVERIFY(!text.isEmpty());
        OtherConnection connection(path(QStringLiteral("journal.sqlite")));
        const QStringList statements = text.split(QStringLiteral(";\n"), Qt::SkipEmptyParts);
        for (const QString &statement : statements)
            QVERIFY2(connection.exec(statement), qPrintable(statement + connection.error()));
    }
    static qint64 schemaOf(const QString &journal)
    {
        OtherConnection connection(journal);
        return connection.value(QStringLiteral("PRAGMA user_version")).toLongLong();
    }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void everySchemaHasAFile()
    {
        const auto check = [](const QString &pattern, qint64 newest) {
            for (qint64 schema = 1; schema <= newest; ++schema)
                QVERIFY2(QFile::exists(upgradeData(pattern.arg(schema))), qPrintable(pattern.arg(schema)));
        };
        check(QStringLiteral("settings-%1.json"), Settings::schema);
        check(QStringLiteral("ui-state-%1.json"), UiState::schema);
        check(QStringLiteral("environments-%1.json"), environmentfile::schema);
        check(QStringLiteral("secrets-%1.bin"), EncryptedFileStore::schema);
        check(QStringLiteral("journal-%1.sql"), JournalFile::schemaVersion);
    }

    void settings()
    {
        QVERIFY(QFile::copy(upgradeData(QStringLiteral("settings-1.json")), path(QStringLiteral("settings.json"))));
        Settings settings(m_folder->path());
        QVERIFY(settings.load());
        QCOMPARE(settings.theme(), ThemeChoice::Dark);
        QCOMPARE(settings.bodySize(), 15);
        QCOMPARE(settings.density(), Density::Compact);
        QCOMPARE(settings.refreshInterval(), std::chrono::seconds(9));
        QCOMPARE(settings.lastEnvironment(), QStringLiteral("4f6f7c1e-7d52-4a43-9f0e-0d6ad7a1c001"));
        QCOMPARE(settings.journalDays(), 90);
    }

    void uiState()
    {
        QVERIFY(QFile::copy(upgradeData(QStringLiteral("ui-state-1.json")), path(QStringLiteral("ui-state.json"))));
        UiState state(m_folder->path());
        QVERIFY(state.load());
        QCOMPARE(state.intList(QStringLiteral("services/columns")), (QList<int>{120, 0, 80}));
        QCOMPARE(state.savedFilters(QStringLiteral("services")).value(0).text, QStringLiteral("state:critical"));
        QCOMPARE(state.value(QStringLiteral("window/geometry")).toByteArray(), QByteArray("\x00\xff\x01", 3));
    }

    void environments()
    {
        QVERIFY(QFile::copy(upgradeData(QStringLiteral("environments-1.json")), path(QStringLiteral("environments.json"))));
        EnvironmentStore store(m_folder->path());
        QVERIFY(store.load());
        const std::optional<Environment> shop = store.find(QStringLiteral("4f6f7c1e-7d52-4a43-9f0e-0d6ad7a1c001"));
        QVERIFY(shop);
        QCOMPARE(shop->name, QStringLiteral("Shop, production"));
        QVERIFY(shop->readOnly);
        QCOMPARE(shop->allEndpoints().size(), 5);
    }

    void secrets()
    {
        QVERIFY(QFile::copy(upgradeData(QStringLiteral("secrets-1.bin")), path(QStringLiteral("secrets.bin"))));
        QVERIFY(QFile::setPermissions(path(QStringLiteral("secrets.bin")), QFile::ReadOwner | QFile::WriteOwner));
        QObject parent;
        {
            EncryptedFileStore store(path(QStringLiteral("secrets.bin")));
            QVERIFY(resultOf(store.unlock(kPassphrase, &parent)));
            QCOMPARE(resultOf(store.read(QStringLiteral("shop/rabbitmq"), &parent)).value_or(QByteArray()), QByteArray("pässwörd\0x", 12));
            QVERIFY(resultOf(store.write(QStringLiteral("new"), "value", &parent)));
        }
        EncryptedFileStore again(path(QStringLiteral("secrets.bin")));
        QVERIFY(resultOf(again.unlock(kPassphrase, &parent)));
        QCOMPARE(resultOf(again.read(QStringLiteral("new"), &parent)).value_or(QByteArray()), QByteArray("value"));
        QVERIFY(resultOf(again.read(QStringLiteral("shop/rabbitmq"), &parent)));
    }

    void journal_data()
    {
        QTest::addColumn<int>("schema");
        for (int schema = 1; schema <= JournalFile::schemaVersion; ++schema)
            QTest::addRow("schema %d", schema) << schema;
    }
    void journal()
    {
        QFETCH(int, schema);
        makeJournal(QStringLiteral("journal-%1.sql").arg(schema));
        QCOMPARE(schemaOf(path(QStringLiteral("journal.sqlite"))), schema);
        QObject parent;
        {
            Journal journal(m_folder->path(), &m_clock);
            QCOMPARE(journal.filePath(), path(QStringLiteral("journal.sqlite")));
            QVERIFY(resultOf(journal.open(journalKey(), &parent)));
            const auto rows = resultOf(journal.list({}, &parent));
            QVERIFY(rows);
            QCOMPARE(rows->size(), 2);
            QCOMPARE(rows->constFirst().outcome, StepOutcome::Unknown);
            QCOMPARE(rows->constLast().outcome, StepOutcome::Done);
            const auto plan = resultOf(journal.readPlan(rows->constLast().planId, &parent));
            QVERIFY(plan); // the bodies open with the key of that time
            QCOMPARE(plan->plan.steps.value(0).changes.value(0).before.body, QByteArray("before"));
            QVERIFY(resultOf(journal.appendIntent({.plan = planOf({stepOn(QStringLiteral("c"), "1", "2")})}, &parent)));
        }
        QCOMPARE(schemaOf(path(QStringLiteral("journal.sqlite"))), JournalFile::schemaVersion);

        // What it was before lies beside it, for nobody else to read; once, however often it is opened.
        const QString copy = path(QStringLiteral("journal.sqlite.schema-%1").arg(schema));
        QCOMPARE(QFile::exists(copy), schema < JournalFile::schemaVersion);
        if (!QFile::exists(copy))
            return;
        QCOMPARE(schemaOf(copy), schema);
        QVERIFY((QFile::permissions(copy) & (QFile::ReadGroup | QFile::ReadOther)) == 0);
        {
            OtherConnection old(copy);
            QCOMPARE(old.value(QStringLiteral("SELECT count(*) FROM intent")).toInt(), 2);
        }
        const QByteArray before = bytesOf(copy);
        Journal again(m_folder->path(), &m_clock);
        QVERIFY(resultOf(again.open(journalKey(), &parent)));
        QCOMPARE(bytesOf(copy), before);
        QVERIFY(!QFile::exists(copy + QStringLiteral(".part")));
    }

    void aJournalThatCannotBeCopiedIsNotChanged()
    {
        makeJournal(QStringLiteral("journal-1.sql"));
        QVERIFY(QDir(m_folder->path()).mkpath(QStringLiteral("journal.sqlite.schema-1.part/in the way")));
        QObject parent;
        {
            Journal journal(m_folder->path(), &m_clock);
            QVERIFY(!resultOf(journal.open(journalKey(), &parent)));
        }
        QCOMPARE(schemaOf(path(QStringLiteral("journal.sqlite"))), 1);
    }

    void newerIsRefusedWithoutDamage()
    {
        QObject parent;
        const auto newer = [this](const QString &name, const QString &source, qint64 schema) {
            QByteArray content = bytesOf(upgradeData(source));
            const QByteArray member = "\"schema\": " + QByteArray::number(schema);
            QVERIFY2(content.contains(member), qPrintable(source));
            content.replace(member, QByteArray("\"schema\": " + QByteArray::number(schema + 1)));
            setBytes(path(name), content);
        };
        newer(QStringLiteral("settings.json"), QStringLiteral("settings-1.json"), Settings::schema);
        newer(QStringLiteral("ui-state.json"), QStringLiteral("ui-state-1.json"), UiState::schema);
        newer(QStringLiteral("environments.json"), QStringLiteral("environments-1.json"), environmentfile::schema);
        newer(QStringLiteral("secrets.bin"), QStringLiteral("secrets-1.bin"), EncryptedFileStore::schema);
        makeJournal(QStringLiteral("journal-%1.sql").arg(JournalFile::schemaVersion));
        {
            OtherConnection connection(path(QStringLiteral("journal.sqlite")));
            QVERIFY(connection.exec(QStringLiteral("PRAGMA user_version = %1").arg(JournalFile::schemaVersion + 1)));
        }
        QHash<QString, QByteArray> before;
        const QStringList names = QDir(m_folder->path()).entryList(QDir::Files);
        QCOMPARE(names.size(), 5);
        for (const QString &name : names)
            before.insert(name, bytesOf(path(name)));
        {
            Settings settings(m_folder->path());
            const Result<Done> loaded = settings.load();
            QCOMPARE(loaded ? QString() : loaded.error().reason, QStringLiteral("settings.newer-schema"));
            settings.theme.set(ThemeChoice::Light);
            UiState state(m_folder->path());
            const Result<Done> loadedState = state.load();
            QCOMPARE(loadedState ? QString() : loadedState.error().reason, QStringLiteral("ui-state.newer-schema"));
            state.setValue(QStringLiteral("rail"), true);
            EnvironmentStore environments(m_folder->path());
            const Result<Done> loadedEnvironments = environments.load();
            QCOMPARE(loadedEnvironments ? QString() : loadedEnvironments.error().reason, QStringLiteral("environments.newer-schema"));
            EncryptedFileStore secrets(path(QStringLiteral("secrets.bin")));
            const Result<Done> unlocked = resultOf(secrets.unlock(kPassphrase, &parent));
            QCOMPARE(unlocked ? QString() : unlocked.error().reason, QStringLiteral("secret.file-newer"));
            QVERIFY(!resultOf(secrets.write(QStringLiteral("a"), "b", &parent)));
            Journal journal(m_folder->path(), &m_clock);
            const Result<Done> opened = resultOf(journal.open(journalKey(), &parent));
            QCOMPARE(opened ? QString() : opened.error().reason, QStringLiteral("journal.newer-schema"));
            QVERIFY(!resultOf(journal.appendIntent({.plan = planOf({stepOn(QStringLiteral("c"), "1", "2")})}, &parent)));
        }
        for (const QString &name : names)
            QVERIFY2(bytesOf(path(name)) == before.value(name), qPrintable(name));
        QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), names);
    }

    void backupBeforeANewerVersionWrites()
    {
        // A folder from before there were notes.
        setBytes(path(QStringLiteral("settings.json")), "one");
        setBytes(path(QStringLiteral("secrets.bin")), "two");
        setBytes(path(QStringLiteral("instance.lock")), "nobody's");
        QVERIFY(backUpBeforeUpgrade(m_folder->path(), QStringLiteral("0.2.0")));
        QCOMPARE(bytesOf(path(QStringLiteral("backup/unknown/settings.json"))), QByteArray("one"));
        QCOMPARE(bytesOf(path(QStringLiteral("backup/unknown/secrets.bin"))), QByteArray("two"));
        QVERIFY(!QFile::exists(path(QStringLiteral("backup/unknown/instance.lock"))));
        QVERIFY((QFile::permissions(path(QStringLiteral("backup"))) & (QFile::ReadGroup | QFile::ReadOther)) == 0);

        // The same version again copies nothing; another one what the last has left.
        setBytes(path(QStringLiteral("settings.json")), "three");
        QVERIFY(backUpBeforeUpgrade(m_folder->path(), QStringLiteral("0.2.0")));
        QCOMPARE(QDir(path(QStringLiteral("backup"))).entryList(QDir::Dirs | QDir::NoDotAndDotDot), QStringList{QStringLiteral("unknown")});
        QVERIFY(backUpBeforeUpgrade(m_folder->path(), QStringLiteral("0.3.0")));
        QCOMPARE(bytesOf(path(QStringLiteral("backup/0.2.0/settings.json"))), QByteArray("three"));

        // Back and forth: what was kept first stays.
        setBytes(path(QStringLiteral("settings.json")), "four");
        QVERIFY(backUpBeforeUpgrade(m_folder->path(), QStringLiteral("0.2.0")));
        QVERIFY(backUpBeforeUpgrade(m_folder->path(), QStringLiteral("0.3.0")));
        QCOMPARE(bytesOf(path(QStringLiteral("backup/0.2.0/settings.json"))), QByteArray("three"));
        QCOMPARE(bytesOf(path(QStringLiteral("backup/0.3.0/settings.json"))), QByteArray("four"));
    }

    void theNoteIsNoPath()
    {
        setBytes(path(QStringLiteral("settings.json")), "one");
        setBytes(path(QStringLiteral("last-version")), "../../elsewhere\n");
        QVERIFY(backUpBeforeUpgrade(m_folder->path(), QStringLiteral("0.2.0")));
        QCOMPARE(bytesOf(path(QStringLiteral("backup/unknown/settings.json"))), QByteArray("one"));
        QCOMPARE(bytesOf(path(QStringLiteral("last-version"))), QByteArray("0.2.0\n"));
    }

    void whatCannotBeKeptIsToldAndNotNoted()
    {
        setBytes(path(QStringLiteral("settings.json")), "one");
        setBytes(path(QStringLiteral("backup")), "a file in the way");
        QVERIFY(!backUpBeforeUpgrade(m_folder->path(), QStringLiteral("0.2.0")));
        QVERIFY(!QFile::exists(path(QStringLiteral("last-version"))));
    }
};

MK_TEST_CLASS(TestUpgrade)
#include "TestUpgrade.moc"
