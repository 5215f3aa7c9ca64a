// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Error.h"
#include "core/System.h"
#include "net/HttpTypes.h"

#include <QNetworkReply>

namespace mk {

// The one mapping from what arrived (or did not) to the taxonomy of core/Error.h. Nothing here is redacted yet:
// HttpCall does that, and fills in whom and what was asked.

// A complete answer whose status is no success. The server's own words are kept: plain text (Consul), the members that
// Kong, RabbitMQ, Prometheus and Consul's transactions speak through, the title of an HTML page.
Error errorFromAnswer(System system, const HttpResponse &response);

// A call that got no complete answer. Reasons (those of a proxy get its name as argument "proxy" from HttpCall): "connection-lost", "proxy.refused", "proxy.no-such-host",
// "proxy.time-out", "proxy.unauthorised", "proxy.lost", "http.bad-encoding", "http.not-http", "tls.handshake",
// "tls.client-certificate".
Error errorFromTransport(QNetworkReply::NetworkError code, const QString &text, int status);
// Whether this code says that an answer arrived which merely was no success.
bool isAnswer(QNetworkReply::NetworkError code, int status);

// Seconds or an HTTP date; nothing where the header is absent or unreadable.
std::optional<std::chrono::milliseconds> retryAfterOf(const HttpResponse &response, const QDateTime &now);

QString serverMessageOf(const QByteArray &body); // at most 4,000 characters, trimmed

} // namespace mk
