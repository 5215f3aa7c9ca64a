// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include <QCoreApplication>

MK_TEST_DECLARE(TestFullDisk)

int main(int argc, char **argv)
{
    return mk::test::run<QCoreApplication>(argc, argv, {MK_TEST_ENTRY(TestFullDisk)});
}
