// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QAbstractButton;
class QPushButton;
class QToolButton;
class QWidget;

namespace mk {

class Theme;

enum class ButtonKind {
    Plain,
    Primary, // at most one a panel
    Danger,  // destroys something
    Ghost,   // no border until the pointer is over it
};

void setButtonKind(QAbstractButton *button, ButtonKind kind);
ButtonKind buttonKind(const QWidget *button);
// 24 px high with small text, for banners and segment rows.
void setSmallButton(QAbstractButton *button, bool small = true);
bool isSmallButton(const QWidget *button);

// A push button; text may contain an '&' for its key. iconName may be empty.
QPushButton *makeButton(const Theme *theme, const QString &text, const QString &iconName, QWidget *parent,
                        ButtonKind kind = ButtonKind::Plain);
// A square button with an icon only. name is its accessible name and its tooltip.
QToolButton *makeIconButton(const Theme *theme, const QString &iconName, const QString &name, QWidget *parent);
// Text in accent that acts like a button ("Undo").
QToolButton *makeLinkButton(const Theme *theme, const QString &text, const QString &iconName, QWidget *parent);

} // namespace mk
