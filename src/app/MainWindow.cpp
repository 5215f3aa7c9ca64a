// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/MainWindow.h"

#include "app/ActivityPane.h"
#include "app/AppContext.h"
#include "app/DemoMenu.h"
#include "app/DesktopNotice.h"
#include "app/NoticeBar.h"
#include "app/Palette.h"
#include "app/ShortcutsDialog.h"
#include "app/TopBarFeed.h"
#include "models/ErrorText.h"
#include "models/MarkedText.h"
#include "panels/PlanDesk.h"
#include "panels/UnlockDialog.h"
#include "panels/environments/ConsentDialog.h"
#include "panels/environments/EnvironmentsDialog.h"
#include "panels/environments/WelcomePage.h"
#include "platform/PlanSettler.h"
#include "widgets/Activity.h"
#include "widgets/NavRail.h"
#include "widgets/TopBar.h"

#include <QApplication>
#include <QCloseEvent>
#include <QHBoxLayout>
#include <QMessageBox>
#include <QPushButton>
#include <QShortcut>
#include <QSplitter>
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
    setMinimumSize(smallestSize);
    resize(defaultSize);
    build();
    wire();
    buildShortcuts();
    qApp->installEventFilter(this);
    restoreGeometry(app->uiState().value(QStringLiteral("window/geometry")).toByteArray());
    sessionChanged(nullptr);
}

MainWindow::~MainWindow()
{
    qApp->removeEventFilter(this);
}

PanelContext MainWindow::panelContext() const
{
    PanelContext context = m_app->panelContext();
    context.planDesk = m_planDesk;
    return context;
}

void MainWindow::build()
{
    const PanelContext context = panelContext();
    auto *central = new QWidget(this);
    auto *layout = new QVBoxLayout(central);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto *topBar = new TopBar(context.theme, central);
    layout->addWidget(topBar);

    auto *columns = new QHBoxLayout;
    columns->setSpacing(0);
    m_rail = new NavRail(context.theme, central);
    columns->addWidget(m_rail);
    auto *rows = new QSplitter(Qt::Vertical, central);
    auto *page = new QWidget(rows);
    auto *pageLayout = new QVBoxLayout(page);
    pageLayout->setContentsMargins(0, 0, 0, 0);
    pageLayout->setSpacing(0);
    m_notice = new NoticeBar(m_app, page);
    pageLayout->addWidget(m_notice);
    m_welcome = new WelcomePage(context, page);
    m_deck = new PanelDeck(context, m_rail, m_welcome, page);
    pageLayout->addWidget(m_deck, 1);
    rows->addWidget(page);
    m_activity = new ActivityPane(context, rows, central);
    rows->setStretchFactor(0, 1);
    rows->setStretchFactor(1, 0);
    rows->setCollapsible(0, false);
    columns->addWidget(rows, 1);
    layout->addLayout(columns, 1);
    layout->addWidget(m_activity->bar());
    setCentralWidget(central);
    m_topBar = new TopBarFeed(m_app, topBar, this);
    m_demoMenu = new DemoMenu(this);
    m_palette = new Palette(m_app, m_deck, [this] { return commands(); }, this);
    topBar->setSearchVisible(true);
    connect(topBar, &TopBar::searchClicked, m_palette, [this] { m_palette->open(); });
}

