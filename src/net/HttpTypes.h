// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/System.h"
#include "net/UrlPath.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QMetaType>
#include <QObject>
#include <QPair>
#include <QString>

#include <chrono>
#include <optional>

namespace mk {

// Picks time-outs, the cap of the answer, the connection pool and whether a failed read is tried again.
// The first time is how long no byte may come, the second what the whole call may take, tries again included.
enum class CallClass {
    Entity,   // one object or a figure: 4 MiB, 10 s, 30 s
    List,     // a list: 64 MiB, 30 s, 120 s
    LongPoll, // a blocking query: 64 MiB, wait * 17/16 + 10 s, 60 s more; own connections, never tried again
    Probe,    // a test of reachability: 4 MiB, 5 s, 5 s, never tried again
    Write,    // 4 MiB, 30 s, 60 s; always through a fresh connection, never tried again
};

struct HttpRequest
{
    QByteArray method = "GET";
    QByteArray path; // encoded, relative to the endpoint's base URL: UrlPath::encoded()
    QList<QPair<QByteArray, QByteArray>> headers;
    QByteArray body;
    QByteArray contentType; // set when there is a body
    CallClass callClass = CallClass::Entity;
    std::chrono::milliseconds wait{0};     // LongPoll: the server-side wait
    // LongPoll: its connections are used for this object's calls only; null: for any.
    QObject *connectionOwner = nullptr;
    // LongPoll: ends with "http.new-connection" (Cancelled) where the owner's connection is not there any more.
    bool needsOpenConnection = false;
    std::optional<qint64> maxBytes;        // decompressed; default by class
    std::optional<std::chrono::milliseconds> inactivityTimeout;
    std::optional<std::chrono::milliseconds> totalTimeout;
    QList<int> expected; // further statuses that are answers, not errors (e.g. 404 of a key); 2xx always are
    QString asker;       // who asks, for the HTTP log: "services panel", "plan"
    bool sendsSecretBody = false; // the body must not be kept, not even redacted
};

struct HttpResponse
{
    int status = 0;
    QList<QPair<QByteArray, QByteArray>> headers;
    QByteArray body;       // decompressed
    qint64 bytesOnWire = 0; // of the body as received, before decompression where known
    std::chrono::milliseconds elapsed{0};
    QString tlsProtocol; // "TLS 1.3", empty for http

    QByteArray header(const char *name) const; // first of that name, case-insensitive; empty when absent
};

// One finished (or failed) call as the Activity drawer shows it. Holds nothing secret: redacted when it is made.
struct HttpLogEntry
{
    quint64 number = 0;
    QDateTime startedAt;
    System system = System::Consul;
    QString endpoint; // host:port
    QString method;
    QString url; // redacted
    QList<QPair<QByteArray, QByteArray>> requestHeaders; // redacted
    QByteArray requestBody;                              // redacted, at most 64 KiB
    int status = 0;
    QString error; // errorKindId, empty when it was answered
    std::chrono::milliseconds elapsed{0};
    qint64 bytes = 0;
    QString asker;
    int attempt = 1;
};

} // namespace mk

Q_DECLARE_METATYPE(mk::HttpLogEntry)
