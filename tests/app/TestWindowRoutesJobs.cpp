// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/KongWindow.h"
#include "support/TestMain.h"

#include <QCheckBox>
#include <QComboBox>

using namespace mk;
using namespace mk::test;

// What an operator of Microkubes does in Routes and Plugins, on a simulated platform as the services themselves register it.
class TestWindowRoutesJobs : public QObject
{
    Q_OBJECT

    static QString text(const char *utf8) { return QString::fromUtf8(utf8); }
    static QAbstractItemView *list(const KongWindow &w) { return find::view(w.panel("routes"), text("Routes")); }
    static QString cell(const KongWindow &w, const char *name, const char *column)
    {
        QAbstractItemView *view = list(w);
        const int row = view ? find::row(view, text(name)) : -1;
        return row < 0 ? QString() : find::cell(view, row, text(column));
    }
    static bool addApi(KongWindow &w, const char *name, const char *path, const char *host)
    {
        return w.make("/apis", {{"name", name},
                                {"uris", {path}},
                                {"upstream_url", std::string("http:") + "//" + host + ":8080"},
                                {"strip_uri", false}})
            .is_object();
    }
    static bool opens(KongWindow &w, bool withConsul = true)
    {
        const auto endpoint = [&w](const char *id, System system) {
            Endpoint one;
            one.id = text(id);
            one.system = system;
            one.url = w.kong.url(text(id));
            one.proxy.kind = ProxySettings::Kind::None;
            return one;
        };
        if (withConsul)
            w.bench.environment.consul = endpoint("consul", System::Consul);
        w.bench.environment.prometheus = endpoint("prometheus", System::Prometheus);
        return w.open() && w.bench.go(text("Routes")) && QTest::qWaitFor([&] { return w.mayWrite(); }, patience)
            && QTest::qWaitFor([&] { return list(w) && find::row(list(w), text("jwt-issuer")) >= 0; }, patience);
    }

private Q_SLOTS:
    void instancesInConsul()
    {
        KongWindow w(text("0.14.1"), {text("--filled")});
        QVERIFY2(w.kong.start(), qPrintable(w.kong.lastError()));
        QVERIFY(addApi(w, "retired", "/retired", "jwt-isuer.service.consul"));
        QVERIFY(addApi(w, "plural", "/plural", "jwt-issuer.services.consul"));
        QVERIFY(addApi(w, "elsewhere", "/elsewhere", "example.com"));
        QVERIFY(opens(w));
        QTRY_COMPARE_WITH_TIMEOUT(cell(w, "jwt-issuer", "Instances"), text("2 of 2"), patience);
        // By the host, never by the name: this one is called otherwise in Consul.
        QCOMPARE(cell(w, "oauth2-auth-server", "Instances"), text("1 of 1"));
        QCOMPARE(cell(w, "retired", "Instances"), text("missing"));
        QCOMPARE(cell(w, "plural", "Instances"), text("misspelt"));
        QCOMPARE(cell(w, "elsewhere", "Instances"), text("–"));
        QVERIFY(KongWindow::opensRow(list(w), text("retired")));
        QWidget *page = w.panel("routes");
        QTRY_VERIFY_WITH_TIMEOUT(find::shows(page, text("Consul has no service jwt-isuer")), patience);
        QVERIFY(find::shows(page, text("jwt-issuer is meant"))); // the nearest name
        // From the details on to the service itself.
        QVERIFY(KongWindow::opensRow(list(w), text("oauth2-auth-server")));
        QTRY_VERIFY_WITH_TIMEOUT(find::shows(page, text("the Go library")), patience);
        QVERIFY(!find::shows(page, text("Consul has no service")));
        const int column = [&] {
            for (int i = 0; i < list(w)->model()->columnCount(); ++i) {
                if (list(w)->model()->headerData(i, Qt::Horizontal).toString() == text("Instances"))
                    return i;
            }
            return -1;
        }();
        QVERIFY(column > 0);
        // The link stands at the right of its cell.
        const QRect at = list(w)->visualRect(list(w)->model()->index(find::row(list(w), text("oauth2-auth-server")), column));
        QTest::mouseClick(list(w)->viewport(), Qt::LeftButton, {}, QPoint(at.right() - 16, at.center().y()));
        QTRY_VERIFY_WITH_TIMEOUT(w.panel("services") && w.panel("services")->isVisible(), patience);
        QTRY_VERIFY_WITH_TIMEOUT(find::shows(w.panel("services"), text("authorization-server")), patience);
    }

