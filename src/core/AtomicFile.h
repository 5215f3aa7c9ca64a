// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Result.h"

#include <QByteArray>
#include <QString>

namespace mk {

// Files of the program's own: 0600 in folders of 0700, written beside and renamed, so that a crash or a full disk
// leaves the old content whole.
// Errors: "file.cannot-write", "file.cannot-create-folder", "file.not-a-folder".
Result<Done> writeFileAtomically(const QString &path, const QByteArray &content);
// Fails with ErrorKind::NotFound when it is not there, TooLarge ("file.too-large") beyond maxBytes, else Storage
// ("file.cannot-read").
Result<QByteArray> readFile(const QString &path, qint64 maxBytes = 16 * 1024 * 1024);
// Creates the folder (and those above it) readable by its owner only. One that exists is left as it is.
Result<Done> ensurePrivateFolder(const QString &path);

} // namespace mk
