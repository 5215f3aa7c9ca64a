// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/SecretStore.h"

#include "core/Log.h"
#include "net/EncryptedFileStore.h"
#include "net/KeychainStore.h"

#include <QDir>
#include <QFileInfo>

namespace mk {

using namespace std::chrono_literals;

namespace {

class MemoryStore final : public SecretStore
{
public:
    using SecretStore::SecretStore;

    Kind kind() const override { return Kind::Memory; }
    Job<QByteArray> *read(const QString &id, QObject *parent) override
    {
        const auto found = m_values.constFind(id);
        if (found == m_values.cend())
            return readyJob<QByteArray>(parent, fail(ErrorKind::NotFound, QStringLiteral("secret.not-found")));
        return readyJob<QByteArray>(parent, *found);
    }
    Job<Done> *write(const QString &id, const QByteArray &value, QObject *parent) override
    {
        m_values.insert(id, value);
        return readyJob<Done>(parent, Done{});
    }
    Job<Done> *remove(const QString &id, QObject *parent) override
    {
        m_values.remove(id);
        return readyJob<Done>(parent, Done{});
    }
    const QMap<QString, QByteArray> &values() const { return m_values; }

private:
    QMap<QString, QByteArray> m_values;
};

Error aboutSecret(const QString &reason, const QString &name)
{
    Error error = Error::storage(reason, {});
    error.args.insert(QStringLiteral("name"), name);
    return error;
}

// Looks one reference after the other up.
class ResolveJob final : public Job<EndpointSecrets>
{
public:
    ResolveJob(Secrets *secrets, const Endpoint &endpoint, QObject *parent)
        : Job(parent)
        , m_secrets(secrets)
    {
        // A reference that is left over from another kind of credential or proxy is not asked for.
        if (endpoint.credential.kind != Credential::Kind::None)
            m_wanted.append({endpoint.credential.secret, &EndpointSecrets::credential});
        if (!endpoint.tls.clientKeyFile.isEmpty())
            m_wanted.append({endpoint.tls.clientKeyPassword, &EndpointSecrets::clientKeyPassword});
        const ProxySettings &proxy = endpoint.proxy;
        const bool ownProxy = proxy.kind == ProxySettings::Kind::Http || proxy.kind == ProxySettings::Kind::Socks5;
        if (ownProxy || (proxy.kind == ProxySettings::Kind::System && !proxy.user.isEmpty()))
            m_wanted.append({endpoint.proxy.password, &EndpointSecrets::proxyPassword});
        start();
    }

protected:
    void onStart() override { next(); }

private:
    void next()
    {
        while (!m_wanted.isEmpty()) {
            const auto [reference, member] = m_wanted.takeFirst();
            switch (reference.kind) {
            case SecretRef::Kind::None:
                continue;
            case SecretRef::Kind::Environment: {
                const QByteArray name = reference.id.toLocal8Bit();
                if (!qEnvironmentVariableIsSet(name.constData())) {
                    finishError(aboutSecret(QStringLiteral("secret.env-unset"), reference.id));
                    return;
                }
                m_found.*member = qEnvironmentVariable(name.constData());
                continue;
            }
            case SecretRef::Kind::Stored:
                readStored(reference.id, member);
                return;
            }
        }
        finish(m_found);
    }

    void readStored(const QString &id, QString EndpointSecrets::*member)
    {
        await(m_secrets->read(id, this), [this, id, member](const Result<QByteArray> &value) {
            if (value) {
                m_found.*member = QString::fromUtf8(*value);
                next();
            } else if (value.error().is(ErrorKind::NotFound)) {
                finishError(aboutSecret(QStringLiteral("secret.missing"), id));
            } else {
                Error error = value.error();
                error.args.insert(QStringLiteral("name"), id);
                finishError(error);
            }
        });
    }

    Secrets *m_secrets;
    QList<std::pair<SecretRef, QString EndpointSecrets::*>> m_wanted;
    EndpointSecrets m_found;
};

} // namespace

class Secrets::Private
{
public:
    explicit Private(const QString &configFolder)
        : folder(configFolder)
        , filePath(QDir(configFolder).filePath(QStringLiteral("secrets.bin")))
        , store(std::make_unique<MemoryStore>())
    {
    }

