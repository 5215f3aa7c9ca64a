// SPDX-License-Identifier: GPL-3.0-or-later
// Replays what real servers answered (tests/data/systems) against the simulated Consul, RabbitMQ and Prometheus: each is filled
// as the recorded one was, then every request is sent in the recorded order. Held against the recording: the status, the headers
// that a client looks at, the members and types of the body, the values that requests or the servers' rules determine, the texts
// of errors. What a server makes up or measures (ids, indexes, times, rates, memory) may differ.
//
//   test_demo_replay TestSystemReplay replay:consul-1.8.7
//   MK_REPLAY_FULL=1      print the differences of listed steps, too
//   MK_REPLAY_UPDATE=1    write system-differences.txt again: without what matches now, with what is new; reasons by hand
//
// system-differences.txt: "SYSTEM STEP reason". A difference that is not listed fails, and so does a listed one that is gone.
// Left out of the recordings, because no panel and no fault needs it: of Consul ACLs being on, agent metrics, host and join,
// intentions, CA, configuration entries, prepared queries, discovery chains, snapshots; of RabbitMQ definitions, users, login,
// parameters, feature flags, topic permissions, user limits, its own metrics, alarms, rebalancing, other media types; of
// Prometheus format_query, federation, its own metrics, administration, reload, web pages, a query that times out.
#include "demo/consul/ConsulService.h"
#include "demo/prometheus/PromService.h"
#include "demo/rabbitmq/RabbitService.h"

#include "support/TestMain.h"

#include <QFile>
#include <QRegularExpression>
#include <QTextStream>
#include <QTimer>

#include <map>
#include <memory>
#include <set>

using namespace mk::demo;
using nlohmann::json;

