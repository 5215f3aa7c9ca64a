// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/KongWindow.h"
#include "support/TestMain.h"

#include <QAbstractSpinBox>
#include <QComboBox>

using namespace mk;
using namespace mk::test;

// Kong's panels while Kong is away, dies, or answers nonsense; and every scene of them, walked for a screen reader.
class TestWindowKongStates : public QObject
{
    Q_OBJECT

    static QString text(const char *utf8) { return QString::fromUtf8(utf8); }
    static QAbstractItemView *list(const KongWindow &w, const char *panel, const QString &name)
    {
        return find::view(w.panel(panel), name);
    }
    static void panels()
    {
        QTest::addColumn<QString>("panel");
        QTest::addColumn<QString>("name");
        QTest::newRow("routes") << text("routes") << text("Routes");
        QTest::newRow("plugins") << text("plugins") << text("Plugins");
    }
    static bool fill(KongWindow &w)
    {
        return w.makeRoute(text("orders"), text("/orders")).is_object()
            && w.make(w.pathOf(text("orders")) + "/plugins", {{"name", "cors"}}).is_object();
    }
    static QStringList nameless(const QWidget *inside)
    {
        QStringList found;
        const QList<QWidget *> all = inside->findChildren<QWidget *>();
        for (const QWidget *widget : all) {
            if (!widget->isVisible() || !(widget->focusPolicy() & Qt::TabFocus) || widget->focusProxy()
                || widget->inherits("QScrollArea"))
                continue;
            const auto isBox = [](const QWidget *one) {
                return qobject_cast<const QComboBox *>(one) || qobject_cast<const QAbstractSpinBox *>(one);
            };
            if (isBox(widget->parentWidget()))
                continue;
            const QString name = isBox(widget) ? find::labelledBy(widget) + widget->accessibleName() : find::nameOf(widget);
            if (name.isEmpty())
                found.append(QLatin1String(widget->metaObject()->className()) + QLatin1String(" in ")
                             + QLatin1String(widget->parentWidget()->metaObject()->className()));
        }
        return found;
    }

private Q_SLOTS:
    void deadFromTheStart_data() { panels(); }
    void deadFromTheStart()
    {
        QFETCH(QString, panel);
        QFETCH(QString, name);
        KongWindow w(text("0.14.1"));
        QVERIFY2(w.kong.start(), qPrintable(w.kong.lastError()));
        QVERIFY(fill(w));
        QVERIFY(w.kong.fault({{"fault", "refuse"}}));
        QVERIFY(w.open());
        QVERIFY(w.bench.go(name));
        Panel *page = w.bench.window->panel(panel);
        QTRY_VERIFY_WITH_TIMEOUT(find::button(page, text("Retry now")), patience);
        QVERIFY(!find::click(page, text("New")));
        QVERIFY(w.kong.clearFaults());
        QVERIFY(find::click(page, text("Retry now")) || true); // it may have come back by itself meanwhile
        QTRY_VERIFY_WITH_TIMEOUT(find::view(page, name) && find::view(page, name)->model()->rowCount() == 1, patience);
        QTRY_VERIFY_WITH_TIMEOUT(find::button(page, text("New"))->isEnabled(), patience);
    }

    void diesWithRowsShown_data() { panels(); }
    void diesWithRowsShown()
    {
        QFETCH(QString, panel);
        QFETCH(QString, name);
        KongWindow w(text("0.14.1"));
        QVERIFY2(w.kong.start(), qPrintable(w.kong.lastError()));
        QVERIFY(fill(w));
        QVERIFY(w.open());
        QVERIFY(w.bench.go(name));
        Panel *page = w.bench.window->panel(panel);
        QTRY_VERIFY_WITH_TIMEOUT(find::view(page, name) && find::view(page, name)->model()->rowCount() == 1, patience);
        w.kong.kill();
        page->refresh();
        QTRY_VERIFY_WITH_TIMEOUT(find::button(page, text("Retry now")), patience);
        QCOMPARE(find::view(page, name)->model()->rowCount(), 1); // its last words stay
        QVERIFY(find::shows(page, text("Showing what it said then")));
        QTRY_VERIFY_WITH_TIMEOUT(!find::button(page, text("New"))->isEnabled(), patience);
        QVERIFY2(w.kong.restart(), qPrintable(w.kong.lastError()));
        QTRY_VERIFY_WITH_TIMEOUT(find::view(page, name)->model()->rowCount() == 0, patience); // empty now, and said so
    }

    void garbage_data()
    {
        QTest::addColumn<QString>("panel");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("fault");
        for (const char *fault : {"broken-json", "wrong-type", "deep-json", "html-error", "500", "403"}) {
            QTest::addRow("routes %s", fault) << text("routes") << text("Routes") << text(fault);
            QTest::addRow("plugins %s", fault) << text("plugins") << text("Plugins") << text(fault);
        }
    }
    void garbage()
    {
        QFETCH(QString, panel);
        QFETCH(QString, name);
        QFETCH(QString, fault);
        KongWindow w(text("0.14.1"));
        QVERIFY2(w.kong.start(), qPrintable(w.kong.lastError()));
        QVERIFY(fill(w));
        QVERIFY(w.open());
        QVERIFY(w.bench.go(name));
        Panel *page = w.bench.window->panel(panel);
        QTRY_VERIFY_WITH_TIMEOUT(find::view(page, name) && find::view(page, name)->model()->rowCount() == 1, patience);
        for (const char *path : {"/apis", "/plugins", "/services", "/routes"})
            QVERIFY(w.kong.fault({{"fault", fault.toStdString()}, {"path", path}, {"method", "GET"}}));
        page->refresh();
        if (fault != text("wrong-type")) // the text is right all the same
            QTRY_VERIFY_WITH_TIMEOUT(find::button(page, text("Retry now")), patience);
        QCOMPARE(find::view(page, name)->model()->rowCount(), 1);
        QVERIFY(w.kong.clearFaults());
        page->refresh();
        QTRY_VERIFY_WITH_TIMEOUT(!find::button(page, text("Retry now")), patience);
        QCOMPARE(find::view(page, name)->model()->rowCount(), 1);
    }

    void everySceneHasNames_data() { MK_KONG_VERSIONS(); }
    void everySceneHasNames()
    {
        MK_KONG_WINDOW(w);
        QVERIFY(fill(w));
        QVERIFY(w.open());
        QTRY_VERIFY_WITH_TIMEOUT(w.mayWrite(), patience);
        for (const char *id : {"routes", "plugins"}) {
            w.bench.window->openPanel(QLatin1String(id));
            const QList<TourScene> scenes = w.panel(id)->tourScenes();
            QVERIFY(scenes.size() >= 4);
            for (const TourScene &scene : scenes) {
                QTRY_VERIFY_WITH_TIMEOUT(scene.ready(), patience);
                scene.prepare();
                QTRY_VERIFY_WITH_TIMEOUT(scene.ready(), patience);
                if (scene.dialog)
                    QVERIFY(w.dialog());
                const QStringList without = nameless(w.window());
                QVERIFY2(without.isEmpty(), qPrintable(scene.name + QLatin1String(": ") + without.join(QLatin1Char('\n'))));
                if (QDialog *open = find::dialog(w.window()))
                    open->reject();
            }
        }
        QCOMPARE(w.sent("DELETE") + w.sent("PATCH"), 0); // pictures change nothing
    }
};

MK_TEST_CLASS(TestWindowKongStates)
#include "TestWindowKongStates.moc"
