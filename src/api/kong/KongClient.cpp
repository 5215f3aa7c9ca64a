// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/kong/KongClient.h"

#include "api/kong/KongDialect.h"
#include "api/kong/KongErrors.h"
#include "core/Json.h"
#include "core/JsonRead.h"

namespace mk::kong {

namespace {

using nlohmann::json;
using MaybeBytes = std::optional<QByteArray>;

Error noNode()
{
    return Error::make(ErrorKind::Network, QStringLiteral("kong.no-node"));
}

Error notKnownYet()
{
    return Error::make(ErrorKind::Network, QStringLiteral("kong.not-known-yet"));
}

// An entity is an object; anything else that answers with 200 is somebody else.
Result<MaybeBytes> entityOf(const HttpResponse &response, const HttpClient &http)
{
    const Result<json> document = parseJson(response.body);
    std::optional<Error> error;
    if (!document)
        error = document.error();
    else if (!document->is_object())
        error = unreadableShape(QStringLiteral("an entity that is no object"));
    if (!error)
        return MaybeBytes(response.body);
    error->endpoint = http.endpoint().hostPort();
    return fail(*error);
}

} // namespace

KongClient::KongClient(Choose choose, QObject *parent) : QObject(parent), m_choose(std::move(choose)) {}

template <class T>
Job<Listed<T>> *KongClient::list(ListOptions<T> options, QObject *parent)
{
    HttpClient *client = http();
    if (!client)
        return readyJob<Listed<T>>(parent, fail(noNode()));
    if (!m_capabilities)
        return readyJob<Listed<T>>(parent, fail(notKnownYet()));
    if (!m_capabilities->has(options.kind)) {
        Listed<T> none;
        none.rows = std::make_shared<const std::vector<T>>();
        return readyJob<Listed<T>>(parent, none);
    }
    options.old = speaksOld(options.kind, *m_capabilities);
    return new ListJob<T>(client, std::move(options), parent);
}

template Job<Listed<Api>> *KongClient::list(ListOptions<Api>, QObject *);
template Job<Listed<Service>> *KongClient::list(ListOptions<Service>, QObject *);
template Job<Listed<Route>> *KongClient::list(ListOptions<Route>, QObject *);
template Job<Listed<Plugin>> *KongClient::list(ListOptions<Plugin>, QObject *);
template Job<Listed<Consumer>> *KongClient::list(ListOptions<Consumer>, QObject *);
template Job<Listed<Entity>> *KongClient::list(ListOptions<Entity>, QObject *);

Job<MaybeBytes> *KongClient::read(Kind kind, const QString &id, QObject *parent)
{
    QPointer<HttpClient> client(http());
    if (!client)
        return readyJob<MaybeBytes>(parent, fail(noNode()));
    if (kind == Kind::Target && m_capabilities && speaksOld(kind, *m_capabilities))
        return readOldTarget(id, parent);
    HttpRequest request = entityRequest(kind, id);
    request.asker = QStringLiteral("plan");
    return mapJob<MaybeBytes>(parent, client->send(request, parent),
                              [client](const Result<HttpResponse> &response) -> Result<MaybeBytes> {
                                  if (!response)
                                      return fail(response.error());
                                  if (response->status == 404)
                                      return MaybeBytes();
                                  return client ? entityOf(*response, *client) : fail(Error::cancelled());
                              });
}

// 0.14 has no GET of one target: it is looked for among those in use.
Job<MaybeBytes> *KongClient::readOldTarget(const QString &key, QObject *parent)
{
    ListOptions<Entity> options;
    options.kind = Kind::Target;
    options.asker = QStringLiteral("plan");
    options.page = [server = *m_capabilities, upstream = key.section(QLatin1Char('/'), 0, 0)](const QString &offset) {
        return childrenRequest(Kind::Target, Kind::Upstream, upstream, server, offset);
    };
    return mapJob<MaybeBytes>(parent, list<Entity>(std::move(options), parent),
                              [key](const Result<Listed<Entity>> &listed) -> Result<MaybeBytes> {
                                  if (!listed && listed.error().is(ErrorKind::NotFound)) // the upstream is gone
                                      return MaybeBytes();
                                  if (!listed)
                                      return fail(listed.error());
                                  for (const Entity &target : *listed->rows) {
                                      if (target.key() == key)
                                          return MaybeBytes(target.json);
                                  }
                                  return MaybeBytes();
                              });
}

Job<MaybeBytes> *KongClient::write(const HttpRequest &wanted, QObject *parent)
{
    QPointer<HttpClient> client(http());
    if (!client)
        return readyJob<MaybeBytes>(parent, fail(noNode()));
    HttpRequest request = wanted;
    for (const int status : refusalStatuses()) {
        if (!request.expected.contains(status))
            request.expected.append(status);
    }
    request.asker = QStringLiteral("plan");
    const bool goneIsFine = wanted.expected.contains(404); // deletions
    return mapJob<MaybeBytes>(parent, client->send(request, parent),
                              [client, request, goneIsFine](const Result<HttpResponse> &response) -> Result<MaybeBytes> {
                                  if (!response)
                                      return fail(response.error());
                                  if (!client)
                                      return fail(Error::cancelled());
                                  if (response->status == 404 && goneIsFine)
                                      return MaybeBytes();
                                  if (response->status >= 300)
                                      return fail(refusalOf(*response, *client, request));
                                  if (response->status == 204 || request.method == "DELETE")
                                      return MaybeBytes();
                                  return entityOf(*response, *client);
                              });
}

Job<QByteArray> *KongClient::pluginSchema(const QString &plugin, QObject *parent)
{
    HttpClient *client = http();
    if (!client || !m_capabilities)
        return readyJob<QByteArray>(parent, fail(client ? notKnownYet() : noNode()));
    return mapJob<QByteArray>(parent, client->send(pluginSchemaRequest(*m_capabilities, plugin), parent),
                              [](const Result<HttpResponse> &response) -> Result<QByteArray> {
                                  if (!response)
                                      return fail(response.error());
                                  return response->body;
                              });
}

Job<QByteArray> *KongClient::entitySchema(Kind kind, QObject *parent)
{
    HttpClient *client = http();
    if (!client || !m_capabilities)
        return readyJob<QByteArray>(parent, fail(client ? notKnownYet() : noNode()));
    if (!m_capabilities->entitySchemas)
        return readyJob<QByteArray>(parent, fail(ErrorKind::Unsupported, QStringLiteral("kong.no-schemas")));
    return mapJob<QByteArray>(parent, client->send(entitySchemaRequest(kind), parent),
                              [](const Result<HttpResponse> &response) -> Result<QByteArray> {
                                  if (!response)
                                      return fail(response.error());
                                  return response->body;
                              });
}

std::optional<Shape> KongClient::configShape(const QString &plugin) const
{
    const auto found = m_shapes.find(configKey(plugin));
    return found == m_shapes.end() ? std::nullopt : std::optional(found->second);
}

Job<Done> *KongClient::validate(Kind kind, const QByteArray &entityJson, QObject *parent)
{
    QPointer<HttpClient> client(http());
    if (!client || !m_capabilities)
        return readyJob<Done>(parent, fail(client ? notKnownYet() : noNode()));
    if (!m_capabilities->validates)
        return readyJob<Done>(parent, fail(ErrorKind::Unsupported, QStringLiteral("kong.no-validate")));
    const Result<json> entity = parseJson(entityJson);
    if (!entity)
        return readyJob<Done>(parent, fail(entity.error()));
    HttpRequest request = validateRequest(kind, *entity);
    request.expected = refusalStatuses();
    request.asker = QStringLiteral("validate");
    return mapJob<Done>(parent, client->send(request, parent),
                        [client, request](const Result<HttpResponse> &response) -> Result<Done> {
                            if (!response)
                                return fail(response.error());
                            if (!client)
                                return fail(Error::cancelled());
                            if (response->status >= 300)
                                return fail(refusalOf(*response, *client, request));
                            return Done{};
                        });
}

} // namespace mk::kong
