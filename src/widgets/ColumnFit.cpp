// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/ColumnFit.h"

#include <algorithm>
#include <numeric>

namespace mk {

namespace {

using Columns = std::vector<ColumnWish>;

int wanted(const Columns &columns)
{
    return std::accumulate(columns.begin(), columns.end(), 0,
                           [](int sum, const ColumnWish &column) { return sum + (column.shown ? column.width : 0); });
}

// The column to leave out next; end() where all must stay.
Columns::iterator worst(Columns &columns)
{
    auto found = columns.end();
    for (auto it = columns.begin(); it != columns.end(); ++it) {
        if (it->shown && it->dropOrder > 0 && (found == columns.end() || it->dropOrder > found->dropOrder))
            found = it;
    }
    if (found != columns.end())
        return found;
    // No order was given: from the right, but never the first column with text.
    const auto first = std::find_if(columns.begin(), columns.end(),
                                    [](const ColumnWish &column) { return column.shown && column.hasText; });
    for (auto last = columns.end(); last != first;) {
        if (--last == first)
            break;
        if (last->shown && last->canDrop)
            return last;
    }
    return columns.end();
}

} // namespace

void fitColumns(Columns &columns, int room)
{
    while (wanted(columns) > room) {
        const auto dropped = worst(columns);
        if (dropped == columns.end())
            break;
        dropped->shown = false;
    }
    auto flexible = std::count_if(columns.begin(), columns.end(),
                                  [](const ColumnWish &column) { return column.shown && column.flexible; });
    const bool nobodyShares = flexible == 0;
    int spare = std::max(0, room - wanted(columns));
    ColumnWish *last = nullptr;
    for (ColumnWish &column : columns) {
        if (!column.shown)
            continue;
        last = &column;
        if (column.flexible) {
            const int share = spare / int(flexible--);
            column.width += share;
            spare -= share;
        }
    }
    if (last && nobodyShares)
        last->width += spare; // nobody else wants it: lines and selection reach the edge
}

} // namespace mk
