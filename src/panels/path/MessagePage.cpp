// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/path/MessagePage.h"

#include "core/Format.h"
#include "core/SafeText.h"
#include "models/ErrorText.h"
#include "models/MarkedText.h"
#include "models/StoreStateText.h"
#include "panels/JsonText.h"
#include "panels/ListBinder.h"
#include "panels/path/MessageBar.h"
#include "panels/path/PathView.h"
#include "platform/PlatformSession.h"
#include "platform/Settings.h"
#include "widgets/Banner.h"
#include "widgets/Buttons.h"
#include "widgets/DetailDrawer.h"
#include "widgets/EntityTable.h"
#include "widgets/FormRow.h"
#include "widgets/Labels.h"
#include "widgets/PanelFrame.h"
#include "widgets/ScrollPage.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

namespace mk {

namespace {

constexpr int kMessageCauseWidth = 580; // as for requests: the sentences want more room than the rest
constexpr int kPeekWidth = 620;
constexpr qsizetype kShownBody = 4096;

} // namespace

MessagePage::MessagePage(const PanelContext &context, PanelFrame *frame, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_frame(frame)
    , m_tracer(new MessageTracer(this))
    , m_bar(new MessageBar(context.theme, frame))
    , m_steps(new RecordTableModel<PathStepRow>(pathtables::stepColumns(), this))
    , m_destinations(new RecordTableModel<DestinationRow>(messagetables::destinationColumns(), this))
    , m_readers(new RecordTableModel<ReaderRow>(messagetables::readerColumns(), this))
    , m_bindings(new RecordTableModel<BindingRow>(messagetables::bindingRowColumns(), this))
{
    build();
    connect(m_tracer, &MessageTracer::traced, this, &MessagePage::refreshPath);
    connect(m_tracer, &MessageTracer::stateChanged, this, [this] {
        refreshChoices();
        refreshHead();
    });
    connect(m_bar, &MessageBar::traceRequested, this, &MessagePage::trace);
    connect(m_bar, &MessageBar::vhostChanged, this, &MessagePage::refreshChoices);
    connect(m_view, &PathView::focusMoved, this, [this](QWidget *node) { m_picture->ensureWidgetVisible(node); });
    connect(m_view, &PathView::nodeChosen, this, [this](const pathtext::Node &node) {
        if (node.panel.isEmpty())
            m_bar->focusKey(); // the message itself
        else
            Q_EMIT openRequested(node.panel, node.entityId);
    });
    m_clock.setInterval(1000);
    connect(&m_clock, &QTimer::timeout, this, [this] {
        refreshHead();
        refreshTimes();
    });
}

MessagePage::~MessagePage()
{
    m_tracer->disconnect(this);
}

QWidget *MessagePage::bar() const
{
    return m_bar;
}

// ---- what it is made of

template <class T>
EntityTable *MessagePage::addTable(Section *section, const QString &name, RecordTableModel<T> *model, const QList<ColumnLook> &looks)
{
    auto *table = new EntityTable(m_context.theme, name, section);
    table->setEmbedded(true);
    table->setColumns(looks);
    table->setModel(model);
    section->setContent(table);
    return table;
}

void MessagePage::build()
{
    const Theme *theme = m_context.theme;
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(0);
    outer->addWidget(makeLine(theme, Qt::Horizontal, this));
    m_picture = new QScrollArea(this);
    m_view = new PathView(theme, m_picture);
    m_picture->setFrameShape(QFrame::NoFrame);
    m_picture->setWidget(m_view);
    m_picture->setWidgetResizable(true);
    m_picture->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_picture->setFocusPolicy(Qt::NoFocus);
    outer->addWidget(m_picture);
    outer->addWidget(makeLine(theme, Qt::Horizontal, this));

    auto *page = new QWidget;
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildMiddle(page));
    column->addWidget(makeLine(theme, Qt::Horizontal, page));
    m_stepSection = new Section(theme, tr("Steps"), page);
    EntityTable *steps = addTable(m_stepSection, tr("Steps of the message"), m_steps, pathtables::stepLooks());
    column->addWidget(m_stepSection);
    m_destinationSection = new Section(theme, tr("Queues"), page);
    m_destinationTable = addTable(m_destinationSection, tr("Queues it comes to"), m_destinations, messagetables::destinationLooks());
    column->addWidget(m_destinationSection);
    m_readerSection = new Section(theme, tr("Consumers"), page);
    EntityTable *readers = addTable(m_readerSection, tr("Who reads"), m_readers, messagetables::readerLooks());
    column->addWidget(m_readerSection);
    m_bindingSection = new Section(theme, tr("Bindings"), page);
    EntityTable *bindings = addTable(m_bindingSection, tr("Bindings on the way"), m_bindings, messagetables::bindingRowLooks());
    column->addWidget(m_bindingSection);
    column->addStretch();
    outer->addWidget(makeScroll(page, this), 1);

    const auto openQueue = [this](const QString &key) {
        if (!key.isEmpty())
            Q_EMIT openRequested(QStringLiteral("queues"), key);
    };
    connect(steps, &EntityTable::openRequested, this, [this](const QModelIndex &index) {
        if (const PathStepRow *row = m_steps->record(index); row && !row->panel.isEmpty())
            Q_EMIT openRequested(row->panel, row->entityId);
    });
    connect(m_destinationTable, &EntityTable::openRequested, this, [this, openQueue](const QModelIndex &index) {
        if (const DestinationRow *row = m_destinations->record(index))
            openQueue(row->entityId);
    });
    connect(m_destinationTable, &EntityTable::selectionCountChanged, this, &MessagePage::refreshPeek);
    connect(readers, &EntityTable::openRequested, this, [this](const QModelIndex &index) {
        if (const ReaderRow *row = m_readers->record(index); row && !row->service.isEmpty())
            Q_EMIT openRequested(QStringLiteral("services"), row->service);
    });
    connect(bindings, &EntityTable::openRequested, this, [this, openQueue](const QModelIndex &index) {
        if (const BindingRow *row = m_bindings->record(index))
            openQueue(row->entityId);
    });
}

// The cause at the left, the next message at the right.
QWidget *MessagePage::buildMiddle(QWidget *page)
{
    const Theme *theme = m_context.theme;
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
    words->addWidget(m_cause);
    words->addWidget(m_causeNote);
    words->addStretch(1); // all of it: the next message beside it may be long
    row->addWidget(left, kMessageCauseWidth);
    m_peekLine = makeLine(theme, Qt::Vertical, middle);
    row->addWidget(m_peekLine);
    row->addWidget(buildPeek(middle), kPeekWidth);
    return middle;
}

QWidget *MessagePage::buildPeek(QWidget *parent)
{
    const Theme *theme = m_context.theme;
    m_peekSection = new Section(theme, tr("Next message"), parent);
    auto *content = new QWidget(m_peekSection);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 12);
    column->setSpacing(8);
    m_peekFacts = new FactGrid(theme, content);
    column->addWidget(m_peekFacts);
    m_body = new TextLabel(theme, FontRole::Code, Tone::Normal, content);
    m_body->setWordWrap(true);
    m_body->setContentsMargins(16, 0, 16, 0);
    m_body->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_body->setAccessibleName(tr("Body"));
    column->addWidget(m_body);
    m_peekNote = new TextLabel(theme, FontRole::Small, Tone::Secondary, content);
    m_peekNote->setWordWrap(true);
    m_peekNote->setContentsMargins(16, 0, 16, 0);
    column->addWidget(m_peekNote);
    auto *buttons = new QHBoxLayout;
    buttons->setContentsMargins(16, 0, 16, 0);
    buttons->setSpacing(8);
    m_peekButton = makeButton(theme, tr("Look at the next message"), QStringLiteral("eye"), content);
    m_bodyButton = makeButton(theme, tr("Show the body"), QStringLiteral("eye"), content);
    buttons->addWidget(m_peekButton);
    buttons->addWidget(m_bodyButton);
    buttons->addStretch();
    column->addLayout(buttons);
    m_peekSection->setContent(content);
    connect(m_peekButton, &QPushButton::clicked, this, &MessagePage::peek);
    connect(m_bodyButton, &QPushButton::clicked, this, [this] {
        m_bodyShown = !m_bodyShown;
        refreshPeek();
    });
    auto *box = new QWidget(parent);
    auto *outer = new QVBoxLayout(box);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_peekSection);
    outer->addStretch();
    return box;
}

