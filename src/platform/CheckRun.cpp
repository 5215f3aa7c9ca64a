// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/CheckRun.h"

#include "core/Json.h"
#include "core/SafeText.h"
#include "platform/IdentityCheck.h"
#include "platform/PlatformSession.h"

#include <QTimer>

#include <algorithm>

namespace mk {

namespace {

using Json = nlohmann::ordered_json;

std::string utf8(const QString &text)
{
    return text.toStdString();
}

Json toJsonValue(const QVariant &value)
{
    switch (value.userType()) {
    case QMetaType::Bool:
        return value.toBool();
    case QMetaType::Int:
    case QMetaType::LongLong:
        return value.toLongLong();
    case QMetaType::UInt:
    case QMetaType::ULongLong:
        return value.toULongLong();
    case QMetaType::Double:
        return value.toDouble();
    case QMetaType::QByteArray:
        return value.toByteArray().toHex().toStdString();
    case QMetaType::QStringList: {
        Json list = Json::array();
        for (const QString &text : value.toStringList())
            list.push_back(utf8(text));
        return list;
    }
    case QMetaType::QDateTime:
        return utf8(value.toDateTime().toUTC().toString(Qt::ISODateWithMs));
    default:
        return utf8(value.toString());
    }
}

Json toJsonObject(const QVariantMap &map)
{
    Json object = Json::object();
    for (auto member = map.cbegin(); member != map.cend(); ++member)
        object[utf8(member.key())] = toJsonValue(member.value());
    return object;
}

Json withCode(const QString &code, const QVariantMap &args)
{
    Json object = Json::object();
    object["code"] = utf8(code);
    const Json members = toJsonObject(args); // items() refers to it
    for (const auto &[name, value] : members.items())
        object[name] = value;
    return object;
}

Json toJsonError(const Error &error)
{
    Json object = Json::object();
    object["kind"] = utf8(errorKindId(error.kind));
    const auto put = [&object](const char *name, const QString &text) {
        if (!text.isEmpty())
            object[name] = utf8(text);
    };
    put("reason", error.reason);
    if (error.httpStatus != 0)
        object["httpStatus"] = error.httpStatus;
    put("serverMessage", error.serverMessage);
    put("endpoint", error.endpoint);
    put("request", error.request);
    put("detail", error.detail);
    if (!error.args.isEmpty())
        object["args"] = toJsonObject(error.args);
    return object;
}

Json toJsonTls(const TlsPeer &peer)
{
    Json object = Json::object();
    object["protocol"] = utf8(peer.protocol);
    object["problems"] = toJsonValue(peer.problems);
    Json chain = Json::array();
    for (const TlsPeer::Certificate &certificate : peer.chain) {
        chain.push_back({{"subject", utf8(certificate.subject)},
                         {"issuer", utf8(certificate.issuer)},
                         {"names", toJsonValue(certificate.names)},
                         {"validFrom", toJsonValue(certificate.validFrom)},
                         {"validTo", toJsonValue(certificate.validTo)},
                         {"sha256", certificate.sha256.toHex().toStdString()}});
    }
    object["chain"] = chain;
    return object;
}

Json toJsonRow(const CheckReport::Row &row)
{
    const EndpointTestResult &test = row.test;
    Json object = Json::object();
    object["id"] = utf8(test.endpointId);
    object["system"] = utf8(systemId(test.system));
    object["url"] = utf8(test.url.toString(QUrl::FullyEncoded | QUrl::RemoveUserInfo));
    object["state"] = utf8(row.state);
    object["ok"] = row.isWell();
    if (test.works()) {
        if (!test.facts.version.isEmpty())
            object["version"] = utf8(test.facts.version);
        object["latencyMs"] = qint64(test.facts.latency.count());
        if (!test.facts.credential.isEmpty())
            object["credential"] = withCode(test.facts.credential, test.facts.credentialArgs);
        Json counts = Json::object();
        for (const auto &[name, count] : test.counts)
            counts[utf8(name)] = count;
        object["counts"] = counts;
        Json notices = Json::array();
        for (const auto &[code, args] : test.facts.notices)
            notices.push_back(withCode(code, args));
        object["notices"] = notices;
        object["identity"] = {{"found", toJsonValue(test.facts.identity.facts)},
                              {"remembered", toJsonValue(row.remembered.facts)}};
    }
    if (test.error)
        object["error"] = toJsonError(*test.error);
    if (!test.explanation.isEmpty())
        object["explanation"] = withCode(test.explanation, test.explanationArgs);
    if (test.tls)
        object["tls"] = toJsonTls(*test.tls);
    if (!row.missingConsents.isEmpty()) {
        Json items = Json::array();
        for (const ConsentItem &item : row.missingConsents)
            items.push_back({{"kind", utf8(ConsentItem::kindId(item.kind))}, {"text", utf8(item.text)}});
        object["missingConsents"] = items;
    }
    return object;
}

// What a terminal may be shown of a stranger's words: one line, nothing that moves the cursor.
QString shown(const QString &text)
{
    return visibleText(shortened(text, 300));
}

void appendCodeText(QString *line, const QString &name, const QString &code, const QVariantMap &args)
{
    *line += QLatin1String("  ") + name + QLatin1Char(' ') + code;
    QStringList parts;
    for (auto arg = args.cbegin(); arg != args.cend(); ++arg) {
        const QString value = arg.value().userType() == QMetaType::QStringList
            ? arg.value().toStringList().join(QLatin1Char(','))
            : arg.value().toString();
        if (!value.isEmpty())
            parts.append(arg.key() + QLatin1Char('=') + shown(value));
    }
    if (!parts.isEmpty())
        *line += QLatin1String(" (") + parts.join(QLatin1String("; ")) + QLatin1Char(')');
}

QString rowText(const CheckReport::Row &row)
{
    const EndpointTestResult &test = row.test;
    QString line = test.endpointId + QLatin1String("  ") + row.state + QLatin1String("  ")
        + test.url.toString(QUrl::FullyEncoded | QUrl::RemoveUserInfo);
    if (test.works()) {
        if (!test.facts.version.isEmpty())
            line += QLatin1String("  version ") + shown(test.facts.version);
        line += QLatin1String("  latency ") + QString::number(test.facts.latency.count()) + QLatin1String(" ms");
        if (!test.facts.credential.isEmpty())
            appendCodeText(&line, QStringLiteral("credential"), test.facts.credential, test.facts.credentialArgs);
        for (const auto &[name, count] : test.counts)
            line += QLatin1String("  ") + name + QLatin1Char(' ') + QString::number(count);
        for (const auto &[code, args] : test.facts.notices)
            appendCodeText(&line, QStringLiteral("notice"), code, args);
    }
    if (row.state == QLatin1String("wrong-platform")) {
        line += QLatin1String("  remembered ") + shown(row.remembered.facts.join(QLatin1Char(',')))
            + QLatin1String("  found ") + shown(test.facts.identity.facts.join(QLatin1Char(',')));
    }
    if (!test.explanation.isEmpty())
        appendCodeText(&line, QStringLiteral("explanation"), test.explanation, test.explanationArgs);
    if (test.error) {
        line += QLatin1String("  error ") + shown(test.error->toLogString());
    }
    for (const ConsentItem &item : row.missingConsents) {
        line += QLatin1String("\n    consent missing: ") + ConsentItem::kindId(item.kind) + QLatin1Char(' ')
            + visibleText(item.text);
    }
    return line + QLatin1Char('\n');
}

const char *sourceId(FindingSource source)
{
    switch (source) {
    case FindingSource::Entities:
        return "kong.entities";
    case FindingSource::Plugins:
        return "kong.plugins";
    case FindingSource::KongNode:
        return "kong.node";
    case FindingSource::Instances:
        return "consul.instances";
    case FindingSource::Nodes:
        return "consul.nodes";
    case FindingSource::ConsulKey:
        return "consul.key";
    case FindingSource::Queues:
        return "rabbitmq.queues";
    case FindingSource::Targets:
        return "prometheus.targets";
    case FindingSource::GatewayErrors:
        return "prometheus.gateway";
    default:
        return "status";
    }
}

// Each once: a source may have several lists.
QStringList notLookedAt(const QList<FindingCoverage> &coverage)
{
    QStringList ids;
    for (const FindingCoverage &one : coverage) {
        const bool known = one.state == FindingCoverage::State::Known || one.state == FindingCoverage::State::NotConfigured;
        const QString id = QLatin1String(sourceId(one.source));
        if (!known && !ids.contains(id))
            ids.append(id);
    }
    return ids;
}

Json toJsonFinding(const Finding &finding)
{
    Json object = Json::object();
    object["id"] = utf8(finding.id());
    object["code"] = utf8(finding.code);
    object["severity"] = utf8(findingSeverityId(finding.severity));
    object["system"] = utf8(systemId(finding.system));
    object["entity"] = {{"kind", utf8(finding.entity.kind)}, {"id", utf8(finding.entity.id)}, {"name", utf8(finding.entity.name)}};
    object["args"] = toJsonObject(finding.args);
    Json all = Json::array();
    for (const FindingEvidence &evidence : finding.evidence) {
        all.push_back({{"system", utf8(systemId(evidence.system))},
                       {"call", utf8(evidence.call)},
                       {"field", utf8(evidence.field)},
                       {"value", utf8(evidence.value)}});
    }
    object["evidence"] = all;
    Json notes = Json::array();
    for (const FindingNote &note : finding.notes) {
        Json one = withCode(note.code, note.args);
        one["weight"] = note.weight == FindingNote::Weight::Proven ? "proven" : note.weight == FindingNote::Weight::Suggested ? "suggested" : "elsewhere";
        if (!note.command.isEmpty())
            one["command"] = utf8(note.command);
        notes.push_back(one);
    }
    object["notes"] = notes;
    Json repairs = Json::array();
    for (const FindingRepair &repair : finding.repairs)
        repairs.push_back(utf8(findingRepairId(repair.kind)));
    object["repairs"] = repairs;
    return object;
}

Json toJsonFindings(const CheckReport &report)
{
    Json all = Json::array();
    for (const FindingRow &row : report.findings) {
        Json object = toJsonFinding(row.finding);
        object["confirmed"] = true;
        object["muted"] = row.state == FindingRow::State::Muted;
        if (row.state == FindingRow::State::Muted)
            object["reason"] = utf8(row.muteReason);
        all.push_back(object);
    }
    for (const Finding &finding : report.unconfirmed) {
        Json object = toJsonFinding(finding);
        object["confirmed"] = false;
        object["muted"] = false;
        all.push_back(object);
    }
    return all;
}

void appendFinding(QString *text, const Finding &finding, const QString &remark)
{
    *text += QLatin1String("finding  ") + findingSeverityId(finding.severity) + QLatin1String("  ") + shown(finding.id())
        + QLatin1String("  name ") + shown(finding.entity.name);
    if (!remark.isEmpty())
        *text += QLatin1String("  ") + remark;
    *text += QLatin1Char('\n');
    for (const FindingEvidence &evidence : finding.evidence)
        *text += QLatin1String("    ") + shown(evidence.call) + QLatin1String("  ") + shown(evidence.field) + QLatin1String(": ") + shown(evidence.value) + QLatin1Char('\n');
}

QString findingsText(const CheckReport &report)
{
    QString text;
    int critical = 0;
    int warnings = 0;
    int muted = 0;
    for (const FindingRow &row : report.findings) {
        const bool isMuted = row.state == FindingRow::State::Muted;
        ++(isMuted ? muted : row.finding.severity == FindingSeverity::Critical ? critical : warnings);
        appendFinding(&text, row.finding, isMuted ? QLatin1String("muted: ") + shown(row.muteReason) : QString());
    }
    for (const Finding &finding : report.unconfirmed)
        appendFinding(&text, finding, QStringLiteral("unconfirmed"));
    for (const PostureNote &note : report.posture) {
        appendCodeText(&text, QStringLiteral("posture"), note.code, note.args);
        text += QLatin1Char('\n');
    }
    const QStringList missing = notLookedAt(report.coverage);
    if (!missing.isEmpty())
        text += QLatin1String("not looked at  ") + missing.join(QLatin1Char(' ')) + QLatin1Char('\n');
    return text + QLatin1String("findings  ") + QString::number(critical) + QLatin1String(" critical, ") + QString::number(warnings)
        + QLatin1String(" warnings, ") + QString::number(muted) + QLatin1String(" muted\n");
}

constexpr std::chrono::seconds longestLook{20};

class CheckJob final : public Job<CheckReport>
{
public:
    struct Tools
    {
        EnvironmentStore *environments;
        Secrets *secrets;
        HttpLog *log;
        const Clock *clock;
    };

