// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/kong/KongInfo.h"
#include "core/Error.h"
#include "platform/KongHealth.h"
#include "platform/LiveStore.h"

#include <optional>

namespace mk {

// What one node of Kong says of itself, as a panel lists it.
struct KongNodeRecord
{
    QString endpointId;
    QString node; // "host:port" of its Admin API
    std::optional<Error> error; // it could not be asked; then only these three are filled in
    kong::Info info;
    QString logLevel; // "notice"; empty: not told
    QByteArray rootJson;   // GET /, holds the configuration; secrets are masked by the server, and again when shown
    QByteArray statusJson; // GET /status

    const QString &key() const { return endpointId; }
    bool operator==(const KongNodeRecord &other) const
    {
        return endpointId == other.endpointId && node == other.node && logLevel == other.logLevel && rootJson == other.rootJson
            && statusJson == other.statusJson && error.has_value() == other.error.has_value();
    }
};
using KongNodeRecords = LiveStore<KongNodeRecord>;

namespace kongnodes {

// What was read of GET /, which makes the server walk all plugins: asked for again only after a while. By endpoint.
struct RootCache
{
    struct Entry
    {
        std::chrono::milliseconds readAt{0};
        QByteArray body;
    };
    QHash<QString, Entry> entries;
};

// Asks all nodes at once: GET /status, GET /debug/node/log-level where it is, GET / when what is known of it is a minute old.
// A node that does not answer is a row with its error. Fails only where there is none.
Job<std::vector<KongNodeRecord>> *read(const QList<konghealth::Node> &nodes, const std::shared_ptr<RootCache> &cache,
                                       std::chrono::milliseconds now, QObject *parent);

// One line of a configuration: where it stands, and what it is. Secrets are masked.
struct Setting
{
    QString path; // "configuration.dns_order"
    QString value;
    const QString &key() const { return path; }
    bool operator==(const Setting &) const = default;
};
// A JSON object as lines, in its own order; short lists of texts on one line.
std::vector<Setting> settingsOf(const QByteArray &json);

} // namespace kongnodes

} // namespace mk
