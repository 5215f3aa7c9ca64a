// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/upstreams/UpstreamsPanel.h"

#include "panels/KongEntityColumns.h"
#include "panels/upstreams/UpstreamDrawer.h"
#include "platform/KongPlans.h"
#include "platform/PlatformSession.h"

namespace mk {

UpstreamsPanel::UpstreamsPanel(const PanelContext &context, QWidget *parent)
    : KongEntityPanel(
        context, upstreamColumns(context.clock),
        {.id = QStringLiteral("upstreams"),
         .title = tr("Upstreams"),
         .iconName = QStringLiteral("arrows-split-2"),
         .filterName = tr("Filter upstreams"),
         .texts = {.systemName = systemName(System::Kong),
                   .emptyTitle = tr("No upstreams yet"),
                   .emptySentence = tr("An upstream shares requests among several targets. Without one Kong asks DNS, which "
                                       "is what Microkubes does."),
                   .emptyActions = {{QStringLiteral("new"), tr("New upstream"), QStringLiteral("plus"), true}},
                   .missingRight = tr("the right to read upstreams")},
         .columns = upstreamLooks(),
         .sortedBy = QStringLiteral("name"),
         .countsUnseen = false},
        {kong::Kind::Upstream}, {kong::Kind::Target}, parent)
{
    build();
}

UpstreamsPanel::~UpstreamsPanel() = default;

KongEntityRecords *UpstreamsPanel::storeOf(PlatformSession *session)
{
    return session->kongUpstreamRecords();
}

KongEntityDrawer *UpstreamsPanel::makeEntityDrawer()
{
    auto *drawer = new UpstreamDrawer(context());
    connect(drawer, &UpstreamDrawer::newTargetRequested, this,
            [this, drawer] { makeNew(kong::Kind::Target, drawer->record().entity.id); });
    connect(drawer, &UpstreamDrawer::targetEditRequested, this, &UpstreamsPanel::editEntity);
    connect(drawer, &UpstreamDrawer::targetDeleteRequested, this, &UpstreamsPanel::removeEntities);
    connect(drawer, &UpstreamDrawer::drainRequested, this, [this](const QList<kong::Entity> &targets) {
        QList<QByteArray> seen;
        for (const kong::Entity &target : targets)
            seen.append(target.json);
        desk()->propose(kongplans::drain(session() ? session()->kongPlanContext() : kongplans::Context(), seen));
    });
    connect(drawer, &UpstreamDrawer::healthRequested, this,
            [this](const std::vector<KongNodeHealth> &seen, const QString &target, bool healthy) {
                desk()->propose(konghealth::setHealthPlan(seen, target, healthy));
            });
    return drawer;
}

QString UpstreamsPanel::newTitle(kong::Kind kind) const
{
    return kind == kong::Kind::Target ? tr("New target") : tr("New upstream");
}

} // namespace mk
