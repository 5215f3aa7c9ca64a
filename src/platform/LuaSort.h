// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

// Lua's table.sort, step for step: it is not stable, and where Kong's comparison calls two rows equal, which of them
// comes first depends on the very exchanges that it makes (Lua 5.1 and LuaJIT: quicksort, median of three, smaller half
// first).
namespace mk {

template<class T, class Less> void luaSort(std::vector<T> &rows, Less less)
{
    using Index = std::ptrdiff_t;
    std::vector<std::pair<Index, Index>> waiting{{0, static_cast<Index>(rows.size()) - 1}};
    const auto at = [&rows](Index index) -> T & { return rows[static_cast<std::size_t>(index)]; };
    const auto order = [&](Index first, Index second) {
        if (!less(at(second), at(first)))
            return false;
        std::swap(at(first), at(second));
        return true;
    };
    // Parts never overlap, so the order in which they are sorted does not matter to the outcome.
    while (!waiting.empty()) {
        const auto [low, high] = waiting.back();
        waiting.pop_back();
        if (low >= high)
            continue;
        order(low, high);
        if (high - low == 1)
            continue;
        const Index middle = (low + 1 + high + 1) / 2 - 1; // Lua counts from one
        if (!order(low, middle))
            order(middle, high);
        if (high - low == 2)
            continue;
        const T pivot = at(middle);
        std::swap(at(middle), at(high - 1));
        Index left = low;
        Index right = high - 1;
        for (;;) {
            while (++left < high && less(at(left), pivot)) {
            }
            while (--right > low && less(pivot, at(right))) {
            }
            if (right < left)
                break;
            std::swap(at(left), at(right));
        }
        std::swap(at(high - 1), at(left));
        waiting.emplace_back(low, left - 1);
        waiting.emplace_back(left + 1, high);
    }
}

} // namespace mk
