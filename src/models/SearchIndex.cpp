// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/SearchIndex.h"

#include "models/FilterExpression.h"

#include <QCoreApplication>
#include <QHostAddress>

#include <algorithm>
#include <iterator>
#include <map>
#include <tuple>

namespace mk {

namespace {

class SearchTexts
{
    Q_DECLARE_TR_FUNCTIONS(mk::SearchTexts)
};

const std::vector<std::pair<SearchKind, const char *>> &searchKindIds()
{
    static const std::vector<std::pair<SearchKind, const char *>> ids{
        {SearchKind::Kept, "kept"},         {SearchKind::Recent, "recent"},
        {SearchKind::Panel, "panel"},       {SearchKind::Action, "action"},
        {SearchKind::Finding, "finding"},   {SearchKind::Route, "route"},
        {SearchKind::Plugin, "plugin"},     {SearchKind::Consumer, "consumer"},
        {SearchKind::Upstream, "upstream"}, {SearchKind::Certificate, "certificate"},
        {SearchKind::Service, "service"},   {SearchKind::Instance, "instance"},
        {SearchKind::Node, "node"},         {SearchKind::Queue, "queue"},
        {SearchKind::Key, "key"},           {SearchKind::Target, "target"},
        {SearchKind::Dashboard, "dashboard"}, {SearchKind::Environment, "environment"},
    };
    return ids;
}

bool isWordChar(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

bool startsWord(std::string_view text, size_t at)
{
    return at == 0 || (!isWordChar(text[at - 1]) && isWordChar(text[at]));
}

bool isAscii(const QByteArray &text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

constexpr size_t kLongestAbbreviation = 24;
constexpr size_t kLongestName = 200; // beyond it nobody abbreviates

// Every character in order, each after the one before or at the beginning of a word: "vemail" for verification-email.
// Positions are given back where they are asked for.
bool abbreviates(std::string_view name, std::string_view word, std::vector<size_t> *positions = nullptr)
{
    if (word.size() < 2 || word.size() > kLongestAbbreviation || name.size() > kLongestName)
        return false;
    // For each character of the word, where in the name it can stand; ends[i]: those places, ascending.
    std::vector<std::vector<size_t>> places(word.size());
    for (size_t i = 0; i < word.size(); ++i) {
        for (size_t at = 0; at < name.size(); ++at) {
            if (name[at] != word[i])
                continue;
            if (i == 0) {
                if (startsWord(name, at))
                    places[0].push_back(at);
                continue;
            }
            const std::vector<size_t> &before = places[i - 1];
            if (before.empty())
                return false;
            const bool follows = at > 0 && std::binary_search(before.begin(), before.end(), at - 1);
            const bool anew = startsWord(name, at) && before.front() < at;
            if (follows || anew)
                places[i].push_back(at);
        }
        if (places[i].empty())
            return false;
    }
    if (!positions)
        return true;
    positions->assign(word.size(), 0);
    size_t at = places.back().front();
    (*positions)[word.size() - 1] = at;
    for (size_t i = word.size() - 1; i > 0; --i) {
        const std::vector<size_t> &before = places[i - 1];
        if (at > 0 && std::binary_search(before.begin(), before.end(), at - 1))
            --at;
        else
            at = *std::prev(std::lower_bound(before.begin(), before.end(), at));
        (*positions)[i - 1] = at;
    }
    return true;
}

// Every character in order, wherever.
bool isSubsequence(std::string_view name, std::string_view word, std::vector<size_t> *positions = nullptr)
{
    size_t at = 0;
    for (size_t i = 0; i < word.size(); ++i, ++at) {
        at = name.find(word[i], at);
        if (at == std::string_view::npos)
            return false;
        if (positions)
            positions->push_back(at);
    }
    return true;
}

std::string_view viewOf(const QByteArray &bytes)
{
    return {bytes.constData(), size_t(bytes.size())};
}

// How one word fits a row; nothing: it does not.
std::optional<SearchFit> fitOf(std::string_view name, std::string_view more, std::string_view word, bool ascii, bool mayBeLoose)
{
    size_t at = name.find(word);
    if (at == 0)
        return name.size() == word.size() ? SearchFit::Exact : SearchFit::Prefix;
    if (at != std::string_view::npos) {
        for (; at != std::string_view::npos; at = name.find(word, at + 1)) {
            if (startsWord(name, at))
                return SearchFit::WordStart;
        }
        return SearchFit::Inside;
    }
    if (!more.empty() && more.find(word) != std::string_view::npos)
        return SearchFit::Beside;
    if (!ascii || word.size() < 2 || !isSubsequence(name, word))
        return std::nullopt;
    if (abbreviates(name, word))
        return SearchFit::Initials;
    return mayBeLoose && name.size() <= kLongestName ? std::optional(SearchFit::Loose) : std::nullopt;
}

} // namespace

QString searchKindId(SearchKind kind)
{
    for (const auto &[known, id] : searchKindIds()) {
        if (known == kind)
            return QLatin1String(id);
    }
    return {};
}

std::optional<SearchKind> searchKindFromId(const QString &id)
{
    for (const auto &[kind, known] : searchKindIds()) {
        if (id == QLatin1String(known))
            return kind;
    }
    return std::nullopt;
}

QString searchKindTitle(SearchKind kind)
{
    switch (kind) {
    case SearchKind::Kept:
        return SearchTexts::tr("Starred");
    case SearchKind::Recent:
        return SearchTexts::tr("Recent");
    case SearchKind::Panel:
        return SearchTexts::tr("Panels");
    case SearchKind::Action:
        return SearchTexts::tr("Actions");
    case SearchKind::Finding:
        return SearchTexts::tr("Findings");
    case SearchKind::Route:
        return SearchTexts::tr("Routes and APIs");
    case SearchKind::Plugin:
        return SearchTexts::tr("Plugins");
    case SearchKind::Consumer:
        return SearchTexts::tr("Consumers");
    case SearchKind::Upstream:
        return SearchTexts::tr("Upstreams");
    case SearchKind::Certificate:
        return SearchTexts::tr("Certificates and keys of Kong");
    case SearchKind::Service:
        return SearchTexts::tr("Services");
    case SearchKind::Instance:
        return SearchTexts::tr("Instances");
    case SearchKind::Node:
        return SearchTexts::tr("Nodes");
    case SearchKind::Queue:
        return SearchTexts::tr("Queues");
    case SearchKind::Key:
        return SearchTexts::tr("Keys");
    case SearchKind::Target:
        return SearchTexts::tr("Scrape targets");
    case SearchKind::Dashboard:
        return SearchTexts::tr("Dashboards");
    case SearchKind::Environment:
        return SearchTexts::tr("Environments");
    }
    return {};
}

QString addressFieldText(AddressField field)
{
    switch (field) {
    case AddressField::Address:
        return SearchTexts::tr("address");
    case AddressField::NodeAddress:
        return SearchTexts::tr("node address");
    case AddressField::UpstreamUrl:
        return SearchTexts::tr("upstream URL");
    case AddressField::ServiceHost:
        return SearchTexts::tr("host of the service");
    case AddressField::RouteHost:
        return SearchTexts::tr("host of the route");
    case AddressField::ScrapeUrl:
        return SearchTexts::tr("scraped address");
    case AddressField::Endpoint:
        return SearchTexts::tr("endpoint");
    }
    return {};
}

QString searchFavourKey(SearchKind kind, const QString &id)
{
    return searchKindId(kind) + QLatin1Char('/') + id;
}

// ---- blocks

SearchBlock::~SearchBlock() = default;

std::optional<size_t> SearchBlock::find(const QString &wanted) const
{
    for (size_t row = 0; row < size(); ++row) {
        if (id(row) == wanted)
            return row;
    }
    return std::nullopt;
}

QString SearchBlock::addressText(size_t position) const
{
    const AddressOf &address = m_addresses[position];
    QString text;
    if (address.isIp) {
        Q_IPV6ADDR bytes;
        std::copy(address.ip.begin(), address.ip.end(), std::begin(bytes.c));
        bool isV4 = false;
        const QHostAddress host(bytes);
        const quint32 four = host.toIPv4Address(&isV4);
        text = isV4 ? QHostAddress(four).toString() : host.toString();
        if (!isV4 && address.port != 0)
            text = QLatin1Char('[') + text + QLatin1Char(']');
    } else {
        const std::string_view host = m_hosts.at(position);
        text = QString::fromUtf8(host.data(), qsizetype(host.size()));
    }
    return address.port == 0 ? text : QString(text + QLatin1Char(':') + QString::number(address.port));
}

void SearchBlock::add(const QString &name, const QStringList &more)
{
    m_names.append(foldForSearch(name));
    QByteArray folded;
    for (const QString &text : more) {
        if (!text.isEmpty())
            folded += foldForSearch(text) + FilterRow::fieldSeparator;
    }
    m_hasMore = m_hasMore || !folded.isEmpty();
    m_more.append(folded);
    ++m_added;
}

void SearchBlock::addAddress(AddressField field, const std::optional<NetAddress> &address)
{
    if (!address)
        return;
    AddressOf entry;
    entry.row = quint32(m_added - 1); // of the row that add() was told last
    entry.port = quint16(address->port);
    entry.field = field;
    entry.isIp = address->ip.has_value();
    if (address->ip)
        entry.ip = *address->ip;
    m_addresses.push_back(entry);
    m_hosts.append(address->host);
}

void SearchBlock::finish()
{
    m_names.squeeze();
    m_more.squeeze();
    m_hosts.squeeze();
    m_addresses.shrink_to_fit();
}

// ---- search

// One search: what each group has found so far.
class SearchRun
{
public:
    SearchRun(const SearchQuery &query, const SearchFavours &favours, const SearchLimits &limits, const CancelFlag &cancel)
        : m_query(query), m_favours(favours), m_limits(limits), m_cancel(cancel)
    {
        for (const QByteArray &word : query.words)
            m_ascii.push_back(isAscii(word));
    }

    bool look(const SearchBlockPtr &block, bool loosely)
    {
        if (!isWanted(block->kind()))
            return true;
        Found &found = m_found[block->kind()];
        const std::vector<std::pair<size_t, int>> favoured = favouredRows(*block);
        if (!m_query.words.isEmpty() && !lookByWords(block, loosely, favoured, found))
            return false;
        return lookByAddress(block, favoured, found) && !m_cancel.isSet();
    }

    bool foundAny() const
    {
        return std::any_of(m_found.begin(), m_found.end(), [](const auto &entry) { return !entry.second.rows.empty(); });
    }
    SearchResult take(const std::vector<SearchBlockPtr> &blocks);

private:
    struct Row
    {
        quint32 score = 0; // smaller is better
        quint32 row = 0;
        const SearchBlockPtr *block = nullptr;
        qint32 address = -1;
        quint8 fit = 0;
    };
    struct Found
    {
        std::vector<Row> rows;
    };

    bool isWanted(SearchKind kind) const
    {
        if (m_limits.whole && *m_limits.whole != kind)
            return false;
        switch (m_query.scope) {
        case SearchQuery::Scope::Actions:
            return kind == SearchKind::Action || kind == SearchKind::Panel;
        case SearchQuery::Scope::Keys:
            return kind == SearchKind::Key;
        case SearchQuery::Scope::Addresses:
        case SearchQuery::Scope::Everything:
            return true;
        }
        return true;
    }

    // Rows of this block that were used or starred: few, so they are looked up and not their whole list.
    std::vector<std::pair<size_t, int>> favouredRows(const SearchBlock &block) const
    {
        std::vector<std::pair<size_t, int>> rows;
        const QString prefix = searchKindId(block.kind()) + QLatin1Char('/');
        for (auto it = m_favours.cbegin(); it != m_favours.cend(); ++it) {
            if (!it.key().startsWith(prefix) || m_cancel.isSet())
                continue;
            if (const std::optional<size_t> row = block.find(it.key().mid(prefix.size())))
                rows.emplace_back(*row, it.value());
        }
        std::sort(rows.begin(), rows.end());
        return rows;
    }

    static int favourOf(const std::vector<std::pair<size_t, int>> &favoured, size_t row)
    {
        if (favoured.empty())
            return 0;
        const auto at = std::lower_bound(favoured.begin(), favoured.end(), std::pair<size_t, int>(row, 0));
        return at != favoured.end() && at->first == row ? at->second : 0;
    }

    // The fit counts first, but what was used lately gains one step; then the favour, then the shorter name.
    static quint32 scoreOf(SearchFit fit, int favour, size_t length)
    {
        int step = int(fit);
        if (favour > 0 && step > 0 && fit != SearchFit::Loose)
            --step;
        return (quint32(step) << 24) | (quint32(100 - std::clamp(favour, 0, 100)) << 16)
            | quint32(std::min<size_t>(length, 0xffff));
    }

    bool lookByWords(const SearchBlockPtr &block, bool loosely, const std::vector<std::pair<size_t, int>> &favoured, Found &found)
    {
        const SearchBlock &rows = *block;
        const size_t count = rows.m_added;
        for (size_t row = 0; row < count; ++row) {
            if ((row & 0x3ff) == 0 && m_cancel.isSet())
                return false;
            const std::string_view name = rows.m_names.at(row);
            const std::string_view more = rows.m_hasMore ? rows.m_more.at(row) : std::string_view();
            SearchFit worst = SearchFit::Exact;
            bool fits = true;
            for (qsizetype i = 0; i < m_query.words.size() && fits; ++i) {
                const std::optional<SearchFit> fit =
                    fitOf(name, more, viewOf(m_query.words[i]), m_ascii[size_t(i)], loosely);
                fits = fit.has_value();
                if (fit)
                    worst = std::max(worst, *fit);
            }
            if (!fits || (loosely && worst != SearchFit::Loose))
                continue;
            found.rows.push_back({scoreOf(worst, favourOf(favoured, row), name.size()), quint32(row), &block, -1, quint8(worst)});
        }
        return true;
    }

    bool lookByAddress(const SearchBlockPtr &block, const std::vector<std::pair<size_t, int>> &favoured, Found &found)
    {
        if (!m_query.address)
            return true;
        const SearchBlock &rows = *block;
        std::vector<std::pair<quint32, size_t>> have; // rows found by their words already, and where
        for (size_t i = 0; i < found.rows.size(); ++i) {
            if (found.rows[i].block == &block)
                have.emplace_back(found.rows[i].row, i);
        }
        for (size_t i = 0; i < rows.m_addresses.size(); ++i) {
            if ((i & 0x3ff) == 0 && m_cancel.isSet())
                return false;
            const SearchBlock::AddressOf &address = rows.m_addresses[i];
            if (!m_query.address->matches(address.isIp ? &address.ip : nullptr, rows.m_hosts.at(i), address.port))
                continue;
            const auto known = std::lower_bound(have.begin(), have.end(), std::pair<quint32, size_t>(address.row, 0));
            if (known != have.end() && known->first == address.row) {
                Row &row = found.rows[known->second];
                if (row.address < 0)
                    row.address = qint32(i); // its words say less than why it is meant
                continue;
            }
            if (!found.rows.empty() && found.rows.back().block == &block && found.rows.back().row == address.row
                && found.rows.back().address >= 0)
                continue; // one row, several of its addresses
            found.rows.push_back({scoreOf(SearchFit::Address, favourOf(favoured, address.row), rows.m_names.at(address.row).size()),
                                  address.row, &block, qint32(i), quint8(SearchFit::Address)});
        }
        return true;
    }

    const SearchQuery &m_query;
    const SearchFavours &m_favours;
    const SearchLimits &m_limits;
    const CancelFlag &m_cancel;
    std::vector<bool> m_ascii;
    std::map<SearchKind, Found> m_found;
};

SearchResult SearchRun::take(const std::vector<SearchBlockPtr> &blocks)
{
    SearchResult result;
    for (const SearchBlockPtr &block : blocks) {
        if (block->kind() != SearchKind::Kept && block->kind() != SearchKind::Recent)
            result.all += qint64(block->size());
    }
    std::vector<std::pair<quint32, SearchGroup>> groups; // by the score of their best
    for (auto &[kind, found] : m_found) {
        if (found.rows.empty())
            continue;
        const size_t wanted = std::min(found.rows.size(), m_limits.whole ? m_limits.most : m_limits.perGroup);
        const auto better = [](const Row &one, const Row &other) {
            return std::tie(one.score, one.block, one.row) < std::tie(other.score, other.block, other.row);
        };
        std::partial_sort(found.rows.begin(), found.rows.begin() + std::ptrdiff_t(wanted), found.rows.end(), better);
        SearchGroup group;
        group.kind = kind;
        group.total = qint64(found.rows.size());
        for (size_t i = 0; i < wanted; ++i) {
            const Row &row = found.rows[i];
            group.hits.push_back({*row.block, row.row, SearchFit(row.fit),
                                  row.address < 0 ? std::nullopt : std::optional(size_t(row.address))});
        }
        result.total += group.total;
        groups.emplace_back(found.rows.front().score >> 24, std::move(group));
    }
    std::stable_sort(groups.begin(), groups.end(), [](const auto &one, const auto &other) { return one.first < other.first; });
    for (auto &[score, group] : groups)
        result.groups.push_back(std::move(group));
    return result;
}

Result<SearchResult> searchBlocks(const std::vector<SearchBlockPtr> &blocks, const SearchQuery &query,
                                  const SearchFavours &favours, const SearchLimits &limits, const CancelFlag &cancel)
{
    SearchRun run(query, favours, limits, cancel);
    for (const SearchBlockPtr &block : blocks) {
        if (!run.look(block, false))
            return fail(Error::cancelled());
    }
    // Letters strewn over a name are a guess: only where nothing better is there.
    if (!run.foundAny() && !query.words.isEmpty()) {
        for (const SearchBlockPtr &block : blocks) {
            if (!run.look(block, true))
                return fail(Error::cancelled());
        }
    }
    return run.take(blocks);
}

// ---- what is found, in a name

TextSpans searchSpans(const QString &name, const SearchQuery &query)
{
    std::vector<bool> strong(size_t(name.size()), false);
    const QString lower = name.toLower();
    if (lower.size() != name.size())
        return {}; // a letter that becomes two: nothing is marked rather than the wrong ones
    const QStringList words = query.text.toLower().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    for (const QString &word : words) {
        qsizetype at = lower.indexOf(word);
        if (at >= 0) {
            // The one that counted: at the beginning of a word, where there is such a one.
            for (qsizetype next = at; next >= 0; next = lower.indexOf(word, next + 1)) {
                if (next == 0 || !lower[next - 1].isLetterOrNumber()) {
                    at = next;
                    break;
                }
            }
            std::fill_n(strong.begin() + at, word.size(), true);
            continue;
        }
        const QByteArray folded = lower.toLatin1();
        const QByteArray letters = word.toLatin1();
        if (QString::fromLatin1(folded) != lower || QString::fromLatin1(letters) != word)
            continue;
        std::vector<size_t> positions;
        if (abbreviates(viewOf(folded), viewOf(letters), &positions)
            || (positions.clear(), isSubsequence(viewOf(folded), viewOf(letters), &positions))) {
            for (const size_t position : positions)
                strong[position] = true;
        }
    }
    TextSpans spans;
    for (qsizetype i = 0; i < name.size(); ++i) {
        if (!strong[size_t(i)])
            continue;
        if (!spans.isEmpty() && spans.last().start + spans.last().length == int(i))
            ++spans.last().length;
        else
            spans.append({int(i), 1, SpanStyle::Strong});
    }
    return spans;
}

} // namespace mk
