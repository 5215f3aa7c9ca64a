// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QLocale>
#include <QString>

#include <chrono>
#include <optional>

// How numbers and times read on screen, written once. All of it follows the given locale; what was not given is "–".
namespace mk::format {

QString notGiven();                                                                // "–"
QString count(qint64 value, const QLocale &locale = QLocale());                    // 1,204
QString countOf(qint64 shown, qint64 total, const QLocale &locale = QLocale());    // "37 of 1,204", "1,204" when equal
QString size(std::optional<qint64> bytes, const QLocale &locale = QLocale());      // "412 B", "2.1 KiB", "1.2 MiB"
QString rate(std::optional<double> perSecond, const QLocale &locale = QLocale());  // "12.3/s"
QString milliseconds(std::chrono::milliseconds value, const QLocale &locale = QLocale()); // "12 ms", "1.4 s"
// "now", "3 s ago", "4 min ago", "2 h ago", "3 d ago"; times in the future read "in 12 s".
QString ago(const QDateTime &when, const QDateTime &now, const QLocale &locale = QLocale());
// "12 s", "57 min", "2 h 05 min", "1 d 3 h"
QString duration(std::chrono::milliseconds value, const QLocale &locale = QLocale());
QString timeOfDay(const QDateTime &when, const QLocale &locale = QLocale());       // local zone, with seconds
QString dateTime(const QDateTime &when, const QLocale &locale = QLocale());        // local zone, date and time with seconds, for tooltips
QString iso(const QDateTime &when);                                                // UTC, for files and clipboards
QString fingerprint(const QByteArray &sha256);                                     // "9F:2C:…" in full

} // namespace mk::format
