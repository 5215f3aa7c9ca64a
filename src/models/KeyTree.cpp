// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/KeyTree.h"

#include <algorithm>

namespace mk {

KeyNames sortedKeyNames(std::vector<QString> keys)
{
    if (!std::is_sorted(keys.begin(), keys.end()))
        std::sort(keys.begin(), keys.end());
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    return std::make_shared<const std::vector<QString>>(std::move(keys));
}

KeyNames sortedKeyNames(const KeyNames &keys)
{
    const auto wrongOrder = [](const QString &a, const QString &b) { return !(a < b); };
    return std::adjacent_find(keys->begin(), keys->end(), wrongOrder) == keys->end() ? keys : sortedKeyNames(std::vector<QString>(*keys));
}

namespace keytree {

KeyNames noKeys()
{
    return std::make_shared<const std::vector<QString>>();
}

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

} // namespace keytree
} // namespace mk
