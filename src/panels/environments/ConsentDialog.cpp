// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/environments/ConsentDialog.h"

#include "core/SafeText.h"
#include "models/ErrorText.h"
#include "platform/PlatformSession.h"
#include "widgets/Banner.h"
#include "widgets/Buttons.h"
#include "widgets/Labels.h"
#include "widgets/ScrollPage.h"

#include <QCheckBox>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace mk {

namespace {

QString kindSentence(ConsentItem::Kind kind)
{
    switch (kind) {
    case ConsentItem::Kind::EnvironmentVariable:
        return ConsentDialog::tr("Send the value of the environment variable");
    case ConsentItem::Kind::Command:
        return ConsentDialog::tr("Run the program");
    case ConsentItem::Kind::Proxy:
        return ConsentDialog::tr("Send everything through the proxy");
    case ConsentItem::Kind::KeyFile:
        return ConsentDialog::tr("Use the key or certificate in the file");
    case ConsentItem::Kind::CaFile:
        return ConsentDialog::tr("Trust the authorities in the file");
    case ConsentItem::Kind::Pin:
        return ConsentDialog::tr("Trust the certificate with the fingerprint");
    case ConsentItem::Kind::ServerName:
        return ConsentDialog::tr("Accept a certificate made out to the name");
    }
    return {};
}

} // namespace

ConsentDialog::ConsentDialog(const Theme *theme, PlatformSession *session, QWidget *parent)
    : DialogFrame(theme, tr("Review this environment"), parent), m_session(session), m_items(session->missingConsents())
{
    setSubtitle(visibleText(session->environment().name));
    auto *list = new QWidget;
    auto *layout = new QVBoxLayout(list);
    layout->setContentsMargins(16, 12, 16, 12);
    layout->setSpacing(12);
    auto *intro = new TextLabel(theme, FontRole::Body, Tone::Secondary, list);
    intro->setText(tr("It was not written by this program. Nothing is connected until each of these is accepted."));
    intro->setWordWrap(true);
    layout->addWidget(intro);
    for (const ConsentItem &item : std::as_const(m_items)) {
        auto *box = new QCheckBox(kindSentence(item.kind), list);
        auto *text = new TextLabel(theme, FontRole::Code, Tone::Normal, list);
        text->setText(visibleText(item.text));
        text->setWordWrap(true);
        text->setTextInteractionFlags(Qt::TextSelectableByMouse);
        text->setContentsMargins(24, 0, 0, 0);
        auto *where = new TextLabel(theme, FontRole::Small, item.runsCode ? Tone::Crit : Tone::Secondary, list);
        where->setText(item.runsCode ? tr("for %1. Its options let it run other programs.").arg(visibleText(item.endpointUrl))
                                     : tr("for %1").arg(visibleText(item.endpointUrl)));
        where->setContentsMargins(24, 0, 0, 0);
        where->setWordWrap(true);
        box->setAccessibleDescription(text->text() + QLatin1Char(' ') + where->text());
        layout->addWidget(box);
        layout->addWidget(text);
        layout->addWidget(where);
        m_boxes.append(box);
        connect(box, &QCheckBox::toggled, this, &ConsentDialog::refresh);
    }
    layout->addStretch();
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
    const bool all = std::all_of(m_boxes.cbegin(), m_boxes.cend(), [](const QCheckBox *box) { return box->isChecked(); });
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
