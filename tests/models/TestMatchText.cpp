// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/MatchText.h"
#include "support/TestMain.h"

#include <QSet>

using namespace mk;

class TestMatchText : public QObject
{
    Q_OBJECT

    static RouteVerdict verdict(RouteRule rule, const char *own = "", const char *other = "")
    {
        RouteVerdict verdict;
        verdict.rule = rule;
        verdict.own = own;
        verdict.other = other;
        return verdict;
    }

private Q_SLOTS:
    void everyRuleHasItsText()
    {
        QSet<QString> texts;
        int rules = 0;
        for (int rule = int(RouteRule::Wins); rule <= int(RouteRule::FoundByIndex); ++rule, ++rules) {
            const QString text = matchVerdictText(verdict(RouteRule(rule), "7", "8"));
            QVERIFY2(!text.isEmpty() && !text.contains(QLatin1Char('%')), qPrintable(text));
            texts.insert(text);
        }
        QCOMPARE(texts.size(), qsizetype(rules));
    }
    void everyReplyHasItsText()
    {
        for (int reply = int(RouteReply::Proxied); reply <= int(RouteReply::UpstreamRefuses); ++reply) {
            RouteAnswer answer;
            answer.reply = RouteReply(reply);
            answer.routeId = QStringLiteral("id");
            answer.status = 426;
            const QString text = matchAnswerText(answer);
            QVERIFY2(!text.isEmpty() && !text.contains(QLatin1Char('%')), qPrintable(text));
        }
        for (const RouteUnknown unknown :
             {RouteUnknown::Version, RouteUnknown::Expressions, RouteUnknown::Stream, RouteUnknown::Regex}) {
            RouteAnswer answer;
            answer.unknown = unknown;
            QCOMPARE(matchAnswerText(answer), matchUnknownText(unknown));
            QVERIFY(!matchUnknownText(unknown).isEmpty());
        }
        QVERIFY(matchUnknownText(RouteUnknown::No).isEmpty());
    }
    void tells()
    {
        RouteAnswer answer;
        answer.reply = RouteReply::Proxied;
        answer.apiId = QStringLiteral("1");
        answer.name = QStringLiteral("users");
        answer.upstreamUri = "/users/7";
        answer.upstreamHost = "user.service.consul:8080";
        QCOMPARE(matchAnswerText(answer),
                 QStringLiteral("Goes by API object users to /users/7 on user.service.consul:8080"));
        QCOMPARE(matchVerdictText(verdict(RouteRule::Path, "/a", "/b")),
                 QStringLiteral("Path: wants /a, the request has /b"));
        QCOMPARE(matchVerdictText(verdict(RouteRule::Header, "gold")),
                 QStringLiteral("Header nothing: wants gold, the request has nothing"));
        QCOMPARE(
            matchVerdictText(verdict(RouteRule::Older, "2000", "1000")),
            QStringLiteral("Matches, but the chosen one is older: 1970-01-01 00:00:01 against 1970-01-01 00:00:02"));
        QVERIFY(matchTieText(answer).isEmpty());
        answer.equalIds = QStringList{QStringLiteral("2")};
        QVERIFY(matchTieText(answer).contains(QStringLiteral("restart")));
    }
    void textFromStrangersIsText()
    {
        RouteAnswer answer;
        answer.reply = RouteReply::NoService;
        answer.routeId = QStringLiteral("1");
        answer.name = QStringLiteral("a\u202Eb\n");
        answer.status = 503;
        const QString text = matchAnswerText(answer);
        QVERIFY(!text.contains(QChar(0x202E)) && !text.contains(QLatin1Char('\n')));
        QVERIFY(!matchVerdictText(verdict(RouteRule::Host, "x\x01y", "z")).contains(QChar(1)));
    }
};

MK_TEST_CLASS(TestMatchText)
#include "TestMatchText.moc"
