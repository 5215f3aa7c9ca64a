// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/consul/ConsulTypes.h"
#include "core/Job.h"
#include "net/HttpClient.h"

// The jobs behind ConsulClient; nobody else needs them.
namespace mk::consul {

class ConsulClient;

class CredentialJob final : public Job<Credential>
{
    Q_OBJECT
public:
    CredentialJob(HttpClient *http, QObject *parent);

protected:
    void onStart() override;

private:
    void askPermissions(const Credential &credential);
    HttpClient *m_http;
};

// Asks everything at once and keeps what is answered.
class InfoJob final : public Job<Info>
{
    Q_OBJECT
public:
    InfoJob(ConsulClient *client, QObject *parent);

protected:
    void onStart() override;

private:
    template <class T, class F>
    void ask(Job<T> *job, F &&take);
    void assemble();
    ConsulClient *m_client;
    int m_open = 0;
    Info m_info;
    std::optional<Error> m_fatal;
    std::vector<RaftServer> m_servers;
    std::vector<Member> m_members;
    QString m_datacenterOfNodes;
    QStringList m_datacenters;
};

} // namespace mk::consul
