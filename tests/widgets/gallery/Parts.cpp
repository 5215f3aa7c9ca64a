// SPDX-License-Identifier: GPL-3.0-or-later
#include "gallery/Parts.h"

#include "models/MarkedText.h"
#include "widgets/Activity.h"
#include "widgets/Badges.h"
#include "widgets/Banner.h"
#include "widgets/Buttons.h"
#include "widgets/CodeEditor.h"
#include "widgets/DetailDrawer.h"
#include "widgets/EntityTable.h"
#include "widgets/FilterBar.h"
#include "widgets/NavRail.h"
#include "widgets/PanelFrame.h"
#include "widgets/SampleModel.h"
#include "widgets/TopBar.h"

#include <QApplication>
#include <QBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QToolButton>

namespace mk::gallery {

namespace {

using test::Cell;
using test::number;
using test::SampleModel;
using test::status;
using test::text;
using test::with;

struct RouteRow
{
    Status mark;
    const char *kind;
    const char *name;
    const char *id;
    const char *path;
    const char *host;
    const char *port;
    const char *instances;
    const char *plugins;
    const char *updated;
};

const RouteRow routes[] = {
    {Status::Crit, "API", "apps-management-microservice", "", "/apps", "microservice-apps-management.service.consul", "8000", "2 of 2", "2", "3 d ago"},
    {Status::None, "API", "audit", "", "/audit", "audit.service.consul", "8080", "2 of 2", "1", "3 d ago"},
    {Status::None, "Route", "billing", "7f3a…c21e", "/billing, /invoices", "billing.service.consul", "8080", "3 of 3", "3", "5 h ago"},
    {Status::None, "Route", "catalog", "b41f…9c2e", "/catalog", "catalog.service.consul", "8080", "4 of 4", "2", "5 h ago"},
    {Status::Crit, "API", "hello-service", "", "/hello", "hello-service.services.consul", "5000", "0 of 0", "1", "41 min ago"},
    {Status::Warn, "API", "identity-provider-microservice", "", "/saml", "identity-provider.service.consul", "8080", "1 of 1", "1", "3 d ago"},
    {Status::None, "API", "jwt-issuer", "", "/jwt", "jwt-issuer.service.consul", "8080", "2 of 2", "1", "3 d ago"},
    {Status::None, "Route", "media", "02ce…11ab", "/media", "media.service.consul", "9000", "2 of 2", "2", "9 d ago"},
    {Status::Warn, "API", "microservice-identity-provider", "", "/saml", "identity-provider.service.consul", "8080", "1 of 1", "1", "2 h ago"},
    {Status::None, "API", "microservice-user", "", "/users", "microservice-user.service.consul", "8080", "3 of 3", "2", "3 d ago"},
    {Status::None, "API", "notifications", "", "/notifications", "notifications.service.consul", "8080", "2 of 2", "1", "3 d ago"},
    {Status::None, "API", "oauth2-auth-server", "", "/oauth2, /auth", "authorization-server.service.consul", "8080", "1 of 1", "1", "3 d ago"},
    {Status::None, "Route", "orders", "c9d0…77f4", "/orders", "orders.service.consul", "8080", "4 of 4", "3", "1 d ago"},
    {Status::None, "Route", "payments", "5e18…d0b3", "/payments", "payments.service.consul", "8443", "2 of 2", "4", "1 d ago"},
    {Status::None, "API", "registration-microservice", "", "/users/register", "microservice-registration.service.consul", "8080", "2 of 2", "2", "3 d ago"},
    {Status::None, "API", "reports", "", "/reports", "reports.service.consul", "8080", "1 of 1", "1", "3 d ago"},
};

} // namespace

QString s(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

SampleModel *routesModel(QObject *parent, int rows)
{
    QList<QList<Cell>> cells;
    for (const RouteRow &row : routes) {
        if (cells.size() == rows)
            break;
        Cell name = text(s(row.name));
        if (*row.id) {
            name = with(name, SecondaryTextRole, s(row.id));
            name = with(name, SecondaryMonoRole, true);
        }
        Cell instances = number(s(row.instances));
        if (*row.instances == '0') {
            instances = with(instances, ToneRole, int(Tone::Crit));
            instances = with(instances, StrongRole, true);
        }
        cells.append({Cell(), status(row.mark), with(text(s(row.kind)), ToneRole, int(Tone::Secondary)), name,
                      with(text(s(row.path)), MonoRole, true),
                      with(with(text(s(row.host)), MonoRole, true), SuffixRole, QString(u':' + s(row.port))), instances,
                      number(s(row.plugins)), with(number(s(row.updated)), ToneRole, int(Tone::Secondary))});
    }
    auto *model = new SampleModel({s(""), s(""), s("Kind"), s("Name"), s("Client path"), s("Upstream"), s("Instances"),
                                   s("Plugins"), s("Updated")},
                                  cells, parent);
    model->setIdColumn(3);
    return model;
}

QList<ColumnLook> routeLooks(bool check)
{
    QList<ColumnLook> looks(9);
    const char *ids[] = {"check", "mark", "kind", "name", "path", "upstream", "instances", "plugins", "updated"};
    const int widths[] = {40, check ? 28 : 40, 64, 232, 156, 0, 80, 72, 108};
    const int drop[] = {0, 0, 0, 0, 0, 0, 0, 2, 3};
    for (int i = 0; i < 9; ++i) {
        looks[i].id = s(ids[i]);
        looks[i].width = widths[i];
        looks[i].dropOrder = drop[i];
    }
    looks[0].kind = ColumnKind::Check;
    looks[0].hiddenAtFirst = !check;
    looks[1].kind = ColumnKind::Mark;
    looks[3].elide = Qt::ElideMiddle;
    looks[5].elide = Qt::ElideMiddle;
    looks[5].usualEnding = s(".service.consul");
    return looks;
}

EntityTable *routesTable(const Theme *theme, bool check, int rows)
{
    auto *table = new EntityTable(theme, s("Routes"));
    table->setColumns(routeLooks(check));
    table->setModel(routesModel(table, rows));
    table->horizontalHeader()->setSortIndicator(3, Qt::DescendingOrder);
    table->sortByColumn(3, Qt::AscendingOrder);
    return table;
}

void fillFrame(const Theme *theme, PanelFrame *frame)
{
    frame->setCount(s("21 of 24"));
    frame->setFreshness(s("3 s ago"));
    frame->addAction(makeButton(theme, s("New"), s("plus"), frame, ButtonKind::Primary));
    frame->moreButton()->show();
    frame->filterBar()->setStarVisible(true);
    frame->filterBar()->setText(s("-path:/internal"));
}

DetailDrawer *makeDrawer(const Theme *theme)
{
    auto *drawer = new DetailDrawer(theme);
    drawer->setTitle(s("apps-management-microservice"));
    drawer->setTag(s("API"));
    drawer->setStateLine(Status::Ok, s("Enabled on 2 of 2 nodes"), s("read 3 s ago"));
    auto *page = new QWidget;
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *facts = new FactGrid(theme);
    facts->setFacts({{.label = s("Kind"), .value = s("API object (Kong before 1.0)")},
                     {.label = s("Client path"), .value = s("/apps"), .mono = true},
                     {.label = s("Upstream"), .value = s("http://microservice-apps-management.service.consul:8000"), .mono = true, .elideMiddle = true},
                     {.label = s("Path sent on"), .value = s("/apps"), .mono = true, .note = s("strip_uri off")},
                     {.label = s("Effective port"), .value = s("8080"), .strong = true, .tone = Tone::Crit, .note = s("from Consul SRV, not 8000")},
                     {.label = s("Retries"), .value = s("5")},
                     {.label = s("Timeouts"), .value = s("60 s connect, 60 s send, 60 s read")},
                     {.label = s("Traffic now"), .value = s("–"), .note = s("no figures for API objects")},
                     {.label = s("Created"), .value = s("3 d ago")},
                     {.label = s("Id"), .value = s("4b1c9a02…e7f0d3"), .mono = true, .copyText = s("4b1c9a02-e7f0d3")}});
    column->addWidget(facts);
    auto *section = new Section(theme, s("Instances in Consul"));
    section->setCount(s("2, no health check"));
    auto *table = new EntityTable(theme, s("Instances in Consul"));
    table->setEmbedded(true);
    table->setColumns({{.id = s("instance")}, {.id = s("port"), .width = 56}, {.id = s("connect"), .width = 104}});
    const auto instance = [](const char *ip, const char *pod) {
        return with(with(with(text(s(ip)), MonoRole, true), SecondaryTextRole, s(pod)), SecondaryMonoRole, true);
    };
    table->setModel(new SampleModel({s("Instance"), s("Port"), s("Connect")},
                                    {{instance("172.17.0.14", "x2k9"), number(s("8080")), status(Status::Crit, s("Refused"))},
                                     {instance("172.17.0.22", "p7m4"), number(s("8080")), status(Status::Crit, s("Refused"))}},
                                    table));
    section->setContent(table);
    column->addSpacing(4);
    column->addWidget(section);
    drawer->addTab(s("summary"), s("Summary"), page);
    drawer->addTab(s("plugins"), s("Plugins"), new QWidget);
    drawer->addTab(s("path"), s("Path"), new QWidget);
    auto *json = new JsonView(theme, s("JSON"));
    json->setText(s("{\n  \"name\": \"apps\",\n  \"retries\": 5\n}"));
    drawer->addTab(s("json"), s("JSON"), json, false);
    drawer->addTab(s("history"), s("History"), new QWidget);
    drawer->setTabCount(s("plugins"), s("2"));
    drawer->setTabStatus(s("path"), Status::Crit);
    drawer->setTabCount(s("history"), s("4"));
    drawer->banner()->setMessage(Status::Crit, s("Requests to /apps answer 502"),
                                 s("Consul’s SRV record says 8080 and wins over the 8000 written here. Both instances "
                                   "refuse 8080 and accept 8000."));
    drawer->banner()->addButton(s("Repair…"), s("tool"));
    drawer->banner()->addButton(s("Show path"), s("route-2"));
    drawer->banner()->setNote(s("for 41 min"));
    drawer->addFootButton(makeButton(theme, s("Edit"), s("pencil"), drawer));
    drawer->addFootButton(makeButton(theme, s("Duplicate"), s("copy"), drawer));
    drawer->addFootButton(makeButton(theme, s("Delete…"), s("trash"), drawer, ButtonKind::Ghost), true);
    return drawer;
}

QWidget *makeWindow(const Theme *theme, QWidget *panel, const QString &current, QWidget *drawer)
{
    auto *window = new QWidget;
    window->resize(1440, 900);
    auto *column = new QVBoxLayout(window);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *top = new TopBar(theme);
    top->setEnvironment(s("Europe"), s("Production"), Token::Production);
    top->setLockVisible(true);
    top->setSearchVisible(true);
    top->setPill(s("kong"), Status::Ok, s("Kong"), s("0.14.1"), s("12 ms"));
    top->setPill(s("consul"), Status::Ok, s("Consul"), s("1.8.7"), s("3 ms"));
    top->setPill(s("rabbitmq"), Status::Crit, s("RabbitMQ"), s("3.10.8"), s("9 ms"));
    top->setPill(s("prometheus"), Status::Unknown, s("Prometheus"), s("2.42.0"), s("21 ms"));
    column->addWidget(top);
    auto *middle = new QHBoxLayout;
    middle->setSpacing(0);
    auto *rail = new NavRail(theme);
    const struct
    {
        const char *group;
        QList<QStringList> items;
    } groups[] = {
        {"Platform", {{s("Overview"), s("layout-dashboard"), {}}, {s("Findings"), s("stethoscope"), s("6"), s("c")}, {s("Path"), s("route-2"), {}}, {s("Map"), s("topology-star-3"), {}}}},
        {"Kong", {{s("Routes"), s("route"), s("24"), s("c")}, {s("Plugins"), s("plug"), s("9")}, {s("Consumers"), s("users"), s("4")}, {s("Upstreams"), s("arrows-split-2"), s("1")}}},
        {"Consul", {{s("Services"), s("server-2"), s("21")}, {s("Key/value"), s("folder"), s("214")}}},
        {"RabbitMQ", {{s("Queues"), s("stack-2"), s("14"), s("c")}, {s("Exchanges"), s("affiliate"), s("9")}, {s("Connections"), s("plug-connected"), s("23")}}},
        {"Prometheus", {{s("Metrics"), s("chart-line"), {}}, {s("Targets"), s("target"), s("7"), s("w")}}},
        {"Work", {{s("Journal"), s("history"), {}}, {s("Snapshots"), s("camera"), {}}}},
    };
    for (const auto &group : groups) {
        rail->addGroup(s(group.group));
        for (const QStringList &item : group.items) {
            rail->addItem(item[0], item[0], item[1]);
            const QString mark = item.value(3);
            rail->setItemState(item[0], mark == s("c") ? Status::Crit : mark == s("w") ? Status::Warn : Status::None, item[2]);
        }
    }
    rail->addBottomItem(s("Settings"), s("Settings"), s("settings"));
    rail->setCurrent(current);
    middle->addWidget(rail);
    auto *right = new QVBoxLayout;
    right->setSpacing(0);
    right->addWidget(panel, 1);
    if (drawer)
        right->addWidget(drawer);
    middle->addLayout(right, 1);
    column->addLayout(middle, 1);
    auto *bar = new ActivityBar(theme);
    bar->setCallRate(s("3.8 calls/s"));
    bar->setLastChange(s("Last change 14:02:11, plugin ") + code(s("rate-limiting")) + s(" on ") + code(s("todo")), true, {});
    column->addWidget(bar);
    return window;
}

QPixmap grabShown(QWidget *window, QWidget *focus)
{
    window->setAttribute(Qt::WA_KeyboardFocusChange);
    window->show();
    window->activateWindow();
    if (focus)
        focus->setFocus(Qt::TabFocusReason);
    for (int i = 0; i < 8; ++i)
        QApplication::processEvents();
    QPixmap picture = window->grab();
    delete window;
    return picture;
}

} // namespace mk::gallery
