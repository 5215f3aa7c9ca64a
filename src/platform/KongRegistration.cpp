// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/KongRegistration.h"

#include "api/kong/KongClient.h"
#include "api/kong/KongDialect.h"
#include "platform/KongJson.h"

#include <QMap>
#include <QUrl>

namespace mk {

namespace kongregistration {

namespace {

using kongregistrars::Library;
using nlohmann::json;

const QString kBody = QStringLiteral("body");
const QString kContentType = QStringLiteral("contentType");
const QString kPath = QStringLiteral("path");

QString joinedList(const QStringList &list)
{
    return list.join(QLatin1Char(','));
}

// As Go's url.QueryEscape writes it.
QByteArray escaped(const QString &text)
{
    return text.toUtf8().toPercentEncoding(QByteArrayLiteral(" ")).replace(' ', '+');
}

QString upstreamUrlOf(const Registration &registration)
{
    return QStringLiteral("http://%1:%2").arg(registration.host).arg(registration.port);
}

// The keys sorted, as Go's url.Values.Encode has them. "methods" is sent empty, "hosts" only where some are configured.
QList<QPair<QByteArray, QString>> goForm(const Registration &registration)
{
    QList<QPair<QByteArray, QString>> form;
    if (!registration.hosts.isEmpty())
        form.append({QByteArrayLiteral("hosts"), joinedList(registration.hosts)});
    form.append({{QByteArrayLiteral("http_if_terminated"), QStringLiteral("true")},
                 {QByteArrayLiteral("https_only"), QStringLiteral("false")},
                 {QByteArrayLiteral("methods"), joinedList(registration.methods)},
                 {QByteArrayLiteral("name"), registration.name},
                 {QByteArrayLiteral("preserve_host"), QStringLiteral("false")},
                 {QByteArrayLiteral("retries"), QStringLiteral("5")},
                 {QByteArrayLiteral("strip_uri"), QStringLiteral("false")},
                 {QByteArrayLiteral("upstream_connect_timeout"), QStringLiteral("60000")},
                 {QByteArrayLiteral("upstream_read_timeout"), QStringLiteral("60000")},
                 {QByteArrayLiteral("upstream_send_timeout"), QStringLiteral("60000")},
                 {QByteArrayLiteral("upstream_url"), upstreamUrlOf(registration)},
                 {QByteArrayLiteral("uris"), joinedList(registration.paths)}});
    return form;
}

QByteArray bodyOf(const Registration &registration)
{
    if (registration.library == Library::Go) {
        QByteArrayList parts;
        for (const auto &[key, value] : goForm(registration))
            parts.append(key + '=' + escaped(value));
        return parts.join('&');
    }
    // As Python's json.dumps writes it: ASCII, a blank after each comma and colon.
    const auto text = [](const QString &value) {
        return QByteArray::fromStdString(json(value.toStdString()).dump(-1, ' ', true));
    };
    return "{\"name\": " + text(registration.name) + ", \"uris\": " + text(joinedList(registration.paths)) + ", \"upstream_url\": "
        + text(upstreamUrlOf(registration)) + '}';
}

QByteArray entityPath(const QString &idOrName)
{
    return UrlPath("/apis/").segment(idOrName).encoded();
}

json listOf(const QStringList &list)
{
    json values = json::array();
    for (const QString &value : list)
        values.push_back(value.toStdString());
    return values;
}

QString idOf(const json &entity)
{
    const auto id = entity.find("id");
    return id != entity.end() && id->is_string() ? QString::fromStdString(id->get<std::string>()) : QString();
}

} // namespace

Registration registrationOf(const kong::Api &api, Library library)
{
    Registration registration;
    registration.library = library == Library::Python ? Library::Python : Library::Go;
    registration.name = api.name;
    registration.paths = api.uris;
    const QUrl url(api.upstreamUrl, QUrl::StrictMode);
    registration.host = url.host();
    registration.port = url.port(url.scheme() == QLatin1String("https") ? 443 : 80);
    if (registration.library == Library::Go) {
        registration.hosts = api.hosts;
        registration.methods = api.methods;
    }
    return registration;
}

Sent sentOf(const Registration &registration, bool exists, const QString &id)
{
    const bool isGo = registration.library == Library::Go;
    Sent sent;
    sent.method = exists ? QByteArrayLiteral("PATCH") : QByteArrayLiteral("POST");
    // The Go library names the object by its id, the Python one by its name.
    sent.path = !exists ? QByteArrayLiteral("/apis/") : entityPath(isGo ? id : registration.name);
    sent.contentType = isGo ? QByteArrayLiteral("application/x-www-form-urlencoded") : QByteArrayLiteral("application/json");
    sent.body = bodyOf(registration);
    return sent;
}

json fieldsOf(const Registration &registration)
{
    json fields = {{"name", registration.name.toStdString()},
                   {"uris", listOf(registration.paths)},
                   {"upstream_url", upstreamUrlOf(registration).toStdString()}};
    if (registration.library != Library::Go)
        return fields;
    if (!registration.hosts.isEmpty())
        fields["hosts"] = listOf(registration.hosts);
    fields["methods"] = registration.methods.isEmpty() ? json() : listOf(registration.methods); // an empty text clears
    fields["http_if_terminated"] = true;
    for (const char *off : {"https_only", "preserve_host", "strip_uri"})
        fields[off] = false;
    fields["retries"] = 5;
    for (const char *time : {"upstream_connect_timeout", "upstream_read_timeout", "upstream_send_timeout"})
        fields[time] = 60'000;
    return fields;
}

Result<Plan> plan(const kongplans::Context &context, const Registration &registration, const QByteArray &seenText)
{
    if (!context.server.apis)
        return fail(ErrorKind::BadRequest, QStringLiteral("kong.no-apis"));
    const json seen = seenText.isEmpty() ? json() : kongjson::parsed(seenText);
    const bool exists = seen.is_object();
    json wanted = exists ? seen : json::object();
    const json fields = fieldsOf(registration);
    for (const auto &[member, value] : fields.items())
        wanted[member] = value;
    if (exists && kongjson::same(seen, wanted))
        return fail(ErrorKind::BadRequest, QStringLiteral("kong.nothing-changed"));
    if (!exists) {
        for (auto member = wanted.begin(); member != wanted.end();)
            member = member->is_null() ? wanted.erase(member) : std::next(member);
    }
    Plan plan;
    plan.id = Plan::newId();
    plan.title = QStringLiteral("kong.register");
    const QString library = kongregistrars::libraryId(registration.library);
    plan.titleArgs = {{QStringLiteral("kind"), kong::kindId(kong::Kind::Api)},
                      {QStringLiteral("name"), registration.name},
                      {QStringLiteral("library"), library}};
    for (const kongguards::Problem &problem :
         kongguards::check(context.server, kong::Kind::Api, seenText, kongjson::pretty(wanted), context.around)) {
        if (problem.refuses)
            return fail(kongguards::errorOf(problem));
        QVariantMap args = problem.args;
        args.insert(QStringLiteral("field"), problem.field);
        plan.notices.append({problem.code, args});
    }
    plan.notices.append({QStringLiteral("kong.registers-as"), {{QStringLiteral("library"), library}}});
    const QString id = exists ? idOf(seen) : registration.name; // the libraries let Kong choose the id
    const Sent sent = sentOf(registration, exists, id);
    Step step;
    step.id = Plan::newId();
    step.handler = KongRegistrationHandler::handlerId();
    step.changes = {{{System::Kong, kong::kindId(kong::Kind::Api), id, registration.name},
                     exists ? kongplans::stateOf(seenText) : EntityState(),
                     {true, kongjson::pretty(wanted), {}}}};
    step.options = {{kBody, QString::fromUtf8(sent.body)},
                    {kContentType, QString::fromLatin1(sent.contentType)},
                    {kPath, QString::fromLatin1(sent.path)}};
    plan.steps = {step};
    return plan;
}

// ---- unregistering

namespace {

void noteReturn(Plan *plan, const kongplans::Context &context, const QList<kongplans::Doomed> &going)
{
    QMap<QString, QStringList> names; // by library
    for (const kongplans::Doomed &one : going) {
        const json entity = kongjson::parsed(one.seen);
        const kongregistrars::Guess guess = kongregistrars::guess(one.kind, idOf(entity), context.around);
        names[kongregistrars::libraryId(guess.library)].append(kongplans::entityOf(one.kind, entity).name);
    }
    for (auto one = names.cbegin(); one != names.cend(); ++one)
        plan->notices.append({QStringLiteral("kong.comes-back"),
                              {{QStringLiteral("names"), one.value()}, {QStringLiteral("library"), one.key()}}});
}

} // namespace

Result<Plan> unregister(const kongplans::Context &context, const QList<kongplans::Doomed> &doomed, const QStringList &routeIds)
{
    QList<kongplans::Doomed> going;
    QList<PlanNotice> stays;
    for (const kongplans::Doomed &one : doomed) {
        if (one.kind != kong::Kind::Service) {
            going.append(one);
            continue;
        }
        std::vector<kong::Route> chosen;
        for (const kong::Route &route : one.cascade.routes) {
            if (routeIds.contains(route.id))
                chosen.push_back(route);
        }
        if (chosen.empty() || chosen.size() == one.cascade.routes.size()) {
            going.append(one);
            continue;
        }
        for (const kong::Route &route : chosen) {
            kongplans::Doomed part{kong::Kind::Route, route.json, {}};
            for (const kong::Plugin &plugin : one.cascade.plugins) {
                if (plugin.scope.routeId == route.id)
                    part.cascade.plugins.push_back(plugin);
            }
            going.append(part);
        }
        stays.append({QStringLiteral("kong.service-stays"),
                      {{QStringLiteral("name"), kongplans::entityOf(one.kind, kongjson::parsed(one.seen)).name},
                       {QStringLiteral("routes"), int(one.cascade.routes.size() - chosen.size())}}});
    }
    Result<Plan> removal = going.size() == 1 ? kongplans::remove(context, going.constFirst()) : kongplans::removeAll(context, going);
    if (!removal)
        return removal;
    removal->title = QStringLiteral("kong.unregister");
    removal->titleArgs.insert(QStringLiteral("count"), int(removal->steps.size()));
    removal->titleArgs.insert(QStringLiteral("chosen"), int(going.size()));
    removal->notices.append(stays);
    removal->notices.append({QStringLiteral("kong.nobody-unregisters"), {}});
    noteReturn(&*removal, context, going);
    return removal;
}

} // namespace kongregistration

// ---- the handler

KongRegistrationHandler::KongRegistrationHandler(kong::KongClient *client) : m_client(client), m_entities(client) {}

RequestPreview KongRegistrationHandler::preview(const Step &step) const
{
    const bool creates = !step.changes.isEmpty() && !step.changes.constFirst().before.exists;
    const auto option = [&step](const QString &name) { return step.options.value(name).toString().toUtf8(); };
    return {creates ? QByteArrayLiteral("POST") : QByteArrayLiteral("PATCH"), option(kongregistration::kPath),
            option(kongregistration::kContentType), option(kongregistration::kBody)};
}

Job<SendResult> *KongRegistrationHandler::send(const Step &step, QObject *parent)
{
    if (!m_client->capabilities())
        return readyJob<SendResult>(parent, fail(ErrorKind::Network, QStringLiteral("kong.not-known-yet")));
    if (const QString &reason = m_client->capabilities()->readOnlyReason; !reason.isEmpty())
        return readyJob<SendResult>(parent, fail(ErrorKind::ReadOnly, reason));
    const RequestPreview wanted = preview(step);
    if (step.changes.size() != 1 || wanted.pathAndQuery.isEmpty() || wanted.body.isEmpty())
        return readyJob<SendResult>(parent, fail(ErrorKind::Internal, {}, QStringLiteral("a registration that cannot be read")));
    HttpRequest request;
    request.method = wanted.method;
    request.path = wanted.pathAndQuery;
    request.contentType = wanted.contentType;
    request.body = wanted.body;
    request.callClass = CallClass::Write;
    return mapJob<SendResult>(parent, m_client->write(request, parent),
                              [](const Result<std::optional<QByteArray>> &entity) -> Result<SendResult> {
                                  if (!entity)
                                      return fail(entity.error());
                                  return SendResult{{*entity ? kongplans::stateOf(**entity) : EntityState()}};
                              });
}

} // namespace mk
