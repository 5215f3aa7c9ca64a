// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/EntityEditor.h"

#include "core/SafeText.h"
#include "models/ErrorText.h"
#include "panels/EditorPage.h"
#include "panels/JsonText.h"
#include "widgets/Badges.h"
#include "widgets/Banner.h"
#include "widgets/Buttons.h"
#include "widgets/CodeEditor.h"
#include "widgets/Labels.h"
#include "widgets/Segments.h"
#include "widgets/ThreeWayView.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMessageBox>
#include <QPushButton>
#include <QScrollArea>
#include <QShortcut>
#include <QSplitter>
#include <QToolButton>
#include <QVBoxLayout>

namespace mk {

namespace {

const QString viewForm = QStringLiteral("form");
const QString viewBoth = QStringLiteral("both");
const QString viewJson = QStringLiteral("json");
constexpr int bothFrom = 860; // px at body size 13: below, form and text each have the whole width

} // namespace

EntityEditor::EntityEditor(const Theme *theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_page(new EditorPage(theme, this))
    , m_splitter(new QSplitter(Qt::Horizontal))
    , m_scroll(new QScrollArea(m_splitter))
    , m_json(new CodeEditor(theme, tr("JSON"), m_splitter))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_page);
    buildHead();
    m_splitter->setChildrenCollapsible(false);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setBackgroundRole(QPalette::Base);
    m_splitter->addWidget(m_scroll);
    m_json->setSyntax(Syntax::Json);
    m_splitter->addWidget(m_json);
    m_splitter->setSizes({theme->scaled(560), theme->scaled(520)});
    m_page->setBody(m_splitter);
    m_page->setMergeCheck([](const QString &merged) {
        const Result<JsonDocument> document = JsonDocument::parse(merged.toUtf8());
        return document ? QString() : ErrorText::of(document.error()).text;
    });

    connect(m_json, &CodeEditor::textChanged, this, &EntityEditor::textEdited);
    connect(m_page, &EditorPage::saveRequested, this, &EntityEditor::save);
    connect(m_page, &EditorPage::discardRequested, this, &EntityEditor::discard);
    connect(m_page, &EditorPage::keepEditingRequested, this, &EntityEditor::leaveConflict);
    auto *saveKey = new QShortcut(QKeySequence::Save, this);
    saveKey->setContext(Qt::WidgetWithChildrenShortcut);
    connect(saveKey, &QShortcut::activated, this, &EntityEditor::save);
}

EntityEditor::~EntityEditor() = default;

void EntityEditor::buildHead()
{
    QHBoxLayout *head = m_page->head();
    m_back = makeIconButton(m_theme, QStringLiteral("chevron-left"), tr("Back to the list"), m_page);
    m_title = new ElidedLabel(m_theme, FontRole::Title, Tone::Normal, m_page);
    m_title->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_tag = new Tag(m_theme, m_page);
    m_views = new SegmentedControl(m_theme, tr("Edit as"), m_page);
    m_views->addSegment(viewForm, tr("Form"));
    m_views->addSegment(viewBoth, tr("Both"));
    m_views->addSegment(viewJson, tr("JSON"));
    head->addWidget(m_back);
    head->addWidget(m_title);
    head->addWidget(m_tag);
    head->addWidget(m_page->badge());
    head->addStretch(1);
    head->addWidget(m_views);
    connect(m_back, &QToolButton::clicked, this, &EntityEditor::closeRequested);
    connect(m_views, &SegmentedControl::chosen, this, &EntityEditor::showView);
}

bool EntityEditor::inConflict() const
{
    return m_page->inConflict();
}

void EntityEditor::open(const Draft &draft, DocumentForm *form)
{
    close();
    m_open = true;
    m_opened = draft.opened;
    m_start = draft.start;
    m_saveNote = draft.saveNote;
    m_title->setText(visibleText(draft.title));
    setTag(draft.tag);
    m_form = form;
    if (form) {
        form->setBackgroundRole(QPalette::Base);
        m_scroll->setWidget(form);
        connect(form, &DocumentForm::edited, this, &EntityEditor::formEdited);
    }
    tellOpened();
    showText(draft.start);
    showView(m_view);
    refresh();
}

