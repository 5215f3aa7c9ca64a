// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/overview/RequestMeter.h"
#include "support/TestMain.h"

using namespace mk;

class TestRequestMeter : public QObject
{
    Q_OBJECT

    const QDateTime m_start = QDateTime::fromSecsSinceEpoch(1'700'000'000, Qt::UTC);
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
        meter.add(m_start.addSecs(5), nodes(150, 20));
        QCOMPARE(*meter.perSecond(), 12.0);
        QVERIFY(!meter.history());
        meter.add(m_start.addSecs(10), nodes(150, 20));
        QCOMPARE(*meter.perSecond(), 0.0);
        QCOMPARE(int(meter.history()->size()), 2);
    }

    void leavesOutWhatCannotBeKnown()
    {
        RequestMeter meter;
        meter.add(m_start, nodes(100));
        meter.add(m_start.addSecs(5), nodes(7)); // restarted
        QVERIFY(!meter.perSecond());
        meter.add(m_start.addSecs(10), nodes(17));
        QCOMPARE(*meter.perSecond(), 2.0);
        meter.add(m_start.addSecs(15), nodes(27, 1000)); // another node came
        QVERIFY(!meter.perSecond());
        meter.add(m_start.addSecs(20), {}); // none told
        QVERIFY(!meter.perSecond());
    }
};

MK_TEST_CLASS(TestRequestMeter)
#include "TestRequestMeter.moc"
