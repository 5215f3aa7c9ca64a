// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/RecordTableModel.h"
#include "platform/StartLadder.h"

#include <QWidget>

namespace mk {

class EntityTable;
class TextLabel;
class Theme;

template <>
struct RecordTraits<startladder::Rung>
{
    static QString key(const startladder::Rung &step) { return step.key(); }
};

// How far the platform has come up: one line while all is there, else every step, with the one that the others wait for.
class StartLadderPane final : public QWidget
{
    Q_OBJECT
public:
    explicit StartLadderPane(const Theme *theme, QWidget *parent = nullptr);

    void setSteps(const std::vector<startladder::Rung> &steps); // none: nothing is known yet

Q_SIGNALS:
    void openPanelRequested(const QString &panel, const QString &key);

private:
    void open(const QModelIndex &index);

    TextLabel *m_note;
    EntityTable *m_table;
    RecordTableModel<startladder::Rung> *m_steps;
    QString m_waited; // key of the step that the others wait for
};

} // namespace mk
