// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Error.h"
#include "net/HttpClient.h"

#include <QObject>

#include <functional>

namespace mk {

// A Consul blocking query kept going for as long as it lives. It applies the index rules of Consul's documentation
// ("Blocking queries": an index that goes backwards or below 1 starts again from 0; a return is not a change), at most one
// answer a second, and backs off on errors from 1 s to 60 s with jitter. GUI thread.
class LongPoll final : public QObject
{
    Q_OBJECT
public:
    using MakeRequest = std::function<HttpRequest()>; // without index and wait: they are added here

    LongPoll(HttpClient *client, MakeRequest makeRequest, QObject *parent);

    void start();
    void stop();
    // Ask again now, without waiting for a change or for the back-off.
    void refresh();
    quint64 index() const { return m_index; }
    // When the next try will happen after an error; invalid while no error holds.
    QDateTime nextTryAt() const { return m_nextTryAt; }

    struct Timing
    {
        std::chrono::milliseconds wait{std::chrono::minutes(5)};
        std::chrono::milliseconds minInterval{1000};
        std::chrono::milliseconds firstBackOff{1000};
        std::chrono::milliseconds maxBackOff{60'000};
    };
    void setTiming(const Timing &timing) { m_timing = timing; }

Q_SIGNALS:
    void asked(); // a request left
    void answered(const mk::HttpResponse &response, bool indexWentBack);
    void failed(const mk::Error &error);

private:
    void ask(bool blocking);
    HttpClient *m_client;
    MakeRequest m_makeRequest;
    Timing m_timing;
    quint64 m_index = 0;
    QDateTime m_nextTryAt;
    bool m_running = false;
};

} // namespace mk
