// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/Crypto.h"
#include "support/TestMain.h"

#include <QCoreApplication>

MK_TEST_DECLARE(TestMessageReal)
MK_TEST_DECLARE(TestRepairReal)
MK_TEST_DECLARE(TestSessionReal)
MK_TEST_DECLARE(TestWriteReal)

int main(int argc, char **argv)
{
    if (!mk::crypto::initialise())
        return 1;
    return mk::test::run<QCoreApplication>(argc, argv, {MK_TEST_ENTRY(TestMessageReal), MK_TEST_ENTRY(TestRepairReal), MK_TEST_ENTRY(TestSessionReal), MK_TEST_ENTRY(TestWriteReal)});
}
