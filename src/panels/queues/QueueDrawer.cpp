// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/queues/QueueDrawer.h"

#include "api/rabbitmq/RabbitMqInfo.h"
#include "core/Format.h"
#include "core/Json.h"
#include "core/JsonRead.h"
#include "core/SafeText.h"
#include "models/ErrorText.h"
#include "models/MarkedText.h"
#include "panels/JsonText.h"
#include "panels/QueueColumns.h"
#include "panels/queues/QueueCharts.h"
#include "platform/PlatformSession.h"
#include "platform/Settings.h"
#include "widgets/Banner.h"
#include "widgets/Buttons.h"
#include "widgets/CodeEditor.h"
#include "widgets/EntityTable.h"
#include "widgets/Labels.h"

#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <climits>

namespace mk {

namespace {

const QString tabChart = QStringLiteral("chart");
const QString tabConsumers = QStringLiteral("consumers");
const QString tabBindings = QStringLiteral("bindings");
const QString tabDetails = QStringLiteral("details");

Fact copyFact(const QString &label, const QString &value)
{
    Fact made = textFact(label, value);
    made.elideMiddle = true;
    made.copyText = value;
    return made;
}

// The members of a JSON object as lines, each value as JSON says it, texts without their quotes.
QList<Fact> membersOf(const QByteArray &object)
{
    QList<Fact> facts;
    const Result<nlohmann::json> document = object.isEmpty() ? fail(ErrorKind::Unreadable) : parseJson(object);
    if (!document || !document->is_object())
        return facts;
    for (const auto &[name, value] : document->items()) {
        const std::string text = value.is_string() ? value.get<std::string>()
                                                   : value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
        Fact made = copyFact(visibleText(QString::fromStdString(name)), QString::fromStdString(text));
        made.mono = true;
        facts.append(made);
    }
    return facts;
}

QString sentenceOf(const Error &error)
{
    const ErrorText text = ErrorText::of(error);
    QString sentence = text.text;
    if (!error.serverMessage.isEmpty() && !sentence.contains(error.serverMessage))
        sentence += QLatin1Char(' ') + visibleText(error.serverMessage) + QLatin1Char('.');
    return text.hint.isEmpty() ? sentence : QString(sentence + QLatin1Char(' ') + text.hint);
}

} // namespace

QueueDrawer::QueueDrawer(const PanelContext &context, QWidget *parent)
    : DetailDrawer(context.theme, parent), m_context(context)
{
    const Theme *theme = context.theme;
    m_charts = new QueueCharts(theme);
    addTab(tabChart, tr("Chart"), m_charts);

    const auto listPage = [&](TextLabel **note, EntityTable **table, const QString &name) {
        auto *page = new QWidget;
        auto *column = new QVBoxLayout(page);
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(0);
        *note = new TextLabel(theme, FontRole::Body, Tone::Secondary, page);
        (*note)->setWordWrap(true);
        (*note)->setContentsMargins(16, 12, 16, 12);
        (*note)->hide();
        column->addWidget(*note);
        *table = new EntityTable(theme, name, page);
        column->addWidget(*table, 1);
        return page;
    };
    QWidget *consumers = listPage(&m_consumerNote, &m_consumerTable, tr("Consumers"));
    m_consumers = new RecordTableModel<rabbitmq::Consumer>(consumerColumns(), this);
    m_consumerTable->setColumns(consumerLooks());
    m_consumerTable->setModel(m_consumers);
    addTab(tabConsumers, tr("Consumers"), consumers, false);

    QWidget *bindings = listPage(&m_bindingNote, &m_bindingTable, tr("Bindings"));
    m_bindings = new RecordTableModel<rabbitmq::Binding>(bindingColumns(), this);
    m_bindingTable->setColumns(bindingLooks());
    m_bindingTable->setModel(m_bindings);
    addTab(tabBindings, tr("Bindings"), bindings, false);

    auto *details = new QWidget;
    auto *column = new QVBoxLayout(details);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_facts = new FactGrid(theme, details);
    column->addWidget(m_facts);
    m_argumentSection = new Section(theme, tr("Arguments"), details);
    m_arguments = new FactGrid(theme, m_argumentSection);
    m_argumentSection->setContent(m_arguments);
    column->addWidget(m_argumentSection);
    m_policySection = new Section(theme, tr("Policy in force"), details);
    m_policy = new FactGrid(theme, m_policySection);
    m_policySection->setContent(m_policy);
    column->addWidget(m_policySection);
    column->addStretch();
    addTab(tabDetails, tr("Details"), details);

    m_raw = new JsonView(theme, tr("Raw answer"));
    addTab(detailtab::json(), tr("JSON"), m_raw, false);

    m_path = makeButton(theme, tr("Path of a message"), QStringLiteral("route-2"), this);
    m_purge = makeButton(theme, tr("Purge…"), QStringLiteral("trash"), this);
    m_delete = makeButton(theme, tr("Delete…"), QStringLiteral("trash"), this);
    addFootButton(m_path);
    addFootButton(m_purge);
    addFootButton(m_delete, true);
    connect(m_path, &QPushButton::clicked, this, &QueueDrawer::pathRequested);
    connect(m_purge, &QPushButton::clicked, this, &QueueDrawer::purgeRequested);
    connect(m_delete, &QPushButton::clicked, this, &QueueDrawer::deleteRequested);
    connect(m_charts, &QueueCharts::ageChanged, this, &QueueDrawer::follow);
    connect(m_bindings, &RecordTableBase::countsChanged, this, &QueueDrawer::refreshBindings);
    connect(this, &DetailDrawer::currentTabChanged, this, &QueueDrawer::refreshDetail);
}

QueueDrawer::~QueueDrawer() = default;

void QueueDrawer::setSession(PlatformSession *session)
{
    clear();
    if (m_session)
        m_session->disconnect(this);
    m_session = session;
    if (!session)
        return;
    const auto retention = [this] {
        if (m_session && m_session->rabbitBroker())
            m_charts->setRetention(m_session->rabbitBroker()->retention);
    };
    connect(session, &PlatformSession::rabbitBrokerChanged, this, retention);
    connect(session, &PlatformSession::queueHistoryChanged, this, [this] {
        if (isVisible())
            refreshCharts();
    });
    retention();
}

void QueueDrawer::clear()
{
    m_detailSubscription.reset();
    m_bindingSubscription.reset();
    m_bindings->setStore(nullptr);
    m_consumers->setRows(std::vector<rabbitmq::Consumer>());
    m_detailStore.reset();
    m_bindingStore.reset();
    m_record = QueueRecord();
    m_shownRaw.clear();
    m_raw->setText({});
    m_charts->clear();
}

void QueueDrawer::show(const QueueRecord &record)
{
    const bool another = record.key != m_record.key;
    if (another)
        clear();
    m_record = record;
    if (another || !m_detailStore)
        follow();
    refreshHead();
    refreshCharts();
    refreshButtons();
    if (another)
        refreshDetail();
}

// Its own answer, with the samples of the time that is looked at.
void QueueDrawer::follow()
{
    if (!m_session || m_record.key.isEmpty())
        return;
    const rabbitmq::Queue &queue = m_record.queue;
    m_detailSubscription.reset();
    m_detailStore = m_session->watchQueue(queue.vhost, queue.name, m_charts->age());
    m_detailStore->onDelta(this, [this](const auto &) { refreshDetail(); });
    connect(m_detailStore.get(), &LiveStoreBase::stateChanged, this, &QueueDrawer::refreshDetail);
    if (!m_bindingStore) {
        m_bindingStore = m_session->watchBindings(queue.vhost, queue.name);
        m_bindings->setStore(m_bindingStore.get());
        connect(m_bindingStore.get(), &LiveStoreBase::stateChanged, this, &QueueDrawer::refreshBindings);
    }
    hold();
}

void QueueDrawer::hold()
{
    if (!isVisible()) {
        m_detailSubscription.reset();
        m_bindingSubscription.reset();
        return;
    }
    if (m_detailStore && !m_detailSubscription)
        m_detailSubscription = m_detailStore->subscribe(m_context.settings->refreshInterval());
    if (m_bindingStore && !m_bindingSubscription)
        m_bindingSubscription = m_bindingStore->subscribe(3 * m_context.settings->refreshInterval());
}

void QueueDrawer::showEvent(QShowEvent *event)
{
    DetailDrawer::showEvent(event);
    hold();
}

void QueueDrawer::hideEvent(QHideEvent *event)
{
    DetailDrawer::hideEvent(event);
    hold();
}

const rabbitmq::QueueDetail *QueueDrawer::detail() const
{
    return m_detailStore && !m_detailStore->rows()->empty() ? &m_detailStore->rows()->front() : nullptr;
}

void QueueDrawer::refreshHead()
{
    const rabbitmq::Queue &queue = m_record.queue;
    setTitle(visibleText(queue.name));
    setTag(queue.exclusive ? tr("exclusive") : queue.autoDelete ? tr("auto-delete") : queue.durable ? tr("durable") : tr("transient"));
    const Status status = queueStatus(m_record);
    QStringList note{tr("virtual host %1").arg(visibleText(queue.vhost))};
    if (!queue.type.isEmpty())
        note.append(visibleText(queue.type));
    setStateLine(status == Status::None ? Status::Ok : status, queueStateWord(m_record), note.join(QStringLiteral(", ")));

    const auto shown = [this](const QString &title, const QString &text) {
        if (banner()->isHidden() || banner()->title() != title || banner()->text() != text)
            banner()->setMessage(Status::Crit, title, text);
    };
    if (m_record.isUnread()) {
        QString text = tr("%n message(s) wait(s) in it, and no consumer is connected.", nullptr,
                          int(std::min<qint64>(*queue.ready, INT_MAX)));
        if (m_record.growth.value_or(0) >= 0.05)
            text += QLatin1Char(' ') + tr("Growth %1.").arg(growthText(m_record.growth));
        // MICROKUBES: releases of registration and mail disagree on the queue's name.
        if (queue.name == QLatin1String("verification-email")) {
            text += QLatin1Char(' ')
                + tr("In Microkubes, registration up to v1.0.1-beta and every \"resend verification\" write here, while mail "
                     "from v1.1.0-beta on reads %1: these mails are never sent.")
                      .arg(code(QStringLiteral("email-queue")));
        }
        shown(tr("Nobody reads this queue"), text);
    } else if (m_record.isBroken()) {
        shown(tr("This queue is not served"),
              tr("Its state is %1. Its node %2 may be down.").arg(code(queue.state), code(queue.node)));
    } else {
        banner()->clear();
    }
}

QList<Fact> QueueDrawer::factsOf() const
{
    const rabbitmq::Queue &queue = detail() ? detail()->queue : m_record.queue;
    const auto count = [](const std::optional<qint64> &value) { return value ? format::count(*value) : QString(); };
    QList<Fact> facts{copyFact(tr("Name"), queue.name),
                      copyFact(tr("Virtual host"), queue.vhost),
                      textFact(tr("Type"), queue.type),
                      textFact(tr("Durable"), queue.durable ? tr("yes") : tr("no")),
                      textFact(tr("Node"), queue.node),
                      textFact(tr("Ready"), count(queue.ready)),
                      textFact(tr("Unacknowledged"), count(queue.unacked)),
                      textFact(tr("Size of messages"), format::size(queue.messageBytes)),
                      textFact(tr("Memory"), format::size(queue.memory)),
                      textFact(tr("Policy"), queue.policy)};
    if (!queue.idleSince.isEmpty())
        facts.append(textFact(tr("Idle since"), format::dateTime(QDateTime::fromString(queue.idleSince, Qt::ISODateWithMs))));
    if (const rabbitmq::QueueDetail *told = detail()) {
        facts.append(textFact(tr("Operator policy"), told->operatorPolicy));
        if (!told->members.isEmpty()) {
            facts.append(textFact(tr("Members"), told->members.join(QStringLiteral(", "))));
            Fact online = textFact(tr("Online"), tr("%1 of %2").arg(format::count(told->online.size()),
                                                                format::count(told->members.size())));
            online.status = told->online.size() < told->members.size() ? Status::Warn : Status::Ok;
            facts.append(online);
        }
    }
    return facts;
}

void QueueDrawer::refreshDetail()
{
    const rabbitmq::QueueDetail *told = detail();
    const std::optional<Error> error = m_detailStore ? m_detailStore->state().error : std::nullopt;
    m_facts->setFacts(factsOf());
    const QList<Fact> arguments = told ? membersOf(told->arguments) : QList<Fact>();
    m_argumentSection->setVisible(!arguments.isEmpty());
    m_arguments->setFacts(arguments);
    const QList<Fact> policy = told ? membersOf(told->effectivePolicy) : QList<Fact>();
    m_policySection->setVisible(!policy.isEmpty());
    m_policy->setFacts(policy);

    QString note;
    if (told && told->consumers) {
        m_consumers->setRows(*told->consumers);
        if (told->consumers->empty())
            note = tr("Nobody reads from this queue.");
        setTabCount(tabConsumers, format::count(qint64(told->consumers->size())));
    } else if (error) {
        note = sentenceOf(*error);
        setTabCount(tabConsumers, {});
    } else if (told) {
        note = tr("The broker does not tell the consumers: it keeps no statistics.");
        setTabCount(tabConsumers, {});
    } else {
        note = tr("Loading…");
        setTabCount(tabConsumers, m_record.queue.consumers ? format::count(*m_record.queue.consumers) : QString());
    }
    m_consumerNote->setText(note);
    m_consumerNote->setVisible(!note.isEmpty());
    m_consumerTable->setVisible(note.isEmpty());
    m_consumerTable->setStale(error.has_value());

    // Numbers in it change with every answer: whoever reads or selects there is not disturbed by what is the same.
    if (currentTab() == detailtab::json()) {
        if (told && told->raw != m_shownRaw) {
            m_shownRaw = told->raw;
            m_raw->setText(prettyJson(told->raw));
        } else if (!told && error) {
            m_raw->setText(sentenceOf(*error), Syntax::None);
        }
    }
    refreshCharts();
}

void QueueDrawer::refreshBindings()
{
    if (!m_bindingStore)
        return;
    const StoreState &state = m_bindingStore->state();
    QString note;
    if (state.error && state.phase != StoreState::Phase::Ready)
        note = sentenceOf(*state.error);
    else if (state.phase != StoreState::Phase::Ready)
        note = tr("Loading…");
    else if (m_bindings->totalCount() == 0)
        note = tr("Nothing leads into this queue.");
    m_bindingNote->setText(note);
    m_bindingNote->setVisible(!note.isEmpty());
    m_bindingTable->setVisible(note.isEmpty());
    m_bindingTable->setStale(state.isStale());
    setTabCount(tabBindings, state.phase == StoreState::Phase::Ready ? format::count(m_bindings->totalCount()) : QString());
}

void QueueDrawer::refreshCharts()
{
    if (!m_session || m_record.key.isEmpty())
        return;
    const rabbitmq::QueueDetail *told = detail();
    m_charts->setData(told ? told->samples : rabbitmq::QueueSamples(), m_session->queueHistory()->readings(m_record.key),
                      m_record.isUnread(), m_context.clock->now());
    m_charts->setStale(m_detailStore && m_detailStore->state().isStale());
}

void QueueDrawer::setBlocked(const QString &why)
{
    m_blocked = why;
    refreshButtons();
}

void QueueDrawer::refreshButtons()
{
    const rabbitmq::Queue &queue = m_record.queue;
    QString why = m_blocked;
    m_delete->setEnabled(why.isEmpty());
    m_delete->setToolTip(tooltipText(why));
    if (why.isEmpty() && queue.type == QLatin1String("stream"))
        why = tr("A stream cannot be purged.");
    else if (why.isEmpty() && !queue.ready)
        why = tr("The broker does not tell how many messages it holds.");
    else if (why.isEmpty() && *queue.ready == 0)
        why = tr("It holds no message that is ready.");
    m_purge->setEnabled(why.isEmpty());
    m_purge->setToolTip(why.isEmpty() ? QString() : tooltipText(why));
}

} // namespace mk
