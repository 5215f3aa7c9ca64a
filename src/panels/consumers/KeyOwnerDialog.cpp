// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/consumers/KeyOwnerDialog.h"

#include "api/kong/KongClient.h"
#include "api/kong/KongFields.h"
#include "core/Json.h"
#include "core/SafeText.h"
#include "models/ErrorText.h"
#include "panels/KongColumns.h"
#include "platform/KongJson.h"
#include "platform/PlatformSession.h"
#include "widgets/Buttons.h"
#include "widgets/FormRow.h"
#include "widgets/Labels.h"

#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace mk {

namespace {

constexpr int kLabelWidth = 96;

// Everything by which a client that uses this credential gives itself away.
bool isOf(const kong::Entity &credential, const QString &key)
{
    const nlohmann::json json = kongjson::parsed(credential.json);
    if (!json.is_object())
        return false;
    for (const char *member : {"key", "secret", "username", "client_id", "client_secret"}) {
        if (kong::text(json, member) == key)
            return true;
    }
    return false;
}

} // namespace

KeyOwnerDialog::KeyOwnerDialog(const PanelContext &context, PlatformSession *session, QWidget *parent)
    : DialogFrame(context.theme, tr("Whose key is this?"), parent)
    , m_session(session)
    , m_key(makeCodeEdit(context.theme, this))
    , m_answer(new TextLabel(context.theme, FontRole::Body, Tone::Normal, this))
    , m_find(makeButton(context.theme, tr("Find"), QStringLiteral("search"), this, ButtonKind::Primary))
    , m_show(makeButton(context.theme, tr("Show the consumer"), QString(), this))
{
    setSubtitle(tr("Keys, user names, client ids and issuers of tokens"));
    m_key->setEchoMode(QLineEdit::Password);
    auto *row = new FormRow(context.theme, tr("&Key"), m_key, kLabelWidth, this);
    row->setHelp(tr("All credentials are read and compared here. What you type is sent nowhere."));
    auto *column = new QVBoxLayout;
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(8);
    column->addWidget(row);
    m_answer->setWordWrap(true);
    column->addWidget(m_answer);
    column->addStretch(1);
    body()->addLayout(column, 1);
    addCancelButton();
    addFootButton(m_show);
    addFootButton(m_find);
    m_find->setDefault(true);
    m_find->setEnabled(false);
    m_show->hide();
    connect(m_key, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_jobs.cancelAll();
        m_find->setEnabled(!text.isEmpty());
        m_show->hide();
        tell({});
    });
    connect(m_find, &QPushButton::clicked, this, &KeyOwnerDialog::look);
    connect(m_show, &QPushButton::clicked, this, [this] {
        Q_EMIT ownerChosen(m_owner);
        accept();
    });
    resize(context.theme->scaled(520), context.theme->scaled(240));
}

KeyOwnerDialog::~KeyOwnerDialog() = default;

void KeyOwnerDialog::tell(const QString &sentence)
{
    m_answer->setText(sentence);
}

void KeyOwnerDialog::look()
{
    m_left = {kong::Kind::KeyAuth, kong::Kind::Jwt, kong::Kind::HmacAuth, kong::Kind::OAuth2, kong::Kind::BasicAuth};
    m_failed.clear();
    m_find->setEnabled(false);
    tell(tr("Looking…"));
    askNext();
}

void KeyOwnerDialog::askNext()
{
    kong::KongClient *client = m_session ? m_session->kong() : nullptr;
    if (!client || m_left.empty()) {
        m_find->setEnabled(!m_key->text().isEmpty());
        QString answer = tr("Nobody's: no consumer has it.");
        if (!m_failed.isEmpty()) {
            answer = tr("Not among what could be read. Not read: %1.").arg(m_failed.join(QStringLiteral(", ")));
        }
        tell(client ? answer : tr("There is no connection to Kong."));
        return;
    }
    kong::ListOptions<kong::Entity> options;
    options.kind = m_left.front();
    options.asker = QStringLiteral("consumers");
    m_left.erase(m_left.begin());
    m_jobs.restart(QStringLiteral("look"), client->list<kong::Entity>(options, this))
        ->done(this, [this, kind = options.kind](const Result<kong::Listed<kong::Entity>> &listed) {
            if (!listed) {
                if (listed.error().is(ErrorKind::Cancelled))
                    return;
                m_failed.append(kongKindWord(kind) + QStringLiteral(" (") + ErrorText::of(listed.error()).title + QLatin1Char(')'));
            } else {
                const QString key = m_key->text();
                for (const kong::Entity &credential : *listed->rows) {
                    if (isOf(credential, key)) {
                        found(credential);
                        return;
                    }
                }
            }
            askNext();
        });
}

void KeyOwnerDialog::found(const kong::Entity &credential)
{
    m_owner = credential.parentId;
    m_find->setEnabled(true);
    const KongEntityRecord *consumer =
        m_session ? m_session->kongConsumerRecords()->find(KongEntityRecord::keyOf(kong::Kind::Consumer, m_owner)) : nullptr;
    const QString name = consumer ? visibleText(consumer->entity.shownName()) : shortened(m_owner, 9);
    tell(tr("It belongs to %1: %2.").arg(name, kongKindWord(credential.kind)));
    m_show->show();
    m_show->setFocus(Qt::OtherFocusReason);
}

} // namespace mk
