// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/findings/FindingDrawer.h"

#include "core/Format.h"
#include "core/SafeText.h"
#include "models/FindingText.h"
#include "models/MarkedText.h"
#include "models/PlanText.h"
#include "widgets/Banner.h"
#include "widgets/Buttons.h"
#include "widgets/Labels.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace mk {

namespace {

QString weightTitle(FindingNote::Weight weight)
{
    switch (weight) {
    case FindingNote::Weight::Proven:
        return FindingDrawer::tr("What is certain");
    case FindingNote::Weight::Suggested:
        return FindingDrawer::tr("What is likely");
    case FindingNote::Weight::Elsewhere:
        return FindingDrawer::tr("What only Kubernetes or a log can tell");
    }
    return {};
}

QWidget *paddedPage(QVBoxLayout **column, QWidget *parent)
{
    auto *page = new QWidget(parent);
    *column = new QVBoxLayout(page);
    (*column)->setContentsMargins(16, 0, 16, 8);
    (*column)->setSpacing(8);
    return page;
}

} // namespace

FindingDrawer::FindingDrawer(const PanelContext &context, QWidget *parent)
    : DetailDrawer(context.theme, parent)
    , m_context(context)
    , m_path(makeButton(context.theme, tr("Path"), QStringLiteral("route-2"), this))
    , m_mute(makeButton(context.theme, tr("Mute…"), QStringLiteral("eye"), this))
    , m_copy(makeButton(context.theme, tr("Copy explanation"), QStringLiteral("copy"), this))
{
    auto *page = new QWidget;
    m_column = new QVBoxLayout(page);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
    m_facts = new FactGrid(context.theme, page);
    m_column->addWidget(m_facts);
    m_column->addStretch();
    addTab(detailtab::summary(), tr("Summary"), page);
    addFootButton(m_path);
    addFootButton(m_copy);
    addFootButton(m_mute, true);
    connect(m_facts, &FactGrid::linkActivated, this, [this] { Q_EMIT entityRequested(m_row); });
    connect(m_path, &QPushButton::clicked, this, [this] { Q_EMIT pathRequested(m_row); });
    connect(m_copy, &QPushButton::clicked, this, [this] { QApplication::clipboard()->setText(explanation()); });
    connect(m_mute, &QPushButton::clicked, this, [this] {
        if (m_row.state == FindingRow::State::Muted)
            Q_EMIT unmuteRequested(m_row);
        else
            Q_EMIT muteRequested(m_row);
    });
}

void FindingDrawer::show(const FindingRow &row)
{
    m_row = row;
    refreshHead();
    // Whoever is at a command or selects a text keeps it until he leaves.
    const QWidget *focus = QApplication::focusWidget();
    const bool isBusy = m_built && m_built->key() == row.key() && m_sections && focus && m_sections->isAncestorOf(focus);
    if (!isBusy && (!m_built || !(m_built->finding == row.finding))) {
        refreshSections();
        m_built = row;
    }
    refreshFacts();
    refreshBlocked();
}

