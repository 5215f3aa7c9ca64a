// SPDX-License-Identifier: GPL-3.0-or-later
// What a frame of a chart costs: 20 lines of 11,000 samples, whole and with the crosshair alone. Times are printed beside
// yardsticks of the same run, never asserted.
#include "widgets/TimeSeriesView.h"

#include <QApplication>
#include <QChart>
#include <QChartView>
#include <QElapsedTimer>
#include <QLineSeries>
#include <QPainter>
#include <QPixmap>
#include <QValueAxis>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <random>

using namespace mk;

namespace {

constexpr int lines = 20;
constexpr int samples = 11'000;
constexpr qint64 start = 1'795'000'000'000;
constexpr qint64 step = 15'000;
constexpr int frames = 15;
const QSize size(1160, 420); // the query page of a window of 1440 x 900

template <class Fn>
double medianMs(Fn &&fn, int times = frames)
{
    std::vector<double> taken;
    for (int i = 0; i < times; ++i) {
        QElapsedTimer timer;
        timer.start();
        fn(i);
        taken.push_back(double(timer.nsecsElapsed()) / 1e6);
    }
    std::sort(taken.begin(), taken.end());
    return taken[taken.size() / 2];
}

QList<ChartSeries> makeSeries(bool noisy)
{
    std::mt19937 random(11);
    std::uniform_real_distribution<double> noise(-1, 1);
    QList<ChartSeries> out;
    for (int line = 0; line < lines; ++line) {
        std::vector<ChartSample> points;
        for (int i = 0; i < samples; ++i) {
            const double wave = std::sin(i / 700.0 + line);
            points.push_back({start + i * step, 50 + 4 * line + 20 * wave + (noisy ? 6 * noise(random) : 0)});
        }
        const SeriesLook look = seriesLook(line);
        out.append({QString::number(line), QString::number(line), look.color, look.dashed,
                    std::make_shared<const SeriesBuffer>(std::move(points), step)});
    }
    return out;
}

void print(const char *what, double ms, double yardstick, const char *of)
{
    std::printf("%-58s %8.2f ms  %6.2f x %s\n", what, ms, ms / yardstick, of);
}

// What Qt Charts does with the same lines by itself.
double plainQtCharts(const QList<ChartSeries> &series, double *hover)
{
    auto *chart = new QChart;
    chart->legend()->hide();
    auto *x = new QValueAxis;
    auto *y = new QValueAxis;
    chart->addAxis(x, Qt::AlignBottom);
    chart->addAxis(y, Qt::AlignLeft);
    for (const ChartSeries &one : series) {
        auto *line = new QLineSeries;
        QList<QPointF> points;
        for (const ChartSample &sample : one.data->reduced(start, start + samples * step, size.width()).points)
            points.append({double(sample.at - start), sample.value});
        line->replace(points);
        chart->addSeries(line);
        line->attachAxis(x);
        line->attachAxis(y);
    }
    x->setRange(0, double(samples * step));
    y->setRange(0, 160);
    QChartView view(chart);
    view.setRenderHint(QPainter::Antialiasing);
    view.resize(size);
    view.grab();
    *hover = medianMs([&](int) { view.grab(); }, 5);
    return *hover;
}

void measure(const char *kind, bool noisy, const Theme &theme)
{
    const QList<ChartSeries> series = makeSeries(noisy);
    TimeSeriesView view(&theme, QStringLiteral("bench"));
    view.resize(size);
    view.setSeries(series);
    const qint64 end = start + (samples - 1) * step;
    view.setRange(start, end);
    view.grab();
    QPixmap target(size);
    const double blank = medianMs([&](int i) { target.fill(QColor(i, i, i)); });
    double hoverOfQt = 0;
    const double qtCharts = plainQtCharts(series, &hoverOfQt);
    std::printf("%s, %d lines of %d samples, %d x %d px; yardstick: Qt Charts with the reduced lines %.2f ms, filling the "
                "picture %.2f ms\n",
                kind, lines, samples, size.width(), size.height(), qtCharts, blank);
    print("reduction of all lines", medianMs([&](int) {
              for (const ChartSeries &one : series)
                  one.data->reduced(start, end, size.width());
          }),
          qtCharts, "Qt Charts");
    print("frame: other data, everything painted anew (aim 16 ms)", medianMs([&](int i) {
              view.setRange(start + i, end + i);
              view.render(&target);
          }),
          qtCharts, "Qt Charts");
    print("hover: the crosshair alone", medianMs([&](int i) {
              view.setCrosshair(start + (1000 + i * 50) * step);
              view.render(&target);
          }),
          hoverOfQt, "Qt Charts");
}

} // namespace

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    Theme theme;
    theme.applyTo(&app);
    measure("smooth", false, theme);
    measure("noise", true, theme);
    return 0;
}
