// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractItemView>
#include <QAccessible>
#include <QStringList>
#include <QWidget>

class QAbstractButton;
class QComboBox;
class QDialog;
class QLineEdit;

namespace mk {
class CodeEditor;
}

// Finds widgets as an operator or a screen reader does: by what they are and by the name on screen, inside a container,
// and only among what is visible. The name is what the accessibility interface tells: the accessible name, else the text,
// else the label whose buddy it is.
namespace mk::test::find {

QString nameOf(const QWidget *widget);
QAccessible::Role roleOf(const QWidget *widget);
// How a widget without a name of its own is announced: combo boxes by the label that points at them.
QString labelledBy(const QWidget *widget);

// The first visible one; nullptr where there is none. `name` is the whole name, or its beginning where it ends in "…*".
QWidget *widget(const QWidget *inside, const QString &name, const QList<QAccessible::Role> &roles = {});
QAbstractButton *button(const QWidget *inside, const QString &name);
QLineEdit *edit(const QWidget *inside, const QString &name);
QAbstractItemView *view(const QWidget *inside, const QString &name); // table, tree or list
QComboBox *combo(const QWidget *inside, const QString &label); // by the label that points at it
CodeEditor *editor(const QWidget *inside, const QString &name);
// The dialog that is open and whose title holds this; an empty title: any.
QDialog *dialog(const QWidget *window, const QString &title = {});

// True where a label that can be seen holds this text.
bool shows(const QWidget *inside, const QString &text);
QStringList visibleTexts(const QWidget *inside); // for messages of failed tests

// A row of a table by the text of one of its cells; -1.
int row(const QAbstractItemView *view, const QString &cellText);
QString cell(const QAbstractItemView *view, int row, const QString &columnTitle);

// ---- hands: real events

// False where the button is not there or cannot be used; nothing is clicked then.
bool click(const QWidget *inside, const QString &name);
// Waits until it can be clicked. Not for QTRY_VERIFY with click(): that evaluates its expression once more at the end.
bool clickSoon(const QWidget *inside, const QString &name, int timeoutMs = 30'000);
bool clickRow(QAbstractItemView *view, const QString &cellText, bool doubly = false);
void clickIndex(QAbstractItemView *view, const QModelIndex &index, bool doubly = false);
// An entry of a combo box, by the keyboard. False where it has no such entry or cannot be used.
bool choose(const QWidget *inside, const QString &label, const QString &entry);
// Replaces the text by the keyboard.
void type(QLineEdit *edit, const QString &text);
void type(CodeEditor *editor, const QString &text);

} // namespace mk::test::find
