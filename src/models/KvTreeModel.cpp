// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/KvTreeModel.h"

#include "core/Format.h"
#include "core/Job.h"
#include "core/SafeText.h"
#include "platform/ConsulRecords.h"

#include <QCoreApplication>

#include <algorithm>

// Texts name their context here: lupdate takes the nested class for another one and would file them where nobody looks.
namespace mk {

namespace {

// Beyond it one change of the layout costs a view less than telling each range.
constexpr size_t mostRanges = 50;
constexpr size_t workerThreshold = 4000;

enum Field { KeyField, NameField, FolderField, SizeField };

KeyNames noKeys()
{
    return std::make_shared<const std::vector<QString>>();
}

// Where the keys with this prefix end; prefix is empty or ends with '/'.
size_t endOfPrefix(const std::vector<QString> &keys, size_t from, size_t to, const QString &prefix)
{
    if (prefix.isEmpty())
        return to;
    const QString next = prefix.chopped(1) + QLatin1Char('0'); // the character after '/'
    const auto begin = keys.begin();
    return size_t(std::lower_bound(begin + std::ptrdiff_t(from), begin + std::ptrdiff_t(to), next) - begin);
}

size_t beginOfPrefix(const std::vector<QString> &keys, const QString &prefix)
{
    return size_t(std::lower_bound(keys.begin(), keys.end(), prefix) - keys.begin());
}

// Every key folded, one behind the other: a third of what a string each would take.
struct FoldedKeys
{
    QByteArray text;
    std::vector<quint32> ends;

    explicit FoldedKeys(const std::vector<QString> &keys)
    {
        ends.reserve(keys.size());
        for (const QString &key : keys) {
            text += foldForSearch(key);
            ends.push_back(quint32(text.size()));
        }
        text.squeeze();
    }
    std::string_view at(size_t position) const
    {
        const size_t begin = position == 0 ? 0 : ends[position - 1];
        return {text.constData() + begin, ends[position] - begin};
    }
};

class KeyRow final : public FilterRow
{
public:
    KeyRow(const std::vector<QString> &keys, const FoldedKeys &folded, const QHash<QString, qint64> &sizes)
        : m_keys(keys), m_foldedKeys(folded), m_sizes(sizes)
    {
    }
    void set(size_t position) { m_position = position; }

    int fieldCount() const override { return 4; }
    std::string_view folded(int field) const override
    {
        const std::string_view key = m_foldedKeys.at(m_position);
        const size_t slash = key.rfind('/');
        const size_t nameStart = slash == std::string_view::npos ? 0 : slash + 1;
        switch (field) {
        case NameField:
            return key.substr(nameStart);
        case FolderField:
            return key.substr(0, nameStart);
        case SizeField:
            return {};
        default:
            return key;
        }
    }
    QString text(int field) const override
    {
        const QString &key = m_keys[m_position];
        const qsizetype nameStart = key.lastIndexOf(QLatin1Char('/')) + 1;
        switch (field) {
        case NameField:
            return key.mid(nameStart);
        case FolderField:
            return key.left(nameStart);
        case SizeField:
            return {};
        default:
            return key;
        }
    }
    std::optional<double> number(int field) const override
    {
        const auto size = field == SizeField ? m_sizes.constFind(m_keys[m_position]) : m_sizes.constEnd();
        return size == m_sizes.constEnd() ? std::nullopt : std::optional(double(*size));
    }

private:
    const std::vector<QString> &m_keys;
    const FoldedKeys &m_foldedKeys;
    const QHash<QString, qint64> &m_sizes;
    size_t m_position = 0;
};

struct Folder;

struct SubFolder
{
    QString name;
    size_t begin = 0; // its keys
    size_t end = 0;
    std::unique_ptr<Folder> folder; // once a view looks into it
};

// A folder that a view has looked into. It keeps the keys that its positions are of, because a refresh brings one
// folder after the other up to date and views may ask in between.
struct Folder
{
    QString prefix;
    Folder *parent = nullptr;
    int row = 0; // in parent
    bool fetched = false;
    KeyNames keys = noKeys();
    std::vector<SubFolder> folders;
    std::vector<quint32> leaves;

