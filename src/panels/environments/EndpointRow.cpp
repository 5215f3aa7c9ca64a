// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/environments/EndpointRow.h"

#include "core/Format.h"
#include "core/SafeText.h"
#include "models/ErrorText.h"
#include "models/MarkedText.h"
#include "panels/environments/EndpointDialog.h"
#include "panels/environments/EndpointTestText.h"
#include "widgets/Banner.h"
#include "widgets/Buttons.h"
#include "widgets/FormRow.h"
#include "widgets/Labels.h"
#include "widgets/Shapes.h"
#include "widgets/Theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace mk {

// Looks and behaves like a combo box, but opens the whole connection dialog: a list would not hold what there is to say.
class CredentialBox final : public QComboBox
{
    Q_OBJECT
public:
    explicit CredentialBox(QWidget *parent) : QComboBox(parent) { addItem(QString()); }
    void setSummary(const QString &summary) { setItemText(0, summary); }
    void showPopup() override { Q_EMIT opened(); }

Q_SIGNALS:
    void opened();
};

EndpointRow::EndpointRow(const PanelContext &context, const QString &label, const Endpoint &endpoint, bool isProxy,
                         const QString &secretPrefix, QWidget *parent)
    : QWidget(parent), m_context(context), m_endpoint(endpoint), m_secretPrefix(secretPrefix), m_isProxy(isProxy)
{
    const Theme *theme = context.theme;
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    auto *name = new TextLabel(theme, FontRole::Body, Tone::Normal, this);
    name->setText(label);
    name->setFixedWidth(theme->scaled(88));
    m_url = makeCodeEdit(theme, this);
    m_url->setText(endpoint.url.toString());
    m_url->setAccessibleName(tr("%1 address").arg(label));
    name->setBuddy(m_url);
    m_credential = new CredentialBox(this);
    m_credential->setSummary(EndpointDialog::credentialSummary(endpoint));
    m_credential->setFixedWidth(theme->scaled(152));
    m_credential->setAccessibleName(tr("%1 credential and connection").arg(label));
    m_credential->setVisible(!isProxy);
    m_shape = new ShapeWidget(theme, this);
    m_result = new ElidedLabel(theme, FontRole::Body, Tone::Secondary, this);
    m_took = new TextLabel(theme, FontRole::Body, Tone::Normal, this);
    m_took->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_took->setFixedWidth(theme->scaled(56));
    m_remove = makeIconButton(theme, QStringLiteral("x"), tr("Remove %1").arg(label), this);
    m_remove->hide();
    row->addWidget(name);
    row->addWidget(m_url, 5);
    row->addWidget(m_credential);
    row->addWidget(m_shape);
    row->addWidget(m_result, 3);
    row->addWidget(m_took);
    row->addWidget(m_remove);
    column->addLayout(row);
    m_banner = new Banner(theme, this);
    auto *indent = new QHBoxLayout;
    indent->setContentsMargins(theme->scaled(96), 0, 0, 0);
    indent->addWidget(m_banner);
    column->addLayout(indent);
    m_banner->clear();
    m_shape->hide();

    connect(m_url, &QLineEdit::textEdited, this, &EndpointRow::touched);
    connect(m_credential, &CredentialBox::opened, this, &EndpointRow::openDetails);
    connect(m_remove, &QToolButton::clicked, this, &EndpointRow::removeRequested);
}

void EndpointRow::setRemovable(bool removable)
{
    m_remove->setVisible(removable);
}

void EndpointRow::touched()
{
    m_jobs.cancelAll();
    m_works.reset();
    m_shape->hide();
    m_result->setText({});
    m_took->setText({});
    m_banner->clear();
    setFieldProblem(m_url, false);
    setFieldProblem(m_credential, false);
    Q_EMIT edited();
}

Result<std::optional<Endpoint>> EndpointRow::endpoint()
{
    const QString text = m_url->text().trimmed();
    if (text.isEmpty())
        return std::optional<Endpoint>();
    const Result<EnvironmentStore::ParsedAddress> parsed = EnvironmentStore::parseAddress(text, m_endpoint.system);
    if (!parsed) {
        const ErrorText why = ErrorText::of(parsed.error());
        showProblem(why.title, why.text, true);
        return fail(parsed.error());
    }
    m_endpoint.url = parsed->url;
    if (parsed->hadUserInfo) {
        m_endpoint.credential.kind = Credential::Kind::Basic;
        m_endpoint.credential.user = parsed->user;
        m_endpoint.credential.secret = {SecretRef::Kind::Stored, m_secretPrefix + QStringLiteral("credential")};
        m_typed.credential = parsed->password;
        m_credential->setSummary(EndpointDialog::credentialSummary(m_endpoint));
        m_url->setText(parsed->url.toString());
    }
    return std::optional<Endpoint>(m_endpoint);
}

