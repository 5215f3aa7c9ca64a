// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace mk {

// What is wrong with one member of an entity. path: "uris", "config.minute", "paths.2" (the second entry of a list);
// "@entity" or empty: the whole.
struct FieldProblem
{
    QString path;
    QString text; // plain
    bool operator==(const FieldProblem &) const = default;
};

} // namespace mk
