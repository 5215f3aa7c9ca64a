// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/environments/ConsentRow.h"

#include "core/SafeText.h"
#include "widgets/FormLook.h"

#include "ui_ConsentRow.h"

namespace mk {

namespace {

QString kindSentence(ConsentItem::Kind kind)
{
    switch (kind) {
    case ConsentItem::Kind::EnvironmentVariable:
        return ConsentRow::tr("Send the value of the environment variable");
    case ConsentItem::Kind::Command:
        return ConsentRow::tr("Run the program");
    case ConsentItem::Kind::Proxy:
        return ConsentRow::tr("Send everything through the proxy");
    case ConsentItem::Kind::KeyFile:
        return ConsentRow::tr("Use the key or certificate in the file");
    case ConsentItem::Kind::CaFile:
        return ConsentRow::tr("Trust the authorities in the file");
    case ConsentItem::Kind::Pin:
        return ConsentRow::tr("Trust the certificate with the fingerprint");
    case ConsentItem::Kind::ServerName:
        return ConsentRow::tr("Accept a certificate made out to the name");
    }
    return {};
}

} // namespace

ConsentRow::ConsentRow(const Theme *theme, const ConsentItem &item, QWidget *parent)
    : QWidget(parent), m_ui(std::make_unique<Ui::ConsentRowForm>())
{
    m_ui->setupUi(this);
    m_ui->box->setText(kindSentence(item.kind));
    m_ui->what->setText(visibleText(item.text));
    const QString url = visibleText(item.endpointUrl);
    m_ui->where->setText(item.runsCode ? tr("for %1. Its options let it run other programs.").arg(url) : tr("for %1").arg(url));
    if (item.runsCode)
        m_ui->where->setProperty("look", QStringLiteral("wrong"));
    m_ui->box->setAccessibleDescription(m_ui->what->text() + QLatin1Char(' ') + m_ui->where->text());
    dressForm(theme, this);
    connect(m_ui->box, &QCheckBox::toggled, this, &ConsentRow::toggled);
}

ConsentRow::~ConsentRow() = default;

bool ConsentRow::isTicked() const
{
    return m_ui->box->isChecked();
}

} // namespace mk
