// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/path/PathPanel.h"

#include "core/SafeText.h"
#include "models/ErrorText.h"
#include "models/StoreStateText.h"
#include "net/HttpClient.h"
#include "panels/KongColumns.h"
#include "panels/ListBinder.h"
#include "panels/PlanDesk.h"
#include "panels/path/MessagePage.h"
#include "panels/path/PathView.h"
#include "panels/path/RequestBar.h"
#include "platform/PlatformSession.h"
#include "platform/Settings.h"
#include "platform/UiState.h"
#include "widgets/Banner.h"
#include "widgets/Buttons.h"
#include "widgets/DetailDrawer.h"
#include "widgets/EntityTable.h"
#include "widgets/FilterBar.h"
#include "widgets/FormRow.h"
#include "widgets/Labels.h"
#include "widgets/PanelFrame.h"
#include "widgets/ScrollPage.h"
#include "widgets/Segments.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace mk {

using requestpath::Path;

namespace {

const QString requestPrefix = QStringLiteral("request/");
const QString queuePrefix = QStringLiteral("queue/");
const QString messageMode = QStringLiteral("message");
const QString requestMode = QStringLiteral("request");
constexpr qsizetype mostRecent = 10;
constexpr int causeWidth = 580; // of 1,200: the sentences want more room than the numbers

} // namespace

PathPanel::PathPanel(const PanelContext &context, QWidget *parent)
    : Panel(context, parent)
    , m_tracer(new PathTracer(this))
    , m_frame(new PanelFrame(context.theme, QStringLiteral("path"), tr("Path"), QStringLiteral("route-2"),
                             tr("Filter steps"), this))
    , m_switchRow(new QWidget(m_frame))
    , m_switch(new SegmentedControl(context.theme, tr("Path of"), m_switchRow))
    , m_messages(new MessagePage(context, m_frame, m_frame))
    , m_stack(new QStackedWidget(m_frame))
    , m_bar(new RequestBar(context.theme, m_frame))
    , m_send(makeButton(context.theme, tr("Send it through the proxy"), QStringLiteral("send"), m_frame))
    , m_steps(new RecordTableModel<PathStepRow>(pathtables::stepColumns(), this))
    , m_candidates(new RecordTableModel<CandidateRow>(pathtables::candidateColumns(), this))
    , m_ports(new RecordTableModel<PortRow>(pathtables::portColumns(), this))
    , m_places(new RecordTableModel<PlaceRow>(pathtables::placeColumns(), this))
    , m_plugins(new RecordTableModel<pluginorder::Run>(pluginRunColumns(), this))
{
    build();
    connect(m_tracer, &PathTracer::traced, this, &PathPanel::refreshPath);
    connect(m_tracer, &PathTracer::stateChanged, this, [this] {
        tryPending();
        refreshHead();
    });
    connect(m_bar, &RequestBar::traceRequested, this, [this](const RouteRequest &request) {
        remember(request);
        trace(request);
    });
    connect(m_bar, &RequestBar::recentCleared, this, [this] {
        this->context().uiState->setValue(recentPath(), {});
        m_bar->setRecent({});
    });
    connect(m_send, &QPushButton::clicked, this, &PathPanel::send);
    connect(m_frame, &PanelFrame::refreshRequested, this, &PathPanel::refresh);
    connect(m_frame, &PanelFrame::stateAction, this, [this](const QString &id) {
        if (m_isMessage)
            m_messages->stateAction(id);
        else if (id == QLatin1String("environment"))
            Q_EMIT environmentEditorRequested();
        else if (id == QLatin1String("routes"))
            Q_EMIT openPanelRequested(QStringLiteral("routes"), {});
        else
            refresh();
    });
    connect(m_view, &PathView::focusMoved, this, [this](QWidget *node) { m_picture->ensureWidgetVisible(node); });
    connect(m_view, &PathView::nodeChosen, this, [this](const pathtext::Node &node) {
        if (node.panel.isEmpty())
            m_bar->focusAddress(); // the request itself
        else
            open(node.panel, node.entityId);
    });
    m_clock.setInterval(1000);
    connect(&m_clock, &QTimer::timeout, this, [this] {
        refreshHead();
        refreshEvidence();
    });
    refreshHead();
}

