// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "demo/kong/KongAdmin.h"

#include <QByteArray>
#include <QByteArrayList>

#include <map>
#include <vector>

namespace mk::demo {

// One request that the proxy has treated, as the prometheus plugin sees it.
struct CountedRequest
{
    QByteArray service;  // its name or else its host; empty for an old api object
    QByteArray route;    // its name or else its id
    QByteArray consumer; // its user name; empty without one
    int status = 0;
    bool byUpstream = false; // the upstream answered
    qint64 ingress = 0;      // bytes
    qint64 egress = 0;
    double kongMs = 0;
    double upstreamMs = 0;
    // What the plugin's configuration asks for.
    bool perConsumer = false;
    bool statusCodes = true;
    bool latency = true;
    bool bandwidth = true;
};

// The text of GET /metrics: names, labels and buckets of the prometheus plugin of the node's version. Memory and timers are
// made-up numbers of the right size.
class KongMetrics
{
public:
    explicit KongMetrics(const KongNode *node) : m_node(node) {}

    void count(const CountedRequest &request);
    void clear() { m_counters.clear(); m_histograms.clear(); }
    QByteArray text() const;

private:
    struct Histogram
    {
        std::vector<qint64> within; // by bound, the last beyond all of them; what fell into a smaller one is not in it
        const QList<double> *bounds = nullptr;
        qint64 count = 0;
        double sum = 0;
    };
    using Labels = QByteArray; // as they are printed
    struct Page;

    void add(const QByteArray &family, const Labels &labels, double value);
    void observe(const QByteArray &family, const Labels &labels, double value, const QList<double> &bounds);
    void countOld(const CountedRequest &request);
    void countTwo(const CountedRequest &request);
    void countThree(const CountedRequest &request);
    void machine(Page *page) const;
    void targets(Page *page) const;

    const KongNode *m_node;
    std::map<QByteArray, std::map<Labels, double>> m_counters;
    std::map<QByteArray, std::map<Labels, Histogram>> m_histograms;
};

} // namespace mk::demo
