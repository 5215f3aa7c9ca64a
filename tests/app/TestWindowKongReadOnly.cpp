// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/KongWindow.h"
#include "support/TestMain.h"

using namespace mk;
using namespace mk::test;

// A Kong whose entities come from elsewhere: the window says so, offers no change, and sends none.
class TestWindowKongReadOnly : public QObject
{
    Q_OBJECT

    static QString text(const char *utf8) { return QString::fromUtf8(utf8); }

private Q_SLOTS:
    void saysWhyAndSendsNothing_data()
    {
        QTest::addColumn<QString>("version");
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("title");
        for (const char *version : {"2.8.5", "3.9.1"}) {
            QTest::addRow("%s without a database", version)
                << text(version) << QStringList{text("--database"), text("off")} << text("Read-only: this Kong has no database");
            QTest::addRow("%s data plane", version)
                << text(version) << QStringList{text("--role"), text("data_plane")} << text("Read-only: this Kong is a data plane");
        }
    }
    void saysWhyAndSendsNothing()
    {
        QFETCH(QString, version);
        QFETCH(QStringList, arguments);
        QFETCH(QString, title);
        KongWindow w(version, QStringList{text("--filled")} + arguments);
        QVERIFY2(w.kong.start(), qPrintable(w.kong.lastError()));
        QVERIFY(w.open());
        QVERIFY(w.bench.go(text("Routes")));
        QWidget *page = w.panel("routes");
        QAbstractItemView *routes = nullptr;
        QTRY_VERIFY_WITH_TIMEOUT((routes = find::view(page, text("Routes"))) && routes->model()->rowCount() == 7, patience);
        QTRY_VERIFY_WITH_TIMEOUT(find::shows(page, title), patience);
        const auto blocked = [&](const QWidget *inside, const QString &name) {
            const QAbstractButton *button = find::button(inside, name);
            return button && !button->isEnabled() && !button->toolTip().isEmpty();
        };
        QVERIFY(blocked(page, text("New")));
        find::clickIndex(routes, routes->model()->index(0, 2), true);
        QTRY_VERIFY_WITH_TIMEOUT(find::button(page, text("Edit")), patience);
        for (const char *name : {"Edit", "Duplicate", "Delete…"})
            QVERIFY2(blocked(page, text(name)), name);
        KongWindow::chooseAll(routes);
        QTRY_VERIFY_WITH_TIMEOUT(find::shows(page, text("7 selected")), patience);
        QVERIFY(find::button(page, text("Export"))->isEnabled()); // reading stays
        QTest::keyClick(routes, Qt::Key_Escape);

        QVERIFY(w.bench.go(text("Plugins")));
        QWidget *plugins = w.panel("plugins");
        QAbstractItemView *rows = nullptr;
        QTRY_VERIFY_WITH_TIMEOUT((rows = find::view(plugins, text("Plugins"))) && rows->model()->rowCount() == 1, patience);
        QVERIFY(find::shows(plugins, title));
        QVERIFY(blocked(plugins, text("New")));
        // The switch in the row says why, too.
        for (int column = 0; column < rows->model()->columnCount(); ++column) {
            const QModelIndex index = rows->model()->index(0, column);
            if (index.data().toString() == text("Switch off"))
                find::clickIndex(rows, index);
        }
        QTRY_VERIFY_WITH_TIMEOUT(find::shows(plugins, text("Nothing was sent")), patience);
        QCOMPARE(w.kong.writes(), 0);

        // As the server would have answered.
        const RawHttp::Response refused = w.kong.send("POST", "/services", R"({"name":"x","host":"x.example"})");
        QCOMPARE(refused.status, 405);
        const nlohmann::json said = nlohmann::json::parse(refused.body.toStdString());
        QCOMPARE(said["code"].get<int>(), 12);
        QCOMPARE(said["message"].get<std::string>(),
                 std::string("cannot create 'services' entities when not using a database"));
        QCOMPARE(w.kong.writes(), 1);
    }
};

MK_TEST_CLASS(TestWindowKongReadOnly)
#include "TestWindowKongReadOnly.moc"
