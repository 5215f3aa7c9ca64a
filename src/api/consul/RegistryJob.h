// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/consul/ConsulTypes.h"
#include "core/Job.h"
#include "net/HttpClient.h"

#include <QHash>

// The job behind ConsulClient::registry(); nobody else needs it.
namespace mk::consul {

class RegistryJob final : public Job<Answer<Registry>>
{
    Q_OBJECT
public:
    enum class Way { OneCall, Documented };
    RegistryJob(HttpClient *http, Way first, QObject *parent);

protected:
    void onStart() override;

private:
    void askDocumented();
    void askServices();
    void askNextService();
    void assemble();
    HttpClient *m_http;
    Way m_first;
    ResponseMeta m_meta;
    std::vector<Node> m_nodes;
    QHash<QString, QList<Check>> m_nodeChecks;
    QStringList m_services; // still to ask
    qsizetype m_total = 0;
    int m_open = 0;
    std::vector<Instance> m_instances;
};

} // namespace mk::consul
