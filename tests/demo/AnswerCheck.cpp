// SPDX-License-Identifier: GPL-3.0-or-later
#include "AnswerCheck.h"

#include <QDateTime>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace mk::test {

namespace {

// When the recordings were made, give or take a year; seconds.
constexpr double kRecordedAbout = 1795394283.0;
constexpr double kYear = 366.0 * 86400.0;
constexpr int kMany = 40; // differences of one answer that are worth reading

const char *typeOf(const Json &value)
{
    return value.is_number() ? "number" : value.type_name();
}

std::string shortly(const std::string &text)
{
    return text.size() <= 300 ? text : text.substr(0, 300) + "...";
}

// Headers about the connection and the moment.
bool isIgnored(const QByteArray &name)
{
    static const QList<QByteArray> kIgnored{"date", "content-length", "transfer-encoding", "connection", "keep-alive"};
    return kIgnored.contains(name.toLower());
}

bool isMeasured(const QByteArray &name)
{
    static const QList<QByteArray> kMeasured{"x-kong-admin-latency",   "x-kong-proxy-latency", "x-kong-upstream-latency",
                                             "x-kong-response-latency", "ratelimit-reset",      "retry-after", "age"};
    return kMeasured.contains(name.toLower());
}

bool isNumber(const QByteArray &text)
{
    bool ok = false;
    text.toDouble(&ok);
    return ok;
}

// Lists of names that the server keeps as a set.
bool isSet(const std::string &key)
{
    return key == "enabled_plugins" || key == "enabled_in_cluster";
}

// Names of members that hold a process's number or a time.
std::string withoutDigits(const std::string &key)
{
    if (key.find("pid") == std::string::npos && key.find("timestamp") == std::string::npos)
        return key;
    std::string plain;
    for (const char c : key) {
        if (c < '0' || c > '9')
            plain += c;
        else if (plain.empty() || plain.back() != '#')
            plain += '#';
    }
    return plain;
}

std::string idOf(const Json &row)
{
    const auto found = row.is_object() ? row.find("id") : row.end();
    return row.is_object() && found != row.end() && found->is_string() ? found->get<std::string>() : std::string();
}

struct Sample
{
    std::string family;
    std::string labels; // names and values, sorted
};

// "family{a="1",b="2"} 3", with a comma after the last label or without.
std::optional<Sample> sampleOf(const std::string &line)
{
    const std::size_t open = line.find('{');
    const std::size_t end = line.find_last_of(' ');
    if (end == std::string::npos)
        return std::nullopt;
    if (open == std::string::npos)
        return Sample{line.substr(0, end), {}};
    const std::size_t close = line.rfind('}');
    if (close == std::string::npos || close < open)
        return std::nullopt;
    std::set<std::string> labels;
    std::string label;
    bool quoted = false;
    for (std::size_t i = open + 1; i < close; ++i) {
        if (line[i] == '"' && line[i - 1] != '\\')
            quoted = !quoted;
        if (line[i] == ',' && !quoted) {
            labels.insert(label);
            label.clear();
        } else {
            label += line[i];
        }
    }
    if (!label.empty())
        labels.insert(label);
    std::string joined;
    for (const std::string &one : labels)
        joined += (joined.empty() ? "" : ",") + one;
    return Sample{line.substr(0, open), joined};
}

} // namespace

void AnswerCheck::rememberRows(const Scenario &scenario)
{
    for (const Step &step : scenario.steps) {
        if (!step.answer.json || !step.answer.json->is_object() || !step.answer.json->contains("data"))
            continue;
        for (const Json &row : step.answer.json->at("data")) {
            if (const std::string id = idOf(row); !id.empty())
                m_rows[id] = row;
        }
    }
}

