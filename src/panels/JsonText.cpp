// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/JsonText.h"

#include "core/Json.h"
#include "core/JsonRead.h"

namespace mk {

namespace {
constexpr qsizetype maxIndented = 4 * 1024 * 1024;
} // namespace

QString prettyJson(const QByteArray &body)
{
    if (body.size() > maxIndented || isJsonTooDeep(body))
        return QString::fromUtf8(body);
    const auto document = nlohmann::ordered_json::parse(body.cbegin(), body.cend(), nullptr, false);
    if (document.is_discarded())
        return QString::fromUtf8(body);
    return QString::fromStdString(document.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
}

bool isJson(const QByteArray &body)
{
    return !body.trimmed().isEmpty() && nlohmann::json::accept(body.cbegin(), body.cend());
}

} // namespace mk
