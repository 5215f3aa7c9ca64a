// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/Plan.h"

// How things are spelled in the journal's tables; shared by the halves of JournalFile that write and read.
namespace mk::rows {

// Of an intent i: its outcome is known.
inline constexpr const char *decided =
    "EXISTS(SELECT 1 FROM outcome d WHERE d.intent = i.number AND d.outcome <> 'unknown')";

inline QString verbId(Change::Verb verb)
{
    switch (verb) {
    case Change::Verb::Create:
        return QStringLiteral("create");
    case Change::Verb::Update:
        return QStringLiteral("update");
    case Change::Verb::Delete:
        break;
    }
    return QStringLiteral("delete");
}

inline Change::Verb verbFromId(const QString &id)
{
    if (id == QLatin1String("create"))
        return Change::Verb::Create;
    return id == QLatin1String("update") ? Change::Verb::Update : Change::Verb::Delete;
}

// The place of an encrypted piece within its plan; part of what the encryption vouches for.
inline QString noticesPlace()
{
    return QStringLiteral("notices");
}

inline QString stepPlace(int step)
{
    return QStringLiteral("step/%1").arg(step);
}

inline QString resultPlace(qint64 intent)
{
    return QStringLiteral("result/%1").arg(intent);
}

inline QString errorPlace(qint64 intent)
{
    return QStringLiteral("error/%1").arg(intent);
}

} // namespace mk::rows
