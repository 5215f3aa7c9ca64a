// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/MainWindow.h"

#include "app/AppContext.h"
#include "core/Format.h"
#include "core/SafeText.h"
#include "models/ErrorText.h"
#include "models/MarkedText.h"
#include "panels/PlanDesk.h"
#include "panels/PlanPreviewText.h"
#include "panels/SystemStatus.h"
#include "panels/activity/HttpLogPage.h"
#include "panels/activity/TunnelPage.h"
#include "panels/environments/ConsentDialog.h"
#include "panels/environments/EnvironmentsDialog.h"
#include "panels/UnlockDialog.h"
#include "panels/environments/WelcomePage.h"
#include "panels/journal/JournalPanel.h"
#include "panels/keyvalue/KeyValuePanel.h"
#include "panels/overview/OverviewPanel.h"
#include "panels/services/ServicesPanel.h"
#include "panels/settings/SettingsPanel.h"
#include "platform/PlanSettler.h"
#include "widgets/Activity.h"
#include "widgets/Banner.h"
#include "widgets/DialogFrame.h"
#include "widgets/FormRow.h"
#include "widgets/Labels.h"
#include "widgets/NavRail.h"
#include "widgets/TopBar.h"

#include <QApplication>
#include <QCloseEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QTextEdit>
#include <QVBoxLayout>

