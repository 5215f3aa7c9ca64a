// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/EditorPage.h"

#include "widgets/Badges.h"
#include "widgets/Banner.h"
#include "widgets/Buttons.h"
#include "widgets/FormRow.h"
#include "widgets/Labels.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace mk {

EditorPage::EditorPage(const Theme *theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_rows(new QVBoxLayout(this))
    , m_head(new QHBoxLayout)
    , m_badge(new Badge(theme, this))
    , m_banner(new Banner(theme, this))
    , m_stack(new QStackedWidget(this))
    , m_merge(new ThreeWayView(theme, m_stack))
{
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(0);
    m_head->setContentsMargins(16, 8, 16, 8);
    m_head->setSpacing(8);
    m_rows->addLayout(m_head);
    auto *bannerBox = new QVBoxLayout;
    bannerBox->setContentsMargins(16, 0, 16, 8);
    bannerBox->addWidget(m_banner);
    m_rows->addLayout(bannerBox);
    m_banner->clear();
    m_rows->addWidget(makeLine(theme, Qt::Horizontal, this));
    m_stack->addWidget(m_merge);
    m_rows->addWidget(m_stack, 1);
    buildFoot();
    connect(m_merge, &ThreeWayView::resolvedChanged, this, &EditorPage::mergeEdited);
    connect(m_merge, &ThreeWayView::resultChanged, this, &EditorPage::mergeEdited);
    connect(this, &EditorPage::mergeEdited, this, &EditorPage::refresh);
}

void EditorPage::buildFoot()
{
    m_rows->addWidget(makeLine(m_theme, Qt::Horizontal, this));
    m_foot = new QHBoxLayout;
    m_foot->setContentsMargins(16, 10, 16, 10);
    m_foot->setSpacing(8);
    m_note = new TextLabel(m_theme, FontRole::Small, Tone::Secondary, this);
    m_note->setWordWrap(true);
    m_foot->addWidget(m_note, 1);
    m_discard = makeButton(m_theme, tr("Discard"), QString(), this);
    m_keep = makeButton(m_theme, tr("Keep editing"), QString(), this);
    m_save = makeButton(m_theme, tr("Save"), QString(), this, ButtonKind::Primary);
    for (QPushButton *button : {m_discard, m_keep, m_save})
        m_foot->addWidget(button);
    m_rows->addLayout(m_foot);
    connect(m_discard, &QPushButton::clicked, this, &EditorPage::discardRequested);
    connect(m_keep, &QPushButton::clicked, this, &EditorPage::keepEditingRequested);
    connect(m_save, &QPushButton::clicked, this, &EditorPage::saveRequested);
}

void EditorPage::setBody(QWidget *body)
{
    m_body = body;
    m_stack->insertWidget(0, body);
    m_stack->setCurrentWidget(body);
}

QHBoxLayout *EditorPage::addDetails()
{
    auto *details = new QHBoxLayout;
    details->setContentsMargins(16, 4, 16, 4);
    details->setSpacing(8);
    const int aboveFoot = m_rows->count() - 2; // the foot and its line
    m_rows->insertWidget(aboveFoot, makeLine(m_theme, Qt::Horizontal, this));
    m_rows->insertLayout(aboveFoot + 1, details);
    return details;
}

void EditorPage::addFootButton(QPushButton *button)
{
    m_foot->insertWidget(m_foot->indexOf(m_discard), button);
    setTabOrder(button, m_discard);
}

void EditorPage::setState(const State &state)
{
    m_state = state;
    refresh();
}

void EditorPage::openMerge(const MergeSide &opened, const MergeSide &server, const MergeSide &mine)
{
    m_inConflict = true;
    m_merge->setSides(opened, server, mine);
    m_stack->setCurrentWidget(m_merge);
    refresh();
}

void EditorPage::openChoice()
{
    m_inConflict = true;
    m_stack->setCurrentWidget(m_body);
    refresh();
}

void EditorPage::closeConflict()
{
    m_inConflict = false;
    m_stack->setCurrentWidget(m_body);
    refresh();
}

bool EditorPage::isMerging() const
{
    return m_stack->currentWidget() == m_merge;
}

bool EditorPage::canSave() const
{
    return m_save->isEnabled();
}

void EditorPage::setSaveEnabled(bool enabled)
{
    m_save->setEnabled(enabled);
}

QString EditorPage::whyNot() const
{
    if (!m_state.blocked.isEmpty())
        return m_state.blocked;
    if (!m_inConflict)
        return m_state.problem;
    if (!isMerging())
        return {};
    if (!m_merge->isResolved())
        return m_merge->hint();
    return m_mergeCheck ? m_mergeCheck(m_merge->resultText()) : QString();
}

void EditorPage::refresh()
{
    m_badge->setVisible(true);
    if (m_inConflict)
        m_badge->setStatus(Status::Warn, tr("Conflict"));
    else if (m_state.goneOnServer)
        m_badge->setStatus(Status::Warn, tr("Deleted on the server"));
    else if (m_state.changedOnServer)
        m_badge->setStatus(Status::Warn, tr("Changed on the server"));
    else if (!m_state.badge.isEmpty())
        m_badge->setStatus(Status::Unknown, m_state.badge);
    else
        m_badge->setVisible(false);

    m_discard->setVisible(m_inConflict || m_state.isDirty || m_state.isNew);
    m_discard->setText(m_inConflict ? tr("Discard mine") : tr("Discard"));
    m_keep->setVisible(m_inConflict);
    m_save->setText(m_inConflict ? tr("Review and save…") : m_state.isNew ? tr("Create") : tr("Save"));
    const QString why = whyNot();
    m_save->setEnabled(why.isEmpty());
    m_note->setText(why.isEmpty() ? m_state.guardNote : why);
}

} // namespace mk
