// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/EntityEditor.h"

#include "core/SafeText.h"
#include "models/ErrorText.h"
#include "panels/JsonText.h"
#include "widgets/Badges.h"
#include "widgets/Banner.h"
#include "widgets/Buttons.h"
#include "widgets/CodeEditor.h"
#include "widgets/FormRow.h"
#include "widgets/Labels.h"
#include "widgets/Segments.h"
#include "widgets/ThreeWayView.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPushButton>
#include <QScrollArea>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace mk {

namespace {

const QString viewForm = QStringLiteral("form");
const QString viewBoth = QStringLiteral("both");
const QString viewJson = QStringLiteral("json");
constexpr int bothFrom = 860; // px at body size 13: below, form and text each have the whole width

} // namespace

EntityEditor::EntityEditor(const Theme *theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    buildHead();

    m_banner = new Banner(theme, this);
    auto *bannerBox = new QVBoxLayout;
    bannerBox->setContentsMargins(16, 0, 16, 8);
    bannerBox->addWidget(m_banner);
    layout->addLayout(bannerBox);
    m_banner->clear();
    layout->addWidget(makeLine(theme, Qt::Horizontal, this));

    m_body = new QStackedWidget(this);
    m_splitter = new QSplitter(Qt::Horizontal, m_body);
    m_splitter->setChildrenCollapsible(false);
    m_scroll = new QScrollArea(m_splitter);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setBackgroundRole(QPalette::Base);
    m_splitter->addWidget(m_scroll);
    m_json = new CodeEditor(theme, tr("JSON"), m_splitter);
    m_json->setSyntax(Syntax::Json);
    m_splitter->addWidget(m_json);
    m_splitter->setSizes({theme->scaled(560), theme->scaled(520)});
    m_merge = new ThreeWayView(theme, m_body);
    m_body->addWidget(m_splitter);
    m_body->addWidget(m_merge);
    layout->addWidget(m_body, 1);
    layout->addWidget(makeLine(theme, Qt::Horizontal, this));
    buildFoot();

    connect(m_json, &CodeEditor::textChanged, this, &EntityEditor::textEdited);
    connect(m_merge, &ThreeWayView::resolvedChanged, this, &EntityEditor::refresh);
    connect(m_merge, &ThreeWayView::resultChanged, this, &EntityEditor::refresh);
    auto *saveKey = new QShortcut(QKeySequence::Save, this);
    saveKey->setContext(Qt::WidgetWithChildrenShortcut);
    connect(saveKey, &QShortcut::activated, this, &EntityEditor::save);
}

EntityEditor::~EntityEditor() = default;

void EntityEditor::buildHead()
{
    auto *head = new QHBoxLayout;
    head->setContentsMargins(8, 8, 16, 8);
    head->setSpacing(8);
    m_back = makeIconButton(m_theme, QStringLiteral("chevron-left"), tr("Back to the list"), this);
    m_title = new ElidedLabel(m_theme, FontRole::Title, Tone::Normal, this);
    m_title->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_tag = new Tag(m_theme, this);
    m_badge = new Badge(m_theme, this);
    m_views = new SegmentedControl(m_theme, tr("Edit as"), this);
    m_views->addSegment(viewForm, tr("Form"));
    m_views->addSegment(viewBoth, tr("Both"));
    m_views->addSegment(viewJson, tr("JSON"));
    head->addWidget(m_back);
    head->addWidget(m_title);
    head->addWidget(m_tag);
    head->addWidget(m_badge);
    head->addStretch(1);
    head->addWidget(m_views);
    qobject_cast<QVBoxLayout *>(layout())->addLayout(head);
    connect(m_back, &QAbstractButton::clicked, this, &EntityEditor::closeRequested);
    connect(m_views, &SegmentedControl::chosen, this, &EntityEditor::showView);
}