void FindingDrawer::refreshHead()
{
    setTitle(visibleText(m_row.finding.entity.name));
    setTag(m_row.finding.entity.kind == QLatin1String("system") ? QString() : entityKindWord(m_row.finding.entity.kind));
    const Status status = findingStatus(m_row);
    switch (m_row.state) {
    case FindingRow::State::Now:
        setStateLine(status, findingWord(m_row), tr("since %1").arg(format::timeOfDay(m_row.since)));
        break;
    case FindingRow::State::Unverified:
        setStateLine(status, findingWord(m_row), tr("last seen %1; not known whether it still is so").arg(format::timeOfDay(m_row.until)));
        break;
    case FindingRow::State::Muted:
        setStateLine(Status::None, tr("Muted: %1").arg(visibleText(m_row.muteReason)));
        break;
    case FindingRow::State::Gone:
        setStateLine(Status::Ok, tr("Gone since %1").arg(format::timeOfDay(m_row.until)));
        break;
    }
    static const QStringList withPath{QStringLiteral("queue"), QStringLiteral("api"), QStringLiteral("service"), QStringLiteral("route")};
    const bool isOfConsul = m_row.finding.entity.system == System::Consul;
    m_path->setVisible(withPath.contains(m_row.finding.entity.kind) && !isOfConsul);
    m_path->setToolTip(m_row.finding.entity.kind == QLatin1String("queue") ? tr("The way of a message into this queue") : tr("The way of a request to it"));
    m_mute->setText(m_row.state == FindingRow::State::Muted ? tr("Unmute") : tr("Mute…"));
    m_mute->setVisible(m_row.state != FindingRow::State::Gone);
    // Buttons that somebody is about to press stay.
    QStringList head{m_row.key(), QString::number(int(m_row.state)), findingTitle(m_row.finding), findingMeaning(m_row.finding)};
    for (const FindingRepair &repair : std::as_const(m_row.finding.repairs))
        head.append(findingRepairText(repair));
    if (m_head == head.join(QLatin1Char('\n')))
        return;
    m_head = head.join(QLatin1Char('\n'));
    banner()->setMessage(status, findingTitle(m_row.finding), findingMeaning(m_row.finding));
    m_repairs.clear();
    if (m_row.isOpen()) {
        for (int which = 0; which < int(m_row.finding.repairs.size()); ++which) {
            QPushButton *button = banner()->addButton(findingRepairText(m_row.finding.repairs.at(which)), QStringLiteral("tool"), which == 0);
            connect(button, &QPushButton::clicked, this, [this, which] { Q_EMIT repairRequested(m_row, which); });
            m_repairs.append(button);
        }
    }
}

void FindingDrawer::refreshBlocked()
{
    for (int which = 0; which < int(m_repairs.size()); ++which) {
        const FindingRepair &repair = m_row.finding.repairs.at(which);
        const System system = findingRepairSystem(repair.kind);
        const QString why = m_whyNot ? m_whyNot(system) : QString();
        m_repairs.at(which)->setEnabled(why.isEmpty());
        m_repairs.at(which)->setToolTip(why.isEmpty() ? QString() : tooltipText(why));
    }
}

void FindingDrawer::refreshFacts()
{
    const Finding &finding = m_row.finding;
    const QString kind = finding.entity.kind == QLatin1String("system") ? QString() : entityKindWord(finding.entity.kind);
    QList<Fact> facts{{.label = tr("Where"),
                       .value = visibleText(finding.entity.name),
                       .mono = true,
                       .note = kind,
                       .elideMiddle = true,
                       .copyText = finding.entity.name,
                       .link = QStringLiteral("entity"),
                       .tooltip = tr("Opens it in its panel")},
                      {.label = tr("Systems"), .value = findingSystems(finding)},
                      {.label = tr("First seen"), .value = format::dateTime(m_row.since), .tooltip = format::iso(m_row.since)}};
    const QStringList paths = finding.args.value(QStringLiteral("paths")).toStringList();
    if (!paths.isEmpty())
        facts.append({.label = tr("Client path"), .value = visibleText(paths.join(QStringLiteral(", "))), .mono = true, .copyText = paths.join(QLatin1Char('\n'))});
    facts.append({.label = tr("Identifier"), .value = visibleText(finding.id()), .mono = true, .elideMiddle = true, .copyText = finding.id()});
    m_facts->setFacts(facts);
}

