// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/Json.h"

MK_JSON_TEMPLATES()
