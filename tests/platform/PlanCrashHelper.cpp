// SPDX-License-Identifier: GPL-3.0-or-later
// A program that dies in the middle of a plan: TestPlanCrash starts it, and looks at what it leaves behind.
// Arguments: URL, data folder, key of the journal (hex), step, point (or "none"). It puts "new" to the keys "crash/0" to
// "crash/2", each a step of its own.
#include "WriteBench.h"

#include <QCoreApplication>

#include <cstdlib>

using namespace mk;

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = application.arguments();
    if (arguments.size() != 6)
        return 64;
    test::WriteBench bench(QUrl(arguments.at(1)), arguments.at(2));
    const auto key = crypto::Key::fromBytes(QByteArray::fromHex(arguments.at(3).toLatin1()));
    if (!key || !bench.open(*key))
        return 65;
    Plan plan;
    plan.id = Plan::newId();
    plan.title = QStringLiteral("kv.put");
    for (int i = 0; i < 3; ++i) {
        const auto put = kvplans::put(bench.get(QStringLiteral("crash/%1").arg(i)), "new", 0);
        if (!put)
            return 66;
        plan.steps += put->steps;
    }
    PlanRunner::Context context = bench.context();
    const int deadlyStep = arguments.at(4).toInt();
    const QString deadlyPoint = arguments.at(5);
    context.atPoint = [deadlyStep, deadlyPoint](int step, PlanRunner::Point point) {
        const QHash<QString, PlanRunner::Point> points{
            {QStringLiteral("reading"), PlanRunner::Point::Reading},
            {QStringLiteral("before-intent"), PlanRunner::Point::BeforeIntent},
            {QStringLiteral("intent-written"), PlanRunner::Point::IntentWritten},
            {QStringLiteral("sending"), PlanRunner::Point::Sending},
            {QStringLiteral("answered"), PlanRunner::Point::Answered},
            {QStringLiteral("read-again"), PlanRunner::Point::ReadAgain},
            {QStringLiteral("outcome-written"), PlanRunner::Point::OutcomeWritten},
        };
        if (step == deadlyStep && points.contains(deadlyPoint) && points.value(deadlyPoint) == point)
            std::_Exit(42); // no destructor, no flush: as if killed
    };
    auto *runner = new PlanRunner(plan, context, &application);
    runner->done(&application, [](const Result<PlanReport> &report) {
        QCoreApplication::exit(report && report->complete() ? 0 : 67);
    });
    runner->start();
    return QCoreApplication::exec();
}
