// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractItemView>
#include <QContextMenuEvent>

#include <utility>

namespace mk {

// What a context menu of a table or tree is about, and where it opens: by mouse what is under the pointer, by keyboard the
// current row. The index is invalid beside the rows.
inline std::pair<QModelIndex, QPoint> menuPlace(const QAbstractItemView *view, const QContextMenuEvent *event)
{
    if (event->reason() != QContextMenuEvent::Keyboard)
        return {view->indexAt(event->pos()), event->globalPos()};
    const QModelIndex current = view->currentIndex();
    return {current, view->viewport()->mapToGlobal(view->visualRect(current).bottomLeft())};
}

} // namespace mk
