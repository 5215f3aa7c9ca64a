// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace mk {

// Sixteen bytes a line: offset, bytes in hexadecimal, and those that are printable ASCII.
QString hexDump(const QByteArray &bytes);

} // namespace mk
