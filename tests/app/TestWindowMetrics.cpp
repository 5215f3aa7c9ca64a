// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/metrics/DashboardPage.h"
#include "panels/metrics/QueryBox.h"
#include "support/FakeServer.h"
#include "support/RealPrometheus.h"
#include "support/TestMain.h"
#include "support/WindowBench.h"
#include "widgets/ChartPane.h"
#include "widgets/EmptyState.h"
#include "widgets/FilterBar.h"
#include "widgets/Tabs.h"

#include "core/Json.h"

#include <QFileDialog>
#include <QLineEdit>
#include <QMenu>
#include <QTabBar>
#include <QToolButton>

#include <cmath>

using namespace mk;
using namespace mk::test;

// Metrics in the real window on a real Prometheus, which scrapes itself and a target of this test.
class TestWindowMetrics : public QObject
{
    Q_OBJECT

    RealPrometheus m_server;
    FakeServer m_kong; // answers as the metrics page of Kong 0.14
    int m_scrapes = 0;
    WindowBench m_bench;

    static QString text(const char *utf8) { return QString::fromUtf8(utf8); }
    Panel *panel() const { return m_bench.panel("metrics"); }
    QTabBar *tabs() const { return panel()->findChild<TabBar *>(); }
    bool choose(const char *tab) const
    {
        QTabBar *bar = tabs();
        for (int i = 0; bar && i < bar->count(); ++i) {
            if (bar->tabText(i) == text(tab)) {
                QTest::mouseClick(bar, Qt::LeftButton, {}, bar->tabRect(i).center());
                return bar->currentIndex() == i;
            }
        }
        return false;
    }
    TimeSeriesView *chart(const char *name) const
    {
        const auto views = panel()->findChildren<TimeSeriesView *>();
        for (TimeSeriesView *view : views) {
            if (view->isVisible() && view->accessibleName() == text(name))
                return view;
        }
        return nullptr;
    }
    QAbstractItemView *table() const { return find::view(panel(), text("Result")); }
    void run(const char *query) const
    {
        QLineEdit *box = find::edit(panel(), text("Query"));
        QVERIFY(box);
        find::type(box, text(query));
        QTest::keyClick(box, Qt::Key_Return);
    }
    nlohmann::json api(const char *query)
    {
        return nlohmann::json::parse(m_server.instant(query).body.toStdString(), nullptr, false);
    }

    static bool openOn(WindowBench *bench, const QUrl &url)
    {
        Endpoint endpoint;
        endpoint.id = text("prometheus");
        endpoint.system = System::Prometheus;
        endpoint.url = url;
        endpoint.proxy.kind = ProxySettings::Kind::None;
        bench->environment.prometheus = endpoint;
        if (!bench->openAll(false))
            return false;
        bench->window->resize(1440, 900);
        return bench->go(text("Metrics"));
    }

private Q_SLOTS:
    void initTestCase()
    {
        MK_REQUIRE_PROMETHEUS();
        m_kong.setHandler([this](const FakeRequest &request, FakeConnection &connection) {
            if (request.target != "/metrics") {
                connection.answer(404, "404 page not found\n");
                return;
            }
            ++m_scrapes;
            const QByteArray count = QByteArray::number(m_scrapes * 10);
            connection.answer(200,
                              "# TYPE kong_http_status_total counter\n"
                              "kong_http_status_total{code=\"200\"} " + count + "\n"
                              "kong_http_status_total{code=\"503\"} " + QByteArray::number(m_scrapes) + "\n"
                              "# TYPE kong_http_status counter\n"
                              "kong_http_status{code=\"200\",service=\"\"} " + count + "\n"
                              "# TYPE kong_nginx_http_current_connections gauge\n"
                              "kong_nginx_http_current_connections{state=\"active\"} 7\n",
                              {{"Content-Type", "text/plain; version=0.0.4"}});
        });
        QVERIFY(m_kong.isListening());
        // As the stock Microkubes has it: a path that Kong's own plugin does not serve.
        QVERIFY(m_server.setJobs({{text("gateway"), text("127.0.0.1:%1").arg(m_kong.serverPort()), text("/prometheus/metrics")}}));
        QVERIFY2(m_server.start(), qPrintable(m_server.lastError()));
        QVERIFY(openOn(&m_bench, m_server.url()));
        QVERIFY(find::click(find::widget(panel(), text("Time range")), text("5 min"))); // a step of a second
    }

