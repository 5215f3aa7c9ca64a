// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/Endpoint.h"
#include "widgets/DialogFrame.h"
#include "widgets/FormLook.h"

#include <memory>

class QLineEdit;

namespace mk {

namespace Ui {
class EndpointForm;
}

// Everything about one endpoint beside its address: credential, TLS, proxy, tunnel. Secrets are typed here and handed
// on by typed(); they are never shown again, and stored only when the environment is saved, under secretPrefix and what
// they are ("credential", "key-password", "proxy-password").
class EndpointDialog final : public DialogFrame
{
    Q_OBJECT
public:
    EndpointDialog(const Theme *theme, const Endpoint &endpoint, const EndpointSecrets &typed, const QString &secretPrefix,
                   QWidget *parent);
    ~EndpointDialog() override;

    Endpoint endpoint() const;
    EndpointSecrets typed() const;
    static QString credentialSummary(const Endpoint &endpoint); // "None", "Basic, ops", "Header X-Consul-Token"

private:
    void fill();
    void refresh();
    SecretRef refFor(const QLineEdit *variable, const SecretRef &old, const QString &typedValue, const char *what) const;

    Endpoint m_endpoint;
    EndpointSecrets m_typed;
    QString m_secretPrefix;
    std::unique_ptr<Ui::EndpointForm> m_ui;
    FormLook m_look;
};

} // namespace mk
