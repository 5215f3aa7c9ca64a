// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/System.h"

#include <QCoreApplication>
#include <QList>
#include <QString>

#include <optional>

class QWidget;

namespace mk {

class Panel;
struct PanelContext;

// Where a panel stands in the rail. The groups stand in this order; a group that is a system's needs that system.
enum class PanelGroup { Platform, Kong, Consul, RabbitMq, Prometheus, Work, Bottom };

struct PanelEntry
{
    QString id; // for openPanel(), settings and the tour; never shown
    PanelGroup group = PanelGroup::Platform;
    QString title;
    QString icon;
    Panel *(*make)(const PanelContext &context, QWidget *parent) = nullptr;
    bool needsEnvironment = true; // false: there also while no environment is open
    bool tellsRail = true; // made before anybody looks, because the rail tells of it
};

// Every panel of the program, in the order of the rail. A new panel is one row of all(); the navigation, the shortcuts
// Ctrl+1 … Ctrl+9 and the tour follow from it.
class PanelList
{
    Q_DECLARE_TR_FUNCTIONS(mk::PanelList)
public:
    static QList<PanelEntry> all();
    // The caption over a group; empty for the one at the bottom.
    static QString groupTitle(PanelGroup group);
    // The system that a panel of this group needs.
    static std::optional<System> systemOf(PanelGroup group);
};

} // namespace mk
