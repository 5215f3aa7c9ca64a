// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/Misbehaviour.h"

#include <algorithm>

namespace mk::demo {

namespace {

constexpr int kDepth = 10'000;
const QByteArray kBigNumber = "1234567890123456789012345678901234567890";

// * stands for any number of any characters.
bool matchesPattern(QByteArrayView pattern, QByteArrayView text)
{
    qsizetype p = 0;
    qsizetype t = 0;
    qsizetype star = -1;
    qsizetype retry = 0;
    while (t < text.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            retry = t;
        } else if (p < pattern.size() && pattern[p] == text[t]) {
            ++p;
            ++t;
        } else if (star >= 0) {
            p = star + 1;
            t = ++retry;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == '*')
        ++p;
    return p == pattern.size();
}

Reply messageBody(int status, const QByteArray &message)
{
    return {status, {{QByteArray("Content-Type"), QByteArray("application/json; charset=utf-8")}}, "{\"message\":\"" + message + "\"}"};
}

void setHeader(Reply *reply, const QByteArray &name, const QByteArray &value)
{
    for (auto &[key, present] : reply->headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0) {
            present = value;
            return;
        }
    }
    reply->headers.append({name, value});
}

// JSON text with every number in it replaced; on the text, because no parser would take it.
QByteArray withBigNumbers(const QByteArray &json)
{
    QByteArray changed;
    bool quoted = false;
    for (qsizetype i = 0; i < json.size(); ++i) {
        const char c = json[i];
        if (quoted) {
            changed += c;
            if (c == '\\' && i + 1 < json.size())
                changed += json[++i];
            else if (c == '"')
                quoted = false;
            continue;
        }
        if (c == '"') {
            quoted = true;
            changed += c;
        } else if ((c >= '0' && c <= '9') || c == '-') {
            while (i + 1 < json.size() && QByteArrayView("0123456789+-.eE").contains(json[i + 1]))
                ++i;
            changed += kBigNumber;
        } else {
            changed += c;
        }
    }
    return changed;
}

QByteArray withInvalidUtf8(const QByteArray &json)
{
    QByteArray changed;
    bool quoted = false;
    bool isValue = false; // names of members stay
    for (qsizetype i = 0; i < json.size(); ++i) {
        const char c = json[i];
        changed += c;
        if (quoted) {
            if (c == '\\' && i + 1 < json.size())
                changed += json[++i];
            else if (c == '"')
                quoted = false;
        } else if (c == '"') {
            quoted = true;
            if (isValue)
                changed += "\xff\xfe\xc0";
        } else if (c == ':') {
            isValue = true;
        } else if (c == ',' || c == '{') {
            isValue = false;
        }
    }
    return changed;
}

} // namespace

const QStringList &Fault::names()
{
    static const QStringList kNames{
        QStringLiteral("refuse"),       QStringLiteral("hang"),       QStringLiteral("trickle"),        QStringLiteral("cut-off"),
        QStringLiteral("reset"),        QStringLiteral("lose-answer"), QStringLiteral("wrong-type"),    QStringLiteral("broken-json"),
        QStringLiteral("deep-json"),    QStringLiteral("big-numbers"), QStringLiteral("invalid-utf8"),  QStringLiteral("huge-announced"),
        QStringLiteral("endless"),      QStringLiteral("redirect"),   QStringLiteral("401"),            QStringLiteral("403"),
        QStringLiteral("429"),          QStringLiteral("500"),        QStringLiteral("503"),            QStringLiteral("html-error")};
    return kNames;
}

bool Fault::passesThrough() const
{
    return name == "trickle" || name == "cut-off" || name == "lose-answer" || name == "wrong-type" || name == "broken-json"
           || name == "big-numbers" || name == "invalid-utf8";
}

