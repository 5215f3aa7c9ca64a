// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/services/ServiceDrawer.h"

#include "api/consul/ConsulRequests.h"
#include "core/Format.h"
#include "core/SafeText.h"
#include "models/ErrorText.h"
#include "net/HttpClient.h"
#include "panels/JsonText.h"
#include "panels/services/CheckList.h"
#include "panels/ServiceColumns.h"
#include "platform/ConsulHost.h"
#include "platform/PlatformSession.h"
#include "platform/Settings.h"
#include "widgets/Banner.h"
#include "widgets/CodeEditor.h"
#include "widgets/EntityTable.h"

#include <QVBoxLayout>

namespace mk {

namespace {

const QString tabChecks = QStringLiteral("checks");

QList<consul::Check> allChecks(const consul::Instance &instance)
{
    QList<consul::Check> checks = instance.checks;
    checks.append(instance.nodeChecks);
    std::stable_sort(checks.begin(), checks.end(),
                     [](const consul::Check &a, const consul::Check &b) { return a.health > b.health; });
    return checks;
}

} // namespace

ServiceDrawer::ServiceDrawer(const PanelContext &context, QWidget *parent)
    : DetailDrawer(context.theme, parent), m_context(context)
{
    auto *summary = new QWidget;
    auto *layout = new QVBoxLayout(summary);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_facts = new FactGrid(context.theme, summary);
    layout->addWidget(m_facts);
    m_instanceSection = new Section(context.theme, tr("Instances"), summary);
    m_instanceTable = new EntityTable(context.theme, tr("Instances"), m_instanceSection);
    m_instanceTable->setEmbedded(true);
    m_instances = new RecordTableModel<consul::Instance>(instanceColumns(), this);
    m_instanceTable->setColumns({{.id = QStringLiteral("state"), .width = 100},
                                 {.id = QStringLiteral("service"), .width = 10, .hiddenAtFirst = true},
                                 {.id = QStringLiteral("instance"), .elide = Qt::ElideMiddle, .minimumWidth = 90},
                                 {.id = QStringLiteral("address"), .elide = Qt::ElideMiddle, .minimumWidth = 120},
                                 {.id = QStringLiteral("node"), .width = 90},
                                 {.id = QStringLiteral("tags"), .width = 10, .hiddenAtFirst = true},
                                 {.id = QStringLiteral("checks"), .width = 10, .hiddenAtFirst = true}});
    m_instanceTable->setModel(m_instances);
    m_instanceSection->setContent(m_instanceTable);
    layout->addWidget(m_instanceSection);
    m_summaryChecks = new CheckList(context.theme, summary);
    layout->addWidget(m_summaryChecks);
    layout->addStretch();
    addTab(detailtab::summary(), tr("Summary"), summary);

    m_checks = new CheckList(context.theme);
    addTab(tabChecks, tr("Checks"), m_checks);
    m_raw = new JsonView(context.theme, tr("Raw answer"));
    addTab(detailtab::json(), tr("JSON"), m_raw, false);

    connect(m_instanceTable, &EntityTable::openRequested, this,
            [this](const QModelIndex &index) { Q_EMIT instanceChosen(m_instances->idAt(index.row())); });
    connect(m_facts, &FactGrid::linkActivated, this, [this](const QString &link) {
        const QString target = link.mid(link.indexOf(QLatin1Char(':')) + 1);
        if (link.startsWith(QLatin1String("service:")))
            Q_EMIT serviceChosen(target);
        else if (link.startsWith(QLatin1String("node:")))
            Q_EMIT nodeChosen(target);
    });
    connect(this, &DetailDrawer::currentTabChanged, this, [this](const QString &tab) {
        if (tab == detailtab::json())
            loadRaw();
    });
    connect(m_instances, &RecordTableBase::countsChanged, this, [this] {
        m_instanceSection->setCount(format::count(m_instances->totalCount()));
        m_instanceTable->updateGeometry();
    });
}

ServiceDrawer::~ServiceDrawer() = default;

void ServiceDrawer::setSession(PlatformSession *session)
{
    clear();
    m_session = session;
}

void ServiceDrawer::clear()
{
    m_jobs.cancelAll();
    m_subscription.reset();
    m_instances->setStore(nullptr);
    m_store.reset();
    m_shownService.clear();
    m_rawService.clear();
    m_rawNode.clear();
    m_raw->setText({});
}

void ServiceDrawer::showService(const consul::Service &service)
{
    setTitle(visibleText(service.name));
    setTag(service.kind);
    setStateLine(healthStatus(service.health()), healthWord(service.health()),
                 tr("%1 of %n instance(s) passing", nullptr, service.total).arg(format::count(service.passing)));
    QList<Fact> facts{textFact(tr("Tags"), service.tags.join(QStringLiteral(", "))),
                      textFact(tr("Nodes"), service.nodes.join(QStringLiteral(", "))),
                      codeFact(tr("DNS name"), consulhost::serviceHost(service.name))};
    if (service.withoutOwnChecks > 0)
        facts.append(textFact(tr("Without own check"), format::count(service.withoutOwnChecks)));
    if (service.inMaintenance > 0)
        facts.append(textFact(tr("In maintenance"), format::count(service.inMaintenance)));
    m_facts->setFacts(facts);
    m_summaryChecks->hide();
    m_instanceSection->setTitle(tr("Instances"));
    m_instanceSection->show();
    setTabVisible(tabChecks, true);

    if (m_shownService != service.name && m_session) {
        m_subscription.reset();
        m_instances->setStore(nullptr);
        m_store = m_session->watchService(service.name);
        m_shownService = service.name;
        if (m_store) {
            m_instances->setStore(m_store.get());
            m_store->onDelta(this, [this](const auto &delta) {
                QList<consul::Check> checks;
                for (const consul::Instance &instance : *delta->rows)
                    checks.append(allChecks(instance));
                setTabCount(tabChecks, format::count(checks.size()));
                m_checks->setChecks(checks, tr("Nobody checks these instances: Consul calls them passing as long as their "
                                               "node answers."));
            });
            m_subscription = m_store->subscribe(m_context.settings->refreshInterval());
        }
    }
    if (m_rawService != service.name) {
        m_rawService = service.name;
        m_rawNode.clear();
        if (currentTab() == detailtab::json())
            loadRaw();
    }
}

void ServiceDrawer::showInstance(const consul::Instance &instance)
{
    m_subscription.reset();
    m_instances->setStore(nullptr);
    m_store.reset();
    m_shownService.clear();

    setTitle(visibleText(instance.serviceId), true);
    setTag(instance.kind);
    setStateLine(healthStatus(instance.health),
                 instance.inMaintenance() ? tr("In maintenance") : healthWord(instance.health));
    Fact service = textFact(tr("Service"), instance.service);
    service.link = QStringLiteral("service:") + instance.service;
    Fact node = textFact(tr("Node"), instance.node);
    node.link = QStringLiteral("node:") + instance.node;
    Fact address = codeFact(tr("Address"), instance.port == 0 ? instance.address()
                                                             : QString(instance.address() + QLatin1Char(':')
                                                                       + QString::number(instance.port)));
    if (instance.serviceAddress.isEmpty())
        address.note = tr("the node's: the service registered none");
    QList<Fact> facts{service, address, node, textFact(tr("Tags"), instance.tags.join(QStringLiteral(", "))),
                      codeFact(tr("Id"), instance.serviceId)};
    for (const auto &[key, value] : instance.meta)
        facts.append(codeFact(visibleText(key), value));
    m_facts->setFacts(facts);
    m_instanceSection->hide();
    m_summaryChecks->show();
    m_summaryChecks->setChecks(allChecks(instance), tr("No check looks after this instance."));
    setTabVisible(tabChecks, false);
    if (m_rawService != instance.service) {
        m_rawService = instance.service;
        m_rawNode.clear();
        if (currentTab() == detailtab::json())
            loadRaw();
    }
}

void ServiceDrawer::showNode(const consul::Node &node, const std::vector<consul::Instance> &instances)
{
    m_subscription.reset();
    m_instances->setStore(nullptr);
    m_store.reset();
    m_shownService.clear();

    setTitle(visibleText(node.name));
    setTag({});
    setStateLine(healthStatus(node.health), healthWord(node.health));
    QList<Fact> facts{codeFact(tr("Address"), node.address), codeFact(tr("Id"), node.id)};
    for (const auto &[key, value] : node.meta)
        facts.append(codeFact(visibleText(key), value));
    m_facts->setFacts(facts);
    m_instanceSection->setTitle(tr("Instances on this node"));
    m_instanceSection->show();
    std::vector<consul::Instance> here;
    for (const consul::Instance &instance : instances) {
        if (instance.node == node.name)
            here.push_back(instance);
    }
    m_instances->setRows(std::move(here));
    m_summaryChecks->show();
    m_summaryChecks->setChecks(node.checks, tr("This node has no check: only the catalog knows it."));
    setTabVisible(tabChecks, false);
    if (m_rawNode != node.name) {
        m_rawNode = node.name;
        m_rawService.clear();
        if (currentTab() == detailtab::json())
            loadRaw();
    }
}

void ServiceDrawer::loadRaw()
{
    HttpClient *client = m_session ? m_session->client(System::Consul) : nullptr;
    if (!client || (m_rawService.isEmpty() && m_rawNode.isEmpty()))
        return;
    HttpRequest request;
    if (!m_rawService.isEmpty()) {
        request = consul::serviceRequest(m_rawService);
    } else {
        request.path = UrlPath("/v1/catalog/node/").segment(m_rawNode).encoded();
    }
    request.callClass = CallClass::Entity;
    request.asker = QStringLiteral("services details");
    m_jobs.restart(QStringLiteral("raw"), client->send(request, this))
        ->done(this, [this](const Result<HttpResponse> &response) {
            if (response)
                m_raw->setText(prettyJson(response->body));
            else if (!response.error().is(ErrorKind::Cancelled))
                m_raw->setText(ErrorText::of(response.error()).text, Syntax::None);
        });
}

} // namespace mk