    EncryptedFileStore *file() const { return qobject_cast<EncryptedFileStore *>(store.get()); }
    QMap<QString, QByteArray> valuesInMemory() const
    {
        const auto *memory = dynamic_cast<const MemoryStore *>(store.get());
        return memory ? memory->values() : QMap<QString, QByteArray>();
    }

    const QString folder;
    const QString filePath;
    std::unique_ptr<SecretStore> store; // never null
    QString unavailableReason;
};

Secrets::Secrets(const QString &configFolder, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(configFolder))
{
}

Secrets::~Secrets() = default;

Job<Done> *Secrets::open(const Choice &choice, QObject *parent)
{
    if (encryptedFileExists()) {
        d->store = std::make_unique<EncryptedFileStore>(d->filePath);
        Q_EMIT stateChanged();
        return readyJob<Done>(parent, Done{});
    }
    if (!choice.allowKeychain || qEnvironmentVariable("MICROKUBES_NO_KEYCHAIN") == QLatin1String("1")) {
        d->unavailableReason = QStringLiteral("switched off");
        return readyJob<Done>(parent, Done{});
    }
    auto *keychain = new KeychainStore(KeychainStore::serviceFor(d->folder), 10s, this);
    const QPointer<Secrets> self(this);
    return mapJob<Done>(parent, keychain->probe(parent), [self, keychain](const Result<Done> &probed) -> Result<Done> {
        if (!self)
            return fail(Error::cancelled());
        if (probed) {
            keychain->setParent(nullptr);
            self->d->store.reset(keychain);
        } else {
            self->d->unavailableReason =
                probed.error().detail.isEmpty() ? probed.error().reason : probed.error().detail;
            qCInfo(lcNet) << "no key ring:" << probed.error().toLogString();
            keychain->deleteLater();
        }
        Q_EMIT self->stateChanged();
        return Done{}; // to have no key ring is a state, not an error
    });
}

SecretStore::Kind Secrets::kind() const
{
    return d->store->kind();
}

QString Secrets::unavailableReason() const
{
    return d->unavailableReason;
}

bool Secrets::isLocked() const
{
    return d->store->isLocked();
}

bool Secrets::encryptedFileExists() const
{
    return QFileInfo::exists(d->filePath);
}

Job<Done> *Secrets::useEncryptedFile(const QString &passphrase, QObject *parent)
{
    if (encryptedFileExists())
        return unlock(passphrase, parent);
    if (passphrase.isEmpty())
        return readyJob<Done>(parent, fail(Error::storage(QStringLiteral("secret.empty-passphrase"), {})));
    auto *file = new EncryptedFileStore(d->filePath, this);
    const QPointer<Secrets> self(this);
    return mapJob<Done>(parent, file->create(passphrase, d->valuesInMemory(), parent),
                        [self, file](const Result<Done> &made) -> Result<Done> {
                            if (!self)
                                return fail(Error::cancelled());
                            if (!made) {
                                file->deleteLater();
                                return made;
                            }
                            // What came in while the key was made.
                            const auto late = self->d->valuesInMemory();
                            file->setParent(nullptr);
                            self->d->store.reset(file);
                            for (auto it = late.cbegin(); it != late.cend(); ++it)
                                file->write(it.key(), it.value(), self);
                            Q_EMIT self->stateChanged();
                            return made;
                        });
}

Job<Done> *Secrets::unlock(const QString &passphrase, QObject *parent)
{
    if (!d->file()) {
        if (!encryptedFileExists())
            return readyJob<Done>(parent, fail(Error::make(ErrorKind::NotFound, QStringLiteral("secret.no-file"))));
        d->store = std::make_unique<EncryptedFileStore>(d->filePath);
    }
    const QPointer<Secrets> self(this);
    return mapJob<Done>(parent, d->file()->unlock(passphrase, parent), [self](const Result<Done> &unlocked) {
        if (self && unlocked)
            Q_EMIT self->stateChanged();
        return unlocked;
    });
}

Job<QByteArray> *Secrets::read(const QString &id, QObject *parent)
{
    return d->store->read(id, parent);
}

Job<Done> *Secrets::write(const QString &id, const QByteArray &value, QObject *parent)
{
    return d->store->write(id, value, parent);
}

Job<Done> *Secrets::remove(const QString &id, QObject *parent)
{
    return d->store->remove(id, parent);
}

Job<EndpointSecrets> *Secrets::resolve(const Endpoint &endpoint, QObject *parent)
{
    return new ResolveJob(this, endpoint, parent);
}

} // namespace mk
