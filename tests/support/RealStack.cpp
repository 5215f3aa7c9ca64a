// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/RealStack.h"

#include <QDir>
#include <QFileInfo>
#include <QProcess>
#include <QStandardPaths>

namespace mk::test {

namespace {

constexpr int scriptPatience = 180'000; // ms; RabbitMQ takes its time on loaded cores

QString idOf(RealStack::Part part)
{
    switch (part) {
    case RealStack::Part::Consul:
        return QStringLiteral("consul");
    case RealStack::Part::RabbitMq:
        return QStringLiteral("rabbitmq");
    case RealStack::Part::Prometheus:
        break;
    }
    return QStringLiteral("prometheus");
}

bool isInstalled(RealStack::Part part)
{
    // Not in the PATH, because the one there insists on root.
    if (part == RealStack::Part::RabbitMq)
        return QFileInfo(QStringLiteral("/usr/lib/rabbitmq/bin/rabbitmq-server")).isExecutable();
    return !QStandardPaths::findExecutable(idOf(part)).isEmpty();
}

} // namespace

RealStack::RealStack() : m_folder(QDir::tempPath() + QStringLiteral("/mk-stack-XXXXXX"))
{
}

RealStack::~RealStack()
{
    stop();
}

QStringList RealStack::missing(const QList<Part> &parts)
{
    QStringList names;
    for (const Part part : parts) {
        if (!isInstalled(part))
            names.append(idOf(part));
    }
    return names;
}

bool RealStack::run(const QString &script, const QStringList &arguments, QByteArray *output)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("STACK_DIR"), m_folder.path());
    process.setProcessEnvironment(environment);
    // To a file, not to a pipe: the servers would inherit the pipe and keep it open.
    const QString errors = m_folder.filePath(QStringLiteral("script.err"));
    const QString outputs = m_folder.filePath(QStringLiteral("script.out"));
    process.setStandardErrorFile(errors);
    process.setStandardOutputFile(outputs);
    process.start(QStringLiteral(MK_SOURCE_DIR "/tests/stack/") + script, arguments);
    const bool ended = process.waitForFinished(scriptPatience);
    const auto textOf = [](const QString &path) {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    if (!ended || process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0) {
        m_lastError = QString(script + QStringLiteral(": ") + QString::fromUtf8(textOf(errors).right(2000)));
        return false;
    }
    if (output)
        *output = textOf(outputs);
    return true;
}

bool RealStack::start(const QList<Part> &parts)
{
    QStringList names;
    for (const Part part : parts)
        names.append(idOf(part));
    m_started = true; // also where it fails half way
    QByteArray output;
    if (!run(QStringLiteral("up.sh"), names, &output))
        return false;
    for (const QByteArray &line : output.split('\n')) {
        QString text = QString::fromUtf8(line).trimmed();
        if (text.startsWith(QLatin1String("export ")))
            text = text.mid(7);
        const qsizetype equals = text.indexOf(QLatin1Char('='));
        if (equals <= 0)
            continue;
        QString value = text.mid(equals + 1);
        if (value.size() >= 2 && value.startsWith(QLatin1Char('\'')) && value.endsWith(QLatin1Char('\'')))
            value = value.mid(1, value.size() - 2);
        m_values.insert(text.left(equals), value);
    }
    return true;
}

bool RealStack::seed()
{
    return run(QStringLiteral("seed.sh"), {QStringLiteral("--no-traffic")}, nullptr);
}

bool RealStack::stop()
{
    if (!m_started)
        return true;
    m_started = false;
    m_values.clear();
    return run(QStringLiteral("down.sh"), {QStringLiteral("--wipe")}, nullptr);
}

bool RealStack::pause()
{
    return run(QStringLiteral("down.sh"), {}, nullptr);
}

QUrl RealStack::url(Part part) const
{
    return QUrl(value(QString(idOf(part).toUpper() + QStringLiteral("_URL"))));
}

} // namespace mk::test
