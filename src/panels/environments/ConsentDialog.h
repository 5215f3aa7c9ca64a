// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/Environment.h"
#include "widgets/DialogFrame.h"

#include <QPointer>

class QPushButton;

namespace mk {

class ConsentRow;
class PlatformSession;

// What an environment from elsewhere would make this machine do beside talking to addresses: environment variables it
// reads, programs it runs, proxies, key files, pins. Each is accepted on its own, in its exact text.
class ConsentDialog final : public DialogFrame
{
    Q_OBJECT
public:
    ConsentDialog(const Theme *theme, PlatformSession *session, QWidget *parent);

private:
    void refresh();
    void accept() override;

    QPointer<PlatformSession> m_session;
    QList<ConsentItem> m_items;
    QList<ConsentRow *> m_rows;
    QPushButton *m_accept;
};

} // namespace mk
