// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include <QCoreApplication>

MK_TEST_DECLARE(TestConsulHost)
MK_TEST_DECLARE(TestMessagePath)
MK_TEST_DECLARE(TestMessageRouting)
MK_TEST_DECLARE(TestRequestPath)
MK_TEST_DECLARE(TestRequestText)
MK_TEST_DECLARE(TestPlatformMap)
MK_TEST_DECLARE(TestRouteClaims)
MK_TEST_DECLARE(TestRouteParts)
MK_TEST_DECLARE(TestRouteRandom)
MK_TEST_DECLARE(TestRouteRules)
MK_TEST_DECLARE(TestRouteSample)

int main(int argc, char **argv)
{
    return mk::test::run<QCoreApplication>(argc, argv,
                                           {
                                               MK_TEST_ENTRY(TestConsulHost),
                                               MK_TEST_ENTRY(TestMessagePath),
                                               MK_TEST_ENTRY(TestMessageRouting),
                                               MK_TEST_ENTRY(TestRequestPath),
                                               MK_TEST_ENTRY(TestRequestText),
                                               MK_TEST_ENTRY(TestPlatformMap), MK_TEST_ENTRY(TestRouteClaims),
                                               MK_TEST_ENTRY(TestRouteParts),
                                               MK_TEST_ENTRY(TestRouteRandom),
                                               MK_TEST_ENTRY(TestRouteRules),
                                               MK_TEST_ENTRY(TestRouteSample),
                                           });
}
