// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/KongShown.h"

#include "api/kong/KongDialect.h"
#include "core/Redactor.h"
#include "platform/KongJson.h"

#include <QRegularExpression>

#include <functional>
#include <set>

namespace mk::kongshown {

namespace {

using nlohmann::json;

constexpr qsizetype longestValue = 120;

bool isSecret(std::optional<kong::Kind> kind, const std::string &name)
{
    static const Redactor redactor;
    return redactor.isSecretName(QString::fromStdString(name)) || (kind && kong::isSecretMember(*kind, name));
}

// "Authorization:Basic ..." as request-transformer has it: the name is shown, the rest is not.
std::optional<QString> secretHeader(const json &value)
{
    if (!value.is_string())
        return std::nullopt;
    static const QRegularExpression pair(QStringLiteral("^\\s*([A-Za-z0-9_-]+)\\s*:\\s*(.+)$"),
                                         QRegularExpression::DotMatchesEverythingOption);
    const QRegularExpressionMatch match = pair.match(QString::fromStdString(value.get_ref<const std::string &>()));
    if (!match.hasMatch() || !isSecret({}, match.captured(1).toStdString()))
        return std::nullopt;
    return match.captured(1);
}

json masked(std::optional<kong::Kind> kind, const json &value, const json *other, bool tellsChange);

json maskOf(const json &value, const json *other, bool tellsChange)
{
    if (value.is_null() || value.is_boolean() || (value.is_string() && value.get_ref<const std::string &>().empty()))
        return value;
    const bool changed = tellsChange && other && !other->is_null() && *other != value;
    return Redactor::mask().toStdString() + (changed ? " (changed)" : "");
}

json masked(std::optional<kong::Kind> kind, const json &value, const json *other, bool tellsChange)
{
    if (value.is_object()) {
        json object = json::object();
        for (const auto &[name, inner] : value.items()) {
            const json *old = nullptr;
            if (other && other->is_object() && other->contains(name))
                old = &(*other)[name];
            object[name] = isSecret(kind, name) && !inner.is_object() ? maskOf(inner, old, tellsChange)
                                                                      : masked(kind, inner, old, tellsChange);
        }
        return object;
    }
    if (value.is_array()) {
        json list = json::array();
        for (const json &inner : value) {
            if (const auto header = secretHeader(inner)) {
                const bool isNew = tellsChange && other && other->is_array()
                    && std::find(other->begin(), other->end(), inner) == other->end();
                list.push_back(header->toStdString() + ":" + Redactor::mask().toStdString() + (isNew ? " (changed)" : ""));
            } else {
                list.push_back(masked(kind, inner, nullptr, false));
            }
        }
        return list;
    }
    if (const auto header = secretHeader(value))
        return header->toStdString() + ":" + Redactor::mask().toStdString();
    return value;
}

const json *memberOf(const json &object, const std::string &name)
{
    const auto member = object.is_object() ? object.find(name) : object.end();
    return object.is_object() && member != object.end() && !member->is_null() ? &*member : nullptr;
}

QString shortText(const json *value)
{
    if (!value)
        return {};
    const QString text = value->is_string()
        ? QString::fromStdString(value->get_ref<const std::string &>())
        : QString::fromStdString(value->dump(-1, ' ', false, json::error_handler_t::replace));
    return text.size() > longestValue ? QString(text.left(longestValue) + QChar(0x2026)) : text;
}

std::set<std::string> namesOf(const json &a, const json &b)
{
    std::set<std::string> names;
    for (const json *side : {&a, &b}) {
        if (side->is_object()) {
            for (const auto &[name, value] : side->items())
                names.insert(name);
        }
    }
    return names;
}

// The values decide what differs, their masked twins are what is told.
void compare(const std::string &prefix, const json &a, const json &b, const json &shownA, const json &shownB,
             const std::function<bool(const std::string &)> &skip, QList<Difference> *into)
{
    for (const std::string &name : namesOf(a, b)) {
        const json *before = memberOf(a, name);
        const json *after = memberOf(b, name);
        if (skip(name) || kongjson::same(before ? *before : json(), after ? *after : json()))
            continue;
        const json none;
        const json *maskedBefore = memberOf(shownA, name);
        const json *maskedAfter = memberOf(shownB, name);
        if (prefix.empty() && name == "config" && before && after) {
            compare("config.", *before, *after, maskedBefore ? *maskedBefore : none, maskedAfter ? *maskedAfter : none,
                    [](const std::string &) { return false; }, into);
            continue;
        }
        into->append({QString::fromStdString(prefix + name), shortText(maskedBefore), shortText(maskedAfter)});
    }
}

} // namespace

QByteArray body(const Change &change, bool before)
{
    const EntityState &state = before ? change.before : change.after;
    if (!state.exists)
        return {};
    const json entity = kongjson::parsed(state.body);
    if (!entity.is_object())
        return QByteArray();
    const json other = kongjson::parsed(before ? change.after.body : change.before.body);
    return kongjson::pretty(
        masked(kong::kindFromId(change.entity.kind), entity, other.is_object() ? &other : nullptr, !before));
}

QByteArray entity(kong::Kind kind, const QByteArray &json)
{
    const nlohmann::json parsed = kongjson::parsed(json);
    return parsed.is_object() ? kongjson::pretty(masked(kind, parsed, nullptr, false)) : QByteArray();
}

QList<Difference> differences(const Change &change)
{
    QList<Difference> found;
    const std::optional<kong::Kind> kind = kong::kindFromId(change.entity.kind);
    const auto sideOf = [](const EntityState &state) { return state.exists ? kongjson::parsed(state.body) : json(); };
    const auto shownOf = [&change](bool before) { return kongjson::parsed(body(change, before)); };
    compare({}, sideOf(change.before), sideOf(change.after), shownOf(true), shownOf(false),
            [kind](const std::string &name) { return kind && kong::isServerMade(*kind, name); }, &found);
    return found;
}

} // namespace mk::kongshown
