// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/ChartPane.h"

#include "widgets/Buttons.h"
#include "widgets/ChartLegend.h"
#include "widgets/EmptyState.h"
#include "widgets/EntityTable.h"
#include "widgets/Labels.h"
#include "widgets/LoadingBar.h"
#include "widgets/Shapes.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QToolButton>
#include <QVBoxLayout>

namespace mk {

namespace {
constexpr int paneEdge = 16;
constexpr int headHeight = 36;
constexpr int messageHeight = 216; // of a chart that has nothing to show: as high as one with its axis
constexpr int tableHeight = 280;
} // namespace

ChartPane::ChartPane(const Theme *theme, const QString &title, const QString &source, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_title(new TextLabel(theme, FontRole::BodyStrong, Tone::Normal, this))
    , m_source(new ElidedLabel(theme, FontRole::Code, Tone::Secondary, this))
    , m_more(makeIconButton(theme, QStringLiteral("dots"), tr("More about %1").arg(title), this))
    , m_note(new TextLabel(theme, FontRole::Small, Tone::Secondary, this))
    , m_noteBox(new QWidget(this))
    , m_noteShape(new ShapeWidget(theme, m_noteBox))
    , m_chart(new QWidget(this))
    , m_view(new TimeSeriesView(theme, title, m_chart))
    , m_legend(new ChartLegend(theme, tr("Legend of %1").arg(title), m_chart))
    , m_message(new EmptyState(theme, this))
    , m_table(new EntityTable(theme, tr("Numbers of %1").arg(title), this))
    , m_numbers(new SeriesTable(this))
    , m_loading(new LoadingBar(theme, this))
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(paneEdge, 0, paneEdge, 12);
    column->setSpacing(0);
    auto *headBox = new QWidget(this);
    auto *head = new QHBoxLayout(headBox);
    head->setContentsMargins(0, 0, 0, 0);
    head->setSpacing(8);
    head->addWidget(m_title);
    head->addWidget(m_source, 1);
    head->addWidget(m_more);
    setSmallButton(m_more);
    m_more->setPopupMode(QToolButton::InstantPopup);
    headBox->setFixedHeight(theme->scaled(headHeight));
    connect(theme, &Theme::changed, headBox, [headBox, theme] { headBox->setFixedHeight(theme->scaled(headHeight)); });
    column->addWidget(headBox);

    auto *note = new QHBoxLayout(m_noteBox);
    note->setContentsMargins(0, 0, 0, 4);
    note->setSpacing(6);
    note->addWidget(m_noteShape);
    note->addWidget(m_note, 1);
    m_note->setWordWrap(true);
    m_noteBox->hide();
    column->addWidget(m_noteBox);

    auto *chart = new QVBoxLayout(m_chart);
    chart->setContentsMargins(0, 0, 0, 0);
    chart->setSpacing(4);
    chart->addWidget(m_view);
    chart->addWidget(m_legend);
    chart->addStretch(1);
    m_message->setFixedHeight(theme->scaled(messageHeight));
    m_table->setFixedHeight(theme->scaled(tableHeight));
    m_table->setSortingEnabled(false);
    m_table->setModel(m_numbers);
    for (QWidget *widget : {m_chart, static_cast<QWidget *>(m_message), static_cast<QWidget *>(m_table)})
        column->addWidget(widget);
    putInFront(m_chart);

    setTitle(title);
    setSource(source);
    connect(m_view, &TimeSeriesView::crosshairMoved, m_legend, &ChartLegend::setCrosshair);
    connect(m_legend, &ChartLegend::isolatedChanged, m_view, &TimeSeriesView::setIsolated);
}

QString ChartPane::title() const
{
    return m_title->text();
}

void ChartPane::setTitle(const QString &title)
{
    m_title->setText(title);
    setAccessibleName(title);
    m_view->setAccessibleName(title);
    m_more->setAccessibleName(tr("More about %1").arg(title));
    m_more->setToolTip(m_more->accessibleName());
    m_legend->setAccessibleName(tr("Legend of %1").arg(title));
    m_table->setAccessibleName(tr("Numbers of %1").arg(title));
}

void ChartPane::setSource(const QString &source)
{
    m_source->setText(source);
}

void ChartPane::setUnit(ChartUnit unit, const QString &unitText)
{
    m_view->setUnit(unit);
    m_legend->setUnitText(unitText);
}

void ChartPane::setSeries(const QList<ChartSeries> &series, qint64 from, qint64 to)
{
    m_view->setRange(from, to);
    m_view->setSeries(series);
    m_legend->setSeries(series, m_view->unit(), from, to);
    QSet<QString> present;
    for (const ChartSeries &one : series)
        present.insert(one.id);
    const QSet<QString> kept = QSet<QString>(m_legend->isolated()).intersect(present);
    m_legend->setIsolated(kept);
    m_view->setIsolated(kept);
    putInFront(m_tableShown ? static_cast<QWidget *>(m_table) : m_chart);
    fillTable();
}

void ChartPane::setRange(qint64 from, qint64 to)
{
    m_view->setRange(from, to);
    m_legend->setSeries(m_view->series(), m_view->unit(), from, to);
    fillTable();
}

void ChartPane::setCrosshair(std::optional<qint64> at)
{
    m_view->setCrosshair(at);
    m_legend->setCrosshair(at);
}

void ChartPane::setStale(bool stale)
{
    m_view->setStale(stale);
    m_table->setStale(stale);
}

void ChartPane::setNote(const QString &note, Status status)
{
    m_note->setText(note);
    m_noteShape->setStatus(status);
    m_noteShape->setVisible(status != Status::None);
    m_noteBox->setVisible(!note.isEmpty());
}

void ChartPane::setMessage(const QString &iconName, const QString &title, const QString &sentence, Status status)
{
    m_message->setContent(iconName, title, sentence, status);
    putInFront(m_message);
}

bool ChartPane::hasMessage() const
{
    return m_front == m_message;
}

QString ChartPane::messageTitle() const
{
    return hasMessage() ? m_message->title() : QString();
}

void ChartPane::putInFront(QWidget *widget)
{
    m_front = widget;
    m_chart->setVisible(widget == m_chart);
    m_message->setVisible(widget == m_message);
    m_table->setVisible(widget == m_table);
}

void ChartPane::startLoading()
{
    m_loading->start();
}

void ChartPane::stopLoading()
{
    m_loading->stop();
}

bool ChartPane::showsTable() const
{
    return m_tableShown;
}

void ChartPane::setTableShown(bool table)
{
    m_tableShown = table;
    if (!hasMessage())
        putInFront(table ? static_cast<QWidget *>(m_table) : m_chart);
    fillTable();
}

QList<NamedSeries> ChartPane::named() const
{
    QList<NamedSeries> out;
    for (const ChartSeries &series : m_view->series())
        out.append({series.name, series.data});
    return out;
}

void ChartPane::fillTable()
{
    if (!m_tableShown)
        return;
    m_numbers->setSeries(named(), m_view->unit(), m_view->from(), m_view->to());
    QList<ColumnLook> looks{{.id = QStringLiteral("time"), .width = 150, .canHide = false}};
    for (qsizetype i = 0; i < m_view->series().size(); ++i)
        looks.append({.id = QStringLiteral("series-%1").arg(i), .width = 110, .elide = Qt::ElideMiddle});
    m_table->setColumns(looks);
}

QPixmap ChartPane::picture()
{
    const bool more = m_more->isVisibleTo(this);
    const bool visible = isVisible();
    m_more->hide();
    m_legend->setMostRows(0);
    const QSize before = size();
    const QSize whole(width(), sizeHint().height());
    if (visible)
        setUpdatesEnabled(false);
    resize(whole);
    layout()->activate();
    QPixmap picture(size() * devicePixelRatioF());
    picture.setDevicePixelRatio(devicePixelRatioF());
    picture.fill(m_theme->color(Token::Base));
    render(&picture, {}, {}, QWidget::DrawChildren);
    m_legend->setMostRows(8);
    m_more->setVisible(more);
    layout()->activate();
    resize(before);
    if (visible)
        setUpdatesEnabled(true);
    return picture;
}

QByteArray ChartPane::toCsv() const
{
    return SeriesTable::toCsv(named(), m_view->from(), m_view->to());
}

void ChartPane::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_loading->setGeometry(0, m_theme->scaled(headHeight) - 2, width(), 2);
    m_loading->raise();
}

} // namespace mk
