// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/EntityTable.h"

#include "core/SafeText.h"
#include "models/RecordTableBase.h"
#include "widgets/ItemMenu.h"
#include "widgets/StylePaint.h"
#include "widgets/TableHeader.h"

#include <QApplication>
#include <QClipboard>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace mk {

namespace {

constexpr int flashMs = 1000;
constexpr int mostFlashes = 400;

} // namespace

EntityTable::EntityTable(const Theme *theme, const QString &name, QWidget *parent)
    : QTableView(parent), m_theme(theme), m_delegate(new CellDelegate(theme, this))
{
    setAccessibleName(name);
    setItemDelegate(m_delegate);
    auto *header = new TableHeader(theme, this);
    setHorizontalHeader(header);
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setWordWrap(false);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setTabKeyNavigation(false);
    setCornerButtonEnabled(false);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_Hover, false);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    setSortingEnabled(true);
    m_flashEnd.setSingleShot(true);
    m_flashEnd.setInterval(flashMs);
    connect(&m_flashEnd, &QTimer::timeout, this, [this] {
        m_flashing.clear();
        viewport()->update();
    });
    m_delegate->setFlashing(&m_flashing);
    connect(header, &QHeaderView::sectionResized, this, [this](int column, int, int size) {
        // Only what a hand pulls counts; the head also tells what it does by itself.
        const bool pulled = QGuiApplication::mouseButtons() & Qt::LeftButton;
        if (m_fitting || !pulled || size <= 0 || column >= m_columns.size())
            return;
        m_widths.insert(m_columns[column].id, size);
        fitColumns();
        Q_EMIT layoutChangedByUser();
    });
    connect(header, &QHeaderView::sortIndicatorChanged, this, [this] { Q_EMIT layoutChangedByUser(); });
    connect(header, &QWidget::customContextMenuRequested, this,
            [this, header](const QPoint &at) { showColumnsMenu(header->mapToGlobal(at)); });
    connect(theme, &Theme::changed, this, &EntityTable::applyTheme);
    applyTheme();
}

EntityTable::~EntityTable() = default;

void EntityTable::applyTheme()
{
    verticalHeader()->setMinimumSectionSize(20);
    verticalHeader()->setDefaultSectionSize(m_theme->rowHeight());
    fitColumns();
    updateGeometry();
}

int EntityTable::rowHeight() const
{
    return m_theme->rowHeight();
}

void EntityTable::setModel(QAbstractItemModel *model)
{
    QTableView::setModel(model);
    if (const auto *record = qobject_cast<RecordTableBase *>(model)) {
        if (!m_ownColumns) {
            setColumns(looksOf(record));
            m_ownColumns = false;
        }
        const QSignalBlocker blocker(horizontalHeader());
        horizontalHeader()->setSortIndicator(record->sortColumn(), record->sortOrder());
    }
    connectModel();
    fitColumns();
}

void EntityTable::connectModel()
{
    for (const QMetaObject::Connection &connection : std::as_const(m_modelConnections))
        disconnect(connection);
    m_modelConnections.clear();
    if (!model())
        return;
    const auto resized = [this] {
        if (m_embedded)
            updateGeometry();
        setHoverRow(-1);
    };
    m_modelConnections = {connect(model(), &QAbstractItemModel::rowsInserted, this, resized),
                          connect(model(), &QAbstractItemModel::rowsRemoved, this, resized),
                          connect(model(), &QAbstractItemModel::modelReset, this, resized)};
}

void EntityTable::reset()
{
    m_flashing.clear();
    QTableView::reset();
    fitColumns();
}

void EntityTable::setEmbedded(bool embedded)
{
    m_embedded = embedded;
    m_delegate->setEmbedded(embedded);
    horizontalHeader()->setProperty("mkTopLine", embedded);
    setSortingEnabled(!embedded);
    horizontalHeader()->setSectionsClickable(!embedded);
    setSelectionMode(embedded ? QAbstractItemView::SingleSelection : QAbstractItemView::ExtendedSelection);
    setVerticalScrollBarPolicy(embedded ? Qt::ScrollBarAlwaysOff : Qt::ScrollBarAsNeeded);
    setSizePolicy(QSizePolicy::Expanding, embedded ? QSizePolicy::Fixed : QSizePolicy::Expanding);
    updateGeometry();
}

