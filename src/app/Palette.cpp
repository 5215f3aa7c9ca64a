// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/Palette.h"

#include "app/AppContext.h"
#include "app/PanelDeck.h"
#include "core/Format.h"
#include "core/SafeText.h"
#include "panels/PlanPreviewText.h"
#include "platform/Dashboards.h"
#include "platform/FindingsWatch.h"
#include "platform/PlatformSession.h"
#include "widgets/CommandPalette.h"

#include <QApplication>
#include <QClipboard>
#include <QKeySequence>

#include <algorithm>

namespace mk {

namespace {

constexpr int kTakeInAfterMs = 120; // lists come in one after the other
constexpr qsizetype kMostRecent = 24;
constexpr qsizetype kRecentShown = 6;
constexpr int kCommandsShown = 6;
constexpr int kStarredWeight = 100;
constexpr size_t kMostUpstreams = 50; // whose targets are read
const QString kRecent = QStringLiteral("recent");
const QString kStarred = QStringLiteral("starred");
const QString kRequestPrefix = QStringLiteral("request/"); // what the Path panel takes for a request

// What is used for what it does, and not for what it is, is not remembered.
bool isKeepable(SearchKind kind)
{
    return kind != SearchKind::Action && kind != SearchKind::Environment && kind != SearchKind::Finding;
}

} // namespace

Palette::Palette(AppContext *app, PanelDeck *deck, Commands commands, QWidget *window)
    : QObject(window)
    , m_app(app)
    , m_deck(deck)
    , m_commandsOf(std::move(commands))
    , m_view(new CommandPalette(&app->theme(),
                                {{SearchQuery::prefixOf(SearchQuery::Scope::Actions), tr("actions")},
                                 {SearchQuery::prefixOf(SearchQuery::Scope::Keys), tr("keys")},
                                 {SearchQuery::prefixOf(SearchQuery::Scope::Addresses), tr("addresses")}},
                                window))
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(kTakeInAfterMs);
    connect(&m_soon, &QTimer::timeout, this, &Palette::takeDirty);
    connect(m_view, &CommandPalette::queryChanged, this, [this] {
        m_whole.reset();
        search(true);
    });
    connect(m_view, &CommandPalette::chosen, this, &Palette::choose);
    connect(m_view, &CommandPalette::chosenOtherwise, this, &Palette::copyName);
    connect(m_view, &CommandPalette::starToggled, this, &Palette::toggleStar);
    connect(m_view, &CommandPalette::closed, this, &Palette::close);
    connect(app, &AppContext::sessionChanged, this, &Palette::close);
}

Palette::~Palette() = default;

bool Palette::isOpen() const
{
    return m_open != nullptr;
}

bool Palette::isSettled() const
{
    return m_open && !isBuilding() && !m_searching && !m_soon.isActive();
}

void Palette::open(const QString &query)
{
    if (!m_open) {
        m_open = std::make_unique<QObject>();
        m_starred = kept(kStarred);
        collect();
        takeDirty();
    }
    m_whole.reset();
    m_view->openWith(query);
}

void Palette::close()
{
    if (!m_open)
        return;
    m_open.reset();
    m_jobs.cancelAll();
    m_soon.stop();
    m_subscriptions.clear();
    m_targets.clear();
    m_searching = false;
    for (Source &source : m_sources) {
        if (source.block)
            releaseOnWorker(source.block);
    }
    m_sources.clear();
    m_commands.clear();
    m_shown.clear();
    m_view->dismiss();
}

// ---- what is looked through

template <class T>
void Palette::follow(SearchKind kind, LiveStore<T> *store, SearchBlockPtr (*make)(const std::shared_ptr<const std::vector<T>> &))
{
    const size_t index = m_sources.size();
    Source source;
    source.kind = kind;
    source.store = store;
    source.prepare = [store, make]() -> std::function<SearchBlockPtr()> { return [rows = store->rows(), make] { return make(rows); }; };
    m_sources.push_back(std::move(source));
    store->onDelta(m_open.get(), [this, index](const auto &) { setDirty(index); });
    m_subscriptions.push_back(store->subscribe(m_app->settings().backgroundInterval()));
}

