// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/HttpTypes.h"

namespace mk {

QByteArray HttpResponse::header(const char *name) const
{
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

} // namespace mk
