// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/EndpointTest.h"

#include "net/HttpClient.h"
#include "net/ProxyChoice.h"
#include "net/Tunnel.h"
#include "platform/EndpointLink.h"
#include "platform/Presets.h"

namespace mk {

namespace {

const QString asker = QStringLiteral("endpoint test");

// Asked without a credential, RabbitMQ says so in its own words.
bool isRabbitMqRefusal(const Error &error)
{
    return error.is(ErrorKind::Unauthorised) && error.serverMessage.contains(QLatin1String("not_authori"));
}

// What Kong's proxy says where no route fits: to 0.14's words and to later ones.
bool isKongProxyAnswer(const Error &error)
{
    return error.serverMessage.startsWith(QLatin1String("no Route matched"), Qt::CaseInsensitive)
        || error.serverMessage.startsWith(QLatin1String("no route and no API found"), Qt::CaseInsensitive);
}

HttpRequest proxyRequest()
{
    HttpRequest request;
    request.method = "HEAD";
    request.path = "/";
    request.callClass = CallClass::Probe;
    request.asker = asker;
    // Whatever it says, it answers: nothing is known of what stands behind "/".
    request.expected = {301, 302, 303, 307, 308, 400, 401, 403, 404, 405, 426, 429, 500, 502, 503, 504};
    return request;
}

// "kong/0.14.1" of the Server or Via header.
QString kongVersionOf(const HttpResponse &response)
{
    for (const char *name : {"Server", "Via"}) {
        const QString value = QString::fromLatin1(response.header(name));
        const qsizetype at = value.indexOf(QLatin1String("kong/"));
        if (at >= 0)
            return value.mid(at + 5).section(QLatin1Char(' '), 0, 0);
    }
    return {};
}

// Is it this one? Prometheus' health page speaks in words that others use too, so more is asked of it.
Job<SystemFacts> *askWho(HttpClient *client, QObject *parent)
{
    return client->endpoint().system == System::Prometheus ? firstContact(client, parent) : heartbeat(client, parent);
}

class TestJob final : public Job<EndpointTestResult>
{
public:
    TestJob(const EndpointTestInput &input, const EndpointLink::Dependencies &dependencies, QObject *parent)
        : Job<EndpointTestResult>(parent)
        , m_input(input)
        , m_dependencies(dependencies)
    {
        m_result.endpointId = input.endpoint.id;
        m_result.system = input.endpoint.system;
        m_result.url = input.endpoint.url;
        start();
    }

protected:
    void onStart() override
    {
        if (m_input.consentMissing) {
            endWith(Error::make(ErrorKind::Untrusted, QStringLiteral("endpoint.consent-missing")),
                    {QStringLiteral("accept-consent")});
            return;
        }
        m_link = new EndpointLink(m_input.endpoint, m_input.typed, m_dependencies, this);
        m_link->setReadOnly(true);
        connect(m_link, &EndpointLink::changed, this, &TestJob::linkChanged);
        m_link->open();
    }
    void onCancel() override
    {
        Job<EndpointTestResult>::onCancel();
        takeDown();
    }

private:
    void takeDown()
    {
        if (!m_link)
            return;
        m_link->disconnect(this);
        m_link->deleteLater();
        m_link = nullptr;
    }
    void end()
    {
        takeDown();
        finish(std::move(m_result));
    }
    void endWith(const Error &error, const QStringList &cures)
    {
        m_result.error = error;
        if (m_result.error->endpoint.isEmpty())
            m_result.error->endpoint = m_input.endpoint.hostPort();
        m_result.cures = cures;
        end();
    }

    void linkChanged()
    {
        if (m_linkIsUp)
            return;
        if (m_link->isUsable()) {
            m_linkIsUp = true;
            if (m_input.endpoint.url.scheme() == QLatin1String("https"))
                lookAtCertificate();
            else
                contact();
            return;
        }
        const std::optional<Error> error = m_link->error();
        if (!error)
            return; // the tunnel is still coming up
        QString cure = QStringLiteral("check-address");
        if (error->reason == QLatin1String("secret.locked"))
            cure = QStringLiteral("unlock-secrets");
        else if (error->is(ErrorKind::Storage) || error->is(ErrorKind::Unauthorised))
            cure = QStringLiteral("change-credential");
        else if (error->reason.startsWith(QLatin1String("tunnel.")))
            cure = QStringLiteral("check-tunnel");
        else if (error->is(ErrorKind::Tls))
            cure = QStringLiteral("choose-ca");
        endWith(*error, {cure});
    }