void Palette::setDirty(size_t source)
{
    m_sources[source].dirty = true;
    if (!m_soon.isActive())
        m_soon.start();
}

void Palette::followTargets(PlatformSession *session)
{
    Source source;
    source.kind = SearchKind::Upstream;
    source.prepare = [this, session]() -> std::function<SearchBlockPtr()> {
        std::vector<std::pair<kong::Entity, std::shared_ptr<const std::vector<kong::Entity>>>> known;
        for (const kong::Entity &upstream : *session->kongEntities(kong::Kind::Upstream)->rows()) {
            if (const auto read = m_targets.find(upstream.id); read != m_targets.end())
                known.emplace_back(upstream, read->second.store->rows());
        }
        return [known = std::move(known)] {
            std::vector<searchblocks::Entry> entries;
            for (const auto &[upstream, targets] : known) {
                for (const kong::Entity &target : *targets) {
                    searchblocks::Entry entry;
                    entry.item.panel = QStringLiteral("upstreams");
                    entry.item.id = KongEntityRecord::keyOf(kong::Kind::Upstream, upstream.id);
                    entry.item.name = target.name;
                    entry.item.detail = Palette::tr("target of %1").arg(upstream.shownName());
                    entry.item.place = systemName(System::Kong);
                    entry.item.iconName = QStringLiteral("arrows-split-2");
                    if (const std::optional<NetAddress> address = NetAddress::parse(target.name))
                        entry.addresses.append({AddressField::Address, *address});
                    entries.push_back(std::move(entry));
                }
            }
            return searchblocks::entries(SearchKind::Upstream, std::move(entries));
        };
    };
    m_sources.push_back(std::move(source));
    KongEntities *upstreams = session->kongEntities(kong::Kind::Upstream);
    upstreams->onDelta(m_open.get(), [this, session](const auto &) { readTargets(session); });
    readTargets(session);
}

void Palette::readTargets(PlatformSession *session)
{
    const auto source = std::find_if(m_sources.begin(), m_sources.end(), [](const Source &one) {
        return one.kind == SearchKind::Upstream && !one.store;
    });
    const auto index = size_t(source - m_sources.begin());
    for (const kong::Entity &upstream : *session->kongEntities(kong::Kind::Upstream)->rows()) {
        if (m_targets.size() >= kMostUpstreams)
            break;
        if (m_targets.contains(upstream.id))
            continue;
        Targets targets;
        targets.store = session->watchKong(kong::Kind::Target, kong::Kind::Upstream, upstream.id);
        targets.store->onDelta(m_open.get(), [this, index](const auto &) { setDirty(index); });
        targets.subscription = targets.store->subscribe(m_app->settings().backgroundInterval());
        m_targets.emplace(upstream.id, std::move(targets));
    }
}

void Palette::followEntities(SearchKind kind, const QString &panel, const QString &icon, KongEntityRecords *store)
{
    follow<KongEntityRecord>(kind, store, nullptr);
    m_sources.back().prepare = [store, kind, panel, icon]() -> std::function<SearchBlockPtr()> {
        return [rows = store->rows(), kind, panel, icon] { return searchblocks::entities(kind, panel, icon, rows); };
    };
}

