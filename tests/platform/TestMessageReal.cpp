// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/Json.h"
#include "net/HttpClient.h"
#include "net/HttpLog.h"
#include "platform/MessagePath.h"
#include "support/JobTest.h"
#include "support/RealRabbit.h"
#include "support/TestMain.h"

#include <QRandomGenerator>

using namespace mk;
using namespace mk::messagerouting;
using test::RealRabbit;
using test::RealStack;
using test::resultOf;

// Where a real RabbitMQ puts a message, and where it is foretold to go: each is published and looked for in every queue.
class TestMessageReal : public QObject
{
    Q_OBJECT

    static QString text(const char *utf8) { return QString::fromUtf8(utf8); }
    const QString m_vhost = text("routing/test");
    RealRabbit m_broker;
    SystemClock m_clock;
    HttpLog m_log;
    std::unique_ptr<HttpClient> m_http;
    std::unique_ptr<Table> m_table;
    QStringList m_queues;
    QObject m_parent;

    QByteArray vhostPath() const { return UrlPath::encode(m_vhost); }
    bool put(const QByteArray &path, const nlohmann::json &body)
    {
        const auto answer = m_broker.send("PUT", path, QByteArray::fromStdString(body.dump()));
        return answer.status == 201 || answer.status == 204;
    }
    bool exchange(const char *name, const char *type, const nlohmann::json &arguments = nlohmann::json::object(), bool internal = false)
    {
        return put("/api/exchanges/" + vhostPath() + '/' + name,
                   {{"type", type}, {"durable", true}, {"auto_delete", false}, {"internal", internal}, {"arguments", arguments}});
    }
    bool queue(const char *name, const char *arguments = "{}") { return m_broker.declare(m_vhost, text(name), arguments); }
    bool bind(const char *source, const char *destination, const char *key, const nlohmann::json &arguments = nlohmann::json::object(),
              char kind = 'q')
    {
        const QByteArray path = "/api/bindings/" + vhostPath() + "/e/" + source + '/' + kind + '/' + destination;
        const nlohmann::json body{{"routing_key", key}, {"arguments", arguments}};
        return m_broker.send("POST", path, QByteArray::fromStdString(body.dump())).status == 201;
    }
    template <class T>
    Result<T> ask(const HttpRequest &request, Result<T> (*decode)(const QByteArray &))
    {
        const Result<HttpResponse> response = resultOf(m_http->send(request, &m_parent));
        return response ? decode(response->body) : Result<T>(fail(response.error()));
    }
    bool readTable()
    {
        const auto exchanges = ask(rabbitmq::exchangesRequest(), &rabbitmq::decodeExchanges);
        const auto bindings = ask(rabbitmq::vhostBindingsRequest(m_vhost), &rabbitmq::decodeVhostBindings);
        const auto policies = ask(rabbitmq::policiesRequest(m_vhost), &rabbitmq::decodePolicies);
        if (!exchanges || !bindings || !policies)
            return false;
        m_queues.clear();
        const auto list = nlohmann::json::parse(m_broker.send("GET", "/api/queues/" + vhostPath() + "?disable_stats=true").body.toStdString());
        for (const auto &one : list)
            m_queues.append(QString::fromStdString(one["name"].get<std::string>()));
        m_queues.sort();
        m_table = std::make_unique<Table>(m_vhost, std::make_shared<const std::vector<rabbitmq::Exchange>>(*exchanges),
                                          std::make_shared<const std::vector<rabbitmq::Binding>>(*bindings), std::optional(*policies), m_queues);
        return true;
    }
    // Publishes it and takes it out of every queue in which it is.
    Result<QStringList> whereItIs(const Message &message, bool *routed)
    {
        nlohmann::json properties = nlohmann::json::object();
        if (!message.headers.isEmpty())
            properties["headers"] = nlohmann::json::parse(message.headers.toStdString());
        const Result<bool> published = ask(rabbitmq::publishRequest(m_vhost, message.exchange, message.routingKey, "x", QByteArray::fromStdString(properties.dump())),
                                           &rabbitmq::decodePublished);
        if (!published)
            return fail(published.error());
        *routed = *published;
        QStringList found;
        for (const QString &name : std::as_const(m_queues)) {
            // On a connection that stays: each of ours is a fresh one, as for everything that writes.
            const HttpRequest get = rabbitmq::getRequest(m_vhost, name, 2, rabbitmq::AckMode::Take);
            const auto taken = rabbitmq::decodeMessages(m_broker.send(get.method, get.path, get.body).body);
            if (!taken)
                return fail(taken.error());
            for (size_t i = 0; i < taken->size(); ++i)
                found.append(name); // twice where it came twice
        }
        return found;
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (!RealStack::missing({RealStack::Part::RabbitMq}).isEmpty())
            return; // init() says so
        QVERIFY2(m_broker.start(), qPrintable(m_broker.lastError()));
        QVERIFY2(m_broker.addVhost(m_vhost), qPrintable(m_broker.lastError()));
        Endpoint endpoint;
        endpoint.id = text("rabbitmq");
        endpoint.system = System::RabbitMq;
        endpoint.url = m_broker.url();
        endpoint.proxy.kind = ProxySettings::Kind::None;
        endpoint.credential.kind = Credential::Kind::Basic;
        endpoint.credential.user = text("guest");
        EndpointSecrets secrets;
        secrets.credential = text("guest");
        m_http = std::make_unique<HttpClient>(endpoint, secrets, HttpClient::Options(), &m_log, &m_clock);

        for (const char *name : {"d1", "d2", "f1", "f2", "h-all", "h-any", "h-none", "h-x", "h-real", "rest", "deep", "both", "policy-rest"})
            QVERIFY2(queue(name), name);
        QVERIFY(exchange("direct", "direct"));
        QVERIFY(exchange("fanout", "fanout"));
        QVERIFY(exchange("headers", "headers"));
        QVERIFY(exchange("topic", "topic"));
        QVERIFY(bind("direct", "d1", "k") && bind("direct", "d2", "k") && bind("direct", "d2", "other") && bind("direct", "both", ""));
        QVERIFY(bind("direct", "both", "k*"));
        QVERIFY(bind("fanout", "f1", "x") && bind("fanout", "f2", "") && bind("fanout", "f2", "twice"));
        QVERIFY(bind("headers", "h-all", "", {{"x-match", "all"}, {"a", 1}, {"b", "two"}}));
        QVERIFY(bind("headers", "h-any", "", {{"x-match", "any"}, {"a", 1}, {"b", "two"}}));
        QVERIFY(bind("headers", "h-none", "", nlohmann::json::object()));
        QVERIFY(bind("headers", "h-x", "", {{"x-match", "all"}, {"x-kind", "y"}, {"c", true}}));
        QVERIFY(bind("headers", "h-real", "", {{"x-match", "all"}, {"n", 1.5}}));
        const QList<QByteArray> patterns{"",   "#",     "*",     "*.*",   "a.*.b", "a.#.b", "a.#", "a.",  "a.*",       "#.b",
                                         "*.#", "#.#",   "#.*",   "a*",    "A",     ".",     "a..b", "*.a.#", "#.a.#.b.#", "a.b"};
        for (int i = 0; i < patterns.size(); ++i) {
            const QByteArray name = "t" + QByteArray::number(i).rightJustified(2, '0');
            QVERIFY(queue(name.constData()));
            QVERIFY(bind("topic", name.constData(), patterns.at(i).constData()));
        }
        // From exchange to exchange, in a ring, and with what the alternate ones take.
        QVERIFY(exchange("in", "topic") && exchange("mid", "direct") && exchange("ring", "fanout") && exchange("inner", "fanout", nlohmann::json::object(), true));
        QVERIFY(bind("in", "mid", "a.#", nlohmann::json::object(), 'e') && bind("mid", "ring", "a.b", nlohmann::json::object(), 'e'));
        QVERIFY(bind("ring", "in", "", nlohmann::json::object(), 'e') && bind("ring", "deep", "") && bind("in", "deep", "a.b"));
        QVERIFY(bind("in", "inner", "inner", nlohmann::json::object(), 'e') && bind("inner", "f1", ""));
        QVERIFY(exchange("alt", "direct", {{"alternate-exchange", "alt2"}}) && exchange("alt2", "direct", {{"alternate-exchange", "altf"}}) && exchange("altf", "fanout"));
        QVERIFY(bind("alt", "d1", "k") && bind("alt2", "d2", "second") && bind("altf", "rest", "") && bind("alt", "mid", "void", nlohmann::json::object(), 'e'));
        QVERIFY(exchange("alt-gone", "direct", {{"alternate-exchange", "nobody"}}));
        QVERIFY(exchange("alt-default", "direct", {{"alternate-exchange", ""}}));
        QVERIFY(exchange("alt-policy", "direct") && exchange("alt-both", "direct", {{"alternate-exchange", "altf"}}) && exchange("policy-fan", "fanout"));
        QVERIFY(bind("policy-fan", "policy-rest", ""));
        QVERIFY(put("/api/policies/" + vhostPath() + "/alternate",
                    {{"pattern", "^alt-(policy|both)$"}, {"definition", {{"alternate-exchange", "policy-fan"}}}, {"apply-to", "exchanges"}, {"priority", 1}}));
        QVERIFY(readTable());
        // A policy's name reaches the exchanges a moment later.
        QTRY_VERIFY_WITH_TIMEOUT(readTable() && !m_table->exchange(text("alt-policy"))->policy.isEmpty(), 10'000);
    }
    void init() { MK_REQUIRE_STACK(RealStack::Part::RabbitMq); }

    void brokerAgrees_data()
    {
        QTest::addColumn<QString>("exchange");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QByteArray>("headers");
        const auto row = [](const char *exchange, const char *key, const char *headers = "") {
            QTest::addRow("%s '%s' %s", exchange, key, headers) << text(exchange) << text(key) << QByteArray(headers);
        };
        for (const char *key : {"d1", "nobody", "t00"})
            row("", key);
        row("", "d1", "{\"CC\":[\"d2\",\"nobody\"],\"BCC\":[\"f1\",\"d1\"]}");
        for (const char *key : {"k", "other", "", "k*", "#", "K"})
            row("direct", key);
        row("direct", "none", "{\"CC\":[\"k\"]}");
        for (const char *key : {"", "x", "whatever"})
            row("fanout", key);
        // Not 1.0 for 1: the HTTP API publishes a whole number as such, whatever was written.
        for (const char *headers : {"", "{\"a\":1,\"b\":\"two\"}", "{\"a\":1}", "{\"a\":\"1\"}", "{\"b\":\"two\",\"z\":0}",
                                    "{\"c\":true}", "{\"c\":false}", "{\"c\":true,\"x-kind\":\"n\"}", "{\"n\":1.5}", "{\"n\":2}", "{\"a\":1,\"b\":\"Two\"}"})
            row("headers", "any.key", headers);
        for (const char *key : {"", "a", "b", "A", ".", "..", "a.", ".b", "a.b", "a..b", "a.x.b", "a.x.y.b", "x.a", "x.a.y.b.z", "a.b.c", "*", "#", "a*", "*.a", "a.#.b"})
            row("topic", key);
        for (const char *key : {"a.b", "a.c", "a", "b", "inner"})
            row("in", key);
        row("mid", "a.b");
        row("ring", "a.b");
        for (const char *key : {"k", "second", "third", "void"})
            row("alt", key);
        row("alt-gone", "k");
        row("alt-default", "d1");
        row("alt-policy", "k");
        row("alt-both", "k");
    }
    void brokerAgrees()
    {
        QFETCH(QString, exchange);
        QFETCH(QString, key);
        QFETCH(QByteArray, headers);
        const Message message{m_vhost, exchange, key, headers};
        const Route route = m_table->route(message);
        QVERIFY(route.isPredicted());
        QStringList foretold;
        for (const Arrival &arrival : route.arrivals)
            foretold.append(arrival.queue);
        foretold.sort();
        bool routed = false;
        const Result<QStringList> found = whereItIs(message, &routed);
        QVERIFY2(found, qPrintable(found ? QString() : found.error().toLogString()));
        QStringList there = *found;
        there.sort();
        QCOMPARE(foretold.join(QLatin1Char(' ')), there.join(QLatin1Char(' ')));
        QCOMPARE(routed, !there.isEmpty());
    }

    // Keys made at random over few words, on bindings made at random: where it comes near to each other.
    void brokerAgreesAtRandom()
    {
        QRandomGenerator random(427);
        const QStringList words{text("a"), text("b"), text(""), text("*"), text("#")};
        const auto key = [&](int most) {
            QStringList parts;
            for (int i = random.bounded(most + 1); i > 0; --i)
                parts.append(words.at(random.bounded(int(words.size()))));
            return parts.join(QLatin1Char('.'));
        };
        QVERIFY(exchange("random", "topic"));
        for (int i = 0; i < 24; ++i)
            QVERIFY(bind("random", QByteArray("t" + QByteArray::number(i % 20).rightJustified(2, '0')).constData(), key(4).toUtf8().constData()));
        QVERIFY(readTable());
        int arrived = 0;
        for (int i = 0; i < 40; ++i) {
            const Message message{m_vhost, text("random"), key(5), {}};
            QStringList foretold;
            for (const Arrival &arrival : m_table->route(message).arrivals)
                foretold.append(arrival.queue);
            bool routed = false;
            const Result<QStringList> found = whereItIs(message, &routed);
            QVERIFY(found);
            arrived += int(found->size());
            QVERIFY2(foretold == *found, qPrintable(message.routingKey + QLatin1String(": ") + foretold.join(QLatin1Char(' ')) + QLatin1String(" / ") + found->join(QLatin1Char(' '))));
        }
        QVERIFY(arrived > 40);
    }

    // Dead letters go where they are foretold to go.
    void deadLettersArrive()
    {
        QVERIFY(exchange("dlx", "direct") && queue("dead") && bind("dlx", "dead", "late"));
        QVERIFY(queue("expiring", "{\"x-message-ttl\":1,\"x-dead-letter-exchange\":\"dlx\",\"x-dead-letter-routing-key\":\"late\"}"));
        QVERIFY(readTable());
        messagepath::Sources sources;
        sources.table = std::make_shared<Table>(*m_table);
        const auto detail = [&] {
            const auto answer = resultOf(m_http->send(rabbitmq::queueRequest(m_vhost, text("expiring")), &m_parent));
            return answer ? rabbitmq::decodeQueueDetail(answer->body, true) : Result<rabbitmq::QueueDetail>(fail(answer.error()));
        }();
        QVERIFY(detail);
        sources.details.emplace(text("expiring"), *detail);
        sources.queues = std::make_shared<const std::vector<QueueRecord>>(
            std::vector<QueueRecord>{{rabbitmq::queueKey(m_vhost, text("expiring")), detail->queue, {}}});
        const messagepath::Path path = messagepath::trace(sources, {m_vhost, {}, text("expiring"), {}});
        QVERIFY(path.destinations.front().deadLetter);
        QCOMPARE(path.destinations.front().deadLetter->queues, QStringList(text("dead")));
        QVERIFY(ask(rabbitmq::publishRequest(m_vhost, {}, text("expiring"), "x", {}), &rabbitmq::decodePublished).value_or(false));
        std::vector<rabbitmq::Message> dead;
        const auto hasCome = [&] {
            if (dead.empty())
                dead = ask(rabbitmq::getRequest(m_vhost, text("dead"), 1, rabbitmq::AckMode::Take), &rabbitmq::decodeMessages)
                           .value_or(std::vector<rabbitmq::Message>());
            return !dead.empty();
        };
        QTRY_VERIFY_WITH_TIMEOUT(hasCome(), 10'000);
        QCOMPARE(dead.front().routingKey, text("late"));
    }

    void whoMayNotSeeTheVirtualHostIsTold()
    {
        QVERIFY(m_broker.addUser(text("stranger"), text("pw"), text("management")));
        Endpoint endpoint = m_http->endpoint();
        endpoint.credential.user = text("stranger");
        EndpointSecrets secrets;
        secrets.credential = text("pw");
        HttpClient stranger(endpoint, secrets, HttpClient::Options(), &m_log, &m_clock);
        const Result<HttpResponse> answer = resultOf(stranger.send(rabbitmq::vhostBindingsRequest(m_vhost), &m_parent));
        QVERIFY(!answer);
        QVERIFY2(answer.error().is(ErrorKind::Unauthorised) || answer.error().is(ErrorKind::Forbidden), qPrintable(answer.error().toLogString()));
    }

    // The bodies of messages stay out of the log of calls.
    void bodiesAreNotLogged()
    {
        QVERIFY(ask(rabbitmq::publishRequest(m_vhost, {}, text("d1"), "a-very-secret-token", {}), &rabbitmq::decodePublished).value_or(false));
        const auto seen = ask(rabbitmq::getRequest(m_vhost, text("d1"), 1, rabbitmq::AckMode::Requeue), &rabbitmq::decodeMessages);
        QVERIFY(seen && seen->size() == 1);
        QCOMPARE(seen->front().payload, QByteArray("a-very-secret-token"));
        QVERIFY(!seen->front().redelivered);
        const auto again = ask(rabbitmq::getRequest(m_vhost, text("d1"), 1, rabbitmq::AckMode::Take, 6), &rabbitmq::decodeMessages);
        QVERIFY(again && again->size() == 1);
        QVERIFY(again->front().redelivered); // looking at it has left a trace
        QVERIFY(again->front().isCut());
        for (const HttpLogEntry &entry : m_log.entries())
            QVERIFY2(!entry.requestBody.contains("very-secret"), entry.requestBody.constData());
    }
};

MK_TEST_CLASS(TestMessageReal)
#include "TestMessageReal.moc"
