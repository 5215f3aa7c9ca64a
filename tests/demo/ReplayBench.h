// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "AnswerCheck.h"
#include "Names.h"
#include "Scenario.h"

#include "demo/HttpServer.h"
#include "demo/HttpService.h"
#include "demo/kong/KongAdmin.h"
#include "demo/kong/KongProxy.h"

#include <QSslSocket>
#include <QStringList>

#include <map>
#include <memory>
#include <vector>

namespace mk::test {

struct StepResult
{
    int number = 0;
    QString title;
    QString call;   // "POST /apis"
    QString family; // "apis", "plugins", "credentials", ...
    bool inScope = true;
    QStringList differences; // empty: matched
};

// What kind of entity a call is about.
QString familyOf(const QByteArray &path, const std::string &target);

// An empty simulated Kong, and a recording run on it from the first step to the last. What the recording asks for is asked in
// our names; entities that were there before its first step, without a call, are made from what their lists show.
// Through real sockets and the program's own server, unless MK_REPLAY_DIRECT=1 asks the services themselves.
class ReplayBench
{
public:
    explicit ReplayBench(const QString &version);
    ~ReplayBench();

    bool isSimulated() const { return m_admin != nullptr; }
    std::vector<StepResult> run(const Scenario &scenario);

private:
    OwnAnswer ask(const Step::Question &question);
    OwnAnswer askService(demo::HttpService *service, const demo::Request &request) const;
    OwnAnswer askServer(const std::string &target, const demo::Request &request);
    OwnAnswer askAdmin(const QByteArray &method, const QByteArray &path, const Json &body);
    QByteArray bodyOf(const Step &step);
    QByteArray formOf(const QByteArray &recorded) const;
    void prepare(const Scenario &scenario, std::size_t index);
    void deleteRowOfOffset(const Step &step);
    void makeTraffic(const Scenario &scenario, std::size_t index);
    void clearName(const Step &step);
    demo::HttpService *serviceFor(const std::string &target);

    demo::KongNode m_node;
    std::unique_ptr<demo::HttpService> m_admin;
    demo::KongProxy m_proxy{&m_node};
    struct Line // a server and a client's connection to it
    {
        std::unique_ptr<demo::HttpServer> server;
        std::unique_ptr<QSslSocket> socket;
    };
    std::map<std::string, Line> m_lines; // by target
    Names m_names;
    qint64 m_passed = 0; // ms by which the node's clock is ahead of ours
    std::map<std::string, int> m_prepared; // how many of each kind
    std::map<std::string, std::pair<std::string, std::string>> m_pairs; // recorded certificate -> own certificate and key
};

} // namespace mk::test
