// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/services/CheckList.h"

#include "core/SafeText.h"
#include "panels/ServiceColumns.h"
#include "widgets/Badges.h"
#include "widgets/Labels.h"

#include <QHBoxLayout>
#include <QLayoutItem>
#include <QVBoxLayout>

namespace mk {

CheckList::CheckList(const Theme *theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(16, 8, 16, 12);
    m_layout->setSpacing(12);
}

void CheckList::setChecks(const QList<consul::Check> &checks, const QString &empty)
{
    if (m_filled && checks == m_checks)
        return; // a selection in an output survives the refresh
    m_filled = true;
    m_checks = checks;
    while (QLayoutItem *item = m_layout->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    if (checks.isEmpty()) {
        auto *label = new TextLabel(m_theme, FontRole::Body, Tone::Secondary, this);
        label->setText(empty);
        label->setWordWrap(true);
        m_layout->addWidget(label);
    }
    for (const consul::Check &check : checks)
        m_layout->addWidget(makeRow(check));
    m_layout->addStretch();
}

QWidget *CheckList::makeRow(const consul::Check &check)
{
    auto *row = new QWidget(this);
    auto *column = new QVBoxLayout(row);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);

    auto *head = new QHBoxLayout;
    head->setSpacing(8);
    auto *badge = new Badge(m_theme, row);
    badge->setStatus(healthStatus(check.health),
                     check.isMaintenance() ? tr("Maintenance")
                     : check.status.isEmpty() || check.status == consul::healthId(check.health)
                         ? healthWord(check.health)
                         : visibleText(check.status));
    auto *name = new ElidedLabel(m_theme, FontRole::BodyMedium, Tone::Normal, row);
    name->setText(visibleText(check.name.isEmpty() ? check.id : check.name));
    head->addWidget(badge);
    head->addWidget(name, 1);
    QStringList notes;
    if (check.isNodeCheck())
        notes.append(tr("of the node"));
    if (!check.type.isEmpty())
        notes.append(visibleText(check.type));
    if (!notes.isEmpty()) {
        auto *note = new TextLabel(m_theme, FontRole::Small, Tone::Dim, row);
        note->setText(notes.join(QStringLiteral(", ")));
        head->addWidget(note);
    }
    column->addLayout(head);

    const auto addText = [&](const QString &text, FontRole role) {
        if (text.trimmed().isEmpty())
            return;
        auto *label = new TextLabel(m_theme, role, Tone::Secondary, row);
        label->setText(visibleMultiline(text.left(4000)).trimmed());
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        column->addWidget(label);
    };
    addText(check.notes, FontRole::Small);
    addText(check.output, FontRole::Code);
    return row;
}

} // namespace mk
