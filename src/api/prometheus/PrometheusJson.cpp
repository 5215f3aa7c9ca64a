// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/prometheus/PrometheusJson.h"

#include "core/Json.h"
#include "core/JsonRead.h"

namespace mk::prometheus {

Result<nlohmann::json *> envelope(nlohmann::json &document, QStringList *warnings)
{
    JsonFields fields(document, "answer");
    fields.require({"status", "data"});
    const QString status = fields.string("status");
    if (warnings)
        *warnings = fields.strings("warnings") + fields.strings("infos");
    if (fields.error())
        return fail(*fields.error());
    if (status != QLatin1String("success"))
        return fail(unreadableShape(QStringLiteral("status is not success")));
    return &document["data"];
}

} // namespace mk::prometheus
