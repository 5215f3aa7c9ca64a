// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "panels/KongEntityPanel.h"

namespace mk {

// Kong's upstreams: how they balance, who goes to them; their targets with weight and health in the details.
class UpstreamsPanel final : public KongEntityPanel
{
    Q_OBJECT
public:
    explicit UpstreamsPanel(const PanelContext &context, QWidget *parent = nullptr);
    ~UpstreamsPanel() override;

protected:
    KongEntityDrawer *makeEntityDrawer() override;
    KongEntityRecords *storeOf(PlatformSession *session) override;
    QString newTitle(kong::Kind kind) const override;
};

} // namespace mk
