// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLoggingCategory>

// Logging categories, switched with QT_LOGGING_RULES. Nothing that could hold a secret is logged unredacted.
Q_DECLARE_LOGGING_CATEGORY(lcCore)     // microkubes.core
Q_DECLARE_LOGGING_CATEGORY(lcNet)      // microkubes.net
Q_DECLARE_LOGGING_CATEGORY(lcApi)      // microkubes.api
Q_DECLARE_LOGGING_CATEGORY(lcPlatform) // microkubes.platform
Q_DECLARE_LOGGING_CATEGORY(lcUi)       // microkubes.ui