    void withoutConsulNothingIsClaimed()
    {
        KongWindow w(text("0.14.1"), {text("--filled")});
        QVERIFY2(w.kong.start(), qPrintable(w.kong.lastError()));
        QVERIFY(addApi(w, "retired", "/retired", "retired.service.consul"));
        QVERIFY(opens(w, false));
        QTRY_VERIFY_WITH_TIMEOUT(find::row(list(w), text("retired")) >= 0, patience);
        QCOMPARE(cell(w, "retired", "Instances"), text("–"));
        QVERIFY(KongWindow::opensRow(list(w), text("retired")));
        QTRY_VERIFY_WITH_TIMEOUT(find::shows(w.panel("routes"), text("API object (Kong before 1.0)")), patience);
        QVERIFY(!find::shows(w.panel("routes"), text("Unregister…")));
    }

    void claimedTwice()
    {
        KongWindow w(text("0.14.1"), {text("--filled")});
        QVERIFY2(w.kong.start(), qPrintable(w.kong.lastError()));
        QVERIFY(addApi(w, "newcomer", "/saml", "identity-provider.service.consul"));
        QVERIFY(opens(w));
        QVERIFY(KongWindow::opensRow(list(w), text("newcomer")));
        QWidget *page = w.panel("routes");
        QTRY_VERIFY_WITH_TIMEOUT(find::shows(page, text("/saml is also claimed by identity-provider-microservice, which wins: "
                                                        "the older one goes first")),
                                 patience);
        QAbstractItemView *claims = find::view(page, text("Claimed twice"));
        QVERIFY(claims && find::row(claims, text("identity-provider-microservice")) >= 0);
        // On to the other one, which has the same story to tell.
        find::clickRow(claims, text("identity-provider-microservice"));
        QTest::keyClick(claims, Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(find::shows(page, text("/saml is also claimed by newcomer, which loses")), patience);
        QVERIFY(KongWindow::opensRow(list(w), text("microservice-user"))); // beside /users/register, which is no rival
        QTRY_VERIFY_WITH_TIMEOUT(!find::shows(page, text("is also claimed by")), patience);
    }

    void unregister()
    {
        KongWindow w(text("0.14.1"), {text("--filled")});
        QVERIFY2(w.kong.start(), qPrintable(w.kong.lastError()));
        QVERIFY(addApi(w, "retired", "/retired", "retired.service.consul"));
        QVERIFY(w.make("/apis/retired/plugins", {{"name", "cors"}}).is_object());
        const std::string id = w.kong.get("/apis/retired")["id"].get<std::string>();
        QVERIFY(opens(w));
        QTRY_COMPARE_WITH_TIMEOUT(cell(w, "retired", "Instances"), text("missing"), patience);
        QVERIFY(KongWindow::chooseForRow(list(w), text("retired"), text("Unregister…")));
        QDialog *preview = w.dialog(text("Apply plan"));
        QVERIFY(preview);
        QVERIFY(find::shows(preview, text("Unregister retired")));
        QVERIFY(find::shows(preview, text("No library ever takes an entry away")));
        QVERIFY(find::shows(preview, text("comes back by itself"))); // strip_uri off: the Go library
        QCOMPARE(w.kong.requests("DELETE", QByteArray("/apis/") + id.c_str()), 0);
        QVERIFY(w.applies());
        QTRY_COMPARE_WITH_TIMEOUT(w.kong.send("GET", "/apis/retired").status, 404, patience);
        QVERIFY(w.undoesLast());
        QTRY_COMPARE_WITH_TIMEOUT(w.kong.send("GET", "/apis/retired").status, 200, patience);
        QCOMPARE(w.kong.get("/apis/retired")["id"].get<std::string>(), id);
        QTRY_COMPARE_WITH_TIMEOUT(w.kong.get("/apis/retired/plugins")["data"].size(), size_t(1), patience);
        // A service that Consul has is nobody's orphan.
        QVERIFY(find::clickRow(list(w), text("jwt-issuer")));
        QVERIFY(!KongWindow::chooseForRow(list(w), text("jwt-issuer"), text("Unregister…")));
    }

    void registerAgain()
    {
        KongWindow w(text("0.14.1"), {text("--filled")});
        QVERIFY2(w.kong.start(), qPrintable(w.kong.lastError()));
        QVERIFY(opens(w));
        QCOMPARE(w.kong.send("PATCH", "/apis/jwt-issuer", R"({"uris":["/lost"]})").status, 200);
        QTRY_COMPARE_WITH_TIMEOUT(cell(w, "jwt-issuer", "Client path"), text("/lost"), patience);
        QVERIFY(KongWindow::chooseForRow(list(w), text("jwt-issuer"), text("Register again…")));
        QDialog *asks = w.dialog(text("Register again"));
        QVERIFY(asks);
        QVERIFY(KongWindow::fills(asks, text("Path 1"), text("/jwt")));
        auto *sent = asks->findChild<CodeEditor *>();
        QVERIFY(sent);
        QVERIFY(sent->text().startsWith(text("PATCH /apis/{id}\nContent-Type: application/x-www-form-urlencoded\n")));
        QVERIFY(sent->text().endsWith(text("&uris=%2Fjwt")));
        QVERIFY(find::choose(asks, text("As the"), text("Python library")));
        QVERIFY(sent->text().startsWith(text("PATCH /apis/jwt-issuer\nContent-Type: application/json\n")));
        QVERIFY(find::choose(asks, text("As the"), text("Go library")));
        const int before = w.sent("PATCH");
        QVERIFY(find::clickSoon(asks, text("Show the plan…"), patience));
        QDialog *preview = w.dialog(text("Apply plan"));
        QVERIFY(preview && find::shows(preview, text("Register jwt-issuer as the Go library does")));
        QCOMPARE(w.sent("PATCH"), before);
        QVERIFY(w.applies());
        QTRY_COMPARE_WITH_TIMEOUT(w.kong.get("/apis/jwt-issuer")["uris"][0].get<std::string>(), std::string("/jwt"), patience);
        QCOMPARE(w.sent("PATCH"), before + 1);
        QVERIFY(w.undoesLast());
        QTRY_COMPARE_WITH_TIMEOUT(w.kong.get("/apis/jwt-issuer")["uris"][0].get<std::string>(), std::string("/lost"), patience);
    }

    void convert()
    {
        KongWindow w(text("0.14.1"), {text("--filled")});
        QVERIFY2(w.kong.start(), qPrintable(w.kong.lastError()));
        QVERIFY(opens(w));
        QVERIFY(KongWindow::chooseForRow(list(w), text("microservice-user"), text("Turn into service and route…")));
        QDialog *asks = w.dialog(text("Turn into service and route"));
        QVERIFY(asks);
        QVERIFY(find::shows(asks, text("Converted as well: registration-microservice")));
        QCOMPARE(w.kong.get("/services")["data"].size(), size_t(0));
        QVERIFY(find::clickSoon(asks, text("Show the plan…"), patience));
        QDialog *preview = w.dialog(text("Apply plan"));
        QVERIFY(preview && find::shows(preview, text("Turn microservice-user and 1 other")));
        QVERIFY(w.applies());
        QTRY_COMPARE_WITH_TIMEOUT(w.kong.send("GET", "/apis/microservice-user").status, 404, patience);
        QTRY_COMPARE_WITH_TIMEOUT(w.kong.get("/routes")["data"].size(), size_t(2), patience);
        QTRY_COMPARE_WITH_TIMEOUT(cell(w, "microservice-user", "Kind"), text("Route"), patience);
        QTRY_COMPARE_WITH_TIMEOUT(cell(w, "microservice-user", "Instances"), text("2 of 2"), patience);
        QVERIFY(w.undoesLast());
        QTRY_COMPARE_WITH_TIMEOUT(w.kong.send("GET", "/apis/registration-microservice").status, 200, patience);
        QTRY_COMPARE_WITH_TIMEOUT(w.kong.get("/routes")["data"].size(), size_t(0), patience);
    }

    void metricsAreEnabled_data() { MK_KONG_VERSIONS(); }
    void metricsAreEnabled()
    {
        QFETCH(QString, version);
        KongWindow w(version, {text("--filled")});
        QVERIFY2(w.kong.start(), qPrintable(w.kong.lastError()));
        QVERIFY(opens(w));
        QVERIFY(w.bench.go(text("Plugins")));
        QWidget *page = w.panel("plugins");
        QTRY_VERIFY_WITH_TIMEOUT(find::shows(page, text("Every request is measured")), patience);
        QVERIFY(!find::click(page, text("Enable metrics")));
        const std::string id = w.kong.get("/plugins")["data"][0]["id"].get<std::string>();
        QCOMPARE(w.kong.send("DELETE", QByteArray("/plugins/") + id.c_str()).status, 204);
        QTRY_VERIFY_WITH_TIMEOUT(find::shows(page, text("there is no prometheus plugin")), patience);
        QVERIFY(find::clickSoon(page, text("Enable metrics"), patience));
        QVERIFY(w.dialog(text("Apply plan")));
        QCOMPARE(w.kong.get("/plugins")["data"].size(), size_t(0)); // shown first
        QVERIFY(w.applies());
        QTRY_COMPARE_WITH_TIMEOUT(w.kong.get("/plugins")["data"].size(), size_t(1), patience);
        const nlohmann::json plugin = w.kong.get("/plugins")["data"][0];
        QCOMPARE(plugin["name"].get<std::string>(), std::string("prometheus"));
        if (version.startsWith(QLatin1Char('3'))) // most figures are off there by default
            QVERIFY(plugin["config"]["status_code_metrics"].get<bool>() && plugin["config"]["latency_metrics"].get<bool>());
        QTRY_VERIFY_WITH_TIMEOUT(find::shows(page, text("Every request is measured")), patience);
    }
};

MK_TEST_CLASS(TestWindowRoutesJobs)
#include "TestWindowRoutesJobs.moc"
