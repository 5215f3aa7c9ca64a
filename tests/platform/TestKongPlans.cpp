// SPDX-License-Identifier: GPL-3.0-or-later
#include "KongBench.h"
#include "platform/KongJson.h"
#include "support/DemoKong.h"
#include "support/TestMain.h"

#include <QTest>

using namespace mk;
using mk::test::DemoKong;
using mk::test::KongBench;
using mk::test::resultOf;
using nlohmann::json;

namespace {

QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

QByteArray bytes(const json &value)
{
    return QByteArray::fromStdString(value.dump());
}

QString newIdOf(const Plan &plan)
{
    return plan.steps.constFirst().changes.constFirst().entity.id;
}

QByteArray pathOf(kong::Kind kind, const QString &id)
{
    return QByteArray("/") + kong::kindId(kind).toLatin1() + "s/" + id.toLatin1();
}

} // namespace

// Changes of Kong's entities, planned, run and taken back, on a simulated Kong of each version.
class TestKongPlans : public QObject
{
    Q_OBJECT

    void versions()
    {
        QTest::addColumn<QString>("version");
        for (const char *version : {"0.14.1", "2.8.5", "3.9.1"})
            QTest::newRow(version) << text(version);
    }

    // What this version routes by: an API object where it has them, else a service.
    static kong::Kind firstKind(const KongBench &bench)
    {
        return bench.plans.server.apis ? kong::Kind::Api : kong::Kind::Service;
    }
    static json firstEntity(const KongBench &bench, const char *name)
    {
        if (bench.plans.server.apis)
            return {{"name", name}, {"uris", {std::string("/") + name}}, {"upstream_url", "http://h.service.consul:8080"}};
        return {{"name", name}, {"host", "h.service.consul"}, {"port", 8080}};
    }
    // Creates it by a plan of our own.
    static QString created(KongBench &bench, kong::Kind kind, const json &entity)
    {
        const Result<Plan> plan = kongplans::create(bench.plans, kind, bytes(entity));
        if (!plan) {
            qWarning() << plan.error().toLogString() << plan.error().args;
            return {};
        }
        const PlanReport report = bench.run(*plan);
        if (!report.complete() || !report.steps.constFirst().asPredicted) {
            if (report.steps.constFirst().error)
                qWarning() << report.steps.constFirst().error->toLogString() << report.steps.constFirst().error->args;
            return {};
        }
        return newIdOf(*plan);
    }

private Q_SLOTS:
    void capabilities_data() { versions(); }
    void capabilities()
    {
        QFETCH(QString, version);
        DemoKong kong(version);
        QVERIFY2(kong.start(), qPrintable(kong.lastError()));
        KongBench bench(kong.adminUrl());
        QVERIFY(bench.open().has_value());
        const kong::Capabilities &server = bench.plans.server;
        const bool old = version == text("0.14.1");
        QCOMPARE(server.version, version);
        QCOMPARE(server.apis, old);
        QVERIFY(server.services);
        QCOMPARE(server.oldPlugins, old);
        QCOMPARE(server.tags, !old);
        QCOMPARE(server.routeNames, !old);
        QCOMPARE(server.entitySchemas, !old);
        QCOMPARE(server.pluginSchemas, !old);
        QCOMPARE(server.validates, !old);
        QCOMPARE(server.plainPathRegex, version != text("3.9.1"));
        QCOMPARE(server.instanceNames, version == text("3.9.1"));
        QVERIFY(server.plugins.contains(text("key-auth")));
        QVERIFY(server.readOnlyReason.isEmpty());
        // Nothing but looking: an empty service, for the server to check and not to keep.
        QCOMPARE(kong.writes(), 0);
        QCOMPARE(kong.requests("POST", "/schemas/services/validate"), 1);
        QVERIFY(resultOf(bench.client->pluginSchema(text("key-auth"), &bench.parent)).has_value());
    }

