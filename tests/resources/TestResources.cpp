// SPDX-License-Identifier: GPL-3.0-or-later
// What is embedded in the program is there, whole, and does what the interface relies on.
#include <QColor>
#include <QDirIterator>
#include <QFontDatabase>
#include <QFontInfo>
#include <QFontMetricsF>
#include <QGuiApplication>
#include <QImage>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPainter>
#include <QRawFont>
#include <QSvgRenderer>
#include <QTest>

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QString familyOf(const QString &path)
{
    const int id = QFontDatabase::addApplicationFont(path);
    return id < 0 ? QString() : QFontDatabase::applicationFontFamilies(id).value(0);
}

QFont fontWith(const QString &family, QFont::Weight weight)
{
    QFont font(family);
    font.setPixelSize(13);
    font.setWeight(weight);
    return font;
}

} // namespace

class TestResources : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void uiFontHasTabularDigits_data();
    void uiFontHasTabularDigits();
    void codeFontIsFixed();
    void everyIconDraws_data();
    void everyIconDraws();
    void bothThemesHaveTheSameColours();
    void licencesAreThere_data();
    void licencesAreThere();
};

void TestResources::initTestCase()
{
    QDirIterator fonts(QStringLiteral(":/fonts"));
    int count = 0;
    while (fonts.hasNext()) {
        const QString path = fonts.next();
        const QString family = familyOf(path);
        QVERIFY2(family.startsWith(QStringLiteral("Console Sans")) || family.startsWith(QStringLiteral("JetBrains Mono")),
                 qPrintable(path + QStringLiteral(": ") + family));
        ++count;
    }
    QCOMPARE(count, 6);
}

void TestResources::uiFontHasTabularDigits_data()
{
    QTest::addColumn<QFont::Weight>("weight");
    QTest::newRow("regular") << QFont::Normal;
    QTest::newRow("medium") << QFont::Medium;
    QTest::newRow("semi bold") << QFont::DemiBold;
}

void TestResources::uiFontHasTabularDigits()
{
    QFETCH(QFont::Weight, weight);
    const QFont font = fontWith(QStringLiteral("Console Sans"), weight);
    QCOMPARE(QFontInfo(font).family(), QStringLiteral("Console Sans"));
    // A real face of this weight, not a synthesised one.
    const QRawFont raw = QRawFont::fromFont(font);
    QCOMPARE(raw.weight(), int(weight));
    const QFontMetricsF metrics(font);
    const qreal ones = metrics.horizontalAdvance(QStringLiteral("1111"));
    QVERIFY(ones > 0);
    for (const QChar digit : QStringLiteral("023456789")) {
        QCOMPARE(metrics.horizontalAdvance(QString(4, digit)), ones);
    }
}

void TestResources::codeFontIsFixed()
{
    const QFont font = fontWith(QStringLiteral("JetBrains Mono"), QFont::Normal);
    QCOMPARE(QFontInfo(font).family(), QStringLiteral("JetBrains Mono"));
    const QFontMetricsF metrics(font);
    QCOMPARE(metrics.horizontalAdvance(QStringLiteral("iiii")), metrics.horizontalAdvance(QStringLiteral("WWWW")));
}

void TestResources::everyIconDraws_data()
{
    QTest::addColumn<QString>("path");
    QDirIterator icons(QStringLiteral(":/icons"));
    while (icons.hasNext()) {
        const QString path = icons.next();
        QTest::newRow(qPrintable(path)) << path;
    }
    QTest::newRow("the program's own") << QStringLiteral(":/app/microkubes-console.svg");
}

void TestResources::everyIconDraws()
{
    QFETCH(QString, path);
    QByteArray svg = contentOf(path);
    const QColor red(200, 0, 0);
    if (path.startsWith(QStringLiteral(":/icons/"))) {
        QVERIFY2(svg.contains("currentColor"), "an icon without currentColor cannot follow the theme");
        svg.replace("currentColor", red.name().toLatin1());
    }
    QSvgRenderer renderer(svg);
    QVERIFY(renderer.isValid());
    QImage image(32, 32, QImage::Format_ARGB32);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    renderer.render(&painter);
    painter.end();
    int opaque = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            opaque += image.pixelColor(x, y).alpha() > 128 ? 1 : 0;
        }
    }
    QVERIFY2(opaque > 8, "nothing was drawn");
}

void TestResources::bothThemesHaveTheSameColours()
{
    const QJsonObject themes = QJsonDocument::fromJson(contentOf(QStringLiteral(":/theme/tokens.json"))).object();
    const QJsonObject light = themes.value(QStringLiteral("light")).toObject();
    const QJsonObject dark = themes.value(QStringLiteral("dark")).toObject();
    QVERIFY(light.size() > 40);
    QCOMPARE(light.keys(), dark.keys());
}

void TestResources::licencesAreThere_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("words");
    QTest::newRow("icons") << QStringLiteral(":/licenses/tabler-icons.txt") << QByteArray("Permission is hereby granted");
    QTest::newRow("fonts") << QStringLiteral(":/licenses/fonts-OFL-1.1.txt") << QByteArray("SIL OPEN FONT LICENSE");
    QTest::newRow("program") << QStringLiteral(":/licenses/GPL-3.txt") << QByteArray("GNU GENERAL PUBLIC LICENSE");
}

void TestResources::licencesAreThere()
{
    QFETCH(QString, path);
    QFETCH(QByteArray, words);
    QVERIFY(contentOf(path).contains(words));
}

QTEST_MAIN(TestResources)
#include "TestResources.moc"
