// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Job.h"

#include <QTest>

namespace mk::test {

// Waits for the end of a job in the test's own event loop. A job that does not end is Internal "test.no-end".
template<class T> Result<T> resultOf(Job<T> *job, int timeout = 20'000)
{
    QObject context;
    std::optional<Result<T>> result;
    job->done(&context, [&result](const Result<T> &end) { result = end; });
    if (!QTest::qWaitFor([&result] { return result.has_value(); }, timeout))
        return fail(ErrorKind::Internal, QStringLiteral("test.no-end"));
    return *std::move(result);
}

} // namespace mk::test
