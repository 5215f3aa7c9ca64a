// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/KongEntityColumns.h"

#include "api/kong/KongDialect.h"
#include "api/kong/KongFields.h"
#include "core/Json.h"
#include "core/Redactor.h"
#include "core/SafeText.h"
#include "panels/KongColumnParts.h"
#include "panels/KongColumns.h"
#include "platform/KongJson.h"

namespace mk {

using namespace kongcolumns;

namespace {

using Row = KongEntityRecord;

constexpr qint64 kSoonDays = 30; // a certificate that ends within is worth a look

nlohmann::json jsonOf(const QByteArray &text)
{
    nlohmann::json json = kongjson::parsed(text);
    return json.is_object() ? json : nlohmann::json::object();
}

Column<Row> nameColumn(const QString &title)
{
    Column<Row> name{QStringLiteral("name"), title, [](const Row &r) { return r.entity.shownName(); }};
    name.tooltip = [](const Row &r) { return QString(r.entity.name + QLatin1Char('\n') + r.entity.id).trimmed(); };
    name.searchText = [](const Row &r) { return QString(r.entity.name + QLatin1Char(' ') + r.entity.id); };
    name.copyText = [](const Row &r) { return r.entity.name.isEmpty() ? r.entity.id : r.entity.name; };
    name.elideMode = Qt::ElideMiddle;
    return name;
}

Column<Row> tagsColumn()
{
    return listColumn<Row>(QStringLiteral("tags"), text(QT_TRANSLATE_NOOP("Kong", "Tags")), [](const Row &r) { return r.entity.tags; });
}

Column<Row> createdColumn(const Clock *clock)
{
    return timeColumn<Row>(QStringLiteral("created"), text(QT_TRANSLATE_NOOP("Kong", "Created")), clock,
                           [](const Row &r) { return r.entity.createdAt; });
}

ColumnLook checkLook()
{
    return {.id = QStringLiteral("check"), .width = 40, .kind = ColumnKind::Check, .canHide = false};
}

// What the answers of a probe, or of clients, say of targets.
QString healthChecksText(const nlohmann::json &upstream)
{
    const nlohmann::json *checks = kong::member(upstream, "healthchecks");
    const auto above = [checks](const char *way, const char *side, const char *what) {
        const nlohmann::json *rules = checks && checks->is_object() ? kong::member(*checks, way) : nullptr;
        const nlohmann::json *part = rules && rules->is_object() ? kong::member(*rules, side) : nullptr;
        const nlohmann::json *value = part && part->is_object() ? kong::member(*part, what) : nullptr;
        return value && value->is_number() && value->get<double>() > 0;
    };
    const bool active = above("active", "healthy", "interval") || above("active", "unhealthy", "interval");
    bool passive = false;
    for (const char *what : {"http_failures", "tcp_failures", "timeouts"})
        passive = passive || above("passive", "unhealthy", what);
    if (active && passive)
        return text(QT_TRANSLATE_NOOP("Kong", "Active and passive"));
    return active ? text(QT_TRANSLATE_NOOP("Kong", "Active"))
        : passive ? text(QT_TRANSLATE_NOOP("Kong", "Passive"))
                  : text(QT_TRANSLATE_NOOP("Kong", "Off"));
}

QString balancingText(const nlohmann::json &upstream)
{
    const QString hashOn = kong::text(upstream, "hash_on");
    if (!hashOn.isEmpty() && hashOn != QLatin1String("none"))
        return text(QT_TRANSLATE_NOOP("Kong", "hash of %1")).arg(hashOn);
    const QString algorithm = kong::text(upstream, "algorithm");
    return algorithm.isEmpty() ? QStringLiteral("round-robin") : algorithm;
}

} // namespace

QString secretOf(const kong::Entity &entity)
{
    const nlohmann::json json = jsonOf(entity.json);
    switch (entity.kind) {
    case kong::Kind::KeyAuth:
        return kong::text(json, "key");
    case kong::Kind::HmacAuth:
    case kong::Kind::Jwt:
        return kong::text(json, "secret");
    case kong::Kind::OAuth2:
        return kong::text(json, "client_secret");
    default:
        return {};
    }
}

QString expiryText(const std::optional<kongcertificates::Facts> &certificate, const QDateTime &now)
{
    if (!certificate || !certificate->expires.isValid())
        return format::notGiven();
    const qint64 days = now.daysTo(certificate->expires);
    if (certificate->expires <= now)
        return days == 0 ? text(QT_TRANSLATE_NOOP("Kong", "expired today"))
                         : QCoreApplication::translate("Kong", "expired %Ln day(s) ago", nullptr, int(-days));
    return days == 0 ? text(QT_TRANSLATE_NOOP("Kong", "today"))
                     : QCoreApplication::translate("Kong", "in %Ln day(s)", nullptr, int(days));
}

Status expiryStatus(const std::optional<kongcertificates::Facts> &certificate, const QDateTime &now)
{
    if (!certificate || !certificate->expires.isValid())
        return Status::None;
    if (certificate->expires <= now)
        return Status::Crit;
    return now.daysTo(certificate->expires) <= kSoonDays ? Status::Warn : Status::Ok;
}

// ---- consumers

RecordTableModel<Row>::Columns kongConsumerColumns(const Clock *clock)
{
    std::vector<Column<Row>> columns;
    columns.push_back(checkColumn<Row>());
    Column<Row> name = nameColumn(text(QT_TRANSLATE_NOOP("Kong", "Username")));
    name.text = [](const Row &r) {
        const QString user = kong::text(jsonOf(r.entity.json), "username");
        return user.isEmpty() ? format::notGiven() : user;
    };
    columns.push_back(name);
    Column<Row> custom{QStringLiteral("custom_id"), text(QT_TRANSLATE_NOOP("Kong", "Custom id")), [](const Row &r) {
                           const QString id = kong::text(jsonOf(r.entity.json), "custom_id");
                           return id.isEmpty() ? format::notGiven() : id;
                       }};
    custom.mono = true;
    custom.elideMode = Qt::ElideMiddle;
    columns.push_back(custom);
    columns.push_back(listColumn<Row>(QStringLiteral("groups"), text(QT_TRANSLATE_NOOP("Kong", "Groups")),
                                      [](const Row &r) { return r.related; }));
    Column<Row> plugins{QStringLiteral("plugins"), text(QT_TRANSLATE_NOOP("Kong", "Plugins")),
                        [](const Row &r) { return r.plugins < 0 ? format::notGiven() : format::count(r.plugins); }};
    plugins.number = [](const Row &r) { return r.plugins < 0 ? std::nullopt : std::optional<double>(r.plugins); };
    plugins.dim = [](const Row &r) { return r.plugins <= 0; };
    columns.push_back(plugins);
    columns.push_back(tagsColumn());
    columns.push_back(createdColumn(clock));
    return columns;
}

QList<ColumnLook> kongConsumerLooks()
{
    return {checkLook(),
            {.id = QStringLiteral("name"), .elide = Qt::ElideMiddle, .canHide = false, .minimumWidth = 220},
            {.id = QStringLiteral("custom_id"), .elide = Qt::ElideMiddle, .dropOrder = 2, .minimumWidth = 160},
            {.id = QStringLiteral("groups"), .minimumWidth = 160},
            {.id = QStringLiteral("plugins"), .width = 76, .dropOrder = 3},
            {.id = QStringLiteral("tags"), .dropOrder = 5, .minimumWidth = 90},
            {.id = QStringLiteral("created"), .width = 104, .dropOrder = 4}};
}

// ---- upstreams

RecordTableModel<Row>::Columns upstreamColumns(const Clock *clock)
{
    std::vector<Column<Row>> columns;
    columns.push_back(checkColumn<Row>());
    columns.push_back(nameColumn(text(QT_TRANSLATE_NOOP("Kong", "Name"))));
    Column<Row> balancing{QStringLiteral("balancing"), text(QT_TRANSLATE_NOOP("Kong", "Balancing")),
                          [](const Row &r) { return balancingText(jsonOf(r.entity.json)); }};
    balancing.tone = [](const Row &) { return Tone::Secondary; };
    columns.push_back(balancing);
    Column<Row> checks{QStringLiteral("checks"), text(QT_TRANSLATE_NOOP("Kong", "Health checks")),
                       [](const Row &r) { return healthChecksText(jsonOf(r.entity.json)); }};
    columns.push_back(checks);
    Column<Row> slots_{QStringLiteral("slots"), text(QT_TRANSLATE_NOOP("Kong", "Slots")), [](const Row &r) {
                          const nlohmann::json json = jsonOf(r.entity.json);
                          const nlohmann::json *value = kong::member(json, "slots");
                          return value && value->is_number_integer() ? format::count(value->get<qint64>()) : format::notGiven();
                      }};
    slots_.number = [](const Row &r) {
        const nlohmann::json json = jsonOf(r.entity.json);
        const nlohmann::json *value = kong::member(json, "slots");
        return value && value->is_number() ? std::optional<double>(value->get<double>()) : std::nullopt;
    };
    columns.push_back(slots_);
    Column<Row> used = listColumn<Row>(QStringLiteral("used"), text(QT_TRANSLATE_NOOP("Kong", "Used by")),
                                       [](const Row &r) { return r.related; });
    used.text = [](const Row &r) { return r.related.isEmpty() ? text(QT_TRANSLATE_NOOP("Kong", "nothing")) : joined(r.related); };
    used.dim = [](const Row &r) { return r.related.isEmpty(); };
    columns.push_back(used);
    columns.push_back(tagsColumn());
    columns.push_back(createdColumn(clock));
    return columns;
}

QList<ColumnLook> upstreamLooks()
{
    return {checkLook(),
            {.id = QStringLiteral("name"), .elide = Qt::ElideMiddle, .canHide = false, .minimumWidth = 220},
            {.id = QStringLiteral("balancing"), .dropOrder = 4, .minimumWidth = 130},
            {.id = QStringLiteral("checks"), .dropOrder = 3, .minimumWidth = 140},
            {.id = QStringLiteral("slots"), .width = 76, .dropOrder = 6},
            {.id = QStringLiteral("used"), .minimumWidth = 160},
            {.id = QStringLiteral("tags"), .dropOrder = 7, .minimumWidth = 90},
            {.id = QStringLiteral("created"), .width = 104, .dropOrder = 5}};
}

// ---- certificates, SNIs, vaults, keys

RecordTableModel<Row>::Columns certificateColumns(const Clock *clock)
{
    std::vector<Column<Row>> columns;
    columns.push_back(checkColumn<Row>());
    Column<Row> kind{QStringLiteral("kind"), text(QT_TRANSLATE_NOOP("Kong", "Kind")),
                     [](const Row &r) { return kongKindWord(r.entity.kind); }};
    kind.tone = [](const Row &) { return Tone::Secondary; };
    kind.copyText = [](const Row &r) { return kong::kindId(r.entity.kind); };
    columns.push_back(kind);
    Column<Row> name = nameColumn(text(QT_TRANSLATE_NOOP("Kong", "Name")));
    name.text = [](const Row &r) {
        if (r.certificate && !r.certificate->subject.isEmpty())
            return r.certificate->subject;
        return r.entity.shownName();
    };
    name.searchText = [](const Row &r) {
        QStringList texts{r.entity.name, r.entity.id};
        if (r.certificate)
            texts += r.certificate->names + QStringList{r.certificate->subject, r.certificate->issuer, r.certificate->fingerprint};
        return texts.join(QLatin1Char(' '));
    };
    columns.push_back(name);
    columns.push_back(listColumn<Row>(QStringLiteral("for"), text(QT_TRANSLATE_NOOP("Kong", "Stands for")), [](const Row &r) {
        if (r.entity.kind == kong::Kind::Certificate)
            return kong::texts(jsonOf(r.entity.json), "snis");
        if (r.entity.kind == kong::Kind::Sni || r.entity.kind == kong::Kind::Key)
            return r.related;
        return QStringList();
    }));
    Column<Row> expires{QStringLiteral("expires"), text(QT_TRANSLATE_NOOP("Kong", "Expires")), [clock](const Row &r) {
                            const bool is = r.entity.kind == kong::Kind::Certificate || r.entity.kind == kong::Kind::CaCertificate;
                            if (is && !r.certificate)
                                return text(QT_TRANSLATE_NOOP("Kong", "unreadable"));
                            return expiryText(r.certificate, clock->now());
                        }};
    expires.number = [](const Row &r) {
        return r.certificate ? std::optional<double>(double(r.certificate->expires.toMSecsSinceEpoch())) : std::nullopt;
    };
    expires.alignment = Qt::AlignLeft | Qt::AlignVCenter;
    expires.status = [clock](const Row &r) {
        const bool is = r.entity.kind == kong::Kind::Certificate || r.entity.kind == kong::Kind::CaCertificate;
        return is && !r.certificate ? Status::Crit : expiryStatus(r.certificate, clock->now());
    };
    expires.tooltip = [](const Row &r) { return r.certificate ? format::dateTime(r.certificate->expires) : QString(); };
    expires.copyText = [](const Row &r) { return r.certificate ? format::iso(r.certificate->expires) : QString(); };
    expires.followsClock = true;
    columns.push_back(expires);
    columns.push_back(listColumn<Row>(QStringLiteral("used"), text(QT_TRANSLATE_NOOP("Kong", "Used by")), [](const Row &r) {
        const bool is = r.entity.kind == kong::Kind::Certificate || r.entity.kind == kong::Kind::CaCertificate;
        return is ? r.related : QStringList();
    }));
    columns.push_back(tagsColumn());
    columns.push_back(createdColumn(clock));
    return columns;
}

QList<ColumnLook> certificateLooks()
{
    return {checkLook(),
            {.id = QStringLiteral("kind"), .width = 108, .canHide = false},
            {.id = QStringLiteral("name"), .elide = Qt::ElideMiddle, .canHide = false, .minimumWidth = 200},
            {.id = QStringLiteral("for"), .minimumWidth = 180},
            {.id = QStringLiteral("expires"), .canHide = false, .minimumWidth = 130},
            {.id = QStringLiteral("used"), .dropOrder = 3, .minimumWidth = 120},
            {.id = QStringLiteral("tags"), .dropOrder = 5, .minimumWidth = 90},
            {.id = QStringLiteral("created"), .width = 104, .dropOrder = 4}};
}

// ---- credentials

RecordTableModel<kong::Entity>::Columns credentialColumns(const Clock *clock)
{
    using Entity = kong::Entity;
    std::vector<Column<Entity>> columns;
    columns.push_back({QStringLiteral("kind"), text(QT_TRANSLATE_NOOP("Kong", "Kind")),
                       [](const Entity &e) { return kongKindWord(e.kind); }});
    Column<Entity> name{QStringLiteral("name"), text(QT_TRANSLATE_NOOP("Kong", "Name")),
                        [](const Entity &e) { return e.name.isEmpty() ? format::notGiven() : e.name; }};
    name.tooltip = [](const Entity &e) { return e.name; };
    name.elideMode = Qt::ElideMiddle;
    columns.push_back(name);
    Column<Entity> secret{QStringLiteral("secret"), text(QT_TRANSLATE_NOOP("Kong", "Secret")), [](const Entity &e) {
                              if (e.kind == kong::Kind::BasicAuth)
                                  return text(QT_TRANSLATE_NOOP("Kong", "hashed"));
                              return secretOf(e).isEmpty() ? QString() : Redactor::mask();
                          }};
    secret.tone = [](const Entity &) { return Tone::Secondary; };
    secret.searchable = false;
    columns.push_back(secret);
    columns.push_back(timeColumn<Entity>(QStringLiteral("created"), text(QT_TRANSLATE_NOOP("Kong", "Created")), clock,
                                         [](const Entity &e) { return e.createdAt; }));
    return columns;
}

QList<ColumnLook> credentialLooks()
{
    return {{.id = QStringLiteral("kind"), .minimumWidth = 110},
            {.id = QStringLiteral("name"), .elide = Qt::ElideMiddle, .minimumWidth = 110},
            {.id = QStringLiteral("secret"), .width = 72},
            {.id = QStringLiteral("created"), .width = 96, .dropOrder = 1}};
}

} // namespace mk
