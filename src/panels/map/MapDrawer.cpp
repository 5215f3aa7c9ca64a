// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/map/MapDrawer.h"

#include "core/Format.h"
#include "core/SafeText.h"
#include "models/MapText.h"
#include "widgets/Banner.h"
#include "widgets/Buttons.h"
#include "widgets/Labels.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace mk {

MapDrawer::MapDrawer(const PanelContext &context, QWidget *parent)
    : DetailDrawer(context.theme, parent)
    , m_context(context)
    , m_addBox(new QWidget)
    , m_offered(new QComboBox(m_addBox))
    , m_add(makeButton(context.theme, tr("Put here"), QStringLiteral("plus"), m_addBox))
{
    auto *page = new QWidget;
    m_column = new QVBoxLayout(page);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
    m_facts = new FactGrid(context.theme, page);
    m_column->addWidget(m_facts);
    auto *add = new QVBoxLayout(m_addBox);
    add->setContentsMargins(16, 8, 16, 16);
    add->setSpacing(6);
    auto *label = new TextLabel(context.theme, FontRole::Body, Tone::Secondary, m_addBox);
    label->setText(tr("Belongs together, though no server says so"));
    label->setBuddy(m_offered);
    m_offered->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_offered->setMinimumContentsLength(16);
    m_offered->setMaxVisibleItems(16);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_offered, 1);
    row->addWidget(m_add);
    add->addWidget(label);
    add->addLayout(row);
    m_column->addWidget(m_addBox);
    m_column->addStretch();
    addTab(detailtab::summary(), tr("Summary"), page);
    connect(m_facts, &FactGrid::linkActivated, this, &MapDrawer::serviceOpened);
    connect(m_add, &QPushButton::clicked, this, [this] {
        const int index = m_offered->currentIndex();
        if (index < 0 || index >= m_choices.size())
            return;
        const Choice &choice = m_choices.at(index);
        QList<MapCorrection> corrections;
        if (m_row.kind == MapRow::Kind::Service) {
            corrections.append({choice.ref, m_row.key, true});
        } else { // all that goes to this host is that service's
            for (const MapPart &way : m_row.ways)
                corrections.append({way.ref, choice.ref, true});
        }
        Q_EMIT corrected(corrections, m_row.kind == MapRow::Kind::Service
                             ? tr("%1 belongs to %2.").arg(choice.text, visibleText(m_row.name))
                             : tr("%1 belongs to %2.").arg(visibleText(m_row.name), choice.text));
    });
}

void MapDrawer::show(const MapRow &row, const QList<Choice> &offered)
{
    setTitle(visibleText(row.name));
    setTag(maptext::kindWord(row));
    setStateLine(maptext::status(row), maptext::stateWord(row));
    const QString reason = maptext::stateReason(row);
    if (reason.isEmpty())
        banner()->clear();
    else if (banner()->text() != reason || banner()->status() != maptext::status(row))
        banner()->setMessage(maptext::status(row), maptext::stateWord(row), reason);
    QList<Fact> facts;
    Fact service{.label = tr("Consul"), .value = maptext::consul(row)};
    if (row.kind == MapRow::Kind::Service)
        service.link = row.name;
    facts.append(service);
    facts.append({.label = tr("Ports"), .value = maptext::ports(row), .tone = row.ports == MapRow::Ports::Differ ? Tone::Warn : Tone::Normal});
    facts.append({.label = tr("Findings"), .value = row.findings == 0 ? tr("None") : format::count(row.findings)});
    if (!row.nearest.isEmpty())
        facts.append({.label = tr("Nearest service"), .value = visibleText(row.nearest), .mono = true, .link = row.nearest});
    m_facts->setFacts(facts);
    if (!m_built || !(m_row == row)) {
        m_row = row;
        rebuild();
    }
    if (m_choices != offered) { // what somebody is choosing from stays under his hand
        const QString chosen = m_offered->currentText();
        m_choices = offered;
        m_offered->clear();
        for (const Choice &choice : offered)
            m_offered->addItem(choice.text);
        m_offered->setCurrentIndex(std::max(0, m_offered->findText(chosen)));
    }
    m_addBox->setVisible(!offered.isEmpty());
}

void MapDrawer::rebuild()
{
    m_built = true;
    delete m_parts;
    m_parts = new QWidget;
    m_partColumn = new QVBoxLayout(m_parts);
    m_partColumn->setContentsMargins(0, 0, 0, 0);
    m_partColumn->setSpacing(0);
    const std::pair<QString, const std::vector<MapPart> *> sections[] = {
        {tr("On Kong"), &m_row.ways}, {tr("Queues"), &m_row.queues}, {tr("Scrape targets"), &m_row.targets}};
    for (const auto &[title, parts] : sections) {
        if (parts->empty())
            continue;
        auto *section = new Section(m_context.theme, title, m_parts);
        section->setCount(format::count(qint64(parts->size())));
        m_partColumn->addWidget(section);
        for (const MapPart &part : *parts)
            addPart(part);
    }
    m_column->insertWidget(1, m_parts);
}

void MapDrawer::addPart(const MapPart &part)
{
    const Theme *theme = m_context.theme;
    auto *box = new QWidget(m_parts);
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(16, 0, 16, 12);
    column->setSpacing(4);
    const auto line = [&](FontRole role, Tone tone, const QString &text) {
        auto *label = new TextLabel(theme, role, tone, box);
        label->setWordWrap(true);
        label->setText(text);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        column->addWidget(label);
    };
    auto *head = new QHBoxLayout;
    head->setSpacing(8);
    QToolButton *name = makeLinkButton(theme, actionText(visibleText(part.name)), QString(), box);
    name->setAccessibleName(visibleText(part.name));
    connect(name, &QToolButton::clicked, this, [this, part] { Q_EMIT partOpened(part); });
    head->addWidget(name);
    auto *kind = new TextLabel(theme, FontRole::Small, Tone::Secondary, box);
    kind->setText(maptext::partKind(part));
    head->addWidget(kind);
    head->addStretch(1);
    auto *apart = makeButton(theme, tr("Not here"), QString(), box);
    setSmallButton(apart);
    apart->setToolTip(tooltipText(tr("%1 does not belong to %2: this is kept with the environment").arg(part.name, m_row.name)));
    apart->setAccessibleName(tr("%1 does not belong here").arg(visibleText(part.name)));
    apart->setVisible(m_row.kind == MapRow::Kind::Service);
    connect(apart, &QPushButton::clicked, this, [this, part] {
        Q_EMIT corrected({{part.ref, m_row.key, false}}, tr("%1 does not belong to %2.").arg(visibleText(part.name), visibleText(m_row.name)));
    });
    head->addWidget(apart);
    column->addLayout(head);
    line(FontRole::Body, part.certainty == MapPart::Certainty::Suggested ? Tone::Warn : Tone::Normal,
         tr("%1: %2", "how certain it is, and why").arg(maptext::certainty(part.certainty), maptext::why(part)));
    line(FontRole::Code, Tone::Secondary, maptext::evidence(part));
    m_partColumn->addWidget(box);
}

} // namespace mk
