// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/PaletteCommands.h"
#include "core/Job.h"
#include "models/SearchBlocks.h"
#include "platform/LiveStore.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <functional>
#include <map>
#include <memory>
#include <vector>

namespace mk {

class AppContext;
class CommandPalette;
class PanelDeck;
class PlatformSession;
struct PaletteRow;

// The global search: what stands behind the palette. While it is open it follows every list of the open platform at the pace of
// what nobody looks at, keeps a block of each for searching, and looks up what is typed, all on workers: the GUI thread only
// shows. What was used lately and what is starred is kept with the window's habits, an environment each: kinds, ids and names,
// nothing that could be a secret. Closed, it holds nothing. GUI thread.
class Palette final : public QObject
{
    Q_OBJECT
public:
    // commands: what can be done anywhere in the program. The deck and the app outlive it.
    using Commands = std::function<std::vector<PaletteCommand>()>;
    Palette(AppContext *app, PanelDeck *deck, Commands commands, QWidget *window);
    ~Palette() override;

    void open(const QString &query = {});
    void close();
    bool isOpen() const;
    bool isSettled() const; // every list has been taken in and what is typed has been looked up

Q_SIGNALS:
    // Choosing it needed a filter to be cleared.
    void filterCleared(const QString &name);
    void environmentChosen(const QString &environmentId);

private:
    struct Source
    {
        SearchKind kind = SearchKind::Panel;
        const LiveStoreBase *store = nullptr; // null: what the program itself knows
        // Takes what there is now; what it returns runs on a worker.
        std::function<std::function<SearchBlockPtr()>()> prepare;
        SearchBlockPtr block;
        bool dirty = true;
        bool building = false;
    };
    template <class T>
    void follow(SearchKind kind, LiveStore<T> *store, SearchBlockPtr (*make)(const std::shared_ptr<const std::vector<T>> &));
    void followEntities(SearchKind kind, const QString &panel, const QString &icon, KongEntityRecords *store);
    void followPlatform(PlatformSession *session);
    void followTargets(PlatformSession *session);
    void readTargets(PlatformSession *session);
    void setDirty(size_t source);
    void collect();
    void addOwn(SearchKind kind, std::vector<searchblocks::Entry> entries);
    void takeDirty();
    bool isBuilding() const;
    std::vector<searchblocks::Entry> panelEntries() const;
    std::vector<searchblocks::Entry> environmentEntries() const;
    std::vector<searchblocks::Entry> dashboardEntries() const;
    std::vector<searchblocks::Entry> commandEntries();

    void search(bool first);
    void show(const SearchResult &result, const SearchQuery &query, bool first);
    void showStart(const SearchQuery &query, bool first);
    void addHit(std::vector<PaletteRow> *rows, const SearchHit &hit, const SearchQuery &query);
    void addEntry(std::vector<PaletteRow> *rows, SearchKind kind, const SearchItem &item, const SearchQuery &query);
    QString notReadYet() const;
    qint64 allRows() const;

    void choose(int row);
    void copyName(int row);
    void toggleStar(int row);

    // What is kept of an environment.
    struct Kept
    {
        SearchKind kind = SearchKind::Panel;
        SearchItem item;
        bool operator==(const Kept &other) const { return kind == other.kind && item.id == other.item.id; }
    };
    QString keptPath(const QString &what) const;
    QList<Kept> kept(const QString &what) const;
    void keep(const QString &what, const QList<Kept> &list);
    SearchItem freshItem(const Kept &kept) const;
    SearchFavours favours() const;

    AppContext *m_app;
    PanelDeck *m_deck;
    Commands m_commandsOf;
    CommandPalette *m_view;
    std::unique_ptr<QObject> m_open; // lives while it is open: what is followed
    std::vector<Source> m_sources;
    std::vector<std::unique_ptr<LiveStoreBase::Subscription>> m_subscriptions;
    // Targets of Kong's upstreams stand in no list: read while it is open, of the first ones.
    struct Targets
    {
        std::unique_ptr<KongEntities> store;
        std::unique_ptr<LiveStoreBase::Subscription> subscription;
    };
    std::map<QString, Targets> m_targets; // by the upstream's id
    std::vector<PaletteCommand> m_commands;
    QList<Kept> m_starred; // as kept; while it is open
    std::vector<Kept> m_shown; // by PaletteRow::tag
    std::vector<SearchKind> m_more; // by PaletteRow::tag of rows that show a whole group
    std::optional<SearchKind> m_whole;
    QHash<QString, QVariantList> m_unkept; // of environments that have another id each time
    QTimer m_soon;
    JobScope m_jobs;
    bool m_searching = false;
};

} // namespace mk
