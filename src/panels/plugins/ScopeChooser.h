// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/kong/KongTypes.h"
#include "core/Job.h"
#include "panels/Panel.h"

#include <QPointer>
#include <QWidget>

class QComboBox;

namespace mk {

class FormRow;

// What a plugin is bound to: of which kind, and which one, by their names. Names come from the session's lists;
// consumers are read for this alone. It writes nothing. GUI thread.
class ScopeChooser final : public QWidget
{
    Q_OBJECT
public:
    ScopeChooser(const PanelContext &context, PlatformSession *session, QWidget *parent = nullptr);
    ~ScopeChooser() override;

    kong::PluginScope scope() const;
    QString chosenName() const; // of the entity; empty: global, or none chosen yet
    // A kind is chosen and none of that kind: it would be global otherwise.
    bool isComplete() const;
    // Of several ids the one that weighs most is shown. Tells nobody.
    void setScope(const kong::PluginScope &scope);
    // Kinds that the plugin cannot be bound to ("consumer").
    void setUnbound(const QStringList &kinds);
    void setChoosable(bool choosable, const QString &why = {});
    void setProblem(const QString &sentence);

Q_SIGNALS:
    void chosen();

private:
    void fillEntities();

    QPointer<PlatformSession> m_session;
    QComboBox *m_kind;
    QComboBox *m_entity;
    FormRow *m_kindRow;
    FormRow *m_entityRow;
    QString m_wanted; // id that is not in the list yet
    bool m_filling = false;
    JobScope m_jobs;
};

} // namespace mk
