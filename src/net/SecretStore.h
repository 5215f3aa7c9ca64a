// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Job.h"
#include "net/Endpoint.h"

#include <QObject>

#include <memory>

namespace mk {

// Where passwords, tokens and the journal's key are kept. Values are bytes; ids are made by us. GUI thread.
class SecretStore : public QObject
{
    Q_OBJECT
public:
    enum class Kind {
        Keychain,      // the system's key ring
        EncryptedFile, // secrets.bin beside the configuration, locked with a passphrase
        Memory,        // for this run only
    };
    using QObject::QObject;

    virtual Kind kind() const = 0;
    virtual bool isLocked() const { return false; } // an encrypted file before its passphrase was given
    // An id that is not there is ErrorKind::NotFound.
    virtual Job<QByteArray> *read(const QString &id, QObject *parent) = 0;
    virtual Job<Done> *write(const QString &id, const QByteArray &value, QObject *parent) = 0;
    virtual Job<Done> *remove(const QString &id, QObject *parent) = 0;
};

// Every implementation behind one choice; what the program uses.
//
// On open(): if secrets.bin exists, the operator once chose it, so it is that file (locked until unlock()). Else the
// keychain is probed by writing and reading back (10 s a step at most); any error means that there is none to rely on
// and memory it is, told plainly by kind(). Until open() has ended it is memory too. The keychain's service name is
// bound to the configuration folder, so two folders never share entries.
class Secrets final : public QObject
{
    Q_OBJECT
public:
    Secrets(const QString &configFolder, QObject *parent = nullptr);
    ~Secrets() override;

    struct Choice
    {
        bool allowKeychain = true; // MICROKUBES_NO_KEYCHAIN=1 in the environment switches it off, too
    };
    Job<Done> *open(const Choice &choice, QObject *parent);

    SecretStore::Kind kind() const;
    QString unavailableReason() const; // why there is no keychain, technical
    bool isLocked() const;
    // Turns to a passphrase-encrypted file: creates it (taking over what memory holds) or unlocks it.
    // Errors: "secret.empty-passphrase", "secret.wrong-passphrase", "secret.file-damaged", "secret.file-newer", and
    // those of writing a file.
    Job<Done> *useEncryptedFile(const QString &passphrase, QObject *parent);
    Job<Done> *unlock(const QString &passphrase, QObject *parent);
    bool encryptedFileExists() const;

    Job<QByteArray> *read(const QString &id, QObject *parent);
    Job<Done> *write(const QString &id, const QByteArray &value, QObject *parent);
    Job<Done> *remove(const QString &id, QObject *parent);

    // Resolves all secret references of an endpoint. A missing one fails with ErrorKind::Storage, reason
    // "secret.missing" (args "name") or "secret.locked" or "secret.env-unset".
    Job<EndpointSecrets> *resolve(const Endpoint &endpoint, QObject *parent);

Q_SIGNALS:
    void stateChanged(); // kind or lock changed

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace mk
