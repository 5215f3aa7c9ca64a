// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/kong/KongTypes.h"
#include "panels/Panel.h"
#include "panels/PlanDesk.h"
#include "platform/KongPlans.h"
#include "platform/Plan.h"
#include "widgets/PanelFrame.h"

#include <QObject>
#include <QPointer>

#include <functional>

namespace mk {

class EntityEditor;
class Schema;

// Reads a plugin's schema and notes at the client how its configuration may be changed. GUI thread.
Job<Schema> *readPluginSchema(kong::KongClient *client, const QString &plugin, QObject *parent);

// What all panels of Kong do to change something: an entity or the text of an editor becomes a plan, goes to the plan desk,
// and what came of it comes back to where it was asked for. GUI thread.
class KongDesk final : public QObject
{
    Q_OBJECT
public:
    KongDesk(const PanelContext &context, QObject *parent);
    ~KongDesk() override;

    void setSession(PlatformSession *session);

    static EntityRef entityOf(kong::Kind kind, const QString &id, const QString &name);
    static std::optional<kong::Kind> kindOf(const EntityRef &entity); // nothing: not one of Kong's
    // The entity as it is edited: members sorted, without those that the server makes itself, those that have no value, and
    // those that are held back unless they differ from what was seen (empty: the same entity).
    static QByteArray editable(kong::Kind kind, const QByteArray &entity, const QByteArray &seen = {});
    // The members in which the editor's text differs from the entity.
    static QStringList changedMembers(kong::Kind kind, const QByteArray &entity, const QByteArray &after);

    // Why nothing may be written now, as a sentence; empty: it may.
    QString whyNot() const;
    // What a list says above its rows where this Kong takes no changes at all.
    PanelState notice() const;

    using Done = std::function<void(const QString &id)>; // of the entity as it is now; not called when it came to nothing
    // Sends what the editor wants. entity: as the panel knows it, whole; empty: it is to be made. Refusals, guards and
    // conflicts are told to the editor.
    void save(EntityEditor *editor, kong::Kind kind, const QByteArray &entity, const QByteArray &after, bool afterConflict,
              Done done);
    // A service and a route to it, made one after the other, of {"service":{},"route":{}}.
    void saveServiceAndRoute(EntityEditor *editor, const QByteArray &both, Done done);
    struct Target
    {
        kong::Kind kind = kong::Kind::Route;
        QByteArray json; // as the server told it
    };
    // With everything that goes along, shown before it is sent.
    void remove(const QList<Target> &targets);
    // name: what the scope is called, for the plan's title.
    void movePlugin(const QByteArray &plugin, const kong::PluginScope &scope, const QString &name);
    void copyPlugin(const QByteArray &plugin, const kong::PluginScope &scope, const QString &name, Done done);
    // Asks the server what it would say to the editor's text, where it can tell, and shows it there. A newer look ends an
    // older one; what somebody has not come to yet (members of a new entity without a value) is not complained of.
    void look(EntityEditor *editor, kong::Kind kind, const QByteArray &entity, const QByteArray &after);
    // Switches services or plugins on or off, in one plan.
    void setEnabled(const QList<Target> &targets, bool on);
    // Any other plan: applied at once where nothing is lost by it, and there is the way back.
    void propose(const Result<Plan> &plan) { propose(plan, Proposal{.ask = PlanDesk::Ask::Direct}); }

Q_SIGNALS:
    void writabilityChanged();
    void problemMet(const QString &title, const QString &text); // nothing was sent

private:
    using Prefixes = QStringList; // of each step's problems in the editor's document: "service.", "route."
    struct Proposal
    {
        PlanDesk::Ask ask = PlanDesk::Ask::Preview;
        QPointer<EntityEditor> editor = {}; // null: what comes of it is told by problemMet()
        Done done = {};
        Prefixes prefixes = {};
    };
    // Lets the server look at what an editor wants, where it can, before the plan is shown; refusals land on their fields.
    void checkAndPropose(const Result<Plan> &plan, const Proposal &proposal);
    // asked: the editor's text by then; another one by now ends it.
    void checkStep(const Plan &plan, int index, const Proposal &proposal, const QByteArray &asked);
    void propose(const Result<Plan> &plan, const Proposal &proposal);
    void tell(EntityEditor *editor, const Error &error, const QString &prefix = {});
    // True where a guard of ours refuses; the editor is told all of it at once.
    bool refuses(EntityEditor *editor, kong::Kind kind, const QByteArray &before, const QByteArray &after,
                 const QString &prefix = {});
    kongplans::Context planContext() const;

    PanelContext m_context;
    QPointer<PlatformSession> m_session;
    JobScope m_jobs;
};

} // namespace mk
