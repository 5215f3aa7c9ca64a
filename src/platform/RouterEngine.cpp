// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/RouterEngine.h"

#include <QHostAddress>

#include <algorithm>

namespace mk::router {

RouteVerdict verdictOf(const Entry &entry, RouteRule rule, const QByteArray &own, const QByteArray &other,
                       const QByteArray &field)
{
    RouteVerdict verdict;
    verdict.isApi = entry.isApi;
    verdict.id = entry.id;
    verdict.name = entry.name;
    verdict.rule = rule;
    verdict.own = own;
    verdict.other = other;
    verdict.field = field;
    return verdict;
}

const std::vector<QByteArray> *headerOf(const Input &input, const QByteArray &name)
{
    auto it = input.headers.constFind(name);
    if (it == input.headers.cend() && name.contains('_')) {
        QByteArray dashed = name;
        it = input.headers.constFind(dashed.replace('_', '-'));
    }
    return it == input.headers.cend() ? nullptr : &*it;
}

QByteArray joined(const std::vector<QByteArray> &values)
{
    QByteArray text;
    for (const QByteArray &value : values) {
        if (!text.isEmpty())
            text += ", ";
        text += value;
    }
    return text;
}

bool contains(const std::vector<QByteArray> &values, const QByteArray &value)
{
    return std::find(values.cbegin(), values.cend(), value) != values.cend();
}

bool isPlainPath(const QByteArray &path)
{
    return std::all_of(path.cbegin(), path.cend(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' ||
               c == '_' || c == '~' || c == '/' || c == '%';
    });
}

bool addressMatches(const std::vector<AddressRule> &rules, const QByteArray &address, int port)
{
    return std::any_of(rules.cbegin(), rules.cend(), [&](const AddressRule &rule) {
        if (rule.port && rule.port != port)
            return false;
        if (rule.ip.isEmpty())
            return true;
        const QHostAddress own(QString::fromLatin1(address));
        if (!rule.ip.contains('/'))
            return !own.isNull() && own == QHostAddress(QString::fromLatin1(rule.ip));
        const QPair<QHostAddress, int> net = QHostAddress::parseSubnet(QString::fromLatin1(rule.ip));
        return net.second >= 0 && own.isInSubnet(net);
    });
}

void PrefixIndex::add(const QByteArray &prefix)
{
    m_prefixes.insert(prefix, true);
}

void PrefixIndex::finish()
{
    for (auto it = m_prefixes.keyBegin(); it != m_prefixes.keyEnd(); ++it)
        m_lengths.push_back(it->size());
    std::sort(m_lengths.begin(), m_lengths.end(), std::greater<>());
    m_lengths.erase(std::unique(m_lengths.begin(), m_lengths.end()), m_lengths.end());
}

std::optional<QByteArray> PrefixIndex::longest(const QByteArray &path) const
{
    for (const qsizetype length : m_lengths) {
        if (length <= path.size() && m_prefixes.contains(QByteArray::fromRawData(path.constData(), length)))
            return path.left(length);
    }
    return std::nullopt;
}

} // namespace mk::router
