// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/KongRegistration.h"
#include "widgets/DialogFrame.h"

class QComboBox;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace mk {

class CodeEditor;
class FormRow;
class StringListEdit;

// Registers a service by hand, as its library would: what it needs to know, and beside it what will be sent, to the letter.
class RegisterDialog final : public DialogFrame
{
    Q_OBJECT
public:
    // exists: the object is there as far as the list knows; it is asked for again before anything is sent.
    RegisterDialog(const Theme *theme, const kongregistration::Registration &start, bool exists, QWidget *parent);
    ~RegisterDialog() override;

    kongregistration::Registration registration() const;

Q_SIGNALS:
    void wanted(const mk::kongregistration::Registration &registration);

private:
    void refresh();

    kongregistration::Registration m_start;
    bool m_exists;
    QComboBox *m_library;
    QLineEdit *m_name;
    StringListEdit *m_paths;
    QLineEdit *m_host;
    QSpinBox *m_port;
    FormRow *m_hostRow;
    CodeEditor *m_sent;
    QPushButton *m_apply;
};

} // namespace mk
