// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Job.h"
#include "panels/Panel.h"
#include "platform/KongRecords.h"
#include "widgets/DialogFrame.h"

class QPushButton;

namespace mk {

class ScopeChooser;
class TextLabel;

// Asks what a plugin is to be bound to, for a move or for a copy. What is chosen is handed back; it writes nothing.
class ScopeDialog final : public DialogFrame
{
    Q_OBJECT
public:
    enum class Purpose { Move, Copy };
    ScopeDialog(const PanelContext &context, PlatformSession *session, const KongPluginRecord &record, Purpose purpose,
                QWidget *parent);
    ~ScopeDialog() override;

Q_SIGNALS:
    void scopeChosen(const mk::kong::PluginScope &scope, const QString &name);

private:
    kong::PluginScope wanted() const;
    void refresh();

    KongPluginRecord m_record;
    ScopeChooser *m_chooser;
    TextLabel *m_note;
    QPushButton *m_apply;
    QStringList m_unbound;
    JobScope m_jobs;
};

} // namespace mk
