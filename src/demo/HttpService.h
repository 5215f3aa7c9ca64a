// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHostAddress>
#include <QList>
#include <QPair>

#include <nlohmann/json_fwd.hpp>

#include <functional>

// microkubes-demo: simulated systems on loopback. Nothing of the console is linked here, and nothing of this in the console.
namespace mk::demo {

using Headers = QList<QPair<QByteArray, QByteArray>>;

// The first header of that name, case-insensitive; empty when absent.
inline QByteArray headerOf(const Headers &headers, const QByteArray &name)
{
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

// One request as it came over the wire, complete.
struct Request
{
    QByteArray method;
    QByteArray target; // as sent: path and query, not decoded, not normalised
    Headers headers;
    QByteArray body;
    bool overTls = false;
    QHostAddress peer;
    quint16 localPort = 0;

    QByteArray path() const { return target.left(target.indexOf('?') < 0 ? target.size() : target.indexOf('?')); }
    QByteArray query() const { return target.indexOf('?') < 0 ? QByteArray() : target.mid(target.indexOf('?') + 1); }
    QByteArray header(const QByteArray &name) const { return headerOf(headers, name); }
};

// What is answered. The server adds Date, Content-Length and Connection where they are absent.
struct Reply
{
    int status = 200;
    Headers headers;
    QByteArray body;
};

// application/json. What is no UTF-8 in it must not end the program: it is replaced.
Reply plainJson(int status, const nlohmann::json &value);

// One simulated system behind one port. GUI-less; everything happens on the main thread.
class HttpService
{
public:
    virtual ~HttpService() = default;
    // Calls respond exactly once: at once, or later (a blocking query). The server forgets a request whose client went
    // away; calling respond then is harmless.
    virtual void handle(const Request &request, std::function<void(Reply)> respond) = 0;
    // False where the request is meant to change something: what the counters call a write.
    virtual bool onlyReads(const Request &request) const
    {
        return request.method == "GET" || request.method == "HEAD" || request.method == "OPTIONS" || request.method == "TRACE";
    }
};

} // namespace mk::demo
