// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QScrollArea;
class QWidget;

namespace mk {

// A page on the sheet's colour that scrolls when it is too tall, without a frame. content may come later (setWidget()).
QScrollArea *makeScroll(QWidget *content, QWidget *parent);
// The same in a narrow pane: never sideways, and Tab goes past it to what is in it.
QScrollArea *makeNarrowScroll(QWidget *content, QWidget *parent);

} // namespace mk