// ---- session and messages

void MessagePage::setSession(PlatformSession *session)
{
    if (m_session)
        m_session->disconnect(this);
    m_jobs.cancelAll();
    m_session = session;
    m_peeking = false;
    m_peekError.reset();
    m_peeked.reset();
    m_bodyShown = false;
    m_bar->clear();
    m_tracer->setSession(session);
    if (session) {
        connect(session, &PlatformSession::writabilityChanged, this, &MessagePage::refreshPeek);
        connect(session, &PlatformSession::stateChanged, this, &MessagePage::refreshHead);
    }
    applyLooking();
    refreshPath();
}

void MessagePage::setActive(bool active)
{
    m_active = active;
    m_bar->setVisible(active);
    applyLooking();
    refreshPath();
}

void MessagePage::setShown(bool shown)
{
    m_shown = shown;
    if (!shown)
        coverBody(); // whoever comes back asks again
    applyLooking();
    refreshHead();
}

void MessagePage::applyLooking()
{
    const bool looks = m_active && m_shown;
    m_tracer->setLooking(looks, m_context.settings->refreshInterval());
    if (looks)
        m_clock.start();
    else
        m_clock.stop();
    if (looks)
        refreshChoices();
}

void MessagePage::refresh()
{
    m_tracer->refresh();
}

