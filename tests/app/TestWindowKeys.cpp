// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"
#include "support/WindowBench.h"

#include "panels/PlanDesk.h"
#include "widgets/CodeEditor.h"

#include <QAbstractButton>
#include <QDialog>
#include <QLineEdit>
#include <QMenu>

using namespace mk;
using namespace mk::test;

// Keys in the real window: read, changed, made, deleted, and taken back.
class TestWindowKeys : public QObject
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
    // Waits until the editor shows this key.
    bool opens(const QString &key, const QString &content)
    {
        if (!QTest::qWaitFor([&] { return m_bench.clickKey(key); }, patience))
            return false;
        return QTest::qWaitFor([&] { return value() && value()->text() == content; }, patience);
    }
    // The server may have the value before its answer is here.
    bool isSettled() const
    {
        return !m_bench.window->planDesk()->isRunning() && find::shows(page(), text("Nothing is changed."));
    }
    // The link in the activity bar, the preview, its button; true once the preview is gone.
    bool undoLast()
    {
        if (!QTest::qWaitFor([&] { return find::click(m_bench.window.get(), text("Undo…*")); }, patience))
            return false;
        QDialog *preview = nullptr;
        if (!QTest::qWaitFor([&] { return (preview = find::dialog(m_bench.window.get())) != nullptr; }, patience))
            return false;
        return WindowBench::apply(preview)
            && QTest::qWaitFor([&] { return !find::dialog(m_bench.window.get()); }, patience);
    }

