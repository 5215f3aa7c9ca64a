// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include <QCoreApplication>

MK_TEST_DECLARE(TestConsulReal)
MK_TEST_DECLARE(TestConsulRealKv)
MK_TEST_DECLARE(TestConsulRealAcl)
MK_TEST_DECLARE(TestInfoReal)

int main(int argc, char **argv)
{
    return mk::test::run<QCoreApplication>(argc, argv,
                                           {MK_TEST_ENTRY(TestConsulReal), MK_TEST_ENTRY(TestConsulRealKv),
                                            MK_TEST_ENTRY(TestConsulRealAcl), MK_TEST_ENTRY(TestInfoReal)});
}
