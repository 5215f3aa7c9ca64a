// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/kong/KongDecode.h"
#include "core/Job.h"
#include "net/HttpClient.h"

#include <QHash>
#include <QPointer>
#include <QSet>

#include <functional>
#include <memory>

namespace mk::kong {

// What the pages of one load said of themselves, by the hash of their bytes.
using PageHeads = QHash<quint64, PageHead>;

// A whole list, read page by page.
template <class T>
struct Listed
{
    std::shared_ptr<const std::vector<T>> rows; // null when unchanged
    quint64 hash = 0;                           // of all bytes
    bool unchanged = false;                     // ListOptions::confirmUnchanged said so: nothing was decoded
    std::shared_ptr<const PageHeads> heads;     // for ListOptions::known of the next load
};

template <class T>
struct ListOptions
{
    QString asker;
    Kind kind = kindOf<T>();
    bool old = false; // speaksOld() of this kind
    // What to ask for, with the offset of the page before; absent: listRequest() of the kind.
    std::function<HttpRequest(const QString &offset)> page;
    // Rows so far, first after one page, then whenever they have doubled; set it for a first load only: every page is decoded as it comes then.
    std::function<void(std::vector<T>)> partial;
    // Of the load before: pages whose bytes are the same are not scanned again. May be null.
    std::shared_ptr<const PageHeads> known;
    // Asked with the hash of all bytes before anything is decoded.
    std::function<bool(quint64)> confirmUnchanged;
};

// What keeps a server that is broken or means harm from keeping us busy for ever.
struct ListLimits
{
    int maxPages = 5000;
    qint64 maxBytes = 512LL * 1024 * 1024; // of all pages
};

// One list of Kong, page after page (1000 rows each). Fails with ErrorKind::Unreadable "kong.paging-loop" where an offset
// comes again or pages bring nothing, ErrorKind::TooLarge "kong.list-too-large". progressed(): rows, total or -1. Rows that
// come twice (pages by number shift while rows are added) are kept once. GUI thread; hashes and decodes on workers.
template <class T>
class ListJob final : public Job<Listed<T>>
{
public:
    ListJob(HttpClient *http, ListOptions<T> options, QObject *parent, const ListLimits &limits = {});

protected:
    void onStart() override { ask(QString()); }

private:
    void ask(const QString &offset);
    struct Page
    {
        QByteArray body;
        quint64 hash = 0;
        PageHead head;
    };
    static Result<Page> pageOf(const QByteArray &body, const PageHeads *known);
    void take(const QByteArray &body);
    void takePage(const Page &page);
    quint64 hashOfAll() const;
    void decodePart(const QByteArray &body, bool isLast);
    void allIn();
    void finishParts();

    QPointer<HttpClient> m_http;
    ListOptions<T> m_options;
    ListLimits m_limits;
    std::vector<QByteArray> m_pages;
    std::vector<quint64> m_hashes; // of m_pages
    std::shared_ptr<PageHeads> m_heads = std::make_shared<PageHeads>();
    std::vector<std::shared_ptr<const std::vector<T>>> m_parts; // with options.partial: the decoded pages
    int m_decoding = 0;
    bool m_lastIsIn = false;
    QSet<QString> m_offsets;
    int m_emptyPages = 0;
    qint64 m_rows = 0;
    qint64 m_shown = 0; // of them, at the last partial
    qint64 m_bytes = 0;
};

extern template class ListJob<Api>;
extern template class ListJob<Service>;
extern template class ListJob<Route>;
extern template class ListJob<Plugin>;
extern template class ListJob<Consumer>;
extern template class ListJob<Entity>;

} // namespace mk::kong
