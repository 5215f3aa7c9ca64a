// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/Csv.h"

#include <QStringList>

namespace mk::csv {

namespace {

bool looksLikeFormula(const QString &text)
{
    if (text.isEmpty())
        return false;
    const QChar first = text.front();
    return first == QLatin1Char('=') || first == QLatin1Char('+') || first == QLatin1Char('-') || first == QLatin1Char('@')
        || first == QLatin1Char('\t') || first == QLatin1Char('\r');
}

QByteArray field(const Cell &cell)
{
    QString text = cell.text;
    if (!cell.isNumber && looksLikeFormula(text))
        text.prepend(QLatin1Char('\''));
    QByteArray bytes = text.toUtf8();
    const bool needsQuotes = bytes.contains(',') || bytes.contains('"') || bytes.contains('\n') || bytes.contains('\r')
        || bytes.startsWith(' ') || bytes.endsWith(' ');
    if (!needsQuotes)
        return bytes;
    bytes.replace('"', "\"\"");
    return '"' + bytes + '"';
}

} // namespace

QByteArray row(const QList<Cell> &cells)
{
    QByteArray line;
    for (qsizetype i = 0; i < cells.size(); ++i) {
        if (i > 0)
            line += ',';
        line += field(cells[i]);
    }
    return line + "\r\n";
}

QByteArray headerRow(const QStringList &titles)
{
    QList<Cell> cells;
    for (const QString &title : titles)
        cells.append({title});
    return row(cells);
}

} // namespace mk::csv
