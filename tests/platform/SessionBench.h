// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/HttpLog.h"
#include "net/SecretStore.h"
#include "platform/Journal.h"
#include "platform/PlatformSession.h"
#include "support/JobTest.h"

#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace mk::test {

inline Endpoint endpointOf(System system, const QUrl &url, const QString &id = {})
{
    Endpoint endpoint;
    endpoint.id = id.isEmpty() ? systemId(system) : id;
    endpoint.system = system;
    endpoint.url = url;
    return endpoint;
}

// What a session needs beside its environment, with everything on a folder of its own and quick heartbeats.
class SessionBench
{
public:
    SessionBench()
        : environments(folder.path())
        , secrets(folder.path())
        , journal(folder.path(), &clock)
    {
        timing.interval = std::chrono::milliseconds(100);
        timing.backgroundInterval = std::chrono::milliseconds(100);
        timing.firstRetry = std::chrono::milliseconds(50);
        timing.maxRetry = std::chrono::milliseconds(200);
        environment.id = Environment::newId();
        environment.name = QStringLiteral("Bench");
    }

    bool prepare()
    {
        Secrets::Choice choice;
        choice.allowKeychain = false;
        return folder.isValid() && environments.load() && resultOf(secrets.open(choice, &secrets))
            && resultOf(journal.open(crypto::Key::random(), &journal));
    }
    std::unique_ptr<PlatformSession> makeSession(const QHash<QString, EndpointSecrets> &given = {})
    {
        PlatformSession::Dependencies dependencies{&secrets, &log, &clock, &journal, &environments, given};
        auto session = std::make_unique<PlatformSession>(environment, dependencies);
        session->setHeartbeatTiming(timing);
        return session;
    }
    // As the store has it now: what a session remembered is in there.
    Environment stored() const { return environments.find(environment.id).value_or(Environment()); }

    QTemporaryDir folder;
    SystemClock clock;
    EnvironmentStore environments;
    Secrets secrets;
    HttpLog log;
    Journal journal;
    Environment environment;
    HeartbeatTiming timing;
};

} // namespace mk::test
