// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/ErrorReasons.h"
#include "models/ErrorText.h"
#include "support/TestMain.h"

#include <QRegularExpression>

using namespace mk;

namespace {

constexpr int kindCount = int(ErrorKind::Internal) + 1;

Error full(ErrorKind kind)
{
    Error error = Error::make(kind);
    error.httpStatus = 418;
    error.endpoint = QStringLiteral("consul.example:8500");
    error.request = QStringLiteral("GET /v1/kv/a");
    error.serverMessage = QStringLiteral("I am a teapot");
    error.detail = QStringLiteral("technical");
    return error;
}

} // namespace

class TestErrorText : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyKind()
    {
        QSet<QString> titles;
        for (int i = 0; i < kindCount; ++i) {
            const auto kind = ErrorKind(i);
            const ErrorText text = ErrorText::of(full(kind));
            QVERIFY2(!text.title.isEmpty(), qPrintable(errorKindId(kind)));
            QVERIFY2(!text.title.endsWith(QLatin1Char('.')), qPrintable(text.title));
            QVERIFY(text.text.contains(QStringLiteral("I am a teapot")));
            for (const char *part : {"consul.example:8500", "GET /v1/kv/a", "418", "technical"})
                QVERIFY2(text.details.contains(QLatin1String(part)), part);
            titles.insert(text.title);
            QVERIFY(!errorKindWord(errorKindId(kind)).isEmpty());
            QVERIFY(!ErrorText::of(Error::make(kind)).text.isEmpty()); // without endpoint
        }
        QCOMPARE(titles.size(), kindCount);
    }

    void everyReason()
    {
        const QStringList reasons = knownReasons();
        QCOMPARE(QSet<QString>(reasons.cbegin(), reasons.cend()).size(), reasons.size());
        static const QRegularExpression brace(QStringLiteral("[{}]"));
        for (const QString &reason : reasons) {
            Error error = full(ErrorKind::Storage);
            error.reason = reason;
            const ErrorText text = ErrorText::of(error);
            for (const QString &part : {text.title, text.text, text.hint})
                QVERIFY2(!part.contains(brace), qPrintable(reason + QStringLiteral(": ") + part));
            QVERIFY(text.details.contains(reason));
        }
    }

    void argumentsAreFilledIn()
    {
        Error error = full(ErrorKind::Tls);
        error.reason = QStringLiteral("tls.pin-changed");
        error.args = {{QStringLiteral("expected"), QStringLiteral("AA:BB")}, {QStringLiteral("actual"), QStringLiteral("CC:DD")}};
        const ErrorText text = ErrorText::of(error);
        QVERIFY(text.text.contains(QStringLiteral("AA:BB")));
        QVERIFY(text.text.contains(QStringLiteral("CC:DD")));
        QVERIFY(text.text.contains(QStringLiteral("consul.example:8500")));
    }

    void aProxyIsNamedWithTheWayOut()
    {
        Error error = full(ErrorKind::Network);
        error.reason = QStringLiteral("proxy.unauthorised");
        error.args = {{QStringLiteral("proxy"), QStringLiteral("proxy.example:3128")}};
        const ErrorText text = ErrorText::of(error);
        QVERIFY(text.text.contains(QStringLiteral("proxy.example:3128")));
        QVERIFY(text.text.contains(QStringLiteral("consul.example:8500")));
        QVERIFY(!text.hint.isEmpty());
    }

    void serverWordsAreText()
    {
        Error error = full(ErrorKind::Server);
        error.serverMessage = QStringLiteral("a\u202Eb\x1b[31m") + QString(5000, QLatin1Char('x'));
        const ErrorText text = ErrorText::of(error);
        QVERIFY(!text.text.contains(QChar(0x202E)));
        QVERIFY(!text.text.contains(QChar(0x1b)));
        QVERIFY(text.text.size() < 600);
        QVERIFY(!text.details.contains(QChar(0x202E)));
    }

    void unknownOutcomeIsTold()
    {
        Error error = full(ErrorKind::Timeout);
        const QString plain = ErrorText::of(error).text;
        error.mayHaveBeenDone = true;
        QVERIFY(ErrorText::of(error).text.size() > plain.size());
    }

    void unknownIdStaysAsItIs() { QCOMPARE(errorKindWord(QStringLiteral("from-the-future")), QStringLiteral("from-the-future")); }
};

MK_TEST_CLASS(TestErrorText)
#include "TestErrorText.moc"
