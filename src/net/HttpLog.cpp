// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/HttpLog.h"

#include "core/Redactor.h"

#include <algorithm>

namespace mk {

namespace {
constexpr std::chrono::milliseconds rateWindow{10'000};

// For a POSIX shell: literal text in single quotes, every masked secret as a variable for the reader to fill in.
QString shellQuoted(QString text)
{
    const QString mask = Redactor::mask();
    text.replace(QString::fromLatin1(QUrl::toPercentEncoding(mask)), mask);
    QStringList pieces = text.split(mask);
    for (QString &piece : pieces) {
        piece.replace(QLatin1Char('\''), QStringLiteral("'\\''"));
        piece = QLatin1Char('\'') + piece + QLatin1Char('\'');
    }
    return pieces.join(QStringLiteral("\"$SECRET\""));
}
} // namespace

HttpLog::HttpLog(QObject *parent, int capacity)
    : QObject(parent)
    , m_capacity(std::max(capacity, 1))
{
}

void HttpLog::add(HttpLogEntry entry)
{
    entry.number = m_next++;
    m_entries.push_back(std::move(entry));
    while (m_entries.size() > size_t(m_capacity))
        m_entries.pop_front();
    // A copy: a slot may clear the log.
    const HttpLogEntry newest = m_entries.back();
    Q_EMIT added(newest);
}

void HttpLog::clear()
{
    m_entries.clear();
    Q_EMIT cleared();
}

double HttpLog::callsPerSecond(const QDateTime &now) const
{
    // Entries stand in the order in which they ended, so the newest are at the back.
    int count = 0;
    for (auto entry = m_entries.rbegin(); entry != m_entries.rend(); ++entry) {
        const QDateTime ended = entry->startedAt.addMSecs(entry->elapsed.count());
        if (ended.msecsTo(now) > rateWindow.count())
            break;
        ++count;
    }
    return count / std::chrono::duration<double>(rateWindow).count();
}

QString HttpLog::asCurl(const HttpLogEntry &entry)
{
    // --globoff and --path-as-is: curl must send the very path, whatever stands in it.
    QString line = QStringLiteral("curl --globoff --path-as-is");
    if (entry.method == QLatin1String("HEAD"))
        line += QStringLiteral(" --head");
    else if (entry.method != QLatin1String("GET"))
        line += QStringLiteral(" -X ") + shellQuoted(entry.method);
    for (const auto &[name, value] : entry.requestHeaders) {
        const QString key = QString::fromUtf8(name);
        // "Name:" would tell curl to drop the header; "Name;" sends it empty.
        line += QStringLiteral(" -H ") +
                shellQuoted(value.isEmpty() ? QString(key + QLatin1Char(';'))
                                            : QString(key + QStringLiteral(": ") + QString::fromUtf8(value)));
    }
    if (!entry.requestBody.isEmpty())
        line += QStringLiteral(" --data-binary \"$BODY\"");
    return QString(line + QLatin1Char(' ') + shellQuoted(entry.url));
}

} // namespace mk
