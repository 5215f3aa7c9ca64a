// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/Json.h"
#include "net/HttpLog.h"
#include "support/FakeServer.h"
#include "support/RealRabbit.h"
#include "support/TestMain.h"
#include "support/WindowBench.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QLineEdit>

using namespace mk;
using namespace mk::test;

// The path of a message in the real window, on a real broker.
class TestWindowMessage : public QObject
{
    Q_OBJECT

    static QString text(const char *utf8) { return QString::fromUtf8(utf8); }
    static constexpr const char *kToken = "very-secret-activation-token";

    struct Window : WindowBench
    {
        bool openRabbit(const QUrl &url, const char *user = "guest", const char *password = "guest", bool readOnly = false)
        {
            qputenv("MK_TEST_MESSAGE", password);
            Endpoint endpoint;
            endpoint.id = QStringLiteral("rabbitmq");
            endpoint.system = System::RabbitMq;
            endpoint.url = url;
            endpoint.proxy.kind = ProxySettings::Kind::None;
            endpoint.credential.kind = Credential::Kind::Basic;
            endpoint.credential.user = QString::fromUtf8(user);
            endpoint.credential.secret = {SecretRef::Kind::Environment, QStringLiteral("MK_TEST_MESSAGE")};
            environment.rabbitmq = endpoint;
            return openAll(readOnly);
        }
        bool openMessages() { return go(QStringLiteral("Path")) && find::click(page(), QStringLiteral("Message")); }
        QWidget *page() const { return panel("path"); }
        bool says(const char *what) const
        {
            const QStringList texts = find::visibleTexts(page());
            return std::any_of(texts.cbegin(), texts.cend(), [what](const QString &one) { return one.contains(QString::fromUtf8(what)); });
        }
        QString shown() const { return find::visibleTexts(page()).join(QLatin1Char('|')); }
        bool trace(const char *exchange, const char *key)
        {
            QLineEdit *edit = find::edit(page(), QStringLiteral("Routing key"));
            const bool chosen = QTest::qWaitFor([&] { return find::choose(page(), QStringLiteral("Exchange"), QString::fromUtf8(exchange)); }, patience);
            if (!edit || !chosen)
                return false;
            find::type(edit, QString::fromUtf8(key));
            return find::click(page(), QStringLiteral("Trace"));
        }
    };

    RealRabbit m_broker;
    std::unique_ptr<Window> m_window;

    bool send(const char *method, const char *path, const char *body) { return m_broker.send(method, path, body).ok(); }
    bool publishMail(const char *queue, const QByteArray &payload)
    {
        const nlohmann::json body{{"properties", {{"delivery_mode", 2}, {"content_type", "text/plain"}}},
                                  {"routing_key", queue}, {"payload", payload.toStdString()}, {"payload_encoding", "string"}};
        return m_broker.send("POST", "/api/exchanges/%2F/amq.default/publish", QByteArray::fromStdString(body.dump())).ok();
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (!RealStack::missing({RealStack::Part::RabbitMq}).isEmpty())
            return; // init() says so
        QVERIFY2(m_broker.start(), qPrintable(m_broker.lastError()));
        for (const char *name : {"verification-email", "email-queue", "orders"})
            QVERIFY2(m_broker.declare(text("/"), text(name)), qPrintable(m_broker.lastError()));
        QVERIFY(send("PUT", "/api/exchanges/%2F/shop.events", "{\"type\":\"topic\",\"durable\":true,\"auto_delete\":false,\"internal\":false,\"arguments\":{}}"));
        QVERIFY(send("POST", "/api/bindings/%2F/e/shop.events/q/orders", "{\"routing_key\":\"order.created.#\",\"arguments\":{}}"));
        QVERIFY(publishMail("verification-email", QByteArray("{\"id\":\"1\",\"name\":\"Ann\",\"email\":\"ann@example.org\",\"token\":\"") + kToken + "\"}"));
        m_window = std::make_unique<Window>();
        QVERIFY(m_window->openRabbit(m_broker.url()));
    }
    void init() { MK_REQUIRE_STACK(RealStack::Part::RabbitMq); }
    void cleanupTestCase() { m_window.reset(); }

