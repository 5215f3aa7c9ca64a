// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/JournalModel.h"

#include "core/Format.h"
#include "models/ErrorText.h"
#include "models/MarkedText.h"
#include "models/PlanText.h"

namespace mk {

namespace {

QString entityNames(const JournalEntry &entry)
{
    constexpr qsizetype most = 3;
    QStringList names;
    for (const EntityRef &entity : entry.entities.mid(0, most))
        names.append(entity.name);
    QString text = names.join(QStringLiteral(", "));
    if (entry.entities.size() > most)
        text += QLatin1Char(' ') + JournalModel::tr("and %n more", nullptr, int(entry.entities.size() - most));
    return text;
}

QString allEntityNames(const JournalEntry &entry)
{
    QStringList names;
    for (const EntityRef &entity : entry.entities)
        names.append(entity.name);
    return names.join(QLatin1Char('\n'));
}

QString titleOf(const JournalEntry &entry)
{
    return withoutMarks(planTitle(entry.planTitle, entry.planArgs));
}

} // namespace

JournalModel::JournalModel(QObject *parent) : RecordTableModel<JournalEntry>(makeColumns(), parent) {}

void JournalModel::setSource(Journal *journal, const QString &environmentId)
{
    if (m_journal)
        disconnect(m_journal, nullptr, this, nullptr);
    m_readJobs.cancelAll();
    m_journal = journal;
    m_environmentId = environmentId;
    m_mayHaveMore = false;
    m_loading = false;
    m_again = false;
    m_error.reset();
    setRows(std::vector<JournalEntry>());
    if (!journal) {
        Q_EMIT loadingChanged();
        return;
    }
    connect(journal, &Journal::appended, this, &JournalModel::reload);
    reload();
}

void JournalModel::reload()
{
    if (m_loading)
        m_again = true;
    else
        read(0);
}

void JournalModel::loadMore()
{
    if (canLoadMore() && !rows()->empty())
        read(rows()->back().number);
}

void JournalModel::read(qint64 beforeNumber)
{
    if (!m_journal)
        return;
    m_loading = true;
    Q_EMIT loadingChanged();
    Journal::Query query;
    query.environmentId = m_environmentId;
    query.limit = pageSize;
    query.beforeNumber = beforeNumber;
    Job<QList<JournalEntry>> *job = m_readJobs.restart(QStringLiteral("page"), m_journal->list(query, this));
    job->done(this, [this, beforeNumber](const Result<QList<JournalEntry>> &page) {
        if (!page && page.error().is(ErrorKind::Cancelled))
            return; // another source, or gone
        m_loading = false;
        m_error = page ? std::nullopt : std::optional(page.error());
        if (page)
            take(*page, beforeNumber);
        Q_EMIT loadingChanged();
        if (std::exchange(m_again, false))
            reload();
    });
}

// Newest first in both: a first page stands in front of what is older than it, a later page behind everything.
void JournalModel::take(const QList<JournalEntry> &page, qint64 beforeNumber)
{
    const bool isFull = page.size() >= pageSize;
    std::vector<JournalEntry> all;
    if (beforeNumber > 0) {
        all = *rows();
        all.insert(all.end(), page.cbegin(), page.cend());
        m_mayHaveMore = isFull;
    } else {
        all.assign(page.cbegin(), page.cend());
        const std::vector<JournalEntry> &known = *rows();
        if (isFull) {
            const qint64 oldest = page.last().number;
            const auto older = std::find_if(known.begin(), known.end(), [oldest](const JournalEntry &e) { return e.number < oldest; });
            // A gap between both would be a lie: then only the new page stays.
            const bool joins = older != known.begin() && std::prev(older)->number == oldest;
            if (joins)
                all.insert(all.end(), older, known.end());
            else
                m_mayHaveMore = true;
            m_mayHaveMore = m_mayHaveMore || older == known.end();
        } else {
            m_mayHaveMore = false;
        }
    }
    setRows(std::move(all));
}

JournalModel::Columns JournalModel::makeColumns()
{
    using Entry = JournalEntry;
    Columns columns;

    Column<Entry> at{QStringLiteral("time"), tr("Time"), [](const Entry &e) { return format::dateTime(e.at); }};
    at.sortText = [](const Entry &e) { return QString(format::iso(e.at) + QLatin1Char('#') + QString::number(e.number)); };
    at.copyText = [](const Entry &e) { return format::iso(e.at); };
    at.widthHint = 176;
    columns.push_back(at);

    Column<Entry> outcome{QStringLiteral("outcome"), tr("Outcome"), [](const Entry &e) { return outcomeWord(e.outcome); }};
    outcome.status = [](const Entry &e) { return outcomeStatus(e.outcome); };
    outcome.secondaryText = [](const Entry &e) {
        if (!e.undoneBy.isEmpty())
            return tr("undone");
        return e.settled && e.outcome != StepOutcome::Unknown ? tr("settled by reading") : QString();
    };
    outcome.copyText = [](const Entry &e) { return stepOutcomeId(e.outcome); };
    outcome.tooltip = [](const Entry &e) {
        QStringList lines{outcomeExplanation(e.outcome)};
        if (!e.errorKind.isEmpty())
            lines.append(errorKindWord(e.errorKind));
        if (!e.errorText.isEmpty())
            lines.append(e.errorText);
        return lines.join(QLatin1Char('\n'));
    };
    outcome.widthHint = 136;
    columns.push_back(outcome);

    Column<Entry> what{QStringLiteral("what"), tr("What"), titleOf};
    what.secondaryText = [](const Entry &e) {
        return e.stepCount > 1 ? tr("step %1 of %2").arg(e.stepIndex + 1).arg(e.stepCount) : QString();
    };
    what.widthHint = 280;
    columns.push_back(what);

    Column<Entry> entity{QStringLiteral("entity"), tr("Entity"), entityNames};
    entity.mono = true;
    entity.elideMode = Qt::ElideMiddle;
    entity.searchText = allEntityNames;
    entity.copyText = allEntityNames;
    entity.tooltip = allEntityNames;
    entity.widthHint = 280;
    columns.push_back(entity);

    Column<Entry> who{QStringLiteral("who"), tr("Who"), [](const Entry &e) { return e.who; }};
    who.widthHint = 136;
    columns.push_back(who);

    Column<Entry> environment{QStringLiteral("environment"), tr("Environment"), [](const Entry &e) { return e.environmentName; }};
    environment.widthHint = 136;
    columns.push_back(environment);

    Column<Entry> system{QStringLiteral("system"), tr("System"), [](const Entry &e) { return systemName(e.system); }};
    system.widthHint = 88;
    system.visibleByDefault = false;
    columns.push_back(system);

    Column<Entry> error{QStringLiteral("error"), tr("Error"), [](const Entry &e) {
                            return e.errorText.isEmpty() ? errorKindWord(e.errorKind) : e.errorText;
                        }};
    error.widthHint = 200;
    error.visibleByDefault = false;
    columns.push_back(error);

    Column<Entry> number{QStringLiteral("number"), tr("No."), [](const Entry &e) { return format::count(e.number); }};
    number.number = [](const Entry &e) { return std::optional<double>(double(e.number)); };
    number.widthHint = 64;
    number.visibleByDefault = false;
    columns.push_back(number);
    return columns;
}

} // namespace mk
