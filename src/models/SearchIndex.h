// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Job.h"
#include "models/Roles.h"
#include "models/SearchQuery.h"
#include "models/Status.h"

#include <QHash>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>
#include <vector>

// The global search: everything that the open platform has, in blocks, and who fits best. Blocks are made and searched on
// workers; what stands on the screen is asked of them by position. Secrets are in none of them: a block is given names,
// addresses and paths, never bodies, values, credentials or configurations.
namespace mk {

// A group of results. The order is the order on the screen, where two groups fit equally well.
enum class SearchKind {
    Kept,   // starred by the operator
    Recent,
    Panel,
    Action,
    Finding,
    Route, // API objects, routes, services of Kong
    Plugin,
    Consumer,
    Upstream,
    Certificate, // CA certificates, SNIs, vaults, keys and key sets, too
    Service,     // of Consul
    Instance,
    Node,
    Queue,
    Key,
    Target,
    Dashboard,
    Environment,
};
QString searchKindId(SearchKind kind); // for kept states: "queue"
std::optional<SearchKind> searchKindFromId(const QString &id);
QString searchKindTitle(SearchKind kind); // "Queues", translated

// Where an entity has an address.
enum class AddressField { Address, NodeAddress, UpstreamUrl, ServiceHost, RouteHost, ScrapeUrl, Endpoint };
QString addressFieldText(AddressField field); // "upstream URL", translated

// What one result says of itself.
struct SearchItem
{
    QString panel; // openPanel(panel, id)
    QString id;
    QString name;   // as the server has it
    QString detail; // a line beside it, translated
    QString place;  // at the right edge: the system, a shortcut
    QString iconName;
    Status status = Status::None;
    bool enabled = true; // of actions: detail says why not
};

// Folded texts, one behind the other: a third of what a string each would take.
class FoldedTexts
{
public:
    void reserve(size_t rows) { m_ends.reserve(rows); }
    void append(const QByteArray &folded)
    {
        m_text += folded;
        m_ends.push_back(quint32(m_text.size()));
    }
    void squeeze() { m_text.squeeze(); }
    std::string_view at(size_t row) const
    {
        const size_t begin = row == 0 ? 0 : m_ends[row - 1];
        return {m_text.constData() + begin, m_ends[row] - begin};
    }

private:
    QByteArray m_text;
    std::vector<quint32> m_ends;
};

// The entities of one list as the search sees them. Immutable once made; any thread, but item(), which speaks to people.
class SearchBlock
{
public:
    virtual ~SearchBlock();
    Q_DISABLE_COPY_MOVE(SearchBlock)

    SearchKind kind() const { return m_kind; }
    virtual size_t size() const = 0;
    virtual QString name(size_t row) const = 0;
    virtual QString id(size_t row) const = 0;
    virtual SearchItem item(size_t row) const = 0;
    // The row of an id; nothing: it has none.
    std::optional<size_t> find(const QString &id) const;

    struct AddressOf
    {
        quint32 row = 0;
        quint16 port = 0;
        AddressField field = AddressField::Address;
        bool isIp = false;
        NetAddress::Ip ip{};
    };
    // The address as people read it: "10.2.3.4:8080".
    QString addressText(size_t position) const;
    QString addressField(size_t position) const { return addressFieldText(m_addresses[position].field); }

protected:
    explicit SearchBlock(SearchKind kind) : m_kind(kind) {}
    // Takes down how a row is found; for every row in order.
    void add(const QString &name, const QStringList &more);
    void addAddress(AddressField field, const std::optional<NetAddress> &address);
    void finish();

private:
    friend class SearchRun;
    SearchKind m_kind;
    size_t m_added = 0;
    FoldedTexts m_names;
    FoldedTexts m_more; // paths, hosts, tags, ids: found, but later
    bool m_hasMore = false;
    std::vector<AddressOf> m_addresses;
    FoldedTexts m_hosts; // one an address
};
using SearchBlockPtr = std::shared_ptr<const SearchBlock>;

// Rows that a name leads to and that have been used or starred: they come before equals.
using SearchFavours = QHash<QString, int>; // "kind/id" -> weight, 1 to 100
QString searchFavourKey(SearchKind kind, const QString &id);

// How well something fits; a smaller one comes first.
enum class SearchFit { Exact, Prefix, WordStart, Inside, Initials, Address, Beside, Loose };

struct SearchHit
{
    SearchBlockPtr block;
    size_t row = 0;
    SearchFit fit = SearchFit::Exact;
    std::optional<size_t> address; // position in the block, where that was found
};

struct SearchGroup
{
    SearchKind kind = SearchKind::Panel;
    qint64 total = 0; // the hits are the best of them
    std::vector<SearchHit> hits;
};

struct SearchResult
{
    std::vector<SearchGroup> groups; // best first
    qint64 total = 0;
    qint64 all = 0; // rows that were looked at
};

struct SearchLimits
{
    size_t perGroup = 6;
    std::optional<SearchKind> whole; // this one group alone, and up to `most` of it
    size_t most = 200;
};

// Pure, for a worker. Cancelled: an error of that kind.
Result<SearchResult> searchBlocks(const std::vector<SearchBlockPtr> &blocks, const SearchQuery &query,
                                  const SearchFavours &favours, const SearchLimits &limits, const CancelFlag &cancel);

// Where the words of the query stand in a name, to be shown stronger: sorted, not overlapping, SpanStyle::Strong.
TextSpans searchSpans(const QString &name, const SearchQuery &query);

} // namespace mk
