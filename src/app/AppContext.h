// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/DemoRun.h"
#include "core/Clock.h"
#include "core/Job.h"
#include "net/HttpLog.h"
#include "net/SecretStore.h"
#include "panels/Panel.h"
#include "platform/Environment.h"
#include "platform/Journal.h"
#include "platform/PlatformSession.h"
#include "platform/Settings.h"
#include "platform/UiState.h"
#include "widgets/Theme.h"

#include <QObject>

#include <memory>

namespace mk {

// The root that builds everything and passes it down; the only owner of what lives as long as the program.
class AppContext final : public QObject
{
    Q_OBJECT
public:
    // Makes the folders; nothing is read yet.
    AppContext(const QString &configFolder, bool allowKeychain, QObject *parent = nullptr);
    ~AppContext() override;

    // Reads settings and environments, opens the secret store and the journal. Ends with Done even where parts failed:
    // those are told by startProblems(), and the program goes on without them.
    Job<Done> *start(QObject *parent);
    const QList<Error> &startProblems() const { return m_problems; }
    bool journalIsOpen() const { return m_journalOpen; }

    // Opens the environment's session, closing the one before. The session is a child of this.
    PlatformSession *openEnvironment(const Environment &environment, bool forceReadOnly);
    void closeEnvironment();
    PlatformSession *session() const { return m_session; }
    // The simulated platform: one at most, from its first use until this program ends.
    DemoRun *demo();
    // Starts it where it does not run, and lets its endpoints be spoken to.
    Job<Environment> *startDemo(QObject *parent);
    // Secrets of the command line, by endpoint id; for this run only.
    void setGivenSecrets(const QHash<QString, EndpointSecrets> &given) { m_given = given; }
    // Theme, density and sizes as the settings say, now and whenever they change.
    void applySettings();

    // Everything for a panel but its desk, which belongs to the window.
    PanelContext panelContext();

    QString configFolder() const { return m_configFolder; }
    static QString defaultConfigFolder();
    Theme &theme() { return m_theme; }
    Settings &settings() { return m_settings; }
    UiState &uiState() { return m_uiState; }
    EnvironmentStore &environments() { return m_environments; }
    Secrets &secrets() { return m_secrets; }
    HttpLog &httpLog() { return m_httpLog; }
    Journal &journal() { return m_journal; }
    const Clock &clock() const { return m_clock; }

Q_SIGNALS:
    void sessionChanged(mk::PlatformSession *session); // nullptr: none is open

private:
    Job<Done> *openJournal(QObject *parent);

    QString m_configFolder;
    bool m_allowKeychain;
    bool m_journalOpen = false;
    QList<Error> m_problems;
    SystemClock m_clock;
    Theme m_theme;
    Settings m_settings;
    UiState m_uiState;
    EnvironmentStore m_environments;
    Secrets m_secrets;
    HttpLog m_httpLog;
    Journal m_journal;
    QHash<QString, EndpointSecrets> m_given;
    DemoRun *m_demo = nullptr;
    PlatformSession *m_session = nullptr;
};

} // namespace mk