void Palette::followPlatform(PlatformSession *session)
{
    const Environment &environment = session->environment();
    if (environment.has(System::Kong)) {
        follow(SearchKind::Route, session->kongRouteRecords(), searchblocks::routes);
        follow(SearchKind::Plugin, session->kongPluginRecords(), searchblocks::plugins);
        followEntities(SearchKind::Consumer, QStringLiteral("consumers"), QStringLiteral("users"), session->kongConsumerRecords());
        followEntities(SearchKind::Upstream, QStringLiteral("upstreams"), QStringLiteral("arrows-split-2"),
                       session->kongUpstreamRecords());
        followTargets(session);
        followEntities(SearchKind::Certificate, QStringLiteral("certificates"), QStringLiteral("certificate"),
                       session->kongCertificateRecords());
    }
    if (environment.has(System::Consul)) {
        follow(SearchKind::Service, session->consulServices(), searchblocks::services);
        follow(SearchKind::Instance, session->consulInstances(), searchblocks::instances);
        follow(SearchKind::Node, session->consulNodes(), searchblocks::nodes);
        follow(SearchKind::Key, session->consulKeys(), searchblocks::keys);
    }
    if (environment.has(System::RabbitMq))
        follow(SearchKind::Queue, session->rabbitQueues(), searchblocks::queues);
    if (environment.has(System::Prometheus)) {
        Source source;
        source.kind = SearchKind::Target;
        source.prepare = [session = QPointer(session)]() -> std::function<SearchBlockPtr()> {
            using Scraped = std::vector<prometheus::Target>;
            const bool known = session && session->findings()->targets();
            auto rows = std::make_shared<const Scraped>(known ? *session->findings()->targets() : Scraped());
            return [rows] { return searchblocks::targets(rows); };
        };
        m_sources.push_back(std::move(source));
        connect(session->findings(), &FindingsWatch::looked, m_open.get(), [this, index = m_sources.size() - 1] {
            setDirty(index);
        });
    }
    // Their titles are for people: made here, where the language is. They are few.
    Source found;
    found.kind = SearchKind::Finding;
    found.prepare = [session = QPointer(session)]() -> std::function<SearchBlockPtr()> {
        const SearchBlockPtr block = session ? searchblocks::findings(session->findings()->rows()->rows())
                                             : searchblocks::entries(SearchKind::Finding, {});
        return [block] { return block; };
    };
    m_sources.push_back(std::move(found));
    session->findings()->rows()->onDelta(m_open.get(), [this, index = m_sources.size() - 1](const auto &) {
        setDirty(index);
    });
}

void Palette::addOwn(SearchKind kind, std::vector<searchblocks::Entry> entries)
{
    Source source;
    source.kind = kind;
    source.block = searchblocks::entries(kind, std::move(entries));
    source.dirty = false;
    m_sources.push_back(std::move(source));
}

void Palette::collect()
{
    m_sources.clear();
    m_sources.reserve(24);
    addOwn(SearchKind::Panel, panelEntries());
    addOwn(SearchKind::Action, commandEntries());
    addOwn(SearchKind::Environment, environmentEntries());
    if (PlatformSession *session = m_app->session()) {
        if (session->environment().has(System::Prometheus))
            addOwn(SearchKind::Dashboard, dashboardEntries());
        followPlatform(session);
    }
}

std::vector<searchblocks::Entry> Palette::panelEntries() const
{
    std::vector<searchblocks::Entry> entries;
    int number = 0;
    const QList<PanelEntry> panels = m_deck->offered();
    for (const PanelEntry &panel : panels) {
        searchblocks::Entry entry;
        entry.item.panel = panel.id;
        entry.item.id = panel.id;
        entry.item.name = panel.title;
        entry.item.detail = PanelList::groupTitle(panel.group);
        entry.item.iconName = panel.icon;
        if (++number <= 9)
            entry.item.place = QKeySequence(Qt::CTRL | Qt::Key(Qt::Key_0 + number)).toString(QKeySequence::NativeText);
        entries.push_back(std::move(entry));
    }
    return entries;
}

std::vector<searchblocks::Entry> Palette::environmentEntries() const
{
    std::vector<searchblocks::Entry> entries;
    const PlatformSession *session = m_app->session();
    const auto add = [&entries, session](const Environment &environment) {
        const bool open = session && session->environment().id == environment.id;
        searchblocks::Entry entry;
        entry.item.id = environment.id;
        entry.item.name = environment.name;
        entry.item.detail = open ? tr("%1, open now").arg(stageBadge(environment)) : stageBadge(environment);
        entry.item.iconName = QStringLiteral("selector");
        for (const Endpoint &endpoint : environment.allEndpoints()) {
            if (const std::optional<NetAddress> address = NetAddress::of(endpoint.url.host(), endpoint.url.port()))
                entry.addresses.append({AddressField::Endpoint, *address});
        }
        entries.push_back(std::move(entry));
    };
    for (const Environment &environment : m_app->environments().environments())
        add(environment);
    if (session && !m_app->environments().find(session->environment().id))
        add(session->environment());
    return entries;
}