PathPanel::~PathPanel()
{
    // Lists tell of their leaving subscribers while the parts go one by one.
    m_tracer->disconnect(this);
}

// ---- what it is made of

template<class T>
EntityTable *PathPanel::addTable(Section *section, const QString &name, RecordTableModel<T> *model,
                                 const QList<ColumnLook> &looks)
{
    auto *table = new EntityTable(context().theme, name, section);
    table->setEmbedded(true);
    table->setColumns(looks);
    table->setModel(model);
    section->setContent(table);
    return table;
}

void PathPanel::build()
{
    const Theme *theme = context().theme;
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_frame);
    m_frame->filterBar()->hide();
    m_frame->addAction(m_send);
    buildSwitch();
    m_frame->addTopWidget(m_bar);
    m_frame->addTopWidget(m_messages->bar());
    m_messages->bar()->hide();

    // The picture stays while the rest is scrolled; a narrow window moves it sideways.
    auto *content = new QWidget;
    auto *whole = new QVBoxLayout(content);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(0);
    whole->addWidget(makeLine(theme, Qt::Horizontal, content));
    m_picture = new QScrollArea(content);
    m_view = new PathView(theme, m_picture);
    m_picture->setFrameShape(QFrame::NoFrame);
    m_picture->setWidget(m_view);
    m_picture->setWidgetResizable(true);
    m_picture->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_picture->setFocusPolicy(Qt::NoFocus);
    whole->addWidget(m_picture);
    whole->addWidget(makeLine(theme, Qt::Horizontal, content));

    auto *page = new QWidget;
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildMiddle(page));
    column->addWidget(makeLine(theme, Qt::Horizontal, page));

    m_stepSection = new Section(theme, tr("Steps"), page);
    EntityTable *steps = addTable(m_stepSection, tr("Steps"), m_steps, pathtables::stepLooks());
    column->addWidget(m_stepSection);
    m_pluginSection = new Section(theme, tr("Plugins in order"), page);
    EntityTable *plugins = addTable(m_pluginSection, tr("Plugins in order"), m_plugins, pluginRunLooks());
    column->addWidget(m_pluginSection);
    m_candidateSection = new Section(theme, tr("Candidates"), page);
    EntityTable *candidates =
        addTable(m_candidateSection, tr("Candidates"), m_candidates, pathtables::candidateLooks());
    column->addWidget(m_candidateSection);
    column->addStretch();
    whole->addWidget(makeScroll(page, content), 1);
    m_stack->addWidget(content);
    m_stack->addWidget(m_messages);
    m_frame->setContent(m_stack);

    connect(steps, &EntityTable::openRequested, this, [this](const QModelIndex &index) {
        if (const PathStepRow *row = m_steps->record(index))
            open(row->panel, row->entityId);
    });
    connect(plugins, &EntityTable::openRequested, this, [this](const QModelIndex &index) {
        if (const pluginorder::Run *run = m_plugins->record(index))
            open(QStringLiteral("plugins"), run->record.plugin.id);
    });
    connect(candidates, &EntityTable::openRequested, this, [this](const QModelIndex &index) {
        if (const CandidateRow *row = m_candidates->record(index))
            open(QStringLiteral("routes"),
                 KongRouteRecord::keyOf(row->verdict.isApi ? kong::Kind::Api : kong::Kind::Route, row->verdict.id));
    });
}

