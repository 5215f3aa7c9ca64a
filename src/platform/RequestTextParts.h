// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/RequestText.h"

// What RequestText is made of. Private to it.
namespace mk::requesttext {

using Headers = std::vector<std::pair<QByteArray, QByteArray>>;

Error refusal(const char *reason, const char *arg = nullptr, const QVariant &value = {});
bool isToken(const QByteArray &text); // RFC 9110, 5.6.2
bool sameName(const QByteArray &one, const QByteArray &other);
// Blanks, control characters and what is not ASCII as browsers send it; everything else stays, "%2F" too.
QByteArray encoded(const QString &target);
// Scheme, Host and target of an address; user and password become an Authorization header.
Result<Done> takeAddress(const QString &written, const QByteArray &defaultHost, RouteRequest *into);

// words: of the whole command, "curl" the first.
Result<Parsed> parseCurl(const QStringList &words, const QByteArray &defaultHost);

} // namespace mk::requesttext
