// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/KongWindow.h"
#include "support/TestMain.h"

#include "panels/map/MapView.h"

#include <QComboBox>

using namespace mk;
using namespace mk::test;

// The platform map in the real window, over the whole simulated platform.
class TestWindowMap : public QObject
{
    Q_OBJECT

    static QString text(const char *utf8) { return QString::fromUtf8(utf8); }

    static bool opens(KongWindow *window)
    {
        qputenv("MK_TEST_GUEST", "guest");
        const auto endpoint = [window](System system, const char *name, const char *id) {
            Endpoint made;
            made.id = text(id);
            made.system = system;
            made.url = window->kong.url(text(name));
            made.proxy.kind = ProxySettings::Kind::None;
            return made;
        };
        Environment &environment = window->bench.environment;
        environment.kong = {endpoint(System::Kong, "kong-admin", "kong-1")};
        environment.consul = endpoint(System::Consul, "consul", "consul");
        environment.rabbitmq = endpoint(System::RabbitMq, "rabbitmq", "rabbitmq");
        environment.rabbitmq->credential.kind = Credential::Kind::Basic;
        environment.rabbitmq->credential.user = text("guest");
        environment.rabbitmq->credential.secret = {SecretRef::Kind::Environment, text("MK_TEST_GUEST")};
        environment.prometheus = endpoint(System::Prometheus, "prometheus", "prometheus");
        return window->bench.openAll(false) && window->bench.go(text("Map"));
    }
    static QAbstractItemView *table(const KongWindow &window) { return find::view(window.panel("map"), text("Services of the platform")); }
    static QString cell(const KongWindow &window, const char *service, const char *column)
    {
        QAbstractItemView *view = table(window);
        const int row = view ? find::row(view, text(service)) : -1;
        return row < 0 ? QString() : find::cell(view, row, text(column));
    }
    static bool opensRow(const KongWindow &window, const char *service)
    {
        return find::clickRow(table(window), text(service), true)
            && QTest::qWaitFor([&] { return find::shows(window.panel("map"), text("Belongs together, though no server says so")); }, patience);
    }
    static std::unique_ptr<KongWindow> platform()
    {
        auto window = std::make_unique<KongWindow>(text("0.14.1"), QStringList{text("--live"), text("--history"), text("0")});
        return window->kong.start() && opens(window.get()) ? std::move(window) : nullptr;
    }

private Q_SLOTS:
    // Rows by the host, each system in its column, and what says so.
    void servicesWithWhatEachSystemHas()
    {
        const std::unique_ptr<KongWindow> w = platform();
        QVERIFY(w);
        QTRY_COMPARE_WITH_TIMEOUT(cell(*w, "authorization-server", "Consul"), text("1 of 1 passing"), patience);
        // Its API object is called otherwise.
        QTRY_VERIFY_WITH_TIMEOUT(cell(*w, "authorization-server", "Kong").contains(text("/oauth2")), patience);
        QCOMPARE(cell(*w, "authorization-server", "Ports"), text("8080"));
        QCOMPARE(cell(*w, "microservice-mail", "Kong"), text("Not on Kong"));
        QTRY_VERIFY_WITH_TIMEOUT(cell(*w, "microservice-mail", "Queues").contains(text("email-queue")), patience);
        QVERIFY(opensRow(*w, "authorization-server"));
        QTRY_VERIFY(find::shows(w->panel("map"), text("Proven: Its host is this service's name in Consul.")));
        QTRY_VERIFY(find::shows(w->panel("map"), text("GET /apis/oauth2-auth-server, upstream_url: authorization-server.service.consul:8080")));
        // From there to the entity, in its own panel.
        QVERIFY(find::click(w->panel("map"), text("oauth2-auth-server")));
        QTRY_COMPARE_WITH_TIMEOUT(w->bench.window->currentPanel(), text("routes"), patience);
        QAbstractItemView *routes = find::view(w->panel("routes"), text("Routes"));
        QTRY_VERIFY_WITH_TIMEOUT(routes && routes->currentIndex().isValid(), patience);
        QCOMPARE(routes->currentIndex().row(), find::row(routes, text("oauth2-auth-server")));
    }

