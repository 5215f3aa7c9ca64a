// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/DemoRun.h"

#include "core/Json.h"
#include "core/JsonRead.h"
#include "core/Process.h"
#include "core/SafeText.h"
#include "net/HttpClient.h"
#include "net/UrlPath.h"

#include <QCoreApplication>
#include <QStandardPaths>

namespace mk {

namespace {

constexpr int goodbyeMs = 2'000;
const QString programName = QStringLiteral("microkubes-demo");

struct DemoTexts
{
    Q_DECLARE_TR_FUNCTIONS(mk::DemoRun)
};

Error notFound()
{
    Error error = Error::make(ErrorKind::NotFound, QStringLiteral("demo.not-found"));
    error.args.insert(QStringLiteral("file"), programName);
    return error;
}

Result<QList<DemoFault>> decodeFaults(const HttpResponse &response)
{
    const nlohmann::json document = nlohmann::json::parse(response.body.begin(), response.body.end(), nullptr, false);
    if (!document.is_array())
        return fail(Error::make(ErrorKind::Unreadable, QStringLiteral("demo.failed")));
    QList<DemoFault> faults;
    for (const nlohmann::json &element : document) {
        JsonFields fields(element, "fault");
        DemoFault fault;
        fault.name = fields.string("name");
        fault.title = fields.string("title");
        fault.what = fields.string("what");
        fault.lookFor = fields.string("lookFor");
        fault.on = fields.boolean("on");
        if (fields.error())
            return fail(*fields.error());
        faults.append(fault);
    }
    return faults;
}

} // namespace

DemoRun::DemoRun(const Clock *clock, QObject *parent) : QObject(parent), m_clock(clock)
{
    // It ends when its standard input is closed, however this program ends.
    m_process.setProgram(programPath());
    m_process.setArguments({QStringLiteral("--live"), QStringLiteral("--until-input-closes")});
    m_process.setProcessChannelMode(QProcess::SeparateChannels);
    os::dieWithParent(m_process);
    os::detachFromTerminal(m_process);
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &DemoRun::readOutput);
    connect(&m_process, &QProcess::errorOccurred, this, &DemoRun::failed);
    connect(&m_process, &QProcess::finished, this, &DemoRun::failed);
}

DemoRun::~DemoRun()
{
    m_process.disconnect(this);
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.closeWriteChannel();
    if (!m_process.waitForFinished(goodbyeMs)) {
        m_process.kill();
        m_process.waitForFinished(goodbyeMs);
    }
}

QString DemoRun::programPath()
{
    return QStandardPaths::findExecutable(programName, {QCoreApplication::applicationDirPath()});
}

Job<Environment> *DemoRun::start(QObject *parent)
{
    if (isRunning())
        return readyJob<Environment>(parent, *m_environment);
    if (m_process.program().isEmpty())
        return readyJob<Environment>(parent, fail(notFound()));
    auto *job = new PromiseJob<Environment>(parent);
    m_waiting.append(job);
    if (m_process.state() == QProcess::NotRunning) {
        m_output.clear();
        m_urls.clear();
        m_process.start();
    }
    return job;
}

// "consul http://127.0.0.1:41234", a line a system; then "ready".
void DemoRun::readOutput()
{
    m_output += m_process.readAllStandardOutput();
    for (qsizetype end = m_output.indexOf('\n'); end >= 0; end = m_output.indexOf('\n')) {
        const QString line = QString::fromUtf8(m_output.left(end)).trimmed();
        m_output.remove(0, end + 1);
        if (line != QLatin1String("ready")) {
            const QUrl url(line.section(QLatin1Char(' '), 1));
            if (url.isValid() && !url.host().isEmpty())
                m_urls.insert(line.section(QLatin1Char(' '), 0, 0), url);
            continue;
        }
        m_environment = environmentOf(m_urls);
        delete m_control;
        delete m_consul;
        m_control = clientFor(QStringLiteral("control"));
        m_consul = clientFor(QStringLiteral("consul"));
        for (const auto &job : std::exchange(m_waiting, {})) {
            if (job)
                job->resolve(*m_environment);
        }
    }
}

void DemoRun::failed()
{
    m_environment.reset();
    Error error = Error::make(ErrorKind::Internal, QStringLiteral("demo.failed"));
    const QString said = QString::fromUtf8(m_process.readAllStandardError()).trimmed();
    error.args.insert(QStringLiteral("text"), visibleText(said.isEmpty() ? m_process.errorString() : said));
    for (const auto &job : std::exchange(m_waiting, {})) {
        if (job)
            job->resolve(fail(error));
    }
}