    int childCount() const { return int(folders.size() + leaves.size()); }
    bool isFolderAt(int at) const { return at < int(folders.size()); }
    const QString &leafAt(int at) const { return (*keys)[leaves[size_t(at) - folders.size()]]; }
    QString nameAt(int at) const
    {
        return isFolderAt(at) ? folders[size_t(at)].name : leafAt(at).mid(prefix.size());
    }
};

struct Children
{
    std::vector<SubFolder> folders;
    std::vector<quint32> leaves;
};

Children childrenOf(const std::vector<QString> &keys, const QString &prefix, size_t begin, size_t end)
{
    Children children;
    for (size_t i = begin; i < end;) {
        const QString &key = keys[i];
        const qsizetype slash = key.indexOf(QLatin1Char('/'), prefix.size());
        if (slash < 0 || slash == key.size()) {
            children.leaves.push_back(quint32(i++));
            continue;
        }
        SubFolder sub;
        sub.name = key.mid(prefix.size(), slash - prefix.size());
        sub.begin = i;
        sub.end = endOfPrefix(keys, i, end, key.left(slash + 1));
        i = sub.end;
        children.folders.push_back(std::move(sub));
    }
    // Where a key and a folder share the start of their names ("a-b" < "a/…" < "ab") folders still come in the order of
    // their own names, which a binary search over them relies on.
    std::sort(children.folders.begin(), children.folders.end(),
              [](const SubFolder &a, const SubFolder &b) { return a.name < b.name; });
    return children;
}

} // namespace

KeyNames sortedKeyNames(std::vector<QString> keys)
{
    if (!std::is_sorted(keys.begin(), keys.end()))
        std::sort(keys.begin(), keys.end());
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    return std::make_shared<const std::vector<QString>>(std::move(keys));
}

class KvTreeModel::Private
{
public:
    explicit Private(KvTreeModel *model) : q(model) { root.fetched = true; }

    Folder *containerOf(const QModelIndex &index) const { return static_cast<Folder *>(index.internalPointer()); }
    // The folder that an index stands for, made when it is asked for the first time; the root for an invalid one.
    Folder *folderAt(const QModelIndex &index)
    {
        if (!index.isValid())
            return &root;
        Folder *container = containerOf(index);
        if (flat || !container->isFolderAt(index.row()))
            return nullptr;
        SubFolder &sub = container->folders[size_t(index.row())];
        if (!sub.folder) {
            sub.folder = std::make_unique<Folder>();
            sub.folder->prefix = container->prefix + sub.name + QLatin1Char('/');
            sub.folder->parent = container;
            sub.folder->row = index.row();
        }
        return sub.folder.get();
    }
    QModelIndex indexOf(const Folder *folder) const
    {
        return folder == &root ? QModelIndex() : q->createIndex(folder->row, 0, folder->parent);
    }
    const QString &flatKey(int row) const { return (*keys)[matches[size_t(row)]]; }

    int folderRow(const Folder &in, const QString &name) const
    {
        const auto at = std::lower_bound(in.folders.begin(), in.folders.end(), name,
                                         [](const SubFolder &sub, const QString &wanted) { return sub.name < wanted; });
        return at != in.folders.end() && at->name == name ? int(at - in.folders.begin()) : -1;
    }
    int leafRow(const Folder &in, const QString &key) const
    {
        const auto at = std::lower_bound(in.leaves.begin(), in.leaves.end(), key,
                                         [&in](quint32 leaf, const QString &wanted) { return (*in.keys)[leaf] < wanted; });
        if (at == in.leaves.end() || (*in.keys)[*at] != key)
            return -1;
        return int(in.folders.size()) + int(at - in.leaves.begin());
    }
    int flatRow(const QString &key) const
    {
        const auto at = std::lower_bound(matches.begin(), matches.end(), key,
                                         [this](quint32 match, const QString &wanted) { return (*keys)[match] < wanted; });
        return at != matches.end() && (*keys)[*at] == key ? int(at - matches.begin()) : -1;
    }