QStringList AnswerCheck::differences(const Step &step, const OwnAnswer &own)
{
    m_found.clear();
    m_step = &step;
    m_asked = step.question.path.toStdString() + ' ' + (step.question.json ? step.question.json->dump() : step.question.body.toStdString());
    for (const auto &[name, value] : step.question.headers)
        m_asked += ' ' + value.toStdString();
    if (own.status == 0)
        return {QStringLiteral("no answer")};
    if (own.status != step.answer.status)
        report("status", std::to_string(step.answer.status), std::to_string(own.status));
    headers(own.headers);

    const QByteArray path = step.question.path.left(step.question.path.indexOf('?') < 0 ? step.question.path.size()
                                                                                        : step.question.path.indexOf('?'));
    if (step.question.method == "HEAD" || step.answer.status == 204) {
        if (!own.body.isEmpty())
            report("body", "nothing", own.body.toStdString());
        return m_found;
    }
    if (!step.answer.json) {
        if (path == "/metrics" && step.answer.status == 200)
            metrics(own.body);
        else
            plain(own.body);
        return m_found;
    }
    const Json answer = Json::parse(own.body.begin(), own.body.end(), nullptr, false);
    if (answer.is_discarded()) {
        report("body", shortly(step.answer.json->dump()), "no JSON: " + own.body.toStdString());
        return m_found;
    }
    const bool admin = step.question.target == "admin" || step.question.target == "status";
    const bool machine = admin && step.answer.status == 200 && (path == "/" || path == "/status" || path == "/timers");
    const auto hasMore = [](const Json &body) { return body.is_object() && body.contains("offset"); };
    m_paged = hasMore(*step.answer.json) || hasMore(answer) || step.question.path.contains("offset=");
    m_ordered = path.startsWith("/upstreams/") && (path.endsWith("/targets") || path.endsWith("/targets/") || path.endsWith("/health"))
                && step.answer.json->is_object() && !step.answer.json->contains("total");
    m_described = path.startsWith("/schemas") || path.startsWith("/plugins/schema");
    json(*step.answer.json, answer, "", "", machine ? Mode::Shape : Mode::Exact);
    return m_found;
}

void AnswerCheck::report(const std::string &place, const std::string &recorded, const std::string &own)
{
    if (m_found.size() < kMany)
        m_found.append(QStringLiteral("%1: recorded %2, here %3")
                           .arg(QString::fromStdString(place.empty() ? "body" : place), QString::fromStdString(shortly(recorded)),
                                QString::fromStdString(shortly(own))));
}

void AnswerCheck::json(const Json &recorded, const Json &own, const std::string &place, const std::string &key, Mode mode)
{
    if (std::string_view(typeOf(recorded)) != typeOf(own)) {
        report(place, recorded.dump(), own.dump());
        return;
    }
    if (recorded.is_object()) {
        std::map<std::string, const Json *> members;
        for (const auto &[name, value] : own.items())
            members[mode == Mode::Shape ? withoutDigits(name) : name] = &value;
        for (const auto &[name, value] : recorded.items()) {
            const std::string called = mode == Mode::Shape ? withoutDigits(name) : m_names->textToOwn(name);
            const auto found = members.find(called);
            if (found == members.end()) {
                if (!members.contains("(seen) " + called))
                    report(place + '/' + called, value.dump(), "no such member");
                continue;
            }
            json(value, *found->second, place + '/' + called, name, mode);
            if (mode == Mode::Shape) // several with the same name but for digits
                members["(seen) " + called] = found->second;
            members.erase(found);
        }
        for (const auto &[name, value] : members) {
            if (!name.starts_with("(seen) "))
                report(place + '/' + name, "no such member", value->dump());
        }
        return;
    }
    if (recorded.is_array()) {
        if (key == "data" && !m_ordered && place == "/data") {
            rows(recorded, own, place);
            return;
        }
        if (recorded.size() != own.size()) {
            report(place, std::to_string(recorded.size()) + " elements " + recorded.dump(),
                   std::to_string(own.size()) + " elements " + own.dump());
            return;
        }
        if (isSet(key)) {
            std::multiset<std::string> left;
            std::multiset<std::string> right;
            for (std::size_t i = 0; i < recorded.size(); ++i) {
                left.insert(recorded[i].dump());
                right.insert(own[i].dump());
            }
            if (left != right)
                report(place, recorded.dump(), own.dump());
            return;
        }
        for (std::size_t i = 0; i < recorded.size(); ++i)
            json(recorded[i], own[i], place + '/' + std::to_string(i), "", mode);
        return;
    }
    if (mode == Mode::Shape) {
        if (key == "version" || key == "tagline" || key == "edition" || key == "database")
            text(recorded.dump(), own.dump(), place, key);
        return;
    }
    if (recorded.is_string())
        text(recorded.get<std::string>(), own.get<std::string>(), place, key);
    else if (recorded.is_number())
        number(recorded, own, place, key);
    else if (recorded != own)
        report(place, recorded.dump(), own.dump());
}

