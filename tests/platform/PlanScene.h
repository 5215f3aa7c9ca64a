// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "WriteBench.h"
#include "support/FakeConsulKv.h"

namespace mk::test {

// A Consul, a bench towards it, a journal with a key.
struct PlanScene
{
    FakeConsulKv consul;
    QTemporaryDir folder;
    WriteBench bench{consul.url(), folder.path()};
    crypto::Key key = crypto::Key::random();
    PlanScene() { opened = bool(bench.open(key)); }
    bool opened = false;

    Plan put(const QString &name, const QByteArray &value, quint64 flags = 0)
    {
        const auto plan = kvplans::put(bench.get(name), value, flags);
        return plan ? *plan : Plan();
    }
    // One step a key, each putting value.
    Plan putAll(const QStringList &names, const QByteArray &value)
    {
        Plan plan;
        plan.id = Plan::newId();
        plan.title = QStringLiteral("kv.put");
        for (const QString &name : names)
            plan.steps += put(name, value).steps;
        return plan;
    }
    Plan undo(const Plan &plan, const PlanReport &report)
    {
        return PlanRunner::undoPlan(plan, report, {{bench.handler->id(), bench.handler.get()}});
    }
    StepOutcome journalled(const Plan &plan, int step)
    {
        Journal::Query query;
        query.planId = plan.id;
        const QList<JournalEntry> rows = bench.rows(query);
        for (const JournalEntry &row : rows) {
            if (row.stepIndex == step)
                return row.outcome;
        }
        return StepOutcome::NotRun;
    }
};

} // namespace mk::test
