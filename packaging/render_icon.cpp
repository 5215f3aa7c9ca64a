// SPDX-License-Identifier: GPL-3.0-or-later
// Build tool: draws an SVG as PNG files of the sizes that desktops look for.
// usage: render_icon IN.svg OUT-DIRECTORY SIZE...   writes OUT-DIRECTORY/<size>.png
#include <QImage>
#include <QPainter>
#include <QStringList>
#include <QSvgRenderer>

#include <cstdio>

int main(int argc, char *argv[])
{
    QStringList arguments;
    for (int i = 1; i < argc; ++i) {
        arguments << QString::fromLocal8Bit(argv[i]);
    }
    QSvgRenderer renderer(arguments.value(0));
    if (arguments.size() < 3 || !renderer.isValid()) {
        std::fputs("usage: render_icon IN.svg OUT-DIRECTORY SIZE...\n", stderr);
        return 2;
    }
    for (const QString &size : arguments.mid(2)) {
        QImage image(size.toInt(), size.toInt(), QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::transparent);
        QPainter painter(&image);
        renderer.render(&painter);
        painter.end();
        if (!image.save(arguments.at(1) + QLatin1Char('/') + size + QStringLiteral(".png"))) {
            return 1;
        }
    }
    return 0;
}
