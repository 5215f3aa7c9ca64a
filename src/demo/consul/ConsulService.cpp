// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/consul/ConsulService.h"

#include "demo/consul/ConsulFilter.h"

#include <QRandomGenerator>

#include <algorithm>
#include <cmath>

namespace mk::demo {

using nlohmann::json;

bool ConsulCall::has(const char *name) const
{
    return std::any_of(query.cbegin(), query.cend(), [name](const FormField &field) { return field.name == name; });
}

QByteArray ConsulCall::value(const char *name) const
{
    for (const FormField &field : query) {
        if (field.name == name)
            return field.value;
    }
    return {};
}

QByteArrayList ConsulCall::values(const char *name) const
{
    QByteArrayList found;
    for (const FormField &field : query) {
        if (field.name == name)
            found.append(field.value);
    }
    return found;
}

std::string ConsulCall::last(int from) const
{
    // "/v1/catalog/node/x": parts after "v1", "catalog" and so on
    qsizetype at = 0;
    for (int i = 0; i <= from + 1 && at >= 0; ++i)
        at = path.indexOf('/', at + (i == 0 ? 0 : 1));
    return at < 0 ? std::string() : path.mid(at + 1).toStdString();
}

std::optional<std::int64_t> goDuration(const QByteArray &text)
{
    if (text.isEmpty())
        return std::nullopt;
    if (text == "0")
        return 0;
    double sum = 0;
    qsizetype at = 0;
    double sign = 1;
    if (text.at(0) == '-' || text.at(0) == '+') {
        sign = text.at(0) == '-' ? -1 : 1;
        ++at;
    }
    if (at == text.size())
        return std::nullopt;
    while (at < text.size()) {
        const qsizetype begin = at;
        while (at < text.size() && ((text.at(at) >= '0' && text.at(at) <= '9') || text.at(at) == '.'))
            ++at;
        bool ok = false;
        const double number = text.mid(begin, at - begin).toDouble(&ok);
        const qsizetype unitAt = at;
        while (at < text.size() && text.at(at) != '.' && (text.at(at) < '0' || text.at(at) > '9'))
            ++at;
        const QByteArray unit = text.mid(unitAt, at - unitAt);
        double factor = 0;
        if (unit == "ns")
            factor = 1;
        else if (unit == "us")
            factor = 1e3;
        else if (unit == "ms")
            factor = 1e6;
        else if (unit == "s")
            factor = 1e9;
        else if (unit == "m")
            factor = 60e9;
        else if (unit == "h")
            factor = 3600e9;
        if (!ok || factor == 0)
            return std::nullopt;
        sum += number * factor;
    }
    if (sum > 9.2e18)
        return std::nullopt;
    return static_cast<std::int64_t>(std::llround(sign * sum));
}

std::string goQuoted(const std::string &text)
{
    return json(text).dump(-1, ' ', false, json::error_handler_t::replace);
}

ConsulService::ConsulService(ConsulState *state, QObject *parent)
    : QObject(parent)
    , m_state(state)
{
    m_clock.start();
    m_wake.setSingleShot(true);
    m_wake.setInterval(0);
    connect(&m_wake, &QTimer::timeout, this, &ConsulService::lookAtWaiting);
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, &ConsulService::lookAtWaiting);
    connect(&m_tick, &QTimer::timeout, this, &ConsulService::tick);
    m_tick.start(1000);
    m_state->changed = [this](int tables) { wake(tables); };
}

ConsulService::~ConsulService()
{
    m_state->changed = nullptr;
}

Reply ConsulService::jsonReply(const ConsulCall &call, const json &value, Headers headers, int status) const
{
    headers.prepend({"Content-Type", "application/json"});
    headers.emplaceBack("Vary", "Accept-Encoding");
    const bool pretty = call.has("pretty");
    QByteArray body = QByteArray::fromStdString(value.dump(pretty ? 4 : -1, ' ', false, nlohmann::json::error_handler_t::replace));
    if (pretty)
        body += '\n';
    return {status, std::move(headers), std::move(body)};
}

void ConsulService::sendJson(const ConsulCall &call, const json &value, Headers headers, int status) const
{
    call.respond(jsonReply(call, value, std::move(headers), status));
}

void ConsulService::sendText(const ConsulCall &call, int status, const QByteArray &text, Headers headers) const
{
    headers.emplaceBack("Content-Type", "text/plain; charset=utf-8");
    headers.emplaceBack("Vary", "Accept-Encoding");
    call.respond({status, std::move(headers), text});
}

void ConsulService::sendNothing(const ConsulCall &call, int status, Headers headers) const
{
    headers.emplaceBack("Vary", "Accept-Encoding");
    call.respond({status, std::move(headers), {}});
}