std::vector<searchblocks::Entry> Palette::dashboardEntries() const
{
    std::vector<searchblocks::Entry> entries;
    for (const Dashboard &dashboard : dashboards()) {
        searchblocks::Entry entry;
        entry.item.panel = QStringLiteral("metrics");
        entry.item.id = dashboard.id;
        entry.item.name = tr("Dashboard %1").arg(systemName(dashboard.system));
        entry.item.place = systemName(System::Prometheus);
        entry.item.iconName = QStringLiteral("chart-line");
        entries.push_back(std::move(entry));
    }
    return entries;
}

std::vector<searchblocks::Entry> Palette::commandEntries()
{
    m_commands.clear();
    if (Panel *panel = m_deck->current()) {
        for (PaletteCommand &command : commandsOf(panel, m_deck->titleOf(m_deck->currentId())))
            m_commands.push_back(std::move(command));
    }
    for (PaletteCommand &command : m_commandsOf())
        m_commands.push_back(std::move(command));
    std::vector<searchblocks::Entry> entries;
    for (const PaletteCommand &command : m_commands) {
        searchblocks::Entry entry;
        entry.item.id = command.id;
        entry.item.name = command.name;
        entry.item.detail = command.detail;
        entry.item.place = command.shortcut;
        entry.item.iconName = command.iconName;
        entry.item.enabled = command.enabled;
        entries.push_back(std::move(entry));
    }
    return entries;
}

void Palette::takeDirty()
{
    for (size_t index = 0; index < m_sources.size(); ++index) {
        Source &source = m_sources[index];
        if (!source.dirty)
            continue;
        source.dirty = false;
        source.building = true;
        const QString key = QStringLiteral("block/%1").arg(index);
        Job<SearchBlockPtr> *job = runOnWorker<SearchBlockPtr>(
            this, [make = source.prepare()](const CancelFlag &) -> Result<SearchBlockPtr> { return make(); });
        m_jobs.restart(key, job)->done(m_open.get(), [this, index](const Result<SearchBlockPtr> &block) {
            if (!block)
                return; // a newer one is under way
            if (m_sources[index].block)
                releaseOnWorker(m_sources[index].block);
            m_sources[index].block = *block;
            m_sources[index].building = false;
            if (!isBuilding())
                search(false);
        });
    }
}

bool Palette::isBuilding() const
{
    return std::any_of(m_sources.begin(), m_sources.end(), [](const Source &source) { return source.building; });
}

// ---- what is found

void Palette::search(bool first)
{
    if (!m_open)
        return;
    const SearchQuery query = SearchQuery::parse(m_view->query());
    m_jobs.cancel(QStringLiteral("search"));
    m_searching = false;
    if (query.isEmpty()) {
        showStart(query, first);
        return;
    }
    std::vector<SearchBlockPtr> blocks;
    for (const Source &source : m_sources) {
        if (source.block)
            blocks.push_back(source.block);
    }
    SearchLimits limits;
    limits.whole = m_whole;
    m_searching = true;
    Job<SearchResult> *job = runOnWorker<SearchResult>(
        this, [blocks = std::move(blocks), query, limits, favours = favours()](const CancelFlag &cancel) {
            return searchBlocks(blocks, query, favours, limits, cancel);
        });
    m_jobs.restart(QStringLiteral("search"), job)->done(m_open.get(), [this, query, first](const Result<SearchResult> &result) {
        if (!result)
            return;
        m_searching = false;
        show(*result, query, first);
    });
}

