// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"
#include "widgets/Icons.h"
#include "widgets/Theme.h"

#include <QFontMetrics>
#include <QPalette>
#include <QSignalSpy>

#include <cmath>

using namespace mk;

namespace {

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &color)
{
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

double contrast(const QColor &a, const QColor &b)
{
    const auto [low, high] = std::minmax({luminance(a), luminance(b)});
    return (high + 0.05) / (low + 0.05);
}

struct Pair
{
    Token ink;
    Token paper;
    double least;
    bool operator==(const Pair &) const = default;
};

// Every text on every surface that it may stand on; rings, field borders and chart lines on theirs.
QList<Pair> pairs()
{
    using enum Token;
    QList<Pair> result;
    const auto add = [&result](std::initializer_list<Token> inks, std::initializer_list<Token> papers, double least) {
        for (const Token ink : inks) {
            for (const Token paper : papers) {
                if (const Pair pair{ink, paper, least}; !result.contains(pair))
                    result.append(pair);
            }
        }
    };
    add({Text, Text2, Text3}, {Window, Base, Raised, Sunken, Hover, Sel, SelOff}, 4.5);
    add({Accent}, {Base, Window, Raised, Sel, Hover}, 4.5);
    add({OnAccent}, {AccentFill, AccentHover, CritFill}, 4.5);
    const std::pair<Token, Token> states[] = {{Ok, OkBg}, {Warn, WarnBg}, {Crit, CritBg}, {Unk, UnkBg}};
    for (const auto &[state, tint] : states) {
        add({state}, {Base, Window, Raised, Sel, Hover, tint}, 4.5);
        add({Text, Text2, Text3}, {tint}, 4.5);
    }
    add({Text}, {Match, AddWord, DelWord}, 4.5);
    add({Add}, {AddBg, AddWord}, 4.5);
    add({Del}, {DelBg, DelWord}, 4.5);
    add({Accent, Ok, Text2}, {AddBg, DelBg, WarnBg}, 4.5);
    add({Text3}, {AddBg, DelBg}, 4.5);
    add({OnStage}, {Dev, Staging, Production}, 4.5);
    add({Field}, {Base, Window, Raised}, 3);
    add({Focus}, {Base, Window, Raised, Sel}, 3);
    add({S1, S2, S3, S4, S5, S6}, {Base}, 3);
    return result;
}

} // namespace

class TestTheme : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyColorIsInTheTable()
    {
        const Theme theme;
        QVERIFY(theme.isComplete());
    }

    void textIsReadable_data()
    {
        QTest::addColumn<ThemeChoice>("choice");
        QTest::newRow("light") << ThemeChoice::Light;
        QTest::newRow("dark") << ThemeChoice::Dark;
    }
    void textIsReadable()
    {
        QFETCH(ThemeChoice, choice);
        Theme theme;
        theme.setChoice(choice);
        QCOMPARE(theme.isDark(), choice == ThemeChoice::Dark);
        QCOMPARE_GE(pairs().size(), 98);
        for (const Pair &pair : pairs()) {
            const double found = contrast(theme.color(pair.ink), theme.color(pair.paper));
            QVERIFY2(found >= pair.least, qPrintable(QStringLiteral("%1 on %2: %3")
                                                         .arg(Theme::tokenName(pair.ink), Theme::tokenName(pair.paper))
                                                         .arg(found)));
        }
    }

    void paletteHasDisabledAndInactiveGroups()
    {
        Theme theme;
        theme.setChoice(ThemeChoice::Dark);
        const QPalette palette = theme.palette();
        QCOMPARE(palette.color(QPalette::Active, QPalette::Highlight), theme.color(Token::Sel));
        QCOMPARE(palette.color(QPalette::Inactive, QPalette::Highlight), theme.color(Token::SelOff));
        QCOMPARE(palette.color(QPalette::Disabled, QPalette::Text), theme.color(Token::Disabled));
        QCOMPARE(palette.color(QPalette::Active, QPalette::PlaceholderText), theme.color(Token::Text3));
    }

    void digitsAreEquallyWide_data()
    {
        QTest::addColumn<FontRole>("role");
        QTest::newRow("body") << FontRole::Body;
        QTest::newRow("medium") << FontRole::BodyMedium;
        QTest::newRow("strong") << FontRole::BodyStrong;
        QTest::newRow("small") << FontRole::Small;
        QTest::newRow("code") << FontRole::Code;
    }
    void digitsAreEquallyWide()
    {
        QFETCH(FontRole, role);
        const Theme theme;
        const QFontMetricsF metrics(theme.font(role));
        const double zero = metrics.horizontalAdvance(QStringLiteral("0000"));
        QVERIFY(zero > 0);
        for (int digit = 1; digit < 10; ++digit)
            QCOMPARE(metrics.horizontalAdvance(QString(4, QChar(u'0' + digit))), zero);
    }

    void sizesFollowTheBody()
    {
        Theme theme;
        QSignalSpy changed(&theme, &Theme::changed);
        QCOMPARE(theme.font(FontRole::Body).pixelSize(), 13);
        QCOMPARE(theme.rowHeight(), 28);
        theme.setBodySize(15);
        QCOMPARE(theme.font(FontRole::Body).pixelSize(), 15);
        QCOMPARE_GE(theme.rowHeight(), QFontMetrics(theme.font(FontRole::Body)).height() + 12);
        theme.setBodySize(40);
        QCOMPARE(theme.bodySize(), 15);
        QCOMPARE(changed.count(), 1);
        theme.setBodySize(13);
        theme.setDensity(Density::Compact);
        QCOMPARE(theme.rowHeight(), 24);
    }

    void iconsFollowTheColor()
    {
        Theme theme;
        theme.setChoice(ThemeChoice::Light);
        const QIcon icon = theme.icon(QStringLiteral("refresh"));
        QVERIFY(!icon.isNull());
        QVERIFY(hasIcon(QStringLiteral("refresh")));
        const QImage light = icon.pixmap(QSize(16, 16), 2.0).toImage();
        QCOMPARE(light.width(), 32);
        theme.setChoice(ThemeChoice::Dark);
        const QImage dark = icon.pixmap(QSize(16, 16), 2.0).toImage();
        QVERIFY(light != dark);
        QVERIFY(icon.pixmap(QSize(16, 16), 2.0, QIcon::Disabled).toImage() != dark);
        QVERIFY(theme.icon(QStringLiteral("no-such-icon")).isNull());
    }
};

MK_TEST_CLASS(TestTheme)
#include "TestTheme.moc"