void AnswerCheck::text(const std::string &recorded, const std::string &own, const std::string &place, const std::string &key)
{
    if (m_described && key == "description") {
        if (recorded.empty() != own.empty())
            report(place, recorded, own);
        return;
    }
    if (key == "offset" && place == "/offset") { // opaque
        const std::string plain = recorded.substr(0, recorded.find('='));
        if (own.empty())
            report(place, recorded, own);
        learnOffset(plain, own.substr(0, own.find('=')));
        return;
    }
    if (key == "next" && place == "/next") {
        // The same path and parameters in any order; the offset is checked where it stands alone.
        const auto partsOf = [](const std::string &url) {
            QStringList parts = QString::fromStdString(url).split(QRegularExpression(QStringLiteral("[?&]")));
            for (QString &part : parts) {
                if (part.startsWith(QLatin1String("offset=")))
                    part = QStringLiteral("offset=");
            }
            parts.sort();
            return parts;
        };
        if (partsOf(recorded) != partsOf(own))
            report(place, recorded, own);
        static const QRegularExpression kOffset(QStringLiteral("[?&]offset=([^&=%]*)"));
        const auto left = kOffset.match(QString::fromStdString(recorded));
        const auto right = kOffset.match(QString::fromStdString(own));
        if (left.hasMatch() && right.hasMatch())
            learnOffset(left.captured(1).toStdString(), right.captured(1).toStdString());
        return;
    }
    if (key == "cert_digest" && recorded.size() == own.size() && !m_names->knows(recorded)) {
        m_names->learn(recorded, own); // of another certificate
        return;
    }
    if (recorded.find("cut out after recording") != std::string::npos) { // a private key
        if (own.find("PRIVATE KEY-----") == std::string::npos)
            report(place, recorded, own);
        return;
    }
    if (!m_names->matches(recorded, own, m_asked))
        report(place, '"' + m_names->textToOwn(recorded) + '"', '"' + own + '"');
}

// A recorded offset names a row, and the same row may end a page of all and one of those with a tag; here these are two rows.
// What is followed later is the first.
void AnswerCheck::learnOffset(const std::string &recorded, const std::string &own)
{
    if (!m_names->knows(recorded))
        m_names->learn(recorded, own);
}

void AnswerCheck::number(const Json &recorded, const Json &own, const std::string &place, const std::string &key)
{
    const double left = recorded.get<double>();
    const double right = own.get<double>();
    const bool whole = std::floor(left) == left;
    if (whole && std::floor(right) != right) {
        report(place, recorded.dump(), own.dump());
        return;
    }
    if (isTimeKey(key)) {
        const double unit = left > 1e11 ? 1000.0 : 1.0;
        const double now = double(QDateTime::currentMSecsSinceEpoch()) / 1000.0;
        const bool madeUp = std::abs(left / unit - kRecordedAbout) < kYear;
        if (madeUp && std::abs(right / unit - now) < 86400.0)
            m_names->learnTime(recorded, own);
        else if (m_names->timeToOwn(recorded) != own)
            report(place, m_names->timeToOwn(recorded).dump(), own.dump());
        return;
    }
    if (key == "ttl" ? std::abs(left - right) > 30.0 : left != right)
        report(place, recorded.dump(), own.dump());
}

bool AnswerCheck::same(const Json &recorded, const Json &own)
{
    const std::size_t mark = m_names->mark();
    const QStringList before = m_found;
    m_found.clear();
    json(recorded, own, "", "", Mode::Exact);
    const bool fits = m_found.isEmpty();
    m_found = before;
    if (!fits)
        m_names->forgetSince(mark);
    return fits;
}

void AnswerCheck::rows(const Json &recorded, const Json &own, const std::string &place)
{
    if (recorded.size() != own.size()) {
        report(place, std::to_string(recorded.size()) + " rows " + recorded.dump(),
               std::to_string(own.size()) + " rows " + own.dump());
        return;
    }
    std::map<std::string, std::size_t> ownById;
    std::set<std::size_t> left;
    for (std::size_t i = 0; i < own.size(); ++i) {
        left.insert(i);
        if (const std::string id = idOf(own[i]); !id.empty())
            ownById[id] = i;
    }
    std::vector<const Json *> open;
    for (const Json &row : recorded) {
        const std::string id = idOf(row);
        const auto found = id.empty() ? ownById.end() : ownById.find(m_names->textToOwn(id));
        if (found == ownById.end()) {
            open.push_back(&row);
            continue;
        }
        left.erase(found->second);
        json(row, own[found->second], place + "/(" + found->first + ')', "", Mode::Exact);
    }
    for (const Json *row : open) {
        if (left.empty())
            break;
        // A row without an id or with one that nobody told: the one that looks like it.
        const auto like = std::find_if(left.begin(), left.end(), [&](std::size_t i) { return same(*row, own[i]); });
        if (like != left.end()) {
            left.erase(like);
            continue;
        }
        const std::size_t next = *left.begin();
        if (!m_paged) {
            left.erase(left.begin());
            json(*row, own[next], place + "/(another row)", "", Mode::Exact);
        }
    }
    for (const std::size_t i : left) { // pages are cut elsewhere here
        const auto remembered = m_rows.find(m_names->recordedOf(idOf(own[i])));
        if (remembered != m_rows.end())
            json(remembered->second, own[i], place + "/(" + idOf(own[i]) + ')', "", Mode::Exact);
    }
}

