// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/SystemCounts.h"

#include "api/consul/ConsulClient.h"
#include "api/prometheus/PrometheusInfo.h"
#include "api/prometheus/PrometheusQuery.h"
#include "api/rabbitmq/RabbitMqInfo.h"
#include "core/Json.h"
#include "core/JsonRead.h"
#include "net/HttpClient.h"
#include "net/UrlPath.h"

namespace mk {

namespace {

const QString kCount = QStringLiteral("count");

// One list of Kong, page after page. 0.14's older lists tell their total at once; newer ones have to be walked through.
class KongCount final : public Job<qint64>
{
public:
    KongCount(HttpClient *client, const QString &entity, QObject *parent)
        : Job<qint64>(parent)
        , m_client(client)
        , m_entity(entity)
    {
        start();
    }

protected:
    void onStart() override { ask(QString()); }

private:
    void ask(const QString &offset)
    {
        UrlPath path("/");
        path.segment(m_entity).query("size", QStringLiteral("1000"));
        if (!offset.isEmpty())
            path.query("offset", offset);
        HttpRequest request;
        request.path = path.encoded();
        request.callClass = CallClass::List;
        request.asker = kCount;
        awaitValue(m_client->send(request, this), [this](const HttpResponse &response) { take(response.body); });
    }

    void take(const QByteArray &body)
    {
        Result<nlohmann::json> page = parseJson(body);
        if (!page) {
            finishError(page.error());
            return;
        }
        if (!page->is_object() || !page->contains("data")) {
            finishError(unreadableShape(QStringLiteral("a list without data")));
            return;
        }
        JsonFields fields(*page, "page");
        if (fields.has("total")) {
            const qint64 total = fields.signedNumber("total");
            if (fields.error())
                finishError(*fields.error());
            else
                finish(total);
            return;
        }
        m_count += qint64((*page)["data"].size()); // an empty list may be written as {}
        const QString offset = fields.string("offset");
        if (fields.error())
            finishError(*fields.error());
        else if (offset.isEmpty() || offset == m_lastOffset) // the same page again would never end
            finish(m_count);
        else
            ask(m_lastOffset = offset);
    }

    HttpClient *m_client;
    QString m_entity;
    QString m_lastOffset;
    qint64 m_count = 0;
};

class CountJob final : public Job<EntityCounts>
{
public:
    CountJob(HttpClient *client, QObject *parent) : Job<EntityCounts>(parent), m_client(client) { start(); }

protected:
    void onStart() override
    {
        switch (m_client->endpoint().system) {
        case System::Consul:
            countConsul();
            break;
        case System::Kong:
            countKong(0);
            break;
        case System::RabbitMq:
            countRabbitMq();
            break;
        case System::Prometheus:
            countPrometheus();
            break;
        }
    }

private:
    void add(const char *name, qint64 count) { m_counts.append({QLatin1String(name), count}); }
    void add(const char *name, const std::optional<qint64> &count)
    {
        if (count)
            add(name, *count);
    }
    void end() { finish(std::move(m_counts)); }

    void countConsul()
    {
        auto *consul = new consul::ConsulClient(m_client, this);
        await(consul->registry(this), [this, consul](const Result<consul::Answer<consul::Registry>> &registry) {
            if (registry) {
                add("services", qint64(registry->value.services.size()));
                add("instances", qint64(registry->value.instances.size()));
                add("nodes", qint64(registry->value.nodes.size()));
            }
            await(consul->keys(QString(), QString(), this),
                  [this](const Result<consul::Answer<std::vector<QString>>> &keys) {
                      if (keys)
                          add("keys", qint64(keys->value.size()));
                      end();
                  });
        });
    }

    void countKong(qsizetype index)
    {
        static const QStringList entities{QStringLiteral("services"),  QStringLiteral("routes"),
                                          QStringLiteral("apis"),      QStringLiteral("consumers"),
                                          QStringLiteral("plugins"),   QStringLiteral("upstreams")};
        if (index == entities.size()) {
            end();
            return;
        }
        const QString &entity = entities.at(index);
        await(static_cast<Job<qint64> *>(new KongCount(m_client, entity, this)),
              [this, entity, index](const Result<qint64> &count) {
                  if (count)
                      m_counts.append({entity, *count});
                  countKong(index + 1);
              });
    }

    void countRabbitMq()
    {
        HttpRequest request = rabbitmq::overviewRequest();
        request.asker = kCount;
        await(m_client->send(request, this), [this](const Result<HttpResponse> &response) {
            if (response) {
                if (const Result<rabbitmq::Info> info = rabbitmq::decodeOverview(*response)) {
                    add("queues", info->totals.queues);
                    add("connections", info->totals.connections);
                    add("consumers", info->totals.consumers);
                    add("messagesReady", info->totals.messagesReady);
                }
            }
            end();
        });
    }

    void countPrometheus()
    {
        await(prometheus::fetchTargets(m_client, this), [this](const Result<prometheus::TargetCounts> &targets) {
            if (targets) {
                add("targetsUp", targets->up);
                add("targetsDown", targets->down);
            }
            HttpRequest request = prometheus::figuresRequest();
            request.asker = kCount;
            await(m_client->send(request, this), [this](const Result<HttpResponse> &response) {
                if (response) {
                    const std::map<QString, qint64> figures = prometheus::decodeFigures(*response);
                    for (const char *name : {"series", "alertsFiring"}) {
                        if (const auto figure = figures.find(QLatin1String(name)); figure != figures.end())
                            add(name, figure->second);
                    }
                }
                end();
            });
        });
    }

    HttpClient *m_client;
    EntityCounts m_counts;
};

} // namespace

Job<EntityCounts> *countEntities(HttpClient *client, QObject *parent)
{
    return new CountJob(client, parent);
}

} // namespace mk
