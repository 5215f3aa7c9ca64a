// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "demo/FormBody.h"
#include "demo/HttpService.h"
#include "demo/kong/new/NewErrors.h"

#include <optional>
#include <string>
#include <vector>

namespace mk::demo {

inline Reply newKongReply(int status, const Json &body)
{
    // Texts that came in by a form may be no UTF-8: they must not end the program.
    const std::string text = body.dump(-1, ' ', false, Json::error_handler_t::replace);
    return {status, {{"Content-Type", "application/json; charset=utf-8"}}, QByteArray::fromStdString(text)};
}
inline Reply errorReply(const NewError &error)
{
    return newKongReply(error.status, error.body);
}
inline Reply messageReply(int status, const std::string &message)
{
    return errorReply(plainError(status, message));
}

// A request as the parts of the Admin API look at it.
struct NewCall
{
    QByteArray method; // HEAD is asked as GET
    std::vector<std::string> path; // decoded
    FormFields query;
    Json args = Json::object(); // of the body
    bool isForm = false;

    // Of the query; nothing when absent.
    std::optional<std::string> parameter(const char *name) const
    {
        for (const FormField &field : query) {
            if (field.name == name)
                return field.bare ? std::string("true") : field.value.toStdString();
        }
        return {};
    }
};

} // namespace mk::demo
