// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Json.h"

#include <QtGlobal>

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace mk::demo {

// What a simulated Kong has stored: one table a kind of entity ("apis", "services", "routes", "plugins", "consumers",
// "upstreams", "targets", "certificates", "snis", "keyauth_credentials", ... by the names of the server's own tables), rows
// as the Admin API would show them complete, keyed by id. Admin API, proxy and metrics of one node look at the same tables.
class KongTables
{
public:
    using Row = nlohmann::json;
    struct Stored
    {
        Row row;
        quint64 sequence = 0; // rises with every insertion: the order in which a table without order happens to answer
    };
    using Table = std::map<std::string, Stored, std::less<>>; // by id, as Kong's new lists are ordered

    const Table &table(std::string_view kind) const;
    const Row *find(std::string_view kind, std::string_view id) const;
    // The first row whose member has that value; by an index, so that 100,000 rows can be filled in.
    const Row *findBy(std::string_view kind, std::string_view member, const nlohmann::json &value) const;
    // All rows whose member has that value, in no order worth trusting; by the same index.
    std::vector<const Row *> findAllBy(std::string_view kind, std::string_view member, const nlohmann::json &value) const;
    // Ids of the rows whose member has that value, in order, those after `after` only, at most `limit`. By an index too.
    std::vector<std::string> idsBy(std::string_view kind, std::string_view member, const nlohmann::json &value,
                                   std::string_view after = {}, std::size_t limit = std::size_t(-1)) const;
    std::vector<const Stored *> bySequence(std::string_view kind) const;

    // The row has a member "id". Replaces the row of that id, which keeps its place in the sequence.
    void put(std::string_view kind, Row row);
    bool remove(std::string_view kind, std::string_view id);
    void clear();

    quint64 revision() const { return m_revision; } // rises with every change: the router rebuilds by it

private:
    using Index = std::set<std::pair<std::string, std::string>>; // value as JSON text, id
    const Index &indexOf(std::string_view kind, std::string_view member) const;
    void indexRow(std::string_view kind, const Row &row, bool add);

    std::map<std::string, Table, std::less<>> m_tables;
    mutable std::map<std::pair<std::string, std::string>, Index> m_indexes; // by kind and member; made when first asked
    quint64 m_revision = 0;
    quint64 m_sequence = 0;
};

} // namespace mk::demo
