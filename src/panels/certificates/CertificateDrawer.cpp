// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/certificates/CertificateDrawer.h"

#include "api/kong/KongFields.h"
#include "core/Format.h"
#include "core/Json.h"
#include "core/SafeText.h"
#include "panels/KongEntityColumns.h"
#include "platform/KongJson.h"
#include "platform/PlatformSession.h"

namespace mk {

namespace {

const QString kPanel = QStringLiteral("certificates");

bool uses(const kong::Service &service, const QString &certificateId)
{
    if (!service.json.contains(certificateId.toLatin1()))
        return false;
    const nlohmann::json json = kongjson::parsed(service.json);
    if (!json.is_object())
        return false;
    const nlohmann::json *own = kong::member(json, "client_certificate");
    return (own && own->is_object() && kong::text(*own, "id") == certificateId)
        || kong::texts(json, "ca_certificates").contains(certificateId);
}

} // namespace

CertificateDrawer::CertificateDrawer(const PanelContext &context, QWidget *parent) : KongEntityDrawer(context, parent) {}

CertificateDrawer::~CertificateDrawer() = default;

void CertificateDrawer::setTitleOf(const KongEntityRecord &record)
{
    const QString subject = record.certificate ? record.certificate->subject : QString();
    setTitle(visibleText(subject.isEmpty() ? record.entity.shownName() : subject));
    const bool is = record.entity.kind == kong::Kind::Certificate || record.entity.kind == kong::Kind::CaCertificate;
    if (is && !record.certificate)
        setStateLine(Status::Crit, tr("It cannot be read: no client can connect with it"));
    else if (record.certificate)
        setStateLine(expiryStatus(record.certificate, context().clock->now()),
                     tr("Expires: %1").arg(expiryText(record.certificate, context().clock->now())));
    else
        setStateLine(Status::None, {});
}

QList<Fact> CertificateDrawer::certificateFacts(const KongEntityRecord &record) const
{
    QList<Fact> facts;
    if (record.certificate) {
        const kongcertificates::Facts &certificate = *record.certificate;
        facts.append(textFact(tr("Subject"), certificate.subject));
        Fact names = codeFact(tr("Names"), certificate.names.join(QStringLiteral(", ")));
        names.tooltip = certificate.names.join(QLatin1Char('\n'));
        facts.append(names);
        facts.append(textFact(tr("Issued by"), certificate.issuer));
        facts.append(textFact(tr("Valid from"), format::dateTime(certificate.validFrom)));
        facts.append(textFact(tr("Expires"), format::dateTime(certificate.expires)));
        facts.append(textFact(tr("Authority"), certificate.isCa ? tr("yes") : tr("no")));
        Fact print = codeFact(tr("SHA-256"), certificate.fingerprint);
        print.elideMiddle = true;
        print.copyText = certificate.fingerprint;
        facts.append(print);
    }
    if (record.entity.kind == kong::Kind::Certificate)
        facts += childFacts(tr("SNI"), kong::Kind::Sni, record.entity.id);
    if (session()) {
        for (const kong::Service &service : *session()->kongServices()->rows()) {
            if (uses(service, record.entity.id)) {
                const QString name = service.name.isEmpty() ? shortened(service.id, 9) : service.name;
                facts.append(linkFact(tr("Used by service"), name, QStringLiteral("routes"),
                                      KongRouteRecord::keyOf(kong::Kind::Service, service.id)));
            }
        }
    }
    return facts;
}

QList<Fact> CertificateDrawer::childFacts(const QString &label, kong::Kind kind, const QString &parentId) const
{
    QList<Fact> facts;
    if (!session())
        return facts;
    for (const kong::Entity &child : *session()->kongEntities(kind)->rows()) {
        if (child.parentId == parentId)
            facts.append(linkFact(label, child.shownName(), kPanel, KongEntityRecord::keyOf(kind, child.key())));
    }
    return facts;
}

QList<Fact> CertificateDrawer::factsOf(const KongEntityRecord &record) const
{
    const kong::Entity &entity = record.entity;
    const nlohmann::json json = kongjson::parsed(entity.json);
    switch (entity.kind) {
    case kong::Kind::Certificate:
    case kong::Kind::CaCertificate:
        return certificateFacts(record);
    case kong::Kind::Sni:
        return {codeFact(tr("Name"), entity.name),
                linkFact(tr("Certificate"), record.related.value(0), kPanel,
                         KongEntityRecord::keyOf(kong::Kind::Certificate, entity.parentId))};
    case kong::Kind::KeySet:
        return QList<Fact>{textFact(tr("Name"), entity.name)} + childFacts(tr("Key"), kong::Kind::Key, entity.id);
    case kong::Kind::Key: {
        QList<Fact> facts{textFact(tr("Name"), entity.name)};
        if (json.is_object())
            facts.append(codeFact(tr("Key id"), kong::text(json, "kid")));
        if (!entity.parentId.isEmpty())
            facts.append(linkFact(tr("Key set"), record.related.value(0), kPanel,
                                  KongEntityRecord::keyOf(kong::Kind::KeySet, entity.parentId)));
        return facts;
    }
    default: {
        QList<Fact> facts{codeFact(tr("Prefix"), entity.name)};
        if (json.is_object()) {
            facts.append(textFact(tr("Kind of vault"), kong::text(json, "name")));
            facts.append(textFact(tr("Description"), kong::text(json, "description")));
        }
        return facts;
    }
    }
}

} // namespace mk
