// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/FindingText.h"

#include "core/Format.h"
#include "core/SafeText.h"
#include "models/ErrorText.h"
#include "models/MarkedText.h"
#include "models/PlanText.h"

#include <QCoreApplication>

#include <functional>

namespace mk {

namespace {

struct FindingTexts
{
    Q_DECLARE_TR_FUNCTIONS(FindingText)
};

// The arguments of a code, ready for sentences.
class Args
{
public:
    explicit Args(const QVariantMap &args) : m_args(args) {}
    QString name(const char *key = "name") const { return code(m_args.value(QLatin1String(key)).toString()); }
    QString raw(const char *key) const { return m_args.value(QLatin1String(key)).toString(); }
    bool has(const char *key) const { return !list(key).join(QString()).isEmpty(); }
    bool is(const char *key) const { return m_args.value(QLatin1String(key)).toBool(); }
    int number(const char *key) const { return m_args.value(QLatin1String(key)).toInt(); }
    QString count(const char *key) const { return format::count(m_args.value(QLatin1String(key)).toLongLong()); }
    QStringList list(const char *key) const { return m_args.value(QLatin1String(key)).toStringList(); }
    QString names(const char *key) const
    {
        constexpr qsizetype most = 4;
        QStringList marked;
        const QStringList all = list(key);
        for (const QString &one : all.mid(0, most))
            marked.append(code(one));
        const QString joined = marked.join(QStringLiteral(", "));
        return all.size() > most ? FindingTexts::tr("%1 and %n more", nullptr, int(all.size() - most)).arg(joined) : joined;
    }
    // The client path, else the name of what leads there.
    QString path() const { return list("paths").isEmpty() ? name() : names("paths"); }

private:
    const QVariantMap &m_args;
};

QString kongTitle(const Finding &finding, const Args &args)
{
    const QString &code = finding.code;
    if (code == QLatin1String("kong.host-misspelt")) {
        return args.has("wrong") ? FindingTexts::tr("%1: %2 is no name of Consul; meant is %3").arg(args.name(), args.name("host"), args.name("corrected"))
                                 : FindingTexts::tr("%1: no such name as %2 can exist in Consul").arg(args.name(), args.name("host"));
    }
    if (code == QLatin1String("kong.host-unknown")) {
        return args.has("tag") ? FindingTexts::tr("%1: no instance of %2 has the tag %3").arg(args.name(), args.name("service"), args.name("tag"))
                               : FindingTexts::tr("%1 leads to %2, which Consul does not have").arg(args.name(), args.name("host"));
    }
    if (code == QLatin1String("kong.no-passing")) {
        return args.is("maintenance") ? FindingTexts::tr("%1 leads to %2, which is in maintenance as a whole").arg(args.name(), args.name("service"))
                                      : FindingTexts::tr("%1 leads to %2, of which no instance passes its checks").arg(args.name(), args.name("service"));
    }
    if (code == QLatin1String("kong.port-differs"))
        return FindingTexts::tr("%1: Kong says port %2, Consul says %3, and Consul's word wins").arg(args.name(), args.raw("port"), args.list("ports").join(QStringLiteral(", ")));
    if (code == QLatin1String("kong.ports-vary"))
        return FindingTexts::tr("%1: requests go to the ports %2 in turn").arg(args.name(), args.list("ports").join(QStringLiteral(", ")));
    if (code == QLatin1String("kong.path-collision")) {
        return args.has("winner") ? FindingTexts::tr("%1 is claimed by %2; %3 wins").arg(args.name("path"), args.names("names"), args.name("winner"))
                                  : FindingTexts::tr("%1 is claimed by %2").arg(args.name("path"), args.names("names"));
    }
    if (code == QLatin1String("kong.errors-502")) {
        return args.has("service") ? FindingTexts::tr("%1 % of the requests to %2 end in 502 or 504").arg(args.raw("share"), args.name("service"))
                                   : FindingTexts::tr("%1 % of all requests end in 502 or 504").arg(args.raw("share"));
    }
    if (code == QLatin1String("kong.errors-503"))
        return FindingTexts::tr("%1 % of all requests end in 503").arg(args.raw("share"));
    if (code == QLatin1String("kong.resolver-stale"))
        return FindingTexts::tr("Kong asks %1 for names, which is no Consul server today").arg(args.names("resolvers"));
    if (code == QLatin1String("kong.not-registered"))
        return FindingTexts::tr("%1 runs, but the gateway has no way to it").arg(args.name("service"));
    if (code == QLatin1String("kong.plugin-missing"))
        return FindingTexts::tr("Prometheus asks Kong for figures, but the plugin %1 is not on").arg(args.name("plugin"));
    if (code == QLatin1String("kong.database-unreachable"))
        return FindingTexts::tr("Kong does not reach its database");
    if (code == QLatin1String("kong.nodes-disagree"))
        return FindingTexts::tr("The nodes of Kong use different databases");
    if (code == QLatin1String("kong.node-down"))
        return FindingTexts::tr("Kong's node %1 does not answer").arg(args.name());
    if (code == QLatin1String("kong.certificate-expired"))
        return FindingTexts::tr("The certificate %1 has expired").arg(args.name());
    if (code == QLatin1String("kong.certificate-expiring"))
        return FindingTexts::tr("The certificate %1 expires in %n day(s)", nullptr, args.number("days")).arg(args.name());
    return {};
}

QString otherTitle(const Finding &finding, const Args &args)
{
    const QString &code = finding.code;
    if (code == QLatin1String("consul.catalog-empty"))
        return FindingTexts::tr("Consul knows no services: %n name(s) of the gateway lead nowhere", nullptr, args.number("hosts"));
    if (code == QLatin1String("consul.key-missing")) {
        return args.is("kongDown") ? FindingTexts::tr("Kong does not answer, and the key %1 that it waits for is missing").arg(args.name("key"))
                                   : FindingTexts::tr("The key %1 is missing: Kong will not come up again").arg(args.name("key"));
    }
    if (code == QLatin1String("consul.instance-critical"))
        return FindingTexts::tr("%1 of %2 instances of %3 fail their checks").arg(args.count("critical"), args.count("total"), args.name("service"));
    if (code == QLatin1String("consul.node-failed"))
        return FindingTexts::tr("Consul has lost the node %1 with %n instance(s)", nullptr, args.number("instances")).arg(args.name("node"));
    if (code == QLatin1String("consul.no-leader"))
        return FindingTexts::tr("Consul has no leader");
    if (code == QLatin1String("rabbitmq.no-consumer"))
        return FindingTexts::tr("%1 holds %n message(s) and has no consumer", nullptr, args.number("ready")).arg(args.name());
    if (code == QLatin1String("rabbitmq.consumer-stuck"))
        return FindingTexts::tr("%1: %n message(s) wait, and the consumer takes none", nullptr, args.number("ready")).arg(args.name());
    if (code == QLatin1String("rabbitmq.queue-down"))
        return FindingTexts::tr("Queue %1 is not served: %2").arg(args.name(), visibleText(args.raw("state")));
    if (code == QLatin1String("rabbitmq.alarm"))
        return FindingTexts::tr("RabbitMQ's alarm is on (%1): publishers are blocked").arg(args.names("alarms"));
    if (code == QLatin1String("prometheus.target-down")) {
        return args.number("total") > 1 ? FindingTexts::tr("%1 of %2 targets of %3 are down: %4").arg(args.count("down"), args.count("total"), args.name("job"), visibleText(shortened(args.raw("error"), 160)))
                                        : FindingTexts::tr("Nothing is measured of %1: %2").arg(args.name("job"), visibleText(shortened(args.raw("error"), 160)));
    }
    if (code == QLatin1String("prometheus.not-ready"))
        return FindingTexts::tr("Prometheus is not ready");
    if (code == QLatin1String("system.down")) {
        return finding.error ? FindingTexts::tr("%1 does not answer: %2").arg(systemName(finding.system), ErrorText::of(*finding.error).title)
                             : FindingTexts::tr("%1 does not answer").arg(systemName(finding.system));
    }
    return finding.code;
}

QString gatewayMeaning(const Finding &finding, const Args &args)
{
    const QString &code = finding.code;
    if (code == QLatin1String("kong.host-misspelt") || code == QLatin1String("kong.host-unknown") || code == QLatin1String("kong.no-passing"))
        return FindingTexts::tr("Kong cannot resolve the name: every request to %1 is answered with 503, and services that call each other through the gateway fail with it.").arg(args.path());
    if (code == QLatin1String("kong.port-differs"))
        return FindingTexts::tr("Requests to %1 go to port %2, whatever the port in Kong says. Where the service listens on %3 alone, every one ends in 502.")
            .arg(args.path(), args.list("ports").join(QStringLiteral(", ")), args.raw("port"));
    if (code == QLatin1String("kong.ports-vary"))
        return FindingTexts::tr("One address is in Consul with several ports under one name. Requests to %1 that meet a port which speaks no HTTP end in 502.").arg(args.path());
    if (code == QLatin1String("kong.path-collision")) {
        return args.is("sameTarget") ? FindingTexts::tr("Both lead to the same place. Changes and plugins of the one that loses have no effect.")
                                     : FindingTexts::tr("Only one of them is ever reached; clients of the other get the wrong service.");
    }
    if (code == QLatin1String("kong.errors-502"))
        return FindingTexts::tr("Kong was told an address where nobody answers, or not in time. %1 requests in %2 s.").arg(args.count("count"), args.raw("seconds"));
    if (code == QLatin1String("kong.errors-503") || code == QLatin1String("kong.resolver-stale"))
        return FindingTexts::tr("503 is what Kong answers when a name leads nowhere. %1 requests in %2 s.").arg(args.count("count"), args.raw("seconds"));
    if (code == QLatin1String("kong.not-registered")) {
        return args.is("apis") ? FindingTexts::tr("Clients get 404 for its path. It registers itself when it starts, once.")
                               : FindingTexts::tr("This Kong has no API objects any more, and Microkubes' Go services register nothing else: they start as if all were well.");
    }
    if (code == QLatin1String("kong.plugin-missing"))
        return FindingTexts::tr("Charts of the gateway's requests, answers and latency stay empty.");
    if (code == QLatin1String("kong.database-unreachable"))
        return FindingTexts::tr("Kong goes on with what it has in memory. Nothing can be changed, and a restart does not come up.");
    if (code == QLatin1String("kong.nodes-disagree"))
        return FindingTexts::tr("A change reaches some of the nodes only; clients get one answer or the other.");
    if (code == QLatin1String("kong.node-down"))
        return FindingTexts::tr("The other nodes serve alone.");
    return {};
}

QString otherMeaning(const Finding &finding, const Args &args)
{
    const QString &code = finding.code;
    if (code.startsWith(QLatin1String("kong.certificate-"))) {
        const QString names = args.names("names");
        return names.isEmpty() ? FindingTexts::tr("HTTPS through the gateway fails for whatever it stands for.") : FindingTexts::tr("HTTPS through the gateway fails for %1.").arg(names);
    }
    if (code == QLatin1String("consul.catalog-empty"))
        return FindingTexts::tr("Every path of the gateway that leads to a service answers 503.");
    if (code == QLatin1String("consul.key-missing")) {
        return args.is("kongDown") ? FindingTexts::tr("Kong's container waits for it without end when it starts, with its ports closed.")
                                   : FindingTexts::tr("Kong runs until its next restart; then its container waits for the key without end, with its ports closed. Nothing puts it back by itself.");
    }
    if (code == QLatin1String("consul.instance-critical"))
        return FindingTexts::tr("Consul leaves them out of its answers: callers get the others.");
    if (code == QLatin1String("consul.node-failed"))
        return FindingTexts::tr("None of its instances is told to callers any more.");
    if (code == QLatin1String("consul.no-leader"))
        return FindingTexts::tr("Nothing can be registered or written, and answers may be old.");
    if (code == QLatin1String("rabbitmq.no-consumer")) {
        if (finding.entity.name == QLatin1String("verification-email"))
            return FindingTexts::tr("Nobody gets the mail that an account is activated with, and the service that sent it was told that all is well.");
        if (finding.entity.name == QLatin1String("email-queue"))
            return FindingTexts::tr("No mail is sent: neither activations nor new passwords.");
        return args.is("growing") ? FindingTexts::tr("The queue grows until the broker blocks all publishers.") : FindingTexts::tr("What they ask for is not done.");
    }
    if (code == QLatin1String("rabbitmq.consumer-stuck"))
        return FindingTexts::tr("It holds %n message(s) without acknowledging any; the rest waits behind.", nullptr, args.number("unacked"));
    if (code == QLatin1String("rabbitmq.queue-down"))
        return FindingTexts::tr("Nothing can be published to it or read from it.");
    if (code == QLatin1String("rabbitmq.alarm"))
        return FindingTexts::tr("The broker takes no messages in until there is room again; services that publish hang or fail.");
    if (code == QLatin1String("prometheus.target-down"))
        return FindingTexts::tr("Charts and alerts of it have no data; an alert that needs it never fires.");
    if (code == QLatin1String("prometheus.not-ready"))
        return FindingTexts::tr("It reads its log of the last hours and answers no queries until then.");
    if (code == QLatin1String("system.down"))
        return finding.error ? ErrorText::of(*finding.error).text : FindingTexts::tr("Nothing is known of it while that lasts.");
    return {};
}

QString noteText(const QString &noteCode, const Args &args)
{
    using Maker = std::function<QString(const Args &)>;
    static const QHash<QString, Maker> makers = [] {
        QHash<QString, Maker> all;
        const auto add = [&all](const char *name, Maker maker) { all.insert(QLatin1String(name), std::move(maker)); };
        // --- names and addresses
        add("no-such-domain", [](const Args &) { return FindingTexts::tr("Below Consul's domain names end with %1. An old guide of Microkubes has it wrong.").arg(code(QStringLiteral("service.consul"))); });
        add("meant-service-is-there", [](const Args &a) { return FindingTexts::tr("The service that is meant, %1, is in Consul with %n instance(s).", nullptr, a.number("count")).arg(a.name("service")); });
        add("meant-service-is-missing", [](const Args &a) { return FindingTexts::tr("The service that is meant, %1, is not in Consul either.").arg(a.name("service")); });
        add("name-does-not-resolve", [](const Args &) { return FindingTexts::tr("Consul has no instance under this name, so its DNS has no answer."); });
        add("nearest-service", [](const Args &a) { return FindingTexts::tr("The nearest name in Consul is %1.").arg(a.name("service")); });
        add("retired-service", [](const Args &a) { return FindingTexts::tr("%1 was taken away, or has not started yet. No library of Microkubes removes its API from the gateway.").arg(a.name("service")); });
        add("pods-there", [](const Args &a) { return FindingTexts::tr("Whether pods of %1 run and the registrar has missed them:").arg(a.name("service")); });
        add("critical-is-not-told", [](const Args &) { return FindingTexts::tr("Consul leaves instances with a critical check out of its answers."); });
        add("pod-state", [](const Args &a) { return FindingTexts::tr("Whether the pods of %1 run, and how often they restarted:").arg(a.name("service")); });
        // --- ports
        add("consul-port-wins", [](const Args &) { return FindingTexts::tr("Kong asks for SRV records first, and the port in them replaces the one in its own address."); });
        add("listens-on-other", [](const Args &a) { return FindingTexts::tr("The service may listen on %1: the registrar writes the first container port into Consul, not the one that is open.").arg(a.raw("port")); });
        add("one-in-n", [](const Args &) { return FindingTexts::tr("Some of these ports may speak another protocol: the pod has several container ports under one name."); });
        add("container-port", [](const Args &a) { return FindingTexts::tr("Which container ports the pods of %1 declare:").arg(a.name("service")); });
        // --- registration
        add("one-wins", [](const Args &a) { return FindingTexts::tr("Kong's router takes %1 for every request to it.").arg(a.name("winner")); });
        add("winner-by-accident", [](const Args &) { return FindingTexts::tr("They are alike in all that the router weighs: which of them wins depends on the order in which the database gives them."); });
        add("renamed-registration", [](const Args &) { return FindingTexts::tr("A service was registered under another name before, as between Microkubes' manifests and its Helm chart."); });
        add("registration-ignored", [](const Args &a) { return FindingTexts::tr("Its library does not look at Kong's answer: a refused registration of %1 passes for a good one.").arg(a.name("service")); });
        add("no-api-objects", [](const Args &) { return FindingTexts::tr("Microkubes' Go library posts to %1, which this Kong does not have, and takes the 404 for success.").arg(code(QStringLiteral("/apis"))); });
        add("service-log", [](const Args &a) { return FindingTexts::tr("What %1 said when it started:").arg(a.name("service")); });
        // --- Consul
        add("no-name-resolves", [](const Args &a) { return FindingTexts::tr("Nothing but Consul itself is registered, and Kong uses %n of its names.", nullptr, a.number("count")); });
        add("consul-restarted", [](const Args &) { return FindingTexts::tr("Consul runs in memory and was restarted. The registrar writes running pods back within two minutes."); });
        add("consul-pod", [](const Args &) { return FindingTexts::tr("When Consul was started:"); });
        add("registrar-pod", [](const Args &) { return FindingTexts::tr("Whether the registrar runs:"); });
        add("kong-waits", [](const Args &) { return FindingTexts::tr("Kong's start script goes on only once the key is there."); });
        add("kong-will-wait", [](const Args &) { return FindingTexts::tr("Kong's start script goes on only once the key is there. It is asked at the start alone."); });
        add("memory-only", [](const Args &) { return FindingTexts::tr("Consul kept it in memory and was restarted; the job that wrote it has ended and does not run again."); });
        add("migration-log", [](const Args &) { return FindingTexts::tr("Whether the migrations were done:"); });
        add("node-takes-instances", [](const Args &) { return FindingTexts::tr("A node whose agent is lost makes all of its instances critical."); });
        add("node-state", [](const Args &a) { return FindingTexts::tr("Whether the machine behind %1 is up:").arg(a.name("node")); });
        // --- RabbitMQ
        add("nobody-reads", [](const Args &) { return FindingTexts::tr("Messages are ready, and no consumer is registered with the broker."); });
        add("mail-hung", [](const Args &a) { return FindingTexts::tr("%1 hangs: after a restart of the broker it waits on a closed channel for ever, while its pod counts as running.").arg(a.name("service")); });
        add("mail-log", [](const Args &) { return FindingTexts::tr("“channel/connection is not open” in its log proves it:"); });
        add("mail-restart", [](const Args &) { return FindingTexts::tr("A restart of the deployment cures it:"); });
        add("certificate-refused", [](const Args &) { return FindingTexts::tr("Its time is over: clients that look at certificates refuse the connection."); });
        add("certificate-soon", [](const Args &) { return FindingTexts::tr("Whoever renews by itself has done so long before: nobody seems to renew this one."); });
        add("certificate-renew", [](const Args &) { return FindingTexts::tr("A new one is put in under Certificates, with its key. Where it came from may be seen here:"); });
        add("stale-instance", [](const Args &) { return FindingTexts::tr("If its pod is gone, nobody takes the entry away: a registrar that missed the end of a pod never looks again."); });
        add("move-looks", [](const Args &) { return FindingTexts::tr("They can be moved to %1, where they are read. Preparing that looks at the first hundred, which count as redelivered from then on; nothing is moved before the plan is applied.").arg(code(QStringLiteral("email-queue"))); });
        add("mail-versions", [](const Args &) { return FindingTexts::tr("The versions do not fit together: older registrations publish to %1, newer mail services read %2.").arg(code(QStringLiteral("verification-email")), code(QStringLiteral("email-queue"))); });
        add("mail-images", [](const Args &) { return FindingTexts::tr("Which versions run:"); });
        add("who-reads", [](const Args &) { return FindingTexts::tr("Whether the service that should read it runs:"); });
        add("consumer-hangs", [](const Args &) { return FindingTexts::tr("The consumer hangs, or works on one message for very long."); });
        // --- metrics
        add("wrong-metrics-path", [](const Args &a) { return FindingTexts::tr("Prometheus asks for %1. Kong serves its figures at %2; the path is left over from an older plugin.").arg(a.name("wrong"), a.name("right")); });
        add("prometheus-configuration", [](const Args &a) { return FindingTexts::tr("It is mended in Prometheus' own configuration: %1 in the job %2.").arg(code(QStringLiteral("metrics_path: ") + a.raw("path")), a.name("job")); });
        add("target-not-reached", [](const Args &) { return FindingTexts::tr("Prometheus' words above tell what it met; whether the process runs is seen on its machine."); });
        add("nothing-counted", [](const Args &) { return FindingTexts::tr("Kong counts requests only while the plugin is on, globally or for a service."); });
        add("plugin-is-off", [](const Args &) { return FindingTexts::tr("The plugin is there and switched off."); });
        add("instance-refuses", [](const Args &) { return FindingTexts::tr("The name was resolved, and the address behind it refused the connection or did not answer in time."); });
        add("dead-instance", [](const Args &a) { return FindingTexts::tr("An instance has died that nobody checks: it stays in Consul and gets its share. Services without any check of their own: %1.").arg(a.names("services")); });
        add("dead-instance-of", [](const Args &a) { return FindingTexts::tr("An instance of %1 has died. It has no check of its own, so it stays in Consul and gets its share.").arg(a.names("services")); });
        add("no-service-label", [](const Args &) { return FindingTexts::tr("Kong does not tell which: figures of API objects carry no name."); });
        add("restarting-pods", [](const Args &) { return FindingTexts::tr("Which pods restart again and again:"); });
        add("resolver-elsewhere", [](const Args &a) { return FindingTexts::tr("Kong asks %1; Consul's servers are at %2.").arg(a.names("resolvers"), a.names("addresses")); });
        add("resolver-gone", [](const Args &) { return FindingTexts::tr("Consul's pods were replaced. Kong looked their addresses up once, when it started."); });
        add("restart-kong", [](const Args &) { return FindingTexts::tr("A restart of Kong makes it look them up again; the key %1 must be there.").arg(code(findings::migrationKey())); });
        add("names-or-plugins", [](const Args &) { return FindingTexts::tr("Names that do not resolve for Kong, though Consul has them, or a plugin that answers 503."); });
        add("kong-log", [](const Args &) { return FindingTexts::tr("“name resolution failed” in Kong's log tells which:"); });
        return all;
    }();
    const auto maker = makers.constFind(noteCode);
    return maker == makers.cend() ? noteCode : (*maker)(args);
}

QString covered(const FindingCoverage &one)
{
    const int count = int(one.count);
    switch (one.source) {
    case FindingSource::Entities:
        return {}; // told apart by the caller
    case FindingSource::Plugins:
        return FindingTexts::tr("%n plugin(s)", nullptr, count);
    case FindingSource::Instances:
        return FindingTexts::tr("%n instance(s)", nullptr, count);
    case FindingSource::Nodes:
        return FindingTexts::tr("%n node(s)", nullptr, count);
    case FindingSource::ConsulKey:
        return FindingTexts::tr("the key %1").arg(code(findings::migrationKey()));
    case FindingSource::Queues:
        return FindingTexts::tr("%n queue(s)", nullptr, count);
    case FindingSource::Targets:
        return FindingTexts::tr("%n target(s)", nullptr, count);
    case FindingSource::GatewayErrors:
        return FindingTexts::tr("the gateway's answers");
    case FindingSource::KongNode:
        return FindingTexts::tr("Kong's resolvers");
    default:
        return {};
    }
}

} // namespace

QString findingTitle(const Finding &finding)
{
    const Args args(finding.args);
    const QString title = finding.code.startsWith(QLatin1String("kong.")) ? kongTitle(finding, args) : QString();
    return title.isEmpty() ? otherTitle(finding, args) : title;
}

QString findingMeaning(const Finding &finding)
{
    const Args args(finding.args);
    const QString meaning = gatewayMeaning(finding, args);
    return meaning.isEmpty() ? otherMeaning(finding, args) : meaning;
}

QString findingNoteText(const FindingNote &note)
{
    return noteText(note.code, Args(note.args));
}

QString findingRepairText(const FindingRepair &repair)
{
    switch (repair.kind) {
    case FindingRepair::Kind::SetHost:
        return FindingTexts::tr("Set host to %1…").arg(visibleText(shortened(repair.args.value(QStringLiteral("host")).toString(), 60)));
    case FindingRepair::Kind::RemoveEntity:
        return FindingTexts::tr("Delete %1 %2…").arg(entityKindWord(repair.entityKind), visibleText(shortened(repair.args.value(QStringLiteral("name")).toString(), 40)));
    case FindingRepair::Kind::SetKey:
        return FindingTexts::tr("Set the key…");
    case FindingRepair::Kind::AddPlugin:
        return FindingTexts::tr("Add plugin %1 for all…").arg(visibleText(repair.args.value(QStringLiteral("plugin")).toString()));
    case FindingRepair::Kind::MoveMail:
        return FindingTexts::tr("Move to %1, converted…").arg(visibleText(repair.args.value(QStringLiteral("to")).toString()));
    case FindingRepair::Kind::Deregister:
        return FindingTexts::tr("Deregister %1…").arg(visibleText(shortened(repair.id, 40)));
    }
    return {};
}

QString findingSystems(const Finding &finding)
{
    QStringList names{systemName(finding.system)};
    for (const System other : finding.others) {
        if (!names.contains(systemName(other)))
            names.append(systemName(other));
    }
    return names.join(QStringLiteral(", "));
}

Status findingStatus(const FindingRow &row)
{
    if (!row.isOpen())
        return Status::None;
    return row.finding.severity == FindingSeverity::Critical ? Status::Crit : Status::Warn;
}

QString findingWord(const FindingRow &row)
{
    switch (row.state) {
    case FindingRow::State::Now:
    case FindingRow::State::Unverified:
        return statusWord(findingStatus(row));
    case FindingRow::State::Muted:
        return FindingTexts::tr("Muted");
    case FindingRow::State::Gone:
        return FindingTexts::tr("Gone");
    }
    return {};
}

QString postureTitle(const PostureNote &note)
{
    const Args args(note.args);
    if (note.code == QLatin1String("kong.admin-open"))
        return FindingTexts::tr("Kong's Admin API asks for no credential");
    if (note.code == QLatin1String("kong.no-metrics-per-service"))
        return FindingTexts::tr("The gateway's figures cannot be told apart by service");
    if (note.code == QLatin1String("kong.resolver-fixed"))
        return FindingTexts::tr("Kong resolves names through fixed addresses");
    if (note.code == QLatin1String("consul.acl-off"))
        return FindingTexts::tr("Consul lets everybody do everything");
    if (note.code == QLatin1String("consul.no-own-checks"))
        return FindingTexts::tr("%1 of %2 services have no check of their own").arg(args.count("count"), args.count("total"));
    if (note.code == QLatin1String("rabbitmq.guest"))
        return FindingTexts::tr("RabbitMQ is used as %1").arg(args.name("user"));
    if (note.code == QLatin1String("prometheus.open"))
        return FindingTexts::tr("Prometheus asks for no credential");
    return note.code;
}

QString postureText(const PostureNote &note)
{
    const Args args(note.args);
    if (note.code == QLatin1String("kong.admin-open"))
        return FindingTexts::tr("Whoever reaches %1 can change every route and run code in Kong.").arg(args.name("endpoint"));
    if (note.code == QLatin1String("kong.no-metrics-per-service"))
        return FindingTexts::tr("Kong's plugin gives no name to the figures of its %n API object(s): all of them are one line.", nullptr, args.number("count"));
    if (note.code == QLatin1String("kong.resolver-fixed"))
        return FindingTexts::tr("%1, as looked up when Kong started; Consul's nodes are at %2. A virtual address stays good, the address of a pod goes with it.").arg(args.names("resolvers"), args.names("addresses"));
    if (note.code == QLatin1String("consul.acl-off"))
        return FindingTexts::tr("Access control is off: whoever reaches it can register services and change keys.");
    if (note.code == QLatin1String("consul.no-own-checks"))
        return FindingTexts::tr("An instance that has died stays in Consul's answers: %1.").arg(args.names("names"));
    if (note.code == QLatin1String("rabbitmq.guest"))
        return FindingTexts::tr("It is the user that every broker comes with, and its password is known.");
    if (note.code == QLatin1String("prometheus.open"))
        return FindingTexts::tr("Whoever reaches %1 can read all figures, and the configuration.").arg(args.name("endpoint"));
    return {};
}

QString postureAdvice(const PostureNote &note)
{
    if (note.code == QLatin1String("kong.admin-open"))
        return FindingTexts::tr("Bind it to the inside of the cluster, and reach it through a tunnel.");
    if (note.code == QLatin1String("kong.no-metrics-per-service"))
        return FindingTexts::tr("Services and routes in place of API objects are counted by name.");
    if (note.code == QLatin1String("kong.resolver-fixed"))
        return FindingTexts::tr("Give Consul a service with a virtual address, and let Kong ask that.");
    if (note.code == QLatin1String("consul.acl-off"))
        return FindingTexts::tr("Switch access control on with deny as its default, and give each service a token.");
    if (note.code == QLatin1String("consul.no-own-checks"))
        return FindingTexts::tr("Give the deployments a liveness probe by HTTP or TCP: the registrar makes a check of it.");
    if (note.code == QLatin1String("rabbitmq.guest"))
        return FindingTexts::tr("Make a user for each service and delete this one.");
    if (note.code == QLatin1String("prometheus.open"))
        return FindingTexts::tr("Put a proxy with a password before it, or keep it inside.");
    return {};
}

QString lookedAtText(const QList<FindingCoverage> &coverage)
{
    QStringList parts;
    int entities = 0; // API objects, routes, services, in this order
    for (const FindingCoverage &one : coverage) {
        const bool known = one.state == FindingCoverage::State::Known || one.state == FindingCoverage::State::Partial;
        if (one.source == FindingSource::Entities) {
            const int count = int(one.count);
            const int place = entities++;
            if (known && count > 0) {
                parts.append(place == 0       ? FindingTexts::tr("%n API object(s)", nullptr, count)
                                 : place == 1 ? FindingTexts::tr("%n route(s)", nullptr, count)
                                              : FindingTexts::tr("%n service(s)", nullptr, count));
            }
        } else if (known) {
            parts.append(covered(one));
        }
    }
    if (parts.isEmpty())
        return {};
    const QString last = parts.takeLast();
    return parts.isEmpty() ? FindingTexts::tr("Looked at %1.").arg(last) : FindingTexts::tr("Looked at %1 and %2.").arg(parts.join(QStringLiteral(", ")), last);
}

QString notLookedAtText(const QList<FindingCoverage> &coverage)
{
    QMap<int, QString> reasons; // by system: one tells for all of its lists
    QSet<int> partial;
    for (const FindingCoverage &one : coverage) {
        if (one.state == FindingCoverage::State::Failed && !reasons.contains(int(one.system)))
            reasons.insert(int(one.system), one.error ? ErrorText::of(*one.error).title : QString());
        if (one.state == FindingCoverage::State::Partial)
            partial.insert(int(one.system));
    }
    QStringList sentences;
    for (auto reason = reasons.cbegin(); reason != reasons.cend(); ++reason) {
        const QString name = systemName(System(reason.key()));
        sentences.append(reason.value().isEmpty() ? FindingTexts::tr("Not all of %1 could be looked at.").arg(name) : FindingTexts::tr("Not all of %1 could be looked at: %2.").arg(name, reason.value()));
    }
    for (const int system : std::as_const(partial))
        sentences.append(FindingTexts::tr("The credential does not see all of %1.").arg(systemName(System(system))));
    return sentences.join(QLatin1Char(' '));
}

} // namespace mk
