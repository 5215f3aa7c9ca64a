// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Private to KvTreeModel.cpp (the model's face) and KvTreeRefresh.cpp (new keys and matches into what views know).
#include "core/Job.h"
#include "models/KeySearch.h"
#include "models/KeyTree.h"
#include "models/KvTreeModel.h"
#include "platform/ConsulRecords.h"

#include <QPointer>

#include <algorithm>

namespace mk {

class KvTreeModel::Private
{
public:
    using Folder = keytree::Folder;
    using SubFolder = keytree::SubFolder;
    using Children = keytree::Children;

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
    KeyNames keys = keytree::noKeys(); // of the flat list; the tree's are in its folders
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

} // namespace mk
