// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/plugins/ScopeChooser.h"

#include "api/kong/KongClient.h"
#include "core/SafeText.h"
#include "panels/KongColumns.h"
#include "platform/PlatformSession.h"
#include "widgets/FormRow.h"

#include <QComboBox>
#include <QStandardItemModel>
#include <QVBoxLayout>

#include <algorithm>

namespace mk {

namespace {

using kong::Kind;

const QString scopeGlobal = QStringLiteral("global");
constexpr int scopeLabelWidth = 136;

} // namespace

ScopeChooser::ScopeChooser(const PanelContext &context, PlatformSession *session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_kind(makeCombo({}, this))
    , m_entity(makeCombo({}, this))
{
    const kong::Capabilities server =
        session ? session->kongCapabilities().value_or(kong::Capabilities()) : kong::Capabilities();
    m_kind->addItem(tr("Every request (global)"), scopeGlobal);
    if (server.apis)
        m_kind->addItem(kongKindWord(Kind::Api), kong::kindId(Kind::Api));
    if (server.services) {
        m_kind->addItem(kongKindWord(Kind::Service), kong::kindId(Kind::Service));
        m_kind->addItem(kongKindWord(Kind::Route), kong::kindId(Kind::Route));
    }
    m_kind->addItem(kongKindWord(Kind::Consumer), kong::kindId(Kind::Consumer));
    m_entity->setMinimumContentsLength(28);
    m_entity->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_entity->setMaxVisibleItems(20);
    m_kindRow = new FormRow(context.theme, tr("&Applies to"), m_kind, scopeLabelWidth, this);
    m_entityRow = new FormRow(context.theme, tr("&Which one"), m_entity, scopeLabelWidth, this);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 8, 16, 0);
    column->setSpacing(0);
    column->addWidget(m_kindRow);
    column->addWidget(m_entityRow);
    connect(m_kind, &QComboBox::currentIndexChanged, this, [this] {
        m_wanted.clear();
        fillEntities();
        if (!m_filling)
            Q_EMIT chosen();
    });
    connect(m_entity, &QComboBox::currentIndexChanged, this, [this] {
        if (!m_filling)
            Q_EMIT chosen();
    });
    fillEntities();
}

ScopeChooser::~ScopeChooser() = default;

kong::PluginScope ScopeChooser::scope() const
{
    kong::PluginScope scope;
    const QString kind = m_kind->currentData().toString();
    const QString id = m_entity->currentData().toString();
    if (kind == kong::kindId(Kind::Api))
        scope.apiId = id;
    else if (kind == kong::kindId(Kind::Service))
        scope.serviceId = id;
    else if (kind == kong::kindId(Kind::Route))
        scope.routeId = id;
    else if (kind == kong::kindId(Kind::Consumer))
        scope.consumerId = id;
    return scope;
}

QString ScopeChooser::chosenName() const
{
    return m_kind->currentData().toString() == scopeGlobal || m_entity->currentData().toString().isEmpty()
               ? QString()
               : m_entity->currentText();
}

bool ScopeChooser::isComplete() const
{
    return m_kind->currentData().toString() == scopeGlobal || !m_entity->currentData().toString().isEmpty();
}

void ScopeChooser::setScope(const kong::PluginScope &scope)
{
    m_filling = true;
    QString kind = scopeGlobal;
    QString id;
    if (!scope.apiId.isEmpty()) {
        kind = kong::kindId(Kind::Api);
        id = scope.apiId;
    } else if (!scope.routeId.isEmpty()) {
        kind = kong::kindId(Kind::Route);
        id = scope.routeId;
    } else if (!scope.serviceId.isEmpty()) {
        kind = kong::kindId(Kind::Service);
        id = scope.serviceId;
    } else if (!scope.consumerId.isEmpty()) {
        kind = kong::kindId(Kind::Consumer);
        id = scope.consumerId;
    }
    if (m_kind->currentData().toString() != kind)
        m_kind->setCurrentIndex(m_kind->findData(kind)); // fills the entities
    if (!id.isEmpty()) {
        m_wanted = id;
        int at = m_entity->findData(id);
        if (at < 0) {
            m_entity->addItem(shortened(id, 9), id);
            at = m_entity->count() - 1;
        }
        m_entity->setCurrentIndex(at);
    }
    m_filling = false;
}

void ScopeChooser::setUnbound(const QStringList &kinds)
{
    auto *model = qobject_cast<QStandardItemModel *>(m_kind->model());
    for (int i = 0; model && i < m_kind->count(); ++i) {
        const bool refused = kinds.contains(m_kind->itemData(i).toString());
        QStandardItem *item = model->item(i);
        item->setFlags(refused ? item->flags() & ~Qt::ItemIsEnabled : item->flags() | Qt::ItemIsEnabled);
    }
    const QString kind = m_kind->currentData().toString();
    setProblem(kinds.contains(kind) ? tr("This plugin cannot be bound to such an entity.") : QString());
}

void ScopeChooser::setChoosable(bool choosable, const QString &why)
{
    for (QComboBox *combo : {m_kind, m_entity}) {
        combo->setEnabled(choosable);
        combo->setToolTip(why.isEmpty() ? QString() : tooltipText(why));
    }
}

void ScopeChooser::setProblem(const QString &sentence)
{
    m_kindRow->setProblem(sentence);
}

void ScopeChooser::fillEntities()
{
    const QString kind = m_kind->currentData().toString();
    const QSignalBlocker quiet(m_entity);
    m_entity->clear();
    m_entityRow->setVisible(kind != scopeGlobal);
    if (!m_session || kind == scopeGlobal)
        return;
    std::vector<std::pair<QString, QString>> names;
    const auto add = [&names](const QString &name, const QString &id) {
        names.emplace_back(name.isEmpty() ? shortened(id, 9) : visibleText(name), id);
    };
    const auto show = [this](std::vector<std::pair<QString, QString>> found) {
        std::sort(found.begin(), found.end(),
                  [](const auto &a, const auto &b) { return a.first.localeAwareCompare(b.first) < 0; });
        const QSignalBlocker still(m_entity);
        const QString chosenId = m_entity->currentData().toString();
        const QString before = chosenId.isEmpty() ? m_wanted : chosenId;
        m_entity->clear();
        m_entity->addItem(tr("Choose…"), QString());
        for (const auto &[name, id] : found)
            m_entity->addItem(name, id);
        m_entity->setCurrentIndex(std::max(0, m_entity->findData(before)));
    };
    if (kind == kong::kindId(Kind::Api)) {
        for (const kong::Api &api : *m_session->kongApis()->rows())
            add(api.name, api.id);
    } else if (kind == kong::kindId(Kind::Service)) {
        for (const kong::Service &service : *m_session->kongServices()->rows())
            add(service.name, service.id);
    } else if (kind == kong::kindId(Kind::Route)) {
        for (const KongRouteRecord &route : *m_session->kongRouteRecords()->rows()) {
            if (route.kind != Kind::Route)
                continue;
            const QString paths = route.paths.join(QStringLiteral(", "));
            add(!route.name.isEmpty() ? route.name : tr("%1 of %2").arg(paths, route.serviceName), route.id);
        }
    } else if (kong::KongClient *client = m_session->kong()) {
        // Consumers are read for this alone: nobody follows them yet.
        kong::ListOptions<kong::Consumer> options;
        options.asker = QStringLiteral("plugins");
        m_jobs.restart(QStringLiteral("consumers"), client->list(options, this))
            ->done(this, [this, show](const Result<kong::Listed<kong::Consumer>> &listed) {
                if (!listed || !listed->rows || m_kind->currentData().toString() != kong::kindId(Kind::Consumer))
                    return;
                std::vector<std::pair<QString, QString>> found;
                for (const kong::Consumer &consumer : *listed->rows)
                    found.emplace_back(visibleText(consumer.shownName()), consumer.id);
                show(std::move(found));
            });
    }
    show(std::move(names));
}

} // namespace mk
