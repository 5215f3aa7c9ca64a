// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include <QCoreApplication>

MK_TEST_DECLARE(TestConsulDecode)
MK_TEST_DECLARE(TestConsulHostile)
MK_TEST_DECLARE(TestConsulRequests)
MK_TEST_DECLARE(TestInfoDecode)
MK_TEST_DECLARE(TestJsonRead)
MK_TEST_DECLARE(TestKongDecode)
MK_TEST_DECLARE(TestKongList)
MK_TEST_DECLARE(TestPrometheusDecode)
MK_TEST_DECLARE(TestRabbitQueues)

int main(int argc, char **argv)
{
    return mk::test::run<QCoreApplication>(argc, argv,
                                           {MK_TEST_ENTRY(TestConsulDecode), MK_TEST_ENTRY(TestConsulHostile),
                                            MK_TEST_ENTRY(TestConsulRequests), MK_TEST_ENTRY(TestInfoDecode),
                                            MK_TEST_ENTRY(TestJsonRead), MK_TEST_ENTRY(TestKongDecode),
                                            MK_TEST_ENTRY(TestKongList), MK_TEST_ENTRY(TestPrometheusDecode),
                                            MK_TEST_ENTRY(TestRabbitQueues)});
}
