// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/RecordTableModel.h"
#include "net/HttpLog.h"

#include <QTimer>

namespace mk {

// A call has its number; what was logged never changes.
template <>
struct RecordTraits<HttpLogEntry>
{
    static QString key(const HttpLogEntry &entry) { return QString::number(entry.number); }
};
inline bool operator==(const HttpLogEntry &a, const HttpLogEntry &b)
{
    return a.number == b.number;
}

// The calls of this run as the Activity drawer lists them, newest first unless sorted. Follows the log at most ten times a
// second, and not at all while inactive.
class HttpLogModel final : public RecordTableModel<HttpLogEntry>
{
    Q_OBJECT
public:
    explicit HttpLogModel(HttpLog *log, QObject *parent = nullptr);

    void setActive(bool active); // the drawer is open; starts out active
    bool isActive() const { return m_active; }

private:
    static Columns makeColumns();
    void readLog();
    QPointer<HttpLog> m_log;
    QTimer m_timer;
    bool m_active = true;
};

} // namespace mk
