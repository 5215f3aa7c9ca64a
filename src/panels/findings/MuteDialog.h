// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/DialogFrame.h"

class QLineEdit;

namespace mk {

// Asks why a finding is not to be told any more. Without a reason nothing is muted: others read it later.
class MuteDialog final : public DialogFrame
{
    Q_OBJECT
public:
    MuteDialog(const Theme *theme, const QString &finding, QWidget *parent);
    QString reason() const;

private:
    QLineEdit *m_reason;
};

} // namespace mk
