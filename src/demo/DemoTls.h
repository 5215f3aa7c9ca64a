// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSslConfiguration>

namespace mk::demo {

// The throw-away certificate of src/demo/tls and its key, for a server; isNull() without TLS in this build of Qt.
QSslConfiguration demoTls();

} // namespace mk::demo
