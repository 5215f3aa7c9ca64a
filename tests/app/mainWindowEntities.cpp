// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/Crypto.h"
#include "support/TestMain.h"

#include <QApplication>

MK_TEST_DECLARE(TestWindowEntities)
MK_TEST_DECLARE(TestWindowKongStates)
MK_TEST_DECLARE(TestWindowNodes)
MK_TEST_DECLARE(TestWindowPluginForms)
MK_TEST_DECLARE(TestWindowPlugins)

int main(int argc, char **argv)
{
    if (!mk::crypto::initialise())
        return 1;
    return mk::test::run<QApplication>(argc, argv,
                                       {MK_TEST_ENTRY(TestWindowEntities),
                                        MK_TEST_ENTRY(TestWindowKongStates),
                                        MK_TEST_ENTRY(TestWindowNodes),
                                        MK_TEST_ENTRY(TestWindowPluginForms),
                                        MK_TEST_ENTRY(TestWindowPlugins)});
}
