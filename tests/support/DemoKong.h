// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Json.h"
#include "support/RawHttp.h"

#include <QHash>
#include <QProcess>
#include <QString>
#include <QStringList>
#include <QUrl>

#include <memory>

namespace mk::test {

// microkubes-demo as a child process: a simulated Kong on free ports. It dies with this program. Blocking calls that do not
// turn the event loop; every function that returns false leaves the reason in lastError(). Link mk_test_demo.
//
//   DemoKong kong;                                    // or DemoKong kong(QStringLiteral("3.9.1"), {"--filled"})
//   QVERIFY2(kong.start(), qPrintable(kong.lastError()));
//   kong.send("POST", "/apis", "{...}");              // past the code under test
//   kong.fault({{"fault", "reset"}, {"method", "PATCH"}, {"path", "/apis/*"}, {"count", 1}});
//   ... the console at kong.adminUrl() ...
//   QCOMPARE(kong.requests("PATCH", "/apis/one"), 1);
class DemoKong
{
public:
    explicit DemoKong(const QString &version = QStringLiteral("0.14.1"), const QStringList &arguments = {});
    ~DemoKong();
    Q_DISABLE_COPY_MOVE(DemoKong)

    bool start();  // and waits until it answers
    bool stop();   // in order
    void kill();   // at once
    bool isRunning() const;
    // On the same ports as before, empty (or filled) again.
    bool restart();

    QUrl url(const QString &system) const; // "kong-admin", "kong-proxy", "kong-status", "control"; empty: it has none
    QUrl adminUrl() const { return url(QStringLiteral("kong-admin")); }
    QUrl proxyUrl() const { return url(QStringLiteral("kong-proxy")); }
    qint64 processId() const { return m_process ? m_process->processId() : 0; }

    // A request to the Admin API by hand. JSON where there is a body.
    RawHttp::Response send(const QByteArray &method, const QByteArray &path, const QByteArray &body = {});
    nlohmann::json get(const QByteArray &path); // discarded unless it is 200 and JSON

    // src/demo/Misbehaviour.h has the names and what they do; of the Admin API where no system is named.
    bool fault(const nlohmann::json &fault);
    bool clearFaults();
    // Tables and counters as after the start, faults off.
    bool reset();

    // How often that was asked since the start or the last reset(), without queries.
    int requests(const QByteArray &method, const QByteArray &path, const QByteArray &system = "kong-admin");
    int writes(const QByteArray &system = "kong-admin");
    nlohmann::json counters();
    // Until the system has read so many such requests; blocks, so only where the request has left already.
    bool waitForRequests(const QByteArray &method, const QByteArray &path, int atLeast, const QByteArray &system = "kong-admin");

    QString lastError() const { return m_lastError; }

private:
    RawHttp::Response control(const QByteArray &method, const QByteArray &target, const QByteArray &body = {});
    bool fail(const QString &why);
    QString m_version;
    QStringList m_arguments;
    std::unique_ptr<QProcess> m_process;
    QHash<QString, QUrl> m_urls;
    std::unique_ptr<RawHttp> m_admin;
    std::unique_ptr<RawHttp> m_control;
    QString m_lastError;
};

} // namespace mk::test
