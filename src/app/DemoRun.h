// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Clock.h"
#include "core/Job.h"
#include "net/HttpLog.h"
#include "platform/Environment.h"

#include <QHash>
#include <QList>
#include <QObject>
#include <QProcess>

namespace mk {

class HttpClient;

// One thing that can be made to go wrong on the demo platform, in its program's words.
struct DemoFault
{
    QString name;
    QString title;
    QString what;
    QString lookFor;
    bool on = false;
};

// microkubes-demo, found beside this program, as a child that ends with it: simulated systems on free ports of this
// computer, and the environment that they make. That exists for this run only. Main thread.
//
// Reasons: "demo.not-found" (args "file"), "demo.failed" (args "text": what the program said last).
class DemoRun final : public QObject
{
    Q_OBJECT
public:
    DemoRun(const Clock *clock, QObject *parent = nullptr);
    ~DemoRun() override; // ends the child

    // Starts the program where it does not run yet, and ends once its systems answer.
    Job<Environment> *start(QObject *parent);
    bool isRunning() const { return m_process.state() == QProcess::Running && m_environment.has_value(); }
    qint64 processId() const { return m_process.processId(); }
    // Of the environment's endpoints, by id.
    const QHash<QString, EndpointSecrets> &secrets() const { return m_secrets; }

    Job<QList<DemoFault>> *readFaults(QObject *parent);
    Job<Done> *setFault(const QString &name, bool on, QObject *parent);

    // One of the misbehaviours that the program knows (see its --help), on requests of a system ("rabbitmq") whose path matches.
    struct Misbehaviour
    {
        QString system;
        QString fault;
        QString path;
    };
    Job<Done> *misbehave(const QList<Misbehaviour> &faults, QObject *parent); // in place of those before; none: well again
    // Writes a key past this program, as another operator would.
    Job<Done> *putKey(const QString &key, const QByteArray &value, QObject *parent);

    static QString programPath(); // empty: it is not there

private:
    void readOutput();
    void failed();
    HttpClient *clientFor(const QString &name); // as the program calls its systems
    Job<Done> *tell(HttpClient *client, const QByteArray &method, const QByteArray &path, const QByteArray &body, QObject *parent);
    std::optional<Environment> environmentOf(const QHash<QString, QUrl> &urls);

    const Clock *m_clock;
    HttpLog m_log; // nobody wants to read of the control port
    QProcess m_process;
    QByteArray m_output;
    QHash<QString, QUrl> m_urls;
    QHash<QString, EndpointSecrets> m_secrets;
    std::optional<Environment> m_environment;
    QList<QPointer<PromiseJob<Environment>>> m_waiting;
    HttpClient *m_control = nullptr;
    HttpClient *m_consul = nullptr;
};

} // namespace mk
