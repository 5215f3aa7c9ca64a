// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Job.h"
#include "core/System.h"
#include "platform/Environment.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>
#include <QVariantMap>

#include <nlohmann/json_fwd.hpp>

#include <optional>

namespace mk {

// What is changed: one row of a system, by the words of its server.
struct EntityRef
{
    System system = System::Consul;
    QString kind; // "kv", "service", "plugin": the step handler that knows it
    QString id;   // unique within kind: the key, the id
    QString name; // what people call it; equal to id where there is nothing better
    bool operator==(const EntityRef &) const = default;
};

// An entity as one read saw it. body is what diffs and comparisons are made of; guard is what the server compares
// (Consul: {"ModifyIndex", "Flags", "CreateIndex", "LockIndex", "Session"}), kept as decimal strings.
struct EntityState
{
    bool exists = false;
    QByteArray body;
    QVariantMap guard;
    bool operator==(const EntityState &) const = default;
};

// One wanted difference of one entity. before is what the operator saw; after is what is wanted.
struct Change
{
    EntityRef entity;
    EntityState before;
    EntityState after; // exists == false: delete

    enum class Verb { Create, Update, Delete };
    Verb verb() const { return !before.exists ? Verb::Create : after.exists ? Verb::Update : Verb::Delete; }
};

// A step is one request and carries one or more changes.
struct Step
{
    QString id;      // UUID
    QString handler; // StepHandler::id()
    QList<Change> changes;
    // The handler's own, e.g. "idFrom" = step whose result names the id. Of undo plans: "undoesStep", the index of the step
    // that this one takes back.
    QVariantMap options;
};

// Something that must be said about a plan, as a code with arguments: "cannot-undo" (args "name"), "keys-added-since" (args
// "count", "names", "prefix"), "kv.lock-lost" (args "name"). models/PlanText renders it.
using PlanNotice = QPair<QString, QVariantMap>;

// Steps in order, previewed as a diff, applied together, undoable. Not a transaction. The id stands for exactly this
// content: whoever changes a plan that has been run makes a new one (newId()).
struct Plan
{
    QString id; // UUID
    QString title;      // code rendered by models/PlanText ("kv.put", "kv.delete", "kv.delete-folder", "undo")
    QVariantMap titleArgs;
    QList<Step> steps;
    QString undoes;     // id of the plan that this one takes back; empty: none
    QList<PlanNotice> notices; // what must be said before

    static QString newId(); // for plans and for steps
    QList<Change> changes() const;
    std::optional<System> system() const; // of the first change
};

// The one request that a step will send, for the preview and for "copy as curl". Bodies may be secret: mask to export.
struct RequestPreview
{
    QByteArray method;
    QByteArray pathAndQuery; // encoded
    QByteArray contentType;
    QByteArray body;
};

enum class StepOutcome {
    Done,     // the server said so, and reading again agrees
    Refused,  // the server or a guard of ours said no: nothing happened
    Conflict, // the entity is not what the operator saw: nothing was sent, or check-and-set refused
    Unknown,  // sent, and no answer: settled by reading, never by sending again
    NotRun,   // an earlier step stopped the plan
};
QString stepOutcomeId(StepOutcome outcome);
std::optional<StepOutcome> stepOutcomeFromId(const QString &id);

// What sending a step brought about.
struct SendResult
{
    // One for each change, as the server has them now. A state that exists and has an empty guard: the answer did not tell
    // the guard that undo needs, reading again finds it out.
    QList<EntityState> states;
};

// One system's way to read, send and take back steps of one kind. Stateless; bound to its API client.
class StepHandler
{
public:
    virtual ~StepHandler() = default;
    virtual QString id() const = 0; // "consul.kv"
    virtual System system() const = 0;
    virtual RequestPreview preview(const Step &step) const = 0;
    // "host:port" of the node that a step sent now goes to, where a system has several; empty: there is nothing to tell apart,
    // or none answers.
    virtual QString node() const { return {}; }
    // The entities of all changes as they are now, in order. Missing ones are states with exists == false.
    virtual Job<QList<EntityState>> *read(const Step &step, QObject *parent) = 0;
    // Sends the one request. A failed guard is ErrorKind::Conflict, with the numbers of the refused changes in
    // args "changes" where the server names them. An error with mayHaveBeenDone means unknown.
    virtual Job<SendResult> *send(const Step &step, QObject *parent) = 0;
    // True where `now` is what the operator saw: compare guards where the server has them, bodies where not.
    virtual bool sameAsBefore(const Change &change, const EntityState &now) const = 0;
    // True where `now` is what the change wanted.
    virtual bool isAfter(const Change &change, const EntityState &now) const = 0;
    // Takes the step back, given what it brought about: one step or several (what one request deleted may be too much for
    // one request to create). Changes that cannot be taken back are left out; empty where none can.
    virtual QList<Step> inverse(const Step &step, const SendResult &result) const = 0;
    // What there is to say once a plan has ended, found out by reading: e.g. keys that appeared in a folder while it was
    // deleted. May be null.
    virtual Job<QList<PlanNotice>> *remarks(const Plan &plan, QObject *parent);
};

} // namespace mk
