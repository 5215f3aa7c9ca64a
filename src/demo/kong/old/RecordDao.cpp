// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/kong/old/RecordDao.h"

#include "demo/kong/KongAdmin.h"
#include "demo/kong/old/LegacyDao.h"
#include "demo/kong/old/TextRules.h"

#include <algorithm>
#include <cmath>

namespace mk::demo::old {

namespace {

RecordResult refused(Reply reply)
{
    return {Json(), std::move(reply)};
}

std::string quoted(const std::string &name, const std::string &value)
{
    return "'{" + name + "=\"" + value + "\"}'";
}

Reply badOffset(const std::string &offset, const char *why)
{
    Json body = {{"code", 7}, {"name", "invalid offset"}, {"strategy", "postgres"}};
    body["message"] = '\'' + offset + "' is not a valid offset for this strategy: " + why;
    return jsonReply(400, body);
}

struct RecordPage
{
    std::size_t size = 100;
    std::string after; // an id
    std::optional<Reply> refused;
};

RecordPage pageWish(const AdminCall &call)
{
    RecordPage page;
    for (const FormField &field : call.query) {
        if (field.name == "size") {
            const std::optional<Json> size = numberOf(field.value.toStdString());
            if (!size || !size->is_number_integer() || *size < 1)
                page.refused = unexpectedError();
            else
                page.size = size->get<std::size_t>();
        } else if (field.name == "offset") {
            const auto bytes = QByteArray::fromBase64Encoding(field.value, QByteArray::Base64UrlEncoding |
                                                                               QByteArray::OmitTrailingEquals |
                                                                               QByteArray::AbortOnBase64DecodingErrors);
            const bool length = field.value.size() % 4 != 1;
            if (!bytes || !length) {
                page.refused = badOffset(QString::fromUtf8(field.value).toStdString(), "bad base64 encoding");
                continue;
            }
            const Json ids = Json::parse(bytes.decoded.begin(), bytes.decoded.end(), nullptr, false);
            if (!ids.is_array() || ids.empty() || !ids[0].is_string())
                page.refused = badOffset(QString::fromUtf8(field.value).toStdString(), "bad json encoding");
            else
                page.after = ids[0].get<std::string>();
        }
    }
    return page;
}

Json pageBody(Json data, bool more, const std::string &path)
{
    Json body = {{"next", nullptr}};
    if (more) {
        const Json last = Json::array({data.back().at("id")});
        const std::string offset = QByteArray::fromStdString(last.dump())
                                       .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals)
                                       .toStdString();
        body["offset"] = offset;
        body["next"] = path + "?offset=" + offset; // the size is forgotten
    }
    body["data"] = std::move(data);
    return body;
}

} // namespace

Reply recordRefusal(int status, int code, const char *name, const std::string &message, const Json &fields)
{
    return jsonReply(
        status, {{"code", code}, {"name", name}, {"message", message}, {"strategy", "postgres"}, {"fields", fields}});
}

Reply schemaViolation(const Json &faults)
{
    return recordRefusal(400, 2, "schema violation", violationText(faults), faults);
}

Json withoutNulls(Json record)
{
    for (auto member = record.begin(); member != record.end();)
        member = member->is_null() ? record.erase(member) : std::next(member);
    return record;
}

Json recordOf(const AdminCall &call, const RecordKind &kind)
{
    if (call.body == AdminCall::Body::JsonText)
        return call.json.is_object() ? call.json : Json::object();
    if (call.body != AdminCall::Body::Form)
        return Json::object();
    Json fields = Json::object();
    for (const FormField &field : call.fields) {
        std::string name = QString::fromUtf8(field.name).toStdString();
        const Json value = field.bare ? Json(true) : Json(QString::fromUtf8(field.value).toStdString());
        // "paths[]", "paths[1]", and a name given again make a list.
        const std::size_t bracket = name.find('[');
        const bool listed = bracket != std::string::npos && bracket > 0 && name.back() == ']' &&
                            name.find_first_not_of("0123456789", bracket + 1) == name.size() - 1;
        if (listed)
            name.resize(bracket);
        if (listed || fields.contains(name)) {
            Json &list = fields[name];
            if (!list.is_array())
                list = list.is_null() ? Json::array() : Json::array({list});
            list.push_back(value);
        } else if (const std::size_t dot = name.find('.'); dot != std::string::npos && dot > 0) {
            Json &table = fields[name.substr(0, dot)];
            if (!table.is_object())
                table = Json::object();
            table[name.substr(dot + 1)] = value;
        } else {
            fields[name] = value;
        }
    }
    return recordFromForm(fields, kind);
}

RecordResult RecordDao::named(const RecordKind &kind, const std::string &idOrName) const
{
    const Json *row = nullptr;
    if (isUuid(idOrName)) {
        row = m_node->tables.find(kind.table, lowered(idOrName));
    } else if (!kind.lookup.empty()) {
        row = m_node->tables.findBy(kind.table, kind.lookup, idOrName);
    } else {
        return refused(recordRefusal(400, 1, "invalid primary key",
                                     "invalid primary key: " + quoted("id", "expected a valid UUID"),
                                     {{"id", "expected a valid UUID"}}));
    }
    return {row ? *row : Json(), std::nullopt};
}

