// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/CheckRun.h"

#include "core/Json.h"
#include "core/SafeText.h"
#include "platform/IdentityCheck.h"

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

class CheckJob final : public Job<CheckReport>
{
public:
    struct Tools
    {
        const EnvironmentStore *environments;
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
                  finish(std::move(m_report));
              });
    }

private:
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
};

} // namespace

bool CheckReport::isWell() const
{
    return !rows.isEmpty() && std::all_of(rows.cbegin(), rows.cend(), [](const Row &row) { return row.isWell(); });
}

QByteArray CheckReport::toText() const
{
    QString text = QLatin1String("environment  ") + visibleText(environment.name) + QLatin1Char('\n');
    qsizetype well = 0;
    for (const Row &row : rows) {
        text += rowText(row);
        well += row.isWell() ? 1 : 0;
    }
    text += QLatin1String("result  ") + QString::number(well) + QLatin1String(" of ") + QString::number(rows.size())
        + QLatin1String(" endpoints are well\n");
    return text.toUtf8();
}

QByteArray CheckReport::toJson() const
{
    Json whole = Json::object();
    whole["schema"] = 1;
    whole["ok"] = isWell();
    whole["environment"] = {{"id", utf8(environment.id)},
                            {"name", utf8(environment.name)},
                            {"stage", utf8(stageId(environment.stage))},
                            {"readOnly", environment.readOnly}};
    Json endpoints = Json::array();
    for (const Row &row : rows)
        endpoints.push_back(toJsonRow(row));
    whole["endpoints"] = endpoints;
    // ASCII only: nothing of a stranger's reaches a terminal as it is.
    return QByteArray::fromStdString(whole.dump(2, ' ', true, Json::error_handler_t::replace)) + '\n';
}

Job<CheckReport> *runCheck(const CheckInput &input, const EnvironmentStore &environments, Secrets *secrets, HttpLog *log,
                           const Clock *clock, QObject *parent)
{
    return new CheckJob(input, CheckJob::Tools{&environments, secrets, log, clock}, parent);
}

} // namespace mk
