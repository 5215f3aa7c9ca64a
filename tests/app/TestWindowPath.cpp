// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/KongWindow.h"
#include "support/TestMain.h"

#include "platform/UiState.h"

#include <QClipboard>
#include <QComboBox>
#include <QFile>
#include <QPlainTextEdit>

using namespace mk;
using namespace mk::test;

// The Path panel in the real window, on a simulated platform in each version of Kong, well and with its faults.
class TestWindowPath : public QObject
{
    Q_OBJECT

    static QString text(const char *utf8) { return QString::fromUtf8(utf8); }
    static QWidget *page(const KongWindow &w) { return w.panel("path"); }
    static QString stepCell(const KongWindow &w, int number, const char *column)
    {
        QAbstractItemView *steps = find::view(page(w), text("Steps"));
        return steps && steps->model()->rowCount() >= number ? find::cell(steps, number - 1, text(column)) : QString();
    }
    static Endpoint endpoint(System system, const char *id, const QUrl &url)
    {
        Endpoint made;
        made.id = QLatin1String(id);
        made.system = system;
        made.url = url;
        made.proxy.kind = ProxySettings::Kind::None;
        return made;
    }
    static bool opens(KongWindow &w, bool withProxy = true)
    {
        w.bench.environment.consul = endpoint(System::Consul, "consul", w.kong.url(text("consul")));
        if (withProxy)
            w.bench.environment.kongProxy = endpoint(System::Kong, "kong-proxy", w.kong.proxyUrl());
        return w.open() && w.bench.go(text("Path")) && QTest::qWaitFor([&] { return w.mayWrite(); }, patience);
    }
    static bool traces(const KongWindow &w, const QString &request)
    {
        QLineEdit *address = find::edit(page(w), text("Request"));
        if (!address)
            return false;
        find::type(address, request);
        return find::click(page(w), text("Trace")) &&
               QTest::qWaitFor(
                   [&] { return stepCell(w, 1, "State") == text("Given") && stepCell(w, 2, "State") != QString(); },
                   patience);
    }
    static QStringList filled() { return {QStringLiteral("--filled")}; }
    // Points an object of the platform elsewhere, past the program.
    static bool redirects(KongWindow &w, const char *name, const char *service, int port, const QString &host)
    {
        const QByteArray address = QByteArray::number(port);
        const QByteArray to = host.toUtf8();
        const RawHttp::Response answer = w.isOld
                                             ? w.kong.send("PATCH", QByteArray("/apis/") + name,
                                                           "{\"upstream_url\":\"http://" + to + ':' + address + "\"}")
                                             : w.kong.send("PATCH", QByteArray("/services/") + service,
                                                           "{\"host\":\"" + to + "\",\"port\":" + address + '}');
        return answer.status == 200;
    }
    static QString said(const KongWindow &w) { return find::visibleTexts(page(w)).join(QLatin1Char('|')); }

private Q_SLOTS:
    // The domain of the official guide: told, repaired with one click, and well again by itself.
    void misspeltDomain_data() { MK_KONG_VERSIONS(); }
    void misspeltDomain()
    {
        QFETCH(QString, version);
        KongWindow w(version, filled());
        QVERIFY2(w.kong.start(), qPrintable(w.kong.lastError()));
        QVERIFY(redirects(w, "jwt-issuer", "jwt-issuer", 8080, text("jwt-issuer.services.consul")));
        QVERIFY(opens(w));
        QVERIFY(find::shows(page(w), text("Which request?")));
        QVERIFY(traces(w, text("/jwt")));
        QTRY_COMPARE_WITH_TIMEOUT(stepCell(w, 5, "State"), text("Broken"), patience);
        QCOMPARE(stepCell(w, 6, "State"), text("Not reached"));
        QVERIFY2(find::shows(page(w), text("jwt-issuer.services.consul is not a name in Consul")), qPrintable(said(w)));
        QVERIFY(find::button(page(w), text("Consul: No such name, 503 from Kong, Critical")));
        QVERIFY(find::button(page(w), text("Upstream host: jwt-issuer.services.consul, port 8080…*")));
        QVERIFY(find::click(page(w), text("Repair: host jwt-issuer.service.consul…")));
        QVERIFY(w.applies());
        QTRY_COMPARE_WITH_TIMEOUT(stepCell(w, 5, "State"), text("Resolved"), patience);
        const nlohmann::json entity = w.kong.get(w.isOld ? "/apis/jwt-issuer" : "/services/jwt-issuer");
        QCOMPARE(KongWindow::textOf(entity, w.isOld ? "upstream_url" : "host"),
                 w.isOld ? text("http://jwt-issuer.service.consul:8080") : text("jwt-issuer.service.consul"));
        QVERIFY(!find::button(page(w), text("Repair…*")));
    }

