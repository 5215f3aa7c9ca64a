// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/Crypto.h"
#include "support/TestMain.h"

#include <QApplication>

MK_TEST_DECLARE(TestWindowKongReadOnly)
MK_TEST_DECLARE(TestWindowRoutes)
MK_TEST_DECLARE(TestWindowRoutesBulk)
MK_TEST_DECLARE(TestWindowRoutesCare)
MK_TEST_DECLARE(TestWindowRoutesJobs)

int main(int argc, char **argv)
{
    if (!mk::crypto::initialise())
        return 1;
    return mk::test::run<QApplication>(argc, argv,
                                       {MK_TEST_ENTRY(TestWindowKongReadOnly),
                                        MK_TEST_ENTRY(TestWindowRoutes),
                                        MK_TEST_ENTRY(TestWindowRoutesBulk),
                                        MK_TEST_ENTRY(TestWindowRoutesCare),
                                        MK_TEST_ENTRY(TestWindowRoutesJobs)});
}
