// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include <QCoreApplication>

MK_TEST_DECLARE(TestDemoProgram)
MK_TEST_DECLARE(TestFormBody)
MK_TEST_DECLARE(TestHttpServer)
MK_TEST_DECLARE(TestKongAdminNew)
MK_TEST_DECLARE(TestKongAdminOld)
MK_TEST_DECLARE(TestMisbehaviour)
MK_TEST_DECLARE(TestPlatformFaults)

int main(int argc, char **argv)
{
    return mk::test::run<QCoreApplication>(argc, argv,
                                           {MK_TEST_ENTRY(TestDemoProgram), MK_TEST_ENTRY(TestFormBody),
                                            MK_TEST_ENTRY(TestHttpServer), MK_TEST_ENTRY(TestKongAdminNew),
                                            MK_TEST_ENTRY(TestKongAdminOld),
                                            MK_TEST_ENTRY(TestMisbehaviour), MK_TEST_ENTRY(TestPlatformFaults)});
}