void MessagePage::focusKey()
{
    m_bar->focusKey();
}

void MessagePage::trace(const messagerouting::Message &message)
{
    m_jobs.cancelAll();
    m_peeking = false;
    m_peeked.reset();
    m_peekError.reset();
    m_bodyShown = false;
    m_bar->setMessage(message);
    m_tracer->setMessage(message);
    refreshChoices();
    refreshHead();
    refreshPeek();
}

bool MessagePage::isSettled() const
{
    const StoreState *state = m_tracer->list() ? &m_tracer->list()->state() : nullptr;
    if (!state || state->phase == StoreState::Phase::NotConfigured || state->error)
        return true;
    return m_tracer->message() ? m_tracer->isSettled() : state->phase == StoreState::Phase::Ready;
}

void MessagePage::stateAction(const QString &id)
{
    if (id == QLatin1String("environment"))
        Q_EMIT environmentEditorRequested();
    else if (id == QLatin1String("queues"))
        Q_EMIT openRequested(QStringLiteral("queues"), {});
    else
        refresh();
}

// ---- what is on screen

void MessagePage::refreshChoices()
{
    if (!m_session)
        return;
    const QStringList vhosts = m_tracer->vhosts();
    if (!vhosts.isEmpty())
        m_bar->setVhosts(vhosts);
    m_bar->setExchanges(m_tracer->exchanges(m_bar->vhost()));
    if (m_bar->exchange().isEmpty())
        m_bar->setQueues(m_tracer->queues(m_bar->vhost()));
}

