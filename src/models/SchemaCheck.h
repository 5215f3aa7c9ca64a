// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/FieldProblem.h"
#include "models/Schema.h"

namespace mk {

// What a schema says against a value, as far as it can be told here; what is left (functions of the server, foreign
// keys, unique names, regular expressions, patterns beyond our means) only the server knows, so silence is no promise.
// Texts are translated. Pure functions, GUI thread or any other.
namespace schemacheck {

// One value by its own node, members and elements of it too. path is where it stands ("config"); entries of lists count
// from 1, as Kong counts them. Null and absent values are judged by `required` alone, and only where there is no
// default.
QList<FieldProblem> value(const SchemaNode &node, const JsonDocument::Value *value, const QString &path);
// The rules over several members of a record; told at "@entity" below the path. prefix stands before the names that the
// checks use ("config." of a plugin's own checks).
QList<FieldProblem> entity(const std::vector<SchemaEntityCheck> &checks, const JsonDocument::Value &record,
                           const QString &path, const QString &prefix = {});
// A value that the server would take for the type, whatever the rules say.
bool fitsType(const SchemaNode &node, const JsonDocument::Value &value);

} // namespace schemacheck

// ---- in words
QString schemaRuleText(const SchemaNode &node); // "0 to 65,535", "length from 1"; empty: none. In the operator's locale
// A sentence for a rule over several members; empty: a kind that this program does not know.
QString schemaCheckText(const SchemaEntityCheck &check, const QString &prefix = {});
QString schemaValueText(const JsonDocument::Value &value, int most = 80); // short, as JSON; texts without quotes

} // namespace mk
