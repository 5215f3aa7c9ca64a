// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/Environment.h"

#include <QByteArray>

#include <nlohmann/json_fwd.hpp>

// How environments are written: the format of environments.json, schema 1. Pure functions.
namespace mk::environmentfile {

inline constexpr int schema = 1;

struct Content
{
    QList<Environment> environments;
    QStringList consents; // hex
    std::shared_ptr<const nlohmann::ordered_json> whole; // as read: what we do not know of it is kept
};

// Storage "environments.newer-schema" (args "schema"), Unreadable "environments.unreadable" (args "where").
// acceptSingle: a document that is one environment itself is taken as a file of one.
Result<Content> decode(const QByteArray &bytes, bool acceptSingle = false);
// Members of `content.whole` and of Environment::unknown that this version does not know stay where they were.
QByteArray encode(const Content &content);

} // namespace mk::environmentfile
