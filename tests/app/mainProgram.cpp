// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include <QGuiApplication>

MK_TEST_DECLARE(TestProgram)
MK_TEST_DECLARE(TestProgramMatch)

int main(int argc, char **argv)
{
    return mk::test::run<QGuiApplication>(argc, argv, {MK_TEST_ENTRY(TestProgram), MK_TEST_ENTRY(TestProgramMatch)});
}