    // The index of a key if a view can have seen it; fetches nothing.
    QModelIndex knownIndex(const QString &key)
    {
        if (flat) {
            const int row = flatRow(key);
            return row < 0 ? QModelIndex() : q->createIndex(row, 0, &root);
        }
        Folder *folder = &root;
        while (folder && folder->fetched) {
            const qsizetype slash = key.indexOf(QLatin1Char('/'), folder->prefix.size());
            if (slash < 0) {
                const int row = leafRow(*folder, key);
                return row < 0 ? QModelIndex() : q->createIndex(row, 0, folder);
            }
            const int row = folderRow(*folder, key.mid(folder->prefix.size(), slash - folder->prefix.size()));
            folder = row < 0 ? nullptr : folder->folders[size_t(row)].folder.get();
        }
        return {};
    }

    void adopt(Folder &folder, Children children, const KeyNames &newKeys)
    {
        folder.folders = std::move(children.folders);
        folder.leaves = std::move(children.leaves);
        folder.keys = newKeys;
        folder.fetched = true;
        renumber(folder);
    }
    static void renumber(Folder &folder)
    {
        for (size_t i = 0; i < folder.folders.size(); ++i) {
            if (folder.folders[i].folder)
                folder.folders[i].folder->row = int(i);
        }
    }
    void update(Folder &folder, const KeyNames &newKeys, size_t begin, size_t end, bool tell);
    void replace(Folder &folder, Children children, const KeyNames &newKeys, const std::vector<int> &oldRowOfNew,
                 const std::vector<int> &newRowOfOld);
    void setMatches(const KeyNames &newKeys, std::vector<quint32> newMatches);
    void search(const KeyNames &wanted);
    void leaveFlat();
    void tellAll(const Folder &folder, const QList<int> &roles);

    void takeRows();
    void takeState();

