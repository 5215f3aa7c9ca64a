// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/KongNodes.h"

#include "api/kong/KongFields.h"
#include "core/Json.h"
#include "core/JsonRead.h"
#include "core/Redactor.h"

namespace mk::kongnodes {

namespace {

using json = nlohmann::ordered_json;

constexpr std::chrono::milliseconds kRootFor = std::chrono::minutes(1);

class NodeJob final : public Job<KongNodeRecord>
{
public:
    NodeJob(konghealth::Node node, std::shared_ptr<RootCache> cache, std::chrono::milliseconds now, QObject *parent)
        : Job<KongNodeRecord>(parent), m_node(std::move(node)), m_cache(std::move(cache)), m_now(now)
    {
        start();
    }

protected:
    void onStart() override
    {
        if (!m_node.client) {
            finishError(Error::cancelled());
            return;
        }
        m_record.endpointId = m_node.endpointId;
        m_record.node = m_node.client->endpoint().hostPort();
        ask(kong::statusRequest(), [this](const Result<HttpResponse> &response) {
            const Result<kong::Status> status =
                response ? kong::decodeStatus(*response) : Result<kong::Status>(fail(response.error()));
            if (!status) {
                m_record.error = status.error();
                finish(m_record);
                return;
            }
            m_record.statusJson = response->body;
            m_status = *status;
            readRoot();
        });
    }

private:
    template <class F>
    void ask(HttpRequest request, F &&take)
    {
        request.asker = QStringLiteral("nodes");
        await(m_node.client->send(std::move(request), this), std::forward<F>(take));
    }

    void readRoot()
    {
        const auto known = m_cache->entries.constFind(m_record.endpointId);
        if (known != m_cache->entries.constEnd() && m_now - known->readAt < kRootFor) {
            takeRoot(known->body);
            return;
        }
        if (!m_node.client) {
            finishError(Error::cancelled());
            return;
        }
        ask(kong::infoRequest(), [this](const Result<HttpResponse> &response) {
            if (!response) {
                m_record.error = response.error();
                finish(m_record);
                return;
            }
            m_cache->entries.insert(m_record.endpointId, {m_now, response->body});
            takeRoot(response->body);
        });
    }

    void takeRoot(const QByteArray &body)
    {
        HttpResponse response;
        response.status = 200;
        response.body = body;
        const Result<kong::Info> info = kong::decodeInfo(response);
        if (!info) {
            m_record.error = info.error();
            finish(m_record);
            return;
        }
        m_record.rootJson = body;
        m_record.info = *info;
        m_record.info.status = m_status;
        const json root = json::parse(body.cbegin(), body.cend(), nullptr, false);
        if (root.is_object() && root.contains("configuration") && root["configuration"].is_object()) {
            const auto level = root["configuration"].find("log_level");
            if (level != root["configuration"].end() && level->is_string())
                m_record.logLevel = QString::fromStdString(level->get<std::string>());
        }
        if (!m_node.client) {
            finish(m_record);
            return;
        }
        // From 3.0 on it can be changed while the node runs.
        HttpRequest request;
        request.path = QByteArrayLiteral("/debug/node/log-level");
        request.expected = {404, 405};
        ask(request, [this](const Result<HttpResponse> &answer) {
            const Result<nlohmann::json> told = answer && answer->status == 200
                ? parseJson(answer->body)
                : Result<nlohmann::json>(fail(ErrorKind::NotFound));
            if (told && told->is_object()) { // "log level: notice"
                const QString message = kong::text(*told, "message");
                if (const qsizetype colon = message.lastIndexOf(QLatin1Char(':')); colon >= 0)
                    m_record.logLevel = message.mid(colon + 1).trimmed();
            }
            finish(m_record);
        });
    }

    konghealth::Node m_node;
    std::shared_ptr<RootCache> m_cache;
    std::chrono::milliseconds m_now;
    KongNodeRecord m_record;
    kong::Status m_status;
};

QString textOf(const json &value)
{
    return value.is_string() ? QString::fromStdString(value.get_ref<const std::string &>())
                             : QString::fromStdString(value.dump(-1, ' ', false, json::error_handler_t::replace));
}

bool isFlatList(const json &value)
{
    return value.is_array() && std::all_of(value.begin(), value.end(), [](const json &one) { return one.is_primitive(); });
}

void addSettings(const QString &path, const std::string &name, const json &value, std::vector<Setting> *into)
{
    static const Redactor redactor;
    if (value.is_object() && !value.empty()) {
        for (const auto &[member, inner] : value.items())
            addSettings(path.isEmpty() ? QString::fromStdString(member) : path + QLatin1Char('.') + QString::fromStdString(member), member,
                        inner, into);
        return;
    }
    const bool secret = redactor.isSecretName(QString::fromStdString(name)) && !value.is_boolean() && !value.is_null();
    if (isFlatList(value)) {
        QStringList texts;
        for (const json &one : value)
            texts.append(textOf(one));
        into->push_back({path, secret ? Redactor::mask() : texts.join(QStringLiteral(", "))});
        return;
    }
    into->push_back({path, secret ? Redactor::mask() : value.is_null() ? QString() : textOf(value)});
}

} // namespace

Job<std::vector<KongNodeRecord>> *read(const QList<konghealth::Node> &nodes, const std::shared_ptr<RootCache> &cache,
                                       std::chrono::milliseconds now, QObject *parent)
{
    std::vector<Job<KongNodeRecord> *> jobs;
    for (const konghealth::Node &node : nodes) {
        if (node.client)
            jobs.push_back(new NodeJob(node, cache, now, parent));
    }
    using Rows = std::vector<KongNodeRecord>;
    if (jobs.empty())
        return readyJob<Rows>(parent, fail(ErrorKind::Network, QStringLiteral("kong.no-node")));
    return mapJob<Rows>(parent, new JoinJob<KongNodeRecord>(parent, std::move(jobs), JoinPolicy::WaitForAll),
                        [](const Result<std::vector<Result<KongNodeRecord>>> &results) -> Result<Rows> {
                            if (!results)
                                return fail(results.error());
                            Rows rows;
                            for (const Result<KongNodeRecord> &one : *results) {
                                if (one)
                                    rows.push_back(*one);
                            }
                            return rows;
                        });
}

std::vector<Setting> settingsOf(const QByteArray &text)
{
    const json document = json::parse(text.cbegin(), text.cend(), nullptr, false);
    std::vector<Setting> settings;
    if (document.is_object())
        addSettings({}, {}, document, &settings);
    return settings;
}

} // namespace mk::kongnodes
