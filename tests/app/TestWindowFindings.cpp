// SPDX-License-Identifier: GPL-3.0-or-later
#include "KongWindow.h"
#include "app/DesktopNotice.h"
#include "panels/PlanDesk.h"
#include "support/RawHttp.h"
#include "support/TestMain.h"
#include "widgets/DiffView.h"

#include <QClipboard>
#include <QRegularExpression>
#include <QSignalSpy>

using namespace mk;
using namespace mk::test;

// The findings of a platform as somebody meets them, on the whole simulated one.
class TestWindowFindings : public QObject
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
        if (!window->kong.start())
            return false;
        Environment &environment = window->bench.environment;
        environment.kong = {endpoint(System::Kong, "kong-admin", "kong-1")};
        environment.consul = endpoint(System::Consul, "consul", "consul");
        environment.rabbitmq = endpoint(System::RabbitMq, "rabbitmq", "rabbitmq");
        environment.rabbitmq->credential.kind = Credential::Kind::Basic;
        environment.rabbitmq->credential.user = text("guest");
        environment.rabbitmq->credential.secret = {SecretRef::Kind::Environment, text("MK_TEST_GUEST")};
        environment.prometheus = endpoint(System::Prometheus, "prometheus", "prometheus");
        return window->bench.openAll(false);
    }
    static bool fault(KongWindow *window, const char *name, bool on)
    {
        RawHttp control(quint16(window->kong.url(text("control")).port()));
        const nlohmann::json body{{"name", name}, {"on", on}};
        return control.send("POST", "/platform-faults", QByteArray::fromStdString(body.dump()), {{"Content-Type", "application/json"}}).ok();
    }
    static QAbstractItemView *table(const KongWindow &window) { return find::view(window.panel("findings"), text("Findings")); }
    static int rowWith(const KongWindow &window, const char *what)
    {
        const QAbstractItemView *view = table(window);
        for (int row = 0; view && row < view->model()->rowCount(); ++row) {
            if (find::cell(view, row, text("Finding")).contains(text(what)))
                return row;
        }
        return -1;
    }
    static bool says(const KongWindow &window, const char *what)
    {
        const QStringList texts = find::visibleTexts(window.panel("findings"));
        return std::any_of(texts.cbegin(), texts.cend(), [what](const QString &one) { return one.contains(text(what)); });
    }
    // Found anew each time somebody looks: the panel asks every ten seconds.
    static bool comes(const KongWindow &window, const char *what)
    {
        return QTest::qWaitFor([&] { return rowWith(window, what) >= 0; }, patience);
    }
    static void opensRow(const KongWindow &window, const char *what)
    {
        QAbstractItemView *view = table(window);
        find::clickIndex(view, view->model()->index(rowWith(window, what), 1), true);
    }

