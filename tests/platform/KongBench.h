// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/kong/KongCapabilities.h"
#include "api/kong/KongClient.h"
#include "api/kong/KongInfo.h"
#include "core/Crypto.h"
#include "core/Json.h"
#include "net/HttpClient.h"
#include "platform/KongEntityHandler.h"
#include "platform/KongPlans.h"
#include "platform/PlanRunner.h"
#include "platform/PlanSettler.h"
#include "support/JobTest.h"

#include <QFile>
#include <QTemporaryDir>

namespace mk::test {

// A certificate ("1.pem") or a key ("1.key") to give a simulated Kong; empty: there is no such file.
inline std::string kongPem(const char *name)
{
    QFile file(QStringLiteral(MK_TEST_DATA "/kong-certificates/") + QLatin1String(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

// All that a plan on Kong needs, towards an Admin API at a URL, with a journal in a folder.
struct KongBench
{
    explicit KongBench(const QUrl &url)
    {
        crypto::initialise();
        Endpoint endpoint;
        endpoint.id = QStringLiteral("kong-1");
        endpoint.system = System::Kong;
        endpoint.url = url;
        endpoint.proxy.kind = ProxySettings::Kind::None;
        HttpClient::Options options;
        options.maxReadRetries = 0;
        http = std::make_unique<HttpClient>(endpoint, EndpointSecrets(), options, &log, &clock);
        client = std::make_unique<kong::KongClient>([this] { return http.get(); });
        handler = std::make_unique<KongEntityHandler>(client.get());
        journal = std::make_unique<Journal>(folder.path(), &clock);
    }
    // Opens the journal and asks the server what it can do.
    Result<Done> open()
    {
        if (const auto opened = resultOf(journal->open(crypto::Key::random(), journal.get())); !opened)
            return opened;
        const auto info = resultOf(kong::fetchInfo(http.get(), &parent));
        if (!info)
            return fail(info.error());
        const auto found = resultOf(kong::findCapabilities(
            http.get(), {info->version, info->database, info->role, info->availablePlugins}, &parent));
        if (!found)
            return fail(found.error());
        client->setCapabilities(*found);
        plans.server = *found;
        return Done{};
    }

    PlanRunner::Context context()
    {
        PlanRunner::Context context;
        context.environmentId = QStringLiteral("env-1");
        context.environmentName = QStringLiteral("Test");
        context.identities = {{System::Kong, identity}};
        context.handlers = {{handler->id(), handler.get()}};
        context.journal = journal.get();
        context.settleDelay = std::chrono::milliseconds(20);
        return context;
    }
    PlanReport run(const Plan &plan)
    {
        auto *runner = new PlanRunner(plan, context(), &parent);
        runner->start();
        const Result<PlanReport> report = resultOf<PlanReport>(runner);
        return report ? *report : PlanReport();
    }
    Plan undo(const Plan &plan, const PlanReport &report)
    {
        return PlanRunner::undoPlan(plan, report, {{handler->id(), handler.get()}});
    }
    // The entity as it is now; null: there is none.
    nlohmann::json get(kong::Kind kind, const QString &id)
    {
        const auto read = resultOf(client->read(kind, id, &parent));
        return read && *read ? nlohmann::json::parse((*read)->begin(), (*read)->end()) : nlohmann::json();
    }
    QByteArray seen(kong::Kind kind, const QString &id) { return QByteArray::fromStdString(get(kind, id).dump()); }

    QTemporaryDir folder;
    SystemClock clock;
    HttpLog log;
    Identity identity{{QStringLiteral("database=postgres"), QStringLiteral("node=1")}};
    kongplans::Context plans;
    std::unique_ptr<HttpClient> http;
    std::unique_ptr<kong::KongClient> client;
    std::unique_ptr<KongEntityHandler> handler;
    std::unique_ptr<Journal> journal;
    QObject parent;
};

} // namespace mk::test
