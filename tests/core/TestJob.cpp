// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/Job.h"
#include "support/TestMain.h"

#include <QSemaphore>
#include <QSignalSpy>
#include <QTimer>

using namespace mk;

namespace {

// Ends inside its own start and tries to end again: the worst citizen that the base must tame.
class HastyJob final : public Job<int>
{
public:
    using Job::Job;

protected:
    void onStart() override
    {
        finish(1);
        finish(2);
        finishError(Error::make(ErrorKind::Internal));
    }
};

// Ends again while it is being cancelled.
class StubbornJob final : public Job<int>
{
public:
    using Job::Job;
    int *cancels = nullptr;

protected:
    void onStart() override {}
    void onCancel() override
    {
        ++*cancels;
        finish(3);
    }
};

// What a job has brought so far.
struct Seen
{
    int ends = 0;
    std::optional<Result<int>> result;
    std::function<void(const Result<int> &)> recorder()
    {
        return [this](const Result<int> &end) {
            ++ends;
            result = end;
        };
    }
};

// Lets everything run that is waiting in the event loop, deferred deletions too.
void settle()
{
    for (int i = 0; i < 5; ++i) {
        QCoreApplication::sendPostedEvents();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QCoreApplication::processEvents();
    }
}

Error anError()
{
    return Error::make(ErrorKind::Server, QStringLiteral("test"));
}

} // namespace

