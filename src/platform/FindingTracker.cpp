// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/FindingTracker.h"

#include <algorithm>

namespace mk {

void FindingTracker::setMuted(const QList<MutedFinding> &muted)
{
    m_muted.clear();
    for (const MutedFinding &one : muted)
        m_muted.insert(one.id, one.reason);
}

void FindingTracker::clear()
{
    m_known.clear();
    m_gone.clear();
}

void FindingTracker::take(const FindingReport &report, const QDateTime &at)
{
    QSet<QString> present;
    for (const Finding &finding : report.findings) {
        const QString id = finding.id();
        present.insert(id);
        auto known = m_known.find(id);
        if (known == m_known.end()) {
            known = m_known.insert(id, {finding, at, at, false, false});
            std::erase_if(m_gone, [&id](const Gone &gone) { return gone.finding.id() == id; });
        }
        known->finding = finding;
        known->seen = at;
        known->unverified = false;
        known->counts = known->counts || std::chrono::seconds(known->since.secsTo(at)) >= finding.patience;
    }
    for (auto known = m_known.begin(); known != m_known.end();) {
        if (present.contains(known.key())) {
            ++known;
            continue;
        }
        // "Not found" says something only of what was looked at.
        if ((known->finding.sources & report.known) != known->finding.sources) {
            if (known->counts) {
                known->unverified = true;
                ++known;
                continue;
            }
        } else if (known->counts) {
            m_gone.insert(m_gone.begin(), {known->finding, known->since, at});
        }
        known = m_known.erase(known);
    }
    if (m_gone.size() > mostGone)
        m_gone.resize(mostGone);
}

std::vector<FindingRow> FindingTracker::rows() const
{
    std::vector<FindingRow> rows;
    for (const Known &known : m_known) {
        if (!known.counts)
            continue;
        FindingRow row;
        row.finding = known.finding;
        row.since = known.since;
        const auto muted = m_muted.constFind(known.finding.id());
        if (muted != m_muted.cend()) {
            row.state = FindingRow::State::Muted;
            row.muteReason = *muted;
        } else if (known.unverified) {
            row.state = FindingRow::State::Unverified;
            row.until = known.seen;
        }
        rows.push_back(std::move(row));
    }
    std::sort(rows.begin(), rows.end(), [](const FindingRow &a, const FindingRow &b) {
        const bool mutedA = a.state == FindingRow::State::Muted;
        const bool mutedB = b.state == FindingRow::State::Muted;
        if (mutedA != mutedB)
            return mutedB;
        if (a.finding.severity != b.finding.severity)
            return a.finding.severity > b.finding.severity;
        return a.since != b.since ? a.since < b.since : a.key() < b.key();
    });
    for (const Gone &gone : m_gone) {
        FindingRow row;
        row.finding = gone.finding;
        row.state = FindingRow::State::Gone;
        row.since = gone.since;
        row.until = gone.until;
        rows.push_back(std::move(row));
    }
    return rows;
}

std::vector<Finding> FindingTracker::waiting() const
{
    std::vector<Finding> waiting;
    for (const Known &known : m_known) {
        if (!known.counts)
            waiting.push_back(known.finding);
    }
    return waiting;
}

} // namespace mk