    // Consul's port beats the configured one: doubtful before, and the proxy's 502 says which is wrong.
    void twoPorts()
    {
        KongWindow w(text("0.14.1"), filled());
        QVERIFY2(w.kong.start(), qPrintable(w.kong.lastError()));
        QVERIFY(redirects(w, "apps-management-microservice", "", 8000,
                          text("microservice-apps-management.service.consul")));
        QVERIFY(opens(w));
        QVERIFY(traces(w, text("/apps/my")));
        QTRY_COMPARE_WITH_TIMEOUT(stepCell(w, 5, "State"), text("Differs"), patience);
        QAbstractItemView *ports = find::view(page(w), text("Ports"));
        QVERIFY(ports);
        QCOMPARE(find::cell(ports, 0, text("Port")), text("8000"));
        QCOMPARE(find::cell(ports, 0, text("Role")), text("Ignored"));
        QCOMPARE(find::cell(ports, 1, text("Port")), text("8080"));
        QCOMPARE(find::cell(ports, 1, text("Role")), text("Used"));
        QVERIFY(find::clickSoon(page(w), text("Send it through the proxy"), patience));
        QTRY_VERIFY2_WITH_TIMEOUT(find::shows(page(w), text("Answered 502, not as predicted")), qPrintable(said(w)),
                                  patience);
    }

    // Nothing leaves before the button is pressed, and then one GET.
    void sendsOnRequestOnly_data() { MK_KONG_VERSIONS(); }
    void sendsOnRequestOnly()
    {
        QFETCH(QString, version);
        KongWindow w(version, filled()); // no traffic of its own
        QVERIFY2(w.kong.start(), qPrintable(w.kong.lastError()));
        QVERIFY(opens(w));
        QVERIFY(traces(w, text("/users/me?page=1")));
        QTRY_VERIFY_WITH_TIMEOUT(!stepCell(w, 5, "State").isEmpty(), patience);
        QCOMPARE(w.kong.requests("GET", "/users/me", "kong-proxy"), 0);
        QVERIFY(find::clickSoon(page(w), text("Send it through the proxy"), patience));
        QTRY_VERIFY2_WITH_TIMEOUT(find::shows(page(w), text("Took:")), qPrintable(said(w)), patience);
        QCOMPARE(w.kong.requests("GET", "/users/me", "kong-proxy"), 1);
        QCOMPARE(w.kong.writes("kong-proxy"), 0);
        QCOMPARE(w.kong.writes(), 0);
        // A method that changes something is not sent.
        QVERIFY(find::choose(page(w), text("Method"), text("DELETE")));
        QVERIFY(traces(w, text("/users/me")));
        QTRY_VERIFY_WITH_TIMEOUT(
            find::shows(page(w), text("Only GET and HEAD are sent from here; others would change something.")),
            patience);
        QVERIFY(!find::button(page(w), text("Send it through the proxy"))->isEnabled());
        QCOMPARE(w.kong.requests("DELETE", "/users/me", "kong-proxy"), 0);
    }

    void withoutProxy()
    {
        KongWindow w(text("2.8.5"), filled());
        QVERIFY2(w.kong.start(), qPrintable(w.kong.lastError()));
        QVERIFY(opens(w, false));
        QVERIFY(traces(w, text("http://localhost/users")));
        QVERIFY2(find::shows(page(w), text("This environment has no address of Kong's proxy")), qPrintable(said(w)));
        QVERIFY(!find::button(page(w), text("Send it through the proxy"))->isEnabled());
    }

