// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/environments/ConsentDialog.h"

#include "core/SafeText.h"
#include "models/ErrorText.h"
#include "panels/environments/ConsentRow.h"
#include "platform/PlatformSession.h"
#include "widgets/Buttons.h"
#include "widgets/FormLook.h"
#include "widgets/ScrollPage.h"

#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include "ui_ConsentDialog.h"

namespace mk {

ConsentDialog::ConsentDialog(const Theme *theme, PlatformSession *session, QWidget *parent)
    : DialogFrame(theme, tr("Review this environment"), parent), m_session(session), m_items(session->missingConsents())
{
    setSubtitle(visibleText(session->environment().name));
    auto *list = new QWidget;
    Ui::ConsentForm form;
    form.setupUi(list);
    dressForm(theme, list);
    for (const ConsentItem &item : std::as_const(m_items)) {
        auto *row = new ConsentRow(theme, item, list);
        form.items->addWidget(row);
        m_rows.append(row);
        connect(row, &ConsentRow::toggled, this, &ConsentDialog::refresh);
    }
    body()->addWidget(makeScroll(list, this));

    addCancelButton();
    m_accept = makeButton(theme, tr("Accept and connect"), QString(), this, ButtonKind::Primary);
    connect(m_accept, &QPushButton::clicked, this, &ConsentDialog::accept);
    addFootButton(m_accept);
    resize(theme->scaled(640), theme->scaled(480));
    refresh();
}

void ConsentDialog::refresh()
{
    const bool all = std::all_of(m_rows.cbegin(), m_rows.cend(), [](const ConsentRow *row) { return row->isTicked(); });
    m_accept->setEnabled(all);
    setFootNote(all ? QString() : tr("Tick each one that you have read and want."));
}

void ConsentDialog::accept()
{
    if (m_session) {
        if (const Result<Done> accepted = m_session->accept(m_items); !accepted) {
            setFootNote(ErrorText::of(accepted.error()).oneLine());
            return;
        }
    }
    DialogFrame::accept();
}

} // namespace mk
