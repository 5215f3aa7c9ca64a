// SPDX-License-Identifier: GPL-3.0-or-later
// A program whose disk is full at one point of a plan: TestFullDisk starts it and reads what it prints.
// Arguments: URL, data folder, "intent" or "outcome" (what finds no room), "limit" (a limit on file sizes) or "device" (the
// device of the data folder is filled up). It puts "new" to the key "k", tells how that went, makes room and does it again.
#include "WriteBench.h"

#include "core/Process.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

#include <cstdio>

#include <sys/resource.h>

using namespace mk;

namespace {

class Disk
{
public:
    Disk(const QString &folder, bool byLimit) : m_filler(QDir(folder).filePath(QStringLiteral("filler"))), m_byLimit(byLimit) {}

    void fill()
    {
        if (m_byLimit) {
            setLimit(0);
            return;
        }
        // To the last byte: in ever smaller pieces.
        if (!m_filler.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
            return;
        for (qint64 piece = 64 * 1024; piece > 0; piece /= 2) {
            while (m_filler.write(QByteArray(piece, 'x')) == piece) {
            }
        }
    }
    void makeRoom()
    {
        if (m_byLimit) {
            setLimit(RLIM_INFINITY);
        } else {
            m_filler.close();
            m_filler.remove();
        }
    }

private:
    static void setLimit(rlim_t bytes)
    {
        rlimit limit{};
        getrlimit(RLIMIT_FSIZE, &limit);
        limit.rlim_cur = std::min(bytes, limit.rlim_max);
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    QFile m_filler;
    bool m_byLimit;
};

void tell(const char *name, const QString &value)
{
    std::printf("%s=%s\n", name, qPrintable(value));
}

QString word(StepOutcome outcome)
{
    switch (outcome) {
    case StepOutcome::Done:
        return QStringLiteral("done");
    case StepOutcome::Refused:
        return QStringLiteral("refused");
    case StepOutcome::Conflict:
        return QStringLiteral("conflict");
    case StepOutcome::Unknown:
        return QStringLiteral("unknown");
    case StepOutcome::NotRun:
        return QStringLiteral("not-run");
    }
    return {};
}

PlanReport runWith(test::WriteBench &bench, const Plan &plan, PlanRunner::Context context)
{
    auto *runner = new PlanRunner(plan, std::move(context), &bench.parent);
    runner->start();
    return test::resultOf<PlanReport>(runner).value_or(PlanReport());
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = application.arguments();
    if (arguments.size() != 5)
        return 64;
    os::failWritesBeyondLimits();
    test::WriteBench bench(QUrl(arguments.at(1)), arguments.at(2));
    if (!bench.open(crypto::Key::random()))
        return 65;
    // A change before it all: what the journal holds must outlive the trouble.
    const auto before = kvplans::put(bench.get(QStringLiteral("other")), "kept", 0);
    if (!before || !bench.run(*before).complete())
        return 66;

    Disk disk(arguments.at(2), arguments.at(4) == QLatin1String("limit"));
    const PlanRunner::Point fullAt =
        arguments.at(3) == QLatin1String("intent") ? PlanRunner::Point::BeforeIntent : PlanRunner::Point::Answered;
    const auto plan = kvplans::put(bench.get(QStringLiteral("k")), "new", 0);
    if (!plan)
        return 67;
    PlanRunner::Context context = bench.context();
    context.atPoint = [&disk, fullAt](int, PlanRunner::Point point) {
        if (point == fullAt)
            disk.fill();
    };
    const PlanReport report = runWith(bench, *plan, context);
    const StepReport step = report.steps.value(0);
    tell("outcome", word(step.outcome));
    tell("reason", step.error ? step.error->reason : QString());
    tell("value", QString::fromUtf8(bench.get(QStringLiteral("k")).value));
    tell("rows while full", QString::number(bench.rows().size()));
    disk.makeRoom();

    const QList<JournalEntry> rows = bench.rows();
    tell("rows", QString::number(rows.size()));
    tell("newest", rows.isEmpty() ? QString() : word(rows.constFirst().outcome));
    tell("oldest", rows.isEmpty() ? QString() : word(rows.constLast().outcome));
    const QList<SettledEntry> settled = bench.settle();
    tell("settled", settled.isEmpty() ? QString() : word(settled.constFirst().outcome));
    const auto again = kvplans::put(bench.get(QStringLiteral("k")), "newer", 0);
    tell("again", again && bench.run(*again).complete() ? QStringLiteral("complete") : QStringLiteral("failed"));
    tell("rows at the end", QString::number(bench.rows().size()));
    std::fflush(stdout);
    return 0;
}
