// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/plugins/ScopeDialog.h"

#include "core/SafeText.h"
#include "models/Schema.h"
#include "panels/KongColumns.h"
#include "panels/KongDesk.h"
#include "panels/plugins/ScopeChooser.h"
#include "platform/PlatformSession.h"
#include "widgets/Buttons.h"
#include "widgets/Labels.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace mk {

ScopeDialog::ScopeDialog(const PanelContext &context, PlatformSession *session, const KongPluginRecord &record,
                         Purpose purpose, QWidget *parent)
    : DialogFrame(context.theme, purpose == Purpose::Move ? tr("Move plugin") : tr("Copy plugin"), parent)
    , m_record(record)
    , m_chooser(new ScopeChooser(context, session, this))
    , m_note(new TextLabel(context.theme, FontRole::Small, Tone::Secondary, this))
{
    const QString name = visibleText(record.plugin.name);
    const QString on = visibleText(!record.apiName.isEmpty()       ? record.apiName
                                   : !record.routeName.isEmpty()   ? record.routeName
                                   : !record.serviceName.isEmpty() ? record.serviceName
                                                                   : record.consumerName);
    setSubtitle(on.isEmpty() ? tr("%1, global").arg(name) : tr("%1 on %2").arg(name, on));
    auto *sentence = new TextLabel(context.theme, FontRole::Body, Tone::Secondary, this);
    sentence->setWordWrap(true);
    sentence->setText(purpose == Purpose::Move
                          ? tr("It stops applying where it is now, and applies there from then on.")
                          : tr("The copy has the same configuration; the plugin stays as it is."));
    auto *texts = new QVBoxLayout;
    texts->setContentsMargins(16, 12, 16, 0);
    texts->addWidget(sentence);
    body()->addLayout(texts);
    body()->addWidget(m_chooser);
    auto *foot = new QVBoxLayout;
    foot->setContentsMargins(16, 4, 16, 12);
    m_note->setWordWrap(true);
    foot->addWidget(m_note);
    foot->addStretch(1);
    body()->addLayout(foot, 1);
    addCancelButton();
    m_apply = makeButton(context.theme, purpose == Purpose::Move ? tr("Move") : tr("Copy"), QString(), this,
                         ButtonKind::Primary);
    m_apply->setDefault(true);
    addFootButton(m_apply);
    connect(m_apply, &QPushButton::clicked, this, [this] {
        Q_EMIT scopeChosen(wanted(), m_chooser->chosenName());
        accept();
    });
    m_chooser->setScope(record.plugin.scope);
    connect(m_chooser, &ScopeChooser::chosen, this, &ScopeDialog::refresh);
    if (session && session->kong()) {
        m_jobs.restart(QStringLiteral("schema"), readPluginSchema(session->kong(), record.plugin.name, this))
            ->done(this, [this](const Result<Schema> &schema) {
                if (!schema)
                    return; // the server will tell
                m_unbound = schema->unboundKinds();
                refresh();
            });
    }
    resize(context.theme->scaled(520), context.theme->scaled(280));
    refresh();
}

ScopeDialog::~ScopeDialog() = default;

// A plugin may be bound to a consumer and to something else at once: the consumer stays with it.
kong::PluginScope ScopeDialog::wanted() const
{
    kong::PluginScope scope = m_chooser->scope();
    const kong::PluginScope &now = m_record.plugin.scope;
    const bool both =
        !now.consumerId.isEmpty() && !(now.apiId.isEmpty() && now.serviceId.isEmpty() && now.routeId.isEmpty());
    if (both && scope.consumerId.isEmpty())
        scope.consumerId = now.consumerId;
    return scope;
}

void ScopeDialog::refresh()
{
    m_chooser->setUnbound(m_unbound);
    const kong::PluginScope scope = wanted();
    const kong::PluginScope chosen = m_chooser->scope();
    const bool refused = (!chosen.consumerId.isEmpty() && m_unbound.contains(kong::kindId(kong::Kind::Consumer))) ||
                         (!chosen.serviceId.isEmpty() && m_unbound.contains(kong::kindId(kong::Kind::Service))) ||
                         (!chosen.routeId.isEmpty() && m_unbound.contains(kong::kindId(kong::Kind::Route)));
    m_apply->setEnabled(m_chooser->isComplete() && !refused && scope != m_record.plugin.scope);
    const bool keeps = !scope.consumerId.isEmpty() && chosen.consumerId.isEmpty();
    m_note->setText(keeps ? tr("It stays bound to the consumer %1 as well.").arg(visibleText(m_record.consumerName))
                    : scope == m_record.plugin.scope && m_chooser->isComplete() ? tr("It applies there already.")
                                                                                : QString());
}

} // namespace mk
