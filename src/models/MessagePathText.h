// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/PathText.h"
#include "platform/MessagePath.h"

// The path of a message as people read it. Plain text unless it says marked (models/MarkedText.h); names from servers are made
// safe.
namespace mk::messagetext {

QString exchangeName(const QString &name); // "(default)" for the one without a name
QString stepTitle(messagepath::StepKind kind);
QString stepText(const messagepath::Path &path, const messagepath::PathStep &step);
QString stateWord(const messagepath::PathStep &step);
QString evidenceText(const messagepath::PathStep &step, const QDateTime &now);

// title and text marked. Where nothing is wrong it says so.
pathtext::CauseText causeOf(const messagepath::Path &path);

// What is painted, in order, up to where it ends; and what stands side by side at the end: the queues, or who reads the only one.
std::vector<pathtext::Node> nodesOf(const messagepath::Path &path);
std::vector<pathtext::Node> placesOf(const messagepath::Path &path, size_t most);

QString bindingRule(const rabbitmq::Binding &binding, const QString &exchangeType); // its key, or its arguments
QString hopText(const messagerouting::Hop &hop, const messagerouting::Route &route); // "by order.#", "as alternate exchange"
QString destinationWord(const messagepath::Destination &destination); // "No consumer"
QString dropText(const messagepath::Drop &drop);
QString dropsText(const messagepath::Destination &destination);       // of all, and the dead letters; empty: none
QString deadLetterText(const messagepath::DeadLetter &letter);
QString readerName(const messagepath::Reader &reader);                // service, else what it calls itself, else where it is
QString readerNote(const messagepath::Reader &reader, const QDateTime &now); // "2 unacknowledged of 2; idle for 3 min"
QString whyNotPeek(const QString &code);
QString formatText(mailformat::Format format, const QString &kind);
QString fieldText(const QString &field); // "Token"

QString explanation(const messagepath::Path &path, const QDateTime &now);

} // namespace mk::messagetext
