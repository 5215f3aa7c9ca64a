// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/Journal.h"

#include "core/Process.h"
#include "platform/JournalFile.h"

#include <QCoreApplication>
#include <QDir>
#include <QThreadPool>

namespace mk {

class Journal::Private
{
public:
    Private(const QString &dataFolder, const Clock *clockToUse)
        : clock(clockToUse)
        , path(QDir(dataFolder).filePath(QStringLiteral("journal.sqlite")))
        , instance(QStringLiteral("%1/%2").arg(clockToUse->now().toString(Qt::ISODateWithMs)).arg(
              QCoreApplication::applicationPid()))
    {
        // One thread that stays: a database connection may be used only by the thread that made it.
        writer.setMaxThreadCount(1);
        writer.setExpiryTimeout(-1);
    }

    // Runs work(JournalFile&) on the writer thread, in the order of the calls, whether or not anybody still waits.
    template <class T, class F>
    Job<T> *post(Journal *journal, QObject *parent, F &&work)
    {
        auto *promise = new PromiseJob<T>(parent);
        auto *job = runOnWorker<T>(
            journal,
            [this, work = std::forward<F>(work)](const CancelFlag &) mutable -> Result<T> {
                if (!file)
                    file = std::make_unique<JournalFile>(path, os::currentUserAndHost(), instance, limits);
                return work(*file);
            },
            &writer);
        job->done(promise, [promise](const Result<T> &result) { promise->resolve(result); });
        return promise;
    }

    const Clock *clock;
    const QString path;
    const QString instance;
    Limits limits;
    bool keepsBodies = false;
    std::unique_ptr<JournalFile> file; // the writer thread's
    QThreadPool writer;
};

Journal::Journal(const QString &dataFolder, const Clock *clock, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(dataFolder, clock))
{
}

Journal::~Journal()
{
    // What has been asked for is still written; then the connection ends on its own thread.
    d->writer.start([file = &d->file] { file->reset(); });
    d->writer.waitForDone();
}

void Journal::setLimits(const Limits &limits)
{
    d->limits = limits;
}

QString Journal::filePath() const
{
    return d->path;
}

QString Journal::instance() const
{
    return d->instance;
}

bool Journal::keepsBodies() const
{
    return d->keepsBodies;
}

Job<Done> *Journal::open(const crypto::Key &key, QObject *parent)
{
    d->keepsBodies = !key.isNull();
    return d->post<Done>(this, parent, [key](JournalFile &file) { return file.open(key); });
}

Job<qint64> *Journal::appendIntent(const Intent &intent, QObject *parent)
{
    auto *job = d->post<qint64>(this, parent, [intent, at = d->clock->now()](JournalFile &file) {
        return file.appendIntent(intent, at);
    });
    job->done(this, [this, planId = intent.plan.id](const Result<qint64> &written) {
        if (written)
            Q_EMIT appended(planId);
    });
    return job;
}

Job<Done> *Journal::appendOutcome(qint64 number, const Outcome &outcome, QObject *parent)
{
    auto *job = d->post<QString>(this, this, [number, outcome, at = d->clock->now()](JournalFile &file) -> Result<QString> {
        return file.appendOutcome(number, outcome, at);
    });
    job->done(this, [this](const Result<QString> &planId) {
        if (planId)
            Q_EMIT appended(*planId);
    });
    auto *promise = new PromiseJob<Done>(parent);
    job->done(promise, [promise](const Result<QString> &planId) {
        promise->resolve(planId ? Result<Done>(Done{}) : Result<Done>(fail(planId.error())));
    });
    return promise;
}

Job<QList<JournalEntry>> *Journal::list(const Query &query, QObject *parent)
{
    return d->post<QList<JournalEntry>>(this, parent, [query](JournalFile &file) { return file.list(query); });
}

Job<Journal::StoredPlan> *Journal::readPlan(const QString &planId, QObject *parent)
{
    return d->post<StoredPlan>(this, parent, [planId](JournalFile &file) { return file.readPlan(planId); });
}

Job<QList<JournalEntry>> *Journal::unsettled(const QString &environmentId, QObject *parent)
{
    return d->post<QList<JournalEntry>>(
        this, parent, [environmentId](JournalFile &file) { return file.unsettled(environmentId); });
}

Job<int> *Journal::applyRetention(const Retention &retention, QObject *parent)
{
    return d->post<int>(this, parent, [retention, now = d->clock->now()](JournalFile &file) {
        return file.applyRetention(retention, now);
    });
}

} // namespace mk
