// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/consul/ConsulDecode.h"
#include "core/Json.h"
#include "core/JsonRead.h"

#include <algorithm>

namespace mk::consul {

namespace {

using nlohmann::json;

// An array of strings straight into the vector: 100,000 names need no document in between.
class KeyReader final : public nlohmann::json_sax<json>
{
public:
    bool null() override { return false; }
    bool boolean(bool) override { return false; }
    bool number_integer(number_integer_t) override { return false; }
    bool number_unsigned(number_unsigned_t) override { return false; }
    bool number_float(number_float_t, const string_t &) override { return false; }
    bool binary(binary_t &) override { return false; }
    bool start_object(std::size_t) override { return false; }
    bool key(string_t &) override { return false; }
    bool end_object() override { return false; }
    bool start_array(std::size_t) override { return ++m_depth == 1; }
    bool end_array() override { return true; }
    bool string(string_t &text) override
    {
        if (m_depth != 1)
            return false;
        keys.push_back(QString::fromUtf8(text.data(), qsizetype(text.size())));
        return true;
    }
    bool parse_error(std::size_t position, const std::string &, const nlohmann::detail::exception &) override
    {
        m_brokenAt = position;
        return false;
    }
    Error error() const
    {
        return m_brokenAt ? unreadableJson(QStringLiteral("keys: not JSON at byte %1").arg(*m_brokenAt))
                          : unreadableShape(QStringLiteral("keys: expected an array of strings"));
    }