    void createEditDeleteUndo_data() { versions(); }
    void createEditDeleteUndo()
    {
        QFETCH(QString, version);
        DemoKong kong(version);
        QVERIFY2(kong.start(), qPrintable(kong.lastError()));
        KongBench bench(kong.adminUrl());
        QVERIFY(bench.open().has_value());
        const kong::Kind kind = firstKind(bench);
        const QString id = created(bench, kind, firstEntity(bench, "one"));
        QVERIFY(!id.isEmpty());
        const json born = bench.get(kind, id);
        QCOMPARE(born["name"].get<std::string>(), std::string("one"));

        json wanted = born;
        wanted["retries"] = 3;
        const Result<Plan> edit = kongplans::edit(bench.plans, kind, bytes(born), bytes(wanted));
        QVERIFY(edit.has_value());
        QVERIFY(json::parse(bench.handler->preview(edit->steps.constFirst()).body.toStdString()) == json({{"retries", 3}}));
        const PlanReport edited = bench.run(*edit);
        QVERIFY(edited.complete() && edited.steps.constFirst().asPredicted);
        QCOMPARE(bench.get(kind, id)["retries"].get<int>(), 3);
        QVERIFY(bench.run(bench.undo(*edit, edited)).complete());
        QVERIFY(kongjson::same(bench.get(kind, id), born));

        const Result<Plan> removal = kongplans::remove(bench.plans, {kind, bench.seen(kind, id), {}});
        QVERIFY(removal.has_value());
        const PlanReport removed = bench.run(*removal);
        QVERIFY(removed.complete());
        QVERIFY(bench.get(kind, id).is_null());
        const PlanReport back = bench.run(bench.undo(*removal, removed));
        QVERIFY(back.complete());
        json again = bench.get(kind, id); // under the same id
        QVERIFY(again.is_object());
        if (kind == kong::Kind::Api) {
            QVERIFY(kongjson::same(again, born)); // created_at and all
        } else {
            again["created_at"] = born["created_at"];
            QVERIFY(kongjson::same(again, born));
        }
    }

    void conflictFromOutside_data() { versions(); }
    void conflictFromOutside()
    {
        QFETCH(QString, version);
        DemoKong kong(version);
        QVERIFY2(kong.start(), qPrintable(kong.lastError()));
        KongBench bench(kong.adminUrl());
        QVERIFY(bench.open().has_value());
        const kong::Kind kind = firstKind(bench);
        const QString id = created(bench, kind, firstEntity(bench, "one"));
        QVERIFY(!id.isEmpty());
        const json seen = bench.get(kind, id);
        json wanted = seen;
        wanted["retries"] = 3;
        const Result<Plan> edit = kongplans::edit(bench.plans, kind, bytes(seen), bytes(wanted));
        QVERIFY(edit.has_value());
        QCOMPARE(kong.send("PATCH", pathOf(kind, id), R"({"name":"renamed"})").status, 200);
        const int before = kong.writes();
        const PlanReport report = bench.run(*edit);
        QCOMPARE(report.steps.constFirst().outcome, StepOutcome::Conflict);
        QCOMPARE(kong.writes(), before); // nothing was sent
        QVERIFY(report.steps.constFirst().found.constFirst().body.contains("renamed"));
        QCOMPARE(bench.get(kind, id)["retries"].get<int>(), 5);
    }

    // The answer is lost after the server has done it; or the request is, before.
    void lostAnswers_data()
    {
        QTest::addColumn<QString>("version");
        QTest::addColumn<QString>("fault");
        for (const char *version : {"0.14.1", "2.8.5", "3.9.1"}) {
            for (const char *fault : {"lose-answer", "reset"})
                QTest::addRow("%s %s", version, fault) << text(version) << text(fault);
        }
    }
    void lostAnswers()
    {
        QFETCH(QString, version);
        QFETCH(QString, fault);
        const bool happens = fault == text("lose-answer");
        DemoKong kong(version);
        QVERIFY2(kong.start(), qPrintable(kong.lastError()));
        KongBench bench(kong.adminUrl());
        QVERIFY(bench.open().has_value());
        const kong::Kind kind = firstKind(bench);
        const auto lose = [&](const char *method) {
            return kong.fault({{"fault", fault.toStdString()}, {"method", method}, {"count", 1}});
        };
        const StepOutcome expected = happens ? StepOutcome::Done : StepOutcome::Refused;

        const Result<Plan> creation = kongplans::create(bench.plans, kind, bytes(firstEntity(bench, "lost")));
        QVERIFY(creation.has_value());
        QVERIFY(lose(kind == kong::Kind::Api ? "POST" : "PUT"));
        const int writes = kong.writes();
        PlanReport report = bench.run(*creation);
        QCOMPARE(report.steps.constFirst().outcome, expected);
        QVERIFY(report.steps.constFirst().settledByReading);
        const QString lostId = newIdOf(*creation);
        QCOMPARE(bench.get(kind, lostId).is_object(), happens);
        QCOMPARE(kong.writes(), writes + 1); // never sent again

        const QString id = created(bench, kind, firstEntity(bench, "kept"));
        QVERIFY(!id.isEmpty());
        json wanted = bench.get(kind, id);
        wanted["retries"] = 2;
        const Result<Plan> edit = kongplans::edit(bench.plans, kind, bench.seen(kind, id), bytes(wanted));
        QVERIFY(edit.has_value());
        QVERIFY(lose("PATCH"));
        report = bench.run(*edit);
        QCOMPARE(report.steps.constFirst().outcome, expected);
        QCOMPARE(bench.get(kind, id)["retries"].get<int>(), happens ? 2 : 5);

        const Result<Plan> removal = kongplans::remove(bench.plans, {kind, bench.seen(kind, id), {}});
        QVERIFY(removal.has_value());
        QVERIFY(lose("DELETE"));
        report = bench.run(*removal);
        QCOMPARE(report.steps.constFirst().outcome, expected);
        QCOMPARE(bench.get(kind, id).is_null(), happens);
    }

