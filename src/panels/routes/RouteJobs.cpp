// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/routes/RouteJobs.h"

#include "api/kong/KongClient.h"
#include "models/ErrorText.h"
#include "panels/PlanDesk.h"
#include "panels/routes/ConvertDialog.h"
#include "panels/routes/RegisterDialog.h"
#include "platform/PlatformSession.h"

namespace mk {

namespace {

const QString jobKey = QStringLiteral("job"); // one at a time: the newest wish wins

const kong::Api *apiOf(const kongplans::Context &context, const QString &id)
{
    if (context.around.apis) {
        for (const kong::Api &api : *context.around.apis) {
            if (api.id == id)
                return &api;
        }
    }
    return nullptr;
}

} // namespace

RouteJobs::RouteJobs(const PanelContext &context, QWidget *parent) : QObject(parent), m_context(context), m_parent(parent) {}

RouteJobs::~RouteJobs() = default;

void RouteJobs::setSession(PlatformSession *session)
{
    m_jobs.cancelAll();
    m_session = session;
}

void RouteJobs::tell(const Error &error)
{
    if (error.is(ErrorKind::Cancelled))
        return;
    const ErrorText text = ErrorText::of(error);
    Q_EMIT problemMet(text.title, text.hint.isEmpty() ? text.text : QString(text.text + QLatin1Char(' ') + text.hint));
}

void RouteJobs::propose(const Result<Plan> &plan, std::function<void()> done)
{
    if (!plan) {
        tell(plan.error());
        return;
    }
    if (m_context.planDesk->isRunning()) {
        Q_EMIT problemMet(tr("Not sent yet"), tr("Another change is under way. Try again when it has ended."));
        return;
    }
    m_context.planDesk->propose(*plan, PlanDesk::Ask::Preview, this,
                                [done = std::move(done)](const std::optional<PlanReport> &report) {
                                    if (report && report->complete() && done)
                                        done();
                                });
}

// ---- unregister

void RouteJobs::unregister(const QList<KongRouteRecord> &records)
{
    kong::KongClient *client = m_session ? m_session->kong() : nullptr;
    if (!client || records.isEmpty())
        return;
    QList<QPair<kong::Kind, QByteArray>> seen;
    QStringList routes;
    for (const KongRouteRecord &record : records) {
        QPair<kong::Kind, QByteArray> one{record.kind, record.json};
        if (record.kind == kong::Kind::Route) {
            routes.append(record.id);
            if (!record.serviceJson.isEmpty())
                one = {kong::Kind::Service, record.serviceJson}; // the service goes with its last route
        }
        if (!seen.contains(one))
            seen.append(one);
    }
    m_jobs.restart(jobKey, kongplans::readDoomed(client, seen, this))
        ->done(this, [this, routes](const Result<QList<kongplans::Doomed>> &doomed) {
            if (!m_session)
                return;
            if (doomed)
                propose(kongregistration::unregister(m_session->kongPlanContext(), *doomed, routes));
            else
                tell(doomed.error());
        });
}

// ---- convert

void RouteJobs::convert(const QList<KongRouteRecord> &records)
{
    if (!m_session)
        return;
    QStringList ids;
    for (const KongRouteRecord &record : records) {
        if (record.kind == kong::Kind::Api)
            ids.append(record.id);
    }
    if (ids.isEmpty())
        return;
    m_jobs
        .restart(jobKey, runOnWorker<QStringList>(this,
                                                  [context = m_session->kongPlanContext(), ids](const CancelFlag &) {
                                                      return apiconversion::companions(context, ids);
                                                  }))
        ->done(this, [this, ids](const Result<QStringList> &all) {
            if (all)
                askHowToConvert(*all, ids);
            else
                tell(all.error());
        });
}

void RouteJobs::askHowToConvert(const QStringList &ids, const QStringList &chosen)
{
    if (!m_session)
        return;
    const kongplans::Context context = m_session->kongPlanContext();
    QStringList names;
    QStringList more;
    for (const QString &id : ids) {
        if (const kong::Api *api = apiOf(context, id))
            (chosen.contains(id) ? names : more).append(api->name);
    }
    auto *dialog = new ConvertDialog(m_context.theme, names, more, m_parent->window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ConvertDialog::wanted, this,
            [this, ids, chosen](bool deletes) { planConversion(ids, chosen, deletes); });
    dialog->open();
}

void RouteJobs::planConversion(const QStringList &ids, const QStringList &chosen, bool deletes)
{
    kong::KongClient *client = m_session ? m_session->kong() : nullptr;
    if (!client)
        return;
    QList<QPair<kong::Kind, QByteArray>> seen;
    const kongplans::Context context = m_session->kongPlanContext();
    for (const QString &id : ids) {
        if (const kong::Api *api = apiOf(context, id))
            seen.append({kong::Kind::Api, api->json});
    }
    m_jobs.restart(jobKey, kongplans::readDoomed(client, seen, this))
        ->done(this, [this, chosen, deletes](const Result<QList<kongplans::Doomed>> &doomed) {
            if (!doomed || !m_session) {
                if (!doomed)
                    tell(doomed.error());
                return;
            }
            const apiconversion::Wish wish{*doomed, chosen, deletes};
            m_jobs
                .restart(jobKey, runOnWorker<Plan>(this,
                                                   [now = m_session->kongPlanContext(), wish](const CancelFlag &) {
                                                       return apiconversion::plan(now, wish);
                                                   }))
                ->done(this, [this](const Result<Plan> &plan) { propose(plan); });
        });
}

// ---- register

void RouteJobs::registerByHand(const std::optional<KongRouteRecord> &record)
{
    if (!m_session)
        return;
    kongregistration::Registration start;
    bool exists = false;
    if (record && record->kind == kong::Kind::Api) {
        const kongplans::Context context = m_session->kongPlanContext();
        if (const kong::Api *api = apiOf(context, record->id)) {
            start = kongregistration::registrationOf(
                *api, kongregistrars::guess(kong::Kind::Api, record->id, context.around).library);
            exists = true;
        }
    }
    auto *dialog = new RegisterDialog(m_context.theme, start, exists, m_parent->window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &RegisterDialog::wanted, this, &RouteJobs::planRegistration);
    dialog->open();
}

// As the libraries do it: first look whether it is there.
void RouteJobs::planRegistration(const kongregistration::Registration &registration)
{
    kong::KongClient *client = m_session ? m_session->kong() : nullptr;
    if (!client)
        return;
    m_jobs.restart(jobKey, client->read(kong::Kind::Api, registration.name, this))
        ->done(this, [this, registration](const Result<std::optional<QByteArray>> &seen) {
            if (!seen || !m_session) {
                if (!seen)
                    tell(seen.error());
                return;
            }
            propose(kongregistration::plan(m_session->kongPlanContext(), registration, seen->value_or(QByteArray())),
                    [this, name = registration.name] {
                        if (m_session)
                            m_session->kongApis()->refresh(); // Kong chose the id
                        Q_EMIT registered(name);
                    });
        });
}

} // namespace mk