private Q_SLOTS:
    void foundExplainedMendedAndGone()
    {
        KongWindow window(text("0.14.1"), {text("--live"), text("--history"), text("0")});
        QVERIFY2(opens(&window), qPrintable(window.kong.lastError()));
        QVERIFY(window.bench.go(text("Findings")));
        QTRY_VERIFY_WITH_TIMEOUT(says(window, "Nothing is broken"), patience);
        QVERIFY(says(window, "Looked at 9 API object"));
        // Weaknesses stand apart and are no findings.
        const QAbstractItemView *weaknesses = find::view(window.panel("findings"), text("Standing weaknesses"));
        QVERIFY(weaknesses);
        QVERIFY(find::row(weaknesses, text("RabbitMQ is used as guest")) >= 0);
        QVERIFY(says(window, "0 critical"));

        QVERIFY(fault(&window, "services-domain", true));
        QVERIFY(comes(window, "hello-service.services.consul"));
        const int row = rowWith(window, "hello-service.services.consul");
        QCOMPARE(find::cell(table(window), row, text("Severity")), text("Critical"));
        QCOMPARE(find::cell(table(window), row, text("Systems")), text("Kong, Consul"));
        QVERIFY(says(window, "1 critical"));
        opensRow(window, "hello-service.services.consul");
        QTRY_VERIFY_WITH_TIMEOUT(says(window, "upstream_url: http://hello-service.services.consul:5000"), patience);
        QVERIFY(says(window, "Kong, GET /apis/hello-service"));
        QVERIFY(says(window, "What is certain"));
        QVERIFY(find::click(window.panel("findings"), text("Copy explanation")));
        QVERIFY(QApplication::clipboard()->text().contains(text("upstream_url: http://hello-service.services.consul:5000")));
        QVERIFY(find::clickSoon(window.panel("findings"), text("Set host to…*"), patience));
        QVERIFY(window.applies());
        QTRY_VERIFY_WITH_TIMEOUT(says(window, "Nothing is broken"), patience);
        QCOMPARE(KongWindow::textOf(window.kong.get("/apis/hello-service"), "upstream_url"), text("http://hello-service.service.consul:5000"));
        QVERIFY(find::click(window.panel("findings"), text("Gone")));
        QTRY_VERIFY_WITH_TIMEOUT(rowWith(window, "hello-service.services.consul") >= 0, patience);
        QCOMPARE(find::cell(table(window), 0, text("Severity")), text("Gone"));
    }

    void mutedWithAReason()
    {
        KongWindow window(text("0.14.1"), {text("--live"), text("--history"), text("0"), text("--fault"), text("orphaned-api")});
        QVERIFY2(opens(&window), qPrintable(window.kong.lastError()));
        QVERIFY(window.bench.go(text("Findings")));
        QVERIFY(comes(window, "microservice-todo"));
        opensRow(window, "microservice-todo");
        QVERIFY(find::clickSoon(window.panel("findings"), text("Mute…"), patience));
        QDialog *dialog = window.dialog(text("Mute a finding"));
        QVERIFY(dialog);
        QVERIFY(!find::button(dialog, text("Mute"))->isEnabled());
        QVERIFY(KongWindow::fills(dialog, text("Reason"), text("taken away next week")));
        QVERIFY(find::click(dialog, text("Mute")));
        QTRY_VERIFY_WITH_TIMEOUT(says(window, "Nothing is broken"), patience);
        QCOMPARE(window.bench.app->environments().find(window.bench.environment.id)->mutedFindings.value(0).reason, text("taken away next week"));
        QVERIFY(find::click(window.panel("findings"), text("Muted")));
        QTRY_VERIFY_WITH_TIMEOUT(rowWith(window, "microservice-todo") >= 0, patience);
        opensRow(window, "microservice-todo");
        QTRY_VERIFY_WITH_TIMEOUT(says(window, "Muted: taken away next week"), patience);
        QVERIFY(find::click(window.panel("findings"), text("Unmute")));
        QTRY_VERIFY_WITH_TIMEOUT(rowWith(window, "microservice-todo") < 0, patience);
        QVERIFY(find::click(window.panel("findings"), text("Now")));
        QVERIFY(comes(window, "microservice-todo"));
        // A click leads to the entity.
        QAbstractItemView *view = table(window);
        QVERIFY(KongWindow::chooseForRow(view, find::cell(view, rowWith(window, "microservice-todo"), text("Finding")), text("Go to where it is")));
        QTRY_VERIFY_WITH_TIMEOUT(window.panel("routes")->isVisible(), patience);
    }

    // E-mails in the queue of old releases: found, the way of such a message shown, moved with their tokens covered, and gone.
    void oldMailIsMoved()
    {
        KongWindow window(text("0.14.1"), {text("--live"), text("--history"), text("0"), text("--fault"), text("mail-unread")});
        QVERIFY2(opens(&window), qPrintable(window.kong.lastError()));
        QVERIFY(window.bench.go(text("Findings")));
        QVERIFY(comes(window, "verification-email"));
        opensRow(window, "verification-email");
        QVERIFY(find::clickSoon(window.panel("findings"), text("Path"), patience));
        const auto pathSays = [&window](const char *what) {
            const QStringList texts = find::visibleTexts(window.panel("path"));
            return std::any_of(texts.cbegin(), texts.cend(), [what](const QString &one) { return one.contains(text(what)); });
        };
        QTRY_VERIFY2_WITH_TIMEOUT(pathSays("from v1.1.0-beta on reads"), qPrintable(find::visibleTexts(window.panel("path")).join(QLatin1Char('|'))), patience);
        QVERIFY(window.bench.go(text("Findings")));
        opensRow(window, "verification-email");
        QVERIFY(find::clickSoon(window.panel("findings"), text("Move to email-queue, converted…"), patience));
        QDialog *dialog = nullptr;
        QTRY_VERIFY_WITH_TIMEOUT((dialog = find::dialog(window.bench.window.get())), patience);
        QString shown;
        for (const DiffView *diff : dialog->findChildren<DiffView *>()) {
            for (int line = 0; line < diff->lines()->rowCount(); ++line)
                shown += diff->lines()->line(line).text + QLatin1Char('\n');
        }
        QVERIFY2(shown.contains(text("userVerification")), qPrintable(shown)); // the difference is there
        shown += find::visibleTexts(dialog).join(QLatin1Char('\n'));
        QVERIFY2(shown.contains(text("can't be undone")), qPrintable(shown));
        static const QRegularExpression token(text("[A-Za-z0-9_-]{56}"));
        QVERIFY2(!shown.contains(token), qPrintable(shown));
        QVERIFY(find::click(dialog, text("Move…*")));
        QTRY_VERIFY_WITH_TIMEOUT(!window.bench.window->planDesk()->isRunning() && !find::dialog(window.bench.window.get()), patience);
        const nlohmann::json left = nlohmann::json::parse(
            RawHttp(quint16(window.kong.url(text("rabbitmq")).port()))
                .send("GET", "/api/queues/%2F/email-queue", {}, {{"Authorization", "Basic Z3Vlc3Q6Z3Vlc3Q="}}).body.toStdString());
        QVERIFY(left["messages"].get<int>() >= 0);
    }

    // On the desktop only what is new, critical, wanted, and not looked at.
    void desktopIsToldOfNews()
    {
        KongWindow window(text("0.14.1"), {text("--live"), text("--history"), text("0"), text("--fault"), text("orphaned-api")});
        QVERIFY2(opens(&window), qPrintable(window.kong.lastError()));
        auto *notice = window.bench.window->findChild<DesktopNotice *>();
        QVERIFY(notice);
        QSignalSpy told(notice, &DesktopNotice::told);
        QVERIFY(window.bench.go(text("Findings")));
        QVERIFY(comes(window, "microservice-todo"));
        QVERIFY(told.isEmpty()); // it was so when it was opened
        QWidget other; // takes the focus away
        other.show();
        other.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&other));
        QVERIFY(fault(&window, "services-domain", true));
        QTRY_VERIFY_WITH_TIMEOUT(told.count() == 1, patience);
        QVERIFY2(told.first().at(1).toString().contains(text("hello-service")), qPrintable(told.first().at(1).toString()));
        QVERIFY(told.first().at(0).toString().contains(text("1 new critical finding")));
        window.bench.app->settings().notifyCritical.set(false);
        QVERIFY(fault(&window, "two-on-saml", true)); // a warning, and not wanted either
        QVERIFY(comes(window, "/saml"));
        QCOMPARE(told.count(), 1);
    }
};

MK_TEST_CLASS(TestWindowFindings)
#include "TestWindowFindings.moc"
