// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/KeySearch.h"

namespace mk {

namespace {

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
} // namespace

Result<KeySearchResult> searchKeys(const KeyNames &keys, const std::shared_ptr<const FoldedKeys> &ready,
                                   const FilterExpression &filter, const QHash<QString, qint64> &sizes,
                                   const CancelFlag &cancel)
{
    KeySearchResult found;
    found.folded = ready ? ready : std::make_shared<const FoldedKeys>(*keys);
    KeyRow row(*keys, *found.folded, sizes);
    for (size_t i = 0; i < keys->size(); ++i) {
        if (i % 1024 == 0 && cancel.isSet())
            return fail(Error::cancelled());
        row.set(i);
        if (filter.matches(row))
            found.matches.push_back(quint32(i));
    }
    return found;
}

} // namespace mk
