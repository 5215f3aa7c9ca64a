// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Json.h"
#include "demo/HttpService.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace mk::demo {

// What a simulated system can be told to do wrong, by name:
//
//   refuse         the port is closed until the fault is taken back; open connections are reset. Takes no path, no count
//   hang           the request is read and never answered
//   trickle        the true answer, byte by byte, one every intervalMs
//   cut-off        the true answer, its connection closed after half of the body
//   reset          the connection is reset (RST) instead of an answer; nothing was done
//   lose-answer    the request is carried out, its answer never sent: the connection is closed; how: "close" (default), "reset"
//                  or "hang"
//   wrong-type     the true answer, called text/html
//   broken-json    the true answer, its text cut in the middle but sent as if it were whole
//   deep-json      200 and 10,000 lists inside each other
//   big-numbers    the true answer, every number in it of 40 digits
//   invalid-utf8   the true answer, bytes that are no UTF-8 at the beginning of each of its texts
//   huge-announced 200 and a Content-Length of one tebibyte, of which as much is sent as anybody takes
//   endless        200 and a list in chunks that has no end
//   redirect       302 to `location`, another host
//   401 403 429 500 503   refused with a JSON message; 429 has Retry-After: retryAfter
//   html-error     502 with a page instead of JSON
//
// None but trickle, cut-off, lose-answer, wrong-type, broken-json, big-numbers and invalid-utf8 lets the request through to
// the system.
struct Fault
{
    QByteArray name;
    QByteArray system;      // "kong-admin", "kong-proxy", ...; empty: the first of the platform
    QByteArray method;      // empty: any
    QByteArray path = "*";  // of the target without its query; * stands for anything
    int after = 0;          // so many such requests are let through first
    int count = -1;         // so many are treated; -1: until it is taken back
    int intervalMs = 20;    // trickle
    int retryAfter = 30;    // 429, seconds
    QByteArray how = "close";
    QByteArray location = "http://elsewhere.invalid:8001/";

    bool passesThrough() const; // the system sees the request
    // The answer instead of the true one, for those that have one.
    std::optional<Reply> ownReply() const;
    // The true answer as it is sent, for those that change it.
    Reply changed(Reply reply) const;

    static const QStringList &names();
    // Fills from {"fault": name, "system": ..., "path": ...}; false with the reason.
    static bool fromJson(const nlohmann::json &json, Fault *fault, QString *why);
    // "reset", "reset:/apis/*", "reset:/apis/*:2", as the command line has it.
    static bool fromText(const QString &text, Fault *fault, QString *why);
    nlohmann::json toJson() const;
};

// The faults that are switched on.
class Misbehaviour
{
public:
    void add(const Fault &fault) { m_faults.push_back(fault); }
    void clear() { m_faults.clear(); }
    const std::vector<Fault> &faults() const { return m_faults; }
    bool refuses(const QByteArray &system) const;
    // The fault that this request meets, counted as used; the one added last goes first.
    std::optional<Fault> take(const QByteArray &system, const Request &request);

private:
    std::vector<Fault> m_faults;
};

} // namespace mk::demo
