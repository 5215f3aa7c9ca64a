// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/LongPoll.h"

#include <QRandomGenerator>

#include <algorithm>

namespace mk {

using std::chrono::milliseconds;

namespace {

constexpr int mostNewConnections = 3; // in a row, before one is waited on
constexpr milliseconds firstAnswerLimit{30'000}; // a list that is read at once, not waited for

// "index=7&wait=300000ms" added to what the path asks already.
QByteArray withIndex(const QByteArray &path, quint64 index, milliseconds wait)
{
    return path + (path.contains('?') ? '&' : '?') + "index=" + QByteArray::number(index) +
           "&wait=" + QByteArray::number(qint64(wait.count())) + "ms";
}

} // namespace

LongPoll::LongPoll(HttpClient *client, MakeRequest makeRequest, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_makeRequest(std::move(makeRequest))
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &LongPoll::ask);
}

LongPoll::~LongPoll()
{
    dropCall();
}

void LongPoll::start()
{
    if (m_running)
        return;
    m_running = true;
    m_index = 0;
    ask();
}

void LongPoll::stop()
{
    m_running = false;
    m_timer.stop();
    m_nextTryAt = {};
    m_errorsInARow = 0;
    dropCall();
}

void LongPoll::refresh()
{
    if (!m_running)
        return;
    if (m_call && !m_callWaits)
        return; // its answer is as fresh as a new one would be
    m_index = 0;
    m_errorsInARow = 0; // whoever asks has a reason to think that it goes well now: one more failure is the first one
    ask();
}

void LongPoll::ask()
{
    m_timer.stop();
    dropCall();
    if (!m_running || !m_client)
        return;
    m_callWaits = m_index > 0;
    HttpRequest request = m_makeRequest();
    request.callClass = CallClass::LongPoll;
    request.connectionOwner = this;
    if (m_callWaits) {
        request.path = withIndex(request.path, m_index, m_timing.wait);
        request.wait = m_timing.wait;
        // Servers and proxies that close every connection are asked all the same, after each has been read at once.
        request.needsOpenConnection = m_newConnections < (m_closes ? 1 : mostNewConnections);
        request.inactivityTimeout.reset();
        request.totalTimeout.reset();
    } else if (!request.inactivityTimeout) {
        request.inactivityTimeout = firstAnswerLimit;
    }
    m_nextTryAt = {};
    m_sinceAsked.start();
    const quint64 number = ++m_callNumber;
    Job<HttpResponse> *call = m_client->send(std::move(request), this);
    m_call = call;
    call->done(this, [this, number](const Result<HttpResponse> &result) {
        if (number != m_callNumber || !m_running)
            return;
        m_call = nullptr;
        if (result)
            onAnswer(*result);
        else
            onError(result.error());
    });
    Q_EMIT asked();
}

void LongPoll::askIn(milliseconds delay)
{
    m_timer.start(std::max(delay, milliseconds(0)));
}

void LongPoll::onAnswer(const HttpResponse &response)
{
    const quint64 before = m_told;
    const quint64 told = std::max<quint64>(response.header("X-Consul-Index").toULongLong(), 1);
    const bool wentBack = told < before;
    // What answered a wait for an index that no longer exists may be half a truth; what was read at once is whole.
    m_index = wentBack && m_callWaits ? 0 : told;
    m_told = told;
    m_errorsInARow = 0;
    if (m_callWaits)
        m_newConnections = 0;
    m_closes = response.header("Connection").toLower() == "close";
    askIn(m_timing.minInterval - milliseconds(m_sinceAsked.elapsed()));
    Q_EMIT answered(response, wentBack);
}

void LongPoll::onError(const Error &error)
{
    // The connection went and another one can be had: what is there now is read at once, and only where that goes wrong too
    // it is a failure.
    const bool isNewConnection =
        error.reason == QLatin1String("http.new-connection") || error.reason == QLatin1String("http.sent-again");
    if (isNewConnection && m_newConnections < mostNewConnections) {
        ++m_newConnections;
        m_index = 0;
        ask();
        return;
    }
    constexpr int mostDoublings = 16;
    const milliseconds backOff =
        std::min(m_timing.maxBackOff, m_timing.firstBackOff * (1 << std::min(m_errorsInARow, mostDoublings)));
    ++m_errorsInARow;
    // Many polls fail together when a server goes; they must not come back together.
    const double jitter = 0.75 + QRandomGenerator::global()->generateDouble() / 2;
    const milliseconds jittered(qint64(double(backOff.count()) * jitter));
    const milliseconds delay = std::max(std::min(jittered, m_timing.maxBackOff),
                                        std::min(error.retryAfter.value_or(milliseconds(0)), m_timing.maxBackOff));
    m_nextTryAt = m_client ? m_client->clock().now().addMSecs(delay.count()) : QDateTime();
    // The next one reads at once: it tells that the server is back, and a server that lost its state would let a wait for the
    // old index run out.
    m_index = 0;
    askIn(delay);
    Q_EMIT failed(error);
}

void LongPoll::dropCall()
{
    ++m_callNumber;
    if (m_call)
        m_call->cancel();
    m_call = nullptr;
}

} // namespace mk
