// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/ScrollPage.h"

#include <QScrollArea>

namespace mk {

QScrollArea *makeScroll(QWidget *content, QWidget *parent)
{
    auto *scroll = new QScrollArea(parent);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setBackgroundRole(QPalette::Base);
    if (content) {
        content->setBackgroundRole(QPalette::Base);
        content->setAutoFillBackground(true);
        scroll->setWidget(content);
    }
    return scroll;
}

QScrollArea *makeNarrowScroll(QWidget *content, QWidget *parent)
{
    QScrollArea *scroll = makeScroll(content, parent);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    return scroll;
}

} // namespace mk
