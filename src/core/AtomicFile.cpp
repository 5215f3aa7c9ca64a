// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/AtomicFile.h"

#include "core/Process.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

namespace mk {

namespace {
constexpr QFileDevice::Permissions ownerFile = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
constexpr QFileDevice::Permissions ownerFolder = ownerFile | QFileDevice::ExeOwner;
} // namespace

Result<Done> ensurePrivateFolder(const QString &path)
{
    const QFileInfo info(path);
    if (info.isDir())
        return Done{}; // one that is there already keeps the rights that its owner chose
    if (info.exists())
        return fail(Error::storage(QStringLiteral("file.not-a-folder"), path));
    const QString parent = info.absolutePath();
    if (parent != info.absoluteFilePath()) {
        if (const Result<Done> made = ensurePrivateFolder(parent); !made)
            return made;
    }
    // Somebody else may have made it meanwhile, which is as good.
    if (!QDir().mkdir(info.absoluteFilePath(), ownerFolder) && !QFileInfo(path).isDir())
        return fail(Error::storage(QStringLiteral("file.cannot-create-folder"), path));
    return Done{};
}

Result<Done> writeFileAtomically(const QString &path, const QByteArray &content)
{
    const QString folder = QFileInfo(path).absolutePath();
    if (const Result<Done> made = ensurePrivateFolder(folder); !made)
        return made;
    QSaveFile file(path);
    const auto failure = [&file, &path] {
        return fail(
            Error::storage(QStringLiteral("file.cannot-write"), path + QStringLiteral(": ") + file.errorString()));
    };
    if (!file.open(QIODevice::WriteOnly))
        return failure();
    // Before the first byte is in it. A file system without rights (FAT) is no reason not to save.
    file.setPermissions(ownerFile);
    if (file.write(content) != content.size() || !file.flush())
        return failure();
    os::syncFile(file);
    if (!file.commit())
        return failure();
    os::syncFolder(folder);
    return Done{};
}

Result<QByteArray> readFile(const QString &path, qint64 maxBytes)
{
    QFile file(path);
    if (!file.exists())
        return fail(Error::make(ErrorKind::NotFound, QStringLiteral("file.not-found"), path));
    if (QFileInfo(file).isDir() || !file.open(QIODevice::ReadOnly))
        return fail(
            Error::storage(QStringLiteral("file.cannot-read"), path + QStringLiteral(": ") + file.errorString()));
    // One byte more than allowed: a file that grows while it is read, or has no size (a pipe), is caught too.
    QByteArray content = file.read(maxBytes + 1);
    if (file.error() != QFileDevice::NoError)
        return fail(
            Error::storage(QStringLiteral("file.cannot-read"), path + QStringLiteral(": ") + file.errorString()));
    if (content.size() > maxBytes)
        return fail(Error::make(ErrorKind::TooLarge, QStringLiteral("file.too-large"), path));
    return content;
}

} // namespace mk
