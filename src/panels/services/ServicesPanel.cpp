// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/services/ServicesPanel.h"

#include "panels/DetailHost.h"
#include "panels/ListBinder.h"
#include "panels/ServiceColumns.h"
#include "panels/services/ServiceDrawer.h"
#include "platform/PlatformSession.h"
#include "platform/Settings.h"
#include "widgets/DetailWindow.h"
#include "widgets/EntityTable.h"
#include "widgets/FilterBar.h"
#include "widgets/PanelFrame.h"
#include "widgets/Segments.h"

#include <QStackedWidget>
#include <QVBoxLayout>

namespace mk {

namespace {
const QString servicesPanelId = QStringLiteral("services");
const QString servicesPage = QStringLiteral("services");
const QString instancesPage = QStringLiteral("instances");
const QString nodesPage = QStringLiteral("nodes");
const QString instancePrefix = QStringLiteral("instance/");
const QString nodePrefix = QStringLiteral("node/");
} // namespace

ServicesPanel::ServicesPanel(const PanelContext &context, QWidget *parent)
    : Panel(context, parent)
    , m_stack(new QStackedWidget(this))
    , m_services(new RecordTableModel<consul::Service>(serviceColumns(), this))
    , m_instances(new RecordTableModel<consul::Instance>(instanceColumns(), this))
    , m_nodes(new RecordTableModel<consul::Node>(nodeColumns(), this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);

    m_pages.reserve(3); // slots hold references into it
    m_pages.push_back(makePage(servicesPage, QStringLiteral("server-2"), tr("Filter services"), m_services, serviceLooks(),
                               tr("No services yet"),
                               tr("Services register themselves in Consul when they start.")));
    m_pages.push_back(makePage(instancesPage, QStringLiteral("server-2"), tr("Filter instances"), m_instances,
                               instanceLooks(), tr("No instances yet"),
                               tr("Services register themselves in Consul when they start.")));
    m_pages.push_back(makePage(nodesPage, QStringLiteral("server-2"), tr("Filter nodes"), m_nodes, nodeLooks(),
                               tr("No nodes"), tr("Consul knows no node. Is this agent a member of a cluster?")));
    for (Page &page : m_pages)
        m_stack->addWidget(page.frame);
    choosePage(servicesPage);
}

ServicesPanel::~ServicesPanel() = default;

template <class T>
ServicesPanel::Page ServicesPanel::makePage(const QString &id, const QString &iconName, const QString &filterName,
                                            RecordTableModel<T> *model, const QList<ColumnLook> &looks,
                                            const QString &emptyTitle, const QString &emptySentence)
{
    const Theme *theme = context().theme;
    Page page;
    page.id = id;
    page.model = model;
    page.frame = new PanelFrame(theme, id, ServicesPanel::tr("Services"), iconName, filterName, this);
    page.table = new EntityTable(theme, filterName == ServicesPanel::tr("Filter nodes")       ? ServicesPanel::tr("Nodes")
                                     : filterName == ServicesPanel::tr("Filter instances") ? ServicesPanel::tr("Instances")
                                                                             : ServicesPanel::tr("Services"),
                                 page.frame);
    page.table->setColumns(looks);
    page.binder = new ListBinder(context(), page.frame, page.table, model,
                                 {.systemName = systemName(System::Consul),
                                  .emptyTitle = emptyTitle,
                                  .emptySentence = emptySentence,
                                  .emptyActions = {},
                                  .missingRight = ServicesPanel::tr("the right to read services and nodes")});
    page.segments = new SegmentedControl(theme, ServicesPanel::tr("What is listed"), page.frame);
    page.segments->addSegment(servicesPage, ServicesPanel::tr("Services"));
    page.segments->addSegment(instancesPage, ServicesPanel::tr("Instances"));
    page.segments->addSegment(nodesPage, ServicesPanel::tr("Nodes"));
    page.segments->setCurrentId(id);
    page.frame->filterBar()->addLeading(page.segments);
    page.details = new DetailHost(
        context(), page.frame, page.table, [this] { return makeDrawer(); },
        [this, id](DetailDrawer *drawer, const QString &entity) {
            return showIn(static_cast<ServiceDrawer *>(drawer), id, entity);
        });

    connect(page.segments, &SegmentedControl::chosen, this, [this, segments = page.segments, id](const QString &chosen) {
        segments->setCurrentId(id); // each page shows its own segment
        choosePage(chosen);
        currentPage().table->setFocus(Qt::OtherFocusReason);
    });
    connect(page.binder, &StoreBinder::environmentEditorRequested, this, &Panel::environmentEditorRequested);
    page.binder->restoreLayout();
    return page;
}

ServiceDrawer *ServicesPanel::makeDrawer()
{
    auto *drawer = new ServiceDrawer(context());
    drawer->setSession(m_session);
    connect(drawer, &ServiceDrawer::instanceChosen, this, [this](const QString &key) { follow(instancesPage, key); });
    connect(drawer, &ServiceDrawer::serviceChosen, this, [this](const QString &name) { follow(servicesPage, name); });
    connect(drawer, &ServiceDrawer::nodeChosen, this, [this](const QString &name) { follow(nodesPage, name); });
    return drawer;
}

ServicesPanel::Page &ServicesPanel::page(const QString &id)
{
    return *std::find_if(m_pages.begin(), m_pages.end(), [&id](const Page &page) { return page.id == id; });
}

ServicesPanel::Page &ServicesPanel::currentPage()
{
    return m_pages[size_t(std::max(0, m_stack->currentIndex()))];
}

void ServicesPanel::choosePage(const QString &id)
{
    for (Page &candidate : m_pages) {
        const bool chosen = candidate.id == id;
        if (chosen)
            m_stack->setCurrentWidget(candidate.frame);
        candidate.binder->setShown(m_shown && chosen);
    }
}

void ServicesPanel::openRow(Page &page, const QString &id)
{
    if (!page.table->setCurrentId(id)) {
        page.frame->filterBar()->setText({}); // a filter may hide it
        page.table->setCurrentId(id);
    }
    page.details->open(id);
}

void ServicesPanel::follow(const QString &pageId, const QString &id)
{
    Q_EMIT openPanelRequested(servicesPanelId, {});
    choosePage(pageId);
    openRow(currentPage(), id);
}

bool ServicesPanel::showIn(ServiceDrawer *drawer, const QString &pageId, const QString &id) const
{
    if (pageId == servicesPage) {
        const consul::Service *service = m_services->find(id);
        if (service)
            drawer->showService(*service);
        return service;
    }
    if (pageId == instancesPage) {
        const consul::Instance *instance = m_instances->find(id);
        if (instance)
            drawer->showInstance(*instance);
        return instance;
    }
    const consul::Node *node = m_nodes->find(id);
    if (node) {
        drawer->showNode(*node, m_session ? *m_session->consulInstances()->rows() : std::vector<consul::Instance>());
    }
    return node;
}

void ServicesPanel::setSession(PlatformSession *session)
{
    m_railSubscription.reset();
    if (m_session)
        m_session->consulServices()->disconnect(this);
    for (Page &page : m_pages) {
        page.details->setSession(session);
        static_cast<ServiceDrawer *>(page.details->drawer())->setSession(session);
        setStore(page, nullptr);
    }
    m_session = session;
    m_services->setStore(session ? session->consulServices() : nullptr);
    m_instances->setStore(session ? session->consulInstances() : nullptr);
    m_nodes->setStore(session ? session->consulNodes() : nullptr);
    if (session) {
        setStore(page(servicesPage), session->consulServices());
        setStore(page(instancesPage), session->consulInstances());
        setStore(page(nodesPage), session->consulNodes());
        session->consulServices()->onDelta(this, [this](const auto &) { tellRail(); });
        // The rail tells count and worst state while other panels are looked at, too.
        m_railSubscription = session->consulServices()->subscribe(context().settings->backgroundInterval());
    }
    tellRail();
}

void ServicesPanel::setStore(Page &page, LiveStoreBase *store)
{
    page.binder->setStore(store);
    page.details->setStore(store);
}

void ServicesPanel::tellRail()
{
    if (!m_session || !m_session->environment().has(System::Consul)) {
        Q_EMIT railStateChanged(Status::None, std::nullopt);
        return;
    }
    Status worst = Status::None;
    for (const consul::Service &service : *m_session->consulServices()->rows()) {
        if (service.health() == consul::Health::Critical)
            worst = Status::Crit;
        else if (service.health() == consul::Health::Warning && worst == Status::None)
            worst = Status::Warn;
    }
    Q_EMIT railStateChanged(worst, railCount(m_session->consulServices()));
}

void ServicesPanel::setShown(bool shown)
{
    m_shown = shown;
    choosePage(currentPage().id);
}

void ServicesPanel::refresh()
{
    if (LiveStoreBase *store = currentPage().binder->store())
        store->refresh();
}

void ServicesPanel::focusFilter()
{
    currentPage().frame->filterBar()->edit()->setFocus(Qt::ShortcutFocusReason);
}

bool ServicesPanel::showEntity(const QString &id)
{
    const auto below = [this, &id](const QString &prefix) {
        const bool isService = m_services->contains(id); // Consul lets anybody call one so
        return id.startsWith(prefix) && !isService ? std::optional(id.mid(prefix.size())) : std::nullopt;
    };
    const std::optional<QString> instance = below(instancePrefix);
    const std::optional<QString> node = below(nodePrefix);
    choosePage(instance ? instancesPage : node ? nodesPage : servicesPage);
    const QString key = instance ? *instance : node ? *node : id;
    openRow(currentPage(), key);
    return currentPage().model->contains(key);
}

QList<TourScene> ServicesPanel::tourScenes()
{
    const auto settled = [this] {
        const LiveStoreBase *store = currentPage().binder->store();
        return !store || (store->state().phase != StoreState::Phase::Never && !store->state().loading)
            || store->state().error.has_value();
    };
    const auto openFirst = [this] {
        Page &target = currentPage();
        if (target.model->shownCount() > 0)
            openRow(target, target.model->idAt(0));
    };
    const auto list = [this](const QString &id) {
        choosePage(id);
        currentPage().details->close();
    };
    return {{QStringLiteral("services"), [list] { list(servicesPage); }, settled},
            {QStringLiteral("services-detail"), openFirst, settled},
            {QStringLiteral("services-apart"),
             [this] { currentPage().details->openApart(currentPage().details->shownId()); }, settled,
             [this]() -> QWidget * {
                 const std::vector<DetailWindow *> windows = currentPage().details->windows();
                 return windows.empty() ? nullptr : windows.front();
             }},
            {QStringLiteral("instances"), [list] { list(instancesPage); }, settled},
            {QStringLiteral("nodes"), [list] { list(nodesPage); }, settled}};
}

} // namespace mk
