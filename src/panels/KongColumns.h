// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Clock.h"
#include "models/RecordTableModel.h"
#include "platform/KongRecords.h"
#include "platform/PluginOrder.h"
#include "widgets/CellDelegate.h"

#include <QList>

// The columns of Kong's entities and how they look, written once. The clock, which outlives the model, is what relative
// times count from.
namespace mk {

RecordTableModel<KongRouteRecord>::Columns routeColumns(const Clock *clock);
QList<ColumnLook> routeLooks();
RecordTableModel<KongPluginRecord>::Columns pluginColumns(const Clock *clock);
QList<ColumnLook> pluginLooks();

RecordTableModel<pluginorder::Run>::Columns pluginRunColumns();
QList<ColumnLook> pluginRunLooks();

// "API", "Route", "Service", "Plugin", "Consumer"
QString kongKindWord(kong::Kind kind);
// "API", "Service and consumer", "Global": what a plugin is bound to.
QString scopeWord(const kong::PluginScope &scope);
// The kind and id that a click on the scope's name leads to; nothing for global ones.
std::optional<std::pair<kong::Kind, QString>> scopeTarget(const kong::PluginScope &scope);
// The panel that has what a plugin is bound to; key: KongRouteRecord::keyOf().
QString panelOf(const QString &key);
// The names that the scope binds to, joined: "orders, alice"; empty for global ones.
QString scopeNames(const KongPluginRecord &record);
// A plugin's configuration in one line, secrets masked.
QString maskedConfig(const QByteArray &config);
// The whole entity, indented, secrets masked.
QString maskedEntity(const QByteArray &json);

} // namespace mk
