// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/EndpointLink.h"

#include "net/HttpClient.h"
#include "net/Tunnel.h"

namespace mk {

namespace {

Error tunnelDown()
{
    return Error::make(ErrorKind::Network, QStringLiteral("tunnel.not-up"));
}

// A secret that was given takes the place of its reference, which then is not looked up.
Endpoint withoutGiven(Endpoint endpoint, const EndpointSecrets &given)
{
    if (!given.credential.isEmpty())
        endpoint.credential.secret = SecretRef();
    if (!given.clientKeyPassword.isEmpty())
        endpoint.tls.clientKeyPassword = SecretRef();
    if (!given.proxyPassword.isEmpty())
        endpoint.proxy.password = SecretRef();
    return endpoint;
}

} // namespace

EndpointLink::EndpointLink(const Endpoint &endpoint, const EndpointSecrets &given, const Dependencies &dependencies,
                           QObject *parent)
    : QObject(parent)
    , m_endpoint(endpoint)
    , m_given(given)
    , m_dependencies(dependencies)
{
}

EndpointLink::~EndpointLink()
{
    delete m_client; // before the tunnel, so that its calls end while somebody is there to hear it
}

void EndpointLink::open()
{
    resolve();
    if (m_endpoint.tunnel.isSet() && !m_tunnel) {
        m_tunnel = new Tunnel(m_endpoint, m_dependencies.clock, this);
        connect(m_tunnel, &Tunnel::stateChanged, this, &EndpointLink::takeTunnelState);
        m_tunnel->start();
    }
}

void EndpointLink::retry()
{
    if (m_secretError)
        resolve();
    if (m_tunnel && m_tunnel->state() == Tunnel::State::Failed)
        m_tunnel->start();
}

void EndpointLink::resolve()
{
    if (m_client || m_resolving)
        return;
    m_resolving = true;
    m_dependencies.secrets->resolve(withoutGiven(m_endpoint, m_given), this)
        ->done(this, [this](const Result<EndpointSecrets> &values) {
            m_resolving = false;
            m_secretsAsked = true;
            m_secretError.reset();
            if (values) {
                m_values = *values;
                if (!m_given.credential.isEmpty())
                    m_values.credential = m_given.credential;
                if (!m_given.clientKeyPassword.isEmpty())
                    m_values.clientKeyPassword = m_given.clientKeyPassword;
                if (!m_given.proxyPassword.isEmpty())
                    m_values.proxyPassword = m_given.proxyPassword;
                makeClient();
            } else {
                m_secretError = values.error();
                m_secretError->endpoint = m_endpoint.hostPort();
            }
            Q_EMIT changed();
        });
}

void EndpointLink::makeClient()
{
    HttpClient::Options options;
    options.readOnly = m_readOnly;
    if (m_tunnel && m_tunnel->state() == Tunnel::State::Up)
        options.effectiveUrl = m_tunnel->localUrl();
    m_client = new HttpClient(m_endpoint, m_values, options, m_dependencies.log, m_dependencies.clock, this);
    if (m_endpoint.tunnel.isSet() && options.effectiveUrl.isEmpty())
        m_client->setBlocked(error().value_or(tunnelDown()));
}

void EndpointLink::takeTunnelState()
{
    if (m_client) {
        if (m_tunnel->state() == Tunnel::State::Up) {
            m_client->setEffectiveUrl(m_tunnel->localUrl());
            m_client->setBlocked(std::nullopt);
        } else {
            m_client->setBlocked(error().value_or(tunnelDown()));
        }
    }
    Q_EMIT changed();
}

bool EndpointLink::isUsable() const
{
    if (!m_client || m_client->configurationError())
        return false;
    return !m_endpoint.tunnel.isSet() || (m_tunnel && m_tunnel->state() == Tunnel::State::Up);
}

std::optional<Error> EndpointLink::error() const
{
    if (m_secretError)
        return m_secretError;
    if (m_client && m_client->configurationError())
        return m_client->configurationError();
    if (m_tunnel && m_tunnel->state() != Tunnel::State::Up) {
        std::optional<Error> error = m_tunnel->error();
        if (error)
            error->endpoint = m_endpoint.hostPort();
        return error;
    }
    return std::nullopt;
}

QUrl EndpointLink::effectiveUrl() const
{
    return m_tunnel && m_tunnel->state() == Tunnel::State::Up ? m_tunnel->localUrl() : QUrl();
}

void EndpointLink::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    if (m_client)
        m_client->setReadOnly(readOnly);
}

} // namespace mk
