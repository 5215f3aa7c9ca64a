// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/RealRabbit.h"

#include "core/Json.h"
#include "core/Process.h"
#include "net/UrlPath.h"

#include <QDir>
#include <QFile>

namespace mk::test {

namespace {

QByteArray queuePath(const QString &vhost, const QString &queue)
{
    return "/api/queues/" + UrlPath::encode(vhost) + '/' + UrlPath::encode(queue);
}

} // namespace

RealRabbit::RealRabbit() : RealRabbit(Options()) {}

RealRabbit::RealRabbit(Options options) : m_options(std::move(options)) {}

bool RealRabbit::start()
{
    if (m_running)
        return true;
    if (!m_options.advancedConfig.isEmpty()) {
        const QDir folder(m_stack.folder());
        folder.mkpath(QStringLiteral("rabbitmq"));
        QFile file(folder.filePath(QStringLiteral("rabbitmq/advanced.config")));
        if (!file.open(QIODevice::WriteOnly) || file.write(m_options.advancedConfig) != m_options.advancedConfig.size()) {
            m_lastError = file.errorString();
            return false;
        }
    }
    m_running = m_stack.start({RealStack::Part::RabbitMq});
    if (m_running)
        m_http = std::make_unique<RawHttp>(m_stack.value(QStringLiteral("RABBITMQ_MGMT_PORT")).toUShort());
    else
        m_lastError = m_stack.lastError();
    return m_running;
}

bool RealRabbit::stop()
{
    m_traffic.reset();
    m_holder.reset();
    m_http.reset();
    m_running = false;
    if (m_stack.pause())
        return true;
    m_lastError = m_stack.lastError();
    return false;
}

bool RealRabbit::control(const QStringList &arguments)
{
    if (m_stack.script(QStringLiteral("ctl.sh"), arguments))
        return true;
    m_lastError = m_stack.lastError();
    return false;
}

QUrl RealRabbit::url() const
{
    return m_stack.url(RealStack::Part::RabbitMq);
}

qint64 RealRabbit::processId() const
{
    QFile file(QDir(m_stack.folder()).filePath(QStringLiteral("rabbitmq.pid")));
    return m_running && file.open(QIODevice::ReadOnly) ? file.readAll().trimmed().toLongLong() : 0;
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
                QByteArray::fromStdString(nlohmann::json{{"password", password.toStdString()}, {"tags", tags.toStdString()}}.dump()));
}

bool RealRabbit::declare(const QString &vhost, const QString &queue, const QByteArray &arguments)
{
    return call("PUT", queuePath(vhost, queue), "{\"durable\":true,\"arguments\":" + arguments + '}');
}

bool RealRabbit::publish(const QString &vhost, const QString &queue, int count)
{
    const nlohmann::json message{{"properties", nlohmann::json::object()},
                                 {"routing_key", queue.toStdString()},
                                 {"payload", "hello"},
                                 {"payload_encoding", "string"}};
    const QByteArray body = QByteArray::fromStdString(message.dump());
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
    return startEscript(&m_traffic, QStringLiteral("traffic.escript"),
                        {QStringLiteral("shop"), QStringLiteral("guest"), QStringLiteral("guest"), QStringLiteral("5")});
}

bool RealRabbit::startHolding(const QString &vhost, const QString &queue, int prefetch)
{
    return startEscript(&m_holder, QStringLiteral("hold.escript"), {vhost, queue, QString::number(prefetch)});
}

void RealRabbit::stopHolding()
{
    if (!m_holder)
        return;
    m_holder->kill();
    m_holder->waitForFinished();
    m_holder.reset();
}

bool RealRabbit::startEscript(std::unique_ptr<QProcess> *process, const QString &script, const QStringList &arguments)
{
    *process = std::make_unique<QProcess>();
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    const QStringList libraries = QDir(QStringLiteral("/usr/lib/rabbitmq/lib"))
                                      .entryList({QStringLiteral("rabbitmq_server-*")}, QDir::Dirs);
    environment.insert(QStringLiteral("ERL_LIBS"), QStringLiteral("/usr/lib/rabbitmq/lib/%1/plugins").arg(libraries.value(0)));
    environment.insert(QStringLiteral("HOME"), m_stack.folder());
    (*process)->setProcessEnvironment(environment);
    mk::os::dieWithParent(**process);
    (*process)->start(QStringLiteral("escript"),
                      QStringList{QStringLiteral(MK_SOURCE_DIR "/tests/stack/") + script, m_stack.value(QStringLiteral("RABBITMQ_AMQP_PORT"))} + arguments);
    while ((*process)->waitForReadyRead(60'000)) {
        if ((*process)->readAllStandardOutput().contains("ready"))
            return true;
    }
    m_lastError = QString::fromUtf8((*process)->readAllStandardError());
    return false;
}

} // namespace mk::test
