// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/Theme.h"

#include "widgets/ConsoleStyle.h"
#include "widgets/Icons.h"

#include <QApplication>
#include <QEvent>
#include <QFile>
#include <QFontDatabase>
#include <QFontMetrics>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSettings>
#include <QWidget>
#ifdef MK_WITH_DBUS
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#endif

#include <algorithm>

namespace mk {

namespace {

constexpr std::array<const char *, size_t(Token::Count)> tokenNames{
    "window", "base", "raised", "sunken", "line", "border", "field", "text", "text2", "text3", "disabled",
    "accent", "accentFill", "accentHover", "onAccent", "focus", "sel", "selOff", "hover", "match",
    "ok", "okBg", "warn", "warnBg", "crit", "critBg", "unk", "unkBg", "okLine", "warnLine", "critLine",
    "critFill", "add", "addBg", "addWord", "del", "delBg", "delWord", "dev", "staging", "production", "onStage",
    "s1", "s2", "s3", "s4", "s5", "s6", "scrim"};

struct Type
{
    int pixels;
    int line;
    QFont::Weight weight;
    bool mono;
};

Type typeOf(FontRole role)
{
    switch (role) {
    case FontRole::Figure:
        return {20, 28, QFont::DemiBold, false};
    case FontRole::Title:
        return {16, 24, QFont::DemiBold, false};
    case FontRole::DrawerTitle:
        return {14, 20, QFont::DemiBold, false};
    case FontRole::Body:
        return {13, 20, QFont::Normal, false};
    case FontRole::BodyMedium:
        return {13, 20, QFont::Medium, false};
    case FontRole::BodyStrong:
        return {13, 20, QFont::DemiBold, false};
    case FontRole::Small:
        return {12, 16, QFont::Normal, false};
    case FontRole::SmallMedium:
        return {12, 16, QFont::Medium, false};
    case FontRole::SmallStrong:
        return {12, 16, QFont::DemiBold, false};
    case FontRole::Caption:
        return {11, 16, QFont::Normal, false};
    case FontRole::CaptionMedium:
        return {11, 16, QFont::Medium, false};
    case FontRole::CaptionStrong:
        return {11, 16, QFont::DemiBold, false};
    case FontRole::Code:
        return {12, 20, QFont::Normal, true};
    case FontRole::CodeStrong:
        return {12, 20, QFont::DemiBold, true};
    }
    return {13, 20, QFont::Normal, false};
}

// "#RRGGBB" or "#RRGGBBAA", as style sheets of the web write it.
QColor colorFrom(const QString &text)
{
    if (text.size() != 9)
        return QColor(text);
    QColor color(text.left(7));
    color.setAlpha(text.mid(7).toInt(nullptr, 16));
    return color;
}

#ifdef MK_WITH_DBUS
const QString portalService = QStringLiteral("org.freedesktop.portal.Desktop");
const QString portalPath = QStringLiteral("/org/freedesktop/portal/desktop");
const QString portalSettings = QStringLiteral("org.freedesktop.portal.Settings");
const QString portalAppearance = QStringLiteral("org.freedesktop.appearance");

// The portal wraps the value in a variant once or twice.
QVariant unwrapped(QVariant value)
{
    while (value.canConvert<QDBusVariant>())
        value = value.value<QDBusVariant>().variant();
    return value;
}
#endif

} // namespace

Theme::Theme(QObject *parent) : QObject(parent)
{
    loadColors();
    loadFonts();
    m_colors = m_lightColors;
}

Theme::~Theme() = default;

QString Theme::tokenName(Token token)
{
    return QLatin1String(tokenNames[size_t(token)]);
}

void Theme::loadColors()
{
    QFile file(QStringLiteral(":/theme/tokens.json"));
    QJsonObject table;
    if (file.open(QIODevice::ReadOnly))
        table = QJsonDocument::fromJson(file.readAll()).object();
    const auto fill = [&table](Colors &colors, const QString &mode, const QColor &paper, const QColor &ink) {
        const QJsonObject values = table.value(mode).toObject();
        bool complete = true;
        for (size_t i = 0; i < colors.size(); ++i) {
            colors[i] = colorFrom(values.value(QLatin1String(tokenNames[i])).toString());
            if (!colors[i].isValid()) {
                const QLatin1String name(tokenNames[i]);
                const bool isInk = name.startsWith(QLatin1String("text")) || name.startsWith(QLatin1String("border"));
                colors[i] = isInk ? ink : paper;
                complete = false;
            }
        }
        return complete;
    };
    const bool light = fill(m_lightColors, QStringLiteral("light"), Qt::white, Qt::black);
    const bool dark = fill(m_darkColors, QStringLiteral("dark"), Qt::black, Qt::white);
    m_complete = light && dark;
}

void Theme::loadFonts()
{
    static constexpr const char *files[] = {"ConsoleSans-Regular.otf", "ConsoleSans-Medium.otf",
                                            "ConsoleSans-SemiBold.otf", "JetBrainsMono-Regular.ttf",
                                            "JetBrainsMono-Medium.ttf", "JetBrainsMono-SemiBold.ttf"};
    for (const char *file : files)
        QFontDatabase::addApplicationFont(QStringLiteral(":/fonts/") + QLatin1String(file));
    const QStringList families = QFontDatabase::families();
    const auto choose = [&families](std::initializer_list<QString> wanted, QFontDatabase::SystemFont fallback) {
        for (const QString &family : wanted) {
            if (families.contains(family))
                return family;
        }
        return QFontDatabase::systemFont(fallback).family();
    };
    m_sans = choose({QStringLiteral("Console Sans"), QStringLiteral("Inter")}, QFontDatabase::GeneralFont);
    m_mono = choose({QStringLiteral("JetBrains Mono")}, QFontDatabase::FixedFont);
    m_complete = m_complete && m_sans == QLatin1String("Console Sans");
}

void Theme::setChoice(ThemeChoice choice)
{
    if (m_choice == choice)
        return;
    m_choice = choice;
    update();
}

void Theme::setBodySize(int pixels)
{
    pixels = std::clamp(pixels, 12, 15);
    if (m_bodySize == pixels)
        return;
    m_bodySize = pixels;
    update();
}

void Theme::setDensity(Density density)
{
    if (m_density == density)
        return;
    m_density = density;
    update();
}

void Theme::applyTo(QApplication *app)
{
    m_systemPalette = QGuiApplication::palette();
    m_app = app;
    app->setStyle(new ConsoleStyle(this));
    app->installEventFilter(this);
    watchDesktop();
    update();
}

bool Theme::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_app && event->type() == QEvent::ThemeChange && m_choice == ThemeChoice::System)
        update();
    return QObject::eventFilter(watched, event);
}

