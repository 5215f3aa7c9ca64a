// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/kong/KongFields.h"

#include "core/Json.h"

namespace mk::kong {

using nlohmann::json;

const json *member(const json &object, const char *name)
{
    const auto it = object.find(name);
    return it == object.end() || it->is_null() ? nullptr : &*it;
}

QString text(const json &object, const char *name)
{
    const json *value = member(object, name);
    return value && value->is_string() ? QString::fromStdString(value->get_ref<const std::string &>()) : QString();
}

QStringList texts(const json &object, const char *name)
{
    QStringList list;
    const json *value = member(object, name);
    if (!value || !value->is_array())
        return list;
    list.reserve(qsizetype(value->size()));
    for (const json &element : *value) {
        if (element.is_string())
            list.append(QString::fromStdString(element.get_ref<const std::string &>()));
    }
    return list;
}

} // namespace mk::kong
