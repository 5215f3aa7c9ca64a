// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"
#include "support/WindowBench.h"

#include "widgets/CodeEditor.h"

#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QDialog>
#include <QFile>
#include <QLabel>
#include <QMenu>
#include <QScrollArea>

using namespace mk;
using namespace mk::test;

// For use inside a test function: everything in a window has a name, and its labels are plain text.
#define VERIFY_WALK(widget)                                                                                               \
    do {                                                                                                                  \
        const QStringList withoutName = nameless(widget);                                                                 \
        QVERIFY2(withoutName.isEmpty(), qPrintable(withoutName.join(QLatin1Char('\n'))));                                 \
        const QStringList formattedText = rich(widget);                                                                   \
        QVERIFY2(formattedText.isEmpty(), qPrintable(formattedText.join(QLatin1Char('\n'))));                             \
    } while (false)

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
        for (const char *name : {"Overview", "Path", "Services", "Key/value", "Journal", "Settings"})
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

    void tabLeavesTheEditorAfterEsc()
    {
        QVERIFY(m_bench.go(text("Key/value")));
        QWidget *page = m_bench.window->panel(text("keyvalue"));
        CodeEditor *editor = nullptr;
        QTRY_VERIFY_WITH_TIMEOUT(m_bench.clickKey(text("config/user/name")) && (editor = find::editor(page, text("Value")))
                                     && editor->text() == text("an ordinary one"),
                                 patience);
        QWidget *target = editor->focusTarget();
        target->setFocus();
        QTRY_VERIFY_WITH_TIMEOUT(target->hasFocus(), patience);
        QTest::keyClick(target, Qt::Key_Tab); // belongs to the text
        QVERIFY(target->hasFocus());
        QVERIFY(editor->text() != text("an ordinary one"));
        const QString typed = editor->text();
        QTest::keyClick(target, Qt::Key_Escape);
        QTest::keyClick(target, Qt::Key_Tab);
        QVERIFY(!target->hasFocus());
        QVERIFY(QApplication::focusWidget());
        QCOMPARE(editor->text(), typed);
        QVERIFY(find::click(page, text("Discard")));
        QTRY_VERIFY_WITH_TIMEOUT((editor = find::editor(page, text("Value"))) && editor->text() == text("an ordinary one"), patience);
    }

    void environmentAndEndpointDialogs()
    {
        m_bench.window->showEnvironmentEditor(m_bench.environment.id);
        QDialog *dialog = nullptr;
        QTRY_VERIFY_WITH_TIMEOUT((dialog = find::dialog(m_bench.window.get(), text("Environments"))), patience);
        VERIFY_WALK(dialog);
        QComboBox *more = nullptr; // a combo box is announced by its value, so this goes by what is set for it
        const QList<QComboBox *> boxes = dialog->findChildren<QComboBox *>();
        for (QComboBox *box : boxes) {
            if (box->isVisible() && box->accessibleName() == text("Consul credential and connection"))
                more = box;
        }
        QVERIFY(more);
        QTest::mouseClick(more, Qt::LeftButton);
        QDialog *endpoint = nullptr;
        QTRY_VERIFY_WITH_TIMEOUT((endpoint = find::dialog(m_bench.window.get(), text("Connection to Consul"))), patience);
        for (const char *label : {"Kind", "Proxy"}) { // other fields turn up
            auto *kind = qobject_cast<QComboBox *>(find::widget(endpoint, text(label), {QAccessible::ComboBox}));
            QVERIFY2(kind, label);
            for (int i = 0; i < kind->count(); ++i) {
                kind->setCurrentIndex(i);
                VERIFY_WALK(endpoint);
            }
        }
        endpoint->reject();
        dialog->reject();
        QTRY_VERIFY_WITH_TIMEOUT(!find::dialog(m_bench.window.get()), patience);
    }

    void planDialog()
    {
        QVERIFY(m_bench.go(text("Key/value")));
        QWidget *page = m_bench.window->panel(text("keyvalue"));
        CodeEditor *editor = nullptr;
        QTRY_VERIFY_WITH_TIMEOUT(m_bench.clickKey(text("config/user/name")) && (editor = find::editor(page, text("Value")))
                                     && editor->text() == text("an ordinary one"),
                                 patience);
        QVERIFY(find::clickSoon(page, text("Delete…")));
        QDialog *dialog = nullptr;
        QTRY_VERIFY_WITH_TIMEOUT((dialog = find::dialog(m_bench.window.get(), text("Apply plan"))), patience);
        VERIFY_WALK(dialog);
        dialog->reject();
        QTRY_VERIFY_WITH_TIMEOUT(!find::dialog(m_bench.window.get()), patience);
        QCOMPARE(m_server.stored(text("config/user/name"))->value, QByteArrayLiteral("an ordinary one"));
    }

    // An environment from a file: nothing is connected before each of its items is ticked.
    void consentDialog()
    {
        WindowBench bench;
        QVERIFY(bench.openEmpty());
        qputenv("MK_TEST_WALK_TOKEN", "11111111");
        QFile file(bench.folder.filePath(text("foreign.json")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(R"({"schema":1,"environments":[{"id":"6f0c1d1e-5a63-4a5e-9a0c-1f7f3a1b2c3e","name":"From <b>elsewhere</b>","consul":{"url":")"
                   + m_server.url().toString().toUtf8()
                   + R"(","proxy":{"kind":"none"},"credential":{"kind":"header","header":"X-Consul-Token","secret":"env:MK_TEST_WALK_TOKEN"}}}]})");
        file.close();
        const auto read = bench.app->environments().readForeign(file.fileName());
        QVERIFY2(read && read->size() == 1, qPrintable(read ? QString() : read.error().toLogString()));
        bench.window->begin(read->first(), false);
        QVERIFY(find::clickSoon(bench.window.get(), text("Review…")));
        QDialog *dialog = nullptr;
        QTRY_VERIFY_WITH_TIMEOUT((dialog = find::dialog(bench.window.get(), text("Review this environment"))), patience);
        VERIFY_WALK(dialog);
        QVERIFY(find::shows(dialog, text("MK_TEST_WALK_TOKEN")));
        QVERIFY(!find::click(dialog, text("Accept and connect")));
        QVERIFY(bench.app->httpLog().entries().empty());
        QAbstractButton *item = find::button(dialog, text("Send the value of the environment variable"));
        QVERIFY(item);
        item->setFocus();
        QTest::keyClick(item, Qt::Key_Space);
        QVERIFY(find::click(dialog, text("Accept and connect")));
        QTRY_COMPARE_WITH_TIMEOUT(bench.app->session()->status(System::Consul).state, SystemState::Ok, patience);
        qunsetenv("MK_TEST_WALK_TOKEN");
    }

    void raisedFromOutside()
    {
        m_bench.window->showMinimized();
        QTRY_VERIFY_WITH_TIMEOUT(m_bench.window->isMinimized(), patience);
        m_bench.window->raiseFromOutside();
        QTRY_VERIFY_WITH_TIMEOUT(!m_bench.window->isMinimized() && m_bench.window->isActiveWindow(), patience);
    }
};

MK_TEST_CLASS(TestWindowWalk)
#include "TestWindowWalk.moc"
