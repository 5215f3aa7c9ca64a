// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/KongWindow.h"
#include "app/Palette.h"
#include "support/TestMain.h"

#include "platform/UiState.h"
#include "widgets/DetailDrawer.h"

#include <QClipboard>

using namespace mk;
using namespace mk::test;

// The palette in the real window, over the whole simulated platform, by the keyboard alone.
class TestWindowSearch : public QObject
{
    Q_OBJECT

    static QString text(const char *utf8) { return QString::fromUtf8(utf8); }

    static bool opens(KongWindow *window, bool readOnly = false)
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
        return window->bench.openAll(readOnly);
    }
    static QStringList live() { return {text("--filled"), text("--live"), text("--history"), text("0")}; }
    static QLineEdit *field(const KongWindow &window) { return find::edit(window.window(), text("Search or run a command")); }
    static QAbstractItemView *results(const KongWindow &window) { return find::view(window.window(), text("Results")); }
    static bool isOpen(const KongWindow &window) { return field(window) && field(window)->hasFocus(); }
    static bool presses(const KongWindow &window)
    {
        QWidget *focus = QApplication::focusWidget();
        QTest::keyClick(focus ? focus : window.window(), Qt::Key_K, Qt::ControlModifier);
        return QTest::qWaitFor([&] { return isOpen(window); }, patience);
    }
    // The row of that name, below that heading where one is given; -1: there is none.
    static int rowOf(const KongWindow &window, const QString &name, const QString &group)
    {
        const QAbstractItemView *view = results(window);
        const int begin = !view || group.isEmpty() ? 0 : find::row(view, group);
        for (int row = begin; view && begin >= 0 && row < view->model()->rowCount(); ++row) {
            if (view->model()->index(row, 0).data().toString() == name)
                return row;
        }
        return -1;
    }
    // Types it, waits for the result and walks to it.
    static bool walksTo(const KongWindow &window, const QString &query, const QString &name, const QString &group = {})
    {
        find::type(field(window), query);
        int row = -1;
        if (!QTest::qWaitFor([&] { return (row = rowOf(window, name, group)) >= 0; }, patience)) {
            QStringList offered;
            for (int i = 0; results(window) && i < results(window)->model()->rowCount(); ++i)
                offered << results(window)->model()->index(i, 0).data().toString();
            qWarning("\"%s\" finds %s", qPrintable(query), qPrintable(offered.join(QStringLiteral(" | "))));
            return false;
        }
        // Lists that come in meanwhile make new rows: the row is looked for anew at each step.
        for (int steps = 0; steps < 200; ++steps) {
            row = rowOf(window, name, group);
            if (row < 0)
                return false;
            if (results(window)->currentIndex().row() == row)
                return true;
            QTest::keyClick(field(window), Qt::Key_Down);
        }
        return false;
    }
    static QString drawerTitle(const KongWindow &window, const char *panel)
    {
        const QList<DetailDrawer *> drawers = window.panel(panel)->findChildren<DetailDrawer *>();
        for (const DetailDrawer *drawer : drawers) {
            if (drawer->isVisible())
                return drawer->title();
        }
        return {};
    }
    static QString currentCells(const QAbstractItemView *view)
    {
        QStringList cells;
        for (int column = 0; view && view->currentIndex().isValid() && column < view->model()->columnCount(); ++column)
            cells << view->currentIndex().siblingAtColumn(column).data().toString();
        return cells.join(QLatin1Char('|'));
    }

