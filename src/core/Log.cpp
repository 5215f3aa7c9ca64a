// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/Log.h"

Q_LOGGING_CATEGORY(lcCore, "microkubes.core", QtInfoMsg)
Q_LOGGING_CATEGORY(lcNet, "microkubes.net", QtInfoMsg)
Q_LOGGING_CATEGORY(lcApi, "microkubes.api", QtInfoMsg)
Q_LOGGING_CATEGORY(lcPlatform, "microkubes.platform", QtInfoMsg)
Q_LOGGING_CATEGORY(lcUi, "microkubes.ui", QtInfoMsg)