    std::vector<QString> keys;

private:
    int m_depth = 0;
    std::optional<std::size_t> m_brokenAt;
};

const char *skipSpace(const char *at, const char *end)
{
    while (at != end && (*at == ' ' || *at == '\n' || *at == '\r' || *at == '\t'))
        ++at;
    return at;
}

// The same by hand for what nearly every list is: names of plain ASCII are taken as they stand, the few others go through
// the JSON reader one by one. Five times as fast. False at whatever else: KeyReader judges that.
bool readPlainKeys(const QByteArray &body, std::vector<QString> *keys)
{
    const auto isPlain = [](char c) { return c >= 0x20 && c < 0x7f && c != '"' && c != '\\'; };
    const char *const end = body.constData() + body.size();
    const char *at = skipSpace(body.constData(), end);
    if (at == end || *at != '[')
        return false;
    do {
        at = skipSpace(at + 1, end);
        if (at == end || *at != '"')
            return false;
        const char *const quote = at++;
        while (at != end && isPlain(*at))
            ++at;
        if (at != end && *at == '"') {
            keys->push_back(QString::fromLatin1(quote + 1, at - quote - 1));
        } else {
            while (at != end && *at != '"')
                at += *at == '\\' && at + 1 != end ? 2 : 1;
            if (at == end)
                return false;
            const json name = json::parse(quote, at + 1, nullptr, false);
            if (!name.is_string())
                return false;
            const auto &text = name.get_ref<const std::string &>();
            keys->push_back(QString::fromUtf8(text.data(), qsizetype(text.size())));
        }
        at = skipSpace(at + 1, end);
    } while (at != end && *at == ',');
    return at != end && *at == ']' && skipSpace(at + 1, end) == end;
}

Result<KvEntry> readEntry(const json &object)
{
    JsonFields fields(object, "key");
    // Without its index an entry is of no use: every write is guarded by it.
    fields.require({"Key", "CreateIndex", "ModifyIndex"});
    KvEntry entry;
    entry.key = fields.string("Key");
    entry.flags = fields.unsignedNumber("Flags");
    entry.createIndex = fields.unsignedNumber("CreateIndex");
    entry.modifyIndex = fields.unsignedNumber("ModifyIndex");
    entry.lockIndex = fields.unsignedNumber("LockIndex");
    entry.session = fields.string("Session");
    if (fields.error())
        return fail(*fields.error());
    // null is the empty value.
    if (const auto it = object.find("Value"); it != object.end() && !it->is_null()) {
        if (!it->is_string())
            return fail(unreadableShape(QStringLiteral("key: field Value is not a string")));
        const auto &text = it->get_ref<const std::string &>();
        const auto decoded = QByteArray::fromBase64Encoding(QByteArray::fromRawData(text.data(), qsizetype(text.size())),
                                                            QByteArray::AbortOnBase64DecodingErrors);
        if (decoded.decodingStatus != QByteArray::Base64DecodingStatus::Ok)
            return fail(unreadableShape(QStringLiteral("key: field Value is not base64")));
        entry.value = *decoded;
    }
    return entry;
}

bool isTxnBody(const HttpResponse &response)
{
    return response.body.left(64).trimmed().startsWith('{');
}

// The token may not read it: transactions leave such keys out without a word, and old versions tell no header either.
Error hiddenKey(const QString &key)
{
    Error error = Error::make(ErrorKind::Forbidden, QStringLiteral("consul.permission-denied"));
    error.args.insert(QStringLiteral("key"), key);
    return error;
}

} // namespace

Result<std::vector<QString>> decodeKeys(const HttpResponse &response)
{
    if (response.status == 404)
        return std::vector<QString>();
    // Every name takes at least three bytes; most are longer.
    const size_t likely = size_t(response.body.size()) / 32;
    KeyReader reader;
    reader.keys.reserve(likely);
    if (readPlainKeys(response.body, &reader.keys)) {
        reader.keys.shrink_to_fit();
        return std::move(reader.keys);
    }
    reader.keys.clear();
    const char *begin = response.body.constData();
    if (!json::sax_parse(begin, begin + response.body.size(), &reader))
        return fail(reader.error());
    reader.keys.shrink_to_fit();
    return std::move(reader.keys);
}

Result<std::vector<KvEntry>> decodeEntries(const HttpResponse &response)
{
    if (response.status == 404)
        return std::vector<KvEntry>();
    if (isTxnBody(response)) {
        Result<TxnOutcome> outcome = decodeTxn(response);
        if (!outcome)
            return fail(outcome.error());
        if (!outcome->failures.empty())
            return fail(txnError(*outcome, {}));
        return std::move(outcome->entries);
    }
    std::vector<KvEntry> entries;
    const Result<Done> read = parseJsonArray(response.body, [&entries](json &element) -> Result<Done> {
        Result<KvEntry> entry = readEntry(element);
        if (!entry)
            return fail(entry.error());
        entries.push_back(std::move(*entry));
        return Done{};
    });
    if (!read)
        return fail(read.error());
    return entries;
}

Result<std::optional<KvEntry>> decodeEntry(const QString &key, const HttpResponse &response)
{
    if (response.status == 404)
        return std::nullopt;
    std::vector<KvEntry> entries;
    if (isTxnBody(response)) {
        Result<TxnOutcome> outcome = decodeTxn(response);
        if (!outcome)
            return fail(outcome.error());
        if (!outcome->failures.empty()) {
            if (isMissingKey(outcome->failures.front()))
                return std::nullopt;
            return fail(txnError(*outcome, {key}));
        }
        if (outcome->entries.empty())
            return fail(hiddenKey(key));
        entries = std::move(outcome->entries);
    } else {
        Result<std::vector<KvEntry>> read = decodeEntries(response);
        if (!read)
            return fail(read.error());
        entries = std::move(*read);
    }
    if (entries.size() != 1)
        return fail(unreadableShape(QStringLiteral("asked for one key, got %1").arg(entries.size())));
    // A proxy that tidies paths would hand us the neighbour, and a write would follow to the wrong place.
    if (entries.front().key != key)
        return fail(ErrorKind::Unreadable, QStringLiteral("consul.other-key"), QStringLiteral("another key was answered"));
    return std::move(entries.front());
}

Result<TxnOutcome> decodeTxn(const HttpResponse &response)
{
    const Result<json> document = parseJson(response.body);
    if (!document)
        return fail(document.error());
    JsonFields fields(*document, "transaction");
    const json *results = fields.array("Results");
    const json *errors = fields.array("Errors");
    if (fields.error())
        return fail(*fields.error());
    TxnOutcome outcome;
    for (const json &result : results ? *results : json::array()) {
        JsonFields resultFields(result, "transaction result");
        const json *kv = resultFields.object("KV");
        if (resultFields.error())
            return fail(*resultFields.error());
        if (!kv)
            continue; // of another kind of operation
        Result<KvEntry> entry = readEntry(*kv);
        if (!entry)
            return fail(entry.error());
        outcome.entries.push_back(std::move(*entry));
    }
    for (const json &error : errors ? *errors : json::array()) {
        JsonFields errorFields(error, "transaction error");
        errorFields.require({"What"});
        const qint64 index = errorFields.signedNumber("OpIndex");
        const QString what = errorFields.string("What");
        if (errorFields.error())
            return fail(*errorFields.error());
        if (index < 0 || index > 1'000'000)
            return fail(unreadableShape(QStringLiteral("transaction error: operation %1").arg(index)));
        outcome.failures.push_back({int(index), what.left(4000)});
    }
    if (response.status == 409 && outcome.failures.empty())
        return fail(unreadableShape(QStringLiteral("transaction: refused without a reason")));
    return outcome;
}

bool isMissingKey(const TxnOutcome::Failure &failure)
{
    return failure.what.contains(QLatin1String("doesn't exist"));
}

Error txnError(const TxnOutcome &outcome, const QStringList &keys)
{
    if (outcome.failures.empty())
        return Error::make(ErrorKind::Internal, QStringLiteral("consul.no-failure"));
    const auto says = [&outcome](const char *words) {
        return std::any_of(outcome.failures.cbegin(), outcome.failures.cend(), [words](const TxnOutcome::Failure &failure) {
            return failure.what.contains(QLatin1String(words), Qt::CaseInsensitive);
        });
    };
    // The kind is decided by the gravest of all failures: what no second try can mend comes first.
    Error error;
    if (says("Permission denied"))
        error = Error::make(ErrorKind::Forbidden, QStringLiteral("consul.permission-denied"));
    else if (says("invalid key name"))
        error = Error::make(ErrorKind::BadRequest, QStringLiteral("consul.key-refused"));
    else if (says("unknown KV verb"))
        error = Error::make(ErrorKind::Unsupported, QStringLiteral("consul.unknown-verb"));
    else if (says("index is stale") || says("\" exists") || says("index check") || says("lock"))
        error = Error::make(ErrorKind::Conflict, QStringLiteral("kv.cas-failed"));
    else if (says("doesn't exist"))
        error = Error::make(ErrorKind::NotFound, QStringLiteral("kv.no-such-key"));
    else
        error = Error::make(ErrorKind::BadRequest);
    error.httpStatus = 409;
    QStringList words;
    for (const TxnOutcome::Failure &failure : outcome.failures)
        words.append(failure.what);
    const int first = outcome.failures.front().opIndex;
    error.serverMessage = words.join(QLatin1Char('\n')).left(4000);
    error.args.insert(QStringLiteral("failures"), words);
    error.args.insert(QStringLiteral("opIndex"), first);
    if (first < keys.size())
        error.args.insert(QStringLiteral("key"), keys.at(first));
    return error;
}

Result<bool> decodeTrueFalse(const HttpResponse &response)
{
    const QByteArray body = response.body.trimmed();
    if (body == "true")
        return true;
    if (body == "false")
        return false;
    return fail(unreadableShape(QStringLiteral("expected true or false")));
}

} // namespace mk::consul
