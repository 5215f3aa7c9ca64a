// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"
#include "widgets/CodeEditor.h"
#include "widgets/DiffView.h"
#include "widgets/ThreeWayView.h"

#include <QRadioButton>
#include <QSignalSpy>

using namespace mk;

namespace {

const QString opened = QStringLiteral("{\n  \"a\": 1,\n  \"mail\": {\n    \"host\": \"old\",\n    \"port\": 25\n  }\n}\n");

MergeSide side(const QString &text)
{
    return {QStringLiteral("side"), QString(), text};
}

QString changed(QString text, const QString &from, const QString &to)
{
    return text.replace(from, to);
}

} // namespace

class TestMerge : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void settlesWhatOneSideChanged()
    {
        const Theme theme;
        ThreeWayView view(&theme);
        view.setSides(side(opened), side(changed(opened, QStringLiteral("25"), QStringLiteral("587"))),
                      side(changed(opened, QStringLiteral("\"a\": 1"), QStringLiteral("\"a\": 2"))));
        QVERIFY(view.isResolved());
        QCOMPARE(view.changeCount(), 2);
        QCOMPARE(view.resultText(), changed(changed(opened, QStringLiteral("25"), QStringLiteral("587")),
                                            QStringLiteral("\"a\": 1"), QStringLiteral("\"a\": 2")));
        view.choose(0, ThreeWayView::Choice::Server);
        QVERIFY(view.resultText().contains(QStringLiteral("\"a\": 1")));
    }

    void asksWhereBothChanged()
    {
        const Theme theme;
        ThreeWayView view(&theme);
        QSignalSpy resolved(&view, &ThreeWayView::resolvedChanged);
        const QString server = changed(opened, QStringLiteral("old"), QStringLiteral("theirs"));
        const QString mine = changed(opened, QStringLiteral("old"), QStringLiteral("mine"));
        view.setSides(side(opened), side(server), side(mine));
        QCOMPARE(view.openConflicts(), 1);
        QCOMPARE(view.firstOpenLine(), 4);
        QVERIFY(view.hint().contains(QStringLiteral("4")));
        resolved.clear();
        const QList<QRadioButton *> options = view.findChildren<QRadioButton *>();
        QCOMPARE(options.size(), 3);
        QVERIFY(options[0]->accessibleName().contains(QStringLiteral("theirs")));
        options[1]->setChecked(true);
        QCOMPARE(resolved.count(), 1);
        QVERIFY(view.isResolved());
        QCOMPARE(view.resultText(), mine);
        options[2]->setChecked(true);
        QCOMPARE(view.resultText(), opened);
    }

    void keepsWhatWasTypedIntoTheResult()
    {
        const Theme theme;
        ThreeWayView view(&theme);
        view.setSides(side(opened), side(changed(opened, QStringLiteral("old"), QStringLiteral("theirs"))),
                      side(changed(opened, QStringLiteral("old"), QStringLiteral("mine"))));
        view.resultEditor()->replaceText(changed(view.resultText(), QStringLiteral("\"a\": 1"), QStringLiteral("\"a\": 77")));
        view.choose(0, ThreeWayView::Choice::Server);
        QVERIFY(view.resultText().contains(QStringLiteral("\"a\": 77")));
        QVERIFY(view.resultText().contains(QStringLiteral("theirs")));
    }

    void keepsLineEnds()
    {
        const Theme theme;
        ThreeWayView view(&theme);
        const QString text = QStringLiteral("one\r\ntwo\r\nthree");
        view.setSides(side(text), side(text), side(changed(text, QStringLiteral("two"), QStringLiteral("2"))));
        QCOMPARE(view.resultText(), QStringLiteral("one\r\n2\r\nthree"));
    }

    void diffFoldsWhatDidNotChange()
    {
        const Theme theme;
        QStringList lines;
        for (int i = 1; i <= 40; ++i)
            lines.append(QStringLiteral("line %1").arg(i));
        QStringList after = lines;
        after[19] = QStringLiteral("line twenty");
        DiffView view(&theme, QStringLiteral("Difference"));
        view.setTexts(lines.join(u'\n'), after.join(u'\n'));
        const DiffModel *model = view.lines();
        QCOMPARE(model->changedLines(), 2);
        QCOMPARE(model->rowCount(), 1 + 3 + 2 + 3 + 1);
        QCOMPARE(int(model->line(0).kind), int(DiffModel::Kind::Fold));
        QCOMPARE(model->line(0).foldedLines, 16);
        view.lines()->unfold(0);
        QCOMPARE(model->rowCount(), 16 + 3 + 2 + 3 + 1);
        QCOMPARE(model->line(0).text, QStringLiteral("line 1"));
        const QString said = model->index(19).data(Qt::AccessibleTextRole).toString();
        QVERIFY2(said.contains(QStringLiteral("Removed")) && said.contains(QStringLiteral("20")), qPrintable(said));
    }

    void diffTellsOfALineBreakAtTheEnd()
    {
        const Theme theme;
        DiffView view(&theme, QStringLiteral("Difference"));
        view.setTexts(QStringLiteral("a\nb\n"), QStringLiteral("a\nb"));
        QVERIFY(view.lines()->line(view.lines()->rowCount() - 1).noNewline);
    }

    void diffShowsControlCharacters()
    {
        const Theme theme;
        DiffView view(&theme, QStringLiteral("Difference"));
        view.setTexts(QString(), QStringLiteral("a\u202eb"));
        QVERIFY(!view.lines()->line(0).text.contains(QChar(0x202e)));
    }
};

MK_TEST_CLASS(TestMerge)
#include "TestMerge.moc"