void PathPanel::buildSwitch()
{
    auto *row = new QHBoxLayout(m_switchRow);
    row->setContentsMargins(16, 6, 16, 0);
    m_switch->addSegment(requestMode, tr("Request"));
    m_switch->addSegment(messageMode, tr("Message"));
    m_switch->setCurrentId(requestMode);
    row->addWidget(m_switch);
    row->addStretch();
    m_frame->addTopWidget(m_switchRow);
    connect(m_switch, &SegmentedControl::chosen, this, [this](const QString &id) { showMode(id == messageMode); });
    connect(m_messages, &MessagePage::openRequested, this, &PathPanel::open);
    connect(m_messages, &MessagePage::environmentEditorRequested, this, &Panel::environmentEditorRequested);
}

void PathPanel::showMode(bool message)
{
    m_isMessage = message;
    m_switch->setCurrentId(message ? messageMode : requestMode);
    m_bar->setVisible(!message);
    m_send->setVisible(!message);
    m_stack->setCurrentIndex(message ? 1 : 0);
    m_tracer->setLooking(m_shown && !message, context().settings->refreshInterval());
    m_messages->setActive(message);
    refreshPath();
}

// Cause and answer at the left, what they rest on at the right.
QWidget *PathPanel::buildMiddle(QWidget *page)
{
    const Theme *theme = context().theme;
    auto *middle = new QWidget(page);
    auto *row = new QHBoxLayout(middle);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    auto *left = new QWidget(middle);
    auto *words = new QVBoxLayout(left);
    words->setContentsMargins(16, 16, 16, 16);
    words->setSpacing(12);
    m_cause = new Banner(theme, left);
    m_causeNote = new TextLabel(theme, FontRole::Small, Tone::Secondary, left);
    m_causeNote->setWordWrap(true);
    m_probe = new Banner(theme, left);
    m_probeNote = new TextLabel(theme, FontRole::Small, Tone::Secondary, left);
    m_probeNote->setWordWrap(true);
    words->addWidget(m_cause);
    words->addWidget(m_causeNote);
    words->addWidget(m_probe);
    words->addWidget(m_probeNote);
    words->addStretch();
    row->addWidget(left, causeWidth);
    m_rightLine = makeLine(theme, Qt::Vertical, middle);
    row->addWidget(m_rightLine);
    m_right = new QWidget(middle);
    auto *facts = new QVBoxLayout(m_right);
    facts->setContentsMargins(0, 0, 0, 0);
    facts->setSpacing(0);
    m_portSection = new Section(theme, tr("Ports"), m_right);
    addTable(m_portSection, tr("Ports"), m_ports, pathtables::portLooks());
    facts->addWidget(m_portSection);
    m_placeSection = new Section(theme, tr("Instances"), m_right);
    EntityTable *places = addTable(m_placeSection, tr("Instances"), m_places, pathtables::placeLooks());
    connect(places, &EntityTable::openRequested, this, [this](const QModelIndex &index) {
        const PlaceRow *chosen = m_places->record(index);
        if (chosen && !chosen->service.isEmpty())
            open(QStringLiteral("services"), chosen->service);
    });
    facts->addWidget(m_placeSection);
    facts->addStretch();
    row->addWidget(m_right, causeWidth);
    return middle;
}

void PathPanel::open(const QString &panel, const QString &entityId)
{
    if (!panel.isEmpty())
        Q_EMIT openPanelRequested(panel, entityId);
}

// ---- session and requests

void PathPanel::setSession(PlatformSession *session)
{
    if (m_session)
        m_session->disconnect(this);
    m_jobs.cancelAll();
    m_session = session;
    m_pending.clear();
    m_answer.reset();
    m_probeError.reset();
    m_sending = false;
    m_bar->clear();
    m_tracer->setSession(session);
    m_messages->setSession(session);
    if (session) {
        connect(session, &PlatformSession::writabilityChanged, this, &PathPanel::refreshCause);
        connect(session, &PlatformSession::stateChanged, this, &PathPanel::refreshProbe);
        const std::optional<Endpoint> &proxy = session->environment().kongProxy;
        m_bar->setDefaultHost(proxy ? proxy->url.authority(QUrl::FullyEncoded).toLatin1()
                                    : QByteArrayLiteral("localhost"));
        m_bar->setRecent(recent());
    }
    refreshPath();
}

