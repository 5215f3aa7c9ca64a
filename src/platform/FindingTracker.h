// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/Findings.h"

#include <QHash>

#include <vector>

namespace mk {

// A finding as it goes on: since when, and whether it still is so.
struct FindingRow
{
    enum class State {
        Now,
        Unverified, // what it was concluded from is not known any more: nobody can say that it has gone
        Muted,
        Gone, // in this session
    };
    Finding finding;
    State state = State::Now;
    QDateTime since; // first seen so; of this session
    QDateTime until; // Unverified: last seen so; Gone: when it was missed
    QString muteReason;

    QString key() const { return finding.id(); }
    // Counts in the rail and for --check.
    bool isOpen() const { return state == State::Now || state == State::Unverified; }
    bool operator==(const FindingRow &) const = default;
};

// What one look after the other says of the same finding. Pure values, no clock of its own. GUI thread.
class FindingTracker
{
public:
    static constexpr size_t mostGone = 100;

    void setMuted(const QList<MutedFinding> &muted);
    void take(const FindingReport &report, const QDateTime &at);
    void clear();

    // Open ones first, worst first, then muted, then gone, newest first.
    std::vector<FindingRow> rows() const;
    // Seen, but not long enough to count.
    std::vector<Finding> waiting() const;

private:
    struct Known
    {
        Finding finding;
        QDateTime since;
        QDateTime seen;
        bool counts = false;
        bool unverified = false;
    };
    struct Gone
    {
        Finding finding;
        QDateTime since;
        QDateTime until;
    };
    QHash<QString, Known> m_known;
    std::vector<Gone> m_gone; // newest first
    QHash<QString, QString> m_muted; // reasons by id
};

} // namespace mk
