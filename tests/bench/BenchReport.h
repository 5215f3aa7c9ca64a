// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QString>
#include <QStringList>

// The half of a bench that starts the others and prints: figures beside their yardstick of the same run.
namespace mk::bench {

struct Child
{
    QJsonObject told; // empty: it failed
    double peakPss = 0;
};
// This program again, as something else.
Child runSelf(const QStringList &arguments);
// The member "ms" of what it tells, a median of several runs; 0: they failed. An argument "@now" is replaced by the moment
// of the start (monotonicMs()).
double medianOf(const QStringList &arguments);
// Of all of these, one after the other on one connection, as the console asks; median of several, bodies thrown away.
double curlMs(const QStringList &urls, const QString &user = {});

void line(const char *what, double value, const char *unit, const QString &yardstick);
QString ms(const char *name, double value); // "curl 12.3 ms"
void stops(const char *what, const QJsonObject &told, double idleGap);
// "list complete" against curl and the aim of the design.
void listLine(const char *what, double value, double curl);
void keystrokes(const char *what, const QJsonObject &told); // as typed() tells
void unchangedLine(const char *what, const QJsonObject &told);

} // namespace mk::bench
