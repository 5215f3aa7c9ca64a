// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/NoticeBar.h"

#include "app/AppContext.h"
#include "models/MarkedText.h"
#include "widgets/Banner.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace mk {

NoticeBar::NoticeBar(AppContext *app, QWidget *parent) : QWidget(parent), m_app(app)
{
    auto *box = new QVBoxLayout(this);
    box->setContentsMargins(16, 8, 16, 8);
    m_banner = new Banner(&app->theme(), this);
    box->addWidget(m_banner);
    connect(m_banner, &Banner::closed, this, [this] {
        forget();
        refresh();
    });
    connect(&app->secrets(), &Secrets::stateChanged, this, &NoticeBar::refresh);
}

void NoticeBar::setSession(PlatformSession *session)
{
    if (session) {
        connect(session, &PlatformSession::statusChanged, this, &NoticeBar::refresh);
        connect(session, &PlatformSession::stateChanged, this, &NoticeBar::refresh);
        connect(session, &PlatformSession::identityConflictRaised, this, &NoticeBar::refresh);
        connect(session, &PlatformSession::identityConflictSettled, this, &NoticeBar::refresh);
    }
    refresh();
}

void NoticeBar::tell(Status status, const QString &title, const QString &text)
{
    m_status = status;
    m_title = title;
    m_text = text;
    refresh();
}

void NoticeBar::refresh()
{
    compose();
    setVisible(!m_banner->isHidden());
}

void NoticeBar::compose()
{
    PlatformSession *session = m_app->session();
    if (session && session->state() == PlatformSession::State::NeedsConsent) {
        m_banner->setMessage(Status::Warn, tr("Nothing is connected yet"),
                             tr("This environment was not written by this program. See what it would run and use first."));
        connect(m_banner->addButton(tr("Review…"), QStringLiteral("shield-check")), &QPushButton::clicked, this,
                &NoticeBar::consentsRequested);
        return;
    }
    if (session && composeIdentity(session))
        return;
    if (m_app->secrets().isLocked()) {
        m_banner->setMessage(Status::Warn, tr("Secrets are locked"),
                             tr("Passwords and tokens are in an encrypted file. Unlock it to connect."));
        connect(m_banner->addButton(tr("Unlock…"), QStringLiteral("lock-open")), &QPushButton::clicked, this,
                &NoticeBar::unlockRequested);
        return;
    }
    if (!m_title.isEmpty()) {
        m_banner->setMessage(m_status, m_title, m_text);
        m_banner->setClosable(true);
        return;
    }
    m_banner->clear();
}

bool NoticeBar::composeIdentity(PlatformSession *session)
{
    for (const System system : allSystems) {
        const std::optional<PlatformSession::IdentityConflict> conflict = session->identityConflict(system);
        if (!conflict)
            continue;
        const QString none = tr("nothing that identifies it");
        const auto facts = [&none](const Identity &identity) {
            return identity.isEmpty() ? none : code(identity.facts.join(QStringLiteral(", ")));
        };
        m_banner->setMessage(Status::Crit, tr("%1 is not the one that this environment remembers").arg(systemName(system)),
                             tr("Remembered: %1. Answering now: %2. Nothing is written until you accept it.")
                                 .arg(facts(conflict->remembered), facts(conflict->found)));
        connect(m_banner->addButton(tr("Accept as the right platform")), &QPushButton::clicked, session,
                [session, system] { session->acceptIdentity(system); });
        connect(m_banner->addButton(tr("Edit environment…")), &QPushButton::clicked, this, &NoticeBar::editorRequested);
        return true;
    }
    return false;
}

} // namespace mk
