// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/Status.h"
#include "platform/PlatformSession.h"

namespace mk {

// The shape of a system's state: the same on its pill and on its card.
inline Status statusOf(SystemState state)
{
    switch (state) {
    case SystemState::NotConfigured:
    case SystemState::Connecting:
        return Status::Unknown;
    case SystemState::Ok:
        return Status::Ok;
    case SystemState::Degraded:
        return Status::Warn;
    case SystemState::Down:
    case SystemState::Unauthorised:
    case SystemState::WrongPlatform:
        return Status::Crit;
    }
    return Status::Unknown;
}

} // namespace mk
