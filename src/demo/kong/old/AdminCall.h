// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Json.h"
#include "demo/FormBody.h"
#include "demo/HttpService.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace mk::demo::old {

using Json = nlohmann::json;

// One request to the Admin API, read. Kong 0.14.1 reads arguments in two ways: the old entities take query, form and
// JSON for one bag of fields, the new ones look at the body alone.
struct AdminCall
{
    enum class Body {
        None,
        JsonText,
        Form,
        Multipart,
        Unknown, // a media type that is refused
    };

    std::string method;                       // HEAD has become GET
    std::string path;                         // without a slash at the end, not decoded
    std::map<std::string, std::string> parts; // of the path, by their names in the route, not decoded
    std::string host;                         // as the client named the server
    FormFields query;
    FormFields fields; // of a form or of multipart
    Body body = Body::None;
    Json json; // the body, when it is JSON
    bool jsonBroken = false;

    std::string part(const std::string &name) const; // decoded
    const std::string &rawPart(const std::string &name) const { return parts.at(name); }
};

AdminCall readCall(const Request &request);

// What was wrong with the body, before a handler looks at it: not JSON, or JSON that is no object or list.
std::optional<Reply> bodyFault(const AdminCall &call);

// The fields of an old entity: query and form, over them what the path says, over that the JSON of the body - so that
// JSON wins over the path, and a form does not. Names like "a.b" and "a[1]" are nested; empty values of a form are
// null.
Json legacyFields(const AdminCall &call, const Json &fromPath);
// The same for a list: what the query filters by. A name with brackets becomes an object.
Json queryFields(const AdminCall &call);

// Answers.
Reply jsonReply(int status, const Json &body);
Reply messageReply(int status, const char *text);
Reply notFound();
Reply methodNotAllowed();
Reply noContent();
Reply unexpectedError();
Reply unsupportedMediaType();
Reply headReply(Reply ofGet);
Reply optionsReply();

} // namespace mk::demo::old
