// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/DialogFrame.h"

namespace mk {

// Tells what turning API objects into services and routes comes to, and asks whether the objects shall go at its end.
class ConvertDialog final : public DialogFrame
{
    Q_OBJECT
public:
    // more: those that must be converted as well.
    ConvertDialog(const Theme *theme, const QStringList &names, const QStringList &more, QWidget *parent);

Q_SIGNALS:
    void wanted(bool deletesApis);
};

} // namespace mk
