// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "demo/kong/KongAdmin.h"
#include "demo/kong/new/NewErrors.h"
#include "demo/kong/new/NewSchema.h"
#include "demo/kong/new/NewValidate.h"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace mk::demo {

// What an operation on rows gave: a row, no row, or an error.
class NewOutcome
{
public:
    NewOutcome() = default; // nothing there
    NewOutcome(Json row) : m_row(std::move(row)) {}
    NewOutcome(NewError error) : m_error(std::move(error)) {}

    bool failed() const { return m_error.has_value(); }
    bool empty() const { return !m_error && !m_row; }
    const NewError &error() const { return *m_error; }
    const Json &row() const { return *m_row; }
    std::string id() const { return m_row->at("id").get<std::string>(); }

private:
    std::optional<Json> m_row;
    std::optional<NewError> m_error;
};

// One page of a list.
struct NewPage
{
    Json rows = Json::array();
    std::optional<std::string> offset; // where the next one begins
    std::optional<NewError> error;
};

// Rows in the tables of one node, written and read by the rules of the schemas: uniqueness, foreign keys, cascades, and
// the few entities that have rules of their own (targets, certificates, credentials). Rows hold what the Admin API shows,
// and members beginning with "@" that it does not.
class NewEntities
{
public:
    explicit NewEntities(KongNode *node);

    const NewSchemas &schemas() const { return m_schemas; }
    const NewValidator &validator() const { return m_validator; }
    bool isOld() const { return m_old; } // 2.x

    // By id, or by the entity's endpoint key where `key` is no id; a key that cannot be one is an error.
    NewOutcome select(const NewEntity &entity, const std::string &key) const;
    const Json *find(const NewEntity &entity, const std::string &id) const; // not what is past its ttl

    const Json *findBy(const NewEntity &entity, const std::string &member, const Json &value) const;
    // Of the rows of that parent the one whose member has that value.
    const Json *findOf(const NewEntity &entity, const std::string &foreignField, const std::string &parentId,
                       const std::string &member, const Json &value) const;

    NewOutcome insert(const NewEntity &entity, Json change);
    NewOutcome update(const NewEntity &entity, const std::string &key, Json change);
    NewOutcome upsert(const NewEntity &entity, const std::string &key, Json change);
    std::optional<NewError> remove(const NewEntity &entity, const std::string &id);

    // Rows by id after `offset` (an id, empty for the first page), of a parent where one is given, with all or any tags.
    struct PageRequest
    {
        std::string foreignField, foreignId;
        std::string after;
        std::size_t size = 100;
        std::vector<std::string> tags;
        bool anyTag = false;
    };
    NewPage page(const NewEntity &entity, const PageRequest &request) const;

    // As the Admin API shows a row.
    Json shown(const NewEntity &entity, const Json &row) const;

    // Errors of a whole entity for POST /schemas/{entity}/validate: no look at other rows.
    std::optional<NewError> validate(const NewEntity &entity, Json change) const;

    // Row of `upstream` with that id or address.
    const Json *targetOf(const std::string &upstreamId, const std::string &key) const;

private:
    std::optional<NewError> takeOptions(const NewEntity &entity, Json *change) const;
    std::optional<NewError> resolveForeign(const NewEntity &entity, Json *change) const;
    std::optional<NewError> uniqueError(const NewEntity &entity, const Json &row, const Json *before, bool inserting) const;
    std::optional<NewError> restriction(const NewEntity &entity, const std::string &id) const;
    void cascade(const NewEntity &entity, const std::string &id);

    // Rules of single entities (NewHooks.cpp), before the schema is asked and after it was content.
    std::optional<NewError> beforeWrite(const NewEntity &entity, Json *change, const Json *before);
    void beforeStore(const NewEntity &entity, Json *row, const Json *before, const Json &change);
    std::optional<NewError> afterStore(const NewEntity &entity, const Json &row, const Json &names);
    std::optional<NewError> serverNamesError(const Json &names, const std::string &ownId) const;
    std::vector<std::string> serverNamesOf(const std::string &certificateId) const;
    std::optional<NewError> beforeRemove(const NewEntity &entity, const std::string &id);
    NewOutcome store(const NewEntity &entity, Json row, const Json *before, const Json &change);

    KongNode *m_node;
    NewSchemas m_schemas;
    bool m_old;
    NewValidator m_validator;
};

} // namespace mk::demo
