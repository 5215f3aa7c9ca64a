// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Result.h"

#include <QByteArray>

#include <memory>

namespace mk::crypto {

// Call once in main before anything else here; false: the library cannot be used on this machine.
bool initialise();

// A key in locked memory that is wiped when its last copy goes.
class Key
{
public:
    static constexpr int size = 32;
    Key() = default;
    static Key random();
    static Result<Key> fromBytes(const QByteArray &bytes); // "crypto.key-size" unless exactly 32 bytes
    // Argon2id (libsodium's "moderate" cost; seconds, not milliseconds: call it on a worker). salt: 16 bytes.
    // Fails with "crypto.salt-size" or "crypto.no-memory".
    static Result<Key> fromPassphrase(const QString &passphrase, const QByteArray &salt);
    bool isNull() const { return !m_bytes; }
    QByteArray bytes() const; // a plain copy that nobody wipes; for the secret store only

private:
    friend QByteArray encrypt(const QByteArray &plain, const Key &key, const QByteArray &context);
    friend Result<QByteArray> decrypt(const QByteArray &box, const Key &key, const QByteArray &context);
    static Key allocate(); // null when there is no memory to lock
    std::shared_ptr<unsigned char> m_bytes;
};

QByteArray randomBytes(int count);
// Overwrites the bytes of a secret that is no longer needed. Other copies of it are not reached.
void wipe(QByteArray &secret);
// XChaCha20-Poly1305 with a random nonce in front; context is authenticated and not stored, so a box cannot be moved
// to another row. decrypt fails with "crypto.wrong-key" when the key, the context or a single bit differs.
QByteArray encrypt(const QByteArray &plain, const Key &key, const QByteArray &context);
Result<QByteArray> decrypt(const QByteArray &box, const Key &key, const QByteArray &context);
QByteArray sha256(const QByteArray &data);
// 64-bit hash of a body, for "identical bytes stop at the hash"; not for security. Keyed anew in every run: never
// stored.
quint64 quickHash(const QByteArray &data);

} // namespace mk::crypto
