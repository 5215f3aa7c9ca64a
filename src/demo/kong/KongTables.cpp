// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/kong/KongTables.h"

#include <algorithm>

namespace mk::demo {

const KongTables::Table &KongTables::table(std::string_view kind) const
{
    static const Table empty;
    const auto found = m_tables.find(kind);
    return found == m_tables.end() ? empty : found->second;
}

const KongTables::Row *KongTables::find(std::string_view kind, std::string_view id) const
{
    const Table &rows = table(kind);
    const auto found = rows.find(id);
    return found == rows.end() ? nullptr : &found->second.row;
}

const KongTables::Index &KongTables::indexOf(std::string_view kind, std::string_view member) const
{
    const std::pair<std::string, std::string> key{kind, member};
    auto index = m_indexes.find(key);
    if (index == m_indexes.end()) {
        index = m_indexes.emplace(key, Index()).first;
        for (const auto &[id, stored] : table(kind)) {
            if (const auto found = stored.row.find(key.second); found != stored.row.end())
                index->second.emplace(found->dump(), id);
        }
    }
    return index->second;
}

const KongTables::Row *KongTables::findBy(std::string_view kind, std::string_view member,
                                          const nlohmann::json &value) const
{
    const std::vector<std::string> ids = idsBy(kind, member, value, {}, 1);
    return ids.empty() ? nullptr : find(kind, ids.front());
}

std::vector<const KongTables::Row *> KongTables::findAllBy(std::string_view kind, std::string_view member,
                                                           const nlohmann::json &value) const
{
    std::vector<const Row *> rows;
    for (const std::string &id : idsBy(kind, member, value))
        rows.push_back(find(kind, id));
    return rows;
}

std::vector<std::string> KongTables::idsBy(std::string_view kind, std::string_view member, const nlohmann::json &value,
                                           std::string_view after, std::size_t limit) const
{
    std::vector<std::string> ids;
    const Index &index = indexOf(kind, member);
    const std::string text = value.dump();
    for (auto at = index.upper_bound({text, std::string(after)});
         at != index.end() && at->first == text && ids.size() < limit; ++at)
        ids.push_back(at->second);
    return ids;
}

std::vector<const KongTables::Stored *> KongTables::bySequence(std::string_view kind) const
{
    std::vector<const Stored *> rows;
    rows.reserve(table(kind).size());
    for (const auto &[id, stored] : table(kind))
        rows.push_back(&stored);
    std::sort(rows.begin(), rows.end(), [](const Stored *a, const Stored *b) { return a->sequence < b->sequence; });
    return rows;
}

void KongTables::put(std::string_view kind, Row row)
{
    ++m_revision;
    Table &rows = m_tables[std::string(kind)];
    const std::string id = row.at("id").get<std::string>();
    if (const auto found = rows.find(id); found != rows.end()) {
        indexRow(kind, found->second.row, false);
        indexRow(kind, row, true);
        found->second.row = std::move(row);
    } else {
        indexRow(kind, row, true);
        rows.emplace(id, Stored{std::move(row), ++m_sequence});
    }
}

bool KongTables::remove(std::string_view kind, std::string_view id)
{
    const auto rows = m_tables.find(kind);
    if (rows == m_tables.end())
        return false;
    const auto found = rows->second.find(id);
    if (found == rows->second.end())
        return false;
    ++m_revision;
    indexRow(kind, found->second.row, false);
    rows->second.erase(found);
    return true;
}

void KongTables::clear()
{
    ++m_revision;
    m_tables.clear();
    m_indexes.clear();
}

void KongTables::indexRow(std::string_view kind, const Row &row, bool add)
{
    for (auto &[key, index] : m_indexes) {
        if (key.first != kind)
            continue;
        const auto member = row.find(key.second);
        if (member == row.end())
            continue;
        const std::string value = member->dump();
        const std::string id = row.at("id").get<std::string>();
        if (add) {
            index.emplace(value, id);
            continue;
        }
        index.erase({value, id});
    }
}

} // namespace mk::demo