void AnswerCheck::headers(const HeaderList &own)
{
    std::multimap<QByteArray, QByteArray> here;
    for (const auto &[name, value] : own) {
        if (!isIgnored(name))
            here.emplace(name.toLower(), value);
    }
    for (const auto &[name, value] : m_step->answer.headers) {
        if (isIgnored(name))
            continue;
        const auto found = here.find(name.toLower());
        const std::string place = "header " + name.toStdString();
        if (found == here.end()) {
            report(place, value.toStdString(), "no such header");
            continue;
        }
        const bool fits = isMeasured(name) ? isNumber(found->second)
                                           : m_names->matches(value.toStdString(), found->second.toStdString(), m_asked);
        if (!fits)
            report(place, m_names->textToOwn(value.toStdString()), found->second.toStdString());
        here.erase(found);
    }
    for (const auto &[name, value] : here)
        report("header " + name.toStdString(), "no such header", value.toStdString());
}

void AnswerCheck::plain(const QByteArray &own)
{
    if (!m_names->matches(m_step->answer.body.toStdString(), own.toStdString(), m_asked))
        report("text", m_step->answer.body.toStdString(), own.toStdString());
}

// The same families of the same types, and the same series in each but for those that only the machine determines.
void AnswerCheck::metrics(const QByteArray &own)
{
    using Families = std::map<std::string, std::string>;
    const auto read = [this](const QByteArray &text, bool rename, Families *types, std::map<std::string, std::set<std::string>> *series) {
        for (const QByteArray &line : text.split('\n')) {
            const std::string words = rename ? m_names->textToOwn(line.toStdString()) : line.toStdString();
            if (line.startsWith("# TYPE ")) {
                const std::size_t gap = words.find_last_of(' ');
                (*types)[words.substr(7, gap - 7)] = words.substr(gap + 1);
            } else if (!line.startsWith('#') && !line.isEmpty()) {
                if (const auto sample = sampleOf(words))
                    (*series)[sample->family].insert(sample->labels);
            }
        }
    };
    static const QRegularExpression kNode(QStringLiteral("node_id=\"([^\"]+)\""));
    const QRegularExpressionMatch node = kNode.match(QString::fromUtf8(m_step->answer.body));
    const QRegularExpressionMatch ownNode = kNode.match(QString::fromUtf8(own));
    if (node.hasMatch() && ownNode.hasMatch())
        m_names->matches(node.captured(1).toStdString(), ownNode.captured(1).toStdString(), m_asked);
    Families types;
    Families ownTypes;
    std::map<std::string, std::set<std::string>> series;
    std::map<std::string, std::set<std::string>> ownSeries;
    read(m_step->answer.body, true, &types, &series);
    read(own, false, &ownTypes, &ownSeries);
    for (const auto &[family, type] : types) {
        const auto found = ownTypes.find(family);
        if (found == ownTypes.end() || found->second != type)
            report("metric " + family, type, found == ownTypes.end() ? "no such family" : found->second);
    }
    for (const auto &[family, type] : ownTypes) {
        if (!types.contains(family))
            report("metric " + family, "no such family", type);
    }
    for (const auto &[family, labels] : series) {
        // How many latencies fell into which bucket, how much memory which worker has: of that machine.
        if (family.ends_with("_bucket") || family.find("lua_") != std::string::npos || family.find("node_info") != std::string::npos)
            continue;
        for (const std::string &one : labels) {
            if (!ownSeries[family].contains(one))
                report("metric " + family, '{' + one + '}', "no such series");
        }
        for (const std::string &one : ownSeries[family]) {
            if (!labels.contains(one))
                report("metric " + family, "no such series", '{' + one + '}');
        }
    }
}

} // namespace mk::test
