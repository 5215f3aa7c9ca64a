// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/Crypto.h"

#include <QString>

#include <sodium.h>

#include <array>
#include <cstring>

namespace mk::crypto {

namespace {

static_assert(Key::size == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
constexpr qsizetype nonceSize = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr qsizetype tagSize = crypto_aead_xchacha20poly1305_ietf_ABYTES;

const unsigned char *bytesOf(const QByteArray &data)
{
    return reinterpret_cast<const unsigned char *>(data.constData());
}

unsigned char *bytesOf(QByteArray &data)
{
    return reinterpret_cast<unsigned char *>(data.data());
}

unsigned long long sizeOf(const QByteArray &data)
{
    return static_cast<unsigned long long>(data.size());
}

} // namespace

bool initialise()
{
    return sodium_init() >= 0;
}

Key Key::allocate()
{
    Key key;
    if (void *memory = sodium_malloc(Key::size))
        key.m_bytes = {static_cast<unsigned char *>(memory), [](unsigned char *bytes) { sodium_free(bytes); }};
    return key;
}

Key Key::random()
{
    Key key = allocate();
    if (key.m_bytes)
        randombytes_buf(key.m_bytes.get(), Key::size);
    return key;
}

Result<Key> Key::fromBytes(const QByteArray &bytes)
{
    if (bytes.size() != Key::size)
        return fail(Error::storage(QStringLiteral("crypto.key-size"), QString::number(bytes.size())));
    Key key = allocate();
    if (!key.m_bytes)
        return fail(Error::storage(QStringLiteral("crypto.no-memory"), {}));
    std::memcpy(key.m_bytes.get(), bytes.constData(), Key::size);
    return key;
}

Result<Key> Key::fromPassphrase(const QString &passphrase, const QByteArray &salt)
{
    if (salt.size() != qsizetype(crypto_pwhash_SALTBYTES))
        return fail(Error::storage(QStringLiteral("crypto.salt-size"), QString::number(salt.size())));
    Key key = allocate();
    if (!key.m_bytes)
        return fail(Error::storage(QStringLiteral("crypto.no-memory"), {}));
    // The same letters typed on another keyboard must give the same key.
    QByteArray password = passphrase.normalized(QString::NormalizationForm_C).toUtf8();
    const int failed =
        crypto_pwhash(key.m_bytes.get(), Key::size, password.constData(), sizeOf(password), bytesOf(salt),
                      crypto_pwhash_OPSLIMIT_MODERATE, crypto_pwhash_MEMLIMIT_MODERATE, crypto_pwhash_ALG_ARGON2ID13);
    wipe(password);
    if (failed != 0)
        return fail(Error::storage(QStringLiteral("crypto.no-memory"), {}));
    return key;
}

QByteArray Key::bytes() const
{
    if (!m_bytes)
        return {};
    return QByteArray(reinterpret_cast<const char *>(m_bytes.get()), Key::size);
}

QByteArray randomBytes(int count)
{
    QByteArray bytes(count, Qt::Uninitialized);
    randombytes_buf(bytes.data(), size_t(count));
    return bytes;
}

void wipe(QByteArray &secret)
{
    // data() of a shared array would detach and wipe the copy only; it is let go of all the same.
    if (secret.isDetached())
        sodium_memzero(secret.data(), size_t(secret.size()));
    secret.clear();
}

QByteArray encrypt(const QByteArray &plain, const Key &key, const QByteArray &context)
{
    Q_ASSERT(!key.isNull());
    if (key.isNull())
        return {}; // never the plain text
    QByteArray box(nonceSize + plain.size() + tagSize, Qt::Uninitialized);
    unsigned char *nonce = bytesOf(box);
    randombytes_buf(nonce, size_t(nonceSize));
    crypto_aead_xchacha20poly1305_ietf_encrypt(nonce + nonceSize, nullptr, bytesOf(plain), sizeOf(plain),
                                               bytesOf(context), sizeOf(context), nullptr, nonce, key.m_bytes.get());
    return box;
}

Result<QByteArray> decrypt(const QByteArray &box, const Key &key, const QByteArray &context)
{
    const auto wrongKey = [] { return fail(Error::storage(QStringLiteral("crypto.wrong-key"), {})); };
    if (key.isNull() || box.size() < nonceSize + tagSize)
        return wrongKey();
    QByteArray plain(box.size() - nonceSize - tagSize, Qt::Uninitialized);
    const unsigned char *nonce = bytesOf(box);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(bytesOf(plain), nullptr, nullptr, nonce + nonceSize,
                                                   static_cast<unsigned long long>(box.size() - nonceSize),
                                                   bytesOf(context), sizeOf(context), nonce, key.m_bytes.get()) != 0)
        return wrongKey();
    return plain;
}

QByteArray sha256(const QByteArray &data)
{
    QByteArray hash(crypto_hash_sha256_BYTES, Qt::Uninitialized);
    crypto_hash_sha256(bytesOf(hash), bytesOf(data), sizeOf(data));
    return hash;
}

quint64 quickHash(const QByteArray &data)
{
    // A key of its own for each run: a server cannot prepare two bodies that hash alike.
    static const auto key = [] {
        std::array<unsigned char, crypto_shorthash_KEYBYTES> bytes{};
        randombytes_buf(bytes.data(), bytes.size());
        return bytes;
    }();
    static_assert(crypto_shorthash_BYTES == sizeof(quint64));
    quint64 hash = 0;
    crypto_shorthash(reinterpret_cast<unsigned char *>(&hash), bytesOf(data), sizeOf(data), key.data());
    return hash;
}

} // namespace mk::crypto
