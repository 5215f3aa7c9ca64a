// SPDX-License-Identifier: GPL-3.0-or-later
// Where a broker puts a message: rules on values, and topic keys made at random against a matcher that is slow and plain.
#include "platform/MailFormat.h"
#include "platform/MessageRouting.h"
#include "support/TestMain.h"

#include <QElapsedTimer>
#include <QRandomGenerator>

using namespace mk;
using namespace mk::messagerouting;

namespace {

// By the definition, word for word.
bool slowTopic(const QStringList &pattern, const QStringList &words)
{
    if (pattern.isEmpty())
        return words.isEmpty();
    if (pattern.first() == QLatin1String("#")) {
        for (qsizetype taken = 0; taken <= words.size(); ++taken) {
            if (slowTopic(pattern.mid(1), words.mid(taken)))
                return true;
        }
        return false;
    }
    return !words.isEmpty() && (pattern.first() == QLatin1String("*") || pattern.first() == words.first())
        && slowTopic(pattern.mid(1), words.mid(1));
}

QStringList plainWords(const QString &key)
{
    return key.isEmpty() ? QStringList() : key.split(QLatin1Char('.'));
}

} // namespace

class TestMessageRouting : public QObject
{
    Q_OBJECT

    std::vector<rabbitmq::Exchange> m_exchanges;
    std::vector<rabbitmq::Binding> m_bindings;
    std::vector<rabbitmq::Policy> m_policies;
    QStringList m_queues;

    static QString text(const char *utf8) { return QString::fromUtf8(utf8); }
    void exchange(const char *name, const char *type, const char *arguments = "", const char *policy = "")
    {
        rabbitmq::Exchange made;
        made.vhost = text("/");
        made.name = text(name);
        made.type = text(type);
        made.arguments = arguments;
        made.policy = text(policy);
        m_exchanges.push_back(made);
    }
    void bind(const QString &source, const QString &destination, const QString &key, const char *arguments = "", bool toQueue = true)
    {
        rabbitmq::Binding made;
        made.vhost = text("/");
        made.source = source;
        made.destination = destination;
        made.destinationType = toQueue ? text("queue") : text("exchange");
        made.routingKey = key;
        made.arguments = arguments;
        m_bindings.push_back(made);
        if (toQueue && !m_queues.contains(destination))
            m_queues.append(destination);
    }
    Table table(bool policiesKnown = true) const
    {
        return Table(text("/"), std::make_shared<const std::vector<rabbitmq::Exchange>>(m_exchanges),
                     std::make_shared<const std::vector<rabbitmq::Binding>>(m_bindings),
                     policiesKnown ? std::optional(m_policies) : std::nullopt, m_queues);
    }
    static QStringList arrivals(const Route &route)
    {
        QStringList names;
        for (const Arrival &arrival : route.arrivals)
            names.append(arrival.queue);
        return names;
    }
    QStringList queuesOf(const char *exchange, const char *key, const char *headers = "") const
    {
        return arrivals(table().route({text("/"), text(exchange), text(key), headers}));
    }

private Q_SLOTS:
    void init()
    {
        m_exchanges.clear();
        m_bindings.clear();
        m_policies.clear();
        m_queues.clear();
    }

