// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/Crypto.h"
#include "support/TestMain.h"

#include <QCoreApplication>

MK_TEST_DECLARE(TestEndpoint)
MK_TEST_DECLARE(TestHttpClient)
MK_TEST_DECLARE(TestHttpErrors)
MK_TEST_DECLARE(TestHttpLimits)
MK_TEST_DECLARE(TestHttpLog)
MK_TEST_DECLARE(TestHttpWrites)
MK_TEST_DECLARE(TestLongPoll)
MK_TEST_DECLARE(TestProxy)
MK_TEST_DECLARE(TestReadOnlyGate)
MK_TEST_DECLARE(TestSecrets)
MK_TEST_DECLARE(TestSecretsKeychain)
MK_TEST_DECLARE(TestTls)
MK_TEST_DECLARE(TestTunnel)
MK_TEST_DECLARE(TestUrlPath)

int main(int argc, char **argv)
{
    if (!mk::crypto::initialise())
        return 1;
    return mk::test::run<QCoreApplication>(argc, argv,
                                           {
                                               MK_TEST_ENTRY(TestEndpoint),
                                               MK_TEST_ENTRY(TestHttpClient),
                                               MK_TEST_ENTRY(TestHttpErrors),
                                               MK_TEST_ENTRY(TestHttpLimits),
                                               MK_TEST_ENTRY(TestHttpLog),
                                               MK_TEST_ENTRY(TestHttpWrites),
                                               MK_TEST_ENTRY(TestLongPoll),
                                               MK_TEST_ENTRY(TestProxy),
                                               MK_TEST_ENTRY(TestReadOnlyGate),
                                               MK_TEST_ENTRY(TestSecrets),
                                               MK_TEST_ENTRY(TestSecretsKeychain),
                                               MK_TEST_ENTRY(TestTls),
                                               MK_TEST_ENTRY(TestTunnel),
                                               MK_TEST_ENTRY(TestUrlPath),
                                           });
}
