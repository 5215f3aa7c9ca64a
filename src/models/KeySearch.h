// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Job.h"
#include "models/FilterExpression.h"
#include "models/KeyTree.h"

#include <QHash>

#include <memory>
#include <vector>

namespace mk {

// The fields of a key that a filter can name, in the order of KvTreeModel::filterFields().
enum KeySearchField { KeyField, NameField, FolderField, SizeField };

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
struct KeySearchResult
{
    std::shared_ptr<const FoldedKeys> folded; // for the next search of the same keys
    std::vector<quint32> matches;             // positions in keys, ascending
};

// The keys that match; pure, for a worker. ready: what an earlier search of these very keys folded, or nullptr. sizes: of
// values, in bytes, where they are known.
Result<KeySearchResult> searchKeys(const KeyNames &keys, const std::shared_ptr<const FoldedKeys> &ready,
                                   const FilterExpression &filter, const QHash<QString, qint64> &sizes,
                                   const CancelFlag &cancel);

} // namespace mk
