// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/kong/KongList.h"
#include "api/kong/KongTypes.h"
#include "core/Job.h"
#include "net/HttpClient.h"

#include <QObject>

#include <functional>
#include <map>

namespace mk::kong {

// Typed calls to the Admin API of one Kong, which may have several nodes: `choose` names, call by call, the one to ask (the
// first that answers). Jobs are started and belong to the parent given. Without a node they fail with ErrorKind::Network
// "kong.no-node", before the capabilities are known with ErrorKind::Network "kong.not-known-yet". GUI thread.
class KongClient final : public QObject
{
    Q_OBJECT
public:
    using Choose = std::function<HttpClient *()>;
    explicit KongClient(Choose choose, QObject *parent = nullptr);

    HttpClient *http() const { return m_choose(); } // may be null
    const std::optional<Capabilities> &capabilities() const { return m_capabilities; }
    void setCapabilities(const Capabilities &capabilities) { m_capabilities = capabilities; }

    // options.old is filled in here. An empty list where this server has no such collection (Capabilities::has()).
    template <class T>
    Job<Listed<T>> *list(ListOptions<T> options, QObject *parent);

    // The entity as the server told it (JSON); nothing: there is none. id: Entity::key().
    Job<std::optional<QByteArray>> *read(Kind kind, const QString &id, QObject *parent);
    // A write. The value is the entity as the answer has it; nothing where the answer has none (a deletion). Refusals are
    // told in Kong's words: refusalOf().
    Job<std::optional<QByteArray>> *write(const HttpRequest &request, QObject *parent);

    // GET /schemas/plugins/{name}, or the older path: as the server wrote it.
    Job<QByteArray> *pluginSchema(const QString &plugin, QObject *parent);
    Job<QByteArray> *entitySchema(Kind kind, QObject *parent); // Unsupported "kong.no-schemas" where it has none
    // What whoever read a schema found in it: of a plugin's configuration, so that a change sends no more than differs
    // (without it whole members are sent), and of entities.
    void setConfigShape(const QString &plugin, const Shape &shape) { m_shapes[configKey(plugin)] = shape; }
    std::optional<Shape> configShape(const QString &plugin) const;
    void setShape(Kind kind, const Shape &shape) { m_shapes[kindId(kind)] = shape; }
    // All of these: by kindId(), of configurations by configKey().
    const std::map<QString, Shape> &shapes() const { return m_shapes; }
    static QString configKey(const QString &plugin) { return QStringLiteral("plugin/") + plugin; }
    // Lets the server look at an entity without writing it; refusals as of write(). Unsupported "kong.no-validate" where it
    // cannot. Neither foreign keys nor unique names are looked at.
    Job<Done> *validate(Kind kind, const QByteArray &entityJson, QObject *parent);

private:
    Job<std::optional<QByteArray>> *readOldTarget(const QString &key, QObject *parent);

    Choose m_choose;
    std::optional<Capabilities> m_capabilities;
    std::map<QString, Shape> m_shapes;
};

extern template Job<Listed<Api>> *KongClient::list(ListOptions<Api>, QObject *);
extern template Job<Listed<Service>> *KongClient::list(ListOptions<Service>, QObject *);
extern template Job<Listed<Route>> *KongClient::list(ListOptions<Route>, QObject *);
extern template Job<Listed<Plugin>> *KongClient::list(ListOptions<Plugin>, QObject *);
extern template Job<Listed<Consumer>> *KongClient::list(ListOptions<Consumer>, QObject *);
extern template Job<Listed<Entity>> *KongClient::list(ListOptions<Entity>, QObject *);

} // namespace mk::kong
