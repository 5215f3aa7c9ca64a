// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"
#include "widgets/ChartLegend.h"
#include "widgets/ChartPane.h"
#include "widgets/EntityTable.h"

#include <QHeaderView>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

#include <cmath>
#include <limits>

using namespace mk;

namespace {

constexpr qint64 start = 1'795'000'000'000;
constexpr qint64 step = 15'000;
constexpr int count = 241; // an hour

QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

ChartSeries line(const char *id, Token color, const std::function<double(int)> &value)
{
    std::vector<ChartSample> samples;
    for (int i = 0; i < count; ++i)
        samples.push_back({start + i * step, value(i)});
    return {text(id), text(id), color, false, std::make_shared<const SeriesBuffer>(std::move(samples), step)};
}

QList<ChartSeries> sample()
{
    return {line("2xx", Token::S1, [](int i) { return 300.0 + i % 7; }), line("5xx", Token::S2, [](int i) { return double(i % 5); }),
            line("4xx", Token::S5, [](int) { return 50.0; })};
}

constexpr qint64 end = start + (count - 1) * step;

bool hasPixel(const QImage &image, const QRect &area, const QColor &color)
{
    for (int y = area.top(); y <= area.bottom(); ++y) {
        for (int x = area.left(); x <= area.right(); ++x) {
            if (image.valid(x, y) && image.pixelColor(x, y) == color)
                return true;
        }
    }
    return false;
}

} // namespace

// A chart by hand and eye: what is painted, what mouse and keys ask for, legend, table, message.
class TestChartPane : public QObject
{
    Q_OBJECT

    Theme m_theme;
    std::unique_ptr<ChartPane> m_pane;

