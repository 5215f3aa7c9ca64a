// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/FindingTracker.h"

#include <QHash>

namespace mk {

// Which findings somebody who looks elsewhere is told of: critical ones that came up while this platform was being looked at.
// What was so when it was opened is no news, nor is what is muted, nor a standing weakness. Something that comes and goes is
// told once in ten minutes. Pure values, no clock of its own.
class FindingNews
{
public:
    static constexpr int quietMinutes = 10;

    // The rows of one look after the other; settled: everything that can be known has been looked at.
    QList<Finding> take(const std::vector<FindingRow> &rows, bool settled, const QDateTime &now);
    void clear();

private:
    QHash<QString, QDateTime> m_told; // when it was seen last, by id
    bool m_begun = false;
};

} // namespace mk
