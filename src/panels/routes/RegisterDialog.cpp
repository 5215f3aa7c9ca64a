// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/routes/RegisterDialog.h"

#include "models/MarkedText.h"
#include "platform/ConsulHost.h"
#include "widgets/Buttons.h"
#include "widgets/CodeEditor.h"
#include "widgets/FormRow.h"
#include "widgets/Labels.h"
#include "widgets/StringListEdit.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

namespace mk {

using kongregistrars::Library;

RegisterDialog::RegisterDialog(const Theme *theme, const kongregistration::Registration &start, bool exists, QWidget *parent)
    : DialogFrame(theme, exists ? tr("Register again") : tr("Register by hand"), parent)
    , m_start(start)
    , m_exists(exists)
    , m_library(makeCombo({tr("Go library"), tr("Python library")}, this))
    , m_name(makeCodeEdit(theme, this))
    , m_paths(new StringListEdit(theme, this))
    , m_host(makeCodeEdit(theme, this))
    , m_port(new QSpinBox(this))
    , m_hostRow(nullptr)
    , m_sent(new CodeEditor(theme, tr("What is sent"), this))
{
    setSubtitle(tr("As the service itself would do it at its start"));
    auto *column = new QVBoxLayout;
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(8);
    m_paths->setEntryName(tr("Path"));
    m_port->setRange(1, 65535);
    m_port->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_port->setGroupSeparatorShown(false);
    column->addWidget(new FormRow(theme, tr("As the"), m_library, 96, this));
    column->addWidget(new FormRow(theme, tr("Name"), m_name, 96, this));
    column->addWidget(new FormRow(theme, tr("Paths"), m_paths, 96, this));
    m_hostRow = new FormRow(theme, tr("Upstream"), m_host, 96, this);
    column->addWidget(m_hostRow);
    column->addWidget(new FormRow(theme, tr("Port"), m_port, 96, this));
    auto *head = new TextLabel(theme, FontRole::Small, Tone::Secondary, this);
    head->setText(tr("What is sent, to the letter"));
    head->setBuddy(m_sent);
    column->addWidget(head);
    m_sent->setReadOnly(true);
    m_sent->setMinimumHeight(theme->scaled(110));
    column->addWidget(m_sent, 1);
    body()->addLayout(column, 1);
    setFootNote(tr("It is asked first whether it is there."));
    addCancelButton();
    m_apply = makeButton(theme, tr("Show the plan…"), QString(), this, ButtonKind::Primary);
    m_apply->setDefault(true);
    addFootButton(m_apply);

    m_library->setCurrentIndex(start.library == Library::Python ? 1 : 0);
    m_name->setText(start.name);
    m_paths->setValues(start.paths);
    m_host->setText(start.host);
    m_host->setPlaceholderText(consulhost::serviceHost(QStringLiteral("my-service")));
    m_port->setValue(start.port);
    connect(m_library, &QComboBox::currentIndexChanged, this, &RegisterDialog::refresh);
    connect(m_name, &QLineEdit::textChanged, this, &RegisterDialog::refresh);
    connect(m_paths, &StringListEdit::valuesChanged, this, &RegisterDialog::refresh);
    connect(m_host, &QLineEdit::textChanged, this, &RegisterDialog::refresh);
    connect(m_port, &QSpinBox::valueChanged, this, &RegisterDialog::refresh);
    connect(m_apply, &QPushButton::clicked, this, [this] {
        const kongregistration::Registration chosen = registration();
        accept();
        Q_EMIT wanted(chosen);
    });
    resize(theme->scaled(640), theme->scaled(520));
    refresh();
}

RegisterDialog::~RegisterDialog() = default;

kongregistration::Registration RegisterDialog::registration() const
{
    kongregistration::Registration registration = m_start; // hosts and methods stay as they are configured
    registration.library = m_library->currentIndex() == 1 ? Library::Python : Library::Go;
    registration.name = m_name->text().trimmed();
    registration.paths = m_paths->values();
    registration.host = m_host->text().trimmed();
    registration.port = m_port->value();
    if (registration.library == Library::Python) {
        registration.hosts.clear();
        registration.methods.clear();
    }
    return registration;
}

void RegisterDialog::refresh()
{
    const kongregistration::Registration now = registration();
    const bool whole = !now.name.isEmpty() && !now.paths.isEmpty() && !now.host.isEmpty();
    m_apply->setEnabled(whole);
    const consulhost::ConsulHost meaning = consulhost::parse(now.host);
    m_hostRow->setProblem(meaning.kind != consulhost::Kind::Misspelt ? QString()
                          : meaning.corrected.isEmpty()
                              ? tr("Consul can have no such name.")
                              : tr("Consul can have no such name; %1 is probably meant.").arg(code(meaning.corrected)));
    const bool exists = m_exists && now.name == m_start.name;
    const kongregistration::Sent sent = kongregistration::sentOf(now, exists, QStringLiteral("{id}"));
    QByteArray path = sent.path;
    path.replace("%7Bid%7D", "{id}");
    m_sent->setText(whole ? QString::fromUtf8(sent.method + ' ' + path + "\nContent-Type: " + sent.contentType + "\n\n" + sent.body)
                          : QString());
}

} // namespace mk
