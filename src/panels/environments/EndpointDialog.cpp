// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/environments/EndpointDialog.h"

#include "net/Tunnel.h"
#include "widgets/Buttons.h"
#include "widgets/FormRow.h"
#include "widgets/ScrollPage.h"
#include "widgets/Theme.h"

#include <QFileDialog>
#include <QProcess>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include "ui_EndpointDialog.h"

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

// Beside it there may be a field for the variable's name.
void fillSecret(QLineEdit *edit, const SecretRef &ref, const QString &typed, bool hasVariableField = false)
{
    edit->setText(typed);
    if (ref.kind == SecretRef::Kind::Stored && typed.isEmpty())
        edit->setPlaceholderText(EndpointDialog::tr("stored; type to replace"));
    else if (ref.kind == SecretRef::Kind::Environment && typed.isEmpty() && !hasVariableField)
        edit->setPlaceholderText(EndpointDialog::tr("from the variable %1; type to replace").arg(ref.id));
}

// The button asks for the file whose path the edit takes.
void chooseFile(QPushButton *button, QLineEdit *edit, const QString &title)
{
    edit->parentWidget()->setFocusProxy(edit);
    QObject::connect(button, &QPushButton::clicked, edit, [edit, title] {
        auto *dialog = new QFileDialog(edit->window(), title);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setFileMode(QFileDialog::ExistingFile);
        QObject::connect(dialog, &QFileDialog::fileSelected, edit, &QLineEdit::setText);
        dialog->open();
    });
}

