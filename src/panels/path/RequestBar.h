// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/RequestText.h"

#include <QWidget>

class QComboBox;
class QLineEdit;
class QMenu;
class QPlainTextEdit;
class QPushButton;

namespace mk {

class Banner;
class Theme;

// Where a request is typed: method, address, headers. A curl command line that is pasted into the address field is
// taken apart; what of it could not be understood is told under the bar.
class RequestBar final : public QWidget
{
    Q_OBJECT
public:
    RequestBar(const Theme *theme, QWidget *parent = nullptr);

    // For addresses that name no host.
    void setDefaultHost(const QByteArray &host) { m_defaultHost = host; }
    QByteArray defaultHost() const { return m_defaultHost; }
    void setRequest(const RouteRequest &request);
    void clear();
    void setRemark(const QString &title, const QString &text); // marked
    void showRemarks(const requesttext::Parsed &parsed);       // what of it was passed over
    void setRecent(const QList<RouteRequest> &requests);
    void focusAddress();

Q_SIGNALS:
    void traceRequested(const mk::RouteRequest &request);
    void recentCleared();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void trace();
    void takePasted();
    void showHeaders(bool show);
    void showHeaderCount();

    const Theme *m_theme;
    QComboBox *m_method;
    QLineEdit *m_address;
    QPushButton *m_headersButton;
    QPushButton *m_recent;
    QMenu *m_recentMenu;
    QPushButton *m_trace;
    QWidget *m_headersBox;
    QPlainTextEdit *m_headers;
    QWidget *m_bannerBox;
    Banner *m_banner;
    QByteArray m_defaultHost = QByteArrayLiteral("localhost");
    QByteArray m_sni; // of a request that was made from an entity
    bool m_http10 = false;
    bool m_withoutHost = false; // "curl -H Host:"
};

} // namespace mk
