// SPDX-License-Identifier: GPL-3.0-or-later
// Build tool: draws an SVG in the sizes that desktops look for.
// usage: render_icon IN.svg OUT SIZE...
//   OUT a folder         one <size>.png for each size (Linux)
//   OUT ends with .ico   one file with PNG pictures up to 256 (Windows)
//   OUT ends with .icns  one file with the sizes that the format has a type for: 16, 32, 64, 128, 256, 512, 1024 (macOS)
#include <QBuffer>
#include <QFile>
#include <QImage>
#include <QMap>
#include <QPainter>
#include <QStringList>
#include <QSvgRenderer>
#include <QtEndian>

#include <cstdio>

namespace {

QByteArray pictureOf(QSvgRenderer &renderer, int size)
{
    QImage image(size, size, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    renderer.render(&painter);
    painter.end();
    QByteArray png;
    QBuffer buffer(&png);
    return buffer.open(QIODevice::WriteOnly) && image.save(&buffer, "PNG") ? png : QByteArray();
}

template<typename T> QByteArray littleEndian(T value)
{
    QByteArray bytes(sizeof(T), Qt::Uninitialized);
    qToLittleEndian(value, bytes.data());
    return bytes;
}

QByteArray bigEndian(quint32 value)
{
    QByteArray bytes(sizeof value, Qt::Uninitialized);
    qToBigEndian(value, bytes.data());
    return bytes;
}

// A directory of entries of 16 bytes, then the pictures. A size of 256 is written as 0.
QByteArray icoOf(const QMap<int, QByteArray> &pictures)
{
    QByteArray directory = littleEndian<quint16>(0) + littleEndian<quint16>(1) + littleEndian(quint16(pictures.size()));
    QByteArray data;
    const qsizetype dataBegin = directory.size() + 16 * pictures.size();
    for (auto picture = pictures.cbegin(); picture != pictures.cend(); ++picture) {
        const char edge = char(picture.key() & 0xff);
        directory += QByteArray(1, edge) + QByteArray(1, edge) + QByteArray(2, '\0') + littleEndian<quint16>(1)
            + littleEndian<quint16>(32) + littleEndian(quint32(picture->size())) + littleEndian(quint32(dataBegin + data.size()));
        data += *picture;
    }
    return directory + data;
}

// Chunks: type of four letters, length with these eight bytes, picture.
QByteArray icnsOf(const QMap<int, QByteArray> &pictures)
{
    static const QMap<int, QByteArray> kTypes{{16, "icp4"},  {32, "icp5"},  {64, "icp6"},  {128, "ic07"},
                                              {256, "ic08"}, {512, "ic09"}, {1024, "ic10"}};
    QByteArray chunks;
    for (auto picture = pictures.cbegin(); picture != pictures.cend(); ++picture) {
        if (kTypes.contains(picture.key()))
            chunks += kTypes.value(picture.key()) + bigEndian(quint32(picture->size() + 8)) + *picture;
    }
    return QByteArray("icns") + bigEndian(quint32(chunks.size() + 8)) + chunks;
}

bool save(const QString &path, const QByteArray &content)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
}

} // namespace

int main(int argc, char *argv[])
{
    QStringList arguments;
    for (int i = 1; i < argc; ++i)
        arguments << QString::fromLocal8Bit(argv[i]);
    QSvgRenderer renderer(arguments.value(0));
    if (arguments.size() < 3 || !renderer.isValid()) {
        std::fputs("usage: render_icon IN.svg OUT-FOLDER|OUT.ico|OUT.icns SIZE...\n", stderr);
        return 2;
    }
    QMap<int, QByteArray> pictures;
    for (const QString &size : arguments.mid(2)) {
        pictures.insert(size.toInt(), pictureOf(renderer, size.toInt()));
        if (pictures.value(size.toInt()).isEmpty())
            return 1;
    }
    const QString out = arguments.at(1);
    if (out.endsWith(QLatin1String(".ico")))
        return save(out, icoOf(pictures)) ? 0 : 1;
    if (out.endsWith(QLatin1String(".icns")))
        return save(out, icnsOf(pictures)) ? 0 : 1;
    for (auto picture = pictures.cbegin(); picture != pictures.cend(); ++picture) {
        if (!save(out + QLatin1Char('/') + QString::number(picture.key()) + QStringLiteral(".png"), *picture))
            return 1;
    }
    return 0;
}