void FindingDrawer::refreshSections()
{
    delete m_sections;
    m_sections = new QWidget;
    auto *all = new QVBoxLayout(m_sections);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    m_column->insertWidget(1, m_sections);
    for (const FindingNote::Weight weight : {FindingNote::Weight::Proven, FindingNote::Weight::Suggested, FindingNote::Weight::Elsewhere}) {
        if (weight == FindingNote::Weight::Suggested && !m_row.finding.evidence.isEmpty()) {
            auto *section = new Section(m_context.theme, tr("Evidence"), m_sections);
            section->setCount(format::count(m_row.finding.evidence.size()));
            QVBoxLayout *column = nullptr;
            QWidget *page = paddedPage(&column, section);
            for (const FindingEvidence &evidence : std::as_const(m_row.finding.evidence))
                addEvidence(column, evidence);
            section->setContent(page);
            all->addWidget(section);
        }
        QVBoxLayout *column = nullptr;
        for (const FindingNote &note : std::as_const(m_row.finding.notes)) {
            if (note.weight != weight)
                continue;
            if (!column) {
                auto *section = new Section(m_context.theme, weightTitle(weight), m_sections);
                section->setContent(paddedPage(&column, section));
                all->addWidget(section);
            }
            addNote(column, note);
        }
    }
}

void FindingDrawer::addEvidence(QVBoxLayout *into, const FindingEvidence &evidence)
{
    auto *row = new QWidget;
    auto *lines = new QVBoxLayout(row);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(0);
    auto *value = new TextLabel(m_context.theme, FontRole::Code, Tone::Normal, row);
    value->setText(visibleText(evidence.field.isEmpty() ? evidence.value : evidence.field + QStringLiteral(": ") + evidence.value));
    value->setWordWrap(true);
    value->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *source = new ElidedLabel(m_context.theme, FontRole::Small, Tone::Dim, row);
    source->setText(systemName(evidence.system) + QStringLiteral(", ") + visibleText(evidence.call));
    lines->addWidget(value);
    lines->addWidget(source);
    into->addWidget(row);
}

void FindingDrawer::addNote(QVBoxLayout *into, const FindingNote &note)
{
    auto *sentence = new MarkedLabel(m_context.theme, FontRole::Body, Tone::Normal);
    sentence->setMarkedText(findingNoteText(note));
    into->addWidget(sentence);
    if (note.command.isEmpty())
        return;
    auto *line = new QWidget;
    auto *row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 4);
    row->setSpacing(8);
    auto *command = new TextLabel(m_context.theme, FontRole::Code, Tone::Secondary, line);
    command->setText(visibleText(note.command));
    command->setWordWrap(true);
    command->setTextInteractionFlags(Qt::TextSelectableByMouse);
    row->addWidget(command, 1);
    QToolButton *copy = makeIconButton(m_context.theme, QStringLiteral("copy"), tr("Copy command"), line);
    copy->setAccessibleDescription(visibleText(note.command));
    connect(copy, &QToolButton::clicked, this, [text = note.command] { QApplication::clipboard()->setText(text); });
    row->addWidget(copy, 0, Qt::AlignTop);
    into->addWidget(line);
}

// For a ticket or a chat: sentences and evidence as they stand here.
QString FindingDrawer::explanation() const
{
    const Finding &finding = m_row.finding;
    QStringList lines{findingWord(m_row) + QStringLiteral(": ") + withoutMarks(findingTitle(finding)), withoutMarks(findingMeaning(finding))};
    for (const FindingEvidence &evidence : finding.evidence)
        lines.append(QStringLiteral("- ") + evidence.call + QStringLiteral("  ") + evidence.field + QStringLiteral(": ") + visibleText(evidence.value));
    for (const FindingNote::Weight weight : {FindingNote::Weight::Proven, FindingNote::Weight::Suggested, FindingNote::Weight::Elsewhere}) {
        QStringList own;
        for (const FindingNote &note : finding.notes) {
            if (note.weight == weight)
                own.append(QStringLiteral("- ") + withoutMarks(findingNoteText(note)) + (note.command.isEmpty() ? QString() : QString(QLatin1Char(' ') + note.command)));
        }
        if (!own.isEmpty())
            lines += QStringList{QString(), weightTitle(weight)} + own;
    }
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

} // namespace mk