    KvTreeModel *q;
    QPointer<LiveStore<QString>> store;
    QObject *listening = nullptr; // ends the store's listener with it
    KeyNames keys = noKeys(); // of the flat list; the tree's are in its folders
    Folder root;
    QHash<QString, qint64> sizes;
    QSet<QString> waiting;
    QSet<QString> expanded; // prefixes
    FilterExpression filter;
    bool flat = false;
    bool stale = false;
    std::vector<quint32> matches;
    std::shared_ptr<const FoldedKeys> folded;
    KeyNames foldedOf;
    JobScope jobs;
};

// Brings a folder that views know to the new keys: rows that go, rows that come, then the folders inside.
void KvTreeModel::Private::update(Folder &folder, const KeyNames &newKeys, size_t begin, size_t end, bool tell)
{
    Children children = childrenOf(*newKeys, folder.prefix, begin, end);
    const size_t newFolders = children.folders.size();
    const size_t newCount = newFolders + children.leaves.size();
    const size_t oldCount = size_t(folder.childCount());

    // Both lists are sorted alike, folders first: walk them side by side.
    std::vector<int> oldRowOfNew(newCount, -1);
    std::vector<int> newRowOfOld(oldCount, -1);
    for (size_t i = 0, j = 0; i < folder.folders.size() && j < newFolders;) {
        const int order = folder.folders[i].name.compare(children.folders[j].name);
        if (order == 0) {
            newRowOfOld[i] = int(j);
            oldRowOfNew[j] = int(i);
        }
        i += order <= 0 ? 1 : 0;
        j += order >= 0 ? 1 : 0;
    }
    for (size_t i = 0, j = 0; i < folder.leaves.size() && j < children.leaves.size();) {
        const int order = (*folder.keys)[folder.leaves[i]].compare((*newKeys)[children.leaves[j]]);
        if (order == 0) {
            newRowOfOld[folder.folders.size() + i] = int(newFolders + j);
            oldRowOfNew[newFolders + j] = int(folder.folders.size() + i);
        }
        i += order <= 0 ? 1 : 0;
        j += order >= 0 ? 1 : 0;
    }
    std::vector<int> recounted; // folders that hold another number of keys now
    for (size_t j = 0; j < newFolders; ++j) {
        if (oldRowOfNew[j] < 0)
            continue;
        const SubFolder &old = folder.folders[size_t(oldRowOfNew[j])];
        if (old.end - old.begin != children.folders[j].end - children.folders[j].begin)
            recounted.push_back(int(j));
    }

    if (tell)
        replace(folder, std::move(children), newKeys, oldRowOfNew, newRowOfOld);
    else {
        for (size_t j = 0; j < newFolders; ++j) {
            if (oldRowOfNew[j] >= 0)
                children.folders[j].folder = std::move(folder.folders[size_t(oldRowOfNew[j])].folder);
        }
        adopt(folder, std::move(children), newKeys);
    }
    if (tell) {
        for (const int row : recounted) {
            const QModelIndex index = q->createIndex(row, 0, &folder);
            Q_EMIT q->dataChanged(index, index, {SecondaryTextRole, Qt::AccessibleTextRole, KeyCountRole});
        }
    }
    for (SubFolder &sub : folder.folders) {
        if (sub.folder && sub.folder->fetched)
            update(*sub.folder, newKeys, sub.begin, sub.end, tell);
    }
}

void KvTreeModel::Private::replace(Folder &folder, Children children, const KeyNames &newKeys,
                                   const std::vector<int> &oldRowOfNew, const std::vector<int> &newRowOfOld)
{
    const auto runs = [](const std::vector<int> &partners) {
        std::vector<std::pair<int, int>> ranges;
        for (size_t i = 0; i < partners.size(); ++i) {
            if (partners[i] >= 0)
                continue;
            if (!ranges.empty() && ranges.back().second == int(i) - 1)
                ranges.back().second = int(i);
            else
                ranges.emplace_back(int(i), int(i));
        }
        return ranges;
    };
    const auto removals = runs(newRowOfOld);
    const auto insertions = runs(oldRowOfNew);
    const QModelIndex parent = indexOf(&folder);

    if (removals.size() + insertions.size() > mostRanges) {
        const QList<QPersistentModelIndex> parents{QPersistentModelIndex(parent)};
        Q_EMIT q->layoutAboutToBeChanged(parents, QAbstractItemModel::NoLayoutChangeHint);
        QModelIndexList from;
        QModelIndexList to;
        const QModelIndexList persistent = q->persistentIndexList();
        std::vector<std::unique_ptr<Folder>> gone; // kept until nobody points to them
        for (const QModelIndex &index : persistent) {
            const Folder *container = containerOf(index);
            if (container == &folder) {
                const int row = newRowOfOld[size_t(index.row())];
                from.append(index);
                to.append(row < 0 ? QModelIndex() : q->createIndex(row, 0, &folder));
                continue;
            }
            // Inside a folder that goes?
            while (container && container->parent != &folder)
                container = container->parent;
            if (container && newRowOfOld[size_t(container->row)] < 0) {
                from.append(index);
                to.append(QModelIndex());
            }
        }
        for (size_t old = 0; old < folder.folders.size(); ++old) {
            std::unique_ptr<Folder> &node = folder.folders[old].folder;
            if (newRowOfOld[old] < 0)
                gone.push_back(std::move(node));
            else
                children.folders[size_t(newRowOfOld[old])].folder = std::move(node);
        }
        adopt(folder, std::move(children), newKeys);
        q->changePersistentIndexList(from, to);
        Q_EMIT q->layoutChanged(parents, QAbstractItemModel::NoLayoutChangeHint);
        return;
    }

    for (auto run = removals.rbegin(); run != removals.rend(); ++run) {
        q->beginRemoveRows(parent, run->first, run->second);
        const int folders = int(folder.folders.size());
        const auto leaf = [&](int row) { return folder.leaves.begin() + (std::max(row, folders) - folders); };
        folder.leaves.erase(leaf(run->first), leaf(run->second + 1));
        const auto sub = [&](int row) { return folder.folders.begin() + std::min(row, folders); };
        folder.folders.erase(sub(run->first), sub(run->second + 1));
        renumber(folder);
        q->endRemoveRows();
    }
    // What is left stands in both: take over the new positions.
    std::vector<SubFolder> keptFolders;
    std::vector<quint32> keptLeaves;
    const int newFolders = int(children.folders.size());
    for (int row = 0; row < int(oldRowOfNew.size()); ++row) {
        if (oldRowOfNew[size_t(row)] < 0)
            continue;
        if (row < newFolders) {
            SubFolder kept = std::move(children.folders[size_t(row)]);
            kept.folder = std::move(folder.folders[keptFolders.size()].folder);
            keptFolders.push_back(std::move(kept));
        } else {
            keptLeaves.push_back(children.leaves[size_t(row - newFolders)]);
        }
    }
    folder.folders = std::move(keptFolders);
    folder.leaves = std::move(keptLeaves);
    folder.keys = newKeys;
    for (const auto &[first, last] : insertions) {
        q->beginInsertRows(parent, first, last);
        for (int row = first; row <= last; ++row) {
            if (row < newFolders) {
                folder.folders.insert(folder.folders.begin() + row, std::move(children.folders[size_t(row)]));
            } else {
                folder.leaves.insert(folder.leaves.begin() + (row - newFolders), children.leaves.begin() + (row - newFolders),
                                     children.leaves.begin() + (last + 1 - newFolders));
                break;
            }
        }
        renumber(folder);
        q->endInsertRows();
    }
}

void KvTreeModel::Private::setMatches(const KeyNames &newKeys, std::vector<quint32> newMatches)
{
    Q_EMIT q->layoutAboutToBeChanged();
    const QModelIndexList from = q->persistentIndexList();
    QStringList names;
    for (const QModelIndex &index : from)
        names.append(flatKey(index.row()));
    keys = newKeys;
    matches = std::move(newMatches);
    QModelIndexList to;
    for (const QString &name : names) {
        const int row = flatRow(name);
        to.append(row < 0 ? QModelIndex() : q->createIndex(row, 0, &root));
    }
    q->changePersistentIndexList(from, to);
    Q_EMIT q->layoutChanged();
    Q_EMIT q->countsChanged();
    Q_EMIT q->settled();
}

// Finds the keys that match, on a worker where there are many; the latest filter wins.
void KvTreeModel::Private::search(const KeyNames &wanted)
{
    struct Found
    {
        std::shared_ptr<const FoldedKeys> folded;
        std::vector<quint32> matches;
    };
    const auto find = [wanted, expression = filter, known = sizes,
                       ready = foldedOf == wanted ? folded : nullptr](const CancelFlag &cancel) -> Result<Found> {
        Found found;
        found.folded = ready ? ready : std::make_shared<const FoldedKeys>(*wanted);
        KeyRow row(*wanted, *found.folded, known);
        for (size_t i = 0; i < wanted->size(); ++i) {
            if (i % 1024 == 0 && cancel.isSet())
                return fail(Error::cancelled());
            row.set(i);
            if (expression.matches(row))
                found.matches.push_back(quint32(i));
        }
        return found;
    };
    const auto show = [this, wanted](const Found &found) {
        folded = found.folded;
        foldedOf = wanted;
        if (flat) {
            setMatches(wanted, found.matches);
            return;
        }
        q->beginResetModel();
        flat = true;
        keys = wanted;
        matches = found.matches;
        q->endResetModel();
        Q_EMIT q->countsChanged();
        Q_EMIT q->settled();
    };
    if (wanted->size() <= workerThreshold) {
        jobs.cancelAll();
        show(*find(CancelFlag()));
        return;
    }
    Job<Found> *job = jobs.restart(QStringLiteral("search"), runOnWorker<Found>(q, find));
    job->done(q, [show](const Result<Found> &found) {
        if (found)
            show(*found);
    });
}

void KvTreeModel::Private::leaveFlat()
{
    jobs.cancelAll();
    if (!flat)
        return;
    q->beginResetModel();
    flat = false;
    matches = {};
    q->endResetModel();
    Q_EMIT q->countsChanged();
    QStringList prefixes(expanded.cbegin(), expanded.cend());
    std::sort(prefixes.begin(), prefixes.end()); // a folder sorts before what is in it
    QModelIndexList folders;
    for (const QString &prefix : prefixes) {
        if (const QModelIndex index = q->indexOfFolder(prefix); index.isValid())
            folders.append(index);
    }
    Q_EMIT q->expansionToRestore(folders);
    Q_EMIT q->settled();
}

KvTreeModel::KvTreeModel(QObject *parent) : QAbstractItemModel(parent), d(std::make_unique<Private>(this)) {}

KvTreeModel::~KvTreeModel() = default;

void KvTreeModel::setStore(LiveStore<QString> *store)
{
    if (store == d->store)
        return;
    if (d->store)
        disconnect(d->store, nullptr, this, nullptr);
    delete d->listening;
    d->listening = nullptr;
    d->store = store;
    if (!store) {
        setKeys(noKeys());
        setWaiting({});
        setStale(false);
        return;
    }
    d->listening = new QObject(this);
    store->onDelta(d->listening, [this](const std::shared_ptr<const Delta<QString>> &) { d->takeRows(); });
    connect(store, &LiveStoreBase::stateChanged, this, [this] { d->takeState(); });
    connect(store, &LiveStoreBase::waitingChanged, this, [this] { d->takeState(); });
    d->takeRows();
    d->takeState();
}

void KvTreeModel::Private::takeRows()
{
    const KeyNames &rows = store->rows();
    // The server sorts by bytes and we by UTF-16: both agree but for rare letters, so the list can mostly be shared.
    q->setKeys(std::is_sorted(rows->begin(), rows->end()) ? rows : sortedKeyNames(*rows));
}

void KvTreeModel::Private::takeState()
{
    const QStringList written = store->waitingKeys();
    q->setWaiting(QSet<QString>(written.cbegin(), written.cend()));
    q->setStale(store->state().isStale());
}

void KvTreeModel::setKeys(KeyNames keys)
{
    if (!keys)
        keys = noKeys();
    if (keys == d->root.keys || *keys == *d->root.keys)
        return;
    Q_ASSERT(std::is_sorted(keys->begin(), keys->end()));
    d->update(d->root, keys, 0, keys->size(), !d->flat);
    if (!d->filter.isEmpty())
        d->search(keys); // a list on screen stays as it is until then
    Q_EMIT countsChanged();
}

const KeyNames &KvTreeModel::keys() const
{
    return d->root.keys;
}

void KvTreeModel::setWaiting(const QSet<QString> &keys)
{
    const QSet<QString> before = std::exchange(d->waiting, keys);
    const QSet<QString> changed = (before - keys) + (keys - before);
    for (const QString &key : changed) {
        if (const QModelIndex index = d->knownIndex(key); index.isValid())
            Q_EMIT dataChanged(index, index, {PendingRole});
    }
}

void KvTreeModel::setValueSize(const QString &key, qint64 bytes)
{
    const auto known = d->sizes.constFind(key);
    if (known != d->sizes.constEnd() && *known == bytes)
        return;
    d->sizes.insert(key, bytes);
    if (const QModelIndex index = d->knownIndex(key); index.isValid())
        Q_EMIT dataChanged(index, index, {SecondaryTextRole, Qt::AccessibleTextRole, SizeRole});
}

void KvTreeModel::Private::tellAll(const Folder &folder, const QList<int> &roles)
{
    const int rows = flat ? int(matches.size()) : folder.childCount();
    if (rows == 0)
        return;
    Q_EMIT q->dataChanged(q->createIndex(0, 0, &folder), q->createIndex(rows - 1, 0, &folder), roles);
    if (flat)
        return;
    for (const SubFolder &sub : folder.folders) {
        if (sub.folder && sub.folder->fetched)
            tellAll(*sub.folder, roles);
    }
}

void KvTreeModel::setStale(bool stale)
{
    if (d->stale == stale)
        return;
    d->stale = stale;
    d->tellAll(d->root, {StaleRole});
}

QList<FilterField> KvTreeModel::filterFields()
{
    return {{QStringLiteral("key"), QCoreApplication::translate("KvTreeModel", "Key"), false},
            {QStringLiteral("name"), QCoreApplication::translate("KvTreeModel", "Name"), false},
            {QStringLiteral("folder"), QCoreApplication::translate("KvTreeModel", "Folder"), false},
            {QStringLiteral("size"), QCoreApplication::translate("KvTreeModel", "Size"), true}};
}

void KvTreeModel::setFilter(const FilterExpression &filter)
{
    if (filter == d->filter)
        return;
    const bool wasEmpty = d->filter.isEmpty();
    d->filter = filter;
    if (!filter.isEmpty())
        d->search(d->root.keys);
    else if (!wasEmpty)
        d->leaveFlat();
}

bool KvTreeModel::isFlat() const
{
    return d->flat;
}

qsizetype KvTreeModel::totalCount() const
{
    return qsizetype(d->root.keys->size());
}

qsizetype KvTreeModel::shownCount() const
{
    return d->flat ? qsizetype(d->matches.size()) : totalCount();
}

QModelIndex KvTreeModel::indexOfKey(const QString &key)
{
    if (d->flat)
        return d->knownIndex(key);
    const qsizetype slash = key.lastIndexOf(QLatin1Char('/'));
    const QModelIndex parent = slash < 0 ? QModelIndex() : indexOfFolder(key.left(slash + 1));
    if (slash >= 0 && !parent.isValid())
        return {};
    if (canFetchMore(parent))
        fetchMore(parent);
    Folder *folder = d->folderAt(parent);
    const int row = d->leafRow(*folder, key);
    return row < 0 ? QModelIndex() : createIndex(row, 0, folder);
}

QModelIndex KvTreeModel::indexOfFolder(const QString &prefix)
{
    if (d->flat || !prefix.endsWith(QLatin1Char('/')))
        return {};
    QModelIndex at;
    qsizetype start = 0;
    while (start < prefix.size()) {
        const qsizetype slash = prefix.indexOf(QLatin1Char('/'), start);
        if (canFetchMore(at))
            fetchMore(at);
        Folder *folder = d->folderAt(at);
        const int row = d->folderRow(*folder, prefix.mid(start, slash - start));
        if (row < 0)
            return {};
        at = createIndex(row, 0, folder);
        start = slash + 1;
    }
    return at;
}

bool KvTreeModel::isFolder(const QModelIndex &index) const
{
    return index.isValid() && !d->flat && d->containerOf(index)->isFolderAt(index.row());
}

QString KvTreeModel::keyAt(const QModelIndex &index) const
{
    if (!index.isValid() || isFolder(index))
        return {};
    return d->flat ? d->flatKey(index.row()) : d->containerOf(index)->leafAt(index.row());
}

QString KvTreeModel::prefixAt(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    if (isFolder(index)) {
        const Folder *container = d->containerOf(index);
        return container->prefix + container->nameAt(index.row()) + QLatin1Char('/');
    }
    const QString key = keyAt(index);
    return key.left(key.lastIndexOf(QLatin1Char('/')) + 1);
}

QStringList KvTreeModel::keysBelow(const QString &prefix) const
{
    const std::vector<QString> &keys = *d->root.keys;
    const size_t begin = prefix.isEmpty() ? 0 : beginOfPrefix(keys, prefix);
    const size_t end = endOfPrefix(keys, begin, keys.size(), prefix);
    QStringList below;
    below.reserve(qsizetype(end - begin));
    for (size_t i = begin; i < end; ++i)
        below.append(keys[i]);
    return below;
}

bool KvTreeModel::hasKey(const QString &key) const
{
    return std::binary_search(d->root.keys->begin(), d->root.keys->end(), key);
}

void KvTreeModel::noteExpanded(const QModelIndex &index)
{
    if (isFolder(index))
        d->expanded.insert(prefixAt(index));
}

void KvTreeModel::noteCollapsed(const QModelIndex &index)
{
    if (isFolder(index))
        d->expanded.remove(prefixAt(index));
}

QModelIndex KvTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    if (column != 0 || row < 0 || row >= rowCount(parent))
        return {};
    return createIndex(row, 0, d->folderAt(parent));
}

