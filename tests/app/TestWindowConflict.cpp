// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"
#include "support/WindowBench.h"

#include "panels/PlanDesk.h"
#include "widgets/CodeEditor.h"
#include "widgets/ThreeWayView.h"

#include <QAbstractButton>
#include <QDialog>
#include <QLineEdit>
#include <QMenu>

using namespace mk;
using namespace mk::test;

// Somebody else writes the same keys meanwhile: nothing of theirs and nothing typed here is lost.
class TestWindowConflict : public QObject
{
    Q_OBJECT

    RealConsul m_server;
    WindowBench m_bench;

    static QString text(const char *utf8) { return QString::fromUtf8(utf8); }
    QWidget *page() const { return m_bench.panel("keyvalue"); }
    CodeEditor *value() const { return find::editor(page(), text("Value")); }
    QByteArray onServer(const QString &key)
    {
        const auto stored = m_server.stored(key);
        return stored ? stored->value : QByteArrayLiteral("(no such key)");
    }
    bool opens(const QString &key, const QString &content)
    {
        return QTest::qWaitFor([&] { return m_bench.clickKey(key); }, patience)
            && QTest::qWaitFor([&] { return value() && value()->text() == content; }, patience);
    }

private Q_SLOTS:
    void initTestCase()
    {
        MK_REQUIRE_CONSUL();
        QVERIFY2(m_server.start(), qPrintable(m_server.lastError()));
        QVERIFY(m_server.put(text("config/limit"), "100"));
        QVERIFY(m_server.put(text("config/other"), "one"));
        QVERIFY(m_server.put(text("config/third"), "one"));
        QVERIFY(m_server.put(text("config/gone"), "here"));
        for (int i = 0; i < 70; ++i)
            QVERIFY(m_server.put(QStringLiteral("folder/key-%1").arg(i, 3, 10, QLatin1Char('0')), "old"));
        QVERIFY(m_bench.open(m_server));
        QVERIFY(m_bench.go(text("Key/value")));
        QTRY_VERIFY_WITH_TIMEOUT(!m_bench.app->session()->mayWrite(System::Consul), patience);
    }

    void bothTextsStayAndTheChosenOneIsSaved()
    {
        const QString key = text("config/limit");
        QVERIFY(opens(key, text("100")));
        find::type(value(), text("mine"));
        QVERIFY(m_server.put(key, "theirs"));
        // The program is told of it, or meets it when it saves: either way it ends in the comparison.
        QVERIFY(find::clickSoon(page(), text("Compare")));
        QTRY_VERIFY_WITH_TIMEOUT(find::shows(page(), text("Server now")), patience);
        QCOMPARE(onServer(key), QByteArrayLiteral("theirs"));
        QVERIFY(find::shows(page(), text("Yours")));
        auto *merge = page()->findChild<ThreeWayView *>();
        QVERIFY(merge && merge->isVisible());
        QVERIFY(!find::button(page(), text("Review and save…"))->isEnabled());
        QAbstractButton *mine = nullptr;
        const QList<QAbstractButton *> buttons = merge->findChildren<QAbstractButton *>();
        for (QAbstractButton *button : buttons) {
            if (button->isVisible() && find::nameOf(button).contains(text("mine")))
                mine = button;
        }
        QVERIFY2(mine, qPrintable(find::visibleTexts(merge).join(QLatin1Char('|'))));
        mine->setFocus();
        QTest::keyClick(mine, Qt::Key_Space);
        QTRY_VERIFY_WITH_TIMEOUT(merge->isResolved(), patience);
        QCOMPARE(onServer(key), QByteArrayLiteral("theirs"));
        QVERIFY(find::click(page(), text("Review and save…")));
        QDialog *preview = nullptr;
        QTRY_VERIFY_WITH_TIMEOUT((preview = find::dialog(m_bench.window.get())), patience);
        QCOMPARE(onServer(key), QByteArrayLiteral("theirs"));
        QVERIFY(WindowBench::apply(preview));
        QTRY_COMPARE_WITH_TIMEOUT(onServer(key), QByteArrayLiteral("mine"), patience);
        QTRY_VERIFY_WITH_TIMEOUT(find::shows(page(), text("Nothing is changed.")), patience);
    }

    void savingAtTheSameMomentOverwritesNothing()
    {
        const QString key = text("config/other");
        QVERIFY(opens(key, text("one")));
        find::type(value(), text("two"));
        // Nothing runs between these two lines: the window does not know of the other write when Save is pressed.
        QVERIFY(m_server.put(key, "three"));
        QVERIFY(find::click(page(), text("Save")));
        QTRY_VERIFY_WITH_TIMEOUT(find::shows(page(), text("Server now")), patience);
        QCOMPARE(onServer(key), QByteArrayLiteral("three"));
        QVERIFY(find::click(page(), text("Discard mine")));
        QTRY_VERIFY_WITH_TIMEOUT(value() && value()->text() == text("three"), patience);
        QCOMPARE(onServer(key), QByteArrayLiteral("three"));
    }

