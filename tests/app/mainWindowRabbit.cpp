// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/Crypto.h"
#include "support/TestMain.h"

#include <QApplication>

MK_TEST_DECLARE(TestWindowMessage)
MK_TEST_DECLARE(TestWindowQueues)

int main(int argc, char **argv)
{
    if (!mk::crypto::initialise())
        return 1;
    return mk::test::run<QApplication>(argc, argv, {MK_TEST_ENTRY(TestWindowMessage), MK_TEST_ENTRY(TestWindowQueues)});
}
