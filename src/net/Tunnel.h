// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Clock.h"
#include "core/Error.h"
#include "net/Endpoint.h"

#include <QObject>
#include <QUrl>

#include <chrono>
#include <memory>
#include <optional>

namespace mk {

// Runs an endpoint's tunnel program for as long as it lives: picks a free local port (and refuses one that somebody
// listens on already), starts the program without a shell, waits until the port accepts, restarts it with back-off when
// it ends, and takes it down with the console (also when that is killed). For ssh it adds -N -o BatchMode=yes -o
// ExitOnForwardFailure=yes and explains prompts and unknown host keys by the line to run by hand.
//
// The program cannot ask: it has no terminal and its input is empty. What only a person can cure (program not found, a
// prompt, a host key) ends in Failed until start() is called again; everything else is tried again with a growing
// pause, each time on a port of its own. Main thread only (see os::dieWithParent).
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
    QUrl localUrl() const; // the endpoint's URL on 127.0.0.1 and the local port; valid while Up
    // Why it is not up; kept while it is being tried again. Reasons: "tunnel.not-found" (args "program"),
    // "tunnel.exited" (args "code"), "tunnel.prompt", "tunnel.host-key", "tunnel.port-taken" (args "port"),
    // "tunnel.time-out". The detail is the end of the output.
    std::optional<Error> error() const;
    QString output() const;          // the last 64 KiB of what the program printed
    QString commandLine() const;     // as started, quoted for reading
    QString lineToRunByHand() const; // for prompts and host keys; empty where there is nothing to do by hand

    // Arguments that let the program run other code (ssh -o ProxyCommand, LocalCommand, KnownHostsCommand; kubectl
    // --kubeconfig with exec plugins ...): marked in the consent list.
    static QStringList codeRunningArguments(const TunnelSettings &settings);
    // The arguments with their placeholders filled in and, for ssh, with its own options in front.
    static QStringList effectiveArguments(const TunnelSettings &settings, const QUrl &url, quint16 localPort);

    struct Timing
    {
        std::chrono::milliseconds startTimeout{30'000}; // until the port accepts
        std::chrono::milliseconds probeInterval{100};
        std::chrono::milliseconds firstBackOff{1'000};
        std::chrono::milliseconds maxBackOff{60'000};
        std::chrono::milliseconds stableAfter{30'000}; // up for so long: the next pause is short again
    };
    void setTiming(const Timing &timing);
    // 0, the default: a free port is picked anew for every start.
    void setLocalPort(quint16 port);

Q_SIGNALS:
    void stateChanged();
    void outputChanged();

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace mk
