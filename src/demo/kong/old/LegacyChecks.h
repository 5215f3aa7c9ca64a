// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "demo/kong/old/LegacyValidation.h"

namespace mk::demo::old {

// What a check of one field looks at. It may change the row: a slash at the end is cut, a password hashed.
struct FieldCheck
{
    Json *value = nullptr; // null: absent
    Json &row;             // the table in which the field stands
    const std::string &name;
    const CheckContext &context;
};

struct WholeCheck
{
    Json &row;
    const CheckContext &context;
};

// The checks that the schemas name. Empty or nothing: fine. A name that nobody knows is a fault of the data: qFatal.
std::string checkField(const std::string &check, const FieldCheck &field);
std::optional<Refusal> checkWhole(const std::string &check, const WholeCheck &whole);

// The defaults that are made anew each time.
Json madeDefault(const std::string &maker);

// The checks of plugins' configurations (PluginChecks.cpp); null: none of that name.
using FieldChecker = std::string (*)(const FieldCheck &);
using WholeChecker = std::optional<Refusal> (*)(const WholeCheck &);
FieldChecker pluginFieldChecker(const std::string &check);
WholeChecker pluginWholeChecker(const std::string &check);

} // namespace mk::demo::old
