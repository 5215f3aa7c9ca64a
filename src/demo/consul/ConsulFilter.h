// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Json.h"

#include <QByteArray>

namespace mk::demo {

// ?filter= of Consul (go-bexpr): ==, !=, in, not in, contains, not contains, matches, not matches, is empty, is not empty,
// and, or, not, brackets; selectors as Service.Meta.version. Keeps the rows (of a list, or the members of an object) that it
// holds for. The reason, in the server's words, where the expression is none.
QByteArray filterConsulRows(const QByteArray &expression, nlohmann::json *rows);

} // namespace mk::demo
