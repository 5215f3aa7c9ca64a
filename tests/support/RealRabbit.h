// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/RawHttp.h"
#include "support/RealStack.h"

#include <QByteArray>
#include <QProcess>
#include <QString>
#include <QUrl>

#include <memory>

namespace mk::test {

// One real RabbitMQ on free loopback ports, with a folder of its own, started by tests/stack. Blocking calls; GUI thread.
// Every function that returns false leaves the reason in lastError(). Administrator: guest, password guest.
class RealRabbit
{
public:
    struct Options
    {
        QByteArray advancedConfig; // an Erlang term: "[{rabbitmq_management,[{rates_mode,none}]}]."
    };

    RealRabbit();
    explicit RealRabbit(Options options);

    // Starts it (again, on the same ports and data) and waits until its management API answers.
    bool start();
    bool stop(); // in order, data kept
    bool control(const QStringList &arguments); // rabbitmqctl
    bool isRunning() const { return m_running; }
    QUrl url() const;
    qint64 processId() const; // of the program that started all of its processes; 0: not running
    QString lastError() const { return m_lastError; }

    // Any call as guest. `path` is sent as it is.
    RawHttp::Response send(const QByteArray &method, const QByteArray &path, const QByteArray &body = {});
    bool addVhost(const QString &vhost); // guest may do everything there
    bool addUser(const QString &name, const QString &password, const QString &tags);
    // A durable queue; arguments is a JSON object.
    bool declare(const QString &vhost, const QString &queue, const QByteArray &arguments = "{}");
    bool publish(const QString &vhost, const QString &queue, int count = 1);
    // As the management API counts, which is up to five seconds late; -1: it does not tell.
    qint64 ready(const QString &vhost, const QString &queue);
    // Publishes to and reads from the queue "traffic" in the virtual host "shop" five times a second, until stop().
    bool startTraffic();
    // Reads from a queue, `prefetch` messages at most, and acknowledges none of them, until stopHolding().
    bool startHolding(const QString &vhost, const QString &queue, int prefetch);
    void stopHolding();

private:
    bool call(const QByteArray &method, const QByteArray &path, const QByteArray &body);
    Options m_options;
    RealStack m_stack;
    std::unique_ptr<RawHttp> m_http;
    bool startEscript(std::unique_ptr<QProcess> *process, const QString &script, const QStringList &arguments);
    std::unique_ptr<QProcess> m_traffic;
    std::unique_ptr<QProcess> m_holder;
    bool m_running = false;
    QString m_lastError;
};

} // namespace mk::test
