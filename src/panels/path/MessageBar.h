// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/MessageRouting.h"

#include <QWidget>

class QComboBox;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QStringListModel;

namespace mk {

class Banner;
class Theme;

// Where a message is described: virtual host, exchange, routing key, headers. Nothing is published.
class MessageBar final : public QWidget
{
    Q_OBJECT
public:
    explicit MessageBar(const Theme *theme, QWidget *parent = nullptr);

    void setMessage(const messagerouting::Message &message);
    void clear();
    // What can be chosen from; what is typed or chosen stays.
    void setVhosts(const QStringList &names);
    void setExchanges(const QStringList &names);
    void setQueues(const QStringList &names); // what the key may be at the default exchange
    QString vhost() const;
    QString exchange() const;
    void focusKey();

Q_SIGNALS:
    void traceRequested(const mk::messagerouting::Message &message);
    void vhostChanged();

private:
    void trace();
    void exchangeChanged();
    QStringList m_exchangeNames;
    QComboBox *m_vhost;
    QComboBox *m_exchange;
    QLineEdit *m_key;
    QStringListModel *m_queueNames;
    QPushButton *m_headersButton;
    QPushButton *m_trace;
    QWidget *m_headersBox;
    QPlainTextEdit *m_headers;
    QWidget *m_bannerBox;
    Banner *m_banner;
};

// One header on each line, "name: value"; numbers, true, false and JSON lists are such, the rest is text; or one JSON object.
// Nothing where a line has no colon.
std::optional<QByteArray> headersFromText(const QString &text);
QString headersToText(const QByteArray &headers);

} // namespace mk
