// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace mk::demo {

class Broker;
class ConsulState;

// So many more of a kind, with the same names in every run. False where the system has no such kind.
bool fillConsul(ConsulState *consul, const QString &kind, int count); // "keys", "instances" (of as many services)
bool fillBroker(Broker *broker, const QString &kind, int count);      // "queues": one of ten with messages

} // namespace mk::demo
