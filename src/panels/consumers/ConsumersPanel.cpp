// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/consumers/ConsumersPanel.h"

#include "api/kong/KongClient.h"
#include "api/kong/KongDecode.h"
#include "core/Json.h"
#include "core/JsonRead.h"
#include "core/SafeText.h"
#include "panels/DetailHost.h"
#include "panels/KongEntityColumns.h"
#include "panels/consumers/ConsumerDrawer.h"
#include "panels/consumers/KeyOwnerDialog.h"
#include "platform/PlatformSession.h"
#include "widgets/Buttons.h"
#include "widgets/PanelFrame.h"

#include <QPushButton>

namespace mk {

ConsumersPanel::ConsumersPanel(const PanelContext &context, QWidget *parent)
    : KongEntityPanel(
        context, kongConsumerColumns(context.clock),
        {.id = QStringLiteral("consumers"),
         .title = tr("Consumers"),
         .iconName = QStringLiteral("users"),
         .filterName = tr("Filter consumers"),
         .texts = {.systemName = systemName(System::Kong),
                   .emptyTitle = tr("No consumers yet"),
                   .emptySentence = tr("A consumer is somebody whom plugins can tell from others: by a key, a login or a token."),
                   .emptyActions = {{QStringLiteral("new"), tr("New consumer"), QStringLiteral("plus"), true}},
                   .missingRight = tr("the right to read consumers")},
         .columns = kongConsumerLooks(),
         .sortedBy = QStringLiteral("name"),
         .countsUnseen = false},
        {kong::Kind::Consumer}, kong::credentialKinds(), parent)
{
    build();
    QPushButton *whose = makeButton(context.theme, tr("Whose key is this?"), QStringLiteral("key"), frame());
    frame()->addAction(whose);
    connect(whose, &QPushButton::clicked, this, &ConsumersPanel::askWhose);
}

ConsumersPanel::~ConsumersPanel() = default;

KongEntityRecords *ConsumersPanel::storeOf(PlatformSession *session)
{
    return session->kongConsumerRecords();
}

KongEntityDrawer *ConsumersPanel::makeEntityDrawer()
{
    auto *drawer = new ConsumerDrawer(context());
    connect(drawer, &ConsumerDrawer::newCredentialRequested, this,
            [this, drawer](kong::Kind kind) { makeNew(kind, drawer->record().entity.id); });
    connect(drawer, &ConsumerDrawer::credentialEditRequested, this, &ConsumersPanel::editEntity);
    connect(drawer, &ConsumerDrawer::credentialDeleteRequested, this, &ConsumersPanel::removeEntities);
    return drawer;
}

QString ConsumersPanel::newTitle(kong::Kind kind) const
{
    switch (kind) {
    case kong::Kind::Consumer:
        return tr("New consumer");
    case kong::Kind::KeyAuth:
        return tr("New API key");
    case kong::Kind::BasicAuth:
        return tr("New basic login");
    case kong::Kind::HmacAuth:
        return tr("New HMAC secret");
    case kong::Kind::Jwt:
        return tr("New JWT secret");
    case kong::Kind::OAuth2:
        return tr("New OAuth 2.0 application");
    default:
        return tr("New group");
    }
}

// What Kong made up is told once: nobody could know it otherwise.
void ConsumersPanel::childWritten(kong::Kind kind, const QString &key)
{
    kong::KongClient *client = session() ? session()->kong() : nullptr;
    if (!client)
        return;
    m_jobs.restart(QStringLiteral("made"), client->read(kind, key, this))
        ->done(this, [this, kind](const Result<std::optional<QByteArray>> &told) {
            const Result<nlohmann::json> document =
                told && *told ? parseJson(**told) : Result<nlohmann::json>(fail(ErrorKind::NotFound));
            const Result<kong::Entity> credential =
                document ? kong::decodeAny(*document, kind, false) : Result<kong::Entity>(fail(document.error()));
            auto *drawer = static_cast<ConsumerDrawer *>(details()->drawer());
            if (credential && drawer->record().entity.id == credential->parentId)
                drawer->showOnce(*credential);
        });
}

void ConsumersPanel::askWhose()
{
    auto *dialog = new KeyOwnerDialog(context(), session(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &KeyOwnerDialog::ownerChosen, this, [this](const QString &id) { showEntity(id); });
    dialog->open();
}

} // namespace mk
