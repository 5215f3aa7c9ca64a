// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/HttpService.h"

#include "core/Json.h"

namespace mk::demo {

Reply plainJson(int status, const nlohmann::json &value)
{
    const std::string text = value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    return {status, {{"Content-Type", "application/json"}}, QByteArray::fromStdString(text)};
}

} // namespace mk::demo
