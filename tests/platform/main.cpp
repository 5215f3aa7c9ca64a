// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include <QCoreApplication>

MK_TEST_DECLARE(TestJournal)
MK_TEST_DECLARE(TestJournalFile)
MK_TEST_DECLARE(TestKvPlans)
MK_TEST_DECLARE(TestPlanCrash)
MK_TEST_DECLARE(TestPlanFaults)
MK_TEST_DECLARE(TestPlanRunner)
MK_TEST_DECLARE(TestRequestMeter)

int main(int argc, char **argv)
{
    return mk::test::run<QCoreApplication>(argc, argv,
                                           {
                                               MK_TEST_ENTRY(TestJournal),
                                               MK_TEST_ENTRY(TestJournalFile),
                                               MK_TEST_ENTRY(TestKvPlans),
                                               MK_TEST_ENTRY(TestPlanCrash),
                                               MK_TEST_ENTRY(TestPlanFaults),
                                               MK_TEST_ENTRY(TestPlanRunner),
                                               MK_TEST_ENTRY(TestRequestMeter),
                                           });
}
