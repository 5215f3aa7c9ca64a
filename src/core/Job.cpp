// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/Job.h"

#include <QThread>

namespace mk {

JobBase::JobBase(QObject *parent) : QObject(parent) {}

void JobBase::start()
{
    if (m_state != State::Created)
        return;
    Q_ASSERT(thread() == QThread::currentThread());
    m_state = State::Running;
    m_holding = true;
    onStart();
    m_holding = false;
}

void JobBase::cancel()
{
    if (m_state == State::Ended || m_resultIsIn)
        return;
    m_state = State::Running; // one that was never started ends all the same
    m_cancelled = true;
    setCancelledResult();
    m_resultIsIn = true;
    m_holding = true;
    onCancel();
    m_holding = false;
    QMetaObject::invokeMethod(this, &JobBase::deliverAndDelete, Qt::QueuedConnection);
}

void JobBase::endSoon()
{
    m_resultIsIn = true;
    if (m_holding)
        QMetaObject::invokeMethod(this, &JobBase::deliverAndDelete, Qt::QueuedConnection);
    else
        deliverAndDelete();
}

void JobBase::deliverAndDelete()
{
    if (m_state == State::Ended)
        return;
    m_state = State::Ended;
    const QPointer<JobBase> self(this);
    deliver();
    if (!self)
        return; // a callback deleted our owner
    Q_EMIT ended();
    if (self)
        deleteLater();
}

void JobScope::adopt(const QString &key, JobBase *job)
{
    cancel(key);
    m_jobs.insert(key, job);
}

void JobScope::cancel(const QString &key)
{
    if (const QPointer<JobBase> job = m_jobs.take(key))
        job->cancel();
}

void JobScope::cancelAll()
{
    const auto jobs = std::exchange(m_jobs, {});
    for (const QPointer<JobBase> &job : jobs) {
        if (job)
            job->cancel();
    }
}

bool JobScope::isRunning(const QString &key) const
{
    const QPointer<JobBase> job = m_jobs.value(key);
    return job && job->state() == JobBase::State::Running;
}

} // namespace mk
