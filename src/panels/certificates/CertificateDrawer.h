// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "panels/KongEntityDrawer.h"

namespace mk {

// Details of a certificate, CA certificate, SNI, vault, key or key set, with what it belongs to and what belongs to it.
class CertificateDrawer final : public KongEntityDrawer
{
    Q_OBJECT
public:
    explicit CertificateDrawer(const PanelContext &context, QWidget *parent = nullptr);
    ~CertificateDrawer() override;

protected:
    QList<Fact> factsOf(const KongEntityRecord &record) const override;
    void setTitleOf(const KongEntityRecord &record) override;

private:
    QList<Fact> certificateFacts(const KongEntityRecord &record) const;
    QList<Fact> childFacts(const QString &label, kong::Kind kind, const QString &parentId) const;
};

} // namespace mk
