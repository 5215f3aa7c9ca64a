// SPDX-License-Identifier: GPL-3.0-or-later
#include "gallery/Scenes.h"

#include "gallery/Parts.h"
#include "models/MarkedText.h"
#include "widgets/Activity.h"
#include "widgets/Badges.h"
#include "widgets/Banner.h"
#include "widgets/Buttons.h"
#include "widgets/ChartPane.h"
#include "widgets/CodeEditor.h"
#include "widgets/DetailDrawer.h"
#include "widgets/EntityTable.h"
#include "widgets/EntityTree.h"
#include "widgets/FilterBar.h"
#include "widgets/FormRow.h"
#include "widgets/Labels.h"
#include "widgets/PanelFrame.h"
#include "widgets/PlanDialog.h"
#include "widgets/SampleModel.h"
#include "widgets/Segments.h"
#include "widgets/Sparkline.h"
#include "widgets/ThreeWayView.h"

#include <QApplication>
#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>
#include <QStandardItemModel>
#include <QToolButton>

#include <cmath>

namespace mk::gallery {

namespace {

using test::Cell;
using test::number;
using test::SampleModel;
using test::status;
using test::text;
using test::with;

QPixmap routesWithDrawer(const Theme *theme)
{
    auto *frame = new PanelFrame(theme, s("routes"), s("Routes"), s("route"), s("Filter routes"));
    fillFrame(theme, frame);
    EntityTable *table = routesTable(theme, false);
    frame->setContent(table);
    frame->setDrawer(makeDrawer(theme));
    QWidget *window = makeWindow(theme, frame, s("Routes"));
    window->show();
    frame->setDrawerOpen(true);
    table->setCurrentId(s("apps-management-microservice"));
    return grabShown(window, table);
}

QPixmap routesBulk(const Theme *theme)
{
    auto *frame = new PanelFrame(theme, s("routes"), s("Routes"), s("route"), s("Filter routes"));
    fillFrame(theme, frame);
    EntityTable *table = routesTable(theme, true);
    frame->setContent(table);
    frame->bulkBar()->addButton(makeButton(theme, s("Add plugin…"), s("plug"), frame));
    frame->bulkBar()->addButton(makeButton(theme, s("Disable…"), s("ban"), frame));
    frame->bulkBar()->addButton(makeButton(theme, s("Delete…"), s("trash"), frame));
    frame->bulkBar()->setSelection(s("3 routes selected"), s("all with service and route objects"));
    auto *activity = new ActivityDrawer(theme);
    auto *calls = new EntityTable(theme, s("HTTP calls"));
    calls->setColumns({{.id = s("m"), .width = 40, .kind = ColumnKind::Mark}, {.id = s("t"), .width = 116}, {.id = s("e"), .width = 88}, {.id = s("me"), .width = 72}, {.id = s("p")}, {.id = s("st"), .width = 72}, {.id = s("to"), .width = 88}});
    const auto call = [](Status mark, const char *at, const char *who, const char *path, const char *took) {
        return QList<Cell>{status(mark), with(text(s(at)), MonoRole, true), text(s(who)), text(s("GET")), with(text(s(path)), MonoRole, true), number(s("200")), number(s(took))};
    };
    calls->setModel(new SampleModel({s(""), s("Time"), s("Endpoint"), s("Method"), s("Path"), s("Status"), s("Took")},
                                    {call(Status::Ok, "14:05:08.214", "kong-0", "/routes?size=1000", "12 ms"),
                                     call(Status::Ok, "14:05:08.213", "kong-0", "/apis?size=1000", "14 ms"),
                                     call(Status::Warn, "14:05:07.902", "kong-1", "/status", "1,204 ms"),
                                     call(Status::Ok, "14:05:06.118", "consul", "/v1/health/state/any?index=48211&wait=55s", "41 s")},
                                    calls));
    activity->addPage(s("calls"), s("HTTP calls"), calls);
    activity->addPage(s("plans"), s("Plans"), new QWidget);
    activity->setNote(s("3.8 calls/s, 0 failed in the last minute"));
    activity->setPauseVisible(true);
    activity->setFixedHeight(172);
    QWidget *window = makeWindow(theme, frame, s("Routes"), activity);
    window->show();
    table->setSelectedIds({s("billing"), s("catalog"), s("orders")});
    return grabShown(window, table);
}

QPixmap queues(const Theme *theme)
{
    auto *frame = new PanelFrame(theme, s("queues"), s("Queues"), s("stack-2"), s("Filter queues"));
    frame->setCount(s("14, vhost /"));
    frame->setFreshness(s("2 s ago"));
    frame->addAction(makeButton(theme, s("New"), s("plus"), frame));
    frame->filterBar()->setStarVisible(true);
    frame->filterBar()->setStarText(s("Ready and unread"));
    auto *table = new EntityTable(theme, s("Queues"));
    table->setColumns({{.id = s("mark"), .width = 40, .kind = ColumnKind::Mark}, {.id = s("queue"), .elide = Qt::ElideMiddle}, {.id = s("state"), .width = 112}, {.id = s("ready"), .width = 84}, {.id = s("unacked"), .width = 80}, {.id = s("publish"), .width = 80}, {.id = s("spark"), .width = 176, .kind = ColumnKind::Spark}});
    QList<QList<Cell>> rows;
    const char *names[] = {"verification-email", "media-thumbnails", "search-reindex", "orders-dead", "billing-invoices", "orders-created"};
    for (int i = 0; i < 6; ++i) {
        auto wave = std::make_shared<std::vector<double>>();
        for (int k = 0; k < 60; ++k)
            wave->push_back(i == 0 ? k * 20.0 : 100 + 40 * std::sin(k / 4.0 + i) + (k * 7919 * (i + 1) % 31));
        const Status mark = i == 0 ? Status::Crit : i == 3 ? Status::Warn : Status::None;
        Cell ready = number(i == 0 ? s("1,204") : QString::number(340 / (i + 1)));
        if (i == 0)
            ready = with(with(ready, ToneRole, int(Tone::Crit)), StrongRole, true);
        rows.append({status(mark), text(s(names[i])), with(text(i == 0 || i == 3 ? s("No consumer") : s("Running")), ToneRole, int(i == 0 ? Tone::Crit : i == 3 ? Tone::Warn : Tone::Secondary)), ready,
                     with(number(s("0")), DimRole, true), number(s("22.0/s")),
                     with(with({}, SparkRole, QVariant::fromValue(SparkBuffer(wave))), StatusRole, int(mark))});
    }
    auto *model = new SampleModel({s(""), s("Queue"), s("State"), s("Ready"), s("Unacked"), s("Publish"), s("Ready, last 60 min")}, rows, table);
    model->setIdColumn(1);
    table->setModel(model);
    frame->setContent(table);
    QWidget *window = makeWindow(theme, frame, s("Queues"));
    window->show();
    table->setCurrentId(s("verification-email"));
    return grabShown(window, table);
}

QPixmap states(const Theme *theme)
{
    auto *window = new QWidget;
    window->resize(1440, 900);
    auto *grid = new QGridLayout(window);
    grid->setContentsMargins(24, 24, 24, 24);
    grid->setSpacing(24);
    const auto cell = [&](int row, int column, int rows) {
        auto *frame = new PanelFrame(theme, s("routes"), s("Routes"), s("route"), s("Filter routes"), window);
        auto *table = routesTable(theme, false, rows);
        frame->setContent(table);
        grid->addWidget(frame, row, column);
        return frame;
    };
    PanelFrame *loading = cell(0, 0, 6);
    loading->setCount(s("3,000…"));
    loading->startLoading();
    loading->setLoadProgress(3000, 4870);
    PanelFrame *empty = cell(0, 1, 0);
    empty->setCount(s("0"));
    empty->setFreshness(s("3 s ago"));
    using Kind = PanelState::Kind;
    empty->setState({.kind = Kind::Empty, .title = s("No routes yet"), .sentence = s("Services register themselves when they start. You can also make one here."), .actions = {{s("new"), s("New route"), s("plus"), true}, {s("import"), s("Import…"), s("upload")}}}, false);
    PanelFrame *stale = cell(0, 2, 5);
    stale->setCount(s("21"));
    stale->setFreshness(s("stale, 4 min old"), Status::Crit);
    stale->setState({.kind = Kind::Unreachable, .title = s("kong-0:8001 refuses connections"), .sentence = s("Unreachable since 14:01:12. Showing what it said then."), .actions = {{s("retry"), s("Retry now"), s("refresh")}}, .note = s("next try in 12 s")}, true);
    PanelFrame *denied = cell(1, 0, 0);
    denied->setState({.kind = Kind::NotAuthorised, .title = s("Not authorised"), .sentence = code(s("kong-0:8001/apis")) + s(" answered 403. The credential ") + strong(s("kong-readonly")) + s(" is known there but may not read this list."), .actions = {{s("key"), s("Change credential…"), s("key"), true}, {s("retry"), s("Retry"), s("refresh")}}}, false);
    PanelFrame *unsupported = cell(1, 1, 0);
    unsupported->setState({.kind = Kind::Unsupported, .title = s("Not in Kong 0.14.1"), .sentence = s("Consumer groups came with Kong 2.7. kong-0 and kong-1 run 0.14.1."), .actions = {{s("what"), s("What this version has"), s("info-circle")}}}, false);
    PanelFrame *partial = cell(1, 2, 5);
    partial->setCount(s("21"));
    partial->setFreshness(s("kong-0 3 s ago"), Status::Warn);
    partial->setState({.kind = Kind::Partial, .title = s("1 of 2 nodes answered"), .sentence = s("kong-1 timed out after 10 s. Rows are from kong-0; plugin counts may miss kong-1.")}, true);
    window->show();
    QElapsedTimer wait;
    wait.start();
    while (wait.elapsed() < 300)
        QApplication::processEvents(QEventLoop::AllEvents, 50);
    return grabShown(window);
}

QPixmap conflict(const Theme *theme)
{
    const QString opened = s("{\n  \"amqpConfig\": {\n    \"host\": \"rabbitmq\",\n    \"prefetch\": 1\n  },\n  \"mail\": {\n    \"host\": \"fakesmtp\",\n    \"port\": 1025,\n    \"from\": \"no-reply@example.org\"\n  },\n  \"templates\": {\n    \"userVerification\": \"user.html\",\n    \"forgotPassword\": \"reset.html\"\n  },\n  \"baseURL\": \"http://kong:8000\"\n}\n");
    QString server = opened;
    server.replace(s("fakesmtp"), s("smtp.example.org")).replace(s("1025"), s("587"));
    QString mine = opened;
    mine.replace(s("fakesmtp"), s("mail.example.org")).replace(s("prefetch\": 1"), s("prefetch\": 8")).replace(s("http://kong:8000"), s("https://api.example"));
    auto *view = new ThreeWayView(theme);
    view->setSides({s("Opened"), s("version 1841, 14:01:02"), opened}, {s("Server now"), s("version 1857, 14:03:40"), server}, {s("Yours"), s("3 lines changed, not saved"), mine});
    auto *panel = new QWidget;
    auto *row = new QHBoxLayout(panel);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    auto *frame = new PanelFrame(theme, s("kv"), s("Key/value"), s("folder"), s("Filter keys"));
    frame->setCount(s("214"));
    frame->setFixedWidth(272);
    auto *tree = new EntityTree(theme, s("Keys"));
    auto *model = new QStandardItemModel(tree);
    const auto item = [](const char *name, const char *icon, const char *size, Status mark = Status::None) {
        auto *made = new QStandardItem(s(name));
        made->setData(s(icon), IconNameRole);
        made->setData(s(size), SecondaryTextRole);
        made->setData(int(mark), StatusRole);
        return made;
    };
    auto *config = item("config", "folder-open", "41");
    config->appendRow(item("gateway", "folder", "3"));
    auto *mail = item("microservice-mail", "folder-open", "4");
    auto *selected = item("config.json", "file-text", "412 B", Status::Warn);
    mail->appendRow(selected);
    mail->appendRow(item("forgotPassword-template.html", "file-text", "2.1 KiB"));
    mail->appendRow(item("log-level", "file-text", "5 B"));
    config->appendRow(mail);
    config->child(0)->appendRow(item("x", "file-text", "1 B"));
    model->appendRow(config);
    model->appendRow(item("kong-migrations", "file-text", "22 B"));
    tree->setModel(model);
    tree->expand(config->index());
    tree->expand(mail->index());
    frame->setContent(tree);
    row->addWidget(frame);
    row->addWidget(makeLine(theme, Qt::Vertical, panel));
    row->addWidget(view, 1);
    panel->setAutoFillBackground(true);
    panel->setBackgroundRole(QPalette::Base);
    QWidget *window = makeWindow(theme, panel, s("Key/value"));
    window->show();
    tree->setCurrentIndex(selected->index());
    return grabShown(window, tree);
}

PlanPreview planPreview()
{
    PlanPreview plan;
    plan.title = s("Apply plan");
    plan.subtitle = s("One port for /apps, one owner for /saml");
    plan.environment = s("Europe");
    plan.stageWord = s("Production");
    plan.stageColor = Token::Production;
    plan.changes = {{s("Update instance"), s("Consul"), s("microservice-apps-management-x2k9"), Status::Ok, s("Unchanged, re-read 1 s ago")},
                    {s("Update instance"), s("Consul"), s("microservice-apps-management-p7m4"), Status::Ok, s("Unchanged, re-read 1 s ago")},
                    {s("Delete API"), s("Kong"), s("microservice-identity-provider"), Status::Ok, s("Unchanged, re-read 1 s ago")}};
    plan.changesNote = s("2 systems, in this order");
    const QString before = s("{\n  \"ID\": \"x2k9\",\n  \"Tags\": [],\n  \"Name\": \"microservice-apps-management\",\n  \"Address\": \"172.17.0.14\",\n  \"Port\": 8080,\n  \"Meta\": {},\n  \"Weights\": 1,\n  \"Other\": 2,\n  \"More\": 3,\n  \"Last\": 4\n}\n");
    QString after = before;
    after.replace(s("8080"), s("8000"));
    const QString whole = s("{\n  \"name\": \"microservice-identity-provider\",\n  \"uris\": [\"/saml\"],\n  \"upstream_url\": \"http://identity-provider.service.consul:8080\",\n  \"strip_uri\": false\n}\n");
    plan.parts = {{s("1"), s("PUT /v1/agent/service/register"), s("on consul"), s("1 field changes, 11 stay"), before, after},
                  {s("2"), s("PUT /v1/agent/service/register"), s("on consul"), s("1 field changes, 11 stay"), before, after},
                  {s("3"), s("DELETE /apis/c07be51d…9a4f21"), s("on kong-0"), s("whole object"), whole, {}}};
    plan.requests = {s("PUT /v1/agent/service/register\n\n") + after, {}, s("DELETE /apis/c07be51d")};
    plan.effects = {{s("Half of the instances behind ") + code(s("/apps")), Status::Crit, s("502"), s("–"), s("Answers, tested on port 8000"), Status::Ok, s("Yes")},
                    {s("The other half"), Status::Crit, s("502"), s("–"), s("Answers, tested on port 8000"), Status::Ok, s("Yes")},
                    {s("Second owner of ") + code(s("/saml")) + s(", never matched"), Status::Unknown, s("Unused"), s("1 plugin"), code(s("/saml")) + s(" stays with the older API"), Status::Warn, s("With a new id")}};
    plan.warning = Status::Warn;
    plan.warningTitle = s("Change 3 deletes an API and its plugin.");
    plan.warningText = s("Undo creates both again, with new ids and a new creation time.");
    plan.typedName = s("microservice-identity-provider");
    plan.destroys = true;
    plan.applyText = s("Apply 3 changes");
    plan.footNote = s("Each step is in the journal before it is sent.");
    return plan;
}

QPixmap plan(const Theme *theme)
{
    auto *dialog = new PlanDialog(theme, nullptr);
    dialog->setPreview(planPreview());
    dialog->confirmEdit()->setText(s("microservice-identity-prov"));
    return grabShown(dialog, dialog->confirmEdit());
}

QPixmap planReady(const Theme *theme)
{
    auto *dialog = new PlanDialog(theme, nullptr);
    dialog->setPreview(planPreview());
    dialog->confirmEdit()->setText(s("microservice-identity-provider"));
    return grabShown(dialog, dialog->applyButton());
}

QPixmap controls(const Theme *theme)
{
    auto *window = new QWidget;
    window->setAutoFillBackground(true);
    window->setBackgroundRole(QPalette::Base);
    window->resize(1180, 760);
    auto *column = new QVBoxLayout(window);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(12);
    const auto addRow = [&](const QList<QWidget *> &widgets) {
        auto *row = new QHBoxLayout;
        row->setSpacing(8);
        for (QWidget *widget : widgets)
            row->addWidget(widget);
        row->addStretch(1);
        column->addLayout(row);
    };
    const auto button = [&](const char *label, const char *icon, ButtonKind kind, bool enabled = true, bool small = false) {
        QPushButton *made = makeButton(theme, s(label), s(icon), window, kind);
        made->setEnabled(enabled);
        setSmallButton(made, small);
        return made;
    };
    QPushButton *focused = button("Focused", "refresh", ButtonKind::Plain);
    addRow({button("Plain", "", ButtonKind::Plain), button("With icon", "plus", ButtonKind::Plain), button("Primary", "plus", ButtonKind::Primary),
            button("Delete", "trash", ButtonKind::Danger), button("Ghost", "copy", ButtonKind::Ghost), focused,
            button("Disabled", "plus", ButtonKind::Plain, false), button("Primary off", "plus", ButtonKind::Primary, false),
            button("Small", "tool", ButtonKind::Plain, true, true), makeIconButton(theme, s("dots"), s("More"), window),
            makeLinkButton(theme, s("Undo"), s("arrow-back-up"), window)});
    auto *line = new QLineEdit(s("Europe staging"), window);
    auto *off = new QLineEdit(s("Disabled"), window);
    off->setEnabled(false);
    auto *wrong = new QLineEdit(s("guest"), window);
    setFieldProblem(wrong, true);
    auto *hint = new QLineEdit(window);
    hint->setPlaceholderText(s("Placeholder"));
    auto *mono = makeCodeEdit(theme, window);
    mono->setText(s("http://kong-0.stage.example:8001"));
    mono->setMinimumWidth(240);
    QComboBox *combo = makeCombo({s("Token, stage"), s("None")}, window);
    auto *spin = new QSpinBox(window);
    spin->setMaximum(99999);
    spin->setValue(8500);
    addRow({line, off, wrong, hint, mono, combo, spin});
    auto *check = new QCheckBox(s("Read-only"), window);
    auto *checked = new QCheckBox(s("Watch in background"), window);
    checked->setChecked(true);
    auto *partly = new QCheckBox(s("Some"), window);
    partly->setTristate(true);
    partly->setCheckState(Qt::PartiallyChecked);
    auto *dead = new QCheckBox(s("Disabled"), window);
    dead->setEnabled(false);
    auto *radio = new QRadioButton(s("Server’s"), window);
    auto *radio2 = new QRadioButton(s("Yours"), window);
    radio2->setChecked(true);
    addRow({check, checked, partly, dead, radio, radio2});
    auto *stage = new SegmentedControl(theme, s("Stage"), window);
    stage->addSegment(s("d"), s("Development"), Token::Dev);
    stage->addSegment(s("s"), s("Staging"), Token::Staging);
    stage->addSegment(s("p"), s("Production"), Token::Production);
    stage->setCurrentId(s("s"));
    auto *small = new SegmentedControl(theme, s("View"), window);
    small->setSmall(true);
    small->addSegment(s("a"), s("Diff"));
    small->addSegment(s("b"), s("Request"));
    const auto badge = [&](Status state, const char *word) {
        auto *made = new Badge(theme, window);
        made->setStatus(state, s(word));
        return made;
    };
    auto *tag = new Tag(theme, window);
    tag->setText(s("durable"));
    auto *key = new KeyCap(theme, window);
    key->setText(s("Ctrl+Enter"));
    addRow({stage, small, badge(Status::Ok, "Works"), badge(Status::Warn, "Conflict"), badge(Status::Crit, "Failing"), badge(Status::Unknown, "Unknown"), tag, key});
    QList<QWidget *> pills;
    for (const Status state : {Status::Ok, Status::Warn, Status::Crit, Status::Unknown}) {
        auto *pill = new Pill(theme, window);
        pill->setContent(state, s("RabbitMQ"), s("3.10.8"), s("9 ms"));
        pills.append(pill);
    }
    auto *stageBadge = new StageBadge(theme, window);
    stageBadge->setStage(s("Development"), Token::Dev);
    pills.append(stageBadge);
    auto *figure = new TextLabel(theme, FontRole::Figure, Tone::Normal, window);
    figure->setText(s("1,743"));
    pills.append(figure);
    auto *spark = new Sparkline(theme, s("Requests"), window);
    spark->setValues(std::make_shared<const std::vector<double>>(std::vector<double>{3, 4, 3, 5, std::nan(""), 6, 5, 7}));
    pills.append(spark);
    addRow(pills);
    auto *inlineBanner = new Banner(theme, window);
    inlineBanner->setMessage(Status::Warn, s("The key changed while you were editing."),
                             s("You opened version 1841; the server now has 1857, written 14:03:40. Nothing was overwritten. One line needs your choice."), Banner::Form::Inline);
    inlineBanner->setClosable(true);
    column->addWidget(inlineBanner);
    auto *info = new Banner(theme, window);
    info->setMessage(Status::None, s("15 API objects share one line without a name"), s("Kong 0.14.1 labels their traffic ") + code(s("service=\"\"")));
    column->addWidget(info);
    auto *good = new Banner(theme, window);
    good->setMessage(Status::Ok, s("All 3 changes are done"), s("Each was read again afterwards."));
    good->addButton(s("Undo…"), s("arrow-back-up"));
    column->addWidget(good);
    auto *rowName = new FormRow(theme, s("Name"), new QLineEdit(s("Europe staging")), 96, window);
    rowName->setHint(s("production asks for typed names"));
    auto *rowUrl = new FormRow(theme, s("URL"), makeCodeEdit(theme, nullptr), 96, window);
    rowUrl->setProblem(s("An address starts with http:// or https://"));
    column->addWidget(rowName);
    column->addWidget(rowUrl);
    auto *bar = new QProgressBar(window);
    bar->setTextVisible(false);
    bar->setValue(40);
    bar->setFixedHeight(4);
    column->addWidget(bar);
    auto *editor = new CodeEditor(theme, s("Value"), window);
    editor->setSyntax(Syntax::Json);
    editor->setText(s("{\n  \"host\": \"smtp.example.org\", \"port\": 587,\n  \"on\": true, \"arrow\": \"a -> b != c\"\n}\n"));
    column->addWidget(editor, 1);
    return grabShown(window, focused);
}

QPixmap menu(const Theme *theme)
{
    auto *made = new QMenu;
    made->addAction(theme->icon(s("pencil")), s("Edit"))->setShortcut(QKeySequence(s("Ctrl+E")));
    made->addAction(theme->icon(s("copy")), s("Duplicate"));
    made->addSeparator();
    QAction *shown = made->addAction(s("Client path"));
    shown->setCheckable(true);
    shown->setChecked(true);
    made->addAction(s("Plugins"))->setCheckable(true);
    made->addMenu(s("Sort by"));
    QAction *dead = made->addAction(theme->icon(s("trash")), s("Delete…"));
    dead->setEnabled(false);
    made->popup(QPoint(0, 0));
    made->setActiveAction(shown);
    return grabShown(made);
}

QPixmap charts(const Theme *theme)
{
    constexpr qint64 from = 1'795'352'700'000;
    constexpr qint64 step = 30'000;
    const auto series = [=](int index, const char *name, double base, double swing, int gap) {
        std::vector<ChartSample> samples;
        for (int i = 0; i <= 120; ++i) {
            if (gap == 0 || i < gap || i > gap + 9)
                samples.push_back({from + i * step, base + swing * std::sin(i / 7.0 + index) + swing * (i * 37 % 11) / 22.0});
        }
        return ChartSeries{s(name), s(name), seriesLook(index).color, seriesLook(index).dashed,
                           std::make_shared<const SeriesBuffer>(std::move(samples), step)};
    };
    auto *page = new QWidget;
    page->setAutoFillBackground(true);
    page->setBackgroundRole(QPalette::Base);
    auto *row = new QHBoxLayout(page);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    auto *left = new ChartPane(theme, s("Requests by status"), s("kong_http_status"), page);
    left->setUnit(ChartUnit::PerSecond, s("requests/s"));
    left->setSeries({series(0, "2xx", 330, 25, 0), series(4, "4xx", 40, 9, 40), series(1, "5xx", 8, 5, 0)}, from, from + 120 * step);
    left->setCrosshair(from + 80 * step);
    auto *right = new ChartPane(theme, s("Memory"), s("process_resident_memory_bytes"), page);
    right->setUnit(ChartUnit::Bytes, s("bytes"));
    QList<ChartSeries> many;
    for (int i = 0; i < 9; ++i)
        many.append(series(i, qPrintable(QStringLiteral("kong-%1.service.consul:8001").arg(i)), (i + 1) * 9e6, 2e6, 0));
    right->setSeries(many, from, from + 120 * step);
    right->setNote(s("9 of 143 lines are shown"), Status::Warn);
    row->addWidget(left, 1, Qt::AlignTop);
    row->addWidget(right, 1, Qt::AlignTop);
    auto *column = new ChartPane(theme, s("Bandwidth"), s("kong_bandwidth"), page);
    column->setMessage(s("chart-line"), s("No such metric here"),
                       s("This server has no %1: the target answers 404 to %2.").arg(code(s("kong_bandwidth")), code(s("/prometheus/metrics"))));
    row->addWidget(column, 1, Qt::AlignTop);
    page->resize(1500, 460);
    return grabShown(page);
}

} // namespace

QList<Scene> scenes()
{
    return {{s("routes-drawer"), routesWithDrawer}, {s("routes-bulk"), routesBulk}, {s("queues"), queues},
            {s("states"), states},                  {s("conflict"), conflict},      {s("plan"), plan},
            {s("plan-ready"), planReady},           {s("controls"), controls},      {s("menu"), menu}, {s("charts"), charts}};
}

} // namespace mk::gallery