void MainWindow::wire()
{
    m_desktop = new DesktopNotice(m_app, this);
    connect(m_desktop, &DesktopNotice::openRequested, this, [this](const QString &findingId) {
        raiseFromOutside();
        openPanel(QStringLiteral("findings"), findingId);
    });
    connect(m_topBar, &TopBarFeed::environmentChosen, this, &MainWindow::openEnvironment);
    connect(m_topBar, &TopBarFeed::editorRequested, this, &MainWindow::showEnvironmentEditor);
    connect(m_topBar, &TopBarFeed::closeRequested, this, &MainWindow::closeEnvironment);
    connect(m_deck, &PanelDeck::environmentEditorRequested, this, &MainWindow::editOpenEnvironment);
    connect(m_welcome, &WelcomePage::environmentChosen, this, &MainWindow::openEnvironment);
    connect(m_welcome, &WelcomePage::editorRequested, this, [this] { showEnvironmentEditor(); });
    connect(m_welcome, &WelcomePage::demoRequested, this, &MainWindow::openDemo);
    connect(m_topBar, &TopBarFeed::demoMenuRequested, this, [this](QWidget *below) { m_demoMenu->show(m_app->demo(), below); });
    connect(m_demoMenu, &DemoMenu::problemMet, this, [this](const Error &error) {
        const ErrorText text = ErrorText::of(error);
        m_notice->tell(Status::Warn, text.title, text.text);
    });
    connect(m_demoMenu, &DemoMenu::faultSet, this, [this] {
        if (PlatformSession *session = m_app->session()) {
            for (const System system : allSystems)
                session->refresh(system);
        }
    });
    connect(m_activity, &ActivityPane::journalRequested, this, [this] { openPanel(QStringLiteral("journal")); });
    connect(m_notice, &NoticeBar::consentsRequested, this, &MainWindow::showConsents);
    connect(m_notice, &NoticeBar::editorRequested, this, &MainWindow::editOpenEnvironment);
    connect(m_notice, &NoticeBar::unlockRequested, this, &MainWindow::showUnlock);
    connect(m_planDesk, &PlanDesk::problemMet, m_notice,
            [this](const QString &title, const QString &text) { m_notice->tell(Status::Warn, title, text); });
    connect(m_app, &AppContext::sessionChanged, this, &MainWindow::sessionChanged);
    connect(m_palette, &Palette::filterCleared, this, [this](const QString &name) {
        m_notice->tell(Status::None, tr("The filter was cleared"), tr("It hid %1.").arg(code(name)));
    });
    connect(m_palette, &Palette::environmentChosen, this, [this](const QString &id) {
        if (const std::optional<Environment> chosen = m_app->environments().find(id))
            openEnvironment(*chosen);
    });
}

void MainWindow::buildShortcuts()
{
    const auto add = [this](const QKeySequence &keys, auto &&fn) {
        auto *shortcut = new QShortcut(keys, this);
        connect(shortcut, &QShortcut::activated, this, std::forward<decltype(fn)>(fn));
    };
    add(QKeySequence::Refresh, [this] {
        if (Panel *current = m_deck->current())
            current->refresh();
    });
    add(QKeySequence(Qt::Key_F1), [this] { showShortcuts(); });
    add(QKeySequence::Quit, [this] { close(); });
    add(QKeySequence(Qt::CTRL | Qt::Key_K), [this] {
        if (m_palette->isOpen())
            m_palette->close();
        else
            m_palette->open();
    });
    add(QKeySequence(Qt::CTRL | Qt::Key_E), [this] { m_topBar->showEnvironmentMenu(); });
    add(QKeySequence(Qt::CTRL | Qt::Key_J), [this] { setActivityOpen(!m_activity->isOpen()); });
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
                if (Panel *current = m_deck->current())
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
    m_topBar->setForcedReadOnly(readOnly);
    const QString last = m_app->settings().lastEnvironment();
    const std::optional<Environment> next = asked || last.isEmpty() ? asked : m_app->environments().find(last);
    if (next)
        openEnvironment(*next);
    else
        m_notice->refresh();
    // After that: an environment that is opened puts older messages away.
    if (const QList<Error> &problems = m_app->startProblems(); !problems.isEmpty()) {
        const ErrorText text = ErrorText::of(problems.first());
        m_notice->tell(Status::Crit, text.title,
                       text.text + (text.hint.isEmpty() ? QString() : QString(QLatin1Char(' ') + text.hint)));
    }
}

void MainWindow::askAndThen(std::function<void()> goOn)
{
    if (!m_deck->hasUnsavedWork()) {
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
        m_notice->forget();
        m_app->openEnvironment(environment, m_forceReadOnly);
        if (!environment.isTransient)
            m_app->settings().lastEnvironment.set(environment.id);
    });
}

