// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/Status.h"

#include <QCoreApplication>

namespace mk {

QString statusId(Status status)
{
    switch (status) {
    case Status::None:
        return QStringLiteral("none");
    case Status::Ok:
        return QStringLiteral("ok");
    case Status::Unknown:
        return QStringLiteral("unknown");
    case Status::Warn:
        return QStringLiteral("warning");
    case Status::Crit:
        return QStringLiteral("critical");
    }
    return {};
}

QString statusWord(Status status)
{
    switch (status) {
    case Status::None:
        return {};
    case Status::Ok:
        return QCoreApplication::translate("Status", "Works");
    case Status::Warn:
        return QCoreApplication::translate("Status", "Warning");
    case Status::Crit:
        return QCoreApplication::translate("Status", "Critical");
    case Status::Unknown:
        return QCoreApplication::translate("Status", "Unknown");
    }
    return {};
}

} // namespace mk
