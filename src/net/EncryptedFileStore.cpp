// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/EncryptedFileStore.h"

#include "core/AtomicFile.h"
#include "core/Json.h"

namespace mk {

namespace {

constexpr int saltSize = 16;
const char *const keyDerivation = "argon2id-moderate";
const QByteArray checkWord = QByteArrayLiteral("microkubes-console");

// Binds a box to its place, so that it cannot be taken for the other one or put into another file.
QByteArray contextOf(const char *place, const QByteArray &salt)
{
    return QByteArray("microkubes-console/secrets/1/") + place + '/' + salt;
}

Error damaged(const QString &detail)
{
    return Error::storage(QStringLiteral("secret.file-damaged"), detail);
}

Error locked()
{
    return Error::storage(QStringLiteral("secret.locked"), {});
}

std::string base64(const QByteArray &bytes)
{
    return bytes.toBase64().toStdString();
}

// Null when the member is missing or is not base64.
std::optional<QByteArray> bytesAt(const nlohmann::json &object, const char *name)
{
    const auto member = object.find(name);
    if (member == object.end() || !member->is_string())
        return std::nullopt;
    const auto decoded = QByteArray::fromBase64Encoding(QByteArray::fromStdString(member->get<std::string>()),
                                                        QByteArray::AbortOnBase64DecodingErrors);
    return decoded ? std::optional<QByteArray>(*decoded) : std::nullopt;
}

} // namespace

EncryptedFileStore::EncryptedFileStore(const QString &path, QObject *parent)
    : SecretStore(parent)
    , m_path(path)
{
    m_writer.setMaxThreadCount(1);
}

EncryptedFileStore::~EncryptedFileStore()
{
    m_writer.waitForDone(); // what was promised to be written is written
}

Result<EncryptedFileStore::Opened> EncryptedFileStore::openFile(const QString &path, const QString &passphrase)
{
    const Result<QByteArray> file = readFile(path);
    if (!file)
        return fail(file.error());
    const auto document = nlohmann::json::parse(file->cbegin(), file->cend(), nullptr, false);
    if (!document.is_object())
        return fail(damaged(QStringLiteral("not JSON")));
    const auto version = document.find("schema");
    if (version == document.end() || !version->is_number_integer())
        return fail(damaged(QStringLiteral("no schema")));
    const auto derivation = document.find("kdf");
    if (*version != schema || derivation == document.end() || *derivation != keyDerivation)
        return fail(Error::storage(QStringLiteral("secret.file-newer"), QString::fromStdString(version->dump())));
    const auto salt = bytesAt(document, "salt");
    const auto check = bytesAt(document, "check");
    const auto box = bytesAt(document, "box");
    if (!salt || salt->size() != saltSize || !check || !box)
        return fail(damaged(QStringLiteral("a part is missing")));

    const Result<crypto::Key> key = crypto::Key::fromPassphrase(passphrase, *salt);
    if (!key)
        return fail(key.error());
    if (!crypto::decrypt(*check, *key, contextOf("check", *salt)))
        return fail(Error::storage(QStringLiteral("secret.wrong-passphrase"), {}));
    const Result<QByteArray> plain = crypto::decrypt(*box, *key, contextOf("box", *salt));
    if (!plain)
        return fail(damaged(QStringLiteral("the values do not open")));
    const auto values = nlohmann::json::parse(plain->cbegin(), plain->cend(), nullptr, false);
    if (!values.is_object())
        return fail(damaged(QStringLiteral("the values are no map")));

    Opened opened{*key, *salt, {}};
    for (const auto &[id, value] : values.items()) {
        const auto bytes = bytesAt(values, id.c_str());
        if (!bytes)
            return fail(damaged(QStringLiteral("a value is no base64")));
        opened.values.insert(QString::fromStdString(id), *bytes);
    }
    return opened;
}

QByteArray EncryptedFileStore::encoded(const Opened &content)
{
    nlohmann::json values = nlohmann::json::object();
    for (auto it = content.values.cbegin(); it != content.values.cend(); ++it)
        values[it.key().toStdString()] = base64(it.value());
    QByteArray plain = QByteArray::fromStdString(values.dump());
    const nlohmann::ordered_json document{
        {"schema", schema},
        {"kdf", keyDerivation},
        {"salt", base64(content.salt)},
        {"check", base64(crypto::encrypt(checkWord, content.key, contextOf("check", content.salt)))},
        {"box", base64(crypto::encrypt(plain, content.key, contextOf("box", content.salt)))},
    };
    crypto::wipe(plain);
    return QByteArray::fromStdString(document.dump(2)) + '\n';
}

// The write belongs to the store, not to who asked for it: a dialog that closes does not undo its "save".
Job<Done> *EncryptedFileStore::save(QObject *parent, const std::function<void()> &undo)
{
    auto *promise = new PromiseJob<Done>(parent);
    const QPointer<PromiseJob<Done>> waiting(promise);
    runOnWorker<Done>(
        this,
        [path = m_path, content = Opened{m_key, m_salt, m_values}](const CancelFlag &) {
            return writeFileAtomically(path, encoded(content));
        },
        &m_writer)
        ->done(this, [waiting, undo](const Result<Done> &written) {
            if (!written)
                undo();
            if (waiting)
                waiting->resolve(written);
        });
    return promise;
}

Job<QByteArray> *EncryptedFileStore::read(const QString &id, QObject *parent)
{
    if (isLocked())
        return readyJob<QByteArray>(parent, fail(locked()));
    const auto found = m_values.constFind(id);
    if (found == m_values.cend())
        return readyJob<QByteArray>(parent, fail(ErrorKind::NotFound, QStringLiteral("secret.not-found")));
    return readyJob<QByteArray>(parent, *found);
}

Job<Done> *EncryptedFileStore::write(const QString &id, const QByteArray &value, QObject *parent)
{
    if (isLocked())
        return readyJob<Done>(parent, fail(locked()));
    const auto before = m_values;
    m_values.insert(id, value);
    return save(parent, [this, id, before] {
        if (before.contains(id))
            m_values.insert(id, before.value(id));
        else
            m_values.remove(id);
    });
}

Job<Done> *EncryptedFileStore::remove(const QString &id, QObject *parent)
{
    if (isLocked())
        return readyJob<Done>(parent, fail(locked()));
    if (!m_values.contains(id))
        return readyJob<Done>(parent, Done{});
    const QByteArray before = m_values.take(id);
    return save(parent, [this, id, before] { m_values.insert(id, before); });
}

Job<Done> *EncryptedFileStore::unlock(const QString &passphrase, QObject *parent)
{
    Job<Opened> *opening = runOnWorker<Opened>(
        parent, [path = m_path, passphrase](const CancelFlag &) { return openFile(path, passphrase); });
    const QPointer<EncryptedFileStore> self(this);
    return mapJob<Done>(parent, opening, [self](const Result<Opened> &opened) -> Result<Done> {
        if (!opened)
            return fail(opened.error());
        if (!self)
            return fail(Error::cancelled());
        if (self->isLocked()) { // else it is open already and may have changed since
            self->m_key = opened->key;
            self->m_salt = opened->salt;
            self->m_values = opened->values;
        }
        return Done{};
    });
}

Job<Done> *EncryptedFileStore::create(const QString &passphrase, const QMap<QString, QByteArray> &values,
                                      QObject *parent)
{
    Job<Opened> *making =
        runOnWorker<Opened>(parent, [path = m_path, passphrase, values](const CancelFlag &) -> Result<Opened> {
            Opened content{{}, crypto::randomBytes(saltSize), values};
            const Result<crypto::Key> key = crypto::Key::fromPassphrase(passphrase, content.salt);
            if (!key)
                return fail(key.error());
            content.key = *key;
            if (const Result<Done> written = writeFileAtomically(path, encoded(content)); !written)
                return fail(written.error());
            return content;
        });
    const QPointer<EncryptedFileStore> self(this);
    return mapJob<Done>(parent, making, [self](const Result<Opened> &made) -> Result<Done> {
        if (!made)
            return fail(made.error());
        if (!self)
            return fail(Error::cancelled());
        self->m_key = made->key;
        self->m_salt = made->salt;
        self->m_values = made->values;
        return Done{};
    });
}

} // namespace mk
