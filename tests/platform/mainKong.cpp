// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/Crypto.h"
#include "support/TestMain.h"

#include <QCoreApplication>

MK_TEST_DECLARE(TestBlastRadius)
MK_TEST_DECLARE(TestKongEntities)
MK_TEST_DECLARE(TestKongFaults)
MK_TEST_DECLARE(TestKongGuards)
MK_TEST_DECLARE(TestKongJobs)
MK_TEST_DECLARE(TestKongPlans)
MK_TEST_DECLARE(TestPluginOrder)
MK_TEST_DECLARE(TestKongStores)
MK_TEST_DECLARE(TestKongTraps)
MK_TEST_DECLARE(TestStartLadder)

int main(int argc, char **argv)
{
    if (!mk::crypto::initialise())
        return 1;
    return mk::test::run<QCoreApplication>(
        argc, argv,
        {MK_TEST_ENTRY(TestBlastRadius),
         MK_TEST_ENTRY(TestKongEntities),
         MK_TEST_ENTRY(TestKongFaults),
         MK_TEST_ENTRY(TestKongGuards),
         MK_TEST_ENTRY(TestKongJobs),
         MK_TEST_ENTRY(TestKongPlans),
         MK_TEST_ENTRY(TestPluginOrder),
         MK_TEST_ENTRY(TestKongStores),
         MK_TEST_ENTRY(TestKongTraps),
         MK_TEST_ENTRY(TestStartLadder)});
}