qint64 Palette::allRows() const
{
    qint64 all = 0;
    for (const Source &source : m_sources)
        all += source.block ? qint64(source.block->size()) : 0;
    return all;
}

// Lists that the platform has and that nobody has read yet: what they hold cannot be found.
QString Palette::notReadYet() const
{
    QStringList waiting;
    QStringList failed;
    for (const Source &source : m_sources) {
        if (!source.store)
            continue;
        const StoreState &state = source.store->state();
        if (state.error && state.phase != StoreState::Phase::Ready)
            failed.append(searchKindTitle(source.kind));
        else if (state.phase == StoreState::Phase::Never || state.phase == StoreState::Phase::Loading)
            waiting.append(searchKindTitle(source.kind));
    }
    QStringList said;
    if (!waiting.isEmpty())
        said.append(tr("Still being read: %1.").arg(waiting.join(QLatin1String(", "))));
    if (!failed.isEmpty())
        said.append(tr("Could not be read: %1.").arg(failed.join(QLatin1String(", "))));
    return said.join(QLatin1Char(' '));
}

void Palette::addEntry(std::vector<PaletteRow> *rows, SearchKind kind, const SearchItem &item, const SearchQuery &query)
{
    PaletteRow row;
    row.name = item.name;
    row.spans = searchSpans(visibleText(item.name), query);
    row.detail = item.detail;
    row.place = item.place;
    row.iconName = item.iconName;
    row.status = item.status;
    row.enabled = item.enabled;
    row.starred = m_starred.contains(Kept{kind, item});
    row.tag = int(m_shown.size());
    m_shown.push_back({kind, item});
    rows->push_back(std::move(row));
}

void Palette::addHit(std::vector<PaletteRow> *rows, const SearchHit &hit, const SearchQuery &query)
{
    SearchItem item = hit.block->item(hit.row);
    if (hit.address) {
        const QString address = hit.block->addressText(*hit.address);
        QStringList details = item.detail.split(QLatin1String(", "), Qt::SkipEmptyParts);
        details.removeAll(address); // once is enough
        details.prepend(tr("%1 %2", "what has the address, and the address").arg(hit.block->addressField(*hit.address), address));
        item.detail = details.join(QLatin1String(", "));
    }
    addEntry(rows, hit.block->kind(), item, query);
}

void Palette::show(const SearchResult &result, const SearchQuery &query, bool first)
{
    std::vector<PaletteRow> rows;
    m_shown.clear();
    m_more.clear();
    const auto heading = [&rows](const QString &name, qint64 count) {
        PaletteRow row;
        row.kind = PaletteRow::Kind::Heading;
        row.name = name;
        row.place = format::count(count);
        rows.push_back(std::move(row));
    };
    for (const SearchGroup &group : result.groups) {
        heading(searchKindTitle(group.kind), group.total);
        for (const SearchHit &hit : group.hits)
            addHit(&rows, hit, query);
        if (group.total > qint64(group.hits.size()) && !m_whole) {
            PaletteRow more;
            more.kind = PaletteRow::Kind::More;
            more.name = tr("Show all %1").arg(format::count(group.total));
            more.tag = int(m_more.size());
            m_more.push_back(group.kind);
            rows.push_back(std::move(more));
        } else if (group.total > qint64(group.hits.size())) {
            PaletteRow note;
            note.kind = PaletteRow::Kind::Note;
            note.name = tr("The best %1 are shown: another word finds the rest.").arg(format::count(qint64(group.hits.size())));
            rows.push_back(std::move(note));
        }
    }
    const bool request = query.scope == SearchQuery::Scope::Everything && query.text.startsWith(QLatin1Char('/'))
        && m_app->session() && m_app->session()->environment().has(System::Kong) && !m_whole;
    if (request) {
        heading(searchKindTitle(SearchKind::Action), 1);
        SearchItem item;
        item.panel = QStringLiteral("path");
        item.id = kRequestPrefix + query.text;
        item.name = tr("Show the path of a request to %1").arg(query.text);
        item.iconName = QStringLiteral("route-2");
        addEntry(&rows, SearchKind::Action, item, query);
    }
    if (rows.empty()) {
        PaletteRow note;
        note.kind = PaletteRow::Kind::Note;
        note.name = query.scope == SearchQuery::Scope::Addresses ? tr("Nothing mentions %1").arg(query.text)
                                                                 : tr("Nothing is called %1").arg(query.text);
        rows.push_back(std::move(note));
    }
    if (const QString unread = notReadYet(); !unread.isEmpty()) {
        PaletteRow note;
        note.kind = PaletteRow::Kind::Note;
        note.iconName = QStringLiteral("clock");
        note.name = unread;
        rows.push_back(std::move(note));
    }
    m_view->setRows(std::move(rows), tr("%1 of %2").arg(format::count(result.total), format::count(result.all)), first);
}