private Q_SLOTS:
    void opensByKeyAndGivesTheFocusBack()
    {
        KongWindow w(text("0.14.1"), live());
        QVERIFY2(w.kong.start(), qPrintable(w.kong.lastError()));
        QVERIFY(opens(&w));
        QVERIFY(w.bench.go(text("Queues")));
        QLineEdit *filter = find::edit(w.panel("queues"), text("Filter queues"));
        QVERIFY(filter);
        filter->setFocus();
        QVERIFY(presses(w));
        QVERIFY(field(w)->accessibleDescription().contains(text("result 1 of"))); // a screen reader hears what is current
        const QString first = field(w)->accessibleDescription();
        QTest::keyClick(field(w), Qt::Key_Down);
        QVERIFY(field(w)->accessibleDescription() != first);
        QTest::keyClick(field(w), Qt::Key_Up);
        QCOMPARE(field(w)->accessibleDescription(), first);
        // Tab walks through the palette and stays inside.
        for (int i = 0; i < 4; ++i)
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QVERIFY(isOpen(w));
        QTest::keyClick(field(w), Qt::Key_Escape);
        QVERIFY(!field(w));
        QVERIFY(filter->hasFocus());
        // The same key closes it, too; a click on the button of the top bar opens it.
        QVERIFY(presses(w));
        QTest::keyClick(field(w), Qt::Key_K, Qt::ControlModifier);
        QTRY_VERIFY(!field(w));
        QVERIFY(find::click(w.window(), text("Search or run a command")));
        QTRY_VERIFY(isOpen(w));
        // Nothing found is told, and Enter does nothing then.
        find::type(field(w), text("zzqx"));
        QTRY_VERIFY_WITH_TIMEOUT(find::row(results(w), text("Nothing is called zzqx")) >= 0, patience);
        QTest::keyClick(field(w), Qt::Key_Return);
        QVERIFY(isOpen(w));
        QCOMPARE(field(w)->accessibleDescription(), text("No result"));
    }

    void everyKindOpensItsPanelAtItsRow()
    {
        KongWindow w(text("3.9.1"), live());
        QVERIFY2(w.kong.start(), qPrintable(w.kong.lastError()));
        QVERIFY(w.make("/consumers", {{"username", "acme-shop"}}).is_object());
        QVERIFY(w.make("/upstreams", {{"name", "acme-upstream"}}).is_object());
        QVERIFY(w.make("/upstreams/acme-upstream/targets", {{"target", "10.77.0.1:8080"}}).is_object());
        QVERIFY(w.make("/key-sets", {{"name", "acme-keys"}}).is_object());
        QVERIFY(w.make("/routes", {{"name", "acme-route"}, {"paths", {"/acme"}}}).is_object());
        QVERIFY(w.make("/plugins", {{"name", "cors"}}).is_object());
        QVERIFY(opens(&w));
        struct Case
        {
            const char *query;
            const char *group;
            const char *result;
            const char *panel;
            const char *view;
            const char *cell; // of the current row
        };
        const Case cases[] = {
            {"acme-r", "Routes and APIs", "acme-route", "routes", "Routes", "acme-route"},
            {"cors", "Plugins", "cors", "plugins", "Plugins", "cors"},
            {"acme-s", "Consumers", "acme-shop", "consumers", "Consumers", "acme-shop"},
            {"acme-u", "Upstreams", "acme-upstream", "upstreams", "Upstreams", "acme-upstream"},
            {"acme-k", "Certificates and keys of Kong", "acme-keys", "certificates", "Certificates", "acme-keys"},
            {"microservice-mail", "Services", "microservice-mail", "services", "Services", "microservice-mail"},
            {"email-q", "Queues", "email-queue", "queues", "Queues", "email-queue"},
        };
        for (const Case &one : cases) {
            QVERIFY(presses(w));
            QVERIFY2(walksTo(w, text(one.query), text(one.result), text(one.group)), one.query);
            QTest::keyClick(field(w), Qt::Key_Return);
            QTRY_COMPARE_WITH_TIMEOUT(w.bench.window->currentPanel(), text(one.panel), patience);
            QAbstractItemView *view = nullptr;
            QTRY_VERIFY2_WITH_TIMEOUT((view = find::view(w.panel(one.panel), text(one.view))) != nullptr, one.view, patience);
            QTRY_VERIFY2_WITH_TIMEOUT(currentCells(view).contains(text(one.cell)), qPrintable(text(one.query) + currentCells(view)), patience);
            QTRY_VERIFY2_WITH_TIMEOUT(drawerTitle(w, one.panel).contains(text(one.result)), one.query, patience);
            QVERIFY(!field(w));
        }
        // An instance and a node have lists of their own in the Services panel.
        for (const auto &[query, view] : {std::pair("@172.17.0.", "Instances")}) {
            QVERIFY(presses(w));
            find::type(field(w), text(query));
            QTRY_VERIFY_WITH_TIMEOUT(find::row(results(w), text("Instances")) >= 0, patience);
            QTRY_VERIFY_WITH_TIMEOUT(w.bench.window->palette()->isSettled(), patience);
            const QString name = results(w)->currentIndex().data().toString();
            QVERIFY(results(w)->currentIndex().data(Qt::AccessibleTextRole).toString().contains(text("172.17.0."))); // why it is meant
            QTest::keyClick(field(w), Qt::Key_Return);
            QTRY_VERIFY2_WITH_TIMEOUT(currentCells(find::view(w.panel("services"), text(view))).contains(name), qPrintable(name), patience);
            QVERIFY(!drawerTitle(w, "services").isEmpty());
        }
        // A target of Kong stands in no list; its upstream is shown.
        QVERIFY(presses(w));
        QVERIFY(walksTo(w, text("10.77.0.1"), text("10.77.0.1:8080")));
        QTest::keyClick(field(w), Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(w.bench.window->currentPanel(), text("upstreams"), patience);
        QTRY_VERIFY_WITH_TIMEOUT(drawerTitle(w, "upstreams") == text("acme-upstream"), patience);
        // A key opens its value.
        QVERIFY(presses(w));
        QVERIFY(walksTo(w, text("#kong-mig"), text("kong-migrations")));
        QTest::keyClick(field(w), Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(w.bench.window->currentPanel(), text("keyvalue"), patience);
        QTRY_VERIFY_WITH_TIMEOUT(find::shows(w.panel("keyvalue"), text("kong-migrations")), patience);
        // A panel, by its name.
        QVERIFY(presses(w));
        QVERIFY(walksTo(w, text("journ"), text("Journal")));
        QTest::keyClick(field(w), Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(w.bench.window->currentPanel(), text("journal"), patience);
        // A request goes to the panel that traces it.
        QVERIFY(presses(w));
        QVERIFY(walksTo(w, text("/jwt"), text("Show the path of a request to /jwt")));
        QTest::keyClick(field(w), Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(w.bench.window->currentPanel(), text("path"), patience);
        // Ctrl+Enter takes the name and leaves everything as it is.
        QVERIFY(presses(w));
        QVERIFY(walksTo(w, text("email-q"), text("email-queue")));
        QTest::keyClick(field(w), Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(), text("email-queue"));
        QCOMPARE(w.bench.window->currentPanel(), text("path"));
        for (const HttpLogEntry &entry : w.bench.app->httpLog().entries()) { // looking writes nothing
            const bool reads = entry.method == QLatin1String("GET") || entry.method == QLatin1String("HEAD")
                || entry.url.contains(text("/api/v1/query")) || entry.url.contains(text("/validate"))
                || entry.url.contains(text("/v1/internal/acl/authorize")) || entry.requestBody.contains("\"get\"");
            QVERIFY2(reads, qPrintable(entry.method + QLatin1Char(' ') + entry.url));
        }
    }

    void aFilterThatHidesItIsClearedAndThatIsTold()
    {
        KongWindow w(text("0.14.1"), live());
        QVERIFY2(w.kong.start(), qPrintable(w.kong.lastError()));
        QVERIFY(opens(&w));
        QVERIFY(w.bench.go(text("Queues")));
        QLineEdit *filter = find::edit(w.panel("queues"), text("Filter queues"));
        QAbstractItemView *queues = find::view(w.panel("queues"), text("Queues"));
        QTRY_VERIFY_WITH_TIMEOUT(queues->model()->rowCount() > 0, patience);
        find::type(filter, text("verification"));
        QTRY_VERIFY_WITH_TIMEOUT(find::row(queues, text("email-queue")) < 0, patience);
        QVERIFY(presses(w));
        QVERIFY(walksTo(w, text("email-q"), text("email-queue")));
        QTest::keyClick(field(w), Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(currentCells(queues).contains(text("email-queue")), patience);
        QVERIFY(filter->text().isEmpty());
        QVERIFY(find::shows(w.window(), text("The filter was cleared")));
    }

    void whatCannotBeDoneSaysWhy()
    {
        KongWindow w(text("0.14.1"), live());
        QVERIFY2(w.kong.start(), qPrintable(w.kong.lastError()));
        QVERIFY(opens(&w, true));
        QVERIFY(w.bench.go(text("Routes")));
        QAbstractItemView *routes = find::view(w.panel("routes"), text("Routes"));
        QTRY_VERIFY_WITH_TIMEOUT(find::row(routes, text("jwt-issuer")) >= 0, patience);
        QVERIFY(find::clickRow(routes, text("jwt-issuer")));
        QVERIFY(presses(w));
        QVERIFY(walksTo(w, text("> delete"), text("Delete…")));
        const QString said = results(w)->currentIndex().data(Qt::AccessibleTextRole).toString();
        QVERIFY2(said.contains(text("cannot be used now")) && said.contains(text("read-only"), Qt::CaseInsensitive), qPrintable(said));
        QTest::keyClick(field(w), Qt::Key_Return);
        QVERIFY(isOpen(w));
        QVERIFY(!find::dialog(w.window()));
        // What may be done is done: here, of the row that is chosen.
        QVERIFY(walksTo(w, text("> copy json"), text("Copy JSON")));
        QTest::keyClick(field(w), Qt::Key_Return);
        QTRY_VERIFY(QApplication::clipboard()->text().contains(text("jwt-issuer.service.consul")));
        QVERIFY(!field(w));
    }

    void whatWasUsedComesFirstAndSecretsAreNotKept()
    {
        KongWindow w(text("0.14.1"), live());
        QVERIFY2(w.kong.start(), qPrintable(w.kong.lastError()));
        const nlohmann::json consumer = w.make("/consumers", {{"username", "acme-shop"}});
        QVERIFY(consumer.is_object());
        QVERIFY(w.make("/consumers/acme-shop/key-auth", {{"key", "s3cret-key-of-acme"}}).is_object());
        QVERIFY(opens(&w));
        QVERIFY(presses(w));
        QVERIFY(walksTo(w, text("verification-e"), text("verification-email")));
        QTest::keyClick(field(w), Qt::Key_D, Qt::ControlModifier); // a star
        QTRY_VERIFY(results(w)->currentIndex().data(Qt::AccessibleTextRole).toString().contains(text("starred")));
        QVERIFY(walksTo(w, text("acme"), text("acme-shop")));
        QTest::keyClick(field(w), Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(w.bench.window->currentPanel(), text("consumers"), patience);
        QTRY_VERIFY_WITH_TIMEOUT(drawerTitle(w, "consumers") == text("acme-shop"), patience);
        QVERIFY(presses(w));
        QTRY_VERIFY_WITH_TIMEOUT(find::row(results(w), text("Recent")) >= 0, patience);
        const int starred = find::row(results(w), text("Starred"));
        QCOMPARE(results(w)->model()->index(starred + 1, 0).data().toString(), text("verification-email"));
        QCOMPARE(results(w)->model()->index(find::row(results(w), text("Recent")) + 1, 0).data().toString(), text("acme-shop"));
        // The key's panel is open and has read it; still nobody finds it here.
        find::type(field(w), text("s3cret-key"));
        QTRY_VERIFY_WITH_TIMEOUT(find::row(results(w), text("Nothing is called s3cret-key")) >= 0, patience);
        QTest::keyClick(field(w), Qt::Key_Escape);
        QVERIFY(w.bench.app->uiState().saveNow());
        QFile file(w.bench.app->uiState().filePath());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray kept = file.readAll();
        QVERIFY(kept.contains("verification-email") && kept.contains("acme-shop"));
        QVERIFY(!kept.contains("s3cret"));
    }
};

MK_TEST_CLASS(TestWindowSearch)
#include "TestWindowSearch.moc"