namespace mk {

namespace {

constexpr int collapseRailBelow = 1100;
constexpr QSize defaultSize{1440, 900};
constexpr QSize smallestSize{1024, 640};

} // namespace

MainWindow::MainWindow(AppContext *app, QWidget *parent)
    : QMainWindow(parent)
    , m_app(app)
    , m_planDesk(new PlanDesk({.theme = &app->theme(),
                               .clock = &app->clock(),
                               .settings = &app->settings(),
                               .journal = &app->journal()},
                              this))
{
    const Theme *theme = &app->theme();
    setMinimumSize(smallestSize);
    resize(defaultSize);
    setWindowTitle(QStringLiteral("Microkubes Console"));

    auto *central = new QWidget(this);
    auto *layout = new QVBoxLayout(central);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_topBar = new TopBar(theme, central);
    m_topBar->setSearchVisible(false);
    layout->addWidget(m_topBar);

    auto *columns = new QHBoxLayout;
    columns->setSpacing(0);
    m_rail = new NavRail(theme, central);
    columns->addWidget(m_rail);
    m_rows = new QSplitter(Qt::Vertical, central);
    auto *page = new QWidget(m_rows);
    auto *pageLayout = new QVBoxLayout(page);
    pageLayout->setContentsMargins(0, 0, 0, 0);
    pageLayout->setSpacing(0);
    m_noticeHolder = new QWidget(page);
    auto *noticeBox = new QVBoxLayout(m_noticeHolder);
    noticeBox->setContentsMargins(16, 8, 16, 8);
    m_notice = new Banner(theme, m_noticeHolder);
    noticeBox->addWidget(m_notice);
    pageLayout->addWidget(m_noticeHolder);
    m_stack = new QStackedWidget(page);
    pageLayout->addWidget(m_stack, 1);
    m_rows->addWidget(page);
    m_activity = new ActivityDrawer(theme, m_rows);
    m_rows->addWidget(m_activity);
    m_rows->setStretchFactor(0, 1);
    m_rows->setStretchFactor(1, 0);
    m_rows->setCollapsible(0, false);
    m_activity->hide();
    columns->addWidget(m_rows, 1);
    layout->addLayout(columns, 1);
    m_bar = new ActivityBar(theme, central);
    layout->addWidget(m_bar);
    setCentralWidget(central);

    PanelContext context = app->panelContext();
    context.planDesk = m_planDesk;
    m_welcome = new WelcomePage(context, m_stack);
    m_stack->addWidget(m_welcome);
    m_rail->addGroup(tr("Platform"));
    addPanel(QStringLiteral("overview"), tr("Overview"), QStringLiteral("layout-dashboard"), new OverviewPanel(context));
    m_rail->addGroup(systemName(System::Consul));
    addPanel(QStringLiteral("services"), tr("Services"), QStringLiteral("server-2"), new ServicesPanel(context));
    addPanel(QStringLiteral("keyvalue"), tr("Key/value"), QStringLiteral("folder"), new KeyValuePanel(context));
    m_panelSystem.insert(QStringLiteral("services"), System::Consul);
    m_panelSystem.insert(QStringLiteral("keyvalue"), System::Consul);
    m_rail->addGroup(tr("Work"));
    addPanel(QStringLiteral("journal"), tr("Journal"), QStringLiteral("history"), new JournalPanel(context));
    addPanel(QStringLiteral("settings"), tr("Settings"), QStringLiteral("settings"), new SettingsPanel(context), true);

    m_calls = new HttpLogPage(context, m_activity);
    m_tunnels = new TunnelPage(context, m_activity);
    m_activity->addPage(QStringLiteral("calls"), tr("HTTP calls"), m_calls);
    m_activity->addPage(QStringLiteral("tunnels"), tr("Tunnels"), m_tunnels);

    connect(m_rail, &NavRail::activated, this, [this](const QString &id) { openPanel(id); });
    connect(m_topBar, &TopBar::environmentClicked, this, &MainWindow::showEnvironmentMenu);
    connect(m_topBar, &TopBar::lockClicked, this, [this] {
        if (PlatformSession *session = m_app->session())
            session->setReadOnly(!session->isLocked());
    });
    connect(m_topBar, &TopBar::pillClicked, this, [this](const QString &id) {
        if (const std::optional<System> system = systemFromId(id))
            showPillReason(*system);
    });
    connect(m_welcome, &WelcomePage::environmentChosen, this, &MainWindow::openEnvironment);
    connect(m_welcome, &WelcomePage::editorRequested, this, [this] { showEnvironmentEditor(); });
    connect(m_bar, &ActivityBar::toggled, this, &MainWindow::setActivityOpen);
    connect(m_bar, &ActivityBar::callsClicked, this, [this] {
        setActivityOpen(true);
        m_activity->setCurrentPage(QStringLiteral("calls"));
    });
    connect(m_bar, &ActivityBar::planClicked, this, [this] { openPanel(QStringLiteral("journal")); });
    connect(m_bar, &ActivityBar::undoClicked, m_planDesk, &PlanDesk::proposeUndoOfLast);
    connect(m_activity, &ActivityDrawer::closeRequested, this, [this] { setActivityOpen(false); });
    connect(m_activity, &ActivityDrawer::currentPageChanged, this, &MainWindow::tellActivity);
    connect(m_activity, &ActivityDrawer::pauseToggled, this, &MainWindow::tellActivity);
    m_activity->setPauseVisible(true);
    connect(m_planDesk, &PlanDesk::planStateChanged, m_bar, &ActivityBar::setPlanState);
    connect(m_planDesk, &PlanDesk::lastChangeChanged, this, [this](const QString &text, bool canUndo) {
        m_bar->setLastChange(text, canUndo, m_app->journal().keepsBodies() ? tr("Undo") : tr("Undo until you close"));
    });
    connect(m_planDesk, &PlanDesk::problemMet, this, [this](const QString &title, const QString &text) {
        m_messageStatus = Status::Warn;
        m_messageTitle = title;
        m_messageText = text;
        refreshNotice();
    });
    connect(m_notice, &Banner::closed, this, [this] {
        m_messageTitle.clear();
        refreshNotice();
    });
    connect(app, &AppContext::sessionChanged, this, &MainWindow::sessionChanged);
    connect(&app->secrets(), &Secrets::stateChanged, this, &MainWindow::refreshNotice);
    connect(&app->environments(), &EnvironmentStore::changed, this, &MainWindow::refreshTopBar);

    m_tick.setInterval(1000);
    connect(&m_tick, &QTimer::timeout, this, [this] {
        const QDateTime now = m_app->clock().now();
        m_bar->setCallRate(tr("%1 calls/s").arg(QLocale().toString(m_app->httpLog().callsPerSecond(now), 'f', 1)));
    });
    m_tick.start();
    m_bar->setPlanState(Status::None, tr("No plan running"));
    buildShortcuts();
    qApp->installEventFilter(this);

    restoreGeometry(app->uiState().value(QStringLiteral("window/geometry")).toByteArray());
    sessionChanged(nullptr);
}

MainWindow::~MainWindow()
{
    qApp->removeEventFilter(this);
}

void MainWindow::addPanel(const QString &id, const QString &title, const QString &icon, Panel *panel, bool atBottom)
{
    if (atBottom)
        m_rail->addBottomItem(id, title, icon);
    else
        m_rail->addItem(id, title, icon);
    m_panels.insert(id, panel);
    m_order.append(id);
    m_stack->addWidget(panel);
    connect(panel, &Panel::railStateChanged, this, [this, id](Status status, std::optional<qint64> count) {
        m_rail->setItemState(id, status, count ? format::count(*count) : QString());
    });
    connect(panel, &Panel::openPanelRequested, this,
            [this](const QString &panelId, const QString &entityId) { openPanel(panelId, entityId); });
    connect(panel, &Panel::environmentEditorRequested, this, [this] {
        showEnvironmentEditor(m_app->session() ? m_app->session()->environment().id : QString());
    });
}

void MainWindow::buildShortcuts()
{
    const auto add = [this](const QKeySequence &keys, auto &&fn) {
        auto *shortcut = new QShortcut(keys, this);
        connect(shortcut, &QShortcut::activated, this, std::forward<decltype(fn)>(fn));
    };
    add(QKeySequence::Refresh, [this] {
        if (Panel *current = m_panels.value(currentPanel()))
            current->refresh();
    });
    add(QKeySequence(Qt::Key_F1), [this] { showShortcuts(); });
    add(QKeySequence::Quit, [this] { close(); });
    add(QKeySequence(Qt::CTRL | Qt::Key_E), [this] { showEnvironmentMenu(); });
    add(QKeySequence(Qt::CTRL | Qt::Key_J), [this] { setActivityOpen(!m_activity->isVisible()); });
    for (int number = 1; number <= 9; ++number) {
        add(QKeySequence(Qt::CTRL | Qt::Key(Qt::Key_0 + number)), [this, number] {
            const QStringList ids = m_rail->ids();
            if (number <= ids.size())
                openPanel(ids.at(number - 1));
        });
    }
}

// Ctrl+F, Ctrl+Z and "?" belong to a text field first, where there is one; outside of text they belong to the window.
bool MainWindow::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress) {
        auto *widget = qobject_cast<QWidget *>(watched);
        if (event->type() == QEvent::KeyPress && widget && widget->window() == this && widget == QApplication::focusWidget()) {
            auto *key = static_cast<QKeyEvent *>(event);
            const bool inText = widget->inherits("QLineEdit") || widget->inherits("QTextEdit")
                || widget->inherits("QPlainTextEdit") || widget->inherits("QsciScintillaBase")
                || widget->inherits("QAbstractSpinBox");
            if (!inText && key->matches(QKeySequence::Undo)) {
                m_planDesk->proposeUndoOfLast();
                return true;
            }
            if (!inText && key->text() == QLatin1String("?")) {
                showShortcuts();
                return true;
            }
            if (!widget->inherits("QsciScintillaBase") && key->matches(QKeySequence::Find)) {
                if (Panel *current = m_panels.value(currentPanel()))
                    current->focusFilter();
                return true;
            }
        }
    }
    return QMainWindow::eventFilter(watched, event);
}

