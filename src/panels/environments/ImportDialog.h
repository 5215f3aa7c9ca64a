// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/Environment.h"

#include <QFileDialog>

#include <functional>

namespace mk {

// Asks for a file of environments and reads it. It deletes itself when it is closed. What it read is untrusted:
// consents are asked for before anything of it is connected.
class ImportDialog final : public QFileDialog
{
    Q_OBJECT
public:
    using Read = std::function<void(const Result<QList<Environment>> &)>;
    // read is called once for the file that was chosen, never when the dialog is cancelled.
    ImportDialog(QWidget *parent, const Read &read);
};

} // namespace mk
