// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/FindingRules.h"

#include "core/Json.h"
#include "core/JsonRead.h"
#include "platform/KongCertificates.h"

namespace mk::findings {

namespace {

constexpr qint64 kExpiresSoonDays = 14; // whoever renews by itself has done so long before

QString memberOf(const nlohmann::json &entity, const char *name)
{
    const auto at = entity.find(name);
    return at != entity.end() && at->is_string() ? QString::fromStdString(at->get<std::string>()) : QString();
}

} // namespace

// Clients that look refuse what has expired. What a vault holds cannot be looked at.
void Rules::certificates()
{
    if (!m_facts.certificates || !m_facts.now.isValid())
        return;
    for (const kong::Entity &certificate : *m_facts.certificates) {
        const Result<nlohmann::json> entity = parseJson(certificate.json);
        if (!entity || !entity->is_object())
            continue;
        for (const char *member : {"cert", "cert_alt"}) {
            const QString pem = memberOf(*entity, member);
            if (pem.isEmpty() || kongcertificates::isVaultReference(pem))
                continue;
            const std::optional<kongcertificates::Facts> facts = kongcertificates::factsOf(pem.toUtf8());
            if (!facts || !facts->expires.isValid() || m_facts.now.daysTo(facts->expires) > kExpiresSoonDays)
                continue;
            const bool expired = facts->expires <= m_facts.now;
            const QString name = facts->subject.isEmpty() ? certificate.id : facts->subject;
            Finding &finding = add(expired ? "kong.certificate-expired" : "kong.certificate-expiring",
                                   expired ? FindingSeverity::Critical : FindingSeverity::Warning, System::Kong,
                                   {System::Kong, kong::kindId(kong::Kind::Certificate), certificate.id, name}, FindingSource::Certificates);
            finding.args.insert(QStringLiteral("expires"), facts->expires);
            finding.args.insert(QStringLiteral("days"), std::abs(m_facts.now.daysTo(facts->expires)));
            finding.args.insert(QStringLiteral("names"), facts->names);
            finding.evidence.append(evidence(System::Kong, QStringLiteral("GET /certificates/") + certificate.id,
                                             QLatin1String(member) + QStringLiteral(", notAfter"), facts->expires.toUTC().toString(Qt::ISODate)));
            if (!facts->names.isEmpty())
                finding.evidence.append(evidence(System::Kong, QStringLiteral("GET /certificates/") + certificate.id,
                                                 QLatin1String(member) + QStringLiteral(", subjectAltName"), facts->names.join(QStringLiteral(", "))));
            finding.notes.append(note(FindingNote::Weight::Proven, expired ? "certificate-refused" : "certificate-soon"));
            finding.notes.append(note(FindingNote::Weight::Elsewhere, "certificate-renew", {}, kubectl(QStringLiteral("get secrets"))));
            break; // one alarm a certificate
        }
    }
}

} // namespace mk::findings
