// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/Crypto.h"
#include "support/TestMain.h"

#include <QApplication>

MK_TEST_DECLARE(TestWindowDemo)
MK_TEST_DECLARE(TestWindowFindings)
MK_TEST_DECLARE(TestWindowKongReadOnly)
MK_TEST_DECLARE(TestWindowKongStates)
MK_TEST_DECLARE(TestWindowPath)
MK_TEST_DECLARE(TestWindowPluginForms)
MK_TEST_DECLARE(TestWindowEntities)
MK_TEST_DECLARE(TestWindowPlugins)
MK_TEST_DECLARE(TestWindowRoutes)
MK_TEST_DECLARE(TestWindowRoutesBulk)
MK_TEST_DECLARE(TestWindowRoutesCare)
MK_TEST_DECLARE(TestWindowRoutesJobs)
MK_TEST_DECLARE(TestWindowStates)

int main(int argc, char **argv)
{
    if (!mk::crypto::initialise())
        return 1;
    return mk::test::run<QApplication>(argc, argv,
                                       {MK_TEST_ENTRY(TestWindowRoutes), MK_TEST_ENTRY(TestWindowRoutesBulk),
                                        MK_TEST_ENTRY(TestWindowRoutesCare), MK_TEST_ENTRY(TestWindowRoutesJobs), MK_TEST_ENTRY(TestWindowEntities), MK_TEST_ENTRY(TestWindowPlugins), MK_TEST_ENTRY(TestWindowPluginForms),
                                        MK_TEST_ENTRY(TestWindowKongStates), MK_TEST_ENTRY(TestWindowKongReadOnly),
                                        MK_TEST_ENTRY(TestWindowPath),
                                        MK_TEST_ENTRY(TestWindowStates), MK_TEST_ENTRY(TestWindowDemo), MK_TEST_ENTRY(TestWindowFindings)});
}
