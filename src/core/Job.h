// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Result.h"

#include <QHash>
#include <QObject>
#include <QPointer>
#include <QThreadPool>

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <type_traits>
#include <vector>

namespace mk {

// One piece of asynchronous work, on the GUI thread.
//
// Promises to whoever holds one:
// - it ends exactly once with a Result, and never inside start() or cancel(): both return first;
// - it belongs to its QObject parent and stops, silently, when that is destroyed;
// - a callback never runs once its context object is gone;
// - after the callbacks ran the job deletes itself.
//
// Functions that return a Job return it *started*; attach done() before returning to the event loop.
class JobBase : public QObject
{
    Q_OBJECT
public:
    enum class State { Created, Running, Ended };

    explicit JobBase(QObject *parent);

    void start();
    // Ends the job with ErrorKind::Cancelled and frees what it holds. Harmless when it has ended.
    void cancel();
    State state() const { return m_state; }
    bool isCancelled() const { return m_cancelled; }

Q_SIGNALS:
    // How far a long job has come; total is -1 where it is not known.
    void progressed(qint64 done, qint64 total);
    // After the last callback. Carries no result: use done().
    void ended();

protected:
    virtual void onStart() = 0;
    // Release sockets, timers, children. The Cancelled result is delivered by the base.
    virtual void onCancel() {}
    // Runs the callbacks and lets go of the result.
    virtual void deliver() = 0;
    virtual void setCancelledResult() = 0;

    // Derived classes call it once their result is stored.
    void endSoon();
    bool mayEnd() const { return m_state == State::Running && !m_resultIsIn; }

private:
    void deliverAndDelete();

    State m_state = State::Created;
    bool m_holding = false; // inside start() or cancel(): deliver later
    bool m_resultIsIn = false;
    bool m_cancelled = false;
};

template <class T>
class Job : public JobBase
{
public:
    using Value = T;
    using Callback = std::function<void(const Result<T> &)>;

    using JobBase::JobBase;

    // fn(const Result<T>&) runs when the job ends, unless context has been destroyed by then.
    template <class F>
    Job *done(QObject *context, F &&fn)
    {
        m_callbacks.push_back({context, Callback(std::forward<F>(fn))});
        return this;
    }

protected:
    // The only way to end. A second call, or one after cancel(), is ignored.
    void finish(Result<T> result)
    {
        if (!mayEnd())
            return;
        m_result.emplace(std::move(result));
        endSoon();
    }
    void finishError(Error error) { finish(fail(std::move(error))); }

    // Runs a child job as a step of this one: it is cancelled with this one, and fn(const Result<U>&) sees its end.
    template <class U, class F>
    void await(Job<U> *child, F &&fn)
    {
        child->setParent(this);
        m_children.append(child);
        child->done(this, [this, fn = std::forward<F>(fn)](const Result<U> &result) {
            if (mayEnd())
                fn(result);
        });
    }
    // Like await, but an error ends this job with that error; fn(const U&) sees the value.
    template <class U, class F>
    void awaitValue(Job<U> *child, F &&fn)
    {
        await(child, [this, fn = std::forward<F>(fn)](const Result<U> &result) {
            if (result)
                fn(*result);
            else
                finishError(result.error());
        });
    }

    void onCancel() override
    {
        const auto children = std::exchange(m_children, {});
        for (const QPointer<JobBase> &child : children) {
            if (child)
                child->cancel();
        }
    }
    // What a cancelled job ends with; asked before onCancel(). Kind Cancelled, more where there is more to tell.
    virtual Error cancelledError() const { return Error::cancelled(); }
    void setCancelledResult() override { m_result.emplace(fail(cancelledError())); }
    void deliver() override
    {
        const auto callbacks = std::exchange(m_callbacks, {});
        const auto result = std::make_shared<const Result<T>>(std::move(*m_result));
        m_result.reset();
        for (const Entry &entry : callbacks) {
            if (entry.context)
                entry.fn(*result);
        }
    }

private:
    struct Entry
    {
        QPointer<QObject> context;
        Callback fn;
    };
    std::vector<Entry> m_callbacks;
    std::optional<Result<T>> m_result;
    QList<QPointer<JobBase>> m_children;
};

// A job that its maker ends by hand: the bridge from signals to jobs.
template <class T>
class PromiseJob final : public Job<T>
{
public:
    explicit PromiseJob(QObject *parent) : Job<T>(parent) { this->start(); }

