// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "panels/KongEntityPanel.h"

class QMenu;

namespace mk {

// What Kong holds of certificates and keys: certificates and CA certificates with their names and how long they are good, SNIs,
// and, where this version has them, vaults, keys and key sets.
class CertificatesPanel final : public KongEntityPanel
{
    Q_OBJECT
public:
    explicit CertificatesPanel(const PanelContext &context, QWidget *parent = nullptr);
    ~CertificatesPanel() override;

protected:
    KongEntityDrawer *makeEntityDrawer() override;
    KongEntityRecords *storeOf(PlatformSession *session) override;
    QString newTitle(kong::Kind kind) const override;
    void fillRowMenu(QMenu *menu, bool mayWrite) override;

private:
    QMenu *m_newMenu;
};

} // namespace mk
