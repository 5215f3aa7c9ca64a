// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Result.h"

#include <QStringList>

#include <nlohmann/json_fwd.hpp>

// What all answers of the API have in common; for the decoders of this folder alone.
namespace mk::prometheus {

// The "data" of {"status":"success","data":…}, in the document. warnings may be null; infos (3.x) are put behind them.
Result<nlohmann::json *> envelope(nlohmann::json &document, QStringList *warnings);

} // namespace mk::prometheus
