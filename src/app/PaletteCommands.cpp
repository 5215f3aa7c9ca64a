// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/PaletteCommands.h"

#include "panels/Panel.h"
#include "widgets/Buttons.h"
#include "widgets/DetailDrawer.h"
#include "widgets/FilterBar.h"
#include "widgets/Segments.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAction>
#include <QCoreApplication>
#include <QMenu>
#include <QPointer>
#include <QPushButton>
#include <QTabBar>
#include <QTextDocumentFragment>

#include <memory>

namespace mk {

namespace {

class PaletteTexts
{
    Q_DECLARE_TR_FUNCTIONS(mk::PaletteTexts)
};

// "&Open && close" -> "Open & close"
QString withoutMnemonic(const QString &text)
{
    QString plain;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == QLatin1Char('&') && i + 1 < text.size())
            ++i;
        plain += text[i];
    }
    return plain;
}

QString plainTooltip(const QString &tooltip)
{
    return Qt::mightBeRichText(tooltip) ? QTextDocumentFragment::fromHtml(tooltip).toPlainText() : tooltip;
}

// What chooses between views is no command, nor is what belongs to the filter or to an editor of a list.
bool isCommand(const QAbstractButton *button)
{
    if (!button->isVisible() || button->isCheckable() || button->text().isEmpty())
        return false;
    for (const QWidget *above = button->parentWidget(); above; above = above->parentWidget()) {
        if (qobject_cast<const FilterBar *>(above) || qobject_cast<const SegmentedControl *>(above)
            || qobject_cast<const QTabBar *>(above) || qobject_cast<const QAbstractItemView *>(above))
            return false;
        if (above->isWindow())
            break;
    }
    return true;
}

// The drawer in which it stands, by the name of what it shows; else the panel.
QString placeOf(const QWidget *widget, const QString &panelTitle)
{
    for (const QWidget *above = widget->parentWidget(); above; above = above->parentWidget()) {
        if (const auto *drawer = qobject_cast<const DetailDrawer *>(above))
            return drawer->title();
    }
    return panelTitle;
}

class Collector
{
public:
    Collector(Panel *panel, QString title) : m_panel(panel), m_title(std::move(title)) {}

    void addButtons()
    {
        const QList<QAbstractButton *> buttons = m_panel->findChildren<QAbstractButton *>();
        for (QAbstractButton *button : buttons) {
            if (!isCommand(button))
                continue;
            QMenu *menu = menuOf(button);
            if (menu && button->isEnabled()) {
                addMenu(menu, withoutMnemonic(button->text()), placeOf(button, m_title), nullptr);
                continue;
            }
            PaletteCommand command;
            command.name = withoutMnemonic(button->text());
            command.enabled = button->isEnabled();
            command.detail = command.enabled ? placeOf(button, m_title) : reason(plainTooltip(button->toolTip()));
            command.run = [button = QPointer<QAbstractButton>(button)] {
                if (button && button->isEnabled())
                    button->click();
            };
            add(std::move(command));
        }
    }

    void addRowMenu()
    {
        auto menu = std::make_shared<QMenu>();
        m_panel->fillCommands(menu.get());
        addMenu(menu.get(), {}, PaletteTexts::tr("chosen row"), menu);
    }

    std::vector<PaletteCommand> take() { return std::move(m_commands); }

private:
    static QMenu *menuOf(QAbstractButton *button)
    {
        const auto *push = qobject_cast<QPushButton *>(button);
        return push ? push->menu() : nullptr;
    }

    static QString reason(const QString &tooltip) { return tooltip.isEmpty() ? PaletteTexts::tr("not possible now") : tooltip; }
    // keep: what the actions belong to, where nobody else holds it.
    void addMenu(QMenu *menu, const QString &of, const QString &place, const std::shared_ptr<QMenu> &keep)
    {
        const QList<QAction *> actions = menu->actions();
        for (QAction *action : actions) {
            if (action->isSeparator() || action->text().isEmpty() || action->menu() || action->isCheckable())
                continue;
            const QString text = withoutMnemonic(action->text());
            PaletteCommand command;
            command.name = of.isEmpty() ? text : QString(of + QLatin1String(": ") + text);
            command.enabled = action->isEnabled();
            const bool ownTooltip = action->toolTip() != action->text() && action->toolTip() != text;
            command.detail = command.enabled ? place : reason(ownTooltip ? plainTooltip(action->toolTip()) : QString());
            command.run = [action = QPointer<QAction>(action), keep] {
                if (action)
                    action->trigger();
            };
            add(std::move(command));
        }
    }

    // One thing is often offered in two places: the drawer's foot and the row's menu. The one that can be used counts.
    void add(PaletteCommand command)
    {
        for (PaletteCommand &known : m_commands) {
            if (known.name != command.name)
                continue;
            if (!known.enabled && command.enabled) {
                command.id = known.id;
                known = std::move(command);
            } else if (!known.enabled && known.detail == reason({})) {
                known.detail = command.detail;
            }
            return;
        }
        command.id = QStringLiteral("here/") + command.name;
        command.iconName = QStringLiteral("arrow-right");
        m_commands.push_back(std::move(command));
    }

    Panel *m_panel;
    QString m_title;
    std::vector<PaletteCommand> m_commands;
};

} // namespace

std::vector<PaletteCommand> commandsOf(Panel *panel, const QString &panelTitle)
{
    Collector collector(panel, panelTitle);
    collector.addRowMenu();
    collector.addButtons();
    return collector.take();
}

} // namespace mk