    CheckJob(const CheckInput &input, const Tools &tools, QObject *parent)
        : Job<CheckReport>(parent)
        , m_input(input)
        , m_tools(tools)
    {
        start();
    }

protected:
    void onStart() override
    {
        const Environment &environment = m_input.environment;
        m_report.environment = environment;
        const QList<ConsentItem> missing = m_tools.environments->missingConsents(environment);
        std::vector<Job<EndpointTestResult> *> tests;
        for (const Endpoint &endpoint : environment.allEndpoints()) {
            CheckReport::Row row;
            row.remembered = environment.identities.value(endpoint.system);
            const QString url = endpoint.url.toString(QUrl::RemoveUserInfo | QUrl::FullyEncoded);
            for (const ConsentItem &item : missing) {
                if (item.endpointUrl == url)
                    row.missingConsents.append(item);
            }
            EndpointTestInput test;
            test.endpoint = endpoint;
            test.typed = m_input.given.value(endpoint.id);
            test.isProxy = environment.kongProxy && endpoint.id == environment.kongProxy->id;
            test.consentMissing = !missing.isEmpty(); // one is enough: nothing is connected before all are given
            test.withCounts = true;
            m_report.rows.append(row);
            m_isProxy.append(test.isProxy);
            tests.push_back(testEndpoint(test, m_tools.secrets, m_tools.log, m_tools.clock, this));
        }
        await(static_cast<Job<std::vector<Result<EndpointTestResult>>> *>(
                  new JoinJob<EndpointTestResult>(this, std::move(tests), JoinPolicy::WaitForAll)),
              [this](const Result<std::vector<Result<EndpointTestResult>>> &results) {
                  if (!results) {
                      finishError(results.error());
                      return;
                  }
                  for (size_t i = 0; i < results->size(); ++i) {
                      if ((*results)[i])
                          m_report.rows[qsizetype(i)].test = *(*results)[i];
                  }
                  judge();
                  lookForFindings();
              });
    }
    void onCancel() override
    {
        m_session.reset();
        Job<CheckReport>::onCancel();
    }

private:
    // Where nothing answers, or may be spoken to, there is nothing to look at.
    void lookForFindings()
    {
        bool any = false;
        for (qsizetype i = 0; i < m_report.rows.size(); ++i)
            any = any || (m_report.rows.at(i).test.works() && !m_isProxy.at(i));
        if (!any) {
            finish(std::move(m_report));
            return;
        }
        Environment environment = m_input.environment;
        environment.isTransient = true; // a check remembers nothing
        environment.readOnly = true;
        m_session = std::make_unique<PlatformSession>(
            environment, PlatformSession::Dependencies{m_tools.secrets, m_tools.log, m_tools.clock, nullptr, m_tools.environments, m_input.given});
        FindingsWatch *watch = m_session->findings();
        QObject::connect(watch, &FindingsWatch::looked, this, [this, watch] {
            if (watch->sawAll())
                endLook();
        });
        QTimer::singleShot(longestLook, this, [this] { endLook(); });
        watch->start(longestLook);
        m_session->setLiveUpdates(false);
        m_session->open();
    }

