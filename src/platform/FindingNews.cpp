// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/FindingNews.h"

namespace mk {

QList<Finding> FindingNews::take(const std::vector<FindingRow> &rows, bool settled, const QDateTime &now)
{
    QList<Finding> news;
    for (const FindingRow &row : rows) {
        if (row.finding.severity != FindingSeverity::Critical || row.state == FindingRow::State::Gone)
            continue;
        const auto known = m_told.find(row.key());
        const bool isKnown = known != m_told.end() && known->secsTo(now) < quietMinutes * 60;
        if (m_begun && !isKnown && row.state == FindingRow::State::Now)
            news.append(row.finding);
        m_told.insert(row.key(), now);
    }
    m_begun = m_begun || settled;
    return news;
}

void FindingNews::clear()
{
    m_told.clear();
    m_begun = false;
}

} // namespace mk
