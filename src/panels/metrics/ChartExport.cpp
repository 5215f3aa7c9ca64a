// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/metrics/ChartExport.h"

#include "core/AtomicFile.h"
#include "widgets/ChartPane.h"

#include <QAction>
#include <QBuffer>
#include <QCoreApplication>
#include <QFileDialog>
#include <QPointer>
#include <QRegularExpression>
#include <QToolButton>

namespace mk {

namespace {
struct ExportTexts
{
    Q_DECLARE_TR_FUNCTIONS(ChartExport)
};
} // namespace

QString fileNameOf(const QString &title)
{
    static const QRegularExpression other(QStringLiteral("[^\\p{L}\\p{N}]+"));
    QString name = title.toLower().left(80);
    name.replace(other, QStringLiteral("-"));
    while (name.startsWith(QLatin1Char('-')))
        name.remove(0, 1);
    while (name.endsWith(QLatin1Char('-')))
        name.chop(1);
    return name.isEmpty() ? QStringLiteral("chart") : name;
}

void exportChart(ChartPane *pane, ChartFile kind, std::function<void(const Error &)> failed)
{
    const bool csv = kind == ChartFile::Csv;
    auto *dialog = new QFileDialog(pane->window(), ExportTexts::tr("Export “%1”").arg(pane->title()));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(csv ? QStringLiteral("csv") : QStringLiteral("png"));
    dialog->setNameFilters({csv ? ExportTexts::tr("Comma-separated values (*.csv)") : ExportTexts::tr("Picture (*.png)")});
    dialog->selectFile(fileNameOf(pane->title()) + (csv ? QStringLiteral(".csv") : QStringLiteral(".png")));
    QObject::connect(dialog, &QFileDialog::fileSelected, dialog,
                     [chart = QPointer<ChartPane>(pane), csv, failed = std::move(failed)](const QString &path) {
                         if (!chart)
                             return;
                         QByteArray content;
                         if (csv) {
                             content = chart->toCsv();
                         } else {
                             QBuffer buffer(&content);
                             buffer.open(QIODevice::WriteOnly);
                             chart->picture().save(&buffer, "PNG");
                         }
                         if (const Result<Done> written = writeFileAtomically(path, content); !written)
                             failed(written.error());
                     });
    dialog->open();
}

void addChartActions(ChartPane *pane, std::function<void(const Error &)> failed)
{
    QToolButton *more = pane->moreButton();
    auto *table = new QAction(ExportTexts::tr("Show as table"), more);
    table->setCheckable(true);
    QObject::connect(table, &QAction::toggled, pane, [pane](bool on) { pane->setTableShown(on); });
    auto *csv = new QAction(ExportTexts::tr("Export numbers as CSV…"), more);
    QObject::connect(csv, &QAction::triggered, pane, [pane, failed] { exportChart(pane, ChartFile::Csv, failed); });
    auto *png = new QAction(ExportTexts::tr("Export picture as PNG…"), more);
    QObject::connect(png, &QAction::triggered, pane, [pane, failed] { exportChart(pane, ChartFile::Png, failed); });
    more->addActions({table, csv, png});
}

} // namespace mk