    // From the row of a queue to what becomes of a message there.
    void queueLeadsToItsPath()
    {
        QVERIFY(m_window->go(text("Queues")));
        QAbstractItemView *queues = nullptr;
        QTRY_VERIFY_WITH_TIMEOUT((queues = find::view(m_window->panel("queues"), text("Queues"))) && find::row(queues, text("verification-email")) >= 0, patience);
        QVERIFY(find::clickRow(queues, text("verification-email"), true));
        QVERIFY(find::clickSoon(m_window->panel("queues"), text("Path of a message")));
        QTRY_VERIFY2_WITH_TIMEOUT(m_window->says("Nobody reads"), qPrintable(m_window->shown()), patience);
        QVERIFY2(m_window->says("verification-email"), qPrintable(m_window->shown()));
        QVERIFY(m_window->says("email-queue")); // where mail reads today
        QAbstractItemView *steps = find::view(m_window->page(), text("Steps of the message"));
        QVERIFY(steps);
        QCOMPARE(find::cell(steps, 4, text("State")), text("Broken"));
    }

    // Nothing is looked at unasked; what is seen stays covered until somebody wants it.
    void nextMessageIsCovered()
    {
        QTRY_VERIFY_WITH_TIMEOUT(m_window->says("counts as redelivered"), patience); // said before
        const auto untouched = nlohmann::json::parse(m_broker.send("POST", "/api/queues/%2F/verification-email/get",
                                                                   "{\"count\":1,\"ackmode\":\"ack_requeue_true\",\"encoding\":\"auto\"}").body.toStdString());
        QVERIFY(!untouched[0]["redelivered"].get<bool>());
        QAbstractButton *look = find::button(m_window->page(), text("Look at the next message"));
        QVERIFY2(look, qPrintable(m_window->shown()));
        QTRY_VERIFY2_WITH_TIMEOUT(look->isEnabled(), qPrintable(look->toolTip() + m_window->shown()), patience);
        QVERIFY(find::click(m_window->page(), text("Look at the next message")));
        QTRY_VERIFY2_WITH_TIMEOUT(m_window->says("old format"), qPrintable(m_window->shown()), patience);
        QVERIFY2(!m_window->says(kToken), qPrintable(m_window->shown()));
        QVERIFY(!m_window->says("ann@example.org"));
        QVERIFY(m_window->says("@example.org")); // enough to know it by
        QVERIFY(find::click(m_window->page(), text("Show the body")));
        QVERIFY(m_window->says(kToken));
        QVERIFY(m_window->says("ann@example.org"));
        QVERIFY(find::click(m_window->page(), text("Cover the body")));
        QVERIFY(!m_window->says(kToken));
        // Whoever leaves and comes back finds it covered.
        QVERIFY(find::click(m_window->page(), text("Show the body")));
        QVERIFY(m_window->go(text("Queues")) && m_window->go(text("Path")));
        QVERIFY(!m_window->says(kToken));
        for (const HttpLogEntry &entry : m_window->app->httpLog().entries())
            QVERIFY(!entry.requestBody.contains(kToken));
    }

    void keyThatMatchesNothing()
    {
        QVERIFY(m_window->openMessages());
        QVERIFY(m_window->trace("shop.events", "order.deleted"));
        QTRY_VERIFY2_WITH_TIMEOUT(m_window->says("No binding of") && m_window->says("order.created.#"), qPrintable(m_window->shown()), patience);
        QAbstractItemView *bindings = find::view(m_window->page(), text("Bindings on the way"));
        QVERIFY(bindings);
        QCOMPARE(find::cell(bindings, 0, text("Matches")), text("No"));
        QVERIFY(m_window->trace("shop.events", "order.created.eu"));
        QTRY_VERIFY2_WITH_TIMEOUT(m_window->says("Nobody reads"), qPrintable(m_window->shown()), patience);
        QCOMPARE(find::cell(bindings, 0, text("Matches")), text("Yes"));
        QAbstractItemView *queues = find::view(m_window->page(), text("Queues it comes to"));
        QVERIFY(queues && find::row(queues, text("orders")) >= 0);
        // A queue is bound while somebody looks: the path follows.
        QVERIFY(send("POST", "/api/bindings/%2F/e/shop.events/q/email-queue", "{\"routing_key\":\"#.eu\",\"arguments\":{}}"));
        QVERIFY(find::click(m_window->page(), text("Refresh")));
        QTRY_VERIFY_WITH_TIMEOUT(queues->model()->rowCount() == 2, patience);
    }

