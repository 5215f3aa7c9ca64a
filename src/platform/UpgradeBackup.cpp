// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/UpgradeBackup.h"

#include "core/AtomicFile.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>

namespace mk {

namespace {

constexpr qint64 kLargestNote = 256;
constexpr qint64 kLargestFile = 64LL * 1024 * 1024;

// What stands in the note, where it may be the name of a folder. Versions from before there were notes have none.
QString versionIn(const QByteArray &note)
{
    static const QRegularExpression kVersion(QStringLiteral("^[0-9][0-9A-Za-z.+-]{0,40}$"));
    const QString text = QString::fromUtf8(note).trimmed();
    return kVersion.match(text).hasMatch() ? text : QStringLiteral("unknown");
}

} // namespace

Result<Done> backUpBeforeUpgrade(const QString &configFolder, const QString &version)
{
    const QDir folder(configFolder);
    const QString notePath = folder.filePath(QStringLiteral("last-version"));
    const Result<QByteArray> note = readFile(notePath, kLargestNote);
    const QString last = versionIn(note ? *note : QByteArray());
    if (last == version || version.isEmpty()) // without a version: a program that only borrows the platform layer
        return Done{};
    const QStringList files = folder.entryList({QStringLiteral("*.json"), QStringLiteral("secrets.bin")}, QDir::Files | QDir::Hidden);
    const QDir backup(folder.filePath(QStringLiteral("backup/") + last));
    for (const QString &name : files) {
        if (backup.exists(name))
            continue;
        const Result<QByteArray> content = readFile(folder.filePath(name), kLargestFile);
        if (!content)
            return fail(content.error());
        if (const Result<Done> written = writeFileAtomically(backup.filePath(name), *content); !written)
            return written;
    }
    return writeFileAtomically(notePath, version.toUtf8() + '\n');
}

} // namespace mk
