// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/KongEntityDrawer.h"

#include "core/Format.h"
#include "core/SafeText.h"
#include "panels/KongColumns.h"
#include "platform/KongShown.h"
#include "platform/PlatformSession.h"
#include "widgets/Buttons.h"
#include "widgets/CodeEditor.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace mk {

KongEntityDrawer::KongEntityDrawer(const PanelContext &context, QWidget *parent)
    : DetailDrawer(context.theme, parent)
    , m_context(context)
    , m_facts(new FactGrid(context.theme))
    , m_json(new JsonView(context.theme, tr("Raw answer")))
    , m_edit(makeButton(context.theme, tr("Edit"), QStringLiteral("pencil"), this))
    , m_delete(makeButton(context.theme, tr("Delete…"), QStringLiteral("trash"), this))
{
    auto *page = new QWidget;
    m_summary = new QVBoxLayout(page);
    m_summary->setContentsMargins(0, 0, 0, 0);
    m_summary->setSpacing(0);
    m_summary->addWidget(m_facts);
    m_summary->addStretch(1);
    addTab(detailtab::summary(), tr("Summary"), page);
    addTab(detailtab::json(), tr("JSON"), m_json, false);
    addFootButton(m_edit);
    addFootButton(m_delete, true);
    connect(m_edit, &QPushButton::clicked, this, &KongEntityDrawer::editRequested);
    connect(m_delete, &QPushButton::clicked, this, &KongEntityDrawer::deleteRequested);
    connect(m_facts, &FactGrid::linkActivated, this, [this](const QString &link) {
        Q_EMIT entityChosen(link.section(QLatin1Char('|'), 0, 0), link.section(QLatin1Char('|'), 1));
    });
}

KongEntityDrawer::~KongEntityDrawer() = default;

PlatformSession *KongEntityDrawer::session() const
{
    return m_session;
}

void KongEntityDrawer::setSession(PlatformSession *session)
{
    m_session = session;
    m_record = {};
    sessionChanged();
}

void KongEntityDrawer::addSection(QWidget *section)
{
    m_summary->insertWidget(m_summary->count() - 1, section);
}

void KongEntityDrawer::setBlocked(const QString &why)
{
    m_blocked = why;
    for (QPushButton *button : {m_edit, m_delete}) {
        button->setEnabled(why.isEmpty());
        button->setToolTip(why.isEmpty() ? QString() : tooltipText(why));
    }
    blockedChanged(why);
}

Fact KongEntityDrawer::linkFact(const QString &label, const QString &value, const QString &panelId, const QString &key)
{
    Fact fact = textFact(label, value);
    fact.link = panelId + QLatin1Char('|') + key;
    return fact;
}

void KongEntityDrawer::setTitleOf(const KongEntityRecord &record)
{
    setTitle(visibleText(record.entity.shownName()));
}

void KongEntityDrawer::show(const KongEntityRecord &record)
{
    const bool another = record.key() != m_record.key();
    m_record = record;
    setTitleOf(record);
    setTag(kongKindWord(record.entity.kind));
    refreshFacts();
    const QString json = QString::fromUtf8(kongshown::entity(record.entity.kind, record.entity.json));
    if (m_json->text() != json)
        m_json->setText(json);
    if (another)
        entityChanged();
}

void KongEntityDrawer::refreshFacts()
{
    const kong::Entity &entity = m_record.entity;
    if (entity.id.isEmpty())
        return;
    QList<Fact> facts = factsOf(m_record);
    if (!entity.tags.isEmpty())
        facts.append(textFact(tr("Tags"), entity.tags.join(QStringLiteral(", "))));
    const QDateTime now = m_context.clock->now();
    const auto time = [&](const QString &label, const QDateTime &when) {
        if (!when.isValid())
            return;
        Fact fact = textFact(label, format::ago(when, now));
        fact.tooltip = format::dateTime(when);
        facts.append(fact);
    };
    time(tr("Created"), entity.createdAt);
    if (entity.updatedAt.isValid() && entity.updatedAt != entity.createdAt)
        time(tr("Changed"), entity.updatedAt);
    Fact id = codeFact(tr("Id"), entity.id);
    id.elideMiddle = true;
    id.copyText = entity.id;
    facts.append(id);
    m_facts->setFacts(facts);
}

void KongEntityDrawer::showEvent(QShowEvent *event)
{
    DetailDrawer::showEvent(event);
    followNow(true);
}

void KongEntityDrawer::hideEvent(QHideEvent *event)
{
    DetailDrawer::hideEvent(event);
    followNow(false);
}

} // namespace mk
