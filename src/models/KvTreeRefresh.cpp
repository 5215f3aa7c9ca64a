// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/KvTreeModelPrivate.h"

namespace mk {

using namespace keytree;

namespace {

// Beyond it one change of the layout costs a view less than telling each range.
constexpr size_t kMostTreeRanges = 50;

} // namespace

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

    if (removals.size() + insertions.size() > kMostTreeRanges) {
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

} // namespace mk
