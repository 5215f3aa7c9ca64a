// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/CodeEditor.h"

#include "widgets/Buttons.h"
#include "widgets/Labels.h"

// QScintilla's headers use the keywords that this project leaves undefined.
#define signals Q_SIGNALS
#define slots Q_SLOTS
#include <Qsci/qscilexerjson.h>
#include <Qsci/qsciscintilla.h>
#undef signals
#undef slots

#include <QApplication>
#include <QBoxLayout>
#include <QClipboard>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>

namespace mk {

namespace {

constexpr int numberMargin = 0;
constexpr int signMargin = 1;
constexpr int signMarginWidth = 20;
constexpr int changedMarker = 1;
constexpr int removedMarker = 2;
constexpr int conflictMarker = 3;
constexpr int problemIndicator = 8;

int markerOf(CodeEditor::Mark mark)
{
    switch (mark) {
    case CodeEditor::Mark::Changed:
        return changedMarker;
    case CodeEditor::Mark::Removed:
        return removedMarker;
    case CodeEditor::Mark::Conflict:
        return conflictMarker;
    case CodeEditor::Mark::None:
        break;
    }
    return -1;
}

} // namespace

CodeEditor::CodeEditor(const Theme *theme, const QString &name, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_editor(new QsciScintilla(this))
    , m_findBar(new QWidget(this))
    , m_findEdit(new QLineEdit(m_findBar))
    , m_findCount(new TextLabel(theme, FontRole::Small, Tone::Secondary, m_findBar))
    , m_problem(new TextLabel(theme, FontRole::Small, Tone::Crit, this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *find = new QHBoxLayout(m_findBar);
    find->setContentsMargins(8, 4, 8, 4);
    find->setSpacing(4);
    m_findEdit->setPlaceholderText(tr("Find"));
    m_findEdit->setAccessibleName(tr("Find in text"));
    auto *previous = makeIconButton(theme, QStringLiteral("chevron-up"), tr("Previous match"), m_findBar);
    auto *next = makeIconButton(theme, QStringLiteral("chevron-down"), tr("Next match"), m_findBar);
    auto *close = makeIconButton(theme, QStringLiteral("x"), tr("Close find bar"), m_findBar);
    find->addWidget(m_findEdit, 1);
    find->addWidget(m_findCount);
    find->addWidget(previous);
    find->addWidget(next);
    find->addWidget(close);
    m_findBar->hide();
    column->addWidget(m_findBar);
    column->addWidget(m_editor, 1);
    m_problem->setContentsMargins(12, 4, 12, 4);
    m_problem->setWordWrap(true);
    m_problem->hide();
    column->addWidget(m_problem);

    m_editor->setFrameShape(QFrame::NoFrame);
    m_editor->setUtf8(true);
    m_editor->setEolMode(QsciScintilla::EolUnix);
    m_editor->setIndentationsUseTabs(false);
    m_editor->setTabWidth(2);
    m_editor->setIndentationWidth(2);
    m_editor->setAutoIndent(true);
    m_editor->setTabIndents(true);
    m_editor->setBackspaceUnindents(true);
    m_editor->setWrapMode(QsciScintilla::WrapNone);
    m_editor->setScrollWidth(1);
    m_editor->setScrollWidthTracking(true);
    m_editor->setBraceMatching(QsciScintilla::SloppyBraceMatch);
    m_editor->setMarginType(numberMargin, QsciScintilla::NumberMargin);
    // An empty margin between numbers and text: as wide as the signs of a difference, so that both read alike.
    m_editor->setMarginType(signMargin, QsciScintilla::SymbolMarginDefaultBackgroundColor);
    m_editor->setMarginMarkerMask(signMargin, 0);
    m_editor->setMarginWidth(signMargin, signMarginWidth);
    for (int margin = 2; margin < 5; ++margin)
        m_editor->setMarginWidth(margin, 0);
    for (const int marker : {changedMarker, removedMarker, conflictMarker})
        m_editor->markerDefine(QsciScintilla::Background, marker);
    m_editor->indicatorDefine(QsciScintilla::SquiggleIndicator, problemIndicator);
    m_editor->setAccessibleName(name);
    setAccessibleName(name);
    setFocusProxy(m_editor);
    m_editor->installEventFilter(this);
    m_findEdit->installEventFilter(this);
    describe();

    connect(m_editor, &QsciScintilla::textChanged, this, [this] {
        setLineNumbersVisible(m_lineNumbers);
        Q_EMIT textChanged();
    });
    connect(m_editor, &QsciScintilla::modificationChanged, this, &CodeEditor::modifiedChanged);
    connect(m_findEdit, &QLineEdit::textChanged, this, [this] { findNext(false); });
    connect(previous, &QToolButton::clicked, this, [this] { findNext(true); });
    connect(next, &QToolButton::clicked, this, [this] { findNext(false); });
    connect(close, &QToolButton::clicked, this, [this] {
        m_findBar->hide();
        m_editor->setFocus();
    });
    connect(theme, &Theme::changed, this, &CodeEditor::applyTheme);
    applyTheme();
}

CodeEditor::~CodeEditor() = default;

void CodeEditor::applyTheme()
{
    QFont font = m_theme->font(FontRole::Code);
    // QScintilla asks for points and knows no pixels.
    font.setPointSizeF(font.pixelSize() * 72.0 / m_editor->logicalDpiY());
    const QColor paper = palette().color(QPalette::Base);
    const QColor ink = m_theme->color(Token::Text);
    if (m_lexer) {
        m_lexer->setDefaultFont(font);
        m_lexer->setDefaultPaper(paper);
        m_lexer->setDefaultColor(ink);
        m_lexer->setFont(font, -1);
        m_lexer->setPaper(paper, -1);
        m_lexer->setColor(ink, -1);
        m_lexer->setColor(m_theme->color(Token::Accent), QsciLexerJSON::Property);
        for (const int style : {int(QsciLexerJSON::String), int(QsciLexerJSON::UnclosedString), int(QsciLexerJSON::IRI),
                                int(QsciLexerJSON::IRICompact), int(QsciLexerJSON::EscapeSequence)})
            m_lexer->setColor(m_theme->color(Token::Ok), style);
        m_lexer->setColor(m_theme->color(Token::Crit), QsciLexerJSON::Error);
    }
    m_editor->setFont(font);
    m_editor->setColor(ink);
    m_editor->setPaper(paper);
    m_editor->setCaretForegroundColor(ink);
    m_editor->setSelectionBackgroundColor(m_theme->color(Token::Sel));
    m_editor->resetSelectionForegroundColor();
    m_editor->setMarginsFont(font);
    m_editor->setMarginsBackgroundColor(m_theme->color(Token::Sunken));
    m_editor->setMarginsForegroundColor(m_theme->color(Token::Text3));
    m_editor->setMatchedBraceBackgroundColor(m_theme->color(Token::Sel));
    m_editor->setMatchedBraceForegroundColor(ink);
    m_editor->setUnmatchedBraceForegroundColor(m_theme->color(Token::Crit));
    m_editor->setMarkerBackgroundColor(m_theme->color(Token::AddBg), changedMarker);
    m_editor->setMarkerBackgroundColor(m_theme->color(Token::DelBg), removedMarker);
    m_editor->setMarkerBackgroundColor(m_theme->color(Token::WarnBg), conflictMarker);
    m_editor->setIndicatorForegroundColor(m_theme->color(Token::Crit), problemIndicator);
    const int spare = std::max(0, m_theme->codeLineHeight() - QFontMetrics(font).height());
    m_editor->setExtraAscent(spare / 2);
    m_editor->setExtraDescent(spare - spare / 2);
    setLineNumbersVisible(m_lineNumbers);
}

void CodeEditor::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        applyTheme();
    QWidget::changeEvent(event);
}

void CodeEditor::setLineNumbersVisible(bool visible)
{
    m_lineNumbers = visible;
    if (!visible) {
        m_editor->setMarginWidth(numberMargin, 0);
        return;
    }
    const QFontMetrics metrics(m_theme->font(FontRole::Code));
    const auto digits = QString::number(std::max(1, m_editor->lines())).size();
    m_editor->setMarginWidth(numberMargin, std::max(m_theme->scaled(28), int(digits) * metrics.horizontalAdvance(u'0') + 14));
}

void CodeEditor::describe()
{
    m_editor->setAccessibleDescription(isReadOnly() ? tr("Read-only text")
                                                    : tr("Tab indents. Press Esc and then Tab to leave the editor."));
}

QString CodeEditor::text() const
{
    return m_editor->text();
}

void CodeEditor::setText(const QString &text)
{
    const bool readOnly = m_editor->isReadOnly();
    m_editor->setReadOnly(false);
    m_editor->setEolMode(text.contains(QLatin1String("\r\n")) ? QsciScintilla::EolWindows : QsciScintilla::EolUnix);
    m_editor->setText(text);
    m_editor->SendScintilla(QsciScintilla::SCI_EMPTYUNDOBUFFER);
    m_editor->setModified(false);
    m_editor->setReadOnly(readOnly);
    m_editor->setScrollWidth(1);
}

void CodeEditor::replaceText(const QString &text)
{
    if (text == m_editor->text())
        return;
    const int line = currentLine();
    const int top = firstVisibleLine();
    m_editor->beginUndoAction();
    m_editor->selectAll();
    m_editor->replaceSelectedText(text);
    m_editor->endUndoAction();
    m_editor->setCursorPosition(std::min(line, std::max(0, m_editor->lines() - 1)), 0);
    m_editor->setFirstVisibleLine(top);
}

void CodeEditor::setSyntax(Syntax syntax)
{
    if (m_syntax == syntax)
        return;
    m_syntax = syntax;
    m_editor->setLexer(nullptr);
    delete m_lexer;
    m_lexer = nullptr;
    if (syntax == Syntax::Json) {
        auto *lexer = new QsciLexerJSON(this);
        lexer->setHighlightComments(false);
        lexer->setHighlightEscapeSequences(false);
        m_lexer = lexer;
        applyTheme();
        m_editor->setLexer(m_lexer);
    }
    applyTheme();
}

void CodeEditor::setReadOnly(bool readOnly)
{
    m_editor->setReadOnly(readOnly);
    m_editor->setCaretWidth(readOnly ? 0 : 1);
    describe();
}

bool CodeEditor::isReadOnly() const
{
    return m_editor->isReadOnly();
}

bool CodeEditor::isModified() const
{
    return m_editor->isModified();
}

void CodeEditor::setModified(bool modified)
{
    m_editor->setModified(modified);
}

void CodeEditor::setLineMark(int line, Mark mark)
{
    for (const int marker : {changedMarker, removedMarker, conflictMarker})
        m_editor->markerDelete(line, marker);
    if (mark != Mark::None)
        m_editor->markerAdd(line, markerOf(mark));
}

void CodeEditor::clearLineMarks()
{
    for (const int marker : {changedMarker, removedMarker, conflictMarker})
        m_editor->markerDeleteAll(marker);
}

void CodeEditor::goTo(int line, int column)
{
    m_editor->setCursorPosition(line, column);
    m_editor->ensureLineVisible(line);
}

int CodeEditor::currentLine() const
{
    int line = 0;
    int column = 0;
    m_editor->getCursorPosition(&line, &column);
    return line;
}

int CodeEditor::firstVisibleLine() const
{
    return m_editor->firstVisibleLine();
}

void CodeEditor::setProblem(const QString &sentence, int line, int column)
{
    m_problem->setText(sentence);
    m_problem->setVisible(!sentence.isEmpty());
    const int last = std::max(0, m_editor->lines() - 1);
    m_editor->clearIndicatorRange(0, 0, last, m_editor->lineLength(last), problemIndicator);
    if (!sentence.isEmpty() && line >= 0 && line <= last) {
        const int length = m_editor->lineLength(line);
        const int from = std::clamp(column, 0, std::max(0, length - 1));
        m_editor->fillIndicatorRange(line, from, line, std::max(from + 1, length), problemIndicator);
    }
    if (sentence.isEmpty())
        describe();
    else
        m_editor->setAccessibleDescription(sentence);
}

void CodeEditor::showFind()
{
    m_findBar->show();
    if (m_editor->hasSelectedText() && !m_editor->selectedText().contains(u'\n'))
        m_findEdit->setText(m_editor->selectedText());
    m_findEdit->selectAll();
    m_findEdit->setFocus();
}

QWidget *CodeEditor::focusTarget() const
{
    return m_editor;
}

void CodeEditor::findNext(bool backwards)
{
    const QString wanted = m_findEdit->text();
    if (wanted.isEmpty()) {
        m_findCount->clear();
        return;
    }
    int line = 0;
    int column = 0;
    m_editor->getCursorPosition(&line, &column);
    if (m_editor->hasSelectedText()) {
        int endLine = 0;
        int endColumn = 0;
        m_editor->getSelection(&line, &column, &endLine, &endColumn);
        if (!backwards && m_editor->selectedText().compare(wanted, Qt::CaseInsensitive) == 0) {
            line = endLine;
            column = endColumn;
        }
    }
    const bool found = m_editor->findFirst(wanted, false, false, false, true, !backwards, line, column);
    const auto matches = m_editor->text().count(wanted, Qt::CaseInsensitive);
    m_findCount->setText(found ? tr("%n matches", nullptr, int(matches)) : tr("not found"));
}

bool CodeEditor::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride && watched == m_editor) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->matches(QKeySequence::Find)) {
            event->accept();
            return true;
        }
    }
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    auto *key = static_cast<QKeyEvent *>(event);
    if (watched == m_findEdit) {
        if (key->key() == Qt::Key_Escape) {
            m_findBar->hide();
            m_editor->setFocus();
            return true;
        }
        if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter || key->key() == Qt::Key_F3) {
            findNext(key->modifiers() & Qt::ShiftModifier);
            return true;
        }
        return QWidget::eventFilter(watched, event);
    }
    if (key->matches(QKeySequence::Find)) {
        showFind();
        return true;
    }
    switch (key->key()) {
    case Qt::Key_F3:
        findNext(key->modifiers() & Qt::ShiftModifier);
        return true;
    case Qt::Key_Escape:
        // The first Esc belongs to the editor, a second one goes on to whatever it is in.
        if (!m_escapePressed && !isReadOnly()) {
            m_escapePressed = true;
            return true;
        }
        key->ignore();
        m_escapePressed = false;
        return QApplication::sendEvent(this, event) || true;
    case Qt::Key_Tab:
    case Qt::Key_Backtab:
        if (m_escapePressed || isReadOnly()) {
            m_escapePressed = false;
            focusNextPrevChild(key->key() == Qt::Key_Tab && !(key->modifiers() & Qt::ShiftModifier));
            return true;
        }
        break;
    default:
        if (key->key() != Qt::Key_Shift && key->key() != Qt::Key_Control)
            m_escapePressed = false;
        break;
    }
    return QWidget::eventFilter(watched, event);
}

// --- reading

JsonView::JsonView(const Theme *theme, const QString &name, QWidget *parent)
    : QWidget(parent), m_editor(new CodeEditor(theme, name, this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(16, 4, 12, 4);
    head->addStretch(1);
    QPushButton *copy = makeButton(theme, tr("Copy"), QStringLiteral("copy"), this, ButtonKind::Ghost);
    setSmallButton(copy);
    head->addWidget(copy);
    column->addLayout(head);
    column->addWidget(m_editor, 1);
    m_editor->setReadOnly(true);
    connect(copy, &QPushButton::clicked, this, [this] { QApplication::clipboard()->setText(m_editor->text()); });
}

void JsonView::setText(const QString &text, Syntax syntax)
{
    m_editor->setSyntax(syntax);
    if (m_editor->text() != text)
        m_editor->setText(text);
}

QString JsonView::text() const
{
    return m_editor->text();
}

} // namespace mk
