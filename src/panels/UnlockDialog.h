// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Job.h"
#include "widgets/DialogFrame.h"

#include <memory>

class QPushButton;

namespace mk {

namespace Ui {
class UnlockForm;
}
class Secrets;

// Asks for the passphrase of the encrypted secrets file, or makes one. The work takes a second by design; it runs on a
// worker and can be cancelled.
class UnlockDialog final : public DialogFrame
{
    Q_OBJECT
public:
    UnlockDialog(const Theme *theme, Secrets *secrets, QWidget *parent);
    ~UnlockDialog() override;

private:
    void refresh();
    void tell(const QString &problem);
    void apply();

    Secrets *m_secrets;
    bool m_creating; // no file yet: asks twice
    std::unique_ptr<Ui::UnlockForm> m_form;
    QPushButton *m_apply;
    JobScope m_jobs;
};

} // namespace mk
