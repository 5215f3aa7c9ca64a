// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/environments/WelcomePage.h"

#include "core/SafeText.h"
#include "models/ErrorText.h"
#include "panels/PlanPreviewText.h"
#include "panels/environments/ImportDialog.h"
#include "platform/EndpointTest.h"
#include "widgets/Badges.h"
#include "widgets/Buttons.h"
#include "widgets/Labels.h"
#include "widgets/Theme.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QUuid>
#include <QVBoxLayout>

namespace mk {

WelcomePage::WelcomePage(const PanelContext &context, QWidget *parent) : QWidget(parent), m_context(context)
{
    const Theme *theme = context.theme;
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    auto *outer = new QHBoxLayout(this);
    auto *column = new QVBoxLayout;
    column->setSpacing(12);
    outer->addStretch(1);
    outer->addLayout(column, 0);
    outer->addStretch(1);
    column->addStretch(2);

    m_title = new TextLabel(theme, FontRole::Figure, Tone::Normal, this);
    m_sentence = new TextLabel(theme, FontRole::Body, Tone::Secondary, this);
    m_sentence->setWordWrap(true);
    m_sentence->setMinimumWidth(theme->scaled(480));
    column->addWidget(m_title);
    column->addWidget(m_sentence);
    column->addSpacing(8);
    m_list = new QVBoxLayout;
    m_list->setSpacing(8);
    column->addLayout(m_list);
    column->addSpacing(8);

    auto *ways = new QHBoxLayout;
    ways->setSpacing(8);
    QPushButton *connectButton = makeButton(theme, tr("Connect…"), QStringLiteral("plug-connected"), this, ButtonKind::Primary);
    QPushButton *import = makeButton(theme, tr("Import…"), QStringLiteral("upload"), this);
    QPushButton *look = makeButton(theme, tr("Look on this machine"), QStringLiteral("search"), this);
    look->setToolTip(tr("Asks the usual ports of this machine for Kong, Consul, RabbitMQ and Prometheus"));
    ways->addWidget(connectButton);
    ways->addWidget(import);
    ways->addWidget(look);
    ways->addStretch();
    column->addLayout(ways);
    m_note = new TextLabel(theme, FontRole::Small, Tone::Secondary, this);
    m_note->setWordWrap(true);
    column->addWidget(m_note);
    column->addStretch(3);

    connect(connectButton, &QPushButton::clicked, this, &WelcomePage::editorRequested);
    connect(import, &QPushButton::clicked, this, &WelcomePage::importFile);
    connect(look, &QPushButton::clicked, this, &WelcomePage::lookOnThisMachine);
    refresh();
}

void WelcomePage::tell(const QString &text, bool wrong)
{
    m_note->setTone(wrong ? Tone::Crit : Tone::Secondary);
    m_note->setText(text);
}

void WelcomePage::refresh()
{
    while (QLayoutItem *item = m_list->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const QList<Environment> &environments = m_context.environments->environments();
    m_title->setText(environments.isEmpty() ? tr("Which platform?") : tr("Choose an environment"));
    m_sentence->setText(environments.isEmpty()
                            ? tr("Give the addresses of Kong, Consul, RabbitMQ and Prometheus: any of them will do. Presets know "
                                 "a Microkubes platform on Docker Swarm and Kubernetes.")
                            : tr("Nothing is connected yet."));
    for (const Environment &environment : environments) {
        auto *row = new QWidget(this);
        auto *layout = new QHBoxLayout(row);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(8);
        QPushButton *open = makeButton(m_context.theme, actionText(visibleText(environment.name)), QString(), row);
        open->setMinimumWidth(m_context.theme->scaled(240));
        auto *badge = new StageBadge(m_context.theme, row);
        badge->setStage(stageBadge(environment.stage), stageColor(environment.stage));
        layout->addWidget(open);
        layout->addWidget(badge);
        layout->addStretch();
        connect(open, &QPushButton::clicked, this, [this, environment] { Q_EMIT environmentChosen(environment); });
        m_list->addWidget(row);
    }
}

void WelcomePage::importFile()
{
    auto *dialog = new ImportDialog(this, [this](const Result<QList<Environment>> &read) {
        if (!read) {
            const ErrorText text = ErrorText::of(read.error());
            tell(text.title + QStringLiteral(". ") + text.text, true);
            return;
        }
        for (const Environment &environment : *read) {
            if (const Result<Done> saved = m_context.environments->save(environment); !saved) {
                tell(ErrorText::of(saved.error()).oneLine(), true);
                return;
            }
        }
        tell(tr("%n environment(s) imported. What they would run is asked about before anything is connected.", nullptr,
                int(read->size())),
             false);
        refresh();
    });
    dialog->open();
}

void WelcomePage::lookOnThisMachine()
{
    tell(tr("Asking the usual ports of this machine…"), false);
    m_jobs.restart(QStringLiteral("look"), findLocalSystems(m_context.httpLog, m_context.clock, this))
        ->done(this, [this](const Result<QList<Endpoint>> &found) {
            if (!found || found->isEmpty()) {
                tell(tr("Nothing answered on the usual ports of this machine."), false);
                return;
            }
            Environment environment;
            environment.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
            environment.name = tr("This machine");
            for (const Endpoint &endpoint : *found) {
                switch (endpoint.system) {
                case System::Kong:
                    environment.kong.append(endpoint);
                    break;
                case System::Consul:
                    environment.consul = endpoint;
                    break;
                case System::RabbitMq:
                    environment.rabbitmq = endpoint;
                    break;
                case System::Prometheus:
                    environment.prometheus = endpoint;
                    break;
                }
            }
            if (const Result<Done> saved = m_context.environments->save(environment); !saved) {
                tell(ErrorText::of(saved.error()).oneLine(), true);
                return;
            }
            tell({}, false);
            refresh();
            Q_EMIT environmentChosen(environment);
        });
}

} // namespace mk