private Q_SLOTS:
    void initTestCase()
    {
        MK_REQUIRE_CONSUL();
        QVERIFY2(m_server.start(), qPrintable(m_server.lastError()));
        QVERIFY2(m_server.addOddKeys(), qPrintable(m_server.lastError()));
        QVERIFY(m_bench.open(m_server));
        QVERIFY(m_bench.go(text("Key/value")));
        QTRY_VERIFY_WITH_TIMEOUT(!m_bench.app->session()->mayWrite(System::Consul), patience);
    }

    void treeHoldsEveryKey()
    {
        auto *tree = find::view(page(), text("Keys"));
        QVERIFY(tree);
        auto *model = qobject_cast<KvTreeModel *>(tree->model());
        QTRY_COMPARE_WITH_TIMEOUT(int(model->totalCount()), int(m_server.keyNames().size()), patience);
        const QStringList names = m_server.keyNames();
        for (const QString &name : names)
            QVERIFY2(model->hasKey(name), qPrintable(name));
    }

    void valueIsChangedAndTakenBack()
    {
        const QString key = text("config/user/name");
        QVERIFY(opens(key, text("an ordinary one")));
        QVERIFY(!find::button(page(), text("Save"))->isEnabled());
        find::type(value(), text("a new one"));
        QCOMPARE(onServer(key), QByteArrayLiteral("an ordinary one"));
        QVERIFY(find::click(page(), text("Save")));
        QTRY_COMPARE_WITH_TIMEOUT(onServer(key), QByteArrayLiteral("a new one"), patience);
        QTRY_VERIFY_WITH_TIMEOUT(find::shows(page(), text("Nothing is changed.")), patience);

        QVERIFY(m_bench.go(text("Journal")));
        QAbstractItemView *changes = nullptr;
        QTRY_VERIFY_WITH_TIMEOUT((changes = find::view(m_bench.panel("journal"), text("Changes")))
                                     && changes->model()->rowCount() == 1,
                                 patience);
        QTRY_COMPARE_WITH_TIMEOUT(find::cell(changes, 0, text("Outcome")), text("Done"), patience);
        QCOMPARE(find::cell(changes, 0, text("Entity")), key);

        QVERIFY(undoLast());
        QTRY_COMPARE_WITH_TIMEOUT(onServer(key), QByteArrayLiteral("an ordinary one"), patience);
        QVERIFY(m_bench.go(text("Key/value")));
        QTRY_COMPARE_WITH_TIMEOUT(value()->text(), text("an ordinary one"), patience);
    }

    void keyIsMade()
    {
        QVERIFY(find::click(page(), text("New key")));
        QLineEdit *name = find::edit(page(), text("Key"));
        QVERIFY(name);
        find::type(name, text("made/by hand %"));
        find::type(value(), text("fresh"));
        QVERIFY(find::click(page(), text("Create")));
        QTRY_COMPARE_WITH_TIMEOUT(onServer(text("made/by hand %")), QByteArrayLiteral("fresh"), patience);
        QTRY_VERIFY_WITH_TIMEOUT(isSettled(), patience);
        QVERIFY(undoLast());
        QTRY_VERIFY_WITH_TIMEOUT(!m_server.stored(text("made/by hand %")), patience);
    }

    void deletedKeyComesBackWithItsFlags()
    {
        const QString key = text("flags");
        QVERIFY(opens(key, text("largest flags value")));
        QCOMPARE(find::edit(page(), text("Flags"))->text(), text("18446744073709551615"));
        QVERIFY(find::click(page(), text("Delete…")));
        QDialog *preview = nullptr;
        QTRY_VERIFY_WITH_TIMEOUT((preview = find::dialog(m_bench.window.get())), patience);
        QVERIFY(m_server.stored(key));
        QVERIFY(WindowBench::apply(preview));
        QTRY_VERIFY_WITH_TIMEOUT(!m_server.stored(key), patience);
        QTRY_VERIFY_WITH_TIMEOUT(!find::dialog(m_bench.window.get()), patience);
        QVERIFY(undoLast());
        QTRY_VERIFY_WITH_TIMEOUT(m_server.stored(key), patience);
        QCOMPARE(m_server.stored(key)->flags, quint64(18446744073709551615ULL));
        QCOMPARE(onServer(key), QByteArrayLiteral("largest flags value"));
    }

    void oddKeys_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("content");
        int number = 0;
        for (const auto &[key, content] : RealConsul::oddKeys()) {
            if (content.size() < 1000 && key != text("binary"))
                QTest::addRow("%d", ++number) << key << QString::fromUtf8(content);
        }
    }
    void oddKeys()
    {
        QFETCH(QString, key);
        QFETCH(QString, content);
        QVERIFY2(opens(key, content), qPrintable(value() ? value()->text() : text("no editor")));
        find::type(value(), text("odd"));
        QVERIFY(find::click(page(), text("Save")));
        QTRY_COMPARE_WITH_TIMEOUT(onServer(key), QByteArrayLiteral("odd"), patience);
        QTRY_VERIFY_WITH_TIMEOUT(isSettled(), patience);
        QVERIFY(undoLast());
        QTRY_COMPARE_WITH_TIMEOUT(onServer(key), content.toUtf8(), patience);
        QTRY_VERIFY_WITH_TIMEOUT(value()->text() == content, patience);
    }

    void bytesAreShownInHexadecimal()
    {
        QTRY_VERIFY_WITH_TIMEOUT(m_bench.clickKey(text("binary")), patience);
        CodeEditor *hex = nullptr;
        QTRY_VERIFY_WITH_TIMEOUT((hex = find::editor(page(), text("Value in hexadecimal")))
                                     && hex->text().contains(text("fe ff")),
                                 patience);
        QVERIFY(hex->isReadOnly());
        QVERIFY(!find::button(page(), text("Save"))->isEnabled());
    }

    void halfAMegabyteIsChangedAndTakenBack()
    {
        const QString key = text("big/512k");
        const QByteArray whole(512 * 1024, 'x');
        QVERIFY(opens(key, QString::fromLatin1(whole)));
        QWidget *target = value()->focusTarget();
        target->setFocus();
        QTest::keySequence(target, QKeySequence(Qt::CTRL | Qt::Key_End));
        QTest::keyClick(target, Qt::Key_Backspace);
        QTest::keyClick(target, Qt::Key_Y);
        QVERIFY(find::click(page(), text("Save")));
        QTRY_COMPARE_WITH_TIMEOUT(onServer(key).right(1), QByteArrayLiteral("y"), patience);
        QTRY_VERIFY_WITH_TIMEOUT(isSettled(), patience);
        QVERIFY(undoLast());
        QTRY_VERIFY_WITH_TIMEOUT(onServer(key) == whole, patience);
    }
};

MK_TEST_CLASS(TestWindowKeys)
#include "TestWindowKeys.moc"
