// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/kong/KongFields.h"
#include "core/Json.h"
#include "core/SafeText.h"
#include "platform/KongJson.h"
#include "platform/KongRecords.h"

#include <QUrl>

namespace mk::kongjoin {

namespace {

constexpr qsizetype kShortId = 9;

template <class T>
QString nameOf(const T &row)
{
    return row.name.isEmpty() ? shortened(row.id, kShortId) : row.name;
}

QString certificateName(const KongEntityRecord &record)
{
    if (!record.entity.name.isEmpty())
        return record.entity.name;
    return record.certificate && !record.certificate->subject.isEmpty() ? record.certificate->subject : record.entity.shownName();
}

} // namespace

std::vector<KongEntityRecord> consumerRecords(const Entities &consumers, const Entities &groups,
                                              const std::shared_ptr<const std::vector<kong::Plugin>> &plugins)
{
    QHash<QString, QStringList> groupsOf;
    if (groups) {
        for (const kong::Entity &group : *groups)
            groupsOf[group.parentId].append(group.name);
    }
    QHash<QString, int> pluginsOf;
    if (plugins) {
        for (const kong::Plugin &plugin : *plugins) {
            if (!plugin.scope.consumerId.isEmpty())
                ++pluginsOf[plugin.scope.consumerId];
        }
    }
    std::vector<KongEntityRecord> records;
    records.reserve(consumers->size());
    for (const kong::Entity &consumer : *consumers) {
        KongEntityRecord record;
        record.entity = consumer;
        record.related = groupsOf.value(consumer.id);
        record.related.sort();
        record.plugins = plugins ? pluginsOf.value(consumer.id) : -1;
        records.push_back(std::move(record));
    }
    return records;
}

// A service goes to an upstream by naming it as its host; so does the address of an API object.
std::vector<KongEntityRecord> upstreamRecords(const Entities &upstreams, const Sources &sources)
{
    QHash<QString, QStringList> comers;
    if (sources.services) {
        for (const kong::Service &service : *sources.services)
            comers[service.host.toLower()].append(nameOf(service));
    }
    if (sources.apis) {
        for (const kong::Api &api : *sources.apis)
            comers[recordOf(api).targetHost.toLower()].append(nameOf(api));
    }
    std::vector<KongEntityRecord> records;
    records.reserve(upstreams->size());
    for (const kong::Entity &upstream : *upstreams) {
        KongEntityRecord record;
        record.entity = upstream;
        record.related = comers.value(upstream.name.toLower());
        record.related.sort();
        records.push_back(std::move(record));
    }
    return records;
}

std::vector<KongEntityRecord> certificateRecords(const std::vector<Entities> &lists, const Sources &sources)
{
    QHash<QString, QStringList> users; // by the certificate's id
    if (sources.services) {
        for (const kong::Service &service : *sources.services) {
            if (!service.json.contains("certificate")) // most of them: not worth reading
                continue;
            const nlohmann::json json = kongjson::parsed(service.json);
            if (!json.is_object())
                continue;
            if (const nlohmann::json *own = kong::member(json, "client_certificate"); own && own->is_object())
                users[kong::text(*own, "id")].append(nameOf(service));
            for (const QString &trusted : kong::texts(json, "ca_certificates"))
                users[trusted].append(nameOf(service));
        }
    }
    std::vector<KongEntityRecord> records;
    for (const Entities &list : lists) {
        for (const kong::Entity &entity : *list) {
            KongEntityRecord record;
            record.entity = entity;
            if (entity.kind == kong::Kind::Certificate || entity.kind == kong::Kind::CaCertificate) {
                const nlohmann::json json = kongjson::parsed(entity.json);
                if (json.is_object())
                    record.certificate = kongcertificates::factsOf(kong::text(json, "cert").toUtf8());
                record.related = users.value(entity.id);
                record.related.sort();
            }
            records.push_back(std::move(record));
        }
    }
    QHash<QString, QString> names;
    for (const KongEntityRecord &record : records)
        names.insert(record.entity.id, certificateName(record));
    for (KongEntityRecord &record : records) {
        if (record.entity.kind != kong::Kind::Sni && record.entity.kind != kong::Kind::Key)
            continue;
        if (const QString &parent = record.entity.parentId; !parent.isEmpty())
            record.related = {names.value(parent, shortened(parent, kShortId))};
    }
    return records;
}

} // namespace mk::kongjoin
