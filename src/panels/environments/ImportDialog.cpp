// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/environments/ImportDialog.h"

namespace mk {

ImportDialog::ImportDialog(QWidget *parent, const Read &read) : QFileDialog(parent, tr("Import environments"))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setFileMode(QFileDialog::ExistingFile);
    setNameFilters({tr("Environments (*.json)"), tr("All files (*)")});
    connect(this, &QFileDialog::fileSelected, parent,
            [read](const QString &path) { read(EnvironmentStore::readForeign(path)); });
}

} // namespace mk