    void theOperatorsWordIsKeptAndCanBeTakenBack()
    {
        const std::unique_ptr<KongWindow> w = platform();
        QVERIFY(w);
        QTRY_VERIFY_WITH_TIMEOUT(cell(*w, "microservice-mail", "Queues").contains(text("email-queue")), patience);
        QVERIFY(opensRow(*w, "microservice-mail"));
        QTRY_VERIFY(find::shows(w->panel("map"), text("Suggested: In a stock Microkubes this service reads the queue; no server says so.")));
        QVERIFY(find::click(w->panel("map"), text("email-queue does not belong here")));
        QTRY_VERIFY_WITH_TIMEOUT(!cell(*w, "microservice-mail", "Queues").contains(text("email-queue")), patience);
        const auto stored = [&w] { return w->bench.app->environments().find(w->bench.environment.id)->mapCorrections; };
        QCOMPARE(stored().size(), 1);
        QCOMPARE(stored().first().service, text("service/microservice-mail"));
        QVERIFY(!stored().first().together);
        // To another one instead.
        QVERIFY(opensRow(*w, "jwt-issuer"));
        QComboBox *offered = find::combo(w->panel("map"), text("Belongs together, though no server says so"));
        QVERIFY(offered);
        QVERIFY(find::choose(w->panel("map"), text("Belongs together, though no server says so"), text("queue email-queue")));
        QVERIFY(find::click(w->panel("map"), text("Put here")));
        QTRY_COMPARE_WITH_TIMEOUT(cell(*w, "jwt-issuer", "Queues"), text("email-queue"), patience);
        QTRY_VERIFY_WITH_TIMEOUT(find::shows(w->panel("map"), text("Said by you: It was put here by hand.")), patience);
        QCOMPARE(stored().size(), 2);
        QVERIFY(find::click(w->panel("map"), text("Undo")));
        QTRY_VERIFY_WITH_TIMEOUT(cell(*w, "jwt-issuer", "Queues").isEmpty(), patience);
        QCOMPARE(stored().size(), 1);
    }

    // What has been read stays, the rest is told.
    void whenASystemIsAway()
    {
        KongWindow w(text("0.14.1"), {text("--live"), text("--history"), text("0")});
        QVERIFY2(w.kong.start(), qPrintable(w.kong.lastError()));
        QVERIFY(w.kong.fault({{"system", "kong-admin"}, {"fault", "refuse"}, {"path", "*"}}));
        QVERIFY(opens(&w));
        QTRY_COMPARE_WITH_TIMEOUT(cell(w, "authorization-server", "Consul"), text("1 of 1 passing"), patience);
        QCOMPARE(cell(w, "authorization-server", "Kong"), QString(QChar(0x2013))); // not known is not "none"
        QVERIFY(w.kong.clearFaults());
        QTRY_VERIFY_WITH_TIMEOUT(cell(w, "authorization-server", "Kong").contains(text("/oauth2")), patience);
        // Now the registry goes: its rows stay under a message.
        QVERIFY(w.kong.fault({{"system", "consul"}, {"fault", "refuse"}, {"path", "*"}}));
        QTRY_VERIFY_WITH_TIMEOUT(find::shows(w.panel("map"), text("Showing what it said then")), patience);
        QVERIFY(cell(w, "authorization-server", "Kong").contains(text("/oauth2")));
    }

    void thePictureIsWalkedThroughByKeyboard()
    {
        const std::unique_ptr<KongWindow> w = platform();
        QVERIFY(w);
        QTRY_VERIFY_WITH_TIMEOUT(cell(*w, "authorization-server", "Kong").contains(text("/oauth2")), patience);
        QWidget *picture = find::widget(w->panel("map"), text("Picture of the platform"));
        QVERIFY(picture);
        // Drawn a moment after the table: eleven services, nine ways and two queues.
        QTRY_VERIFY_WITH_TIMEOUT(qobject_cast<MapView *>(picture)->nodeCount() >= 20, patience);
        picture->setFocus();
        QTRY_VERIFY_WITH_TIMEOUT((QTest::keyClick(picture, Qt::Key_Right), !picture->accessibleDescription().isEmpty()), patience);
        QSet<QString> seen;
        for (const Qt::Key key : {Qt::Key_Down, Qt::Key_Down, Qt::Key_Left, Qt::Key_Right, Qt::Key_Right, Qt::Key_Down}) {
            QTest::keyClick(picture, key);
            seen.insert(picture->accessibleDescription());
        }
        QVERIFY2(seen.size() >= 3, qPrintable(QStringList(seen.values()).join(QLatin1Char('|'))));
        // The table goes along.
        const QString current = table(*w)->currentIndex().siblingAtColumn(1).data().toString();
        QVERIFY(!current.isEmpty());
        for (const Qt::Key key : {Qt::Key_Plus, Qt::Key_Minus, Qt::Key_0})
            QTest::keyClick(picture, key);
        QTest::keyClick(picture, Qt::Key_Tab);
        QVERIFY(!picture->hasFocus()); // Tab leaves it
        // The table alone, which says the same.
        QVERIFY(find::click(w->panel("map"), text("Table")));
        QTRY_VERIFY(!picture->isVisible());
        QVERIFY(table(*w)->isVisible());
    }
};

MK_TEST_CLASS(TestWindowMap)
#include "TestWindowMap.moc"
