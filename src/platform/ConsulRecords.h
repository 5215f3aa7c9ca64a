// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/consul/ConsulTypes.h"
#include "platform/LiveStore.h"

namespace mk {

// The names of keys: a list whose rows are their own keys.
template <>
struct RecordTraits<QString>
{
    static const QString &key(const QString &record) { return record; }
};

using ConsulServices = LiveStore<consul::Service>;
using ConsulInstances = LiveStore<consul::Instance>;
using ConsulNodes = LiveStore<consul::Node>;
using ConsulKeys = LiveStore<QString>; // in the server's order (by bytes)

} // namespace mk
