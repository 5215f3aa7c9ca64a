// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/DialogFrame.h"

class QListWidget;
class QPlainTextEdit;

namespace mk {

// The program, its version and the licences of all parts that it is made of, each with its text.
class AboutDialog final : public DialogFrame
{
    Q_OBJECT
public:
    explicit AboutDialog(const Theme *theme, QWidget *parent = nullptr);

    // What a report of a fault should tell: program, Qt, system. Always English.
    static QString versionDetails();

private:
    void showLicence();

    QListWidget *m_parts;
    QPlainTextEdit *m_text;
};

// Opens one that deletes itself.
void showAbout(const Theme *theme, QWidget *parent);

} // namespace mk
