// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "demo/consul/ConsulState.h"
#include "demo/kong/KongAdmin.h"
#include "demo/kong/KongProxy.h"
#include "demo/prometheus/PromServer.h"
#include "demo/rabbitmq/Broker.h"

#include <QObject>
#include <QTimer>

#include <random>
#include <string>
#include <vector>

namespace mk::demo {

// A pod of one service, as kube-consul-register writes it to Consul.
struct PlatformPod
{
    std::string service;
    std::string pod; // "microservice-user-6d8f9c7b5d-x7k2p"
    std::string address;
    int registeredPort = 8080; // the first containerPort: what Consul says
    int listensOn = 8080;      // 0: nobody listens
    std::string container() const { return service; }
    std::string id() const { return pod + "-" + container(); }
};

// What happens on a simulated Microkubes platform, in all of its systems at once: users call the gateway, which finds services
// by Consul; registrations publish mails and the mail service takes them; checks are run; Prometheus scrapes. Deterministic
// but for the moment at which it begins. Main thread; the systems outlive it.
class PlatformLife final : public QObject
{
    Q_OBJECT
public:
    struct Systems
    {
        KongNode *kong;
        KongProxy *proxy;
        HttpService *kongAdmin;
        ConsulState *consul;
        Broker *broker;
        PromServer *prometheus;
    };

    explicit PlatformLife(const Systems &systems, QObject *parent = nullptr);

    // Pods, queues and jobs of the stock platform; of the demo platform as well: hello-service, microservice-todo, alerts.
    // False with the reason when the gateway refuses one of its services.
    bool fill(bool userServices, QString *why);
    // So many hours as if they had been: every figure that a chart shows.
    void makeHistory(int hours);
    void start(); // goes on with the clock
    // For tests: that it is now that time (ms since 1970), and that so much more has passed.
    void setTime(qint64 time) { m_time = m_simulatedNow = time; }
    void advance(qint64 ms);
    void stop() { m_timer.stop(); }

    // Who answers below a name that the gateway asks Consul for: KongNode::upstream.
    UpstreamAnswer upstream(const QByteArray &host, quint16 port, const Request &request);
    qint64 now() const { return m_simulatedNow ? m_simulatedNow : QDateTime::currentMSecsSinceEpoch(); }

    // For the faults.
    const Systems &systems() const { return m_systems; }
    PlatformPod *pod(const std::string &service, std::size_t number = 0);
    void registerPod(const PlatformPod &pod);
    void deregisterPod(const PlatformPod &pod);
    void registerAllPods();
    void putKeys();
    void connectMail();
    void connectPublishers();
    void setOldQueueUsed(bool used) { m_oldQueueUsed = used; }
    // Nobody registers pods before that time (ms since 1970); 0: whoever is missing is not registered again by itself.
    void setNextSync(qint64 time) { m_nextSync = time; }
    qint64 requestsMade() const { return m_requestsMade; }

private:
    void step(qint64 until); // from where it is
    void traffic(double seconds);
    void mail(qint64 time);
    void checks(qint64 time);
    void publishMail(const char *queue, const char *by, bool reset);
    void makeRules();
    double chance() { return std::uniform_real_distribution<double>(0, 1)(m_random); }

    Systems m_systems;
    std::vector<PlatformPod> m_pods;
    std::mt19937 m_random{20191009};
    QTimer m_timer;
    qint64 m_simulatedNow = 0; // 0: the clock's
    qint64 m_time = 0;         // until which everything has happened
    qint64 m_mailDone = 0;     // when the mail service is through with what it has
    qint64 m_nextSync = 0;
    qint64 m_requestsMade = 0;
    std::size_t m_turn = 0; // of instances behind a name
    int m_mailNumber = 0;
    int m_port = 41022; // of the next connection
    bool m_oldQueueUsed = false;
    bool m_userServices = false;
};

} // namespace mk::demo