Headers ConsulService::meta(std::uint64_t index)
{
    return {{"X-Consul-Index", QByteArray::number(quint64(index))}, {"X-Consul-Knownleader", "true"}, {"X-Consul-Lastcontact", "0"}};
}

void ConsulService::read(ConsulCall &call, int tables, std::function<std::uint64_t()> index, std::function<Reply(const ConsulCall &call)> make)
{
    if (call.minIndex == 0 || index() > call.minIndex) {
        call.respond(make(call));
        return;
    }
    // At most ten minutes, and up to a sixteenth more, so that not all come back at once.
    qint64 wait = call.waitMs > 0 ? qMin<qint64>(call.waitMs, 600'000) : 300'000;
    wait += QRandomGenerator::global()->bounded(int(wait / 16) + 1);
    const qint64 deadline = m_clock.elapsed() + wait;
    m_waiting.push_back({tables, call.minIndex, deadline, std::move(index), [call, make = std::move(make)] { call.respond(make(call)); }});
    if (!m_deadline.isActive() || m_deadline.remainingTime() > wait)
        m_deadline.start(int(wait));
}

void ConsulService::readJson(ConsulCall &call, int tables, std::function<std::uint64_t()> index, std::function<nlohmann::json()> make, bool consistency)
{
    auto reply = [this, index, make = std::move(make), consistency](const ConsulCall &asked) -> Reply {
        Headers headers = meta(index());
        if (consistency)
            headers.prepend({"X-Consul-Effective-Consistency", asked.consistency});
        nlohmann::json rows = make();
        if (asked.has("filter")) {
            const QByteArray why = filterConsulRows(asked.value("filter"), &rows);
            if (!why.isEmpty())
                return {500,
                        {{"X-Consul-Index", "1"}, {"X-Consul-Knownleader", "false"}, {"X-Consul-Lastcontact", "0"},
                         {"Content-Type", "text/plain; charset=utf-8"}, {"Vary", "Accept-Encoding"}},
                        why};
        }
        return jsonReply(asked, rows, std::move(headers), 200);
    };
    read(call, tables, std::move(index), std::move(reply));
}

void ConsulService::wake(int tables)
{
    m_changedTables |= tables;
    if (!m_waiting.empty() && !m_wake.isActive())
        m_wake.start();
}

void ConsulService::lookAtWaiting()
{
    const qint64 now = m_clock.elapsed();
    const int tables = std::exchange(m_changedTables, 0);
    // Nobody waits through a restart, whose indexes begin anew.
    const bool restarted = (tables & ConsulState::Restart) != 0;
    std::vector<Waiting> still;
    std::vector<std::function<void()>> ready;
    qint64 next = -1;
    for (Waiting &waiting : m_waiting) {
        if (now >= waiting.deadline || restarted || ((waiting.tables & tables) && waiting.index() > waiting.minIndex)) {
            ready.push_back(std::move(waiting.answer));
            continue;
        }
        if (next < 0 || waiting.deadline < next)
            next = waiting.deadline;
        still.push_back(std::move(waiting));
    }
    m_waiting = std::move(still);
    if (next >= 0)
        m_deadline.start(int(qMax<qint64>(1, next - now)));
    for (const auto &answer : ready)
        answer();
}

// Sessions that nobody renewed end after twice their time at the latest.
void ConsulService::tick()
{
    const qint64 now = m_state->now();
    std::vector<std::string> over;
    for (const auto &[id, session] : m_state->sessions) {
        if (session.ttlMs > 0 && now > session.renewed + 2 * session.ttlMs)
            over.push_back(id);
    }
    for (const std::string &id : over)
        m_state->destroySession(id);
}

bool ConsulService::body(const ConsulCall &call, const char *complaint, json *value) const
{
    *value = json::parse(call.request.body.begin(), call.request.body.end(), nullptr, false);
    if (!value->is_discarded())
        return true;
    // Go's own words: a body that ends too early, or one with something else in it.
    const QByteArray trimmed = call.request.body.trimmed();
    QByteArray why = "unexpected EOF";
    if (trimmed.isEmpty())
        why = "EOF";
    else if (trimmed.at(0) != '{' && trimmed.at(0) != '[')
        why = "invalid character '" + trimmed.left(1) + "' looking for beginning of value";
    sendText(call, 400, complaint + why);
    return false;
}

bool ConsulService::parse(ConsulCall *call) const
{
    if (call->has("stale") && call->has("consistent")) {
        sendText(*call, 400, "Cannot specify ?stale with ?consistent, conflicting semantics.");
        return false;
    }
    if (call->has("stale"))
        call->consistency = "stale";
    else if (call->has("consistent"))
        call->consistency = "consistent";
    if (const QByteArray wait = call->value("wait"); !wait.isEmpty()) {
        const auto nanoseconds = goDuration(wait);
        if (!nanoseconds) {
            sendText(*call, 400, "Invalid wait time");
            return false;
        }
        call->waitMs = *nanoseconds / 1'000'000;
    }
    if (const QByteArray index = call->value("index"); !index.isEmpty()) {
        bool ok = false;
        call->minIndex = index.toULongLong(&ok);
        if (!ok) {
            sendText(*call, 400, "Invalid index");
            return false;
        }
    }
    if (call->has("ns")) {
        sendText(*call, 400, "Invalid query parameter: \"ns\" - Namespaces are a Consul Enterprise feature");
        return false;
    }
    const QByteArray datacenter = call->value("dc");
    if (!datacenter.isEmpty() && datacenter.toStdString() != m_state->datacenter) {
        const bool plain = call->path.startsWith("/v1/kv/") || call->path.startsWith("/v1/session") || call->path.startsWith("/v1/txn");
        sendText(*call, 500, "No path to datacenter",
             plain ? Headers{} : Headers{{"X-Consul-Index", "1"}, {"X-Consul-Knownleader", "false"}, {"X-Consul-Lastcontact", "0"}});
        return false;
    }
    return true;
}

const std::vector<ConsulService::Endpoint> &ConsulService::endpoints()
{
    using S = ConsulService;
    static const std::vector<Endpoint> kEndpoints{
        {"/v1/status/leader", "GET", &S::statusLeader},
        {"/v1/status/peers", "GET", &S::statusPeers},
        {"/v1/catalog/datacenters", "GET", &S::catalogDatacenters},
        {"/v1/catalog/nodes", "GET", &S::catalogNodes},
        {"/v1/catalog/services", "GET", &S::catalogServices},
        {"/v1/catalog/service/", "GET", &S::catalogService},
        {"/v1/catalog/connect/", "GET", &S::notSimulated},
        {"/v1/catalog/node/", "GET", &S::catalogNode},
        {"/v1/catalog/node-services/", "GET", &S::catalogNodeServices},
        {"/v1/catalog/register", "PUT", &S::catalogRegister},
        {"/v1/catalog/deregister", "PUT", &S::catalogDeregister},
        {"/v1/internal/ui/nodes", "GET", &S::uiNodes},
        {"/v1/internal/ui/node/", "GET", &S::uiNode},
        {"/v1/internal/ui/services", "GET", &S::uiServices},
        {"/v1/internal/acl/authorize", "POST", &S::aclOff},
        {"/v1/health/node/", "GET", &S::healthNode},
        {"/v1/health/checks/", "GET", &S::healthChecks},
        {"/v1/health/service/", "GET", &S::healthService},
        {"/v1/health/state/", "GET", &S::healthState},
        {"/v1/agent/self", "GET", &S::agentSelf},
        {"/v1/agent/members", "GET", &S::agentMembers},
        {"/v1/agent/services", "GET", &S::agentServices},
        {"/v1/agent/service/register", "PUT", &S::agentRegister},
        {"/v1/agent/service/deregister/", "PUT", &S::agentDeregister},
        {"/v1/agent/service/maintenance/", "PUT", &S::agentServiceMaintenance},
        {"/v1/agent/service/", "GET", &S::agentService},
        {"/v1/agent/checks", "GET", &S::agentChecks},
        {"/v1/agent/check/register", "PUT", &S::agentCheckRegister},
        {"/v1/agent/check/deregister/", "PUT", &S::agentCheckDeregister},
        {"/v1/agent/check/pass/", "PUT", &S::agentCheckUpdate},
        {"/v1/agent/check/warn/", "PUT", &S::agentCheckUpdate},
        {"/v1/agent/check/fail/", "PUT", &S::agentCheckUpdate},
        {"/v1/agent/check/update/", "PUT", &S::agentCheckUpdate},
        {"/v1/agent/health/service/name/", "GET", &S::agentHealth},
        {"/v1/agent/health/service/id/", "GET", &S::agentHealth},
        {"/v1/agent/maintenance", "PUT", &S::agentMaintenance},
        {"/v1/agent/reload", "PUT", &S::agentNothing},
        {"/v1/agent/force-leave/", "PUT", &S::agentNothing},
        {"/v1/agent/", "", &S::notSimulated},
        {"/v1/kv/", "GET,PUT,DELETE", &S::keys},
        {"/v1/txn", "PUT", &S::transaction},
        {"/v1/session/create", "PUT", &S::sessionCreate},
        {"/v1/session/destroy/", "PUT", &S::sessionDestroy},
        {"/v1/session/renew/", "PUT", &S::sessionRenew},
        {"/v1/session/info/", "GET", &S::sessionInfo},
        {"/v1/session/node/", "GET", &S::sessionList},
        {"/v1/session/list", "GET", &S::sessionList},
        {"/v1/event/fire/", "PUT", &S::eventFire},
        {"/v1/event/list", "GET", &S::eventList},
        {"/v1/coordinate/datacenters", "GET", &S::coordinateDatacenters},
        {"/v1/coordinate/nodes", "GET", &S::coordinateNodes},
        {"/v1/coordinate/node/", "GET", &S::coordinateNodes},
        {"/v1/operator/raft/configuration", "GET", &S::raftConfiguration},
        {"/v1/operator/autopilot/configuration", "GET,PUT", &S::autopilotConfiguration},
        {"/v1/operator/autopilot/health", "GET", &S::autopilotHealth},
        {"/v1/operator/keyring", "GET,POST,PUT,DELETE", &S::keyring},
        {"/v1/acl/", "", &S::aclOff},
        {"/v1/snapshot", "GET,PUT", &S::notSimulated},
        {"/v1/connect/", "", &S::notSimulated},
        {"/v1/config", "", &S::notSimulated},
        {"/v1/config/", "", &S::notSimulated},
        {"/v1/query", "", &S::notSimulated},
        {"/v1/query/", "", &S::notSimulated},
        {"/v1/discovery-chain/", "", &S::notSimulated},
    };
    return kEndpoints;
}

namespace {

// path.Clean of Go, with the / at the end kept: what its router makes of a path before it looks for who answers.
QByteArray cleaned(const QByteArray &path)
{
    QByteArrayList parts;
    for (const QByteArray &part : path.split('/')) {
        if (part == "..") {
            if (!parts.isEmpty())
                parts.removeLast();
        } else if (!part.isEmpty() && part != ".") {
            parts.append(part);
        }
    }
    QByteArray result = '/' + parts.join('/');
    if (path.endsWith('/') && result != "/")
        result += '/';
    return result;
}

} // namespace

void ConsulService::handle(const Request &request, std::function<void(Reply)> respond)
{
    ConsulCall call;
    call.request = request;
    call.path = percentDecoded(request.path(), false);
    call.query = urlEncodedFields(request.query());
    call.respond = std::move(respond);

    if (const QByteArray clean = cleaned(call.path); clean != call.path || call.path == "/") {
        QByteArray location = call.path == "/" ? QByteArray("/ui/") : clean.toPercentEncoding("/$&+,:;=@!'()*~");
        if (!request.query().isEmpty())
            location += '?' + request.query();
        Headers headers{{"Location", location}};
        QByteArray link;
        if (request.method == "GET" || request.method == "HEAD") {
            headers.emplaceBack("Content-Type", "text/html; charset=utf-8");
            link = "<a href=\"" + QString::fromUtf8(location).toHtmlEscaped().toUtf8() + "\">Moved Permanently</a>.\n\n";
        }
        headers.emplaceBack("Vary", "Accept-Encoding");
        call.respond({301, headers, link});
        return;
    }
    if (call.path == "/ui/") {
        call.respond({200, {{"Content-Type", "text/html; charset=utf-8"}, {"Vary", "Accept-Encoding"}},
                      "<!DOCTYPE html>\n<html lang=\"en\"><head><title>Consul (simulated)</title></head><body>A simulated Consul has no interface of its own.</body></html>\n"});
        return;
    }
    for (const Endpoint &endpoint : endpoints()) {
        const QByteArray path(endpoint.path);
        if (path.endsWith('/') ? !call.path.startsWith(path) : call.path != path)
            continue;
        const QByteArrayList methods = QByteArray(endpoint.methods).split(',');
        const QByteArray allowed = "OPTIONS," + QByteArray(endpoint.methods);
        if (*endpoint.methods && request.method == "OPTIONS") {
            sendNothing(call, 200, {{"Allow", allowed}});
            return;
        }
        if (*endpoint.methods && !methods.contains(request.method)) {
            sendText(call, 405, "method " + request.method + " not allowed", {{"Allow", allowed}});
            return;
        }
        if (parse(&call))
            (this->*endpoint.handler)(call);
        return;
    }
    sendNothing(call, 404);
}

void ConsulService::notSimulated(ConsulCall &call)
{
    sendText(call, 501, call.path + " is no part of the simulated Consul");
}

void ConsulService::aclOff(ConsulCall &call)
{
    sendText(call, 401, "ACL support disabled");
}

} // namespace mk::demo
