// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/Format.h"
#include "core/SafeText.h"
#include "models/PathText.h"

#include <QCoreApplication>

namespace mk::pathtext {

using namespace requestpath;

namespace {

struct NodeTexts
{
    Q_DECLARE_TR_FUNCTIONS(PathNodes)
};

Node nodeOf(const PathStep &step, const QString &caption, const QString &subject, const QString &fact)
{
    return {.kind = step.kind,
            .caption = caption,
            .subject = visibleText(subject),
            .fact = visibleText(fact),
            .status = statusOf(step.state),
            .isBroken = step.state == State::Broken,
            .panel = step.panel,
            .entityId = step.entityId};
}

Node clientNode(const Path &path, const PathStep &step)
{
    const QString host = step.args.value(QStringLiteral("host")).toString();
    return nodeOf(step, NodeTexts::tr("Client"), QString::fromUtf8(path.request.method + ' ' + path.request.target),
                  host.isEmpty() ? NodeTexts::tr("without a host") : NodeTexts::tr("to %1").arg(host));
}

Node matchNode(const Path &path, const PathStep &step)
{
    if (path.chosenId.isEmpty()) {
        if (step.state == State::Unknown)
            return nodeOf(step, NodeTexts::tr("Route"), NodeTexts::tr("Not predicted"),
                          NodeTexts::tr("%n compared", nullptr, int(path.compared)));
        return nodeOf(step, NodeTexts::tr("Route"), NodeTexts::tr("None matches"),
                      NodeTexts::tr("%n compared", nullptr, int(path.compared)));
    }
    const QString caption = path.chosenKind == kong::Kind::Api ? NodeTexts::tr("API object") : NodeTexts::tr("Route");
    const QString name = path.chosenName.isEmpty() ? path.chosenId : path.chosenName;
    const QString rule = step.args.value(QStringLiteral("path")).toString();
    if (step.state == State::Broken)
        return nodeOf(step, caption, name, NodeTexts::tr("answers %1 itself").arg(path.expectedStatus.value_or(0)));
    if (step.state == State::Doubtful)
        return nodeOf(step, caption, name,
                      NodeTexts::tr("%n other(s) claim it too", nullptr,
                                    int(step.args.value(QStringLiteral("others")).toStringList().size())));
    return nodeOf(step, caption, name,
                  rule.isEmpty() ? NodeTexts::tr("no rule for paths") : NodeTexts::tr("path %1").arg(rule));
}

Node pluginsNode(const PathStep &step)
{
    const QStringList names = step.args.value(QStringLiteral("names")).toStringList();
    const QString plugin = step.args.value(QStringLiteral("plugin")).toString();
    QString fact = names.size() > 1
                       ? NodeTexts::tr("%1 and %n more", nullptr, int(names.size()) - 1).arg(names.constFirst())
                       : names.value(0, NodeTexts::tr("passed on as it is"));
    QString subject =
        names.isEmpty() ? NodeTexts::tr("None in force") : NodeTexts::tr("%n in force", nullptr, int(names.size()));
    if (step.code == QLatin1String("plugins.unread")) {
        subject = NodeTexts::tr("Not known");
        fact = NodeTexts::tr("list could not be read");
    } else if (!plugin.isEmpty()) {
        subject = plugin;
        fact = NodeTexts::tr("answers %1").arg(step.args.value(QStringLiteral("status")).toInt());
    }
    return nodeOf(step, NodeTexts::tr("Plugins"), subject, fact);
}

Node hostNode(const Path &path, const PathStep &step)
{
    const QString kept = step.args.value(QStringLiteral("from")) == step.args.value(QStringLiteral("to"))
                             ? NodeTexts::tr("path kept")
                             : NodeTexts::tr("path %1").arg(step.args.value(QStringLiteral("to")).toString());
    const QString port = path.port > 0 ? NodeTexts::tr("port %1").arg(path.port) : NodeTexts::tr("port not told");
    Node node =
        nodeOf(step, NodeTexts::tr("Upstream host"), path.host.isEmpty() ? NodeTexts::tr("Not told") : path.host,
               NodeTexts::tr("%1, %2").arg(port, kept));
    const qsizetype dot = path.host.indexOf(QLatin1Char('.'));
    if (dot > 0 && path.meaning.kind != consulhost::Kind::Address)
        node.ending = visibleText(path.host.mid(dot));
    // The name itself is wrong: that is where it shows.
    if (path.meaning.kind == consulhost::Kind::Misspelt)
        node.status = Status::Crit;
    return node;
}

Node resolveNode(const Path &path, const PathStep &step)
{
    const auto is = [&step](const char *code) { return step.code == QLatin1String("resolve.") + QLatin1String(code); };
    const int used = step.args.value(QStringLiteral("used")).toInt();
    const bool bySrv = step.args.value(QStringLiteral("srvUsed")).toBool();
    const QString service = step.args.value(QStringLiteral("service")).toString();
    if (!path.upstream.isEmpty())
        return nodeOf(step, NodeTexts::tr("Kong upstream"), path.upstream,
                      NodeTexts::tr("%n target(s)", nullptr, int(path.places.size())));
    if (is("instances") || is("port-differs") || is("many-ports")) {
        const QString ports = step.args.value(QStringLiteral("srv")).toString();
        const QString fact =
            is("port-differs") ? (bySrv ? NodeTexts::tr("port %1 beats %2").arg(ports).arg(path.port)
                                        : NodeTexts::tr("port %1, Consul says %2").arg(path.port).arg(ports))
            : is("many-ports")
                ? NodeTexts::tr("ports %1").arg(ports)
                : NodeTexts::tr("port %1").arg(bySrv && !ports.isEmpty() ? ports : QString::number(path.port));
        return nodeOf(step, bySrv ? NodeTexts::tr("Consul SRV") : NodeTexts::tr("Consul A"),
                      NodeTexts::tr("%n record(s)", nullptr, used), fact);
    }
    if (is("misspelt"))
        return nodeOf(step, NodeTexts::tr("Consul"), NodeTexts::tr("No such name"), NodeTexts::tr("503 from Kong"));
    if (is("no-service") || is("catalog-empty") || is("hidden"))
        return nodeOf(step, NodeTexts::tr("Consul"), NodeTexts::tr("0 instances"), service);
    if (is("no-tag"))
        return nodeOf(step, NodeTexts::tr("Consul"), NodeTexts::tr("0 with this tag"),
                      step.args.value(QStringLiteral("tag")).toString());
    if (is("all-critical"))
        return nodeOf(step, NodeTexts::tr("Consul"), NodeTexts::tr("All critical"),
                      NodeTexts::tr("%n instance(s)", nullptr, step.args.value(QStringLiteral("count")).toInt()));
    if (is("address"))
        return nodeOf(step, NodeTexts::tr("Address"), path.meaning.name, NodeTexts::tr("nothing to resolve"));
    if (is("node"))
        return nodeOf(step, NodeTexts::tr("Consul node"), path.meaning.name, NodeTexts::tr("its address"));
    if (step.state == State::Broken)
        return nodeOf(step, NodeTexts::tr("Consul"), NodeTexts::tr("No answer"), path.host);
    return nodeOf(step, NodeTexts::tr("Name service"), NodeTexts::tr("Not known"),
                  path.host.isEmpty() ? NodeTexts::tr("no host is told") : path.host);
}

} // namespace

QString Node::name() const
{
    QStringList parts{subject, fact, statusWord(status)};
    parts.removeAll(QString());
    return caption + QStringLiteral(": ") + parts.join(QStringLiteral(", "));
}

std::vector<Node> nodesOf(const Path &path)
{
    std::vector<Node> nodes;
    for (const PathStep &step : path.steps) {
        if (step.state == State::NotReached || step.kind == StepKind::Connect)
            break;
        switch (step.kind) {
        case StepKind::Client:
            nodes.push_back(clientNode(path, step));
            break;
        case StepKind::Match:
            nodes.push_back(matchNode(path, step));
            break;
        case StepKind::Plugins:
            nodes.push_back(pluginsNode(step));
            break;
        case StepKind::Rewrite:
            nodes.push_back(hostNode(path, step));
            break;
        case StepKind::Resolve:
            nodes.push_back(resolveNode(path, step));
            break;
        case StepKind::Connect:
            break;
        }
        if (step.state == State::Broken && path.expectedStatus)
            nodes.back().edge = QString::number(*path.expectedStatus);
    }
    return nodes;
}

std::vector<Node> placesOf(const Path &path, size_t most)
{
    std::vector<Node> nodes;
    const size_t shown = path.places.size() > most ? most - 1 : path.places.size();
    for (size_t i = 0; i < shown; ++i) {
        const Place &place = path.places.at(i);
        Node node;
        node.kind = StepKind::Connect;
        node.caption = place.service.isEmpty() ? NodeTexts::tr("Target")
                                               : NodeTexts::tr("Instance %1").arg(visibleText(place.name));
        node.subject = visibleText(
            place.port > 0 ? QString(place.address + QLatin1Char(':') + QString::number(place.port)) : place.address);
        node.fact = placeText(place);
        node.status = statusOf(place.state);
        node.isBroken = !place.used || place.state == State::Broken;
        node.edge = place.used && place.port > 0 ? QString::number(place.port) : QString();
        node.panel = place.service.isEmpty() ? QString() : QStringLiteral("services");
        node.entityId = place.service;
        nodes.push_back(node);
    }
    if (shown < path.places.size()) {
        const PathStep &step = path.step(StepKind::Connect);
        Node rest;
        rest.kind = StepKind::Connect;
        rest.caption = NodeTexts::tr("Instances");
        rest.subject = NodeTexts::tr("%n more", nullptr, int(path.places.size() - shown));
        rest.fact = NodeTexts::tr("listed below");
        rest.status = Status::None;
        rest.panel = step.panel;
        rest.entityId = step.entityId;
        nodes.push_back(rest);
    }
    return nodes;
}

} // namespace mk::pathtext
