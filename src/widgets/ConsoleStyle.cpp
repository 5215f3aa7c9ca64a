// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/ConsoleStyle.h"

#include "widgets/Buttons.h"
#include "widgets/Icons.h"
#include "widgets/StylePaint.h"
#include "widgets/Theme.h"

#include <QAbstractItemView>
#include <QAbstractScrollArea>
#include <QComboBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QScrollBar>
#include <QStyleFactory>
#include <QStyleOption>
#include <QTabBar>
#include <QToolButton>

namespace mk {

namespace {

constexpr int iconSize = 16;
constexpr int smallIcon = 12;
constexpr int gap = 6;
constexpr int indicator = 14;

bool isWrong(const QWidget *widget)
{
    return widget && widget->property("mkWrong").toBool();
}

bool isLink(const QWidget *widget)
{
    return widget && widget->property("mkLink").toBool();
}

int smallHeight(const Theme *theme)
{
    return std::max(24, QFontMetrics(theme->font(FontRole::SmallMedium)).height() + 8);
}

FontRole buttonFont(const QWidget *widget)
{
    return isSmallButton(widget) ? FontRole::SmallMedium : FontRole::BodyMedium;
}

} // namespace

ConsoleStyle::ConsoleStyle(const Theme *theme)
    : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion"))), m_theme(theme)
{
}

void ConsoleStyle::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    if (qobject_cast<QAbstractButton *>(widget) || qobject_cast<QComboBox *>(widget) || qobject_cast<QLineEdit *>(widget)
        || qobject_cast<QScrollBar *>(widget) || qobject_cast<QTabBar *>(widget))
        widget->setAttribute(Qt::WA_Hover);
}

void ConsoleStyle::unpolish(QWidget *widget)
{
    QProxyStyle::unpolish(widget);
}

void ConsoleStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                                 const QWidget *widget) const
{
    const Theme &theme = *m_theme;
    const bool enabled = option->state & State_Enabled;
    const bool keyboardFocus = (option->state & State_HasFocus) && (option->state & State_KeyboardFocusChange);
    switch (element) {
    case PE_PanelButtonCommand:
    case PE_PanelButtonTool:
        paintButtonPanel(painter, theme, option->rect, buttonKind(widget), option->state);
        return;
    case PE_PanelLineEdit: {
        const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
        if (frame && frame->lineWidth <= 0) {
            painter->fillRect(option->rect, enabled ? option->palette.color(QPalette::Base) : theme.color(Token::Sunken));
            return;
        }
        paintField(painter, theme, option->rect, option->state, isWrong(widget));
        return;
    }
    case PE_FrameLineEdit:
        return;
    case PE_Frame: {
        const bool scrolls = qobject_cast<const QAbstractScrollArea *>(widget);
        const bool isView = qobject_cast<const QAbstractItemView *>(widget);
        if (scrolls && !isView)
            paintField(painter, theme, option->rect, option->state, isWrong(widget));
        else
            strokeRounded(painter, option->rect, theme.color(Token::Border), 0);
        return;
    }
    case PE_FrameFocusRect:
        if (keyboardFocus || !qobject_cast<const QAbstractButton *>(widget))
            paintFocusRing(painter, theme, option->rect, 4);
        return;
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        paintCheckBox(painter, theme, option->rect, option->state);
        return;
    case PE_IndicatorRadioButton:
        paintRadio(painter, theme, option->rect, option->state);
        return;
    case PE_IndicatorBranch:
        if (option->state & State_Children) {
            const QRect rect(option->rect.right() - smallIcon - 1, option->rect.center().y() - smallIcon / 2 + 1, smallIcon,
                             smallIcon);
            paintIcon(painter, option->state & State_Open ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right"),
                      rect, theme.color(Token::Text2));
        }
        return;
    case PE_IndicatorHeaderArrow:
        return; // painted with the label
    case PE_IndicatorArrowDown:
        paintIcon(painter, QStringLiteral("chevron-down"), option->rect,
                  theme.color(enabled ? Token::Text2 : Token::Disabled));
        return;
    case PE_FrameTabBarBase:
        painter->fillRect(QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1), theme.color(Token::Line));
        return;
    case PE_PanelMenu:
    case PE_FrameMenu:
        if (element == PE_PanelMenu)
            painter->fillRect(option->rect, theme.color(Token::Raised));
        strokeRounded(painter, option->rect, theme.color(Token::Border), 0);
        return;
    case PE_PanelTipLabel:
        painter->fillRect(option->rect, theme.color(Token::Raised));
        strokeRounded(painter, option->rect, theme.color(Token::Border), 0);
        return;
    case PE_FrameStatusBarItem:
    case PE_PanelStatusBar:
        return;
    case PE_FrameGroupBox:
        strokeRounded(painter, option->rect, theme.color(Token::Line), 4);
        return;
    case PE_FrameWindow:
    case PE_FrameTabWidget:
    case PE_PanelItemViewRow: // views paint their own rows
        return;
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void ConsoleStyle::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                               const QWidget *widget) const
{
    const Theme &theme = *m_theme;
    switch (element) {
    case CE_PushButtonBevel: {
        proxy()->drawPrimitive(PE_PanelButtonCommand, option, painter, widget);
        return;
    }
    case CE_PushButtonLabel:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option)) {
            ButtonLabel label;
            label.text = button->text;
            label.icon = button->icon;
            label.font = theme.font(buttonFont(widget));
            label.kind = buttonKind(widget);
            label.menu = button->features & QStyleOptionButton::HasMenu;
            paintButtonLabel(painter, theme, button->rect, label, button->state);
            return;
        }
        break;
    case CE_ToolButtonLabel:
        if (const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option)) {
            ButtonLabel label;
            const bool withText = button->toolButtonStyle != Qt::ToolButtonIconOnly && !button->text.isEmpty();
            label.text = withText ? button->text : QString();
            label.icon = button->toolButtonStyle == Qt::ToolButtonTextOnly ? QIcon() : button->icon;
            label.iconSize = button->iconSize.isValid() ? std::min(button->iconSize.width(), iconSize) : iconSize;
            label.link = isLink(widget);
            const bool quiet = widget && widget->property("mkQuiet").toBool();
            label.font = theme.font(label.link || quiet || isSmallButton(widget) ? FontRole::Small : FontRole::Body);
            label.kind = buttonKind(widget);
            label.quiet = quiet;
            paintButtonLabel(painter, theme, button->rect, label, button->state);
            return;
        }
        break;
    case CE_HeaderSection:
        paintHeaderSection(painter, theme, option->rect, widget && widget->property("mkTopLine").toBool());
        return;
    case CE_HeaderLabel:
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option)) {
            paintHeaderLabel(painter, theme, *header);
            return;
        }
        break;
    case CE_HeaderEmptyArea:
        paintHeaderSection(painter, theme, option->rect, widget && widget->property("mkTopLine").toBool());
        return;
    case CE_ComboBoxLabel:
        if (const auto *combo = qstyleoption_cast<const QStyleOptionComboBox *>(option)) {
            const QRect rect = proxy()->subControlRect(CC_ComboBox, combo, SC_ComboBoxEditField, widget);
            paintComboLabel(painter, theme, rect, *combo);
            return;
        }
        break;
    case CE_MenuItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option)) {
            paintMenuItem(painter, theme, *item);
            return;
        }
        break;
    case CE_Splitter: {
        painter->fillRect(option->rect, theme.color(option->state & State_MouseOver ? Token::Field : Token::Border));
        return;
    }
    case CE_TabBarTabShape:
        if (const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option)) {
            if (tab->state & State_Selected)
                painter->fillRect(QRect(tab->rect.left(), tab->rect.bottom() - 1, tab->rect.width(), 2),
                                  theme.color(Token::Accent));
            if ((tab->state & State_HasFocus) && (tab->state & State_KeyboardFocusChange))
                paintFocusRing(painter, theme, tab->rect.adjusted(1, 2, -1, -2), 4);
            return;
        }
        break;
    case CE_TabBarTabLabel:
        if (const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option)) {
            const bool on = tab->state & State_Selected;
            painter->setFont(theme.font(on ? FontRole::BodyStrong : FontRole::Body));
            painter->setPen(theme.color(!(tab->state & State_Enabled) ? Token::Disabled : on ? Token::Text : Token::Text2));
            painter->drawText(tab->rect, Qt::AlignCenter | Qt::TextShowMnemonic, tab->text);
            return;
        }
        break;
    case CE_ProgressBarGroove:
        fillRounded(painter, option->rect, theme.color(Token::Line), 2);
        return;
    case CE_ProgressBarContents:
        if (const auto *bar = qstyleoption_cast<const QStyleOptionProgressBar *>(option)) {
            QRect rect = bar->rect;
            const int range = std::max(1, bar->maximum - bar->minimum);
            rect.setWidth(int(qint64(rect.width()) * (bar->progress - bar->minimum) / range));
            if (rect.width() > 0)
                fillRounded(painter, rect, theme.color(Token::AccentFill), 2);
            return;
        }
        break;
    case CE_CheckBoxLabel:
    case CE_RadioButtonLabel:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option)) {
            QStyleOptionButton plain = *button;
            painter->setFont(theme.font(FontRole::Body));
            const QColor color = theme.color(plain.state & State_Enabled ? Token::Text : Token::Disabled);
            painter->setPen(color);
            painter->drawText(plain.rect, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextShowMnemonic, plain.text);
            return;
        }
        break;
    default:
        break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void ConsoleStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                                      const QWidget *widget) const
{
    const Theme &theme = *m_theme;
    switch (control) {
    case CC_ToolButton:
        if (const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option)) {
            if (!isLink(widget))
                paintButtonPanel(painter, theme, button->rect, buttonKind(widget), button->state);
            else if ((button->state & State_HasFocus) && (button->state & State_KeyboardFocusChange))
                paintFocusRing(painter, theme, button->rect, 4);
            proxy()->drawControl(CE_ToolButtonLabel, button, painter, widget);
            return;
        }
        break;
    case CC_ComboBox:
        if (const auto *combo = qstyleoption_cast<const QStyleOptionComboBox *>(option)) {
            paintField(painter, theme, combo->rect, combo->state, isWrong(widget));
            const QRect arrow = proxy()->subControlRect(CC_ComboBox, combo, SC_ComboBoxArrow, widget);
            const QRect icon(arrow.left() + 4, arrow.center().y() - smallIcon / 2 + 1, smallIcon, smallIcon);
            paintIcon(painter, QStringLiteral("selector"), icon,
                      theme.color(combo->state & State_Enabled ? Token::Text2 : Token::Disabled));
            return;
        }
        break;
    case CC_SpinBox:
        if (const auto *spin = qstyleoption_cast<const QStyleOptionSpinBox *>(option)) {
            paintField(painter, theme, spin->rect, spin->state, isWrong(widget));
            for (const SubControl sub : {SC_SpinBoxUp, SC_SpinBoxDown}) {
                const QRect rect = proxy()->subControlRect(CC_SpinBox, spin, sub, widget);
                const bool can = spin->stepEnabled
                    & (sub == SC_SpinBoxUp ? QAbstractSpinBox::StepUpEnabled : QAbstractSpinBox::StepDownEnabled);
                paintIcon(painter, sub == SC_SpinBoxUp ? QStringLiteral("chevron-up") : QStringLiteral("chevron-down"),
                          QRect(rect.center().x() - 5, rect.center().y() - 5, smallIcon, smallIcon),
                          theme.color(can && (spin->state & State_Enabled) ? Token::Text2 : Token::Disabled));
            }
            return;
        }
        break;
    case CC_ScrollBar:
        if (const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(option)) {
            paintScrollBar(painter, theme, *slider, proxy()->subControlRect(CC_ScrollBar, slider, SC_ScrollBarSlider, widget),
                           widget);
            return;
        }
        break;
    default:
        break;
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

QSize ConsoleStyle::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                                     const QWidget *widget) const
{
    const int height = isSmallButton(widget) ? smallHeight(m_theme) : m_theme->controlHeight();
    switch (type) {
    case CT_PushButton:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option)) {
            const bool tight = isSmallButton(widget) || buttonKind(widget) == ButtonKind::Ghost;
            const bool iconOnly = button->text.isEmpty() && !button->icon.isNull();
            if (iconOnly)
                return {height, height};
            const QFontMetrics metrics(m_theme->font(buttonFont(widget)));
            int width = metrics.size(Qt::TextShowMnemonic, button->text).width() + 2 * (tight ? 8 : 12) + 2;
            if (!button->icon.isNull())
                width += iconSize + gap;
            if (button->features & QStyleOptionButton::HasMenu)
                width += smallIcon + gap;
            return {width, height};
        }
        break;
    case CT_ToolButton:
        if (const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option)) {
            if (button->toolButtonStyle == Qt::ToolButtonIconOnly || button->text.isEmpty())
                return {height, height};
            const bool link = isLink(widget);
            const bool quiet = widget && widget->property("mkQuiet").toBool();
            const QFontMetrics metrics(m_theme->font(link || quiet || isSmallButton(widget) ? FontRole::Small : FontRole::Body));
            int width = metrics.size(Qt::TextShowMnemonic, button->text).width() + (link || quiet ? 8 : 18);
            if (button->toolButtonStyle != Qt::ToolButtonTextOnly && !button->icon.isNull())
                width += iconSize + gap;
            return {width, link || quiet ? smallHeight(m_theme) - 2 : height};
        }
        break;
    case CT_LineEdit:
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option); frame && frame->lineWidth > 0)
            return {size.width() + 16, m_theme->controlHeight()};
        break;
    case CT_ComboBox: {
        const QSize base = QProxyStyle::sizeFromContents(type, option, size, widget);
        return {std::max(base.width(), size.width() + 36), m_theme->controlHeight()};
    }
    case CT_SpinBox: {
        const QSize base = QProxyStyle::sizeFromContents(type, option, size, widget);
        return {base.width() + 24, m_theme->controlHeight()};
    }
    case CT_CheckBox:
    case CT_RadioButton: {
        const QSize base = QProxyStyle::sizeFromContents(type, option, size, widget);
        return {base.width() + 2, std::max(20, base.height())};
    }
    case CT_HeaderSection: {
        const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option);
        const QFontMetrics metrics(m_theme->font(FontRole::SmallMedium));
        const int width = header ? metrics.horizontalAdvance(header->text) + 16 + smallIcon + 4 : size.width();
        return {width, m_theme->rowHeight()};
    }
    case CT_MenuItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option))
            return menuItemSize(*m_theme, *item);
        break;
    case CT_ItemViewItem: {
        const QSize base = QProxyStyle::sizeFromContents(type, option, size, widget);
        return {base.width() + 8, std::max(base.height(), m_theme->rowHeight())};
    }
    case CT_TabBarTab:
        if (const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option)) {
            const QFontMetrics metrics(m_theme->font(FontRole::BodyStrong));
            return {metrics.size(Qt::TextShowMnemonic, tab->text).width() + 16, m_theme->scaled(32)};
        }
        break;
    default:
        break;
    }
    return QProxyStyle::sizeFromContents(type, option, size, widget);
}

