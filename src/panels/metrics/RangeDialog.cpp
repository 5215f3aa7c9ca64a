// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/metrics/RangeDialog.h"

#include "widgets/Buttons.h"
#include "widgets/FormLook.h"

#include <QPushButton>
#include <QVBoxLayout>

#include "ui_RangeForm.h"

namespace mk {

namespace {
constexpr int labelWidth = 64;
}

RangeDialog::RangeDialog(const Theme *theme, qint64 from, qint64 to, QWidget *parent)
    : DialogFrame(theme, tr("Time range"), parent)
    , m_form(std::make_unique<Ui::RangeForm>())
    , m_show(makeButton(theme, tr("Show"), {}, this, ButtonKind::Primary))
{
    auto *form = new QWidget(this);
    m_form->setupUi(form);
    body()->addWidget(form);
    const FormLook look(theme, m_form->fields, labelWidth);
    const QString withSeconds = QStringLiteral("yyyy-MM-dd HH:mm:ss");
    for (QDateTimeEdit *edit : {m_form->from, m_form->to}) {
        edit->setDisplayFormat(withSeconds);
        edit->setCalendarPopup(true);
        connect(edit, &QDateTimeEdit::dateTimeChanged, this, &RangeDialog::check);
    }
    m_form->from->setDateTime(QDateTime::fromMSecsSinceEpoch(from));
    m_form->to->setDateTime(QDateTime::fromMSecsSinceEpoch(to));
    addCancelButton();
    addFootButton(m_show);
    m_show->setDefault(true);
    connect(m_show, &QPushButton::clicked, this, [this] {
        Q_EMIT chosen(m_form->from->dateTime().toMSecsSinceEpoch(), m_form->to->dateTime().toMSecsSinceEpoch());
        accept();
    });
    resize(theme->scaled(420), sizeHint().height());
    check();
}

RangeDialog::~RangeDialog() = default;

void RangeDialog::check()
{
    const bool order = m_form->from->dateTime() < m_form->to->dateTime();
    m_show->setEnabled(order);
    setFootNote(order ? QString() : tr("The end must be after the beginning"));
}

} // namespace mk
