// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include <QGuiApplication>

MK_TEST_DECLARE(TestChart)
MK_TEST_DECLARE(TestErrorText)
MK_TEST_DECLARE(TestFilterExpression)
MK_TEST_DECLARE(TestJsonDocument)
MK_TEST_DECLARE(TestKvTreeModel)
MK_TEST_DECLARE(TestMatchText)
MK_TEST_DECLARE(TestPathText)
MK_TEST_DECLARE(TestRecordTableExport)
MK_TEST_DECLARE(TestRecordTableModel)
MK_TEST_DECLARE(TestSchema)
MK_TEST_DECLARE(TestSearch)
MK_TEST_DECLARE(TestStateTexts)

int main(int argc, char **argv)
{
    return mk::test::run<QGuiApplication>(argc, argv,
                                          {
                                              MK_TEST_ENTRY(TestChart),
                                              MK_TEST_ENTRY(TestErrorText),
                                              MK_TEST_ENTRY(TestFilterExpression),
                                              MK_TEST_ENTRY(TestJsonDocument),
                                              MK_TEST_ENTRY(TestKvTreeModel),
                                              MK_TEST_ENTRY(TestMatchText), MK_TEST_ENTRY(TestPathText),
                                              MK_TEST_ENTRY(TestRecordTableExport),
                                              MK_TEST_ENTRY(TestRecordTableModel),
                                              MK_TEST_ENTRY(TestSchema),
                                              MK_TEST_ENTRY(TestSearch),
                                              MK_TEST_ENTRY(TestStateTexts),
                                          });
}
