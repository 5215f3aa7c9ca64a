// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/FindingColumns.h"

#include "core/Format.h"
#include "models/FindingText.h"
#include "models/MarkedText.h"

#include <QCoreApplication>

namespace mk {

namespace {

struct FindingListTexts
{
    Q_DECLARE_TR_FUNCTIONS(Findings)
};

const QString sentenceId = QStringLiteral("finding");

RecordTableModel<FindingRow>::Columns findingColumns(const Clock *clock)
{
    using R = FindingRow;
    RecordTableModel<R>::Columns columns;
    Column<R> severity{QStringLiteral("severity"), FindingListTexts::tr("Severity"), findingWord};
    severity.status = findingStatus;
    severity.sortText = [](const R &row) {
        return QString::number(int(row.state == R::State::Unverified ? R::State::Now : row.state)) + QString::number(1 - int(row.finding.severity));
    };
    severity.dim = [](const R &row) { return !row.isOpen(); };
    severity.copyText = [](const R &row) { return findingSeverityId(row.finding.severity); };
    columns.push_back(severity);
    Column<R> sentence{sentenceId, FindingListTexts::tr("Finding"), [](const R &row) { return withoutMarks(findingTitle(row.finding)); }};
    sentence.searchText = [](const R &row) { return QString(withoutMarks(findingTitle(row.finding)) + QLatin1Char(' ') + row.finding.code); };
    sentence.secondaryText = [](const R &row) {
        return row.state == R::State::Unverified ? FindingListTexts::tr("not known whether still so") : row.state == R::State::Muted ? row.muteReason : QString();
    };
    columns.push_back(sentence);
    Column<R> systems{QStringLiteral("system"), FindingListTexts::tr("Systems"), [](const R &row) { return findingSystems(row.finding); }};
    systems.tone = [](const R &) { return Tone::Secondary; };
    columns.push_back(systems);
    Column<R> since{QStringLiteral("since"), FindingListTexts::tr("Since"), [clock](const R &row) {
                        const QDateTime end = row.state == R::State::Gone ? row.until : clock->now();
                        return format::duration(std::chrono::milliseconds(std::max<qint64>(0, row.since.msecsTo(end))));
                    }};
    since.number = [](const R &row) { return std::optional<double>(-double(row.since.toMSecsSinceEpoch())); };
    since.tooltip = [](const R &row) {
        return row.state == R::State::Gone ? FindingListTexts::tr("First seen %1, gone %2").arg(format::dateTime(row.since), format::dateTime(row.until))
                                           : FindingListTexts::tr("First seen %1, in this session").arg(format::dateTime(row.since));
    };
    since.copyText = [](const R &row) { return format::iso(row.since); };
    since.followsClock = true;
    columns.push_back(since);
    Column<R> act{QStringLiteral("repair"), FindingListTexts::tr("What can be done"), [](const R &row) {
                      return !row.isOpen() ? QString() : row.finding.repairs.isEmpty() ? FindingListTexts::tr("Explain") : FindingListTexts::tr("Repair…");
                  }};
    act.link = [](const R &row) { return row.isOpen() ? row.key() : QString(); };
    act.alignment = Qt::AlignRight | Qt::AlignVCenter;
    act.searchable = false;
    columns.push_back(act);
    return columns;
}

} // namespace

FindingsModel::FindingsModel(const Clock *clock, QObject *parent)
    : RecordTableModel<FindingRow>(findingColumns(clock), parent), m_sentence(columnOf(sentenceId))
{
}

QVariant FindingsModel::data(const QModelIndex &index, int role) const
{
    const FindingRow *row = record(index);
    if (row && role == SpansRole && index.column() == m_sentence) {
        TextSpans spans = parseMarks(findingTitle(row->finding)).spans;
        // What the filter found stands out as well.
        const QVariant found = RecordTableModel<FindingRow>::data(index, role);
        if (found.isValid())
            spans += found.value<TextSpans>();
        return QVariant::fromValue(spans);
    }
    return RecordTableModel<FindingRow>::data(index, role);
}

QList<ColumnLook> findingLooks()
{
    return {{.id = QStringLiteral("severity"), .width = 104, .canHide = false},
            {.id = sentenceId, .canHide = false, .minimumWidth = 320},
            {.id = QStringLiteral("system"), .width = 160, .dropOrder = 2},
            {.id = QStringLiteral("since"), .width = 96, .dropOrder = 1},
            {.id = QStringLiteral("repair"), .width = 104, .canHide = false, .dropOrder = 3}};
}

RecordTableModel<PostureNote>::Columns postureColumns()
{
    using R = PostureNote;
    RecordTableModel<R>::Columns columns;
    columns.push_back({QStringLiteral("weakness"), FindingListTexts::tr("Weakness"), [](const R &note) { return withoutMarks(postureTitle(note)); }});
    Column<R> why{QStringLiteral("why"), FindingListTexts::tr("What it means"), [](const R &note) { return withoutMarks(postureText(note)); }};
    why.tone = [](const R &) { return Tone::Secondary; };
    why.tooltip = why.text;
    columns.push_back(why);
    Column<R> advice{QStringLiteral("advice"), FindingListTexts::tr("What helps"), [](const R &note) { return withoutMarks(postureAdvice(note)); }};
    advice.tone = [](const R &) { return Tone::Secondary; };
    advice.tooltip = advice.text;
    columns.push_back(advice);
    Column<R> system{QStringLiteral("system"), FindingListTexts::tr("System"), [](const R &note) { return systemName(note.system); }};
    system.tone = [](const R &) { return Tone::Secondary; };
    columns.push_back(system);
    return columns;
}

QList<ColumnLook> postureLooks()
{
    return {{.id = QStringLiteral("weakness"), .width = 320, .canHide = false},
            {.id = QStringLiteral("why"), .canHide = false, .minimumWidth = 200},
            {.id = QStringLiteral("advice"), .dropOrder = 2, .minimumWidth = 200},
            {.id = QStringLiteral("system"), .width = 104, .dropOrder = 1}};
}

} // namespace mk
