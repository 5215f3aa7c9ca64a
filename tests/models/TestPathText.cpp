// SPDX-License-Identifier: GPL-3.0-or-later
// The path of a request in words: every code has its sentence, and names from servers stay text.
#include "models/MarkedText.h"
#include "models/PathText.h"
#include "support/TestMain.h"

using namespace mk;
using namespace mk::requestpath;

class TestPathText : public QObject
{
    Q_OBJECT
private:
    static Path pathWith(StepKind kind, const char *code, const QVariantMap &args, State state)
    {
        Path path;
        for (const StepKind one : {StepKind::Client, StepKind::Match, StepKind::Plugins, StepKind::Rewrite,
                                   StepKind::Resolve, StepKind::Connect})
            path.steps.push_back({.kind = one});
        PathStep &step = path.steps.at(size_t(kind));
        step.state = state;
        step.code = QLatin1String(code);
        step.args = args;
        path.cause = Cause{kind, state, step.code, args, {}};
        return path;
    }

private Q_SLOTS:
    void everyCodeHasWords_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<bool>("isCause");
        const auto row = [](StepKind kind, const char *code, bool isCause) {
            QTest::newRow(code) << int(kind) << QByteArray(code) << isCause;
        };
        for (const char *code : {"match.unknown", "match.none", "match.tie", "match.older", "match.own"})
            row(StepKind::Match, code, true);
        for (const char *code : {"plugins.terminates", "plugins.credential"})
            row(StepKind::Plugins, code, true);
        for (const char *code : {"plugins.none", "plugins.run", "plugins.unread"})
            row(StepKind::Plugins, code, false);
        for (const char *code : {"resolve.misspelt", "resolve.no-service", "resolve.catalog-empty", "resolve.hidden",
                                 "resolve.no-tag", "resolve.all-critical", "resolve.srv-only", "resolve.no-node",
                                 "resolve.no-targets", "resolve.many-ports", "resolve.port-differs"})
            row(StepKind::Resolve, code, true);
        for (const char *code : {"resolve.instances", "resolve.other-datacenter", "resolve.targets", "resolve.targets-unread",
                                 "resolve.maybe-upstream", "resolve.elsewhere", "resolve.address", "resolve.node",
                                 "resolve.query", "resolve.consul-unread", "resolve.no-consul", "resolve.no-host"})
            row(StepKind::Resolve, code, false);
        row(StepKind::Connect, "connect.failing", true);
        for (const char *code :
             {"connect.passing", "connect.warning", "connect.unchecked", "connect.unknown", "connect.nowhere-known"})
            row(StepKind::Connect, code, false);
    }
    void everyCodeHasWords()
    {
        QFETCH(int, kind);
        QFETCH(QByteArray, code);
        QFETCH(bool, isCause);
        Path path = pathWith(StepKind(kind), code.constData(),
                             {{QStringLiteral("host"), QStringLiteral("x.example.org")}}, State::Broken);
        if (code == "match.unknown")
            path.explanation.answer.unknown = RouteUnknown::Expressions;
        const PathStep &step = path.step(StepKind(kind));
        QVERIFY(!pathtext::stepText(path, step).isEmpty());
        QVERIFY(!pathtext::stepText(path, step).contains(QLatin1Char('%')));
        QVERIFY(!pathtext::stateWord(step).isEmpty());
        if (!isCause)
            return;
        const pathtext::CauseText cause = pathtext::causeOf(path);
        QVERIFY(!cause.title.isEmpty());
        QVERIFY(!cause.text.isEmpty());
        QVERIFY2(!cause.title.contains(QLatin1Char('%')) && !cause.text.contains(QLatin1Char('%')), qPrintable(cause.text));
        QVERIFY(cause.repair.isEmpty());
        path.cause->repair = Repair{kong::Kind::Api, QStringLiteral("i"), QStringLiteral("n"), QStringLiteral("a"),
                                    QStringLiteral("b.service.consul")};
        if (StepKind(kind) == StepKind::Resolve)
            QVERIFY(pathtext::causeOf(path).repair.contains(QLatin1String("b.service.consul")));
    }

    void namesStayText()
    {
        const QString evil = QStringLiteral("a\u202eb\n<b>");
        Path path = pathWith(StepKind::Resolve, "resolve.no-service",
                             {{QStringLiteral("service"), evil}, {QStringLiteral("nearest"), evil}}, State::Broken);
        const pathtext::CauseText cause = pathtext::causeOf(path);
        for (const QString &shown : {withoutMarks(cause.title), withoutMarks(cause.text),
                                     pathtext::stepText(path, path.step(StepKind::Resolve)),
                                     pathtext::explanation(path, QDateTime()).section(QLatin1Char('\n'), 1, 1)}) {
            QVERIFY2(!shown.contains(QChar(0x202e)), qPrintable(shown));
            QVERIFY(!shown.contains(QLatin1Char('\n')));
        }
    }

    // What is copied for a ticket has no credential in it.
    void explanationKeepsSecrets()
    {
        Path path = pathWith(StepKind::Match, "match.none", {}, State::Broken);
        path.request.target = "/x?token=s3cret";
        path.request.host = QByteArrayLiteral("a");
        path.request.headers.emplace_back("Authorization", "s3cret");
        QVERIFY(!pathtext::explanation(path, QDateTime()).contains(QLatin1String("s3cret")));
    }

    void nodesEndWhereItBreaks()
    {
        Path path = pathWith(StepKind::Match, "match.none", {}, State::Broken);
        path.steps.front().state = State::Ok;
        path.expectedStatus = 404;
        const std::vector<pathtext::Node> nodes = pathtext::nodesOf(path);
        QCOMPARE(nodes.size(), size_t(2));
        QVERIFY(!nodes.front().isBroken);
        QVERIFY(nodes.back().isBroken);
        QCOMPARE(nodes.back().edge, QStringLiteral("404"));
        for (int i = 0; i < 5; ++i)
            path.places.push_back({QStringLiteral("10.0.0.%1").arg(i), 80, QStringLiteral("i"), State::Ok,
                                   QStringLiteral("passing"), true, QStringLiteral("s")});
        QCOMPARE(pathtext::placesOf(path, 3).size(), size_t(3));
        QVERIFY(pathtext::placesOf(path, 3).back().subject.contains(QLatin1Char('3'))); // the rest
        QCOMPARE(pathtext::placesOf(path, 5).size(), size_t(5));
    }
};

MK_TEST_CLASS(TestPathText)
#include "TestPathText.moc"
