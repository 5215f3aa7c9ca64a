// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>
#include <QUrl>

// First line of a test class that needs these real programs.
#define MK_REQUIRE_STACK(...)                                                                                             \
    do {                                                                                                                  \
        const QStringList mkMissing = mk::test::RealStack::missing({__VA_ARGS__});                                        \
        if (!mkMissing.isEmpty()) {                                                                                       \
            if (qEnvironmentVariable("MK_SKIP_REAL") == QLatin1String("1"))                                               \
                QSKIP(qPrintable(QString(mkMissing.join(QLatin1String(", ")) + QLatin1String(" not installed"))));        \
            QFAIL(qPrintable(QString(mkMissing.join(QLatin1String(", ")) +                                                \
                                     QLatin1String(" not installed: tests/run.sh installs it; MK_SKIP_REAL=1 leaves "     \
                                                   "these tests out"))));                                                 \
        }                                                                                                                 \
    } while (false)

namespace mk::test {

// The real systems as tests/stack starts them, on free ports of their own. Blocking; GUI thread. For Consul alone
// RealConsul is quicker and knows more.
class RealStack
{
public:
    enum class Part { Consul, RabbitMq, Prometheus };

    RealStack();
    ~RealStack(); // stops and forgets everything
    Q_DISABLE_COPY_MOVE(RealStack)

    static QStringList missing(const QList<Part> &parts);

    bool start(const QList<Part> &parts);
    bool seed(); // all of what runs, without traffic
    bool stop(); // and forgets everything
    // One of the scripts of tests/stack, on these systems.
    bool script(const QString &name, const QStringList &arguments) { return run(name, arguments, nullptr); }
    bool pause(); // stops in order, data kept; start() goes on

    QString value(const QString &name) const { return m_values.value(name); } // "RABBITMQ_URL"
    QUrl url(Part part) const;
    QString folder() const { return m_folder.path(); } // what the systems keep: a folder each, by id
    QString lastError() const { return m_lastError; }

private:
    bool run(const QString &script, const QStringList &arguments, QByteArray *output);
    QTemporaryDir m_folder;
    QHash<QString, QString> m_values;
    bool m_started = false;
    QString m_lastError;
};

} // namespace mk::test
