// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"
#include "widgets/StringListEdit.h"
#include "widgets/Theme.h"

#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QSignalSpy>
#include <QToolButton>

using namespace mk;

// The list editor: what stands in a line is an entry, with nothing to confirm.
class TestStringListEdit : public QObject
{
    Q_OBJECT

    static QString text(const char *utf8) { return QString::fromUtf8(utf8); }
    static QList<QLineEdit *> lines(const StringListEdit &list)
    {
        QList<QLineEdit *> shown;
        const QList<QLineEdit *> all = list.findChildren<QLineEdit *>();
        for (QLineEdit *line : all) {
            if (line->isVisibleTo(&list))
                shown.append(line);
        }
        return shown;
    }

private Q_SLOTS:
    void typedIsThereAtOnce()
    {
        const Theme theme;
        StringListEdit list(&theme, nullptr);
        list.setEntryName(text("Client path"));
        list.show();
        QSignalSpy changed(&list, &StringListEdit::valuesChanged);
        QCOMPARE(lines(list).size(), 1);
        QTest::keyClicks(lines(list).constFirst(), text("/a"));
        QCOMPARE(list.values(), QStringList{text("/a")}); // no Enter, no focus change
        QCOMPARE(changed.count(), 2);
        QCOMPARE(lines(list).size(), 2); // room for the next one
        QCOMPARE(list.lineNames(), (QStringList{text("Client path 1"), text("Client path 2")}));
    }

    void enterGoesOnAndBackspaceTakesAway()
    {
        const Theme theme;
        StringListEdit list(&theme, nullptr);
        list.setValues({text("one"), text("two")});
        list.show();
        list.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&list));
        QLineEdit *first = lines(list).constFirst();
        first->setFocus();
        QTest::keyClick(first, Qt::Key_Return);
        QTRY_VERIFY(lines(list).at(1)->hasFocus());
        lines(list).at(1)->clear();
        QCOMPARE(list.values(), QStringList{text("one")});
        QTest::keyClick(lines(list).at(1), Qt::Key_Backspace);
        QTRY_VERIFY(lines(list).at(0)->hasFocus());
        QCOMPARE(list.values(), QStringList{text("one")});
    }

    void pastedLinesAreEntries()
    {
        const Theme theme;
        StringListEdit list(&theme, nullptr);
        list.setValues({text("/a")});
        list.show();
        QApplication::clipboard()->setText(text("/b\n/c, with a comma\r\n/d"));
        lines(list).at(1)->paste();
        QCOMPARE(list.values(), (QStringList{text("/a"), text("/b"), text("/c, with a comma"), text("/d")}));
    }

    void settingKeepsLinesThatStay()
    {
        const Theme theme;
        StringListEdit list(&theme, nullptr);
        list.setValues({text("/a"), text("/b")});
        list.show();
        QLineEdit *first = lines(list).constFirst();
        first->setCursorPosition(1);
        QSignalSpy changed(&list, &StringListEdit::valuesChanged);
        list.setValues({text("/a"), text("/x"), text("/y")});
        QCOMPARE(changed.count(), 0); // nobody typed
        QCOMPARE(lines(list).constFirst(), first);
        QCOMPARE(first->cursorPosition(), 1);
        QCOMPARE(list.values(), (QStringList{text("/a"), text("/x"), text("/y")}));
    }

    void removeTakesOne()
    {
        const Theme theme;
        StringListEdit list(&theme, nullptr);
        list.setEntryName(text("Host"));
        list.setValues({text("a"), text("b"), text("c")});
        list.show();
        const QList<QToolButton *> buttons = list.findChildren<QToolButton *>();
        const auto second = std::find_if(buttons.cbegin(), buttons.cend(),
                                         [](const QToolButton *b) { return b->accessibleName() == text("Remove host 2"); });
        QVERIFY(second != buttons.cend());
        (*second)->click();
        QCOMPARE(list.values(), (QStringList{text("a"), text("c")}));
    }
};

MK_TEST_CLASS(TestStringListEdit)
#include "TestStringListEdit.moc"
