// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/consul/ConsulService.h"

namespace mk::demo {

using nlohmann::json;

namespace {

constexpr qsizetype kMostBytes = 512 * 1024; // kv_max_value_size, txn_max_req_len
constexpr std::size_t kMostOperations = 64;  // before 1.14

QByteArray tooLarge(qsizetype bytes, const char *setting)
{
    return "Request body(" + QByteArray::number(bytes) + " bytes) too large, max size: " + QByteArray::number(kMostBytes)
           + " bytes. See https://www.consul.io/docs/agent/options.html#" + setting + '.';
}

} // namespace

void ConsulService::keys(ConsulCall &call)
{
    const std::string key = call.path.mid(int(std::string_view("/v1/kv/").size())).toStdString();
    if (call.is("GET"))
        keyRead(call, key);
    else if (call.is("PUT"))
        keyPut(call, key);
    else
        keyDelete(call, key);
}

void ConsulService::keyRead(ConsulCall &call, const std::string &key)
{
    if (call.has("keys") || call.has("recurse")) {
        const bool names = call.has("keys");
        const std::string separator = call.value("separator").toStdString();
        read(call, ConsulState::Keys, [this, key] { return m_state->keys.indexOfPrefix(key); }, [this, key, names, separator](const ConsulCall &asked) -> Reply {
            Headers headers = meta(m_state->keys.indexOfPrefix(key));
            json rows = json::array();
            const auto [first, last] = m_state->keys.range(key);
            std::string folder;
            for (auto at = first; at != last; ++at) {
                if (!names) {
                    rows.push_back(ConsulKvStore::toJson(at->first, at->second));
                    continue;
                }
                const std::size_t cut = separator.empty() ? std::string::npos : at->first.find(separator, key.size());
                if (cut == std::string::npos) {
                    rows.push_back(at->first);
                } else if (std::string own = at->first.substr(0, cut + separator.size()); own != folder || rows.empty()) {
                    folder = own;
                    rows.push_back(std::move(own));
                }
            }
            if (rows.empty()) {
                headers.emplaceBack("Vary", "Accept-Encoding");
                return {404, headers, {}};
            }
            return jsonReply(asked, rows, headers, 200);
        });
        return;
    }
    if (key.empty()) {
        sendText(call, 400, "Missing key name");
        return;
    }
    read(call, ConsulState::Keys, [this, key] { return m_state->keys.indexOf(key); }, [this, key](const ConsulCall &asked) -> Reply {
        Headers headers = meta(m_state->keys.indexOf(key));
        const ConsulKvStore::Entry *entry = m_state->keys.find(key);
        if (!entry) {
            headers.emplaceBack("Vary", "Accept-Encoding");
            return {404, headers, {}};
        }
        if (asked.has("raw")) {
            headers.emplaceBack("Content-Type", "text/plain");
            headers.emplaceBack("Content-Security-Policy", "sandbox");
            headers.emplaceBack("X-Content-Type-Options", "nosniff");
            headers.emplaceBack("Vary", "Accept-Encoding");
            return {200, headers, QByteArray::fromStdString(entry->value)};
        }
        return jsonReply(asked, json::array({ConsulKvStore::toJson(key, *entry)}), headers, 200);
    });
}

void ConsulService::keyPut(ConsulCall &call, const std::string &key)
{
    if (key.empty()) {
        sendText(call, 400, "Missing key name");
        return;
    }
    QByteArrayList given;
    for (const char *name : {"acquire", "cas", "release"}) {
        if (call.has(name))
            given.append(QByteArray(name) + '=' + call.value(name));
    }
    if (given.size() > 1) {
        sendText(call, 400, "Conflicting flags: " + given.join('&'));
        return;
    }
    std::uint64_t flags = 0;
    std::uint64_t cas = 0;
    for (const auto &[name, number] : {std::pair("flags", &flags), std::pair("cas", &cas)}) {
        if (!call.has(name))
            continue;
        bool ok = false;
        *number = call.value(name).toULongLong(&ok);
        if (!ok) {
            sendText(call, 500, "strconv.ParseUint: parsing \"" + call.value(name) + "\": invalid syntax");
            return;
        }
    }
    if (call.request.body.size() > kMostBytes) {
        sendText(call, 413, tooLarge(call.request.body.size(), "kv_max_value_size"), {{"Connection", "close"}});
        return;
    }
    std::string value = call.request.body.toStdString();
    ConsulKvStore &store = m_state->keys;
    bool done = true;
    if (call.has("cas")) {
        const ConsulKvStore::Entry *entry = store.find(key);
        done = cas == 0 ? !entry : entry && entry->modifyIndex == cas;
        if (done)
            store.set(key, std::move(value), flags, m_state->nextIndex());
    } else if (call.has("acquire") || call.has("release")) {
        const bool acquire = call.has("acquire");
        const std::string session = call.value(acquire ? "acquire" : "release").toStdString();
        if (session.size() != 36) {
            sendText(call, 500, "failed session lookup: index error: UUID must be 36 characters");
            return;
        }
        if (acquire && !m_state->sessions.contains(session)) {
            sendText(call, 500, QByteArray::fromStdString("invalid session " + goQuoted(session)));
            return;
        }
        const auto delay = m_state->lockDelays.find(key);
        const bool delayed = acquire && delay != m_state->lockDelays.end() && delay->second > m_state->now();
        const std::uint64_t index = delayed ? 0 : m_state->nextIndex();
        done = !delayed && (acquire ? store.lock(key, std::move(value), flags, session, index) : store.unlock(key, std::move(value), flags, session, index));
    } else {
        store.set(key, std::move(value), flags, m_state->nextIndex());
    }
    if (done)
        m_state->keysChanged();
    sendJson(call, done);
}

void ConsulService::keyDelete(ConsulCall &call, const std::string &key)
{
    if (call.has("recurse") && call.has("cas")) {
        sendText(call, 400, "Conflicting flags: " + QByteArray("recurse&cas=") + call.value("cas"));
        return;
    }
    if (key.empty() && !call.has("recurse")) {
        sendText(call, 400, "Missing key name");
        return;
    }
    bool done = true;
    if (call.has("recurse")) {
        m_state->keys.removeTree(key, m_state->nextIndex());
    } else if (call.has("cas")) {
        bool ok = false;
        const std::uint64_t cas = call.value("cas").toULongLong(&ok);
        if (!ok) {
            sendText(call, 500, "strconv.ParseUint: parsing \"" + call.value("cas") + "\": invalid syntax");
            return;
        }
        if (cas == 0) {
            sendText(call, 400, "Using ?cas=0 does not make sense.");
            return;
        }
        const ConsulKvStore::Entry *entry = m_state->keys.find(key);
        done = !entry || entry->modifyIndex == cas;
        if (done)
            m_state->keys.remove(key, m_state->nextIndex());
    } else {
        m_state->keys.remove(key, m_state->nextIndex());
    }
    if (done)
        m_state->keysChanged();
    sendJson(call, done);
}

void ConsulService::transaction(ConsulCall &call)
{
    if (call.request.body.size() > kMostBytes) {
        sendText(call, 413, tooLarge(call.request.body.size(), "txn_max_req_len"), {{"Connection", "close"}});
        return;
    }
    json operations;
    if (!body(call, "Failed to parse body: ", &operations))
        return;
    if (!operations.is_array()) {
        sendText(call, 400, "Failed to parse body: json: cannot unmarshal object into Go value of type api.TxnOps");
        return;
    }
    if (operations.size() > kMostOperations) {
        sendText(call, 413, "Transaction contains too many operations (" + QByteArray::number(quint64(operations.size())) + " > "
                                + QByteArray::number(quint64(kMostOperations)) + ')');
        return;
    }
    struct Operation
    {
        std::string verb;
        std::string key;
        std::string value;
        std::string session;
        std::uint64_t flags = 0;
        std::uint64_t index = 0;
    };
    static const std::set<std::string> kWrites{"set", "cas", "lock", "unlock", "delete", "delete-cas", "delete-tree"};
    std::vector<Operation> steps;
    bool writes = false;
    for (const json &operation : operations) {
        const json kv = operation.is_object() ? operation.value("KV", json()) : json();
        if (!kv.is_object()) {
            sendText(call, 501, "operations on anything but keys are no part of the simulated Consul");
            return;
        }
        Operation step;
        const auto text = [&kv](const char *name) { return kv.contains(name) && kv[name].is_string() ? kv[name].get<std::string>() : std::string(); };
        const auto number = [&kv](const char *name) { return kv.contains(name) && kv[name].is_number_integer() ? kv[name].get<std::uint64_t>() : std::uint64_t(0); };
        step.verb = text("Verb");
        step.key = text("Key");
        step.session = text("Session");
        step.flags = number("Flags");
        step.index = number("Index");
        const QByteArray encoded = QByteArray::fromStdString(text("Value"));
        const auto decoded = QByteArray::fromBase64Encoding(encoded, QByteArray::Base64Encoding | QByteArray::AbortOnBase64DecodingErrors);
        if (!decoded) {
            qsizetype at = 0;
            while (at < encoded.size() && (isalnum(static_cast<unsigned char>(encoded.at(at))) || encoded.at(at) == '+' || encoded.at(at) == '/'))
                ++at;
            sendText(call, 400, "Failed to parse body: illegal base64 data at input byte " + QByteArray::number(at));
            return;
        }
        step.value = decoded.decoded.toStdString();
        writes = writes || kWrites.contains(step.verb);
        steps.push_back(std::move(step));
    }

    ConsulKvStore &store = m_state->keys;
    const std::uint64_t index = writes ? m_state->nextIndex() : m_state->index();
    json results = json::array();
    json errors = json::array();
    store.begin();
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const Operation &step = steps[i];
        const ConsulKvStore::Entry *entry = store.find(step.key);
        const std::string quoted = goQuoted(step.key);
        std::string why;
        bool tells = false; // the entry without its value
        if (step.verb == "set") {
            store.set(step.key, step.value, step.flags, index);
            tells = true;
        } else if (step.verb == "cas") {
            if (step.index == 0 ? entry != nullptr : !entry || entry->modifyIndex != step.index)
                why = "failed to set key " + quoted + ", index is stale";
            else
                store.set(step.key, step.value, step.flags, index);
            tells = true;
        } else if (step.verb == "lock") {
            if (!m_state->sessions.contains(step.session))
                why = "invalid session " + goQuoted(step.session);
            else if (!store.lock(step.key, step.value, step.flags, step.session, index))
                why = "failed to lock key " + quoted + ", lock is already held";
            tells = true;
        } else if (step.verb == "unlock") {
            if (!store.unlock(step.key, step.value, step.flags, step.session, index))
                why = "failed to unlock key " + quoted + ", lock isn't held, or is held by another session";
            tells = true;
        } else if (step.verb == "get") {
            if (!entry)
                why = "key " + quoted + " doesn't exist";
            else
                results.push_back({{"KV", ConsulKvStore::toJson(step.key, *entry)}});
        } else if (step.verb == "get-tree") {
            const auto [first, last] = store.range(step.key);
            for (auto at = first; at != last; ++at)
                results.push_back({{"KV", ConsulKvStore::toJson(at->first, at->second)}});
        } else if (step.verb == "check-session") {
            if (!entry)
                why = "failed to check session: key " + quoted + " doesn't exist";
            else if (entry->session != step.session)
                why = "failed session check for key " + quoted + ", current session " + goQuoted(entry->session) + " != " + goQuoted(step.session);
            tells = true;
        } else if (step.verb == "check-index") {
            if (!entry)
                why = "failed to check index: key " + quoted + " doesn't exist";
            else if (entry->modifyIndex != step.index)
                why = "failed index check for key " + quoted + ", current modify index " + std::to_string(entry->modifyIndex) + " != " + std::to_string(step.index);
            tells = true;
        } else if (step.verb == "check-not-exists") {
            if (entry)
                why = "key " + quoted + " exists";
        } else if (step.verb == "delete") {
            store.remove(step.key, index);
        } else if (step.verb == "delete-tree") {
            store.removeTree(step.key, index);
        } else if (step.verb == "delete-cas") {
            if (entry && entry->modifyIndex != step.index)
                why = "failed to delete key " + quoted + ", index is stale";
            else
                store.remove(step.key, index);
        } else {
            why = "unknown KV verb " + goQuoted(step.verb);
        }
        if (!why.empty())
            errors.push_back({{"OpIndex", i}, {"What", why}});
        else if (tells)
            results.push_back({{"KV", ConsulKvStore::toJson(step.key, *store.find(step.key), false)}});
    }
    const bool failed = !errors.empty();
    if (failed)
        store.rollBack();
    else
        store.commit();
    if (writes && !failed)
        m_state->keysChanged();
    json answer{{"Results", failed ? json() : results}, {"Errors", failed ? errors : json()}};
    Headers headers;
    if (!writes) {
        answer.update({{"Index", 0}, {"LastContact", 0}, {"KnownLeader", true}, {"ConsistencyLevel", ""}});
        headers = {{"X-Consul-Knownleader", "true"}, {"X-Consul-Lastcontact", "0"}};
    }
    sendJson(call, answer, headers, failed ? 409 : 200);
}

} // namespace mk::demo
