// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Clock.h"
#include "net/SecretStore.h"
#include "net/TlsProbe.h"
#include "platform/SystemCounts.h"
#include "platform/SystemProbe.h"

namespace mk {

class HttpLog;

// What a test of one endpoint found. A failed test is a value too: the job itself fails only when it is cancelled.
struct EndpointTestResult
{
    QString endpointId;
    System system = System::Consul;
    QUrl url;

    enum class Verdict {
        Works,
        WorksWithNotices, // facts.notices say what to look at
        Untrusted,        // TLS: the certificate is not trusted; nothing was sent, not even the credential
        Fails,            // error says why
    };
    Verdict verdict = Verdict::Fails;
    SystemFacts facts;           // version, latency, what the credential may do; valid when it works
    std::optional<TlsPeer> tls;  // https only: the chain and its problems
    std::optional<Error> error;  // Untrusted and Fails
    // What the operator can do, best first: "trust-certificate", "choose-ca", "change-credential", "set-up-tunnel",
    // "add-path", "check-address", "accept-consent", "unlock-secrets", "check-tunnel".
    QStringList cures;
    // A better explanation than the error's kind, where there is one: "rabbitmq.guest-loopback" (guest may log in from
    // the server itself only), "endpoint.other-system" (args "found": a systemId), "endpoint.is-kong-proxy",
    // "endpoint.html" (a web page answered: a path may be missing).
    QString explanation;
    QVariantMap explanationArgs;
    EntityCounts counts; // where they were asked for and the endpoint works

    bool works() const { return verdict == Verdict::Works || verdict == Verdict::WorksWithNotices; }
};

// Tests an endpoint as it stands in the editor, saved or not. `typed` holds secrets that are not in the store yet (they
// win over the references); the rest is resolved through `secrets`. With https and no pin the certificate is looked at in
// a bare handshake first, and where it is not trusted no HTTP byte leaves. A tunnel is started for the time of the test.
// Kong's proxy (isProxy) is only asked for a TCP and TLS handshake and one HEAD on "/".
struct EndpointTestInput
{
    Endpoint endpoint;
    EndpointSecrets typed;
    bool isProxy = false;
    // Consents still missing for this endpoint: the test refuses with ErrorKind::Untrusted while there are any.
    bool consentMissing = false;
    bool withCounts = false;
};
Job<EndpointTestResult> *testEndpoint(const EndpointTestInput &input, Secrets *secrets, HttpLog *log,
                                      const Clock *clock, QObject *parent);

// Looks for systems at this machine's usual ports (Presets: usual local ports), on a click only. The value lists the
// endpoints that answered as what they should be; nothing is an error.
Job<QList<Endpoint>> *findLocalSystems(HttpLog *log, const Clock *clock, QObject *parent);

} // namespace mk