    void cascade_data() { versions(); }
    void cascade()
    {
        QFETCH(QString, version);
        DemoKong kong(version);
        QVERIFY2(kong.start(), qPrintable(kong.lastError()));
        KongBench bench(kong.adminUrl());
        QVERIFY(bench.open().has_value());
        const QString service = created(bench, kong::Kind::Service, {{"name", "svc"}, {"host", "h"}, {"port", 80}});
        QVERIFY(!service.isEmpty());
        const json bound{{"service", {{"id", service.toStdString()}}}};
        json route = bound;
        route["paths"] = {"/a"};
        const QString first = created(bench, kong::Kind::Route, route);
        route["paths"] = {"/b"};
        const QString second = created(bench, kong::Kind::Route, route);
        QVERIFY(!first.isEmpty() && !second.isEmpty());
        json plugin = bound; // either spelling is understood
        plugin["name"] = "key-auth";
        const QString onService = created(bench, kong::Kind::Plugin, plugin);
        const QString onRoute = created(bench, kong::Kind::Plugin, {{"name", "rate-limiting"}, {"route", {{"id", first.toStdString()}}}, {"config", {{"minute", 5}}}});
        QVERIFY(!onService.isEmpty() && !onRoute.isEmpty());

        // Kong itself refuses: something refers to it.
        const Result<Plan> bare = kongplans::remove(bench.plans, {kong::Kind::Service, bench.seen(kong::Kind::Service, service), {}});
        QVERIFY(bare.has_value());
        const PlanReport refused = bench.run(*bare);
        QCOMPARE(refused.steps.constFirst().outcome, StepOutcome::Refused);
        QCOMPARE(refused.steps.constFirst().error->reason, text("kong.referenced"));

        const auto doomed = resultOf(kongplans::readDoomed(bench.client.get(), {{kong::Kind::Service, bench.seen(kong::Kind::Service, service)}}, &bench.parent));
        QVERIFY(doomed.has_value());
        QCOMPARE(doomed->constFirst().cascade.routes.size(), size_t(2));
        QCOMPARE(doomed->constFirst().cascade.plugins.size(), size_t(2));
        const Result<Plan> removal = kongplans::removeAll(bench.plans, *doomed);
        QVERIFY(removal.has_value());
        QCOMPARE(removal->steps.size(), 5);
        QCOMPARE(removal->steps.constLast().changes.constFirst().entity.id, service);
        json before;
        const QList<QPair<kong::Kind, QString>> all{{kong::Kind::Service, service}, {kong::Kind::Route, first}, {kong::Kind::Route, second},
                                                    {kong::Kind::Plugin, onService}, {kong::Kind::Plugin, onRoute}};
        for (const auto &[kind, id] : all)
            before[id.toStdString()] = bench.get(kind, id);
        const PlanReport removed = bench.run(*removal);
        QVERIFY(removed.complete());
        for (const auto &[kind, id] : all)
            QVERIFY(bench.get(kind, id).is_null());

        const PlanReport back = bench.run(bench.undo(*removal, removed));
        if (!back.complete() && back.steps.at(*back.stoppedAt()).error)
            qWarning() << back.steps.at(*back.stoppedAt()).error->toLogString();
        QVERIFY(back.complete());
        for (const auto &[kind, id] : all) {
            json now = bench.get(kind, id);
            QVERIFY2(now.is_object(), qPrintable(kong::kindId(kind)));
            json then = before[id.toStdString()];
            now.erase("created_at");
            then.erase("created_at");
            QVERIFY2(kongjson::same(now, then), qPrintable(QString::fromStdString(now.dump() + "\n" + then.dump())));
        }
    }

