// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/journal/JournalPanel.h"

#include "core/Format.h"
#include "models/ErrorText.h"
#include "models/JournalModel.h"
#include "panels/DetailHost.h"
#include "panels/RowExport.h"
#include "panels/journal/JournalDrawer.h"
#include "platform/PlatformSession.h"
#include "widgets/Banner.h"
#include "widgets/EntityTable.h"
#include "widgets/FilterBar.h"
#include "widgets/PanelFrame.h"
#include "widgets/Segments.h"

#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

namespace mk {

namespace {
const QString scopeThis = QStringLiteral("this");
const QString scopeAll = QStringLiteral("all");

QList<ColumnLook> looksOf(const JournalModel &model)
{
    QList<ColumnLook> looks;
    for (int column = 0; column < model.columnCount(); ++column) {
        looks.append({.id = model.columnId(column),
                      .width = model.columnWidthHint(column),
                      .elide = model.columnElideMode(column),
                      .hiddenAtFirst = !model.columnVisibleByDefault(column),
                      .dropOrder = column < 3 ? 0 : column});
    }
    return looks;
}
} // namespace

JournalPanel::JournalPanel(const PanelContext &context, QWidget *parent)
    : Panel(context, parent)
    , m_frame(new PanelFrame(context.theme, QStringLiteral("journal"), tr("Journal"), QStringLiteral("history"),
                             tr("Filter changes"), this))
    , m_table(new EntityTable(context.theme, tr("Changes"), m_frame))
    , m_model(new JournalModel(this))
    , m_scope(new SegmentedControl(context.theme, tr("Which environments"), m_frame))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_frame);
    m_table->setColumns(looksOf(*m_model));
    m_table->setModel(m_model);
    m_frame->setContent(m_table);
    m_frame->filterBar()->setStarVisible(false);
    m_scope->addSegment(scopeThis, tr("This environment"));
    m_scope->addSegment(scopeAll, tr("All"));
    m_scope->setCurrentId(scopeThis);
    m_frame->filterBar()->addLeading(m_scope);
    QStringList names;
    const QList<FilterField> fields = m_model->filterFields();
    for (const FilterField &field : fields)
        names.append(field.id);
    m_frame->filterBar()->edit()->setFieldNames(names);

    auto *more = new QMenu(m_frame);
    more->addAction(tr("Export shown rows as CSV…"), this, [this] { exportShown(true); });
    more->addAction(tr("Export shown rows as JSON…"), this, [this] { exportShown(false); });
    QAction *older = more->addAction(tr("Load older changes"), m_model, &JournalModel::loadMore);
    connect(more, &QMenu::aboutToShow, older, [this, older] { older->setEnabled(m_model->canLoadMore()); });
    m_frame->moreButton()->setMenu(more);

    m_details = new DetailHost(
        context, m_frame, m_table, [this] { return new JournalDrawer(this->context(), m_session); },
        [this](DetailDrawer *drawer, const QString &id) {
            const JournalEntry *entry = m_model->find(id);
            if (entry)
                static_cast<JournalDrawer *>(drawer)->showEntry(*entry);
            return entry != nullptr;
        });

    connect(m_scope, &SegmentedControl::chosen, this, [this](const QString &id) { chooseScope(id == scopeAll); });
    connect(m_frame, &PanelFrame::refreshRequested, m_model, &JournalModel::reload);
    connect(m_frame->filterBar(), &FilterBar::filterChanged, this, [this](const QString &text) {
        m_model->setFilterText(text);
        const QList<FilterExpression::Problem> &problems = m_model->filter().problems();
        m_frame->filterBar()->edit()->setProblem(
            problems.isEmpty() ? QString() : problemText(problems.first(), m_model->filterFields()));
    });
    connect(m_frame->filterBar(), &FilterBar::leaveDown, m_table, [this] { m_table->setFocus(Qt::OtherFocusReason); });
    connect(m_frame, &PanelFrame::stateAction, this, [this](const QString &id) {
        if (id == QLatin1String("clear-filter"))
            m_frame->filterBar()->setText({});
        else
            m_model->reload();
    });
    connect(m_model, &RecordTableBase::countsChanged, this, &JournalPanel::refreshState);
    connect(m_model, &JournalModel::loadingChanged, this, &JournalPanel::refreshState);
    refreshState();
}

void JournalPanel::setSession(PlatformSession *session)
{
    m_session = session;
    m_details->setSession(session);
    static_cast<JournalDrawer *>(m_details->drawer())->setSession(session);
    m_scope->setVisible(session != nullptr);
    chooseScope(m_all);
}

void JournalPanel::chooseScope(bool allEnvironments)
{
    m_all = allEnvironments;
    m_scope->setCurrentId(allEnvironments ? scopeAll : scopeThis);
    m_model->setSource(context().journal, m_session && !allEnvironments ? m_session->environment().id : QString());
}

void JournalPanel::setShown(bool shown)
{
    if (shown)
        m_model->reload();
}

void JournalPanel::refresh()
{
    m_model->reload();
}

void JournalPanel::focusFilter()
{
    m_frame->filterBar()->edit()->setFocus(Qt::ShortcutFocusReason);
}

void JournalPanel::refreshState()
{
    const qsizetype total = m_model->totalCount();
    const qsizetype shown = m_model->shownCount();
    m_frame->setCount(format::countOf(shown, total));
    PanelState state;
    if (m_model->error()) {
        const ErrorText text = ErrorText::of(*m_model->error());
        state.kind = PanelState::Kind::Unreachable;
        state.title = text.title;
        state.sentence = text.text;
        state.actions = {{QStringLiteral("retry"), tr("Retry"), QStringLiteral("refresh"), false}};
    } else if (total == 0 && !m_model->isLoading()) {
        state.kind = PanelState::Kind::Empty;
        state.title = tr("Nothing has been changed yet");
        state.sentence = tr("Every change made here is listed with its difference and can be taken back.");
        state.iconName = QStringLiteral("history");
    } else if (total > 0 && shown == 0) {
        state.kind = PanelState::Kind::NothingFound;
        state.title = tr("Nothing matches the filter");
        state.actions = {{QStringLiteral("clear-filter"), tr("Clear filter"), QStringLiteral("x"), false}};
    } else if (!context().journal->keepsBodies() && total > 0) {
        state.kind = PanelState::Kind::Warning;
        state.title = tr("Values are kept until you close");
        state.sentence = tr("There is no secret store to keep the journal's key in. Choose one in Settings to undo later, too.");
    }
    m_frame->setState(state, total > 0);
}

void JournalPanel::exportShown(bool asCsv)
{
    exportRows(this, *m_model, m_table, QStringLiteral("journal"), asCsv, false, [this](const Error &error) {
        const ErrorText text = ErrorText::of(error);
        m_frame->banner()->setMessage(Status::Crit, text.title, text.text);
        m_frame->banner()->setClosable(true);
    });
}

QList<TourScene> JournalPanel::tourScenes()
{
    const auto settled = [this] { return !m_model->isLoading(); };
    return {{QStringLiteral("journal"), [] {}, settled},
            {QStringLiteral("journal-diff"),
             [this] {
                 if (m_model->shownCount() > 0) {
                     m_table->setCurrentId(m_model->idAt(0));
                     m_details->open();
                     static_cast<JournalDrawer *>(m_details->drawer())->showDifference();
                 }
             },
             settled}};
}

} // namespace mk
