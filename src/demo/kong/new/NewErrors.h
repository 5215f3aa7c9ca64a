// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "demo/kong/new/NewSchema.h"

#include <string>

// What the new data layer refuses, as it says it: status and body. Sources: the recordings of 2.8.5 and 3.9.1.
namespace mk::demo {

struct NewError
{
    int status = 500;
    Json body;
};

NewError plainError(int status, const std::string &message);
NewError notFoundError();          // {"message":"Not found"}
NewError methodNotAllowedError();
NewError unexpectedError();        // what an exception in the server becomes

NewError invalidPrimaryKey(const Json &errors);
NewError schemaViolation(const Json &errors);
NewError primaryKeyViolation(const Json &key);
NewError foreignKeyMissing(const std::string &field, const Json &key, const std::string &entity);
NewError foreignKeyUsed(const std::string &parent, const std::string &child);
NewError uniqueViolation(const Json &key);
NewError entityNotFound(const Json &key);
NewError invalidOffset(const std::string &offset, const std::string &why);
NewError invalidSize(const std::string &why);
NewError invalidUnique(const std::string &why);
NewError invalidOptions(const Json &errors);
NewError readOnlyNode(const std::string &entity, const std::string &operation); // 405, code 12: no database
NewError foreignKeysUnresolved(const Json &errors);
NewError referencedByOthers(const std::string &why);

} // namespace mk::demo
