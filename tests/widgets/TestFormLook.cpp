// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"
#include "widgets/DetailDrawer.h"
#include "widgets/FormLook.h"
#include "widgets/FormRow.h"

#include <QFormLayout>
#include <QGroupBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace mk;

// A form as Designer writes it, brought into the program's look.
class TestFormLook : public QObject
{
    Q_OBJECT

    Theme m_theme;

private Q_SLOTS:
    void pairsBecomeRows()
    {
        QWidget form;
        auto *layout = new QFormLayout(&form);
        auto *host = new QLineEdit(&form);
        host->setProperty("mono", true);
        host->setProperty("hint", QStringLiteral("where it is"));
        layout->addRow(QStringLiteral("Host"), host);
        auto *check = new QLineEdit(&form);
        layout->addRow(QString(), check);
        const FormLook look(&m_theme, layout, 96);
        FormRow *row = look.row(host);
        QVERIFY(row);
        QCOMPARE(row->field(), host);
        QCOMPARE(host->accessibleName(), QStringLiteral("Host"));
        QCOMPARE(host->font(), m_theme.font(FontRole::Code));
        QStringList texts;
        const QList<QLabel *> labels = row->findChildren<QLabel *>();
        for (const QLabel *label : labels) {
            QCOMPARE(label->textFormat(), Qt::PlainText);
            texts.append(label->text());
            if (label->text() == QLatin1String("Host"))
                QCOMPARE(label->buddy(), host);
        }
        QVERIFY(texts.contains(QStringLiteral("where it is")));
        QVERIFY(look.row(check));
        QVERIFY(!look.row(&form));
    }

    void whatIsWrittenInABoxHasTheRowsName()
    {
        QWidget form;
        auto *layout = new QFormLayout(&form);
        auto *box = new QWidget(&form);
        auto *inBox = new QHBoxLayout(box);
        auto *path = new QLineEdit(box);
        auto *choose = new QPushButton(QStringLiteral("Choose…"), box);
        inBox->addWidget(path);
        inBox->addWidget(choose);
        layout->addRow(QStringLiteral("Authorities"), box);
        const FormLook look(&m_theme, layout, 96);
        QVERIFY(look.row(box));
        QCOMPARE(path->accessibleName(), QStringLiteral("Authorities"));
        QVERIFY(!choose->autoDefault()); // Enter in a field is the dialog's own button
    }

    void aLabelAloneStays()
    {
        QWidget form;
        auto *layout = new QFormLayout(&form);
        auto *title = new QLabel(QStringLiteral("TLS"), &form);
        title->setProperty("heading", true);
        auto *sentence = new QLabel(QStringLiteral("What it is for."), &form);
        layout->addRow(title);
        layout->addRow(sentence);
        const FormLook look(&m_theme, layout, 96);
        QCOMPARE(title->font(), m_theme.font(FontRole::BodyStrong));
        QCOMPARE(sentence->font(), m_theme.font(FontRole::Body));
        QCOMPARE(sentence->palette().color(QPalette::WindowText), m_theme.toneColor(Tone::Secondary));
        QCOMPARE(layout->rowCount(), 2);
    }

    void aGroupBoxBecomesASection()
    {
        QWidget page;
        auto *column = new QVBoxLayout(&page);
        auto *box = new QGroupBox(QStringLiteral("Journal"), &page);
        auto *rows = new QFormLayout(box);
        auto *days = new QLineEdit(box);
        rows->addRow(QStringLiteral("Keep for"), days);
        column->addWidget(box);
        const FormLook look(&m_theme, rows, 96);
        Section *section = makeSection(&m_theme, box);
        QCOMPARE(section->accessibleName(), QStringLiteral("Journal"));
        QCOMPARE(column->itemAt(0)->widget(), section);
        QVERIFY(section->isAncestorOf(days));
        QVERIFY(page.findChildren<QGroupBox *>().isEmpty());
        look.row(days)->setProblem(QStringLiteral("wrong"));
        QCOMPARE(days->accessibleDescription(), QStringLiteral("wrong"));
    }
};

MK_TEST_CLASS(TestFormLook)
#include "TestFormLook.moc"