void EntityTable::setStale(bool stale)
{
    if (m_delegate->isStale() == stale)
        return; // told once a second: no reason to paint every cell anew
    m_delegate->setStale(stale);
    viewport()->update();
}

void EntityTable::setPlaceholderRows(int count)
{
    if (m_placeholders == count)
        return; // told with every piece of a list that is read again: no reason to paint every cell anew
    m_placeholders = count;
    viewport()->update();
}

void EntityTable::setFlashChanges(bool on)
{
    m_flash = on;
}

bool EntityTable::isColumnKind(int column, ColumnKind kind) const
{
    return column >= 0 && column < m_columns.size() && m_columns[column].kind == kind;
}

bool EntityTable::sortableColumn(int column) const
{
    return model() && column >= 0 && column < model()->columnCount() && !isColumnKind(column, ColumnKind::Check)
        && !isColumnKind(column, ColumnKind::Spark);
}

void EntityTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    fitColumns();
}

int EntityTable::sizeHintForColumn(int column) const
{
    int width = 40;
    const int rows = std::min(model() ? model()->rowCount() : 0, 200);
    for (int row = 0; row < rows; ++row)
        width = std::max(width, m_delegate->wantedWidth(model()->index(row, column)));
    return width;
}

QSize EntityTable::sizeHint() const
{
    if (!m_embedded)
        return {640, 320};
    const int rows = model() ? model()->rowCount() : 0;
    return {240, horizontalHeader()->sizeHint().height() + rows * m_theme->rowHeight()};
}

QSize EntityTable::minimumSizeHint() const
{
    return m_embedded ? QSize(120, sizeHint().height()) : QSize(160, 80);
}

QStyleOptionViewItem EntityTable::optionFor(const QModelIndex &index) const
{
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    option.rect = visualRect(index);
    return option;
}

void EntityTable::setHoverRow(int row)
{
    if (m_hoverRow == row)
        return;
    const auto repaintRow = [this](int r) {
        if (r >= 0 && model() && r < model()->rowCount())
            viewport()->update(QRect(0, rowViewportPosition(r), viewport()->width(), QTableView::rowHeight(r)));
    };
    repaintRow(m_hoverRow);
    m_hoverRow = row;
    m_delegate->setHoverRow(row >= 0 && model() ? QPersistentModelIndex(model()->index(row, 0)) : QPersistentModelIndex());
    repaintRow(row);
}