    TimeSeriesView *view() const { return m_pane->view(); }
    ChartLegend *legend() const { return m_pane->legend(); }
    QPoint inPlot(double share) const
    {
        const QRect plot = view()->plotArea();
        return {plot.left() + int(plot.width() * share), plot.center().y()};
    }
    QString cell(int row, const QString &column) const
    {
        const QAbstractItemModel *model = legend()->model();
        for (int i = 0; i < model->columnCount(); ++i) {
            if (model->headerData(i, Qt::Horizontal).toString() == column)
                return model->index(row, i).data().toString();
        }
        return {};
    }

private Q_SLOTS:
    void init()
    {
        m_pane = std::make_unique<ChartPane>(&m_theme, text("Requests by status"), text("kong_http_status"));
        m_pane->setUnit(ChartUnit::PerSecond, text("requests/s"));
        m_pane->resize(620, 700);
        m_pane->setSeries(sample(), start, end);
        m_pane->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_pane.get()));
    }
    void cleanup() { m_pane.reset(); }

    void linesStandWhereTheirValuesAre()
    {
        const QImage image = view()->grab().toImage();
        const QRect plot = view()->plotArea();
        QVERIFY(plot.width() > 400 && plot.height() > 120);
        // The axis goes from 0 to 400: 50 is at an eighth of the height.
        const int y = plot.bottom() - plot.height() / 8;
        QVERIFY(hasPixel(image, QRect(plot.left() + 5, y - 2, plot.width() - 10, 5), m_theme.color(Token::S5)));
        QVERIFY(!hasPixel(image, QRect(plot.left() + 5, plot.top(), plot.width() - 10, plot.height() / 8), m_theme.color(Token::S5)));
    }

    void gridStandsWhereTheLinesAre()
    {
        const QImage image = view()->grab().toImage();
        const QRect plot = view()->plotArea();
        for (const double share : {0.0, 0.5, 0.75}) { // 400, 200, 100; a line covers 300
            const int y = plot.top() + int(std::lround(plot.height() * share));
            QVERIFY2(hasPixel(image, QRect(plot.left() + 4, y - 1, 3, 3), m_theme.color(Token::Line)), qPrintable(QString::number(share)));
            QVERIFY(hasPixel(image, QRect(plot.right() - 3, y - 1, 3, 3), m_theme.color(Token::Line)));
        }
        QVERIFY(hasPixel(image, QRect(plot.left() + 4, plot.bottom() - 1, 3, 4), m_theme.color(Token::Border)));
        // Once more in another size, so that nothing depends on the first layout.
        m_pane->resize(480, 700);
        const QImage smaller = view()->grab().toImage();
        const QRect now = view()->plotArea();
        QVERIFY(now.width() < plot.width());
        const int y = now.top() + now.height() / 2;
        QVERIFY(hasPixel(smaller, QRect(now.right() - 3, y - 1, 3, 3), m_theme.color(Token::Line)));
        QVERIFY(!hasPixel(smaller, QRect(now.left() - 6, y - 1, 4, 3), m_theme.color(Token::Line)));
    }

    void gapStaysEmpty()
    {
        std::vector<ChartSample> samples;
        for (int i = 0; i < count; ++i) {
            if (i < 100 || i > 140)
                samples.push_back({start + i * step, 50});
        }
        m_pane->setSeries({{text("a"), text("a"), Token::S1, false, std::make_shared<const SeriesBuffer>(samples, step)}}, start, end);
        const QImage image = view()->grab().toImage();
        const QRect plot = view()->plotArea();
        const auto column = [&](double share) { return QRect(plot.left() + int(plot.width() * share), plot.top(), 3, plot.height()); };
        QVERIFY(hasPixel(image, column(0.2), m_theme.color(Token::S1)));
        QVERIFY(!hasPixel(image, column(0.5), m_theme.color(Token::S1)));
        QVERIFY(hasPixel(image, column(0.8), m_theme.color(Token::S1)));
    }

    void crosshairPaintsNothingButItself()
    {
        view()->repaint();
        const int frames = view()->frames();
        const int overlays = view()->overlays();
        QSignalSpy moved(view(), &TimeSeriesView::crosshairMoved);
        for (int i = 1; i <= 20; ++i) {
            QTest::mouseMove(view(), inPlot(i / 25.0));
            view()->repaint();
        }
        QCOMPARE(view()->frames(), frames);
        QVERIFY(view()->overlays() >= overlays + 20);
        QVERIFY(moved.size() >= 15);
        QVERIFY(view()->crosshair());
        QCOMPARE((*view()->crosshair() - start) % step, 0); // on a sample
        QCOMPARE(cell(2, legend()->model()->headerData(1, Qt::Horizontal).toString()), text("50"));
    }

    void legendTellsTheNumbers()
    {
        QCOMPARE(legend()->model()->rowCount(), 3);
        QCOMPARE(legend()->model()->headerData(0, Qt::Horizontal).toString(), text("requests/s"));
        QCOMPARE(cell(0, text("Min")), text("300"));
        QCOMPARE(cell(0, text("Max")), text("306"));
        QCOMPARE(cell(1, text("Last")), text("0"));
    }

    void dragZooms()
    {
        QSignalSpy wanted(view(), &TimeSeriesView::rangeWanted);
        QTest::mousePress(view(), Qt::LeftButton, {}, inPlot(0.25));
        QTest::mouseMove(view(), inPlot(0.4));
        QTest::mouseRelease(view(), Qt::LeftButton, {}, inPlot(0.5));
        QCOMPARE(wanted.size(), 1);
        const qint64 from = wanted.at(0).at(0).toLongLong();
        const qint64 to = wanted.at(0).at(1).toLongLong();
        QVERIFY(std::abs(from - (start + (end - start) / 4)) < step);
        QVERIFY(std::abs(to - (start + (end - start) / 2)) < step);
        QTest::mouseClick(view(), Qt::LeftButton, {}, inPlot(0.5)); // no drag
        QCOMPARE(wanted.size(), 1);
    }

    void shiftDragPans()
    {
        QSignalSpy wanted(view(), &TimeSeriesView::rangeWanted);
        QTest::mousePress(view(), Qt::LeftButton, Qt::ShiftModifier, inPlot(0.5));
        QTest::mouseMove(view(), inPlot(0.75));
        QVERIFY(view()->from() < start); // the picture follows the hand
        QTest::mouseRelease(view(), Qt::LeftButton, Qt::ShiftModifier, inPlot(0.75));
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted.at(0).at(1).toLongLong() - wanted.at(0).at(0).toLongLong(), end - start);
        QVERIFY(wanted.at(0).at(0).toLongLong() < start);
        QCOMPARE(view()->from(), start); // until its owner says so
    }

    void keysMoveZoomPanAndGoBack()
    {
        QSignalSpy wanted(view(), &TimeSeriesView::rangeWanted);
        QSignalSpy back(view(), &TimeSeriesView::backWanted);
        view()->setFocus(Qt::TabFocusReason);
        QTest::keyClick(view(), Qt::Key_Home);
        QCOMPARE(view()->crosshair(), std::optional(start));
        QTest::keyClick(view(), Qt::Key_Right);
        QCOMPARE(view()->crosshair(), std::optional(start + step));
        QTest::keyClick(view(), Qt::Key_Right, Qt::ControlModifier);
        QCOMPARE(view()->crosshair(), std::optional(start + 11 * step));
        QTest::keyClick(view(), Qt::Key_End);
        QCOMPARE(view()->crosshair(), std::optional(end));
        QTest::keyClick(view(), Qt::Key_Escape);
        QVERIFY(!view()->crosshair());
        QTest::keyClick(view(), Qt::Key_Plus);
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted.at(0).at(1).toLongLong() - wanted.at(0).at(0).toLongLong(), (end - start) / 2);
        QTest::keyClick(view(), Qt::Key_Minus);
        QCOMPARE(wanted.at(1).at(1).toLongLong() - wanted.at(1).at(0).toLongLong(), (end - start) * 2);
        QTest::keyClick(view(), Qt::Key_Left, Qt::ShiftModifier);
        QCOMPARE(wanted.at(2).at(0).toLongLong(), start - (end - start) / 4);
        QTest::keyClick(view(), Qt::Key_Backspace);
        QCOMPARE(back.size(), 1);
    }

    void legendIsolates()
    {
        const auto clickRow = [this](int row, Qt::KeyboardModifiers modifiers = {}) {
            const QModelIndex index = legend()->model()->index(row, 0);
            QTest::mouseClick(legend()->viewport(), Qt::LeftButton, modifiers, legend()->visualRect(index).center());
        };
        const int frames = view()->frames();
        clickRow(1);
        QCOMPARE(legend()->isolated(), QSet<QString>{text("5xx")});
        view()->repaint();
        QVERIFY(view()->frames() > frames);
        clickRow(2, Qt::ControlModifier);
        QCOMPARE(legend()->isolated(), (QSet<QString>{text("5xx"), text("4xx")}));
        clickRow(0, Qt::ControlModifier);
        QVERIFY(legend()->isolated().isEmpty()); // all of them is none of them
        legend()->setFocus(Qt::TabFocusReason);
        legend()->setCurrentIndex(legend()->model()->index(2, 0));
        QTest::keyClick(legend(), Qt::Key_Return);
        QCOMPARE(legend()->isolated(), QSet<QString>{text("4xx")});
        QVERIFY(legend()->model()->index(2, 0).data(Qt::AccessibleTextRole).toString().contains(text("alone")));
        QTest::keyClick(legend(), Qt::Key_Return);
        QVERIFY(legend()->isolated().isEmpty());
        // A line that is not there any more isolates nothing.
        clickRow(1);
        QList<ChartSeries> rest = sample();
        rest.removeAt(1);
        m_pane->setSeries(rest, start, end);
        QVERIFY(legend()->isolated().isEmpty());
    }

    void dashesAndNoiseArePainted()
    {
        QList<ChartSeries> series{line("dashed", Token::S3, [](int) { return 20.0; }),
                                  line("noise", Token::S2, [](int i) { return i % 2 ? 40.0 : 90.0; })};
        series[0].dashed = true;
        m_pane->setSeries(series, start, end);
        const QImage image = view()->grab().toImage();
        const QRect plot = view()->plotArea();
        const int y = plot.bottom() - plot.height() / 5; // 20 of 100
        int on = 0;
        int off = 0;
        for (int x = plot.left(); x < plot.right(); ++x)
            (image.pixelColor(x, y) == m_theme.color(Token::Base) && image.pixelColor(x, y - 1) == m_theme.color(Token::Base) ? off : on)++;
        QVERIFY2(on > plot.width() / 3 && off > plot.width() / 5, qPrintable(QStringLiteral("%1 %2").arg(on).arg(off)));
        QVERIFY(hasPixel(image, QRect(plot.center().x(), plot.top(), 8, plot.height()), m_theme.color(Token::S2)));
        // Alone it decides the axis, and the other one is far outside.
        series[1] = line("noise", Token::S2, [](int i) { return i % 2 ? 1e30 : -1e30; });
        m_pane->setSeries(series, start, end);
        view()->setIsolated({text("dashed")});
        QVERIFY(!view()->grab().isNull());
    }

    void messageAndTableStandInItsPlace()
    {
        m_pane->setMessage(text("target"), text("No such metric here"), text("Kong's plugin is not scraped."));
        QVERIFY(m_pane->hasMessage());
        QVERIFY(!view()->isVisible());
        QCOMPARE(m_pane->messageTitle(), text("No such metric here"));
        m_pane->setSeries(sample(), start, end);
        QVERIFY(view()->isVisible());
        m_pane->setTableShown(true);
        const auto tables = m_pane->findChildren<EntityTable *>();
        QCOMPARE(tables.size(), 1);
        QVERIFY(tables.front()->isVisible() && !view()->isVisible());
        QCOMPARE(tables.front()->accessibleName(), text("Numbers of Requests by status"));
        QCOMPARE(tables.front()->model()->rowCount(), count);
        QCOMPARE(tables.front()->model()->columnCount(), 4);
        m_pane->setTableShown(false);
        QVERIFY(view()->isVisible());
    }

    void pictureAndFile()
    {
        QList<ChartSeries> many;
        for (int i = 0; i < 12; ++i)
            many.append(line(qPrintable(QString::number(i)), seriesLook(i).color, [i](int) { return double(i); }));
        m_pane->setSeries(many, start, end);
        const QSize before = m_pane->size();
        const QPixmap picture = m_pane->picture();
        QVERIFY(picture.height() > view()->height() + 12 * 18); // the whole legend
        QCOMPARE(m_pane->size(), before);
        QCOMPARE(m_pane->toCsv().count("\r\n"), qsizetype(count) + 1);
    }

    void oddSeriesHarmNothing()
    {
        constexpr double inf = std::numeric_limits<double>::infinity();
        constexpr double nan = std::numeric_limits<double>::quiet_NaN();
        m_pane->setSeries({line("nan", Token::S1, [](int) { return nan; }), line("inf", Token::S2, [](int) { return inf; }),
                           line("huge", Token::S3, [](int i) { return i % 2 ? 1e308 : -1e308; }),
                           {text("null"), text("null"), Token::S4, false, nullptr},
                           {text("empty"), text("empty"), Token::S5, true, std::make_shared<const SeriesBuffer>()}},
                          start, end);
        QVERIFY(!view()->grab().isNull());
        QCOMPARE(cell(0, text("Last")), text("NaN"));
        QCOMPARE(cell(1, text("Last")), text("+Inf"));
        QCOMPARE(cell(3, text("Max")), QString(QChar(0x2013)));
        view()->setRange(end, start); // refused
        QCOMPARE(view()->from(), start);
        m_pane->resize(40, 400);
        QVERIFY(!view()->grab().isNull());
    }
};

MK_TEST_CLASS(TestChartPane)
#include "TestChartPane.moc"