void PathPanel::setShown(bool shown)
{
    m_shown = shown;
    m_tracer->setLooking(shown && !m_isMessage, context().settings->refreshInterval());
    m_messages->setShown(shown);
    if (shown)
        m_clock.start();
    else
        m_clock.stop();
    refreshHead();
}

void PathPanel::refresh()
{
    if (m_isMessage)
        m_messages->refresh();
    if (!m_session || m_isMessage)
        return;
    m_session->kongRouteRecords()->refresh();
    m_session->kongPluginRecords()->refresh();
    m_session->consulInstances()->refresh();
}

void PathPanel::focusFilter()
{
    if (m_isMessage) {
        m_messages->focusKey();
        return;
    }
    m_bar->focusAddress();
}

void PathPanel::trace(const RouteRequest &request)
{
    m_pending.clear();
    m_answer.reset();
    m_probeError.reset();
    m_jobs.cancelAll();
    m_sending = false;
    m_tracer->setRequest(request);
    refreshHead();
    refreshProbe();
}

std::optional<requesttext::Sample> PathPanel::sampleOf(const QString &key) const
{
    const QByteArray host = m_bar->defaultHost();
    for (const kong::Api &api : *m_session->kongApis()->rows()) {
        if (KongRouteRecord::keyOf(kong::Kind::Api, api.id) == key || api.id == key)
            return requesttext::sampleOf(api, host);
    }
    for (const kong::Route &route : *m_session->kongRoutes()->rows()) {
        const bool isIt =
            KongRouteRecord::keyOf(kong::Kind::Route, route.id) == key || route.id == key ||
            KongRouteRecord::keyOf(kong::Kind::Service, route.serviceId) == key; // the first of its routes
        if (isIt)
            return requesttext::sampleOf(route, host);
    }
    return std::nullopt;
}

bool PathPanel::showEntity(const QString &id)
{
    if (!m_session || id.isEmpty())
        return false;
    if (id.startsWith(queuePrefix)) {
        const auto [vhost, name] = rabbitmq::namesOfKey(id.mid(queuePrefix.size()));
        if (vhost.isEmpty() || name.isEmpty())
            return false;
        showMode(true);
        m_messages->trace({vhost, {}, name, {}});
        return true;
    }
    showMode(false);
    m_pending = id;
    tryPending();
    return m_pending.isEmpty();
}

void PathPanel::tryPending()
{
    if (m_pending.isEmpty() || !m_session)
        return;
    if (m_pending.startsWith(requestPrefix)) {
        const auto parsed = requesttext::parse(m_pending.mid(requestPrefix.size()), m_bar->defaultHost());
        m_pending.clear();
        if (parsed) {
            m_bar->setRequest(parsed->request);
            m_bar->showRemarks(*parsed);
            trace(parsed->request);
        }
        return;
    }
    if (const std::optional<requesttext::Sample> sample = sampleOf(m_pending)) {
        m_bar->setRequest(sample->request);
        trace(sample->request);
        if (sample->isGuess)
            m_bar->setRemark(tr("Made from a pattern"),
                             tr("Its rules have a wildcard or a regular expression: fill in what they ask for."));
    } else if (m_tracer->isKongRead()) {
        m_pending.clear(); // there is no such thing, or nothing leads to it
    }
}

QString PathPanel::recentPath() const
{
    return QStringLiteral("path/recent/") + (m_session ? m_session->environment().id : QString());
}

QList<RouteRequest> PathPanel::recent() const
{
    QList<RouteRequest> requests;
    for (const QVariant &one : context().uiState->value(recentPath()).toList()) {
        if (const std::optional<RouteRequest> request = requesttext::fromStored(one.toMap()))
            requests.append(*request);
    }
    return requests;
}

