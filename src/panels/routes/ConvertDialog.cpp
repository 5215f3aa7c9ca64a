// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/routes/ConvertDialog.h"

#include "core/SafeText.h"
#include "models/MarkedText.h"
#include "widgets/Buttons.h"
#include "widgets/Labels.h"

#include <QCheckBox>
#include <QPushButton>
#include <QVBoxLayout>

namespace mk {

namespace {

QString marked(const QStringList &names)
{
    constexpr qsizetype few = 12;
    QStringList shown;
    for (const QString &name : names.mid(0, few))
        shown.append(code(name));
    const int more = int(names.size() - shown.size());
    const QString list = shown.join(QStringLiteral(", "));
    return more > 0 ? ConvertDialog::tr("%1 and %n more", nullptr, more).arg(list) : list;
}

} // namespace

ConvertDialog::ConvertDialog(const Theme *theme, const QStringList &names, const QStringList &more, QWidget *parent)
    : DialogFrame(theme, tr("Turn into service and route"), parent)
{
    setSubtitle(names.size() == 1 ? visibleText(names.constFirst()) : tr("%n API object(s)", nullptr, int(names.size())));
    auto *column = new QVBoxLayout;
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(12);
    const auto say = [&](const QString &sentence, Tone tone) {
        auto *label = new MarkedLabel(theme, FontRole::Body, tone, this);
        label->setMarkedText(sentence);
        column->addWidget(label);
    };
    say(tr("%1 becomes a service with the same plugins, and a route with the same rules. Requests go where they go now: that is "
           "worked out before anything is sent.")
            .arg(marked(names)),
        Tone::Normal);
    if (!more.isEmpty())
        say(tr("Converted as well: %1. On this Kong a route goes before every API object, however exact, and would take their "
               "requests.")
                .arg(marked(more)),
            Tone::Warn);
    say(tr("Each service gets figures of its own in Prometheus then, and survives an upgrade: API objects went with Kong 1.0."),
        Tone::Secondary);
    auto *deletes = new QCheckBox(tr("Delete the API objects at the end"), this);
    deletes->setChecked(true);
    column->addWidget(deletes);
    column->addStretch(1);
    body()->addLayout(column, 1);
    addCancelButton();
    auto *next = makeButton(theme, tr("Show the plan…"), QString(), this, ButtonKind::Primary);
    next->setDefault(true);
    addFootButton(next);
    connect(next, &QPushButton::clicked, this, [this, deletes] {
        const bool on = deletes->isChecked();
        accept();
        Q_EMIT wanted(on);
    });
    resize(theme->scaled(560), theme->scaled(more.isEmpty() ? 300 : 340));
}

} // namespace mk