void Theme::watchDesktop()
{
#ifdef MK_WITH_DBUS
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    const auto apply = [this](const QString &key, const QVariant &value) {
        if (key == QLatin1String("color-scheme"))
            m_portalScheme = unwrapped(value).toInt();
        else if (key == QLatin1String("contrast"))
            m_highContrast = unwrapped(value).toInt() == 1;
        else
            return;
        update();
    };
    for (const char *key : {"color-scheme", "contrast"}) {
        QDBusMessage call = QDBusMessage::createMethodCall(portalService, portalPath, portalSettings, QStringLiteral("Read"));
        call << portalAppearance << QString(QLatin1String(key));
        auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(call, 2000), this);
        connect(watcher, &QDBusPendingCallWatcher::finished, this, [watcher, apply, key] {
            const QDBusPendingReply<QDBusVariant> reply = *watcher;
            if (!reply.isError())
                apply(QLatin1String(key), QVariant::fromValue(reply.value()));
            watcher->deleteLater();
        });
    }
    bus.connect(portalService, portalPath, portalSettings, QStringLiteral("SettingChanged"), this,
                SLOT(onPortalSetting(QString, QString, QDBusVariant)));
#endif
}

void Theme::onPortalSetting(const QString &space, const QString &key, const QDBusVariant &value)
{
#ifdef MK_WITH_DBUS
    if (space != portalAppearance)
        return;
    const int number = unwrapped(QVariant::fromValue(value)).toInt();
    if (key == QLatin1String("color-scheme"))
        m_portalScheme = number;
    else if (key == QLatin1String("contrast"))
        m_highContrast = number == 1;
    else
        return;
    update();
#else
    Q_UNUSED(space)
    Q_UNUSED(key)
    Q_UNUSED(value)
#endif
}

