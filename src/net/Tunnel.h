// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Clock.h"
#include "core/Error.h"
#include "net/Endpoint.h"

#include <QObject>
#include <QUrl>

#include <memory>

namespace mk {

// Runs an endpoint's tunnel program for as long as it lives: picks a free local port (and refuses one that somebody
// listens on already), starts the program without a shell, waits until the port accepts, restarts it with back-off when it
// ends, and takes it down with the console (also when that is killed). For ssh it adds
// -N -o BatchMode=yes -o ExitOnForwardFailure=yes and explains prompts and unknown host keys by the line to run by hand.
class Tunnel final : public QObject
{
    Q_OBJECT
public:
    enum class State { Stopped, Starting, Up, Failed, WaitingToRestart };

    Tunnel(const Endpoint &endpoint, const Clock *clock, QObject *parent);
    ~Tunnel() override;

    void start();
    void stop();
    State state() const;
    QUrl localUrl() const;              // the endpoint's URL on 127.0.0.1 and the local port; valid while Up
    std::optional<Error> error() const; // reasons "tunnel.not-found", "tunnel.exited", "tunnel.prompt", "tunnel.host-key", "tunnel.port-taken", "tunnel.time-out"
    QString output() const;             // the last 64 KiB of what the program printed
    QString commandLine() const;        // as started, quoted for reading
    QString lineToRunByHand() const;    // for prompts and host keys; empty where there is nothing to do by hand

    // Arguments that let the program run other code (ssh -o ProxyCommand, LocalCommand, KnownHostsCommand; kubectl
    // --kubeconfig with exec plugins ...): marked in the consent list.
    static QStringList codeRunningArguments(const TunnelSettings &settings);
    static QStringList effectiveArguments(const TunnelSettings &settings, const QUrl &url, quint16 localPort);

Q_SIGNALS:
    void stateChanged();
    void outputChanged();

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace mk
