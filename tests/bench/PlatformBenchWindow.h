// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

// The half of bench_platform that runs in a process of its own. It prints one JSON object and ends.
namespace mk::bench {

// Where the systems are, and how many rows each of the lists will have; empty addresses: not in the environment.
struct Systems
{
    QString kong;
    QString consul;
    QString rabbitmq;
    int routes = 0;
    int keys = 0;
    int queues = 0;
    int consumers = 0;
};

// Until one list ("routes", "keyvalue", "queues", "consumers") is complete on screen: "ms", and "urls", all that was asked for it.
int runList(int argc, char **argv, const Systems &systems, const QString &panel);
// All lists loaded, one after the other: memory, stops, a refresh that brings nothing, processor time at rest.
int runAllLists(int argc, char **argv, const Systems &systems);
// The consumers loaded, filtered and sorted: stops, keystrokes, a refresh that brings nothing, memory.
int runConsumers(int argc, char **argv, const Systems &systems);
// The queues on screen for so long; nothing is told but that it is over.
int runWatchQueues(int argc, char **argv, const Systems &systems, int ms);

} // namespace mk::bench
