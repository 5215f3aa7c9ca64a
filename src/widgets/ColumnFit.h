// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

namespace mk {

// What one column asks for; and, after fitColumns(), what it gets. Widths in px.
struct ColumnWish
{
    int width = 0;         // of a flexible column: the least
    bool flexible = false; // shares what is left over
    bool shown = true;
    int dropOrder = 0; // when there is too little room the highest is left out first; 0: only when no column has an order
    bool hasText = true;
    bool canDrop = true; // without an order
};

// Fixed columns keep their width, the others share the rest. A column is left out rather than scrolled sideways.
void fitColumns(std::vector<ColumnWish> &columns, int room);

} // namespace mk
