// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/platform/PlatformLife.h"

#include "demo/MicrokubesServices.h"
#include "demo/kong/KongFill.h"
#include "demo/rabbitmq/RabbitService.h"

#include <QUrl>

#include <algorithm>
#include <cmath>

namespace mk::demo {

using nlohmann::json;

namespace {

constexpr qint64 kHistoryStep = 5'000; // ms
const char *const kBrokerAddress = "172.17.0.6";
const char *const kConsulAddress = "172.17.0.5";
const char *const kMail = "microservice-mail";
const char *const kRegistration = "microservice-registration";
const char *const kUser = "microservice-user";
const char *const kMailCheck = "mail-consumers";

struct StockPod
{
    const char *service;
    const char *hash;
    const char *suffix;
    int port;
    bool ofUsers; // no part of the stock platform
};

// Names as Deployments make them.
constexpr StockPod kPods[] = {
    {"microservice-user", "6d8f9c7b5d", "x7k2p", 8080, false},
    {"microservice-user", "6d8f9c7b5d", "q4m9z", 8080, false},
    {"microservice-user-profile", "7b94c5f6d8", "h2v8r", 8080, false},
    {"microservice-user-profile", "7b94c5f6d8", "t6c4w", 8080, false},
    {"microservice-registration", "5c7d6b9f84", "n8d5j", 8080, false},
    {"microservice-apps-management", "8674d5b9c7", "g3s6b", 8080, false},
    {"identity-provider", "69c8d7f5b4", "v5r2k", 8080, false},
    {"authorization-server", "74b6c9d8f5", "m9x4t", 8080, false},
    {"jwt-issuer", "58d9f7c6b4", "c7p3n", 8080, false},
    {"jwt-issuer", "58d9f7c6b4", "z2w8f", 8080, false},
    {"microservice-mail", "65f8b7d9c4", "k4h7s", 8080, false},
    {"hello-service", "6bd5c8f794", "d8j6v", 5000, true},
    {"microservice-todo", "79f6d4c8b5", "r5t3q", 8080, true},
};

// How often each path is asked for, of 100, and how long its service takes (ms).
struct Habit
{
    const char *api;
    int share;
    double milliseconds;
};
constexpr Habit kHabits[] = {
    {"microservice-user", 30, 24}, {"user-profile-microservice", 22, 18}, {"registration-microservice", 4, 60}, {"apps-management-microservice", 8, 30}, {"identity-provider-microservice", 6, 45},
    {"oauth2-auth-server", 8, 35}, {"jwt-issuer", 14, 22},                {"hello-service", 3, 6},              {"microservice-todo", 5, 12},
};

constexpr const char *kPeople[] = {"ana", "boris", "chiara", "daniel", "elena", "filip", "goran", "hana", "ivan", "jana", "kiril", "lea", "marko", "nina", "oliver", "petra"};

json member(const char *name, const json &value) { return json{{name, value}}; }

} // namespace

PlatformLife::PlatformLife(const Systems &systems, QObject *parent)
    : QObject(parent)
    , m_systems(systems)
{
    const auto clock = [this] { return now(); };
    m_systems.kong->now = clock;
    m_systems.consul->now = clock;
    m_systems.broker->now = clock;
    m_systems.prometheus->now = clock;
    connect(&m_timer, &QTimer::timeout, this, [this] { step(QDateTime::currentMSecsSinceEpoch()); });
}

PlatformPod *PlatformLife::pod(const std::string &service, std::size_t number)
{
    for (PlatformPod &one : m_pods) {
        if (one.service == service && number-- == 0)
            return &one;
    }
    return nullptr;
}

void PlatformLife::registerPod(const PlatformPod &pod)
{
    // "microservice-user-6d8f9c7b5d-x7k2p": the hash is the part before the last.
    const std::string hash = QByteArray::fromStdString(pod.pod).split('-').at(QByteArray::fromStdString(pod.pod).count('-') - 1).toStdString();
    ConsulInstance instance;
    instance.id = pod.id();
    instance.name = pod.service;
    instance.address = pod.address;
    instance.port = pod.registeredPort;
    instance.ofAgent = true;
    instance.tags = json::array({"pod:" + pod.pod, "node:minikube", "container:" + pod.container(), "app:" + pod.service, "platform:microkubes", "pod-template-hash:" + hash, "microkubes"});
    m_systems.consul->putInstance(m_systems.consul->nodeName, instance);
    if (!m_userServices)
        return;
    // Nobody gives the stock services a probe; the two of the users have one, and somebody looks after the mails.
    ConsulCheck check;
    check.serviceId = instance.id;
    check.status = "passing";
    const std::string at = pod.address + ":" + std::to_string(pod.registeredPort);
    if (pod.service == "hello-service") {
        check.id = "service:" + instance.id;
        check.name = "Service '" + pod.service + "' check";
        check.type = "http";
        check.output = "HTTP GET http://" + at + "/: 200 OK Output: Hello, World!";
    } else if (pod.service == "microservice-todo") {
        check.id = "service:" + instance.id;
        check.name = "Service '" + pod.service + "' check";
        check.type = "tcp";
        check.output = "TCP connect " + at + ": Success";
    } else if (pod.service == kMail) {
        check.id = kMailCheck;
        check.name = "Mails are taken";
        check.type = "ttl";
        check.output = "email-queue: 1 consumer";
    } else {
        return;
    }
    m_systems.consul->putCheck(m_systems.consul->nodeName, check);
}

void PlatformLife::deregisterPod(const PlatformPod &pod)
{
    m_systems.consul->removeInstance(m_systems.consul->nodeName, pod.id());
}

void PlatformLife::registerAllPods()
{
    for (const PlatformPod &one : m_pods) {
        if (!m_systems.consul->ownNode()->services.contains(one.id()))
            registerPod(one);
    }
}

// What the migration job leaves behind, and Kong waits for when it starts. What users keep beside it has names as people
// give them: long ones, and of any script.
void PlatformLife::putKeys()
{
    ConsulState &consul = *m_systems.consul;
    if (!consul.keys.find("kong-migrations"))
        consul.keys.set("kong-migrations", R"({"migrations": "done"})", 0, consul.nextIndex());
    if (m_userServices) {
        static const std::pair<const char *, const char *> kSettings[] = {
            {"config/identity-provider/saml.json", "{\n  \"sessionMaxAge\": 300,\n  \"signatureAlgorithm\": \"rsa-sha256\",\n  \"services\": [\"todo\", \"hello\"]\n}\n"},
            {"config/microservice-mail/templates/account-activation-with-password-and-two-factor-reminder.en.html", "<p>Hello {{name}},</p>\n"},
            {"config/microservice-mail/templates/\u0430\u043a\u0442\u0438\u0432\u0430\u0446\u0438\u044f-\u0443\u0447\u0451\u0442\u043d\u043e\u0439-\u0437\u0430\u043f\u0438\u0441\u0438.ru.html", "<p>\u0417\u0434\u0440\u0430\u0432\u0441\u0442\u0432\u0443\u0439\u0442\u0435, {{name}}!</p>\n"},
            {"config/microservice-todo/limits.json", "{\"perUser\": 100, \"perList\": 1000}\n"},
            {"config/microservice-todo/\u03ba\u03b1\u03c4\u03b7\u03b3\u03bf\u03c1\u03af\u03b5\u03c2/\u03b5\u03c1\u03b3\u03b1\u03c3\u03af\u03b1", "1"},
        };
        for (const auto &[key, value] : kSettings) {
            if (!consul.keys.find(key))
                consul.keys.set(key, value, 0, consul.nextIndex());
        }
    }
    consul.keysChanged();
}

bool PlatformLife::fill(bool userServices, QString *why)
{
    m_userServices = userServices;
    m_pods.clear();
    m_random.seed(20191009);
    m_turn = 0;
    m_mailNumber = 0;
    m_port = 41022;
    m_oldQueueUsed = false;
    m_nextSync = m_mailDone = m_requestsMade = 0;

    ConsulState &consul = *m_systems.consul;
    consul.nodeName = "consul-0";
    consul.nodeAddress = kConsulAddress;
    consul.devMode = true;
    consul.recursors = {"127.0.0.11"};
    consul.reset();
    int address = 10;
    for (const StockPod &stock : kPods) {
        if (stock.ofUsers && !userServices)
            continue;
        m_pods.push_back({stock.service, std::string(stock.service) + "-" + stock.hash + "-" + stock.suffix, "172.17.0." + std::to_string(address++), stock.port, stock.port});
    }
    registerAllPods();
    putKeys();

    Broker &broker = *m_systems.broker;
    broker.address = kBrokerAddress;
    broker.reset();
    for (const char *name : {"email-queue", "verification-email"}) {
        BrokerQueue queue;
        queue.vhost = "/";
        queue.name = name;
        broker.declareQueue(queue);
    }
    if (userServices) {
        for (const char *name : {"todo-reminders-for-lists-that-are-shared-with-more-than-one-organization.retry.delayed",
                                 "\u03b5\u03b9\u03b4\u03bf\u03c0\u03bf\u03b9\u03ae\u03c3\u03b5\u03b9\u03c2"}) {
            BrokerQueue queue;
            queue.vhost = "/";
            queue.name = name;
            broker.declareQueue(queue);
        }
    }
    connectPublishers();
    connectMail();

    if (m_systems.kong->dnsResolver.isEmpty())
        m_systems.kong->dnsResolver = {QString::fromLatin1(kConsulAddress) + QStringLiteral(":8600")};
    makeRules();
    if (!userServices)
        return true;
    return addApi(m_systems.kong, m_systems.kongAdmin, "hello-service", "/hello", "http://hello-service.service.consul:5000", why)
           && addApi(m_systems.kong, m_systems.kongAdmin, "microservice-todo", "/todo", "http://microservice-todo.service.consul:8080", why);
}

void PlatformLife::makeRules()
{
    PromServer &prometheus = *m_systems.prometheus;
    prometheus.jobs.clear();
    prometheus.groups.clear();
    prometheus.reset();
    ScrapeJob own;
    own.name = "prometheus";
    own.target = "localhost:9090";
    own.ask = [&prometheus](const QByteArray &path) { return path == "/metrics" ? ScrapeAnswer{200, prometheus.ownMetrics(), {}} : ScrapeAnswer{404, {}, {}}; };
    ScrapeJob gateway;
    gateway.name = "gateway";
    gateway.target = "kong:8001";
    gateway.ask = [kong = m_systems.kong](const QByteArray &path) {
        return path == "/metrics" && kong->metrics ? ScrapeAnswer{200, kong->metrics(), {}} : ScrapeAnswer{404, {}, {}};
    };
    ScrapeJob rabbit;
    rabbit.name = "rabbitmq";
    rabbit.target = "rabbitmq:15692";
    rabbit.interval = 15'000;
    rabbit.ask = [broker = m_systems.broker](const QByteArray &path) { return path == "/metrics" ? ScrapeAnswer{200, rabbitMetrics(*broker), {}} : ScrapeAnswer{404, {}, {}}; };
    prometheus.jobs = {own, gateway, rabbit};
    if (!m_userServices)
        return;
    // The stock platform has no rules; these are what somebody would write who had read of its troubles.
    std::vector<PromRule> rules(4);
    rules[0].name = "job:up:sum";
    rules[0].expression = "sum by (job) (up)";
    rules[0].alert = false;
    rules[1].name = "TargetDown";
    rules[1].expression = "up == 0";
    rules[1].forMs = 30'000;
    rules[1].labels["severity"] = "critical";
    rules[1].annotations["summary"] = "Nothing is measured of {{ $labels.job }}: {{ $labels.instance }} is down";
    rules[2].name = "QueueWithoutConsumer";
    rules[2].expression = "rabbitmq_detailed_queue_messages_ready > 0 and on (vhost, queue) rabbitmq_detailed_queue_consumers == 0";
    rules[2].forMs = 60'000;
    rules[2].labels["severity"] = "critical";
    rules[2].annotations["summary"] = "{{ $value }} messages wait in {{ $labels.queue }}, and nobody takes them";
    rules[3].name = "GatewayErrors";
    rules[3].expression = "sum(rate(kong_http_status{code=~\"5..\"}[1m])) / sum(rate(kong_http_status[1m])) > 0.05";
    rules[3].forMs = 30'000;
    rules[3].labels["severity"] = "warning";
    rules[3].annotations["summary"] = "More than one of twenty requests fails at the gateway";
    prometheus.addGroup("microkubes", "/etc/prometheus/microkubes.rules.yml", std::move(rules));
}

void PlatformLife::connectPublishers()
{
    Broker &broker = *m_systems.broker;
    for (const PlatformPod &one : m_pods) {
        if (one.service != kRegistration && one.service != kUser)
            continue;
        const bool there = std::any_of(broker.connections.begin(), broker.connections.end(), [&one](const auto &entry) { return entry.second.peerHost == one.address; });
        if (there)
            continue;
        BrokerConnection connection;
        connection.peerHost = one.address;
        connection.peerPort = m_port;
        connection.host = broker.address;
        connection.name = one.address + ":" + std::to_string(m_port++) + " -> " + broker.address + ":5672";
        connection.product = "https://github.com/streadway/amqp";
        connection.version = "β";
        connection.connectedAt = now();
        BrokerChannel channel;
        channel.connection = connection.name;
        broker.connect(connection, {channel});
    }
}

void PlatformLife::connectMail()
{
    Broker &broker = *m_systems.broker;
    const PlatformPod *mailPod = pod(kMail);
    if (!mailPod)
        return;
    const bool there = std::any_of(broker.connections.begin(), broker.connections.end(), [mailPod](const auto &entry) { return entry.second.peerHost == mailPod->address; });
    if (there)
        return;
    BrokerConnection connection;
    connection.peerHost = mailPod->address;
    connection.peerPort = m_port;
    connection.host = broker.address;
    connection.name = mailPod->address + ":" + std::to_string(m_port++) + " -> " + broker.address + ":5672";
    connection.product = "https://github.com/streadway/amqp";
    connection.version = "β";
    connection.connectedAt = now();
    BrokerChannel channel;
    channel.connection = connection.name;
    channel.prefetch = 1;
    broker.connect(connection, {channel});
    broker.consume({"ctag-/app/microservice-mail-1", channel.name(), {"/", "email-queue"}, true, 1});
}

void PlatformLife::makeHistory(int hours)
{
    const qint64 end = QDateTime::currentMSecsSinceEpoch();
    m_time = end - qint64(hours) * 3'600'000;
    m_simulatedNow = m_time;
    m_systems.broker->startedAt = m_time;
    m_systems.prometheus->startedAt = m_time;
    // Coarser than it goes on, but with two samples in each window that a rate is asked for.
    std::vector<qint64> intervals;
    for (ScrapeJob &job : m_systems.prometheus->jobs) {
        intervals.push_back(job.interval);
        job.interval = 15'000;
    }
    for (qint64 time = m_time; time < end; time += kHistoryStep) {
        m_simulatedNow = time;
        step(time);
    }
    for (std::size_t i = 0; i < intervals.size(); ++i)
        m_systems.prometheus->jobs[i].interval = intervals[i];
    m_simulatedNow = 0;
    step(end);
}

void PlatformLife::advance(qint64 ms)
{
    if (m_time == 0)
        m_time = now();
    for (const qint64 end = m_time + ms; m_time < end;) {
        m_simulatedNow = std::min(m_time + kHistoryStep, end);
        step(m_simulatedNow);
    }
}

void PlatformLife::start()
{
    m_simulatedNow = 0;
    if (m_time == 0)
        m_time = QDateTime::currentMSecsSinceEpoch();
    m_timer.start(1000);
}

void PlatformLife::step(qint64 until)
{
    if (until <= m_time)
        return;
    // A computer that slept wakes up: what was missed is not made up for.
    constexpr qint64 kMost = 60'000;
    const qint64 from = std::max(m_time, until - kMost);
    traffic(double(until - from) / 1000);
    for (qint64 time = from + 1000; time <= until; time += 1000)
        mail(time);
    m_time = until;
    checks(until);
    if (m_nextSync > 0 && until >= m_nextSync) {
        m_nextSync = 0;
        registerAllPods();
    }
    m_systems.broker->tick();
    m_systems.prometheus->tick();
}

UpstreamAnswer PlatformLife::upstream(const QByteArray &host, quint16 port, const Request &request)
{
    constexpr std::string_view kDomain = ".service.consul";
    const std::string name = host.toStdString();
    // Whoever asks a resolver that is not there is told nothing.
    const QString resolver = QString::fromStdString(m_systems.consul->nodeAddress) + QStringLiteral(":8600");
    if (!m_systems.kong->dnsResolver.contains(resolver))
        return {UpstreamAnswer::Kind::NameUnknown, {}};
    if (name.size() <= kDomain.size() || name.compare(name.size() - kDomain.size(), std::string::npos, kDomain) != 0)
        return microkubesServices(host, port, request);
    const std::string service = name.substr(0, name.size() - kDomain.size());
    std::vector<std::pair<std::string, int>> instances;
    for (const auto &[nodeName, id] : m_systems.consul->placesOf(service)) {
        const ConsulNode &node = *m_systems.consul->node(nodeName);
        const bool critical = std::any_of(node.checks.begin(), node.checks.end(), [&serviceId = id](const auto &entry) {
            return entry.second.status == "critical" && (entry.second.serviceId.empty() || entry.second.serviceId == serviceId);
        });
        const ConsulInstance &instance = node.services.at(id);
        if (!critical)
            instances.emplace_back(instance.address, instance.port);
    }
    if (instances.empty())
        return {UpstreamAnswer::Kind::NameUnknown, {}};
    // An SRV record is asked for first, and its port wins over the one of the address.
    const auto &[address, effective] = instances[m_turn++ % instances.size()];
    for (const PlatformPod &one : m_pods) {
        if (one.address == address)
            return one.listensOn == effective && effective != 0 && one.service != kMail ? microkubesServices(host, 8080, request) : UpstreamAnswer{UpstreamAnswer::Kind::Refused, {}};
    }
    return {UpstreamAnswer::Kind::Refused, {}};
}

void PlatformLife::traffic(double seconds)
{
    // More by day than by night, and never quite even.
    const double hour = std::fmod(double(m_time) / 3'600'000, 24.0);
    const double rate = 4.0 + 2.0 * std::sin((hour - 8.0) / 24.0 * 6.2832) + 0.8 * std::sin(double(m_time) / 340'000);
    const int number = int(rate * seconds + chance());
    struct Target
    {
        QByteArray host;
        quint16 port;
    };
    std::map<std::string, Target> targets;
    for (const char *kind : {"apis", "services"}) {
        for (const Habit &habit : kHabits) {
            const KongTables::Row *row = m_systems.kong->tables.findBy(kind, "name", habit.api);
            if (!row)
                continue;
            if (row->contains("upstream_url")) {
                const QUrl url(QString::fromStdString(row->value("upstream_url", std::string())));
                targets[habit.api] = {url.host().toUtf8(), quint16(url.port(80))};
            } else {
                targets[habit.api] = {QByteArray::fromStdString(row->value("host", std::string())), quint16(row->value("port", 80))};
            }
        }
    }
    const Request asked = [] {
        Request request;
        request.method = "GET";
        request.target = "/";
        return request;
    }();
    // A client sends about twenty requests over one connection.
    KongNode::Connections &told = m_systems.kong->connections;
    told.totalRequests += number;
    told.accepted += (m_requestsMade + number) / 20 - m_requestsMade / 20;
    told.handled = told.accepted;
    told.active = std::max<qint64>(told.active, 6);
    told.writing = 1;
    told.waiting = told.active - 1;
    const bool old = m_systems.kong->isOld();
    for (int i = 0; i < number; ++i) {
        int at = int(chance() * 100);
        const Habit *habit = kHabits;
        while (at >= habit->share && habit + 1 != std::end(kHabits)) {
            at -= habit->share;
            ++habit;
        }
        const auto target = targets.find(habit->api);
        if (target == targets.end())
            continue; // no route: the old plugin does not count these
        const UpstreamAnswer::Kind kind = upstream(target->second.host, target->second.port, asked).kind;
        CountedRequest counted;
        counted.service = old ? QByteArray() : QByteArray(habit->api);
        const double luck = chance();
        counted.byUpstream = kind == UpstreamAnswer::Kind::Answered;
        counted.status = kind == UpstreamAnswer::Kind::NameUnknown ? 503 : kind == UpstreamAnswer::Kind::Refused ? 502 : luck < 0.86 ? 200 : luck < 0.90 ? 201 : luck < 0.96 ? 401 : luck < 0.99 ? 404 : luck < 0.998 ? 400 : 500;
        counted.ingress = 320 + qint64(chance() * 400);
        counted.egress = counted.byUpstream ? 400 + qint64(chance() * chance() * 9000) : 190;
        counted.kongMs = 1 + chance() * 3;
        // Most are quick, a few are not.
        counted.upstreamMs = counted.byUpstream ? habit->milliseconds * (0.5 + chance()) * (chance() < 0.03 ? 8 : 1) : 0;
        m_systems.proxy->countElsewhere(counted);
        ++m_requestsMade;
    }
}

// Bodies as microservice-registration and microservice-user publish them.
void PlatformLife::publishMail(const char *queue, const char *by, bool reset)
{
    Broker &broker = *m_systems.broker;
    const PlatformPod *publisher = pod(by);
    std::string channel;
    for (const auto &[name, one] : broker.channels) {
        const auto connection = broker.connections.find(one.connection);
        if (publisher && connection != broker.connections.end() && connection->second.peerHost == publisher->address)
            channel = name;
    }
    if (channel.empty())
        return; // the service has lost its connection, and with it the mail
    static constexpr char kAlphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    std::string token;
    for (int i = 0; i < 56; ++i)
        token += kAlphabet[m_random() % 64];
    const std::string person = kPeople[std::size_t(++m_mailNumber) % std::size(kPeople)];
    const std::string address = person + std::to_string(m_mailNumber) + "@example.org";
    json data = member("token", token);
    data["name"] = reset ? std::string("User") : person;
    if (reset)
        data["email"] = address;
    BrokerMessage message;
    // microservice-registration up to v1.0.1-beta, which alone publishes there when an account is made, knows the old format.
    if (queue == std::string("verification-email"))
        message.payload = json{{"id", std::to_string(m_mailNumber)}, {"name", person}, {"email", address}, {"token", token}}.dump();
    else
        message.payload = json{{"email", address}, {"data", data}, {"template", reset ? "forgotPassword" : "userVerification"}}.dump();
    message.properties = {{"delivery_mode", 2}, {"content_type", "text/plain"}};
    message.routingKey = queue;
    broker.publish("/", "", std::move(message), channel);
}

void PlatformLife::mail(qint64 time)
{
    Broker &broker = *m_systems.broker;
    if (chance() < 0.125)
        publishMail("email-queue", kRegistration, false);
    if (chance() < 0.04)
        publishMail("email-queue", kUser, true);
    if (m_oldQueueUsed && chance() < 0.2)
        publishMail("verification-email", kRegistration, false);
    for (const BrokerConsumer &consumer : broker.consumers) {
        const BrokerQueue *queue = broker.queue(consumer.queue.first, consumer.queue.second);
        if (!queue)
            continue;
        if (!queue->unacked.empty() && time >= m_mailDone)
            broker.acknowledge(consumer, 1);
        if (broker.deliver(consumer) > 0)
            m_mailDone = time + 1000 + qint64(chance() * 4000);
    }
}

void PlatformLife::checks(qint64 time)
{
    if (!m_userServices)
        return;
    ConsulState &consul = *m_systems.consul;
    const std::string &node = consul.nodeName;
    const qint64 second = time / 1000;
    if (const PlatformPod *hello = pod("hello-service")) {
        const std::string url = "http://" + hello->address + ":" + std::to_string(hello->registeredPort) + "/";
        const bool slow = second % 300 < 20; // its one worker is busy now and then
        consul.setCheck(node, "service:" + hello->id(), slow ? "critical" : "passing",
                        slow ? "Get " + url + ": net/http: request canceled (Client.Timeout exceeded while awaiting headers)" : "HTTP GET " + url + ": 200 OK Output: Hello, World!");
    }
    if (const PlatformPod *todo = pod("microservice-todo")) {
        const std::string at = todo->address + ":" + std::to_string(todo->registeredPort);
        const bool down = todo->listensOn == 0 || second % 780 < 10;
        consul.setCheck(node, "service:" + todo->id(), down ? "critical" : "passing", down ? "dial tcp " + at + ": connect: connection refused" : "TCP connect " + at + ": Success");
    }
    Broker &broker = *m_systems.broker;
    const BrokerQueue *mails = broker.queue("/", "email-queue");
    const BrokerQueue *old = broker.queue("/", "verification-email");
    if (!mails || !old)
        return;
    const int consumers = broker.consumersOf(*mails);
    if (consumers == 0)
        consul.setCheck(node, kMailCheck, "critical", "email-queue: no consumer, messages wait");
    else if (!old->ready.empty() && broker.consumersOf(*old) == 0)
        consul.setCheck(node, kMailCheck, "warning", "verification-email: messages wait, no consumer");
    else
        consul.setCheck(node, kMailCheck, "passing", "email-queue: 1 consumer");
}

} // namespace mk::demo
