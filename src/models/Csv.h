// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

// Comma-separated values as RFC 4180 says them: CRLF, quotes where needed, UTF-8.
namespace mk::csv {

struct Cell
{
    QString text;
    bool isNumber = false; // written by us from a number: "-5" stays "-5"
};

// A text cell that a spreadsheet would run as a formula (it begins with = + - @ tab or CR) gets an apostrophe in front.
QByteArray row(const QList<Cell> &cells);
QByteArray headerRow(const QStringList &titles);

} // namespace mk::csv
