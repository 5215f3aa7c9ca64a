// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/Crypto.h"
#include "support/TestMain.h"

#include <QCoreApplication>

MK_TEST_DECLARE(TestFeeds)
MK_TEST_DECLARE(TestLiveStore)
MK_TEST_DECLARE(TestRabbitStores)
MK_TEST_DECLARE(TestSettings)
MK_TEST_DECLARE(TestUpgrade)

int main(int argc, char **argv)
{
    if (!mk::crypto::initialise())
        return 1;
    return mk::test::run<QCoreApplication>(argc, argv,
                                           {
                                               MK_TEST_ENTRY(TestFeeds),
                                               MK_TEST_ENTRY(TestLiveStore),
                                               MK_TEST_ENTRY(TestRabbitStores),
                                               MK_TEST_ENTRY(TestSettings),
                                               MK_TEST_ENTRY(TestUpgrade),
                                           });
}
