// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/AtomicFile.h"
#include "net/KeychainStore.h"
#include "net/SecretStore.h"
#include "support/JobTest.h"
#include "support/TestMain.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace mk;
using mk::test::resultOf;

namespace {
const QString passphrase = QStringLiteral("correct horse battery staple");
}

// The locked file and memory; a key ring has a test of its own.
class TestSecrets : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_home;
    QString file() const { return m_home->filePath(QStringLiteral("secrets.bin")); }

    std::unique_ptr<Secrets> opened() const
    {
        auto secrets = std::make_unique<Secrets>(m_home->path());
        Secrets::Choice choice;
        choice.allowKeychain = false;
        if (!resultOf(secrets->open(choice, secrets.get())))
            return nullptr;
        return secrets;
    }

private Q_SLOTS:
    void init()
    {
        m_home = std::make_unique<QTemporaryDir>();
        QVERIFY(m_home->isValid());
    }

    void memoryLastsForThisRun()
    {
        const auto secrets = opened();
        QCOMPARE(secrets->kind(), SecretStore::Kind::Memory);
        QVERIFY(!secrets->isLocked());
        QCOMPARE(secrets->unavailableReason(), QStringLiteral("switched off"));
        const QByteArray value("p\xC3\xA4ss\0word", 10);
        QVERIFY(resultOf(secrets->write(QStringLiteral("a"), value, this)));
        QCOMPARE(*resultOf(secrets->read(QStringLiteral("a"), this)), value);
        QVERIFY(resultOf(secrets->remove(QStringLiteral("a"), this)));
        QVERIFY(resultOf(secrets->remove(QStringLiteral("a"), this))); // twice is no error
        const Result<QByteArray> gone = resultOf(secrets->read(QStringLiteral("a"), this));
        QCOMPARE(gone.error().kind, ErrorKind::NotFound);
        QVERIFY(QDir(m_home->path()).isEmpty()); // nothing on disk
    }

    void withoutABusThereIsNoKeyRing()
    {
        if (qEnvironmentVariable("DBUS_SESSION_BUS_ADDRESS") != QLatin1String("disabled:"))
            QSKIP("Needs DBUS_SESSION_BUS_ADDRESS=disabled: as ctest sets it.");
        Secrets secrets(m_home->path());
        QVERIFY(resultOf(secrets.open({}, this)));
        QCOMPARE(secrets.kind(), SecretStore::Kind::Memory);
        QVERIFY(!secrets.unavailableReason().isEmpty());
        QVERIFY(resultOf(secrets.write(QStringLiteral("a"), "1", this)));
    }

    void theFileTakesOverAndComesBackLocked()
    {
        {
            const auto secrets = opened();
            QVERIFY(resultOf(secrets->write(QStringLiteral("from memory"), "one", this)));
            QSignalSpy changed(secrets.get(), &Secrets::stateChanged);
            QVERIFY(resultOf(secrets->useEncryptedFile(passphrase, this)));
            QCOMPARE(changed.size(), 1);
            QCOMPARE(secrets->kind(), SecretStore::Kind::EncryptedFile);
            QVERIFY(!secrets->isLocked());
            QVERIFY(resultOf(secrets->write(QStringLiteral("later"), "two", this)));
            QVERIFY(resultOf(secrets->write(QStringLiteral("gone"), "three", this)));
            QVERIFY(resultOf(secrets->remove(QStringLiteral("gone"), this)));
        }
        const Result<QByteArray> bytes = readFile(file());
        QVERIFY(bytes);
        for (const char *secret : {"one", "two", "from memory", "b25l", "dHdv"})
            QVERIFY2(!bytes->contains(secret), secret);
#ifdef Q_OS_UNIX
        QCOMPARE(QFileInfo(file()).permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
#endif
        const auto secrets = opened();
        QCOMPARE(secrets->kind(), SecretStore::Kind::EncryptedFile);
        QVERIFY(secrets->isLocked());
        QCOMPARE(resultOf(secrets->read(QStringLiteral("later"), this)).error().reason,
                 QStringLiteral("secret.locked"));
        QCOMPARE(resultOf(secrets->write(QStringLiteral("later"), "x", this)).error().reason,
                 QStringLiteral("secret.locked"));
        QCOMPARE(resultOf(secrets->remove(QStringLiteral("later"), this)).error().reason,
                 QStringLiteral("secret.locked"));

        const Result<Done> wrong = resultOf(secrets->unlock(QStringLiteral("wrong"), this));
        QCOMPARE(wrong.error().kind, ErrorKind::Storage);
        QCOMPARE(wrong.error().reason, QStringLiteral("secret.wrong-passphrase"));
        QVERIFY(secrets->isLocked());

        QSignalSpy changed(secrets.get(), &Secrets::stateChanged);
        QVERIFY(resultOf(secrets->unlock(passphrase, this)));
        QVERIFY(!secrets->isLocked());
        QCOMPARE(changed.size(), 1);
        QCOMPARE(*resultOf(secrets->read(QStringLiteral("from memory"), this)), QByteArray("one"));
        QCOMPARE(*resultOf(secrets->read(QStringLiteral("later"), this)), QByteArray("two"));
        QCOMPARE(resultOf(secrets->read(QStringLiteral("gone"), this)).error().kind, ErrorKind::NotFound);
    }

    void aPassphraseMustHaveSomething()
    {
        const auto secrets = opened();
        const Result<Done> made = resultOf(secrets->useEncryptedFile({}, this));
        QCOMPARE(made.error().reason, QStringLiteral("secret.empty-passphrase"));
        QVERIFY(!secrets->encryptedFileExists());
        QCOMPARE(secrets->kind(), SecretStore::Kind::Memory);
    }

    void aDamagedFileIsToldAndLeftAlone()
    {
        {
            const auto secrets = opened();
            QVERIFY(resultOf(secrets->useEncryptedFile(passphrase, this)));
        }
        const QByteArray good = *readFile(file());
        const auto reasonFor = [this](const QByteArray &content) {
            if (!writeFileAtomically(file(), content))
                return QStringLiteral("not written");
            const auto secrets = opened();
            const Result<Done> end = resultOf(secrets->unlock(passphrase, this));
            return end ? QString() : end.error().reason;
        };
        QCOMPARE(reasonFor(good), QString());
        QCOMPARE(reasonFor("not JSON"), QStringLiteral("secret.file-damaged"));
        QCOMPARE(reasonFor("{}"), QStringLiteral("secret.file-damaged"));
        QByteArray newer = good;
        newer.replace("\"schema\": 1", "\"schema\": 2");
        QCOMPARE(reasonFor(newer), QStringLiteral("secret.file-newer"));
        QByteArray flipped = good;
        const qsizetype box = flipped.indexOf("\"box\": \"") + 12;
        flipped[box] = flipped.at(box) == 'A' ? 'B' : 'A';
        QCOMPARE(reasonFor(flipped), QStringLiteral("secret.file-damaged"));
        QCOMPARE(*readFile(file()), flipped);
    }

    void aWriteOutlivesWhoAskedForIt()
    {
        {
            const auto secrets = opened();
            QVERIFY(resultOf(secrets->useEncryptedFile(passphrase, this)));
            auto dialog = std::make_unique<QObject>();
            secrets->write(QStringLiteral("a"), "1", dialog.get());
            dialog.reset();
            secrets->write(QStringLiteral("b"), "2", this);
        }
        const auto secrets = opened();
        QVERIFY(resultOf(secrets->unlock(passphrase, this)));
        QCOMPARE(*resultOf(secrets->read(QStringLiteral("a"), this)), QByteArray("1"));
        QCOMPARE(*resultOf(secrets->read(QStringLiteral("b"), this)), QByteArray("2"));
    }

    void aFailedWriteKeepsTheOldValue()
    {
        const auto secrets = opened();
        QVERIFY(resultOf(secrets->useEncryptedFile(passphrase, this)));
        QVERIFY(resultOf(secrets->write(QStringLiteral("a"), "1", this)));
        // A folder where the file must go: writing fails for every user.
        QVERIFY(QFile::remove(file()));
        QVERIFY(QDir().mkpath(file() + QStringLiteral("/x")));
        const Result<Done> written = resultOf(secrets->write(QStringLiteral("a"), "2", this));
        QVERIFY(!written);
        QCOMPARE(written.error().reason, QStringLiteral("file.cannot-write"));
        QCOMPARE(*resultOf(secrets->read(QStringLiteral("a"), this)), QByteArray("1"));
    }

    void resolving()
    {
        const auto secrets = opened();
        QVERIFY(resultOf(secrets->write(QStringLiteral("token"), "t\xC3\xB6ken", this)));
        qputenv("MK_TEST_PROXY_PASSWORD", "pw");
        Endpoint endpoint;
        endpoint.credential.kind = Credential::Kind::Bearer;
        endpoint.credential.secret = SecretRef::fromString(QStringLiteral("store:token"));
        endpoint.proxy.kind = ProxySettings::Kind::Http;
        endpoint.proxy.password = SecretRef::fromString(QStringLiteral("env:MK_TEST_PROXY_PASSWORD"));
        const Result<EndpointSecrets> found = resultOf(secrets->resolve(endpoint, this));
        QVERIFY(found);
        QCOMPARE(found->credential, QString::fromUtf8("t\xC3\xB6ken"));
        QCOMPARE(found->proxyPassword, QStringLiteral("pw"));
        QVERIFY(found->clientKeyPassword.isEmpty());
        qunsetenv("MK_TEST_PROXY_PASSWORD");

        const Result<EndpointSecrets> unset = resultOf(secrets->resolve(endpoint, this));
        QCOMPARE(unset.error().kind, ErrorKind::Storage);
        QCOMPARE(unset.error().reason, QStringLiteral("secret.env-unset"));
        QCOMPARE(unset.error().args.value(QStringLiteral("name")).toString(), QStringLiteral("MK_TEST_PROXY_PASSWORD"));

        endpoint.proxy.kind = ProxySettings::Kind::System; // its password is not asked for any more
        endpoint.credential.secret = SecretRef::fromString(QStringLiteral("store:other"));
        const Result<EndpointSecrets> missing = resultOf(secrets->resolve(endpoint, this));
        QCOMPARE(missing.error().reason, QStringLiteral("secret.missing"));
        QCOMPARE(missing.error().args.value(QStringLiteral("name")).toString(), QStringLiteral("other"));

        endpoint.credential.kind = Credential::Kind::None;
        QVERIFY(resultOf(secrets->resolve(endpoint, this)));

        endpoint.proxy.user = QStringLiteral("me"); // the system's proxy asks for a login
        qputenv("MK_TEST_PROXY_PASSWORD", "pw");
        const Result<EndpointSecrets> login = resultOf(secrets->resolve(endpoint, this));
        qunsetenv("MK_TEST_PROXY_PASSWORD");
        QVERIFY(login);
        QCOMPARE(login->proxyPassword, QStringLiteral("pw"));
    }

    void resolvingFromALockedFile()
    {
        {
            const auto secrets = opened();
            QVERIFY(resultOf(secrets->useEncryptedFile(passphrase, this)));
        }
        const auto secrets = opened();
        Endpoint endpoint;
        endpoint.credential.kind = Credential::Kind::Bearer;
        endpoint.credential.secret = SecretRef::fromString(QStringLiteral("store:token"));
        const Result<EndpointSecrets> found = resultOf(secrets->resolve(endpoint, this));
        QCOMPARE(found.error().reason, QStringLiteral("secret.locked"));
        QCOMPARE(found.error().args.value(QStringLiteral("name")).toString(), QStringLiteral("token"));
    }

    void theServiceBelongsToTheFolder()
    {
        const QString folder = m_home->filePath(QStringLiteral("config"));
        const QString before = KeychainStore::serviceFor(folder);
        QVERIFY2(before.startsWith(QLatin1String("microkubes-console/")) && before.size() == 19 + 16,
                 qPrintable(before));
        QVERIFY(QDir().mkpath(folder));
        QCOMPARE(KeychainStore::serviceFor(folder), before); // made meanwhile
        QCOMPARE(KeychainStore::serviceFor(folder + QStringLiteral("/./")), before);
        QVERIFY(KeychainStore::serviceFor(m_home->path()) != before);
#ifdef Q_OS_UNIX
        const QString link = m_home->filePath(QStringLiteral("link"));
        QVERIFY(QFile::link(folder, link));
        QCOMPARE(KeychainStore::serviceFor(link), before);
#endif
    }
};

MK_TEST_CLASS(TestSecrets)
#include "TestSecrets.moc"
