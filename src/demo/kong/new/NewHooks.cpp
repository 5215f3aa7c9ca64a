// SPDX-License-Identifier: GPL-3.0-or-later
// The entities that have rules of their own: targets, certificates and their names, credentials.
#include "demo/kong/new/NewCertificates.h"
#include "demo/kong/new/NewEntities.h"
#include "demo/kong/new/NewLua.h"
#include "demo/kong/new/NewText.h"

#include <QCryptographicHash>
#include <QPasswordDigestor>
#include <QRandomGenerator>

#include <algorithm>
#include <set>

namespace mk::demo {

namespace {

const int defaultTargetPort = 8000;

std::string hashedPassword(const std::string &password, const std::string &consumerId)
{
    return QCryptographicHash::hash(QByteArray::fromStdString(password + consumerId), QCryptographicHash::Sha1)
        .toHex()
        .toStdString();
}

// As oauth2 keeps a secret that it is asked to hash. Fewer rounds than it tells: nobody checks them here, and tests wait.
std::string hashedSecret(const std::string &secret)
{
    QByteArray salt(16, Qt::Uninitialized);
    QRandomGenerator::global()->generate(salt.begin(), salt.end());
    const QByteArray hash = QPasswordDigestor::deriveKeyPbkdf2(QCryptographicHash::Sha512,
                                                               QByteArray::fromStdString(secret), salt, 100, 32);
    return "$pbkdf2-sha512$i=10000,l=32$" + salt.toBase64(QByteArray::OmitTrailingEquals).toStdString() + '$'
        + hash.toBase64(QByteArray::OmitTrailingEquals).toStdString();
}

} // namespace

std::optional<NewError> NewEntities::beforeWrite(const NewEntity &entity, Json *change, const Json *before)
{
    if (entity.name == "targets") {
        const auto target = change->find("target");
        if (target == change->end() || target->is_null())
            return {};
        if (!target->is_string())
            return unexpectedError();
        std::string error;
        const std::optional<NormalizedHost> host = normalizedHost(target->get<std::string>(), &error);
        if (!host)
            return schemaViolation(Json{{"target", "Invalid target; not a valid hostname or ip address"}});
        *target = formattedHost(*host, defaultTargetPort);
        return {};
    }
    if (entity.name == "plugins") {
        const auto name = change->find("name");
        if (name != change->end() && !name->is_null() && !name->is_string())
            return unexpectedError();
        return {};
    }
    if (entity.name != "certificates" || !change->contains("snis"))
        return {};
    // Names of a certificate are rows of their own: checked, and taken out of what the schema sees.
    Json names = change->at("snis");
    change->erase("snis");
    if (names.is_null())
        return {};
    if (!isSequence(names)) {
        if (!m_old)
            return schemaViolation(Json{{"snis", "expected an array"}});
        return {}; // 2.x takes anything and makes nothing of it
    }
    if (std::optional<NewError> error = serverNamesError(names, before ? before->at("id").get<std::string>() : std::string()))
        return error;
    (*change)["@snis"] = names.is_array() ? names : Json::array();
    return {};
}

std::optional<NewError> NewEntities::serverNamesError(const Json &names, const std::string &ownId) const
{
    const NewEntity &snis = *m_schemas.entity("snis");
    std::set<std::string> seen;
    for (const Json &name : names) {
        if (!name.is_string())
            return schemaViolation(Json{{"snis", Json::array({"expected a string"})}});
        const std::string text = name.get<std::string>();
        if (!seen.insert(text).second)
            return schemaViolation(Json{{"snis", text + " is duplicated"}});
        const NewOutcome other = select(snis, text);
        if (other.failed())
            return other.error();
        if (other.empty())
            continue;
        const std::string certificate = other.row().at("certificate").at("id").get<std::string>();
        if (certificate != ownId)
            return schemaViolation(
                Json{{"snis", text + " already associated with existing certificate '" + certificate + '\''}});
    }
    return {};
}

void NewEntities::beforeStore(const NewEntity &entity, Json *row, const Json *before, const Json &change)
{
    const auto given = [&change](const char *name) {
        const auto found = change.find(name);
        return found != change.end() && found->is_string();
    };
    if (entity.name == "basicauth_credentials" && given("password")) {
        (*row)["password"] = hashedPassword((*row)["password"].get<std::string>(),
                                            (*row)["consumer"]["id"].get<std::string>());
    } else if (entity.name == "oauth2_credentials" && (*row)["hash_secret"] == true) {
        const Json &secret = (*row)["client_secret"];
        if (secret.is_string() && (!before || before->at("client_secret") != secret))
            (*row)["client_secret"] = hashedSecret(secret.get<std::string>());
    } else if (entity.name == "upstreams") {
        (*row)["@made"] = before && before->contains("@made") ? before->at("@made") : Json(m_node->now());
    } else if (entity.name == "ca_certificates") {
        (*row)["cert_digest"] = certificateDigest((*row)["cert"].get<std::string>());
    }
}

// The names of a certificate become those given, as a whole.
std::optional<NewError> NewEntities::afterStore(const NewEntity &entity, const Json &row, const Json &names)
{
    if (entity.name != "certificates" || !names.is_array())
        return {};
    const NewEntity &snis = *m_schemas.entity("snis");
    const std::string id = row.at("id").get<std::string>();
    std::set<std::string> wanted;
    for (const Json &name : names)
        wanted.insert(name.get<std::string>());
    for (const std::string &sni : m_node->tables.idsBy("snis", "certificate", Json{{"id", id}})) {
        const std::string name = m_node->tables.find("snis", sni)->at("name").get<std::string>();
        if (wanted.erase(name) == 0)
            m_node->tables.remove("snis", sni);
    }
    for (const std::string &name : wanted) {
        const NewOutcome made = insert(snis, Json{{"name", name}, {"certificate", {{"id", id}}}});
        if (made.failed())
            return made.error();
    }
    return {};
}

std::vector<std::string> NewEntities::serverNamesOf(const std::string &certificateId) const
{
    std::vector<std::string> names;
    for (const std::string &id : m_node->tables.idsBy("snis", "certificate", Json{{"id", certificateId}}))
        names.push_back(m_node->tables.find("snis", id)->at("name").get<std::string>());
    std::sort(names.begin(), names.end());
    return names;
}

std::optional<NewError> NewEntities::beforeRemove(const NewEntity &entity, const std::string &id)
{
    if (entity.name == "certificates") {
        // The names go first, and stay gone when the certificate turns out to be in use.
        for (const std::string &sni : m_node->tables.idsBy("snis", "certificate", Json{{"id", id}}))
            m_node->tables.remove("snis", sni);
    } else if (entity.name == "ca_certificates" && !m_old) {
        for (const auto &[serviceId, stored] : m_node->tables.table("services")) {
            const auto used = stored.row.find("ca_certificates");
            if (used != stored.row.end() && used->is_array() && std::find(used->begin(), used->end(), Json(id)) != used->end())
                return referencedByOthers("ca certificate " + id + " is still referenced by services (id = " + serviceId + ')');
        }
    }
    return {};
}

const Json *NewEntities::targetOf(const std::string &upstreamId, const std::string &key) const
{
    const std::vector<std::string> ids = m_node->tables.idsBy("targets", "upstream", Json{{"id", upstreamId}});
    std::string error;
    const std::optional<NormalizedHost> host = normalizedHost(key, &error);
    const std::string address = host ? formattedHost(*host, defaultTargetPort) : key;
    const Json *found = nullptr;
    for (const std::string &id : ids) {
        const Json *row = m_node->tables.find("targets", id);
        if (id == key || row->at("target") == key || row->at("target") == address)
            found = row;
    }
    return found;
}

} // namespace mk::demo
