// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/StartLadder.h"
#include "support/TestMain.h"

#include <QTest>

using namespace mk;
using startladder::Rung;
using State = startladder::Rung::State;

namespace {

QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

template <class T>
FindingFacts::Rows<T> rows(std::vector<T> list)
{
    return std::make_shared<const std::vector<T>>(std::move(list));
}

kong::Api apiOf(const QString &service)
{
    kong::Api api;
    api.id = api.name = service;
    api.upstreamUrl = text("http://%1.service.consul:8080").arg(service);
    return api;
}

consul::Instance instanceOf(const QString &service, consul::Health health = consul::Health::Passing)
{
    consul::Instance instance;
    instance.node = text("node");
    instance.serviceId = instance.service = service;
    instance.health = health;
    return instance;
}

QueueRecord queueOf(const char *name, qint64 consumers)
{
    QueueRecord record;
    record.key = text(name);
    record.queue.name = text(name);
    record.queue.consumers = consumers;
    return record;
}

prometheus::Target targetOf(const char *job, prometheus::Health health)
{
    prometheus::Target target;
    target.labels = {{text("job"), text(job)}};
    target.health = health;
    return target;
}

// A platform that is wholly up.
FindingFacts upFacts()
{
    FindingFacts facts;
    for (const System system : allSystems)
        facts.status[system].state = SystemState::Ok;
    facts.status[System::Kong].figures.insert(text("databaseReachable"), true);
    facts.status[System::Consul].figures.insert(text("leader"), text("127.0.0.1:8300"));
    std::vector<kong::Api> apis;
    std::vector<consul::Instance> instances;
    for (const QString &name : findings::gatewayServices()) {
        apis.push_back(apiOf(name));
        instances.push_back(instanceOf(name));
    }
    facts.apis = rows(std::move(apis));
    facts.instances = rows(std::move(instances));
    facts.hasMigrationKey = true;
    facts.queues = rows<QueueRecord>({queueOf("email-queue", 1)});
    facts.targets = {targetOf("kong", prometheus::Health::Up)};
    return facts;
}

State stateOf(const FindingFacts &facts, Rung::Id id)
{
    for (const Rung &step : startladder::of(facts)) {
        if (step.id == id)
            return step.state;
    }
    return State::Unknown;
}

} // namespace

// How far a platform has come up, and what it waits for.
class TestStartLadder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void allIsThere()
    {
        const std::vector<Rung> steps = startladder::of(upFacts());
        QCOMPARE(steps.size(), std::size_t(8));
        for (const Rung &step : steps)
            QVERIFY2(step.state == State::Done, qPrintable(step.call));
        QVERIFY(!startladder::waitedFor(steps));
    }

    // The key is missing: Kong waits, and nobody can tell of its database.
    void kongWaitsForTheKey()
    {
        FindingFacts facts = upFacts();
        facts.hasMigrationKey = false;
        facts.status[System::Kong].state = SystemState::Down;
        const std::vector<Rung> steps = startladder::of(facts);
        QVERIFY(stateOf(facts, Rung::Id::Database) == State::Unknown);
        QVERIFY(stateOf(facts, Rung::Id::Kong) == State::Waiting);
        QVERIFY(stateOf(facts, Rung::Id::Gateway) == State::Unknown); // its old list is no proof
        QVERIFY(startladder::waitedFor(steps)->id == Rung::Id::Key);
        QVERIFY(startladder::waitedFor(steps)->command.contains(text("kong-migration")));
    }

    void eachStep_data()
    {
        QTest::addColumn<int>("number");
        for (const Rung::Id id : {Rung::Id::Database, Rung::Id::Consul, Rung::Id::Key, Rung::Id::Gateway, Rung::Id::Registry, Rung::Id::Queues, Rung::Id::Scrapes})
            QTest::newRow(qPrintable(QString::number(int(id)))) << int(id);
    }
    void eachStep()
    {
        QFETCH(int, number);
        const auto id = Rung::Id(number);
        FindingFacts facts = upFacts();
        switch (id) {
        case Rung::Id::Database:
            facts.status[System::Kong].figures[text("databaseReachable")] = false;
            break;
        case Rung::Id::Consul:
            facts.status[System::Consul].figures[text("leader")] = QString();
            break;
        case Rung::Id::Key:
            facts.hasMigrationKey = false;
            break;
        case Rung::Id::Gateway:
            facts.apis = rows<kong::Api>({apiOf(findings::gatewayServices().constFirst())});
            break;
        case Rung::Id::Registry: {
            std::vector<consul::Instance> instances = *facts.instances;
            instances.front().health = consul::Health::Critical;
            facts.instances = rows(std::move(instances));
            break;
        }
        case Rung::Id::Queues:
            facts.queues = rows<QueueRecord>({queueOf("verification-email", 0)});
            break;
        case Rung::Id::Scrapes:
            facts.targets->push_back(targetOf("apps", prometheus::Health::Down));
            break;
        case Rung::Id::Kong:
            break;
        }
        const std::optional<Rung> waited = startladder::waitedFor(startladder::of(facts));
        QVERIFY(waited.has_value());
        QCOMPARE(int(waited->id), number);
        if (waited->want > 0)
            QVERIFY(!waited->missing.isEmpty() && waited->have == waited->want - waited->missing.size());
    }

    // What is not known is not waited for; what is not configured is no step.
    void notKnown()
    {
        FindingFacts facts = upFacts();
        facts.apis.reset();
        facts.services.reset();
        facts.instances.reset();
        facts.queues.reset();
        facts.targets.reset();
        facts.hasMigrationKey.reset();
        QVERIFY(!startladder::waitedFor(startladder::of(facts)));
        QVERIFY(stateOf(facts, Rung::Id::Registry) == State::Unknown);
        facts = upFacts();
        facts.status[System::RabbitMq].state = SystemState::Down;
        QVERIFY(stateOf(facts, Rung::Id::Queues) == State::Unknown);
        facts = upFacts();
        facts.registryFiltered = true;
        std::vector<consul::Instance> none;
        facts.instances = rows(std::move(none));
        QVERIFY(stateOf(facts, Rung::Id::Registry) == State::Unknown);
        facts.status[System::RabbitMq].state = SystemState::NotConfigured;
        facts.status[System::Prometheus].state = SystemState::NotConfigured;
        QCOMPARE(startladder::of(facts).size(), std::size_t(6));
    }
};

MK_TEST_CLASS(TestStartLadder)
#include "TestStartLadder.moc"
