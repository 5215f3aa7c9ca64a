// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/KvTreeModel.h"

#include "core/Format.h"
#include "core/SafeText.h"
#include "models/KvTreeModelPrivate.h"

#include <QCoreApplication>

// Texts name their context here: lupdate takes the nested class for another one and would file them where nobody looks.
namespace mk {

using namespace keytree;

namespace {

constexpr size_t workerThreshold = 4000;

} // namespace

// Finds the keys that match, on a worker where there are many; the latest filter wins.
void KvTreeModel::Private::search(const KeyNames &wanted)
{
    const auto find = [wanted, expression = filter, known = sizes,
                       ready = foldedOf == wanted ? folded : nullptr](const CancelFlag &cancel) {
        return searchKeys(wanted, ready, expression, known, cancel);
    };
    const auto show = [this, wanted](const KeySearchResult &found) {
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
    Job<KeySearchResult> *job = jobs.restart(QStringLiteral("search"), runOnWorker<KeySearchResult>(q, find));
    job->done(q, [show](const Result<KeySearchResult> &found) {
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
    // The server sorts by bytes and we by UTF-16: both agree but for rare letters, so the list can mostly be shared.
    q->setKeys(sortedKeyNames(store->rows()));
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
