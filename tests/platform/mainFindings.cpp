// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/Crypto.h"
#include "support/TestMain.h"

#include <QCoreApplication>

MK_TEST_DECLARE(TestFindings)
MK_TEST_DECLARE(TestFindingsDemo)

int main(int argc, char **argv)
{
    if (!mk::crypto::initialise())
        return 1;
    return mk::test::run<QCoreApplication>(argc, argv, {MK_TEST_ENTRY(TestFindings), MK_TEST_ENTRY(TestFindingsDemo)});
}