void MainWindow::startAfresh()
{
    const PlatformSession *open = m_app->session();
    const std::optional<Environment> environment = open ? std::optional(open->environment()) : std::nullopt;
    m_app->closeEnvironment();
    if (environment) {
        m_app->openEnvironment(*environment, m_forceReadOnly);
    } else {
        sessionChanged(nullptr);
    }
}

void MainWindow::openDemo()
{
    m_welcome->setDemoStarting(true);
    m_app->startDemo(this)->done(this, [this](const Result<Environment> &environment) {
        m_welcome->setDemoStarting(false);
        if (environment) {
            openEnvironment(*environment);
            return;
        }
        const ErrorText text = ErrorText::of(environment.error());
        m_notice->tell(Status::Crit, text.title, text.text + (text.hint.isEmpty() ? QString() : QString(QLatin1Char(' ') + text.hint)));
    });
}

void MainWindow::closeEnvironment()
{
    askAndThen([this] {
        m_app->closeEnvironment();
        m_app->settings().lastEnvironment.set({});
    });
}

void MainWindow::sessionChanged(PlatformSession *session)
{
    m_settled = false;
    m_planDesk->setSession(session);
    m_deck->setSession(session);
    m_activity->setSession(session);
    if (session) {
        connect(session, &PlatformSession::stateChanged, this, [this, session] {
            if (session->state() == PlatformSession::State::NeedsConsent)
                showConsents();
        });
        connect(session, &PlatformSession::writabilityChanged, this, &MainWindow::settleUnknownOutcomes);
        openPanel(currentPanel().isEmpty() ? QStringLiteral("overview") : currentPanel());
    } else {
        m_welcome->refresh();
        m_deck->openStartPage();
    }
    m_topBar->setSession(session);
    m_notice->setSession(session);
    m_desktop->setSession(session);
}

void MainWindow::editOpenEnvironment()
{
    showEnvironmentEditor(m_app->session() ? m_app->session()->environment().id : QString());
}

void MainWindow::showEnvironmentEditor(const QString &environmentId)
{
    if (m_environmentsDialog && m_environmentsDialog->isVisible()) {
        m_environmentsDialog->raise();
        return;
    }
    m_environmentsDialog = new EnvironmentsDialog(panelContext(), this);
    m_environmentsDialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_environmentsDialog, &EnvironmentsDialog::saved, this, [this](const QString &chosenId) {
        const QString openId = m_app->session() ? m_app->session()->environment().id : QString();
        const std::optional<Environment> chosen =
            m_app->environments().find(openId.isEmpty() ? chosenId : openId);
        if (chosen)
            openEnvironment(*chosen); // with what has been edited
        m_welcome->refresh();
    });
    const bool demo = m_app->session() && m_app->session()->environment().isDemo; // nothing to keep
    if (m_app->session() && m_app->session()->environment().isTransient && !demo)
        m_environmentsDialog->offer(m_app->session()->environment());
    else if (!environmentId.isEmpty() && !demo)
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
        m_notice->tell(open > 0 ? Status::Warn : Status::None,
                       tr("%n earlier change(s) without an answer", nullptr, int(settled->size())),
                       open > 0 ? tr("%n of them could not be settled by reading: see the journal.", nullptr, open)
                                : tr("All were settled by reading: see the journal."));
    });
    settler->start();
}

// ---- window

void MainWindow::setActivityOpen(bool open)
{
    m_activity->setOpen(open);
}

void MainWindow::showShortcuts()
{
    auto *dialog = new ShortcutsDialog(&m_app->theme(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

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
    if (m_deck->hasUnsavedWork() && !m_closing) {
        event->ignore();
        askAndThen([this] {
            m_closing = true;
            close();
        });
        return;
    }
    m_app->uiState().setValue(QStringLiteral("window/geometry"), saveGeometry());
    m_app->closeEnvironment();
    m_deck->setSession(nullptr); // windows of details go, also where no environment was open
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
