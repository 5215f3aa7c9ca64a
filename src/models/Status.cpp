// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/Status.h"

#include <QCoreApplication>

namespace mk {

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