void PathPanel::remember(const RouteRequest &request)
{
    const Environment &environment = m_session->environment();
    const bool isKept = !environment.isTransient || environment.isDemo; // others have another id each time
    if (!isKept)
        return;
    const QVariantMap newest = requesttext::stored(request);
    QVariantList kept{newest};
    for (const QVariant &one : context().uiState->value(recentPath()).toList()) {
        if (one.toMap() != newest && kept.size() < mostRecent)
            kept.append(one);
    }
    context().uiState->setValue(recentPath(), kept);
    m_bar->setRecent(recent());
}

// ---- what is on screen

void PathPanel::refreshHead()
{
    if (m_isMessage)
        return;
    const std::shared_ptr<const Path> path = m_tracer->path();
    if (!m_session) {
        m_frame->setCount({});
        m_frame->setFreshness({});
        return;
    }
    const StoreState &state = m_tracer->kongList()->state();
    const QDateTime now = context().clock->now();
    const std::optional<RouteRequest> &request = m_tracer->request();
    m_frame->setCount(request ? visibleText(QString::fromUtf8(request->method + ' ' + request->target)) : QString());
    if (state.phase == StoreState::Phase::NotConfigured) {
        m_frame->setFreshness({});
    } else {
        const StoreStateText text = StoreStateText::of(state, now);
        m_frame->setFreshness(text.text, text.status, text.tooltip);
    }
    const ListTexts texts{.systemName = systemName(System::Kong),
                          .emptyTitle = {},
                          .emptySentence = {},
                          .emptyActions = {},
                          .missingRight = tr("the right to read routes and services")};
    PanelState shown = panelStateOf(state, 1, 1, texts, now);
    if (shown.kind == PanelState::Kind::Rows && !request && m_pending.isEmpty()) {
        shown.kind = PanelState::Kind::Empty;
        shown.iconName = QStringLiteral("route-2");
        shown.title = tr("Which request?");
        shown.sentence =
            tr("Type an address or a path, paste a curl command, or choose Trace at a row of Routes. Nothing is sent.");
        shown.actions = {{QStringLiteral("routes"), tr("Open Routes"), QStringLiteral("route"), false}};
    }
    const bool waits = shown.kind == PanelState::Kind::Rows && !path;
    if (waits && !m_frame->isLoading())
        m_frame->startLoading();
    if (waits)
        m_frame->setLoadProgress(state.soFar, state.total);
    else
        m_frame->stopLoading();
    m_frame->content()->setVisible(path != nullptr);
    m_frame->setState(shown, path != nullptr);
}

// What tells how old it is.
void PathPanel::refreshEvidence()
{
    if (!m_tracer->path())
        return;
    const QDateTime now = context().clock->now();
    const Path path = requestpath::withTimesOf(m_tracer->sources(), *m_tracer->path());
    m_steps->setRows(pathtables::stepRows(path, now));
    m_ports->setRows(pathtables::portRows(path, now));
}

void PathPanel::refreshPath()
{
    const std::shared_ptr<const Path> path = m_tracer->path();
    refreshHead();
    if (path && !m_isMessage) {
        m_view->setPath(*path);
        m_picture->setFixedHeight(m_view->sizeHint().height() +
                                  (m_view->sizeHint().width() > m_frame->width()
                                       ? m_picture->horizontalScrollBar()->sizeHint().height()
                                       : 0));
        // Once the picture has its new width.
        QMetaObject::invokeMethod(
            this,
            [this] {
                if (QWidget *broken = m_view->brokenNode())
                    m_picture->ensureWidgetVisible(broken);
            },
            Qt::QueuedConnection);
        refreshEvidence();
        m_candidates->setRows(pathtables::candidateRows(*path));
        m_places->setRows(pathtables::placeRows(*path));
        m_plugins->setRows(path->plugins);
        const auto broken =
            std::find_if(path->steps.cbegin(), path->steps.cend(),
                         [](const requestpath::PathStep &step) { return step.state == requestpath::State::Broken; });
        m_stepSection->setCount(
            broken == path->steps.cend()
                ? QString::number(path->steps.size())
                : tr("%1, broken at %2").arg(path->steps.size()).arg(broken - path->steps.cbegin() + 1));
        m_pluginSection->setVisible(!path->plugins.empty());
        m_candidateSection->setCount(tr("%n compared", nullptr, int(path->compared)));
        m_candidateSection->setVisible(m_candidates->totalCount() > 0);
        const bool differ = path->ports.size() > 1;
        m_portSection->setCount(differ ? tr("they should agree") : QString());
        m_portSection->setVisible(!path->ports.empty());
        m_placeSection->setVisible(!path->places.empty());
        const bool anyFacts = !path->ports.empty() || !path->places.empty();
        m_right->setVisible(anyFacts);
        m_rightLine->setVisible(anyFacts);
        m_placeSection->setCount(QString::number(path->places.size()));
    }
    refreshCause();
    refreshProbe();
}