namespace {

const char *const kList = MK_SOURCE_DIR "/tests/demo/system-differences.txt";
const QRegularExpression kMadeUp(QStringLiteral("^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\\d{4}-\\d\\d-\\d\\dT.*)$"));

// Members whose value nobody determines, and those below which nothing is determined.
const std::set<std::string> kMeasured{"CreateIndex", "ModifyIndex", "ContentHash", "LastIndex", "Output", "LTime", "rate", "avg", "avg_rate", "sample", "timestamp", "memory", "reductions",
                                      "uptime", "mem_used", "os_pid", "fd_total", "fd_used", "properties_key", "location", "cluster_name", "activeAt", "globalUrl", "lastError", "erlang_full_version",
                                      "password_hash", "channels", "connections", "peer_port", "connected_at", "lastScrapeDuration", "query"};
const std::set<std::string> kOutline{"Stats", "DebugConfig", "backing_queue_status", "garbage_collection", "client_properties", "applications", "contexts", "listeners", "auth_mechanisms",
                                     "exchange_types", "log_files", "config_files", "message_stats_details", "churn_rates", "metrics_gc_queue_length", "timings", "samples_stats", "db_dir"};
// Of a client that is another one here.
const std::set<std::string> kUntold{"client_properties"};
const std::set<std::string> kExact{"Flags", "LockIndex", "Port", "ServicePort", "LockDelay", "messages", "messages_ready", "consumers", "item_count", "filtered_count", "page", "page_count", "page_size",
                                   "total_count", "message_count", "payload_bytes", "InstanceCount", "ChecksPassing", "ChecksWarning", "ChecksCritical", "OpIndex", "priority", "missing", "port"};


QByteArray bodyOf(const json &step)
{
    if (step.contains("long")) {
        QByteArray body = QByteArray::fromStdString(step["long"][0].get<std::string>());
        body += QByteArray::fromStdString(step["long"][1].get<std::string>()).repeated(step["long"][2].get<int>());
        return body + QByteArray::fromStdString(step["long"][3].get<std::string>());
    }
    const QByteArray text = QByteArray::fromStdString(step.value("body", std::string()));
    return step.value("bodyEncoding", std::string()) == "base64" ? QByteArray::fromBase64(text) : text;
}

// One system, empty.
class System
{
public:
    virtual ~System() = default;
    virtual HttpService *service() = 0;
    virtual void seeded() {}
    virtual bool isLoose(const QString &) const { return false; } // only the outline of the answer is determined
};

class ConsulSystem final : public System
{
public:
    ConsulSystem()
    {
        m_state.nodeName = "node-1";
        m_state.nodeAddress = "127.0.0.1";
        m_state.reset();
    }
    HttpService *service() override { return &m_service; }
    void seeded() override { m_state.setCheck("node-1", "rabbitmq-tcp", "passing", "TCP connect 127.0.0.1:5672: Success"); } // the one check that ran

private:
    ConsulState m_state;
    ConsulService m_service{&m_state};
};

class RabbitSystem final : public System
{
public:
    RabbitSystem()
    {
        m_broker.node = "rabbit@localhost";
        m_broker.clusterName = "rabbit@node-1";
        m_broker.now = [this] { return m_now; };
        m_broker.reset();
    }
    HttpService *service() override { return &m_service; }
    // The publisher and the consumer that ran while it was recorded.
    void seeded() override
    {
        BrokerConnection publisher;
        publisher.name = "127.0.0.1:34094 -> 127.0.0.1:5672";
        publisher.vhost = "shop";
        publisher.host = publisher.peerHost = "127.0.0.1";
        publisher.userProvidedName = "seed publisher";
        BrokerChannel from;
        from.connection = publisher.name;
        from.confirm = true;
        m_broker.connect(publisher, {from});
        BrokerConnection consumer = publisher;
        consumer.name = "127.0.0.1:34100 -> 127.0.0.1:5672";
        consumer.userProvidedName = "seed consumer";
        BrokerChannel to;
        to.connection = consumer.name;
        to.prefetch = 20;
        m_broker.connect(consumer, {to});
        const BrokerConsumer own{"seed-consumer", to.name(), {"shop", "traffic"}, true, 20};
        m_broker.consume(own);
        for (int i = 0; i < 100; ++i) {
            BrokerMessage message;
            message.payload = "x";
            message.properties = json::object();
            message.routingKey = "traffic";
            m_broker.publish("shop", "shop.direct", std::move(message), from.name());
            m_broker.deliver(own);
            m_broker.acknowledge(own, 1);
            m_now += 200;
            m_broker.tick();
        }
    }

private:
    qint64 m_now = 1'795'393'880'000;
    Broker m_broker;
    RabbitService m_service{&m_broker};
};

class PromSystem final : public System
{
public:
    PromSystem()
    {
        m_server.now = [this] { return m_now; };
        m_server.externalLabels.clear();
        const auto text = [](const char *metrics) { return [metrics](const QByteArray &) { return ScrapeAnswer{200, metrics, {}}; }; };
        const auto job = [this](const char *name, const char *target, std::function<ScrapeAnswer(const QByteArray &)> ask) {
            ScrapeJob made;
            made.name = name;
            made.target = target;
            made.ask = std::move(ask);
            m_server.jobs.push_back(made);
        };
        job("consul", "127.0.0.1:8500", text("# HELP consul_raft_apply consul_raft_apply\n# TYPE consul_raft_apply counter\nconsul_raft_apply 5\n# HELP consul_rpc_query consul_rpc_query\n# TYPE consul_rpc_query counter\nconsul_rpc_query 5\n"
                                             "# HELP consul_runtime_alloc_bytes consul_runtime_alloc_bytes\n# TYPE consul_runtime_alloc_bytes gauge\nconsul_runtime_alloc_bytes 5\n"));
        m_server.jobs.back().path = "/v1/agent/metrics";
        job("absent", "127.0.0.1:1", [](const QByteArray &) { return ScrapeAnswer{200, {}, "dial tcp 127.0.0.1:1: connect: connection refused"}; });
        m_server.jobs.back().labels["team"] = "team-0";
        job("prometheus", "127.0.0.1:9090", [this](const QByteArray &) { return ScrapeAnswer{200, m_server.ownMetrics(), {}}; });
        job("rabbitmq", "127.0.0.1:15692", text("# HELP rabbitmq_queues Queues available\n# TYPE rabbitmq_queues gauge\nrabbitmq_queues 27\n"));
        const auto rule = [](const char *name, const char *expression, bool alert, const char *severity, qint64 forMs) {
            PromRule made;
            made.name = name;
            made.expression = expression;
            made.alert = alert;
            made.forMs = forMs;
            if (*severity)
                made.labels["severity"] = severity;
            return made;
        };
        m_server.addGroup("broken-at-run-time", "/srv/stack/prometheus/rules/platform.yml", {rule("bad:many_to_many", "up * on () up", false, "", 0)});
        PromRule down = rule("TargetDown", "up == 0", true, "critical", 0);
        down.annotations = {{"summary", "Target {{ $labels.instance }} of {{ $labels.job }} is down"}, {"description", "value {{ $value }}"}};
        m_server.addGroup("platform", "/srv/stack/prometheus/rules/platform.yml",
                          {rule("job:up:sum", "sum by (job) (up)", false, "", 0), down, rule("WatchesForADay", "up == 1", true, "info", 86'400'000), rule("NeverFires", "vector(1) > 2", true, "warning", 0)});
        for (PromRuleGroup &group : m_server.groups)
            group.interval = 5000;
        for (m_now = 1'795'393'760'990; m_now <= 1'795'393'846'000; m_now += 5000)
            m_server.tick();
        m_now = 1'795'393'846'580;
    }
    HttpService *service() override { return &m_service; }
    bool isLoose(const QString &name) const override
    {
        static const QRegularExpression kLoose(QStringLiteral("^(query-rate|query-quantile|query-topk|query-stats|labels|label-values-names|metadata|metadata-limit|targets-metadata-consul|status-.*)$"));
        return kLoose.match(name).hasMatch();
    }

private:
    qint64 m_now = 0;
    PromServer m_server;
    PromService m_service{&m_server};
};

std::unique_ptr<System> makeSystem(const QString &name)
{
    if (name.startsWith(QLatin1String("consul")))
        return std::make_unique<ConsulSystem>();
    if (name.startsWith(QLatin1String("rabbitmq")))
        return std::make_unique<RabbitSystem>();
    return std::make_unique<PromSystem>();
}

class Comparison
{
public:
    Comparison(std::map<std::string, std::string> *ids, std::map<quint64, quint64> *indexes, bool loose, bool named)
        : m_ids(ids)
        , m_indexes(indexes)
        , m_loose(loose)
        , m_named(named)
    {
    }
    QStringList found;

