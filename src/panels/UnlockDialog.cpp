// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/UnlockDialog.h"

#include "models/ErrorText.h"
#include "net/SecretStore.h"
#include "widgets/Buttons.h"
#include "widgets/FormRow.h"
#include "widgets/Labels.h"
#include "widgets/Theme.h"

#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace mk {

namespace {
constexpr int shortestPassphrase = 8;
}

UnlockDialog::UnlockDialog(const Theme *theme, Secrets *secrets, QWidget *parent)
    : DialogFrame(theme, secrets->encryptedFileExists() ? tr("Unlock secrets") : tr("Keep secrets in an encrypted file"), parent)
    , m_secrets(secrets)
    , m_creating(!secrets->encryptedFileExists())
{
    auto *form = new QVBoxLayout;
    form->setContentsMargins(16, 12, 16, 12);
    form->setSpacing(8);
    auto *intro = new TextLabel(theme, FontRole::Body, Tone::Secondary, this);
    intro->setWordWrap(true);
    intro->setText(m_creating ? tr("Passwords, tokens and the journal's key are encrypted with this passphrase. It is stored "
                                   "nowhere: without it they are lost.")
                              : tr("Passwords and tokens are encrypted with your passphrase."));
    form->addWidget(intro);
    m_passphrase = new QLineEdit(this);
    m_passphrase->setEchoMode(QLineEdit::Password);
    m_again = new QLineEdit(this);
    m_again->setEchoMode(QLineEdit::Password);
    m_row = new FormRow(theme, tr("Passphrase"), m_passphrase, 96, this);
    m_againRow = new FormRow(theme, tr("Once more"), m_again, 96, this);
    m_againRow->setVisible(m_creating);
    form->addWidget(m_row);
    form->addWidget(m_againRow);
    body()->addLayout(form);
    body()->addStretch();

    addCancelButton();
    m_apply = makeButton(theme, m_creating ? tr("Encrypt") : tr("Unlock"), QString(), this, ButtonKind::Primary);
    m_apply->setDefault(true);
    addFootButton(m_apply);
    connect(m_apply, &QPushButton::clicked, this, &UnlockDialog::apply);
    connect(m_passphrase, &QLineEdit::textChanged, this, &UnlockDialog::refresh);
    connect(m_again, &QLineEdit::textChanged, this, &UnlockDialog::refresh);
    resize(theme->scaled(480), theme->scaled(240));
    refresh();
}

void UnlockDialog::refresh()
{
    const QString passphrase = m_passphrase->text();
    m_row->setProblem(m_creating && !passphrase.isEmpty() && passphrase.size() < shortestPassphrase
                          ? tr("At least %n character(s)", nullptr, shortestPassphrase)
                          : QString());
    m_againRow->setProblem(m_creating && !m_again->text().isEmpty() && m_again->text() != passphrase
                               ? tr("The two are not the same")
                               : QString());
    m_apply->setEnabled(m_creating ? passphrase.size() >= shortestPassphrase && m_again->text() == passphrase
                                   : !passphrase.isEmpty());
}

void UnlockDialog::apply()
{
    m_apply->setEnabled(false);
    setFootNote(tr("Working…"));
    Job<Done> *job = m_creating ? m_secrets->useEncryptedFile(m_passphrase->text(), this)
                                : m_secrets->unlock(m_passphrase->text(), this);
    m_jobs.restart(QStringLiteral("unlock"), job)->done(this, [this](const Result<Done> &done) {
        setFootNote({});
        if (done) {
            accept();
            return;
        }
        refresh();
        if (!done.error().is(ErrorKind::Cancelled))
            m_row->setProblem(ErrorText::of(done.error()).title);
        m_passphrase->selectAll();
        m_passphrase->setFocus();
    });
}

} // namespace mk