QRect ConsoleStyle::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    switch (element) {
    case SE_LineEditContents:
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option); frame && frame->lineWidth > 0)
            return option->rect.adjusted(6, 1, -6, -1); // the line edit itself keeps 2 more at each side
        break;
    case SE_PushButtonContents:
        return option->rect;
    case SE_PushButtonFocusRect: // the panel paints the ring
    case SE_ItemViewItemFocusRect:
        return {};
    default:
        break;
    }
    return QProxyStyle::subElementRect(element, option, widget);
}

QRect ConsoleStyle::subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl subControl,
                                   const QWidget *widget) const
{
    const QRect rect = option->rect;
    const auto mirrored = [&](const QRect &logical) { return visualRect(option->direction, rect, logical); };
    switch (control) {
    case CC_ComboBox:
        if (subControl == SC_ComboBoxEditField)
            return mirrored(rect.adjusted(8, 1, -24, -1));
        if (subControl == SC_ComboBoxArrow)
            return mirrored({rect.right() - 23, rect.top(), 24, rect.height()});
        if (subControl == SC_ComboBoxFrame)
            return rect;
        break;
    case CC_SpinBox:
        if (subControl == SC_SpinBoxEditField)
            return mirrored(rect.adjusted(7, 1, -20, -1));
        if (subControl == SC_SpinBoxUp)
            return mirrored({rect.right() - 19, rect.top() + 1, 18, rect.height() / 2 - 1});
        if (subControl == SC_SpinBoxDown)
            return mirrored({rect.right() - 19, rect.center().y() + 1, 18, rect.height() / 2 - 1});
        if (subControl == SC_SpinBoxFrame)
            return rect;
        break;
    case CC_ScrollBar:
        if (const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(option))
            return scrollBarRect(*slider, subControl);
        break;
    case CC_ToolButton:
        if (subControl == SC_ToolButton)
            return rect;
        return {};
    default:
        break;
    }
    return QProxyStyle::subControlRect(control, option, subControl, widget);
}

int ConsoleStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_ScrollBarExtent:
        return 10;
    case PM_ScrollBarSliderMin:
        return 24;
    case PM_SplitterWidth:
        return 1;
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return indicator;
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing:
        return 8;
    case PM_ButtonIconSize:
    case PM_ToolBarIconSize:
    case PM_SmallIconSize:
    case PM_ListViewIconSize:
    case PM_TabBarIconSize:
    case PM_LineEditIconSize:
        return iconSize;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
    case PM_MenuHMargin:
    case PM_MenuDesktopFrameWidth:
    case PM_TabBarTabShiftVertical:
    case PM_TabBarTabShiftHorizontal:
    case PM_TabBarTabOverlap:
    case PM_ScrollView_ScrollBarSpacing:
    case PM_ScrollView_ScrollBarOverlap:
        return 0;
    case PM_DefaultFrameWidth:
    case PM_MenuPanelWidth:
        return 1;
    case PM_MenuVMargin:
        return 4;
    case PM_TabBarBaseHeight:
        return 1;
    case PM_HeaderMargin:
        return 8;
    case PM_HeaderMarkSize:
        return smallIcon;
    case PM_ToolTipLabelFrameWidth:
        return 5;
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing:
        return 8;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int ConsoleStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                            QStyleHintReturn *returnData) const
{
    switch (hint) {
    case SH_ComboBox_Popup:
    case SH_DialogButtonBox_ButtonsHaveIcons:
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
    case SH_ScrollBar_Transient:
    case SH_Widget_Animate:
    case SH_Menu_Scrollable:
    case SH_UnderlineShortcut:
    case SH_ItemView_ShowDecorationSelected:
    case SH_ScrollBar_LeftClickAbsolutePosition:
    case SH_ItemView_ActivateItemOnSingleClick:
        return 0;
    case SH_ToolTip_WakeUpDelay:
        return 400;
    default:
        return QProxyStyle::styleHint(hint, option, widget, returnData);
    }
}

QIcon ConsoleStyle::standardIcon(StandardPixmap standard, const QStyleOption *option, const QWidget *widget) const
{
    if (standard == SP_LineEditClearButton)
        return m_theme->icon(QStringLiteral("x"));
    return QProxyStyle::standardIcon(standard, option, widget);
}

} // namespace mk