// ---- environments

void MainWindow::begin(const std::optional<Environment> &asked, bool readOnly)
{
    m_forceReadOnly = readOnly;
    if (const QList<Error> &problems = m_app->startProblems(); !problems.isEmpty()) {
        const ErrorText text = ErrorText::of(problems.first());
        m_messageStatus = Status::Crit;
        m_messageTitle = text.title;
        m_messageText = text.text + (text.hint.isEmpty() ? QString() : QString(QLatin1Char(' ') + text.hint));
    }
    if (asked) {
        openEnvironment(*asked);
        return;
    }
    const QString last = m_app->settings().lastEnvironment();
    if (const std::optional<Environment> environment = m_app->environments().find(last); environment && !last.isEmpty())
        openEnvironment(*environment);
    else
        refreshNotice();
}

void MainWindow::askAndThen(std::function<void()> goOn)
{
    const bool unsaved = std::any_of(m_panels.cbegin(), m_panels.cend(), [](const Panel *p) { return p->hasUnsavedWork(); });
    if (!unsaved) {
        goOn();
        return;
    }
    auto *box = new QMessageBox(QMessageBox::Question, tr("Unsaved work"),
                                tr("Something you typed has not been saved. Leave it?"), QMessageBox::NoButton, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    QPushButton *leave = box->addButton(tr("Discard"), QMessageBox::DestructiveRole);
    box->setDefaultButton(box->addButton(tr("Keep editing"), QMessageBox::RejectRole));
    connect(box, &QMessageBox::finished, this, [box, leave, goOn = std::move(goOn)] {
        if (box->clickedButton() == leave)
            goOn();
    });
    box->open();
}

void MainWindow::openEnvironment(const Environment &environment)
{
    askAndThen([this, environment] {
        m_messageTitle.clear();
        m_app->openEnvironment(environment, m_forceReadOnly);
        if (!environment.isTransient)
            m_app->settings().lastEnvironment.set(environment.id);
    });
}

void MainWindow::sessionChanged(PlatformSession *session)
{
    m_planDesk->setSession(session);
    m_settled = false;
    for (const QString &id : std::as_const(m_order))
        m_panels.value(id)->setSession(session);
    m_tunnels->setSession(session);
    m_topBar->clearPills();
    if (session) {
        connect(session, &PlatformSession::statusChanged, this, &MainWindow::refreshPill);
        connect(session, &PlatformSession::statusChanged, this, &MainWindow::refreshNotice);
        connect(session, &PlatformSession::stateChanged, this, [this, session] {
            refreshTopBar();
            refreshNotice();
            if (session->state() == PlatformSession::State::NeedsConsent)
                showConsents();
        });
        connect(session, &PlatformSession::identityConflictRaised, this, &MainWindow::refreshNotice);
        connect(session, &PlatformSession::identityConflictSettled, this, &MainWindow::refreshNotice);
        connect(session, &PlatformSession::writabilityChanged, this, [this] {
            refreshTopBar();
            settleUnknownOutcomes();
        });
        openPanel(m_stack->currentWidget() == m_welcome || currentPanel().isEmpty() ? QStringLiteral("overview")
                                                                                    : currentPanel());
    } else {
        for (const QString &id : std::as_const(m_order))
            m_panels.value(id)->setShown(false);
        m_welcome->refresh();
        m_stack->setCurrentWidget(m_welcome);
        m_rail->setCurrent({});
    }
    refreshRailVisibility();
    refreshTopBar();
    refreshNotice();
}

// A panel of a system that the environment does not have stays out of the rail.
void MainWindow::refreshRailVisibility()
{
    const PlatformSession *session = m_app->session();
    for (const QString &id : std::as_const(m_order)) {
        const bool general = id == QLatin1String("settings") || id == QLatin1String("journal");
        const bool has = session && (!m_panelSystem.contains(id) || session->environment().has(m_panelSystem.value(id)));
        m_rail->setItemVisible(id, general || has);
    }
}

void MainWindow::refreshTopBar()
{
    const PlatformSession *session = m_app->session();
    if (!session) {
        m_topBar->setEnvironment({}, {}, Token::Dev);
        m_topBar->setLockVisible(false);
        setWindowTitle(QStringLiteral("Microkubes Console"));
        return;
    }
    const Environment &environment = session->environment();
    m_topBar->setEnvironment(visibleText(environment.name), stageBadge(environment.stage), stageColor(environment.stage));
    m_topBar->setLockVisible(true);
    m_topBar->setReadOnly(session->isReadOnly(), !environment.readOnly && !m_forceReadOnly);
    setWindowTitle(tr("%1 – Microkubes Console").arg(visibleText(environment.name)));
    for (const System system : allSystems)
        refreshPill(system);
}

void MainWindow::refreshPill(System system)
{
    const PlatformSession *session = m_app->session();
    if (!session || !session->environment().has(system)) {
        m_topBar->removePill(systemId(system));
        return;
    }
    const SystemStatus &status = session->status(system);
    const bool answers = status.state == SystemState::Ok || status.state == SystemState::Degraded;
    m_topBar->setPill(systemId(system), statusOf(status.state), systemName(system), visibleText(status.version),
                      answers && status.latency ? format::milliseconds(*status.latency) : QString());
}

void MainWindow::showPillReason(System system)
{
    PlatformSession *session = m_app->session();
    if (!session)
        return;
    const SystemStatus &status = session->status(system);
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto tell = [menu](const QString &text) {
        QAction *line = menu->addAction(actionText(visibleText(text)));
        line->setEnabled(false);
    };
    tell(status.error ? ErrorText::of(*status.error).title : statusWord(statusOf(status.state)));
    if (status.error) {
        tell(ErrorText::of(*status.error).text);
        if (const QString hint = ErrorText::of(*status.error).hint; !hint.isEmpty())
            tell(hint);
    }
    if (status.since.isValid())
        tell(tr("Since %1").arg(format::dateTime(status.since)));
    for (const EndpointStatus &endpoint : status.endpoints) {
        tell(QStringLiteral("%1  %2  %3").arg(endpoint.hostPort, endpoint.version,
                                              endpoint.latency ? format::milliseconds(*endpoint.latency) : QString()));
    }
    menu->addSeparator();
    menu->addAction(m_app->theme().icon(QStringLiteral("refresh")), tr("Try now"), session,
                    [session, system] { session->refresh(system); });
    menu->addAction(m_app->theme().icon(QStringLiteral("pencil")), tr("Edit environment…"), this,
                    [this, session] { showEnvironmentEditor(session->environment().id); });
    if (QWidget *pill = m_topBar->pill(systemId(system)))
        menu->popup(pill->mapToGlobal(QPoint(0, pill->height() + 4)));
}

void MainWindow::showEnvironmentMenu()
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QString openId = m_app->session() ? m_app->session()->environment().id : QString();
    for (const Environment &environment : m_app->environments().environments()) {
        QAction *action = menu->addAction(actionText(visibleText(environment.name)) + QStringLiteral("  (")
                                              + stageWord(environment.stage) + QLatin1Char(')'),
                                          this, [this, environment] { openEnvironment(environment); });
        action->setCheckable(true);
        action->setChecked(environment.id == openId);
    }
    menu->addSeparator();
    menu->addAction(m_app->theme().icon(QStringLiteral("settings")), tr("Edit environments…"), this,
                    [this, openId] { showEnvironmentEditor(openId); });
    QAction *leave = menu->addAction(tr("Close environment"), this, [this] {
        askAndThen([this] {
            m_app->closeEnvironment();
            m_app->settings().lastEnvironment.set({});
        });
    });
    leave->setEnabled(m_app->session() != nullptr);
    QWidget *button = m_topBar->environmentButton();
    menu->popup(button->mapToGlobal(QPoint(0, button->height() + 4)));
}

