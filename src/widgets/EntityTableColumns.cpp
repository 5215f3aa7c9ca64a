// SPDX-License-Identifier: GPL-3.0-or-later
// The columns of the one table: which are shown, how wide, in what order the rows; by hand, by menu and kept per panel.
#include "widgets/EntityTable.h"

#include "core/SafeText.h"
#include "models/RecordTableBase.h"
#include "widgets/ColumnFit.h"
#include "widgets/TableHeader.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMenu>

#include <algorithm>

namespace mk {

namespace {

constexpr int markWidth = 40;
constexpr int handlePadding = 26; // a head's text, its paddings and the arrow

} // namespace

QList<ColumnLook> EntityTable::looksOf(const RecordTableBase *model)
{
    QList<ColumnLook> looks;
    for (int column = 0; column < model->columnCount(); ++column) {
        ColumnLook look;
        look.id = model->columnId(column);
        look.width = model->columnWidthHint(column);
        look.elide = model->columnElideMode(column);
        look.hiddenAtFirst = !model->columnVisibleByDefault(column);
        if (look.id == QLatin1String("mark") || look.id == QLatin1String("check")) {
            look.kind = look.id == QLatin1String("mark") ? ColumnKind::Mark : ColumnKind::Check;
            look.width = markWidth;
            look.canHide = false;
        }
        looks.append(look);
    }
    return looks;
}

void EntityTable::setColumns(const QList<ColumnLook> &columns)
{
    m_ownColumns = true;
    m_columns = columns;
    m_hidden.clear();
    int check = -1;
    for (qsizetype i = 0; i < columns.size(); ++i) {
        if (columns[i].hiddenAtFirst)
            m_hidden.insert(columns[i].id);
        if (columns[i].kind == ColumnKind::Check)
            check = int(i);
    }
    m_delegate->setColumns(columns);
    static_cast<TableHeader *>(horizontalHeader())->setCheckColumn(check);
    fitColumns();
}

void EntityTable::fitColumns()
{
    if (!model() || m_fitting || model()->columnCount() == 0)
        return;
    m_fitting = true;
    const int count = model()->columnCount();
    const QFontMetrics head(m_theme->font(FontRole::SmallMedium));
    std::vector<ColumnWish> wishes(size_t(count), ColumnWish{});
    for (int i = 0; i < count; ++i) {
        const ColumnLook look = m_columns.value(i);
        ColumnWish &wish = wishes[size_t(i)];
        wish.shown = !m_hidden.contains(look.id) || look.id.isEmpty();
        wish.dropOrder = look.dropOrder;
        wish.hasText = look.kind == ColumnKind::Text;
        wish.canDrop = look.canHide && !look.id.isEmpty();
        if (const auto own = m_widths.constFind(look.id); own != m_widths.constEnd()) {
            wish.width = *own;
        } else if (look.width > 0) {
            const bool hasTitle = look.kind == ColumnKind::Text || look.kind == ColumnKind::Spark;
            const QString title = hasTitle ? model()->headerData(i, Qt::Horizontal).toString() : QString();
            const int edges = (i == 0 ? 8 : 0) + (i == count - 1 ? 8 : 0);
            const int forTitle = title.isEmpty() ? 0 : head.horizontalAdvance(title) + handlePadding + edges;
            wish.width = std::max(m_theme->scaled(look.width), m_embedded ? 0 : forTitle);
        } else {
            wish.flexible = true;
            wish.width = m_theme->scaled(look.minimumWidth);
        }
    }
    mk::fitColumns(wishes, viewport()->width());
    int first = -1;
    int last = -1;
    for (int i = 0; i < count; ++i) {
        const ColumnWish &fitted = wishes[size_t(i)];
        setColumnHidden(i, !fitted.shown);
        if (!fitted.shown)
            continue;
        first = first < 0 ? i : first;
        last = i;
        if (columnWidth(i) != fitted.width)
            setColumnWidth(i, fitted.width);
    }
    m_delegate->setEdges(first, last);
    m_fitting = false;
}

QByteArray EntityTable::saveLayout() const
{
    QJsonObject widths;
    for (auto it = m_widths.constBegin(); it != m_widths.constEnd(); ++it)
        widths.insert(it.key(), it.value());
    QStringList hidden(m_hidden.constBegin(), m_hidden.constEnd());
    hidden.sort();
    const int sorted = horizontalHeader()->sortIndicatorSection();
    return QJsonDocument(QJsonObject{{QStringLiteral("hidden"), QJsonArray::fromStringList(hidden)},
                                     {QStringLiteral("widths"), widths},
                                     {QStringLiteral("sort"), m_columns.value(sorted).id},
                                     {QStringLiteral("descending"),
                                      horizontalHeader()->sortIndicatorOrder() == Qt::DescendingOrder}})
        .toJson(QJsonDocument::Compact);
}

void EntityTable::restoreLayout(const QByteArray &layout)
{
    const QJsonObject values = QJsonDocument::fromJson(layout).object();
    if (values.isEmpty())
        return;
    m_hidden.clear();
    const QJsonArray hidden = values.value(QStringLiteral("hidden")).toArray();
    for (const auto &id : hidden)
        m_hidden.insert(id.toString());
    m_widths.clear();
    const QJsonObject widths = values.value(QStringLiteral("widths")).toObject();
    for (auto it = widths.constBegin(); it != widths.constEnd(); ++it)
        m_widths.insert(it.key(), std::clamp(it.value().toInt(), 20, 4000));
    fitColumns();
    const QString sorted = values.value(QStringLiteral("sort")).toString();
    for (qsizetype i = 0; i < m_columns.size(); ++i) {
        if (!sorted.isEmpty() && m_columns[i].id == sorted)
            sortBy(int(i), values.value(QStringLiteral("descending")).toBool() ? Qt::DescendingOrder : Qt::AscendingOrder);
    }
}

void EntityTable::fillColumnsMenu(QMenu *menu)
{
    const auto titleOf = [this](int column) { return model()->headerData(column, Qt::Horizontal).toString(); };
    for (int column = 0; column < model()->columnCount(); ++column) {
        const ColumnLook look = m_columns.value(column);
        if (!look.canHide || look.id.isEmpty() || titleOf(column).isEmpty())
            continue;
        QAction *action = menu->addAction(actionText(titleOf(column)));
        action->setCheckable(true);
        action->setChecked(!m_hidden.contains(look.id));
        connect(action, &QAction::toggled, this, [this, id = look.id](bool shown) {
            if (shown)
                m_hidden.remove(id);
            else
                m_hidden.insert(id);
            fitColumns();
            Q_EMIT layoutChangedByUser();
        });
    }
    if (isSortingEnabled()) {
        menu->addSeparator();
        QMenu *sorting = menu->addMenu(tr("Sort by"));
        for (int column = 0; column < model()->columnCount(); ++column) {
            if (!sortableColumn(column) || isColumnHidden(column) || titleOf(column).isEmpty())
                continue;
            const bool here = horizontalHeader()->sortIndicatorSection() == column;
            const bool up = here && horizontalHeader()->sortIndicatorOrder() == Qt::AscendingOrder;
            QAction *action = sorting->addAction(actionText(titleOf(column)));
            action->setCheckable(true);
            action->setChecked(here);
            connect(action, &QAction::triggered, this,
                    [this, column, up] { sortBy(column, up ? Qt::DescendingOrder : Qt::AscendingOrder); });
        }
    }
    menu->addSeparator();
    connect(menu->addAction(tr("Reset columns")), &QAction::triggered, this, [this] {
        m_widths.clear();
        m_hidden.clear();
        for (const ColumnLook &look : std::as_const(m_columns)) {
            if (look.hiddenAtFirst)
                m_hidden.insert(look.id);
        }
        fitColumns();
        Q_EMIT layoutChangedByUser();
    });
}

void EntityTable::showColumnsMenu(const QPoint &globalPos)
{
    if (!model() || m_embedded)
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fillColumnsMenu(menu);
    menu->popup(globalPos);
}

} // namespace mk
