// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/MessageRouting.h"

#include "core/Json.h"
#include "core/JsonRead.h"

#include <QSet>

#include <algorithm>
#include <map>

namespace mk::messagerouting {

namespace {

using Object = nlohmann::json;

const QString kDirect = QStringLiteral("direct");
const QString kFanout = QStringLiteral("fanout");
const QString kTopic = QStringLiteral("topic");
const QString kHeaders = QStringLiteral("headers");
constexpr size_t kMostNear = 5;
constexpr size_t kMostCompared = 2000; // for what comes near: a hint needs no more

// The empty key has no word at all; any other has one more than it has dots.
QStringList wordsOf(const QString &key)
{
    return key.isEmpty() ? QStringList() : key.split(QLatin1Char('.'));
}

Object objectOf(const QByteArray &text)
{
    const Result<Object> parsed = text.isEmpty() ? Result<Object>(Object::object()) : parseJson(text);
    return parsed && parsed->is_object() ? *parsed : Object::object();
}

enum class ValueClass { Text, Integer, Real, Boolean, Nothing, Other };

ValueClass classOf(const Object &value)
{
    if (value.is_string())
        return ValueClass::Text;
    if (value.is_number_integer())
        return ValueClass::Integer;
    if (value.is_number_float())
        return ValueClass::Real;
    if (value.is_boolean())
        return ValueClass::Boolean;
    return value.is_null() ? ValueClass::Nothing : ValueClass::Other;
}

// A binding that names a header without a value asks only that it is there.
bool fits(const Object &wanted, const Object &found)
{
    return classOf(wanted) == ValueClass::Nothing || (classOf(wanted) == classOf(found) && wanted == found);
}

bool headersFit(const Object &arguments, const Object &headers)
{
    const auto match = arguments.find("x-match");
    const std::string how = match != arguments.end() && match->is_string() ? match->get<std::string>() : std::string("all");
    const bool any = how == "any" || how == "any-with-x";
    const bool withX = how == "all-with-x" || how == "any-with-x";
    for (const auto &[name, wanted] : arguments.items()) {
        const bool passedOver = name == "x-match" || (!withX && name.rfind("x-", 0) == 0);
        if (passedOver)
            continue;
        const auto found = headers.find(name);
        const bool ok = found != headers.end() && fits(wanted, *found);
        if (ok && any)
            return true;
        if (!ok && !any)
            return false;
    }
    return !any;
}

bool topicFits(const QStringList &pattern, qsizetype at, const QStringList &words, qsizetype word)
{
    // Greedy with one point to go back to: "#" never needs more.
    qsizetype hash = -1;
    qsizetype hashWord = 0;
    while (word < words.size()) {
        const bool one = at < pattern.size() && pattern.at(at) != QLatin1String("#")
            && (pattern.at(at) == QLatin1String("*") || pattern.at(at) == words.at(word));
        if (one) {
            ++at;
            ++word;
        } else if (at < pattern.size() && pattern.at(at) == QLatin1String("#")) {
            hash = at++;
            hashWord = word;
        } else if (hash >= 0) {
            at = hash + 1;
            word = ++hashWord;
        } else {
            return false;
        }
    }
    while (at < pattern.size() && pattern.at(at) == QLatin1String("#"))
        ++at;
    return at == pattern.size();
}

// The texts in a list of the headers CC and BCC.
void addKeys(const Object &headers, const char *name, QStringList *into)
{
    const auto list = headers.find(name);
    if (list == headers.end() || !list->is_array())
        return;
    for (const Object &key : *list) {
        if (key.is_string())
            into->append(QString::fromStdString(key.get<std::string>()));
    }
}

std::optional<QString> textMember(const QByteArray &object, const char *name)
{
    if (object.isEmpty())
        return std::nullopt;
    const Object parsed = objectOf(object);
    const auto at = parsed.find(name);
    if (at == parsed.end() || !at->is_string())
        return std::nullopt;
    return QString::fromStdString(at->get<std::string>());
}

} // namespace

bool topicMatches(const QString &bindingKey, const QString &routingKey)
{
    return topicFits(wordsOf(bindingKey), 0, wordsOf(routingKey), 0);
}

bool headersMatch(const QByteArray &arguments, const QByteArray &headers)
{
    return headersFit(objectOf(arguments), objectOf(headers));
}

bool Route::isPredicted() const
{
    return std::all_of(hops.cbegin(), hops.cend(), [](const Hop &hop) { return hop.isKnownType; });
}

// A word of the binding keys of a topic exchange, with what ends there and what goes on.
struct Table::Node
{
    std::map<QString, std::unique_ptr<Node>> next;
    std::vector<size_t> ends;
};

struct Table::Outgoing
{
    std::vector<size_t> all;
    QMultiHash<QString, size_t> byKey; // direct
    Node words;                        // topic
    std::vector<std::pair<size_t, Object>> byHeaders;
};

Table::Table(const QString &vhost, Exchanges exchanges, Bindings bindings,
             const std::optional<std::vector<rabbitmq::Policy>> &policies, const QStringList &queues)
    : m_vhost(vhost)
    , m_exchanges(exchanges ? std::move(exchanges) : std::make_shared<const std::vector<rabbitmq::Exchange>>())
    , m_bindings(bindings ? std::move(bindings) : std::make_shared<const std::vector<rabbitmq::Binding>>())
    , m_policiesKnown(policies.has_value())
{
    for (const rabbitmq::Exchange &exchange : *m_exchanges) {
        if (exchange.vhost == vhost)
            m_byName.insert(exchange.name, &exchange);
    }
    for (const QString &queue : queues)
        m_queues.insert(queue, true);
    if (policies) {
        for (const rabbitmq::Policy &policy : *policies) {
            if (const auto alternate = textMember(policy.definition, "alternate-exchange"))
                m_alternateByPolicy.insert(policy.name, *alternate);
        }
    }
    for (size_t i = 0; i < m_bindings->size(); ++i) {
        const rabbitmq::Binding &one = m_bindings->at(i);
        if ((!one.vhost.isEmpty() && one.vhost != vhost) || one.source.isEmpty())
            continue;
        (one.destinationType == QLatin1String("exchange") ? m_toExchange : m_toQueue).insert(one.destination, i);
        std::shared_ptr<Outgoing> &outgoing = m_outgoing[one.source];
        if (!outgoing)
            outgoing = std::make_shared<Outgoing>();
        outgoing->all.push_back(i);
        const rabbitmq::Exchange *from = exchange(one.source);
        if (!from)
            continue;
        if (from->type == kDirect) {
            outgoing->byKey.insert(one.routingKey, i);
        } else if (from->type == kTopic) {
            Node *node = &outgoing->words;
            for (const QString &word : wordsOf(one.routingKey)) {
                std::unique_ptr<Node> &next = node->next[word];
                if (!next)
                    next = std::make_unique<Node>();
                node = next.get();
            }
            node->ends.push_back(i);
        } else if (from->type == kHeaders) {
            outgoing->byHeaders.emplace_back(i, objectOf(one.arguments));
        }
    }
}

Table::~Table() = default;

const rabbitmq::Exchange *Table::exchange(const QString &name) const
{
    return m_byName.value(name);
}

QStringList Table::exchangeNames() const
{
    QStringList names = m_byName.keys();
    names.removeAll(QString());
    names.sort();
    return names;
}

std::vector<size_t> Table::bindingsTo(const QString &destination, bool isQueue) const
{
    const QList<size_t> found = (isQueue ? m_toQueue : m_toExchange).values(destination);
    std::vector<size_t> sorted(found.cbegin(), found.cend());
    std::sort(sorted.begin(), sorted.end());
    return sorted;
}

// What it was declared with comes before a policy (rabbit_policy:get_arg/3).
std::optional<QString> Table::alternateOf(const rabbitmq::Exchange &exchange) const
{
    if (const auto own = textMember(exchange.arguments, "alternate-exchange"))
        return own;
    const auto policy = m_alternateByPolicy.constFind(exchange.policy);
    return exchange.policy.isEmpty() || policy == m_alternateByPolicy.cend() ? std::nullopt : std::optional<QString>(*policy);
}

bool Table::mayHaveHiddenAlternate(const rabbitmq::Exchange &exchange) const
{
    return !m_policiesKnown && !exchange.policy.isEmpty() && !textMember(exchange.arguments, "alternate-exchange");
}

void Table::collect(const Outgoing &from, const QString &type, const QStringList &keys, const QByteArray &headers,
                    std::vector<size_t> *into) const
{
    if (type == kFanout) {
        *into = from.all;
    } else if (type == kDirect) {
        for (const QString &key : keys) {
            for (auto at = from.byKey.constFind(key); at != from.byKey.cend() && at.key() == key; ++at)
                into->push_back(*at);
        }
    } else if (type == kHeaders) {
        const Object parsed = objectOf(headers);
        for (const auto &[index, arguments] : from.byHeaders) {
            if (headersFit(arguments, parsed))
                into->push_back(index);
        }
    } else if (type == kTopic) {
        for (const QString &key : keys) {
            const QStringList words = wordsOf(key);
            // Every node is looked at once at each word, however many "#" lead there.
            QSet<QPair<const Node *, qsizetype>> seen;
            std::vector<QPair<const Node *, qsizetype>> open{{&from.words, 0}};
            while (!open.empty()) {
                const QPair<const Node *, qsizetype> here = open.back();
                open.pop_back();
                const Node *node = here.first;
                const qsizetype word = here.second;
                if (seen.contains(here))
                    continue;
                seen.insert(here);
                if (const auto hash = node->next.find(QStringLiteral("#")); hash != node->next.end()) {
                    for (qsizetype rest = word; rest <= words.size(); ++rest)
                        open.emplace_back(hash->second.get(), rest);
                }
                if (word == words.size()) {
                    into->insert(into->end(), node->ends.begin(), node->ends.end());
                    continue;
                }
                const auto follow = [&](const QString &name) {
                    if (const auto next = node->next.find(name); next != node->next.end())
                        open.emplace_back(next->second.get(), word + 1);
                };
                follow(QStringLiteral("*"));
                const QString &own = words.at(word);
                if (own != QLatin1String("*") && own != QLatin1String("#"))
                    follow(own);
            }
        }
    }
    std::sort(into->begin(), into->end());
    into->erase(std::unique(into->begin(), into->end()), into->end());
}

Route Table::route(const Message &message) const
{
    Route route;
    QStringList keys{message.routingKey};
    const Object headers = objectOf(message.headers);
    addKeys(headers, "CC", &keys);
    addKeys(headers, "BCC", &keys);
    std::map<QString, int> arrived; // queue, hop
    QSet<QString> seen{message.exchange};
    route.hops.push_back({message.exchange, {}, Via::Start, -1, 0, 0, true});
    for (size_t at = 0; at < route.hops.size(); ++at) {
        const QString name = route.hops[at].exchange;
        const rabbitmq::Exchange *own = exchange(name);
        if (name.isEmpty()) {
            // As the one that is published to; as an alternate one it has no bindings of its own to look at.
            route.hops[at].type = kDirect;
            for (const QString &key : std::as_const(keys)) {
                if (route.hops[at].via == Via::Start && hasQueue(key)) {
                    arrived.emplace(key, int(at));
                    ++route.hops[at].matched;
                }
            }
            continue;
        }
        if (!own)
            continue;
        route.hops[at].type = own->type;
        route.hops[at].isKnownType = own->type == kDirect || own->type == kFanout || own->type == kTopic || own->type == kHeaders;
        std::vector<size_t> found;
        if (const auto outgoing = m_outgoing.value(name)) {
            route.hops[at].bindings = qint64(outgoing->all.size());
            if (route.hops[at].isKnownType)
                collect(*outgoing, own->type, keys, message.headers, &found);
        }
        route.hops[at].matched = int(found.size());
        const auto ask = [&](const QString &next, Via via) {
            if (seen.contains(next) || (via == Via::Binding && !exchange(next)))
                return;
            seen.insert(next);
            route.hops.push_back({next, {}, via, int(at), 0, 0, true});
        };
        for (const size_t index : found) {
            const rabbitmq::Binding &binding = m_bindings->at(index);
            ++route.matchCount;
            if (route.matchCount <= mostTold)
                route.matches.push_back({int(at), index});
            if (binding.destinationType == QLatin1String("exchange"))
                ask(binding.destination, Via::Binding);
            else
                arrived.emplace(binding.destination, int(at));
        }
        if (found.empty() && route.hops[at].isKnownType) {
            if (const auto alternate = alternateOf(*own))
                ask(*alternate, Via::Alternate);
        }
    }
    for (const auto &[queue, hop] : arrived)
        route.arrivals.push_back({queue, hop});
    if (route.arrivals.empty())
        route.nearest = nearestOf(route, message.routingKey);
    return route;
}

// Binding keys that differ from the routing key in little: one word, or letters of another case.
std::vector<size_t> Table::nearestOf(const Route &route, const QString &routingKey) const
{
    std::vector<std::pair<int, size_t>> scored;
    size_t compared = 0;
    const QStringList words = wordsOf(routingKey);
    for (const Hop &hop : route.hops) {
        const auto outgoing = m_outgoing.value(hop.exchange);
        if (!outgoing || hop.type == kFanout)
            continue;
        for (const size_t index : outgoing->all) {
            if (++compared > kMostCompared)
                break;
            const rabbitmq::Binding &binding = m_bindings->at(index);
            const QStringList own = wordsOf(binding.routingKey);
            int score = 0;
            if (hop.type == kHeaders)
                score = 3;
            else if (binding.routingKey.compare(routingKey, Qt::CaseInsensitive) == 0)
                score = 0;
            else {
                const qsizetype both = std::min(own.size(), words.size());
                qsizetype alike = 0;
                for (qsizetype i = 0; i < both; ++i)
                    alike += own.at(i) == words.at(i) || own.at(i) == QLatin1String("*") || own.at(i) == QLatin1String("#") ? 1 : 0;
                score = 10 + int(std::max(own.size(), words.size()) - alike);
                if (alike == 0)
                    score += 100;
            }
            scored.emplace_back(score, index);
        }
    }
    std::sort(scored.begin(), scored.end());
    std::vector<size_t> nearest;
    for (size_t i = 0; i < scored.size() && i < kMostNear; ++i)
        nearest.push_back(scored[i].second);
    return nearest;
}

} // namespace mk::messagerouting
