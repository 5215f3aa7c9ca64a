// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/HealthText.h"

#include <QCoreApplication>

namespace mk {

Status healthStatus(consul::Health health)
{
    switch (health) {
    case consul::Health::Passing:
        return Status::Ok;
    case consul::Health::Warning:
        return Status::Warn;
    case consul::Health::Critical:
        return Status::Crit;
    }
    return Status::Unknown;
}

QString healthWord(consul::Health health)
{
    switch (health) {
    case consul::Health::Passing:
        return QCoreApplication::translate("Services", "Passing");
    case consul::Health::Warning:
        return QCoreApplication::translate("Services", "Warning");
    case consul::Health::Critical:
        return QCoreApplication::translate("Services", "Critical");
    }
    return {};
}

} // namespace mk
