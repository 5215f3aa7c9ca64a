// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/EndpointTest.h"

#include <QString>

namespace mk {

// What a test found, in words for the editor.
QString testSummary(const EndpointTestResult &result);     // "1.8.7, dc1, ACLs are off"
QString testNotices(const EndpointTestResult &result);     // empty: nothing to look at
QString testExplanation(const EndpointTestResult &result); // empty: the error says it best
QString cureLabel(const QString &cure);                    // "Set up tunnel…"
QString credentialText(const QString &credential, const QVariantMap &args); // "token ops (policies read, kv)"

} // namespace mk
