// SPDX-License-Identifier: GPL-3.0-or-later
#include "ReplayBench.h"

#include "demo/DemoTls.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <set>

namespace mk::test {

namespace {

constexpr int kPatience = 10'000; // ms
const std::pair<QByteArray, QByteArray> kJsonType{"Content-Type", "application/json"};

QByteArray fileOf(const char *name)
{
    QFile file(QStringLiteral(MK_TEST_DATA "/kong-certificates/") + QLatin1String(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// Pairs of certificate and key, one for each certificate of a recording, whose keys were cut out. As the recorded ones, the
// first ones are their own authorities.
const std::vector<std::pair<std::string, std::string>> &ownPairs()
{
    static const std::vector<std::pair<std::string, std::string>> kPairs = [] {
        std::vector<std::pair<std::string, std::string>> pairs;
        for (const char *name : {"1", "2", "3", "4"})
            pairs.emplace_back(fileOf((std::string(name) + ".pem").c_str()).toStdString(),
                               fileOf((std::string(name) + ".key").c_str()).toStdString());
        return pairs;
    }();
    return kPairs;
}

// The servers of the recordings behind the proxy: at two ports one that tells what it was asked, nobody at the others.
demo::UpstreamAnswer echo(const QByteArray &host, quint16 port, const demo::Request &request)
{
    using Kind = demo::UpstreamAnswer::Kind;
    if (QHostAddress(QString::fromUtf8(host)).isNull())
        return {Kind::NameUnknown, {}};
    if (port != 19000 && port != 19001)
        return {Kind::Refused, {}};
    Json headers = Json::object();
    for (const auto &[name, value] : request.headers)
        headers[name.toStdString()] = value.toStdString();
    const std::string own = std::to_string(port);
    Json body{{"headers", headers}, {"uri", request.target.toStdString()}, {"method", request.method.toStdString()}, {"port", own}};
    if (!request.body.isEmpty())
        body["body"] = request.body.toStdString();
    const int status = request.header("X-Echo-Status").toInt();
    return {Kind::Answered,
            {status == 0 ? 200 : status,
             {{QByteArray("Content-Type"), QByteArray("application/json")}, {QByteArray("X-Echo-Port"), QByteArray::fromStdString(own)}},
             QByteArray::fromStdString(body.dump())}};
}

bool isCertificate(const Json &value)
{
    return value.is_string() && value.get_ref<const std::string &>().starts_with("-----BEGIN CERTIFICATE-----");
}

bool isKey(const Json &value)
{
    return value.is_string() && value.get_ref<const std::string &>().starts_with("-----BEGIN PRIVATE KEY-----");
}

} // namespace

QString familyOf(const QByteArray &path, const std::string &target)
{
    if (target == "proxy" || target == "proxy-tls")
        return QStringLiteral("proxy");
    const QByteArray plain = path.left(path.indexOf('?') < 0 ? path.size() : path.indexOf('?'));
    const QStringList parts = QString::fromUtf8(plain).split(QLatin1Char('/'), Qt::SkipEmptyParts);
    static const QStringList kCredentials{QStringLiteral("key-auth"),   QStringLiteral("key-auths"),  QStringLiteral("basic-auth"),
                                          QStringLiteral("basic-auths"), QStringLiteral("jwt"),        QStringLiteral("jwts"),
                                          QStringLiteral("acls"),       QStringLiteral("hmac-auth"),  QStringLiteral("hmac-auths"),
                                          QStringLiteral("oauth2"),     QStringLiteral("oauth2_tokens")};
    static const QStringList kKinds{QStringLiteral("plugins"), QStringLiteral("targets"), QStringLiteral("routes"), QStringLiteral("snis")};
    if (parts.isEmpty())
        return QStringLiteral("node");
    if (parts.first() == QLatin1String("schemas"))
        return QStringLiteral("schemas");
    for (const QString &part : parts) {
        if (kCredentials.contains(part))
            return QStringLiteral("credentials");
        if (kKinds.contains(part))
            return part == QLatin1String("snis") ? QStringLiteral("certificates") : part;
    }
    if (parts.first() == QLatin1String("ca_certificates"))
        return QStringLiteral("certificates");
    static const QStringList kFirst{QStringLiteral("apis"),      QStringLiteral("services"), QStringLiteral("consumers"),
                                    QStringLiteral("upstreams"), QStringLiteral("certificates"), QStringLiteral("tags"),
                                    QStringLiteral("vaults"),    QStringLiteral("keys"),     QStringLiteral("key-sets"),
                                    QStringLiteral("metrics")};
    return kFirst.contains(parts.first()) ? parts.first() : QStringLiteral("node");
}

ReplayBench::ReplayBench(const QString &version)
{
    // The ports of the recordings, so that addresses in answers are the recorded ones.
    const quint16 base = version.startsWith(QLatin1String("0.")) ? 14000 : version.startsWith(QLatin1String("2.")) ? 28000 : 18000;
    m_node.version = version;
    m_node.proxyPort = base;
    m_node.adminPort = quint16(base + 1);
    m_node.statusPort = quint16(m_node.isOld() ? 0 : base + 7);
    m_node.proxyTlsPort = quint16(base + 443);
    m_node.dnsResolver = {QStringLiteral("127.0.0.1:5353")}; // as the recorded ones were started
    // A real server never makes two rows within one millisecond; where it orders by time, that is an order.
    m_node.now = [this, last = qint64(0)]() mutable { return last = std::max(last + 1, QDateTime::currentMSecsSinceEpoch() + m_passed); };
    m_node.upstream = echo;
    // What the recorded 3.9.1 took until its balancer knew of an upstream.
    m_node.balancerDelay = version.startsWith(QLatin1String("3.")) ? 4500 : 0;
    m_admin = demo::makeKongAdmin(&m_node);
    if (qEnvironmentVariableIntValue("MK_REPLAY_DIRECT") == 1)
        return;
    for (const char *target : {"admin", "status", "proxy", "proxy-tls"}) {
        Line &line = m_lines[target];
        line.server = std::make_unique<demo::HttpServer>(QByteArray(target), serviceFor(target), nullptr);
        if (line.server->name() == "proxy-tls")
            line.server->useTls(demo::demoTls());
        if (!line.server->open())
            qFatal("no port: %s", qPrintable(line.server->errorString()));
    }
    // The one port that the service knows itself by.
    if (!m_node.isOld())
        m_node.statusPort = m_lines.at("status").server->port();
}

ReplayBench::~ReplayBench() = default;

demo::HttpService *ReplayBench::serviceFor(const std::string &target)
{
    if (target == "admin" || target == "status")
        return m_admin.get();
    return target == "proxy" || target == "proxy-tls" ? &m_proxy : nullptr;
}

OwnAnswer ReplayBench::ask(const Step::Question &question)
{
    demo::HttpService *service = serviceFor(question.target);
    if (!service)
        return {};
    demo::Request request;
    request.method = question.method;
    request.target = question.path;
    request.peer = QHostAddress(QHostAddress::LocalHost);
    request.overTls = question.target == "proxy-tls";
    const bool proxy = question.target.starts_with("proxy");
    request.localPort = request.overTls ? m_node.proxyTlsPort
                        : proxy         ? m_node.proxyPort
                                        : question.target == "status" ? m_node.statusPort : m_node.adminPort;
    if (headerIn(question.headers, "Host").isEmpty())
        request.headers.append({"Host", "127.0.0.1:" + QByteArray::number(request.localPort)});
    request.headers.append(question.headers);
    request.body = question.body;
    if (question.json) {
        request.body = QByteArray::fromStdString(question.json->dump());
        if (headerIn(question.headers, "Content-Type").isEmpty())
            request.headers.append(kJsonType);
    }
    const bool writes = request.method == "POST" || request.method == "PUT" || request.method == "PATCH";
    if (writes || !request.body.isEmpty())
        request.headers.append({"Content-Length", QByteArray::number(request.body.size())});
    return m_lines.empty() ? askService(service, request) : askServer(question.target, request);
}

OwnAnswer ReplayBench::askService(demo::HttpService *service, const demo::Request &request) const
{
    auto answer = std::make_shared<std::optional<demo::Reply>>();
    service->handle(request, [answer](demo::Reply reply) { *answer = std::move(reply); });
    if (!answer->has_value() && !QTest::qWaitFor([answer] { return answer->has_value(); }, kPatience))
        return {};
    OwnAnswer own{(*answer)->status, (*answer)->headers, (*answer)->body};
    if (request.method == "HEAD")
        own.body.clear(); // a server does that for every service
    return own;
}

OwnAnswer ReplayBench::askServer(const std::string &target, const demo::Request &request)
{
    Line &line = m_lines.at(target);
    QByteArray received;
    // Until that many bytes are there, or the text is.
    const auto have = [&line, &received](const std::function<bool()> &enough) {
        QElapsedTimer waited;
        waited.start();
        while (!enough()) {
            if (waited.elapsed() > kPatience)
                return false;
            QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents, 50);
            received += line.socket->readAll();
            if (line.socket->state() != QAbstractSocket::ConnectedState && !enough())
                return false;
        }
        return true;
    };
    if (!line.socket || line.socket->state() != QAbstractSocket::ConnectedState) {
        line.socket = std::make_unique<QSslSocket>();
        line.socket->setPeerVerifyMode(QSslSocket::VerifyNone);
        if (line.server->hasTls())
            line.socket->connectToHostEncrypted(QStringLiteral("127.0.0.1"), line.server->port());
        else
            line.socket->connectToHost(QHostAddress(QHostAddress::LocalHost), line.server->port());
        QElapsedTimer waited;
        waited.start();
        while (waited.elapsed() < kPatience && (line.server->hasTls() ? !line.socket->isEncrypted() : line.socket->state() != QAbstractSocket::ConnectedState))
            QCoreApplication::processEvents(QEventLoop::AllEvents, 50);
    }
    QByteArray head = request.method + ' ' + request.target + " HTTP/1.1\r\n";
    for (const auto &[name, value] : request.headers)
        head += name + ": " + value + "\r\n";
    line.socket->write(head + "\r\n" + request.body);
    if (!have([&received] { return received.contains("\r\n\r\n"); }))
        return {};
    OwnAnswer own;
    const qsizetype end = received.indexOf("\r\n\r\n");
    QList<QByteArray> lines = received.left(end).split('\n');
    own.status = lines.takeFirst().mid(9, 3).toInt();
    for (const QByteArray &one : lines) {
        const qsizetype colon = one.indexOf(':');
        own.headers.append({one.left(colon), one.mid(colon + 1).trimmed()});
    }
    const bool silent = request.method == "HEAD" || own.status == 204 || own.status == 304;
    const qsizetype length = silent ? 0 : headerIn(own.headers, "Content-Length").toLongLong();
    if (!have([&received, end, length] { return received.size() >= end + 4 + length; }))
        return {};
    own.body = received.mid(end + 4); // more than was announced is a difference
    return own;
}

OwnAnswer ReplayBench::askAdmin(const QByteArray &method, const QByteArray &path, const Json &body)
{
    Step::Question question;
    question.target = "admin";
    question.method = method;
    question.path = path;
    question.json = body;
    return ask(question);
}

// Keys were cut out of the recordings: each certificate becomes one of ours with its key, or with another's where the server
// said that they do not match.
QByteArray ReplayBench::bodyOf(const Step &step)
{
    const Json &recorded = *step.question.json;
    Json body = m_names.toOwn(recorded);
    if (!recorded.is_object())
        return QByteArray::fromStdString(body.dump());
    const bool mismatch = step.answer.json && step.answer.json->dump().find("does not match key") != std::string::npos;
    for (const char *suffix : {"", "_alt"}) {
        const auto certificate = recorded.find(std::string("cert") + suffix);
        const auto key = recorded.find(std::string("key") + suffix);
        if (certificate == recorded.end() || !isCertificate(*certificate))
            continue;
        const std::string text = certificate->get<std::string>();
        if (text.find("BEGIN", 20) != std::string::npos)
            continue; // two in one
        if (!m_pairs.contains(text)) {
            m_pairs[text] = ownPairs().at(m_pairs.size() % ownPairs().size());
            m_names.learn(text, m_pairs[text].first);
        }
        const auto &pair = m_pairs[text];
        body[certificate.key()] = pair.first;
        if (key != recorded.end() && isKey(*key)) {
            const auto other = std::find_if(ownPairs().begin(), ownPairs().end(),
                                            [&pair](const auto &one) { return one.first != pair.first; });
            body[key.key()] = mismatch ? other->second : pair.second;
        }
    }
    return QByteArray::fromStdString(body.dump());
}

// "offset after its row was deleted"
void ReplayBench::deleteRowOfOffset(const Step &step)
{
    static const QRegularExpression kOffset(QStringLiteral("[?&]offset=([^&]+)"));
    if (!step.title.contains(QLatin1String("its row was deleted")))
        return;
    const QRegularExpressionMatch match = kOffset.match(QString::fromUtf8(step.question.path));
    const QByteArray text = QByteArray::fromBase64(match.captured(1).toUtf8(), QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    const Json ids = Json::parse(text.begin(), text.end(), nullptr, false);
    const QByteArray path = step.question.path.left(step.question.path.indexOf('?'));
    if (!ids.is_array() || ids.empty())
        return;
    const std::string own = m_names.textToOwn(ids[0].get<std::string>());
    if (askAdmin("DELETE", path + '/' + QByteArray::fromStdString(own), Json::object()).status == 204)
        --m_prepared[path.mid(1).toStdString()];
}

// "25 services exist", "115 apis: the default page size": so many are there now, made without a call that was written down.
void ReplayBench::prepare(const Scenario &scenario, std::size_t index)
{
    static const QRegularExpression kAnnounced(QStringLiteral("^(\\d+) (services|upstreams|apis)( exist|:)"));
    const QRegularExpressionMatch match = kAnnounced.match(scenario.steps[index].title);
    if (!match.hasMatch())
        return;
    const int wanted = match.captured(1).toInt();
    const std::string kind = match.captured(2).toStdString();
    const QByteArray path = '/' + QByteArray::fromStdString(kind);
    int &have = m_prepared[kind];
    Json last;
    const auto make = [this, &path](Json row) {
        const std::string id = row.value("id", std::string());
        for (const char *made : {"id", "created_at", "updated_at"})
            row.erase(made);
        for (auto member = row.begin(); member != row.end();)
            member = member->is_null() ? row.erase(member) : std::next(member);
        const OwnAnswer own = askAdmin("POST", path, row);
        const Json answer = Json::parse(own.body.begin(), own.body.end(), nullptr, false);
        if (own.status == 201 && answer.is_object() && !id.empty())
            m_names.learn(id, answer.value("id", std::string()));
    };
    for (std::size_t i = index; i < scenario.steps.size(); ++i) {
        const Step &step = scenario.steps[i];
        const QRegularExpressionMatch next = kAnnounced.match(step.title);
        if (i > index && next.hasMatch() && next.captured(2).toStdString() == kind)
            break;
        const QByteArray asked = step.question.path.left(path.size() + 1);
        if (!step.answer.json || !step.answer.json->is_object() || !step.answer.json->contains("data")
            || (asked != path && asked != path + '?'))
            continue;
        for (const Json &row : step.answer.json->at("data")) {
            if (!m_names.knows(row.value("id", std::string()))) {
                make(row);
                last = row;
                ++have;
            }
        }
    }
    for (; have < wanted && last.is_object(); ++have) { // never seen in a list
        last["id"] = "";
        last["name"] = "unseen-" + std::to_string(have);
        make(last);
    }
}

// An api is made again by the same name: between the two it was deleted, without a call that was written down.
void ReplayBench::clearName(const Step &step)
{
    if (step.question.method != "POST" || step.question.path != "/apis" || step.answer.status != 201 || !step.question.json
        || !step.question.json->contains("name"))
        return;
    const Json &name = step.question.json->at("name");
    if (const auto *row = name.is_string() ? m_node.tables.findBy("apis", "name", name.get<std::string>()) : nullptr)
        askAdmin("DELETE", "/apis/" + QByteArray::fromStdString(row->at("id").get<std::string>()), Json::object());
}

QByteArray ReplayBench::formOf(const QByteArray &recorded) const
{
    static const QRegularExpression kTime(QStringLiteral("(created_at|updated_at)=(\\d+)"));
    const QByteArray plain = QByteArray::fromStdString(m_names.textToOwn(recorded.toStdString()));
    QString form = QString::fromUtf8(plain);
    const QRegularExpressionMatch time = kTime.match(form);
    if (!time.hasMatch())
        return plain; // every byte of it: a mark of byte order is one of the things that are tried
    const Json own = m_names.timeToOwn(Json(time.captured(2).toLongLong()));
    form.replace(time.capturedStart(2), time.capturedLength(2), QString::fromStdString(own.dump()));
    return form.toUtf8();
}

// The traffic before the first look at the metrics was not written down: five requests to /rt/x and one that the upstream
// answered with 503; newer versions: with a key, two without it and one to nowhere.
void ReplayBench::makeTraffic(const Scenario &scenario, std::size_t index)
{
    const auto usesProxy = [](const Step &step) { return step.question.target.starts_with("proxy"); };
    const bool first = scenario.steps[index].question.path == "/metrics" && scenario.name.contains(QLatin1String("prometheus"))
                       && std::none_of(scenario.steps.begin(), scenario.steps.end(), usesProxy)
                       && std::none_of(scenario.steps.begin(), scenario.steps.begin() + std::ptrdiff_t(index),
                                       [](const Step &step) { return step.question.path == "/metrics"; });
    if (!first)
        return;
    Step::Question question;
    question.target = "proxy";
    question.method = "GET";
    question.path = "/rt/x";
    if (!m_node.isOld()) {
        ask(question);
        ask(question);
        question.path = "/nothing";
        ask(question);
        question.path = "/rt/x";
        question.headers.append({QByteArray("apikey"), QByteArray("K")});
    }
    for (int i = 0; i < 5; ++i)
        ask(question);
    question.headers.append({QByteArray("X-Echo-Status"), QByteArray("503")});
    ask(question);
}

std::vector<StepResult> ReplayBench::run(const Scenario &scenario)
{
    m_node.reset();
    m_proxy.clear();
    m_node.trustedIps.clear();
    if (scenario.name.contains(QLatin1String("trusted"))) // started so, as the README of the recordings tells
        m_node.trustedIps.append(QStringLiteral("127.0.0.1"));
    m_names = Names();
    m_prepared.clear();
    m_passed = 60'000 - QDateTime::currentMSecsSinceEpoch() % 60'000; // a minute begins: limits count by the clock's
    m_pairs.clear();
    AnswerCheck check(&m_names);
    check.rememberRows(scenario);
    std::vector<StepResult> results;
    for (std::size_t i = 0; i < scenario.steps.size(); ++i) {
        const Step &step = scenario.steps[i];
        StepResult result{step.number, step.title, QString::fromUtf8(step.question.method + ' ' + step.question.path),
                          familyOf(step.question.path, step.question.target), serviceFor(step.question.target) != nullptr, {}};
        if (result.inScope) {
            prepare(scenario, i);
            deleteRowOfOffset(step);
            // Only those who ask at once see that the balancer is not yet there.
            if (step.question.path.contains("/health") && !step.title.contains(QLatin1String("right after")))
                m_passed += m_node.balancerDelay;
            makeTraffic(scenario, i);
            clearName(step);
            Step::Question question = step.question;
            question.path = QByteArray::fromStdString(m_names.textToOwn(step.question.path.toStdString()));
            for (auto &[name, value] : question.headers)
                value = QByteArray::fromStdString(m_names.textToOwn(value.toStdString()));
            if (question.json) {
                question.body = bodyOf(step);
                question.json.reset();
                if (headerIn(question.headers, "Content-Type").isEmpty())
                    question.headers.append(kJsonType);
            } else {
                question.body = formOf(question.body);
            }
            const OwnAnswer own = ask(question);
            result.differences = check.differences(step, own);
            if (!result.differences.isEmpty())
                result.differences.append(QStringLiteral("asked: ") + QString::fromUtf8(question.method + ' ' + question.path + ' ' + question.body.left(400))
                                          + QStringLiteral("\n      recorded: %1 ").arg(step.answer.status)
                                          + QString::fromStdString(step.answer.json ? step.answer.json->dump().substr(0, 1500) : step.answer.body.left(1500).toStdString())
                                          + QStringLiteral("\n      here:     %1 ").arg(own.status) + QString::fromUtf8(own.body.left(1500)));
        }
        results.push_back(std::move(result));
    }
    return results;
}

} // namespace mk::test
