// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/consul/ConsulClient.h"
#include "core/Crypto.h"
#include "net/HttpClient.h"
#include "platform/ConsulKvHandler.h"
#include "platform/KvPlans.h"
#include "platform/PlanRunner.h"
#include "platform/PlanSettler.h"
#include "support/JobTest.h"

#include <QTemporaryDir>

namespace mk::test {

// All that a plan on keys needs, towards a Consul at a URL, with a journal in a folder.
struct WriteBench
{
    explicit WriteBench(const QUrl &url, const QString &dataFolder, const HttpClient::Options &options = {})
    {
        crypto::initialise();
        Endpoint endpoint;
        endpoint.id = QStringLiteral("consul");
        endpoint.system = System::Consul;
        endpoint.url = url;
        endpoint.proxy.kind = ProxySettings::Kind::None;
        http = std::make_unique<HttpClient>(endpoint, EndpointSecrets(), options, &log, &clock);
        client = std::make_unique<consul::ConsulClient>(http.get());
        handler = std::make_unique<ConsulKvHandler>(client.get());
        journal = std::make_unique<Journal>(dataFolder, &clock);
    }
    Result<Done> open(const crypto::Key &key) { return resultOf(journal->open(key, journal.get())); }

    PlanRunner::Context context()
    {
        PlanRunner::Context context;
        context.environmentId = QStringLiteral("env-1");
        context.environmentName = QStringLiteral("Test");
        context.identities = {{System::Consul, identity}};
        context.handlers = {{handler->id(), handler.get()}};
        context.journal = journal.get();
        context.settleDelay = std::chrono::milliseconds(20);
        return context;
    }
    PlanReport run(const Plan &plan, int from = 0, const PlanReport &earlier = {})
    {
        auto *runner = new PlanRunner(plan, context(), &parent, from, earlier);
        runner->start();
        const Result<PlanReport> report = resultOf<PlanReport>(runner);
        return report ? *report : PlanReport();
    }
    QList<SettledEntry> settle()
    {
        auto *settler = new PlanSettler(context(), &parent);
        settler->start();
        return resultOf<QList<SettledEntry>>(settler).value_or(QList<SettledEntry>());
    }
    consul::KvEntry get(const QString &key)
    {
        const auto entry = resultOf(client->get(key, &parent));
        return entry && *entry ? **entry : consul::KvEntry();
    }
    QList<JournalEntry> rows(const Journal::Query &query = {})
    {
        return resultOf(journal->list(query, &parent)).value_or(QList<JournalEntry>());
    }
    // As the program does it after a restart: from the journal alone.
    Result<Plan> undoFromJournal(const QString &planId)
    {
        const auto stored = resultOf(journal->readPlan(planId, &parent));
        if (!stored)
            return fail(stored.error());
        return PlanRunner::undoPlan(stored->plan, PlanReport::of(*stored), {{handler->id(), handler.get()}});
    }

    SystemClock clock;
    HttpLog log;
    Identity identity{{QStringLiteral("datacenter=dc1"), QStringLiteral("server=11111111")}};
    std::unique_ptr<HttpClient> http;
    std::unique_ptr<consul::ConsulClient> client;
    std::unique_ptr<ConsulKvHandler> handler;
    std::unique_ptr<Journal> journal;
    QObject parent;
};

} // namespace mk::test
