// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QStringList>
#include <QTest>

#include <algorithm>
#include <cstdio>
#include <initializer_list>
#include <memory>

// Several test classes in one program.
//
// TestThing.cpp:  class TestThing : public QObject { Q_OBJECT ... };
//                 MK_TEST_CLASS(TestThing)
//                 #include "TestThing.moc"
// main.cpp:       #include "support/TestMain.h"
//                 MK_TEST_DECLARE(TestThing)
//                 int main(int argc, char **argv)
//                 {
//                     return mk::test::run<QCoreApplication>(argc, argv, {MK_TEST_ENTRY(TestThing)});
//                 }
//
// A whole class is skipped by QSKIP in init(), never in initTestCase(): Qt Test 6.4 would skip the classes after it, too.
//
// "test_core TestThing" runs that class alone, "test_core TestThing aFunction:aRow" one function of it; every other
// argument goes to Qt Test.
#define MK_TEST_DECLARE(Class) std::unique_ptr<QObject> mkMake##Class();
#define MK_TEST_CLASS(Class)                                                                                           \
    std::unique_ptr<QObject> mkMake##Class();                                                                          \
    std::unique_ptr<QObject> mkMake##Class()                                                                           \
    {                                                                                                                  \
        return std::make_unique<Class>();                                                                              \
    }
#define MK_TEST_ENTRY(Class)                                                                                           \
    mk::test::Entry                                                                                                    \
    {                                                                                                                  \
#Class, &mkMake##Class                                                                                         \
    }

namespace mk::test {

struct Entry
{
    const char *name;
    std::unique_ptr<QObject> (*make)();
};

// The number of failed functions (127 at most: more would not fit an exit code), 0 when all is well.
template<class Application> int run(int argc, char **argv, std::initializer_list<Entry> entries)
{
    Application application(argc, argv);
    QTEST_SET_MAIN_SOURCE_PATH
    QStringList arguments = application.arguments();
    QString only;
    const bool namesClass = std::any_of(entries.begin(), entries.end(), [&arguments](const Entry &entry) {
        return arguments.value(1) == QLatin1String(entry.name);
    });
    if (namesClass)
        only = arguments.takeAt(1);

    int failures = 0;
    int classes = 0;
    QStringList failed;
    for (const Entry &entry : entries) {
        const QString name = QLatin1String(entry.name);
        if (!only.isEmpty() && name != only)
            continue;
        ++classes;
        const std::unique_ptr<QObject> object = entry.make();
        const int failedHere = QTest::qExec(object.get(), arguments); // prints the totals of the class
        if (failedHere != 0)
            failed << name;
        failures += failedHere;
    }
    std::printf("==> %d classes, %d failed functions%s%s\n", classes, failures, failed.isEmpty() ? "" : " in ",
                qPrintable(failed.join(QLatin1String(", "))));
    std::fflush(stdout);
    return std::min(failures, 127);
}

} // namespace mk::test