void EntityTable::mouseMoveEvent(QMouseEvent *event)
{
    QTableView::mouseMoveEvent(event);
    const QModelIndex index = indexAt(event->pos());
    setHoverRow(index.row());
    const bool overLink = index.isValid() && m_delegate->linkRect(optionFor(index), index).contains(event->pos());
    viewport()->setCursor(overLink ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void EntityTable::leaveEvent(QEvent *event)
{
    QTableView::leaveEvent(event);
    setHoverRow(-1);
}

void EntityTable::mousePressEvent(QMouseEvent *event)
{
    const QModelIndex index = indexAt(event->pos());
    if (event->button() == Qt::LeftButton && index.isValid() && isColumnKind(index.column(), ColumnKind::Check)) {
        setFocus(Qt::MouseFocusReason);
        selectionModel()->setCurrentIndex(index, QItemSelectionModel::NoUpdate);
        selectionModel()->select(index, QItemSelectionModel::Toggle | QItemSelectionModel::Rows);
        return;
    }
    QTableView::mousePressEvent(event);
}

void EntityTable::mouseReleaseEvent(QMouseEvent *event)
{
    QTableView::mouseReleaseEvent(event);
    if (event->button() != Qt::LeftButton || event->modifiers() != Qt::NoModifier)
        return;
    const QModelIndex index = indexAt(event->pos());
    if (index.isValid() && m_delegate->linkRect(optionFor(index), index).contains(event->pos()))
        Q_EMIT linkActivated(index);
}

void EntityTable::mouseDoubleClickEvent(QMouseEvent *event)
{
    QTableView::mouseDoubleClickEvent(event);
    const QModelIndex index = indexAt(event->pos());
    if (event->button() == Qt::LeftButton && index.isValid() && !isColumnKind(index.column(), ColumnKind::Check)
        && !m_delegate->linkRect(optionFor(index), index).contains(event->pos()))
        Q_EMIT openRequested(index);
}

void EntityTable::contextMenuEvent(QContextMenuEvent *event)
{
    const auto [index, at] = menuPlace(this, event);
    Q_EMIT contextMenuWanted(index, at);
}

void EntityTable::focusInEvent(QFocusEvent *event)
{
    QTableView::focusInEvent(event);
    // Coming by keyboard, the first row is the current one, so that arrows and Enter mean something at once.
    if (!currentIndex().isValid() && model() && model()->rowCount() > 0 && event->reason() != Qt::MouseFocusReason) {
        for (int column = 0; column < model()->columnCount(); ++column) {
            if (!isColumnHidden(column)) {
                selectionModel()->setCurrentIndex(model()->index(0, column), QItemSelectionModel::NoUpdate);
                break;
            }
        }
    }
    viewport()->update();
}

void EntityTable::focusOutEvent(QFocusEvent *event)
{
    QTableView::focusOutEvent(event);
    viewport()->update();
}

void EntityTable::sortBy(int column, Qt::SortOrder order)
{
    if (sortableColumn(column) && isSortingEnabled())
        sortByColumn(column, order);
}

void EntityTable::keyPressEvent(QKeyEvent *event)
{
    const bool control = event->modifiers() & Qt::ControlModifier;
    const bool shift = event->modifiers() & Qt::ShiftModifier;
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (currentIndex().isValid()) {
            if (!currentIndex().data(LinkRole).toString().isEmpty() && control)
                Q_EMIT linkActivated(currentIndex());
            else
                Q_EMIT openRequested(currentIndex());
        }
        return;
    case Qt::Key_Escape:
        if (selectionModel() && selectionModel()->selectedRows().size() > 1) {
            selectionModel()->select(currentIndex(), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
            return;
        }
        Q_EMIT escapePressed();
        return;
    case Qt::Key_Up:
    case Qt::Key_Down:
        if (control && shift) {
            sortBy(currentIndex().column(), event->key() == Qt::Key_Up ? Qt::AscendingOrder : Qt::DescendingOrder);
            return;
        }
        break;
    case Qt::Key_Home:
    case Qt::Key_End:
        if (!control) { // rows are what one moves in: the first and the last row
            QKeyEvent whole(event->type(), event->key(), event->modifiers() | Qt::ControlModifier);
            QTableView::keyPressEvent(&whole);
            return;
        }
        break;
    default:
        break;
    }
    if (event->matches(QKeySequence::Copy)) {
        if (const QString text = copyText(); !text.isEmpty())
            QApplication::clipboard()->setText(text);
        return;
    }
    QTableView::keyPressEvent(event);
}

void EntityTable::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    if (current.row() != previous.row() || !previous.isValid()) {
        // The lines of the current row run over all its cells.
        viewport()->update();
        Q_EMIT currentRowChanged(current);
    }
}

void EntityTable::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    QTableView::selectionChanged(selected, deselected);
    int rows = 0;
    const QItemSelection selection = selectionModel()->selection();
    for (const QItemSelectionRange &range : selection)
        rows += range.height();
    horizontalHeader()->viewport()->update();
    Q_EMIT selectionCountChanged(rows);
}

void EntityTable::dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight, const QList<int> &roles)
{
    QTableView::dataChanged(topLeft, bottomRight, roles);
    if (!m_flash || !isVisible() || !topLeft.isValid() || !(roles.isEmpty() || roles.contains(Qt::DisplayRole)))
        return;
    const int firstRow = std::max(topLeft.row(), rowAt(0));
    const int lastVisible = rowAt(viewport()->height() - 1);
    const int lastRow = std::min(bottomRight.row(), lastVisible < 0 ? bottomRight.row() : lastVisible);
    for (int row = firstRow; row <= lastRow && m_flashing.size() < mostFlashes; ++row) {
        for (int column = topLeft.column(); column <= bottomRight.column(); ++column)
            m_flashing.insert(QPersistentModelIndex(model()->index(row, column)));
    }
    m_flashEnd.start();
    viewport()->update();
}

