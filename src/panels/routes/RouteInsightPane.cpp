// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/routes/RouteInsightPane.h"

#include "core/Format.h"
#include "core/SafeText.h"
#include "models/InsightText.h"
#include "models/MarkedText.h"
#include "widgets/Banner.h"
#include "widgets/DetailDrawer.h"
#include "widgets/EntityTable.h"
#include "widgets/Labels.h"

#include <QVBoxLayout>

namespace mk {

namespace {

RecordTableModel<routeclaims::Claim>::Columns claimColumns()
{
    using routeclaims::Claim;
    std::vector<Column<Claim>> columns;
    Column<Claim> what{QStringLiteral("request"), RouteInsightPane::tr("Request"),
                       [](const Claim &claim) { return withoutMarks(claimedText(claim)); }};
    what.mono = true;
    columns.push_back(what);
    Column<Claim> other{QStringLiteral("other"), RouteInsightPane::tr("Also claimed by"), [](const Claim &claim) {
                            return claim.name.isEmpty() ? shortened(claim.id, 9) : claim.name;
                        }};
    other.link = [](const Claim &claim) { return claim.key(); };
    other.elideMode = Qt::ElideMiddle;
    columns.push_back(other);
    Column<Claim> outcome{QStringLiteral("outcome"), RouteInsightPane::tr("Outcome"), [](const Claim &claim) {
                              return claim.wins ? RouteInsightPane::tr("It wins") : RouteInsightPane::tr("It loses");
                          }};
    outcome.status = [](const Claim &claim) { return claim.wins ? Status::Warn : Status::Unknown; };
    outcome.tooltip = [](const Claim &claim) { return withoutMarks(claimText(claim)); };
    columns.push_back(outcome);
    Column<Claim> why{QStringLiteral("why"), RouteInsightPane::tr("Why"), [](const Claim &claim) { return claimReason(claim); }};
    why.tone = [](const Claim &) { return Tone::Secondary; };
    why.tooltip = outcome.tooltip;
    columns.push_back(why);
    return columns;
}

} // namespace

RouteInsightPane::RouteInsightPane(const Theme *theme, QWidget *parent)
    : QWidget(parent)
    , m_claimSection(new Section(theme, tr("Claimed twice"), this))
    , m_claimTable(new EntityTable(theme, tr("Claimed twice"), m_claimSection))
    , m_claims(new RecordTableModel<routeclaims::Claim>(claimColumns(), this))
    , m_librarySection(new Section(theme, tr("Probably registered by"), this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_claimTable->setEmbedded(true);
    m_claimTable->setColumns({{.id = QStringLiteral("request"), .canHide = false, .minimumWidth = 92},
                              {.id = QStringLiteral("other"), .elide = Qt::ElideMiddle, .canHide = false, .minimumWidth = 120},
                              {.id = QStringLiteral("outcome"), .width = 88, .canHide = false},
                              {.id = QStringLiteral("why"), .dropOrder = 1, .minimumWidth = 150}});
    m_claimTable->setModel(m_claims);
    m_claimSection->setContent(m_claimTable);
    column->addWidget(m_claimSection);

    auto *box = new QWidget(m_librarySection);
    auto *lines = new QVBoxLayout(box);
    lines->setContentsMargins(16, 0, 16, 8);
    lines->setSpacing(4);
    for (TextLabel **label : {&m_evidence, &m_habit}) {
        *label = new TextLabel(theme, label == &m_evidence ? FontRole::Body : FontRole::Small,
                               label == &m_evidence ? Tone::Normal : Tone::Secondary, box);
        (*label)->setWordWrap(true);
        lines->addWidget(*label);
    }
    m_librarySection->setContent(box);
    column->addWidget(m_librarySection);

    const auto chosen = [this](const QModelIndex &index) {
        if (const routeclaims::Claim *claim = m_claims->record(index))
            Q_EMIT entityChosen(claim->key());
    };
    connect(m_claimTable, &EntityTable::openRequested, this, chosen);
    connect(m_claimTable, &EntityTable::linkActivated, this, chosen);
    clear();
}

RouteInsightPane::~RouteInsightPane() = default;

void RouteInsightPane::clear()
{
    m_claims->setRows(std::vector<routeclaims::Claim>());
    m_claimSection->hide();
    m_librarySection->hide();
}

void RouteInsightPane::show(const KongRouteRecord &record, const kongregistrars::Guess &guess)
{
    const routeclaims::Claims &claims = record.insight.claims;
    m_claimSection->setVisible(!claims.list.isEmpty());
    m_claimSection->setCount(format::count(claims.list.size() + claims.more));
    m_claimSection->setRemark(claims.more > 0 ? tr("the first %1 are shown").arg(format::count(claims.list.size())) : QString());
    m_claims->setRows(std::vector<routeclaims::Claim>(claims.list.cbegin(), claims.list.cend()));
    m_claimTable->updateGeometry();

    const QString library = libraryName(guess.library);
    m_librarySection->setVisible(!library.isEmpty());
    if (library.isEmpty())
        return;
    m_librarySection->setRemark(library);
    QStringList evidence;
    for (const QString &sentence : evidenceText(guess))
        evidence.append(QStringLiteral("• ") + sentence);
    m_evidence->setText(evidence.join(QLatin1Char('\n')));
    m_habit->setText(libraryHabit(guess.library));
}

std::optional<Fact> RouteInsightPane::factOf(const RouteInsight &insight)
{
    const QString says = registryText(insight);
    if (says.isEmpty())
        return std::nullopt;
    const bool isUpstream = insight.registry == RouteInsight::Registry::Upstream;
    Fact fact = textFact(isUpstream ? tr("Balanced by") : tr("In Consul"), insight.service.isEmpty() ? instancesText(insight) : insight.service);
    fact.status = instancesStatus(insight);
    fact.elideMiddle = true;
    fact.note = insight.registry == RouteInsight::Registry::Found ? tr("%1 pass").arg(instancesText(insight))
        : insight.service.isEmpty()                               ? QString()
                                                                  : instancesText(insight);
    fact.tooltip = says;
    if (insight.registry == RouteInsight::Registry::Found)
        fact.link = QStringLiteral("consul/") + insight.service;
    return fact;
}

bool RouteInsightPane::tell(Banner *banner, const RouteInsight &insight)
{
    if (const QString problem = registryProblem(insight); !problem.isEmpty()) {
        banner->setMessage(Status::Crit, problem, registryAdvice(insight));
        return true;
    }
    if (insight.claims.list.isEmpty()) {
        banner->clear();
        return false;
    }
    const routeclaims::Claim &first = insight.claims.list.constFirst();
    const bool loses = insight.claims.loses();
    banner->setMessage(Status::Warn, loses ? tr("Others get what this one claims") : tr("Claimed twice"), claimText(first) + QLatin1Char('.'));
    return true;
}

} // namespace mk
