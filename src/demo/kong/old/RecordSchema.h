// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Json.h"

#include <optional>
#include <string>
#include <vector>

namespace mk::demo::old {

using Json = nlohmann::json;

// One field of the entities that Kong 0.14.1 keeps in its new way: services, routes, consumers, certificates, snis.
// They are called records here, to tell them from the legacy kinds.
struct RecordField
{
    std::string name;
    std::string type; // string, integer, boolean, array (of strings), foreign, uuid
    bool required = false;
    bool unique = false;
    bool automatic = false; // id, created_at, updated_at: what is sent is not looked at
    std::optional<Json> fallback;
    std::optional<std::pair<double, double>> between;
    std::vector<std::string> oneOf; // of a list: each item
    std::size_t atLeast = 0;        // items of a list
    std::string check;              // of a list: each item
    std::string references;
};

struct RecordKind
{
    std::string table;
    std::vector<RecordField> fields;
    std::string lookup;             // what may stand in a path instead of the id; empty: nothing
    std::vector<std::string> oneOf; // of these one must not be empty

    const RecordField *field(std::string_view name) const;
};

const RecordKind &recordKind(std::string_view table); // of the bundled data; one that is not there is a fault: qFatal

// What is wrong with a record, by field: texts, for what concerns all of it a list below "@entity", for a foreign key
// an object. Empty: nothing.
Json recordFaults(const Json &record, const RecordKind &kind, bool patch);

// The defaults of what was not sent.
void fillRecord(Json &record, const RecordKind &kind);

// A form knows only texts: into the types of the fields, "" into null, one text into a list of one.
Json recordFromForm(const Json &fields, const RecordKind &kind);

// "schema violation (host: required field missing)"
std::string violationText(const Json &faults);

} // namespace mk::demo::old
