// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Json.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mk::demo {

// The keys of a simulated Consul with their indexes, as agent/consul/state/kvs.go of 1.8 keeps them. Who writes brings the
// index of the write. Bytes in, bytes out.
class ConsulKvStore
{
public:
    struct Entry
    {
        std::string value;
        std::uint64_t flags = 0;
        std::uint64_t lockIndex = 0;
        std::uint64_t createIndex = 0;
        std::uint64_t modifyIndex = 0;
        std::string session; // empty: nobody holds the lock
    };
    using Entries = std::map<std::string, Entry, std::less<>>;

    const Entries &entries() const { return m_entries; }
    const Entry *find(std::string_view key) const;
    // Entries whose key begins so: [first, second).
    std::pair<Entries::const_iterator, Entries::const_iterator> range(std::string_view prefix) const;

    // What X-Consul-Index says of a key, of all keys with a prefix. Never 0.
    std::uint64_t indexOf(std::string_view key) const;
    std::uint64_t indexOfPrefix(std::string_view prefix) const;

    void set(const std::string &key, std::string value, std::uint64_t flags, std::uint64_t index);
    // False: somebody else holds the lock, or not this session.
    bool lock(const std::string &key, std::string value, std::uint64_t flags, const std::string &session, std::uint64_t index);
    bool unlock(const std::string &key, std::string value, std::uint64_t flags, const std::string &session, std::uint64_t index);
    void remove(const std::string &key, std::uint64_t index);
    void removeTree(const std::string &prefix, std::uint64_t index);
    // What that session held is released, or deleted.
    void releaseAll(const std::string &session, bool andDelete, std::uint64_t index);
    void clear();

    static nlohmann::json toJson(const std::string &key, const Entry &entry, bool withValue = true);

    // Everything since begin() can be undone by rollBack().
    void begin() { m_undo.emplace(); }
    void commit() { m_undo.reset(); }
    void rollBack();

private:
    struct Before
    {
        std::string key;
        std::optional<Entry> entry;
        std::optional<std::uint64_t> grave;
    };
    void note(const std::string &key);
    void put(const std::string &key, Entry entry, std::uint64_t index);

    Entries m_entries;
    std::map<std::string, std::uint64_t, std::less<>> m_graves; // of deleted keys: the index of that
    std::uint64_t m_tableIndex = 0;
    std::optional<std::vector<Before>> m_undo;
};

} // namespace mk::demo
