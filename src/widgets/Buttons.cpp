// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/Buttons.h"

#include "core/SafeText.h"
#include "widgets/Theme.h"

#include <QPushButton>
#include <QToolButton>
#include <QVariant>

namespace mk {

namespace {

constexpr char kindProperty[] = "mkButtonKind";
constexpr char smallProperty[] = "mkSmall";

} // namespace

void setButtonKind(QAbstractButton *button, ButtonKind kind)
{
    button->setProperty(kindProperty, int(kind));
    button->updateGeometry();
    button->update();
}

ButtonKind buttonKind(const QWidget *button)
{
    return button ? ButtonKind(button->property(kindProperty).toInt()) : ButtonKind::Plain;
}

void setSmallButton(QAbstractButton *button, bool small)
{
    button->setProperty(smallProperty, small);
    button->updateGeometry();
    button->update();
}

bool isSmallButton(const QWidget *button)
{
    return button && button->property(smallProperty).toBool();
}

QPushButton *makeButton(const Theme *theme, const QString &text, const QString &iconName, QWidget *parent, ButtonKind kind)
{
    auto *button = new QPushButton(text, parent);
    button->setAutoDefault(false);
    const bool filled = kind == ButtonKind::Primary || kind == ButtonKind::Danger;
    if (!iconName.isEmpty())
        button->setIcon(theme->icon(iconName, filled ? Token::OnAccent : Token::Text2));
    setButtonKind(button, kind);
    return button;
}

QToolButton *makeIconButton(const Theme *theme, const QString &iconName, const QString &name, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setIcon(theme->icon(iconName));
    button->setAccessibleName(name);
    button->setToolTip(tooltipText(name));
    button->setFocusPolicy(Qt::StrongFocus);
    button->setPopupMode(QToolButton::InstantPopup);
    setButtonKind(button, ButtonKind::Ghost);
    return button;
}

QToolButton *makeLinkButton(const Theme *theme, const QString &text, const QString &iconName, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setText(text);
    button->setToolButtonStyle(iconName.isEmpty() ? Qt::ToolButtonTextOnly : Qt::ToolButtonTextBesideIcon);
    if (!iconName.isEmpty())
        button->setIcon(theme->icon(iconName, Token::Accent));
    button->setProperty("mkLink", true);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setCursor(Qt::PointingHandCursor);
    setButtonKind(button, ButtonKind::Ghost);
    return button;
}

} // namespace mk