void EntityEditor::buildFoot()
{
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(16, 10, 16, 10);
    foot->setSpacing(8);
    m_note = new TextLabel(m_theme, FontRole::Small, Tone::Secondary, this);
    m_note->setWordWrap(true);
    foot->addWidget(m_note, 1);
    m_discard = makeButton(m_theme, tr("Discard"), QString(), this);
    m_keep = makeButton(m_theme, tr("Keep editing"), QString(), this);
    m_save = makeButton(m_theme, tr("Save"), QString(), this, ButtonKind::Primary);
    for (QPushButton *button : {m_discard, m_keep, m_save})
        foot->addWidget(button);
    qobject_cast<QVBoxLayout *>(layout())->addLayout(foot);
    connect(m_discard, &QPushButton::clicked, this, &EntityEditor::discard);
    connect(m_keep, &QPushButton::clicked, this, &EntityEditor::leaveConflict);
    connect(m_save, &QPushButton::clicked, this, &EntityEditor::save);
}

void EntityEditor::open(const Draft &draft, EntityForm *form, QWidget *side)
{
    close();
    m_open = true;
    m_opened = draft.opened;
    m_start = draft.start;
    m_saveNote = draft.saveNote;
    m_title->setText(visibleText(draft.title));
    setTag(draft.tag);
    m_form = form;
    QWidget *left = side ? side : form;
    if (left) {
        left->setBackgroundRole(QPalette::Base);
        m_scroll->setWidget(left);
    }
    m_views->setVisible(left != nullptr);
    if (form)
        connect(form, &EntityForm::edited, this, &EntityEditor::formEdited);
    m_banner->clear();
    m_body->setCurrentWidget(m_splitter);
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
    m_conflict = false;
    m_gone = false;
    m_saving = false;
    m_server.reset();
    m_textProblem.reset();
    m_opened.clear();
    m_start.clear();
    m_document = {};
    if (QWidget *left = m_scroll->takeWidget()) {
        left->hide();
        left->deleteLater(); // may be what a signal of it is being answered
    }
    m_form = nullptr;
    m_filling = true;
    m_json->setText({});
    m_filling = false;
    m_banner->clear();
    Q_EMIT unsavedChanged();
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
    if (m_conflict || m_textProblem)
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

void EntityEditor::setSaving(bool saving)
{
    m_saving = saving;
    refresh();
}

QString EntityEditor::whyNot() const
{
    if (m_saving)
        return tr("Being sent…");
    if (!m_blocked.isEmpty())
        return m_blocked;
    if (m_conflict) {
        if (!m_merge->isResolved())
            return m_merge->hint();
        const Result<JsonDocument> merged = JsonDocument::parse(m_merge->resultText().toUtf8());
        return merged ? QString() : ErrorText::of(merged.error()).text;
    }
    if (m_textProblem)
        return ErrorText::of(*m_textProblem).text;
    if (m_form) {
        if (const QString problem = m_form->ownProblem(); !problem.isEmpty())
            return problem;
    }
    if (!isNew() && !m_gone && !hasUnsavedWork())
        return tr("Nothing is changed.");
    return {};
}

void EntityEditor::refresh()
{
    if (!m_open)
        return;
    const QString why = whyNot();
    const bool dirty = hasUnsavedWork();
    m_discard->setText(m_conflict ? tr("Discard mine") : tr("Discard"));
    m_discard->setVisible(dirty || isNew());
    m_keep->setVisible(m_conflict);
    m_save->setText(m_conflict ? tr("Review and save…") : isNew() || m_gone ? tr("Create") : tr("Save"));
    m_save->setEnabled(why.isEmpty());
    m_discard->setEnabled(!m_saving);
    m_note->setText(why.isEmpty() ? m_saveNote : why);
    m_views->setVisible(!m_conflict && m_scroll->widget());
    if (m_conflict)
        m_badge->setStatus(Status::Warn, tr("Conflict"));
    else if (m_gone)
        m_badge->setStatus(Status::Warn, tr("Deleted on the server"));
    else if (m_server)
        m_badge->setStatus(Status::Warn, tr("Changed on the server"));
    m_badge->setVisible(m_conflict || m_gone || m_server.has_value());
}

void EntityEditor::save()
{
    refresh();
    if (!m_open || !m_save->isEnabled())
        return;
    m_banner->clear();
    if (m_conflict) {
        const Result<JsonDocument> merged = JsonDocument::parse(m_merge->resultText().toUtf8());
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
    if (m_conflict && m_server) { // the server's text is the one to go on with
        m_opened = m_start = *m_server;
        m_server.reset();
        m_conflict = false;
        m_banner->clear();
        m_body->setCurrentWidget(m_splitter);
        showText(m_start);
        refresh();
        Q_EMIT unsavedChanged();
        return;
    }
    m_document = {};
    m_textProblem.reset();
    m_open = false; // nothing is left to ask about
    Q_EMIT closeRequested();
}

// ---- what the server says

void EntityEditor::showRefusal(const QString &title, const QString &text, const QList<FieldProblem> &problems)
{
    const QList<FieldProblem> rest = m_form ? m_form->showProblems(problems) : problems;
    QStringList lines;
    if (!text.isEmpty())
        lines.append(text);
    for (const FieldProblem &problem : rest) {
        const bool whole = problem.path.isEmpty() || problem.path.startsWith(QLatin1Char('@'));
        lines.append(whole ? problem.text : tr("%1: %2").arg(problem.path, problem.text));
    }
    m_banner->setMessage(Status::Crit, title, withoutMarks(lines.join(QLatin1Char('\n'))));
    m_banner->setClosable(true);
}

void EntityEditor::showNotice(Status status, const QString &title, const QString &text)
{
    m_banner->setMessage(status, title, text);
    m_banner->setClosable(true);
}

void EntityEditor::serverHas(const std::optional<QByteArray> &now)
{
    if (!m_open || isNew() || m_conflict || m_saving)
        return;
    if (!now) {
        if (m_gone)
            return;
        m_gone = true;
        m_banner->setMessage(Status::Warn, tr("It was deleted by somebody else."),
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
            m_banner->clear();
            refresh();
        }
        return;
    }
    if (!hasUnsavedWork()) {
        m_gone = false;
        m_opened = m_start = *now;
        showText(*now);
        refresh();
        return;
    }
    if (m_server && *m_server == *now)
        return;
    m_gone = false;
    m_server = *now;
    m_banner->setMessage(Status::Warn, tr("It changed on the server while you were editing."),
                         tr("Yours is still here and nothing was overwritten."));
    connect(m_banner->addButton(tr("Compare…"), QStringLiteral("git-compare")), &QPushButton::clicked, this, [this] {
        if (m_server)
            showConflict(m_opened, *m_server, m_textProblem ? m_json->text().toUtf8() : m_document.text());
    });
    refresh();
}

void EntityEditor::showConflict(const QByteArray &opened, const QByteArray &now, const QByteArray &mine)
{
    m_open = true;
    m_conflict = true;
    m_saving = false;
    m_opened = opened;
    m_start = opened;
    m_server = now;
    m_merge->setSides({tr("Opened"), {}, prettyJson(opened)}, {tr("Server now"), {}, prettyJson(now)},
                      {tr("Yours"), tr("not saved"), prettyJson(mine)});
    m_body->setCurrentWidget(m_merge);
    m_banner->setMessage(Status::Warn, tr("It changed while you were editing."),
                         tr("Nothing was overwritten. Where both changed the same, choose; the rest is settled."),
                         Banner::Form::Inline);
    refresh();
    Q_EMIT unsavedChanged();
}

void EntityEditor::leaveConflict()
{
    if (!m_conflict || !m_server)
        return;
    // What was merged so far goes on as the edit, now against the server's text.
    const QByteArray edited = m_merge->resultText().toUtf8();
    m_opened = m_start = *m_server;
    m_server.reset();
    m_conflict = false;
    m_banner->clear();
    m_body->setCurrentWidget(m_splitter);
    showText(edited);
    refresh();
    Q_EMIT unsavedChanged();
}

} // namespace mk
