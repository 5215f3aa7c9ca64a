// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Job.h"
#include "panels/KongEntityPanel.h"

namespace mk {

// Kong's consumers with their groups; credentials in the details. "Whose key is this?" looks for a key among all of them, here
// and not on the server, so that it stands in no address.
class ConsumersPanel final : public KongEntityPanel
{
    Q_OBJECT
public:
    explicit ConsumersPanel(const PanelContext &context, QWidget *parent = nullptr);
    ~ConsumersPanel() override;

protected:
    KongEntityDrawer *makeEntityDrawer() override;
    KongEntityRecords *storeOf(PlatformSession *session) override;
    QString newTitle(kong::Kind kind) const override;
    void childWritten(kong::Kind kind, const QString &key) override;

private:
    void askWhose();

    JobScope m_jobs;
};

} // namespace mk
