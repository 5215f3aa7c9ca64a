// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/RealRabbit.h"

#include "core/Json.h"
#include "core/Process.h"
#include "net/UrlPath.h"

#include <QDir>
#include <QFile>

namespace mk::test {

namespace {

constexpr int patience = 180'000; // ms; it takes its time on loaded cores

QByteArray queuePath(const QString &vhost, const QString &queue)
{
    return "/api/queues/" + UrlPath::encode(vhost) + '/' + UrlPath::encode(queue);
}

QByteArray dumped(const nlohmann::json &value)
{
    return QByteArray::fromStdString(value.dump());
}

} // namespace

RealRabbit::RealRabbit() : RealRabbit(Options()) {}

RealRabbit::RealRabbit(Options options)
    : m_options(std::move(options)), m_folder(QDir::tempPath() + QStringLiteral("/mk-rabbit-XXXXXX"))
{
}

RealRabbit::~RealRabbit()
{
    m_traffic.reset();
    run(QStringLiteral("down.sh"), {QStringLiteral("--wipe")});
}

bool RealRabbit::run(const QString &script, const QStringList &arguments)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("STACK_DIR"), m_folder.path());
    process.setProcessEnvironment(environment);
    // To files, not to pipes: the broker would inherit them and keep them open.
    const QString errors = m_folder.filePath(QStringLiteral("script.err"));
    process.setStandardErrorFile(errors);
    process.setStandardOutputFile(m_folder.filePath(QStringLiteral("script.out")));
    process.start(QStringLiteral(MK_SOURCE_DIR "/tests/stack/") + script, arguments);
    if (process.waitForFinished(patience) && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0)
        return true;
    QFile file(errors);
    m_lastError = script;
    if (file.open(QIODevice::ReadOnly))
        m_lastError += QStringLiteral(": ") + QString::fromUtf8(file.readAll().right(2000));
    return false;
}

bool RealRabbit::start()
{
    if (m_running)
        return true;
    if (!m_options.advancedConfig.isEmpty()) {
        QDir(m_folder.path()).mkpath(QStringLiteral("rabbitmq"));
        QFile file(m_folder.filePath(QStringLiteral("rabbitmq/advanced.config")));
        if (!file.open(QIODevice::WriteOnly) || file.write(m_options.advancedConfig) != m_options.advancedConfig.size()) {
            m_lastError = file.errorString();
            return false;
        }
    }
    m_running = run(QStringLiteral("up.sh"), {QStringLiteral("rabbitmq")});
    if (m_running)
        m_http = std::make_unique<RawHttp>(value("RABBITMQ_MGMT_PORT").toUShort());
    return m_running;
}

bool RealRabbit::stop()
{
    m_traffic.reset();
    m_http.reset();
    m_running = false;
    return run(QStringLiteral("down.sh"), {});
}

// From the file that up.sh leaves: export NAME=value.
QString RealRabbit::value(const char *name) const
{
    QFile file(m_folder.filePath(QStringLiteral("stack.env")));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray wanted = QByteArray("export ") + name + '=';
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line.startsWith(wanted))
            return QString::fromUtf8(line.mid(wanted.size()).trimmed());
    }
    return {};
}

QUrl RealRabbit::url() const
{
    return QUrl(value("RABBITMQ_URL"));
}

RawHttp::Response RealRabbit::send(const QByteArray &method, const QByteArray &path, const QByteArray &body)
{
    if (!m_http)
        return {};
    return m_http->send(method, path, body,
                        {{"Authorization", "Basic " + QByteArray("guest:guest").toBase64()},
                         {"Content-Type", "application/json"}});
}

bool RealRabbit::call(const QByteArray &method, const QByteArray &path, const QByteArray &body)
{
    const RawHttp::Response response = send(method, path, body);
    if (!response.ok())
        m_lastError = QStringLiteral("%1: %2 %3").arg(QString::fromUtf8(path)).arg(response.status).arg(QString::fromUtf8(response.body));
    return response.ok();
}

bool RealRabbit::addVhost(const QString &vhost)
{
    const QByteArray name = UrlPath::encode(vhost);
    return call("PUT", "/api/vhosts/" + name, "{}")
        && call("PUT", "/api/permissions/" + name + "/guest", R"({"configure":".*","write":".*","read":".*"})");
}

bool RealRabbit::addUser(const QString &name, const QString &password, const QString &tags)
{
    return call("PUT", "/api/users/" + UrlPath::encode(name),
                dumped({{"password", password.toStdString()}, {"tags", tags.toStdString()}}));
}

bool RealRabbit::declare(const QString &vhost, const QString &queue, const QByteArray &arguments)
{
    return call("PUT", queuePath(vhost, queue), "{\"durable\":true,\"arguments\":" + arguments + '}');
}

bool RealRabbit::publish(const QString &vhost, const QString &queue, int count)
{
    const QByteArray body = dumped({{"properties", nlohmann::json::object()},
                                    {"routing_key", queue.toStdString()},
                                    {"payload", "hello"},
                                    {"payload_encoding", "string"}});
    for (int i = 0; i < count; ++i) {
        if (!call("POST", "/api/exchanges/" + UrlPath::encode(vhost) + "/amq.default/publish", body))
            return false;
    }
    return true;
}

qint64 RealRabbit::ready(const QString &vhost, const QString &queue)
{
    const RawHttp::Response response = send("GET", queuePath(vhost, queue));
    const auto document = nlohmann::json::parse(response.body.begin(), response.body.end(), nullptr, false);
    return document.is_object() ? document.value("messages_ready", qint64(-1)) : -1;
}

bool RealRabbit::startTraffic()
{
    if (!addVhost(QStringLiteral("shop")) || !declare(QStringLiteral("shop"), QStringLiteral("traffic"))
        || !call("PUT", "/api/exchanges/shop/shop.direct", R"({"type":"direct","durable":true})")
        || !call("POST", "/api/bindings/shop/e/shop.direct/q/traffic", R"({"routing_key":"traffic"})"))
        return false;
    m_traffic = std::make_unique<QProcess>();
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    const QStringList libraries = QDir(QStringLiteral("/usr/lib/rabbitmq/lib"))
                                      .entryList({QStringLiteral("rabbitmq_server-*")}, QDir::Dirs);
    environment.insert(QStringLiteral("ERL_LIBS"), QStringLiteral("/usr/lib/rabbitmq/lib/%1/plugins").arg(libraries.value(0)));
    environment.insert(QStringLiteral("HOME"), m_folder.path());
    m_traffic->setProcessEnvironment(environment);
    mk::os::dieWithParent(*m_traffic);
    m_traffic->start(QStringLiteral("escript"),
                     {QStringLiteral(MK_SOURCE_DIR "/tests/stack/traffic.escript"), value("RABBITMQ_AMQP_PORT"),
                      QStringLiteral("shop"), QStringLiteral("guest"), QStringLiteral("guest"), QStringLiteral("5")});
    while (m_traffic->waitForReadyRead(60'000)) {
        if (m_traffic->readAllStandardOutput().contains("ready"))
            return true;
    }
    m_lastError = QString::fromUtf8(m_traffic->readAllStandardError());
    return false;
}

} // namespace mk::test
