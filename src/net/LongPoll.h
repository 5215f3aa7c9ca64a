// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Error.h"
#include "net/HttpClient.h"

#include <QElapsedTimer>
#include <QObject>
#include <QPointer>
#include <QTimer>

#include <functional>

namespace mk {

// A Consul blocking query kept going for as long as it lives. It applies the index rules of Consul's documentation
// ("Blocking queries": after an index that goes backwards the next question does not wait; one that is missing or below 1
// counts as 1; a return is not a change, so every answer is told and the receiver compares), at most one answer a second,
// waits on the connection of the answer before only (behind a new one may be a server whose index began anew),
// and backs off on errors from 1 s to 60 s with jitter, or as long as the server's Retry-After asks. GUI thread.
class LongPoll final : public QObject
{
    Q_OBJECT
public:
    using MakeRequest = std::function<HttpRequest()>; // without index and wait: they are added here

    // The client must outlive it, or be gone together with it.
    LongPoll(HttpClient *client, MakeRequest makeRequest, QObject *parent);
    ~LongPoll() override;

    void start(); // the first question does not wait
    void stop();  // the connection is free at once
    // Ask again now, without waiting for a change or for the back-off, which begins anew.
    void refresh();
    bool isRunning() const { return m_running; }
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
    void ask();
    void askIn(std::chrono::milliseconds delay);
    void onAnswer(const HttpResponse &response);
    void onError(const Error &error);
    void dropCall();

    QPointer<HttpClient> m_client;
    MakeRequest m_makeRequest;
    Timing m_timing;
    quint64 m_index = 0; // to wait on; 0: read at once
    quint64 m_told = 0;  // by the last answer; survives failures
    QDateTime m_nextTryAt;
    bool m_running = false;
    int m_errorsInARow = 0;
    int m_newConnections = 0; // met since a question last waited for its answer
    bool m_closes = false;    // the server closes each connection after its answer
    QPointer<JobBase> m_call;
    bool m_callWaits = false; // the question under way is a blocking one
    quint64 m_callNumber = 0; // tells an answer that nobody waits for any more
    QElapsedTimer m_sinceAsked;
    QTimer m_timer;
};

} // namespace mk
