// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/Status.h"

#include <QList>
#include <QString>
#include <QWidget>

class QAbstractItemModel;

namespace mk {

class EntityTable;
class TextLabel;
class Theme;

// One thing that hangs on what a plan takes away; the sentence may carry marks.
struct PlanImpact
{
    Status status = Status::None;
    QString text = {};
    QString evidence = {}; // "GET /services, host"
    bool operator==(const PlanImpact &) const = default;
};

// The list of these under a plan's changes, with a note while it is being found out.
class PlanImpacts final : public QWidget
{
    Q_OBJECT
public:
    explicit PlanImpacts(const Theme *theme, QWidget *parent = nullptr);

    void setImpacts(const QList<PlanImpact> &impacts, const QString &note);

private:
    const Theme *m_theme;
    TextLabel *m_note;
    QAbstractItemModel *m_model;
    EntityTable *m_table;
};

} // namespace mk
