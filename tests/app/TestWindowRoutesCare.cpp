// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/KongWindow.h"
#include "support/TestMain.h"

#include <QCheckBox>

using namespace mk;
using namespace mk::test;

// What is said before something is written, and what is kept of it: whom an edit is undone by, what the server would refuse,
// what changes, which node it went to.
class TestWindowRoutesCare : public QObject
{
    Q_OBJECT

    static QString text(const char *utf8) { return QString::fromUtf8(utf8); }
    static QAbstractItemView *list(const KongWindow &w) { return find::view(w.panel("routes"), text("Routes")); }
    static bool shows(const KongWindow &w, const QString &name)
    {
        return QTest::qWaitFor([&] { return list(w) && find::row(list(w), name) >= 0; }, patience);
    }
    static bool ready(KongWindow &w)
    {
        return w.makeRoute(text("orders"), text("/orders")).is_object() && w.open() && w.bench.go(text("Routes"))
            && QTest::qWaitFor([&] { return w.mayWrite(); }, patience) && shows(w, text("orders"));
    }
    static bool opensEditor(const KongWindow &w)
    {
        return KongWindow::opensRow(list(w), text("orders")) && find::clickSoon(w.panel("routes"), text("Edit"), patience)
            && QTest::qWaitFor([&] { return find::edit(w.panel("routes"), text("Client path 1")) != nullptr; }, patience);
    }
    static bool opensServiceEditor(const KongWindow &w)
    {
        QWidget *page = w.panel("routes");
        return KongWindow::chooseForRow(list(w), text("orders"), text("Show its service"))
            && QTest::qWaitFor([&] { return find::shows(page, text("Routes of this service")); }, patience)
            && find::clickSoon(page, text("Edit"), patience)
            && QTest::qWaitFor([&] { return find::edit(page, text("Host")) != nullptr; }, patience);
    }
    // The remark stands in the box of the field: under it, and nowhere else.
    static bool remarkedAt(const QWidget *page, const QString &field, const QString &words)
    {
        for (QWidget *box = find::edit(page, field); box && box != page; box = box->parentWidget()) {
            if (find::shows(box, words))
                return box->findChildren<QLineEdit *>().size() <= 3; // not the whole form
        }
        return false;
    }

private Q_SLOTS:
    // 0.14.1: an API object as the Go library registers it; 2.8.5: service and route as the Java library does.
    void whoUndoesTheEditIsRead_data()
    {
        QTest::addColumn<QString>("version");
        QTest::addColumn<QString>("library");
        QTest::addColumn<QString>("member");
        QTest::newRow("0.14.1") << text("0.14.1") << text("the Go library") << text("uris");
        QTest::newRow("2.8.5") << text("2.8.5") << text("the Java library") << text("paths");
    }
    void whoUndoesTheEditIsRead()
    {
        MK_KONG_WINDOW(w);
        QFETCH(QString, library);
        QFETCH(QString, member);
        QVERIFY(ready(w));
        QVERIFY(opensEditor(w));
        QWidget *page = w.panel("routes");
        QVERIFY(!find::shows(page, library)); // nothing is changed yet
        QVERIFY(KongWindow::fills(page, text("Client path 1"), text("/changed")));
        QTRY_VERIFY_WITH_TIMEOUT(remarkedAt(page, text("Client path 1"), library), patience);
        QVERIFY(find::clickSoon(page, text("Save"), patience));
        QDialog *preview = w.dialog(text("Apply plan"));
        QVERIFY(preview);
        QVERIFY(find::shows(preview, library));
        QVERIFY2(find::shows(preview, text("at every start of the service: ") + member),
                 qPrintable(find::visibleTexts(preview).join(QLatin1Char('\n'))));
        QCOMPARE(w.sent("PATCH"), 0); // it is read before
        QVERIFY(w.applies());
        QTRY_COMPARE_WITH_TIMEOUT(w.sent("PATCH"), 1, patience);
    }

    void whoUndoesTheEditOfAServiceIsRead()
    {
        KongWindow w(text("2.8.5"));
        QVERIFY2(w.kong.start(), qPrintable(w.kong.lastError()));
        QVERIFY(ready(w));
        QVERIFY(opensServiceEditor(w));
        QWidget *page = w.panel("routes");
        QVERIFY(KongWindow::fills(page, text("Port"), text("9090")));
        QTRY_VERIFY_WITH_TIMEOUT(remarkedAt(page, text("Port"), text("the Java library")), patience);
        QVERIFY(!remarkedAt(page, text("Host"), text("the Java library"))); // it is not changed
        QVERIFY(find::clickSoon(page, text("Save"), patience));
        QDialog *preview = w.dialog(text("Apply plan"));
        QVERIFY(preview);
        QVERIFY(find::shows(preview, text("at every start of the service: port")));
        QVERIFY(w.applies());
        QTRY_COMPARE_WITH_TIMEOUT(w.kong.get("/services/orders")["port"].get<int>(), 9090, patience);
    }