void PathPanel::refreshCause()
{
    const std::shared_ptr<const Path> path = m_tracer->path();
    if (!path || !m_session)
        return;
    const pathtext::CauseText text = pathtext::causeOf(*path);
    const Status status = path->cause                               ? pathtext::statusOf(path->cause->state)
                          : path->worst() == requestpath::State::Ok ? Status::Ok
                                                                    : Status::Unknown;
    m_cause->setMessage(status, text.title, text.text);
    if (!text.repair.isEmpty()) {
        QPushButton *button = m_cause->addButton(text.repair, QStringLiteral("tool"), true);
        if (const std::optional<Error> why = m_session->mayWrite(System::Kong)) {
            button->setEnabled(false);
            const ErrorText reason = ErrorText::of(*why);
            button->setToolTip(tooltipText(reason.text));
        }
        connect(button, &QPushButton::clicked, this, &PathPanel::repair);
    }
    QPushButton *copy = m_cause->addButton(tr("Copy explanation"), QStringLiteral("copy"));
    connect(copy, &QPushButton::clicked, this, [this] {
        if (const auto shown = m_tracer->path())
            QApplication::clipboard()->setText(pathtext::explanation(*shown, context().clock->now()));
    });
    m_causeNote->setText(withoutMarks(text.note));
    m_causeNote->setVisible(!text.note.isEmpty());
}

// ---- what is sent

QString PathPanel::whyNotSent() const
{
    if (!m_session || !m_tracer->path())
        return tr("There is no request yet.");
    if (!m_tracer->isUpToDate())
        return tr("The path is being worked out.");
    const std::optional<Endpoint> &proxy = m_session->environment().kongProxy;
    if (!proxy)
        return tr("This environment has no address of Kong's proxy: nothing can be sent through it.");
    const RouteRequest &request = m_tracer->path()->request;
    if (!proxyprobe::maySend(request))
        return tr("Only GET and HEAD are sent from here; others would change something.");
    if (QString::fromLatin1(request.scheme) != proxy->url.scheme())
        return tr("The request is for %1, the address of Kong's proxy takes %2.")
            .arg(QString::fromLatin1(request.scheme), proxy->url.scheme());
    if (!m_session->client(proxy->id))
        return tr("The connection to Kong's proxy is not open.");
    return {};
}

void PathPanel::send()
{
    const std::shared_ptr<const Path> path = m_tracer->path();
    if (!whyNotSent().isEmpty() || m_sending)
        return;
    m_sending = true;
    m_answer.reset();
    m_probeError.reset();
    refreshProbe();
    HttpClient *client = m_session->client(m_session->environment().kongProxy->id);
    m_jobs.restart(QStringLiteral("send"), client->send(proxyprobe::requestFor(path->request), this))
        ->done(this, [this](const Result<HttpResponse> &response) {
            m_sending = false;
            if (response)
                m_answer = proxyprobe::answerOf(*response, context().clock->now());
            else if (!response.error().is(ErrorKind::Cancelled))
                m_probeError = response.error();
            refreshProbe();
        });
}

