// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ShortcutsDialog.h"

#include "panels/AboutDialog.h"
#include "widgets/Labels.h"

#include <QGridLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace mk {

ShortcutsDialog::ShortcutsDialog(const Theme *theme, QWidget *parent) : DialogFrame(theme, tr("Keyboard"), parent)
{
    auto *grid = new QGridLayout;
    grid->setContentsMargins(16, 12, 16, 12);
    grid->setHorizontalSpacing(24);
    grid->setVerticalSpacing(8);
    const QList<QPair<QString, QString>> rows{
        {QStringLiteral("Ctrl+K"), tr("Search the whole platform, or run a command")},
        {QStringLiteral("Ctrl+F"), tr("Filter the list")},
        {QStringLiteral("F5"), tr("Read again")},
        {QStringLiteral("Ctrl+1 … 9"), tr("Open a panel")},
        {QStringLiteral("Ctrl+E"), tr("Choose an environment")},
        {QStringLiteral("Ctrl+J"), tr("Activity")},
        {QStringLiteral("Enter"), tr("Open details")},
        {QStringLiteral("Esc"), tr("Close details, leave an editor before Tab")},
        {QStringLiteral("Ctrl+S"), tr("Save the value")},
        {QStringLiteral("Ctrl+Z"), tr("Outside text: preview of undoing the last change")},
        {QStringLiteral("Ctrl+Shift+↑ ↓"), tr("Sort by the current column")},
        {QStringLiteral("F1, ?"), tr("This list")},
    };
    int row = 0;
    for (const auto &[keys, meaning] : rows) {
        auto *key = new TextLabel(theme, FontRole::BodyMedium, Tone::Normal, this);
        key->setText(keys);
        auto *text = new TextLabel(theme, FontRole::Body, Tone::Secondary, this);
        text->setText(meaning);
        grid->addWidget(key, row, 0);
        grid->addWidget(text, row, 1);
        ++row;
    }
    body()->addLayout(grid);
    auto *about = new QPushButton(tr("About and licences"), this);
    connect(about, &QPushButton::clicked, this, [this] { showAbout(this->theme(), this); });
    addFootLeft(about);
    auto *close = new QPushButton(tr("Close"), this);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    addFootButton(close);
}

} // namespace mk
