// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/AppContext.h"

#include "core/AtomicFile.h"
#include "core/Crypto.h"
#include "core/Log.h"
#include "platform/UpgradeBackup.h"

#include <QCoreApplication>
#include <QDir>
#include <QStandardPaths>

namespace mk {

namespace {

const QString journalKeyId = QStringLiteral("journal-key");

// The key that encrypts the journal's bodies: read from the secret store, made there on first use. A null key (no lasting
// store, or a locked one) is a value too: the journal then keeps bodies in memory.
class JournalKeyJob final : public Job<crypto::Key>
{
public:
    JournalKeyJob(Secrets &secrets, QObject *parent) : Job<crypto::Key>(parent), m_secrets(secrets) { start(); }

protected:
    void onStart() override
    {
        if (m_secrets.kind() == SecretStore::Kind::Memory || m_secrets.isLocked()) {
            finish(crypto::Key());
            return;
        }
        await(m_secrets.read(journalKeyId, this), [this](const Result<QByteArray> &stored) {
            if (stored) {
                finish(crypto::Key::fromBytes(*stored));
                return;
            }
            if (!stored.error().is(ErrorKind::NotFound)) {
                finishError(stored.error());
                return;
            }
            m_made = crypto::Key::random();
            awaitValue(m_secrets.write(journalKeyId, m_made.bytes(), this), [this](const Done &) { finish(m_made); });
        });
    }

private:
    Secrets &m_secrets;
    crypto::Key m_made;
};

// Start-up in its order: each part that fails is noted and the rest goes on.
class StartJob final : public Job<Done>
{
public:
    struct Parts
    {
        std::function<Job<Done> *(QObject *)> openSecrets;
        std::function<Job<Done> *(QObject *)> openJournal;
        std::function<void(const Error &)> note;
    };
    StartJob(Parts parts, QObject *parent) : Job<Done>(parent), m_parts(std::move(parts)) { start(); }

protected:
    void onStart() override
    {
        await(m_parts.openSecrets(this), [this](const Result<Done> &opened) {
            if (!opened)
                m_parts.note(opened.error());
            await(m_parts.openJournal(this), [this](const Result<Done> &journal) {
                if (!journal)
                    m_parts.note(journal.error());
                finish(Done{});
            });
        });
    }

private:
    Parts m_parts;
};

} // namespace

QString AppContext::defaultConfigFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation);
}

AppContext::AppContext(const QString &configFolder, bool allowKeychain, QObject *parent)
    : QObject(parent)
    , m_configFolder(configFolder)
    , m_allowKeychain(allowKeychain)
    , m_settings(configFolder)
    , m_uiState(configFolder)
    , m_environments(configFolder)
    , m_secrets(configFolder)
    , m_journal(configFolder, &m_clock)
{
    connect(&m_secrets, &Secrets::stateChanged, this, [this] {
        // An encrypted file was made or unlocked: from now on the journal can keep its bodies.
        if (m_journalOpen && !m_journal.keepsBodies())
            openJournal(this);
    });
}

AppContext::~AppContext()
{
    closeEnvironment();
}

Job<Done> *AppContext::openJournal(QObject *parent)
{
    auto *opened = new PromiseJob<Done>(parent);
    auto *key = new JournalKeyJob(m_secrets, opened);
    key->done(opened, [this, opened](const Result<crypto::Key> &result) {
        // Without its key the journal still records; only the bodies do not outlive the program.
        if (!result)
            qCWarning(lcPlatform) << "journal key:" << result.error().toLogString();
        m_journal.open(result ? *result : crypto::Key(), opened)->done(opened, [this, opened](const Result<Done> &done) {
            m_journalOpen = done.has_value();
            if (m_journalOpen) {
                m_journal.applyRetention({.days = m_settings.journalDays(),
                                          .maxBytes = qint64(m_settings.journalMaxMiB()) * 1024 * 1024},
                                         this);
            }
            opened->resolve(done);
        });
    });
    return opened;
}

Job<Done> *AppContext::start(QObject *parent)
{
    const auto note = [this](const Error &error) {
        qCWarning(lcPlatform) << "start:" << error.toLogString();
        m_problems.append(error);
    };
    const auto noteIfFailed = [&note](const Result<Done> &result) {
        if (!result)
            note(result.error());
    };
    noteIfFailed(ensurePrivateFolder(m_configFolder));
    noteIfFailed(backUpBeforeUpgrade(m_configFolder, QCoreApplication::applicationVersion()));
    noteIfFailed(m_settings.load());
    noteIfFailed(m_uiState.load());
    noteIfFailed(m_environments.load());

    return new StartJob({.openSecrets =
                             [this](QObject *owner) {
                                 return m_secrets.open({.allowKeychain = m_allowKeychain}, owner);
                             },
                         .openJournal = [this](QObject *owner) { return openJournal(owner); },
                         .note = note},
                        parent);
}

PlatformSession *AppContext::openEnvironment(const Environment &environment, bool forceReadOnly)
{
    closeEnvironment();
    const QHash<QString, EndpointSecrets> given = environment.isDemo ? demo()->secrets() : m_given;
    m_session = new PlatformSession(environment,
                                    {.secrets = &m_secrets,
                                     .log = &m_httpLog,
                                     .clock = &m_clock,
                                     .journal = m_journalOpen ? &m_journal : nullptr,
                                     .environments = &m_environments,
                                     .given = given},
                                    this);
    m_session->setLiveUpdates(m_settings.liveUpdates());
    connect(&m_settings, &Settings::changed, m_session,
            [this] { m_session->setLiveUpdates(m_settings.liveUpdates()); });
    if (forceReadOnly)
        m_session->setReadOnly(true);
    Q_EMIT sessionChanged(m_session);
    m_session->open();
    return m_session;
}

DemoRun *AppContext::demo()
{
    if (!m_demo)
        m_demo = new DemoRun(&m_clock, this);
    return m_demo;
}

Job<Environment> *AppContext::startDemo(QObject *parent)
{
    auto *job = new PromiseJob<Environment>(parent);
    demo()->start(job)->done(job, [job](const Result<Environment> &environment) { job->resolve(environment); });
    return job;
}

void AppContext::applySettings()
{
    const auto apply = [this] {
        m_theme.setChoice(m_settings.theme());
        m_theme.setDensity(m_settings.density());
        m_theme.setBodySize(m_settings.bodySize());
    };
    apply();
    connect(&m_settings, &Settings::changed, this, apply);
}

void AppContext::closeEnvironment()
{
    if (!m_session)
        return;
    PlatformSession *old = std::exchange(m_session, nullptr);
    Q_EMIT sessionChanged(nullptr); // panels let go of its stores
    old->close();
    delete old;
}

PanelContext AppContext::panelContext()
{
    return {.theme = &m_theme,
            .clock = &m_clock,
            .settings = &m_settings,
            .uiState = &m_uiState,
            .journal = &m_journal,
            .httpLog = &m_httpLog,
            .secrets = &m_secrets,
            .environments = &m_environments,
            .planDesk = nullptr};
}

} // namespace mk
