// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <nlohmann/json_fwd.hpp>

// Members of an object of Kong, read without complaint: its versions and plugins differ too much for a list of what must be
// there. Lua knows no difference between an empty list and an empty object, so either may stand for either; what is absent,
// null or of another type reads as empty. Pure functions, any thread.
namespace mk::kong {

const nlohmann::json *member(const nlohmann::json &object, const char *name); // null: absent or null
QString text(const nlohmann::json &object, const char *name);
QStringList texts(const nlohmann::json &object, const char *name); // the strings among its elements

} // namespace mk::kong