    void theServerLooksBefore_data()
    {
        QTest::addColumn<QString>("version");
        QTest::newRow("2.8.5") << text("2.8.5");
        QTest::newRow("3.9.1") << text("3.9.1");
    }
    void theServerLooksBefore()
    {
        MK_KONG_WINDOW(w);
        QVERIFY(ready(w));
        QVERIFY(opensServiceEditor(w));
        QWidget *page = w.panel("routes");
        const int looks = w.kong.requests("POST", "/schemas/services/validate");
        QVERIFY(KongWindow::fills(page, text("Retries"), text("99999")));
        const int before = w.kong.writes();
        QVERIFY(find::clickSoon(page, text("Save"), patience));
        QTRY_VERIFY_WITH_TIMEOUT(find::edit(page, text("Retries"))->property("mkWrong").toBool(), patience);
        QVERIFY(remarkedAt(page, text("Retries"), text("between"))); // Kong's words, at the field
        QVERIFY(!find::dialog(w.window()));
        const int more = w.kong.requests("POST", "/schemas/services/validate") - looks;
        QVERIFY2(more == 1 || more == 2, qPrintable(QString::number(more))); // one may have been while typing
        QCOMPARE(w.kong.writes(), before);
        // Mended, it goes.
        QVERIFY(KongWindow::fills(page, text("Retries"), text("7")));
        QVERIFY(find::clickSoon(page, text("Save"), patience));
        QVERIFY(w.applies());
        QTRY_COMPARE_WITH_TIMEOUT(w.kong.get("/services/orders")["retries"].get<int>(), 7, patience);
    }

    void theTableSaysWhatChanges_data() { MK_KONG_VERSIONS(); }
    void theTableSaysWhatChanges()
    {
        MK_KONG_WINDOW(w);
        QVERIFY(ready(w));
        QVERIFY(opensEditor(w));
        QWidget *page = w.panel("routes");
        QVERIFY(KongWindow::fills(page, text("Client path 1"), text("/moved")));
        QVERIFY(find::clickSoon(page, text("Save"), patience));
        QDialog *preview = w.dialog(text("Apply plan"));
        QVERIFY(preview);
        QAbstractItemView *effects = find::view(preview, text("What it touches"));
        QVERIFY(effects);
        const QString now = find::cell(effects, 0, text("Now"));
        const QString then = find::cell(effects, 0, text("Afterwards"));
        QVERIFY2(now.contains(w.pathsMember()) && now.contains(text("/orders")), qPrintable(now));
        QVERIFY2(then.contains(w.pathsMember()) && then.contains(text("/moved")), qPrintable(then));
        QVERIFY(!then.contains(text("updated_at")));
    }

    void theJournalNamesTheNode_data() { MK_KONG_VERSIONS(); }
    void theJournalNamesTheNode()
    {
        MK_KONG_WINDOW(w);
        QVERIFY(ready(w));
        QVERIFY(opensEditor(w));
        QVERIFY(KongWindow::fills(w.panel("routes"), text("Client path 1"), text("/moved")));
        QVERIFY(find::clickSoon(w.panel("routes"), text("Save"), patience));
        QVERIFY(w.applies());
        QTRY_COMPARE_WITH_TIMEOUT(w.sent("PATCH"), 1, patience);
        QVERIFY(w.bench.go(text("Journal")));
        QWidget *page = w.panel("journal");
        QAbstractItemView *changes = nullptr;
        QTRY_VERIFY_WITH_TIMEOUT((changes = find::view(page, text("Changes"))) && changes->model()->rowCount() == 1, patience);
        find::clickIndex(changes, changes->model()->index(0, 1), true);
        const QString node = text("127.0.0.1:") + QString::number(w.kong.adminUrl().port());
        QTRY_VERIFY_WITH_TIMEOUT(find::shows(page, text("Node")) && find::shows(page, node), patience);
    }

    void boxesShowTheDefault_data() { MK_KONG_VERSIONS(); }
    void boxesShowTheDefault()
    {
        MK_KONG_WINDOW(w);
        QVERIFY(ready(w));
        QWidget *page = w.panel("routes");
        QVERIFY(find::click(page, text("New")));
        QVERIFY(KongWindow::chooseInMenu(w.isOld ? text("API object") : text("Route of a service")));
        QTRY_VERIFY_WITH_TIMEOUT(find::edit(page, text("Client path 1")), patience);
        const QList<QCheckBox *> boxes = page->findChildren<QCheckBox *>();
        int seen = 0;
        for (const QCheckBox *box : boxes) {
            if (!box->isVisible())
                continue;
            ++seen;
            QVERIFY2(box->checkState() != Qt::PartiallyChecked, qPrintable(box->text()));
        }
        QVERIFY(seen >= 2);
        const QString shown = find::editor(page, text("JSON"))->text();
        QVERIFY(!shown.contains(text("preserve_host"))); // shown, and not written
        QAbstractButton *keepsHost = find::button(page, text("Keep the client's Host header"));
        keepsHost->setFocus();
        QTest::keyClick(keepsHost, Qt::Key_Space);
        QVERIFY(find::editor(page, text("JSON"))->text().contains(text("preserve_host")));
    }
};

MK_TEST_CLASS(TestWindowRoutesCare)
#include "TestWindowRoutesCare.moc"
