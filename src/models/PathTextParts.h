// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/SafeText.h"

#include <QStringList>
#include <QVariantMap>

// Arguments of steps and causes. Private to PathText.
namespace mk::pathtext {

// An argument as it stands in plain text.
inline QString arg(const QVariantMap &args, const char *name)
{
    return visibleText(args.value(QLatin1String(name)).toString());
}

inline int number(const QVariantMap &args, const char *name)
{
    return args.value(QLatin1String(name)).toInt();
}

inline QString list(const QVariantMap &args, const char *name)
{
    QStringList texts;
    for (const QString &text : args.value(QLatin1String(name)).toStringList())
        texts.append(visibleText(text));
    return texts.join(QStringLiteral(", "));
}

} // namespace mk::pathtext