void EntityEditor::setTag(const QString &tag)
{
    m_tag->setText(tag);
    m_tag->setVisible(!tag.isEmpty());
}

void EntityEditor::close()
{
    m_open = false;
    m_page->closeConflict();
    m_gone = false;
    m_saving = false;
    m_server.reset();
    m_textProblem.reset();
    m_sideProblem.clear();
    m_opened.clear();
    m_start.clear();
    m_document = {};
    if (QWidget *left = m_scroll->takeWidget()) {
        left->hide();
        left->deleteLater(); // may be what a signal of it is being answered
    }
    m_form = nullptr;
    m_lookTold = false;
    m_filling = true;
    m_json->setText({});
    m_filling = false;
    m_page->banner()->clear();
    Q_EMIT unsavedChanged();
}

void EntityEditor::tellOpened()
{
    if (!m_form)
        return;
    const Result<JsonDocument> opened = m_opened.isEmpty() ? Result<JsonDocument>(JsonDocument()) : JsonDocument::parse(m_opened);
    m_form->setOpened(m_opened.isEmpty() || !opened ? nullptr : &*opened);
}

void EntityEditor::showText(const QByteArray &text)
{
    const Result<JsonDocument> document = JsonDocument::parse(text);
    m_document = document ? *document : JsonDocument();
    m_textProblem = document ? std::nullopt : std::optional(document.error());
    m_filling = true;
    m_json->setText(document ? QString::fromUtf8(m_document.text()) : QString::fromUtf8(text));
    m_json->setProblem(document ? QString() : ErrorText::of(document.error()).text);
    m_filling = false;
    if (m_form) {
        m_form->setDocument(m_document);
        m_form->showProblems({});
    }
}

void EntityEditor::setDocument(const JsonDocument &document)
{
    m_document = document;
    m_textProblem.reset();
    m_filling = true;
    m_json->replaceText(QString::fromUtf8(document.text()));
    m_json->setProblem({});
    m_filling = false;
    if (m_form)
        m_form->setDocument(document);
    refresh();
    Q_EMIT documentEdited();
    Q_EMIT unsavedChanged();
}

bool EntityEditor::hasUnsavedWork() const
{
    if (!m_open)
        return false;
    if (inConflict() || m_textProblem)
        return true;
    const Result<JsonDocument> start = JsonDocument::parse(m_start);
    return !start || *start != m_document || (m_form && !m_form->ownProblem().isEmpty());
}

void EntityEditor::formEdited()
{
    if (m_filling || !m_form)
        return;
    if (!m_textProblem) {
        m_document = m_form->applied(m_document);
        const QString text = QString::fromUtf8(m_document.text());
        if (text != m_json->text()) {
            m_filling = true;
            m_json->replaceText(text);
            m_filling = false;
        }
    }
    refresh();
    Q_EMIT documentEdited();
    Q_EMIT unsavedChanged();
}

void EntityEditor::textEdited()
{
    if (m_filling)
        return;
    const Result<JsonDocument> document = JsonDocument::parse(m_json->text().toUtf8());
    if (document) {
        m_textProblem.reset();
        m_json->setProblem({});
        m_document = *document;
        if (m_form)
            m_form->setDocument(m_document);
    } else {
        m_textProblem = document.error();
        const QVariantMap &args = m_textProblem->args;
        m_json->setProblem(ErrorText::of(*m_textProblem).text, args.value(QStringLiteral("line"), 0).toInt() - 1,
                           std::max(0, args.value(QStringLiteral("column"), 1).toInt() - 1));
    }
    // While the text cannot be read the form would write over it.
    if (m_form)
        m_form->setEnabled(!m_textProblem);
    refresh();
    Q_EMIT documentEdited();
    Q_EMIT unsavedChanged();
}

