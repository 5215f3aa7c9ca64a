// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Clock.h"
#include "net/Endpoint.h"
#include "net/SecretStore.h"

#include <QObject>

#include <memory>
#include <optional>

namespace mk {

class HttpClient;
class HttpLog;
class Tunnel;

// The way to one endpoint: its secrets, its tunnel where it has one, and its HTTP client. GUI thread.
//
// The client is made once the secrets are there and lives as long as the link; while the tunnel is down it sends nothing.
class EndpointLink final : public QObject
{
    Q_OBJECT
public:
    struct Dependencies
    {
        Secrets *secrets = nullptr;
        HttpLog *log = nullptr;
        const Clock *clock = nullptr;
    };
    // `given` wins over the endpoint's references and need not be stored anywhere.
    EndpointLink(const Endpoint &endpoint, const EndpointSecrets &given, const Dependencies &dependencies,
                 QObject *parent);
    ~EndpointLink() override;

    const Endpoint &endpoint() const { return m_endpoint; }
    void open();
    // Looks the secrets up again after they were missing, and starts a tunnel that had given up.
    void retry();
    bool isSettled() const { return m_secretsAsked; } // secrets were found, or are missing
    bool isUsable() const;
    std::optional<Error> error() const; // why it is not usable; nothing while the tunnel is still coming up

    HttpClient *client() const { return m_client; } // null until the secrets are there
    Tunnel *tunnel() const { return m_tunnel; }
    const EndpointSecrets &secrets() const { return m_values; }
    QUrl effectiveUrl() const; // the tunnel's local end; empty without a tunnel
    void setReadOnly(bool readOnly);

Q_SIGNALS:
    void changed(); // usable or not, another error, client made

private:
    void resolve();
    void makeClient();
    void takeTunnelState();

    Endpoint m_endpoint;
    EndpointSecrets m_given;
    EndpointSecrets m_values;
    Dependencies m_dependencies;
    HttpClient *m_client = nullptr;
    Tunnel *m_tunnel = nullptr;
    std::optional<Error> m_secretError;
    bool m_secretsAsked = false;
    bool m_resolving = false;
    bool m_readOnly = true; // until told otherwise
};

} // namespace mk