std::optional<Reply> RecordDao::refuseStored(const RecordKind &kind, const Json &record, const std::string &ownId) const
{
    for (const RecordField &field : kind.fields) {
        const auto value = record.find(field.name);
        if (value == record.end() || value->is_null())
            continue;
        if (field.unique) {
            const Json *other = m_node->tables.findBy(kind.table, field.name, *value);
            if (other && other->at("id") != ownId) {
                return recordRefusal(409, 5, "unique constraint violation",
                                     "UNIQUE violation detected on " + quoted(field.name, value->get<std::string>()),
                                     {{field.name, *value}});
            }
        }
        if (!field.references.empty()) {
            const std::string id = value->at("id").get<std::string>();
            if (!m_node->tables.find(field.references, lowered(id))) {
                return recordRefusal(400, 4, "foreign key violation",
                                     "the foreign key " + quoted("id", id) + " does not reference an existing '" +
                                         field.references + "' entity.",
                                     {{field.name, {{"id", id}}}});
            }
        }
    }
    return std::nullopt;
}

RecordResult RecordDao::insert(const RecordKind &kind, Json record)
{
    // Required fields with a default count as sent.
    fillRecord(record, kind);
    const Json faults = recordFaults(record, kind, false);
    if (!faults.empty())
        return refused(schemaViolation(faults));
    const qint64 seconds = m_node->now() / 1000;
    record["id"] = newUuid();
    for (const char *time : {"created_at", "updated_at"}) {
        record.erase(time);
        if (kind.field(time))
            record[time] = seconds;
    }
    if (auto taken = refuseStored(kind, record, {}))
        return refused(*taken);
    m_node->tables.put(kind.table, record);
    return {record, std::nullopt};
}

RecordResult RecordDao::patch(const RecordKind &kind, const std::string &idOrName, const Json &changes)
{
    RecordResult found = named(kind, idOrName);
    if (found.refused)
        return found;
    const Json faults = recordFaults(changes, kind, true);
    if (!faults.empty())
        return refused(schemaViolation(faults));
    if (found.record.is_null())
        return found;
    for (const auto &[name, value] : changes.items()) {
        if (!kind.field(name)->automatic)
            found.record[name] = value;
    }
    if (kind.field("updated_at"))
        found.record["updated_at"] = m_node->now() / 1000;
    if (auto taken = refuseStored(kind, found.record, found.record.at("id").get<std::string>()))
        return refused(*taken);
    m_node->tables.put(kind.table, found.record);
    return found;
}

RecordResult RecordDao::upsert(const RecordKind &kind, const std::string &idOrName, Json record)
{
    RecordResult found = named(kind, idOrName);
    if (found.refused)
        return found;
    if (!isUuid(idOrName))
        record[kind.lookup] = idOrName;
    fillRecord(record, kind);
    const Json faults = recordFaults(record, kind, false);
    if (!faults.empty())
        return refused(schemaViolation(faults));
    const qint64 seconds = m_node->now() / 1000;
    const bool there = found.record.is_object();
    record["id"] = there ? found.record.at("id") : Json(isUuid(idOrName) ? lowered(idOrName) : newUuid());
    record["created_at"] = there ? found.record.at("created_at") : Json(seconds);
    record.erase("updated_at");
    if (kind.field("updated_at"))
        record["updated_at"] = seconds;
    if (auto taken = refuseStored(kind, record, record.at("id").get<std::string>()))
        return refused(*taken);
    m_node->tables.put(kind.table, record);
    return {record, std::nullopt};
}

std::optional<Reply> RecordDao::remove(const RecordKind &kind, const std::string &idOrName)
{
    const RecordResult found = named(kind, idOrName);
    if (found.refused || found.record.is_null())
        return found.refused;
    const Json id = found.record.at("id");
    if (kind.table == "services" && m_node->tables.findBy("routes", "service", {{"id", id}})) {
        return recordRefusal(400, 4, "foreign key violation",
                             "an existing 'routes' entity references this 'services' entity",
                             {{"@referenced_by", "routes"}});
    }
    m_legacy->removeReferring(kind.table, id.get<std::string>());
    m_node->tables.remove(kind.table, id.get<std::string>());
    return std::nullopt;
}

Reply RecordDao::page(const RecordKind &kind, const AdminCall &call, const std::string &member, const Json &value) const
{
    const RecordPage wish = pageWish(call);
    if (wish.refused)
        return *wish.refused;
    Json data = Json::array();
    bool more = false;
    if (member.empty()) {
        const KongTables::Table &table = m_node->tables.table(kind.table);
        auto row = wish.after.empty() ? table.begin() : table.upper_bound(wish.after);
        for (; row != table.end() && data.size() < wish.size; ++row)
            data.push_back(row->second.row);
        more = row != table.end();
    } else {
        std::vector<const Json *> rows = m_node->tables.findAllBy(kind.table, member, value);
        std::sort(rows.begin(), rows.end(), [](const Json *a, const Json *b) { return a->at("id") < b->at("id"); });
        for (const Json *row : rows) {
            if (row->at("id") <= wish.after)
                continue;
            more = data.size() == wish.size;
            if (more)
                break;
            data.push_back(withoutNulls(*row));
        }
    }
    return jsonReply(200, pageBody(std::move(data), more, call.path));
}

} // namespace mk::demo::old
