// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/Crypto.h"
#include "support/TestMain.h"

#include <QSet>

using namespace mk;

class TestCrypto : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatWasLockedCanBeOpened()
    {
        const crypto::Key key = crypto::Key::random();
        QVERIFY(!key.isNull());
        for (const QByteArray &plain :
             {QByteArray(), QByteArray("x"), QByteArray(200'000, 'k'), QByteArray("a\0b", 3)}) {
            const QByteArray box = crypto::encrypt(plain, key, "row 7");
            QVERIFY(plain.size() < 2 || !box.contains(plain));
            const Result<QByteArray> opened = crypto::decrypt(box, key, "row 7");
            QVERIFY(opened.has_value());
            QCOMPARE(*opened, plain);
        }
    }

    void theSameTextNeverLooksTheSame()
    {
        const crypto::Key key = crypto::Key::random();
        QVERIFY(crypto::encrypt("x", key, {}) != crypto::encrypt("x", key, {}));
    }

    void nothingElseOpensIt()
    {
        const crypto::Key key = crypto::Key::random();
        const QByteArray box = crypto::encrypt("the value", key, "row 7");
        const auto refuses = [](const Result<QByteArray> &opened) {
            return !opened && opened.error().kind == ErrorKind::Storage &&
                   opened.error().reason == QLatin1String("crypto.wrong-key");
        };
        QVERIFY(refuses(crypto::decrypt(box, crypto::Key::random(), "row 7")));
        QVERIFY(refuses(crypto::decrypt(box, key, "row 8"))); // moved to another row
        QVERIFY(refuses(crypto::decrypt(box, crypto::Key(), "row 7")));
        QVERIFY(refuses(crypto::decrypt({}, key, "row 7")));
        QVERIFY(refuses(crypto::decrypt(box.left(39), key, "row 7")));
        QVERIFY(refuses(crypto::decrypt(box.chopped(1), key, "row 7")));
        for (qsizetype i = 0; i < box.size(); ++i) {
            QByteArray changed = box;
            changed[i] = char(changed.at(i) ^ 1);
            QVERIFY2(refuses(crypto::decrypt(changed, key, "row 7")), qPrintable(QString::number(i)));
        }
    }

    void keysGoToTheSecretStoreAndBack()
    {
        const crypto::Key key = crypto::Key::random();
        QCOMPARE(key.bytes().size(), crypto::Key::size);
        const Result<crypto::Key> again = crypto::Key::fromBytes(key.bytes());
        QVERIFY(again.has_value());
        QCOMPARE(*crypto::decrypt(crypto::encrypt("x", key, {}), *again, {}), QByteArray("x"));
        QCOMPARE(crypto::Key().bytes(), QByteArray());
        const Result<crypto::Key> small = crypto::Key::fromBytes("short");
        QVERIFY(!small);
        QCOMPARE(small.error().reason, QStringLiteral("crypto.key-size"));
    }

    void passphrases()
    {
        const QByteArray salt = crypto::randomBytes(16);
        // é as one character and as two: what different keyboards send.
        const Result<crypto::Key> composed =
            crypto::Key::fromPassphrase(QString(QStringLiteral("caf") + QChar(0xE9)), salt);
        const Result<crypto::Key> decomposed =
            crypto::Key::fromPassphrase(QString(QStringLiteral("cafe") + QChar(0x0301)), salt);
        const Result<crypto::Key> otherSalt =
            crypto::Key::fromPassphrase(QString(QStringLiteral("caf") + QChar(0xE9)), crypto::randomBytes(16));
        QVERIFY(composed && decomposed && otherSalt);
        QCOMPARE(composed->bytes(), decomposed->bytes());
        QVERIFY(composed->bytes() != otherSalt->bytes());
        const Result<crypto::Key> badSalt = crypto::Key::fromPassphrase(QStringLiteral("x"), "salt");
        QVERIFY(!badSalt);
        QCOMPARE(badSalt.error().reason, QStringLiteral("crypto.salt-size"));
    }

    void randomBytesDiffer()
    {
        QSet<QByteArray> seen;
        for (int i = 0; i < 100; ++i)
            seen.insert(crypto::randomBytes(16));
        QCOMPARE(seen.size(), 100);
        QCOMPARE(crypto::randomBytes(0).size(), 0);
    }

    void wipingLeavesNothing()
    {
        QByteArray secret("hunter2hunter2");
        secret.detach();
        crypto::wipe(secret);
        QVERIFY(secret.isEmpty());
    }

    void sha256()
    {
        QCOMPARE(crypto::sha256("abc").toHex(),
                 QByteArray("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    }

    void quickHashes()
    {
        const QByteArray body(100'000, 'b');
        QByteArray other = body;
        other[50'000] = 'c';
        QCOMPARE(crypto::quickHash(body), crypto::quickHash(QByteArray(100'000, 'b')));
        QVERIFY(crypto::quickHash(body) != crypto::quickHash(other));
        QVERIFY(crypto::quickHash({}) != crypto::quickHash(QByteArray(1, '\0')));
    }
};

MK_TEST_CLASS(TestCrypto)
#include "TestCrypto.moc"
