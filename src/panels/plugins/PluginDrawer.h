// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "panels/Panel.h"
#include "platform/KongRecords.h"
#include "widgets/DetailDrawer.h"

class QPushButton;
class QToolButton;

namespace mk {

class JsonView;

// Details of one plugin: what it is bound to, its configuration member by member, its JSON. Secrets stay masked.
class PluginDrawer final : public DetailDrawer
{
    Q_OBJECT
public:
    explicit PluginDrawer(const PanelContext &context, QWidget *parent = nullptr);

    void show(const KongPluginRecord &record);
    const KongPluginRecord &record() const { return m_record; }
    // Why nothing may be written; empty: it may. Said in the buttons' tooltips.
    void setBlocked(const QString &why);

Q_SIGNALS:
    void editRequested();
    void duplicateRequested();
    void moveRequested();
    void copyRequested();
    void switchRequested();
    void deleteRequested();
    void entityChosen(const QString &key); // "route/<id>": what it is bound to

private:
    PanelContext m_context;
    KongPluginRecord m_record;
    FactGrid *m_facts;
    JsonView *m_json;
    QPushButton *m_edit;
    QPushButton *m_duplicate;
    QToolButton *m_more; // its menu: move and copy
    QPushButton *m_switch;
    QPushButton *m_delete;
};

} // namespace mk
