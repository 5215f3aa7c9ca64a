// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/FilterExpression.h"
#include "support/TestMain.h"

using namespace mk;

namespace {

const QList<FilterField> fields{{QStringLiteral("name"), QStringLiteral("Name"), false},
                                {QStringLiteral("port"), QStringLiteral("Listen port"), true},
                                {QStringLiteral("tags"), QStringLiteral("Tags"), false}};

class Row final : public FilterRow
{
public:
    Row(const QString &name, std::optional<double> port, const QString &tags) : m_texts{name, port ? QString::number(*port) : QString(), tags}, m_port(port)
    {
        m_folded = foldForSearch(m_texts[0]) + fieldSeparator + foldForSearch(m_texts[1]) + fieldSeparator + foldForSearch(m_texts[2]);
    }
    int fieldCount() const override { return 3; }
    std::string_view folded(int field) const override
    {
        const std::string_view all(m_folded.constData(), size_t(m_folded.size()));
        return field < 0 ? all : part(all, field);
    }
    QString text(int field) const override { return m_texts[field]; }
    std::optional<double> number(int field) const override { return field == 1 ? m_port : std::nullopt; }

private:
    QStringList m_texts;
    std::optional<double> m_port;
    QByteArray m_folded;
};

} // namespace

class TestFilterExpression : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void matches_data()
    {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<bool>("expected");
        // against: name "Kong Gateway", port 8001, tags "Blue, größe, http://x/y"
        const auto row = [](const char *filter, bool expected) { QTest::newRow(filter) << QString::fromUtf8(filter) << expected; };
        row("", true);
        row("   ", true);
        row("kong", true);
        row("KONG gate", true);
        row("kong absent", false);
        row("-absent", true);
        row("-kong", false);
        row("\"kong gateway\"", true);
        row("\"gateway kong\"", false);
        row("name:kong", true);
        row("tags:kong", false);
        row("-tags:kong", true);
        row("listenport:8001", true);
        row("port:>8000", true);
        row("port:>8001", false);
        row("port:>=8001", true);
        row("port:<8001", false);
        row("port:<=8001", true);
        row("port:=8001", true);
        row("port:>7.8KiB", true);
        row("port:<7k", false);
        row("-port:>9000", true);
        row("name:=\"kong gateway\"", true);
        row("name:=kong", false);
        row("/^kong/", true);
        row("/^gateway/", false);
        row("tags:/bl.e/", true);
        row("/Kong/c", true);
        row("/kong/c", false);
        row("GRÖẞE", true); // beyond ASCII
        row("http://x/y", true);
        row("foo:bar", false);
        row("-foo:bar", true);
        row("/x/y", true); // a path, not a pattern
    }
    void matches()
    {
        QFETCH(QString, filter);
        QFETCH(bool, expected);
        const Row row(QStringLiteral("Kong Gateway"), 8001, QStringLiteral("Blue, größe, http://x/y"));
        QCOMPARE(FilterExpression::parse(filter, fields).matches(row), expected);
    }

    void numberThatWasNotGiven()
    {
        const Row row(QStringLiteral("a"), std::nullopt, {});
        QVERIFY(!FilterExpression::parse(QStringLiteral("port:<10"), fields).matches(row));
        QVERIFY(!FilterExpression::parse(QStringLiteral("port:>=0"), fields).matches(row));
    }

    void problems_data()
    {
        using Kind = FilterExpression::Problem::Kind;
        QTest::addColumn<QString>("filter");
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("start");
        QTest::addColumn<int>("length");
        QTest::addColumn<bool>("filters");
        const auto row = [](const char *filter, Kind kind, int start, int length, bool filters) {
            QTest::newRow(filter) << QString::fromUtf8(filter) << int(kind) << start << length << filters;
        };
        row("a foo:bar", Kind::UnknownField, 2, 4, true);
        row("port:>x", Kind::NotANumber, 6, 1, false);
        row("name:>5", Kind::FieldHasNoNumber, 5, 2, false);
        row("/(/", Kind::BadPattern, 0, 3, false);
        row("\"abc", Kind::OpenQuote, 0, 4, true);
        row("name:", Kind::EmptyTerm, 0, 5, false);
        row("-", Kind::EmptyTerm, 0, 1, false);
    }
    void problems()
    {
        QFETCH(QString, filter);
        QFETCH(int, kind);
        QFETCH(int, start);
        QFETCH(int, length);
        QFETCH(bool, filters);
        const FilterExpression expression = FilterExpression::parse(filter, fields);
        QCOMPARE(expression.problems().size(), 1);
        const FilterExpression::Problem &problem = expression.problems().first();
        QCOMPARE(int(problem.kind), kind);
        QCOMPARE(problem.start, start);
        QCOMPARE(problem.length, length);
        QCOMPARE(!expression.isEmpty(), filters);
        QVERIFY(!problemText(problem, fields).isEmpty());
    }

    void addressesAreNoProblem()
    {
        for (const char *text : {"10.0.0.1:8500", "http://kong:8001/x", "::1", "a b", "/v1/kv"})
            QVERIFY2(FilterExpression::parse(QString::fromLatin1(text), fields).problems().isEmpty(), text);
    }

    void longPatternIsRefused()
    {
        const QString text = QLatin1Char('/') + QString(300, QLatin1Char('a')) + QLatin1Char('/');
        const FilterExpression expression = FilterExpression::parse(text, fields);
        QCOMPARE(expression.problems().size(), 1);
        QVERIFY(expression.isEmpty());
    }

    void evilPatternGivesUp()
    {
        const FilterExpression expression = FilterExpression::parse(QStringLiteral("/(a+)+$/"), fields);
        const Row row(QString(200, QLatin1Char('a')) + QLatin1Char('b'), 1, {});
        QElapsedTimer timer;
        timer.start();
        QVERIFY(!expression.matches(row));
        QVERIFY2(timer.elapsed() < 10'000, "a pattern must not hang");
    }

    void spansColourTheField()
    {
        using Kind = FilterExpression::Span::Kind;
        const FilterExpression expression = FilterExpression::parse(QStringLiteral("-name:x port:>5 \"q\" /r/"), fields);
        const QList<FilterExpression::Span> expected{{0, 1, Kind::Not},       {1, 5, Kind::Field},   {6, 1, Kind::Value},
                                                     {8, 5, Kind::Field},     {13, 1, Kind::Operator}, {14, 1, Kind::Value},
                                                     {16, 3, Kind::Quoted},   {20, 3, Kind::Pattern}};
        QCOMPARE(expression.spans(), expected);
    }

    void foundLettersAreJoined()
    {
        const FilterExpression expression = FilterExpression::parse(QStringLiteral("ong kon name:way -gate"), fields);
        const TextSpans expected{{0, 4, SpanStyle::Match}, {9, 3, SpanStyle::Match}};
        QCOMPARE(expression.found(QStringLiteral("Kong Gateway"), 0), expected);
        QCOMPARE(expression.found(QStringLiteral("way"), 2), TextSpans());
    }
};

MK_TEST_CLASS(TestFilterExpression)
#include "TestFilterExpression.moc"
