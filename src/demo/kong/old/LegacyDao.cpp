// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/kong/old/LegacyDao.h"

#include "demo/kong/old/TextRules.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace mk::demo::old {

namespace {

Reply refusal(const Refusal &refused)
{
    return jsonReply(refused.status, refused.body);
}

bool agrees(const Json &row, const Json &filter)
{
    return std::all_of(filter.items().begin(), filter.items().end(), [&row](const auto &entry) {
        const auto found = row.find(entry.key());
        return found != row.end() && *found == entry.value();
    });
}

std::string shown(const Json &value)
{
    return value.is_string() ? value.get<std::string>() : value.dump();
}

// A filter as the database compares it; what it cannot read makes the whole list fail.
struct Filter
{
    Json wanted = Json::object();
    bool nothing = false; // can match no row
    std::optional<Reply> refused;
};

bool readBoolean(const std::string &text, bool &value)
{
    static constexpr std::array<const char *, 6> yes = {"true", "t", "yes", "y", "on", "1"};
    static constexpr std::array<const char *, 6> no = {"false", "f", "no", "n", "off", "0"};
    const std::string word = lowered(stripped(text));
    value = std::any_of(yes.begin(), yes.end(), [&word](const char *one) { return word == one; });
    return value || std::any_of(no.begin(), no.end(), [&word](const char *one) { return word == one; });
}

void addCondition(Filter &filter, const LegacyField &field, const Json &value)
{
    if (value.is_structured() || field.type == "timestamp") {
        filter.refused = unexpectedError();
        return;
    }
    const std::string text = shown(value);
    if (field.type == "number") {
        const std::optional<Json> number = numberOf(stripped(text));
        if (!number)
            filter.refused = unexpectedError();
        else
            filter.wanted[field.name] = *number;
    } else if (field.type == "boolean") {
        bool wanted = false;
        if (readBoolean(text, wanted))
            filter.wanted[field.name] = wanted;
        else
            filter.refused = unexpectedError();
    } else if (field.type == "array" || field.type == "table") {
        filter.nothing = true; // stored as JSON text, which nobody writes in a query
    } else {
        filter.wanted[field.name] = field.type == "id" ? lowered(text) : text;
    }
}

Filter filterOf(const LegacyKind &kind, const Json &fields)
{
    Filter filter;
    Json errors = Json::object();
    for (const auto &[name, value] : fields.items()) {
        const LegacyField *field = kind.schema->field(name);
        if (!field)
            errors[name] = "unknown field";
        else if (field->type == "id" && !value.is_structured() && !isUuid(shown(value)))
            errors[name] = shown(value) + " is not a valid uuid";
    }
    if (!errors.empty()) {
        filter.refused = jsonReply(400, errors);
        return filter;
    }
    for (const auto &[name, value] : fields.items()) {
        addCondition(filter, *kind.schema->field(name), value);
        if (filter.refused)
            break;
    }
    return filter;
}

// A number as Lua writes it.
std::string luaNumber(double number)
{
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.14g", number);
    return text.data();
}

struct PageWish
{
    double size = 100;
    double number = 1; // of the page, from 1
};

PageWish pageWish(Json &fields)
{
    PageWish wish;
    if (const auto size = fields.find("size"); size != fields.end()) {
        if (const auto number = size->is_string() ? numberOf(stripped(size->get<std::string>())) : std::nullopt)
            wish.size = number->get<double>();
        fields.erase("size");
    }
    if (const auto offset = fields.find("offset"); offset != fields.end()) {
        const QByteArray text = QByteArray::fromBase64(QByteArray::fromStdString(shown(*offset)));
        if (const auto number = numberOf(text.toStdString()))
            wish.number = number->get<double>();
        fields.erase("offset");
    }
    return wish;
}

} // namespace

const Json *LegacyDao::find(const LegacyKind &kind, const std::string &id) const
{
    return m_node->tables.find(kind.table, lowered(id));
}

const Json *LegacyDao::findNamed(const LegacyKind &kind, const std::string &idOrName, const Json &filter) const
{
    if (isUuid(idOrName)) {
        if (const Json *row = find(kind, idOrName); row && agrees(*row, filter))
            return row;
    }
    for (const Json *row : m_node->tables.findAllBy(kind.table, kind.lookup, idOrName)) {
        if (agrees(*row, filter))
            return row;
    }
    return nullptr;
}

// What only the database finds out: ids that are none, values that are taken, rows that are not there.
std::optional<Reply> LegacyDao::refuseStored(const LegacyKind &kind, const Json &row) const
{
    for (const LegacyField &field : kind.schema->fields) {
        const auto value = row.find(field.name);
        if (field.type == "id" && value != row.end() &&
            !(value->is_string() && isUuid(value->get_ref<const std::string &>())))
            return unexpectedError();
    }
    for (const std::string &name : kind.unique) {
        const auto value = row.find(name);
        if (value == row.end())
            continue;
        const Json *other = m_node->tables.findBy(kind.table, name, *value);
        if (other && (other->at("id") != row.at("id") || name == "id"))
            return jsonReply(409, {{name, "already exists with value '" + shown(*value) + "'"}});
    }
    for (const LegacyField &field : kind.schema->fields) {
        const auto value = row.find(field.name);
        if (field.references.empty() || value == row.end())
            continue;
        if (!m_node->tables.find(field.references, lowered(value->get<std::string>())))
            return jsonReply(404, {{field.name, "does not exist with value '" + value->get<std::string>() + "'"}});
    }
    return std::nullopt;
}

