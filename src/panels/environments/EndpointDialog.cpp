// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/environments/EndpointDialog.h"

#include "net/Tunnel.h"
#include "widgets/Buttons.h"
#include "widgets/FormRow.h"
#include "widgets/Labels.h"
#include "widgets/Theme.h"

#include <QComboBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QProcess>
#include <QPushButton>
#include <QScrollArea>
#include <QSpinBox>
#include <QVBoxLayout>

namespace mk {

namespace {

constexpr int labelWidth = 128;

// An argument list as one line, quoted the way QProcess::splitCommand takes it apart again.
QString joinArguments(const QStringList &arguments)
{
    QStringList quoted;
    for (QString argument : arguments) {
        const bool plain = !argument.isEmpty() && !argument.contains(QLatin1Char(' ')) && !argument.contains(QLatin1Char('"'));
        argument.replace(QLatin1String("\""), QLatin1String("\"\"\""));
        quoted.append(plain ? argument : QString(QLatin1Char('"') + argument + QLatin1Char('"')));
    }
    return quoted.join(QLatin1Char(' '));
}

QLineEdit *secretEdit(const SecretRef &ref, const QString &typed)
{
    auto *edit = new QLineEdit;
    edit->setEchoMode(QLineEdit::Password);
    edit->setText(typed);
    if (ref.kind == SecretRef::Kind::Stored && typed.isEmpty())
        edit->setPlaceholderText(EndpointDialog::tr("stored; type to replace"));
    return edit;
}

// A line edit with a button that asks for a file.
QWidget *fileField(const Theme *theme, QLineEdit *edit, const QString &title)
{
    auto *box = new QWidget;
    auto *row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    QPushButton *choose = makeButton(theme, EndpointDialog::tr("Choose…"), QString(), box);
    row->addWidget(edit, 1);
    row->addWidget(choose);
    box->setFocusProxy(edit);
    box->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    QObject::connect(choose, &QPushButton::clicked, edit, [edit, title] {
        auto *dialog = new QFileDialog(edit->window(), title);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setFileMode(QFileDialog::ExistingFile);
        QObject::connect(dialog, &QFileDialog::fileSelected, edit, &QLineEdit::setText);
        dialog->open();
    });
    return box;
}

} // namespace

QString EndpointDialog::credentialSummary(const Endpoint &endpoint)
{
    const Credential &credential = endpoint.credential;
    switch (credential.kind) {
    case Credential::Kind::None:
        return endpoint.tls.clientCertFile.isEmpty() ? tr("None") : tr("Certificate");
    case Credential::Kind::Basic:
        return tr("Basic, %1").arg(credential.user);
    case Credential::Kind::Bearer:
        return tr("Bearer token");
    case Credential::Kind::Header:
        return credential.headerName;
    }
    return {};
}

EndpointDialog::EndpointDialog(const Theme *theme, const Endpoint &endpoint, const EndpointSecrets &typed, const QString &secretPrefix,
                   QWidget *parent)
    : DialogFrame(theme, tr("Connection to %1").arg(systemName(endpoint.system)), parent)
    , m_endpoint(endpoint)
    , m_typed(typed)
    , m_secretPrefix(secretPrefix)
{
    setSubtitle(endpoint.hostPort());
    auto *form = new QWidget;
    form->setBackgroundRole(QPalette::Base);
    form->setAutoFillBackground(true);
    auto *column = new QVBoxLayout(form);
    column->setContentsMargins(16, 8, 16, 16);
    column->setSpacing(8);
    buildCredential(column);
    buildTls(column);
    buildProxy(column);
    buildTunnel(column);
    column->addStretch();
    auto *scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setWidget(form);
    body()->addWidget(scroll);

    addCancelButton();
    QPushButton *apply = makeButton(theme, tr("Use"), QString(), this, ButtonKind::Primary);
    apply->setDefault(true);
    connect(apply, &QPushButton::clicked, this, &QDialog::accept);
    addFootButton(apply);
    resize(theme->scaled(640), theme->scaled(640));
    refresh();
}

QVBoxLayout *EndpointDialog::addSection(QVBoxLayout *to, const QString &title)
{
    auto *label = new TextLabel(theme(), FontRole::BodyStrong);
    label->setText(title);
    to->addSpacing(8);
    to->addWidget(label);
    return to;
}

void EndpointDialog::buildCredential(QVBoxLayout *to)
{
    addSection(to, tr("Credential"));
    const Credential &credential = m_endpoint.credential;
    m_kind = makeCombo({tr("None"), tr("User and password"), tr("Bearer token"), tr("Key in a header")}, this);
    m_kind->setCurrentIndex(int(credential.kind));
    m_user = new QLineEdit(credential.user);
    m_header = makeCodeEdit(theme(), this);
    m_header->setText(!credential.headerName.isEmpty()          ? credential.headerName
                      : m_endpoint.system == System::Consul ? QStringLiteral("X-Consul-Token")
                      : m_endpoint.system == System::Kong   ? QStringLiteral("Kong-Admin-Token")
                                                            : QStringLiteral("apikey"));
    m_secret = secretEdit(credential.secret, m_typed.credential);
    m_variable = makeCodeEdit(theme(), this);
    if (credential.secret.kind == SecretRef::Kind::Environment)
        m_variable->setText(credential.secret.id);
    m_variable->setPlaceholderText(tr("name of an environment variable instead"));
    to->addWidget(new FormRow(theme(), tr("Kind"), m_kind, labelWidth));
    to->addWidget(m_userRow = new FormRow(theme(), tr("User"), m_user, labelWidth));
    to->addWidget(m_headerRow = new FormRow(theme(), tr("Header"), m_header, labelWidth));
    to->addWidget(m_secretRow = new FormRow(theme(), tr("Secret"), m_secret, labelWidth));
    to->addWidget(m_variableRow = new FormRow(theme(), tr("Read from"), m_variable, labelWidth));
    connect(m_kind, &QComboBox::currentIndexChanged, this, &EndpointDialog::refresh);
}

void EndpointDialog::buildTls(QVBoxLayout *to)
{
    addSection(to, tr("TLS"));
    const TlsSettings &tls = m_endpoint.tls;
    const auto codeEdit = [this](const QString &text) {
        QLineEdit *edit = makeCodeEdit(theme(), this);
        edit->setText(text);
        return edit;
    };
    m_caFile = codeEdit(tls.caFile);
    m_caFile->setPlaceholderText(tr("the system's authorities"));
    m_certFile = codeEdit(tls.clientCertFile);
    m_keyFile = codeEdit(tls.clientKeyFile);
    m_keyPassword = secretEdit(tls.clientKeyPassword, m_typed.clientKeyPassword);
    m_pin = codeEdit(QString::fromLatin1(tls.pinnedSha256.toHex(':').toUpper()));
    m_pin->setPlaceholderText(tr("none: the certificate must be signed by an authority"));
    m_serverName = codeEdit(tls.serverName);
    m_serverName->setPlaceholderText(tr("the host of the address"));
    to->addWidget(new FormRow(theme(), tr("Authorities"), fileField(theme(), m_caFile, tr("Authorities (PEM)")), labelWidth));
    to->addWidget(new FormRow(theme(), tr("Certificate"), fileField(theme(), m_certFile, tr("Client certificate (PEM)")), labelWidth));
    to->addWidget(new FormRow(theme(), tr("Key"), fileField(theme(), m_keyFile, tr("Client key (PEM)")), labelWidth));
    to->addWidget(new FormRow(theme(), tr("Key password"), m_keyPassword, labelWidth));
    to->addWidget(new FormRow(theme(), tr("Trusted SHA-256"), m_pin, labelWidth));
    to->addWidget(new FormRow(theme(), tr("Server name"), m_serverName, labelWidth));
}

void EndpointDialog::buildProxy(QVBoxLayout *to)
{
    addSection(to, tr("Proxy"));
    const ProxySettings &proxy = m_endpoint.proxy;
    m_proxyKind = makeCombo({tr("As the system says"), tr("None"), tr("HTTP"), tr("SOCKS 5")}, this);
    m_proxyKind->setCurrentIndex(int(proxy.kind));
    m_proxyHost = makeCodeEdit(theme(), this);
    m_proxyHost->setText(proxy.host);
    m_proxyPort = new QSpinBox;
    m_proxyPort->setRange(0, 65535);
    m_proxyPort->setValue(proxy.port);
    m_proxyPort->setMaximumWidth(theme()->scaled(120));
    m_proxyUser = new QLineEdit(proxy.user);
    m_proxyPassword = secretEdit(proxy.password, m_typed.proxyPassword);
    to->addWidget(new FormRow(theme(), tr("Proxy"), m_proxyKind, labelWidth));
    m_proxyRows = {new FormRow(theme(), tr("Host"), m_proxyHost, labelWidth),
                   new FormRow(theme(), tr("Port"), m_proxyPort, labelWidth),
                   new FormRow(theme(), tr("Proxy user"), m_proxyUser, labelWidth),
                   new FormRow(theme(), tr("Proxy password"), m_proxyPassword, labelWidth)};
    for (FormRow *row : std::as_const(m_proxyRows))
        to->addWidget(row);
    connect(m_proxyKind, &QComboBox::currentIndexChanged, this, &EndpointDialog::refresh);
}

void EndpointDialog::buildTunnel(QVBoxLayout *to)
{
    addSection(to, tr("Tunnel"));
    m_program = makeCodeEdit(theme(), this);
    m_program->setText(m_endpoint.tunnel.program);
    m_program->setPlaceholderText(QStringLiteral("ssh, kubectl"));
    m_arguments = makeCodeEdit(theme(), this);
    m_arguments->setText(joinArguments(m_endpoint.tunnel.arguments));
    m_arguments->setPlaceholderText(QStringLiteral("-L {port}:{host}:{remotePort} bastion"));
    to->addWidget(new FormRow(theme(), tr("Program"), m_program, labelWidth));
    m_argumentsRow = new FormRow(theme(), tr("Arguments"), m_arguments, labelWidth);
    m_argumentsRow->setHelp(tr("{port} is the local port that the console picks, {host} and {remotePort} those of the address. "
                               "No shell is involved."));
    to->addWidget(m_argumentsRow);
    connect(m_arguments, &QLineEdit::textChanged, this, &EndpointDialog::refresh);
    connect(m_program, &QLineEdit::textChanged, this, &EndpointDialog::refresh);
}

void EndpointDialog::refresh()
{
    const auto kind = static_cast<Credential::Kind>(m_kind->currentIndex());
    m_userRow->setVisible(kind == Credential::Kind::Basic);
    m_headerRow->setVisible(kind == Credential::Kind::Header);
    m_secretRow->setVisible(kind != Credential::Kind::None);
    m_variableRow->setVisible(kind != Credential::Kind::None);
    const bool ownProxy = m_proxyKind->currentIndex() >= int(ProxySettings::Kind::Http);
    for (FormRow *row : std::as_const(m_proxyRows))
        row->setVisible(ownProxy);
    const QStringList risky =
        Tunnel::codeRunningArguments({m_program->text().trimmed(), QProcess::splitCommand(m_arguments->text())});
    m_argumentsRow->setProblem(risky.isEmpty() ? QString()
                                               : tr("Lets the program run other code: %1").arg(risky.join(QLatin1Char(' '))));
}

// Where the secret will be found: a variable if one is named, else the store when something was typed, else as before.
SecretRef EndpointDialog::refFor(const QLineEdit *variable, const SecretRef &old, const QString &typedValue,
                                 const char *what) const
{
    if (variable && !variable->text().trimmed().isEmpty())
        return {SecretRef::Kind::Environment, variable->text().trimmed()};
    if (!typedValue.isEmpty())
        return {SecretRef::Kind::Stored, m_secretPrefix + QString::fromLatin1(what)};
    return old.kind == SecretRef::Kind::Stored ? old : SecretRef();
}

Endpoint EndpointDialog::endpoint() const
{
    Endpoint edited = m_endpoint;
    Credential credential;
    credential.kind = static_cast<Credential::Kind>(m_kind->currentIndex());
    if (credential.kind == Credential::Kind::Basic)
        credential.user = m_user->text();
    if (credential.kind == Credential::Kind::Header)
        credential.headerName = m_header->text().trimmed();
    if (credential.kind != Credential::Kind::None)
        credential.secret = refFor(m_variable, m_endpoint.credential.secret, m_secret->text(), "credential");
    edited.credential = credential;
    edited.tls.caFile = m_caFile->text().trimmed();
    edited.tls.clientCertFile = m_certFile->text().trimmed();
    edited.tls.clientKeyFile = m_keyFile->text().trimmed();
    edited.tls.clientKeyPassword = refFor(nullptr, m_endpoint.tls.clientKeyPassword, m_keyPassword->text(), "key-password");
    edited.tls.pinnedSha256 = QByteArray::fromHex(m_pin->text().remove(QLatin1Char(':')).toLatin1());
    edited.tls.serverName = m_serverName->text().trimmed();
    edited.proxy = {};
    edited.proxy.kind = static_cast<ProxySettings::Kind>(m_proxyKind->currentIndex());
    if (edited.proxy.kind == ProxySettings::Kind::Http || edited.proxy.kind == ProxySettings::Kind::Socks5) {
        edited.proxy.host = m_proxyHost->text().trimmed();
        edited.proxy.port = quint16(m_proxyPort->value());
        edited.proxy.user = m_proxyUser->text();
        edited.proxy.password = refFor(nullptr, m_endpoint.proxy.password, m_proxyPassword->text(), "proxy-password");
    }
    edited.tunnel.program = m_program->text().trimmed();
    edited.tunnel.arguments = edited.tunnel.program.isEmpty() ? QStringList() : QProcess::splitCommand(m_arguments->text());
    return edited;
}

EndpointSecrets EndpointDialog::typed() const
{
    return {.credential = m_secret->text(),
            .clientKeyPassword = m_keyPassword->text(),
            .proxyPassword = m_proxyPassword->text()};
}

} // namespace mk
