// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "panels/Panel.h"
#include "platform/PlatformMap.h"
#include "widgets/DetailDrawer.h"

#include <QHash>

class QComboBox;
class QPushButton;
class QVBoxLayout;

namespace mk {

// One row of the platform map: what belongs to it, how certain that is, what says so, and the operator's own word on it.
class MapDrawer final : public DetailDrawer
{
    Q_OBJECT
public:
    explicit MapDrawer(const PanelContext &context, QWidget *parent = nullptr);

    // Something that may be put to a row by hand, as it is chosen from: part or service, and its name.
    struct Choice
    {
        QString ref;
        QString text;
        bool operator==(const Choice &) const = default;
    };
    // offered: parts that may be put to it, or, where the row is no service, the services that it may be.
    void show(const MapRow &row, const QList<Choice> &offered);

Q_SIGNALS:
    void partOpened(const mk::MapPart &part);
    void serviceOpened(const QString &name);
    void corrected(const QList<mk::MapCorrection> &corrections, const QString &said);

private:
    void addPart(const MapPart &part);
    void rebuild();

    PanelContext m_context;
    MapRow m_row;
    bool m_built = false;
    FactGrid *m_facts;
    QVBoxLayout *m_column;
    QWidget *m_parts = nullptr;
    QVBoxLayout *m_partColumn = nullptr;
    QWidget *m_addBox;
    QComboBox *m_offered;
    QPushButton *m_add;
    QList<Choice> m_choices;
};

} // namespace mk
