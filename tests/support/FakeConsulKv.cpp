// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/Json.h"
#include "support/FakeConsulKv.h"

#include <QUrlQuery>

namespace mk::test {

namespace {
using nlohmann::json;

json entryJson(const QByteArray &key, const FakeConsulKv::Entry &entry, bool withValue)
{
    return json{{"LockIndex", 0},
                {"Key", key.toStdString()},
                {"Flags", entry.flags},
                {"Value", withValue && !entry.value.isEmpty() ? json(entry.value.toBase64().toStdString()) : json()},
                {"CreateIndex", entry.createIndex},
                {"ModifyIndex", entry.modifyIndex}};
}

bool isUnclean(const QByteArray &key)
{
    QList<QByteArray> parts = key.split('/');
    if (parts.size() > 1 && parts.constLast().isEmpty())
        parts.removeLast();
    return parts.contains("") || parts.contains(".") || parts.contains("..");
}
} // namespace

FakeConsulKv::FakeConsulKv()
    : m_server([this](const FakeRequest &request, FakeConnection &connection) { handle(request, connection); })
{
}

void FakeConsulKv::set(const QByteArray &key, const QByteArray &value, quint64 flags)
{
    Entry &entry = m_keys[key];
    ++m_index;
    if (entry.createIndex == 0)
        entry.createIndex = m_index;
    entry.modifyIndex = m_index;
    entry.value = value;
    entry.flags = flags;
}

void FakeConsulKv::remove(const QByteArray &key)
{
    ++m_index;
    m_keys.erase(key);
}

const FakeConsulKv::Entry *FakeConsulKv::find(const QByteArray &key) const
{
    const auto found = m_keys.find(key);
    return found == m_keys.end() ? nullptr : &found->second;
}

QByteArray FakeConsulKv::value(const QByteArray &key) const
{
    const Entry *entry = find(key);
    return entry ? entry->value : QByteArray("(none)");
}

void FakeConsulKv::handle(const FakeRequest &request, FakeConnection &connection)
{
    if (request.method == "PUT" && request.target.startsWith("/v1/txn"))
        transaction(request, connection);
    else if (request.method == "PUT" && request.target.startsWith("/v1/kv/"))
        put(request, connection);
    else if (request.method == "GET" && request.target.startsWith("/v1/kv/"))
        get(request, connection);
    else
        connection.answer(404);
}

void FakeConsulKv::withFault(FakeConnection &connection, const std::function<QPair<int, QByteArray>()> &write)
{
    ++m_writesSeen;
    if (beforeWrite)
        beforeWrite();
    const Fault fault = std::exchange(m_fault, Fault::None);
    QPair<int, QByteArray> answer{500, "rpc error: leadership lost while committing log"};
    if (fault != Fault::DropBefore && fault != Fault::HangBefore && fault != Fault::Fail) {
        const QPair<int, QByteArray> real = write();
        if (fault != Fault::FailAfter)
            answer = real;
    }
    if (afterWrite)
        afterWrite();
    switch (fault) {
    case Fault::DropBefore:
    case Fault::DropAfter:
        connection.drop();
        return;
    case Fault::HangBefore:
    case Fault::HangAfter:
        return;
    case Fault::Garbage:
        connection.answer(200, "<html>hello</html>");
        return;
    default:
        connection.answer(answer.first, answer.second);
    }
}

void FakeConsulKv::transaction(const FakeRequest &request, FakeConnection &connection)
{
    if (request.body.size() > 512 * 1024) {
        connection.answer(413, "Request body too large, max size: 524288 bytes. See txn_max_req_len.");
        return;
    }
    const json operations = json::parse(request.body.begin(), request.body.end());
    if (operations.size() > 64) {
        connection.answer(413, "Transaction contains too many operations");
        return;
    }
    bool writes = false;
    for (const json &operation : operations)
        writes = writes || operation.at("KV").at("Verb") != "get";
    const auto run = [this, operations]() -> QPair<int, QByteArray> {
        std::map<QByteArray, Entry> keys = m_keys; // all or none
        json results = json::array();
        json errors = json::array();
        const quint64 index = m_index + 1;
        bool changed = false;
        for (size_t i = 0; i < operations.size(); ++i) {
            const json &kv = operations[i].at("KV");
            const QByteArray key = QByteArray::fromStdString(kv.at("Key").get<std::string>());
            const std::string verb = kv.at("Verb").get<std::string>();
            const quint64 guard = kv.value("Index", quint64(0));
            const auto found = keys.find(key);
            const auto refuse = [&](const QByteArray &what) {
                errors.push_back(json{{"OpIndex", i}, {"What", what.toStdString()}});
            };
            if (verb == "get") {
                if (found == keys.end())
                    refuse("key \"" + key + "\" doesn't exist");
                else if (key != m_hidden) // left out without a word
                    results.push_back(json{{"KV", entryJson(key, found->second, true)}});
            } else if (verb == "cas") {
                if ((guard == 0) != (found == keys.end()) || (found != keys.end() && found->second.modifyIndex != guard)) {
                    refuse("failed to set key \"" + key + "\", index is stale");
                    continue;
                }
                Entry &entry = keys[key];
                entry.value = QByteArray::fromBase64(QByteArray::fromStdString(kv.at("Value").get<std::string>()));
                entry.flags = kv.value("Flags", quint64(0));
                if (entry.createIndex == 0)
                    entry.createIndex = index;
                entry.modifyIndex = index;
                changed = true;
                results.push_back(json{{"KV", entryJson(key, entry, false)}});
            } else if (verb == "delete-cas") {
                if (found != keys.end() && found->second.modifyIndex != guard) {
                    refuse("failed to delete key \"" + key + "\", index is stale");
                    continue;
                }
                changed = true;
                keys.erase(key);
            } else {
                refuse("unknown KV verb");
            }
        }
        if (!errors.empty())
            return {409, QByteArray::fromStdString(json{{"Results", nullptr}, {"Errors", errors}}.dump())};
        if (changed) {
            m_keys = std::move(keys);
            m_index = index;
        }
        return {200, QByteArray::fromStdString(json{{"Results", results}, {"Errors", nullptr}}.dump())};
    };
    if (!writes) {
        const auto answer = m_readsFail ? QPair<int, QByteArray>{500, "No cluster leader"} : run();
        connection.answer(answer.first, answer.second);
        return;
    }
    m_writePaths.append(request.target);
    withFault(connection, run);
}

void FakeConsulKv::put(const FakeRequest &request, FakeConnection &connection)
{
    const QUrl url = QUrl::fromEncoded(request.target, QUrl::StrictMode);
    const QByteArray key = QByteArray::fromPercentEncoding(request.target.mid(7, request.target.indexOf('?') - 7));
    if (isUnclean(key)) {
        connection.answer(301);
        return;
    }
    if (request.body.size() > 512 * 1024) {
        connection.answer(413, "Value exceeds 524288 byte limit");
        return;
    }
    const QUrlQuery query(url);
    const quint64 guard = query.queryItemValue(QStringLiteral("cas")).toULongLong();
    const quint64 flags = query.queryItemValue(QStringLiteral("flags")).toULongLong();
    m_writePaths.append(request.target);
    withFault(connection, [this, key, guard, flags, body = request.body]() -> QPair<int, QByteArray> {
        const Entry *entry = find(key);
        if ((guard == 0) != (entry == nullptr) || (entry && entry->modifyIndex != guard))
            return {200, "false"};
        set(key, body, flags);
        return {200, "true"};
    });
}

void FakeConsulKv::get(const FakeRequest &request, FakeConnection &connection)
{
    if (m_readsFail) {
        connection.answer(500, "No cluster leader");
        return;
    }
    const qsizetype question = request.target.indexOf('?');
    const QByteArray key =
        QByteArray::fromPercentEncoding(request.target.mid(7, question < 0 ? -1 : question - 7));
    const QByteArray query = question < 0 ? QByteArray() : request.target.mid(question + 1);
    json answer = json::array();
    if (query.startsWith("keys") || query.startsWith("recurse")) {
        for (const auto &[name, entry] : m_keys) {
            if (name.startsWith(key))
                answer.push_back(query.startsWith("keys") ? json(name.toStdString()) : entryJson(name, entry, true));
        }
    } else if (isUnclean(key)) {
        connection.answer(301);
        return;
    } else if (const Entry *entry = find(key)) {
        answer.push_back(entryJson(key, *entry, true));
    }
    const FakeConnection::Headers headers{{"X-Consul-Index", QByteArray::number(m_index)}};
    if (answer.empty())
        connection.answer(404, {}, headers);
    else
        connection.answer(200, QByteArray::fromStdString(answer.dump()), headers);
}

} // namespace mk::test
