// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/Crypto.h"
#include "support/TestMain.h"

#include <QApplication>

MK_TEST_DECLARE(TestWindowServices)
MK_TEST_DECLARE(TestWindowKeys)
MK_TEST_DECLARE(TestWindowConflict)
MK_TEST_DECLARE(TestWindowOutage)
MK_TEST_DECLARE(TestWindowOverview)
MK_TEST_DECLARE(TestWindowWalk)
MK_TEST_DECLARE(TestWindowApart)
MK_TEST_DECLARE(TestWindowStart)

int main(int argc, char **argv)
{
    if (!mk::crypto::initialise())
        return 1;
    return mk::test::run<QApplication>(
        argc, argv,
        {MK_TEST_ENTRY(TestWindowServices), MK_TEST_ENTRY(TestWindowKeys), MK_TEST_ENTRY(TestWindowConflict),
         MK_TEST_ENTRY(TestWindowOutage), MK_TEST_ENTRY(TestWindowOverview), MK_TEST_ENTRY(TestWindowWalk), MK_TEST_ENTRY(TestWindowApart),
         MK_TEST_ENTRY(TestWindowStart)});
}
