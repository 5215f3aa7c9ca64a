// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/ErrorReasons.h"

#include "core/Format.h"
#include "core/SafeText.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QStringList>

namespace mk {

namespace {

// One row: reason, title, text, hint. {name} is the error's argument of that name, {endpoint} whom we talked to.
struct Row
{
    const char *reason;
    const char *title;
    const char *text;
    const char *hint;
};

constexpr const char *translationContext = "ErrorReasons";

const Row kReasons[] = {
    // --- the demo platform
    {"demo.not-found", QT_TRANSLATE_NOOP("ErrorReasons", "No demo platform here"),
     QT_TRANSLATE_NOOP("ErrorReasons", "The program {file} is not beside this one."),
     QT_TRANSLATE_NOOP("ErrorReasons", "It comes in the same package; in a build folder, build the target of that name.")},
    {"demo.failed", QT_TRANSLATE_NOOP("ErrorReasons", "The demo platform has ended"),
     QT_TRANSLATE_NOOP("ErrorReasons", "It said: {text}"), ""},
    // --- repairs of findings
    {"finding.entity-gone", QT_TRANSLATE_NOOP("ErrorReasons", "It is gone already"),
     QT_TRANSLATE_NOOP("ErrorReasons", "Kong does not have it any more. Nothing was sent."), ""},
    {"finding.host-changed", QT_TRANSLATE_NOOP("ErrorReasons", "Somebody has changed it meanwhile"),
     QT_TRANSLATE_NOOP("ErrorReasons", "Its host is {host} now. Nothing was sent."), ""},
    {"finding.service-back", QT_TRANSLATE_NOOP("ErrorReasons", "The service is back"),
     QT_TRANSLATE_NOOP("ErrorReasons", "Consul has {service} again. Nothing was sent."), ""},
    {"finding.key-there", QT_TRANSLATE_NOOP("ErrorReasons", "The key is there"),
     QT_TRANSLATE_NOOP("ErrorReasons", "Somebody has set it meanwhile. Nothing was sent."), ""},
    {"finding.database-unreachable", QT_TRANSLATE_NOOP("ErrorReasons", "Kong does not reach its database"),
     QT_TRANSLATE_NOOP("ErrorReasons", "With the key Kong would start over a database that it cannot use. Nothing was sent."),
     QT_TRANSLATE_NOOP("ErrorReasons", "Bring the database up first, or let the migration job run again.")},
    {"finding.database-unknown", QT_TRANSLATE_NOOP("ErrorReasons", "Nobody can tell whether the database is ready"),
     QT_TRANSLATE_NOOP("ErrorReasons", "Only Kong knows, and it does not answer. Nothing was sent."),
     QT_TRANSLATE_NOOP("ErrorReasons", "Delete the job kong-migration in Kubernetes and make it again: it migrates, then sets the key itself.")},
    // --- TLS
    {"tls.self-signed", QT_TRANSLATE_NOOP("ErrorReasons", "Certificate signed by itself"),
     QT_TRANSLATE_NOOP("ErrorReasons", "The certificate of {endpoint} is not vouched for by any authority."),
     QT_TRANSLATE_NOOP("ErrorReasons", "Compare its fingerprint with the server's and trust it, or name its authority's file.")},
    {"tls.unknown-ca", QT_TRANSLATE_NOOP("ErrorReasons", "Unknown authority"),
     QT_TRANSLATE_NOOP("ErrorReasons", "The certificate of {endpoint} is vouched for by an authority that this machine does not know."),
     QT_TRANSLATE_NOOP("ErrorReasons", "Name the authority's certificate file in the environment.")},
    {"tls.expired", QT_TRANSLATE_NOOP("ErrorReasons", "Certificate expired"),
     QT_TRANSLATE_NOOP("ErrorReasons", "The certificate of {endpoint} is no longer valid."),
     QT_TRANSLATE_NOOP("ErrorReasons", "Renew it on the server, or check this machine's clock.")},
    {"tls.not-yet-valid", QT_TRANSLATE_NOOP("ErrorReasons", "Certificate not valid yet"),
     QT_TRANSLATE_NOOP("ErrorReasons", "The certificate of {endpoint} is valid only from a later time."),
     QT_TRANSLATE_NOOP("ErrorReasons", "Check this machine's clock and the server's.")},
    {"tls.name-mismatch", QT_TRANSLATE_NOOP("ErrorReasons", "Certificate of another name"),
     QT_TRANSLATE_NOOP("ErrorReasons", "{endpoint} shows a certificate that was made for another name."),
     QT_TRANSLATE_NOOP("ErrorReasons", "Use the name in the certificate, or set the server name for a tunnel.")},
    {"tls.pin-changed", QT_TRANSLATE_NOOP("ErrorReasons", "Another certificate than the trusted one"),
     QT_TRANSLATE_NOOP("ErrorReasons", "{endpoint} shows the fingerprint {actual}; trusted is {expected}. Nothing has been sent."),
     QT_TRANSLATE_NOOP("ErrorReasons", "If the server's certificate was renewed, compare the fingerprint there and trust the new one.")},
    {"tls.revoked", QT_TRANSLATE_NOOP("ErrorReasons", "Certificate revoked"),
     QT_TRANSLATE_NOOP("ErrorReasons", "The authority has taken back the certificate of {endpoint}."), ""},
    {"tls.no-certificate", QT_TRANSLATE_NOOP("ErrorReasons", "No certificate"),
     QT_TRANSLATE_NOOP("ErrorReasons", "{endpoint} showed no certificate."),
     QT_TRANSLATE_NOOP("ErrorReasons", "Check that the port speaks TLS.")},
    {"tls.handshake", QT_TRANSLATE_NOOP("ErrorReasons", "No secure connection"),
     QT_TRANSLATE_NOOP("ErrorReasons", "{endpoint} and this program did not agree on a secure connection."),
     QT_TRANSLATE_NOOP("ErrorReasons", "Check that the port speaks TLS, and whether it asks for a client certificate.")},
    {"tls.client-certificate", QT_TRANSLATE_NOOP("ErrorReasons", "Client certificate refused"),
     QT_TRANSLATE_NOOP("ErrorReasons", "{endpoint} wants a client certificate that it knows."),
     QT_TRANSLATE_NOOP("ErrorReasons", "Name the certificate and its key in the environment.")},
    {"tls.ca-unreadable", QT_TRANSLATE_NOOP("ErrorReasons", "Authority file unreadable"),
     QT_TRANSLATE_NOOP("ErrorReasons", "{file} holds no certificate in PEM form, or cannot be read."), ""},
    {"tls.client-cert-unreadable", QT_TRANSLATE_NOOP("ErrorReasons", "Client certificate unreadable"),
     QT_TRANSLATE_NOOP("ErrorReasons", "{file} holds no certificate in PEM form, or cannot be read."), ""},
    {"tls.client-key-unreadable", QT_TRANSLATE_NOOP("ErrorReasons", "Client key unreadable"),
     QT_TRANSLATE_NOOP("ErrorReasons", "{file} holds no key in PEM form, or its password is another."), ""},
    {"tls.client-key-mismatch", QT_TRANSLATE_NOOP("ErrorReasons", "Key and certificate do not belong together"),
     QT_TRANSLATE_NOOP("ErrorReasons", "The client key is not the one of the client certificate."), ""},
    // --- connection
    {"connection-lost", "", QT_TRANSLATE_NOOP("ErrorReasons", "The connection to {endpoint} broke before the answer was complete."),
     QT_TRANSLATE_NOOP("ErrorReasons", "Check the network between here and the server.")},
    {"timeout.connect", "", QT_TRANSLATE_NOOP("ErrorReasons", "{endpoint} could not be reached in time."),
     QT_TRANSLATE_NOOP("ErrorReasons", "A firewall may drop the packets, or the machine is off.")},
    {"timeout.inactive", "", QT_TRANSLATE_NOOP("ErrorReasons", "{endpoint} sent nothing for {milliseconds}."),
     QT_TRANSLATE_NOOP("ErrorReasons", "The server may be overloaded.")},
    {"timeout.total", "", QT_TRANSLATE_NOOP("ErrorReasons", "The answer of {endpoint} was not complete after {milliseconds}."),
     QT_TRANSLATE_NOOP("ErrorReasons", "The server or the network is slow; narrow down what is asked for.")},
    {"proxy.refused", QT_TRANSLATE_NOOP("ErrorReasons", "Proxy not reachable"),
     QT_TRANSLATE_NOOP("ErrorReasons", "Nothing listens at the proxy {proxy}, through which {endpoint} is reached."),
     QT_TRANSLATE_NOOP("ErrorReasons", "Check the proxy's address in the environment.")},
    {"proxy.no-such-host", QT_TRANSLATE_NOOP("ErrorReasons", "No such proxy"),
     QT_TRANSLATE_NOOP("ErrorReasons", "The name of the proxy {proxy} does not resolve."),
     QT_TRANSLATE_NOOP("ErrorReasons", "Check the proxy's address in the environment.")},
    {"proxy.time-out", QT_TRANSLATE_NOOP("ErrorReasons", "Proxy does not answer"),
     QT_TRANSLATE_NOOP("ErrorReasons", "The proxy {proxy} did not answer in time."),
     QT_TRANSLATE_NOOP("ErrorReasons", "Check the proxy's address in the environment.")},
    {"proxy.unauthorised", QT_TRANSLATE_NOOP("ErrorReasons", "Proxy wants a password"),
     QT_TRANSLATE_NOOP("ErrorReasons", "The proxy {proxy} lets nobody through to {endpoint} without a user and password that it knows."),
     QT_TRANSLATE_NOOP("ErrorReasons", "Give its user and password in the environment, under Proxy in this connection.")},
    {"proxy.lost", QT_TRANSLATE_NOOP("ErrorReasons", "Proxy connection lost"),
     QT_TRANSLATE_NOOP("ErrorReasons", "The proxy {proxy} closed the connection."), ""},
    {"http.not-http", "", QT_TRANSLATE_NOOP("ErrorReasons", "What {endpoint} answered is not HTTP."),
     QT_TRANSLATE_NOOP("ErrorReasons", "Check the port, and whether it wants https.")},
    {"http.bad-encoding", "", QT_TRANSLATE_NOOP("ErrorReasons", "The compressed answer of {endpoint} is damaged."), ""},
    {"http.unexpected-encoding", "", QT_TRANSLATE_NOOP("ErrorReasons", "{endpoint} compressed its answer in a way that was not asked for."), ""},
    {"http.sent-again", "", QT_TRANSLATE_NOOP("ErrorReasons", "The connection to {endpoint} was lost while it was waited for an answer."), ""},
    {"http.truncated", "", QT_TRANSLATE_NOOP("ErrorReasons", "The answer of {endpoint} ended too early."), ""},
    {"http.too-large", "", QT_TRANSLATE_NOOP("ErrorReasons", "The answer of {endpoint} is larger than {limit}."),
     QT_TRANSLATE_NOOP("ErrorReasons", "Narrow down what is asked for.")},
    {"http.request-too-large", "", QT_TRANSLATE_NOOP("ErrorReasons", "{endpoint} does not take a request of this size."), ""},
    {"http.dot-segment", QT_TRANSLATE_NOOP("ErrorReasons", "Name cannot be sent"),
     QT_TRANSLATE_NOOP("ErrorReasons", "A name that is “.” or “..” would lead to another place and was not sent."), ""},
    {"http.bad-header", QT_TRANSLATE_NOOP("ErrorReasons", "Header cannot be sent"),
     QT_TRANSLATE_NOOP("ErrorReasons", "A header holds characters that HTTP does not allow. Nothing was sent."), ""},
    {"http.bad-url", QT_TRANSLATE_NOOP("ErrorReasons", "Not an address"),
     QT_TRANSLATE_NOOP("ErrorReasons", "The address cannot be used."), ""},
    {"credential.unusable", QT_TRANSLATE_NOOP("ErrorReasons", "Credential cannot be sent"),
     QT_TRANSLATE_NOOP("ErrorReasons", "The password or token holds characters that HTTP does not allow. Nothing was sent."), ""},
    {"unreadable.json", "", QT_TRANSLATE_NOOP("ErrorReasons", "What {endpoint} answered is not JSON."),
     QT_TRANSLATE_NOOP("ErrorReasons", "Check that the address leads to this system, and not to a proxy's error page.")},
    {"unreadable.shape", "", QT_TRANSLATE_NOOP("ErrorReasons", "The answer of {endpoint} is JSON, but not of the kind expected."),
     QT_TRANSLATE_NOOP("ErrorReasons", "The server may be of a version that is not known here.")},
    // --- Consul
    {"consul.acl-not-found", QT_TRANSLATE_NOOP("ErrorReasons", "Token unknown"),
     QT_TRANSLATE_NOOP("ErrorReasons", "Consul at {endpoint} does not know this token."),
     QT_TRANSLATE_NOOP("ErrorReasons", "It may have been deleted or belong to another datacenter.")},
    {"consul.acls-off", "", QT_TRANSLATE_NOOP("ErrorReasons", "Access control is switched off in Consul at {endpoint}."), ""},
    {"consul.permission-denied", "", QT_TRANSLATE_NOOP("ErrorReasons", "Consul at {endpoint} does not allow this with the token in use."),
     QT_TRANSLATE_NOOP("ErrorReasons", "Its words name the permission that lacks.")},
    {"consul.token-needed", QT_TRANSLATE_NOOP("ErrorReasons", "Token needed"),
     QT_TRANSLATE_NOOP("ErrorReasons", "Consul at {endpoint} does not allow this without a token."),
     QT_TRANSLATE_NOOP("ErrorReasons", "Give the endpoint a token in the environment.")},
    {"consul.no-leader", QT_TRANSLATE_NOOP("ErrorReasons", "Consul has no leader"),
     QT_TRANSLATE_NOOP("ErrorReasons", "The Consul servers have not agreed on a leader: nothing can be written or read surely."),
     QT_TRANSLATE_NOOP("ErrorReasons", "More than half of the servers must be up and reach each other.")},
    {"consul.no-datacenter", QT_TRANSLATE_NOOP("ErrorReasons", "No such datacenter"),
     QT_TRANSLATE_NOOP("ErrorReasons", "Consul at {endpoint} has no path to that datacenter."), ""},
    {"consul.path-cleaned", "", QT_TRANSLATE_NOOP("ErrorReasons", "Consul would answer for another key than the one asked for."), ""},
    {"prometheus.query", QT_TRANSLATE_NOOP("ErrorReasons", "The server does not understand the query"),
     QT_TRANSLATE_NOOP("ErrorReasons", "{endpoint} refused the expression."), ""},
    {"prometheus.query-timeout", QT_TRANSLATE_NOOP("ErrorReasons", "The query took too long"),
     QT_TRANSLATE_NOOP("ErrorReasons", "{endpoint} gave it up."),
     QT_TRANSLATE_NOOP("ErrorReasons", "Ask for a shorter time or for fewer series.")},
    {"consul.value-too-large", QT_TRANSLATE_NOOP("ErrorReasons", "Value too large"),
     QT_TRANSLATE_NOOP("ErrorReasons", "Consul at {endpoint} does not take a value of this size."), ""},
    {"consul.transaction-too-large", QT_TRANSLATE_NOOP("ErrorReasons", "Transaction too large"),
     QT_TRANSLATE_NOOP("ErrorReasons", "Consul at {endpoint} does not take a transaction of this size."), ""},
    {"consul.key-refused", QT_TRANSLATE_NOOP("ErrorReasons", "Key name refused"),
     QT_TRANSLATE_NOOP("ErrorReasons", "This version of Consul does not take such a name."),
     QT_TRANSLATE_NOOP("ErrorReasons", "The agent's option disable_kv_key_validation lifts the rule.")},
    {"consul.other-key", "", QT_TRANSLATE_NOOP("ErrorReasons", "Consul answered for another key than the one asked for."), ""},
    {"consul.no-failure", "", QT_TRANSLATE_NOOP("ErrorReasons", "Consul refused the transaction without saying why."), ""},
    {"consul.unknown-verb", "", QT_TRANSLATE_NOOP("ErrorReasons", "Consul does not know a part of the transaction."), ""},
    {"kv.cas-failed", "", QT_TRANSLATE_NOOP("ErrorReasons", "Somebody else changed the key first. Nothing has been overwritten."),
     QT_TRANSLATE_NOOP("ErrorReasons", "Compare both values and decide.")},
    {"kv.no-such-key", QT_TRANSLATE_NOOP("ErrorReasons", "No such key"), QT_TRANSLATE_NOOP("ErrorReasons", "The key is not there any more."), ""},
    {"kv.key-empty", QT_TRANSLATE_NOOP("ErrorReasons", "A name is needed"), QT_TRANSLATE_NOOP("ErrorReasons", "A key cannot have an empty name."), ""},
    {"kv.key-not-text", QT_TRANSLATE_NOOP("ErrorReasons", "Not a name"), QT_TRANSLATE_NOOP("ErrorReasons", "The name holds half of a character."), ""},
    {"kv.key-refused-1.21", QT_TRANSLATE_NOOP("ErrorReasons", "Unusual key name"),
     QT_TRANSLATE_NOOP("ErrorReasons", "Consul 1.21.5 refuses names with other characters than letters, digits and , _ . / - ? & =."), ""},
    {"kv.key-traversal", QT_TRANSLATE_NOOP("ErrorReasons", "Unusual key name"),
     QT_TRANSLATE_NOOP("ErrorReasons", "Newer Consul servers refuse names with “..” as a part."), ""},
    {"kv.key-outer-spaces", QT_TRANSLATE_NOOP("ErrorReasons", "Unusual key name"),
     QT_TRANSLATE_NOOP("ErrorReasons", "Newer Consul servers refuse names that begin or end with a space."), ""},
    {"kv.value-too-large", QT_TRANSLATE_NOOP("ErrorReasons", "Value too large"),
     QT_TRANSLATE_NOOP("ErrorReasons", "Consul takes values up to 512 KiB. Nothing was sent."), ""},
    {"kv.value-too-large-for-key", QT_TRANSLATE_NOOP("ErrorReasons", "Value too large for this key"),
     QT_TRANSLATE_NOOP("ErrorReasons", "A key with such a name can only be written in a transaction, which takes values up to 384 KiB. Nothing was sent."), ""},
    {"kv.too-many-operations", "", QT_TRANSLATE_NOOP("ErrorReasons", "A transaction holds at most 64 operations."), ""},
    // --- documents being edited
    {"document.not-json", QT_TRANSLATE_NOOP("ErrorReasons", "Not JSON"),
     QT_TRANSLATE_NOOP("ErrorReasons", "This is not JSON: see line {line}, column {column}."), ""},
    {"document.not-an-object", QT_TRANSLATE_NOOP("ErrorReasons", "Not an object"),
     QT_TRANSLATE_NOOP("ErrorReasons", "An entity is written as an object, in braces."), ""},
    {"document.too-deep", QT_TRANSLATE_NOOP("ErrorReasons", "Nested too deeply"),
     QT_TRANSLATE_NOOP("ErrorReasons", "The text is nested too deeply to be read."), ""},
    // --- writing
    {"session.read-only", "", QT_TRANSLATE_NOOP("ErrorReasons", "Nothing was sent: this environment is read-only, or its lock is closed."),
     QT_TRANSLATE_NOOP("ErrorReasons", "Open the lock in the top bar, or edit the environment.")},
    {"session.identity", QT_TRANSLATE_NOOP("ErrorReasons", "Another platform answers"),
     QT_TRANSLATE_NOOP("ErrorReasons", "The platform that answers is not the one that this environment remembers. Nothing was sent."),
     QT_TRANSLATE_NOOP("ErrorReasons", "Compare both and accept the new one if it is meant.")},
    {"session.identity-unchecked", QT_TRANSLATE_NOOP("ErrorReasons", "Platform not known yet"),
     QT_TRANSLATE_NOOP("ErrorReasons", "The platform has not told who it is, so nothing is written to it."), ""},
    {"session.closed", "", QT_TRANSLATE_NOOP("ErrorReasons", "The environment is not open."), ""},
    {"session.no-journal", QT_TRANSLATE_NOOP("ErrorReasons", "No journal"),
     QT_TRANSLATE_NOOP("ErrorReasons", "The journal cannot be written, so nothing is changed on the platform."), ""},
    {"undo.other-platform", QT_TRANSLATE_NOOP("ErrorReasons", "Another platform"),
     QT_TRANSLATE_NOOP("ErrorReasons", "The change was made on another platform than the one connected now, so it is not undone here."), ""},
    {"plan.other-node", QT_TRANSLATE_NOOP("ErrorReasons", "The node went away"),
     QT_TRANSLATE_NOOP("ErrorReasons", "{node} was to be written to and does not answer any more. Nothing was sent."),
     QT_TRANSLATE_NOOP("ErrorReasons", "Try again: another node is asked then.")},
    {"plan.changed-since", "", QT_TRANSLATE_NOOP("ErrorReasons", "It is not any more what was seen here. Nothing was sent."),
     QT_TRANSLATE_NOOP("ErrorReasons", "Compare both versions and decide.")},
    {"settle.undecided", QT_TRANSLATE_NOOP("ErrorReasons", "Cannot be decided"),
     QT_TRANSLATE_NOOP("ErrorReasons", "Somebody else changed it since: reading cannot tell whether this step was done."), ""},
    {"settle.other-platform", "", QT_TRANSLATE_NOOP("ErrorReasons", "The step was made on another platform than the one connected now."), ""},
    {"settle.no-handler", "", QT_TRANSLATE_NOOP("ErrorReasons", "The system of this step is not part of the environment any more."), ""},
    // --- secrets
    {"secret.missing", QT_TRANSLATE_NOOP("ErrorReasons", "Secret missing"),
     QT_TRANSLATE_NOOP("ErrorReasons", "The password or token “{name}” is not in the secret store."),
     QT_TRANSLATE_NOOP("ErrorReasons", "Enter it again in the environment.")},
    {"secret.not-found", QT_TRANSLATE_NOOP("ErrorReasons", "Secret missing"),
     QT_TRANSLATE_NOOP("ErrorReasons", "The password or token is not in the secret store."),
     QT_TRANSLATE_NOOP("ErrorReasons", "Enter it again in the environment.")},
    {"secret.locked", QT_TRANSLATE_NOOP("ErrorReasons", "Secrets are locked"),
     QT_TRANSLATE_NOOP("ErrorReasons", "The file of secrets waits for its passphrase."),
     QT_TRANSLATE_NOOP("ErrorReasons", "Unlock it in the settings.")},
    {"secret.env-unset", QT_TRANSLATE_NOOP("ErrorReasons", "Variable not set"),
     QT_TRANSLATE_NOOP("ErrorReasons", "The environment variable {name} is not set."), ""},
    {"secret.keychain", QT_TRANSLATE_NOOP("ErrorReasons", "Key ring not usable"),
     QT_TRANSLATE_NOOP("ErrorReasons", "The key ring of this desktop did not do what it was asked."), ""},
    {"secret.time-out", QT_TRANSLATE_NOOP("ErrorReasons", "Key ring does not answer"),
     QT_TRANSLATE_NOOP("ErrorReasons", "The key ring did not answer in time."),
     QT_TRANSLATE_NOOP("ErrorReasons", "It may be waiting for its own password in a window.")},
    {"secret.wrong-passphrase", QT_TRANSLATE_NOOP("ErrorReasons", "Wrong passphrase"),
     QT_TRANSLATE_NOOP("ErrorReasons", "This passphrase does not open the file of secrets."), ""},
    {"secret.empty-passphrase", QT_TRANSLATE_NOOP("ErrorReasons", "A passphrase is needed"),
     QT_TRANSLATE_NOOP("ErrorReasons", "The passphrase is empty."), ""},
    {"secret.no-file", "", QT_TRANSLATE_NOOP("ErrorReasons", "There is no file of secrets."), ""},
    {"secret.file-damaged", "", QT_TRANSLATE_NOOP("ErrorReasons", "The file of secrets is damaged. It was left as it is."), ""},
    {"secret.file-newer", "", QT_TRANSLATE_NOOP("ErrorReasons", "The file of secrets was written by a newer version. It was left as it is."), ""},
    {"crypto.wrong-key", "", QT_TRANSLATE_NOOP("ErrorReasons", "It was encrypted with another key."), ""},
    {"crypto.no-memory", "", QT_TRANSLATE_NOOP("ErrorReasons", "There is not enough memory to work out the key."), ""},
    // --- files
    {"journal.locked", QT_TRANSLATE_NOOP("ErrorReasons", "Journal locked"),
     QT_TRANSLATE_NOOP("ErrorReasons", "Another program holds the journal {file}."), ""},
    {"journal.newer-schema", QT_TRANSLATE_NOOP("ErrorReasons", "Journal of a newer version"),
     QT_TRANSLATE_NOOP("ErrorReasons", "{file} was written by a newer version. It was left as it is."), ""},
    {"journal.corrupt", QT_TRANSLATE_NOOP("ErrorReasons", "Journal damaged"),
     QT_TRANSLATE_NOOP("ErrorReasons", "{file} is not a journal, or is damaged. It was left as it is."), ""},
    {"journal.disk-full", QT_TRANSLATE_NOOP("ErrorReasons", "Disk full"),
     QT_TRANSLATE_NOOP("ErrorReasons", "There is no room for the journal, so nothing is changed on the platform."), ""},
    {"journal.write-failed", "", QT_TRANSLATE_NOOP("ErrorReasons", "The journal {file} cannot be written, and what is not recorded is not done."),
     QT_TRANSLATE_NOOP("ErrorReasons", "Look at the rights, the room and the limits of that folder.")},
    {"journal.not-open", "", QT_TRANSLATE_NOOP("ErrorReasons", "The journal is not open."), ""},
    {"journal.no-bodies", QT_TRANSLATE_NOOP("ErrorReasons", "Content not kept"),
     QT_TRANSLATE_NOOP("ErrorReasons", "The content of this change was kept in memory only, or with another key: it can neither be shown nor undone."), ""},
    {"journal.unknown-plan", "", QT_TRANSLATE_NOOP("ErrorReasons", "The journal does not hold this plan any more."), ""},
    {"settings.newer-schema", QT_TRANSLATE_NOOP("ErrorReasons", "Settings of a newer version"),
     QT_TRANSLATE_NOOP("ErrorReasons", "The settings were written by a newer version. They are left as they are; changes hold for this run."), ""},
    {"settings.unreadable", QT_TRANSLATE_NOOP("ErrorReasons", "Settings unreadable"),
     QT_TRANSLATE_NOOP("ErrorReasons", "The settings cannot be read. They are left as they are; changes hold for this run."), ""},
    {"ui-state.newer-schema", "", QT_TRANSLATE_NOOP("ErrorReasons", "The layout was saved by a newer version and is left as it is."), ""},
    {"ui-state.unreadable", "", QT_TRANSLATE_NOOP("ErrorReasons", "The saved layout cannot be read."), ""},
    {"environments.newer-schema", QT_TRANSLATE_NOOP("ErrorReasons", "Environments of a newer version"),
     QT_TRANSLATE_NOOP("ErrorReasons", "The file of environments was written by a newer version. It was left as it is."), ""},
    {"environments.unreadable", QT_TRANSLATE_NOOP("ErrorReasons", "Environments unreadable"),
     QT_TRANSLATE_NOOP("ErrorReasons", "The file of environments is not what it should be: {where}."), ""},
    {"environments.none", "", QT_TRANSLATE_NOOP("ErrorReasons", "The file holds no environment."), ""},
    {"environment.unknown", QT_TRANSLATE_NOOP("ErrorReasons", "No such environment"),
     QT_TRANSLATE_NOOP("ErrorReasons", "There is no environment called “{name}”."), ""},
    {"environment.several-in-file", "", QT_TRANSLATE_NOOP("ErrorReasons", "The file holds several environments: {names}."), ""},
    {"environment.name-taken", QT_TRANSLATE_NOOP("ErrorReasons", "Name taken"),
     QT_TRANSLATE_NOOP("ErrorReasons", "Another environment has this name."), ""},
    {"file.not-found", QT_TRANSLATE_NOOP("ErrorReasons", "No such file"), QT_TRANSLATE_NOOP("ErrorReasons", "The file is not there."), ""},
    {"file.too-large", "", QT_TRANSLATE_NOOP("ErrorReasons", "The file is larger than what is read."), ""},
    {"file.cannot-read", "", QT_TRANSLATE_NOOP("ErrorReasons", "The file cannot be read."),
     QT_TRANSLATE_NOOP("ErrorReasons", "Check its permissions.")},
    {"file.cannot-write", "", QT_TRANSLATE_NOOP("ErrorReasons", "The file cannot be written."),
     QT_TRANSLATE_NOOP("ErrorReasons", "Check the free space and the permissions of the folder.")},
    {"file.cannot-create-folder", "", QT_TRANSLATE_NOOP("ErrorReasons", "The folder cannot be created."),
     QT_TRANSLATE_NOOP("ErrorReasons", "Check the permissions of the folder above it.")},
    {"file.not-a-folder", "", QT_TRANSLATE_NOOP("ErrorReasons", "There is a file where a folder is needed."), ""},
    // --- tunnels
    {"tunnel.not-found", QT_TRANSLATE_NOOP("ErrorReasons", "Tunnel program not found"),
     QT_TRANSLATE_NOOP("ErrorReasons", "The program of the tunnel is not on this machine."), ""},
    {"tunnel.exited", QT_TRANSLATE_NOOP("ErrorReasons", "Tunnel ended"),
     QT_TRANSLATE_NOOP("ErrorReasons", "The program of the tunnel ended. It is started again after a while."), ""},
    {"tunnel.prompt", QT_TRANSLATE_NOOP("ErrorReasons", "Tunnel asks for something"),
     QT_TRANSLATE_NOOP("ErrorReasons", "The program of the tunnel wants a password, which it cannot be given here."),
     QT_TRANSLATE_NOOP("ErrorReasons", "Run its command line by hand once, or use a key.")},
    {"tunnel.host-key", QT_TRANSLATE_NOOP("ErrorReasons", "Unknown host key"),
     QT_TRANSLATE_NOOP("ErrorReasons", "The host at the other end of the tunnel is not known to this machine."),
     QT_TRANSLATE_NOOP("ErrorReasons", "Run its command line by hand once and compare the key.")},
    {"tunnel.port-taken", QT_TRANSLATE_NOOP("ErrorReasons", "Port taken"),
     QT_TRANSLATE_NOOP("ErrorReasons", "Another program listens at the tunnel's local port."), ""},
    {"tunnel.time-out", QT_TRANSLATE_NOOP("ErrorReasons", "Tunnel does not come up"),
     QT_TRANSLATE_NOOP("ErrorReasons", "The tunnel's local port did not open in time."), ""},
    {"tunnel.not-up", QT_TRANSLATE_NOOP("ErrorReasons", "Tunnel is down"),
     QT_TRANSLATE_NOOP("ErrorReasons", "The tunnel to {endpoint} is not up."), ""},
    // --- who answers
    {"probe.not-kong", QT_TRANSLATE_NOOP("ErrorReasons", "Not Kong"),
     QT_TRANSLATE_NOOP("ErrorReasons", "{endpoint} answers, but it is not Kong's admin API."), QT_TRANSLATE_NOOP("ErrorReasons", "Check the port: the admin API is often at 8001.")},
    {"probe.not-consul", QT_TRANSLATE_NOOP("ErrorReasons", "Not Consul"),
     QT_TRANSLATE_NOOP("ErrorReasons", "{endpoint} answers, but it is not Consul."), QT_TRANSLATE_NOOP("ErrorReasons", "Check the port: Consul's API is often at 8500.")},
    {"probe.not-rabbitmq", QT_TRANSLATE_NOOP("ErrorReasons", "Not RabbitMQ"),
     QT_TRANSLATE_NOOP("ErrorReasons", "{endpoint} answers, but it is not RabbitMQ's management API."), QT_TRANSLATE_NOOP("ErrorReasons", "Check the port: it is often at 15672.")},
    {"probe.not-prometheus", QT_TRANSLATE_NOOP("ErrorReasons", "Not Prometheus"),
     QT_TRANSLATE_NOOP("ErrorReasons", "{endpoint} answers, but it is not Prometheus."), QT_TRANSLATE_NOOP("ErrorReasons", "Check the port: it is often at 9090.")},
    {"rabbitmq.guest-loopback", QT_TRANSLATE_NOOP("ErrorReasons", "guest may not come from here"),
     QT_TRANSLATE_NOOP("ErrorReasons", "RabbitMQ lets the user guest log in from its own machine only."), QT_TRANSLATE_NOOP("ErrorReasons", "Use another user, or a tunnel to the server.")},
    {"rabbitmq.no-management", QT_TRANSLATE_NOOP("ErrorReasons", "No management API"),
     QT_TRANSLATE_NOOP("ErrorReasons", "{endpoint} answers, but has no such page: RabbitMQ's management API is not there."), QT_TRANSLATE_NOOP("ErrorReasons", "Switch on the plugin rabbitmq_management, or check the address and its path.")},
    {"rabbitmq.not-addressable", QT_TRANSLATE_NOOP("ErrorReasons", "A name that the API cannot reach"),
     QT_TRANSLATE_NOOP("ErrorReasons", "RabbitMQ's management API takes {name} out of the address, and would act on something else."), QT_TRANSLATE_NOOP("ErrorReasons", "Use an AMQP client for this queue.")},
    {"rabbitmq.purge-stream", QT_TRANSLATE_NOOP("ErrorReasons", "A stream cannot be purged"),
     QT_TRANSLATE_NOOP("ErrorReasons", "{name} is a stream: it loses messages by its age and size limits only."), ""},
    {"rabbitmq.nothing-to-purge", QT_TRANSLATE_NOOP("ErrorReasons", "Nothing to purge"),
     QT_TRANSLATE_NOOP("ErrorReasons", "{name} holds no message that is ready."), ""},
    {"rabbitmq.counts-unknown", QT_TRANSLATE_NOOP("ErrorReasons", "Not known how much it would hit"),
     QT_TRANSLATE_NOOP("ErrorReasons", "The broker does not tell how many messages {name} holds."), QT_TRANSLATE_NOOP("ErrorReasons", "Just after a start that takes a few seconds. Otherwise its statistics are switched off.")},
    {"endpoint.other-system", QT_TRANSLATE_NOOP("ErrorReasons", "Another system answers"),
     QT_TRANSLATE_NOOP("ErrorReasons", "{endpoint} is another system: {found}."), ""},
    {"endpoint.is-kong-proxy", QT_TRANSLATE_NOOP("ErrorReasons", "This is Kong's proxy"),
     QT_TRANSLATE_NOOP("ErrorReasons", "{endpoint} is the port that clients use, not the admin API."), QT_TRANSLATE_NOOP("ErrorReasons", "The admin API is often at 8001.")},
    {"endpoint.html", QT_TRANSLATE_NOOP("ErrorReasons", "A web page answers"),
     QT_TRANSLATE_NOOP("ErrorReasons", "{endpoint} answered with a web page."), QT_TRANSLATE_NOOP("ErrorReasons", "A part of the path may be missing.")},
    {"endpoint.consent-missing", "", QT_TRANSLATE_NOOP("ErrorReasons", "This endpoint came from elsewhere and has not been accepted on this machine."),
     QT_TRANSLATE_NOOP("ErrorReasons", "Open the environment and look at what it asks for.")},
    // --- Kong
    {"kong.no-node", QT_TRANSLATE_NOOP("ErrorReasons", "No node of Kong answers"),
     QT_TRANSLATE_NOOP("ErrorReasons", "None of the admin nodes of this environment answers."), QT_TRANSLATE_NOOP("ErrorReasons", "Look at the status of Kong, or check its addresses in the environment.")},
    {"kong.not-known-yet", QT_TRANSLATE_NOOP("ErrorReasons", "Kong is not known yet"),
     QT_TRANSLATE_NOOP("ErrorReasons", "This Kong has not yet told what it can do."), QT_TRANSLATE_NOOP("ErrorReasons", "It is asked again by itself.")},
    {"kong.paging-loop", QT_TRANSLATE_NOOP("ErrorReasons", "A list without an end"),
     QT_TRANSLATE_NOOP("ErrorReasons", "{endpoint} sends the same page of a list again and again."), QT_TRANSLATE_NOOP("ErrorReasons", "Something between here and Kong may rewrite the query.")},
    {"kong.list-too-large", QT_TRANSLATE_NOOP("ErrorReasons", "List too large"),
     QT_TRANSLATE_NOOP("ErrorReasons", "The list is larger than this program takes."), ""},
    {"kong.no-schemas", QT_TRANSLATE_NOOP("ErrorReasons", "No schema"),
     QT_TRANSLATE_NOOP("ErrorReasons", "This version of Kong does not tell the schema of its entities."), ""},
    {"kong.no-validate", QT_TRANSLATE_NOOP("ErrorReasons", "No check"),
     QT_TRANSLATE_NOOP("ErrorReasons", "This version of Kong cannot check an entity without writing it."), ""},
    {"kong.schema-violation", QT_TRANSLATE_NOOP("ErrorReasons", "Kong refused it"),
     QT_TRANSLATE_NOOP("ErrorReasons", "Kong does not take this: {field}: {problem}"), ""},
    {"kong.unique", QT_TRANSLATE_NOOP("ErrorReasons", "Already there"),
     QT_TRANSLATE_NOOP("ErrorReasons", "Kong has one like this already: {field}: {problem}"), QT_TRANSLATE_NOOP("ErrorReasons", "Choose another name, or change the one that is there.")},
    {"kong.foreign-key", QT_TRANSLATE_NOOP("ErrorReasons", "What it belongs to is not there"),
     QT_TRANSLATE_NOOP("ErrorReasons", "Kong does not know what this is bound to: {field}."), QT_TRANSLATE_NOOP("ErrorReasons", "It may have been deleted meanwhile: read again.")},
    {"kong.not-found", QT_TRANSLATE_NOOP("ErrorReasons", "No longer there"),
     QT_TRANSLATE_NOOP("ErrorReasons", "Kong does not have it any more."), QT_TRANSLATE_NOOP("ErrorReasons", "Somebody may have deleted it meanwhile: read again.")},
    {"kong.referenced", QT_TRANSLATE_NOOP("ErrorReasons", "Others need it"),
     QT_TRANSLATE_NOOP("ErrorReasons", "Something else in Kong still refers to it."), QT_TRANSLATE_NOOP("ErrorReasons", "Delete that first.")},
    {"kong.no-writes", QT_TRANSLATE_NOOP("ErrorReasons", "Kong takes no changes"),
     QT_TRANSLATE_NOOP("ErrorReasons", "This node of Kong does not take changes through its Admin API."), ""},
    {"kong.refused", QT_TRANSLATE_NOOP("ErrorReasons", "Kong refused it"),
     "", ""},
    {"kong.db-less", QT_TRANSLATE_NOOP("ErrorReasons", "Kong without a database"),
     QT_TRANSLATE_NOOP("ErrorReasons", "This Kong has no database: its entities come from a file and cannot be changed here."), QT_TRANSLATE_NOOP("ErrorReasons", "Change its declarative configuration.")},
    {"kong.data-plane", QT_TRANSLATE_NOOP("ErrorReasons", "A data plane"),
     QT_TRANSLATE_NOOP("ErrorReasons", "This node is a data plane: it takes its entities from the control plane."), QT_TRANSLATE_NOOP("ErrorReasons", "Connect to the control plane to change them.")},
    {"kong.read-only-node", QT_TRANSLATE_NOOP("ErrorReasons", "Kong takes no changes"),
     QT_TRANSLATE_NOOP("ErrorReasons", "This node of Kong does not take changes through its Admin API."), QT_TRANSLATE_NOOP("ErrorReasons", "A Kong without a database is changed through its file, a data plane through its control plane.")},
    {"kong.nothing-changed", QT_TRANSLATE_NOOP("ErrorReasons", "Nothing to do"),
     QT_TRANSLATE_NOOP("ErrorReasons", "Nothing would change."), ""},
    {"kong.not-an-object", QT_TRANSLATE_NOOP("ErrorReasons", "Not an entity"),
     QT_TRANSLATE_NOOP("ErrorReasons", "The text is no JSON object."), ""},
    {"kong.api-no-rule", QT_TRANSLATE_NOOP("ErrorReasons", "A rule is needed"),
     QT_TRANSLATE_NOOP("ErrorReasons", "Without a path, host or method in an API object this Kong answers every request, of all APIs, with an error."), QT_TRANSLATE_NOOP("ErrorReasons", "Leave at least one of paths, hosts or methods.")},
    {"kong.route-no-rule", QT_TRANSLATE_NOOP("ErrorReasons", "A rule is needed"),
     QT_TRANSLATE_NOOP("ErrorReasons", "A route needs something to match by: paths, hosts, methods or headers."), ""},
    {"kong.list-expected", QT_TRANSLATE_NOOP("ErrorReasons", "A list is needed"),
     QT_TRANSLATE_NOOP("ErrorReasons", "{field} must be a list of texts."), ""},
    {"kong.list-blank", QT_TRANSLATE_NOOP("ErrorReasons", "Empty entry"),
     QT_TRANSLATE_NOOP("ErrorReasons", "{field} holds an entry without text."), QT_TRANSLATE_NOOP("ErrorReasons", "Remove the entry.")},
    {"kong.retries-null", QT_TRANSLATE_NOOP("ErrorReasons", "Retries are needed"),
     QT_TRANSLATE_NOOP("ErrorReasons", "This Kong fails when the retries of an API object are cleared."), QT_TRANSLATE_NOOP("ErrorReasons", "Set a number; 5 is the default.")},
    {"kong.upstream-url", QT_TRANSLATE_NOOP("ErrorReasons", "Not a usable address"),
     QT_TRANSLATE_NOOP("ErrorReasons", "{value} cannot be called: it needs http:// or https://, a host without blanks and, where there is one, a port from 1 to 65535."), ""},
    {"kong.name-missing", QT_TRANSLATE_NOOP("ErrorReasons", "A name is needed"),
     QT_TRANSLATE_NOOP("ErrorReasons", "The name must not be empty."), ""},
    {"kong.name-invalid", QT_TRANSLATE_NOOP("ErrorReasons", "Not a usable name"),
     QT_TRANSLATE_NOOP("ErrorReasons", "{value} holds characters that Kong does not take in names."), QT_TRANSLATE_NOOP("ErrorReasons", "Letters, digits and . _ ~ - are fine everywhere.")},
    {"kong.path-no-slash", QT_TRANSLATE_NOOP("ErrorReasons", "Path without a slash"),
     QT_TRANSLATE_NOOP("ErrorReasons", "The path {value} must start with a slash."), ""},
    {"kong.path-tilde", QT_TRANSLATE_NOOP("ErrorReasons", "No regular expression here"),
     QT_TRANSLATE_NOOP("ErrorReasons", "This version of Kong does not know the mark ~ before {value}."), QT_TRANSLATE_NOOP("ErrorReasons", "Leave out the ~: special characters alone make a regular expression here.")},
    {"kong.path-empty-segment", QT_TRANSLATE_NOOP("ErrorReasons", "Empty part in a path"),
     QT_TRANSLATE_NOOP("ErrorReasons", "{value} has two slashes in a row."), ""},
    {"kong.path-encoding", QT_TRANSLATE_NOOP("ErrorReasons", "Broken percent sign"),
     QT_TRANSLATE_NOOP("ErrorReasons", "{value} has a % that is not followed by two hexadecimal digits."), ""},
    {"kong.path-not-normalised", QT_TRANSLATE_NOOP("ErrorReasons", "Path not in its plain form"),
     QT_TRANSLATE_NOOP("ErrorReasons", "This version of Kong does not take {value}."), QT_TRANSLATE_NOOP("ErrorReasons", "Write {suggestion} instead.")},
    {"kong.bad-regex", QT_TRANSLATE_NOOP("ErrorReasons", "Broken regular expression"),
     QT_TRANSLATE_NOOP("ErrorReasons", "{value} is no regular expression: {problem}"), ""},
    {"kong.host-wildcard", QT_TRANSLATE_NOOP("ErrorReasons", "Misplaced asterisk"),
     QT_TRANSLATE_NOOP("ErrorReasons", "In {value} one asterisk may stand, as the whole first or last part of the host."), ""},
    {"kong.host-port", QT_TRANSLATE_NOOP("ErrorReasons", "Port in a host"),
     QT_TRANSLATE_NOOP("ErrorReasons", "{value} has a port that this Kong does not take."), QT_TRANSLATE_NOOP("ErrorReasons", "Leave the port out.")},
    {"kong.host-invalid", QT_TRANSLATE_NOOP("ErrorReasons", "Not a host name"),
     QT_TRANSLATE_NOOP("ErrorReasons", "{value} is no host name."), ""},
    {"kong.method-case", QT_TRANSLATE_NOOP("ErrorReasons", "Method in small letters"),
     QT_TRANSLATE_NOOP("ErrorReasons", "{value} must be written in capital letters."), QT_TRANSLATE_NOOP("ErrorReasons", "Write {suggestion}.")},
    {"kong.method-invalid", QT_TRANSLATE_NOOP("ErrorReasons", "Not a method"),
     QT_TRANSLATE_NOOP("ErrorReasons", "{value} is no method: capital letters only."), ""},
    {"kong.path-looks-regex", QT_TRANSLATE_NOOP("ErrorReasons", "A plain path here"),
     QT_TRANSLATE_NOOP("ErrorReasons", "{value} looks like a regular expression; in this version only paths that start with ~ are."), ""},
    {"kong.self-cut", QT_TRANSLATE_NOOP("ErrorReasons", "The console's own way in"),
     QT_TRANSLATE_NOOP("ErrorReasons", "This console reaches the Admin API through it, at {url}: the change may cut it off."), ""},
    {"kong.service-required", QT_TRANSLATE_NOOP("ErrorReasons", "A service is needed"),
     QT_TRANSLATE_NOOP("ErrorReasons", "In this version of Kong every route belongs to a service."), ""},
    {"kong.port-range", QT_TRANSLATE_NOOP("ErrorReasons", "Not a port"),
     QT_TRANSLATE_NOOP("ErrorReasons", "{value} is no port: it must be a whole number from 0 to 65535."), ""},
    {"kong.plugin-moves", QT_TRANSLATE_NOOP("ErrorReasons", "This would move the plugin"),
     QT_TRANSLATE_NOOP("ErrorReasons", "The edit would bind the plugin to something else."), QT_TRANSLATE_NOOP("ErrorReasons", "Use “Move to…” for that.")},
    {"kong.plugin-twice", QT_TRANSLATE_NOOP("ErrorReasons", "Plugin already there"),
     QT_TRANSLATE_NOOP("ErrorReasons", "There is already a plugin {name} at this place."), QT_TRANSLATE_NOOP("ErrorReasons", "Change the one that is there.")},
};

QString filled(const char *source, const Error &error)
{
    if (!*source)
        return {};
    const QString text = QCoreApplication::translate(translationContext, source);
    // In one pass: what a server said may hold braces of its own. An argument that was not given leaves none behind.
    static const QRegularExpression placeholder(QStringLiteral("\\{([A-Za-z]+)\\}"));
    QString out;
    qsizetype end = 0;
    auto matches = placeholder.globalMatch(text);
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        out += QStringView(text).mid(end, match.capturedStart() - end);
        end = match.capturedEnd();
        const QString name = match.captured(1);
        const QVariant value = error.args.value(name);
        if (name == QLatin1String("endpoint") && !error.endpoint.isEmpty())
            out += visibleText(error.endpoint);
        else if (name == QLatin1String("endpoint"))
            out += match.capturedStart() == 0 ? QCoreApplication::translate(translationContext, "The server")
                                              : QCoreApplication::translate(translationContext, "the server");
        else if (value.typeId() == QMetaType::QStringList)
            out += visibleText(value.toStringList().join(QStringLiteral(", ")));
        else if (name == QLatin1String("limit") && value.isValid())
            out += format::size(value.toLongLong());
        else if (name == QLatin1String("milliseconds") && value.isValid())
            out += format::milliseconds(std::chrono::milliseconds(value.toLongLong()));
        else
            out += value.isValid() ? visibleText(value.toString()) : format::notGiven();
    }
    out += QStringView(text).mid(end);
    return out;
}

} // namespace

std::optional<ReasonText> textOfReason(const Error &error)
{
    if (error.reason.isEmpty())
        return std::nullopt;
    for (const Row &row : kReasons) {
        if (error.reason == QLatin1String(row.reason))
            return ReasonText{filled(row.title, error), filled(row.text, error), filled(row.hint, error)};
    }
    return std::nullopt;
}

QStringList knownReasons()
{
    QStringList reasons;
    for (const Row &row : kReasons)
        reasons.append(QString::fromLatin1(row.reason));
    return reasons;
}

} // namespace mk
