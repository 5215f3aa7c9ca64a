// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/Environment.h"

#include "core/AtomicFile.h"
#include "platform/EnvironmentFile.h"

#include <QDir>
#include <QFileInfo>

namespace mk {

namespace {

// Names are told apart as people read them.
QString comparable(const QString &name)
{
    return name.simplified().toCaseFolded();
}

std::optional<Error> duplicate(const QList<Environment> &environments)
{
    QStringList ids;
    QStringList names;
    for (const Environment &environment : environments) {
        const QString name = comparable(environment.name);
        if (ids.contains(environment.id) || names.contains(name)) {
            Error error = Error::make(ErrorKind::BadRequest, QStringLiteral("environment.name-taken"));
            error.args.insert(QStringLiteral("field"), QStringLiteral("name"));
            error.args.insert(QStringLiteral("name"), environment.name);
            return error;
        }
        ids.append(environment.id);
        names.append(name);
    }
    return std::nullopt;
}

void dropStoredSecrets(Endpoint *endpoint)
{
    for (SecretRef *secret :
         {&endpoint->credential.secret, &endpoint->tls.clientKeyPassword, &endpoint->proxy.password}) {
        if (secret->kind == SecretRef::Kind::Stored)
            *secret = SecretRef();
    }
}

} // namespace

EnvironmentStore::EnvironmentStore(const QString &configFolder, QObject *parent)
    : QObject(parent)
    , m_folder(configFolder)
{
}

QString EnvironmentStore::filePath() const
{
    return QDir(m_folder).filePath(QStringLiteral("environments.json"));
}

Result<Done> EnvironmentStore::load()
{
    m_loadError.reset();
    m_environments.clear();
    m_consents.clear();
    m_unknown.reset();
    const Result<QByteArray> bytes = readFile(filePath());
    if (!bytes) {
        if (bytes.error().is(ErrorKind::NotFound)) {
            Q_EMIT changed();
            return Done{};
        }
        m_loadError = bytes.error();
        return fail(bytes.error());
    }
    Result<environmentfile::Content> content = environmentfile::decode(*bytes);
    if (!content) {
        m_loadError = content.error();
        return fail(content.error());
    }
    // Ids that were never given (a file written by hand) are made; the next write keeps them.
    for (Environment &environment : content->environments) {
        if (environment.id.isEmpty())
            environment.id = Environment::newId();
    }
    if (const std::optional<Error> problem = duplicate(content->environments)) {
        m_loadError = problem;
        return fail(*problem);
    }
    m_environments = content->environments;
    m_consents = content->consents;
    m_unknown = content->whole;
    Q_EMIT changed();
    return Done{};
}

std::optional<Environment> EnvironmentStore::find(const QString &idOrName) const
{
    for (const Environment &environment : m_environments) {
        if (environment.id == idOrName)
            return environment;
    }
    for (const Environment &environment : m_environments) {
        if (comparable(environment.name) == comparable(idOrName))
            return environment;
    }
    return std::nullopt;
}

Result<Done> EnvironmentStore::save(const Environment &environment)
{
    QList<Environment> all = m_environments;
    Environment *slot = nullptr;
    for (Environment &known : all) {
        if (!environment.id.isEmpty() && known.id == environment.id)
            slot = &known;
    }
    if (slot)
        *slot = environment;
    else
        all.append(environment);
    return saveAll(all);
}

Result<Done> EnvironmentStore::saveAll(const QList<Environment> &environments)
{
    QList<Environment> all = environments;
    for (Environment &environment : all) {
        environment.name = environment.name.trimmed();
        environment.isTransient = false;
        if (environment.id.isEmpty())
            environment.id = Environment::newId();
        if (const Result<Done> valid = validate(environment); !valid) {
            Error error = valid.error();
            error.args.insert(QStringLiteral("environment"), environment.id);
            return fail(error);
        }
    }
    if (const std::optional<Error> problem = duplicate(all))
        return fail(*problem);
    return write(all, m_consents);
}

Result<Done> EnvironmentStore::remove(const QString &id)
{
    QList<Environment> all = m_environments;
    all.removeIf([&id](const Environment &environment) { return environment.id == id; });
    return all.size() == m_environments.size() ? Result<Done>(Done{}) : write(all, m_consents);
}

Result<Done> EnvironmentStore::write(const QList<Environment> &environments, const QStringList &consents)
{
    if (m_loadError)
        return fail(*m_loadError); // a file that could not be read is never written over
    environmentfile::Content content;
    content.environments = environments;
    content.consents = consents;
    content.whole = m_unknown;
    if (const Result<Done> written = writeFileAtomically(filePath(), environmentfile::encode(content)); !written)
        return written;
    m_environments = environments;
    m_consents = consents;
    Q_EMIT changed();
    return Done{};
}

Result<QList<Environment>> EnvironmentStore::readForeign(const QString &path)
{
    const Result<QByteArray> bytes = readFile(path, 4 * 1024 * 1024);
    if (!bytes)
        return fail(bytes.error());
    Result<environmentfile::Content> content = environmentfile::decode(*bytes, true);
    if (!content)
        return fail(content.error());
    QList<Environment> environments = content->environments;
    for (Environment &environment : environments) {
        environment.id = Environment::newId();
        environment.mutedFindings.clear(); // what a stranger does not want to be told of
        if (environment.name.trimmed().isEmpty())
            environment.name = QFileInfo(path).completeBaseName();
        for (Endpoint &endpoint : environment.kong)
            dropStoredSecrets(&endpoint);
        for (std::optional<Endpoint> *endpoint :
             {&environment.kongProxy, &environment.consul, &environment.rabbitmq, &environment.prometheus}) {
            if (*endpoint)
                dropStoredSecrets(&**endpoint);
        }
        if (const Result<Done> valid = validate(environment); !valid)
            return fail(valid.error());
    }
    if (environments.isEmpty())
        return fail(ErrorKind::Unreadable, QStringLiteral("environments.none"));
    return environments;
}

QList<ConsentItem> EnvironmentStore::missingConsents(const Environment &environment) const
{
    QList<ConsentItem> missing;
    for (const ConsentItem &item : consentItems(environment)) {
        const QString fingerprint = QString::fromLatin1(item.fingerprint().toHex());
        if (!m_consents.contains(fingerprint) && !m_runConsents.contains(fingerprint))
            missing.append(item);
    }
    return missing;
}

Result<Done> EnvironmentStore::accept(const QList<ConsentItem> &items)
{
    QStringList consents = m_consents;
    for (const ConsentItem &item : items) {
        const QString fingerprint = QString::fromLatin1(item.fingerprint().toHex());
        if (!consents.contains(fingerprint))
            consents.append(fingerprint);
    }
    return consents == m_consents ? Result<Done>(Done{}) : write(m_environments, consents);
}

void EnvironmentStore::acceptForThisRun(const QList<ConsentItem> &items)
{
    for (const ConsentItem &item : items)
        m_runConsents.append(QString::fromLatin1(item.fingerprint().toHex()));
}

} // namespace mk
