// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/CodeHighlight.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QToolButton;
class QsciScintilla;
class QsciLexer;

namespace mk {

// The one front of QScintilla: JSON or plain text, fixed font, the theme's colours, find bar (Ctrl+F; F3 next).
// Tab indents; Esc and then Tab leaves the editor (said in the accessible description). Read-only editors let Tab through.
class CodeEditor : public QWidget
{
    Q_OBJECT
public:
    enum class Mark { None, Changed, Removed, Conflict }; // tint of a whole line

    // name is the accessible name ("Value of config.json").
    CodeEditor(const Theme *theme, const QString &name, QWidget *parent = nullptr);
    ~CodeEditor() override;

    QString text() const;
    // Keeps line ends as they are. Clears undo and the modified state.
    void setText(const QString &text);
    // Replaces the text as one step that can be undone.
    void replaceText(const QString &text);
    void setSyntax(Syntax syntax);
    void setReadOnly(bool readOnly);
    bool isReadOnly() const;
    bool isModified() const;
    void setModified(bool modified);
    void setLineMark(int line, Mark mark); // from 0
    void clearLineMarks();
    void goTo(int line, int column = 0);   // from 0
    int currentLine() const;
    int firstVisibleLine() const;
    // What is wrong, shown as a line under the text with a squiggle at the place; empty clears it. line from 0, -1: no place.
    void setProblem(const QString &sentence, int line = -1, int column = 0);
    void setLineNumbersVisible(bool visible);
    void showFind();
    QWidget *focusTarget() const; // the widget that takes the focus

Q_SIGNALS:
    void textChanged();
    void modifiedChanged(bool modified);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void applyTheme();
    void findNext(bool backwards);
    void describe();
    const Theme *m_theme;
    QsciScintilla *m_editor;
    QsciLexer *m_lexer = nullptr;
    QWidget *m_findBar;
    QLineEdit *m_findEdit;
    QLabel *m_findCount;
    QLabel *m_problem;
    Syntax m_syntax = Syntax::None;
    bool m_escapePressed = false;
    bool m_lineNumbers = true;
};

// A document to read: a read-only CodeEditor with Copy at its head.
class JsonView final : public QWidget
{
    Q_OBJECT
public:
    JsonView(const Theme *theme, const QString &name, QWidget *parent = nullptr);
    void setText(const QString &text, Syntax syntax = Syntax::Json);
    QString text() const;
    CodeEditor *editor() const { return m_editor; }

private:
    CodeEditor *m_editor;
};

} // namespace mk
