// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/AboutDialog.h"
#include "support/Finder.h"
#include "support/TestMain.h"
#include "widgets/Theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QListWidget>
#include <QPlainTextEdit>

using namespace mk;
namespace find = mk::test::find;

// The version and the licences of all parts, as somebody sees them who opens the dialog.
class TestAboutDialog : public QObject
{
    Q_OBJECT

    static QString text(const char *utf8) { return QString::fromUtf8(utf8); }

    Theme m_theme;

private Q_SLOTS:
    void initTestCase() { QCoreApplication::setApplicationVersion(text("12.3.4")); }

    void tellsTheVersion()
    {
        AboutDialog dialog(&m_theme);
        dialog.show();
        QVERIFY(find::shows(&dialog, text("Version 12.3.4")));
        QVERIFY(find::click(&dialog, text("Copy version details")));
        const QString copied = QGuiApplication::clipboard()->text();
        QVERIFY2(copied.startsWith(text("microkubes-console 12.3.4\nQt ")), qPrintable(copied));
    }

    // Each part shows a text that its licence begins or is known by.
    void everyPartHasItsText()
    {
        const QHash<QString, QString> words{
            {text("GPL-3.0-or-later"), text("GNU GENERAL PUBLIC LICENSE")}, {text("GPL-3.0-only"), text("GNU GENERAL PUBLIC LICENSE")},
            {text("BSD-2-Clause"), text("Redistribution and use")},        {text("MIT"), text("Permission is hereby granted")},
            {text("CC0-1.0"), text("public domain worldwide")},            {text("ISC"), text("Permission to use, copy, modify")},
            {text("Zlib"), text("This software is provided 'as-is'")},     {text("OFL-1.1"), text("SIL OPEN FONT LICENSE")}};
        AboutDialog dialog(&m_theme);
        dialog.show();
        auto *parts = qobject_cast<QListWidget *>(find::view(&dialog, text("Parts and their licences")));
        auto *licence = qobject_cast<QPlainTextEdit *>(find::widget(&dialog, text("Text of the licence")));
        QVERIFY(parts && licence);
        QCOMPARE(parts->count(), 11);
        for (int row = 0; row < parts->count(); ++row) {
            parts->setCurrentRow(row);
            const QString spoken = parts->item(row)->data(Qt::AccessibleTextRole).toString();
            const QString word = words.value(spoken.section(text(", "), 1));
            QVERIFY2(!word.isEmpty(), qPrintable(spoken));
            QVERIFY2(licence->toPlainText().contains(word), qPrintable(spoken));
        }
    }
};

MK_TEST_CLASS(TestAboutDialog)
#include "TestAboutDialog.moc"
