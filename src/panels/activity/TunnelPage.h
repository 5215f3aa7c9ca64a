// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "panels/Panel.h"

#include <QPointer>
#include <QWidget>

namespace mk {

class CodeEditor;
class TextLabel;

// The tunnels of the open environment: state, command line and what each program printed.
class TunnelPage final : public QWidget
{
    Q_OBJECT
public:
    explicit TunnelPage(const PanelContext &context, QWidget *parent = nullptr);
    void setSession(PlatformSession *session);
    int tunnelCount() const;

Q_SIGNALS:
    void countChanged();

private:
    void refresh();
    QPointer<PlatformSession> m_session;
    CodeEditor *m_text;
};

} // namespace mk
