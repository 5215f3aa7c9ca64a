// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/KongRegistrars.h"

#include "platform/ConsulHost.h"

#include <QUrl>

#include <algorithm>
#include <iterator>

namespace mk::kongregistrars {

namespace {

// Also where the domain is misspelt as in the official guide.
QString consulServiceOf(const QString &host)
{
    const consulhost::ConsulHost meant = consulhost::parse(host);
    return meant.namesService() ? meant.name : QString();
}

bool is(const std::optional<qint64> &value, qint64 wanted)
{
    return value == wanted;
}

constexpr qint64 libraryTimeout = 60'000; // all three write these, and they are Kong's own defaults
constexpr qint64 libraryRetries = 5;

} // namespace

QString libraryId(Library library)
{
    switch (library) {
    case Library::None:
        break;
    case Library::Go:
        return QStringLiteral("go");
    case Library::Python:
        return QStringLiteral("python");
    case Library::JavaV0:
        return QStringLiteral("java-v0");
    case Library::JavaV2:
        return QStringLiteral("java-v2");
    }
    return {};
}

Guess guess(const kong::Api &api, const std::vector<kong::Plugin> &plugins)
{
    Guess guess;
    const QUrl url(api.upstreamUrl);
    guess.consulService = consulServiceOf(url.host());
    // Anybody may have made an object by hand; only the address in Consul's domain speaks for a service of the platform.
    if (guess.consulService.isEmpty())
        return guess;
    guess.evidence.append(QStringLiteral("consul-host"));
    const bool defaults = is(api.retries, libraryRetries) && is(api.connectTimeout, libraryTimeout)
        && is(api.sendTimeout, libraryTimeout) && is(api.readTimeout, libraryTimeout) && api.preserveHost == false
        && api.httpsOnly == false && api.httpIfTerminated == false;
    if (defaults)
        guess.evidence.append(QStringLiteral("plain-defaults"));
    if (api.stripUri == false) {
        guess.evidence.append(QStringLiteral("strip-off"));
        guess.library = Library::Go;
        return guess;
    }
    guess.evidence.append(QStringLiteral("strip-default"));
    // The Java library writes the same fields with the same values; its plugins tell it from the Python one.
    if (!plugins.empty()) {
        guess.evidence.append(QStringLiteral("has-plugins"));
        guess.library = Library::JavaV0;
    } else if (defaults && api.methods.isEmpty() && api.hosts.isEmpty()) {
        guess.library = Library::Python;
    }
    return guess;
}

Guess guess(const kong::Service &service, const std::vector<kong::Route> &routes)
{
    Guess guess;
    guess.consulService = consulServiceOf(service.host);
    if (guess.consulService.isEmpty() || service.name.isEmpty() || routes.empty())
        return guess;
    guess.evidence = QStringList{QStringLiteral("consul-host"), QStringLiteral("url-service")};
    const kong::Route &first = routes.front();
    const bool bothProtocols = first.protocols.size() == 2 && first.protocols.contains(QLatin1String("http"))
        && first.protocols.contains(QLatin1String("https"));
    if (bothProtocols && !first.paths.isEmpty()) {
        guess.evidence.append(QStringLiteral("both-protocols"));
        guess.library = Library::JavaV2;
    }
    return guess;
}

Guess guess(kong::Kind kind, const QString &id, const kongguards::Around &around)
{
    const auto rowOf = [](const auto &rows, const QString &wanted) {
        using Row = typename std::remove_cvref_t<decltype(*rows)>::value_type;
        if (rows && !wanted.isEmpty()) {
            for (const Row &row : *rows) {
                if (row.id == wanted)
                    return &row;
            }
        }
        return static_cast<const Row *>(nullptr);
    };
    if (kind == kong::Kind::Api) {
        const kong::Api *api = rowOf(around.apis, id);
        if (!api)
            return {};
        std::vector<kong::Plugin> plugins;
        if (around.plugins)
            std::copy_if(around.plugins->begin(), around.plugins->end(), std::back_inserter(plugins),
                         [&id](const kong::Plugin &plugin) { return plugin.scope.apiId == id; });
        return guess(*api, plugins);
    }
    if ((kind != kong::Kind::Service && kind != kong::Kind::Route) || !around.routes)
        return {};
    const kong::Route *route = kind == kong::Kind::Route ? rowOf(around.routes, id) : nullptr;
    const QString serviceId = kind == kong::Kind::Service ? id : route ? route->serviceId : QString();
    const kong::Service *service = rowOf(around.services, serviceId);
    if (!service)
        return {};
    std::vector<kong::Route> routes;
    std::copy_if(around.routes->begin(), around.routes->end(), std::back_inserter(routes),
                 [&serviceId](const kong::Route &one) { return one.serviceId == serviceId; });
    return guess(*service, routes);
}

Undone undoneAtNextStart(Library library, kong::Kind kind, const QStringList &changedFields)
{
    QStringList written;
    Undone undone;
    switch (library) {
    case Library::None:
        break;
    case Library::Go: // PATCHes its whole form; hosts only where they are configured
        if (kind == kong::Kind::Api)
            written = QStringList{QStringLiteral("name"), QStringLiteral("uris"), QStringLiteral("methods"),
                                  QStringLiteral("hosts"), QStringLiteral("upstream_url"), QStringLiteral("strip_uri"),
                                  QStringLiteral("preserve_host"), QStringLiteral("https_only"),
                                  QStringLiteral("http_if_terminated"), QStringLiteral("retries"),
                                  QStringLiteral("upstream_connect_timeout"), QStringLiteral("upstream_send_timeout"),
                                  QStringLiteral("upstream_read_timeout")};
        break;
    case Library::Python:
        if (kind == kong::Kind::Api)
            written = QStringList{QStringLiteral("name"), QStringLiteral("uris"), QStringLiteral("upstream_url")};
        break;
    case Library::JavaV0:
        if (kind == kong::Kind::Api)
            written = QStringList{QStringLiteral("name"), QStringLiteral("uris"), QStringLiteral("upstream_url"),
                                  QStringLiteral("strip_uri"), QStringLiteral("preserve_host"), QStringLiteral("https_only"),
                                  QStringLiteral("http_if_terminated"), QStringLiteral("retries"),
                                  QStringLiteral("upstream_connect_timeout"), QStringLiteral("upstream_send_timeout"),
                                  QStringLiteral("upstream_read_timeout")};
        undone.plugins = kind == kong::Kind::Plugin;
        break;
    case Library::JavaV2:
        if (kind == kong::Kind::Service)
            written = QStringList{QStringLiteral("name"), QStringLiteral("protocol"), QStringLiteral("host"),
                                  QStringLiteral("port"), QStringLiteral("path"), QStringLiteral("retries"),
                                  QStringLiteral("connect_timeout"), QStringLiteral("read_timeout"),
                                  QStringLiteral("write_timeout")};
        else if (kind == kong::Kind::Route)
            written = QStringList{QStringLiteral("paths"), QStringLiteral("preserve_host"), QStringLiteral("strip_path"),
                                  QStringLiteral("protocols")};
        break;
    }
    for (const QString &field : changedFields) {
        if (written.contains(field))
            undone.fields.append(field);
    }
    return undone;
}

} // namespace mk::kongregistrars
