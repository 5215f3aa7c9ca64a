// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/SafeText.h"
#include "support/TestMain.h"

using namespace mk;

class TestSafeText : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void invisibleCharactersAreShown_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("visible");
        QTest::newRow("plain") << QStringLiteral("mail-service 1") << QStringLiteral("mail-service 1");
        QTest::newRow("other letters") << QString(QChar(0x043A)) + QChar(0x4E2D)
                                       << QString(QChar(0x043A)) + QChar(0x4E2D);
        QTest::newRow("combining letters")
            << (QStringLiteral("e") + QChar(0x0301)) << (QStringLiteral("e") + QChar(0x0301));
        QTest::newRow("beyond the first plane") << QString::fromUcs4(U"\U0001F600") << QString::fromUcs4(U"\U0001F600");
        QTest::newRow("line break") << QStringLiteral("a\nb\tc\r") << QStringLiteral("a\\nb\\tc\\r");
        QTest::newRow("NUL") << (QStringLiteral("a") + QChar(0)) << QStringLiteral("a\\u0000");
        QTest::newRow("escape") << (QString(QChar(0x1B)) + QStringLiteral("[31m")) << QStringLiteral("\\u001B[31m");
        QTest::newRow("right to left override")
            << (QStringLiteral("gnp") + QChar(0x202E) + QStringLiteral("exe")) << QStringLiteral("gnp\\u202Eexe");
        QTest::newRow("isolate") << QString(QChar(0x2066)) << QStringLiteral("\\u2066");
        QTest::newRow("zero width") << (QStringLiteral("ad") + QChar(0x200B) + QStringLiteral("min"))
                                    << QStringLiteral("ad\\u200Bmin");
        QTest::newRow("line separator") << QString(QChar(0x2028)) << QStringLiteral("\\u2028");
        QTest::newRow("lone surrogate") << QString(QChar(0xD800)) << QStringLiteral("\\uD800");
        QTest::newRow("tag beyond the first plane") << QString::fromUcs4(U"\U000E0041") << QStringLiteral("\\u{E0041}");
        QTest::newRow("C1 control") << QString(QChar(0x9B)) << QStringLiteral("\\u009B");
    }
    void invisibleCharactersAreShown()
    {
        QFETCH(QString, text);
        QFETCH(QString, visible);
        QCOMPARE(visibleText(text), visible);
    }

    void linesStayInTextAreas()
    {
        QCOMPARE(visibleMultiline(QStringLiteral("a\n\tb\r\nc")), QStringLiteral("a\n\tb\nc"));
        QCOMPARE(visibleMultiline(QString(QStringLiteral("a\rb") + QChar(0x202E))), QStringLiteral("a\\rb\\u202E"));
    }

    void tooltipsShowMarkupAsText()
    {
        const QString tip = tooltipText(QStringLiteral("<img src=\"http://elsewhere/x\"> & more\nline"));
        QVERIFY(tip.startsWith(QLatin1String("<qt>")));
        QVERIFY(tip.contains(QLatin1String("&lt;img src=&quot;http://elsewhere/x&quot;&gt; &amp; more\nline")));
        QVERIFY(!tip.contains(QLatin1String("<img")));
        QCOMPARE(tooltipText({}), QString()); // no empty box
    }

    void tooltipsAreShortened()
    {
        const QString tip = tooltipText(QString(5000, QLatin1Char('x')), 100);
        QCOMPARE(tip.count(QLatin1Char('x')), 100);
        QVERIFY(tip.contains(QChar(0x2026)));
    }

    void ampersandsStayInMenus()
    {
        QCOMPARE(actionText(QStringLiteral("R&D &&")), QStringLiteral("R&&D &&&&"));
        QCOMPARE(actionText(QStringLiteral("a\nb")), QStringLiteral("a\\nb"));
    }

    void longNamesLoseTheirMiddle()
    {
        const QString id = QStringLiteral("7f3a0123456789abcdefc21e");
        QCOMPARE(shortened(id, 9), QString(QStringLiteral("7f3a") + QChar(0x2026) + QStringLiteral("c21e")));
        QCOMPARE(shortened(id, int(id.size())), id);
        QCOMPARE(shortened(id, 1), QString(QChar(0x2026)));
        const QString faces = QString::fromUcs4(U"\U0001F600\U0001F601\U0001F602\U0001F603");
        for (int length = 1; length <= int(faces.size()); ++length) {
            const QString cut = shortened(faces, length);
            QVERIFY(cut.size() <= length);
            QVERIFY(cut.toUcs4().indexOf(0xFFFD) < 0); // no half characters
        }
    }

    void bytesAreTextOrNot_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("isText");
        QTest::newRow("empty") << QByteArray("") << true;
        QTest::newRow("ASCII") << QByteArray("a\tb\r\nc") << true;
        QTest::newRow("UTF-8") << QByteArray("\xD0\xBA\xF0\x9F\x98\x80") << true;
        QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBFx") << true;
        QTest::newRow("NUL") << QByteArray("a\0b", 3) << false;
        QTest::newRow("control") << QByteArray("\x1B[0m") << false;
        QTest::newRow("C1 control") << QByteArray("\xC2\x9B") << false;
        QTest::newRow("Latin-1") << QByteArray("caf\xE9 x") << false;
        QTest::newRow("cut short") << QByteArray("ab\xF0\x9F\x98") << false;
        QTest::newRow("overlong") << QByteArray("\xC0\xAF") << false;
        QTest::newRow("surrogate") << QByteArray("\xED\xA0\x80") << false;
        QTest::newRow("gzip") << QByteArray("\x1F\x8B\x08\x00", 4) << false;
    }
    void bytesAreTextOrNot()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(bool, isText);
        const std::optional<QString> text = asText(bytes);
        QCOMPARE(text.has_value(), isText);
        if (text)
            QCOMPARE(text->toUtf8(), bytes); // written back, it is what was read
    }
};

MK_TEST_CLASS(TestSafeText)
#include "TestSafeText.moc"
