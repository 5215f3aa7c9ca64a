// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/RabbitQueueHandler.h"

#include "net/HttpClient.h"
#include "platform/RabbitPlans.h"

#include <QTimer>

namespace mk {

namespace {

using std::chrono::milliseconds;
constexpr milliseconds betweenReads{500};

Error notOurs()
{
    return Error::make(ErrorKind::Internal, {}, QStringLiteral("a step of RabbitMQ that cannot be read"));
}

std::optional<Change> changeOf(const Step &step)
{
    if (step.changes.size() != 1)
        return std::nullopt;
    const auto [vhost, name] = rabbitmq::namesOfKey(step.changes.constFirst().entity.id);
    if (vhost.isEmpty() || name.isEmpty())
        return std::nullopt;
    return step.changes.constFirst();
}

HttpRequest writeRequest(const Step &step, const Change &change)
{
    const auto [vhost, name] = rabbitmq::namesOfKey(change.entity.id);
    HttpRequest request = rabbitplans::isPurge(change)
        ? rabbitmq::purgeRequest(vhost, name)
        : rabbitmq::deleteQueueRequest(vhost, name, step.options.value(QStringLiteral("ifEmpty")).toBool(),
                                       step.options.value(QStringLiteral("ifUnused")).toBool());
    request.asker = QStringLiteral("plan");
    return request;
}

Job<EntityState> *readState(HttpClient *client, const QString &key, QObject *parent)
{
    const auto [vhost, name] = rabbitmq::namesOfKey(key);
    HttpRequest request = rabbitmq::queueRequest(vhost, name);
    request.expected = {404};
    request.asker = QStringLiteral("plan");
    return mapJob<EntityState>(parent, client->send(request, parent),
                               [](const Result<HttpResponse> &response) -> Result<EntityState> {
                                   if (!response)
                                       return fail(response.error());
                                   if (response->status == 404)
                                       return EntityState();
                                   const Result<rabbitmq::QueueDetail> detail =
                                       rabbitmq::decodeQueueDetail(response->body, false);
                                   if (!detail)
                                       return fail(detail.error());
                                   return rabbitplans::stateOf(detail->queue);
                               });
}

} // namespace

// The request, and after it the wait for samples that know of it.
class RabbitQueueHandler::Send final : public Job<SendResult>
{
public:
    Send(HttpClient *client, const Step &step, const Change &change, milliseconds longest, QObject *parent)
        : Job<SendResult>(parent)
        , m_client(client)
        , m_change(change)
        , m_request(writeRequest(step, change))
        , m_readsLeft(int(longest / betweenReads))
    {
        start();
    }

protected:
    void onStart() override
    {
        await(m_client->send(m_request, this), [this](const Result<HttpResponse> &response) {
            if (!response && !response.error().mayHaveBeenDone) {
                finishError(response.error());
                return;
            }
            if (!response)
                m_lost = response.error();
            if (rabbitplans::isPurge(m_change))
                look();
            else
                end(EntityState()); // a deletion is seen at once
        });
    }

private:
    void look()
    {
        if (!m_client) {
            end(std::nullopt);
            return;
        }
        await(readState(m_client, m_change.entity.id, this), [this](const Result<EntityState> &now) {
            const auto before = rabbitplans::figuresOf(m_change.before).ready;
            const auto left = now ? rabbitplans::figuresOf(*now).ready : std::nullopt;
            const bool moved = now && (!now->exists || (left && before && *left < *before));
            if (moved || m_readsLeft-- <= 0)
                end(now ? std::optional<EntityState>(*now) : std::nullopt);
            else
                QTimer::singleShot(betweenReads, this, [this] {
                    if (mayEnd())
                        look();
                });
        });
    }

    void end(const std::optional<EntityState> &now)
    {
        if (m_lost)
            finishError(*m_lost); // whether it was done is settled by reading
        else
            finish(SendResult{{now.value_or(m_change.after)}});
    }

    QPointer<HttpClient> m_client;
    Change m_change;
    HttpRequest m_request;
    int m_readsLeft;
    std::optional<Error> m_lost;
};

RabbitQueueHandler::RabbitQueueHandler(HttpClient *client) : m_client(client) {}

RequestPreview RabbitQueueHandler::preview(const Step &step) const
{
    const std::optional<Change> change = changeOf(step);
    if (!change)
        return {};
    const HttpRequest request = writeRequest(step, *change);
    return {request.method, request.path, request.contentType, request.body};
}

Job<QList<EntityState>> *RabbitQueueHandler::read(const Step &step, QObject *parent)
{
    const std::optional<Change> change = changeOf(step);
    if (!change || !m_client)
        return readyJob<QList<EntityState>>(parent, fail(change ? Error::cancelled() : notOurs()));
    return mapJob<QList<EntityState>>(parent, readState(m_client, change->entity.id, parent),
                                      [](const Result<EntityState> &state) -> Result<QList<EntityState>> {
                                          if (!state)
                                              return fail(state.error());
                                          return QList<EntityState>{*state};
                                      });
}

Job<SendResult> *RabbitQueueHandler::send(const Step &step, QObject *parent)
{
    const std::optional<Change> change = changeOf(step);
    if (!change || !m_client)
        return readyJob<SendResult>(parent, fail(change ? Error::cancelled() : notOurs()));
    return new Send(m_client, step, *change, m_longest, parent);
}

bool RabbitQueueHandler::sameAsBefore(const Change &change, const EntityState &now) const
{
    if (change.before.exists != now.exists)
        return false;
    if (!now.exists)
        return true;
    const rabbitplans::Figures shown = rabbitplans::figuresOf(change.before);
    const rabbitplans::Figures found = rabbitplans::figuresOf(now);
    if (shown.consumers == 0 && found.consumers.value_or(0) > 0)
        return false; // somebody has begun to read what was left lying
    const rabbitplans::Limits limits = rabbitplans::limitsOf(change.before);
    if (!rabbitplans::isPurge(change))
        return found.ready.value_or(0) <= limits.most;
    return found.ready && *found.ready >= limits.least && *found.ready <= limits.most;
}

bool RabbitQueueHandler::isAfter(const Change &change, const EntityState &now) const
{
    if (change.after.exists != now.exists)
        return false;
    if (!now.exists)
        return true;
    // What has come in since counts already.
    const auto before = rabbitplans::figuresOf(change.before).ready;
    const auto left = rabbitplans::figuresOf(now).ready;
    return left && (*left == 0 || (before && *left < *before));
}

QList<Step> RabbitQueueHandler::inverse(const Step &, const SendResult &) const
{
    return {};
}

} // namespace mk