QModelIndex KvTreeModel::parent(const QModelIndex &child) const
{
    return child.isValid() && !d->flat ? d->indexOf(d->containerOf(child)) : QModelIndex();
}

int KvTreeModel::rowCount(const QModelIndex &parent) const
{
    if (d->flat)
        return parent.isValid() ? 0 : int(d->matches.size());
    const Folder *folder = d->folderAt(parent);
    return folder && folder->fetched ? folder->childCount() : 0;
}

int KvTreeModel::columnCount(const QModelIndex &) const
{
    return 1;
}

bool KvTreeModel::hasChildren(const QModelIndex &parent) const
{
    return parent.isValid() ? isFolder(parent) : rowCount() > 0;
}

bool KvTreeModel::canFetchMore(const QModelIndex &parent) const
{
    const Folder *folder = parent.isValid() ? d->folderAt(parent) : nullptr;
    return folder && !folder->fetched;
}

void KvTreeModel::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent))
        return;
    Folder *folder = d->folderAt(parent);
    const SubFolder &sub = d->containerOf(parent)->folders[size_t(parent.row())];
    const KeyNames keys = d->containerOf(parent)->keys;
    Children children = childrenOf(*keys, folder->prefix, sub.begin, sub.end);
    beginInsertRows(parent, 0, int(children.folders.size() + children.leaves.size()) - 1);
    d->adopt(*folder, std::move(children), keys);
    endInsertRows();
}