    void topicKeys_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("key");
        QTest::addColumn<bool>("matches");
        const auto row = [](const char *pattern, const char *key, bool matches) {
            QTest::addRow("'%s' on '%s'", pattern, key) << text(pattern) << text(key) << matches;
        };
        row("", "", true);
        row("", "a", false);
        row("#", "", true);
        row("#", "a.b.c", true);
        row("#.#", "", true);
        row("*", "", false); // the empty key has no word
        row("*", "a", true);
        row("*", "a.b", false);
        row("*.*", ".", true); // two empty words
        row("*", ".", false);
        row("a.*.b", "a..b", true); // an empty word in between
        row("a.#.b", "a.b", true);
        row("a.#.b", "a..b", true);
        row("a.#", "a", true);
        row("a.#", "a.", true);
        row("a.", "a.", true);
        row("a.", "a", false);
        row("a.*", "a", false);
        row("a.*", "a.", true);
        row("#.b", "b", true);
        row("#.b", "ab", false);
        row("*.#", "", false);
        row("*.#", "a", true);
        row("#.*", "a", true);
        row("#.a.#.b.#", "x.a.y.a.b", true);
        row("a*", "ab", false); // a star within a word is a letter
        row("a*", "a*", true);
        row("A", "a", false);
        row("a.#.#.#.z", "a.b.c.d.e.f.z", true);
        row("a.#.#.#.z", "a.b.c.d.e.f.y", false);
    }
    void topicKeys()
    {
        QFETCH(QString, pattern);
        QFETCH(QString, key);
        QFETCH(bool, matches);
        QCOMPARE(slowTopic(plainWords(pattern), plainWords(key)), matches); // the plain one agrees with what is known
        QCOMPARE(topicMatches(pattern, key), matches);
        exchange("t", "topic");
        bind(text("t"), text("q"), pattern);
        QCOMPARE(!table().route({text("/"), text("t"), key, {}}).arrivals.empty(), matches); // and so does the index
    }

    // Many keys over few words: most of them come near to each other. The index must say of all of them what the plain matcher says.
    void topicAtRandom()
    {
        QRandomGenerator random(20'261'127);
        const QStringList words{text("a"), text("b"), text(""), text("*"), text("#"), text("ab")};
        const auto key = [&](int most) {
            QStringList parts;
            for (int i = random.bounded(most + 1); i > 0; --i)
                parts.append(words.at(random.bounded(int(words.size()))));
            return parts.join(QLatin1Char('.'));
        };
        exchange("t", "topic");
        QStringList patterns;
        for (int i = 0; i < 400; ++i) {
            patterns.append(key(5));
            bind(text("t"), text("q%1").arg(i, 3, 10, QLatin1Char('0')), patterns.last());
        }
        const Table ready = table();
        int matched = 0;
        for (int i = 0; i < 400; ++i) {
            const QString asked = key(6);
            QStringList wanted;
            for (int one = 0; one < patterns.size(); ++one) {
                const bool fits = slowTopic(plainWords(patterns.at(one)), plainWords(asked));
                QVERIFY2(topicMatches(patterns.at(one), asked) == fits, qPrintable(patterns.at(one) + QLatin1String(" on ") + asked));
                if (fits)
                    wanted.append(text("q%1").arg(one, 3, 10, QLatin1Char('0')));
            }
            matched += int(wanted.size());
            QCOMPARE(arrivals(ready.route({text("/"), text("t"), asked, {}})), wanted);
        }
        QVERIFY(matched > 1000);
    }

    void headersByXMatch_data()
    {
        QTest::addColumn<QByteArray>("arguments");
        QTest::addColumn<QByteArray>("headers");
        QTest::addColumn<bool>("matches");
        const auto row = [](const char *arguments, const char *headers, bool matches) {
            QTest::addRow("%s on %s", arguments, headers) << QByteArray(arguments) << QByteArray(headers) << matches;
        };
        row("", "", true); // asks for nothing
        row("{\"x-match\":\"all\"}", "", true);
        row("{\"x-match\":\"any\"}", "{\"a\":1}", false); // nothing of it can be there
        row("{\"a\":\"1\"}", "{\"a\":\"1\",\"b\":2}", true);
        row("{\"a\":\"1\"}", "{\"a\":1}", false); // another type
        row("{\"a\":1}", "{\"a\":1.0}", false);
        row("{\"a\":1,\"b\":2}", "{\"a\":1}", false);
        row("{\"x-match\":\"any\",\"a\":1,\"b\":2}", "{\"b\":2}", true);
        row("{\"x-match\":\"any\",\"a\":1,\"b\":2}", "{\"b\":3}", false);
        row("{\"a\":null}", "{\"a\":\"whatever\"}", true); // it is there
        row("{\"a\":null}", "{}", false);
        row("{\"x-kind\":1}", "{}", true); // names with x- are passed over
        row("{\"x-match\":\"all-with-x\",\"x-kind\":1}", "{}", false);
        row("{\"x-match\":\"any-with-x\",\"x-kind\":1,\"a\":2}", "{\"x-kind\":1}", true);
        row("{\"x-match\":\"odd\",\"a\":1}", "{\"a\":1}", true);
        row("{\"A\":1}", "{\"a\":1}", false);
    }
    void headersByXMatch()
    {
        QFETCH(QByteArray, arguments);
        QFETCH(QByteArray, headers);
        QFETCH(bool, matches);
        QCOMPARE(headersMatch(arguments, headers), matches);
        exchange("h", "headers");
        bind(text("h"), text("q"), text("ignored"), arguments.constData());
        QCOMPARE(queuesOf("h", "", headers.constData()).size(), matches ? 1 : 0);
    }

    void directFanoutAndTheDefaultExchange()
    {
        exchange("d", "direct");
        exchange("f", "fanout");
        bind(text("d"), text("one"), text("k"));
        bind(text("d"), text("two"), text("k"));
        bind(text("d"), text("three"), text("K"));
        bind(text("f"), text("one"), text("x"));
        bind(text("f"), text("three"), text("y"));
        QCOMPARE(queuesOf("d", "k"), (QStringList{text("one"), text("two")}));
        QCOMPARE(queuesOf("d", "#"), QStringList());
        QCOMPARE(queuesOf("f", "anything"), (QStringList{text("one"), text("three")}));
        QCOMPARE(queuesOf("", "two"), QStringList(text("two")));
        QCOMPARE(queuesOf("", "nobody"), QStringList());
        // Copies to further keys.
        QCOMPARE(queuesOf("d", "none", "{\"CC\":[\"k\"],\"BCC\":[\"K\"]}"), (QStringList{text("one"), text("three"), text("two")}));
        QCOMPARE(queuesOf("", "one", "{\"CC\":[\"two\"],\"BCC\":\"three\"}"), (QStringList{text("one"), text("two")}));
    }

    void exchangesToExchanges()
    {
        exchange("in", "topic");
        exchange("out", "direct");
        exchange("again", "fanout");
        bind(text("in"), text("out"), text("a.#"), "", false);
        bind(text("out"), text("again"), text("a.b"), "", false);
        bind(text("again"), text("in"), text(""), "", false); // round and round
        bind(text("again"), text("q"), text(""));
        bind(text("in"), text("q"), text("a.b"));
        const Route route = table().route({text("/"), text("in"), text("a.b"), {}});
        QCOMPARE(arrivals(route), QStringList(text("q"))); // once, by whichever way
        QCOMPARE(route.hops.size(), size_t(3));
        QCOMPARE(route.arrivals.front().hop, 0);
        // The key is the message's own all the way.
        QCOMPARE(queuesOf("in", "a.c"), QStringList());
    }

    void alternateOnlyWhereNothingMatches()
    {
        exchange("main", "direct", "{\"alternate-exchange\":\"rest\"}");
        exchange("rest", "fanout");
        exchange("dead", "direct");
        bind(text("main"), text("known"), text("k"));
        bind(text("main"), text("dead"), text("lost"), "", false);
        bind(text("rest"), text("unrouted"), text(""));
        QCOMPARE(queuesOf("main", "k"), QStringList(text("known")));
        QCOMPARE(queuesOf("main", "other"), QStringList(text("unrouted")));
        // It has been handed to an exchange: that this leads nowhere makes no difference any more.
        QCOMPARE(queuesOf("main", "lost"), QStringList());
    }
    void alternateByPolicy()
    {
        exchange("main", "direct", "", "rest-policy");
        exchange("rest", "fanout");
        bind(text("rest"), text("unrouted"), text(""));
        m_policies.push_back({text("/"), text("rest-policy"), "{\"alternate-exchange\":\"rest\"}"});
        QCOMPARE(queuesOf("main", "k"), QStringList(text("unrouted")));
        const Table blind = table(false);
        QVERIFY(blind.route({text("/"), text("main"), text("k"), {}}).arrivals.empty());
        QVERIFY(blind.mayHaveHiddenAlternate(*blind.exchange(text("main"))));
        QVERIFY(!table().mayHaveHiddenAlternate(*table().exchange(text("main"))));
        // What it was declared with comes first.
        m_exchanges.front().arguments = "{\"alternate-exchange\":\"nowhere\"}";
        QCOMPARE(queuesOf("main", "k"), QStringList());
        QCOMPARE(table().route({text("/"), text("main"), text("k"), {}}).hops.back().type, QString());
    }

    void otherTypesAreNotPredicted()
    {
        exchange("hash", "x-consistent-hash");
        bind(text("hash"), text("q"), text("1"));
        const Route route = table().route({text("/"), text("hash"), text("k"), {}});
        QVERIFY(!route.isPredicted());
        QVERIFY(route.arrivals.empty());
    }

    void whatComesNear()
    {
        exchange("t", "topic");
        bind(text("t"), text("q1"), text("order.created.eu"));
        bind(text("t"), text("q2"), text("user.*"));
        bind(text("t"), text("q3"), text("Order.Created"));
        const Table ready = table();
        const Route route = ready.route({text("/"), text("t"), text("order.created"), {}});
        QVERIFY(route.arrivals.empty());
        QCOMPARE(ready.binding(route.nearest.at(0)).routingKey, text("Order.Created"));
        QCOMPARE(ready.binding(route.nearest.at(1)).routingKey, text("order.created.eu"));
    }

    // One question to ten thousand bindings looks at those that can match: measured against looking at all of them.
    void tenThousandBindings()
    {
        exchange("t", "topic");
        exchange("d", "direct");
        for (int i = 0; i < 5000; ++i) {
            bind(text("t"), text("q%1").arg(i % 50), text("shop.%1.order.*.%2").arg(i).arg(i % 7));
            bind(text("d"), text("q%1").arg(i % 50), text("key-%1").arg(i));
        }
        QElapsedTimer timer;
        timer.start();
        const Table ready = table();
        const qint64 made = timer.restart();
        int found = 0;
        for (int i = 0; i < 1000; ++i) {
            found += int(ready.route({text("/"), text("t"), text("shop.%1.order.x.%2").arg(i).arg(i % 7), {}}).arrivals.size());
            found += int(ready.route({text("/"), text("d"), text("key-%1").arg(i), {}}).arrivals.size());
        }
        const qint64 indexed = timer.restart();
        QCOMPARE(found, 2000);
        int slow = 0;
        for (int i = 0; i < 20; ++i) {
            const QString key = text("shop.%1.order.x.%2").arg(i).arg(i % 7);
            for (const rabbitmq::Binding &binding : m_bindings)
                slow += binding.source == text("t") && topicMatches(binding.routingKey, key) ? 1 : 0;
        }
        const qint64 rescanned = timer.elapsed();
        QCOMPARE(slow, 20);
        qInfo("made ready in %lld ms; 2,000 questions in %lld ms; 20 by looking at all of them in %lld ms", made, indexed, rescanned);
        // A hundred times as many in less than what looking at all of them would take.
        QVERIFY(indexed < rescanned * 10);
    }

    // ---- Microkubes' e-mails

    void mailFormats_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("format");
        QTest::addColumn<QByteArray>("converted");
        using mailformat::Format;
        const auto row = [](const char *name, const char *body, Format format, const char *converted) {
            QTest::newRow(name) << QByteArray(body) << int(format) << QByteArray(converted);
        };
        row("old", "{\"id\":\"1\",\"name\":\"Ann\",\"email\":\"ann@example.org\",\"token\":\"t-1\"}", Format::Old,
            "{\"data\":{\"name\":\"Ann\",\"token\":\"t-1\"},\"email\":\"ann@example.org\",\"template\":\"userVerification\"}");
        row("old, forgot password", "{\"id\":\"1\",\"name\":\"Ann\",\"email\":\"ann@example.org\",\"token\":\"t-1\",\"template\":\"Forgot Password\"}", Format::Old,
            "{\"data\":{\"email\":\"ann@example.org\",\"name\":\"Ann\",\"token\":\"t-1\"},\"email\":\"ann@example.org\",\"template\":\"forgotPassword\"}");
        row("new", "{\"email\":\"ann@example.org\",\"data\":{\"name\":\"Ann\",\"token\":\"t\"},\"template\":\"userVerification\"}", Format::New,
            "{\"email\":\"ann@example.org\",\"data\":{\"name\":\"Ann\",\"token\":\"t\"},\"template\":\"userVerification\"}");
        row("new, forgot password", "{\"email\":\"a@b\",\"data\":{\"email\":\"a@b\",\"name\":\"User\",\"token\":\"t\"},\"template\":\"forgotPassword\"}", Format::New,
            "{\"email\":\"a@b\",\"data\":{\"email\":\"a@b\",\"name\":\"User\",\"token\":\"t\"},\"template\":\"forgotPassword\"}");
        row("old with a template of another", "{\"id\":\"1\",\"name\":\"A\",\"email\":\"a@b\",\"token\":\"t\",\"template\":\"Welcome\"}", Format::Other, "");
        row("old without a token", "{\"id\":\"1\",\"name\":\"A\",\"email\":\"a@b\",\"token\":\"\"}", Format::Other, "");
        row("old with more", "{\"id\":\"1\",\"name\":\"A\",\"email\":\"a@b\",\"token\":\"t\",\"cc\":\"c@d\"}", Format::Other, "");
        row("old with a number", "{\"id\":1,\"name\":\"A\",\"email\":\"a@b\",\"token\":\"t\"}", Format::Other, "");
        row("a member twice", "{\"id\":\"1\",\"name\":\"A\",\"email\":\"a@b\",\"token\":\"t\",\"email\":\"x@y\"}", Format::Other, "");
        row("new with forgot's data", "{\"email\":\"a@b\",\"data\":{\"email\":\"a@b\",\"name\":\"A\",\"token\":\"t\"},\"template\":\"userVerification\"}", Format::Other, "");
        row("a list", "[{\"id\":\"1\",\"name\":\"A\",\"email\":\"a@b\",\"token\":\"t\"}]", Format::Other, "");
        row("no JSON", "hello", Format::Other, "");
        row("cut", "{\"id\":\"1\",\"name\":\"A\",\"email\":\"a@b\",\"tok", Format::Other, "");
        row("nothing", "", Format::Other, "");
    }
    void mailFormats()
    {
        QFETCH(QByteArray, body);
        QFETCH(int, format);
        QFETCH(QByteArray, converted);
        QCOMPARE(int(mailformat::recognise(body).format), format);
        const Result<QByteArray> made = mailformat::converted(body);
        QCOMPARE(made.has_value(), !converted.isEmpty());
        if (made) {
            QCOMPARE(*made, converted);
            QCOMPARE(mailformat::recognise(*made).format, mailformat::Format::New); // whoever reads the new queue reads it
        } else {
            QCOMPARE(made.error().reason, text("mail.not-recognised"));
        }
    }
    void whatIsMasked()
    {
        QCOMPARE(mailformat::masked(text("email"), text("ann@example.org")), QString(text("a") + QChar(0x2026) + text("@example.org")));
        for (const char *field : {"token", "data.token", "name", "id"}) {
            const QString shown = mailformat::masked(text(field), text("secret-value"));
            QVERIFY2(!shown.contains(text("secret")), field);
            QCOMPARE(shown.size(), 8); // no longer one tells how long it is
        }
        QCOMPARE(mailformat::masked(text("template"), text("userVerification")), text("userVerification"));
    }
};

MK_TEST_CLASS(TestMessageRouting)

#include "TestMessageRouting.moc"
