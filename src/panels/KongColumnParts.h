// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Clock.h"
#include "core/Format.h"
#include "models/RecordTableModel.h"

#include <QCoreApplication>

// What the columns of Kong's lists are made of.
namespace mk::kongcolumns {

inline QString text(const char *source)
{
    return QCoreApplication::translate("Kong", source);
}

inline QString joined(const QStringList &texts)
{
    return texts.join(QStringLiteral(", "));
}

// A list where nothing given means that anything matches.
template <class T>
Column<T> anyColumn(const QString &id, const QString &title, std::function<QStringList(const T &)> list)
{
    Column<T> column{id, title, [list](const T &row) {
                         const QStringList texts = list(row);
                         return texts.isEmpty() ? text(QT_TRANSLATE_NOOP("Kong", "any")) : joined(texts);
                     }};
    column.dim = [list](const T &row) { return list(row).isEmpty(); };
    column.copyText = [list](const T &row) { return joined(list(row)); };
    column.searchText = column.copyText;
    return column;
}

template <class T>
Column<T> timeColumn(const QString &id, const QString &title, const Clock *clock, std::function<QDateTime(const T &)> time)
{
    Column<T> column{id, title, [clock, time](const T &row) {
                         const QDateTime when = time(row);
                         return when.isValid() ? format::ago(when, clock->now()) : format::notGiven();
                     }};
    column.number = [time](const T &row) {
        const QDateTime when = time(row);
        return when.isValid() ? std::optional<double>(double(when.toMSecsSinceEpoch())) : std::nullopt;
    };
    column.copyText = [time](const T &row) { return format::iso(time(row)); };
    column.tooltip = [time](const T &row) { return time(row).isValid() ? format::dateTime(time(row)) : QString(); };
    column.tone = [](const T &) { return Tone::Secondary; };
    column.followsClock = true;
    column.searchable = false;
    return column;
}

// The box that chooses a row.
template <class T>
Column<T> checkColumn()
{
    Column<T> check{QStringLiteral("check"), {}, [](const T &) { return QString(); }};
    check.searchable = false;
    return check;
}

// A list that may be empty.
template <class T>
Column<T> listColumn(const QString &id, const QString &title, std::function<QStringList(const T &)> list)
{
    Column<T> column{id, title, [list](const T &row) { return joined(list(row)); }};
    column.tone = [](const T &) { return Tone::Secondary; };
    column.tooltip = [list](const T &row) { return list(row).join(QLatin1Char('\n')); };
    return column;
}

} // namespace mk::kongcolumns
