// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/Crypto.h"
#include "support/TestMain.h"

#include <QCoreApplication>

MK_TEST_DECLARE(TestAtomicFile)
MK_TEST_DECLARE(TestCrypto)
MK_TEST_DECLARE(TestError)
MK_TEST_DECLARE(TestFormat)
MK_TEST_DECLARE(TestJob)
MK_TEST_DECLARE(TestProcess)
MK_TEST_DECLARE(TestRedactor)
MK_TEST_DECLARE(TestSafeText)

int processHelper(int argc, char **argv); // TestProcess.cpp

int main(int argc, char **argv)
{
    // A part in a play of TestProcess: the parent that is killed, or its child.
    if (argc == 2 && QByteArray(argv[1]).startsWith("--be-"))
        return processHelper(argc, argv);
    if (!mk::crypto::initialise())
        return 1;
    return mk::test::run<QCoreApplication>(
        argc, argv,
        {MK_TEST_ENTRY(TestAtomicFile), MK_TEST_ENTRY(TestCrypto), MK_TEST_ENTRY(TestError), MK_TEST_ENTRY(TestFormat),
         MK_TEST_ENTRY(TestJob), MK_TEST_ENTRY(TestProcess), MK_TEST_ENTRY(TestRedactor), MK_TEST_ENTRY(TestSafeText)});
}
