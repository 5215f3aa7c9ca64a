// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/ChartLegend.h"

#include "core/Format.h"
#include "core/SafeText.h"

#include <QAbstractTableModel>
#include <QDateTime>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QStyledItemDelegate>

#include <algorithm>

namespace mk {

namespace {

constexpr int legendRow = 20;
constexpr int numberWidth = 76;
constexpr int swatchWidth = 16;
constexpr int swatchGap = 8;
constexpr int narrow = 400; // below it only the value and the newest are told

enum Column { Name, AtCrosshair, Lowest, Highest, Newest, ColumnCount };

void paintSwatch(QPainter *painter, const QRect &rect, const ChartSeries &series, const Theme &theme)
{
    QPen pen(theme.color(series.color), 2);
    pen.setCapStyle(Qt::FlatCap);
    if (series.dashed)
        pen.setDashPattern({2.5, 1.5});
    painter->setPen(pen);
    const int y = rect.center().y() + 1;
    painter->drawLine(rect.left(), y, rect.left() + swatchWidth, y);
}

} // namespace

class ChartLegend::Rows final : public QAbstractTableModel
{
public:
    explicit Rows(ChartLegend *legend) : QAbstractTableModel(legend), m_legend(legend) {}

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(series.size()); }
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant data(const QModelIndex &index, int role) const override
    {
        if (!index.isValid() || index.row() >= series.size())
            return {};
        const ChartSeries &line = series.at(index.row());
        if (role == Qt::TextAlignmentRole)
            return int((index.column() == Name ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
        if (role == Qt::ToolTipRole && index.column() == Name)
            return tooltipText(line.name);
        if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)
            return {};
        const SeriesBuffer::Summary &summary = summaries[size_t(index.row())];
        switch (index.column()) {
        case Name: {
            const QString name = visibleText(line.name);
            return role == Qt::AccessibleTextRole && m_legend->m_isolated.contains(line.id) ? tr("%1, shown alone").arg(name)
                                                                                            : name;
        }
        case AtCrosshair:
            if (!crosshair)
                return QString();
            return valueText(line.data ? line.data->valueAt(*crosshair) : std::nullopt, unit);
        case Lowest:
            return valueText(summary.min, unit);
        case Highest:
            return valueText(summary.max, unit);
        case Newest:
            return valueText(summary.last, unit);
        default:
            return {};
        }
    }
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override
    {
        if (orientation != Qt::Horizontal)
            return {};
        if (role == Qt::TextAlignmentRole)
            return int((section == Name ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
        if (role != Qt::DisplayRole)
            return {};
        switch (section) {
        case Name:
            return unitText;
        case AtCrosshair:
            return crosshair ? format::timeOfDay(QDateTime::fromMSecsSinceEpoch(*crosshair)) : QString();
        case Lowest:
            return tr("Min", "lowest value in a chart's legend");
        case Highest:
            return tr("Max", "highest value in a chart's legend");
        case Newest:
            return tr("Last", "newest value in a chart's legend");
        default:
            return {};
        }
    }
    void replace(const QList<ChartSeries> &wanted, qint64 from, qint64 to)
    {
        std::vector<SeriesBuffer::Summary> sums;
        for (const ChartSeries &line : wanted)
            sums.push_back(line.data ? line.data->summary(from, to) : SeriesBuffer::Summary());
        const bool same = std::equal(wanted.cbegin(), wanted.cend(), series.cbegin(), series.cend(),
                                     [](const ChartSeries &a, const ChartSeries &b) { return a.id == b.id; });
        if (!same)
            beginResetModel();
        series = wanted;
        summaries = std::move(sums);
        if (!same)
            endResetModel();
        else if (!series.isEmpty())
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    }
    void numbersChanged()
    {
        if (!series.isEmpty())
            Q_EMIT dataChanged(index(0, AtCrosshair), index(rowCount() - 1, AtCrosshair), {Qt::DisplayRole});
        Q_EMIT headerDataChanged(Qt::Horizontal, Name, AtCrosshair);
    }

    QList<ChartSeries> series;
    std::vector<SeriesBuffer::Summary> summaries;
    std::optional<qint64> crosshair;
    ChartUnit unit = ChartUnit::Plain;
    QString unitText;

private:
    static QString tr(const char *text, const char *note = nullptr) { return ChartLegend::tr(text, note); }
    ChartLegend *m_legend;
};

namespace {

class LegendDelegate final : public QStyledItemDelegate
{
public:
    LegendDelegate(const Theme *theme, const QList<ChartSeries> *series, const QSet<QString> *isolated, QTableView *view)
        : QStyledItemDelegate(view), m_theme(theme), m_series(series), m_isolated(isolated), m_view(view)
    {
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const ChartSeries &line = m_series->at(index.row());
        const bool off = !m_isolated->isEmpty() && !m_isolated->contains(line.id);
        const bool current = m_view->hasFocus() && m_view->currentIndex().row() == index.row();
        painter->save();
        if (current)
            painter->fillRect(option.rect, m_theme->color(Token::Sel));
        QRect text = option.rect;
        if (index.column() == Name) {
            painter->setOpacity(off ? 0.4 : 1);
            paintSwatch(painter, option.rect, line, *m_theme);
            painter->setOpacity(1);
            text.setLeft(text.left() + swatchWidth + swatchGap);
        }
        const bool strong = index.column() != Name && index.column() != Newest;
        painter->setFont(m_theme->font(FontRole::Small));
        painter->setPen(m_theme->color(off ? Token::Text3 : strong && index.column() != AtCrosshair ? Token::Text2 : Token::Text));
        const QString shown = painter->fontMetrics().elidedText(
            index.data().toString(), index.column() == Name ? Qt::ElideMiddle : Qt::ElideRight, text.width());
        painter->drawText(text, index.data(Qt::TextAlignmentRole).toInt(), shown);
        painter->restore();
    }

private:
    const Theme *m_theme;
    const QList<ChartSeries> *m_series;
    const QSet<QString> *m_isolated;
    QTableView *m_view;
};

class LegendHead final : public QHeaderView
{
public:
    LegendHead(const Theme *theme, QWidget *parent) : QHeaderView(Qt::Horizontal, parent), m_theme(theme)
    {
        setFocusPolicy(Qt::NoFocus);
        setHighlightSections(false);
        setSectionResizeMode(QHeaderView::Fixed);
        setMinimumSectionSize(8);
    }
    QSize sizeHint() const override { return {0, m_theme->scaled(legendRow)}; }

protected:
    void paintSection(QPainter *painter, const QRect &rect, int section) const override
    {
        const bool crosshair = section == AtCrosshair;
        painter->fillRect(rect, m_theme->color(Token::Base));
        painter->setFont(m_theme->font(crosshair ? FontRole::SmallMedium : FontRole::Small));
        painter->setPen(m_theme->color(crosshair ? Token::Text : Token::Text2));
        painter->drawText(rect, model()->headerData(section, Qt::Horizontal, Qt::TextAlignmentRole).toInt(),
                          model()->headerData(section, Qt::Horizontal, Qt::DisplayRole).toString());
    }

private:
    const Theme *m_theme;
};

} // namespace

ChartLegend::ChartLegend(const Theme *theme, const QString &name, QWidget *parent)
    : QTableView(parent), m_theme(theme), m_rows(new Rows(this))
{
    setAccessibleName(name);
    setAccessibleDescription(tr("Enter shows a line alone, Space adds one"));
    setModel(m_rows);
    setItemDelegate(new LegendDelegate(theme, &m_rows->series, &m_isolated, this));
    setHorizontalHeader(new LegendHead(theme, this));
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setCornerButtonEnabled(false);
    setSelectionMode(QAbstractItemView::NoSelection);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setMinimumSectionSize(8);
    connect(theme, &Theme::changed, this, &ChartLegend::fit);
    fit();
}

void ChartLegend::setSeries(const QList<ChartSeries> &series, ChartUnit unit, qint64 from, qint64 to)
{
    const qsizetype before = m_rows->series.size();
    m_rows->unit = unit;
    m_rows->replace(series, from, to);
    if (series.size() != before)
        fit();
}

void ChartLegend::setUnitText(const QString &text)
{
    m_rows->unitText = text;
    m_rows->numbersChanged();
}

void ChartLegend::setCrosshair(std::optional<qint64> at)
{
    if (m_rows->crosshair == at)
        return;
    m_rows->crosshair = at;
    m_rows->numbersChanged();
}

void ChartLegend::setIsolated(const QSet<QString> &ids)
{
    m_isolated = ids;
    viewport()->update();
}

void ChartLegend::setMostRows(int rows)
{
    m_mostRows = rows;
    fit();
}

void ChartLegend::isolate(int row, bool add)
{
    if (row < 0 || row >= m_rows->series.size())
        return;
    const QString id = m_rows->series.at(row).id;
    QSet<QString> wanted = m_isolated;
    if (add) {
        if (!wanted.remove(id))
            wanted.insert(id);
    } else if (wanted == QSet<QString>{id}) {
        wanted.clear();
    } else {
        wanted = {id};
    }
    if (wanted.size() == m_rows->series.size())
        wanted.clear();
    setIsolated(wanted);
    Q_EMIT isolatedChanged(wanted);
}

void ChartLegend::mousePressEvent(QMouseEvent *event)
{
    QTableView::mousePressEvent(event);
    if (event->button() == Qt::LeftButton)
        isolate(indexAt(event->pos()).row(), event->modifiers().testFlag(Qt::ControlModifier));
}

void ChartLegend::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        isolate(currentIndex().row(), event->key() == Qt::Key_Space);
        return;
    case Qt::Key_Escape:
        if (!m_isolated.isEmpty()) {
            setIsolated({});
            Q_EMIT isolatedChanged({});
            return;
        }
        break;
    default:
        break;
    }
    QTableView::keyPressEvent(event);
}

void ChartLegend::focusInEvent(QFocusEvent *event)
{
    QTableView::focusInEvent(event);
    if (!currentIndex().isValid() && m_rows->rowCount() > 0)
        setCurrentIndex(m_rows->index(0, 0));
    viewport()->update();
}

void ChartLegend::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    const int number = m_theme->scaled(numberWidth);
    const bool isNarrow = viewport()->width() < m_theme->scaled(narrow);
    int left = viewport()->width();
    for (const int column : {AtCrosshair, Lowest, Highest, Newest}) {
        const bool hidden = isNarrow && (column == Lowest || column == Highest);
        setColumnHidden(column, hidden);
        setColumnWidth(column, number);
        left -= hidden ? 0 : number;
    }
    setColumnWidth(Name, std::max(40, left));
}

void ChartLegend::fit()
{
    verticalHeader()->setDefaultSectionSize(m_theme->scaled(legendRow));
    setFixedHeight(sizeHint().height());
    updateGeometry();
}

QSize ChartLegend::sizeHint() const
{
    const int all = m_rows->rowCount();
    const int shown = m_mostRows > 0 ? std::min(all, m_mostRows) : all;
    return {320, m_theme->scaled(legendRow) * (shown + 1)};
}

QSize ChartLegend::minimumSizeHint() const
{
    return {160, sizeHint().height()};
}

} // namespace mk
