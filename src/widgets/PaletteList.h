// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/CommandPalette.h"

#include <QAbstractListModel>
#include <QStyledItemDelegate>

// The list inside the palette; for CommandPalette.cpp and its tests.
namespace mk {

// A name cut in the middle to fit, with what was found where it stands now.
struct CutName
{
    QString text;
    TextSpans spans;
};
CutName cutInMiddle(const QString &name, const TextSpans &spans, const QFontMetrics &metrics, int width);

class PaletteModel final : public QAbstractListModel
{
    Q_OBJECT
public:
    using QAbstractListModel::QAbstractListModel;

    void setRows(std::vector<PaletteRow> rows);
    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_rows.size()); }
    const PaletteRow &at(int row) const { return m_rows[size_t(row)]; }
    bool has(int row) const { return row >= 0 && row < rowCount(); }
    bool canChoose(int row) const
    {
        return has(row) && (at(row).kind == PaletteRow::Kind::Result || at(row).kind == PaletteRow::Kind::More);
    }
    QVariant data(const QModelIndex &index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    // "verification-email, Critical, vhost /, 1,204 ready, RabbitMQ, starred"
    QString spoken(const PaletteRow &row) const;

private:
    std::vector<PaletteRow> m_rows;
};

class PaletteDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    static constexpr int edge = 16;

    PaletteDelegate(const Theme *theme, const PaletteModel *model, QObject *parent)
        : QStyledItemDelegate(parent), m_theme(theme), m_model(model)
    {
    }
    static int heightOf(const Theme &theme, PaletteRow::Kind kind);
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void paintHeading(QPainter *painter, const QRect &rect, const PaletteRow &row) const;
    void paintRow(QPainter *painter, const QStyleOptionViewItem &option, const PaletteRow &row) const;
    void paintRight(QPainter *painter, QRect *inner, const PaletteRow &row) const;
    int paintName(QPainter *painter, const QRect &inner, const PaletteRow &row) const; // how wide it is

    const Theme *m_theme;
    const PaletteModel *m_model;
};

} // namespace mk
