// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/Settings.h"
#include "models/Roles.h"
#include "models/Status.h"

#include <QColor>
#include <QFont>
#include <QIcon>
#include <QObject>
#include <QPalette>

#include <array>
#include <memory>

class QApplication;
class QDBusVariant;

namespace mk {

// The names of the one table of colours (resources/theme/tokens.json), in its order.
enum class Token {
    Window, Base, Raised, Sunken,
    Line, Border, Field,
    Text, Text2, Text3, Disabled,
    Accent, AccentFill, AccentHover, OnAccent, Focus,
    Sel, SelOff, Hover, Match,
    Ok, OkBg, Warn, WarnBg, Crit, CritBg, Unk, UnkBg,
    OkLine, WarnLine, CritLine,
    CritFill, Add, AddBg, AddWord, Del, DelBg, DelWord,
    Dev, Staging, Production, OnStage,
    S1, S2, S3, S4, S5, S6,
    Scrim,
    Count
};

// Roles of type, in pixels at body size 13; the others scale with it.
enum class FontRole {
    Figure,        // 20/28 600
    Title,         // 16/24 600
    DrawerTitle,   // 14/20 600
    Body,          // 13/20 400
    BodyMedium,    // 13/20 500: buttons, links
    BodyStrong,    // 13/20 600: active item, section heads
    Small,         // 12/16 400
    SmallMedium,   // 12/16 500: column heads
    SmallStrong,   // 12/16 600
    Caption,       // 11/16 400: axis labels
    CaptionMedium, // 11/16 500: tags, key caps
    CaptionStrong, // 11/16 600: rail groups, stage badges
    Code,          // 12/20 fixed
    CodeStrong,    // 12/20 fixed 600
};

// Colours, type and measures of the whole program. One object, made by the program's root and handed to every widget by
// constructor; GUI thread only. Widgets ask at paint time, so a change needs nothing but a repaint: listen to changed()
// only for what is computed from fonts.
class Theme : public QObject
{
    Q_OBJECT
public:
    // Loads fonts and colours from the resources. Where they are missing (no resources linked in), built-in grey and the
    // system's fonts stand in and isComplete() is false.
    explicit Theme(QObject *parent = nullptr);
    ~Theme() override;

    bool isComplete() const { return m_complete; }

    static constexpr int stageStrip = 2; // px along the top of every window, in the colour of the environment's stage

    ThemeChoice choice() const { return m_choice; }
    void setChoice(ThemeChoice choice);
    int bodySize() const { return m_bodySize; }
    void setBodySize(int pixels); // 12 to 15
    Density density() const { return m_density; }
    void setDensity(Density density);

    // Sets style, palette and font of the program and keeps them up to date with changed().
    void applyTo(QApplication *app);

    bool isDark() const { return m_dark; }
    // True while the desktop asks for high contrast: its own palette is used and tints are dropped.
    bool isHighContrast() const { return m_highContrast; }
    QColor color(Token token) const { return m_colors[size_t(token)]; }
    QColor toneColor(Tone tone) const;
    QColor statusColor(Status status) const;
    QColor statusBackground(Status status) const;
    QColor statusLine(Status status) const;
    QPalette palette() const;

    QFont font(FontRole role) const;
    int lineHeight(FontRole role) const;
    // A length given for body size 13, at the present one: for what must hold text. Gaps and borders do not scale.
    int scaled(int pixels) const;
    int rowHeight() const;     // tables: max(28, body + 15); compact max(24, body + 11)
    int controlHeight() const; // fields and buttons
    int codeLineHeight() const;

    // An outline icon of the program ("refresh"), in text2, text when active, disabled when off. Follows the theme.
    QIcon icon(const QString &name, Token color = Token::Text2) const;

    static QString tokenName(Token token); // "accentFill", as the file says

Q_SIGNALS:
    // Colours, sizes or density are different now. The application's palette and font have already been set.
    void changed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private Q_SLOTS:
    void onPortalSetting(const QString &space, const QString &key, const QDBusVariant &value);

private:
    void useHighContrast();
    void loadFonts();
    void loadColors();
    void watchDesktop();
    bool desktopIsDark() const;
    void update();

    using Colors = std::array<QColor, size_t(Token::Count)>;
    Colors m_lightColors;
    Colors m_darkColors;
    Colors m_colors;
    QString m_sans;
    QString m_mono;
    QPalette m_systemPalette;
    QApplication *m_app = nullptr;
    ThemeChoice m_choice = ThemeChoice::System;
    Density m_density = Density::Normal;
    int m_bodySize = 13;
    int m_portalScheme = -1; // -1 not known, 0 no preference, 1 dark, 2 light
    bool m_dark = false;
    bool m_complete = false;
    bool m_highContrast = false;
};

} // namespace mk
