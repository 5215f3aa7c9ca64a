// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/certificates/CertificatesPanel.h"

#include "panels/KongColumns.h"
#include "panels/KongEntityColumns.h"
#include "panels/certificates/CertificateDrawer.h"
#include "platform/PlatformSession.h"

#include <QMenu>
#include <QPushButton>

namespace mk {

CertificatesPanel::CertificatesPanel(const PanelContext &context, QWidget *parent)
    : KongEntityPanel(
        context, certificateColumns(context.clock),
        {.id = QStringLiteral("certificates"),
         .title = tr("Certificates"),
         .iconName = QStringLiteral("certificate"),
         .filterName = tr("Filter certificates"),
         .texts = {.systemName = systemName(System::Kong),
                   .emptyTitle = tr("No certificates yet"),
                   .emptySentence = tr("With a certificate and the names that it stands for Kong answers https."),
                   .emptyActions = {},
                   .missingRight = tr("the right to read certificates")},
         .columns = certificateLooks(),
         .sortedBy = QStringLiteral("kind"),
         .countsUnseen = false},
        {kong::Kind::Certificate, kong::Kind::CaCertificate, kong::Kind::Sni, kong::Kind::Vault, kong::Kind::Key, kong::Kind::KeySet}, {}, parent)
    , m_newMenu(new QMenu(this))
{
    build();
    newButton()->setMenu(m_newMenu);
    connect(m_newMenu, &QMenu::aboutToShow, this, [this] {
        m_newMenu->clear();
        for (const kong::Kind kind : kindsHere())
            m_newMenu->addAction(kongKindWord(kind), this, [this, kind] { makeNew(kind); });
    });
}

CertificatesPanel::~CertificatesPanel() = default;

KongEntityRecords *CertificatesPanel::storeOf(PlatformSession *session)
{
    return session->kongCertificateRecords();
}

KongEntityDrawer *CertificatesPanel::makeEntityDrawer()
{
    return new CertificateDrawer(context());
}

QString CertificatesPanel::newTitle(kong::Kind kind) const
{
    switch (kind) {
    case kong::Kind::Certificate:
        return tr("New certificate");
    case kong::Kind::CaCertificate:
        return tr("New CA certificate");
    case kong::Kind::Sni:
        return tr("New SNI");
    case kong::Kind::Vault:
        return tr("New vault");
    case kong::Kind::KeySet:
        return tr("New key set");
    default:
        return tr("New key");
    }
}

void CertificatesPanel::fillRowMenu(QMenu *menu, bool mayWrite)
{
    KongEntityPanel::fillRowMenu(menu, mayWrite);
    const std::optional<KongEntityRecord> record = chosenRecord();
    if (!record)
        return;
    const QString id = record->entity.id;
    if (record->entity.kind == kong::Kind::Certificate)
        menu->addAction(tr("Add an SNI…"), this, [this, id] { makeNew(kong::Kind::Sni, id); })->setEnabled(mayWrite);
    else if (record->entity.kind == kong::Kind::KeySet)
        menu->addAction(tr("Add a key…"), this, [this, id] { makeNew(kong::Kind::Key, id); })->setEnabled(mayWrite);
}

} // namespace mk