    void plugins_data() { versions(); }
    void plugins()
    {
        QFETCH(QString, version);
        DemoKong kong(version);
        QVERIFY2(kong.start(), qPrintable(kong.lastError()));
        KongBench bench(kong.adminUrl());
        QVERIFY(bench.open().has_value());
        const QString service = created(bench, kong::Kind::Service, {{"name", "svc"}, {"host", "h"}, {"port", 80}});
        const QString id = created(bench, kong::Kind::Plugin, {{"name", "rate-limiting"}, {"config", {{"minute", 5}, {"hour", 90}}}});
        QVERIFY(!service.isEmpty() && !id.isEmpty());

        // A field of the config is cleared, however this version wants to be told.
        json wanted = bench.get(kong::Kind::Plugin, id);
        wanted["config"].erase("hour");
        const Result<Plan> clearing = kongplans::edit(bench.plans, kong::Kind::Plugin, bench.seen(kong::Kind::Plugin, id), bytes(wanted));
        QVERIFY(clearing.has_value());
        QCOMPARE(bench.handler->preview(clearing->steps.constFirst()).method, version == text("0.14.1") ? QByteArray("PUT") : QByteArray("PATCH"));
        const PlanReport cleared = bench.run(*clearing);
        QVERIFY(cleared.complete() && cleared.steps.constFirst().asPredicted);
        QVERIFY(bench.get(kong::Kind::Plugin, id)["config"].value("hour", json()).is_null());
        QVERIFY(bench.run(bench.undo(*clearing, cleared)).complete());
        QCOMPARE(bench.get(kong::Kind::Plugin, id)["config"]["hour"].get<int>(), 90);

        const Result<Plan> off = kongplans::setEnabled(bench.plans, kong::Kind::Plugin, {bench.seen(kong::Kind::Plugin, id)}, false);
        QVERIFY(off.has_value());
        QVERIFY(bench.run(*off).complete());
        QCOMPARE(bench.get(kong::Kind::Plugin, id)["enabled"].get<bool>(), false);
        QVERIFY(!kongplans::setEnabled(bench.plans, kong::Kind::Plugin, {bench.seen(kong::Kind::Plugin, id)}, false));

        kong::PluginScope scope;
        scope.serviceId = service;
        const Result<Plan> moving = kongplans::movePlugin(bench.plans, bench.seen(kong::Kind::Plugin, id), scope);
        QVERIFY(moving.has_value());
        const PlanReport moved = bench.run(*moving);
        QVERIFY(moved.complete() && moved.steps.constFirst().asPredicted);
        QVERIFY(bench.get(kong::Kind::Plugin, id).dump().find(service.toStdString()) != std::string::npos);
        QVERIFY(bench.run(bench.undo(*moving, moved)).complete());
        QVERIFY(bench.get(kong::Kind::Plugin, id).dump().find(service.toStdString()) == std::string::npos);

        // So is one that is written as null, as a form does: the old dialect would refuse to read it.
        json nulled = bench.get(kong::Kind::Plugin, id);
        nulled["config"]["hour"] = nullptr;
        const Result<Plan> emptied = kongplans::edit(bench.plans, kong::Kind::Plugin, bench.seen(kong::Kind::Plugin, id), bytes(nulled));
        QVERIFY(emptied.has_value());
        QVERIFY(!bench.handler->preview(emptied->steps.constFirst()).body.contains("null") || version != text("0.14.1"));
        const PlanReport gone = bench.run(*emptied);
        QVERIFY(gone.complete() && gone.steps.constFirst().asPredicted);
        QVERIFY(bench.get(kong::Kind::Plugin, id)["config"].value("hour", json()).is_null());
        QVERIFY(bench.run(bench.undo(*emptied, gone)).complete());

        const Result<Plan> copying = kongplans::copyPlugin(bench.plans, bench.seen(kong::Kind::Plugin, id), scope, text("svc"));
        QVERIFY(copying.has_value());
        QCOMPARE(copying->titleArgs.value(text("to")).toString(), text("svc"));
        const PlanReport copied = bench.run(*copying);
        QVERIFY(copied.complete() && copied.steps.constFirst().asPredicted);
        const json copy = bench.get(kong::Kind::Plugin, newIdOf(*copying));
        QVERIFY(copy.dump().find(service.toStdString()) != std::string::npos);
        QVERIFY(kongjson::same(copy["config"], bench.get(kong::Kind::Plugin, id)["config"]));
        QVERIFY(bench.run(bench.undo(*copying, copied)).complete());
        QVERIFY(bench.get(kong::Kind::Plugin, newIdOf(*copying)).is_null());

        // A refusal keeps the server's words at the field.
        const Result<Plan> wrong = kongplans::create(bench.plans, kong::Kind::Plugin, R"({"name":"rate-limiting","config":{"minute":"often"}})");
        QVERIFY(wrong.has_value());
        const PlanReport refused = bench.run(*wrong);
        QCOMPARE(refused.steps.constFirst().outcome, StepOutcome::Refused);
        QVERIFY(refused.steps.constFirst().error->args.value(text("fields")).toMap().contains(text("config.minute")));
    }

