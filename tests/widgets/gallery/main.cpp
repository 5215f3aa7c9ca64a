// SPDX-License-Identifier: GPL-3.0-or-later
// Renders every part of the widgets library with sample data: widget_gallery FOLDER [--body 15] [--only scene]
#include "gallery/Scenes.h"
#include "widgets/Theme.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QElapsedTimer>
#include <QWidget>

#include <cstdio>

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addPositionalArgument(QStringLiteral("folder"), QStringLiteral("Where the pictures go."));
    parser.addOption({QStringLiteral("body"), QStringLiteral("Body size in pixels."), QStringLiteral("px"), QStringLiteral("13")});
    parser.addOption({QStringLiteral("only"), QStringLiteral("One scene."), QStringLiteral("scene")});
    parser.process(app);
    const QString folder = parser.positionalArguments().value(0, QStringLiteral("."));
    QDir().mkpath(folder);

    mk::Theme theme;
    theme.setBodySize(parser.value(QStringLiteral("body")).toInt());
    theme.applyTo(&app);
    for (const auto choice : {mk::ThemeChoice::Light, mk::ThemeChoice::Dark}) {
        theme.setChoice(choice);
        const QString suffix = choice == mk::ThemeChoice::Light ? QStringLiteral("light") : QStringLiteral("dark");
        for (const mk::gallery::Scene &scene : mk::gallery::scenes()) {
            if (parser.isSet(QStringLiteral("only")) && parser.value(QStringLiteral("only")) != scene.name)
                continue;
            QElapsedTimer timer;
            timer.start();
            const QPixmap picture = scene.render(&theme);
            const QString file = QDir(folder).filePath(scene.name + u'-' + suffix + QStringLiteral(".png"));
            if (!picture.save(file)) {
                std::fprintf(stderr, "cannot write %s\n", qPrintable(file));
                return 1;
            }
            std::printf("%s %d ms\n", qPrintable(file), int(timer.elapsed()));
        }
    }
    return 0;
}
