// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Clock.h"
#include "models/PathText.h"
#include "models/RecordTableModel.h"
#include "widgets/CellDelegate.h"

#include <vector>

// The tables under the picture of a path: its steps, what each candidate lacked, ports and places side by side.
namespace mk {

struct PathStepRow
{
    int number = 0;
    QString title;
    QString text;
    QString word;
    Status status = Status::None;
    QString evidence;
    QString certainty;
    QString panel;
    QString entityId;
    QString key() const { return QString::number(number); }
    bool operator==(const PathStepRow &) const = default;
};

struct CandidateRow
{
    int number = 0;
    RouteVerdict verdict;
    QString key() const { return QString::number(number); }
    bool operator==(const CandidateRow &) const = default;
};

struct PortRow
{
    int number = 0;
    QString where;
    int port = 0;
    QString role;
    Status status = Status::None;
    QString evidence;
    QString key() const { return QString::number(number); }
    bool operator==(const PortRow &) const = default;
};

struct PlaceRow
{
    int number = 0;
    QString name;
    QString address;
    int port = 0;
    QString word;
    Status status = Status::None;
    QString service;
    QString key() const { return QString::number(number); }
    bool operator==(const PlaceRow &) const = default;
};

namespace pathtables {

RecordTableModel<PathStepRow>::Columns stepColumns();
RecordTableModel<CandidateRow>::Columns candidateColumns();
RecordTableModel<PortRow>::Columns portColumns();
RecordTableModel<PlaceRow>::Columns placeColumns();
QList<ColumnLook> stepLooks();
QList<ColumnLook> candidateLooks();
QList<ColumnLook> portLooks();
QList<ColumnLook> placeLooks();

std::vector<PathStepRow> stepRows(const requestpath::Path &path, const QDateTime &now);
std::vector<CandidateRow> candidateRows(const requestpath::Path &path);
std::vector<PortRow> portRows(const requestpath::Path &path, const QDateTime &now);
std::vector<PlaceRow> placeRows(const requestpath::Path &path);

} // namespace pathtables

} // namespace mk
