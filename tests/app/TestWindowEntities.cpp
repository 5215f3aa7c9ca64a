// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/KongWindow.h"
#include "support/TestMain.h"

#include <QClipboard>
#include <QComboBox>
#include <QPlainTextEdit>

using namespace mk;
using namespace mk::test;

// Consumers, upstreams and certificates in the real window against a simulated Kong, in each version that there is.
class TestWindowEntities : public QObject
{
    Q_OBJECT

    static QString text(const char *utf8) { return QString::fromUtf8(utf8); }
    static auto view(const KongWindow &w, const char *panel, const char *name)
    {
        return [&w, panel, name] { return find::view(w.panel(panel), text(name)); };
    }
    static bool opens(KongWindow &w, const char *title)
    {
        return w.open() && w.bench.go(text(title)) && QTest::qWaitFor([&] { return w.mayWrite(); }, patience);
    }
    // Lists are looked for anew each time: an editor may stand before them.
    template <class List>
    static bool comes(const List &list, const QString &cell)
    {
        return QTest::qWaitFor([&] { return list() && find::row(list(), cell) >= 0; }, patience);
    }
    template <class List>
    static bool goes(const List &list, const QString &cell)
    {
        return QTest::qWaitFor([&] { return !list() || find::row(list(), cell) < 0; }, patience);
    }
    // What the preview says of the damage, once it has been found out.
    static bool hangsOnIt(const KongWindow &w, const char *sentence)
    {
        QDialog *preview = w.dialog(text("Apply plan"));
        return preview && QTest::qWaitFor([&] {
                   const QAbstractItemView *list = find::view(preview, text("What hangs on it"));
                   return list && list->model()->rowCount() > 0
                       && list->model()->index(0, 0).data().toString().contains(text(sentence));
               }, patience);
    }
    // A field of several lines.
    static QPlainTextEdit *lines(const QWidget *inside, const char *name)
    {
        const QList<QPlainTextEdit *> all = inside->findChildren<QPlainTextEdit *>();
        for (QPlainTextEdit *edit : all) {
            if (edit->isVisible() && find::nameOf(edit) == text(name))
                return edit;
        }
        return nullptr;
    }
    static std::string pem(const char *name)
    {
        QFile file(QStringLiteral(MK_TEST_DATA "/kong-certificates/") + QLatin1String(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
    }

private Q_SLOTS:
    void consumerIsMadeChangedAndDeleted_data() { MK_KONG_VERSIONS(); }
    void consumerIsMadeChangedAndDeleted()
    {
        MK_KONG_WINDOW(w);
        QVERIFY(opens(w, "Consumers"));
        QWidget *page = w.panel("consumers");
        QVERIFY(find::clickSoon(page, text("New"), patience));
        QTRY_VERIFY_WITH_TIMEOUT(find::edit(page, text("username")), patience);
        QVERIFY(KongWindow::fills(page, text("username"), text("alice")));
        QVERIFY(KongWindow::fills(page, text("custom_id"), text("A1")));
        QVERIFY(find::clickSoon(page, text("Create"), patience));
        QVERIFY(comes(view(w, "consumers", "Consumers"), text("alice")));
        QCOMPARE(w.kong.get("/consumers/alice")["custom_id"].get<std::string>(), std::string("A1"));

        QVERIFY(find::clickSoon(page, text("Edit"), patience));
        QTRY_VERIFY_WITH_TIMEOUT(find::edit(page, text("username")), patience);
        QVERIFY(KongWindow::fills(page, text("username"), text("alicia")));
        QVERIFY(find::clickSoon(page, text("Save"), patience));
        QVERIFY(comes(view(w, "consumers", "Consumers"), text("alicia")));
        QCOMPARE(w.kong.get("/consumers/alicia")["custom_id"].get<std::string>(), std::string("A1"));
        QVERIFY(w.undoesLast());
        QVERIFY(comes(view(w, "consumers", "Consumers"), text("alice")));

        // Somebody else gives it a key: deleting tells what goes along, undoing brings both back.
        QCOMPARE(w.kong.send("POST", "/consumers/alice/key-auth", R"({"key":"k1"})").status, 201);
        QVERIFY(KongWindow::opensRow(view(w, "consumers", "Consumers")(), text("alice")));
        QVERIFY(find::clickSoon(page, text("Delete…"), patience));
        QDialog *preview = w.dialog(text("Apply plan"));
        QVERIFY(preview);
        QTRY_VERIFY_WITH_TIMEOUT(find::shows(preview, text("API key")), patience);
        QVERIFY2(!find::visibleTexts(preview).join(QLatin1Char(' ')).contains(text("k1")), "the key is shown");
        QVERIFY(w.applies());
        QVERIFY(goes(view(w, "consumers", "Consumers"), text("alice")));
        QVERIFY(w.undoesLast());
        QVERIFY(comes(view(w, "consumers", "Consumers"), text("alice")));
        QTRY_COMPARE_WITH_TIMEOUT(int(w.kong.get("/consumers/alice/key-auth")["data"].size()), 1, patience);
        QCOMPARE(w.kong.get("/consumers/alice/key-auth")["data"][0]["key"].get<std::string>(), std::string("k1"));
    }

    void keyIsShownOnceAndCopied_data() { MK_KONG_VERSIONS(); }
    void keyIsShownOnceAndCopied()
    {
        MK_KONG_WINDOW(w);
        QCOMPARE(w.kong.send("POST", "/consumers", R"({"username":"alice"})").status, 201);
        QVERIFY(opens(w, "Consumers"));
        QWidget *page = w.panel("consumers");
        QVERIFY(comes(view(w, "consumers", "Consumers"), text("alice")));
        QVERIFY(KongWindow::opensRow(view(w, "consumers", "Consumers")(), text("alice")));
        QTRY_VERIFY_WITH_TIMEOUT(find::shows(page, text("None yet. Without a credential nobody can come as this consumer.")), patience);
        QVERIFY(KongWindow::chooseInMenuOf(page, text("Add a credential"), text("API key…")));
        QTRY_VERIFY_WITH_TIMEOUT(find::edit(page, text("key")), patience);
        QVERIFY(find::clickSoon(page, text("Create"), patience)); // Kong makes the key
        QTRY_COMPARE_WITH_TIMEOUT(int(w.kong.get("/consumers/alice/key-auth")["data"].size()), 1, patience);
        const QString key = QString::fromStdString(w.kong.get("/consumers/alice/key-auth")["data"][0]["key"].get<std::string>());
        QTRY_VERIFY2_WITH_TIMEOUT(find::shows(page, key), "it is not shown once", patience);
        const auto credentials = view(w, "consumers", "Credentials and groups");
        QVERIFY(comes(credentials, text("API key")));
        QVERIFY(find::cell(credentials(), find::row(credentials(), text("API key")), text("Secret")) != key);
        QVERIFY(KongWindow::chooseForRow(credentials(), text("API key"), text("Copy secret")));
        QTRY_COMPARE_WITH_TIMEOUT(QApplication::clipboard()->text(), key, patience);

        // Whose key is it? Found here, without the key in any address.
        QVERIFY(find::clickSoon(page, text("Whose key is this?"), patience));
        QDialog *asks = w.dialog(text("Whose key is this?"));
        QVERIFY(asks);
        QVERIFY(KongWindow::fills(asks, text("Key"), key));
        QVERIFY(find::clickSoon(asks, text("Find"), patience));
        QTRY_VERIFY_WITH_TIMEOUT(find::shows(asks, text("It belongs to alice: API key.")), patience);
        QVERIFY(!QString::fromStdString(w.kong.counters().dump()).contains(key));
        QVERIFY(find::clickSoon(asks, text("Show the consumer"), patience));
        // What the log keeps of it is masked.
        for (const HttpLogEntry &call : w.bench.app->httpLog().entries())
            QVERIFY(!call.url.contains(key) && !call.requestBody.contains(key.toLatin1()));
    }

    void upstreamAndTargets_data() { MK_KONG_VERSIONS(); }
    void upstreamAndTargets()
    {
        MK_KONG_WINDOW(w);
        QCOMPARE(w.kong.send("POST", "/services", R"({"name":"orders","host":"orders.up"})").status, 201);
        QVERIFY(opens(w, "Upstreams"));
        QWidget *page = w.panel("upstreams");
        QVERIFY(find::clickSoon(page, text("New"), patience));
        QTRY_VERIFY_WITH_TIMEOUT(find::edit(page, text("name")), patience);
        QVERIFY(KongWindow::fills(page, text("name"), text("orders.up")));
        QVERIFY(find::clickSoon(page, text("Create"), patience));
        const auto list = view(w, "upstreams", "Upstreams");
        QVERIFY(comes(list, text("orders.up")));
        QTRY_COMPARE_WITH_TIMEOUT(find::cell(list(), find::row(list(), text("orders.up")), text("Used by")), text("orders"), patience);

        QVERIFY(find::clickSoon(page, text("Add a target"), patience));
        QTRY_VERIFY_WITH_TIMEOUT(find::edit(page, text("target")), patience);
        QVERIFY(KongWindow::fills(page, text("target"), text("10.0.0.1:80")));
        QVERIFY(find::clickSoon(page, text("Create"), patience));
        const auto targets = view(w, "upstreams", "Targets");
        QVERIFY(comes(targets, text("10.0.0.1:80")));
        const auto weight = [&] { return find::cell(targets(), find::row(targets(), text("10.0.0.1:80")), text("Weight")); };
        QTRY_COMPARE_WITH_TIMEOUT(weight(), text("100"), patience);
        if (!w.isOld) { // there weight 0 takes a target away
            QVERIFY(KongWindow::chooseForRow(targets(), text("10.0.0.1:80"), text("Drain")));
            QTRY_COMPARE_WITH_TIMEOUT(weight(), text("0"), patience);
            QVERIFY(w.undoesLast());
            QTRY_COMPARE_WITH_TIMEOUT(weight(), text("100"), patience);
        }
        const auto health = [&] { return find::cell(targets(), find::row(targets(), text("10.0.0.1:80")), text("Health")); };
        QTRY_VERIFY_WITH_TIMEOUT(health() == text("Not checked") || health() == text("Healthy"), patience);
        QVERIFY(KongWindow::chooseForRow(targets(), text("10.0.0.1:80"), text("Delete…")));
        QVERIFY(hangsOnIt(w, "Nobody is left behind orders.up"));
        QVERIFY(w.applies());
        QVERIFY(goes(targets, text("10.0.0.1:80")));
        QVERIFY(w.undoesLast());
        QVERIFY(comes(targets, text("10.0.0.1:80")));
        QVERIFY(find::clickSoon(page, text("Delete…"), patience));
        QVERIFY(hangsOnIt(w, "orders send to orders.up"));
        QVERIFY(find::click(w.dialog(), text("Cancel")));
    }

    void targetIsMarked_data() { MK_KONG_VERSIONS(); }
    void targetIsMarked()
    {
        MK_KONG_WINDOW(w);
        QCOMPARE(w.kong.send("POST", "/upstreams",
                             R"({"name":"u.test","healthchecks":{"passive":{"unhealthy":{"tcp_failures":1,"http_failures":1}}}})")
                     .status,
                 201);
        QCOMPARE(w.kong.send("POST", "/upstreams/u.test/targets", R"({"target":"127.0.0.1:19000"})").status, 201);
        QVERIFY(opens(w, "Upstreams"));
        QVERIFY(comes(view(w, "upstreams", "Upstreams"), text("u.test")));
        QVERIFY(KongWindow::opensRow(view(w, "upstreams", "Upstreams")(), text("u.test")));
        const auto targets = view(w, "upstreams", "Targets");
        QVERIFY(comes(targets, text("127.0.0.1:19000")));
        const auto health = [&] { return find::cell(targets(), find::row(targets(), text("127.0.0.1:19000")), text("Health")); };
        QTRY_COMPARE_WITH_TIMEOUT(health(), text("Healthy"), patience);
        QVERIFY(KongWindow::chooseForRow(targets(), text("127.0.0.1:19000"), text("Mark unhealthy")));
        QTRY_COMPARE_WITH_TIMEOUT(health(), text("Unhealthy"), patience);
        QVERIFY(w.undoesLast());
        QTRY_COMPARE_WITH_TIMEOUT(health(), text("Healthy"), patience);
    }

    void certificateIsLookedAtBefore_data() { MK_KONG_VERSIONS(); }
    void certificateIsLookedAtBefore()
    {
        MK_KONG_WINDOW(w);
        QVERIFY(opens(w, "Certificates"));
        QWidget *page = w.panel("certificates");
        QVERIFY(KongWindow::chooseInMenuOf(page, text("New"), text("Certificate")));
        QTRY_VERIFY_WITH_TIMEOUT(lines(page, "cert") && lines(page, "key"), patience);
        lines(page, "cert")->setPlainText(QString::fromStdString(pem("1.pem")));
        lines(page, "key")->setPlainText(QString::fromStdString(pem("2.key")));
        const int writes = w.kong.writes();
        QVERIFY(find::clickSoon(page, text("Create"), patience));
        QTRY_VERIFY_WITH_TIMEOUT(find::shows(page, text("The private key does not belong to the certificate")), patience);
        QCOMPARE(w.kong.writes(), writes);
        lines(page, "key")->setPlainText(QString::fromStdString(pem("1.key")));
        QVERIFY(find::clickSoon(page, text("Create"), patience));
        const auto list = view(w, "certificates", "Certificates");
        QVERIFY(comes(list, text("1.example.test")));
        QVERIFY(find::cell(list(), find::row(list(), text("1.example.test")), text("Expires")).startsWith(text("in ")));

        // An SNI for it, chosen by name.
        QVERIFY(KongWindow::chooseInMenuOf(page, text("New"), text("SNI")));
        QTRY_VERIFY_WITH_TIMEOUT(find::edit(page, text("name")), patience);
        QVERIFY(KongWindow::fills(page, text("name"), text("shop.example.test")));
        QComboBox *of = find::combo(page, text("Certificate"));
        QVERIFY(of && of->count() == 2);
        QVERIFY(find::choose(page, text("Certificate"), of->itemText(1)));
        QVERIFY(find::clickSoon(page, text("Create"), patience));
        QVERIFY(comes(list, text("shop.example.test")));
        QCOMPARE(int(w.kong.get("/snis")["data"].size()), 1);

        // The key is not laid open when it is edited, and stays when it is left alone.
        QVERIFY(KongWindow::opensRow(list(), text("1.example.test")));
        QVERIFY(find::clickSoon(page, text("Edit"), patience));
        QTRY_VERIFY_WITH_TIMEOUT(lines(page, "cert"), patience);
        QVERIFY(lines(page, "key") && lines(page, "key")->toPlainText().isEmpty());
        QVERIFY(!find::editor(page, text("JSON")) || !find::editor(page, text("JSON"))->text().contains(text("PRIVATE")));
    }
};

MK_TEST_CLASS(TestWindowEntities)
#include "TestWindowEntities.moc"
