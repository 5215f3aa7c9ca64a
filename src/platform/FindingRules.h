// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/ConsulHost.h"
#include "platform/Findings.h"

#include <QHash>
#include <QSet>

#include <deque>

// The inside of findings::evaluate(), for its own .cpp files only.
namespace mk::findings {

// A way out of the gateway: an API object, or a service with its routes.
struct Way
{
    kong::Kind kind = kong::Kind::Api;
    QString id;
    QString name;
    QStringList paths; // of all its rules; empty: it matches by something else
    QString protocol;
    QString host;
    int port = 0; // 0: the URL does not say
    consulhost::ConsulHost consul;

    QString call() const;      // "GET /apis/users"
    QString hostField() const; // "upstream_url", "host"
    QString hostValue() const; // what stands there
};

class Rules
{
public:
    explicit Rules(const FindingFacts &facts);

    FindingReport take();

private:
    // FindingRulesKong.cpp
    void hosts();
    void host(const Way &way);
    void ports(const Way &way, const QList<const consul::Instance *> &instances);
    void collisions();
    void unregistered();
    void missingPlugin();
    void gatewayErrors();
    void gatewayErrorsOf(const QString &service, double total, double count502, double count503);
    // FindingRulesCertificates.cpp
    void certificates();
    // FindingRulesConsul.cpp
    void emptyCatalog();
    void migrationGate();
    void criticalInstances();
    void failedNodes();
    // FindingRules.cpp
    void systems();
    void queues();
    void queue(const QueueRecord &record);
    void targets();
    // FindingPosture.cpp
    void posture();

    QList<const consul::Instance *> instancesOf(const QString &service) const; // by name, no matter how it is written
    QStringList serviceNames() const;
    bool isOwnDatacenter(const QString &datacenter) const;
    bool isMicrokubes() const; // something on it is of Microkubes' own
    bool isUp(System system) const;
    Finding &add(const char *code, FindingSeverity severity, System system, const EntityRef &entity, FindingSources sources);
    Finding &addForWay(const char *code, FindingSeverity severity, const Way &way, FindingSources sources);
    QString kubectl(const QString &what) const; // "kubectl -n microkubes …"
    QString podsOf(const QString &service) const;

    const FindingFacts &m_facts;
    std::vector<Way> m_ways;
    QHash<QString, QList<const consul::Instance *>> m_byService; // lower case
    std::deque<Finding> m_findings; // those handed out stay where they are
    std::vector<PostureNote> m_posture;
    bool m_catalogEmpty = false;
    int m_brokenNames = 0; // ways whose name leads nowhere: Kong answers 503 to them
};

FindingNote note(FindingNote::Weight weight, const char *code, const QVariantMap &args = {}, const QString &command = {});
FindingEvidence evidence(System system, const QString &call, const QString &field, const QString &value);
QString shellWord(const QString &word); // safe to be pasted into a shell
QString addressOf(const consul::Instance &instance);
// Its own doing: the node's checks and maintenance aside.
bool isCritical(const consul::Instance &instance);

} // namespace mk::findings
