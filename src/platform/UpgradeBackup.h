// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Result.h"

namespace mk {

// Where another version of the program was the last to use this configuration folder, copies what it wrote (settings,
// environments, window state, the encrypted file of secrets) to backup/<that version> before anything is changed, and notes in
// the file last-version that it is now `version`'s. A backup that is there already stays as it is. The journal keeps a copy of
// its own when its schema changes (JournalFile).
//
// Nothing happens in a folder that is new but the note. Errors are those of reading and writing files; the note is written only
// after the copies.
Result<Done> backUpBeforeUpgrade(const QString &configFolder, const QString &version);

} // namespace mk
