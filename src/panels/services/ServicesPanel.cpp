// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/services/ServicesPanel.h"

#include "panels/ListBinder.h"
#include "panels/ServiceColumns.h"
#include "panels/services/ServiceDrawer.h"
#include "platform/PlatformSession.h"
#include "platform/Settings.h"
#include "widgets/EntityTable.h"
#include "widgets/FilterBar.h"
#include "widgets/PanelFrame.h"
#include "widgets/Segments.h"

#include <QStackedWidget>
#include <QVBoxLayout>

namespace mk {

namespace {
const QString servicesPage = QStringLiteral("services");
const QString instancesPage = QStringLiteral("instances");
const QString nodesPage = QStringLiteral("nodes");
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
    page.drawer = new ServiceDrawer(context(), page.frame);
    page.frame->setDrawer(page.drawer);
    page.frame->setDrawerOpen(false);

    connect(page.segments, &SegmentedControl::chosen, this, [this, segments = page.segments, id](const QString &chosen) {
        segments->setCurrentId(id); // each page shows its own segment
        choosePage(chosen);
        currentPage().table->setFocus(Qt::OtherFocusReason);
    });
    connect(page.table, &EntityTable::currentRowChanged, this, [this, id] { showCurrent(id); });
    connect(page.table, &EntityTable::openRequested, this, [this, id] {
        this->page(id).frame->setDrawerOpen(true);
        showCurrent(id);
    });
    connect(page.table, &EntityTable::escapePressed, page.frame, [frame = page.frame] { frame->setDrawerOpen(false); });
    connect(page.drawer, &DetailDrawer::closeRequested, page.frame, [frame = page.frame, table = page.table] {
        frame->setDrawerOpen(false);
        table->setFocus(Qt::OtherFocusReason);
    });
    connect(page.drawer, &ServiceDrawer::instanceChosen, this, [this](const QString &key) {
        choosePage(instancesPage);
        openRow(currentPage(), key);
    });
    connect(page.drawer, &ServiceDrawer::serviceChosen, this, [this](const QString &name) {
        choosePage(servicesPage);
        openRow(currentPage(), name);
    });
    connect(page.drawer, &ServiceDrawer::nodeChosen, this, [this](const QString &name) {
        choosePage(nodesPage);
        openRow(currentPage(), name);
    });
    connect(model, &RecordTableBase::settled, this, [this, id] { showCurrent(id); });
    connect(model, &QAbstractItemModel::dataChanged, this, [this, id] { showCurrent(id); });
    connect(page.binder, &StoreBinder::environmentEditorRequested, this, &Panel::environmentEditorRequested);
    page.binder->restoreLayout();
    return page;
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
    page.frame->setDrawerOpen(true);
    showCurrent(page.id);
}

void ServicesPanel::showCurrent(const QString &pageId)
{
    if (m_pages.size() < 3)
        return; // still being made
    Page &target = page(pageId);
    if (!target.frame->isDrawerOpen())
        return;
    const QString id = target.table->currentId();
    if (pageId == servicesPage) {
        if (const consul::Service *service = m_services->find(id))
            target.drawer->showService(*service);
    } else if (pageId == instancesPage) {
        if (const consul::Instance *instance = m_instances->find(id))
            target.drawer->showInstance(*instance);
    } else if (const consul::Node *node = m_nodes->find(id)) {
        target.drawer->showNode(*node, m_session ? *m_session->consulInstances()->rows()
                                                 : std::vector<consul::Instance>());
    }
}

void ServicesPanel::setSession(PlatformSession *session)
{
    m_railSubscription.reset();
    if (m_session)
        m_session->consulServices()->disconnect(this);
    for (Page &page : m_pages) {
        page.frame->setDrawerOpen(false);
        page.drawer->setSession(session);
        page.binder->setStore(nullptr);
    }
    m_session = session;
    m_services->setStore(session ? session->consulServices() : nullptr);
    m_instances->setStore(session ? session->consulInstances() : nullptr);
    m_nodes->setStore(session ? session->consulNodes() : nullptr);
    if (session) {
        page(servicesPage).binder->setStore(session->consulServices());
        page(instancesPage).binder->setStore(session->consulInstances());
        page(nodesPage).binder->setStore(session->consulNodes());
        session->consulServices()->onDelta(this, [this](const auto &) { tellRail(); });
        // The rail tells count and worst state while other panels are looked at, too.
        m_railSubscription = session->consulServices()->subscribe(context().settings->backgroundInterval());
    }
    tellRail();
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
    const ConsulServices &store = *m_session->consulServices();
    const bool known = store.rowCount() > 0 || store.state().phase == StoreState::Phase::Ready;
    Q_EMIT railStateChanged(worst, known ? std::optional<qint64>(store.rowCount()) : std::nullopt);
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
    choosePage(servicesPage);
    openRow(currentPage(), id);
    return m_services->contains(id);
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
        currentPage().frame->setDrawerOpen(false);
    };
    return {{QStringLiteral("services"), [list] { list(servicesPage); }, settled},
            {QStringLiteral("services-detail"), openFirst, settled},
            {QStringLiteral("instances"), [list] { list(instancesPage); }, settled},
            {QStringLiteral("nodes"), [list] { list(nodesPage); }, settled}};
}

} // namespace mk
