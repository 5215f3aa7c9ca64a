// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/ListBinder.h"

#include "core/Format.h"
#include "core/SafeText.h"
#include "models/ErrorText.h"
#include "models/RecordTableBase.h"
#include "models/StoreStateText.h"
#include "panels/RowExport.h"
#include "platform/Settings.h"
#include "platform/UiState.h"
#include "widgets/Banner.h"
#include "widgets/EntityTable.h"
#include "widgets/FilterBar.h"

#include <QApplication>
#include <QClipboard>
#include <QInputDialog>
#include <QMenu>
#include <QToolButton>

namespace mk {

namespace {
const QString actionRetry = QStringLiteral("retry");
const QString actionEnvironment = QStringLiteral("environment");
const QString actionClearFilter = QStringLiteral("clear-filter");
} // namespace

PanelState panelStateOf(const StoreState &state, qsizetype total, qsizetype shown, const ListTexts &texts,
                        const QDateTime &now)
{
    using Kind = PanelState::Kind;
    PanelState panel;
    if (state.phase == StoreState::Phase::NotConfigured) {
        panel.kind = Kind::NotConfigured;
        panel.title = StoreBinder::tr("This environment has no %1").arg(texts.systemName);
        panel.sentence = StoreBinder::tr("Give it an address to see what it holds.");
        panel.actions = {{actionEnvironment, StoreBinder::tr("Edit environment…"), QStringLiteral("pencil"), true}};
        return panel;
    }
    if (state.error && !state.error->is(ErrorKind::Cancelled)) {
        const ErrorText text = ErrorText::of(*state.error);
        const StateAction retry{actionRetry, StoreBinder::tr("Retry now"), QStringLiteral("refresh"), false};
        panel.title = text.title;
        panel.sentence = text.text;
        if (!text.hint.isEmpty())
            panel.sentence += QLatin1Char(' ') + text.hint;
        switch (state.error->kind) {
        case ErrorKind::Unauthorised:
        case ErrorKind::Forbidden:
            panel.kind = Kind::NotAuthorised;
            if (!texts.missingRight.isEmpty())
                panel.sentence += QLatin1Char(' ') + StoreBinder::tr("It lacks %1.").arg(texts.missingRight);
            panel.actions = {{actionEnvironment, StoreBinder::tr("Change credential…"), QStringLiteral("key"), true}, retry};
            return panel;
        case ErrorKind::Unsupported:
            panel.kind = Kind::Unsupported;
            return panel;
        default:
            panel.kind = Kind::Unreachable;
            if (total > 0 && state.errorSince.isValid()) {
                panel.sentence = StoreBinder::tr("Since %1. Showing what it said then.")
                                     .arg(format::timeOfDay(state.errorSince))
                    + QLatin1Char(' ') + panel.sentence;
            }
            panel.actions = {retry};
            panel.note = nextTryText(state, now);
            return panel;
        }
    }
    if (total > 0 && shown == 0) {
        panel.kind = Kind::NothingFound;
        panel.title = StoreBinder::tr("Nothing matches the filter");
        panel.sentence = StoreBinder::tr("%n row(s) are hidden by it.", nullptr, int(total));
        panel.actions = {{actionClearFilter, StoreBinder::tr("Clear filter"), QStringLiteral("x"), false}};
        return panel;
    }
    if (const QString notice = noticeOf(state); !notice.isEmpty()) {
        panel.kind = total > 0 ? Kind::Partial : Kind::Empty;
        panel.title = total > 0 ? StoreBinder::tr("Not everything is shown") : texts.emptyTitle;
        panel.sentence = notice;
        return panel;
    }
    if (total == 0 && state.phase == StoreState::Phase::Ready) {
        panel.kind = Kind::Empty;
        panel.title = texts.emptyTitle;
        panel.sentence = texts.emptySentence;
        panel.actions = texts.emptyActions;
    }
    return panel;
}

std::optional<qint64> railCount(const LiveStoreBase *store)
{
    if (!store || (store->rowCount() == 0 && store->state().phase != StoreState::Phase::Ready))
        return std::nullopt;
    return store->rowCount();
}

StoreBinder::StoreBinder(const PanelContext &context, PanelFrame *frame, ListTexts texts)
    : QObject(frame), m_context(context), m_frame(frame), m_texts(std::move(texts))
{
    m_clock.setInterval(1000);
    connect(&m_clock, &QTimer::timeout, this, [this] {
        update();
        Q_EMIT clockTicked();
    });
    connect(frame, &PanelFrame::refreshRequested, this, [this] {
        if (m_store)
            m_store->refresh();
    });
    connect(frame, &PanelFrame::stateAction, this, [this](const QString &id) {
        if (id == actionRetry) {
            if (m_store)
                m_store->refresh();
        } else if (id == actionEnvironment) {
            Q_EMIT environmentEditorRequested();
        } else if (id == actionClearFilter) {
            Q_EMIT clearFilterRequested();
        } else {
            Q_EMIT emptyActionTriggered(id);
        }
    });
}

StoreBinder::~StoreBinder()
{
    // Ending the subscription makes the store tell its state: what would answer is gone by now.
    if (m_store)
        m_store->disconnect(this);
}

void StoreBinder::setStore(LiveStoreBase *store)
{
    m_subscription.reset();
    if (m_store)
        m_store->disconnect(this);
    m_store = store;
    if (m_store)
        connect(m_store, &LiveStoreBase::stateChanged, this, &StoreBinder::update);
    subscribe();
    update();
}

void StoreBinder::setNotice(const PanelState &notice)
{
    m_notice = notice;
    update();
}

void StoreBinder::setShown(bool shown)
{
    m_shown = shown;
    subscribe();
    if (shown) {
        m_clock.start();
        update();
    } else {
        m_clock.stop();
    }
}

void StoreBinder::subscribe()
{
    if (m_shown && m_store) {
        if (!m_subscription)
            m_subscription = m_store->subscribe(m_context.settings->refreshInterval());
    } else {
        m_subscription.reset();
    }
}

void StoreBinder::update()
{
    if (!m_store) {
        m_frame->setCount({});
        m_frame->setFreshness({});
        m_frame->stopLoading();
        return;
    }
    const StoreState &state = m_store->state();
    const QDateTime now = m_context.clock->now();
    const auto [total, shown] = counts();
    const bool loadingFirst = state.loading && state.phase != StoreState::Phase::Ready;

    if (loadingFirst) {
        if (!m_frame->isLoading())
            m_frame->startLoading();
        m_frame->setLoadProgress(state.soFar, state.total);
    } else {
        m_frame->stopLoading();
    }
    const bool known = state.phase == StoreState::Phase::Ready || total > 0;
    m_frame->setCount(known ? format::countOf(shown, total) : QString());
    const StoreStateText text = StoreStateText::of(state, now);
    m_frame->setFreshness(text.text, text.status, text.tooltip);
    PanelState panel = panelStateOf(state, total, shown, m_texts, now);
    if (panel.kind == PanelState::Kind::Rows && total > 0 && m_notice.kind != PanelState::Kind::Rows)
        panel = m_notice;
    m_frame->setState(panel, total > 0);
    staleChanged(total > 0 && state.error.has_value() && !state.error->is(ErrorKind::Cancelled));
    Q_EMIT storeStateChanged();
}

// ---- tables

ListBinder::ListBinder(const PanelContext &context, PanelFrame *frame, EntityTable *table, RecordTableBase *model,
                       ListTexts texts)
    : StoreBinder(context, frame, std::move(texts)), m_table(table), m_model(model)
{
    table->setModel(model);
    frame->setContent(table);

    QStringList names;
    const QList<FilterField> fields = model->filterFields();
    for (const FilterField &field : fields)
        names.append(field.id);
    FilterBar *bar = frame->filterBar();
    bar->edit()->setFieldNames(names);
    bar->edit()->installEventFilter(this);
    connect(bar, &FilterBar::filterChanged, this, &ListBinder::applyFilter);
    connect(bar, &FilterBar::leaveDown, table, [table] { table->setFocus(Qt::OtherFocusReason); });
    connect(bar, &FilterBar::starClicked, this, &ListBinder::showSavedFilters);
    connect(this, &StoreBinder::clearFilterRequested, bar, [bar] { bar->setText({}); });
    connect(model, &RecordTableBase::countsChanged, this, [this] { update(); });
    connect(this, &StoreBinder::clockTicked, model, &RecordTableBase::refreshTimeTexts);
    connect(table, &EntityTable::layoutChangedByUser, this, [this] {
        m_context.uiState->setValue(m_frame->id() + QStringLiteral("/table"), m_table->saveLayout());
    });

    connect(context.settings, &Settings::changed, this, &ListBinder::applyFlash);
    applyFlash();

    m_more = new QMenu(frame);
    m_more->addAction(tr("Copy selected rows"), this, [this] { QApplication::clipboard()->setText(m_table->copyText()); });
    m_more->addAction(tr("Export shown rows as CSV…"), this, [this] { exportShown(true); });
    m_more->addAction(tr("Export shown rows as JSON…"), this, [this] { exportShown(false); });
    frame->moreButton()->setMenu(m_more);
}

// Whoever enters the filter is about to type: what it looks at is gathered before the first key.
bool ListBinder::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusIn)
        m_model->prepareFilter();
    return StoreBinder::eventFilter(watched, event);
}

