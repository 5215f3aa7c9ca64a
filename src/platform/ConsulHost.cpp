// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/ConsulHost.h"

#include <QHostAddress>

#include <algorithm>
#include <optional>
#include <vector>

namespace mk::consulhost {

namespace {

// Of two words: letters to put in, take out, change or swap with their neighbour (optimal string alignment).
int lettersBetween(const QString &one, const QString &other, int limit)
{
    if (std::abs(one.size() - other.size()) > limit)
        return limit + 1;
    const auto columns = size_t(other.size()) + 1;
    std::vector<int> before(columns);
    std::vector<int> last(columns);
    std::vector<int> row(columns);
    for (size_t j = 0; j < columns; ++j)
        last[j] = int(j);
    for (qsizetype i = 1; i <= one.size(); ++i) {
        row[0] = int(i);
        int least = row[0];
        for (qsizetype j = 1; j <= other.size(); ++j) {
            const auto at = size_t(j);
            const int change = one.at(i - 1) == other.at(j - 1) ? 0 : 1;
            row[at] = std::min({last[at] + 1, row[at - 1] + 1, last[at - 1] + change});
            if (i > 1 && j > 1 && one.at(i - 1) == other.at(j - 2) && one.at(i - 2) == other.at(j - 1))
                row[at] = std::min(row[at], before[at - 2] + 1);
            least = std::min(least, row[at]);
        }
        if (least > limit)
            return limit + 1;
        before.swap(last);
        last.swap(row);
    }
    return last[columns - 1];
}

bool isLike(const QString &label, const char *word)
{
    constexpr int few = 2;
    return lettersBetween(label.toLower(), QLatin1String(word), few) <= few;
}

std::optional<Kind> kindOf(const QString &label)
{
    static const QList<QPair<QLatin1String, Kind>> kinds{
        {QLatin1String("service"), Kind::Service}, {QLatin1String("node"), Kind::Node},
        {QLatin1String("query"), Kind::Query},     {QLatin1String("addr"), Kind::Address},
        {QLatin1String("connect"), Kind::Mesh},    {QLatin1String("ingress"), Kind::Mesh},
        {QLatin1String("virtual"), Kind::Mesh}};
    for (const auto &[word, kind] : kinds) {
        if (label.compare(word, Qt::CaseInsensitive) == 0)
            return kind;
    }
    return {};
}

// IPv4 in four numbers, or IPv6: QHostAddress takes "1" for an address too.
QString literalAddress(const QString &host)
{
    QString bare = host;
    if (bare.startsWith(QLatin1Char('[')) && bare.endsWith(QLatin1Char(']')))
        bare = bare.mid(1, bare.size() - 2);
    const QHostAddress address(bare);
    if (address.isNull() || (!bare.contains(QLatin1Char(':')) && bare.count(QLatin1Char('.')) != 3))
        return {};
    return bare;
}

// "ac11000b" of SRV answers.
QString hexAddress(const QString &hex)
{
    constexpr qsizetype v4Digits = 8;
    constexpr qsizetype v6Digits = 32;
    const QByteArray bytes = QByteArray::fromHex(hex.toLatin1());
    if (bytes.toHex() != hex.toLower().toLatin1())
        return {};
    if (hex.size() == v4Digits)
        return QHostAddress(quint32(hex.toUInt(nullptr, 16))).toString();
    if (hex.size() == v6Digits) {
        Q_IPV6ADDR v6;
        std::copy(bytes.cbegin(), bytes.cend(), v6.c);
        return QHostAddress(v6).toString();
    }
    return {};
}

// Behind the kind: "dc1", "dc1.dc", "frontend.ns.dc1.dc".
QString datacenterOf(const QStringList &suffixes)
{
    if (suffixes.size() == 1)
        return suffixes.constFirst();
    for (qsizetype at = 1; at < suffixes.size(); at += 2) {
        if (suffixes.at(at).compare(QLatin1String("dc"), Qt::CaseInsensitive) == 0)
            return suffixes.at(at - 1);
    }
    return {};
}

// "_web._tcp"
bool isRfc2782(const QStringList &labels)
{
    return labels.size() == 2 && labels.at(0).size() > 1 && labels.at(0).startsWith(QLatin1Char('_')) &&
           labels.at(1).size() > 1 && labels.at(1).startsWith(QLatin1Char('_'));
}

void takeName(ConsulHost *into, const QStringList &labels)
{
    if (isRfc2782(labels)) {
        into->name = labels.at(0).mid(1);
        into->tag = labels.at(1).mid(1);
        if (into->tag.compare(QLatin1String("tcp"), Qt::CaseInsensitive) == 0)
            into->tag.clear();
        return;
    }
    into->name = labels.constLast();
    into->tag = labels.mid(0, labels.size() - 1).join(QLatin1Char('.'));
}

ConsulHost known(Kind kind, const QStringList &labels, const QStringList &suffixes)
{
    ConsulHost result;
    result.kind = labels.isEmpty() ? Kind::Misspelt : kind; // "service.consul" names nothing
    if (labels.isEmpty())
        return result;
    result.datacenter = datacenterOf(suffixes);
    if (kind == Kind::Service || kind == Kind::Mesh) {
        takeName(&result, labels);
    } else if (kind == Kind::Address) {
        result.name = hexAddress(labels.constLast());
        if (result.name.isEmpty())
            result.kind = Kind::Misspelt;
    } else if (isRfc2782(labels)) { // Consul takes it for prepared queries too
        takeName(&result, labels);
        result.tag.clear();
    } else {
        result.name = labels.join(QLatin1Char('.')); // names of nodes and queries may have dots
    }
    return result;
}

// Below the domain, but without a kind.
ConsulHost misspelt(const QStringList &labels, const QString &domain)
{
    ConsulHost result;
    result.kind = Kind::Misspelt;
    if (labels.isEmpty())
        return result;
    const QString right = QStringLiteral("service");
    for (qsizetype at = labels.size() - 1; at > 0; --at) {
        if (!isLike(labels.at(at), "service"))
            continue;
        takeName(&result, labels.mid(0, at));
        result.datacenter = datacenterOf(labels.mid(at + 1));
        result.wrongPart = labels.at(at);
        result.rightPart = right;
        QStringList whole = labels;
        whole[at] = right;
        result.corrected = whole.join(QLatin1Char('.')) + QLatin1Char('.') + domain;
        return result;
    }
    if (labels.size() == 1) {
        result.name = labels.constFirst();
        result.wrongPart = domain;
        result.rightPart = right + QLatin1Char('.') + domain;
        result.corrected = serviceHost(result.name, domain);
    }
    return result;
}

// "x.service.consull": the kind is right, the domain is nearly so.
ConsulHost nearlyInDomain(const QStringList &labels, const QString &domain)
{
    constexpr qsizetype least = 3;
    if (domain.contains(QLatin1Char('.')) || labels.size() < least ||
        !isLike(labels.constLast(), domain.toLatin1().constData()))
        return {};
    if (labels.at(labels.size() - 2).compare(QLatin1String("service"), Qt::CaseInsensitive) != 0)
        return {};
    ConsulHost result;
    result.kind = Kind::Misspelt;
    takeName(&result, labels.mid(0, labels.size() - 2));
    result.wrongPart = labels.constLast();
    result.rightPart = domain;
    result.corrected = labels.mid(0, labels.size() - 1).join(QLatin1Char('.')) + QLatin1Char('.') + domain;
    return result;
}

QString withoutDot(const QString &name)
{
    return name.endsWith(QLatin1Char('.')) ? name.left(name.size() - 1) : name;
}

QStringList wordsOf(const QString &name)
{
    QStringList words;
    QString word;
    for (const QChar letter : name) {
        if (letter.isLetterOrNumber()) {
            word += letter;
        } else if (!word.isEmpty()) {
            words.append(word);
            word.clear();
        }
    }
    if (!word.isEmpty())
        words.append(word);
    words.sort();
    return words;
}

bool hasAll(const QStringList &words, const QStringList &wanted)
{
    return std::includes(words.cbegin(), words.cend(), wanted.cbegin(), wanted.cend());
}

// 0: the same letters; -1: not near at all.
int distance(const QString &name, const QStringList &words, const QString &known)
{
    constexpr qsizetype lettersForOne = 4; // one slip in four letters, three at most
    constexpr int mostSlips = 3;
    const int limit = std::clamp(int(name.size() / lettersForOne), 1, mostSlips);
    const int letters = lettersBetween(name, known, limit);
    if (letters <= limit)
        return letters;
    constexpr int otherOrder = 4; // behind every slip
    const QStringList knownWords = wordsOf(known);
    if (knownWords == words)
        return otherOrder;
    // "mail" for "microservice-mail": one is the other and one word more.
    const qsizetype more = knownWords.size() - words.size();
    if (std::abs(more) == 1 && !words.isEmpty() && !knownWords.isEmpty() &&
        (more > 0 ? hasAll(knownWords, words) : hasAll(words, knownWords)))
        return otherOrder + 1;
    return -1;
}

} // namespace

ConsulHost parse(const QString &host, const QString &domain)
{
    const QString trimmed = host.trimmed();
    ConsulHost result;
    if (const QString address = literalAddress(trimmed); !address.isEmpty()) {
        result.kind = Kind::Address;
        result.name = address;
        return result;
    }
    QString bare = trimmed;
    const qsizetype colon = bare.lastIndexOf(QLatin1Char(':'));
    if (colon >= 0)
        bare = bare.left(colon);
    bare = withoutDot(bare);
    const QString root = withoutDot(domain);
    if (bare.isEmpty() || root.isEmpty())
        return result;
    // The bare word "consul" is a container's name.
    if (!bare.endsWith(QLatin1Char('.') + root, Qt::CaseInsensitive))
        return nearlyInDomain(bare.split(QLatin1Char('.')), root);
    const QStringList labels = bare.left(bare.size() - root.size() - 1).split(QLatin1Char('.'), Qt::KeepEmptyParts);
    if (labels.contains(QString())) {
        result.kind = Kind::Misspelt;
        return result;
    }
    for (qsizetype at = labels.size() - 1; at >= 0; --at) {
        if (const std::optional<Kind> kind = kindOf(labels.at(at)))
            return known(*kind, labels.mid(0, at), labels.mid(at + 1));
        // "_web._tcp.consul" and "_web._tcp.dc1.consul"
        if (at >= 1 && isRfc2782(labels.mid(at - 1, 2))) {
            result = known(Kind::Service, labels.mid(at - 1, 2), labels.mid(at + 1));
            result.srvOnly = true;
            return result;
        }
    }
    return misspelt(labels, root);
}

QString serviceEnding(const QString &domain)
{
    return QStringLiteral(".service.") + domain;
}

QString serviceHost(const QString &service, const QString &domain)
{
    return service + serviceEnding(domain);
}

bool isSameService(const QString &one, const QString &other)
{
    return one.compare(other, Qt::CaseInsensitive) == 0;
}

QString nearest(const QString &name, const QStringList &knownNames)
{
    const QString wanted = name.toLower();
    const QStringList words = wordsOf(wanted);
    QString best;
    int bestDistance = -1;
    for (const QString &known : knownNames) {
        if (isSameService(known, name))
            continue;
        const int found = distance(wanted, words, known.toLower());
        if (found < 0)
            continue;
        if (bestDistance < 0 || found < bestDistance || (found == bestDistance && known < best)) {
            best = known;
            bestDistance = found;
        }
    }
    return best;
}

} // namespace mk::consulhost
