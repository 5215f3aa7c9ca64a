// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/plugins/PluginDrawer.h"

#include "core/Format.h"
#include "core/SafeText.h"
#include "models/JsonDocument.h"
#include "panels/KongColumns.h"
#include "widgets/Buttons.h"
#include "widgets/CodeEditor.h"

#include <QMenu>
#include <QPushButton>
#include <QToolButton>

namespace mk {

PluginDrawer::PluginDrawer(const PanelContext &context, QWidget *parent)
    : DetailDrawer(context.theme, parent)
    , m_context(context)
    , m_facts(new FactGrid(context.theme))
    , m_json(new JsonView(context.theme, tr("Raw answer")))
    , m_edit(makeButton(context.theme, tr("Edit"), QStringLiteral("pencil"), this))
    , m_duplicate(makeButton(context.theme, tr("Duplicate"), QStringLiteral("copy"), this))
    , m_more(makeIconButton(context.theme, QStringLiteral("dots"), tr("More"), this))
    , m_switch(makeButton(context.theme, tr("Switch off"), QStringLiteral("ban"), this))
    , m_delete(makeButton(context.theme, tr("Delete…"), QStringLiteral("trash"), this))
{
    addTab(QStringLiteral("summary"), tr("Summary"), m_facts);
    addTab(QStringLiteral("json"), tr("JSON"), m_json, false);
    addFootButton(m_edit);
    addFootButton(m_duplicate);
    addFootButton(m_switch);
    addHeadButton(m_more);
    auto *menu = new QMenu(m_more);
    menu->addAction(tr("Move to…"), this, &PluginDrawer::moveRequested);
    menu->addAction(tr("Copy to…"), this, &PluginDrawer::copyRequested);
    m_more->setMenu(menu);
    m_more->setPopupMode(QToolButton::InstantPopup);
    addFootButton(m_delete, true);
    connect(m_edit, &QPushButton::clicked, this, &PluginDrawer::editRequested);
    connect(m_duplicate, &QPushButton::clicked, this, &PluginDrawer::duplicateRequested);
    connect(m_switch, &QPushButton::clicked, this, &PluginDrawer::switchRequested);
    connect(m_delete, &QPushButton::clicked, this, &PluginDrawer::deleteRequested);
    connect(m_facts, &FactGrid::linkActivated, this, &PluginDrawer::entityChosen);
}

void PluginDrawer::setBlocked(const QString &why)
{
    for (QAbstractButton *button : std::initializer_list<QAbstractButton *>{m_edit, m_duplicate, m_switch, m_delete, m_more}) {
        button->setEnabled(why.isEmpty());
        const QString name = button == m_more ? tr("More") : QString();
        button->setToolTip(why.isEmpty() ? name : tooltipText(why));
    }
}

void PluginDrawer::show(const KongPluginRecord &record)
{
    m_record = record;
    const kong::Plugin &plugin = record.plugin;
    setTitle(visibleText(plugin.name));
    setTag(scopeWord(plugin.scope));
    setStateLine(plugin.enabled ? Status::Ok : Status::Unknown, plugin.enabled ? tr("On") : tr("Off"));
    m_switch->setText(plugin.enabled ? tr("Switch off") : tr("Switch on"));
    const auto fact = [](const QString &label, const QString &value) {
        return Fact{.label = label, .value = value.isEmpty() ? format::notGiven() : visibleText(value)};
    };
    QList<Fact> facts;
    if (!plugin.instanceName.isEmpty())
        facts.append(fact(tr("Instance name"), plugin.instanceName));
    using kong::Kind;
    const std::vector<std::tuple<Kind, QString, QString>> bound{{Kind::Api, plugin.scope.apiId, record.apiName},
                                                                {Kind::Service, plugin.scope.serviceId, record.serviceName},
                                                                {Kind::Route, plugin.scope.routeId, record.routeName},
                                                                {Kind::Consumer, plugin.scope.consumerId, record.consumerName}};
    for (const auto &[kind, id, name] : bound) {
        if (id.isEmpty())
            continue;
        Fact scope = fact(kongKindWord(kind), name);
        scope.tooltip = id;
        scope.link = KongRouteRecord::keyOf(kind, id);
        facts.append(scope);
    }
    if (plugin.scope.isGlobal())
        facts.append(fact(tr("Applies to"), tr("every request")));
    facts.append(fact(tr("Protocols"), plugin.protocols.isEmpty() ? tr("any") : plugin.protocols.join(QStringLiteral(", "))));
    if (!plugin.tags.isEmpty())
        facts.append(fact(tr("Tags"), plugin.tags.join(QStringLiteral(", "))));
    // The configuration, member by member; secrets stay masked.
    const Result<JsonDocument> config = JsonDocument::parse(maskedConfig(plugin.config).toUtf8());
    if (config) {
        for (const auto &[name, value] : config->root().items()) {
            if (value.is_null())
                continue;
            const QString text = value.is_string()
                ? QString::fromStdString(value.get_ref<const std::string &>())
                : QString::fromStdString(value.dump(-1, ' ', false, JsonDocument::Value::error_handler_t::replace));
            Fact member = fact(visibleText(QString::fromStdString(name)), text);
            member.mono = !text.isEmpty();
            member.tooltip = text;
            facts.append(member);
        }
    }
    Fact created = fact(tr("Created"), plugin.createdAt.isValid() ? format::ago(plugin.createdAt, m_context.clock->now())
                                                                  : QString());
    created.tooltip = plugin.createdAt.isValid() ? format::dateTime(plugin.createdAt) : QString();
    facts.append(created);
    Fact id = fact(tr("Id"), plugin.id);
    id.mono = true;
    id.elideMiddle = true;
    id.copyText = plugin.id;
    facts.append(id);
    m_facts->setFacts(facts);
    const QString json = maskedEntity(plugin.json);
    if (m_json->text() != json)
        m_json->setText(json);
}

} // namespace mk
