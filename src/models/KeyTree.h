// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <memory>
#include <vector>

namespace mk {

using KeyNames = std::shared_ptr<const std::vector<QString>>;

// Sorted, without doubles: what KvTreeModel wants. Pure; for a worker.
KeyNames sortedKeyNames(std::vector<QString> keys);
KeyNames sortedKeyNames(const KeyNames &keys); // the list itself where that is how it stands

// Key names seen as folders by '/', without a copy of any name: folders and leaves are positions in the one sorted list.
namespace keytree {

KeyNames noKeys();

// Where the keys with this prefix begin and end; prefix is empty or ends with '/'.
size_t beginOfPrefix(const std::vector<QString> &keys, const QString &prefix);
size_t endOfPrefix(const std::vector<QString> &keys, size_t from, size_t to, const QString &prefix);

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

// The children of a folder whose keys stand from begin to end.
Children childrenOf(const std::vector<QString> &keys, const QString &prefix, size_t begin, size_t end);

} // namespace keytree
} // namespace mk
