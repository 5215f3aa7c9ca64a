// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/UnlockDialog.h"

#include "models/ErrorText.h"
#include "net/SecretStore.h"
#include "widgets/Buttons.h"
#include "widgets/FormLook.h"
#include "widgets/FormRow.h"
#include "widgets/Theme.h"

#include <QPushButton>
#include <QVBoxLayout>

#include "ui_UnlockDialog.h"

namespace mk {

namespace {
constexpr int shortestPassphrase = 8;
constexpr int labelWidth = 96;
}

UnlockDialog::UnlockDialog(const Theme *theme, Secrets *secrets, QWidget *parent)
    : DialogFrame(theme, secrets->encryptedFileExists() ? tr("Unlock secrets") : tr("Keep secrets in an encrypted file"), parent)
    , m_secrets(secrets)
    , m_creating(!secrets->encryptedFileExists())
    , m_form(std::make_unique<Ui::UnlockForm>())
{
    auto *form = new QWidget(this);
    m_form->setupUi(form);
    body()->addWidget(form);
    m_form->intro->setText(m_creating ? tr("Passwords, tokens and the journal's key are encrypted with this passphrase. It is "
                                           "stored nowhere: without it they are lost.")
                                      : tr("Passwords and tokens are encrypted with your passphrase."));
    const FormLook look(theme, m_form->fields, labelWidth);
    look.row(m_form->again)->setVisible(m_creating);
    const auto colour = [this] {
        QPalette colours = m_form->problem->palette();
        colours.setColor(QPalette::WindowText, this->theme()->color(Token::Crit));
        m_form->problem->setPalette(colours);
    };
    colour();
    connect(theme, &Theme::changed, this, colour);

    addCancelButton();
    m_apply = makeButton(theme, m_creating ? tr("Encrypt") : tr("Unlock"), QString(), this, ButtonKind::Primary);
    m_apply->setDefault(true);
    addFootButton(m_apply);
    connect(m_apply, &QPushButton::clicked, this, &UnlockDialog::apply);
    connect(m_form->passphrase, &QLineEdit::textChanged, this, &UnlockDialog::refresh);
    connect(m_form->again, &QLineEdit::textChanged, this, &UnlockDialog::refresh);
    resize(theme->scaled(480), theme->scaled(m_creating ? 280 : 240));
    refresh();
}

UnlockDialog::~UnlockDialog() = default;

void UnlockDialog::tell(const QString &problem)
{
    m_form->problem->setText(problem);
    setFieldProblem(m_form->passphrase, !problem.isEmpty());
    m_form->passphrase->setAccessibleDescription(problem);
}

void UnlockDialog::refresh()
{
    const QString passphrase = m_form->passphrase->text();
    const QString again = m_form->again->text();
    const bool tooShort = m_creating && passphrase.size() < shortestPassphrase;
    if (tooShort && !passphrase.isEmpty())
        tell(tr("At least %n character(s)", nullptr, shortestPassphrase));
    else
        tell(m_creating && !again.isEmpty() && again != passphrase ? tr("The two are not the same") : QString());
    m_apply->setEnabled(m_creating ? !tooShort && again == passphrase : !passphrase.isEmpty());
}

void UnlockDialog::apply()
{
    m_apply->setEnabled(false);
    setFootNote(tr("Working…"));
    Job<Done> *job = m_creating ? m_secrets->useEncryptedFile(m_form->passphrase->text(), this)
                                : m_secrets->unlock(m_form->passphrase->text(), this);
    m_jobs.restart(QStringLiteral("unlock"), job)->done(this, [this](const Result<Done> &done) {
        setFootNote({});
        if (done) {
            accept();
            return;
        }
        refresh();
        if (!done.error().is(ErrorKind::Cancelled))
            tell(ErrorText::of(done.error()).title);
        m_form->passphrase->selectAll();
        m_form->passphrase->setFocus();
    });
}

} // namespace mk