void EntityEditor::showView(const QString &id)
{
    m_view = id;
    const bool hasLeft = m_scroll->widget() != nullptr;
    const bool wide = width() >= m_theme->scaled(bothFrom);
    const QString shown = !hasLeft ? viewJson : (id == viewBoth && !wide) ? viewForm : id;
    m_scroll->setVisible(shown != viewJson);
    m_json->setVisible(shown != viewForm);
    m_views->setCurrentId(shown);
}

void EntityEditor::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    showView(m_view);
}

void EntityEditor::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && !hasUnsavedWork()) {
        Q_EMIT closeRequested();
        return;
    }
    QWidget::keyPressEvent(event);
}

void EntityEditor::setBlocked(const QString &sentence)
{
    m_blocked = sentence;
    refresh();
}

void EntityEditor::setSideProblem(const QString &sentence)
{
    m_sideProblem = sentence;
    refresh();
}

void EntityEditor::setSaving(bool saving)
{
    m_saving = saving;
    refresh();
}

void EntityEditor::refresh()
{
    if (!m_open)
        return;
    EditorPage::State state;
    state.isNew = isNew() || m_gone;
    state.isDirty = hasUnsavedWork();
    state.changedOnServer = m_server.has_value();
    state.goneOnServer = m_gone;
    state.blocked = m_saving ? tr("Being sent…") : m_blocked;
    if (m_textProblem)
        state.problem = ErrorText::of(*m_textProblem).text;
    else if (m_form && !m_form->ownProblem().isEmpty())
        state.problem = m_form->ownProblem();
    else if (!m_sideProblem.isEmpty())
        state.problem = m_sideProblem;
    else if (!state.isNew && !state.isDirty)
        state.problem = tr("Nothing is changed.");
    state.guardNote = m_saveNote;
    m_page->setState(state);
    m_views->setVisible(!inConflict() && m_scroll->widget());
}

void EntityEditor::save()
{
    refresh();
    if (!m_open || !m_page->canSave())
        return;
    m_page->banner()->clear();
    if (inConflict()) {
        const Result<JsonDocument> merged = JsonDocument::parse(m_page->mergedText().toUtf8());
        if (merged && m_server)
            Q_EMIT saveRequested(*m_server, merged->text(), true);
        return;
    }
    if (m_form)
        m_form->showProblems({});
    Q_EMIT saveRequested(m_gone ? QByteArray() : m_opened, m_document.text(), false);
}

void EntityEditor::discard()
{
    if (inConflict() && m_server) { // the server's text is the one to go on with
        const QByteArray now = *m_server;
        goOnWith(now, now);
        return;
    }
    m_document = {};
    m_textProblem.reset();
    m_open = false; // nothing is left to ask about
    Q_EMIT closeRequested();
}

void EntityEditor::goOnWith(const QByteArray &base, const QByteArray &text)
{
    m_opened = m_start = base;
    m_server.reset();
    m_page->closeConflict();
    m_page->banner()->clear();
    tellOpened();
    showText(text);
    refresh();
    Q_EMIT unsavedChanged();
}

