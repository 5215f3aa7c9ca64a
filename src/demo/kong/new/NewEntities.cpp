// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/kong/new/NewEntities.h"

#include "demo/kong/new/NewLua.h"
#include "demo/kong/new/NewText.h"

#include <algorithm>
#include <cmath>

namespace mk::demo {

namespace {

Json keyOf(const std::string &id)
{
    return Json{{"id", id}};
}

bool hasBrokenText(const Json &value)
{
    if (value.is_string())
        return brokenUtf8At(value.get_ref<const std::string &>()) != 0;
    if (!isTable(value))
        return false;
    return std::any_of(value.begin(), value.end(), [](const Json &member) { return hasBrokenText(member); });
}

const Json &memberOr(const Json &row, const std::string &name)
{
    static const Json null;
    const auto found = row.find(name);
    return found == row.end() ? null : *found;
}

// What the schema must not see: members that begin with "@".
Json takenAside(Json *row)
{
    Json aside = Json::object();
    for (auto at = row->begin(); at != row->end();) {
        if (at.key().starts_with('@')) {
            aside[at.key()] = *at;
            at = row->erase(at);
        } else {
            ++at;
        }
    }
    return aside;
}

} // namespace

NewEntities::NewEntities(KongNode *node)
    : m_node(node)
    , m_schemas(node->version)
    , m_old(node->version.startsWith(QLatin1String("2.")))
    , m_validator(&m_schemas, [node] { return node->now(); }, m_old)
{
}

const Json *NewEntities::find(const NewEntity &entity, const std::string &id) const
{
    const Json *row = m_node->tables.find(entity.name, id);
    if (!row || !entity.ttl)
        return row;
    const auto expires = row->find("@expires");
    return expires != row->end() && expires->is_number() && expires->get<qint64>() <= m_node->now() ? nullptr : row;
}

const Json *NewEntities::findBy(const NewEntity &entity, const std::string &member, const Json &value) const
{
    if (!entity.ttl)
        return m_node->tables.findBy(entity.name, member, value);
    for (const std::string &id : m_node->tables.idsBy(entity.name, member, value)) { // one past its time may stand before it
        if (const Json *row = find(entity, id))
            return row;
    }
    return nullptr;
}

const Json *NewEntities::findOf(const NewEntity &entity, const std::string &foreignField, const std::string &parentId,
                                const std::string &member, const Json &value) const
{
    for (const std::string &id : m_node->tables.idsBy(entity.name, foreignField, keyOf(parentId))) {
        const Json *row = find(entity, id);
        if (row && memberOr(*row, member) == value)
            return row;
    }
    return nullptr;
}

NewOutcome NewEntities::select(const NewEntity &entity, const std::string &key) const
{
    if (isUuid(key)) {
        const Json *row = find(entity, key);
        return row ? NewOutcome(*row) : NewOutcome();
    }
    if (entity.endpointKey.empty())
        return invalidPrimaryKey(Json{{"id", "expected a valid UUID"}});
    const NewField &field = *entity.record.field(entity.endpointKey);
    if (const Json error = m_validator.errorOf(field, Json(key)); !error.is_null())
        return invalidUnique(error.is_string() ? error.get<std::string>() : error.dump());
    const Json *row = findBy(entity, entity.endpointKey, Json(key));
    return row ? NewOutcome(*row) : NewOutcome();
}

Json NewEntities::shown(const NewEntity &entity, const Json &row) const
{
    Json out = Json::object();
    for (const auto &[key, value] : row.items()) {
        if (!key.starts_with('@'))
            out[key] = value;
    }
    if (entity.ttl) {
        const auto expires = row.find("@expires");
        out["ttl"] = expires == row.end() || expires->is_null()
            ? Json()
            : Json(std::max<qint64>(0, (expires->get<qint64>() - m_node->now() - 1) / 1000));
    }
    if (entity.name == "certificates") {
        Json names = Json::array();
        for (const std::string &name : serverNamesOf(row.at("id").get<std::string>()))
            names.push_back(name);
        out["snis"] = std::move(names);
    }
    // Old names of settings that moved are still shown, with what stands at the new place.
    if (const NewField *variant = entity.variantOf(row)) {
        const NewField *config = variant->field("config");
        const auto settings = out.find("config");
        if (config && settings != out.end() && settings->is_object()) {
            const std::function<void(const NewField &, Json *)> backwards = [&backwards](const NewField &record, Json *at) {
                for (const NewFieldPtr &shorthand : record.shorthands) {
                    const Json *old = shorthand->attribute("deprecation");
                    if (!old || !old->contains("replaced_with"))
                        continue;
                    std::string path;
                    for (const Json &part : (*old)["replaced_with"][0]["path"]) {
                        if (!path.empty())
                            path += '.';
                        path += part.get<std::string>();
                    }
                    const Json *value = memberAt(*at, path);
                    (*at)[shorthand->name] = value ? Json(*value) : Json();
                }
                for (const NewFieldPtr &field : record.fields) {
                    const auto inner = at->find(field->name);
                    if (field->isRecord() && inner != at->end() && inner->is_object())
                        backwards(*field, &*inner);
                }
            };
            backwards(*config, &*settings);
        }
    }
    if (m_old && entity.name == "routes" && out["headers"].is_object()) {
        for (Json &values : out["headers"]) {
            if (values.is_array() && values.empty())
                values = Json::object(); // an empty list inside of a map loses its kind
        }
    }
    return out;
}

std::optional<NewError> NewEntities::takeOptions(const NewEntity &entity, Json *change) const
{
    if (!entity.ttl)
        return {};
    const auto ttl = change->find("ttl");
    if (ttl == change->end())
        return {};
    const Json value = *ttl;
    change->erase(ttl);
    if (value.is_null())
        return unexpectedError(); // the server rounds it without a look
    const bool fine = value.is_number() && std::floor(value.get<double>()) == value.get<double>()
        && value.get<double>() >= 0 && value.get<double>() <= 100000000;
    if (!fine)
        return invalidOptions(Json{{"ttl", "must be an integer between 0 and 100000000"}});
    const auto seconds = value.get<qint64>();
    (*change)["@expires"] = seconds == 0 ? Json() : Json(m_node->now() + seconds * 1000);
    return {};
}

std::optional<NewError> NewEntities::resolveForeign(const NewEntity &entity, Json *change) const
{
    Json errors = Json::object();
    for (const NewFieldPtr &field : entity.record.fields) {
        if (field->type != NewField::Type::Foreign)
            continue;
        const auto given = change->find(field->name);
        if (given == change->end() || given->is_null() || given->is_string())
            continue;
        if (!isTable(*given))
            return unexpectedError();
        const NewEntity &parent = *m_schemas.entity(field->reference);
        if (given->is_array() || given->contains("id"))
            continue;
        for (const NewFieldPtr &own : parent.record.fields) {
            const auto key = given->find(own->name);
            if (!own->unique || key == given->end())
                continue;
            const Json *row = m_node->tables.findBy(parent.name, own->name, *key);
            if (row)
                *given = keyOf(row->at("id").get<std::string>());
            else
                errors[field->name][own->name] = "the foreign key cannot be resolved with '"
                    + luaKey(Json{{own->name, *key}}) + "' for an existing '" + parent.name + "' entity";
            break;
        }
    }
    if (errors.empty())
        return {};
    return foreignKeysUnresolved(errors);
}

std::optional<NewError> NewEntities::uniqueError(const NewEntity &entity, const Json &row, const Json *before,
                                                 bool inserting) const
{
    const std::string id = row.at("id").get<std::string>();
    if (!entity.composite.empty()) {
        Json key = Json::object();
        bool changed = before == nullptr;
        std::string narrowest = entity.composite.front();
        for (const std::string &name : entity.composite) {
            key[name] = memberOr(row, name);
            changed = changed || key[name] != memberOr(*before, name);
            if (key[name].is_object())
                narrowest = name;
        }
        if (changed) {
            for (const std::string &other : m_node->tables.idsBy(entity.name, narrowest, key[narrowest])) {
                const Json *otherRow = other == id ? nullptr : find(entity, other);
                if (otherRow && std::all_of(entity.composite.begin(), entity.composite.end(), [&](const std::string &name) {
                        return memberOr(*otherRow, name) == key[name];
                    }))
                    return uniqueViolation(key);
            }
        }
    }
    if (inserting && find(entity, id))
        return primaryKeyViolation(keyOf(id));
    for (const NewFieldPtr &field : entity.record.fields) {
        const Json &value = memberOr(row, field->name);
        if (!field->unique || value.is_null() || (before && memberOr(*before, field->name) == value))
            continue;
        const Json *other = findBy(entity, field->name, value);
        if (other && other->at("id") != id)
            return uniqueViolation(Json{{field->name, value}});
    }
    for (const NewFieldPtr &field : entity.record.fields) {
        const Json &value = memberOr(row, field->name);
        if (field->type != NewField::Type::Foreign || !value.is_object()
            || (before && memberOr(*before, field->name) == value))
            continue;
        if (!m_node->tables.find(field->reference, value.at("id").get<std::string>()))
            return foreignKeyMissing(field->name, value, field->reference);
    }
    return {};
}

NewOutcome NewEntities::store(const NewEntity &entity, Json row, const Json *before, const Json &change)
{
    const Json names = memberOr(row, "@snis");
    row.erase("@snis");
    if (entity.name == "certificates")
        row.erase("snis"); // shown from the table of names
    for (const NewFieldPtr &field : entity.record.fields) { // a foreign key is its id, whatever came along
        const auto value = row.find(field->name);
        if (field->type == NewField::Type::Foreign && value != row.end() && value->is_object())
            *value = keyOf(value->at("id").get<std::string>());
    }
    if (hasBrokenText(row))
        return unexpectedError();
    beforeStore(entity, &row, before, change);
    if (std::optional<NewError> error = uniqueError(entity, row, before, before == nullptr))
        return *error;
    m_node->tables.put(entity.name, row);
    if (std::optional<NewError> error = afterStore(entity, row, names))
        return *error;
    return NewOutcome(std::move(row));
}

NewOutcome NewEntities::insert(const NewEntity &entity, Json change)
{
    if (std::optional<NewError> error = takeOptions(entity, &change))
        return *error;
    if (std::optional<NewError> error = beforeWrite(entity, &change, nullptr))
        return *error;
    if (std::optional<NewError> error = resolveForeign(entity, &change))
        return *error;
    const Json aside = takenAside(&change);
    Json errors = Json::object();
    Json row = m_validator.completed(entity, change, Purpose::Insert, &errors);
    if (errors.empty())
        errors = m_validator.errorsOf(entity, row, Purpose::Insert);
    if (!errors.empty())
        return schemaViolation(errors);
    row.update(aside);
    return store(entity, std::move(row), nullptr, change);
}

NewOutcome NewEntities::update(const NewEntity &entity, const std::string &key, Json change)
{
    if (std::optional<NewError> error = takeOptions(entity, &change))
        return *error;
    const NewOutcome found = select(entity, key);
    if (found.failed())
        return found;
    const bool byKey = !isUuid(key);
    const NewError absent = entityNotFound(byKey ? Json{{entity.endpointKey, key}} : keyOf(key));
    if (found.empty() && entity.readsBeforeWrite())
        return absent;
    const Json *before = found.empty() ? nullptr : &found.row();
    if (std::optional<NewError> error = beforeWrite(entity, &change, before))
        return *error;
    if (std::optional<NewError> error = resolveForeign(entity, &change))
        return *error;
    const Json aside = takenAside(&change);
    change.erase("id");
    Json errors = Json::object();
    Json expandedChange = change;
    if (entity.subschemaKey == "name" && before && !expandedChange.contains("name")) {
        // The plugin's or vault's own shorthands are found by its name.
        expandedChange["name"] = memberOr(*before, "name");
        expandedChange = m_validator.expanded(entity, std::move(expandedChange), &errors);
        expandedChange.erase("name");
    } else {
        expandedChange = m_validator.expanded(entity, std::move(expandedChange), &errors);
    }
    if (!before) { // only what was sent can be wrong
        for (const auto &[name, value] : expandedChange.items()) {
            const NewField *field = entity.record.field(name);
            Json error = field ? m_validator.errorOf(*field, value) : Json("unknown field");
            if (!error.is_null())
                errors[name] = std::move(error);
        }
        if (!errors.empty())
            return schemaViolation(errors);
        return absent;
    }
    Json row = NewValidator::merged(entity, *before, expandedChange);
    const Json hidden = takenAside(&row);
    row = m_validator.completed(entity, std::move(row), Purpose::Update, &errors);
    errors.update(m_validator.errorsOf(entity, row, Purpose::Update));
    if (!errors.empty())
        return schemaViolation(errors);
    row.update(hidden);
    row.update(aside);
    return store(entity, std::move(row), before, change);
}

NewOutcome NewEntities::upsert(const NewEntity &entity, const std::string &key, Json change)
{
    if (std::optional<NewError> error = takeOptions(entity, &change))
        return *error;
    const NewOutcome found = select(entity, key);
    if (found.failed())
        return found;
    const Json *before = found.empty() ? nullptr : &found.row();
    if (isUuid(key)) {
        change["id"] = key;
    } else {
        change[entity.endpointKey] = key;
        change.erase("id");
        if (before)
            change["id"] = before->at("id");
    }
    if (std::optional<NewError> error = beforeWrite(entity, &change, before))
        return *error;
    if (std::optional<NewError> error = resolveForeign(entity, &change))
        return *error;
    const Json aside = takenAside(&change);
    Json errors = Json::object();
    Json row = m_validator.completed(entity, change, Purpose::Upsert, &errors);
    if (errors.empty())
        errors = m_validator.errorsOf(entity, row, Purpose::Upsert);
    if (!errors.empty())
        return schemaViolation(errors);
    if (before && before->contains("created_at"))
        row["created_at"] = before->at("created_at");
    row.update(aside);
    return store(entity, std::move(row), before, change);
}

std::optional<NewError> NewEntities::restriction(const NewEntity &entity, const std::string &id) const
{
    for (const NewSchemas::Reference &reference : m_schemas.referencesTo(entity)) {
        const Json *onDelete = reference.field->attribute("on_delete");
        const std::vector<std::string> ids =
            m_node->tables.idsBy(reference.from->name, reference.field->name, keyOf(id));
        if (!onDelete && !ids.empty())
            return foreignKeyUsed(entity.name, reference.from->name);
        for (const std::string &child : ids) {
            if (std::optional<NewError> error = restriction(*reference.from, child))
                return error;
        }
    }
    return {};
}

void NewEntities::cascade(const NewEntity &entity, const std::string &id)
{
    for (const NewSchemas::Reference &reference : m_schemas.referencesTo(entity)) {
        for (const std::string &child : m_node->tables.idsBy(reference.from->name, reference.field->name, keyOf(id)))
            cascade(*reference.from, child);
    }
    m_node->tables.remove(entity.name, id);
}

std::optional<NewError> NewEntities::remove(const NewEntity &entity, const std::string &id)
{
    if (!m_node->tables.find(entity.name, id))
        return {};
    if (std::optional<NewError> error = beforeRemove(entity, id))
        return error;
    if (std::optional<NewError> error = restriction(entity, id))
        return error;
    cascade(entity, id);
    return {};
}

std::optional<NewError> NewEntities::validate(const NewEntity &entity, Json change) const
{
    Json errors = Json::object();
    const Json row = m_validator.completed(entity, std::move(change), Purpose::Insert, &errors);
    if (errors.empty())
        errors = m_validator.errorsOf(entity, row, Purpose::Insert);
    if (errors.empty())
        return {};
    return schemaViolation(errors);
}

NewPage NewEntities::page(const NewEntity &entity, const PageRequest &request) const
{
    NewPage page;
    const auto wanted = [&request](const Json &row) {
        if (request.tags.empty())
            return true;
        const Json &own = memberOr(row, "tags");
        const auto has = [&own](const std::string &tag) {
            return own.is_array() && std::find(own.begin(), own.end(), Json(tag)) != own.end();
        };
        return request.anyTag ? std::any_of(request.tags.begin(), request.tags.end(), has)
                              : std::all_of(request.tags.begin(), request.tags.end(), has);
    };
    std::string last;
    // False when the page is full and there is more.
    const auto take = [&](const std::string &id) {
        const Json *row = find(entity, id);
        if (!row || !wanted(*row))
            return true;
        if (page.rows.size() == request.size) {
            page.offset = last;
            return false;
        }
        page.rows.push_back(shown(entity, *row));
        last = id;
        return true;
    };
    if (!request.foreignField.empty()) {
        for (const std::string &id : m_node->tables.idsBy(entity.name, request.foreignField, keyOf(request.foreignId),
                                                          request.after)) {
            if (!take(id))
                break;
        }
        return page;
    }
    const KongTables::Table &table = m_node->tables.table(entity.name);
    for (auto at = table.upper_bound(request.after); at != table.end(); ++at) {
        if (!take(at->first))
            break;
    }
    return page;
}

} // namespace mk::demo
