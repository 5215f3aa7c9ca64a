// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>
#include <vector>

namespace mk {

class Panel;

// One thing that can be done, as the palette offers it.
struct PaletteCommand
{
    QString id;   // stable while the palette is open
    QString name; // "Delete…"
    QString detail; // where; of a disabled one: why not
    QString shortcut;
    QString iconName;
    bool enabled = true;
    std::function<void()> run;
};

// What the panel in front offers right now: the buttons that can be seen on it, with the entries of their menus, and the menu of
// the row that is chosen. The palette runs what the button would.
std::vector<PaletteCommand> commandsOf(Panel *panel, const QString &panelTitle);

} // namespace mk