std::optional<Reply> Fault::ownReply() const
{
    if (name == "401")
        return messageBody(401, "Unauthorized");
    if (name == "403")
        return messageBody(403, "Forbidden");
    if (name == "500")
        return messageBody(500, "An unexpected error occurred");
    if (name == "503")
        return messageBody(503, "Service unavailable");
    if (name == "429") {
        Reply reply = messageBody(429, "Too many requests");
        setHeader(&reply, "Retry-After", QByteArray::number(retryAfter));
        return reply;
    }
    if (name == "redirect")
        return Reply{302, {{QByteArray("Location"), location}}, {}};
    if (name == "html-error")
        return Reply{502, {{QByteArray("Content-Type"), QByteArray("text/html")}},
                     "<!doctype html>\n<title>502 Bad Gateway</title>\n<h1>Bad Gateway</h1>\n<p>A proxy in front of the system.</p>\n"};
    if (name == "deep-json")
        return Reply{200, {{QByteArray("Content-Type"), QByteArray("application/json; charset=utf-8")}},
                     QByteArray(kDepth, '[') + QByteArray(kDepth, ']')};
    return std::nullopt;
}

Reply Fault::changed(Reply reply) const
{
    if (name == "wrong-type")
        setHeader(&reply, "Content-Type", "text/html");
    else if (name == "broken-json")
        reply.body.truncate(qMax<qsizetype>(1, reply.body.size() / 2));
    else if (name == "big-numbers")
        reply.body = withBigNumbers(reply.body);
    else if (name == "invalid-utf8")
        reply.body = withInvalidUtf8(reply.body);
    return reply;
}

bool Fault::fromJson(const nlohmann::json &json, Fault *fault, QString *why)
{
    *fault = Fault();
    if (!json.is_object()) {
        *why = QStringLiteral("an object is expected");
        return false;
    }
    for (const auto &[key, value] : json.items()) {
        QByteArray *text = key == "fault"      ? &fault->name
                           : key == "system"   ? &fault->system
                           : key == "method"   ? &fault->method
                           : key == "path"     ? &fault->path
                           : key == "how"      ? &fault->how
                           : key == "location" ? &fault->location
                                               : nullptr;
        int *number = key == "after"        ? &fault->after
                      : key == "count"      ? &fault->count
                      : key == "intervalMs" ? &fault->intervalMs
                      : key == "retryAfter" ? &fault->retryAfter
                                            : nullptr;
        if (text && value.is_string()) {
            *text = QByteArray::fromStdString(value.get<std::string>());
        } else if (number && value.is_number_integer()) {
            *number = value.get<int>();
        } else {
            *why = QStringLiteral("not understood: ") + QString::fromStdString(key);
            return false;
        }
    }
    if (!names().contains(QString::fromUtf8(fault->name))) {
        *why = QStringLiteral("no such fault: ") + QString::fromUtf8(fault->name);
        return false;
    }
    return true;
}

bool Fault::fromText(const QString &text, Fault *fault, QString *why)
{
    const QStringList parts = text.split(QLatin1Char(':'));
    nlohmann::json json{{"fault", parts.value(0).toStdString()}};
    if (parts.size() > 1 && !parts.at(1).isEmpty())
        json["path"] = parts.at(1).toStdString();
    if (parts.size() > 2) {
        bool ok = false;
        json["count"] = parts.at(2).toInt(&ok);
        if (!ok || parts.size() > 3) {
            *why = QStringLiteral("NAME[:PATH[:COUNT]] is expected, not ") + text;
            return false;
        }
    }
    return fromJson(json, fault, why);
}

nlohmann::json Fault::toJson() const
{
    return {{"fault", name.toStdString()}, {"system", system.toStdString()}, {"method", method.toStdString()},
            {"path", path.toStdString()},  {"after", after},                 {"count", count}};
}

bool Misbehaviour::refuses(const QByteArray &system) const
{
    return std::any_of(m_faults.begin(), m_faults.end(),
                       [&system](const Fault &fault) { return fault.name == "refuse" && fault.system == system; });
}

std::optional<Fault> Misbehaviour::take(const QByteArray &system, const Request &request)
{
    for (auto fault = m_faults.rbegin(); fault != m_faults.rend(); ++fault) {
        if (fault->name == "refuse" || fault->system != system || (!fault->method.isEmpty() && fault->method != request.method)
            || !matchesPattern(fault->path, request.path()))
            continue;
        if (fault->after > 0) {
            --fault->after;
            continue;
        }
        if (fault->count == 0)
            continue;
        if (fault->count > 0)
            --fault->count;
        return *fault;
    }
    return std::nullopt;
}

} // namespace mk::demo