std::optional<Environment> DemoRun::environmentOf(const QHash<QString, QUrl> &urls)
{
    const auto endpoint = [&urls](System system, const char *name, const QString &id) {
        Endpoint made;
        made.id = id;
        made.system = system;
        made.url = urls.value(QLatin1String(name));
        made.proxy.kind = ProxySettings::Kind::None; // it is on this computer
        return made;
    };
    Environment environment;
    environment.id = QStringLiteral("5d0a4be4-6f1e-5a52-9d3c-0d1f6d656d6f"); // the same in each run, for the journal
    environment.name = DemoTexts::tr("Demo platform");
    environment.isTransient = true;
    environment.isDemo = true;
    environment.kong.append(endpoint(System::Kong, "kong-admin", QStringLiteral("kong-1")));
    environment.kongProxy = endpoint(System::Kong, "kong-proxy", QStringLiteral("kong-proxy"));
    environment.consul = endpoint(System::Consul, "consul", QStringLiteral("consul"));
    environment.rabbitmq = endpoint(System::RabbitMq, "rabbitmq", QStringLiteral("rabbitmq"));
    environment.rabbitmq->credential.kind = Credential::Kind::Basic;
    environment.rabbitmq->credential.user = QStringLiteral("guest");
    environment.prometheus = endpoint(System::Prometheus, "prometheus", QStringLiteral("prometheus"));
    // What every RabbitMQ has that nobody has set up.
    m_secrets[QStringLiteral("rabbitmq")].credential = QStringLiteral("guest");
    return environment;
}

Job<QList<DemoFault>> *DemoRun::readFaults(QObject *parent)
{
    if (!isRunning())
        return readyJob<QList<DemoFault>>(parent, fail(Error::make(ErrorKind::Refused, QStringLiteral("demo.failed"))));
    auto *job = new PromiseJob<QList<DemoFault>>(parent);
    HttpRequest request;
    request.path = QByteArrayLiteral("/platform-faults");
    m_control->send(request, job)->done(job, [job](const Result<HttpResponse> &response) {
        job->resolve(response ? decodeFaults(*response) : Result<QList<DemoFault>>(fail(response.error())));
    });
    return job;
}

HttpClient *DemoRun::clientFor(const QString &name)
{
    Endpoint endpoint;
    endpoint.id = name;
    endpoint.url = m_urls.value(name);
    endpoint.proxy.kind = ProxySettings::Kind::None;
    return new HttpClient(endpoint, {}, {}, &m_log, m_clock, this);
}

Job<Done> *DemoRun::tell(HttpClient *client, const QByteArray &method, const QByteArray &path, const QByteArray &body, QObject *parent)
{
    if (!isRunning())
        return readyJob<Done>(parent, fail(Error::make(ErrorKind::Refused, QStringLiteral("demo.failed"))));
    auto *job = new PromiseJob<Done>(parent);
    HttpRequest request;
    request.method = method;
    request.path = path;
    request.contentType = QByteArrayLiteral("application/json");
    request.body = body;
    request.callClass = CallClass::Write;
    client->send(request, job)->done(job, [job](const Result<HttpResponse> &response) {
        job->resolve(response ? Result<Done>(Done{}) : Result<Done>(fail(response.error())));
    });
    return job;
}

Job<Done> *DemoRun::setFault(const QString &name, bool on, QObject *parent)
{
    const nlohmann::json body{{"name", name.toStdString()}, {"on", on}};
    return tell(m_control, "POST", "/platform-faults", QByteArray::fromStdString(body.dump()), parent);
}

Job<Done> *DemoRun::misbehave(const QList<Misbehaviour> &faults, QObject *parent)
{
    nlohmann::json body = nlohmann::json::array();
    for (const Misbehaviour &fault : faults) {
        body.push_back({{"fault", fault.fault.toStdString()}, {"system", fault.system.toStdString()}, {"path", fault.path.toStdString()}});
    }
    auto *job = new PromiseJob<Done>(parent);
    const QByteArray wanted = QByteArray::fromStdString(body.dump());
    tell(m_control, "DELETE", "/faults", {}, job)->done(job, [this, job, wanted](const Result<Done> &cleared) {
        if (!cleared || wanted == "[]") {
            job->resolve(cleared);
            return;
        }
        tell(m_control, "POST", "/faults", wanted, job)->done(job, [job](const Result<Done> &done) { job->resolve(done); });
    });
    return job;
}

Job<Done> *DemoRun::putKey(const QString &key, const QByteArray &value, QObject *parent)
{
    return tell(m_consul, "PUT", UrlPath("/v1/kv/").keepingSlashes(key).encoded(), value, parent);
}

} // namespace mk
