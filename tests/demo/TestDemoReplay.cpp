// SPDX-License-Identifier: GPL-3.0-or-later
// Replays the recordings of tests/data/kong-* against the simulated Kong: each scenario whole and from an empty database.
//
//   test_demo_replay                                                all, with a table of what matched at the end
//   test_demo_replay TestDemoReplay scenario:0.14.1/26-apis-create  one scenario, with its row of the table
//   test_demo_replay TestDemoReplay scenario:3.9.1/...
//
//   MK_REPLAY_FULL=1      print every difference in full, listed ones too: places, what was asked, both answers
//   MK_REPLAY_ONLY=12     ... of this step alone (12, 12-20, 12,15)
//   MK_REPLAY_VERSION=... replay this version alone
//   MK_REPLAY_DIRECT=1    ask the services themselves, without sockets (quicker to step through in a debugger)
//   MK_REPLAY_UPDATE=1    write differences.txt again without the lines that match now; =add also adds the new ones, each
//                         with its first difference in place of the reason, which is then to be written by hand
//
// What is no difference: ids, keys, secrets, hashes and times that a server makes up (AnswerCheck.h), the order of a list
// that has none, values in the node's own descriptions (their members and types count), the text of a schema's description.
#include "ReplayBench.h"

#include "support/TestMain.h"

#include <QFile>
#include <QTextStream>

#include <map>

using namespace mk::test;

namespace {

const char *const kList = MK_SOURCE_DIR "/tests/demo/differences.txt";

struct Tally
{
    int matched = 0;
    int differing = 0;
    int outside = 0;
};

bool wantsStep(int number)
{
    const QString only = qEnvironmentVariable("MK_REPLAY_ONLY");
    if (only.isEmpty())
        return true;
    for (const QString &range : only.split(QLatin1Char(','))) {
        const int first = range.section(QLatin1Char('-'), 0, 0).toInt();
        const int last = range.contains(QLatin1Char('-')) ? range.section(QLatin1Char('-'), 1).toInt() : first;
        if (number >= first && number <= last)
            return true;
    }
    return false;
}

} // namespace

class TestDemoReplay : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void scenario_data();
    void scenario();
    void cleanupTestCase();

private:
    QString keyOf(const QString &version, const QString &name, int step) const
    {
        return version + QLatin1Char(' ') + name + QLatin1Char(' ') + QString::number(step);
    }
    QStringList m_comments; // the head of the list
    QStringList m_order;
    std::map<QString, QString> m_reasons; // by key
    std::map<QString, QString> m_added;
    std::map<QString, Tally> m_scenarios;
    std::map<QString, std::map<QString, Tally>> m_families; // by version
    QStringList m_settled;
};

void TestDemoReplay::initTestCase()
{
    QFile file(QString::fromLatin1(kList));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QStringList lines = QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    for (const QString &line : lines) {
        if (line.startsWith(QLatin1Char('#'))) {
            m_comments.append(line);
            continue;
        }
        const QString reason = line.section(QLatin1Char(' '), 3).trimmed();
        QVERIFY2(!reason.isEmpty(), qPrintable(QString(QStringLiteral("no reason: ") + line)));
        const QString key = keyOf(line.section(QLatin1Char(' '), 0, 0), line.section(QLatin1Char(' '), 1, 1),
                                  line.section(QLatin1Char(' '), 2, 2).toInt());
        QVERIFY2(!m_reasons.contains(key), qPrintable(QString(QStringLiteral("listed twice: ") + line)));
        m_reasons[key] = reason;
        m_order.append(key);
    }
}

void TestDemoReplay::scenario_data()
{
    QTest::addColumn<QString>("version");
    QTest::addColumn<QString>("name");
    const QString only = qEnvironmentVariable("MK_REPLAY_VERSION");
    for (const char *version : {"0.14.1", "2.8.5", "3.9.1"}) {
        if (!only.isEmpty() && only != QLatin1String(version))
            continue;
        for (const QString &name : Scenario::names(QString::fromLatin1(version)))
            QTest::addRow("%s/%s", version, qPrintable(name)) << QString::fromLatin1(version) << name;
    }
}

