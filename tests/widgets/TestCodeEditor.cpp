// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"
#include "widgets/CodeEditor.h"

#include <QApplication>
#include <QBoxLayout>
#include <QLineEdit>
#include <QSignalSpy>

using namespace mk;

class TestCodeEditor : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keepsTextAsItIs_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("empty") << QString();
        QTest::newRow("json") << QStringLiteral("{\n\t\"a\": [1, 2]\n}\n");
        QTest::newRow("windows") << QStringLiteral("a\r\nb\r\n");
        QTest::newRow("mixed ends") << QStringLiteral("a\r\nb\nc");
        QTest::newRow("beyond ascii") << QStringLiteral("grüße 😀 \u05d0");
    }
    void keepsTextAsItIs()
    {
        QFETCH(QString, text);
        const Theme theme;
        CodeEditor editor(&theme, QStringLiteral("Value"));
        editor.setSyntax(Syntax::Json);
        editor.setText(text);
        QCOMPARE(editor.text(), text);
        QVERIFY(!editor.isModified());
        editor.replaceText(QStringLiteral("other"));
        QVERIFY(editor.isModified());
        editor.setReadOnly(true);
        editor.setText(text);
        QCOMPARE(editor.text(), text);
        QVERIFY(editor.isReadOnly());
    }

    void tabIndentsAndEscTabLeaves()
    {
        const Theme theme;
        QWidget window;
        auto *column = new QVBoxLayout(&window);
        auto *editor = new CodeEditor(&theme, QStringLiteral("Value"), &window);
        auto *after = new QLineEdit(&window);
        column->addWidget(editor);
        column->addWidget(after);
        editor->setText(QStringLiteral("x"));
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        editor->setFocus();
        QCOMPARE(QApplication::focusWidget(), editor->focusTarget());
        QVERIFY(editor->focusTarget()->accessibleDescription().contains(QStringLiteral("Esc")));
        QTest::keyClick(editor->focusTarget(), Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget(), editor->focusTarget());
        QVERIFY(editor->text().size() > 1);
        QTest::keyClick(editor->focusTarget(), Qt::Key_Escape);
        QTest::keyClick(editor->focusTarget(), Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget(), after);
        editor->setReadOnly(true);
        editor->setFocus();
        QTest::keyClick(editor->focusTarget(), Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget(), after);
    }

    void finds()
    {
        const Theme theme;
        CodeEditor editor(&theme, QStringLiteral("Value"));
        editor.setText(QStringLiteral("one\ntwo\none\n"));
        editor.show();
        editor.showFind();
        auto *find = editor.findChild<QLineEdit *>();
        QVERIFY(find);
        QCOMPARE(find->accessibleName(), QStringLiteral("Find in text"));
        find->setText(QStringLiteral("two"));
        QCOMPARE(editor.currentLine(), 1);
        find->setText(QStringLiteral("one"));
        QCOMPARE(editor.currentLine(), 2);
        QTest::keyClick(find, Qt::Key_Return);
        QCOMPARE(editor.currentLine(), 0);
        QTest::keyClick(find, Qt::Key_Escape);
        QVERIFY(!find->isVisible());
    }

    void tellsProblems()
    {
        const Theme theme;
        CodeEditor editor(&theme, QStringLiteral("Value"));
        editor.setText(QStringLiteral("{\n  \"a\": }\n"));
        editor.setProblem(QStringLiteral("Line 2: a value is missing"), 1, 7);
        QCOMPARE(editor.focusTarget()->accessibleDescription(), QStringLiteral("Line 2: a value is missing"));
        editor.setProblem(QString());
        QVERIFY(editor.focusTarget()->accessibleDescription().contains(QStringLiteral("Esc")));
    }
};

MK_TEST_CLASS(TestCodeEditor)
#include "TestCodeEditor.moc"
