// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/TlsProbe.h"

#include "net/ProxyChoice.h"
#include "net/TlsTrust.h"

#include <QSslCipher>
#include <QSslSocket>
#include <QTimer>

namespace mk {

namespace {

constexpr std::chrono::seconds patience{10};
constexpr int httpsPort = 443;

class Probe final : public Job<TlsPeer>
{
public:
    Probe(const Endpoint &endpoint, const EndpointSecrets &secrets, QUrl url, QObject *parent)
        : Job<TlsPeer>(parent)
        , m_endpoint(endpoint)
        , m_proxyPassword(secrets.proxyPassword)
        , m_url(std::move(url))
    {
    }
    ~Probe() override { hangUp(); }

protected:
    void onStart() override
    {
        // Without the client's certificate: it is shown to servers that are trusted already.
        TlsSettings settings = m_endpoint.tls;
        settings.clientCertFile.clear();
        const auto configuration = tlsConfiguration(settings, {});
        if (!configuration) {
            end(configuration.error());
            return;
        }
        m_timer.setSingleShot(true);
        connect(&m_timer, &QTimer::timeout, this,
                [this] { end(Error::make(ErrorKind::Timeout, QStringLiteral("timeout.total"))); });
        m_timer.start(patience);
        m_socket.setSslConfiguration(*configuration);
        m_socket.setProxy(proxyFor(m_endpoint.proxy, m_proxyPassword, m_url));
        connect(&m_socket, &QSslSocket::sslErrors, this, [this](const QList<QSslError> &errors) {
            m_errors = errors;
            m_socket.ignoreSslErrors(); // only to learn the protocol: nothing is ever sent
        });
        connect(&m_socket, &QSslSocket::encrypted, this, &Probe::report);
        connect(&m_socket, &QSslSocket::errorOccurred, this, [this](QAbstractSocket::SocketError code) {
            // A server that insists on a client certificate ends the handshake, but has shown its own by then.
            if (!m_socket.peerCertificateChain().isEmpty())
                report();
            else
                end(errorOf(code, m_socket.errorString()));
        });
        m_socket.connectToHostEncrypted(m_url.host(), quint16(m_url.port(httpsPort)), verifiedNameOf(m_endpoint));
    }
    void onCancel() override { hangUp(); }

private:
    void report()
    {
        TlsPeer peer;
        const QList<QSslCertificate> chain = m_socket.peerCertificateChain();
        for (const QSslCertificate &certificate : chain) {
            peer.chain.append({certificate.subjectDisplayName(), certificate.issuerDisplayName(), namesOf(certificate),
                               certificate.effectiveDate(), certificate.expiryDate(), sha256Of(certificate),
                               certificate.isSelfSigned()});
        }
        peer.protocol = tlsProtocolName(m_socket.sessionProtocol());
        peer.cipher = m_socket.sessionCipher().name();
        const QList<QSslError> errors = m_errors.isEmpty() ? m_socket.sslHandshakeErrors() : m_errors;
        peer.problems = tlsProblems(errors, m_socket.peerCertificate(), m_endpoint.tls);
        hangUp();
        finish(std::move(peer));
    }

    void end(Error error)
    {
        hangUp();
        error.endpoint = m_endpoint.hostPort();
        if (error.reason.startsWith(QLatin1String("proxy.")))
            error.args.insert(QStringLiteral("proxy"), proxyName(m_socket.proxy()));
        finishError(std::move(error));
    }

    static Error errorOf(QAbstractSocket::SocketError code, const QString &text)
    {
        switch (code) {
        case QAbstractSocket::ConnectionRefusedError:
            return Error::make(ErrorKind::Refused, {}, text);
        case QAbstractSocket::HostNotFoundError:
            return Error::make(ErrorKind::NoSuchHost, {}, text);
        case QAbstractSocket::SocketTimeoutError:
            return Error::make(ErrorKind::Timeout, QStringLiteral("timeout.connect"), text);
        case QAbstractSocket::SslHandshakeFailedError:
        case QAbstractSocket::SslInternalError:
        case QAbstractSocket::SslInvalidUserDataError:
            return Error::make(ErrorKind::Tls, QStringLiteral("tls.handshake"), text);
        case QAbstractSocket::ProxyAuthenticationRequiredError:
            return Error::make(ErrorKind::Network, QStringLiteral("proxy.unauthorised"), text);
        case QAbstractSocket::ProxyConnectionRefusedError:
            return Error::make(ErrorKind::Network, QStringLiteral("proxy.refused"), text);
        case QAbstractSocket::ProxyNotFoundError:
            return Error::make(ErrorKind::Network, QStringLiteral("proxy.no-such-host"), text);
        default:
            return Error::make(ErrorKind::Network, QStringLiteral("connection-lost"), text);
        }
    }

    void hangUp()
    {
        m_timer.stop();
        m_socket.disconnect(this);
        m_socket.abort();
    }

    Endpoint m_endpoint;
    QString m_proxyPassword;
    QUrl m_url;
    QSslSocket m_socket;
    QTimer m_timer;
    QList<QSslError> m_errors;
};

} // namespace

Job<TlsPeer> *probeTls(const Endpoint &endpoint, const EndpointSecrets &secrets, const QUrl &effectiveUrl,
                       QObject *parent)
{
    auto *job = new Probe(endpoint, secrets, effectiveUrl.isEmpty() ? endpoint.url : effectiveUrl, parent);
    job->start();
    return job;
}

} // namespace mk
