// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include <QApplication>

MK_TEST_DECLARE(TestChartPane)
MK_TEST_DECLARE(TestCodeEditor)
MK_TEST_DECLARE(TestColumnFit)
MK_TEST_DECLARE(TestEntityTable)
MK_TEST_DECLARE(TestFilterBar)
MK_TEST_DECLARE(TestFormLook)
MK_TEST_DECLARE(TestMerge)
MK_TEST_DECLARE(TestPanelFrame)
MK_TEST_DECLARE(TestSchemaForm)
MK_TEST_DECLARE(TestStringListEdit)
MK_TEST_DECLARE(TestTextDiff)
MK_TEST_DECLARE(TestTheme)

int main(int argc, char **argv)
{
    return mk::test::run<QApplication>(argc, argv,
                                       {MK_TEST_ENTRY(TestTheme), MK_TEST_ENTRY(TestTextDiff), MK_TEST_ENTRY(TestMerge),
                                        MK_TEST_ENTRY(TestFilterBar), MK_TEST_ENTRY(TestEntityTable),
                                        MK_TEST_ENTRY(TestPanelFrame), MK_TEST_ENTRY(TestCodeEditor),
                                        MK_TEST_ENTRY(TestSchemaForm), MK_TEST_ENTRY(TestStringListEdit), MK_TEST_ENTRY(TestColumnFit),
                                        MK_TEST_ENTRY(TestFormLook), MK_TEST_ENTRY(TestChartPane)});
}
