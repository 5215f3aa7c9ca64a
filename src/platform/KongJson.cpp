// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/KongJson.h"

#include "api/kong/KongDialect.h"
#include "core/JsonRead.h"

#include <cmath>
#include <set>

namespace mk::kongjson {

namespace {

using nlohmann::json;

bool isNoValue(const json *value)
{
    return !value || value->is_null();
}

const json *member(const json &object, const std::string &name)
{
    const auto it = object.find(name);
    return it == object.end() ? nullptr : &*it;
}

bool differs(const json *a, const json *b)
{
    if (isNoValue(a) || isNoValue(b))
        return isNoValue(a) != isNoValue(b);
    return canonical(*a) != canonical(*b);
}

// Something that stood deep inside a record and is not to stand there any more.
bool losesMember(const json &before, const json &after)
{
    if (!before.is_object() || !after.is_object())
        return false;
    for (const auto &[name, old] : before.items()) {
        if (old.is_null())
            continue;
        const json *now = member(after, name);
        if (isNoValue(now) || losesMember(old, *now))
            return true;
    }
    return false;
}

std::set<std::string> membersOf(const json &a, const json &b)
{
    std::set<std::string> names;
    for (const json *object : {&a, &b}) {
        if (object->is_object()) {
            for (const auto &[name, value] : object->items())
                names.insert(name);
        }
    }
    return names;
}

// What differs between two records, cut down as far as PATCH merges.
json recordChanges(const json &before, const json &after, const QString &prefix, const kong::Shape &shape)
{
    json changes = json::object();
    for (const std::string &name : membersOf(before, after)) {
        const QString path = prefix + QString::fromStdString(name);
        const json *old = member(before, name);
        const json *now = member(after, name);
        if (!differs(old, now))
            continue;
        const bool merges = shape.records.contains(path) && old && old->is_object() && now && now->is_object();
        if (merges)
            changes[name] = recordChanges(*old, *now, path + QLatin1Char('.'), shape);
        else
            changes[name] = isNoValue(now) ? json() : *now;
    }
    // A member under an older name follows the newer one by itself; sent together the two would have to agree.
    json newer = changes;
    for (const QString &shorthand : shape.shorthands) {
        if (shorthand.startsWith(prefix))
            newer.erase(shorthand.mid(prefix.size()).toStdString());
    }
    return newer.empty() ? changes : newer;
}

void giveDefaults(const json &seen, const kong::Shape &shape, const json &defaults, const QString &prefix, json *wanted)
{
    for (const auto &[name, standard] : defaults.items()) {
        const json *old = member(seen, name);
        if (isNoValue(old))
            continue;
        const QString path = prefix + QString::fromStdString(name);
        const bool isRecord = shape.records.contains(path) && standard.is_object() && old->is_object();
        if (!wanted->contains(name))
            (*wanted)[name] = isRecord ? json::object() : standard;
        if (isRecord && (*wanted)[name].is_object())
            giveDefaults(*old, shape, standard, path + QLatin1Char('.'), &(*wanted)[name]);
    }
}

void addConfig(const json &before, const json &after, const kong::Capabilities &server,
               const std::optional<kong::Shape> &shape, Patch *patch)
{
    if (shape && kong::patchClearsConfig(server) && before.is_object() && after.is_object()) {
        if (json changes = recordChanges(before, after, {}, *shape); !changes.empty())
            patch->changes["config"] = std::move(changes);
        return;
    }
    json config = json::object();
    for (const std::string &name : membersOf(before, after)) {
        const json *old = before.is_object() ? member(before, name) : nullptr;
        const json *now = after.is_object() ? member(after, name) : nullptr;
        if (!differs(old, now))
            continue;
        if (isNoValue(now) && !kong::patchClearsConfig(server))
            patch->needsReplace = true;
        if (!isNoValue(old) && !isNoValue(now) && losesMember(*old, *now))
            patch->needsReplace = true;
        config[name] = isNoValue(now) ? json() : *now;
    }
    if (!config.empty())
        patch->changes["config"] = std::move(config);
}

} // namespace

json canonical(const json &value)
{
    if (value.is_object()) {
        json object = json::object();
        for (const auto &[name, inner] : value.items()) {
            if (!inner.is_null())
                object[name] = canonical(inner);
        }
        return object.empty() ? json::array() : object;
    }
    if (value.is_array()) {
        json list = json::array();
        for (const json &inner : value)
            list.push_back(canonical(inner));
        return list;
    }
    if (value.is_number_float()) {
        const double real = value.get<double>();
        if (std::isfinite(real) && std::abs(real) < 9e15 && real == std::floor(real))
            return qint64(real);
    }
    return value;
}

bool same(const json &a, const json &b)
{
    json left = canonical(a);
    json right = canonical(b);
    for (json *side : {&left, &right}) {
        if (side->is_object()) {
            side->erase("updated_at");
            side->erase("ws_id");
        }
    }
    return left == right;
}

QByteArray pretty(const json &value)
{
    return QByteArray::fromStdString(value.dump(2, ' ', false, json::error_handler_t::replace));
}

json parsed(const QByteArray &text)
{
    Result<json> document = parseJson(text);
    return document && document->is_object() ? std::move(*document) : json();
}

bool fulfils(const json &wanted, const json &now, bool partial)
{
    if (!wanted.is_object() || !now.is_object())
        return canonical(wanted) == canonical(now);
    for (const auto &[name, value] : wanted.items()) {
        const json *told = member(now, name);
        if (value.is_null()) {
            if (!isNoValue(told) && !partial)
                return false;
            continue;
        }
        const bool isRecord = value.is_object() && !value.empty() && told && told->is_object();
        if (partial && isRecord) {
            if (!fulfils(value, *told, true))
                return false;
        } else if (differs(&value, told)) {
            return false;
        }
    }
    return true;
}

void dropShorthands(json *plugin, const std::optional<kong::Shape> &shape)
{
    if (!shape || !plugin->is_object())
        return;
    for (const QString &path : shape->shorthands) {
        json *record = plugin;
        QStringList names = QString(QStringLiteral("config.") + path).split(QLatin1Char('.'));
        const std::string last = names.takeLast().toStdString();
        for (const QString &name : std::as_const(names)) {
            const auto found = record->is_object() ? record->find(name.toStdString()) : record->end();
            record = record->is_object() && found != record->end() ? &*found : nullptr;
            if (!record)
                break;
        }
        if (record && record->is_object())
            record->erase(last);
    }
}

json withoutNulls(const json &value)
{
    if (value.is_object()) {
        json object = json::object();
        for (const auto &[name, inner] : value.items()) {
            if (!inner.is_null())
                object[name] = withoutNulls(inner);
        }
        return object;
    }
    if (!value.is_array())
        return value;
    json list = json::array();
    for (const json &inner : value)
        list.push_back(withoutNulls(inner));
    return list;
}

Patch patchOf(kong::Kind kind, const json &before, const json &after, const kong::Capabilities &server,
              const std::optional<kong::Shape> &shape)
{
    Patch patch;
    for (const std::string &name : membersOf(before, after)) {
        if (kong::isServerMade(kind, name))
            continue;
        const json *old = member(before, name);
        const json *now = member(after, name);
        if (!differs(old, now))
            continue;
        if (kind == kong::Kind::Plugin && name == "config") {
            static const json none = json::object();
            addConfig(old ? *old : none, now ? *now : none, server, shape, &patch);
            continue;
        }
        patch.changes[name] = isNoValue(now) ? json() : *now;
    }
    return patch;
}

void giveWhatIsLeftOut(const json &seen, const kong::Shape &shape, json *wanted)
{
    const json defaults = parsed(shape.defaults);
    giveDefaults(seen, shape, defaults.is_object() ? defaults : json::object(), {}, wanted);
    for (const auto &[name, value] : seen.items()) {
        if (!value.is_null() && !wanted->contains(name))
            (*wanted)[name] = nullptr;
    }
}

json sendable(const json &entity)
{
    json body = json::object();
    for (const auto &[name, value] : entity.items()) {
        if (name == "updated_at" || name == "ws_id" || (value.is_null() && name != "retries"))
            continue;
        body[name] = value;
    }
    return body;
}

} // namespace mk::kongjson