QVariant KvTreeModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const bool folder = isFolder(index);
    const auto name = [&] { return d->flat ? d->flatKey(index.row()) : d->containerOf(index)->nameAt(index.row()); };
    const auto keyCount = [&] {
        const SubFolder &sub = d->containerOf(index)->folders[size_t(index.row())];
        return qint64(sub.end - sub.begin);
    };
    const auto size = [&]() -> std::optional<qint64> {
        const auto found = d->sizes.constFind(keyAt(index));
        return found == d->sizes.constEnd() ? std::nullopt : std::optional(*found);
    };
    const auto shownName = [&] {
        const QString text = name();
        return text.isEmpty() ? (folder ? QCoreApplication::translate("KvTreeModel", "(empty name)") : QCoreApplication::translate("KvTreeModel", "(the folder's own key)")) : visibleText(text);
    };

    switch (role) {
    case Qt::DisplayRole:
        return shownName();
    case Qt::AccessibleTextRole:
        if (folder)
            return QCoreApplication::translate("KvTreeModel", "%1, folder, %n key(s)", nullptr, int(keyCount())).arg(shownName());
        return size() ? QString(shownName() + QStringLiteral(", ") + format::size(size())) : shownName();
    case Qt::ToolTipRole:
        return tooltipText(folder ? prefixAt(index) : keyAt(index));
    case IdRole:
        return QString(folder ? QLatin1String("f:") + prefixAt(index) : QLatin1String("k:") + keyAt(index));
    case KeyRole:
    case CopyTextRole:
        return folder ? prefixAt(index) : keyAt(index);
    case IsFolderRole:
        return folder;
    case KeyCountRole:
        return folder ? QVariant(keyCount()) : QVariant();
    case SizeRole:
        return !folder && size() ? QVariant(*size()) : QVariant();
    case SecondaryTextRole:
        if (folder)
            return format::count(keyCount());
        return size() ? QVariant(format::size(size())) : QVariant();
    case IconNameRole:
        return folder ? QStringLiteral("folder") : QStringLiteral("file-text");
    case MonoRole:
        return name().isEmpty() ? QVariant() : QVariant(true);
    case DimRole:
        return name().isEmpty() ? QVariant(true) : QVariant();
    case PendingRole:
        return !folder && d->waiting.contains(keyAt(index)) ? QVariant(true) : QVariant();
    case StaleRole:
        return d->stale ? QVariant(true) : QVariant();
    case SpansRole: {
        const TextSpans spans = d->flat ? d->filter.found(shownName(), KeyField) : TextSpans();
        return spans.isEmpty() ? QVariant() : QVariant::fromValue(spans);
    }
    default:
        return {};
    }
}

QVariant KvTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    return section == 0 && orientation == Qt::Horizontal && role == Qt::DisplayRole ? QVariant(QCoreApplication::translate("KvTreeModel", "Key")) : QVariant();
}

} // namespace mk
