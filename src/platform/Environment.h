// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Result.h"
#include "net/Endpoint.h"

#include <QHash>
#include <QList>
#include <QObject>
#include <QString>
#include <QStringList>

#include <nlohmann/json_fwd.hpp>

#include <memory>
#include <optional>

namespace mk {

enum class Stage { Development, Staging, Production };

QString stageId(Stage stage); // "development", "staging", "production"
std::optional<Stage> stageFromId(const QString &id);

// What a system said of itself that stays the same for as long as it is the same platform. Empty fields: not known.
struct Identity
{
    // Consul: datacenter and server node ids; RabbitMQ: cluster name; Kong: database host and name, hostname, node ids;
    // Prometheus: external labels. Each as "key=value", sorted.
    QStringList facts;
    bool isEmpty() const { return facts.isEmpty(); }
    bool operator==(const Identity &) const = default;
};

// A finding that somebody knows of and does not want to be told again, and why.
struct MutedFinding
{
    QString id; // Finding::id()
    QString reason;
    bool operator==(const MutedFinding &) const = default;
};

// What belongs together although no server says so, or does not although it looks so: the operator's word on one part of the
// platform map.
struct MapCorrection
{
    QString part;    // MapPart::ref
    QString service; // MapRow::key
    bool together = true;
    bool operator==(const MapCorrection &) const = default;
};

// One platform as the operator knows it. A value.
struct Environment
{
    QString id; // a UUID without braces, made once
    QString name;
    Stage stage = Stage::Development;
    bool readOnly = false;
    bool watchInBackground = true;
    QList<Endpoint> kong; // admin nodes, in the operator's order; empty: none
    std::optional<Endpoint> kongProxy;
    std::optional<Endpoint> consul;
    std::optional<Endpoint> rabbitmq;
    std::optional<Endpoint> prometheus;
    QHash<System, Identity> identities; // accepted ones
    QList<MutedFinding> mutedFindings;
    QList<MapCorrection> mapCorrections;

    bool isTransient = false; // made from the command line: never saved
    bool isDemo = false;      // the simulated platform that this program started: shown as such wherever a stage is
    // The object of the file that it was read from: members that this version does not know are kept at the next write.
    std::shared_ptr<const nlohmann::ordered_json> unknown;

    static QString newId();
    QList<Endpoint> endpoints(System system) const; // in order; Kong's proxy is none of them
    QList<Endpoint> allEndpoints() const; // the proxy too
    bool has(System system) const { return !endpoints(system).isEmpty(); }
};

// Something in an environment that makes this machine do more than talk to an address the operator sees: it needs the
// operator's consent when the file came from elsewhere. Bound to its exact text and endpoint by its fingerprint.
struct ConsentItem
{
    enum class Kind { EnvironmentVariable, Command, Proxy, KeyFile, CaFile, Pin, ServerName };
    Kind kind = Kind::Command;
    QString endpointUrl; // where what is consented to goes
    QString text;        // the exact variable name, command line, proxy address, path, fingerprint or name to verify
    bool runsCode = false; // a command whose options let it run other code
    QByteArray fingerprint() const; // SHA-256 over kind, endpoint and text
    static QString kindId(Kind kind); // "environment-variable", "command", "proxy", "key-file", "ca-file", "pin", "server-name"
};

QList<ConsentItem> consentItems(const Environment &environment);
// The items that the operator typed himself: in `edited` and not in `loaded` (what the file or the import said). An editor
// accepts these when it saves; all others wait for their explicit consent.
QList<ConsentItem> typedByOperator(const Environment &loaded, const Environment &edited);

// environments.json: {"schema": 1, "environments": [...], "consents": ["<hex>"]}. Written atomically; members that this version does not
// know survive. A file of a newer schema is refused and left alone ("environments.newer-schema").
class EnvironmentStore final : public QObject
{
    Q_OBJECT
public:
    explicit EnvironmentStore(const QString &configFolder, QObject *parent = nullptr);

    Result<Done> load(); // a missing file is an empty list
    const QList<Environment> &environments() const { return m_environments; }
    std::optional<Environment> find(const QString &idOrName) const;
    // Validates (Error reason "environment.*" with args "field"), replaces or appends, writes.
    Result<Done> save(const Environment &environment);
    Result<Done> saveAll(const QList<Environment> &environments); // the editor's whole list, in its order
    Result<Done> remove(const QString &id);

    // Reads a file that this program did not write; nothing of it is stored. Ids are made anew, references to stored
    // secrets are dropped (they would be this machine's, sent to a stranger's address). Either a whole environments.json
    // or one environment as an object.
    static Result<QList<Environment>> readForeign(const QString &path);
    // What of it has not been accepted yet on this machine.
    QList<ConsentItem> missingConsents(const Environment &environment) const;
    Result<Done> accept(const QList<ConsentItem> &items);
    // For addresses given on the command line: the operator typed them himself just now. Not written.
    void acceptForThisRun(const QList<ConsentItem> &items);

    QString filePath() const;
    static Result<Done> validate(const Environment &environment);
    // An address typed or given on the command line: adds a missing scheme, takes userinfo out (credential gets it;
    // hadUserInfo tells, for the warning), strips trailing slashes.
    struct ParsedAddress
    {
        QUrl url;
        QString user;
        QString password;
        bool hadUserInfo = false;
    };
    static Result<ParsedAddress> parseAddress(const QString &text, System system);

Q_SIGNALS:
    void changed();

private:
    Result<Done> write(const QList<Environment> &environments, const QStringList &consents);
    QString m_folder;
    QList<Environment> m_environments;
    QStringList m_consents;    // hex fingerprints of accepted items
    QStringList m_runConsents; // the same, for this run only
    std::optional<Error> m_loadError; // the file is there and could not be read: it is not written over
    std::shared_ptr<const nlohmann::ordered_json> m_unknown;
};

} // namespace mk