    void chartsOfItselfAreDrawn()
    {
        QVERIFY(choose("Prometheus"));
        QTRY_VERIFY_WITH_TIMEOUT(chart("Targets up") && !chart("Targets up")->series().isEmpty(), patience);
        QTRY_VERIFY_WITH_TIMEOUT(chart("Series in memory") && !chart("Series in memory")->series().isEmpty(), patience);
        // Its legend tells what the server says.
        QAbstractItemView *legend = find::view(panel(), text("Legend of Targets up"));
        QVERIFY(legend);
        QTRY_VERIFY_WITH_TIMEOUT(find::row(legend, text("prometheus")) >= 0, patience);
        QTRY_COMPARE_WITH_TIMEOUT(find::cell(legend, find::row(legend, text("prometheus")), text("Last")), text("1"), patience);
        QTRY_COMPARE_WITH_TIMEOUT(find::cell(legend, find::row(legend, text("gateway")), text("Last")), text("0"), patience);
    }

    void pathThatAnswers404IsNamed()
    {
        QVERIFY(choose("Kong"));
        QTRY_VERIFY_WITH_TIMEOUT(find::shows(panel(), text("The target of Kong answers 404")), patience);
        QVERIFY(find::shows(panel(), text("/prometheus/metrics")));
        QVERIFY(find::shows(panel(), text("metrics_path: /metrics")));
        QVERIFY(choose("RabbitMQ"));
        QTRY_VERIFY_WITH_TIMEOUT(find::shows(panel(), text("RabbitMQ is not scraped")), patience);
    }

    void repairedTargetIsDrawn()
    {
        QVERIFY2(m_server.setJobs({{text("gateway"), text("127.0.0.1:%1").arg(m_kong.serverPort()), text("/metrics")}}),
                 qPrintable(m_server.lastError()));
        QTRY_VERIFY_WITH_TIMEOUT(m_scrapes >= 4, patience);
        QVERIFY(choose("Kong"));
        QVERIFY(find::clickSoon(panel(), text("Refresh")));
        QTRY_VERIFY_WITH_TIMEOUT(chart("Requests by status") && chart("Requests by status")->series().size() == 2, patience);
        QCOMPARE(chart("Requests by status")->series().at(0).name, text("2xx"));
        QCOMPARE(chart("Requests by status")->series().at(0).color, Token::S1);
        QCOMPARE(chart("Requests by status")->series().at(1).color, Token::S2); // 5xx
        QTRY_VERIFY_WITH_TIMEOUT(chart("Requests by service") && chart("Requests by service")->series().size() == 1, patience);
        QCOMPARE(chart("Requests by service")->series().at(0).name, text("(no service)"));
        // What this version of Kong does not have is said in its place.
        QVERIFY(find::shows(panel(), text("No such metric here")));
    }

    void refreshPutsToWhatIsThere()
    {
        const auto last = [this] { return chart("Kong connections")->series().at(0).data->samples().back().at; };
        QTRY_VERIFY_WITH_TIMEOUT(chart("Kong connections") && !chart("Kong connections")->series().isEmpty(), patience);
        const qint64 before = last();
        QTRY_VERIFY_WITH_TIMEOUT(last() > before, patience);
        bool tail = false;
        for (const HttpLogEntry &entry : m_bench.app->httpLog().entries())
            tail = tail || (entry.url.contains(text("query_range")) && entry.requestBody.contains("start"));
        QVERIFY(tail);
    }