void EntityEditor::leave(std::function<void()> goOn)
{
    if (!hasUnsavedWork()) {
        goOn();
        return;
    }
    auto *box = new QMessageBox(QMessageBox::Question, tr("Unsaved work"),
                                tr("What you typed has not been saved. Leave it?"), QMessageBox::NoButton, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    QPushButton *discard = box->addButton(tr("Discard"), QMessageBox::DestructiveRole);
    box->setDefaultButton(box->addButton(tr("Keep editing"), QMessageBox::RejectRole));
    connect(box, &QMessageBox::finished, this, [box, discard, goOn = std::move(goOn)] {
        if (box->clickedButton() == discard)
            goOn();
    });
    box->open();
}

// ---- what the server says

void EntityEditor::showRefusal(const QString &title, const QString &text, const QList<FieldProblem> &problems)
{
    const QList<FieldProblem> rest = m_form ? m_form->showProblems(problems) : problems;
    if (m_form)
        m_form->focusFirstProblem();
    QStringList lines;
    if (!text.isEmpty())
        lines.append(text);
    lines += linesOf(rest);
    m_lookTold = false;
    m_page->banner()->setMessage(Status::Crit, title, withoutMarks(lines.join(QLatin1Char('\n'))));
    m_page->banner()->setClosable(true);
}

QStringList EntityEditor::linesOf(const QList<FieldProblem> &problems) const
{
    QStringList lines;
    for (const FieldProblem &problem : problems) {
        const bool whole = problem.path.isEmpty() || problem.path.startsWith(QLatin1Char('@'));
        lines.append(whole ? problem.text : tr("%1: %2").arg(problem.path, problem.text));
    }
    return lines;
}

void EntityEditor::showLook(const QList<FieldProblem> &problems)
{
    if (!m_open || m_saving || inConflict())
        return;
    const QStringList lines = linesOf(m_form ? m_form->showProblems(problems) : problems);
    Banner *banner = m_page->banner();
    const bool isFree = m_lookTold || banner->isHidden();
    if (!isFree)
        return; // something weightier stands there
    m_lookTold = !lines.isEmpty();
    if (m_lookTold) {
        banner->setMessage(Status::Warn, tr("The server would not take it like this"), withoutMarks(lines.join(QLatin1Char('\n'))));
        banner->setClosable(true);
    } else {
        banner->clear();
    }
}

void EntityEditor::showNotice(Status status, const QString &title, const QString &text)
{
    m_page->banner()->setMessage(status, title, text);
    m_page->banner()->setClosable(true);
}

void EntityEditor::serverHas(const std::optional<QByteArray> &now)
{
    if (!m_open || isNew() || inConflict() || m_saving)
        return;
    if (!now) {
        if (m_gone)
            return;
        m_gone = true;
        m_page->banner()->setMessage(Status::Warn, tr("It was deleted by somebody else."),
                             tr("Nothing of yours is lost. “Create” makes it again."));
        refresh();
        return;
    }
    const Result<JsonDocument> opened = JsonDocument::parse(m_opened);
    const Result<JsonDocument> theirs = JsonDocument::parse(*now);
    if (!theirs || (opened && *opened == *theirs)) {
        if (m_server || m_gone) { // it is as it was again
            m_server.reset();
            m_gone = false;
            m_page->banner()->clear();
            refresh();
        }
        return;
    }
    if (!hasUnsavedWork()) {
        m_gone = false;
        m_opened = m_start = *now;
        tellOpened();
        showText(*now);
        refresh();
        return;
    }
    if (m_server && *m_server == *now)
        return;
    m_gone = false;
    m_server = *now;
    m_page->banner()->setMessage(Status::Warn, tr("It changed on the server while you were editing."),
                         tr("Yours is still here and nothing was overwritten."));
    connect(m_page->banner()->addButton(tr("Compare…"), QStringLiteral("git-compare")), &QPushButton::clicked, this, [this] {
        if (m_server)
            showConflict(m_opened, *m_server, m_textProblem ? m_json->text().toUtf8() : m_document.text());
    });
    refresh();
}

void EntityEditor::showConflict(const QByteArray &opened, const QByteArray &now, const QByteArray &mine)
{
    m_open = true;
    m_saving = false;
    m_opened = m_start = opened;
    m_server = now;
    m_page->banner()->setMessage(Status::Warn, tr("It changed while you were editing."),
                                 tr("Nothing was overwritten. Where both changed the same, choose; the rest is settled."),
                                 Banner::Form::Inline);
    m_page->openMerge({tr("Opened"), {}, prettyJson(opened)}, {tr("Server now"), {}, prettyJson(now)},
                      {tr("Yours"), tr("not saved"), prettyJson(mine)});
    refresh();
    Q_EMIT unsavedChanged();
}

void EntityEditor::leaveConflict()
{
    // What was merged so far goes on as the edit, now against the server's text.
    if (inConflict() && m_server)
        goOnWith(*m_server, m_page->mergedText().toUtf8());
}

} // namespace mk
