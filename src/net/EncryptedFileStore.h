// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Crypto.h"
#include "net/SecretStore.h"

#include <QMap>
#include <QThreadPool>

namespace mk {

// Secrets in one file that a passphrase opens. GUI thread; deriving the key and writing happen on a worker.
//
// The file is JSON: {"schema": 1, "kdf": "argon2id-moderate", "salt", "check", "box"}, the last three base64. "box" is
// the encrypted map of ids to values (crypto::encrypt), "check" an encrypted constant that tells a wrong passphrase
// from a damaged file. Fields that we do not know make a file newer than we are; it is then left alone.
class EncryptedFileStore final : public SecretStore
{
    Q_OBJECT
public:
    static constexpr int schema = 1;

    explicit EncryptedFileStore(const QString &path, QObject *parent = nullptr);
    ~EncryptedFileStore() override;

    Kind kind() const override { return Kind::EncryptedFile; }
    bool isLocked() const override { return m_key.isNull(); }
    // While locked these three fail with "secret.locked".
    Job<QByteArray> *read(const QString &id, QObject *parent) override;
    Job<Done> *write(const QString &id, const QByteArray &value, QObject *parent) override;
    Job<Done> *remove(const QString &id, QObject *parent) override;

    // Errors: "secret.wrong-passphrase", "secret.file-damaged", "secret.file-newer" and those of reading a file.
    Job<Done> *unlock(const QString &passphrase, QObject *parent);
    // Makes the file with these values, locked with a new passphrase, and leaves the store unlocked.
    Job<Done> *create(const QString &passphrase, const QMap<QString, QByteArray> &values, QObject *parent);

private:
    struct Opened
    {
        crypto::Key key;
        QByteArray salt;
        QMap<QString, QByteArray> values;
    };
    static Result<Opened> openFile(const QString &path, const QString &passphrase);
    static QByteArray encoded(const Opened &content);
    Job<Done> *save(QObject *parent, const std::function<void()> &undo);

    QString m_path;
    crypto::Key m_key;
    QByteArray m_salt;
    QMap<QString, QByteArray> m_values;
    QThreadPool m_writer; // one thread: the last write is the one that stays
};

} // namespace mk
