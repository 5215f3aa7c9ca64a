// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/kong/KongFill.h"

#include <QStringList>

#include <array>
#include <random>

namespace mk::demo {

namespace {

using nlohmann::json;

struct StockService
{
    const char *name;   // on Kong
    const char *consul; // the host is that name below service.consul
    const char *uris;
};

// github.com/Microkubes/microkubes, docker/config and kubernetes/manifests: the names on Kong and in Consul differ.
constexpr std::array kStock{
    StockService{"microservice-user", "microservice-user", "/users"},
    StockService{"user-profile-microservice", "microservice-user-profile", "/profiles"},
    StockService{"registration-microservice", "microservice-registration", "/users/register"},
    StockService{"apps-management-microservice", "microservice-apps-management", "/apps"},
    StockService{"identity-provider-microservice", "identity-provider", "/saml"},
    StockService{"oauth2-auth-server", "authorization-server", "/oauth2,/auth"},
    StockService{"jwt-issuer", "jwt-issuer", "/jwt"},
};

QByteArray urlOf(const StockService &service)
{
    return "http://" + QByteArray(service.consul) + ".service.consul:8080";
}

// The Admin API answers at once, as everything in this program does.
bool post(KongNode *node, HttpService *admin, const QByteArray &path, const QByteArray &type, const QByteArray &body, json *answer, QString *why)
{
    Request request;
    request.method = "POST";
    request.target = path;
    request.headers = {{QByteArray("Host"), "127.0.0.1:" + QByteArray::number(node->adminPort)},
                       {QByteArray("Content-Type"), type},
                       {QByteArray("Content-Length"), QByteArray::number(body.size())}};
    request.body = body;
    request.peer = QHostAddress(QHostAddress::LocalHost);
    Reply reply{0, {}, {}};
    admin->handle(request, [&reply](Reply given) { reply = std::move(given); });
    *answer = json::parse(reply.body.begin(), reply.body.end(), nullptr, false);
    if (reply.status == 201 && answer->is_object())
        return true;
    *why = QStringLiteral("POST %1 was answered with %2: %3").arg(QString::fromUtf8(path)).arg(reply.status).arg(QString::fromUtf8(reply.body));
    return false;
}

bool post(KongNode *node, HttpService *admin, const QByteArray &path, const json &body, json *answer, QString *why)
{
    return post(node, admin, path, "application/json", QByteArray::fromStdString(body.dump()), answer, why);
}

// As the Go package of Microkubes registers a service: keys sorted, an empty list of methods.
QByteArray apiForm(const StockService &service)
{
    const QByteArray uris = QByteArray(service.uris).toPercentEncoding();
    return "http_if_terminated=true&https_only=false&methods=&name=" + QByteArray(service.name)
           + "&preserve_host=false&retries=5&strip_uri=false&upstream_connect_timeout=60000&upstream_read_timeout=60000"
             "&upstream_send_timeout=60000&upstream_url="
           + urlOf(service).toPercentEncoding() + "&uris=" + uris;
}

std::string madeUpId(std::mt19937_64 *random)
{
    QByteArray bytes;
    for (int i = 0; i < 2; ++i) {
        const quint64 word = (*random)();
        bytes.append(reinterpret_cast<const char *>(&word), sizeof word);
    }
    bytes[6] = char((bytes[6] & 0x0f) | 0x40);
    bytes[8] = char((bytes[8] & 0x3f) | 0x80);
    return QUuid::fromRfc4122(bytes).toString(QUuid::WithoutBraces).toStdString();
}

std::string numbered(const char *prefix, int number)
{
    return prefix + QStringLiteral("%1").arg(number, 6, 10, QLatin1Char('0')).toStdString();
}

} // namespace

bool fillStockPlatform(KongNode *node, HttpService *admin, QString *why)
{
    json answer;
    for (const StockService &service : kStock) {
        if (node->isOld()) {
            if (!post(node, admin, "/apis/", "application/x-www-form-urlencoded", apiForm(service), &answer, why))
                return false;
            continue;
        }
        // As the Java package does on newer versions.
        json paths = json::array();
        for (const QByteArray &path : QByteArray(service.uris).split(','))
            paths.push_back(path.toStdString());
        const json entity{{"name", service.name}, {"url", urlOf(service).toStdString()}, {"retries", 5},
                          {"connect_timeout", 60000}, {"read_timeout", 60000}, {"write_timeout", 60000}};
        if (!post(node, admin, "/services", entity, &answer, why)
            || !post(node, admin, "/services/" + QByteArray(service.name) + "/routes",
                     json{{"paths", paths}, {"strip_path", false}, {"preserve_host", false}, {"protocols", {"http", "https"}}}, &answer, why))
            return false;
    }
    // The start-up script of the image: curl localhost:8001/plugins -d name=prometheus
    return post(node, admin, "/plugins", "application/x-www-form-urlencoded", "name=prometheus", &answer, why);
}

bool addApi(KongNode *node, HttpService *admin, const QByteArray &name, const QByteArray &uris, const QByteArray &upstreamUrl, QString *why)
{
    json answer;
    if (node->isOld())
        return post(node, admin, "/apis/", json{{"name", name.toStdString()}, {"uris", uris.toStdString()}, {"upstream_url", upstreamUrl.toStdString()}}, &answer, why);
    return post(node, admin, "/services", json{{"name", name.toStdString()}, {"url", upstreamUrl.toStdString()}}, &answer, why)
           && post(node, admin, "/services/" + name + "/routes", json{{"paths", {uris.toStdString()}}}, &answer, why);
}

bool fillMany(KongNode *node, HttpService *admin, const QString &kind, int count, QString *why)
{
    if (count <= 0)
        return true;
    const bool services = kind == QLatin1String("services");
    std::mt19937_64 random(kind == QLatin1String("routes") ? 4712 : 4711); // two kinds that both bring routes: other ids
    json first;
    json firstRoute;
    if (services || kind == QLatin1String("routes")) {
        // Services and routes may both be asked for: the first service is of both.
        const KongTables::Row *there = node->tables.findBy("services", "name", numbered("service-", 0));
        if (there)
            first = *there;
        if ((!there && !post(node, admin, "/services", json{{"name", numbered("service-", 0)}, {"url", "http://service-000000.example:8080/base"}}, &first, why))
            || !post(node, admin, "/services/" + QByteArray::fromStdString(numbered("service-", 0)) + "/routes",
                     json{{"paths", {"/filled/000000"}}}, &firstRoute, why))
            return false;
    } else if (kind == QLatin1String("apis")) {
        if (!post(node, admin, "/apis", json{{"name", numbered("api-", 0)}, {"uris", "/filled/000000"}, {"upstream_url", "http://service-000000.example:8080"}}, &first, why))
            return false;
    } else if (kind == QLatin1String("consumers")) {
        if (!post(node, admin, "/consumers", json{{"username", numbered("consumer-", 0)}}, &first, why))
            return false;
    } else if (kind == QLatin1String("upstreams")) {
        if (!post(node, admin, "/upstreams", json{{"name", numbered("upstream-", 0)}}, &first, why))
            return false;
    } else {
        *why = QStringLiteral("cannot be filled: ") + kind;
        return false;
    }
    const auto copyOf = [node](const char *table, const json &answer) -> json {
        const KongTables::Row *row = node->tables.find(table, answer.value("id", std::string()));
        return row ? *row : json();
    };
    const json route = firstRoute.is_object() ? copyOf("routes", firstRoute) : json();
    const std::string table = (services || kind == QLatin1String("routes")) ? "services" : kind.toStdString();
    const json model = copyOf(table.c_str(), first);
    if (!model.is_object() || (firstRoute.is_object() && !route.is_object())) {
        *why = QStringLiteral("what was made is not in the table ") + QString::fromStdString(table);
        return false;
    }
    for (int i = 1; i < count; ++i) {
        const std::string number = numbered("", i);
        json row = model;
        row["id"] = madeUpId(&random);
        if (services) {
            row["name"] = numbered("service-", i);
            row["host"] = "service-" + number + ".example";
        } else if (table == "apis") {
            row["name"] = numbered("api-", i);
            row["uris"] = json::array({"/filled/" + number});
            row["upstream_url"] = "http://service-" + number + ".example:8080";
        } else if (table == "consumers") {
            row["username"] = numbered("consumer-", i);
        } else if (table == "upstreams") {
            row["name"] = numbered("upstream-", i);
        }
        if (route.is_object()) {
            json own = route;
            own["id"] = madeUpId(&random);
            own["paths"] = json::array({"/filled/" + number});
            if (services)
                own["service"] = {{"id", row["id"]}};
            node->tables.put("routes", std::move(own));
        }
        if (kind != QLatin1String("routes"))
            node->tables.put(table, std::move(row));
    }
    return true;
}

bool parseFill(const QString &text, QList<QPair<QString, int>> *fill, QString *why)
{
    for (const QString &part : text.split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        bool ok = false;
        const int count = part.section(QLatin1Char('='), 1).toInt(&ok);
        if (!ok || count < 0 || count > 1'000'000) {
            *why = QStringLiteral("KIND=NUMBER is expected, not ") + part;
            return false;
        }
        fill->append({part.section(QLatin1Char('='), 0, 0).trimmed(), count});
    }
    return true;
}

} // namespace mk::demo