    void endLook()
    {
        if (!m_session || !mayEnd())
            return;
        const FindingsWatch *watch = m_session->findings();
        for (const FindingRow &row : watch->tracked())
            m_report.findings.push_back(row);
        for (const Finding &finding : watch->waiting()) {
            if (finding.code != QLatin1String("system.down")) // its endpoint's row says more
                m_report.unconfirmed.push_back(finding);
        }
        m_report.posture = watch->posture();
        m_report.coverage = watch->coverage();
        m_session.release()->deleteLater(); // this is one of its own signals
        finish(std::move(m_report));
    }

    void judge()
    {
        QList<Identity> kongNodes;
        for (qsizetype i = 0; i < m_report.rows.size(); ++i) {
            CheckReport::Row &row = m_report.rows[i];
            row.state = stateOf(row);
            if (!row.test.works() || m_isProxy.at(i) || !row.test.facts.identityTold)
                continue;
            if (row.test.system == System::Kong)
                kongNodes.append(row.test.facts.identity);
            if (compareIdentity(row.test.system, row.remembered, row.test.facts.identity) == IdentityVerdict::Conflict)
                row.state = QStringLiteral("wrong-platform");
        }
        if (kongNodes.size() < 2 || joinedKongIdentity(kongNodes))
            return;
        for (qsizetype i = 0; i < m_report.rows.size(); ++i) {
            CheckReport::Row &row = m_report.rows[i];
            if (row.test.system == System::Kong && row.test.works() && !m_isProxy.at(i)) {
                row.state = QStringLiteral("wrong-platform");
                row.test.facts.notices.append({QStringLiteral("kong.nodes-disagree"), {}});
            }
        }
    }

