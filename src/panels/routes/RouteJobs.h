// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "panels/Panel.h"
#include "platform/ApiConversion.h"
#include "platform/KongRecords.h"
#include "platform/KongRegistration.h"

#include <QObject>
#include <QPointer>

namespace mk {

// What somebody who runs Microkubes does with whole registrations: takes away what no library takes away, registers a service
// as its library would, turns API objects into services and routes. Each reads what it needs anew, makes a plan and shows it.
// GUI thread.
class RouteJobs final : public QObject
{
    Q_OBJECT
public:
    RouteJobs(const PanelContext &context, QWidget *parent);
    ~RouteJobs() override;

    void setSession(PlatformSession *session);

    // True for rows whose service Consul does not have.
    static bool isOrphan(const KongRouteRecord &record) { return record.insight.isOrphan(); }
    void unregister(const QList<KongRouteRecord> &records);
    // API objects alone; others are passed over.
    void convert(const QList<KongRouteRecord> &records);
    // Asks for what is to be registered, filled in from the row where there is one.
    void registerByHand(const std::optional<KongRouteRecord> &record);

Q_SIGNALS:
    void problemMet(const QString &title, const QString &text); // nothing was sent
    void registered(const QString &name);                       // an API object of that name is there now

private:
    void tell(const Error &error);
    void propose(const Result<Plan> &plan, std::function<void()> done = {});
    void askHowToConvert(const QStringList &ids, const QStringList &chosen);
    void planConversion(const QStringList &ids, const QStringList &chosen, bool deletes);
    void planRegistration(const kongregistration::Registration &registration);

    PanelContext m_context;
    QWidget *m_parent;
    QPointer<PlatformSession> m_session;
    JobScope m_jobs;
};

} // namespace mk
