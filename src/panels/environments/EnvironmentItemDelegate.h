// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace mk {

class Theme;

// One environment in the editor's list: name, stage badge at the right, a small second line.
class EnvironmentItemDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    enum Role { StageIdRole = Qt::UserRole + 1, LineRole };

    EnvironmentItemDelegate(const Theme *theme, QObject *parent);
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    const Theme *m_theme;
};

} // namespace mk
