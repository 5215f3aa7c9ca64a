// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/KeychainStore.h"

#include "core/Crypto.h"

#include <QDir>
#include <QFileInfo>
#include <QTimer>

#include <qt6keychain/keychain.h>

namespace mk {

namespace {

Error errorOf(const QKeychain::Job &job)
{
    if (job.error() == QKeychain::EntryNotFound)
        return Error::make(ErrorKind::NotFound, QStringLiteral("secret.not-found"));
    Error error = Error::storage(QStringLiteral("secret.keychain"), job.errorString());
    error.args.insert(QStringLiteral("code"), int(job.error()));
    return error;
}

// The key ring's own job belongs to nobody and deletes itself: one that is under way must not be deleted by others.
// Ours may end before it, by the time-out or with its parent.
template<class T, class KeychainJob, class F>
Job<T> *run(KeychainJob *job, std::chrono::milliseconds timeout, QObject *parent, F &&resultOf)
{
    auto *promise = new PromiseJob<T>(parent);
    QObject::connect(job, &QKeychain::Job::finished, promise,
                     [promise, job, resultOf = std::forward<F>(resultOf)] { promise->resolve(resultOf(*job)); });
    QTimer::singleShot(timeout, promise,
                       [promise] { promise->resolve(fail(Error::storage(QStringLiteral("secret.time-out"), {}))); });
    job->start();
    return promise;
}

// The folder without links, also where its last parts are yet to be made.
QString canonicalPath(const QString &folder)
{
    const QFileInfo info(QDir::cleanPath(QDir(folder).absolutePath()));
    if (info.exists())
        return info.canonicalFilePath();
    if (info.absolutePath() == info.absoluteFilePath())
        return info.absoluteFilePath();
    return QDir(canonicalPath(info.absolutePath())).filePath(info.fileName());
}

// Leaves nothing behind, whichever of its steps fails.
class ProbeJob final : public Job<Done>
{
public:
    ProbeJob(KeychainStore *store, QObject *parent)
        : Job(parent)
        , m_store(store)
        , m_id(QStringLiteral("probe-") + QString::fromLatin1(crypto::randomBytes(6).toHex()))
        , m_value(crypto::randomBytes(16))
    {
        start();
    }

protected:
    void onStart() override
    {
        awaitValue(m_store->write(m_id, m_value, this), [this](Done) {
            await(m_store->read(m_id, this), [this](const Result<QByteArray> &read) {
                await(m_store->remove(m_id, this), [this, read](const Result<Done> &removed) {
                    if (!read)
                        finishError(read.error());
                    else if (*read != m_value)
                        finishError(Error::storage(QStringLiteral("secret.keychain"),
                                                   QStringLiteral("the key ring gave back something else")));
                    else
                        finish(removed);
                });
            });
        });
    }

private:
    KeychainStore *m_store;
    QString m_id;
    QByteArray m_value;
};

} // namespace

KeychainStore::KeychainStore(const QString &service, std::chrono::milliseconds timeout, QObject *parent)
    : SecretStore(parent)
    , m_service(service)
    , m_timeout(timeout)
{
}

QString KeychainStore::serviceFor(const QString &configFolder)
{
    const QByteArray hash = crypto::sha256(canonicalPath(configFolder).toUtf8()).toHex().left(16);
    return QStringLiteral("microkubes-console/") + QString::fromLatin1(hash);
}

Job<QByteArray> *KeychainStore::read(const QString &id, QObject *parent)
{
    auto *job = new QKeychain::ReadPasswordJob(m_service);
    job->setKey(id);
    return run<QByteArray>(job, m_timeout, parent, [](const QKeychain::ReadPasswordJob &done) -> Result<QByteArray> {
        if (done.error() != QKeychain::NoError)
            return fail(errorOf(done));
        return done.binaryData();
    });
}

Job<Done> *KeychainStore::write(const QString &id, const QByteArray &value, QObject *parent)
{
    auto *job = new QKeychain::WritePasswordJob(m_service);
    job->setKey(id);
    job->setBinaryData(value);
    return run<Done>(job, m_timeout, parent, [](const QKeychain::WritePasswordJob &done) -> Result<Done> {
        if (done.error() != QKeychain::NoError)
            return fail(errorOf(done));
        return Done{};
    });
}

Job<Done> *KeychainStore::remove(const QString &id, QObject *parent)
{
    auto *job = new QKeychain::DeletePasswordJob(m_service);
    job->setKey(id);
    return run<Done>(job, m_timeout, parent, [](const QKeychain::DeletePasswordJob &done) -> Result<Done> {
        if (done.error() != QKeychain::NoError && done.error() != QKeychain::EntryNotFound)
            return fail(errorOf(done));
        return Done{};
    });
}

Job<Done> *KeychainStore::probe(QObject *parent)
{
    return new ProbeJob(this, parent);
}

} // namespace mk
