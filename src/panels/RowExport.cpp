// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/RowExport.h"

#include "core/AtomicFile.h"
#include "models/RecordTableBase.h"
#include "widgets/EntityTable.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QHeaderView>
#include <QPointer>

namespace mk {

namespace {

QList<int> visibleColumns(const RecordTableBase &model, const EntityTable *table)
{
    QList<int> columns;
    const QHeaderView *header = table->horizontalHeader();
    for (int visual = 0; visual < header->count(); ++visual) {
        const int column = header->logicalIndex(visual);
        if (!header->isSectionHidden(column) && !model.columnTitle(column).isEmpty())
            columns.append(column);
    }
    return columns;
}

} // namespace

void exportRows(QWidget *parent, const RecordTableBase &model, const EntityTable *table, const QString &fileName, bool asCsv,
                bool chosenOnly, std::function<void(const Error &)> failed)
{
    auto *dialog = new QFileDialog(parent, chosenOnly ? QCoreApplication::translate("RowExport", "Export chosen rows")
                                                      : QCoreApplication::translate("RowExport", "Export shown rows"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(asCsv ? QStringLiteral("csv") : QStringLiteral("json"));
    dialog->setNameFilters({asCsv ? QCoreApplication::translate("RowExport", "Comma-separated values (*.csv)")
                                  : QCoreApplication::translate("RowExport", "JSON (*.json)")});
    dialog->selectFile(fileName + (asCsv ? QStringLiteral(".csv") : QStringLiteral(".json")));
    QObject::connect(dialog, &QFileDialog::fileSelected, dialog,
                     [model = QPointer<const RecordTableBase>(&model), table = QPointer<const EntityTable>(table), asCsv,
                      chosenOnly, failed = std::move(failed)](const QString &path) {
                         if (!model || !table)
                             return;
                         const QList<int> columns = visibleColumns(*model, table);
                         QList<int> rows;
                         if (chosenOnly) {
                             const QStringList ids = table->selectedIds();
                             for (const QString &id : ids)
                                 rows.append(model->rowOf(id));
                             rows.removeAll(-1);
                             if (rows.isEmpty())
                                 return; // they went while the file was being chosen
                         }
                         const QByteArray content = asCsv ? model->toCsv(columns, rows) : model->toJson(columns, rows);
                         if (const Result<Done> written = writeFileAtomically(path, content); !written)
                             failed(written.error());
                     });
    dialog->open();
}

} // namespace mk
