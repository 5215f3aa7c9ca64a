// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/activity/TunnelPage.h"

#include "core/SafeText.h"
#include "models/ErrorText.h"
#include "net/Tunnel.h"
#include "platform/PlatformSession.h"
#include "widgets/CodeEditor.h"

#include <QVBoxLayout>

namespace mk {

namespace {
QString stateWord(Tunnel::State state)
{
    switch (state) {
    case Tunnel::State::Stopped:
        return TunnelPage::tr("stopped");
    case Tunnel::State::Starting:
        return TunnelPage::tr("starting");
    case Tunnel::State::Up:
        return TunnelPage::tr("up");
    case Tunnel::State::Failed:
        return TunnelPage::tr("failed");
    case Tunnel::State::WaitingToRestart:
        return TunnelPage::tr("waiting to start again");
    }
    return {};
}
} // namespace

TunnelPage::TunnelPage(const PanelContext &context, QWidget *parent)
    : QWidget(parent), m_text(new CodeEditor(context.theme, tr("Tunnel output"), this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_text);
    m_text->setReadOnly(true);
    m_text->setSyntax(Syntax::None);
    m_text->setLineNumbersVisible(false);
}

int TunnelPage::tunnelCount() const
{
    int count = 0;
    if (m_session) {
        const QList<Endpoint> endpoints = m_session->environment().allEndpoints();
        for (const Endpoint &endpoint : endpoints)
            count += endpoint.tunnel.isSet();
    }
    return count;
}

void TunnelPage::setSession(PlatformSession *session)
{
    m_session = session;
    if (session)
        connect(session, &PlatformSession::stateChanged, this, &TunnelPage::refresh);
    refresh();
    Q_EMIT countChanged();
}

void TunnelPage::refresh()
{
    QStringList blocks;
    if (m_session) {
        const QList<Endpoint> endpoints = m_session->environment().allEndpoints();
        for (const Endpoint &endpoint : endpoints) {
            const Tunnel *tunnel = m_session->tunnel(endpoint.id);
            if (!tunnel)
                continue;
            connect(tunnel, &Tunnel::stateChanged, this, &TunnelPage::refresh, Qt::UniqueConnection);
            connect(tunnel, &Tunnel::outputChanged, this, &TunnelPage::refresh, Qt::UniqueConnection);
            QStringList lines{endpoint.id + QStringLiteral(": ") + stateWord(tunnel->state()),
                              QStringLiteral("$ ") + visibleText(tunnel->commandLine())};
            if (const std::optional<Error> error = tunnel->error()) {
                const ErrorText text = ErrorText::of(*error);
                lines.append(text.title + QStringLiteral(". ") + text.text);
            }
            if (!tunnel->lineToRunByHand().isEmpty())
                lines.append(tr("Run by hand: %1").arg(visibleText(tunnel->lineToRunByHand())));
            lines.append(visibleMultiline(tunnel->output()));
            blocks.append(lines.join(QLatin1Char('\n')));
        }
    }
    m_text->setText(blocks.isEmpty() ? tr("This environment has no tunnels.") : blocks.join(QStringLiteral("\n\n")));
}

} // namespace mk