void ListBinder::setCalm(bool calm)
{
    m_calm = calm;
    applyFlash();
}

// What the first load brings piece by piece is news as a whole, not a change of what was there before; neither is what another
// system adds to the rows soon after.
void ListBinder::applyFlash()
{
    constexpr std::chrono::seconds completes{5};
    const bool ready = store() && store()->state().phase == StoreState::Phase::Ready;
    const std::chrono::milliseconds now = m_context.clock->monotonic();
    if (!ready)
        m_readyAt.reset();
    else if (!m_readyAt)
        m_readyAt = now;
    const bool known = m_readyAt && now - *m_readyAt >= completes;
    m_table->setFlashChanges(known && !m_calm && !m_context.settings->reducedMotion());
}

void ListBinder::restoreLayout()
{
    m_table->restoreLayout(m_context.uiState->value(m_frame->id() + QStringLiteral("/table")).toByteArray());
    m_frame->filterBar()->setText(m_context.uiState->value(m_frame->id() + QStringLiteral("/filter")).toString());
}

void ListBinder::applyFilter(const QString &text)
{
    m_model->setFilterText(text);
    const QList<FilterExpression::Problem> &problems = m_model->filter().problems();
    m_frame->filterBar()->edit()->setProblem(problems.isEmpty() ? QString()
                                                                : problemText(problems.first(), m_model->filterFields()));
    m_context.uiState->setValue(m_frame->id() + QStringLiteral("/filter"), text);
}

