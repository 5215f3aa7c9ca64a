// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/Crypto.h"
#include "support/TestMain.h"

#include <QCoreApplication>

MK_TEST_DECLARE(TestEnvironment)
MK_TEST_DECLARE(TestEnvironmentFile)
MK_TEST_DECLARE(TestSession)
MK_TEST_DECLARE(TestSessionCheck)
MK_TEST_DECLARE(TestSessionEndpoints)

int main(int argc, char **argv)
{
    if (!mk::crypto::initialise())
        return 1;
    return mk::test::run<QCoreApplication>(argc, argv,
                                           {
                                               MK_TEST_ENTRY(TestEnvironment),
                                               MK_TEST_ENTRY(TestEnvironmentFile),
                                               MK_TEST_ENTRY(TestSession),
                                               MK_TEST_ENTRY(TestSessionCheck),
                                               MK_TEST_ENTRY(TestSessionEndpoints),
                                           });
}