void EntityTable::paintEvent(QPaintEvent *event)
{
    QTableView::paintEvent(event);
    if (m_placeholders <= 0 || !model())
        return;
    QPainter painter(viewport());
    const int height = m_theme->rowHeight();
    const int rows = model()->rowCount();
    int y = rows > 0 ? rowViewportPosition(rows - 1) + height : 0;
    for (int i = 0; i < m_placeholders && y < viewport()->height(); ++i, y += height) {
        for (int column = 0; column < model()->columnCount(); ++column) {
            if (isColumnHidden(column) || m_columns.value(column).kind != ColumnKind::Text)
                continue;
            const int width = columnWidth(column);
            const int bar = std::max(0, std::min(width - 24, width * (i % 2 == 0 ? 5 : 4) / 8));
            if (width < 90)
                continue;
            const QRect rect(columnViewportPosition(column) + 8, y + (height - 8) / 2, bar, 8);
            fillRounded(&painter, rect, m_theme->color(Token::SelOff), 2);
        }
        painter.fillRect(QRect(0, y + height - 1, viewport()->width(), 1), m_theme->color(Token::Line));
    }
}

int EntityTable::rowOfId(const QString &id) const
{
    if (!model() || id.isEmpty())
        return -1;
    if (const auto *record = qobject_cast<const RecordTableBase *>(model()))
        return record->rowOf(id);
    const int rows = model()->rowCount();
    for (int row = 0; row < rows; ++row) {
        if (model()->index(row, 0).data(IdRole).toString() == id)
            return row;
    }
    return -1;
}

QStringList EntityTable::selectedIds() const
{
    QStringList ids;
    if (!selectionModel())
        return ids;
    QModelIndexList rows = selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end(), [](const QModelIndex &a, const QModelIndex &b) { return a.row() < b.row(); });
    for (const QModelIndex &row : std::as_const(rows))
        ids.append(row.data(IdRole).toString());
    return ids;
}

QString EntityTable::currentId() const
{
    return currentIndex().isValid() ? currentIndex().siblingAtColumn(0).data(IdRole).toString() : QString();
}

bool EntityTable::setCurrentId(const QString &id)
{
    const int row = rowOfId(id);
    if (row < 0)
        return false;
    int column = currentIndex().isValid() ? currentIndex().column() : 0;
    while (column < model()->columnCount() - 1 && isColumnHidden(column))
        ++column;
    const QModelIndex index = model()->index(row, column);
    selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    scrollTo(index);
    return true;
}

void EntityTable::setSelectedIds(const QStringList &ids)
{
    QItemSelection selection;
    for (const QString &id : ids) {
        if (const int row = rowOfId(id); row >= 0)
            selection.select(model()->index(row, 0), model()->index(row, model()->columnCount() - 1));
    }
    selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
}

QString EntityTable::copyText() const
{
    if (!model() || !selectionModel())
        return {};
    QList<int> rows;
    const QModelIndexList selected = selectionModel()->selectedRows();
    for (const QModelIndex &index : selected)
        rows.append(index.row());
    if (rows.isEmpty() && currentIndex().isValid())
        rows.append(currentIndex().row());
    std::sort(rows.begin(), rows.end());
    QString result;
    for (const int row : std::as_const(rows)) {
        QStringList cells;
        for (int column = 0; column < model()->columnCount(); ++column) {
            if (isColumnHidden(column) || isColumnKind(column, ColumnKind::Mark) || isColumnKind(column, ColumnKind::Check)
                || isColumnKind(column, ColumnKind::Spark))
                continue;
            const QModelIndex index = model()->index(row, column);
            const QVariant own = index.data(CopyTextRole);
            QString text = own.isValid() ? own.toString()
                                         : QString(index.data(Qt::DisplayRole).toString() + index.data(SuffixRole).toString());
            // One cell is one field: what would break the lines of the table is shown as an escape.
            cells.append(visibleText(text));
        }
        result += cells.join(u'\t') + u'\n';
    }
    if (rows.size() == 1)
        result.chop(1);
    return result;
}

} // namespace mk
