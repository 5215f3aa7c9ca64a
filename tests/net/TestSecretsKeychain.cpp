// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/KeychainStore.h"
#include "net/SecretStore.h"
#include "support/JobTest.h"
#include "support/TestMain.h"

#include <QDir>
#include <QTemporaryDir>

using namespace mk;
using namespace std::chrono_literals;
using mk::test::resultOf;

// Runs beside a real key ring (the ctest entry test_net_keychain); elsewhere there is nothing to try.
class TestSecretsKeychain : public QObject
{
    Q_OBJECT

    QTemporaryDir m_home;

private Q_SLOTS:
    void init()
    {
        if (qEnvironmentVariable("MK_TEST_KEYCHAIN") != QLatin1String("1"))
            QSKIP("Runs in test_net_keychain, beside a key ring of its own.");
        qunsetenv("MICROKUBES_NO_KEYCHAIN");
    }

    void theKeyRingIsFoundAndUsed()
    {
        {
            Secrets secrets(m_home.path());
            QCOMPARE(secrets.kind(), SecretStore::Kind::Memory);
            QVERIFY(resultOf(secrets.open({}, this)));
            QVERIFY2(secrets.kind() == SecretStore::Kind::Keychain, qPrintable(secrets.unavailableReason()));
            const QByteArray value("p\xC3\xA4ss\0word\n", 11);
            QVERIFY(resultOf(secrets.write(QStringLiteral("a"), value, this)));
            QCOMPARE(*resultOf(secrets.read(QStringLiteral("a"), this)), value);
        }
        Secrets again(m_home.path());
        QVERIFY(resultOf(again.open({}, this)));
        QVERIFY(resultOf(again.read(QStringLiteral("a"), this)));
        QVERIFY(resultOf(again.write(QStringLiteral("a"), "new", this)));
        QCOMPARE(*resultOf(again.read(QStringLiteral("a"), this)), QByteArray("new"));
        QVERIFY(resultOf(again.remove(QStringLiteral("a"), this)));
        QCOMPARE(resultOf(again.read(QStringLiteral("a"), this)).error().kind, ErrorKind::NotFound);
        QVERIFY(resultOf(again.remove(QStringLiteral("a"), this))); // twice is no error
        QVERIFY(QDir(m_home.path()).isEmpty());
    }

    void foldersDoNotShare()
    {
        KeychainStore one(KeychainStore::serviceFor(m_home.filePath(QStringLiteral("one"))), 10s);
        KeychainStore two(KeychainStore::serviceFor(m_home.filePath(QStringLiteral("two"))), 10s);
        QVERIFY(resultOf(one.write(QStringLiteral("a"), "1", this)));
        QCOMPARE(resultOf(two.read(QStringLiteral("a"), this)).error().kind, ErrorKind::NotFound);
        QVERIFY(resultOf(one.remove(QStringLiteral("a"), this)));
    }

    void whoWaitsNoLongerIsNotTold()
    {
        KeychainStore store(KeychainStore::serviceFor(m_home.path()), 10s);
        auto owner = std::make_unique<QObject>();
        bool isTold = false;
        store.write(QStringLiteral("a"), "1", owner.get())->done(this, [&isTold](const auto &) { isTold = true; });
        owner.reset();
        QVERIFY(resultOf(store.probe(this))); // the key ring's jobs come one after the other
        QVERIFY(!isTold);
        QVERIFY(resultOf(store.remove(QStringLiteral("a"), this)));
    }

    void aKeyRingThatDoesNotAnswerInTime()
    {
        KeychainStore store(KeychainStore::serviceFor(m_home.path()), 0s);
        const Result<QByteArray> read = resultOf(store.read(QStringLiteral("a"), this));
        QVERIFY(!read);
        QCOMPARE(read.error().reason, QStringLiteral("secret.time-out"));
    }
};

MK_TEST_CLASS(TestSecretsKeychain)
#include "TestSecretsKeychain.moc"