// Kong's Enterprise token and Consul's have names of their own; elsewhere it is what proxies commonly take.
QString usualHeader(System system)
{
    return system == System::Consul ? QStringLiteral("X-Consul-Token")
        : system == System::Kong    ? QStringLiteral("Kong-Admin-Token")
                                    : QStringLiteral("apikey");
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
    , m_ui(std::make_unique<Ui::EndpointForm>())
{
    setSubtitle(endpoint.hostPort());
    auto *form = new QWidget;
    m_ui->setupUi(form);
    m_ui->proxyPort->setMaximumWidth(theme->scaled(120));
    m_look = FormLook(theme, m_ui->fields, labelWidth);
    fill();
    connect(m_ui->kind, &QComboBox::currentIndexChanged, this, &EndpointDialog::refresh);
    connect(m_ui->proxyKind, &QComboBox::currentIndexChanged, this, &EndpointDialog::refresh);
    connect(m_ui->program, &QLineEdit::textChanged, this, &EndpointDialog::refresh);
    connect(m_ui->arguments, &QLineEdit::textChanged, this, &EndpointDialog::refresh);
    body()->addWidget(makeScroll(form, this));

    addCancelButton();
    QPushButton *apply = makeButton(theme, tr("Use"), QString(), this, ButtonKind::Primary);
    apply->setDefault(true);
    connect(apply, &QPushButton::clicked, this, &QDialog::accept);
    addFootButton(apply);
    resize(theme->scaled(640), theme->scaled(640));
    refresh();
}

EndpointDialog::~EndpointDialog() = default;

void EndpointDialog::fill()
{
    const Credential &credential = m_endpoint.credential;
    m_ui->kind->setCurrentIndex(int(credential.kind));
    m_ui->user->setText(credential.user);
    m_ui->header->setText(credential.headerName.isEmpty() ? usualHeader(m_endpoint.system) : credential.headerName);
    fillSecret(m_ui->secret, credential.secret, m_typed.credential, true);
    if (credential.secret.kind == SecretRef::Kind::Environment)
        m_ui->variable->setText(credential.secret.id);

    const TlsSettings &tls = m_endpoint.tls;
    m_ui->caFile->setText(tls.caFile);
    m_ui->certFile->setText(tls.clientCertFile);
    m_ui->keyFile->setText(tls.clientKeyFile);
    fillSecret(m_ui->keyPassword, tls.clientKeyPassword, m_typed.clientKeyPassword);
    m_ui->pin->setText(QString::fromLatin1(tls.pinnedSha256.toHex(':').toUpper()));
    m_ui->serverName->setText(tls.serverName);
    chooseFile(m_ui->caFileChoose, m_ui->caFile, tr("Authorities (PEM)"));
    chooseFile(m_ui->certFileChoose, m_ui->certFile, tr("Client certificate (PEM)"));
    chooseFile(m_ui->keyFileChoose, m_ui->keyFile, tr("Client key (PEM)"));

    const ProxySettings &proxy = m_endpoint.proxy;
    m_ui->proxyKind->setCurrentIndex(int(proxy.kind));
    m_ui->proxyHost->setText(proxy.host);
    m_ui->proxyPort->setValue(proxy.port);
    m_ui->proxyUser->setText(proxy.user);
    fillSecret(m_ui->proxyPassword, proxy.password, m_typed.proxyPassword);

    m_ui->program->setText(m_endpoint.tunnel.program);
    m_ui->arguments->setText(joinArguments(m_endpoint.tunnel.arguments));
}

void EndpointDialog::refresh()
{
    const auto show = [this](std::initializer_list<QWidget *> fields, bool visible) {
        for (QWidget *field : fields)
            m_look.row(field)->setVisible(visible);
    };
    const auto kind = static_cast<Credential::Kind>(m_ui->kind->currentIndex());
    show({m_ui->user}, kind == Credential::Kind::Basic);
    show({m_ui->header}, kind == Credential::Kind::Header);
    show({m_ui->secret, m_ui->variable}, kind != Credential::Kind::None);
    const auto proxy = static_cast<ProxySettings::Kind>(m_ui->proxyKind->currentIndex());
    show({m_ui->proxyHost, m_ui->proxyPort}, proxy == ProxySettings::Kind::Http || proxy == ProxySettings::Kind::Socks5);
    show({m_ui->proxyUser, m_ui->proxyPassword}, proxy != ProxySettings::Kind::None); // the system's may ask for a login, too
    const QStringList risky =
        Tunnel::codeRunningArguments({m_ui->program->text().trimmed(), QProcess::splitCommand(m_ui->arguments->text())});
    m_look.row(m_ui->arguments)
        ->setProblem(risky.isEmpty() ? QString() : tr("Lets the program run other code: %1").arg(risky.join(QLatin1Char(' '))));
}

// Where the secret will be found: a variable if one is named, else the store when something was typed, else as before.
SecretRef EndpointDialog::refFor(const QLineEdit *variable, const SecretRef &old, const QString &typedValue,
                                 const char *what) const
{
    if (variable && !variable->text().trimmed().isEmpty())
        return {SecretRef::Kind::Environment, variable->text().trimmed()};
    if (!typedValue.isEmpty())
        return {SecretRef::Kind::Stored, m_secretPrefix + QString::fromLatin1(what)};
    // A variable that the form has no field for was written into the file by hand: it stays.
    return old.kind == SecretRef::Kind::Stored || !variable ? old : SecretRef();
}

Endpoint EndpointDialog::endpoint() const
{
    Endpoint edited = m_endpoint;
    Credential credential;
    credential.kind = static_cast<Credential::Kind>(m_ui->kind->currentIndex());
    if (credential.kind == Credential::Kind::Basic)
        credential.user = m_ui->user->text();
    if (credential.kind == Credential::Kind::Header)
        credential.headerName = m_ui->header->text().trimmed();
    if (credential.kind != Credential::Kind::None)
        credential.secret = refFor(m_ui->variable, m_endpoint.credential.secret, m_ui->secret->text(), "credential");
    edited.credential = credential;
    edited.tls.caFile = m_ui->caFile->text().trimmed();
    edited.tls.clientCertFile = m_ui->certFile->text().trimmed();
    edited.tls.clientKeyFile = m_ui->keyFile->text().trimmed();
    edited.tls.clientKeyPassword = refFor(nullptr, m_endpoint.tls.clientKeyPassword, m_ui->keyPassword->text(), "key-password");
    edited.tls.pinnedSha256 = QByteArray::fromHex(m_ui->pin->text().remove(QLatin1Char(':')).toLatin1());
    edited.tls.serverName = m_ui->serverName->text().trimmed();
    edited.proxy = {};
    edited.proxy.kind = static_cast<ProxySettings::Kind>(m_ui->proxyKind->currentIndex());
    if (edited.proxy.kind == ProxySettings::Kind::Http || edited.proxy.kind == ProxySettings::Kind::Socks5) {
        edited.proxy.host = m_ui->proxyHost->text().trimmed();
        edited.proxy.port = quint16(m_ui->proxyPort->value());
    }
    if (edited.proxy.kind != ProxySettings::Kind::None && !m_ui->proxyUser->text().isEmpty()) {
        edited.proxy.user = m_ui->proxyUser->text();
        edited.proxy.password = refFor(nullptr, m_endpoint.proxy.password, m_ui->proxyPassword->text(), "proxy-password");
    }
    edited.tunnel.program = m_ui->program->text().trimmed();
    edited.tunnel.arguments = edited.tunnel.program.isEmpty() ? QStringList() : QProcess::splitCommand(m_ui->arguments->text());
    return edited;
}

EndpointSecrets EndpointDialog::typed() const
{
    return {.credential = m_ui->secret->text(),
            .clientKeyPassword = m_ui->keyPassword->text(),
            .proxyPassword = m_ui->proxyPassword->text()};
}

} // namespace mk
