// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/Endpoint.h"
#include "widgets/DialogFrame.h"

class QComboBox;
class QLineEdit;
class QSpinBox;
class QVBoxLayout;

namespace mk {

class FormRow;

// Everything about one endpoint beside its address: credential, TLS, proxy, tunnel. Secrets are typed here and handed
// on by typed(); they are never shown again, and stored only when the environment is saved, under secretPrefix and what
// they are ("credential", "key-password", "proxy-password").
class EndpointDialog final : public DialogFrame
{
    Q_OBJECT
public:
    EndpointDialog(const Theme *theme, const Endpoint &endpoint, const EndpointSecrets &typed, const QString &secretPrefix,
                   QWidget *parent);

    Endpoint endpoint() const;
    EndpointSecrets typed() const;
    static QString credentialSummary(const Endpoint &endpoint); // "None", "Basic, ops", "Header X-Consul-Token"

private:
    QVBoxLayout *addSection(QVBoxLayout *to, const QString &title);
    void buildCredential(QVBoxLayout *to);
    void buildTls(QVBoxLayout *to);
    void buildProxy(QVBoxLayout *to);
    void buildTunnel(QVBoxLayout *to);
    void refresh();
    SecretRef refFor(const QLineEdit *variable, const SecretRef &old, const QString &typedValue, const char *what) const;

    Endpoint m_endpoint;
    EndpointSecrets m_typed;
    QString m_secretPrefix;
    QComboBox *m_kind;
    QLineEdit *m_user;
    QLineEdit *m_header;
    QLineEdit *m_secret;
    QLineEdit *m_variable;
    FormRow *m_userRow;
    FormRow *m_headerRow;
    FormRow *m_secretRow;
    FormRow *m_variableRow;
    QLineEdit *m_caFile;
    QLineEdit *m_certFile;
    QLineEdit *m_keyFile;
    QLineEdit *m_keyPassword;
    QLineEdit *m_pin;
    QLineEdit *m_serverName;
    QComboBox *m_proxyKind;
    QLineEdit *m_proxyHost;
    QSpinBox *m_proxyPort;
    QLineEdit *m_proxyUser;
    QLineEdit *m_proxyPassword;
    QList<FormRow *> m_proxyRows;
    QLineEdit *m_program;
    QLineEdit *m_arguments;
    FormRow *m_argumentsRow;
};

} // namespace mk
