// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"
#include "widgets/FilterBar.h"

#include <QSignalSpy>
#include <QToolButton>

using namespace mk;

class TestFilterBar : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void fields_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("marked"); // the parts in accent, joined by '|'
        QTest::newRow("words") << "alpha beta" << "";
        QTest::newRow("field") << "name:mail" << "name:";
        QTest::newRow("negated") << "-path:/internal" << "-path:";
        QTest::newRow("two") << "x name:a -path:b y" << "name:|-path:";
        QTest::newRow("unknown") << "port:8080 name:a" << "name:";
        QTest::newRow("regex with colon") << "/name: x/ path:y" << "path:";
        QTest::newRow("quoted") << "name:\"a path:b\"" << "name:";
        QTest::newRow("colon alone") << ": name:" << "name:";
        QTest::newRow("empty") << "" << "";
    }
    void fields()
    {
        QFETCH(QString, text);
        QFETCH(QString, marked);
        QStringList parts;
        const auto spans = FilterEdit::fieldSpans(text, {QStringLiteral("name"), QStringLiteral("path")});
        for (const FilterEdit::FieldSpan &span : spans)
            parts.append(text.mid(span.start, span.length));
        QCOMPARE(parts.join(u'|'), marked);
    }

    void highlightingChangesNoText()
    {
        const Theme theme;
        FilterBar bar(&theme, QStringLiteral("Filter routes"));
        bar.show();
        bar.edit()->setFocus();
        QTest::keyClicks(bar.edit(), QStringLiteral("name:mail"));
        QCOMPARE(bar.edit()->text(), QStringLiteral("name:mail"));
        QCOMPARE(bar.edit()->cursorPosition(), 9);
        bar.edit()->undo();
        QVERIFY(bar.edit()->text().size() < 9);
    }

    void tellsAfterAPause()
    {
        const Theme theme;
        FilterBar bar(&theme, QStringLiteral("Filter routes"));
        QSignalSpy changed(&bar, &FilterBar::filterChanged);
        bar.show();
        QTest::keyClicks(bar.edit(), QStringLiteral("abc"));
        QCOMPARE(changed.count(), 0);
        QVERIFY(changed.wait(2000));
        QCOMPARE(changed.count(), 1);
        QCOMPARE(changed[0][0].toString(), QStringLiteral("abc"));
        QTest::keyClick(bar.edit(), Qt::Key_Escape);
        QCOMPARE(changed.count(), 2);
        QCOMPARE(bar.text(), QString());
    }

    void hasNamesForEverything()
    {
        const Theme theme;
        FilterBar bar(&theme, QStringLiteral("Filter routes"));
        QCOMPARE(bar.edit()->accessibleName(), QStringLiteral("Filter routes"));
        for (const QToolButton *button : bar.findChildren<QToolButton *>())
            QVERIFY(!button->accessibleName().isEmpty());
        bar.edit()->setProblem(QStringLiteral("The expression has no end"));
        QCOMPARE(bar.edit()->accessibleDescription(), QStringLiteral("The expression has no end"));
    }
};

MK_TEST_CLASS(TestFilterBar)
#include "TestFilterBar.moc"