qint64 LegacyDao::timeOf(const LegacyKind &kind) const
{
    const qint64 now = m_node->now();
    return kind.wholeSeconds ? now / 1000 * 1000 : now;
}

Reply LegacyDao::insert(const LegacyKind &kind, Json fields)
{
    if (const auto refused = validate(fields, *kind.schema, {m_node->tables, Write::Insert}))
        return refusal(*refused);
    for (const LegacyField &field : kind.schema->fields) {
        if (!field.made || fields.contains(field.name))
            continue;
        fields[field.name] = field.type == "id" ? Json(newUuid()) : Json(timeOf(kind));
    }
    if (const auto refused = refuseStored(kind, fields))
        return *refused;
    fields["id"] = lowered(fields["id"].get<std::string>());
    fields = listsAsLua(std::move(fields));
    m_node->tables.put(kind.table, fields);
    return jsonReply(201, fields);
}

Reply LegacyDao::patch(const LegacyKind &kind, Json fields, Json before)
{
    if (fields.empty())
        return messageReply(400, "empty body");
    for (const auto &[name, value] : before.items()) {
        if (!fields.contains(name))
            fields[name] = value;
    }
    return update(kind, std::move(fields), Write::Patch);
}

Reply LegacyDao::put(const LegacyKind &kind, Json fields)
{
    const bool keyed = std::all_of(kind.key.begin(), kind.key.end(), [&fields](const std::string &name) {
        return fields.contains(name) && !fields[name].is_null();
    });
    return keyed ? update(kind, std::move(fields), Write::Replace) : insert(kind, std::move(fields));
}

Reply LegacyDao::update(const LegacyKind &kind, Json row, Write write)
{
    if (const auto refused = validate(row, *kind.schema, {m_node->tables, write}))
        return refusal(*refused);
    const std::string id = shown(row.value("id", Json()));
    if (!isUuid(id))
        return jsonReply(400, {{"message", id + " is not a valid uuid"}});
    const Json *stored = find(kind, id);
    for (const std::string &name : kind.key) {
        if (stored && name != "id" && stored->at(name) != row.at(name))
            stored = nullptr;
    }
    if (!stored)
        return notFound();
    if (write == Write::Patch)
        keepNested(*stored, row, *kind.schema, row);
    for (const LegacyField &field : kind.schema->fields) {
        const auto value = row.find(field.name);
        if (value == row.end() || !value->is_null())
            continue;
        if (field.notNull)
            return unexpectedError();
        row.erase(field.name);
    }
    row["id"] = lowered(id);
    if (!row.contains("created_at"))
        row["created_at"] = timeOf(kind); // not required of credentials
    LegacyKind names = kind;              // the row itself may keep its id
    names.unique.erase(std::remove(names.unique.begin(), names.unique.end(), "id"), names.unique.end());
    if (const auto refused = refuseStored(names, row))
        return *refused;
    row = listsAsLua(std::move(row));
    m_node->tables.put(kind.table, row);
    return jsonReply(200, row);
}

const std::vector<const KongTables::Stored *> &LegacyDao::ordered(const std::string &table)
{
    Order &order = m_orders[table];
    if (order.revision != m_node->tables.revision() || order.rows.size() != m_node->tables.table(table).size()) {
        order.rows = m_node->tables.bySequence(table);
        order.revision = m_node->tables.revision();
    }
    return order.rows;
}

Reply LegacyDao::page(const LegacyKind &kind, const AdminCall &call, const Json &fromPath)
{
    Json fields = queryFields(call);
    for (const auto &[name, value] : fromPath.items())
        fields[name] = value;
    const PageWish wish = pageWish(fields);
    const Filter filter = filterOf(kind, fields);
    if (filter.refused)
        return *filter.refused;
    const double first = std::round(wish.size * (wish.number - 1));
    if (wish.size < 0 || first < 0)
        return unexpectedError();

    std::vector<const Json *> matching;
    if (!filter.nothing) {
        for (const KongTables::Stored *stored : ordered(kind.table)) {
            if (agrees(stored->row, filter.wanted))
                matching.push_back(&stored->row);
        }
    }
    const double total = double(matching.size());
    const double end = std::min(total, first + std::round(wish.size));
    Json data = Json::array();
    for (double i = first; i < end; ++i)
        data.push_back(*matching[std::size_t(i)]);

    Json answer = {{"data", std::move(data)}, {"total", matching.size()}};
    if (std::ceil(total / wish.size) > wish.number) {
        const QByteArray offset = QByteArray::fromStdString(luaNumber(wish.number + 1)).toBase64();
        answer["offset"] = offset.toStdString();
        answer["next"] = "http://" + call.host + call.path + "?size=" + luaNumber(wish.size) +
                         "&offset=" + offset.toPercentEncoding().toStdString();
    }
    return jsonReply(200, answer);
}

void LegacyDao::remove(const std::string &table, const std::string &id)
{
    removeReferring(table, id);
    m_node->tables.remove(table, id);
}

void LegacyDao::removeReferring(const std::string &table, const std::string &id)
{
    for (const LegacyKind &kind : legacyKinds()) {
        for (const LegacyField &field : kind.schema->fields) {
            if (field.references != table)
                continue;
            std::vector<std::string> ids;
            for (const Json *row : m_node->tables.findAllBy(kind.table, field.name, id))
                ids.push_back(row->at("id").get<std::string>());
            for (const std::string &one : ids)
                remove(kind.table, one);
        }
    }
}

} // namespace mk::demo::old
