// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/Clock.h"
#include "core/Format.h"
#include "support/TestMain.h"

#include <QTimeZone>

using namespace std::chrono_literals;
using namespace mk;

class TestFormat : public QObject
{
    Q_OBJECT

    const QLocale m_english{QLocale::English, QLocale::UnitedStates};
    const QLocale m_german{QLocale::German, QLocale::Germany};

private Q_SLOTS:
    void counts()
    {
        QCOMPARE(format::count(1204, m_english), QStringLiteral("1,204"));
        QCOMPARE(format::count(1204, m_german), QStringLiteral("1.204"));
        QCOMPARE(format::countOf(37, 1204, m_english), QStringLiteral("37 of 1,204"));
        QCOMPARE(format::countOf(1204, 1204, m_english), QStringLiteral("1,204"));
        QCOMPARE(format::countOf(0, 0, m_english), QStringLiteral("0"));
    }

    void sizes_data()
    {
        QTest::addColumn<qint64>("bytes");
        QTest::addColumn<QString>("text");
        QTest::newRow("nothing in it") << qint64(0) << QStringLiteral("0 B");
        QTest::newRow("bytes") << qint64(412) << QStringLiteral("412 B");
        QTest::newRow("last in bytes") << qint64(1023) << QStringLiteral("1,023 B");
        QTest::newRow("first in KiB") << qint64(1024) << QStringLiteral("1.0 KiB");
        QTest::newRow("KiB") << qint64(2150) << QStringLiteral("2.1 KiB");
        QTest::newRow("rounds up to the next unit") << qint64(1024 * 1024 - 1) << QStringLiteral("1.0 MiB");
        QTest::newRow("MiB") << qint64(1258291) << QStringLiteral("1.2 MiB");
        QTest::newRow("GiB") << (qint64(3) << 30) << QStringLiteral("3.0 GiB");
        QTest::newRow("largest unit") << (qint64(5000) << 40) << QStringLiteral("5,000.0 TiB");
        QTest::newRow("less") << qint64(-2150) << QStringLiteral("-2.1 KiB");
    }
    void sizes()
    {
        QFETCH(qint64, bytes);
        QFETCH(QString, text);
        QCOMPARE(format::size(bytes, m_english), text);
    }

    void whatWasNotGivenIsNeverZero()
    {
        const QString dash = QString(QChar(0x2013));
        QCOMPARE(format::notGiven(), dash);
        QCOMPARE(format::size(std::nullopt, m_english), dash);
        QCOMPARE(format::rate(std::nullopt, m_english), dash);
        QCOMPARE(format::rate(std::numeric_limits<double>::quiet_NaN(), m_english), dash);
        QCOMPARE(format::ago({}, QDateTime::currentDateTimeUtc(), m_english), dash);
        QCOMPARE(format::timeOfDay({}, m_english), dash);
        QCOMPARE(format::dateTime({}, m_english), dash);
        QCOMPARE(format::iso({}), QString());
    }

    void rates()
    {
        QCOMPARE(format::rate(12.34, m_english), QStringLiteral("12.3/s"));
        QCOMPARE(format::rate(0.0, m_english), QStringLiteral("0.0/s"));
        QCOMPARE(format::rate(1234.5, m_german), QStringLiteral("1.234,5/s"));
    }

    void milliseconds()
    {
        QCOMPARE(format::milliseconds(12ms, m_english), QStringLiteral("12 ms"));
        QCOMPARE(format::milliseconds(999ms, m_english), QStringLiteral("999 ms"));
        QCOMPARE(format::milliseconds(1400ms, m_english), QStringLiteral("1.4 s"));
        QCOMPARE(format::milliseconds(59'960ms, m_english), QStringLiteral("59 s"));
        QCOMPARE(format::milliseconds(90s, m_english), QStringLiteral("1 min"));
    }

    void ages_data()
    {
        QTest::addColumn<qint64>("seconds");
        QTest::addColumn<QString>("text");
        QTest::newRow("now") << qint64(0) << QStringLiteral("now");
        QTest::newRow("seconds") << qint64(3) << QStringLiteral("3 s ago");
        QTest::newRow("last second") << qint64(59) << QStringLiteral("59 s ago");
        QTest::newRow("minutes") << qint64(60) << QStringLiteral("1 min ago");
        QTest::newRow("hours") << qint64(2 * 3600 + 5) << QStringLiteral("2 h ago");
        QTest::newRow("days") << qint64(3 * 86400) << QStringLiteral("3 d ago");
        QTest::newRow("soon") << qint64(-12) << QStringLiteral("in 12 s");
        QTest::newRow("in hours") << qint64(-7200) << QStringLiteral("in 2 h");
    }
    void ages()
    {
        QFETCH(qint64, seconds);
        QFETCH(QString, text);
        const QDateTime now(QDate(2024, 2, 29), QTime(12, 0), Qt::UTC);
        QCOMPARE(format::ago(now.addSecs(-seconds), now, m_english), text);
    }

    void durations()
    {
        QCOMPARE(format::duration(12s, m_english), QStringLiteral("12 s"));
        QCOMPARE(format::duration(57min, m_english), QStringLiteral("57 min"));
        QCOMPARE(format::duration(125min, m_english), QStringLiteral("2 h 05 min"));
        QCOMPARE(format::duration(27h, m_english), QStringLiteral("1 d 3 h"));
        QCOMPARE(format::duration(-3s, m_english), QStringLiteral("0 s"));
    }

    void times()
    {
        const QDateTime when = QDateTime(QDate(2024, 3, 7), QTime(9, 4, 5, 678), Qt::UTC);
        const QString german = format::dateTime(when, m_german);
        QVERIFY2(german.contains(QLatin1String("2024")), qPrintable(german)); // the year is told in full
        QVERIFY2(german.endsWith(when.toLocalTime().toString(QStringLiteral("HH:mm:ss"))), qPrintable(german));
        QCOMPARE(format::timeOfDay(when, QLocale::c()), when.toLocalTime().toString(QStringLiteral("HH:mm:ss")));
        QVERIFY(format::timeOfDay(when, m_english).contains(QLatin1String(":04:05")));
        QCOMPARE(format::iso(when), QStringLiteral("2024-03-07T09:04:05.678Z"));
        QCOMPARE(format::iso(when.toTimeZone(QTimeZone(7200))), QStringLiteral("2024-03-07T09:04:05.678Z"));
    }

    void fingerprints()
    {
        QCOMPARE(format::fingerprint(QByteArray::fromHex("9f2c00ab")), QStringLiteral("9F:2C:00:AB"));
        QCOMPARE(format::fingerprint({}), QString());
    }

    void aClockThatStandsStill()
    {
        ManualClock clock(QDateTime(QDate(2024, 1, 1), QTime(0, 0), Qt::UTC));
        const auto before = clock.monotonic();
        clock.advance(1500ms);
        QCOMPARE(format::iso(clock.now()), QStringLiteral("2024-01-01T00:00:01.500Z"));
        QCOMPARE((clock.monotonic() - before).count(), 1500);
    }

    void theSystemsClock()
    {
        const SystemClock clock;
        QCOMPARE(clock.now().timeSpec(), Qt::UTC);
        QVERIFY(std::abs(clock.now().msecsTo(QDateTime::currentDateTimeUtc())) < 5000);
        const auto before = clock.monotonic();
        QVERIFY(clock.monotonic() >= before);
    }
};

MK_TEST_CLASS(TestFormat)
#include "TestFormat.moc"
