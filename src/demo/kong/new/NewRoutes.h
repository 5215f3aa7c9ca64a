// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "demo/kong/new/NewEntities.h"
#include "demo/kong/new/NewReply.h"

#include <functional>
#include <optional>
#include <string>

namespace mk::demo {

// What a path of the Admin API leads to.
struct NewRoute
{
    std::vector<QByteArray> methods; // beside HEAD and OPTIONS
    std::function<Reply(NewCall &)> answer;
};

// The paths of entities: collections, single rows, what lies below a parent, and the parent of a child.
class NewRoutes
{
public:
    explicit NewRoutes(NewEntities *entities) : m_entities(entities) {}

    // Nothing for a path that is none of theirs.
    std::optional<NewRoute> find(const std::vector<std::string> &path);

    // The paths with placeholders, for GET /endpoints.
    std::vector<std::string> templates() const;

    // Of a call's body, with the texts of a form turned into the entity's types.
    Json argumentsOf(const NewCall &call, const NewEntity &entity) const;

private:
    NewRoute collection(const NewEntity &entity);
    NewRoute single(const NewEntity &entity);
    NewRoute nestedCollection(const NewEntity &parent, const NewSchemas::Reference &child);
    NewRoute nestedSingle(const NewEntity &parent, const NewSchemas::Reference &child);
    NewRoute foreign(const NewEntity &child, const NewField &field);
    Reply certificate(NewCall &call, const NewEntity &entity);
    // The row that a path's part names; for acls of a consumer also by group.
    NewOutcome childOf(const NewSchemas::Reference &child, const std::string &parentId, const std::string &key) const;
    Reply shown(const NewEntity &entity, const NewOutcome &outcome, int status) const;

    NewEntities *m_entities;
};

} // namespace mk::demo
