// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/Crypto.h"
#include "support/TestMain.h"

#include <QApplication>

MK_TEST_DECLARE(TestWindowDemo)
MK_TEST_DECLARE(TestWindowFindings)
MK_TEST_DECLARE(TestWindowMap)
MK_TEST_DECLARE(TestWindowPath)
MK_TEST_DECLARE(TestWindowSearch)
MK_TEST_DECLARE(TestWindowStates)

int main(int argc, char **argv)
{
    if (!mk::crypto::initialise())
        return 1;
    return mk::test::run<QApplication>(argc, argv,
                                       {MK_TEST_ENTRY(TestWindowDemo),
                                        MK_TEST_ENTRY(TestWindowFindings),
                                        MK_TEST_ENTRY(TestWindowMap),
                                        MK_TEST_ENTRY(TestWindowPath),
                                        MK_TEST_ENTRY(TestWindowSearch),
                                        MK_TEST_ENTRY(TestWindowStates)});
}