// Nothing has been typed: what was used lately, what can be done here, and the panels.
void Palette::showStart(const SearchQuery &query, bool first)
{
    std::vector<PaletteRow> rows;
    m_shown.clear();
    m_more.clear();
    const auto heading = [&rows](SearchKind kind) {
        PaletteRow row;
        row.kind = PaletteRow::Kind::Heading;
        row.name = searchKindTitle(kind);
        rows.push_back(std::move(row));
    };
    const auto note = [&rows](const QString &text) {
        PaletteRow row;
        row.kind = PaletteRow::Kind::Note;
        row.name = text;
        rows.push_back(std::move(row));
    };
    const auto all = [this, &rows, &heading, &query](SearchKind kind, size_t most) {
        for (const Source &source : m_sources) {
            if (source.kind != kind || !source.block || source.block->size() == 0)
                continue;
            heading(kind);
            for (size_t row = 0; row < std::min(most, source.block->size()); ++row)
                addEntry(&rows, kind, source.block->item(row), query);
        }
    };
    const auto list = [this, &rows, &heading, &query](SearchKind title, const QList<Kept> &kept) {
        if (kept.isEmpty())
            return;
        heading(title);
        for (const Kept &one : kept)
            addEntry(&rows, one.kind, freshItem(one), query);
    };
    constexpr size_t everything = 1000;
    switch (query.scope) {
    case SearchQuery::Scope::Everything: {
        const QList<Kept> &starred = m_starred;
        QList<Kept> recent = kept(kRecent);
        recent.removeIf([&starred](const Kept &one) { return starred.contains(one); });
        list(SearchKind::Kept, starred);
        list(SearchKind::Recent, recent.mid(0, kRecentShown));
        all(SearchKind::Action, size_t(kCommandsShown));
        all(SearchKind::Panel, everything);
        break;
    }
    case SearchQuery::Scope::Actions:
        all(SearchKind::Action, everything);
        break;
    case SearchQuery::Scope::Keys:
        note(tr("Type a part of a key's name: config/mail"));
        break;
    case SearchQuery::Scope::Addresses:
        note(tr("Type an address to see what mentions it: 10.2.3.4, 10.2.0.0/16, [fe80::1], name.service.consul, :8080"));
        break;
    }
    m_view->setRows(std::move(rows), tr("%n to search", nullptr, int(allRows())), first);
}

// ---- choosing

void Palette::choose(int index)
{
    const PaletteRow *row = m_view->row(index);
    if (!row)
        return;
    if (row->kind == PaletteRow::Kind::More) {
        m_whole = m_more[size_t(row->tag)];
        search(true);
        return;
    }
    const Kept chosen = m_shown[size_t(row->tag)];
    if (!chosen.item.enabled)
        return; // its line says why
    std::function<void()> run;
    for (const PaletteCommand &command : m_commands) {
        if (chosen.kind == SearchKind::Action && command.id == chosen.item.id)
            run = command.run;
    }
    if (isKeepable(chosen.kind)) {
        QList<Kept> recent = kept(kRecent);
        recent.removeAll(chosen);
        recent.prepend(chosen);
        keep(kRecent, recent.mid(0, kMostRecent));
    }
    close();
    if (run) {
        run();
        return;
    }
    if (chosen.kind == SearchKind::Environment) {
        Q_EMIT environmentChosen(chosen.item.id);
        return;
    }
    const bool entity = chosen.kind != SearchKind::Panel;
    if (m_deck->reveal(chosen.item.panel, entity ? chosen.item.id : QString()))
        Q_EMIT filterCleared(chosen.item.name);
}

