// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLockFile>
#include <QObject>
#include <QString>

#include <memory>

class QLocalServer;

namespace mk {

// One running program a configuration folder: a lock file in it names the instance, and a second start asks the first
// over a local socket to raise its window.
class SingleInstance final : public QObject
{
    Q_OBJECT
public:
    explicit SingleInstance(const QString &configFolder, QObject *parent = nullptr);
    ~SingleInstance() override;

    enum class Outcome {
        First,       // we hold the folder
        RaisedOther, // another instance holds it and has been asked to show itself
        Unanswered,  // another instance holds it and does not answer
        Failed,      // the lock file cannot be made (read-only folder, full disk)
    };
    Outcome acquire();
    // "process 4711 on workstation", after RaisedOther or Unanswered.
    QString holder() const { return m_holder; }

Q_SIGNALS:
    void raiseRequested();

private:
    QString serverName() const;
    void listen();
    QString m_folder;
    QString m_holder;
    QLockFile m_lock;
    QLocalServer *m_server = nullptr;
};

} // namespace mk
