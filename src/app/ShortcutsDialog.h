// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/DialogFrame.h"

namespace mk {

// F1: the keys of the whole program, and the way to who made it. What the window and the widgets obey stands here by hand.
class ShortcutsDialog final : public DialogFrame
{
    Q_OBJECT
public:
    explicit ShortcutsDialog(const Theme *theme, QWidget *parent = nullptr);
};

} // namespace mk
