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
    QVariantMap options; // handler's own: e.g. "idFrom" = step whose result names the id
};

// Steps in order, previewed as a diff, applied together, undoable. Not a transaction.
struct Plan
{
    QString id; // UUID
    QString title;      // code rendered by models/PlanText ("kv.put", "kv.delete", "kv.delete-folder", "undo")
    QVariantMap titleArgs;
    QList<Step> steps;
    QString undoes;     // id of the plan that this one takes back; empty: none
    QList<QPair<QString, QVariantMap>> notices; // what must be said before (codes): "cannot-undo", "keys-added-since"

    static QString newId();
    QList<Change> changes() const;
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
    QList<EntityState> states; // one for each change, as the server has them now (guards that undo needs)
};

// One system's way to read, send and take back steps of one kind. Stateless; bound to its API client.
class StepHandler
{
public:
    virtual ~StepHandler() = default;
    virtual QString id() const = 0; // "consul.kv"
    virtual System system() const = 0;
    virtual RequestPreview preview(const Step &step) const = 0;
    // The entities of all changes as they are now, in order. Missing ones are states with exists == false.
    virtual Job<QList<EntityState>> *read(const Step &step, QObject *parent) = 0;
    // Sends the one request. A failed guard is ErrorKind::Conflict. An error with mayHaveBeenDone means unknown.
    virtual Job<SendResult> *send(const Step &step, QObject *parent) = 0;
    // True where `now` is what the operator saw: compare guards where the server has them, bodies where not.
    virtual bool sameAsBefore(const Change &change, const EntityState &now) const = 0;
    // True where `now` is what the change wanted.
    virtual bool isAfter(const Change &change, const EntityState &now) const = 0;
    // Takes the step back, given what it brought about; nothing where that is impossible.
    virtual std::optional<Step> inverse(const Step &step, const SendResult &result) const = 0;
};

} // namespace mk
