// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/DialogFrame.h"

#include <memory>

class QPushButton;

namespace mk {

namespace Ui {
class RangeForm;
}

// Asks for two moments in local time.
class RangeDialog final : public DialogFrame
{
    Q_OBJECT
public:
    RangeDialog(const Theme *theme, qint64 from, qint64 to, QWidget *parent);
    ~RangeDialog() override;

Q_SIGNALS:
    void chosen(qint64 from, qint64 to); // ms since 1970, from before to

private:
    void check();
    std::unique_ptr<Ui::RangeForm> m_form;
    QPushButton *m_show;
};

} // namespace mk
