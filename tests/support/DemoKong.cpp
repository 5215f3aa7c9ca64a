// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/DemoKong.h"

#include "core/Process.h"

namespace mk::test {

namespace {

constexpr int kPatience = 30'000; // ms; for a slow machine

} // namespace

DemoKong::DemoKong(const QString &version, const QStringList &arguments)
    : m_version(version)
    , m_arguments(arguments)
{
}

DemoKong::~DemoKong()
{
    stop();
}

bool DemoKong::fail(const QString &why)
{
    m_lastError = why;
    return false;
}

bool DemoKong::start()
{
    if (isRunning())
        return true;
    QStringList arguments{QStringLiteral("--kong"), m_version, QStringLiteral("--until-input-closes")};
    arguments += m_arguments;
    for (auto url = m_urls.cbegin(); url != m_urls.cend(); ++url)
        arguments << QStringLiteral("--port") << QStringLiteral("%1=%2").arg(url.key()).arg(url->port());
    m_process = std::make_unique<QProcess>();
    os::dieWithParent(*m_process);
    m_process->setProcessChannelMode(QProcess::SeparateChannels);
    m_process->start(QStringLiteral(MK_DEMO_PROGRAM), arguments);
    for (;;) {
        while (m_process->canReadLine()) {
            const QString line = QString::fromUtf8(m_process->readLine()).trimmed();
            if (line == QLatin1String("ready")) {
                m_admin = std::make_unique<RawHttp>(quint16(adminUrl().port()));
                m_control = std::make_unique<RawHttp>(quint16(url(QStringLiteral("control")).port()));
                return true;
            }
            m_urls.insert(line.section(QLatin1Char(' '), 0, 0), QUrl(line.section(QLatin1Char(' '), 1)));
        }
        if (m_process->state() == QProcess::NotRunning || !m_process->waitForReadyRead(kPatience)) {
            const QString said = QString::fromUtf8(m_process->readAllStandardError());
            if (m_process->canReadLine())
                continue;
            return fail(QStringLiteral("microkubes-demo: ") + (said.isEmpty() ? m_process->errorString() : said));
        }
    }
}

bool DemoKong::stop()
{
    if (!m_process)
        return true;
    m_admin.reset();
    m_control.reset();
    m_process->closeWriteChannel(); // it ends with its input
    const bool ended = m_process->state() == QProcess::NotRunning || m_process->waitForFinished(kPatience);
    const bool well = ended && m_process->exitStatus() == QProcess::NormalExit && m_process->exitCode() == 0;
    m_process.reset();
    return well || fail(QStringLiteral("microkubes-demo did not end well"));
}

void DemoKong::kill()
{
    if (!m_process)
        return;
    m_process->kill();
    m_process->waitForFinished(kPatience);
    m_process.reset();
    m_admin.reset();
    m_control.reset();
}

bool DemoKong::isRunning() const
{
    return m_process && m_process->state() == QProcess::Running;
}

bool DemoKong::restart()
{
    return stop() && start();
}

QUrl DemoKong::url(const QString &system) const
{
    return m_urls.value(system);
}

RawHttp::Response DemoKong::send(const QByteArray &method, const QByteArray &path, const QByteArray &body)
{
    if (!m_admin)
        return {};
    QList<QPair<QByteArray, QByteArray>> headers;
    if (!body.isEmpty())
        headers.append({QByteArray("Content-Type"), QByteArray("application/json")});
    return m_admin->send(method, path, body, headers);
}

nlohmann::json DemoKong::get(const QByteArray &path)
{
    const RawHttp::Response response = send("GET", path);
    if (response.status != 200)
        return nlohmann::json(nlohmann::json::value_t::discarded);
    return nlohmann::json::parse(response.body.begin(), response.body.end(), nullptr, false);
}

RawHttp::Response DemoKong::control(const QByteArray &method, const QByteArray &target, const QByteArray &body)
{
    return m_control ? m_control->send(method, target, body) : RawHttp::Response();
}

bool DemoKong::fault(const nlohmann::json &fault)
{
    const RawHttp::Response response = control("POST", "/faults", QByteArray::fromStdString(fault.dump()));
    return response.status == 204 || fail(QString::fromUtf8(response.body));
}

bool DemoKong::clearFaults()
{
    return control("DELETE", "/faults").status == 204 || fail(QStringLiteral("the control port does not answer"));
}

bool DemoKong::reset()
{
    return control("POST", "/reset").status == 204 || fail(QStringLiteral("the control port does not answer"));
}

nlohmann::json DemoKong::counters()
{
    const RawHttp::Response response = control("GET", "/counters");
    return nlohmann::json::parse(response.body.begin(), response.body.end(), nullptr, false);
}

int DemoKong::requests(const QByteArray &method, const QByteArray &path, const QByteArray &system)
{
    const nlohmann::json all = counters();
    const nlohmann::json::json_pointer place = nlohmann::json::json_pointer(QByteArray('/' + system + "/requests").toStdString()) / QByteArray(method + ' ' + path).toStdString();
    return all.is_object() && all.contains(place) ? all[place].get<int>() : 0;
}

int DemoKong::writes(const QByteArray &system)
{
    const nlohmann::json all = counters();
    return all.is_object() && all.contains(system.toStdString()) ? all[system.toStdString()].value("writes", -1) : -1;
}

bool DemoKong::waitForRequests(const QByteArray &method, const QByteArray &path, int atLeast, const QByteArray &system)
{
    const QByteArray target = "/counters?system=" + system + "&method=" + method + "&path=" + path.toPercentEncoding() + "&atLeast="
                              + QByteArray::number(atLeast);
    return control("GET", target).status == 200 || fail(QStringLiteral("the requests did not come"));
}

} // namespace mk::test
