// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "demo/kong/ProxyContext.h"

#include <map>
#include <vector>

namespace mk::demo {

// What the simulated proxy does of plugins: acl, basic-auth, bot-detection, correlation-id, cors, ip-restriction, jwt (HS256
// to HS512), key-auth, prometheus, proxy-cache (memory), rate-limiting (local), request-size-limiting, request-termination,
// response-transformer. Every other one is stored and does nothing here.
class ProxyPlugins
{
public:
    // Of a request, the plugins that are configured for it, strongest configuration of each, in the order in which they run;
    // a plugin that recognises the consumer may change what comes after it.
    void access(ProxyContext *context);
    // What plugins do to the answer, of the upstream or of another plugin.
    void answer(const ProxyContext &context, Reply *reply, bool byUpstream);
    // The configuration of the prometheus plugin for this request; null: it is not counted.
    nlohmann::json prometheus(const ProxyContext &context) const;
    void clear();

private:
    struct Chosen
    {
        std::string name;
        nlohmann::json row;
    };
    struct Cached
    {
        Reply reply;
        qint64 storedAt = 0; // ms
    };

    void run(const Chosen &plugin, ProxyContext *context);
    void keyAuth(const nlohmann::json &config, ProxyContext *context);
    void basicAuth(const nlohmann::json &config, ProxyContext *context);
    void jwt(const nlohmann::json &config, ProxyContext *context);
    void acl(const nlohmann::json &config, ProxyContext *context);
    void rateLimiting(const nlohmann::json &row, ProxyContext *context);
    void cors(const nlohmann::json &config, ProxyContext *context);
    void proxyCache(const nlohmann::json &row, ProxyContext *context);

    std::vector<Chosen> m_running; // of the request at hand
    std::map<std::string, qint64> m_windows; // rate-limiting: requests by plugin, client and window
    std::map<QByteArray, Cached> m_cache;
    QByteArray m_cacheKey; // where the answer at hand is to be kept
    quint64 m_correlation = 0;
};

// The strongest row of a plugin's for this place and consumer, null where none is on.
nlohmann::json strongestPlugin(const ProxyContext &context, std::string_view name);

} // namespace mk::demo
