// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/KongDesk.h"

#include "api/kong/KongClient.h"
#include "api/kong/KongDialect.h"
#include "core/Json.h"
#include "models/ErrorText.h"
#include "models/Schema.h"
#include "panels/EntityEditor.h"
#include "panels/KongColumns.h"
#include "platform/KongJson.h"
#include "platform/KongShown.h"
#include "platform/PlatformSession.h"

namespace mk {

namespace {

using kong::Kind;

// The text of the editor with what the server keeps itself, as it was seen: an edit leaves that alone.
QByteArray wantedOf(Kind kind, const QByteArray &seen, const QByteArray &after)
{
    nlohmann::json wanted = kongjson::parsed(after);
    const nlohmann::json before = kongjson::parsed(seen);
    if (!wanted.is_object() || !before.is_object())
        return after;
    for (const auto &[member, value] : before.items()) {
        if (kong::isServerMade(kind, member) && !wanted.contains(member))
            wanted[member] = value;
    }
    return kongjson::pretty(wanted);
}

QString pathOf(const QVariantMap &args)
{
    QString path = args.value(QStringLiteral("field")).toString();
    const int index = args.value(QStringLiteral("index"), -1).toInt();
    if (!path.isEmpty() && index >= 0)
        path += QLatin1Char('.') + QString::number(index + 1);
    return path;
}

// What is validated: the whole entity without what the server keeps itself.
QByteArray checkable(Kind kind, const QByteArray &entity, const kong::KongClient &client)
{
    nlohmann::json document = kongjson::parsed(entity);
    if (!document.is_object())
        return entity;
    for (auto member = document.begin(); member != document.end();)
        member = kong::isServerMade(kind, member.key()) ? document.erase(member) : std::next(member);
    // Older names of members follow the newer ones when that is sent; here they would contradict them.
    const auto name = document.find("name");
    if (kind == Kind::Plugin && name != document.end() && name->is_string())
        kongjson::dropShorthands(&document, client.configShape(QString::fromStdString(name->get<std::string>())));
    return kongjson::pretty(kongjson::sendable(document));
}

// An edit sends what differs: what the server would not take of the rest (members that it keeps for older clients and that
// must agree with others) is not this edit's matter.
bool refusalMatters(const Error &error, const Change &change)
{
    if (error.reason != QLatin1String("kong.schema-violation"))
        return false;
    const QVariantMap fields = error.args.value(QStringLiteral("fields")).toMap();
    if (!change.before.exists || fields.isEmpty())
        return true;
    const QList<kongshown::Difference> differences = kongshown::differences(change);
    for (auto field = fields.cbegin(); field != fields.cend(); ++field) {
        const QString &path = field.key();
        if (path.contains(QLatin1Char('@'))) // how members go together
            return true;
        for (const kongshown::Difference &difference : differences) {
            const QString &member = difference.member;
            if (path == member || path.startsWith(member + QLatin1Char('.')) || member.startsWith(path + QLatin1Char('.')))
                return true;
        }
    }
    return false;
}

// What of a refusal is worth saying while somebody types: of a new entity what has a value, of another one what differs.
QVariantMap fieldsWorthSaying(const Error &error, const Change &change)
{
    const QVariantMap fields = error.args.value(QStringLiteral("fields")).toMap();
    const nlohmann::json wanted = kongjson::parsed(change.after.body);
    const QList<kongshown::Difference> differences = change.before.exists ? kongshown::differences(change)
                                                                         : QList<kongshown::Difference>();
    QVariantMap found;
    for (auto field = fields.cbegin(); field != fields.cend(); ++field) {
        const QString &path = field.key();
        bool worth = path.contains(QLatin1Char('@'));
        for (const kongshown::Difference &difference : differences) {
            const QString &member = difference.member;
            worth = worth || path == member || path.startsWith(member + QLatin1Char('.'))
                || member.startsWith(path + QLatin1Char('.'));
        }
        if (!change.before.exists && !worth) {
            const nlohmann::json *value = &wanted;
            const QStringList names = path.split(QLatin1Char('.'));
            for (const QString &name : names) {
                if (!value || !value->is_object())
                    break; // an entry of a list
                const auto inner = value->find(name.toStdString());
                value = inner == value->end() ? nullptr : &*inner;
            }
            const bool isEmpty = value
                && ((value->is_array() && value->empty()) || (value->is_string() && value->get_ref<const std::string &>().empty()));
            worth = value && !value->is_null() && !isEmpty;
        }
        if (worth)
            found.insert(path, field.value());
    }
    return found;
}

QString sentenceOf(const Error &error)
{
    const ErrorText text = ErrorText::of(error);
    const QString said = text.text.isEmpty() ? text.title : text.text;
    return text.hint.isEmpty() ? said : QString(said + QLatin1Char(' ') + text.hint);
}

} // namespace

KongDesk::KongDesk(const PanelContext &context, QObject *parent) : QObject(parent), m_context(context) {}

KongDesk::~KongDesk() = default;

void KongDesk::setSession(PlatformSession *session)
{
    m_jobs.cancelAll();
    if (m_session)
        m_session->disconnect(this);
    m_session = session;
    if (session) {
        connect(session, &PlatformSession::writabilityChanged, this, &KongDesk::writabilityChanged);
        connect(session, &PlatformSession::kongCapabilitiesChanged, this, &KongDesk::writabilityChanged);
    }
    Q_EMIT writabilityChanged();
}

EntityRef KongDesk::entityOf(Kind kind, const QString &id, const QString &name)
{
    return {System::Kong, kong::kindId(kind), id, name};
}

std::optional<Kind> KongDesk::kindOf(const EntityRef &entity)
{
    if (entity.system != System::Kong)
        return std::nullopt;
    return kong::kindFromId(entity.kind);
}

QByteArray KongDesk::editable(Kind kind, const QByteArray &entity, const QByteArray &seen)
{
    nlohmann::json document = kongjson::parsed(entity);
    const nlohmann::json before = seen.isEmpty() ? document : kongjson::parsed(seen);
    if (!document.is_object())
        return entity;
    const auto isHeldBack = [kind, &before](const std::string &name, const nlohmann::json &value) {
        return kong::isHeldBack(kind, name) && before.is_object() && before.value(name, nlohmann::json()) == value;
    };
    for (auto member = document.begin(); member != document.end();) {
        if (member->is_null() || kong::isServerMade(kind, member.key()) || isHeldBack(member.key(), *member))
            member = document.erase(member);
        else
            ++member;
    }
    return kongjson::pretty(document);
}

QStringList KongDesk::changedMembers(Kind kind, const QByteArray &entity, const QByteArray &after)
{
    QStringList members;
    const nlohmann::json before = kongjson::parsed(entity);
    const nlohmann::json wanted = kongjson::parsed(wantedOf(kind, entity, after));
    if (!before.is_object() || !wanted.is_object())
        return members;
    const auto differs = [](const nlohmann::json &a, const nlohmann::json &b, const std::string &member) {
        const nlohmann::json left = a.contains(member) ? a[member] : nlohmann::json();
        const nlohmann::json right = b.contains(member) ? b[member] : nlohmann::json();
        return !kongjson::same(left, right);
    };
    for (const auto &[member, value] : wanted.items()) {
        if (differs(before, wanted, member))
            members.append(QString::fromStdString(member));
    }
    for (const auto &[member, value] : before.items()) {
        if (!wanted.contains(member) && differs(before, wanted, member))
            members.append(QString::fromStdString(member));
    }
    return members;
}

QString KongDesk::whyNot() const
{
    if (!m_session)
        return tr("No environment is open.");
    if (const std::optional<Error> blocked = m_session->mayWrite(System::Kong)) {
        if (m_session->status(System::Kong).state == SystemState::Down)
            return tr("Kong does not answer. What you type stays here until it does.");
        return ErrorText::of(*blocked).title;
    }
    const std::optional<kong::Capabilities> &server = m_session->kongCapabilities();
    if (!server)
        return tr("It is not known yet what this Kong can do.");
    if (server->readOnlyReason == QLatin1String("kong.db-less"))
        return tr("This Kong has no database: its entities come from a file and cannot be changed here.");
    if (server->readOnlyReason == QLatin1String("kong.data-plane"))
        return tr("This Kong is a data plane: change its entities at the control plane.");
    return server->readOnlyReason;
}

PanelState KongDesk::notice() const
{
    PanelState state;
    const std::optional<kong::Capabilities> &server = m_session ? m_session->kongCapabilities() : std::nullopt;
    if (!server || server->readOnlyReason.isEmpty())
        return state;
    state.kind = PanelState::Kind::Warning;
    if (server->readOnlyReason == QLatin1String("kong.db-less")) {
        state.title = tr("Read-only: this Kong has no database");
        state.sentence = tr("Its entities come from a declarative file. Change the file, and load it.");
    } else if (server->readOnlyReason == QLatin1String("kong.data-plane")) {
        state.title = tr("Read-only: this Kong is a data plane");
        state.sentence = tr("Its entities come from the control plane. Change them there.");
    } else {
        state.title = tr("Read-only");
        state.sentence = server->readOnlyReason;
    }
    return state;
}

kongplans::Context KongDesk::planContext() const
{
    return m_session ? m_session->kongPlanContext() : kongplans::Context();
}

// ---- saving

bool KongDesk::refuses(EntityEditor *editor, Kind kind, const QByteArray &before, const QByteArray &after, const QString &prefix)
{
    const kongplans::Context context = planContext();
    QList<FieldProblem> problems;
    const QList<kongguards::Problem> found = kongguards::check(context.server, kind, before, after, context.around);
    for (const kongguards::Problem &problem : found) {
        if (!problem.refuses)
            continue;
        QString path = problem.field;
        if (!path.isEmpty() && problem.index >= 0)
            path += QLatin1Char('.') + QString::number(problem.index + 1);
        problems.append({path.isEmpty() ? path : QString(prefix + path), sentenceOf(kongguards::errorOf(problem))});
    }
    if (problems.isEmpty())
        return false;
    editor->showRefusal(tr("Nothing was sent"), tr("%n thing(s) would not do.", nullptr, int(problems.size())), problems);
    return true;
}

void KongDesk::save(EntityEditor *editor, Kind kind, const QByteArray &entity, const QByteArray &after, bool afterConflict,
                    Done done)
{
    m_jobs.cancel(QStringLiteral("look"));
    const QByteArray wanted = entity.isEmpty() ? after : wantedOf(kind, entity, after);
    if (refuses(editor, kind, entity, wanted))
        return;
    const Result<Plan> plan = entity.isEmpty() ? kongplans::create(planContext(), kind, wanted)
                                               : kongplans::edit(planContext(), kind, entity, wanted);
    checkAndPropose(plan, {.ask = afterConflict ? PlanDesk::Ask::Preview : PlanDesk::Ask::Direct,
                           .editor = editor,
                           .done = std::move(done)});
}

void KongDesk::saveServiceAndRoute(EntityEditor *editor, const QByteArray &both, Done done)
{
    const nlohmann::json document = kongjson::parsed(both);
    if (!document.is_object() || !document.contains("service") || !document.contains("route")
        || !document["route"].is_object()) {
        editor->showRefusal(tr("Nothing was sent"), tr("Both “service” and “route” are needed."), {});
        return;
    }
    const QString servicePrefix = QStringLiteral("service.");
    const QString routePrefix = QStringLiteral("route.");
    const QByteArray service = kongjson::pretty(document["service"]);
    if (refuses(editor, Kind::Service, {}, service, servicePrefix))
        return;
    const kongplans::Context context = planContext();
    Result<Plan> plan = kongplans::create(context, Kind::Service, service);
    if (!plan) {
        tell(editor, plan.error(), servicePrefix);
        return;
    }
    nlohmann::json route = document["route"];
    kong::setService(&route, plan->changes().constFirst().entity.id);
    const QByteArray routeText = kongjson::pretty(route);
    if (refuses(editor, Kind::Route, {}, routeText, routePrefix))
        return;
    const Result<Plan> second = kongplans::create(context, Kind::Route, routeText);
    if (!second) {
        tell(editor, second.error(), routePrefix);
        return;
    }
    plan->steps.append(second->steps);
    plan->notices.append(second->notices);
    checkAndPropose(plan, {.ask = PlanDesk::Ask::Direct,
                           .editor = editor,
                           .done = std::move(done),
                           .prefixes = {servicePrefix, routePrefix}});
}

Job<Schema> *readPluginSchema(kong::KongClient *client, const QString &plugin, QObject *parent)
{
    const QPointer<kong::KongClient> asked(client);
    return mapJob<Schema>(parent, client->pluginSchema(plugin, parent),
                          [asked, plugin](const Result<QByteArray> &text) -> Result<Schema> {
                              if (!text)
                                  return fail(text.error());
                              Result<Schema> schema = Schema::ofPlugin(*text);
                              if (schema && asked)
                                  asked->setConfigShape(plugin, schema->shape());
                              return schema;
                          });
}

// ---- the server's own look, before anything is shown or sent

void KongDesk::look(EntityEditor *editor, Kind kind, const QByteArray &entity, const QByteArray &after)
{
    kong::KongClient *client = m_session ? m_session->kong() : nullptr;
    const nlohmann::json document = kongjson::parsed(after);
    const bool canAsk = client && client->capabilities() && client->capabilities()->validates;
    const bool named = kind != Kind::Plugin || (document.is_object() && document.contains("name") && document["name"].is_string()
                                                && !document["name"].get_ref<const std::string &>().empty());
    m_jobs.cancel(QStringLiteral("look"));
    if (!canAsk || !named || !document.is_object())
        return;
    const QByteArray wanted = entity.isEmpty() ? after : wantedOf(kind, entity, after);
    Change change{KongDesk::entityOf(kind, {}, {}), entity.isEmpty() ? EntityState() : kongplans::stateOf(entity),
                  kongplans::stateOf(wanted)};
    const QPointer<EntityEditor> asker(editor);
    m_jobs.restart(QStringLiteral("look"), client->validate(kind, checkable(kind, wanted, *client), this))
        ->done(this, [asker, change, after](const Result<mk::Done> &looked) {
            if (!asker || !asker->isOpen() || asker->document().text() != after)
                return; // overtaken
            if (!looked && looked.error().reason != QLatin1String("kong.schema-violation"))
                return; // it could not look: saving will tell
            QList<FieldProblem> problems;
            const QVariantMap fields = looked ? QVariantMap() : fieldsWorthSaying(looked.error(), change);
            for (auto field = fields.cbegin(); field != fields.cend(); ++field)
                problems.append({field.key(), field.value().toString()});
            asker->showLook(problems);
        });
}

void KongDesk::checkAndPropose(const Result<Plan> &plan, const Proposal &proposal)
{
    const kong::KongClient *client = m_session ? m_session->kong() : nullptr;
    const bool canAsk = client && client->capabilities() && client->capabilities()->validates;
    if (!plan || !canAsk || !proposal.editor) {
        propose(plan, proposal);
        return;
    }
    proposal.editor->setSaving(true);
    checkStep(*plan, 0, proposal, proposal.editor->document().text());
}

void KongDesk::checkStep(const Plan &plan, int index, const Proposal &proposal, const QByteArray &asked)
{
    kong::KongClient *client = m_session ? m_session->kong() : nullptr;
    if (!proposal.editor || !client)
        return;
    const Change change = index < plan.steps.size() ? plan.steps.at(index).changes.constFirst() : Change();
    const std::optional<Kind> kind = kindOf(change.entity);
    if (index >= plan.steps.size() || !kind) {
        proposal.editor->setSaving(false);
        propose(plan, proposal);
        return;
    }
    m_jobs.restart(QStringLiteral("check"), client->validate(*kind, checkable(*kind, change.after.body, *client), this))
        ->done(this, [this, plan, index, proposal, asked, change](const Result<mk::Done> &looked) {
            EntityEditor *editor = proposal.editor;
            if (!editor)
                return;
            const bool overtaken = !editor->isOpen() || editor->document().text() != asked;
            const bool refused = !looked && refusalMatters(looked.error(), change);
            if (!overtaken && !refused && !(!looked && looked.error().is(ErrorKind::Cancelled))) {
                // Where the server could not look the write itself will tell.
                checkStep(plan, index + 1, proposal, asked);
                return;
            }
            editor->setSaving(false);
            if (!overtaken && refused)
                tell(editor, looked.error(), proposal.prefixes.value(index));
        });
}

void KongDesk::tell(EntityEditor *editor, const Error &error, const QString &prefix)
{
    if (error.is(ErrorKind::Cancelled))
        return;
    const ErrorText text = ErrorText::of(error);
    QList<FieldProblem> problems;
    const QVariantMap fields = error.args.value(QStringLiteral("fields")).toMap();
    for (auto field = fields.cbegin(); field != fields.cend(); ++field) {
        const bool whole = field.key().startsWith(QLatin1Char('@'));
        problems.append({whole ? field.key() : QString(prefix + field.key()), field.value().toString()});
    }
    if (problems.isEmpty()) {
        if (const QString path = pathOf(error.args); !path.isEmpty())
            problems.append({prefix + path, sentenceOf(error)});
    }
    if (editor)
        editor->showRefusal(text.title, problems.isEmpty() ? sentenceOf(error) : QString(), problems);
    else
        Q_EMIT problemMet(text.title, sentenceOf(error));
}

void KongDesk::propose(const Result<Plan> &plan, const Proposal &proposal)
{
    const QPointer<EntityEditor> editor = proposal.editor;
    if (!plan) {
        tell(editor, plan.error());
        return;
    }
    if (m_context.planDesk->isRunning()) {
        const QString sentence = tr("Another change is under way. Try again when it has ended.");
        if (editor)
            editor->showNotice(Status::Warn, tr("Not sent yet"), sentence);
        else
            Q_EMIT problemMet(tr("Not sent yet"), sentence);
        return;
    }
    if (editor)
        editor->setSaving(true);
    const QString id = plan->changes().isEmpty() ? QString() : plan->changes().constLast().entity.id;
    m_context.planDesk->propose(
        *plan, proposal.ask, this,
        [this, editor, done = proposal.done, id, prefixes = proposal.prefixes](const std::optional<PlanReport> &report) {
            if (editor)
                editor->setSaving(false);
            if (!report)
                return;
            if (report->complete()) {
                if (done)
                    done(id);
                return;
            }
            const std::optional<int> at = report->stoppedAt();
            if (!editor || !at)
                return;
            const StepReport &stopped = report->steps.at(*at);
            if (stopped.outcome == StepOutcome::Conflict)
                return; // comes back by conflictMet()
            if (stopped.error)
                tell(editor, *stopped.error, prefixes.value(*at));
            if (stopped.outcome == StepOutcome::Unknown) {
                editor->showNotice(Status::Warn, tr("Nobody knows whether it was done"),
                                   tr("It was sent and no answer came, and reading could not tell. It is not sent again by "
                                      "itself: look at the list before you save once more."));
            }
        },
        editor != nullptr);
}

// ---- deleting and switching

void KongDesk::remove(const QList<Target> &targets)
{
    kong::KongClient *client = m_session ? m_session->kong() : nullptr;
    if (!client || targets.isEmpty())
        return;
    QList<QPair<Kind, QByteArray>> seen;
    for (const Target &target : targets)
        seen.append({target.kind, target.json});
    // What hangs on them is read anew: what goes along must be in the plan, so that undoing brings it back.
    m_jobs.restart(QStringLiteral("doomed"), kongplans::readDoomed(client, seen, this))
        ->done(this, [this](const Result<QList<kongplans::Doomed>> &doomed) {
            if (!doomed) {
                tell(nullptr, doomed.error());
                return;
            }
            propose(doomed->size() == 1 ? kongplans::remove(planContext(), doomed->constFirst())
                                        : kongplans::removeAll(planContext(), *doomed),
                    {.ask = PlanDesk::Ask::Preview});
        });
}

void KongDesk::movePlugin(const QByteArray &plugin, const kong::PluginScope &scope, const QString &name)
{
    propose(kongplans::movePlugin(planContext(), plugin, scope, name), {.ask = PlanDesk::Ask::Direct});
}

void KongDesk::copyPlugin(const QByteArray &plugin, const kong::PluginScope &scope, const QString &name, Done done)
{
    propose(kongplans::copyPlugin(planContext(), plugin, scope, name), {.ask = PlanDesk::Ask::Direct, .done = std::move(done)});
}

void KongDesk::setEnabled(const QList<Target> &targets, bool on)
{
    if (targets.isEmpty())
        return;
    QList<QByteArray> seen;
    for (const Target &target : targets) {
        if (!seen.contains(target.json)) // several routes of one service
            seen.append(target.json);
    }
    propose(kongplans::setEnabled(planContext(), targets.constFirst().kind, seen, on), {.ask = PlanDesk::Ask::Direct});
}

} // namespace mk
