// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/kong/KongTypes.h"
#include "platform/Plan.h"

#include <QStringList>

// What of a change of Kong may be shown: entities without their secrets. Pure functions.
namespace mk::kongshown {

// The body of one side with secrets masked ("•••"; "••• (changed)" where the other side has another one).
QByteArray body(const Change &change, bool before);
// An entity by itself.
QByteArray entity(kong::Kind kind, const QByteArray &json);

// A member in which both sides of a change differ, as both would be shown: "uris", "config.minute". Texts are short JSON,
// secrets masked; empty: the side does not have it. What the server keeps itself (times, ids) is no difference.
struct Difference
{
    QString member;
    QString before;
    QString after;
    bool operator==(const Difference &) const = default;
};
QList<Difference> differences(const Change &change);

} // namespace mk::kongshown
