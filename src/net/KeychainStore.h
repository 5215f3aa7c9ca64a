// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/SecretStore.h"

namespace mk {

// The system's key ring through QtKeychain. GUI thread.
//
// Without a bus, a Secret Service or its library every call ends at once with an error whose text varies, so errors are
// told as "secret.keychain" with that text as detail and nothing is read into it. A key ring that asks the user
// something may take for ever: each call ends after the time-out with "secret.time-out".
class KeychainStore final : public SecretStore
{
    Q_OBJECT
public:
    KeychainStore(const QString &service, std::chrono::milliseconds timeout, QObject *parent = nullptr);

    Kind kind() const override { return Kind::Keychain; }
    Job<QByteArray> *read(const QString &id, QObject *parent) override;
    Job<Done> *write(const QString &id, const QByteArray &value, QObject *parent) override;
    Job<Done> *remove(const QString &id, QObject *parent) override; // one that is not there is removed already

    // Writes something, reads it back and takes it away. An error tells that there is no key ring to rely on.
    Job<Done> *probe(QObject *parent);

    // "microkubes-console/" and 16 hexadecimal digits that stand for the folder, whatever links lead to it.
    static QString serviceFor(const QString &configFolder);

private:
    QString m_service;
    std::chrono::milliseconds m_timeout;
};

} // namespace mk
