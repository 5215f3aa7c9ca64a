// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/findings/MuteDialog.h"

#include "widgets/Buttons.h"
#include "widgets/FormRow.h"
#include "widgets/Labels.h"

#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace mk {

MuteDialog::MuteDialog(const Theme *theme, const QString &finding, QWidget *parent)
    : DialogFrame(theme, tr("Mute a finding"), parent), m_reason(new QLineEdit)
{
    constexpr int longest = 200;
    auto *form = new QWidget(this);
    auto *column = new QVBoxLayout(form);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(12);
    auto *sentence = new MarkedLabel(theme, FontRole::Body, Tone::Normal, form);
    sentence->setMarkedText(finding);
    column->addWidget(sentence);
    m_reason->setMaxLength(longest);
    auto *row = new FormRow(theme, tr("&Reason"), m_reason, 96, form);
    row->setHelp(tr("It is kept with the environment and shown in the list of muted findings. A muted finding counts nowhere."));
    column->addWidget(row);
    column->addStretch();
    body()->addWidget(form);
    addCancelButton();
    QPushButton *apply = makeButton(theme, tr("Mute"), QString(), this, ButtonKind::Primary);
    apply->setDefault(true);
    apply->setEnabled(false);
    addFootButton(apply);
    connect(apply, &QPushButton::clicked, this, &QDialog::accept);
    connect(m_reason, &QLineEdit::textChanged, apply, [this, apply] { apply->setEnabled(!reason().isEmpty()); });
    resize(theme->scaled(520), theme->scaled(260));
    m_reason->setFocus();
}

QString MuteDialog::reason() const
{
    return m_reason->text().trimmed();
}

} // namespace mk
