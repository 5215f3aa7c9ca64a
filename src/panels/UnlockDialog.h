// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Job.h"
#include "widgets/DialogFrame.h"

class QLineEdit;
class QPushButton;

namespace mk {

class FormRow;
class Secrets;

// Asks for the passphrase of the encrypted secrets file, or makes one. The work takes a second by design; it runs on a
// worker and can be cancelled.
class UnlockDialog final : public DialogFrame
{
    Q_OBJECT
public:
    UnlockDialog(const Theme *theme, Secrets *secrets, QWidget *parent);

private:
    void refresh();
    void apply();

    Secrets *m_secrets;
    bool m_creating; // no file yet: asks twice
    QLineEdit *m_passphrase;
    QLineEdit *m_again;
    FormRow *m_row;
    FormRow *m_againRow;
    QPushButton *m_apply;
    JobScope m_jobs;
};

} // namespace mk
