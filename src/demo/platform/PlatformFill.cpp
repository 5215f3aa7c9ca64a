// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/platform/PlatformFill.h"

#include "demo/consul/ConsulState.h"
#include "demo/rabbitmq/Broker.h"

namespace mk::demo {

namespace {

std::string numbered(const char *prefix, int number)
{
    return prefix + QStringLiteral("%1").arg(number, 6, 10, QLatin1Char('0')).toStdString();
}

} // namespace

bool fillConsul(ConsulState *consul, const QString &kind, int count)
{
    if (kind == QLatin1String("keys")) {
        const std::uint64_t index = consul->nextIndex();
        for (int i = 0; i < count; ++i)
            consul->keys.set("filled/" + std::to_string(i / 1000) + "/" + std::to_string(i / 100 % 10) + "/" + numbered("key-", i), "value of " + std::to_string(i), 0, index);
        consul->keysChanged();
        return true;
    }
    if (kind == QLatin1String("instances")) {
        for (int i = 0; i < count; ++i) {
            ConsulInstance instance;
            instance.name = numbered("service-", i);
            instance.id = instance.name + "-1";
            instance.address = "10." + std::to_string(i / 65536 % 256) + "." + std::to_string(i / 256 % 256) + "." + std::to_string(i % 256);
            instance.port = 8080;
            instance.ofAgent = true;
            instance.tags = nlohmann::json::array({"filled"});
            consul->putInstance(consul->nodeName, instance);
        }
        return true;
    }
    return false;
}

bool fillBroker(Broker *broker, const QString &kind, int count)
{
    if (kind != QLatin1String("queues"))
        return false;
    for (int i = 0; i < count; ++i) {
        BrokerQueue queue;
        queue.vhost.assign(1, '/');
        queue.name = numbered("queue-", i);
        broker->declareQueue(queue);
        for (int message = 0; i % 10 == 0 && message < i % 7 + 1; ++message) {
            BrokerMessage own;
            own.payload = "{\"number\":" + std::to_string(message) + "}";
            own.properties = nlohmann::json::object();
            own.routingKey = queue.name;
            broker->publish("/", "", std::move(own));
        }
    }
    return true;
}

} // namespace mk::demo
