// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "panels/Panel.h"

#include <QWidget>

namespace mk {

class EntityTable;
class FilterBar;
class HttpLogModel;

// Every HTTP call of this run, newest first, secrets taken out; copies as a line for a shell.
class HttpLogPage final : public QWidget
{
    Q_OBJECT
public:
    explicit HttpLogPage(const PanelContext &context, QWidget *parent = nullptr);
    void setActive(bool active); // the drawer is open on this page and not paused

private:
    void copyAsCurl();
    HttpLog *m_log;
    HttpLogModel *m_model;
    FilterBar *m_filter;
    EntityTable *m_table;
};

} // namespace mk