    void compare(const json &recorded, const json &own, const std::string &place, const std::string &key, bool outline)
    {
        if (kUntold.contains(key))
            return;
        outline = outline || kOutline.contains(key) || m_loose;
        if (recorded.type() != own.type() && !(recorded.is_number() && own.is_number())) {
            report(place, recorded, own);
            return;
        }
        if (recorded.is_object()) {
            members(recorded, own, place, outline);
        } else if (recorded.is_array()) {
            elements(recorded, own, place, key, outline);
        } else if (recorded.is_string()) {
            const std::string a = recorded.get<std::string>();
            const std::string b = own.get<std::string>();
            if (kMadeUp.match(QString::fromStdString(a)).hasMatch() && kMadeUp.match(QString::fromStdString(b)).hasMatch())
                m_ids->emplace(a, b);
            else if (a != b && withOwnIndexes(a) != b && !outline && !kMeasured.contains(key))
                report(place, recorded, own);
        } else if (recorded.is_number()) {
            if (key == "ModifyIndex" || key == "CreateIndex")
                m_indexes->emplace(recorded.get<quint64>(), own.get<quint64>());
            if (kExact.contains(key) && !outline && recorded != own)
                report(place, recorded, own);
        } else if (recorded != own && !outline && !kMeasured.contains(key)) {
            report(place, recorded, own);
        }
    }

private:
    std::string withOwnIndexes(const std::string &text) const
    {
        static const QRegularExpression kIndex(QStringLiteral("current modify index (\\d+)"));
        QString own = QString::fromStdString(text);
        const QRegularExpressionMatch match = kIndex.match(own);
        if (const auto known = match.hasMatch() ? m_indexes->find(match.captured(1).toULongLong()) : m_indexes->end(); known != m_indexes->end())
            own.replace(match.capturedStart(1), match.capturedLength(1), QString::number(known->second));
        return own.toStdString();
    }

    void members(const json &recorded, const json &own, const std::string &place, bool outline)
    {
        if (outline && m_loose && (place.size() > 8 || (place == "/data" && m_named))) {
            // One member stands for all that are named after what is measured.
            if (!recorded.empty() && !own.empty())
                compare(recorded.begin().value(), own.begin().value(), place + "/*", {}, true);
            return;
        }
        for (const auto &[name, value] : recorded.items()) {
            if (!own.contains(name))
                report(place + "/" + name, value, "(absent)");
            else
                compare(value, own[name], place + "/" + name, name, outline);
        }
        for (const auto &[name, value] : own.items()) {
            if (!recorded.contains(name))
                report(place + "/" + name, "(absent)", value);
        }
    }