void TestDemoReplay::scenario()
{
    QFETCH(const QString, version);
    QFETCH(const QString, name);
    const Scenario scenario = Scenario::load(version, name);
    QVERIFY(!scenario.steps.empty());
    ReplayBench bench(version);
    if (!bench.isSimulated())
        QSKIP("this version is not simulated yet");

    const bool full = qEnvironmentVariableIntValue("MK_REPLAY_FULL") == 1;
    QTextStream out(stdout);
    QStringList unlisted;
    Tally &tally = m_scenarios[version + QLatin1Char('/') + name];
    for (const StepResult &result : bench.run(scenario)) {
        Tally &family = m_families[version][result.family];
        if (!result.inScope) {
            ++tally.outside;
            ++family.outside;
            continue;
        }
        const QString key = keyOf(version, name, result.number);
        const bool listed = m_reasons.contains(key);
        if (result.differences.isEmpty()) {
            ++tally.matched;
            ++family.matched;
            if (listed)
                m_settled.append(key);
            continue;
        }
        ++tally.differing;
        ++family.differing;
        if (!listed) {
            unlisted.append(QString::number(result.number));
            m_added[key] = result.differences.first().section(QLatin1Char('\n'), 0, 0).left(150);
        }
        if ((full || !listed) && wantsStep(result.number)) {
            out << version << ' ' << name << " step " << result.number << (listed ? " (listed) " : " ") << result.title << ": "
                << result.call << '\n';
            const qsizetype shown = full ? result.differences.size() : qMin<qsizetype>(3, result.differences.size() - 1);
            for (qsizetype i = 0; i < shown; ++i)
                out << "    " << result.differences.at(i) << '\n';
        }
    }
    out.flush();
    if (qEnvironmentVariableIsSet("MK_REPLAY_UPDATE"))
        return;
    QVERIFY2(unlisted.isEmpty(), qPrintable(QString(QStringLiteral("steps differ that are not in tests/demo/differences.txt: ")
                                                    + unlisted.join(QLatin1String(", ")))));
    QStringList settled;
    for (const QString &key : std::as_const(m_settled)) {
        if (key.startsWith(version + QLatin1Char(' ') + name + QLatin1Char(' ')))
            settled.append(key);
    }
    QVERIFY2(settled.isEmpty(), qPrintable(QString(QStringLiteral("these match now, take them out of tests/demo/differences.txt: ")
                                                   + settled.join(QLatin1String(", ")))));
}

void TestDemoReplay::cleanupTestCase()
{
    QTextStream out(stdout);
    const auto row = [&out](const QString &name, const Tally &tally) {
        const int seen = tally.matched + tally.differing;
        out << name.leftJustified(40) << QString::number(tally.matched).rightJustified(6) << " matched"
            << QString::number(tally.differing).rightJustified(6) << " differing" << QString::number(tally.outside).rightJustified(6)
            << " out of scope" << (seen == 0 ? QString() : QString::number(100.0 * tally.matched / seen, 'f', 1).rightJustified(8) + QStringLiteral(" %"))
            << '\n';
    };
    for (const auto &[name, tally] : m_scenarios)
        row(name, tally);
    for (const auto &[version, families] : m_families) {
        Tally sum;
        out << '\n';
        for (const auto &[family, tally] : families) {
            row(version + QLatin1Char(' ') + family, tally);
            sum.matched += tally.matched;
            sum.differing += tally.differing;
            sum.outside += tally.outside;
        }
        row(version + QStringLiteral(" (all)"), sum);
    }
    out.flush();

    const QString update = qEnvironmentVariable("MK_REPLAY_UPDATE");
    if (update.isEmpty())
        return;
    for (const QString &key : std::as_const(m_settled))
        m_reasons.erase(key);
    if (update == QLatin1String("add"))
        m_reasons.merge(m_added);
    QStringList keys;
    for (const auto &[key, reason] : m_reasons)
        keys.append(key);
    std::sort(keys.begin(), keys.end(), [](const QString &a, const QString &b) {
        const auto parts = [](const QString &key) {
            return std::make_tuple(key.section(QLatin1Char(' '), 0, 1), key.section(QLatin1Char(' '), 2).toInt());
        };
        return parts(a) < parts(b);
    });
    QFile file(QString::fromLatin1(kList));
    QVERIFY(file.open(QIODevice::WriteOnly));
    for (const QString &line : std::as_const(m_comments))
        file.write(line.toUtf8() + '\n');
    for (const QString &key : std::as_const(keys))
        file.write((key + QLatin1Char(' ') + m_reasons[key]).toUtf8() + '\n');
}

MK_TEST_CLASS(TestDemoReplay)
#include "TestDemoReplay.moc"