    void duplicates_data() { versions(); }
    void duplicates()
    {
        QFETCH(QString, version);
        DemoKong kong(version);
        QVERIFY2(kong.start(), qPrintable(kong.lastError()));
        KongBench bench(kong.adminUrl());
        QVERIFY(bench.open().has_value());
        const kong::Kind kind = firstKind(bench);
        const QString id = created(bench, kind, firstEntity(bench, "one"));
        kong::Plugin plugin;
        plugin.json = R"({"id":"x","name":"key-auth","config":{},"created_at":1})";
        (kind == kong::Kind::Api ? plugin.scope.apiId : plugin.scope.serviceId) = id;
        const Result<Plan> copy = kongplans::duplicate(bench.plans, kind, bench.seen(kind, id), text("two"), {plugin});
        QVERIFY(copy.has_value());
        QCOMPARE(copy->steps.size(), 2);
        const PlanReport report = bench.run(*copy);
        QVERIFY(report.complete());
        const QString copied = newIdOf(*copy);
        QCOMPARE(bench.get(kind, copied)["name"].get<std::string>(), std::string("two"));
        const QString pluginId = copy->steps.constLast().changes.constFirst().entity.id;
        QVERIFY(bench.get(kong::Kind::Plugin, pluginId).dump().find(copied.toStdString()) != std::string::npos);
        QVERIFY(bench.run(bench.undo(*copy, report)).complete());
        QVERIFY(bench.get(kind, copied).is_null());
        QVERIFY(bench.get(kind, id).is_object());
    }

    void tooLate()
    {
        DemoKong kong;
        QVERIFY2(kong.start(), qPrintable(kong.lastError()));
        KongBench bench(kong.adminUrl());
        QVERIFY(bench.open().has_value());
        const QString id = created(bench, kong::Kind::Api, firstEntity(bench, "one"));
        json wanted = bench.get(kong::Kind::Api, id);
        wanted["retries"] = 1;
        const Result<Plan> edit = kongplans::edit(bench.plans, kong::Kind::Api, bench.seen(kong::Kind::Api, id), bytes(wanted));
        QVERIFY(edit.has_value());
        QCOMPARE(kong.send("DELETE", "/apis/one").status, 204);
        QCOMPARE(bench.run(*edit).steps.constFirst().outcome, StepOutcome::Conflict);
        // A taken name is refused in the server's words, and is no conflict.
        QVERIFY(!created(bench, kong::Kind::Api, firstEntity(bench, "two")).isEmpty());
        const Result<Plan> again = kongplans::create(bench.plans, kong::Kind::Api, bytes(firstEntity(bench, "two")));
        const PlanReport refused = bench.run(*again);
        QCOMPARE(refused.steps.constFirst().outcome, StepOutcome::Refused);
        QCOMPARE(refused.steps.constFirst().error->reason, text("kong.unique"));
    }
};

MK_TEST_CLASS(TestKongPlans)
#include "TestKongPlans.moc"
