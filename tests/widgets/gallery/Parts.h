// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/EntityTable.h"

#include <QPixmap>
#include <QString>

namespace mk {
class DetailDrawer;
class PanelFrame;
namespace test {
class SampleModel;
}
} // namespace mk

// What several scenes are put together from: the table of routes, a drawer, the window around a panel.
namespace mk::gallery {

QString s(const char *utf8);
test::SampleModel *routesModel(QObject *parent, int rows = 16);
QList<ColumnLook> routeLooks(bool check);
EntityTable *routesTable(const Theme *theme, bool check, int rows = 16);
void fillFrame(const Theme *theme, PanelFrame *frame);
DetailDrawer *makeDrawer(const Theme *theme);
// The window around a panel.
QWidget *makeWindow(const Theme *theme, QWidget *panel, const QString &current, QWidget *drawer = nullptr);
// Shows the window, takes its picture and deletes it.
QPixmap grabShown(QWidget *window, QWidget *focus = nullptr);

} // namespace mk::gallery
