// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/FilterExpression.h"
#include "models/KeyTree.h"
#include "models/Roles.h"

#include <QAbstractItemModel>
#include <QHash>
#include <QSet>

#include <memory>

namespace mk {

template <class T>
class LiveStore;

// Key names as a tree of folders by '/': children are looked up when a folder is opened, so 100,000 keys cost what the
// opened folders cost. Slashes are shown as what they are: "a//b" is a folder "a" with a folder of an empty name that
// holds "b"; "a/" is a key with an empty name inside the folder "a". Folders come first, both in the server's order.
//
// While a filter is set the model is a flat list of the keys that match, with their whole names. One column; every row
// has the same height. GUI thread.
class KvTreeModel final : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum KvRole {
        KeyRole = LastMkRole, // QString: the whole key of a leaf, the prefix with its last slash of a folder
        IsFolderRole,         // bool
        KeyCountRole,         // qint64: keys below a folder
        SizeRole,             // qint64: bytes of a leaf's value, when known
    };

    explicit KvTreeModel(QObject *parent = nullptr);
    ~KvTreeModel() override;

    // Follows a store of key names: rows, waiting keys and staleness. nullptr lets go and empties the model. Does not subscribe.
    void setStore(LiveStore<QString> *store);
    // Replaces the keys; only what differs in opened folders is told, so expansion and selection stay.
    void setKeys(KeyNames keys); // as sortedKeyNames() makes them
    const KeyNames &keys() const;
    // Keys that are written and not yet confirmed by the server (PendingRole).
    void setWaiting(const QSet<QString> &keys);
    void setValueSize(const QString &key, qint64 bytes);
    void setStale(bool stale);

    static QList<FilterField> filterFields(); // "key", "name", "folder", "size"
    void setFilter(const FilterExpression &filter);
    bool isFlat() const;
    qsizetype totalCount() const; // keys
    qsizetype shownCount() const; // keys that match; all without a filter

    // Opens what is on the way (fetches children). Invalid where there is no such key, or it is filtered out.
    QModelIndex indexOfKey(const QString &key);
    QModelIndex indexOfFolder(const QString &prefix); // "a/b/"
    QString keyAt(const QModelIndex &index) const;    // empty for folders
    QString prefixAt(const QModelIndex &index) const; // of a folder; of a leaf: the folder that it is in; "" at the root
    bool isFolder(const QModelIndex &index) const;
    // Every key below a folder, the folder's own included, in order.
    QStringList keysBelow(const QString &prefix) const;
    bool hasKey(const QString &key) const;

    // A view connects its expanded() and collapsed() here; leaving the flat list hands the folders to open again.
    void noteExpanded(const QModelIndex &index);
    void noteCollapsed(const QModelIndex &index);

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    bool hasChildren(const QModelIndex &parent = {}) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void countsChanged();
    void expansionToRestore(const QModelIndexList &folders); // after a change between flat and tree, outermost first
    void settled(); // the filter's result is on screen

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace mk