    void resolve(Result<T> result) { this->finish(std::move(result)); }
    // Called when somebody cancels the job.
    void setCancelHandler(std::function<void()> handler) { m_onCancel = std::move(handler); }

protected:
    void onStart() override {}
    void onCancel() override
    {
        if (m_onCancel)
            m_onCancel();
        Job<T>::onCancel();
    }

private:
    std::function<void()> m_onCancel;
};

// A started job that ends with this result on the next turn of the event loop.
template <class T>
Job<T> *readyJob(QObject *parent, Result<T> result)
{
    class Ready final : public Job<T>
    {
    public:
        Ready(QObject *parent, Result<T> result) : Job<T>(parent), m_value(std::move(result)) {}

    protected:
        void onStart() override { this->finish(std::move(m_value)); }

    private:
        Result<T> m_value;
    };
    auto *job = new Ready(parent, std::move(result));
    job->start();
    return job;
}

// fn(const Result<T>&) -> Result<U> applied to the end of another job.
template <class U, class T, class F>
Job<U> *mapJob(QObject *parent, Job<T> *source, F &&fn)
{
    class Map final : public Job<U>
    {
    public:
        Map(QObject *parent, Job<T> *source, F &&fn) : Job<U>(parent), m_source(source), m_fn(std::forward<F>(fn)) {}

    protected:
        void onStart() override
        {
            this->await(m_source, [this](const Result<T> &result) { this->finish(m_fn(result)); });
        }

    private:
        Job<T> *m_source;
        std::decay_t<F> m_fn;
    };
    auto *job = new Map(parent, source, std::forward<F>(fn));
    job->start();
    return job;
}

enum class JoinPolicy { WaitForAll, CancelRestOnError };

// Ends when all of its jobs have ended, with their results in the order given (never an error of its own).
template <class T>
class JoinJob final : public Job<std::vector<Result<T>>>
{
public:
    JoinJob(QObject *parent, std::vector<Job<T> *> jobs, JoinPolicy policy)
        : Job<std::vector<Result<T>>>(parent), m_jobs(std::move(jobs)), m_policy(policy)
    {
        for (Job<T> *job : m_jobs)
            job->setParent(this);
        this->start();
    }

protected:
    void onStart() override
    {
        m_results.assign(m_jobs.size(), fail(Error::cancelled()));
        m_open = m_jobs.size();
        if (m_open == 0)
            this->finish(std::move(m_results));
        for (size_t i = 0; i < m_jobs.size(); ++i) {
            m_alive.push_back(m_jobs[i]);
            this->await(m_jobs[i], [this, i](const Result<T> &result) {
                m_results[i] = result;
                Q_EMIT this->progressed(qint64(m_jobs.size()) - qint64(m_open) + 1, qint64(m_jobs.size()));
                if (!result && m_policy == JoinPolicy::CancelRestOnError && !m_stopping) {
                    m_stopping = true;
                    for (const QPointer<JobBase> &other : m_alive) {
                        if (other)
                            other->cancel();
                    }
                }
                if (--m_open == 0)
                    this->finish(std::move(m_results));
            });
        }
    }

private:
    std::vector<Job<T> *> m_jobs;
    std::vector<QPointer<JobBase>> m_alive;
    std::vector<Result<T>> m_results;
    JoinPolicy m_policy;
    size_t m_open = 0;
    bool m_stopping = false;
};

// Jobs by key: starting one under a key cancels the one that runs there, so the latest wins.
// The callbacks of the older one are not told: attach done() with care for Cancelled, or not at all.
class JobScope
{
public:
    JobScope() = default;
    ~JobScope() { cancelAll(); }
    Q_DISABLE_COPY_MOVE(JobScope)

    template <class T>
    Job<T> *restart(const QString &key, Job<T> *job)
    {
        adopt(key, job);
        return job;
    }
    void cancel(const QString &key);
    void cancelAll();
    bool isRunning(const QString &key) const;

private:
    void adopt(const QString &key, JobBase *job);
    QHash<QString, QPointer<JobBase>> m_jobs;
};

// A worker asks it between pieces of work; true once nobody waits for the result any more.
class CancelFlag
{
public:
    bool isSet() const { return m_set->load(std::memory_order_relaxed); }
    void set() const { m_set->store(true, std::memory_order_relaxed); }

private:
    std::shared_ptr<std::atomic_bool> m_set = std::make_shared<std::atomic_bool>(false);
};

// Runs fn(const CancelFlag&) -> Result<T> on a thread of the pool (the global one unless told otherwise). Values go in,
// values come out: fn owns everything that it reads and touches no QObject.
template <class T, class F>
Job<T> *runOnWorker(QObject *parent, F &&fn, QThreadPool *pool = nullptr)
{
    class Worker final : public Job<T>
    {
    public:
        Worker(QObject *parent, F &&fn, QThreadPool *pool)
            : Job<T>(parent), m_fn(std::forward<F>(fn)), m_pool(pool ? pool : QThreadPool::globalInstance())
        {
        }
        ~Worker() override
        {
            m_flag.set();
            const std::scoped_lock lock(m_link->mutex);
            m_link->job = nullptr;
        }

    protected:
        void onStart() override
        {
            m_link->job = this;
            m_pool->start([link = m_link, flag = m_flag, fn = std::move(m_fn)]() mutable {
                auto result = std::make_shared<Result<T>>(flag.isSet() ? Result<T>(fail(Error::cancelled())) : fn(flag));
                const std::scoped_lock lock(link->mutex);
                if (!link->job)
                    return;
                QMetaObject::invokeMethod(
                    link->job, [worker = link->job, result] { worker->finish(std::move(*result)); },
                    Qt::QueuedConnection);
            });
        }
        void onCancel() override { m_flag.set(); }

    private:
        struct Link
        {
            std::mutex mutex;
            Worker *job = nullptr;
        };
        std::decay_t<F> m_fn;
        QThreadPool *m_pool;
        CancelFlag m_flag;
        std::shared_ptr<Link> m_link = std::make_shared<Link>();
    };
    auto *job = new Worker(parent, std::forward<F>(fn), pool);
    job->start();
    return job;
}

} // namespace mk