bool Theme::desktopIsDark() const
{
    if (m_portalScheme == 1)
        return true;
    if (m_portalScheme == 2)
        return false;
#ifdef Q_OS_WIN
    const QSettings personalize(
        QStringLiteral("HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Themes\\Personalize"),
        QSettings::NativeFormat);
    if (personalize.contains(QStringLiteral("AppsUseLightTheme")))
        return personalize.value(QStringLiteral("AppsUseLightTheme")).toInt() == 0;
#endif
    return m_systemPalette.color(QPalette::Window).lightness() < m_systemPalette.color(QPalette::WindowText).lightness();
}

void Theme::update()
{
    m_dark = m_choice == ThemeChoice::Dark || (m_choice == ThemeChoice::System && desktopIsDark());
    m_colors = m_dark ? m_darkColors : m_lightColors;
    if (m_highContrast)
        useHighContrast();
    if (m_app) {
        m_app->setPalette(palette());
        m_app->setFont(font(FontRole::Body));
    }
    Q_EMIT changed();
    if (m_app) {
        const QWidgetList widgets = QApplication::allWidgets();
        for (QWidget *widget : widgets) {
            widget->updateGeometry();
            widget->update();
        }
    }
}

// The desktop's own colours for everything; shapes and words still tell a status, tints go.
void Theme::useHighContrast()
{
    const QColor paper = m_systemPalette.color(QPalette::Base);
    const QColor ink = m_systemPalette.color(QPalette::Text);
    const auto set = [this](std::initializer_list<Token> tokens, const QColor &color) {
        for (const Token token : tokens)
            m_colors[size_t(token)] = color;
    };
    set({Token::Window, Token::Base, Token::Raised, Token::Sunken, Token::Hover, Token::OkBg, Token::WarnBg, Token::CritBg,
         Token::UnkBg, Token::AddBg, Token::DelBg},
        paper);
    set({Token::Text, Token::Text2, Token::Text3, Token::Line, Token::Border, Token::Field, Token::OkLine, Token::WarnLine,
         Token::CritLine},
        ink);
    const QColor highlight = m_systemPalette.color(QPalette::Highlight);
    set({Token::AccentFill, Token::AccentHover, Token::Focus}, highlight);
    set({Token::OnAccent}, m_systemPalette.color(QPalette::HighlightedText));
    set({Token::Accent}, m_systemPalette.color(QPalette::Link));
}

QColor Theme::toneColor(Tone tone) const
{
    switch (tone) {
    case Tone::Normal:
        return color(Token::Text);
    case Tone::Secondary:
        return color(Token::Text2);
    case Tone::Dim:
        return color(Token::Text3);
    case Tone::Accent:
        return color(Token::Accent);
    case Tone::Ok:
        return color(Token::Ok);
    case Tone::Warn:
        return color(Token::Warn);
    case Tone::Crit:
        return color(Token::Crit);
    case Tone::Unknown:
        return color(Token::Unk);
    }
    return color(Token::Text);
}

QColor Theme::statusColor(Status status) const
{
    switch (status) {
    case Status::Ok:
        return color(Token::Ok);
    case Status::Warn:
        return color(Token::Warn);
    case Status::Crit:
        return color(Token::Crit);
    case Status::Unknown:
    case Status::None:
        break;
    }
    return color(Token::Unk);
}

