// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"
#include "support/WindowBench.h"

#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QMenu>
#include <QScrollArea>

using namespace mk;
using namespace mk::test;

// Every panel and main dialog, walked: names for a screen reader, a way out by Tab, text that is nothing but text.
class TestWindowWalk : public QObject
{
    Q_OBJECT

    RealConsul m_server;
    WindowBench m_bench;

    static QString text(const char *utf8) { return QString::fromUtf8(utf8); }
    static QString placeOf(const QWidget *widget)
    {
        QStringList path;
        for (const QWidget *step = widget; step; step = step->parentWidget())
            path.prepend(QLatin1String(step->metaObject()->className()));
        return path.mid(std::max(qsizetype(0), path.size() - 5)).join(QLatin1Char('/'));
    }
    static QStringList nameless(const QWidget *inside)
    {
        QStringList found;
        const QList<QWidget *> all = inside->findChildren<QWidget *>();
        for (const QWidget *widget : all) {
            if (!widget->isVisible() || !(widget->focusPolicy() & Qt::TabFocus) || widget->focusProxy()
                || widget->inherits("QScrollArea"))
                continue;
            const bool isField = qobject_cast<const QComboBox *>(widget) || qobject_cast<const QAbstractSpinBox *>(widget);
            const bool isInside = widget->parentWidget()
                && (qobject_cast<const QComboBox *>(widget->parentWidget())
                    || qobject_cast<const QAbstractSpinBox *>(widget->parentWidget()));
            if (isInside)
                continue; // the editor of a field that is named itself
            const QString name = isField ? find::labelledBy(widget) + widget->accessibleName() : find::nameOf(widget);
            if (name.isEmpty())
                found.append(placeOf(widget));
        }
        found.removeDuplicates();
        return found;
    }
    static QStringList rich(const QWidget *inside)
    {
        QStringList found;
        const QList<QLabel *> labels = inside->findChildren<QLabel *>();
        for (const QLabel *label : labels) {
            if (label->textFormat() != Qt::PlainText && !label->text().isEmpty())
                found.append(placeOf(label) + QLatin1String(": ") + label->text());
        }
        found.removeDuplicates();
        return found;
    }

private Q_SLOTS:
    void initTestCase()
    {
        MK_REQUIRE_CONSUL();
        QVERIFY2(m_server.start(), qPrintable(m_server.lastError()));
        QVERIFY(m_server.addServices());
        QVERIFY(m_server.addOddKeys());
        QVERIFY(m_bench.open(m_server));
        m_bench.window->setActivityOpen(true);
    }

    void panels_data()
    {
        QTest::addColumn<QString>("name");
        for (const char *name : {"Overview", "Services", "Key/value", "Journal", "Settings"})
            QTest::newRow(name) << text(name);
    }
    void panels()
    {
        QFETCH(QString, name);
        QVERIFY(m_bench.go(name));
        Panel *panel = m_bench.window->panel(m_bench.window->currentPanel());
        QVERIFY(panel);
        const QList<TourScene> scenes = panel->tourScenes();
        QVERIFY(!scenes.isEmpty());
        for (const TourScene &scene : scenes) {
            scene.prepare();
            QTRY_VERIFY_WITH_TIMEOUT(scene.ready(), patience);
            QWidget *shown = scene.window ? scene.window() : m_bench.window.get();
            QVERIFY2(shown, qPrintable(scene.name));
            const QStringList without = nameless(shown);
            QVERIFY2(without.isEmpty(), qPrintable(scene.name + QLatin1String(": ") + without.join(QLatin1Char('\n'))));
            const QStringList formatted = rich(shown);
            QVERIFY2(formatted.isEmpty(), qPrintable(scene.name + QLatin1String(": ") + formatted.join(QLatin1Char('\n'))));
            if (shown != m_bench.window.get()) {
                shown->close();
                m_bench.window->activateWindow();
            }
        }
    }

    void tabLeavesTablesAndTrees()
    {
        const std::vector<std::pair<QString, QString>> views{{text("Services"), text("Services")}, {text("Key/value"), text("Keys")}};
        for (const auto &[panel, name] : views) {
            QVERIFY(m_bench.go(panel));
            if (panel == text("Services")) // the walk before left another of its lists open
                QVERIFY(find::click(find::widget(m_bench.window->panel(text("services")), text("What is listed")), name));
            QAbstractItemView *view = nullptr;
            QTRY_VERIFY_WITH_TIMEOUT((view = find::view(m_bench.window->panel(m_bench.window->currentPanel()), name)), patience);
            QTRY_VERIFY_WITH_TIMEOUT(view->model()->rowCount() > 0, patience);
            view->setFocus();
            QTRY_VERIFY_WITH_TIMEOUT(view->hasFocus(), patience);
            QTest::keyClick(view, Qt::Key_Tab);
            QVERIFY2(!view->hasFocus(), qPrintable(name));
        }
    }

    void dialogs()
    {
        m_bench.window->showEnvironmentEditor(m_bench.environment.id);
        QDialog *dialog = nullptr;
        QTRY_VERIFY_WITH_TIMEOUT((dialog = find::dialog(m_bench.window.get())), patience);
        const QStringList without = nameless(dialog);
        QVERIFY2(without.isEmpty(), qPrintable(without.join(QLatin1Char('\n'))));
        const QStringList formatted = rich(dialog);
        QVERIFY2(formatted.isEmpty(), qPrintable(formatted.join(QLatin1Char('\n'))));
        dialog->reject();
    }
};

MK_TEST_CLASS(TestWindowWalk)
#include "TestWindowWalk.moc"
