// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "demo/kong/old/AdminCall.h"
#include "demo/kong/old/RecordSchema.h"

namespace mk::demo {
struct KongNode;
}

namespace mk::demo::old {

class LegacyDao;

// Either a record, or the answer that says why there is none.
struct RecordResult
{
    Json record;
    std::optional<Reply> refused;
};

// Kong's new way to its entities, as far as 0.14.1 had come.
class RecordDao
{
public:
    // The legacy dao removes what refers to a record (plugins, credentials).
    RecordDao(KongNode *node, LegacyDao *legacy)
        : m_node(node)
        , m_legacy(legacy)
    {
    }

    // By what a path names. Nothing found: no record and no refusal.
    RecordResult named(const RecordKind &kind, const std::string &idOrName) const;

    RecordResult insert(const RecordKind &kind, Json record);
    RecordResult patch(const RecordKind &kind, const std::string &idOrName, const Json &changes);
    RecordResult upsert(const RecordKind &kind, const std::string &idOrName, Json record);
    std::optional<Reply> remove(const RecordKind &kind, const std::string &idOrName); // a refusal

    // The records of a list, those that the query asks for; of one member's value only, where given.
    Reply page(const RecordKind &kind, const AdminCall &call, const std::string &member = {},
               const Json &value = {}) const;

    KongNode *node() const { return m_node; }

private:
    std::optional<Reply> refuseStored(const RecordKind &kind, const Json &record, const std::string &ownId) const;

    KongNode *m_node;
    LegacyDao *m_legacy;
};

// The record of a body: JSON as it is, a form by the types of the fields; multipart is not read.
Json recordOf(const AdminCall &call, const RecordKind &kind);

Json withoutNulls(Json record); // how one record is shown, and the items of a list below another
Reply recordRefusal(int status, int code, const char *name, const std::string &message, const Json &fields);
Reply schemaViolation(const Json &faults);

} // namespace mk::demo::old