void MainWindow::showEnvironmentEditor(const QString &environmentId)
{
    if (m_environmentsDialog) {
        m_environmentsDialog->raise();
        return;
    }
    PanelContext context = m_app->panelContext();
    context.planDesk = m_planDesk;
    m_environmentsDialog = new EnvironmentsDialog(context, this);
    m_environmentsDialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_environmentsDialog, &EnvironmentsDialog::saved, this, [this](const QString &chosenId) {
        const QString openId = m_app->session() ? m_app->session()->environment().id : QString();
        const std::optional<Environment> chosen =
            m_app->environments().find(openId.isEmpty() ? chosenId : openId);
        if (chosen)
            openEnvironment(*chosen); // with what has been edited
        m_welcome->refresh();
    });
    if (m_app->session() && m_app->session()->environment().isTransient)
        m_environmentsDialog->offer(m_app->session()->environment());
    else if (!environmentId.isEmpty())
        m_environmentsDialog->choose(environmentId);
    m_environmentsDialog->open();
}

void MainWindow::showConsents()
{
    PlatformSession *session = m_app->session();
    if (!session)
        return;
    auto *dialog = new ConsentDialog(&m_app->theme(), session, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(session, &QObject::destroyed, dialog, &QDialog::reject);
    dialog->open();
}

void MainWindow::showUnlock()
{
    auto *dialog = new UnlockDialog(&m_app->theme(), &m_app->secrets(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this] {
        if (PlatformSession *session = m_app->session())
            openEnvironment(session->environment()); // with the secrets that can be read now
    });
    dialog->open();
}

void MainWindow::refreshNotice()
{
    composeNotice();
    m_noticeHolder->setVisible(!m_notice->isHidden());
}

// One notice at a time, the gravest first.
void MainWindow::composeNotice()
{
    PlatformSession *session = m_app->session();
    if (session && session->state() == PlatformSession::State::NeedsConsent) {
        m_notice->setMessage(Status::Warn, tr("Nothing is connected yet"),
                             tr("This environment was not written by this program. See what it would run and use first."));
        connect(m_notice->addButton(tr("Review…"), QStringLiteral("shield-check")), &QPushButton::clicked, this,
                &MainWindow::showConsents);
        return;
    }
    if (session) {
        for (const System system : allSystems) {
            const std::optional<PlatformSession::IdentityConflict> conflict = session->identityConflict(system);
            if (!conflict)
                continue;
            const QString none = tr("nothing that identifies it");
            const auto facts = [&none](const Identity &identity) {
                return identity.isEmpty() ? none : code(identity.facts.join(QStringLiteral(", ")));
            };
            m_notice->setMessage(Status::Crit, tr("%1 is not the one that this environment remembers").arg(systemName(system)),
                                 tr("Remembered: %1. Answering now: %2. Nothing is written until you accept it.")
                                     .arg(facts(conflict->remembered), facts(conflict->found)));
            connect(m_notice->addButton(tr("Accept as the right platform")), &QPushButton::clicked, session,
                    [session, system] { session->acceptIdentity(system); });
            connect(m_notice->addButton(tr("Edit environment…")), &QPushButton::clicked, this,
                    [this, session] { showEnvironmentEditor(session->environment().id); });
            return;
        }
    }
    if (m_app->secrets().isLocked()) {
        m_notice->setMessage(Status::Warn, tr("Secrets are locked"),
                             tr("Passwords and tokens are in an encrypted file. Unlock it to connect."));
        connect(m_notice->addButton(tr("Unlock…"), QStringLiteral("lock-open")), &QPushButton::clicked, this,
                &MainWindow::showUnlock);
        return;
    }
    if (!m_messageTitle.isEmpty()) {
        m_notice->setMessage(m_messageStatus, m_messageTitle, m_messageText);
        m_notice->setClosable(true);
        return;
    }
    m_notice->clear();
}

// Requests whose answer was lost, by a crash or a cut connection, are settled by reading as soon as writing is possible.
void MainWindow::settleUnknownOutcomes()
{
    PlatformSession *session = m_app->session();
    if (!session || m_settled || !m_app->journalIsOpen() || m_planDesk->isRunning())
        return;
    // Only who is known to be the same platform may settle what was sent to it.
    const bool known = std::any_of(allSystems.cbegin(), allSystems.cend(),
                                   [session](System system) { return !session->identity(system).isEmpty(); });
    if (!known)
        return;
    m_settled = true;
    auto *settler = new PlanSettler(session->planContext(Plan()), session);
    settler->done(this, [this](const Result<QList<SettledEntry>> &settled) {
        if (!settled || settled->isEmpty())
            return;
        int open = 0;
        for (const SettledEntry &entry : *settled)
            open += entry.outcome == StepOutcome::Unknown;
        m_messageStatus = open > 0 ? Status::Warn : Status::None;
        m_messageTitle = tr("%n earlier change(s) without an answer", nullptr, int(settled->size()));
        m_messageText = open > 0 ? tr("%n of them could not be settled by reading: see the journal.", nullptr, open)
                                 : tr("All were settled by reading: see the journal.");
        refreshNotice();
    });
    settler->start();
}

// ---- panels

QString MainWindow::currentPanel() const
{
    return m_panels.key(qobject_cast<Panel *>(m_stack->currentWidget()));
}

void MainWindow::openPanel(const QString &id, const QString &entityId)
{
    Panel *next = m_panels.value(id);
    if (!next)
        return;
    auto *previous = qobject_cast<Panel *>(m_stack->currentWidget());
    if (previous && previous != next)
        previous->setShown(false);
    m_stack->setCurrentWidget(next);
    m_rail->setCurrent(id);
    next->setShown(true);
    if (!entityId.isEmpty())
        next->showEntity(entityId);
}

void MainWindow::setActivityOpen(bool open)
{
    m_activity->setVisible(open);
    m_bar->setOpen(open);
    if (open && m_rows->sizes().value(1) < 60) {
        const int height = m_app->theme().scaled(196);
        m_rows->setSizes({m_rows->height() - height, height});
    }
    tellActivity();
}

void MainWindow::tellActivity()
{
    m_calls->setActive(m_activity->isVisible() && !m_activity->isPaused()
                       && m_activity->currentPage() == QLatin1String("calls"));
}

void MainWindow::showShortcuts()
{
    auto *dialog = new DialogFrame(&m_app->theme(), tr("Keyboard"), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    auto *grid = new QGridLayout;
    grid->setContentsMargins(16, 12, 16, 12);
    grid->setHorizontalSpacing(24);
    grid->setVerticalSpacing(8);
    const QList<QPair<QString, QString>> rows{
        {QStringLiteral("Ctrl+F"), tr("Filter the list")},
        {QStringLiteral("F5"), tr("Read again")},
        {QStringLiteral("Ctrl+1 … 9"), tr("Open a panel")},
        {QStringLiteral("Ctrl+E"), tr("Choose an environment")},
        {QStringLiteral("Ctrl+J"), tr("Activity")},
        {QStringLiteral("Enter"), tr("Open details")},
        {QStringLiteral("Esc"), tr("Close details, leave an editor before Tab")},
        {QStringLiteral("Ctrl+S"), tr("Save the value")},
        {QStringLiteral("Ctrl+Z"), tr("Outside text: preview of undoing the last change")},
        {QStringLiteral("Ctrl+Shift+↑ ↓"), tr("Sort by the current column")},
        {QStringLiteral("F1, ?"), tr("This list")},
    };
    int row = 0;
    for (const auto &[keys, meaning] : rows) {
        auto *key = new TextLabel(&m_app->theme(), FontRole::BodyMedium, Tone::Normal, dialog);
        key->setText(keys);
        auto *text = new TextLabel(&m_app->theme(), FontRole::Body, Tone::Secondary, dialog);
        text->setText(meaning);
        grid->addWidget(key, row, 0);
        grid->addWidget(text, row, 1);
        ++row;
    }
    dialog->body()->addLayout(grid);
    auto *close = new QPushButton(tr("Close"), dialog);
    connect(close, &QPushButton::clicked, dialog, &QDialog::accept);
    dialog->addFootButton(close);
    dialog->open();
}

// ---- window

void MainWindow::raiseFromOutside()
{
    if (isMinimized())
        showNormal();
    else
        show();
    raise();
    activateWindow();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    const bool unsaved = std::any_of(m_panels.cbegin(), m_panels.cend(), [](const Panel *p) { return p->hasUnsavedWork(); });
    if (unsaved && !m_closing) {
        event->ignore();
        askAndThen([this] {
            m_closing = true;
            close();
        });
        return;
    }
    m_app->uiState().setValue(QStringLiteral("window/geometry"), saveGeometry());
    m_app->closeEnvironment();
    QMainWindow::closeEvent(event);
}

void MainWindow::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::WindowStateChange) {
        if (PlatformSession *session = m_app->session())
            session->setInBackground(isMinimized());
    }
    QMainWindow::changeEvent(event);
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    m_rail->setCollapsed(width() < collapseRailBelow);
    QMainWindow::resizeEvent(event);
}

} // namespace mk