    static std::string sortKey(const json &element)
    {
        if (!element.is_object())
            return element.dump();
        std::string key;
        for (const char *name : {"Node", "vhost", "user", "labels", "metric", "name", "Name", "ID", "CheckID", "Key", "source", "destination", "destination_type", "routing_key", "instance", "scrapePool", "timestamp"}) {
            if (element.contains(name) && !(element[name].is_string() && kMadeUp.match(QString::fromStdString(element[name].get<std::string>())).hasMatch()))
                key += element[name].dump() + " ";
            if (std::string_view(name) == "Node" && element.contains("Service") && element["Service"].is_object())
                key += element["Service"].value("ID", std::string());
        }
        return key;
    }

    void elements(json recorded, json own, const std::string &place, const std::string &key, bool outline)
    {
        if (outline) {
            if (!recorded.empty() && !own.empty())
                compare(recorded.front(), own.front(), place + "/0", {}, true);
            return;
        }
        if (recorded.size() != own.size()) {
            report(place, std::to_string(recorded.size()) + " elements", std::to_string(own.size()) + " elements");
            return;
        }
        // The order of what is paged or sorted means something; else sets are told as lists.
        const bool ordered = key == "items" || key == "samples" || key == "values" || key == "value" || key == "Value";
        if (!ordered) {
            const auto less = [](const json &a, const json &b) { return sortKey(a) < sortKey(b); };
            std::stable_sort(recorded.begin(), recorded.end(), less);
            std::stable_sort(own.begin(), own.end(), less);
        }
        for (std::size_t i = 0; i < recorded.size(); ++i)
            compare(recorded[i], own[i], place + "/" + std::to_string(i), key, outline);
    }

    void report(const std::string &place, const json &recorded, const json &own)
    {
        const auto text = [](const json &value) { return QString::fromStdString(value.dump(-1, ' ', false, json::error_handler_t::replace)).left(110); };
        found.append(QStringLiteral("%1: recorded %2, here %3").arg(QString::fromStdString(place), text(recorded), text(own)));
    }

    std::map<std::string, std::string> *m_ids;
    std::map<quint64, quint64> *m_indexes;
    bool m_loose;
    bool m_named; // the members of "data" are named after what is measured
};

// A recording on its system, from the first step to the last.
class Replay
{
public:
    explicit Replay(const QString &name)
        : m_system(makeSystem(name))
    {
        QFile file(QStringLiteral(MK_TEST_DATA "/systems/") + name + QStringLiteral(".json"));
        if (file.open(QIODevice::ReadOnly))
            m_document = json::parse(file.readAll().toStdString(), nullptr, false);
    }

    std::vector<std::pair<QString, QStringList>> run()
    {
        std::vector<std::pair<QString, QStringList>> results;
        if (!m_document.is_object())
            return results;
        for (const json &step : m_document["seed"])
            ask(step, true);
        m_system->seeded();
        for (const json &step : m_document["steps"]) {
            const QString name = QString::fromStdString(step.value("name", std::string()));
            if (step.contains("meanwhile"))
                QTimer::singleShot(50, [this, other = step["meanwhile"]] { ask(other, false); });
            const Reply own = ask(step, false);
            if (!name.isEmpty())
                results.emplace_back(name, differences(step, own));
            else if (step.contains("learn"))
                learn(step, own);
            else if (step.contains("learnIndex"))
                m_indexes[step["learnIndex"].get<quint64>()] = headerOf(own.headers, "X-Consul-Index").toULongLong();
        }
        return results;
    }

private:
    static bool isSeededWithGuest(const json &step) { return step["path"].get<std::string>().rfind("/api/", 0) == 0; }

