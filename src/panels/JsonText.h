// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace mk {

// JSON indented by two for reading, members in the server's order. What is not JSON, or too large to be worth indenting
// on screen, is returned as text unchanged.
QString prettyJson(const QByteArray &body);
// True where the bytes are one JSON document.
bool isJson(const QByteArray &body);

} // namespace mk