    void lookAtCertificate()
    {
        await(probeTls(m_input.endpoint, m_link->secrets(), m_link->effectiveUrl(), this),
              [this](const Result<TlsPeer> &peer) {
                  if (!peer) {
                      endWithContactError(peer.error());
                      return;
                  }
                  m_result.tls = *peer;
                  if (peer->problems.isEmpty()) {
                      contact();
                      return;
                  }
                  m_result.verdict = EndpointTestResult::Verdict::Untrusted;
                  Error error = Error::make(ErrorKind::Tls, peer->problems.constFirst());
                  error.args.insert(QStringLiteral("problems"), peer->problems);
                  endWith(error, tlsCures(peer->problems));
              });
    }

    // Pinning cures an unknown authority and nothing else: a wrong name or an expired certificate stays wrong, and a
    // certificate that changed after it was pinned is for the server's owner to explain.
    static QStringList tlsCures(const QStringList &problems)
    {
        QStringList cures;
        for (const QString &problem : problems) {
            if (problem == QLatin1String("tls.self-signed") || problem == QLatin1String("tls.unknown-ca"))
                cures = QStringList{QStringLiteral("trust-certificate"), QStringLiteral("choose-ca")};
        }
        if (problems.contains(QLatin1String("tls.name-mismatch")))
            cures.append(QStringLiteral("check-address"));
        return cures;
    }

    void contact()
    {
        if (m_input.isProxy) {
            await(m_link->client()->send(proxyRequest(), this), [this](const Result<HttpResponse> &response) {
                if (!response) {
                    endWithContactError(response.error());
                    return;
                }
                m_result.verdict = EndpointTestResult::Verdict::Works;
                m_result.facts.latency = response->elapsed;
                m_result.facts.version = kongVersionOf(*response);
                end();
            });
            return;
        }
        await(firstContact(m_link->client(), this), [this](const Result<SystemFacts> &facts) {
            if (!facts) {
                endWithContactError(facts.error());
                return;
            }
            m_result.facts = *facts;
            m_result.verdict = facts->notices.isEmpty() ? EndpointTestResult::Verdict::Works
                                                        : EndpointTestResult::Verdict::WorksWithNotices;
            if (!m_input.withCounts) {
                end();
                return;
            }
            await(countEntities(m_link->client(), this), [this](const Result<EntityCounts> &counts) {
                if (counts)
                    m_result.counts = *counts;
                end();
            });
        });
    }

    void endWithContactError(const Error &error)
    {
        const Endpoint &endpoint = m_input.endpoint;
        const QString changeCredential = QStringLiteral("change-credential");
        const QString checkAddress = QStringLiteral("check-address");
        const QString setUpTunnel = QStringLiteral("set-up-tunnel");
        switch (error.kind) {
        case ErrorKind::Unauthorised:
        case ErrorKind::Forbidden:
            if (endpoint.system == System::RabbitMq && endpoint.credential.user == QLatin1String("guest")
                && !isLoopbackHost(endpoint.url.host())) {
                m_result.explanation = QStringLiteral("rabbitmq.guest-loopback");
                endWith(error, {changeCredential, setUpTunnel});
            } else {
                endWith(error, {changeCredential});
            }
            return;
        case ErrorKind::Tls:
            endWith(error, {QStringLiteral("choose-ca"), checkAddress});
            return;
        case ErrorKind::Refused:
        case ErrorKind::NoSuchHost:
        case ErrorKind::Timeout:
        case ErrorKind::Network:
            endWith(error, endpoint.tunnel.isSet() ? QStringList{QStringLiteral("check-tunnel"), checkAddress}
                                                   : QStringList{checkAddress, setUpTunnel});
            return;
        case ErrorKind::Unreadable:
            if (error.reason.startsWith(QLatin1String("probe.not-"))) {
                m_otherError = error;
                lookWhoItIs(0);
                return;
            }
            break;
        default:
            break;
        }
        endWith(error, {checkAddress});
    }