    Reply ask(const json &step, bool seed)
    {
        Request request;
        request.method = QByteArray::fromStdString(step["method"].get<std::string>());
        request.target = mapped(QByteArray::fromStdString(step["path"].get<std::string>()));
        request.body = mapped(bodyOf(step));
        if (step.contains("headers")) {
            for (const auto &[name, value] : step["headers"].items())
                request.headers.emplaceBack(QByteArray::fromStdString(name), QByteArray::fromStdString(value.get<std::string>()));
        } else if (isSeededWithGuest(step)) {
            request.headers.emplaceBack("authorization", "Basic " + QByteArray("guest:guest").toBase64());
            request.headers.emplaceBack("content-type", "application/json");
        }
        std::optional<Reply> reply;
        m_system->service()->handle(request, [&reply](Reply given) { reply = std::move(given); });
        if (!reply)
            (void)QTest::qWaitFor([&reply] { return reply.has_value(); }, 20'000);
        if (seed && reply && step["path"].get<std::string>() == "/v1/session/create")
            m_ids["11111111-2222-3333-4444-555555555555"] = json::parse(reply->body.toStdString(), nullptr, false).value("ID", std::string());
        return reply.value_or(Reply{0, {}, {}});
    }

    // Ids and indexes of the recording in ours.
    QByteArray mapped(QByteArray text) const
    {
        if (text.size() > 100'000)
            return text;
        for (const auto &[recorded, own] : m_ids)
            text.replace(QByteArray::fromStdString(recorded), QByteArray::fromStdString(own));
        static const QRegularExpression kIndex(QStringLiteral("((?:[?&](?:cas|index)=)|(?:\"Index\": ))(\\d+)"));
        const QString whole = QString::fromUtf8(text);
        QString result;
        qsizetype from = 0;
        for (auto matches = kIndex.globalMatch(whole); matches.hasNext();) {
            const QRegularExpressionMatch match = matches.next();
            const quint64 recorded = match.captured(2).toULongLong();
            quint64 own = recorded;
            if (recorded > 1) {
                if (const auto found = m_indexes.find(recorded); found != m_indexes.end())
                    own = found->second;
                else if (const auto next = m_indexes.find(recorded + 1); next != m_indexes.end())
                    own = next->second - 1;
            }
            result += whole.mid(from, match.capturedStart() - from) + match.captured(1) + QString::number(own);
            from = match.capturedEnd();
        }
        return from == 0 ? text : QString(result + whole.mid(from)).toUtf8();
    }

    void learn(const json &step, const Reply &own)
    {
        const json answer = json::parse(own.body.toStdString(), nullptr, false);
        if (answer.is_array() && !answer.empty())
            m_indexes[step["learn"][0]["ModifyIndex"].get<quint64>()] = answer[0].value("ModifyIndex", quint64(0));
    }

    QStringList differences(const json &step, const Reply &own)
    {
        const json &answer = step["answer"];
        const QString name = QString::fromStdString(step["name"].get<std::string>());
        Comparison comparison(&m_ids, &m_indexes, m_system->isLoose(name), name.startsWith(QLatin1String("metadata")) || name == QLatin1String("status-flags"));
        if (answer["status"].get<int>() != own.status)
            comparison.found.append(QStringLiteral("status: recorded %1, here %2 %3").arg(answer["status"].get<int>()).arg(own.status).arg(QString::fromUtf8(own.body.left(120))));
        for (const char *header : {"content-type", "x-consul-index", "x-consul-knownleader", "x-consul-effective-consistency", "x-consul-reason", "x-consul-contenthash", "allow", "location", "www-authenticate",
                                   "cache-control", "access-control-allow-origin"}) {
            const bool recorded = answer["headers"].contains(header);
            const QByteArray here = headerOf(own.headers, header);
            if (recorded != !here.isEmpty())
                comparison.found.append(QStringLiteral("header %1: recorded %2, here %3").arg(QLatin1String(header), recorded ? QString::fromStdString(answer["headers"][header].get<std::string>()) : QStringLiteral("absent"), QString::fromUtf8(here)));
            else if (recorded && std::string_view(header) != "x-consul-index" && std::string_view(header) != "x-consul-contenthash" && std::string_view(header) != "location"
                     && QByteArray::fromStdString(answer["headers"][header].get<std::string>()) != here)
                comparison.found.append(QStringLiteral("header %1: recorded %2, here %3").arg(QLatin1String(header), QString::fromStdString(answer["headers"][header].get<std::string>()), QString::fromUtf8(here)));
        }
        if (const QByteArray location = headerOf(own.headers, "location"); answer["headers"].contains("location") && !location.isEmpty()) {
            // The last part is a name that the server has given.
            const auto last = [](const QByteArray &address) { return address.mid(address.lastIndexOf('/') + 1).toStdString(); };
            if (const std::string recorded = last(QByteArray::fromStdString(answer["headers"]["location"].get<std::string>())); recorded.rfind("~", 0) == 0)
                m_ids[recorded] = last(location);
        }
        if (answer["headers"].contains("x-consul-index") && own.status == 200)
            m_indexes.emplace(QByteArray::fromStdString(answer["headers"]["x-consul-index"].get<std::string>()).toULongLong(), headerOf(own.headers, "X-Consul-Index").toULongLong());
        if (answer.contains("cut") || answer["body"].is_null() || step["method"] == json("HEAD"))
            return comparison.found;
        const QByteArray recorded = answer.value("bodyEncoding", std::string()) == "base64" ? QByteArray::fromBase64(QByteArray::fromStdString(answer["body"].get<std::string>()))
                                                                                            : QByteArray::fromStdString(answer["body"].get<std::string>());
        const json a = json::parse(recorded.toStdString(), nullptr, false);
        const json b = json::parse(own.body.toStdString(), nullptr, false);
        if (a.is_discarded() || answer["headers"].value("content-type", std::string()).rfind("application/json", 0) != 0) {
            if (mapped(recorded) != own.body)
                comparison.found.append(QStringLiteral("text: recorded %1, here %2").arg(QString::fromUtf8(recorded.left(200)), QString::fromUtf8(own.body.left(200))));
        } else if (b.is_discarded()) {
            comparison.found.append(QStringLiteral("here is no JSON: ") + QString::fromUtf8(own.body.left(200)));
        } else {
            comparison.compare(a, b, "", "", false);
        }
        return comparison.found;
    }

    std::unique_ptr<System> m_system;
    json m_document;
    std::map<std::string, std::string> m_ids;
    std::map<quint64, quint64> m_indexes;
};

} // namespace

class TestSystemReplay : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void replay_data();
    void replay();
    void cleanupTestCase();

private:
    QStringList m_comments;
    std::map<QString, QString> m_reasons; // "system step"
    std::map<QString, QString> m_now;
};

void TestSystemReplay::initTestCase()
{
    QFile file(QString::fromLatin1(kList));
    QVERIFY(file.open(QIODevice::ReadOnly));
    for (const QString &line : QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'), Qt::SkipEmptyParts)) {
        if (line.startsWith(QLatin1Char('#'))) {
            m_comments.append(line);
            continue;
        }
        const QString reason = line.section(QLatin1Char(' '), 2).trimmed();
        QVERIFY2(!reason.isEmpty(), qPrintable(QString(QStringLiteral("no reason: ") + line)));
        m_reasons[line.section(QLatin1Char(' '), 0, 1)] = reason;
    }
}

void TestSystemReplay::replay_data()
{
    QTest::addColumn<QString>("system");
    for (const char *system : {"consul-1.8.7", "rabbitmq-3.10.8", "prometheus-2.42"})
        QTest::newRow(system) << QString::fromLatin1(system);
}

void TestSystemReplay::replay()
{
    QFETCH(const QString, system);
    const auto results = Replay(system).run();
    QVERIFY(!results.empty());
    QTextStream out(stdout);
    QStringList unlisted;
    QStringList settled;
    int matched = 0;
    for (const auto &[name, differences] : results) {
        const QString key = system + QLatin1Char(' ') + name;
        const bool listed = m_reasons.contains(key);
        if (differences.isEmpty()) {
            ++matched;
            if (listed)
                settled.append(name);
            continue;
        }
        m_now[key] = listed ? m_reasons[key] : differences.first().left(150);
        if (!listed)
            unlisted.append(name);
        if (listed && qEnvironmentVariableIntValue("MK_REPLAY_FULL") != 1)
            continue;
        out << system << ' ' << name << (listed ? " (listed)" : "") << '\n';
        for (const QString &difference : differences.mid(0, 6))
            out << "    " << difference << '\n';
    }
    out << system << ": " << matched << " of " << results.size() << " matched\n";
    out.flush();
    if (qEnvironmentVariableIsSet("MK_REPLAY_UPDATE"))
        return;
    QVERIFY2(unlisted.isEmpty(), qPrintable(QString(QStringLiteral("not in system-differences.txt: ") + unlisted.join(QLatin1String(", ")))));
    QVERIFY2(settled.isEmpty(), qPrintable(QString(QStringLiteral("these match now, take them out of system-differences.txt: ") + settled.join(QLatin1String(", ")))));
}

void TestSystemReplay::cleanupTestCase()
{
    if (!qEnvironmentVariableIsSet("MK_REPLAY_UPDATE"))
        return;
    QFile file(QString::fromLatin1(kList));
    QVERIFY(file.open(QIODevice::WriteOnly));
    for (const QString &line : std::as_const(m_comments))
        file.write(line.toUtf8() + '\n');
    for (const auto &[key, reason] : m_now)
        file.write((key + QLatin1Char(' ') + reason).toUtf8() + '\n');
}

MK_TEST_CLASS(TestSystemReplay)
#include "TestSystemReplay.moc"
