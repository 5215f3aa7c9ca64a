// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/environments/WelcomePage.h"

#include "core/SafeText.h"
#include "models/ErrorText.h"
#include "panels/PlanPreviewText.h"
#include "panels/environments/ImportDialog.h"
#include "platform/EndpointTest.h"
#include "widgets/Badges.h"
#include "widgets/Buttons.h"
#include "widgets/FormLook.h"
#include "widgets/Theme.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QUuid>
#include <QVBoxLayout>

#include "ui_WelcomePage.h"

namespace mk {

WelcomePage::WelcomePage(const PanelContext &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_ui(std::make_unique<Ui::WelcomeForm>())
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_ui->setupUi(this);
    dressForm(context.theme, this);
    m_ui->sentence->setMinimumWidth(context.theme->scaled(480));
    connect(m_ui->connectTo, &QPushButton::clicked, this, &WelcomePage::editorRequested);
    connect(m_ui->importFile, &QPushButton::clicked, this, &WelcomePage::importFile);
    connect(m_ui->lookHere, &QPushButton::clicked, this, &WelcomePage::lookOnThisMachine);
    connect(m_ui->tryDemo, &QPushButton::clicked, this, &WelcomePage::demoRequested);
    tell({}, false);
    refresh();
}

WelcomePage::~WelcomePage() = default;

void WelcomePage::setDemoStarting(bool starting)
{
    m_ui->tryDemo->setEnabled(!starting);
    tell(starting ? tr("Starting the demo platform…") : QString(), false);
}

void WelcomePage::tell(const QString &text, bool wrong)
{
    m_ui->problem->setText(wrong ? text : QString());
    m_ui->problem->setVisible(wrong);
    m_ui->note->setText(wrong ? QString() : text);
    m_ui->note->setVisible(!wrong);
}

void WelcomePage::refresh()
{
    while (QLayoutItem *item = m_ui->entries->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const QList<Environment> &environments = m_context.environments->environments();
    m_ui->title->setText(environments.isEmpty() ? tr("Which platform?") : tr("Choose an environment"));
    m_ui->sentence->setText(environments.isEmpty()
                                ? tr("Give the addresses of Kong, Consul, RabbitMQ and Prometheus: any of them will do. Presets "
                                     "know a Microkubes platform on Docker Swarm and Kubernetes.")
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
        m_ui->entries->addWidget(row);
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
