// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/overview/StartLadderPane.h"

#include "models/StartLadderText.h"
#include "widgets/EntityTable.h"
#include "widgets/Labels.h"

#include <QBoxLayout>

#include <algorithm>

namespace mk {

using startladder::Rung;

StartLadderPane::StartLadderPane(const Theme *theme, QWidget *parent)
    : QWidget(parent)
    , m_note(new TextLabel(theme, FontRole::Small, Tone::Secondary, this))
    , m_table(new EntityTable(theme, tr("Steps of the start"), this))
{
    std::vector<Column<Rung>> columns;
    Column<Rung> step{QStringLiteral("step"), tr("Step"), [](const Rung &one) { return ladderTitle(one.id); }};
    step.status = [this](const Rung &one) { return ladderStatus(one, one.key() == m_waited); };
    columns.push_back(step);
    Column<Rung> state{QStringLiteral("state"), tr("State"), ladderState};
    state.tooltip = [](const Rung &one) { return one.missing.join(QLatin1Char('\n')); };
    columns.push_back(state);
    Column<Rung> seen{QStringLiteral("seen"), tr("Seen in"), ladderEvidence};
    seen.tone = [](const Rung &) { return Tone::Secondary; };
    columns.push_back(seen);
    Column<Rung> more{QStringLiteral("more"), tr("Tells more"), [](const Rung &one) { return one.state == Rung::State::Done ? QString() : one.command; }};
    more.mono = true;
    columns.push_back(more);
    m_steps = new RecordTableModel<Rung>(std::move(columns), this);
    m_table->setColumns({{.id = QStringLiteral("step"), .width = 210},
                         {.id = QStringLiteral("state"), .minimumWidth = 220},
                         {.id = QStringLiteral("seen"), .width = 250, .dropOrder = 2},
                         {.id = QStringLiteral("more"), .width = 330, .dropOrder = 1}});
    m_table->setModel(m_steps);
    m_table->setEmbedded(true);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *heading = new QHBoxLayout;
    heading->setContentsMargins(16, 8, 16, 8);
    heading->setSpacing(8);
    auto *title = new TextLabel(theme, FontRole::BodyStrong, Tone::Normal, this);
    title->setText(tr("Start-up"));
    heading->addWidget(title);
    heading->addWidget(m_note);
    heading->addStretch();
    column->addLayout(heading);
    column->addWidget(m_table);
    connect(m_table, &EntityTable::openRequested, this, &StartLadderPane::open);
    connect(m_table, &EntityTable::linkActivated, this, &StartLadderPane::open);
    setSteps({});
}

void StartLadderPane::setSteps(const std::vector<Rung> &steps)
{
    const std::optional<Rung> waited = startladder::waitedFor(steps);
    m_waited = waited ? waited->key() : QString();
    const bool isWhole = std::all_of(steps.begin(), steps.end(), [](const Rung &step) { return step.state == Rung::State::Done; });
    m_note->setText(steps.empty() ? tr("not looked yet") : ladderSummary(steps));
    m_steps->setRows(steps);
    m_table->setVisible(!isWhole);
}

void StartLadderPane::open(const QModelIndex &index)
{
    const Rung *step = m_steps->find(m_steps->idAt(index.row()));
    if (!step)
        return;
    switch (step->id) {
    case Rung::Id::Database:
    case Rung::Id::Kong:
        Q_EMIT openPanelRequested(QStringLiteral("kong-nodes"), {});
        break;
    case Rung::Id::Consul:
    case Rung::Id::Registry:
        Q_EMIT openPanelRequested(QStringLiteral("services"), {});
        break;
    case Rung::Id::Key:
        Q_EMIT openPanelRequested(QStringLiteral("keyvalue"), findings::migrationKey());
        break;
    case Rung::Id::Gateway:
        Q_EMIT openPanelRequested(QStringLiteral("routes"), {});
        break;
    case Rung::Id::Queues:
        Q_EMIT openPanelRequested(QStringLiteral("queues"), {});
        break;
    case Rung::Id::Scrapes:
        Q_EMIT openPanelRequested(QStringLiteral("metrics"), {});
        break;
    }
}

} // namespace mk