    // A route's row asks for its own path, and a node of the path leads back to the row.
    void fromRoutesAndBack_data() { MK_KONG_VERSIONS(); }
    void fromRoutesAndBack()
    {
        QFETCH(QString, version);
        KongWindow w(version, filled());
        QVERIFY2(w.kong.start(), qPrintable(w.kong.lastError()));
        QVERIFY(opens(w));
        QVERIFY(w.bench.go(text("Routes")));
        QAbstractItemView *routes = find::view(w.panel("routes"), text("Routes"));
        QVERIFY(QTest::qWaitFor([&] { return find::row(routes, text("/profiles")) >= 0; }, patience));
        QVERIFY(KongWindow::chooseForRow(routes, text("/profiles"), text("Trace")));
        QTRY_VERIFY_WITH_TIMEOUT(page(w)->isVisible() && stepCell(w, 2, "State") == text("Matched"), patience);
        QVERIFY(find::edit(page(w), text("Request"))->text().endsWith(text("/profiles")));
        // By the keyboard: from the client to the object, and in.
        QAbstractButton *client = find::button(page(w), text("Client: GET /profiles…*"));
        QVERIFY(client);
        client->setFocus();
        QTest::keyClick(client, Qt::Key_Right);
        auto *object = qobject_cast<QAbstractButton *>(w.window()->focusWidget());
        QVERIFY(object);
        QVERIFY2(find::nameOf(object).contains(text("path /profiles")), qPrintable(find::nameOf(object)));
        QTest::keyClick(object, Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(w.panel("routes")->isVisible(), patience);
    }

    void nothingMatches_data() { MK_KONG_VERSIONS(); }
    void nothingMatches()
    {
        QFETCH(QString, version);
        KongWindow w(version, filled());
        QVERIFY2(w.kong.start(), qPrintable(w.kong.lastError()));
        QVERIFY(opens(w));
        QVERIFY(traces(w, text("/profile/me")));
        QCOMPARE(stepCell(w, 2, "State"), text("No way on"));
        QVERIFY(find::shows(page(w), text("Nothing matches this request")));
        QAbstractItemView *candidates = find::view(page(w), text("Candidates"));
        QVERIFY(candidates);
        QCOMPARE(find::cell(candidates, 0, text("Its path")), text("/profiles")); // the nearest first
        QVERIFY(find::cell(candidates, 0, text("What decided")).startsWith(text("Path: wants /profiles")));
    }

    // A command line is taken apart; what is not known of it is told; what is kept of it gives nothing away.
    void pastedCommand()
    {
        KongWindow w(text("0.14.1"), filled());
        QVERIFY2(w.kong.start(), qPrintable(w.kong.lastError()));
        QVERIFY(opens(w));
        QVERIFY(traces(w, text("curl --frobnicate -X PUT -H 'Authorization: Bearer s3cret-one' -H 'X-Color: red' "
                               "'http://api.example.org/users?token=s3cret-two'")));
        QCOMPARE(find::combo(page(w), text("Method"))->currentText(), text("PUT"));
        QCOMPARE(find::edit(page(w), text("Request"))->text(), text("http://api.example.org/users?token=s3cret-two"));
        QVERIFY(find::button(page(w), text("Headers (2)")));
        QVERIFY2(find::shows(page(w), text("--frobnicate")), qPrintable(said(w)));
        QVERIFY(stepCell(w, 1, "What happens").contains(text("with host api.example.org")));
        QVERIFY(w.bench.app->uiState().saveNow());
        QFile file(w.bench.app->uiState().filePath());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray kept = file.readAll();
        QVERIFY2(kept.contains("api.example.org/users?token="), kept.constData());
        QVERIFY(kept.contains("X-Color"));
        QVERIFY(!kept.contains("s3cret"));
        // As a browser gives it, in several lines, by the keyboard.
        QLineEdit *address = find::edit(page(w), text("Request"));
        address->setFocus();
        address->selectAll();
        QApplication::clipboard()->setText(
            text("curl 'http://api.example.org/profiles/me' \\\n  -X 'PATCH' \\\n  -H 'X-Shape: round'"));
        QTest::keyClick(address, Qt::Key_V, Qt::ControlModifier);
        QTRY_VERIFY2_WITH_TIMEOUT(stepCell(w, 1, "What happens").contains(text("PATCH /profiles/me")),
                                  qPrintable(address->text()), patience);
        QCOMPARE(address->text(), text("http://api.example.org/profiles/me"));
        QVERIFY(find::button(page(w), text("Headers (1)")));
        QVERIFY(traces(w, text("curl -X PUT 'http://api.example.org/users?token=s3cret-two'")));
        QTRY_VERIFY_WITH_TIMEOUT(stepCell(w, 1, "What happens").contains(text("PUT /users")), patience);
        // Not understood: told, and what was traced before stays.
        find::type(find::edit(page(w), text("Request")), text("curl 'http://a"));
        QVERIFY(find::click(page(w), text("Trace")));
        QVERIFY(find::shows(page(w), text("A quote is open")));
        QVERIFY(stepCell(w, 1, "What happens").contains(text("api.example.org")));
        // And from the list of the last ones.
        QVERIFY(KongWindow::chooseInMenuOf(page(w), text("Recent"), text("PUT http://api.example.org/users?token=")));
        QTRY_COMPARE_WITH_TIMEOUT(find::edit(page(w), text("Request"))->text(),
                                  text("http://api.example.org/users?token="), patience);
    }

    void kongDoesNotAnswer()
    {
        KongWindow w(text("2.8.5"), filled());
        QVERIFY2(w.kong.start(), qPrintable(w.kong.lastError()));
        QVERIFY(opens(w));
        QVERIFY(traces(w, text("/users")));
        QVERIFY(w.kong.stop());
        // The path stays, under a banner.
        QTRY_VERIFY2_WITH_TIMEOUT(find::shows(page(w), text("Showing what it said then")), qPrintable(said(w)),
                                  patience);
        QCOMPARE(stepCell(w, 2, "State"), text("Matched"));
    }
};

MK_TEST_CLASS(TestWindowPath)
#include "TestWindowPath.moc"
