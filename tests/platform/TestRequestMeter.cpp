// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/RequestMeter.h"
#include "support/TestMain.h"

using namespace mk;

class TestRequestMeter : public QObject
{
    Q_OBJECT

    const std::chrono::milliseconds m_start{5'000};
    static QHash<QString, qint64> nodes(qint64 a, std::optional<qint64> b = std::nullopt)
    {
        QHash<QString, qint64> counters{{QStringLiteral("a"), a}};
        if (b)
            counters.insert(QStringLiteral("b"), *b);
        return counters;
    }

private Q_SLOTS:
    void addsUpTheNodes()
    {
        RequestMeter meter;
        QVERIFY(!meter.perSecond());
        meter.add(m_start, nodes(100, 10));
        QVERIFY(!meter.perSecond()); // one reading is no rate
        meter.add(m_start + std::chrono::seconds(5), nodes(150, 20));
        QCOMPARE(*meter.perSecond(), 12.0);
        QVERIFY(!meter.history());
        meter.add(m_start + std::chrono::seconds(10), nodes(150, 20));
        QCOMPARE(*meter.perSecond(), 0.0);
        QCOMPARE(int(meter.history()->size()), 2);
        meter.add(m_start + std::chrono::milliseconds(10'100), nodes(9000, 9000)); // too close to say anything
        QCOMPARE(*meter.perSecond(), 0.0);
    }

    void leavesOutWhatCannotBeKnown()
    {
        RequestMeter meter;
        meter.add(m_start, nodes(100));
        meter.add(m_start + std::chrono::seconds(5), nodes(7)); // restarted
        QVERIFY(!meter.perSecond());
        meter.add(m_start + std::chrono::seconds(10), nodes(17));
        QCOMPARE(*meter.perSecond(), 2.0);
        meter.add(m_start + std::chrono::seconds(15), nodes(27, 1000)); // another node came
        QVERIFY(!meter.perSecond());
        meter.add(m_start + std::chrono::seconds(20), {}); // none told
        QVERIFY(!meter.perSecond());
    }
};

MK_TEST_CLASS(TestRequestMeter)
#include "TestRequestMeter.moc"
