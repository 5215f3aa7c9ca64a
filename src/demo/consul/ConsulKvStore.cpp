// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/consul/ConsulKvStore.h"

#include <QByteArray>

#include <algorithm>

namespace mk::demo {

namespace {

// The first text that begins with no such prefix and comes after all that do; empty: there is none.
std::string endOf(std::string_view prefix)
{
    std::string end(prefix);
    while (!end.empty() && static_cast<unsigned char>(end.back()) == 0xff)
        end.pop_back();
    if (!end.empty())
        end.back() = static_cast<char>(static_cast<unsigned char>(end.back()) + 1);
    return end;
}

template<typename Map>
auto rangeOf(Map &map, std::string_view prefix)
{
    const std::string end = endOf(prefix);
    return std::make_pair(map.lower_bound(prefix), end.empty() ? map.end() : map.lower_bound(end));
}

} // namespace

const ConsulKvStore::Entry *ConsulKvStore::find(std::string_view key) const
{
    const auto found = m_entries.find(key);
    return found == m_entries.end() ? nullptr : &found->second;
}

std::pair<ConsulKvStore::Entries::const_iterator, ConsulKvStore::Entries::const_iterator> ConsulKvStore::range(std::string_view prefix) const
{
    return rangeOf(m_entries, prefix);
}

std::uint64_t ConsulKvStore::indexOf(std::string_view key) const
{
    const Entry *entry = find(key);
    return std::max<std::uint64_t>(1, entry ? entry->modifyIndex : m_tableIndex);
}

std::uint64_t ConsulKvStore::indexOfPrefix(std::string_view prefix) const
{
    if (prefix.empty())
        return std::max<std::uint64_t>(1, m_tableIndex);
    std::uint64_t index = 0;
    const auto [first, last] = range(prefix);
    for (auto at = first; at != last; ++at)
        index = std::max(index, at->second.modifyIndex);
    const auto [firstGrave, lastGrave] = rangeOf(m_graves, prefix);
    for (auto at = firstGrave; at != lastGrave; ++at)
        index = std::max(index, at->second);
    return std::max<std::uint64_t>(1, index ? index : m_tableIndex);
}

void ConsulKvStore::note(const std::string &key)
{
    if (!m_undo)
        return;
    const Entry *entry = find(key);
    const auto grave = m_graves.find(key);
    m_undo->push_back({key, entry ? std::optional(*entry) : std::nullopt,
                       grave == m_graves.end() ? std::nullopt : std::optional(grave->second)});
}

void ConsulKvStore::put(const std::string &key, Entry entry, std::uint64_t index)
{
    note(key);
    const Entry *before = find(key);
    entry.createIndex = before ? before->createIndex : index;
    entry.modifyIndex = index;
    m_tableIndex = index;
    m_entries.insert_or_assign(key, std::move(entry));
}

void ConsulKvStore::set(const std::string &key, std::string value, std::uint64_t flags, std::uint64_t index)
{
    Entry entry;
    if (const Entry *before = find(key)) {
        // Nothing changes, so nobody is woken.
        if (before->value == value && before->flags == flags)
            return;
        entry.lockIndex = before->lockIndex;
        entry.session = before->session;
    }
    entry.value = std::move(value);
    entry.flags = flags;
    put(key, std::move(entry), index);
}

bool ConsulKvStore::lock(const std::string &key, std::string value, std::uint64_t flags, const std::string &session, std::uint64_t index)
{
    Entry entry;
    if (const Entry *before = find(key)) {
        if (!before->session.empty() && before->session != session)
            return false;
        entry.lockIndex = before->lockIndex + (before->session.empty() ? 1 : 0);
    } else {
        entry.lockIndex = 1;
    }
    entry.session = session;
    entry.value = std::move(value);
    entry.flags = flags;
    put(key, std::move(entry), index);
    return true;
}

bool ConsulKvStore::unlock(const std::string &key, std::string value, std::uint64_t flags, const std::string &session, std::uint64_t index)
{
    const Entry *before = find(key);
    if (!before || before->session != session)
        return false;
    Entry entry;
    entry.lockIndex = before->lockIndex;
    entry.value = std::move(value);
    entry.flags = flags;
    put(key, std::move(entry), index);
    return true;
}

void ConsulKvStore::remove(const std::string &key, std::uint64_t index)
{
    const auto found = m_entries.find(key);
    if (found == m_entries.end())
        return;
    note(key);
    m_entries.erase(found);
    m_graves[key] = index;
    m_tableIndex = index;
}

void ConsulKvStore::removeTree(const std::string &prefix, std::uint64_t index)
{
    std::vector<std::string> keys;
    const auto [first, last] = range(prefix);
    for (auto at = first; at != last; ++at)
        keys.push_back(at->first);
    for (const std::string &key : keys)
        remove(key, index);
}

void ConsulKvStore::releaseAll(const std::string &session, bool andDelete, std::uint64_t index)
{
    std::vector<std::string> keys;
    for (const auto &[key, entry] : m_entries) {
        if (entry.session == session)
            keys.push_back(key);
    }
    for (const std::string &key : keys) {
        if (andDelete) {
            remove(key, index);
            continue;
        }
        Entry entry = m_entries[key];
        entry.session.clear();
        put(key, std::move(entry), index);
    }
}

void ConsulKvStore::clear()
{
    m_entries.clear();
    m_graves.clear();
    m_tableIndex = 0;
    m_undo.reset();
}

void ConsulKvStore::rollBack()
{
    std::vector<Before> undo = std::move(*m_undo);
    m_undo.reset();
    for (auto before = undo.rbegin(); before != undo.rend(); ++before) {
        if (before->entry)
            m_entries.insert_or_assign(before->key, std::move(*before->entry));
        else
            m_entries.erase(before->key);
        if (before->grave)
            m_graves[before->key] = *before->grave;
        else
            m_graves.erase(before->key);
    }
}

nlohmann::json ConsulKvStore::toJson(const std::string &key, const Entry &entry, bool withValue)
{
    nlohmann::json row{{"LockIndex", entry.lockIndex}, {"Key", key}, {"Flags", entry.flags}, {"Value", nullptr},
                        {"CreateIndex", entry.createIndex}, {"ModifyIndex", entry.modifyIndex}};
    if (withValue && !entry.value.empty())
        row["Value"] = QByteArray::fromStdString(entry.value).toBase64().toStdString();
    if (!entry.session.empty())
        row["Session"] = entry.session;
    return row;
}

} // namespace mk::demo
