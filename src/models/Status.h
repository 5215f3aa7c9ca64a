// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>
#include <QString>

namespace mk {

// How a thing does. Always shown as shape, word and colour together (circle, triangle, diamond, broken ring).
// The order is the order of attention: a greater value is worse, so std::max joins two of them.
enum class Status {
    None,    // nothing to say: no shape is painted
    Ok,      // works
    Unknown, // not known, not used, not asked
    Warn,    // needs a look
    Crit,    // broken
};

// Stable identifier for files and the command line ("none", "ok", "unknown", "warning", "critical"); never translated.
QString statusId(Status status);
// The word beside the shape, translated ("Works", "Warning", "Critical", "Unknown"); empty for None.
QString statusWord(Status status);

} // namespace mk

Q_DECLARE_METATYPE(mk::Status)
