// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include <QApplication>

MK_TEST_DECLARE(TestAboutDialog)
MK_TEST_DECLARE(TestEntityEditor)

int main(int argc, char **argv)
{
    return mk::test::run<QApplication>(argc, argv, {MK_TEST_ENTRY(TestAboutDialog), MK_TEST_ENTRY(TestEntityEditor)});
}