void Palette::copyName(int index)
{
    const PaletteRow *row = m_view->row(index);
    if (!row || row->kind != PaletteRow::Kind::Result)
        return;
    QApplication::clipboard()->setText(m_shown[size_t(row->tag)].item.name);
    close();
}

void Palette::toggleStar(int index)
{
    const PaletteRow *row = m_view->row(index);
    if (!row || row->kind != PaletteRow::Kind::Result)
        return;
    const Kept chosen = m_shown[size_t(row->tag)];
    if (!isKeepable(chosen.kind))
        return;
    if (m_starred.removeAll(chosen) == 0)
        m_starred.append(chosen);
    keep(kStarred, m_starred);
    search(false);
}

// ---- what is kept

QString Palette::keptPath(const QString &what) const
{
    const PlatformSession *session = m_app->session();
    return QStringLiteral("palette/%1/%2").arg(what, session ? session->environment().id : QStringLiteral("none"));
}

QList<Palette::Kept> Palette::kept(const QString &what) const
{
    QList<Kept> list;
    const PlatformSession *session = m_app->session();
    const bool transient = session && session->environment().isTransient && !session->environment().isDemo;
    const QVariantList stored = transient ? m_unkept.value(keptPath(what)) : m_app->uiState().value(keptPath(what)).toList();
    for (const QVariant &one : stored) {
        const QVariantMap map = one.toMap();
        const std::optional<SearchKind> kind = searchKindFromId(map.value(QStringLiteral("kind")).toString());
        Kept entry;
        entry.item.id = map.value(QStringLiteral("id")).toString();
        entry.item.name = map.value(QStringLiteral("name")).toString();
        entry.item.panel = map.value(QStringLiteral("panel")).toString();
        entry.item.iconName = map.value(QStringLiteral("icon")).toString();
        if (!kind || entry.item.id.isEmpty() || entry.item.name.isEmpty())
            continue; // of a later version, or by somebody's hand
        entry.kind = *kind;
        list.append(entry);
    }
    return list;
}

void Palette::keep(const QString &what, const QList<Kept> &list)
{
    QVariantList stored;
    for (const Kept &one : list)
        stored.append(QVariantMap{{QStringLiteral("kind"), searchKindId(one.kind)},
                                  {QStringLiteral("id"), one.item.id},
                                  {QStringLiteral("name"), one.item.name},
                                  {QStringLiteral("panel"), one.item.panel},
                                  {QStringLiteral("icon"), one.item.iconName}});
    const PlatformSession *session = m_app->session();
    if (session && session->environment().isTransient && !session->environment().isDemo)
        m_unkept.insert(keptPath(what), stored);
    else
        m_app->uiState().setValue(keptPath(what), stored);
}

// As the platform has it now, where its list has been taken in.
SearchItem Palette::freshItem(const Kept &kept) const
{
    for (const Source &source : m_sources) {
        if (source.kind != kept.kind || !source.block || source.block->size() > 5000) // a walk through a big list would be felt
            continue;
        if (const std::optional<size_t> row = source.block->find(kept.item.id))
            return source.block->item(*row);
    }
    return kept.item;
}

SearchFavours Palette::favours() const
{
    SearchFavours favours;
    const QList<Kept> recent = kept(kRecent);
    for (qsizetype i = 0; i < recent.size(); ++i)
        favours.insert(searchFavourKey(recent[i].kind, recent[i].item.id), int(kMostRecent - i));
    for (const Kept &one : m_starred)
        favours.insert(searchFavourKey(one.kind, one.item.id), kStarredWeight);
    return favours;
}

} // namespace mk