    static QString stateOf(const CheckReport::Row &row)
    {
        const EndpointTestResult &test = row.test;
        if (test.works())
            return test.facts.degraded ? QStringLiteral("degraded") : QStringLiteral("ok");
        if (test.verdict == EndpointTestResult::Verdict::Untrusted)
            return QStringLiteral("untrusted");
        if (test.error && test.error->is(ErrorKind::Untrusted))
            return QStringLiteral("no-consent");
        if (test.error
            && (test.error->is(ErrorKind::Unauthorised) || test.error->is(ErrorKind::Forbidden)
                || test.error->is(ErrorKind::Storage)))
            return QStringLiteral("unauthorised");
        return QStringLiteral("down");
    }

    CheckInput m_input;
    Tools m_tools;
    CheckReport m_report;
    QList<bool> m_isProxy;
    std::unique_ptr<PlatformSession> m_session;
};

} // namespace

bool CheckReport::isWell() const
{
    return !rows.isEmpty() && std::all_of(rows.cbegin(), rows.cend(), [](const Row &row) { return row.isWell(); });
}

bool CheckReport::hasCritical() const
{
    return std::any_of(findings.cbegin(), findings.cend(),
                       [](const FindingRow &row) { return row.isOpen() && row.finding.severity == FindingSeverity::Critical; });
}

QByteArray CheckReport::toText() const
{
    QString text = QLatin1String("environment  ") + visibleText(environment.name) + QLatin1Char('\n');
    qsizetype well = 0;
    for (const Row &row : rows) {
        text += rowText(row);
        well += row.isWell() ? 1 : 0;
    }
    if (!coverage.isEmpty())
        text += findingsText(*this);
    text += QLatin1String("result  ") + QString::number(well) + QLatin1String(" of ") + QString::number(rows.size())
        + QLatin1String(" endpoints are well\n");
    return text.toUtf8();
}

QByteArray CheckReport::toJson() const
{
    Json whole = Json::object();
    whole["schema"] = 1;
    whole["ok"] = exitCode() == 0;
    whole["environment"] = {{"id", utf8(environment.id)},
                            {"name", utf8(environment.name)},
                            {"stage", utf8(stageId(environment.stage))},
                            {"readOnly", environment.readOnly}};
    Json endpoints = Json::array();
    for (const Row &row : rows)
        endpoints.push_back(toJsonRow(row));
    whole["endpoints"] = endpoints;
    if (!coverage.isEmpty()) {
        whole["findings"] = toJsonFindings(*this);
        Json notes = Json::array();
        for (const PostureNote &note : posture)
            notes.push_back(withCode(note.code, note.args));
        whole["posture"] = notes;
        whole["notLookedAt"] = toJsonValue(notLookedAt(coverage));
    }
    // ASCII only: nothing of a stranger's reaches a terminal as it is.
    return QByteArray::fromStdString(whole.dump(2, ' ', true, Json::error_handler_t::replace)) + '\n';
}

Job<CheckReport> *runCheck(const CheckInput &input, EnvironmentStore &environments, Secrets *secrets, HttpLog *log,
                           const Clock *clock, QObject *parent)
{
    return new CheckJob(input, CheckJob::Tools{&environments, secrets, log, clock}, parent);
}

} // namespace mk