bool EndpointRow::isEmpty() const
{
    return m_url->text().trimmed().isEmpty();
}

void EndpointRow::openDetails()
{
    if (const Result<std::optional<Endpoint>> current = endpoint(); !current)
        return;
    auto *dialog = new EndpointDialog(m_context.theme, m_endpoint, m_typed, m_secretPrefix, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        m_endpoint = dialog->endpoint();
        m_typed = dialog->typed();
        m_credential->setSummary(EndpointDialog::credentialSummary(m_endpoint));
        touched();
    });
    dialog->open();
}

void EndpointRow::test()
{
    const Result<std::optional<Endpoint>> current = endpoint();
    if (!current || !*current) {
        Q_EMIT tested();
        return;
    }
    m_testing = true;
    m_banner->clear();
    m_shape->hide();
    m_result->setText(tr("Testing…"));
    m_took->setText({});
    const EndpointTestInput input{.endpoint = **current, .typed = m_typed, .isProxy = m_isProxy, .consentMissing = false};
    m_jobs.restart(QStringLiteral("test"),
                   testEndpoint(input, m_context.secrets, m_context.httpLog, m_context.clock, this))
        ->done(this, [this](const Result<EndpointTestResult> &result) {
            m_testing = false;
            if (result)
                showResult(*result);
            Q_EMIT tested();
        });
}

void EndpointRow::showProblem(const QString &title, const QString &text, bool urlIsWrong)
{
    m_works = false;
    setFieldProblem(m_url, urlIsWrong);
    m_banner->setMessage(Status::Crit, title, text);
}

void EndpointRow::showResult(const EndpointTestResult &result)
{
    m_works = result.works();
    m_shape->show();
    m_result->setToolTip({});
    if (result.works()) {
        m_shape->setStatus(result.verdict == EndpointTestResult::Verdict::Works ? Status::Ok : Status::Warn);
        m_result->setText(testSummary(result));
        m_took->setText(format::milliseconds(result.facts.latency));
        const QString notices = testNotices(result);
        if (notices.isEmpty())
            m_banner->clear();
        else
            m_banner->setMessage(Status::Warn, tr("It works, but"), notices);
        return;
    }
    const bool untrusted = result.verdict == EndpointTestResult::Verdict::Untrusted;
    m_shape->setStatus(untrusted ? Status::Warn : Status::Crit);
    m_took->setText(format::notGiven());
    const ErrorText why = result.error ? ErrorText::of(*result.error) : ErrorText();
    m_result->setText(untrusted ? tr("Certificate not trusted") : why.title);
    const QString explanation = testExplanation(result);
    QString text = explanation.isEmpty() ? why.text : explanation;
    if (explanation.isEmpty() && !why.hint.isEmpty())
        text += QLatin1Char(' ') + why.hint;
    if (result.tls && !result.tls->chain.isEmpty()) {
        const TlsPeer::Certificate &leaf = result.tls->chain.first();
        text += QLatin1Char(' ')
            + tr("SHA-256 %1, issued by %2, valid to %3.")
                  .arg(code(format::fingerprint(leaf.sha256)), code(visibleText(leaf.issuer)),
                       QLocale().toString(leaf.validTo.date(), QLocale::ShortFormat));
    }
    m_banner->setMessage(untrusted ? Status::Warn : Status::Crit, why.title, text);
    const bool credentialIsWrong = result.cures.contains(QLatin1String("change-credential"));
    setFieldProblem(m_credential, credentialIsWrong);
    setFieldProblem(m_url, !credentialIsWrong && !untrusted);
    for (const QString &cure : result.cures) {
        if (cure == QLatin1String("trust-certificate") && result.tls && !result.tls->chain.isEmpty()) {
            QPushButton *button = m_banner->addButton(tr("Trust this certificate"), QStringLiteral("shield-check"));
            const QByteArray sha = result.tls->chain.first().sha256;
            connect(button, &QPushButton::clicked, this, [this, sha] { trust(sha); });
        } else if (cure == QLatin1String("choose-ca") || cure == QLatin1String("change-credential")
                   || cure == QLatin1String("set-up-tunnel") || cure == QLatin1String("check-tunnel")) {
            QPushButton *button = m_banner->addButton(cureLabel(cure), QString());
            connect(button, &QPushButton::clicked, this, &EndpointRow::openDetails);
        }
    }
}

void EndpointRow::trust(const QByteArray &sha256)
{
    m_endpoint.tls.pinnedSha256 = sha256;
    touched();
    test();
}

} // namespace mk

#include "EndpointRow.moc"