    void zoomPanAndBack()
    {
        TimeSeriesView *view = chart("Requests by status");
        QVERIFY(view);
        const qint64 span = view->to() - view->from();
        const QRect plot = view->plotArea();
        QTest::mousePress(view, Qt::LeftButton, {}, {plot.left() + plot.width() / 2, plot.center().y()});
        QTest::mouseMove(view, {plot.left() + plot.width() * 3 / 4, plot.center().y()});
        QTest::mouseRelease(view, Qt::LeftButton, {}, {plot.right() - 1, plot.center().y()});
        QTRY_VERIFY_WITH_TIMEOUT(std::abs((view->to() - view->from()) - span / 2) < span / 50, patience);
        QVERIFY(find::shows(panel(), text("Fixed range")));
        TimeSeriesView *other = chart("Kong connections");
        QCOMPARE(other->from(), view->from()); // all charts of the page
        view->setFocus(Qt::TabFocusReason);
        QTest::keyClick(view, Qt::Key_Backspace);
        QTRY_VERIFY_WITH_TIMEOUT(std::abs((view->to() - view->from()) - span) < span / 50, patience);
        // The crosshair is over all of them.
        QTest::keyClick(view, Qt::Key_End);
        QVERIFY(view->crosshair());
        QCOMPARE(other->crosshair(), view->crosshair());
        QTest::keyClick(view, Qt::Key_Escape);
        QVERIFY(find::click(find::widget(panel(), text("Time range")), text("1 h")));
        QTRY_VERIFY_WITH_TIMEOUT(view->to() - view->from() > 3'000'000, patience);
        QVERIFY(find::click(panel(), text("Back to the range before")));
        QTRY_VERIFY_WITH_TIMEOUT(view->to() - view->from() <= 301'000, patience);
    }

    void instantTableIsWhatTheApiSays()
    {
        QVERIFY(choose("Query"));
        run("scrape_samples_scraped * 0 + 0.1");
        QTRY_VERIFY_WITH_TIMEOUT(table() && table()->model()->rowCount() == 2, patience);
        const auto answer = api("scrape_samples_scraped * 0 + 0.1");
        QCOMPARE(answer["data"]["result"].size(), size_t(2));
        for (const auto &entry : answer["data"]["result"]) {
            const QString line = text("{instance=\"%1\", job=\"%2\"}")
                                     .arg(QString::fromStdString(entry["metric"]["instance"]), QString::fromStdString(entry["metric"]["job"]));
            const int row = find::row(table(), line);
            QVERIFY2(row >= 0, qPrintable(line));
            QCOMPARE(find::cell(table(), row, text("Value")), QString::fromStdString(entry["value"][1]));
        }
        for (const auto &[query, shown] : std::vector<std::pair<const char *, const char *>>{
                 {"vector(0) / 0", "NaN"}, {"vector(1) / 0", "+Inf"}, {"vector(-1) / 0", "-Inf"}, {"42.5", "42.5"}, {"\"hello\"", "hello"}}) {
            run(query);
            QTRY_VERIFY_WITH_TIMEOUT(table() && table()->model()->rowCount() == 1
                                         && find::cell(table(), 0, text("Value")) == text(shown),
                                     patience);
        }
        run("up{job=\"nobody\"}");
        QTRY_VERIFY_WITH_TIMEOUT(find::shows(panel(), text("No data")), patience);
    }

    void queryAsAChart()
    {
        run("up");
        QVERIFY(find::click(find::widget(panel(), text("View")), text("Chart")));
        QTRY_VERIFY_WITH_TIMEOUT(chart("up") && chart("up")->series().size() == 2, patience);
        QVERIFY(find::click(find::widget(panel(), text("View")), text("Table")));
        QTRY_COMPARE_WITH_TIMEOUT(table()->model()->rowCount(), 2, patience);
    }

    void brokenQueryIsToldAtTheBox()
    {
        run("up{");
        QTRY_VERIFY_WITH_TIMEOUT(find::shows(panel(), text("1:4: unexpected end of input inside braces")), patience);
        QVERIFY(find::shows(panel(), text("The server does not understand the query")));
        run("up");
        QTRY_VERIFY_WITH_TIMEOUT(table() && table()->model()->rowCount() == 2, patience);
        QVERIFY(!find::shows(panel(), text("unexpected end")));
    }

    void namesAreCompleted()
    {
        QLineEdit *box = find::edit(panel(), text("Query"));
        QVERIFY(box);
        find::type(box, text("sum(prometheus_tsdb_head_seri"));
        QWidget *list = nullptr;
        QTRY_VERIFY_WITH_TIMEOUT((list = QApplication::activePopupWidget()) != nullptr, patience);
        QTest::keyClick(list, Qt::Key_Down);
        QTest::keyClick(list, Qt::Key_Return);
        QVERIFY(box);
        QVERIFY2(box->text().startsWith(text("sum(prometheus_tsdb_head_series")), qPrintable(box->text()));
        QCOMPARE(QueryBox::wordAt(text("rate(a:b_c"), 10).text, text("a:b_c"));
        QCOMPARE(QueryBox::wordAt(text("up{job=\"prom"), 12).text, QString());
        QCOMPARE(QueryBox::wordAt(text("up[5m"), 5).text, QString());
    }

    void tooManyLinesAreBounded()
    {
        run("{__name__=~\"prometheus_.+\"}");
        QVERIFY(find::click(find::widget(panel(), text("View")), text("Chart")));
        QTRY_VERIFY_WITH_TIMEOUT(find::shows(panel(), text("lines, those that rise highest")), patience);
        QVERIFY(find::click(find::widget(panel(), text("View")), text("Table")));
    }

    void exportsAFile()
    {
        QVERIFY(choose("Prometheus"));
        QTRY_VERIFY_WITH_TIMEOUT(chart("Targets up") && !chart("Targets up")->series().isEmpty(), patience);
        auto *more = qobject_cast<QToolButton *>(find::button(panel(), text("More about Targets up")));
        QVERIFY(more);
        for (const char *kind : {"csv", "png"}) {
            QAction *action = nullptr;
            for (QAction *candidate : more->actions()) {
                if (candidate->text().contains(text(kind), Qt::CaseInsensitive))
                    action = candidate;
            }
            QVERIFY(action);
            action->trigger();
            QFileDialog *dialog = nullptr;
            QTRY_VERIFY_WITH_TIMEOUT((dialog = m_bench.window->findChild<QFileDialog *>()) != nullptr, patience);
            const QString path = m_bench.folder.filePath(QStringLiteral("chart.%1").arg(text(kind)));
            Q_EMIT dialog->fileSelected(path);
            dialog->close();
            QTRY_VERIFY_WITH_TIMEOUT(!m_bench.window->findChild<QFileDialog *>(), patience);
            QFile file(path);
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray content = file.readAll();
            if (text(kind) == text("csv"))
                QVERIFY2(content.startsWith("time,") && content.contains("gateway") && content.count("\r\n") >= 2, content.left(200).constData());
            else
                QVERIFY(QImage::fromData(content, "PNG").width() > 300);
        }
        QAction *table = more->actions().first();
        table->setChecked(true);
        QAbstractItemView *numbers = find::view(panel(), text("Numbers of Targets up"));
        QVERIFY(numbers && numbers->isVisible() && numbers->model()->rowCount() > 0);
        table->setChecked(false);
    }

    // Kong's plugin has named its metrics three times over.
    void namesOfOtherKongs_data()
    {
        QTest::addColumn<QByteArray>("metrics");
        QTest::addColumn<QString>("service");
        QTest::newRow("Kong 1 and 2") << QByteArray("kong_http_status{code=\"200\",service=\"orders\",route=\"all\"} #\n"
                                                    "kong_http_status{code=\"502\",service=\"orders\",route=\"all\"} #\n"
                                                    "kong_latency_bucket{type=\"request\",service=\"orders\",le=\"00080.0\"} #\n"
                                                    "kong_latency_bucket{type=\"request\",service=\"orders\",le=\"+Inf\"} #\n"
                                                    "kong_bandwidth{type=\"egress\",service=\"orders\"} #\n"
                                                    "kong_nginx_http_current_connections{state=\"active\"} 7\n"
                                                    "kong_memory_lua_shared_dict_bytes{shared_dict=\"kong\"} 40960\n"
                                                    "kong_memory_lua_shared_dict_total_bytes{shared_dict=\"kong\"} 5242880\n")
                                      << text("orders");
        QTest::newRow("Kong 3") << QByteArray("kong_http_requests_total{service=\"carts\",route=\"r\",code=\"200\",source=\"service\"} #\n"
                                              "kong_http_requests_total{service=\"carts\",route=\"r\",code=\"401\",source=\"kong\"} #\n"
                                              "kong_request_latency_ms_bucket{service=\"carts\",route=\"r\",le=\"80\"} #\n"
                                              "kong_request_latency_ms_bucket{service=\"carts\",route=\"r\",le=\"+Inf\"} #\n"
                                              "kong_bandwidth_bytes{service=\"carts\",route=\"r\",direction=\"egress\"} #\n"
                                              "kong_nginx_connections_total{subsystem=\"http\",state=\"active\"} 7\n"
                                              "kong_memory_lua_shared_dict_bytes{shared_dict=\"kong\"} 40960\n"
                                              "kong_memory_lua_shared_dict_total_bytes{shared_dict=\"kong\"} 5242880\n")
                                << text("carts");
    }
    void namesOfOtherKongs()
    {
        QFETCH(QByteArray, metrics);
        QFETCH(QString, service);
        int scrapes = 0;
        FakeServer kong([&scrapes, metrics](const FakeRequest &, FakeConnection &connection) {
            connection.answer(200, QByteArray(metrics).replace('#', QByteArray::number(++scrapes * 10)),
                              {{"Content-Type", "text/plain; version=0.0.4"}});
        });
        RealPrometheus server;
        QVERIFY(server.setJobs({{text("kong"), text("127.0.0.1:%1").arg(kong.serverPort())}}));
        QVERIFY2(server.start(), qPrintable(server.lastError()));
        QTRY_VERIFY_WITH_TIMEOUT(scrapes >= 4, patience);
        WindowBench bench;
        QVERIFY(openOn(&bench, server.url()));
        Panel *page = bench.panel("metrics");
        const auto lines = [page](const char *name) {
            const auto views = page->findChildren<TimeSeriesView *>();
            for (TimeSeriesView *view : views) {
                if (view->isVisible() && view->accessibleName() == text(name))
                    return view->series();
            }
            return QList<ChartSeries>();
        };
        QVERIFY(find::click(find::widget(page, text("Time range")), text("5 min")));
        QTRY_COMPARE_WITH_TIMEOUT(lines("Requests by status").size(), 2, patience);
        QTRY_COMPARE_WITH_TIMEOUT(lines("Requests by service").size(), 1, patience);
        QCOMPARE(lines("Requests by service").at(0).name, service);
        QTRY_COMPARE_WITH_TIMEOUT(lines("Request latency").size(), 3, patience);
        QTRY_COMPARE_WITH_TIMEOUT(lines("Bandwidth").size(), 1, patience);
        QTRY_COMPARE_WITH_TIMEOUT(lines("Kong connections").size(), 1, patience);
        QTRY_COMPARE_WITH_TIMEOUT(lines("Shared dictionaries in use").size(), 1, patience);
    }

    // Whatever answers in Prometheus' place, the page says what is wrong, and goes on.
    void whatIsNoAnswerIsSaid_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("length");
        QTest::addColumn<QString>("told");
        QTest::newRow("unauthorised") << 401 << QByteArray("Unauthorized") << QByteArray() << text("Change credential…");
        QTest::newRow("html") << 200 << QByteArray("<html><body>Welcome</body></html>") << QByteArray() << text("cannot be read");
        QTest::newRow("huge") << 200 << QByteArray("{") << QByteArray("9000000000") << text("is larger than 64.0 MiB");
        QTest::newRow("server error") << 503 << QByteArray("{\"status\":\"error\",\"errorType\":\"unavailable\",\"error\":\"TSDB not ready\"}")
                                      << QByteArray() << text("TSDB not ready");
    }
    void whatIsNoAnswerIsSaid()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, length);
        QFETCH(QString, told);
        FakeServer server([=](const FakeRequest &, FakeConnection &connection) {
            FakeConnection::Headers headers{{"Content-Type", "application/json"}};
            if (!length.isEmpty())
                headers.append({"Content-Length", length});
            connection.answer(status, body, headers);
        });
        WindowBench bench;
        QVERIFY(openOn(&bench, server.url()));
        Panel *page = bench.panel("metrics");
        QTRY_VERIFY2_WITH_TIMEOUT(find::shows(page, told) || find::button(page, told), qPrintable(find::visibleTexts(page).join(QLatin1Char('|'))), patience);
        QVERIFY(!server.requests().isEmpty());
    }

    void serverThatStopsLeavesItsChart()
    {
        QVERIFY(choose("Prometheus"));
        QTRY_VERIFY_WITH_TIMEOUT(chart("Targets up") && !chart("Targets up")->series().isEmpty(), patience);
        m_server.kill();
        QVERIFY(find::clickSoon(panel(), text("Refresh")));
        QTRY_VERIFY_WITH_TIMEOUT(find::button(panel(), text("Retry now")), patience);
        QVERIFY(chart("Targets up") && !chart("Targets up")->series().isEmpty());
        QTRY_VERIFY_WITH_TIMEOUT(chart("Targets up")->isStale(), patience);
        QVERIFY2(m_server.start(), qPrintable(m_server.lastError()));
        QTRY_VERIFY_WITH_TIMEOUT(!find::button(panel(), text("Retry now")), patience);
        QTRY_VERIFY_WITH_TIMEOUT(chart("Targets up") && !chart("Targets up")->isStale(), patience);
    }
};

MK_TEST_CLASS(TestWindowMetrics)
#include "TestWindowMetrics.moc"