    void deletedMeanwhileIsMadeAgain()
    {
        const QString key = text("config/gone");
        QVERIFY(opens(key, text("here")));
        find::type(value(), text("still wanted"));
        QVERIFY(m_server.remove(key));
        QTRY_VERIFY_WITH_TIMEOUT(find::shows(page(), text("The key was deleted while you were editing.")), patience);
        QCOMPARE(value()->text(), text("still wanted"));
        QVERIFY(!m_server.stored(key));
        QVERIFY(find::clickSoon(page(), text("Save")));
        QTRY_COMPARE_WITH_TIMEOUT(onServer(key), QByteArrayLiteral("still wanted"), patience);
        QTRY_VERIFY_WITH_TIMEOUT(find::shows(page(), text("Nothing is changed.")), patience);
    }

    void folderGoesWithoutTheKeysOfOthers()
    {
        auto *tree = qobject_cast<QTreeView *>(find::view(page(), text("Keys")));
        auto *model = qobject_cast<KvTreeModel *>(tree->model());
        const QModelIndex folder = model->indexOfFolder(text("folder/"));
        QVERIFY(folder.isValid());
        find::clickIndex(tree, folder);
        const QPoint place = tree->visualRect(model->indexOfFolder(text("folder/"))).center();
        QContextMenuEvent event(QContextMenuEvent::Mouse, place, tree->viewport()->mapToGlobal(place));
        QApplication::sendEvent(tree->viewport(), &event);
        auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        QVERIFY(menu);
        const QList<QAction *> actions = menu->actions();
        for (QAction *action : actions) {
            if (action->text() == text("Delete folder…")) {
                QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(action).center());
                break;
            }
        }
        QDialog *preview = nullptr;
        QTRY_VERIFY_WITH_TIMEOUT((preview = find::dialog(m_bench.window.get(), text("Apply plan"))), patience);
        QVERIFY(m_server.put(text("folder/key-069"), "changed by somebody else"));
        QVERIFY(m_server.put(text("folder/new"), "added by somebody else"));
        QVERIFY(WindowBench::apply(preview));
        QTRY_VERIFY_WITH_TIMEOUT(find::shows(preview, text("The plan stopped")), patience);
        QCOMPARE(onServer(text("folder/key-069")), QByteArrayLiteral("changed by somebody else"));
        QVERIFY(find::click(preview, text("Go on without them")));
        QTRY_VERIFY_WITH_TIMEOUT((preview = find::dialog(m_bench.window.get(), text("Apply plan")))
                                     && !find::shows(preview, text("The plan stopped")),
                                 patience);
        QVERIFY(WindowBench::apply(preview));
        QTRY_COMPARE_WITH_TIMEOUT(m_server.keyNames().filter(text("folder/")),
                                  (QStringList{text("folder/key-069"), text("folder/new")}), patience);
        QTRY_VERIFY2_WITH_TIMEOUT(!find::dialog(m_bench.window.get()),
                                  qPrintable(find::visibleTexts(find::dialog(m_bench.window.get())).join(QLatin1Char('|'))),
                                  patience);
        QTRY_VERIFY_WITH_TIMEOUT(find::shows(m_bench.window.get(), text("Done, with a remark")), patience);
    }

    void closedLockSendsNothing()
    {
        const QString key = text("config/third");
        QTRY_VERIFY_WITH_TIMEOUT(!m_bench.window->planDesk()->isRunning(), patience);
        QVERIFY(opens(key, text("one")));
        QVERIFY(find::click(m_bench.window.get(), text("Writable")));
        QTRY_VERIFY_WITH_TIMEOUT(find::button(m_bench.window.get(), text("Read-only")), patience);
        m_bench.app->httpLog().clear();
        const quint64 index = m_server.index("/v1/kv/?keys");
        find::type(value(), text("typed all the same"));
        QVERIFY(!find::click(page(), text("Save")));
        QVERIFY(!find::click(page(), text("Delete…")));
        QTest::keySequence(value()->focusTarget(), QKeySequence::Save);
        // Time for a request to leave: the next heartbeat has come and gone.
        const auto calls = m_bench.app->httpLog().entries().size();
        QTRY_VERIFY_WITH_TIMEOUT(m_bench.app->httpLog().entries().size() > calls + 1, patience);
        QVERIFY(!m_bench.hasWritten());
        QCOMPARE(m_server.index("/v1/kv/?keys"), index);
        QCOMPARE(onServer(key), QByteArrayLiteral("one"));
        QVERIFY(find::click(m_bench.window.get(), text("Read-only")));
        QVERIFY(find::clickSoon(page(), text("Save")));
        QTRY_COMPARE_WITH_TIMEOUT(onServer(key), QByteArrayLiteral("typed all the same"), patience);
    }
};

MK_TEST_CLASS(TestWindowConflict)
#include "TestWindowConflict.moc"