    // Somebody answers, but not who should: one cheap question for each of the others, without the credential.
    void lookWhoItIs(size_t index)
    {
        if (isKongProxyAnswer(m_otherError)) {
            m_result.explanation = QStringLiteral("endpoint.is-kong-proxy");
            endWith(m_otherError, {QStringLiteral("check-address")});
            return;
        }
        if (index == allSystems.size()) {
            lookForPage();
            return;
        }
        const System other = allSystems.at(index);
        if (other == m_input.endpoint.system) {
            lookWhoItIs(index + 1);
            return;
        }
        await(askWho(strangerClient(other), this), [this, index, other](const Result<SystemFacts> &facts) {
            if (!facts && !(other == System::RabbitMq && isRabbitMqRefusal(facts.error()))) {
                lookWhoItIs(index + 1);
                return;
            }
            m_result.explanation = QStringLiteral("endpoint.other-system");
            m_result.explanationArgs.insert(QStringLiteral("found"), systemId(other));
            endWith(m_otherError, {QStringLiteral("check-address")});
        });
    }

    void lookForPage()
    {
        HttpRequest request;
        request.path = "/";
        request.callClass = CallClass::Probe;
        request.asker = asker;
        request.expected = {301, 302, 303, 307, 308, 404};
        await(strangerClient(m_input.endpoint.system)->send(request, this), [this](const Result<HttpResponse> &response) {
            if (response && response->header("Content-Type").startsWith("text/html"))
                m_result.explanation = QStringLiteral("endpoint.html");
            endWith(m_otherError, {QStringLiteral("add-path"), QStringLiteral("check-address")});
        });
    }

    HttpClient *strangerClient(System system)
    {
        Endpoint endpoint = m_input.endpoint;
        endpoint.system = system;
        endpoint.credential = Credential();
        EndpointSecrets secrets = m_link->secrets();
        secrets.credential.clear();
        HttpClient::Options options;
        options.readOnly = true;
        options.effectiveUrl = m_link->effectiveUrl();
        return new HttpClient(endpoint, secrets, options, m_dependencies.log, m_dependencies.clock, this);
    }

    EndpointTestInput m_input;
    EndpointLink::Dependencies m_dependencies;
    EndpointTestResult m_result;
    EndpointLink *m_link = nullptr;
    Error m_otherError;
    bool m_linkIsUp = false;
};

class LocalSearch final : public Job<QList<Endpoint>>
{
public:
    LocalSearch(HttpLog *log, const Clock *clock, QObject *parent)
        : Job<QList<Endpoint>>(parent)
        , m_log(log)
        , m_clock(clock)
    {
        start();
    }

protected:
    void onStart() override
    {
        const Environment usual = presets::localDefaults();
        m_candidates = usual.allEndpoints();
        m_found.resize(m_candidates.size());
        m_open = m_candidates.size();
        for (qsizetype i = 0; i < m_candidates.size(); ++i) {
            Endpoint asked = m_candidates.at(i);
            asked.credential = Credential(); // nothing is told to whoever happens to listen there
            HttpClient::Options options;
            options.readOnly = true;
            options.maxReadRetries = 0;
            auto *client = new HttpClient(asked, EndpointSecrets(), options, m_log, m_clock, this);
            if (asked.id == usual.kongProxy->id)
                askProxy(i, client);
            else
                askSystem(i, client);
        }
    }

private:
    void askProxy(qsizetype i, HttpClient *client)
    {
        await(client->send(proxyRequest(), this), [this, i](const Result<HttpResponse> &response) {
            note(i, response && !kongVersionOf(*response).isEmpty());
        });
    }
    void askSystem(qsizetype i, HttpClient *client)
    {
        await(askWho(client, this), [this, i](const Result<SystemFacts> &facts) {
            note(i, facts || (m_candidates.at(i).system == System::RabbitMq && isRabbitMqRefusal(facts.error())));
        });
    }
    void note(qsizetype i, bool isThere)
    {
        m_found[i] = isThere;
        if (--m_open > 0)
            return;
        QList<Endpoint> there;
        for (qsizetype k = 0; k < m_candidates.size(); ++k) {
            if (m_found.at(k))
                there.append(m_candidates.at(k));
        }
        finish(there);
    }

    HttpLog *m_log;
    const Clock *m_clock;
    QList<Endpoint> m_candidates;
    QList<bool> m_found;
    qsizetype m_open = 0;
};

} // namespace

Job<EndpointTestResult> *testEndpoint(const EndpointTestInput &input, Secrets *secrets, HttpLog *log, const Clock *clock,
                                      QObject *parent)
{
    return new TestJob(input, EndpointLink::Dependencies{secrets, log, clock}, parent);
}

Job<QList<Endpoint>> *findLocalSystems(HttpLog *log, const Clock *clock, QObject *parent)
{
    return new LocalSearch(log, clock, parent);
}

} // namespace mk