void MessagePage::refreshHead()
{
    if (!m_active)
        return;
    const std::shared_ptr<const messagepath::Path> path = m_tracer->path();
    if (!m_session || !m_tracer->list()) {
        m_frame->setCount({});
        m_frame->setFreshness({});
        return;
    }
    const StoreState &state = m_tracer->list()->state();
    const QDateTime now = m_context.clock->now();
    const auto &message = m_tracer->message();
    m_frame->setCount(message ? QString(messagetext::exchangeName(message->exchange) + QStringLiteral(" → ") + visibleText(message->routingKey))
                              : QString());
    if (state.phase == StoreState::Phase::NotConfigured) {
        m_frame->setFreshness({});
    } else {
        const StoreStateText text = StoreStateText::of(state, now);
        m_frame->setFreshness(text.text, text.status, text.tooltip);
    }
    const ListTexts texts{.systemName = systemName(System::RabbitMq),
                          .emptyTitle = {},
                          .emptySentence = {},
                          .emptyActions = {},
                          .missingRight = tr("the right to see exchanges and bindings of this virtual host")};
    PanelState shown = panelStateOf(state, 1, 1, texts, now);
    if (shown.kind == PanelState::Kind::Rows && !message) {
        shown.kind = PanelState::Kind::Empty;
        shown.iconName = QStringLiteral("send");
        shown.title = tr("Which message?");
        shown.sentence = tr("Choose an exchange and type a routing key, or the name of a queue at the default exchange. Nothing is published.");
        shown.actions = {{QStringLiteral("queues"), tr("Open Queues"), QStringLiteral("stack-2"), false}};
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

void MessagePage::refreshTimes()
{
    const std::shared_ptr<const messagepath::Path> path = m_tracer->path();
    if (!path || !m_active)
        return;
    const QDateTime now = m_context.clock->now();
    m_steps->setRows(messagetables::stepRows(*path, now));
    m_readers->setRows(messagetables::readerRows(*path, now));
}

void MessagePage::refreshPath()
{
    if (!m_active)
        return;
    refreshHead();
    const std::shared_ptr<const messagepath::Path> path = m_tracer->path();
    if (!path)
        return;
    m_view->setNodes(messagetext::nodesOf(*path), messagetext::placesOf(*path, PathView::mostPlaces));
    const bool wide = m_view->sizeHint().width() > m_frame->width();
    m_picture->setFixedHeight(m_view->sizeHint().height() + (wide ? m_picture->horizontalScrollBar()->sizeHint().height() : 0));
    // Once the picture has its new width.
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (QWidget *broken = m_view->brokenNode())
                m_picture->ensureWidgetVisible(broken);
        },
        Qt::QueuedConnection);
    refreshTimes();
    m_destinations->setRows(messagetables::destinationRows(*path));
    if (const auto table = m_tracer->table())
        m_bindings->setRows(messagetables::bindingRows(*path, *table));
    const auto broken = std::find_if(path->steps.cbegin(), path->steps.cend(),
                                     [](const messagepath::PathStep &step) { return step.state == messagepath::State::Broken; });
    m_stepSection->setCount(broken == path->steps.cend() ? QString::number(path->steps.size())
                                                         : tr("%1, broken at %2").arg(path->steps.size()).arg(broken - path->steps.cbegin() + 1));
    m_destinationSection->setCount(format::count(qint64(path->destinations.size())));
    m_destinationSection->setVisible(!path->destinations.empty());
    m_readerSection->setCount(format::count(m_readers->totalCount()));
    m_readerSection->setVisible(m_readers->totalCount() > 0);
    const qint64 matched = path->route.matchCount;
    m_bindingSection->setCount(matched > messagerouting::mostTold ? tr("the first %1 of %2 that match").arg(format::count(messagerouting::mostTold), format::count(matched))
                               : matched > 0                      ? tr("%n match(es)", nullptr, int(matched))
                                                                  : tr("none matches"));
    m_bindingSection->setVisible(m_bindings->totalCount() > 0);
    refreshCause();
    refreshPeek();
}

void MessagePage::refreshCause()
{
    const std::shared_ptr<const messagepath::Path> path = m_tracer->path();
    const pathtext::CauseText text = messagetext::causeOf(*path);
    const Status status = path->cause ? pathtext::statusOf(path->cause->state)
        : path->worst() == messagepath::State::Ok ? Status::Ok
                                                  : Status::Unknown;
    const bool same = !m_cause->isHidden() && m_cause->title() == text.title && m_cause->text() == text.text && m_cause->status() == status;
    m_causeNote->setText(withoutMarks(text.note));
    m_causeNote->setVisible(!text.note.isEmpty());
    if (same)
        return; // a button that somebody is about to press stays
    m_cause->setMessage(status, text.title, text.text);
    QPushButton *copy = m_cause->addButton(tr("Copy explanation"), QStringLiteral("copy"));
    connect(copy, &QPushButton::clicked, this, [this] {
        if (const auto shown = m_tracer->path())
            QApplication::clipboard()->setText(messagetext::explanation(*shown, m_context.clock->now()));
    });
}

// ---- the next message

const messagepath::Destination *MessagePage::looked() const
{
    const std::shared_ptr<const messagepath::Path> path = m_tracer->path();
    if (!path || path->destinations.empty())
        return nullptr;
    const QStringList chosen = m_destinationTable->selectedIds();
    for (const messagepath::Destination &destination : path->destinations) {
        if (chosen.size() == 1 && rabbitmq::queueKey(path->message.vhost, destination.queue) == chosen.first())
            return &destination;
    }
    return &path->destinations.front();
}

void MessagePage::coverBody()
{
    m_bodyShown = false;
    refreshPeek();
}