class TestJob : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void endsOnceAndNotInsideStart()
    {
        Seen seen;
        auto *job = new HastyJob(this);
        const QPointer<JobBase> alive(job);
        QSignalSpy ended(job, &JobBase::ended);
        QCOMPARE(job->state(), JobBase::State::Created);
        job->start();
        QCOMPARE(seen.ends, 0);
        job->done(this, seen.recorder()); // attached after start, before the event loop
        settle();
        QCOMPARE(seen.ends, 1);
        QCOMPARE(**seen.result, 1);
        QCOMPARE(ended.size(), 1);
        QVERIFY(!alive); // deletes itself
    }

    void startingTwiceStartsOnce()
    {
        Seen seen;
        auto *job = new HastyJob(this);
        job->done(this, seen.recorder());
        job->start();
        job->start();
        settle();
        QCOMPARE(seen.ends, 1);
    }

    void cancelEndsItOnceAndNotInsideCancel()
    {
        Seen seen;
        int cancels = 0;
        auto *job = new StubbornJob(this);
        job->cancels = &cancels;
        job->done(this, seen.recorder());
        job->start();
        job->cancel();
        job->cancel();
        QCOMPARE(seen.ends, 0);
        QVERIFY(job->isCancelled());
        settle();
        QCOMPARE(cancels, 1);
        QCOMPARE(seen.ends, 1);
        QVERIFY(!*seen.result);
        QCOMPARE(seen.result->error().kind, ErrorKind::Cancelled);
    }

    void oneThatNeverStartedCanBeCancelled()
    {
        Seen seen;
        auto *job = new HastyJob(this);
        job->done(this, seen.recorder());
        job->cancel();
        settle();
        QCOMPARE(seen.ends, 1);
        QCOMPARE(seen.result->error().kind, ErrorKind::Cancelled);
    }

    void cancelAfterTheEndChangesNothing()
    {
        Seen seen;
        auto *job = new HastyJob(this);
        job->done(this, seen.recorder());
        job->start();
        job->cancel(); // the result is in already, only not delivered
        settle();
        QCOMPARE(seen.ends, 1);
        QCOMPARE(**seen.result, 1);
    }

    void noCallbackAfterItsContext()
    {
        Seen kept;
        Seen gone;
        auto context = std::make_unique<QObject>();
        auto *job = readyJob<int>(this, 5);
        job->done(context.get(), gone.recorder());
        job->done(this, kept.recorder());
        context.reset();
        settle();
        QCOMPARE(gone.ends, 0);
        QCOMPARE(kept.ends, 1);
    }

    void aCallbackMayEndTheContextOfTheNext()
    {
        Seen second;
        auto *context = new QObject(this);
        auto *job = readyJob<int>(this, 5);
        job->done(this, [context](const Result<int> &) { delete context; });
        job->done(context, second.recorder());
        settle();
        QCOMPARE(second.ends, 0);
    }

    void noCallbackAfterItsParent()
    {
        Seen seen;
        auto parent = std::make_unique<QObject>();
        auto *job = new PromiseJob<int>(parent.get());
        const QPointer<JobBase> alive(job);
        job->done(this, seen.recorder());
        parent.reset();
        QVERIFY(!alive);
        settle();
        QCOMPARE(seen.ends, 0);

        // Also when the end is on its way already.
        parent = std::make_unique<QObject>();
        readyJob<int>(parent.get(), 5)->done(this, seen.recorder());
        parent.reset();
        settle();
        QCOMPARE(seen.ends, 0);
    }

    void aCallbackMayDeleteTheOwner()
    {
        Seen after;
        auto *parent = new QObject;
        auto *job = new PromiseJob<int>(parent);
        job->done(this, [parent](const Result<int> &) { delete parent; });
        job->done(this, after.recorder());
        job->resolve(1);
        QCOMPARE(after.ends, 1); // its own context is alive
        QCOMPARE(**after.result, 1);
    }

    void promisesTellWhenTheyAreCancelled()
    {
        int handled = 0;
        Seen seen;
        auto *job = new PromiseJob<int>(this);
        job->setCancelHandler([&handled] { ++handled; });
        job->done(this, seen.recorder());
        job->cancel();
        job->resolve(7); // too late
        settle();
        QCOMPARE(handled, 1);
        QCOMPARE(seen.result->error().kind, ErrorKind::Cancelled);
    }

    void mapping()
    {
        Seen good;
        Seen bad;
        const auto doubled = [](const Result<int> &value) -> Result<int> {
            return value ? Result<int>(*value * 2) : Result<int>(fail(value.error()));
        };
        mapJob<int>(this, readyJob<int>(this, 21), doubled)->done(this, good.recorder());
        mapJob<int>(this, readyJob<int>(this, fail(anError())), doubled)->done(this, bad.recorder());
        settle();
        QCOMPARE(**good.result, 42);
        QCOMPARE(bad.result->error().reason, QStringLiteral("test"));
    }

    void awaitingPassesErrorsOnAndCancelsDownwards()
    {
        class Chain final : public Job<int>
        {
        public:
            Chain(QObject *parent, Job<int> *first, Job<int> *second)
                : Job(parent)
                , m_first(first)
                , m_second(second)
            {
                start();
            }

        protected:
            void onStart() override
            {
                awaitValue(m_first, [this](int value) {
                    awaitValue(m_second, [this, value](int other) { finish(value + other); });
                });
            }

        private:
            Job<int> *m_first;
            Job<int> *m_second;
        };

        Seen sum;
        (new Chain(this, readyJob<int>(this, 1), new HastyJob(this)))->done(this, sum.recorder());
        // HastyJob was not started: the chain waits for ever on it, unless cancelled.
        settle();
        QCOMPARE(sum.ends, 0);

        Seen error;
        (new Chain(this, readyJob<int>(this, fail(anError())), new PromiseJob<int>(this)))
            ->done(this, error.recorder());
        settle();
        QCOMPARE(error.result->error().reason, QStringLiteral("test"));

        Seen cancelled;
        int handled = 0;
        auto *second = new PromiseJob<int>(this);
        second->setCancelHandler([&handled] { ++handled; });
        auto *chain = new Chain(this, readyJob<int>(this, 1), second);
        chain->done(this, cancelled.recorder());
        settle(); // now it awaits the second
        QCOMPARE(cancelled.ends, 0);
        chain->cancel();
        settle();
        QCOMPARE(handled, 1);
        QCOMPARE(cancelled.result->error().kind, ErrorKind::Cancelled);
    }

    void joinKeepsTheOrderGiven()
    {
        auto *first = new PromiseJob<int>(this);
        auto *second = new PromiseJob<int>(this);
        auto *join =
            new JoinJob<int>(this, {first, second, readyJob<int>(this, fail(anError()))}, JoinPolicy::WaitForAll);
        QSignalSpy progressed(join, &JobBase::progressed);
        std::optional<Result<std::vector<Result<int>>>> end;
        join->done(this, [&end](const Result<std::vector<Result<int>>> &result) { end = result; });
        settle();
        second->resolve(2);
        QVERIFY(!end);
        first->resolve(1);
        QVERIFY(end && *end);
        const std::vector<Result<int>> &results = **end;
        QCOMPARE(results.size(), size_t(3));
        QCOMPARE(*results[0], 1);
        QCOMPARE(*results[1], 2);
        QCOMPARE(results[2].error().reason, QStringLiteral("test"));
        QCOMPARE(progressed.size(), 3);
        QCOMPARE(progressed.last().at(0).toLongLong(), 3);
        QCOMPARE(progressed.last().at(1).toLongLong(), 3);
    }

    void joinOfNothingEnds()
    {
        int ends = 0;
        (new JoinJob<int>(this, {}, JoinPolicy::WaitForAll))->done(this, [&ends](const auto &result) {
            ++ends;
            QVERIFY(result && result->empty());
        });
        QCOMPARE(ends, 0);
        settle();
        QCOMPARE(ends, 1);
    }

    void joinCancelsTheRestWhenAsked()
    {
        int handled = 0;
        auto *waiting = new PromiseJob<int>(this);
        waiting->setCancelHandler([&handled] { ++handled; });
        auto *failing = new PromiseJob<int>(this);
        auto *join = new JoinJob<int>(this, {waiting, failing}, JoinPolicy::CancelRestOnError);
        std::optional<std::vector<Result<int>>> results;
        join->done(this, [&results](const auto &end) { results = *end; });
        failing->resolve(fail(anError()));
        settle();
        QCOMPARE(handled, 1);
        QVERIFY(results);
        QCOMPARE(results->at(0).error().kind, ErrorKind::Cancelled);
        QCOMPARE(results->at(1).error().reason, QStringLiteral("test"));
    }

    void cancellingAJoinCancelsItsJobs()
    {
        int handled = 0;
        std::vector<Job<int> *> jobs;
        for (int i = 0; i < 3; ++i) {
            auto *job = new PromiseJob<int>(this);
            job->setCancelHandler([&handled] { ++handled; });
            jobs.push_back(job);
        }
        auto *join = new JoinJob<int>(this, jobs, JoinPolicy::WaitForAll);
        std::optional<ErrorKind> end;
        join->done(this, [&end](const auto &result) { end = result.error().kind; });
        join->cancel();
        settle();
        QCOMPARE(handled, 3);
        QVERIFY(end == ErrorKind::Cancelled);
    }

    void theLatestWins()
    {
        Seen older;
        Seen newer;
        Seen other;
        JobScope scope;
        auto *first = new PromiseJob<int>(this);
        scope.restart(QStringLiteral("load"), first)->done(this, older.recorder());
        auto *elsewhere = new PromiseJob<int>(this);
        scope.restart(QStringLiteral("other"), elsewhere)->done(this, other.recorder());
        auto *second = new PromiseJob<int>(this);
        scope.restart(QStringLiteral("load"), second)->done(this, newer.recorder());
        first->resolve(1);
        second->resolve(2);
        settle();
        QCOMPARE(older.result->error().kind, ErrorKind::Cancelled);
        QCOMPARE(**newer.result, 2);
        QCOMPARE(other.ends, 0);
        QVERIFY(!scope.isRunning(QStringLiteral("load")));
        QVERIFY(scope.isRunning(QStringLiteral("other")));
        scope.cancelAll();
        settle();
        QCOMPARE(other.result->error().kind, ErrorKind::Cancelled);
    }

    void aScopeTakesItsJobsAlong()
    {
        Seen seen;
        {
            JobScope scope;
            scope.restart(QStringLiteral("load"), new PromiseJob<int>(this))->done(this, seen.recorder());
        }
        settle();
        QCOMPARE(seen.result->error().kind, ErrorKind::Cancelled);
    }

    void workersRunElsewhereAndAnswerHere()
    {
        QThread *ranOn = nullptr;
        QThread *answeredOn = nullptr;
        Seen seen;
        Job<int> *job = runOnWorker<int>(this, [&ranOn](const CancelFlag &) -> Result<int> {
            ranOn = QThread::currentThread();
            return 11;
        });
        job->done(this, [&](const Result<int> &result) {
            answeredOn = QThread::currentThread();
            seen.recorder()(result);
        });
        QTRY_COMPARE(seen.ends, 1);
        QCOMPARE(**seen.result, 11);
        QVERIFY(ranOn && ranOn != QThread::currentThread());
        QCOMPARE(answeredOn, QThread::currentThread());
    }

    void aCancelledWorkerIsToldAndNotHeard()
    {
        QThreadPool pool;
        QSemaphore started;
        QSemaphore goOn;
        std::atomic_bool sawFlag{false};
        Seen seen;
        Job<int> *job = runOnWorker<int>(
            this,
            [&](const CancelFlag &flag) -> Result<int> {
                started.release();
                goOn.acquire();
                sawFlag = flag.isSet();
                return 1;
            },
            &pool);
        job->done(this, seen.recorder());
        started.acquire();
        job->cancel();
        goOn.release();
        pool.waitForDone();
        settle();
        QVERIFY(sawFlag);
        QCOMPARE(seen.ends, 1);
        QCOMPARE(seen.result->error().kind, ErrorKind::Cancelled);
    }

    void aWorkerOutlivesItsOwnerQuietly()
    {
        QThreadPool pool;
        QSemaphore started;
        QSemaphore goOn;
        std::atomic_bool sawFlag{false};
        Seen seen;
        auto parent = std::make_unique<QObject>();
        runOnWorker<int>(
            parent.get(),
            [&](const CancelFlag &flag) -> Result<int> {
                started.release();
                goOn.acquire();
                sawFlag = flag.isSet();
                return 1;
            },
            &pool)
            ->done(this, seen.recorder());
        started.acquire();
        parent.reset();
        goOn.release();
        pool.waitForDone();
        settle();
        QVERIFY(sawFlag);
        QCOMPARE(seen.ends, 0);
    }

    void aWorkerThatWaitsInTheQueueIsNotBegun()
    {
        QThreadPool pool;
        pool.setMaxThreadCount(1);
        QSemaphore goOn;
        pool.start([&goOn] { goOn.acquire(); });
        std::atomic_bool hasBegun{false};
        Seen seen;
        Job<int> *job = runOnWorker<int>(
            this,
            [&hasBegun](const CancelFlag &) -> Result<int> {
                hasBegun = true;
                return 1;
            },
            &pool);
        job->done(this, seen.recorder());
        job->cancel();
        goOn.release();
        pool.waitForDone();
        settle();
        QVERIFY(!hasBegun);
        QCOMPARE(seen.ends, 1);
    }

    void childrenOfAJobGoWithIt()
    {
        Seen seen;
        auto *inner = new PromiseJob<int>(this);
        const QPointer<JobBase> innerAlive(inner);
        auto parent = std::make_unique<QObject>();
        mapJob<int>(parent.get(), static_cast<Job<int> *>(inner), [](const Result<int> &value) {
            return value;
        })->done(this, seen.recorder());
        parent.reset();
        QVERIFY(!innerAlive);
        settle();
        QCOMPARE(seen.ends, 0);
    }

    void workersOwnWhatTheyRead()
    {
        Seen seen;
        auto value = std::make_shared<const std::vector<int>>(std::vector<int>{1, 2, 3});
        runOnWorker<int>(this, [value = std::move(value)](const CancelFlag &) -> Result<int> {
            return int(value->size());
        })->done(this, seen.recorder());
        QTRY_COMPARE(seen.ends, 1);
        QCOMPARE(**seen.result, 3);
    }
};

MK_TEST_CLASS(TestJob)
#include "TestJob.moc"
