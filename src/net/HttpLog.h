// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/HttpTypes.h"

#include <QObject>

#include <deque>

namespace mk {

// The last calls of this run, newest last; bounded, in memory only. GUI thread.
class HttpLog final : public QObject
{
    Q_OBJECT
public:
    explicit HttpLog(QObject *parent = nullptr, int capacity = 5000);

    void add(HttpLogEntry entry); // gives it its number
    const std::deque<HttpLogEntry> &entries() const { return m_entries; }
    void clear();
    // Calls that ended within the last ten seconds, per second.
    double callsPerSecond(const QDateTime &now) const;

    // The call as a line for a POSIX shell: secrets are "$SECRET"-like placeholders, bodies masked, everything quoted.
    static QString asCurl(const HttpLogEntry &entry);

Q_SIGNALS:
    void added(const mk::HttpLogEntry &entry);
    void cleared();

private:
    std::deque<HttpLogEntry> m_entries;
    int m_capacity;
    quint64 m_next = 1;
};

} // namespace mk