void ListBinder::showSavedFilters()
{
    const QString panel = m_frame->id();
    FilterBar *bar = m_frame->filterBar();
    auto *menu = new QMenu(m_frame);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QList<UiState::SavedFilter> saved = m_context.uiState->savedFilters(panel);
    for (const UiState::SavedFilter &filter : saved) {
        menu->addAction(actionText(filter.name), this, [this, filter] {
            m_frame->filterBar()->setText(filter.text);
            m_frame->filterBar()->setStarText(filter.name);
        });
    }
    if (!saved.isEmpty())
        menu->addSeparator();
    QAction *save = menu->addAction(tr("Save this filter…"), this, [this, panel, bar] {
        auto *dialog = new QInputDialog(m_frame);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setWindowTitle(tr("Save filter"));
        dialog->setLabelText(tr("Name"));
        connect(dialog, &QInputDialog::textValueSelected, this, [this, panel, bar](const QString &name) {
            if (name.trimmed().isEmpty())
                return;
            m_context.uiState->saveFilter(panel, {name.trimmed(), bar->text()});
            bar->setStarText(name.trimmed());
        });
        dialog->open();
    });
    save->setEnabled(!bar->text().isEmpty());
    if (!saved.isEmpty()) {
        QMenu *remove = menu->addMenu(tr("Forget"));
        for (const UiState::SavedFilter &filter : saved) {
            remove->addAction(actionText(filter.name), this,
                              [this, panel, filter] { m_context.uiState->removeFilter(panel, filter.name); });
        }
    }
    menu->popup(bar->starButton()->mapToGlobal(QPoint(0, bar->starButton()->height())));
}

void ListBinder::exportShown(bool asCsv)
{
    exportTo(asCsv, false);
}

void ListBinder::exportChosen(bool asCsv)
{
    exportTo(asCsv, true);
}

void ListBinder::exportTo(bool asCsv, bool chosenOnly)
{
    exportRows(m_frame, *m_model, m_table, m_frame->id(), asCsv, chosenOnly, [this](const Error &error) {
        const ErrorText text = ErrorText::of(error);
        m_frame->banner()->setMessage(Status::Crit, text.title, text.text);
        m_frame->banner()->setClosable(true);
    });
}

std::pair<qsizetype, qsizetype> ListBinder::counts() const
{
    return {m_model->totalCount(), m_model->shownCount()};
}

void ListBinder::staleChanged(bool stale)
{
    m_model->setStale(stale);
    m_table->setStale(stale);
    applyFlash();
}

} // namespace mk