QColor Theme::statusBackground(Status status) const
{
    switch (status) {
    case Status::Ok:
        return color(Token::OkBg);
    case Status::Warn:
        return color(Token::WarnBg);
    case Status::Crit:
        return color(Token::CritBg);
    case Status::Unknown:
    case Status::None:
        break;
    }
    return color(Token::UnkBg);
}

QColor Theme::statusLine(Status status) const
{
    switch (status) {
    case Status::Ok:
        return color(Token::OkLine);
    case Status::Warn:
        return color(Token::WarnLine);
    case Status::Crit:
        return color(Token::CritLine);
    case Status::Unknown:
    case Status::None:
        break;
    }
    return color(Token::Border);
}

QPalette Theme::palette() const
{
    QPalette result;
    const auto set = [&](QPalette::ColorRole role, Token token) { result.setColor(QPalette::All, role, color(token)); };
    set(QPalette::Window, Token::Window);
    set(QPalette::Base, Token::Base);
    set(QPalette::Button, Token::Base);
    set(QPalette::AlternateBase, Token::Sunken);
    set(QPalette::ToolTipBase, Token::Raised);
    set(QPalette::ToolTipText, Token::Text);
    set(QPalette::Light, Token::Raised);
    set(QPalette::Midlight, Token::Line);
    set(QPalette::Mid, Token::Border);
    set(QPalette::Dark, Token::Field);
    set(QPalette::Shadow, Token::Border);
    set(QPalette::Text, Token::Text);
    set(QPalette::WindowText, Token::Text);
    set(QPalette::ButtonText, Token::Text);
    set(QPalette::BrightText, Token::OnAccent);
    set(QPalette::HighlightedText, Token::Text);
    set(QPalette::Highlight, Token::Sel);
    set(QPalette::PlaceholderText, Token::Text3);
    set(QPalette::Link, Token::Accent);
    set(QPalette::LinkVisited, Token::Accent);
    result.setColor(QPalette::Inactive, QPalette::Highlight, color(Token::SelOff));
    for (const QPalette::ColorRole role : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText,
                                           QPalette::HighlightedText, QPalette::PlaceholderText, QPalette::Link})
        result.setColor(QPalette::Disabled, role, color(Token::Disabled));
    for (const QPalette::ColorRole role : {QPalette::Base, QPalette::Button})
        result.setColor(QPalette::Disabled, role, color(Token::Sunken));
    result.setColor(QPalette::Disabled, QPalette::Highlight, color(Token::SelOff));
    return result;
}

QFont Theme::font(FontRole role) const
{
    const Type type = typeOf(role);
    QFont font(type.mono ? m_mono : m_sans);
    font.setPixelSize(scaled(type.pixels));
    font.setWeight(type.weight);
    if (type.mono) {
        font.setFixedPitch(true);
        font.setStyleHint(QFont::Monospace);
        // No ligatures: an operator must see the characters that are there.
        font.setStyleStrategy(QFont::PreferNoShaping);
    }
    return font;
}

int Theme::lineHeight(FontRole role) const
{
    return scaled(typeOf(role).line);
}

int Theme::scaled(int pixels) const
{
    return (pixels * m_bodySize * 2 + 13) / 26; // rounded
}

int Theme::rowHeight() const
{
    const int text = QFontMetrics(font(FontRole::Body)).height();
    return m_density == Density::Compact ? std::max(24, text + 8) : std::max(28, text + 12);
}

int Theme::controlHeight() const
{
    return rowHeight();
}

int Theme::codeLineHeight() const
{
    return lineHeight(FontRole::Code);
}

QIcon Theme::icon(const QString &name, Token color) const
{
    return QIcon(new SvgIconEngine(this, name, color));
}

} // namespace mk
