// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/Status.h"
#include "platform/ProxyProbe.h"
#include "platform/RequestPath.h"
#include "platform/RequestText.h"

// The path of a request as people read it. Plain text unless it says marked (models/MarkedText.h); names from servers
// are made safe.
namespace mk::pathtext {

Status statusOf(requestpath::State state);
QString stepTitle(requestpath::StepKind kind); // "Match"
QString stepText(const requestpath::Path &path,
                 const requestpath::PathStep &step);  // what happens, one sentence without a full stop
QString stateWord(const requestpath::PathStep &step); // "Matched", "Differs"
QString certaintyText(requestpath::Certainty certainty);
QString evidenceText(const requestpath::Evidence &evidence, const QDateTime &now); // "GET /apis: uris, 3 s ago"
QString evidenceText(const requestpath::PathStep &step, const QDateTime &now);     // of all of them, joined

struct CauseText
{
    QString title;  // marked
    QString text;   // marked: why, and the way out
    QString repair; // on the button; empty: there is none
    QString note;   // small, under the buttons
};
// Where nothing is wrong the text says so.
CauseText causeOf(const requestpath::Path &path);

// What is painted: one node for each thing on the way.
struct Node
{
    requestpath::StepKind kind = requestpath::StepKind::Client;
    QString caption = {}; // "API object"
    QString subject = {};
    QString fact = {};
    Status status = Status::None;
    QString ending =
        {};            // of the subject, where it is a host: the usual one goes first, an unusual one may be the fault
    QString edge = {}; // at the arrow that leads here; empty: nothing to say
    bool isBroken = false; // nothing passes along that arrow
    QString panel = {};
    QString entityId = {};
    QString name() const; // for screen readers
};
// In order, up to the one where it ends.
std::vector<Node> nodesOf(const requestpath::Path &path);
// Where it may end up, side by side; what is more than `most` is told in a last one.
std::vector<Node> placesOf(const requestpath::Path &path, size_t most);

QString placeText(const requestpath::Place &place);                             // "passing", "no check of its own"
QString portWhere(const requestpath::Port &port);                               // "Kong upstream URL"
QString portRole(const requestpath::Port &port, const requestpath::Path &path); // "Used", "Ignored"

// What came back through the proxy.
struct ProbeText
{
    Status status = Status::None;
    QString title; // marked
    QString text;  // marked
};
ProbeText probeOf(const requestpath::Path &path, const proxyprobe::Answer &answer,
                  const proxyprobe::Comparison &comparison);

// What there is to say of a line that was pasted: options that are not known, variables; empty: nothing.
QString remarksOf(const requesttext::Parsed &parsed);
// All of it as a text for a ticket.
QString explanation(const requestpath::Path &path, const QDateTime &now);

} // namespace mk::pathtext