void PathPanel::refreshProbe()
{
    const QString why = whyNotSent();
    m_send->setEnabled(why.isEmpty() && !m_sending);
    m_send->setToolTip(why.isEmpty() ? tr("Sends this request once, and compares the answer with what stands here")
                                     : tooltipText(why));
    const std::shared_ptr<const Path> path = m_tracer->path();
    m_probe->clear();
    m_probeNote->setVisible(path && m_tracer->isUpToDate() && (!why.isEmpty() || m_sending));
    m_probeNote->setText(m_sending ? tr("Sending…") : why);
    if (!path || m_sending)
        return;
    if (m_probeError) {
        const ErrorText text = ErrorText::of(*m_probeError);
        m_probe->setMessage(Status::Crit, text.title, text.text);
    } else if (m_answer) {
        const auto comparison = proxyprobe::compare(*path, *m_answer, m_tracer->sources().dnsResolvers);
        const pathtext::ProbeText text = pathtext::probeOf(*path, *m_answer, comparison);
        m_probe->setMessage(text.status, text.title, text.text);
    }
}

void PathPanel::repair()
{
    const std::shared_ptr<const Path> path = m_tracer->path();
    if (!path || !path->cause || !path->cause->repair || !m_session)
        return;
    const requestpath::Repair &wanted = *path->cause->repair;
    QByteArray entity;
    if (wanted.kind == kong::Kind::Api) {
        if (const kong::Api *api = m_session->kongApis()->find(wanted.id))
            entity = api->json;
    } else if (const kong::Service *service = m_session->kongServices()->find(wanted.id)) {
        entity = service->json;
    }
    const Result<Plan> plan = requestpath::repairPlan(m_session->kongPlanContext(), wanted, entity);
    if (!plan) {
        const ErrorText text = ErrorText::of(plan.error());
        m_bar->setRemark(text.title, text.text);
        return;
    }
    context().planDesk->propose(*plan, PlanDesk::Ask::Preview, this, [](const std::optional<PlanReport> &) {});
}

// ---- tour

QList<TourScene> PathPanel::tourScenes()
{
    // Without a Kong that can be read there is none to wait for.
    const auto traced = [this] {
        return !m_session || m_tracer->isUpToDate() || m_frame->state().kind != PanelState::Kind::Rows;
    };
    const auto request = [this](const char *text) {
        return [this, text] { showEntity(requestPrefix + QLatin1String(text)); };
    };
    const auto message = [this](const char *queue) {
        return [this, queue] { showEntity(queuePrefix + rabbitmq::queueKey(QStringLiteral("/"), QLatin1String(queue))); };
    };
    const auto settled = [this] { return !m_session || m_messages->isSettled(); };
    return {{QStringLiteral("path-empty"),
             [this] {
                 showMode(false);
                 m_tracer->setRequest(std::nullopt);
                 refreshPath();
             },
             [] { return true; }},
            {QStringLiteral("path"), request("GET /users/me"), traced},
            {QStringLiteral("path-none"), request("GET /user/me"), traced},
            {QStringLiteral("path-curl"),
             request("curl --frobnicate -X POST -H 'X-Color: red' -H \"Authorization: Bearer $TOKEN\" "
                     "http://api.example.org/users/register"),
             traced},
            {QStringLiteral("path-sent"), request("GET /users/me"), [this, traced] {
                 if (traced() && !m_answer && !m_probeError && !m_sending)
                     send();
                 return traced() && (m_answer || m_probeError || !whyNotSent().isEmpty());
             }},
            {QStringLiteral("path-message-empty"), [this] { showMode(true); }, settled},
            {QStringLiteral("path-message"), message("email-queue"), settled},
            {QStringLiteral("path-message-none"), message("verification-emails"), settled},
            {QStringLiteral("path-message-look"), message("verification-email"), [this, settled] {
                 if (settled() && !m_messages->hasPeeked() && !m_messages->isPeeking())
                     m_messages->peek();
                 return settled() && !m_messages->isPeeking();
             }}};
}

} // namespace mk