    // Exchanges and bindings are many and change seldom: they are read while somebody looks, and then with the columns that count.
    void readOnlyWhileSomebodyLooks()
    {
        Window window;
        QVERIFY(window.openRabbit(m_broker.url()));
        const auto asked = [&window](const char *what) {
            int count = 0;
            for (const HttpLogEntry &entry : window.app->httpLog().entries())
                count += entry.url.contains(text(what)) ? 1 : 0;
            return count;
        };
        QVERIFY(window.go(text("Queues")));
        QTRY_VERIFY_WITH_TIMEOUT(asked("/api/queues?") > 0, patience);
        QVERIFY(window.go(text("Path")));
        QCOMPARE(asked("/api/exchanges") + asked("/api/bindings"), 0); // a request's path needs none of them
        QVERIFY(window.openMessages());
        QVERIFY(window.trace("(default)", "verification-email"));
        QTRY_VERIFY_WITH_TIMEOUT(asked("/api/bindings/%2F?columns=") == 1 && asked("/api/exchanges?columns=") == 1, patience);
        QTRY_VERIFY2_WITH_TIMEOUT(window.says("Nobody reads"), qPrintable(window.shown()), patience);
        QVERIFY(window.go(text("Queues")));
        const int before = asked("/api/exchanges") + asked("/api/bindings") + asked("/api/queues/");
        const int lists = asked("/api/queues?");
        QTRY_VERIFY_WITH_TIMEOUT(asked("/api/queues?") >= lists + 2, patience);
        QCOMPARE(asked("/api/exchanges") + asked("/api/bindings") + asked("/api/queues/"), before);
    }

    void readOnlyLooksAtNothing()
    {
        Window window;
        QVERIFY(window.openRabbit(m_broker.url(), "guest", "guest", true));
        QVERIFY(window.openMessages());
        QVERIFY(window.trace("(default)", "verification-email"));
        QTRY_VERIFY2_WITH_TIMEOUT(window.says("Nobody reads"), qPrintable(window.shown()), patience);
        QAbstractButton *look = find::button(window.page(), text("Look at the next message"));
        QVERIFY(look && !look->isEnabled());
    }

    // A user who sees another virtual host alone is told of that one.
    void virtualHostThatMayNotBeSeen()
    {
        QVERIFY2(m_broker.addVhost(text("own")), qPrintable(m_broker.lastError()));
        QVERIFY2(m_broker.addUser(text("dev"), text("pw"), text("management")), qPrintable(m_broker.lastError()));
        QVERIFY(send("PUT", "/api/permissions/own/dev", "{\"configure\":\".*\",\"write\":\".*\",\"read\":\".*\"}"));
        QVERIFY2(m_broker.declare(text("own"), text("mine")), qPrintable(m_broker.lastError()));
        Window window;
        QVERIFY(window.openRabbit(m_broker.url(), "dev", "pw"));
        QVERIFY(window.openMessages());
        QTRY_VERIFY_WITH_TIMEOUT(find::combo(window.page(), text("Virtual host")) && find::combo(window.page(), text("Virtual host"))->count() == 1, patience);
        QVERIFY(window.trace("(default)", "mine"));
        QTRY_VERIFY2_WITH_TIMEOUT(window.says("Nobody reads"), qPrintable(window.shown()), patience);
    }

    void withoutRabbit()
    {
        Window window;
        Endpoint endpoint;
        endpoint.id = text("consul");
        endpoint.system = System::Consul;
        endpoint.url = QUrl(text("http://127.0.0.1:1"));
        endpoint.proxy.kind = ProxySettings::Kind::None;
        window.environment.consul = endpoint;
        QVERIFY(window.openAll(false));
        QVERIFY(window.openMessages());
        QTRY_VERIFY2_WITH_TIMEOUT(window.says("RabbitMQ"), qPrintable(window.shown()), patience);
    }
};

MK_TEST_CLASS(TestWindowMessage)
#include "TestWindowMessage.moc"
