// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/kong/new/NewRoutes.h"

#include "demo/kong/new/NewPaging.h"

namespace mk::demo {

namespace {

const std::vector<QByteArray> collectionMethods{"GET", "POST"};
const std::vector<QByteArray> singleMethods{"DELETE", "GET", "PATCH", "PUT"};

// Paths that the server has and refuses: targets are reached below their upstream, certificates not by their names.
bool isClosed(const NewEntity &entity, std::string_view below)
{
    return entity.nestedOnly || (entity.name == "snis" && below == "certificate");
}

Json keyOf(const std::string &id)
{
    return Json{{"id", id}};
}

} // namespace

Reply NewRoutes::shown(const NewEntity &entity, const NewOutcome &outcome, int status) const
{
    if (outcome.failed())
        return errorReply(outcome.error());
    if (outcome.empty())
        return errorReply(notFoundError());
    return newKongReply(status, m_entities->shown(entity, outcome.row()));
}

Json NewRoutes::argumentsOf(const NewCall &call, const NewEntity &entity) const
{
    return call.isForm ? m_entities->validator().typed(entity, call.args) : call.args;
}

std::optional<NewRoute> NewRoutes::find(const std::vector<std::string> &path)
{
    const NewEntity *entity = path.empty() ? nullptr : m_entities->schemas().entityByPath(path[0]);
    if (!entity || entity->apart || path.size() > 4)
        return {};
    if (isClosed(*entity, path.size() > 2 ? path[2] : std::string()))
        return {};
    if (path.size() == 1)
        return collection(*entity);
    if (path.size() == 2)
        return single(*entity);
    for (const NewSchemas::Reference &reference : m_entities->schemas().referencesTo(*entity)) {
        if (reference.from->child == path[2])
            return path.size() == 3 ? nestedCollection(*entity, reference) : nestedSingle(*entity, reference);
    }
    if (path.size() == 3) {
        const NewField *field = entity->record.field(path[2]);
        if (field && field->type == NewField::Type::Foreign)
            return foreign(*entity, *field);
    }
    return {};
}

NewRoute NewRoutes::collection(const NewEntity &entity)
{
    return {collectionMethods, [this, &entity](NewCall &call) {
                if (call.method == "POST")
                    return shown(entity, m_entities->insert(entity, argumentsOf(call, entity)), 201);
                if (entity.name == "consumers") {
                    if (const std::optional<std::string> own = call.parameter("custom_id")) {
                        if (own->empty())
                            return messageReply(400, "custom_id must be an unempty string");
                        NewPage page;
                        if (const Json *row = m_entities->findBy(entity, "custom_id", Json(*own)))
                            page.rows.push_back(m_entities->shown(entity, *row));
                        return listReply(page, {}, {}, true);
                    }
                }
                const NewListQuery query = listQueryOf(call, m_entities->isOld(), entity.record.field("tags") != nullptr);
                if (query.error)
                    return errorReply(*query.error);
                NewEntities::PageRequest request;
                request.after = query.after;
                request.size = query.size;
                request.tags = query.tags;
                request.anyTag = query.anyTag;
                NewPage page = m_entities->page(entity, request);
                if (page.offset)
                    page.offset = offsetOf(Json::array({*page.offset}));
                return listReply(page, '/' + entity.path, query, true);
            }};
}

// By id or by one of its names, which may be anybody's: a certificate that a name has not yet is still made by PUT.
Reply NewRoutes::certificate(NewCall &call, const NewEntity &entity)
{
    std::string key = call.path[1];
    if (!isUuid(key)) {
        const NewOutcome name = m_entities->select(*m_entities->schemas().entity("snis"), key);
        if (name.failed())
            return errorReply(name.error());
        if (!name.empty())
            key = name.row().at("certificate").at("id").get<std::string>();
        else if (call.method == "PUT")
            key = randomUuid();
        else if (call.method == "DELETE")
            return {204, {}, {}};
        else
            return errorReply(notFoundError());
    }
    if (call.method == "GET") {
        const NewOutcome found = m_entities->select(entity, key);
        return found.empty() ? errorReply(entityNotFound(keyOf(key))) : shown(entity, found, 200);
    }
    call.path[1] = key;
    if (call.method == "DELETE") {
        const std::optional<NewError> error = m_entities->remove(entity, key);
        return error ? errorReply(*error) : Reply{204, {}, {}};
    }
    const Json args = argumentsOf(call, entity);
    return shown(entity, call.method == "PUT" ? m_entities->upsert(entity, key, args) : m_entities->update(entity, key, args),
                 200);
}

NewRoute NewRoutes::single(const NewEntity &entity)
{
    return {singleMethods, [this, &entity](NewCall &call) {
                if (entity.name == "certificates")
                    return certificate(call, entity);
                const std::string &key = call.path[1];
                if (call.method == "GET")
                    return shown(entity, m_entities->select(entity, key), 200);
                if (call.method == "DELETE") {
                    const NewOutcome found = m_entities->select(entity, key);
                    if (found.failed())
                        return errorReply(found.error());
                    const std::optional<NewError> error =
                        found.empty() ? std::nullopt : m_entities->remove(entity, found.id());
                    return error ? errorReply(*error) : Reply{204, {}, {}};
                }
                if (call.method == "PATCH" && entity.name == "plugins") {
                    // The plugin is looked up first: its name tells what its configuration means.
                    const NewOutcome found = m_entities->select(entity, key);
                    if (found.failed() || found.empty())
                        return shown(entity, found, 200);
                    if (!call.args.contains("name"))
                        call.args["name"] = found.row().at("name");
                    return shown(entity, m_entities->update(entity, found.id(), argumentsOf(call, entity)), 200);
                }
                const Json args = argumentsOf(call, entity);
                return shown(entity,
                             call.method == "PUT" ? m_entities->upsert(entity, key, args)
                                                  : m_entities->update(entity, key, args),
                             200);
            }};
}

NewRoute NewRoutes::nestedCollection(const NewEntity &parent, const NewSchemas::Reference &child)
{
    return {collectionMethods, [this, &parent, &child](NewCall &call) {
                const NewOutcome owner = m_entities->select(parent, call.path[1]);
                if (owner.failed() || owner.empty())
                    return shown(parent, owner, 200);
                if (call.method == "POST") {
                    Json args = argumentsOf(call, *child.from);
                    args[child.field->name] = keyOf(owner.id());
                    return shown(*child.from, m_entities->insert(*child.from, std::move(args)), 201);
                }
                const NewListQuery query =
                    listQueryOf(call, m_entities->isOld(), child.from->record.field("tags") != nullptr);
                if (query.error)
                    return errorReply(*query.error);
                NewEntities::PageRequest request;
                request.foreignField = child.field->name;
                request.foreignId = owner.id();
                request.after = query.after;
                request.size = query.size;
                request.tags = query.tags;
                request.anyTag = query.anyTag;
                NewPage page = m_entities->page(*child.from, request);
                if (page.offset)
                    page.offset = offsetOf(Json::array({*page.offset}));
                return listReply(page, '/' + parent.path + '/' + call.path[1] + '/' + child.from->child, query, false);
            }};
}

NewOutcome NewRoutes::childOf(const NewSchemas::Reference &child, const std::string &parentId, const std::string &key) const
{
    if (child.from->name == "acls" && !isUuid(key)) {
        const Json *row = m_entities->findOf(*child.from, child.field->name, parentId, "group", Json(key));
        return row ? NewOutcome(*row) : NewOutcome();
    }
    NewOutcome found = m_entities->select(*child.from, key);
    if (found.failed() || found.empty())
        return found;
    return found.row().at(child.field->name) == keyOf(parentId) ? found : NewOutcome();
}

NewRoute NewRoutes::nestedSingle(const NewEntity &parent, const NewSchemas::Reference &child)
{
    return {singleMethods, [this, &parent, &child](NewCall &call) {
                const NewOutcome owner = m_entities->select(parent, call.path[1]);
                if (owner.failed() || owner.empty())
                    return shown(parent, owner, 200);
                const std::string &key = call.path[3];
                const NewEntity &entity = *child.from;
                if (call.method == "PUT") {
                    Json args = argumentsOf(call, entity);
                    args[child.field->name] = keyOf(owner.id());
                    if (entity.name != "acls" || isUuid(key))
                        return shown(entity, m_entities->upsert(entity, key, std::move(args)), 200);
                    const NewOutcome found = childOf(child, owner.id(), key);
                    if (!args.contains("group"))
                        args["group"] = key;
                    return shown(entity,
                                 m_entities->upsert(entity, found.empty() ? randomUuid() : found.id(), std::move(args)), 200);
                }
                const NewOutcome found = childOf(child, owner.id(), key);
                if (found.failed() || found.empty() || call.method == "GET")
                    return shown(entity, found, 200);
                if (call.method == "DELETE") {
                    const std::optional<NewError> error = m_entities->remove(entity, found.id());
                    return error ? errorReply(*error) : Reply{204, {}, {}};
                }
                if (entity.name == "plugins" && !call.args.contains("name"))
                    call.args["name"] = found.row().at("name");
                Json args = argumentsOf(call, entity);
                if (!args.contains(child.field->name))
                    args[child.field->name] = keyOf(owner.id());
                return shown(entity, m_entities->update(entity, found.id(), std::move(args)), 200);
            }};
}

NewRoute NewRoutes::foreign(const NewEntity &child, const NewField &field)
{
    const NewEntity &parent = *m_entities->schemas().entity(field.reference);
    return {{"GET", "PATCH", "PUT"}, [this, &child, &field, &parent](NewCall &call) {
                const NewOutcome found = m_entities->select(child, call.path[1]);
                if (found.failed() || found.empty())
                    return shown(child, found, 200);
                const Json &key = found.row().at(field.name);
                if (key.is_object()) {
                    const std::string id = key.at("id").get<std::string>();
                    if (call.method == "GET")
                        return shown(parent, m_entities->select(parent, id), 200);
                    const Json args = argumentsOf(call, parent);
                    return shown(parent,
                                 call.method == "PUT" ? m_entities->upsert(parent, id, args)
                                                      : m_entities->update(parent, id, args),
                                 200);
                }
                if (call.method != "PUT")
                    return errorReply(notFoundError());
                const std::string id = randomUuid();
                const NewOutcome made = m_entities->upsert(parent, id, argumentsOf(call, parent));
                if (!made.failed()) {
                    const NewOutcome bound = m_entities->update(child, found.id(), Json{{field.name, keyOf(id)}});
                    if (bound.failed())
                        return errorReply(bound.error());
                }
                return shown(parent, made, 200);
            }};
}

std::vector<std::string> NewRoutes::templates() const
{
    std::vector<std::string> paths;
    for (const std::unique_ptr<NewEntity> &entity : m_entities->schemas().entities()) {
        if (entity->apart)
            continue;
        const std::string top = '/' + entity->path;
        const std::string one = top + "/{" + entity->name + '}';
        paths.push_back(top);
        paths.push_back(one);
        for (const NewFieldPtr &field : entity->record.fields) {
            if (field->type == NewField::Type::Foreign)
                paths.push_back(one + '/' + field->name);
        }
        for (const NewSchemas::Reference &reference : m_entities->schemas().referencesTo(*entity)) {
            paths.push_back(one + '/' + reference.from->child);
            paths.push_back(one + '/' + reference.from->child + "/{" + reference.from->name + '}');
        }
    }
    return paths;
}

} // namespace mk::demo
