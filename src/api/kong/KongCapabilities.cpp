// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/kong/KongCapabilities.h"

#include "api/kong/KongDecode.h"
#include "api/kong/KongDialect.h"
#include "core/Json.h"
#include "net/HttpErrors.h"
#include "net/UrlPath.h"

namespace mk::kong {

namespace {

class CapabilitiesJob final : public Job<Capabilities>
{
public:
    CapabilitiesJob(HttpClient *http, NodeFacts node, QObject *parent)
        : Job<Capabilities>(parent), m_http(http), m_node(std::move(node))
    {
        start();
    }

protected:
    void onStart() override
    {
        m_found.version = m_node.version;
        m_found.plugins = m_node.plugins;
        m_found.plugins.sort();
        m_found.pluginPriorities = m_node.pluginPriorities;
        if (m_node.role == QLatin1String("data_plane"))
            m_found.readOnlyReason = QStringLiteral("kong.data-plane");
        else if (m_node.database == QLatin1String("off"))
            m_found.readOnlyReason = QStringLiteral("kong.db-less");
        askList("apis", &Capabilities::apis);
        askList("services", &Capabilities::services);
        for (const Kind kind : {Kind::CaCertificate, Kind::Vault, Kind::Key, Kind::KeySet})
            askCollection(kind);
        ask(getOf("/plugins?size=1"), [this](const HttpResponse &response) {
            noteDenied("plugins", response);
            // One list tells its total, the other where the next page is.
            if (response.status == 200)
                m_found.oldPlugins = pageHead(response.body).value_or(PageHead()).total.has_value();
        });
        ask(entitySchemaRequest(Kind::Route), [this](const HttpResponse &response) { takeRoutes(response); });
        ask(entitySchemaRequest(Kind::Service), [this](const HttpResponse &response) {
            m_found.serviceFields = fieldsOf(response);
            m_found.serviceDefaults = defaultsOf(response);
            m_found.serviceEnabled = m_found.serviceFields.contains(QLatin1String("enabled"));
        });
        ask(entitySchemaRequest(Kind::Plugin), [this](const HttpResponse &response) {
            m_found.instanceNames = fieldsOf(response).contains(QLatin1String("instance_name"));
        });
        const QString plugin = m_found.plugins.value(0, QStringLiteral("key-auth"));
        HttpRequest schema;
        schema.path = UrlPath("/schemas/plugins/").segment(plugin).encoded();
        ask(schema, [this](const HttpResponse &response) { m_found.pluginSchemas = response.status == 200; });
        // An empty service is refused where the server looks at it at all.
        ask(validateRequest(Kind::Service, nlohmann::json::object()), [this](const HttpResponse &response) {
            m_found.validates = response.status == 200 || response.status == 400;
        });
    }

private:
    static HttpRequest getOf(const QByteArray &path)
    {
        HttpRequest request;
        request.path = path;
        return request;
    }

    template <class F>
    void ask(HttpRequest request, F &&take)
    {
        request.expected = {400, 401, 403, 404, 405, 415, 500, 501};
        request.asker = QStringLiteral("capabilities");
        ++m_open;
        await(m_http->send(request, this), [this, take = std::forward<F>(take)](const Result<HttpResponse> &response) {
            if (response) {
                m_answered = true;
                take(*response);
            } else if (!m_error) {
                m_error = response.error();
            }
            if (--m_open == 0)
                end();
        });
    }

    void askList(const char *name, bool Capabilities::*there)
    {
        UrlPath path("/");
        path.literal(name).query("size", QStringLiteral("1"));
        HttpRequest request;
        request.path = path.encoded();
        ask(request, [this, name, there](const HttpResponse &response) {
            noteDenied(name, response);
            m_found.*there = (response.status == 200 && pageHead(response.body)) || response.status == 401
                || response.status == 403;
        });
    }

    void askCollection(Kind kind)
    {
        ask(getOf(collectionPath(kind) + "?size=1"), [this, kind](const HttpResponse &response) {
            if ((response.status == 200 && pageHead(response.body)) || response.status == 401 || response.status == 403)
                m_found.collections.append(kindId(kind));
        });
    }

    void noteDenied(const char *name, const HttpResponse &response)
    {
        if (response.status != 401 && response.status != 403)
            return;
        m_found.denied[QLatin1String(name)] =
            response.status == 401 ? QStringLiteral("unauthorised") : QStringLiteral("forbidden");
        m_deniedAnswer = response;
    }

    static QStringList fieldsOf(const HttpResponse &response)
    {
        return response.status == 200 ? decodeSchemaFields(response.body).value_or(QStringList()) : QStringList();
    }

    static QByteArray defaultsOf(const HttpResponse &response)
    {
        return response.status == 200 ? decodeSchemaDefaults(response.body) : QByteArray();
    }

    void takeRoutes(const HttpResponse &response)
    {
        m_found.routeFields = fieldsOf(response);
        m_found.routeDefaults = defaultsOf(response);
        m_found.entitySchemas = !m_found.routeFields.isEmpty();
        m_found.routeNames = m_found.routeFields.contains(QLatin1String("name"));
        m_found.tags = m_found.routeFields.contains(QLatin1String("tags"));
        m_found.hostPorts = m_found.entitySchemas;
        // The pattern of a path names the prefix of regular expressions where there is one.
        m_found.plainPathRegex = !m_found.entitySchemas || !response.body.contains("~/");
    }

    void end()
    {
        if (!m_answered) {
            finishError(m_error.value_or(Error::cancelled()));
            return;
        }
        const auto isDenied = [this](const char *name) { return m_found.denied.count(QLatin1String(name)) > 0; };
        if (isDenied("services") && (isDenied("apis") || !m_found.apis) && m_deniedAnswer) {
            Error error = errorFromAnswer(System::Kong, *m_deniedAnswer);
            error.endpoint = m_http->endpoint().hostPort();
            error.request = QStringLiteral("GET /services");
            error.serverMessage = m_http->redactor().text(error.serverMessage);
            finishError(error);
            return;
        }
        // An answer that never came may not be taken for "not there".
        if (m_error) {
            finishError(*m_error);
            return;
        }
        m_found.collections.sort(); // answers come in any order
        finish(m_found);
    }

    HttpClient *m_http;
    NodeFacts m_node;
    Capabilities m_found;
    int m_open = 0;
    bool m_answered = false;
    std::optional<Error> m_error;
    std::optional<HttpResponse> m_deniedAnswer;
};

} // namespace

Job<Capabilities> *findCapabilities(HttpClient *http, const NodeFacts &node, QObject *parent)
{
    return new CapabilitiesJob(http, node, parent);
}

} // namespace mk::kong
