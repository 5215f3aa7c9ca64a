// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/consul/ConsulTypes.h"
#include "api/prometheus/PrometheusRules.h"
#include "api/rabbitmq/RabbitMqQueues.h"
#include "platform/KongGuards.h"
#include "platform/Plan.h"

#include <memory>

// What hangs on whatever a plan deletes, drains, switches off or empties, and what flows through it now. Pure functions over
// what the live lists hold, any thread; BlastRadiusProbe asks Prometheus the rest. Nothing is claimed of lists that are not
// known. Sources: FACTS of the recordings of Kong (metrics by version, precedence, certificates), Microkubes' own names.
namespace mk::blastradius {

// Codes, with args:
//   "rate"          "names", "more", "rate" (requests a second), "what" ("route", "service", "consumer")
//   "rate-together" "rate": 0.14 counts all API objects together
//   "guards"        "name" (a plugin that keeps people out), "ways" (so many API objects and routes), "global"
//   "measures"      the prometheus plugin: Kong's metrics end
//   "behind"        "name" (an upstream), "names" and "more" (services and API objects that send there)
//   "last-target"   "name" (the upstream): nobody is left behind it
//   "target-share"  "name" (the address), "percent" (of the weight), "left" (targets)
//   "certificate"   "names", "more" (SNIs that show it), "services" (that show it to their upstreams)
//   "plugins"       "name" (a consumer), "count" (plugins of its own)
//   "kong-start"    the key that Kong's start waits for
//   "last-instance" "service", "names", "more" (API objects and services of Kong that send there): nobody answers them then
//   "instances-left" "service", "left": so many that are not critical
//   "lock"          "names", "more" (keys that a session holds)
//   "queue"         "name", "consumers", "publish", "deliver" (messages a second; absent: not measured)
//   "mails"         "name": Microkubes' registration mails go through this queue
//   "rules"         "names", "more": rules of Prometheus that name one of these
//   "not-asked"     "reason" (of the error): what flows through it is not known
struct Impact
{
    enum class Weight { Note, Flows, Breaks }; // what is worth knowing, what is in use now, what ends for somebody
    QString code;
    QVariantMap args;
    Weight weight = Weight::Note;
    System system = System::Kong;
    QString call;  // where it was seen: "GET /services"
    QString field; // and in which member
    bool operator==(const Impact &) const = default;
};

// Null: not known.
struct Around
{
    QString kongVersion;
    kongguards::Around kong;
    std::shared_ptr<const std::vector<kong::Entity>> targets; // of the upstreams that lose some
    std::shared_ptr<const std::vector<kong::Entity>> upstreams;
    std::shared_ptr<const std::vector<kong::Entity>> snis;
    std::shared_ptr<const std::vector<consul::Instance>> instances;
    std::shared_ptr<const std::vector<rabbitmq::Queue>> queues;
};

// True where something goes, gets nothing any more, or is emptied.
bool isDestructive(const Plan &plan);
// The most severe first.
QList<Impact> of(const Plan &plan, const Around &around);

// What Prometheus can tell of it: a query whose one number becomes the argument "rate" of the impact.
struct Question
{
    QString query;
    Impact impact;
};
QList<Question> questions(const Plan &plan, const Around &around);
// Rules whose expression names what goes, as a whole word or in a label; nothing where none does.
std::optional<Impact> ruledBy(const Plan &plan, const std::vector<prometheus::Rule> &rules);
void sort(QList<Impact> *impacts);

} // namespace mk::blastradius
