// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/JsonText.h"

#include <nlohmann/json.hpp>

namespace mk {

namespace {
constexpr qsizetype maxIndented = 4 * 1024 * 1024;
constexpr int maxDepth = 200; // nlohmann's destructor and dump recurse

bool isShallow(const QByteArray &body)
{
    int depth = 0;
    bool inString = false;
    for (qsizetype i = 0; i < body.size(); ++i) {
        const char c = body.at(i);
        if (inString) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                inString = false;
        } else if (c == '"') {
            inString = true;
        } else if (c == '{' || c == '[') {
            if (++depth > maxDepth)
                return false;
        } else if (c == '}' || c == ']') {
            --depth;
        }
    }
    return true;
}
} // namespace

QString prettyJson(const QByteArray &body)
{
    if (body.size() > maxIndented || !isShallow(body))
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
