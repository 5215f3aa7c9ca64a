// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/StartLadder.h"

#include "platform/ConsulHost.h"

#include <QSet>
#include <QUrl>

#include <algorithm>

namespace mk::startladder {

namespace {

using State = Rung::State;

const SystemStatus *statusOf(const FindingFacts &facts, System system)
{
    const auto found = facts.status.find(system);
    return found == facts.status.end() || !found->second.isConfigured() ? nullptr : &found->second;
}

bool answers(const FindingFacts &facts, System system)
{
    const SystemStatus *status = statusOf(facts, system);
    return status && (status->state == SystemState::Ok || status->state == SystemState::Degraded);
}

QString kubectl(const FindingFacts &facts, const char *rest)
{
    return QStringLiteral("kubectl -n %1 %2").arg(facts.kubeNamespace, QLatin1String(rest));
}

Rung rungOf(Rung::Id id, const char *call, const char *field)
{
    Rung step;
    step.id = id;
    step.call = QLatin1String(call);
    step.field = QLatin1String(field);
    return step;
}

// Only Kong tells of the database; a Kong that is away may be waiting for it.
Rung database(const FindingFacts &facts)
{
    Rung step = rungOf(Rung::Id::Database, "GET /status", "database.reachable");
    step.command = kubectl(facts, "get pods");
    const SystemStatus *kong = statusOf(facts, System::Kong);
    const QVariant reachable = kong ? kong->figures.value(QStringLiteral("databaseReachable")) : QVariant();
    if (answers(facts, System::Kong) && reachable.isValid())
        step.state = reachable.toBool() ? State::Done : State::Waiting;
    return step;
}

Rung consulAnswers(const FindingFacts &facts)
{
    Rung step = rungOf(Rung::Id::Consul, "GET /v1/status/leader", "");
    step.command = kubectl(facts, "get pods");
    const SystemStatus *consul = statusOf(facts, System::Consul);
    if (consul && consul->state != SystemState::Connecting) {
        const QVariant leader = consul->figures.value(QStringLiteral("leader"));
        const bool led = !leader.isValid() || !leader.toString().isEmpty();
        step.state = answers(facts, System::Consul) && led ? State::Done : State::Waiting;
    }
    return step;
}

Rung migrationKey(const FindingFacts &facts)
{
    Rung step = rungOf(Rung::Id::Key, "GET /v1/kv/kong-migrations", "Key");
    step.command = kubectl(facts, "logs job/kong-migration");
    if (answers(facts, System::Consul) && facts.hasMigrationKey)
        step.state = *facts.hasMigrationKey ? State::Done : State::Waiting;
    return step;
}

Rung kongAnswers(const FindingFacts &facts)
{
    Rung step = rungOf(Rung::Id::Kong, "GET /status", "");
    step.command = kubectl(facts, "logs deployment/kong --tail=50");
    const SystemStatus *kong = statusOf(facts, System::Kong);
    if (kong && kong->state != SystemState::Connecting)
        step.state = answers(facts, System::Kong) ? State::Done : State::Waiting;
    return step;
}

// Counts the gateway's services that `has` knows; names what is missing.
template <class F>
void count(Rung *step, F &&has)
{
    const QStringList &names = findings::gatewayServices();
    step->want = int(names.size());
    step->have = 0;
    for (const QString &name : names) {
        if (has(name))
            ++step->have;
        else
            step->missing.append(name);
    }
    step->state = step->missing.isEmpty() ? State::Done : State::Waiting;
}

Rung gateway(const FindingFacts &facts)
{
    Rung step = rungOf(Rung::Id::Gateway, "GET /apis, GET /services", "upstream_url, host");
    if (!answers(facts, System::Kong) || (!facts.apis && !facts.services))
        return step;
    QSet<QString> named;
    const auto take = [&named](const QString &host) {
        const consulhost::ConsulHost meaning = consulhost::parse(host);
        if (meaning.namesService())
            named.insert(meaning.name.toLower());
    };
    if (facts.apis) {
        for (const kong::Api &api : *facts.apis)
            take(QUrl(api.upstreamUrl).host());
    }
    if (facts.services) {
        for (const kong::Service &service : *facts.services)
            take(service.host);
    }
    count(&step, [&named](const QString &name) { return named.contains(name.toLower()); });
    return step;
}

Rung registry(const FindingFacts &facts)
{
    Rung step = rungOf(Rung::Id::Registry, "GET /v1/health/state/any", "ServiceName, Status");
    step.command = kubectl(facts, "get pods");
    if (!answers(facts, System::Consul) || !facts.instances || facts.registryFiltered)
        return step;
    QSet<QString> serving;
    for (const consul::Instance &instance : *facts.instances) {
        if (instance.health != consul::Health::Critical)
            serving.insert(instance.service.toLower());
    }
    count(&step, [&serving](const QString &name) { return serving.contains(name.toLower()); });
    return step;
}

// Two generations of the mail service read two queues: one of them with a reader will do.
Rung queues(const FindingFacts &facts)
{
    Rung step = rungOf(Rung::Id::Queues, "GET /api/queues", "name, consumers");
    step.command = kubectl(facts, "logs deployment/microservice-mail --tail=50");
    if (!answers(facts, System::RabbitMq) || !facts.queues)
        return step; // a broker that is away says nothing of its queues
    step.state = State::Waiting;
    for (const QueueRecord &record : *facts.queues) {
        const bool isMail = record.queue.name == QLatin1String("email-queue") || record.queue.name == QLatin1String("verification-email");
        if (isMail && record.queue.consumers.value_or(0) > 0)
            step.state = State::Done;
        else if (isMail)
            step.missing.append(record.queue.name);
    }
    if (step.state == State::Done)
        step.missing.clear();
    return step;
}

Rung scrapes(const FindingFacts &facts)
{
    Rung step = rungOf(Rung::Id::Scrapes, "GET /api/v1/targets", "health");
    if (!facts.targets)
        return step;
    step.want = int(facts.targets->size());
    step.have = 0;
    for (const prometheus::Target &target : *facts.targets) {
        if (target.health == prometheus::Health::Up)
            ++step.have;
        else
            step.missing.append(target.job());
    }
    step.missing.removeDuplicates();
    step.state = step.have == step.want && step.want > 0 ? State::Done : State::Waiting;
    return step;
}

} // namespace

std::vector<Rung> of(const FindingFacts &facts)
{
    std::vector<Rung> steps;
    const auto add = [&](System system, Rung (*make)(const FindingFacts &)) {
        if (statusOf(facts, system))
            steps.push_back(make(facts));
    };
    add(System::Kong, database);
    add(System::Consul, consulAnswers);
    add(System::Consul, migrationKey);
    add(System::Kong, kongAnswers);
    add(System::Kong, gateway);
    add(System::Consul, registry);
    add(System::RabbitMq, queues);
    add(System::Prometheus, scrapes);
    return steps;
}

std::optional<Rung> waitedFor(const std::vector<Rung> &steps)
{
    const auto found = std::find_if(steps.begin(), steps.end(), [](const Rung &step) { return step.state == State::Waiting; });
    return found == steps.end() ? std::nullopt : std::optional(*found);
}

} // namespace mk::startladder
