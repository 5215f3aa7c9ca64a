// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/nodes/NodeDrawer.h"

#include "core/Format.h"
#include "core/Json.h"
#include "core/Redactor.h"
#include "core/SafeText.h"
#include "models/ErrorText.h"
#include "panels/JsonText.h"
#include "platform/PlatformSession.h"
#include "widgets/Banner.h"
#include "widgets/CodeEditor.h"
#include "widgets/EntityTable.h"
#include "widgets/FilterBar.h"

#include <QVBoxLayout>

namespace mk {

namespace {

const QString kConfiguration = QStringLiteral("configuration");

RecordTableModel<kongnodes::Setting>::Columns settingColumns()
{
    using Row = kongnodes::Setting;
    // Most of them stand below "configuration": their own names are what people know them by.
    Column<Row> path{QStringLiteral("setting"), NodeDrawer::tr("Setting"), [](const Row &row) {
                         const QString above = kConfiguration + QLatin1Char('.');
                         return row.path.startsWith(above) ? row.path.mid(above.size()) : row.path;
                     }};
    path.mono = true;
    path.tooltip = [](const Row &row) { return row.path; };
    path.searchText = path.tooltip;
    path.elideMode = Qt::ElideMiddle;
    Column<Row> value{QStringLiteral("value"), NodeDrawer::tr("Value"),
                      [](const Row &row) { return row.value.isEmpty() ? format::notGiven() : row.value; }};
    value.mono = true;
    value.tooltip = [](const Row &row) { return row.value; };
    value.dim = [](const Row &row) { return row.value.isEmpty(); };
    return {path, value};
}

QString figureText(const std::optional<qint64> &value)
{
    return value ? format::count(*value) : format::notGiven();
}

QString textIn(const nlohmann::json &object, const char *name)
{
    const auto member = object.is_object() ? object.find(name) : object.end();
    if (!object.is_object() || member == object.end() || member->is_null())
        return {};
    return member->is_string() ? QString::fromStdString(member->get<std::string>()) : QString::fromStdString(member->dump());
}

} // namespace

NodeDrawer::NodeDrawer(const PanelContext &context, QWidget *parent)
    : DetailDrawer(context.theme, parent)
    , m_context(context)
    , m_facts(new FactGrid(context.theme))
    , m_json(new JsonView(context.theme, tr("Raw answer")))
{
    addTab(detailtab::summary(), tr("Summary"), m_facts);
    auto *page = new QWidget;
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_filter = new FilterEdit(context.theme, page);
    m_filter->setAccessibleName(tr("Filter settings"));
    m_filter->setPlaceholderText(tr("Filter settings"));
    auto *box = new QVBoxLayout;
    box->setContentsMargins(16, 8, 16, 8);
    box->addWidget(m_filter);
    column->addLayout(box);
    m_settings = new RecordTableModel<kongnodes::Setting>(settingColumns(), this);
    m_table = new EntityTable(context.theme, tr("Configuration"), page);
    m_table->setColumns({{.id = QStringLiteral("setting"), .elide = Qt::ElideMiddle, .minimumWidth = 170},
                         {.id = QStringLiteral("value"), .minimumWidth = 150}});
    m_table->setModel(m_settings);
    column->addWidget(m_table, 1);
    addTab(kConfiguration, tr("Configuration"), page, false);
    addTab(detailtab::json(), tr("JSON"), m_json, false);
    connect(m_filter, &QLineEdit::textChanged, m_settings, [this](const QString &text) { m_settings->setFilterText(text); });
}

NodeDrawer::~NodeDrawer() = default;

void NodeDrawer::setSession(PlatformSession *session)
{
    m_session = session;
}

void NodeDrawer::show(const KongNodeRecord &record)
{
    setTitle(visibleText(record.node), true);
    if (record.error) {
        const ErrorText why = ErrorText::of(*record.error);
        setStateLine(Status::Crit, why.title);
        banner()->setMessage(Status::Crit, why.title, why.text);
    } else if (record.info.status.databaseReachable == false) {
        setStateLine(Status::Crit, tr("It does not reach its database"));
    } else {
        setStateLine(Status::Ok, tr("It answers"));
    }
    if (!record.error)
        banner()->clear();
    m_facts->setFacts(factsOf(record));
    if (record.rootJson != m_shownRoot || record.statusJson != m_shownStatus) {
        const bool another = record.rootJson != m_shownRoot;
        m_shownRoot = record.rootJson;
        m_shownStatus = record.statusJson;
        if (another) {
            std::vector<kongnodes::Setting> settings = kongnodes::settingsOf(record.rootJson);
            setTabCount(kConfiguration, format::count(qint64(settings.size())));
            m_settings->setRows(std::move(settings));
        }
        m_json->setText(prettyJson(Redactor().body(record.statusJson, QByteArrayLiteral("application/json"))));
    }
}

// Whom it asks for names, beside what Consul has at that address today: a node that asks somebody who is gone answers 503.
QList<Fact> NodeDrawer::resolverFacts(const KongNodeRecord &record) const
{
    QList<Fact> facts;
    const bool known = m_session && m_session->consulNodes()->state().phase == StoreState::Phase::Ready;
    for (const QString &resolver : record.info.dnsResolvers) {
        Fact fact = codeFact(tr("Asks for names"), resolver);
        const QString host = resolver.section(QLatin1Char(':'), 0, -2);
        if (known) {
            const auto &nodes = *m_session->consulNodes()->rows();
            const auto node = std::find_if(nodes.begin(), nodes.end(),
                                           [&](const consul::Node &one) { return one.address == (host.isEmpty() ? resolver : host); });
            fact.status = node == nodes.end() ? Status::Warn : Status::Ok;
            fact.note = node == nodes.end() ? tr("no node of Consul has this address now") : visibleText(node->name);
        }
        facts.append(fact);
    }
    if (facts.isEmpty())
        facts.append(textFact(tr("Asks for names"), tr("the system's resolver")));
    return facts;
}

QList<Fact> NodeDrawer::factsOf(const KongNodeRecord &record) const
{
    if (record.error)
        return {codeFact(tr("Address"), record.node)};
    const kong::Info &info = record.info;
    const kong::Status &status = info.status;
    QList<Fact> facts{textFact(tr("Version"), info.edition.isEmpty() ? info.version : QString(info.version + QLatin1Char(' ') + info.edition)),
                      codeFact(tr("Host name"), info.hostname), codeFact(tr("Node id"), info.nodeId)};
    if (!info.role.isEmpty())
        facts.append(textFact(tr("Role"), info.role));
    facts.append(textFact(tr("Database"), info.isDbLess() ? tr("none") : QString(info.database + QLatin1Char(' ') + info.databaseHost)));
    if (status.databaseReachable) {
        Fact reachable = textFact(tr("Database reachable"), *status.databaseReachable ? tr("yes") : tr("no"));
        reachable.status = *status.databaseReachable ? Status::Ok : Status::Crit;
        facts.append(reachable);
    }
    facts.append(textFact(tr("Requests"), figureText(status.totalRequests)));
    facts.append(textFact(tr("Connections"), figureText(status.connectionsActive)));
    facts.append(textFact(tr("Reading, writing, waiting"),
                          QStringList{figureText(status.connectionsReading), figureText(status.connectionsWriting),
                                      figureText(status.connectionsWaiting)}
                              .join(QStringLiteral(", "))));
    const nlohmann::json told = nlohmann::json::parse(record.statusJson.cbegin(), record.statusJson.cend(), nullptr, false);
    const nlohmann::json memory = told.is_object() ? told.value("memory", nlohmann::json()) : nlohmann::json();
    if (memory.is_object()) {
        const nlohmann::json workers = memory.value("workers_lua_vms", nlohmann::json());
        for (const nlohmann::json &worker : workers)
            facts.append(textFact(tr("Worker %1").arg(textIn(worker, "pid")), textIn(worker, "http_allocated_gc")));
        const nlohmann::json dicts = memory.value("lua_shared_dicts", nlohmann::json());
        if (dicts.is_object()) {
            for (const auto &[name, dict] : dicts.items())
                facts.append(textFact(QString::fromStdString(name),
                                      tr("%1 of %2").arg(textIn(dict, "allocated_slabs"), textIn(dict, "capacity"))));
        }
    }
    const nlohmann::json root = nlohmann::json::parse(record.rootJson.cbegin(), record.rootJson.cend(), nullptr, false);
    if (root.is_object() && root.contains("timers") && root["timers"].is_object())
        facts.append(textFact(tr("Timers running, pending"),
                              textIn(root["timers"], "running") + QStringLiteral(", ") + textIn(root["timers"], "pending")));
    facts.append(textFact(tr("Log level"), record.logLevel));
    facts += resolverFacts(record);
    Fact plugins = textFact(tr("Plugins"), info.availablePlugins.join(QStringLiteral(", ")));
    plugins.tooltip = info.availablePlugins.join(QLatin1Char('\n'));
    plugins.note = format::count(info.availablePlugins.size());
    facts.append(plugins);
    return facts;
}

} // namespace mk
