// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "demo/kong/KongAdmin.h"
#include "demo/kong/old/AdminCall.h"
#include "demo/kong/old/LegacyValidation.h"

#include <map>

namespace mk::demo::old {

// Kong's old way to its entities: what a write, a list and a deletion do, for every kind alike.
class LegacyDao
{
public:
    explicit LegacyDao(KongNode *node)
        : m_node(node)
    {
    }

    const Json *find(const LegacyKind &kind, const std::string &id) const;
    // By id when the text is one, otherwise by what the kind is also found by; every member of the filter has to agree.
    const Json *findNamed(const LegacyKind &kind, const std::string &idOrName,
                          const Json &filter = Json::object()) const;

    Reply insert(const LegacyKind &kind, Json fields);             // POST: 201
    Reply patch(const LegacyKind &kind, Json fields, Json before); // PATCH of that row: 200
    Reply put(const LegacyKind &kind, Json fields);                // PUT on the collection: 201, with the whole key 200
    // A page: filters by the query and by what the path says. `total` counts all that match.
    Reply page(const LegacyKind &kind, const AdminCall &call, const Json &fromPath = Json::object());
    // With everything that refers to it.
    void remove(const std::string &table, const std::string &id);
    void removeReferring(const std::string &table, const std::string &id);

    KongNode *node() const { return m_node; }

private:
    std::optional<Reply> refuseStored(const LegacyKind &kind, const Json &row) const;
    Reply update(const LegacyKind &kind, Json row, Write write);
    qint64 timeOf(const LegacyKind &kind) const; // of a row made now, in milliseconds
    const std::vector<const KongTables::Stored *> &ordered(const std::string &table);

    struct Order
    {
        quint64 revision = 0;
        std::vector<const KongTables::Stored *> rows;
    };
    KongNode *m_node;
    std::map<std::string, Order> m_orders; // the rows of a table as they are listed, while nothing changes
};

} // namespace mk::demo::old
