// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/HttpLogModel.h"

#include "core/Format.h"
#include "models/ErrorText.h"

namespace mk {

namespace {

constexpr int readEveryMs = 100;

Status statusOf(const HttpLogEntry &entry)
{
    if (entry.error == QLatin1String("cancelled"))
        return Status::Unknown;
    if (entry.status >= 200 && entry.status < 400 && entry.error.isEmpty())
        return Status::Ok;
    if (entry.status >= 400 && entry.status < 500)
        return Status::Warn;
    return entry.error.isEmpty() ? Status::Ok : Status::Crit;
}

} // namespace

HttpLogModel::HttpLogModel(HttpLog *log, QObject *parent) : RecordTableModel<HttpLogEntry>(makeColumns(), parent), m_log(log)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(readEveryMs);
    m_timer.callOnTimeout(this, &HttpLogModel::readLog);
    connect(log, &HttpLog::added, this, [this] {
        if (m_active && !m_timer.isActive())
            m_timer.start();
    });
    connect(log, &HttpLog::cleared, this, &HttpLogModel::readLog);
    readLog();
}

void HttpLogModel::setActive(bool active)
{
    if (m_active == active)
        return;
    m_active = active;
    if (active)
        readLog();
    else
        m_timer.stop();
}

void HttpLogModel::readLog()
{
    if (!m_log)
        return;
    const auto &entries = m_log->entries();
    setRows(std::vector<HttpLogEntry>(entries.rbegin(), entries.rend()));
}

HttpLogModel::Columns HttpLogModel::makeColumns()
{
    using Entry = HttpLogEntry;
    Columns columns;

    Column<Entry> time{QStringLiteral("time"), tr("Time"), [](const Entry &e) { return format::timeOfDay(e.startedAt); }};
    time.sortText = [](const Entry &e) { return format::iso(e.startedAt); };
    time.copyText = time.sortText;
    time.tooltip = [](const Entry &e) { return format::dateTime(e.startedAt); };
    time.widthHint = 88;
    columns.push_back(time);

    Column<Entry> system{QStringLiteral("system"), tr("System"), [](const Entry &e) { return systemName(e.system); }};
    system.widthHint = 88;
    columns.push_back(system);

    Column<Entry> method{QStringLiteral("method"), tr("Method"), [](const Entry &e) { return e.method; }};
    method.mono = true;
    method.widthHint = 72;
    columns.push_back(method);

    Column<Entry> url{QStringLiteral("url"), tr("Address"), [](const Entry &e) { return e.url; }};
    url.mono = true;
    url.elideMode = Qt::ElideMiddle;
    url.tooltip = [](const Entry &e) { return e.url; };
    url.widthHint = 480;
    columns.push_back(url);

    Column<Entry> status{QStringLiteral("status"), tr("Answer"), [](const Entry &e) {
                             if (e.status != 0)
                                 return QString::number(e.status);
                             return e.error.isEmpty() ? format::notGiven() : errorKindWord(e.error);
                         }};
    status.status = statusOf;
    status.tooltip = [](const Entry &e) {
        QStringList words;
        if (e.status != 0)
            words.append(QString::number(e.status));
        if (!e.error.isEmpty())
            words.append(errorKindWord(e.error));
        if (e.attempt > 1)
            words.append(tr("attempt %1").arg(e.attempt));
        return words.join(QStringLiteral(", "));
    };
    status.widthHint = 120;
    columns.push_back(status);

    Column<Entry> elapsed{QStringLiteral("ms"), tr("Duration"), [](const Entry &e) { return format::milliseconds(e.elapsed); }};
    elapsed.number = [](const Entry &e) { return std::optional<double>(double(e.elapsed.count())); };
    elapsed.widthHint = 80;
    columns.push_back(elapsed);

    Column<Entry> bytes{QStringLiteral("bytes"), tr("Size"), [](const Entry &e) { return format::size(e.bytes); }};
    bytes.number = [](const Entry &e) { return std::optional<double>(double(e.bytes)); };
    bytes.dim = [](const Entry &e) { return e.bytes == 0; };
    bytes.widthHint = 80;
    columns.push_back(bytes);

    Column<Entry> asker{QStringLiteral("asker"), tr("Asked by"), [](const Entry &e) { return e.asker; }};
    asker.widthHint = 136;
    columns.push_back(asker);

    Column<Entry> endpoint{QStringLiteral("endpoint"), tr("Endpoint"), [](const Entry &e) { return e.endpoint; }};
    endpoint.mono = true;
    endpoint.elideMode = Qt::ElideMiddle;
    endpoint.widthHint = 160;
    endpoint.visibleByDefault = false;
    columns.push_back(endpoint);
    return columns;
}

} // namespace mk
