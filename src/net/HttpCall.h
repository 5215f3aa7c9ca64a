// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Job.h"
#include "net/HttpClient.h"
#include "net/HttpTypes.h"

#include <QList>
#include <QNetworkReply>
#include <QPointer>
#include <QSslError>
#include <QTimer>

#include <memory>

class QNetworkAccessManager;

namespace mk {

class GzipReader;
class OneShotBody;

// One call of an HttpClient, tries again included. Made by HttpClient::send() alone. GUI thread.
class HttpCall final : public Job<HttpResponse>
{
    Q_OBJECT
public:
    HttpCall(HttpClient *client, HttpRequest request, QObject *parent);
    ~HttpCall() override;

    // Whether this may stand as a header: a token, and no character that would end the line.
    static bool isHeader(const QByteArray &name, const QByteArray &value);

protected:
    void onStart() override;
    void onCancel() override;
    Error cancelledError() const override;

private:
    friend class HttpClient;

    std::optional<Error> refusal() const; // why it must not be sent at all
    void begin();                         // the next attempt, as soon as there is a connection for it
    void attempt(QNetworkAccessManager *manager);
    void checkPeer(const QList<QSslError> &errors);
    void onMetaData();
    void onReadyRead();
    void takeBytes(); // moves what has arrived into the answer, a byte beyond the cap at most
    void onFinished();
    void stop(Error error); // ends the attempt from our side
    QNetworkReply::NetworkError connectionError() const;
    std::optional<Error> verdict();
    void settle(std::optional<Error> error);
    bool mayTryAgain(const Error &error) const;
    void closeAttempt(); // frees reply and connection
    void writeLog(const QString &errorId);
    Error described(Error error) const;
    bool mayHaveLeft() const;
    void loseClient(); // the client is being destroyed

    HttpClient *m_client; // null once it is gone
    HttpRequest m_request;
    bool m_reading;
    QUrl m_url;
    int m_attempt = 0;
    qint64 m_maxBytes;
    std::chrono::milliseconds m_inactivityLimit;
    std::chrono::milliseconds m_totalLimit;
    QTimer m_inactivity;
    QTimer m_total;
    QTimer m_retry;

    enum class Lane { None, Waiting, Reads, Polls, Own };
    Lane m_lane = Lane::None;
    HttpClient::Pool *m_poll = nullptr;
    QNetworkAccessManager *m_own = nullptr;
    QPointer<QNetworkReply> m_reply;
    QPointer<OneShotBody> m_body; // of a write; belongs to the reply
    bool m_encrypted = false;
    std::unique_ptr<GzipReader> m_gzip; // while the answer is compressed
    qint64 m_wireBytes = 0;             // of the body, as they came
    bool m_badEncoding = false;
    std::optional<Error> m_stopped; // why we ended the attempt ourselves
    HttpResponse m_response;
    QDateTime m_startedAt;
    std::chrono::milliseconds m_startedTick{0};
};

} // namespace mk