void MessagePage::peek()
{
    const messagepath::Destination *queue = looked();
    if (!queue || m_peeking)
        return;
    const QString name = queue->queue;
    m_peeking = true;
    m_peekError.reset();
    m_peeked.reset();
    m_bodyShown = false;
    refreshPeek();
    m_jobs.restart(QStringLiteral("peek"), m_tracer->peek(name, this))->done(this, [this, name](const Result<std::optional<rabbitmq::Message>> &message) {
        m_peeking = false;
        if (!message)
            m_peekError = message.error();
        else if (!message->has_value())
            m_peekError = Error::make(ErrorKind::NotFound, QStringLiteral("peek.empty"));
        else
            m_peeked = Seen{name, **message, m_context.clock->now()};
        if (m_peeked)
            m_tracer->setPeeked(messagepath::Peeked{name, mailformat::recognise(m_peeked->message.payload).format});
        refreshPeek();
    });
}

QList<Fact> MessagePage::peekFacts() const
{
    const rabbitmq::Message &message = m_peeked->message;
    const mailformat::Mail mail = message.isCut() ? mailformat::Mail() : mailformat::recognise(message.payload);
    QList<Fact> facts{textFact(tr("Queue"), m_peeked->queue),
                      textFact(tr("Format"), message.isCut() ? tr("Too large to be looked at whole") : messagetext::formatText(mail.format, mail.kind))};
    for (const auto &[field, value] : mail.fields) {
        Fact fact = textFact(messagetext::fieldText(field), m_bodyShown ? value : mailformat::masked(field, value));
        fact.mono = true;
        fact.elideMiddle = true;
        if (m_bodyShown)
            fact.copyText = value;
        facts.append(fact);
    }
    facts.append(textFact(tr("Published to"), messagetext::exchangeName(message.exchange)));
    facts.append(codeFact(tr("Routing key"), message.routingKey));
    facts.append(textFact(tr("Size"), format::size(message.payloadBytes)));
    facts.append(textFact(tr("Handed out before"), message.redelivered ? tr("yes") : tr("no")));
    facts.append(textFact(tr("Behind it"), format::count(message.left)));
    return facts;
}

void MessagePage::refreshPeek()
{
    const messagepath::Destination *queue = looked();
    m_peekSection->setVisible(queue != nullptr);
    m_peekLine->setVisible(queue != nullptr);
    if (!queue || !m_session)
        return;
    if (m_peeked && m_peeked->queue != queue->queue) {
        m_peeked.reset();
        m_bodyShown = false;
    }
    QString why = messagetext::whyNotPeek(messagepath::whyNotPeek(*queue));
    if (messagepath::whyNotPeek(*queue).isEmpty()) {
        const std::optional<Error> refused = m_session->mayWrite(System::RabbitMq);
        why = refused ? ErrorText::of(*refused).title : QString();
    }
    m_peekSection->setCount(visibleText(queue->queue));
    m_peekButton->setEnabled(why.isEmpty() && !m_peeking);
    m_peekButton->setToolTip(tooltipText(why));
    QString note = why;
    if (m_peeking)
        note = tr("Looking…");
    else if (m_peekError)
        note = m_peekError->is(ErrorKind::NotFound) || m_peekError->reason.startsWith(QLatin1String("peek.")) ? messagetext::whyNotPeek(m_peekError->reason)
                                                                                                             : ErrorText::of(*m_peekError).text;
    else if (m_peeked)
        note = tr("Looked at %1. It is back in the queue, and counts as redelivered.").arg(format::timeOfDay(m_peeked->at));
    else if (why.isEmpty())
        note = tr("Looking takes it out and puts it back: from then on it counts as redelivered, and for that moment no consumer gets it.");
    m_peekNote->setText(note);
    m_peekFacts->setFacts(m_peeked ? peekFacts() : QList<Fact>());
    m_peekFacts->setVisible(m_peeked.has_value());
    m_bodyButton->setVisible(m_peeked.has_value());
    m_bodyButton->setText(m_bodyShown ? tr("Cover the body") : tr("Show the body"));
    m_peekButton->setText(m_peeked ? tr("Look again") : tr("Look at the next message"));
    const bool shows = m_peeked && m_bodyShown;
    m_body->setVisible(shows);
    if (!shows) {
        m_body->setText({});
        return;
    }
    const QByteArray payload = m_peeked->message.payload;
    const QString text = QString::fromUtf8(payload);
    const bool isText = text.toUtf8() == payload;
    const QString body = isText ? prettyJson(payload) : QString::fromLatin1(payload.left(kShownBody / 3).toHex(' '));
    m_body->setText(visibleMultiline(body.left(kShownBody)));
}

} // namespace mk
