// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include <QCoreApplication>

MK_TEST_DECLARE(TestAnswerCheck)
MK_TEST_DECLARE(TestDemoReplay)
MK_TEST_DECLARE(TestDemoRouter)
MK_TEST_DECLARE(TestDemoSources)
MK_TEST_DECLARE(TestSystemReplay)

int main(int argc, char **argv)
{
    return mk::test::run<QCoreApplication>(argc, argv,
                                           {MK_TEST_ENTRY(TestAnswerCheck), MK_TEST_ENTRY(TestDemoReplay),
                                            MK_TEST_ENTRY(TestDemoRouter), MK_TEST_ENTRY(TestDemoSources),
                                            MK_TEST_ENTRY(TestSystemReplay)});
}
