// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/upstreams/UpstreamDrawer.h"

#include "api/kong/KongFields.h"
#include "core/Format.h"
#include "core/Json.h"
#include "core/SafeText.h"
#include "models/ErrorText.h"
#include "platform/KongJson.h"
#include "platform/PlatformSession.h"
#include "platform/Settings.h"
#include "widgets/Buttons.h"
#include "widgets/EntityTable.h"
#include "widgets/Labels.h"

#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

namespace mk {

namespace {

std::optional<double> weightOf(const kong::Entity &target)
{
    const nlohmann::json json = kongjson::parsed(target.json);
    const nlohmann::json *weight = json.is_object() ? kong::member(json, "weight") : nullptr;
    return weight && weight->is_number() ? std::optional(weight->get<double>()) : std::nullopt;
}

QString healthWord(const QString &health)
{
    if (health == QLatin1String("HEALTHY"))
        return UpstreamDrawer::tr("Healthy");
    if (health == QLatin1String("UNHEALTHY"))
        return UpstreamDrawer::tr("Unhealthy");
    if (health == QLatin1String("DNS_ERROR"))
        return UpstreamDrawer::tr("Name not found");
    if (health == QLatin1String("HEALTHCHECKS_OFF"))
        return UpstreamDrawer::tr("Not checked");
    return UpstreamDrawer::tr("Not looked yet");
}

Status healthStatus(const QString &health)
{
    if (health == QLatin1String("HEALTHY"))
        return Status::Ok;
    if (health == QLatin1String("UNHEALTHY") || health == QLatin1String("DNS_ERROR"))
        return Status::Crit;
    return Status::Unknown;
}

// All nodes agree: one word. They don't: how many of them hold it for what is worst.
QString healthText(const TargetRow &row)
{
    if (row.health.empty())
        return format::notGiven();
    const auto worst = std::max_element(row.health.begin(), row.health.end(), [](const auto &a, const auto &b) {
        return healthStatus(a.second) != Status::Crit && healthStatus(b.second) == Status::Crit;
    });
    const auto like = std::count_if(row.health.begin(), row.health.end(),
                                    [&worst](const auto &node) { return node.second == worst->second; });
    if (size_t(like) == row.health.size())
        return healthWord(worst->second);
    return UpstreamDrawer::tr("%1 on %2 of %3 nodes")
        .arg(healthWord(worst->second), format::count(qint64(like)), format::count(qint64(row.health.size())));
}

Status healthOf(const TargetRow &row)
{
    Status worst = Status::None;
    for (const auto &[node, health] : row.health) {
        const Status status = healthStatus(health);
        if (status == Status::Crit || worst == Status::None)
            worst = status;
    }
    return worst;
}

RecordTableModel<TargetRow>::Columns targetColumns()
{
    std::vector<Column<TargetRow>> columns;
    Column<TargetRow> address{QStringLiteral("target"), UpstreamDrawer::tr("Target"),
                              [](const TargetRow &row) { return row.target.name; }};
    address.mono = true;
    address.elideMode = Qt::ElideMiddle;
    address.tooltip = address.text;
    columns.push_back(address);
    Column<TargetRow> weight{QStringLiteral("weight"), UpstreamDrawer::tr("Weight"), [](const TargetRow &row) {
                                 const std::optional<double> value = weightOf(row.target);
                                 return value ? format::count(qint64(*value)) : format::notGiven();
                             }};
    weight.number = [](const TargetRow &row) { return weightOf(row.target); };
    weight.dim = [](const TargetRow &row) { return weightOf(row.target) == 0.0; };
    columns.push_back(weight);
    Column<TargetRow> health{QStringLiteral("health"), UpstreamDrawer::tr("Health"), healthText};
    health.status = healthOf;
    health.tooltip = [](const TargetRow &row) {
        QStringList lines;
        for (const auto &[node, word] : row.health)
            lines.append(node + QStringLiteral(": ") + healthWord(word));
        return lines.join(QLatin1Char('\n'));
    };
    columns.push_back(health);
    return columns;
}

} // namespace

UpstreamDrawer::UpstreamDrawer(const PanelContext &context, QWidget *parent) : KongEntityDrawer(context, parent)
{
    const Theme *theme = context.theme;
    m_section = new Section(theme, tr("Targets"), this);
    m_new = makeIconButton(theme, QStringLiteral("plus"), tr("Add a target"), m_section);
    m_section->addHeadWidget(m_new);
    auto *box = new QWidget(m_section);
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_note = new TextLabel(theme, FontRole::Small, Tone::Secondary, box);
    m_note->setWordWrap(true);
    m_note->setContentsMargins(16, 4, 16, 8);
    column->addWidget(m_note);
    m_rows = new RecordTableModel<TargetRow>(targetColumns(), this);
    m_table = new EntityTable(theme, tr("Targets"), box);
    m_table->setEmbedded(true);
    m_table->setColumns({{.id = QStringLiteral("target"), .elide = Qt::ElideMiddle, .minimumWidth = 150},
                         {.id = QStringLiteral("weight"), .width = 72},
                         {.id = QStringLiteral("health"), .minimumWidth = 150}});
    m_table->setModel(m_rows);
    column->addWidget(m_table);
    m_section->setContent(box);
    addSection(m_section);
    connect(m_new, &QToolButton::clicked, this, &UpstreamDrawer::newTargetRequested);
    connect(m_table, &EntityTable::openRequested, this, [this](const QModelIndex &index) {
        if (const TargetRow *row = m_rows->record(index); row && blocked().isEmpty())
            Q_EMIT targetEditRequested(row->target);
    });
    connect(m_table, &EntityTable::contextMenuWanted, this,
            [this](const QModelIndex &, const QPoint &globalPos) { showMenu(globalPos); });
}

UpstreamDrawer::~UpstreamDrawer() = default;

bool UpstreamDrawer::isSettled() const
{
    const auto settled = [](const LiveStoreBase *store) {
        return !store || store->state().phase == StoreState::Phase::Ready || store->state().error;
    };
    return m_rows->isSettled() && settled(m_targets.get()) && settled(m_health.get());
}

QList<Fact> UpstreamDrawer::factsOf(const KongEntityRecord &record) const
{
    const nlohmann::json json = kongjson::parsed(record.entity.json);
    if (!json.is_object())
        return {};
    QList<Fact> facts{codeFact(tr("Name"), record.entity.name)};
    const auto add = [&](const QString &label, const char *member) {
        if (const QString value = kong::text(json, member); !value.isEmpty())
            facts.append(textFact(label, value));
    };
    add(tr("Algorithm"), "algorithm");
    add(tr("Hash of"), "hash_on");
    add(tr("Else hash of"), "hash_fallback");
    if (const nlohmann::json *slots_ = kong::member(json, "slots"); slots_ && slots_->is_number_integer())
        facts.append(textFact(tr("Slots"), format::count(slots_->get<qint64>())));
    bool used = false;
    if (session()) {
        const auto link = [&](kong::Kind kind, const QString &id, const QString &name) {
            used = true;
            facts.append(linkFact(kind == kong::Kind::Api ? tr("Used by API") : tr("Used by service"),
                                  name.isEmpty() ? shortened(id, 9) : name, QStringLiteral("routes"),
                                  KongRouteRecord::keyOf(kind, id)));
        };
        for (const kong::Service &service : *session()->kongServices()->rows()) {
            if (service.host.compare(record.entity.name, Qt::CaseInsensitive) == 0)
                link(kong::Kind::Service, service.id, service.name);
        }
        for (const kong::Api &api : *session()->kongApis()->rows()) {
            if (kongjoin::recordOf(api).targetHost.compare(record.entity.name, Qt::CaseInsensitive) == 0)
                link(kong::Kind::Api, api.id, api.name);
        }
    }
    if (!used)
        facts.append(textFact(tr("Used by"), tr("nothing: no service names it as its host")));
    return facts;
}

void UpstreamDrawer::sessionChanged()
{
    m_targetSubscription.reset();
    m_healthSubscription.reset();
    m_targets.reset();
    m_health.reset();
    m_rows->setRows(std::vector<TargetRow>());
}

void UpstreamDrawer::entityChanged()
{
    sessionChanged();
    if (!session() || record().entity.id.isEmpty())
        return;
    m_targets = session()->watchKong(kong::Kind::Target, kong::Kind::Upstream, record().entity.id);
    m_targets->onDelta(this, [this](const auto &) { showTargets(); });
    connect(m_targets.get(), &LiveStoreBase::stateChanged, this, &UpstreamDrawer::showTargets);
    connect(m_targets.get(), &LiveStoreBase::written, this, [this] {
        if (m_health)
            m_health->refresh();
    });
    m_health = session()->watchKongHealth(record().entity.id);
    m_health->onDelta(this, [this](const auto &) { showTargets(); });
    followNow(isVisible());
    showTargets();
}

void UpstreamDrawer::followNow(bool visible)
{
    m_targetSubscription.reset();
    m_healthSubscription.reset();
    if (!visible || !m_targets)
        return;
    m_targetSubscription = m_targets->subscribe(context().settings->refreshInterval());
    m_healthSubscription = m_health->subscribe(context().settings->refreshInterval());
}

void UpstreamDrawer::blockedChanged(const QString &why)
{
    m_new->setEnabled(why.isEmpty());
    m_new->setToolTip(why.isEmpty() ? tr("Add a target") : tooltipText(why));
}

void UpstreamDrawer::showTargets()
{
    if (!m_targets)
        return;
    std::vector<TargetRow> rows;
    for (const kong::Entity &target : *m_targets->rows()) {
        TargetRow row{target, {}};
        for (const KongNodeHealth &node : *m_health->rows()) {
            if (const auto health = node.targets.find(target.name); health != node.targets.end())
                row.health.emplace_back(node.node, health->second);
        }
        rows.push_back(std::move(row));
    }
    const StoreState &state = m_targets->state();
    QString note;
    if (state.error && !state.error->is(ErrorKind::Cancelled))
        note = ErrorText::of(*state.error).title;
    else if (rows.empty())
        note = state.phase == StoreState::Phase::Ready ? tr("None yet: requests to this upstream are answered with 503.")
                                                       : tr("Reading…");
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
    m_table->setVisible(!rows.empty());
    m_section->setCount(state.phase == StoreState::Phase::Ready ? format::count(qint64(rows.size())) : QString());
    m_rows->setRows(std::move(rows));
}

QList<kong::Entity> UpstreamDrawer::chosen() const
{
    QList<kong::Entity> targets;
    const QStringList ids = m_table->selectedIds();
    for (const QString &id : ids) {
        if (const TargetRow *row = m_rows->find(id))
            targets.append(row->target);
    }
    return targets;
}

void UpstreamDrawer::showMenu(const QPoint &globalPos)
{
    const QList<kong::Entity> targets = chosen();
    if (targets.isEmpty())
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    const auto write = [this](QAction *action, const QString &tooltip = {}) {
        action->setEnabled(blocked().isEmpty());
        if (const QString &said = blocked().isEmpty() ? tooltip : blocked(); !said.isEmpty())
            action->setToolTip(tooltipText(said));
    };
    const QString lasts = tr("On every node, until its own health checks find out otherwise");
    if (targets.size() == 1) {
        const kong::Entity target = targets.constFirst();
        write(menu->addAction(tr("Edit"), this, [this, target] { Q_EMIT targetEditRequested(target); }));
        menu->addSeparator();
        write(menu->addAction(tr("Mark healthy"), this,
                              [this, target] { Q_EMIT healthRequested(*m_health->rows(), target.key(), true); }), lasts);
        write(menu->addAction(tr("Mark unhealthy"), this,
                              [this, target] { Q_EMIT healthRequested(*m_health->rows(), target.key(), false); }), lasts);
    }
    const bool canDrain = session() && !session()->kongCapabilities().value_or(kong::Capabilities()).oldPlugins;
    if (canDrain) // before 1.0 weight 0 takes a target away
        write(menu->addAction(tr("Drain"), this, [this, targets] { Q_EMIT drainRequested(targets); }),
              tr("Weight 0: it stays, and gets no new requests"));
    menu->addSeparator();
    write(menu->addAction(tr("Delete…"), this, [this, targets] { Q_EMIT targetDeleteRequested(targets); }));
    menu->popup(globalPos);
}

} // namespace mk
