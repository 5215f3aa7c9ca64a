// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/environments/EnvironmentsDialog.h"

#include "core/Format.h"
#include "core/SafeText.h"
#include "models/ErrorText.h"
#include "net/SecretStore.h"
#include "panels/PlanPreviewText.h"
#include "panels/environments/EndpointRow.h"
#include "panels/environments/EnvironmentItemDelegate.h"
#include "panels/environments/ImportDialog.h"
#include "platform/Presets.h"
#include "widgets/Buttons.h"
#include "widgets/DetailDrawer.h"
#include "widgets/FormLook.h"
#include "widgets/FormRow.h"
#include "widgets/Labels.h"
#include "widgets/ScrollPage.h"
#include "widgets/Segments.h"
#include "widgets/Theme.h"

#include <QHBoxLayout>
#include <QInputDialog>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QToolButton>
#include <QUuid>
#include <QVBoxLayout>

#include "ui_EnvironmentsDialog.h"

namespace mk {

namespace {

QString freshId()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

Endpoint emptyEndpoint(System system, const QString &id)
{
    Endpoint endpoint;
    endpoint.id = id;
    endpoint.system = system;
    return endpoint;
}

} // namespace

EnvironmentsDialog::EnvironmentsDialog(const PanelContext &context, QWidget *parent)
    : DialogFrame(context.theme, tr("Environments"), parent)
    , m_context(context)
    , m_ui(std::make_unique<Ui::EnvironmentForm>())
{
    auto *split = new QHBoxLayout;
    split->setContentsMargins(0, 0, 0, 0);
    split->setSpacing(0);
    body()->addLayout(split, 1);
    auto *left = new QWidget(this);
    left->setFixedWidth(context.theme->scaled(248));
    left->setLayout(new QVBoxLayout);
    left->layout()->setContentsMargins(0, 0, 0, 0);
    left->layout()->setSpacing(0);
    split->addWidget(left);
    split->addWidget(makeLine(context.theme, Qt::Vertical, this));
    m_list = new QListWidget(left);
    m_list->setAccessibleName(tr("Environments"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setItemDelegate(new EnvironmentItemDelegate(context.theme, m_list));
    left->layout()->addWidget(m_list);
    left->layout()->addWidget(makeLine(context.theme, Qt::Horizontal, left));
    auto *actions = new QHBoxLayout;
    actions->setContentsMargins(12, 8, 12, 8);
    actions->setSpacing(8);
    QPushButton *add = makeButton(context.theme, tr("Add"), QStringLiteral("plus"), left);
    auto *addMenu = new QMenu(add);
    addMenu->addAction(tr("Empty"), this, &EnvironmentsDialog::addNew);
    addMenu->addAction(tr("Docker Swarm…"), this, &EnvironmentsDialog::showPresets);
    addMenu->addAction(tr("Kubernetes (kubectl port-forward)"), this, [this] {
        Environment made = presets::kubernetes({});
        made.name = tr("Kubernetes");
        addDraft(made, {});
    });
    addMenu->addAction(tr("Usual ports of this machine"), this, [this] {
        Environment made = presets::localDefaults();
        made.name = tr("This machine");
        addDraft(made, {});
    });
    addMenu->addSeparator();
    addMenu->addAction(tr("Duplicate of the chosen one"), this, &EnvironmentsDialog::duplicate);
    add->setMenu(addMenu);
    QPushButton *import = makeButton(context.theme, tr("Import…"), QString(), left);
    m_delete = makeIconButton(context.theme, QStringLiteral("trash"), tr("Delete environment"), left);
    actions->addWidget(add);
    actions->addWidget(import);
    actions->addStretch();
    actions->addWidget(m_delete);
    qobject_cast<QVBoxLayout *>(left->layout())->addLayout(actions);

    buildForm();
    split->addWidget(m_form, 1);

    m_testAll = makeButton(context.theme, tr("Test all"), QString(), this);
    addFootLeft(m_testAll);
    addCancelButton();
    m_save = makeButton(context.theme, tr("Save"), QString(), this, ButtonKind::Primary);
    addFootButton(m_save);
    connect(import, &QPushButton::clicked, this, &EnvironmentsDialog::importFile);
    connect(m_delete, &QToolButton::clicked, this, &EnvironmentsDialog::removeChosen);
    connect(m_testAll, &QPushButton::clicked, this, &EnvironmentsDialog::testAll);
    connect(m_save, &QPushButton::clicked, this, &EnvironmentsDialog::save);
    connect(m_list, &QListWidget::currentRowChanged, this, [this](int row) {
        if (row == m_current)
            return;
        if (m_current >= 0 && !takeForm()) {
            const QSignalBlocker blocker(m_list);
            m_list->setCurrentRow(m_current); // what is wrong stays in view
            return;
        }
        showDraft(row);
    });

    for (const Environment &environment : context.environments->environments())
        m_drafts.append({environment, environment, {}});
    if (m_drafts.isEmpty())
        m_drafts.append({{}, [] {
                             Environment first;
                             first.id = freshId();
                             return first;
                         }(),
                         {}});
    fillList();
    m_list->setCurrentRow(0);
    resize(context.theme->scaled(1080), context.theme->scaled(760));
}

EnvironmentsDialog::~EnvironmentsDialog() = default;

void EnvironmentsDialog::buildForm()
{
    const Theme *theme = m_context.theme;
    m_form = new QWidget(this);
    auto *column = new QVBoxLayout(m_form);
    column->setContentsMargins(0, 12, 0, 0);
    column->setSpacing(8);
    auto *head = new QWidget(m_form);
    m_ui->setupUi(head);
    m_ui->name->setFixedWidth(theme->scaled(320));
    m_stage = new SegmentedControl(theme, tr("Stage"), m_ui->stageBox);
    for (const Stage stage : {Stage::Development, Stage::Staging, Stage::Production})
        m_stage->addSegment(stageId(stage), stageWord(stage), stageColor(stage));
    m_ui->stageBox->layout()->addWidget(m_stage);
    m_ui->stageBox->setFocusProxy(m_stage);
    m_nameRow = FormLook(theme, m_ui->fields, 96).row(m_ui->name);
    column->addWidget(head);

    auto *section = new Section(theme, tr("Endpoints"), m_form);
    section->setCount(tr("each is optional"));
    QPushButton *addNode = makeButton(theme, tr("Add Kong node"), QStringLiteral("plus"), section);
    setSmallButton(addNode);
    section->addHeadWidget(addNode);
    connect(addNode, &QPushButton::clicked, this, &EnvironmentsDialog::addKongNode);
    auto *rows = new QWidget;
    m_rows = new QVBoxLayout(rows);
    m_rows->setContentsMargins(16, 8, 16, 16);
    m_rows->setSpacing(8);
    column->addWidget(section);
    column->addWidget(makeScroll(rows, m_form), 1);
    connect(m_ui->name, &QLineEdit::textEdited, this, [this](const QString &name) {
        if (QListWidgetItem *item = m_list->currentItem())
            item->setText(visibleText(name));
    });
    connect(m_stage, &SegmentedControl::chosen, this, [this](const QString &id) {
        if (QListWidgetItem *item = m_list->currentItem())
            item->setData(EnvironmentItemDelegate::StageIdRole, id);
    });
}

void EnvironmentsDialog::fillList()
{
    const QSignalBlocker blocker(m_list);
    m_list->clear();
    for (const Draft &draft : std::as_const(m_drafts)) {
        const Environment &environment = draft.edited;
        int systems = 0;
        for (const System system : allSystems)
            systems += environment.has(system);
        QString line = tr("%n system(s)", nullptr, systems);
        if (environment.kong.size() > 1)
            line += QStringLiteral(", ") + tr("%n Kong nodes", nullptr, int(environment.kong.size()));
        if (environment.readOnly)
            line += QStringLiteral(", ") + tr("read-only");
        auto *item = new QListWidgetItem(environment.name.isEmpty() ? tr("New environment") : visibleText(environment.name), m_list);
        item->setData(EnvironmentItemDelegate::StageIdRole, stageId(environment.stage));
        item->setData(EnvironmentItemDelegate::LineRole, line);
    }
}

void EnvironmentsDialog::addDraft(const Environment &environment, const Environment &loaded)
{
    if (m_current >= 0 && isBlank())
        m_drafts.removeAt(m_current); // the empty one to begin with gives way
    else if (m_current >= 0 && !takeForm())
        return;
    Draft draft{loaded, environment, {}};
    if (draft.edited.id.isEmpty())
        draft.edited.id = freshId();
    m_drafts.append(draft);
    fillList();
    m_current = -1;
    m_list->setCurrentRow(int(m_drafts.size()) - 1);
    showDraft(int(m_drafts.size()) - 1);
    m_ui->name->setFocus(Qt::OtherFocusReason);
    m_ui->name->selectAll();
}

void EnvironmentsDialog::addNew()
{
    addDraft({}, {});
}

void EnvironmentsDialog::duplicate()
{
    if (m_current < 0 || !takeForm())
        return;
    // The secrets stay with the original: a copy asks for its own, so that deleting one never takes the other's.
    Environment copy = m_drafts.at(m_current).edited;
    copy.id = freshId();
    copy.name = tr("%1 (copy)").arg(copy.name);
    copy.identities.clear();
    copy.mutedFindings.clear();
    const auto forget = [](Endpoint &endpoint) {
        if (endpoint.credential.secret.kind == SecretRef::Kind::Stored)
            endpoint.credential.secret = {};
        if (endpoint.tls.clientKeyPassword.kind == SecretRef::Kind::Stored)
            endpoint.tls.clientKeyPassword = {};
        if (endpoint.proxy.password.kind == SecretRef::Kind::Stored)
            endpoint.proxy.password = {};
    };
    for (Endpoint &endpoint : copy.kong)
        forget(endpoint);
    for (std::optional<Endpoint> *endpoint : {&copy.kongProxy, &copy.consul, &copy.rabbitmq, &copy.prometheus}) {
        if (*endpoint)
            forget(**endpoint);
    }
    addDraft(copy, m_drafts.at(m_current).loaded);
}

void EnvironmentsDialog::removeChosen()
{
    if (m_current < 0)
        return;
    // Nothing is lost before Save: Cancel brings it back.
    m_drafts.removeAt(m_current);
    m_current = -1;
    fillList();
    if (m_drafts.isEmpty()) {
        addNew();
        return;
    }
    m_list->setCurrentRow(0);
    showDraft(0);
}

void EnvironmentsDialog::importFile()
{
    auto *dialog = new ImportDialog(this, [this](const Result<QList<Environment>> &read) {
        if (!read) {
            setFootNote(ErrorText::of(read.error()).oneLine());
            return;
        }
        for (const Environment &environment : *read)
            addDraft(environment, environment);
        setFootNote(tr("%n imported. What they would run is asked about before anything is connected.", nullptr, int(read->size())));
    });
    dialog->open();
}

void EnvironmentsDialog::showPresets()
{
    auto *dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Docker Swarm"));
    dialog->setLabelText(tr("A host of the swarm, whose published ports are used"));
    connect(dialog, &QInputDialog::textValueSelected, this, [this](const QString &host) {
        Environment made = presets::dockerSwarm(host.trimmed());
        if (made.allEndpoints().isEmpty()) {
            setFootNote(tr("%1 is not the name of a host.").arg(visibleText(host)));
            return;
        }
        made.name = host.trimmed();
        addDraft(made, {});
    });
    dialog->open();
}

EndpointRow *EnvironmentsDialog::addRow(const QString &label, const Endpoint &endpoint, bool isProxy)
{
    const QString prefix = m_drafts.at(m_current).edited.id + QLatin1Char('/') + endpoint.id + QLatin1Char('/');
    auto *row = new EndpointRow(m_context, label, endpoint, isProxy, prefix, m_rows->parentWidget());
    m_rows->addWidget(row);
    m_endpointRows.append(row);
    connect(row, &EndpointRow::tested, this, &EnvironmentsDialog::tellTests);
    return row;
}

void EnvironmentsDialog::showDraft(int index)
{
    m_jobs.cancelAll();
    while (QLayoutItem *item = m_rows->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    m_endpointRows.clear();
    m_current = index;
    m_form->setEnabled(index >= 0);
    if (index < 0)
        return;
    const Environment &environment = m_drafts.at(index).edited;
    m_ui->name->setText(environment.name);
    m_nameRow->setProblem({});
    m_stage->setCurrentId(stageId(environment.stage));
    m_ui->readOnly->setChecked(environment.readOnly);
    m_ui->watch->setChecked(environment.watchInBackground);

    if (environment.kong.isEmpty())
        addRow(systemName(System::Kong), emptyEndpoint(System::Kong, QStringLiteral("kong")), false);
    for (qsizetype i = 0; i < environment.kong.size(); ++i) {
        EndpointRow *row = addRow(i == 0 ? systemName(System::Kong) : tr("node %1").arg(i + 1), environment.kong.at(i), false);
        row->setRemovable(i > 0);
        connect(row, &EndpointRow::removeRequested, this, [this, row] {
            m_endpointRows.removeOne(row);
            row->deleteLater();
        });
    }
    addRow(tr("Kong proxy"), environment.kongProxy.value_or(emptyEndpoint(System::Kong, QStringLiteral("kong-proxy"))), true);
    addRow(systemName(System::Consul), environment.consul.value_or(emptyEndpoint(System::Consul, QStringLiteral("consul"))), false);
    addRow(systemName(System::RabbitMq),
           environment.rabbitmq.value_or(emptyEndpoint(System::RabbitMq, QStringLiteral("rabbitmq"))), false);
    addRow(systemName(System::Prometheus),
           environment.prometheus.value_or(emptyEndpoint(System::Prometheus, QStringLiteral("prometheus"))), false);
    m_rows->addStretch();
    setFootNote(m_context.secrets->kind() == SecretStore::Kind::Keychain ? tr("Passwords are kept in the system's key ring.")
                : m_context.secrets->kind() == SecretStore::Kind::EncryptedFile
                    ? tr("Passwords are kept in the encrypted file.")
                    : tr("There is no key ring: passwords are kept until you close. Settings offers an encrypted file."));
}

void EnvironmentsDialog::openFirstConnection()
{
    if (!m_endpointRows.isEmpty())
        m_endpointRows.first()->openDetails();
}

void EnvironmentsDialog::addKongNode()
{
    if (m_current < 0 || !takeForm())
        return;
    Environment &environment = m_drafts[m_current].edited;
    QString id;
    int number = int(environment.kong.size());
    const auto taken = [&environment](const QString &candidate) {
        return std::any_of(environment.kong.cbegin(), environment.kong.cend(),
                           [&candidate](const Endpoint &endpoint) { return endpoint.id == candidate; });
    };
    do {
        id = QStringLiteral("kong-%1").arg(++number);
    } while (taken(id));
    if (environment.kong.isEmpty())
        environment.kong.append(emptyEndpoint(System::Kong, QStringLiteral("kong")));
    environment.kong.append(emptyEndpoint(System::Kong, id));
    showDraft(m_current);
}

// Nothing has been filled in, and nothing of it is stored.
bool EnvironmentsDialog::isBlank()
{
    if (!m_drafts.at(m_current).loaded.id.isEmpty() || !m_ui->name->text().trimmed().isEmpty())
        return false;
    return std::all_of(m_endpointRows.cbegin(), m_endpointRows.cend(), [](EndpointRow *row) { return row->isEmpty(); });
}

bool EnvironmentsDialog::takeForm()
{
    if (m_current < 0)
        return true;
    Draft &draft = m_drafts[m_current];
    Environment &environment = draft.edited;
    environment.name = m_ui->name->text().trimmed();
    environment.stage = stageFromId(m_stage->currentId()).value_or(Stage::Development);
    environment.readOnly = m_ui->readOnly->isChecked();
    environment.watchInBackground = m_ui->watch->isChecked();
    environment.kong.clear();
    environment.kongProxy.reset();
    environment.consul.reset();
    environment.rabbitmq.reset();
    environment.prometheus.reset();
    bool ok = true;
    for (EndpointRow *row : std::as_const(m_endpointRows)) {
        const Result<std::optional<Endpoint>> endpoint = row->endpoint();
        if (!endpoint) {
            ok = false;
            continue;
        }
        if (!*endpoint)
            continue;
        if (row->isProxy())
            environment.kongProxy = *endpoint;
        else if ((*endpoint)->system == System::Kong)
            environment.kong.append(**endpoint);
        else if ((*endpoint)->system == System::Consul)
            environment.consul = *endpoint;
        else if ((*endpoint)->system == System::RabbitMq)
            environment.rabbitmq = *endpoint;
        else
            environment.prometheus = *endpoint;
        const EndpointSecrets &typed = row->typed();
        const auto keep = [&draft](const SecretRef &ref, const QString &value) {
            if (ref.kind == SecretRef::Kind::Stored && !value.isEmpty())
                draft.secrets.insert(ref.id, value.toUtf8());
        };
        keep((*endpoint)->credential.secret, typed.credential);
        keep((*endpoint)->tls.clientKeyPassword, typed.clientKeyPassword);
        keep((*endpoint)->proxy.password, typed.proxyPassword);
    }
    if (ok) {
        if (const Result<Done> valid = EnvironmentStore::validate(environment); !valid) {
            const ErrorText text = ErrorText::of(valid.error());
            if (valid.error().args.value(QStringLiteral("field")).toString() == QLatin1String("name"))
                m_nameRow->setProblem(text.title);
            else
                setFootNote(text.title + QStringLiteral(". ") + text.text);
            return false;
        }
        m_nameRow->setProblem({});
    }
    return ok;
}

void EnvironmentsDialog::testAll()
{
    for (EndpointRow *row : std::as_const(m_endpointRows))
        row->test();
}

void EnvironmentsDialog::tellTests()
{
    int tested = 0;
    int working = 0;
    for (const EndpointRow *row : std::as_const(m_endpointRows)) {
        if (row->isTesting())
            return;
        if (row->works()) {
            ++tested;
            working += *row->works();
        }
    }
    if (tested > 0) {
        setFootNote(tr("Tested %1: %2 of %n endpoint(s) work.", nullptr, tested)
                        .arg(format::timeOfDay(m_context.clock->now()), format::count(working)));
    }
}

void EnvironmentsDialog::save()
{
    if (!takeForm())
        return;
    m_save->setEnabled(false);
    storeSecrets();
}

// Secrets first: an environment that names a secret which is nowhere would not connect.
void EnvironmentsDialog::storeSecrets()
{
    std::vector<Job<Done> *> writes;
    for (const Draft &draft : std::as_const(m_drafts)) {
        for (auto it = draft.secrets.cbegin(); it != draft.secrets.cend(); ++it)
            writes.push_back(m_context.secrets->write(it.key(), it.value(), this));
    }
    m_jobs.restart(QStringLiteral("save"), static_cast<Job<std::vector<Result<Done>>> *>(
                                               new JoinJob<Done>(this, std::move(writes), JoinPolicy::WaitForAll)))
        ->done(this, [this](const Result<std::vector<Result<Done>>> &written) {
            m_save->setEnabled(true);
            if (!written)
                return;
            for (const Result<Done> &one : *written) {
                if (!one) {
                    setFootNote(tr("A secret could not be stored: %1").arg(ErrorText::of(one.error()).oneLine()));
                    return;
                }
            }
            QList<Environment> all;
            for (const Draft &draft : std::as_const(m_drafts))
                all.append(draft.edited);
            if (const Result<Done> saved = m_context.environments->saveAll(all); !saved) {
                const ErrorText text = ErrorText::of(saved.error());
                setFootNote(text.title + QStringLiteral(". ") + text.text);
                return;
            }
            for (const Draft &draft : std::as_const(m_drafts)) {
                // What the operator typed here needs no second question; what came with a file still does.
                if (const Result<Done> accepted =
                        m_context.environments->accept(typedByOperator(draft.loaded, draft.edited));
                    !accepted) {
                    setFootNote(ErrorText::of(accepted.error()).oneLine());
                    return;
                }
            }
            Q_EMIT this->saved(m_current >= 0 ? m_drafts.at(m_current).edited.id : QString());
            accept();
        });
}

void EnvironmentsDialog::offer(const Environment &environment)
{
    if (m_drafts.size() == 1 && m_drafts.first().edited.allEndpoints().isEmpty())
        m_drafts.clear(); // the empty first one
    Environment kept = environment;
    kept.isTransient = false;
    m_drafts.append({environment, kept, {}});
    m_current = -1;
    fillList();
    m_list->setCurrentRow(int(m_drafts.size()) - 1);
    if (m_current < 0)
        showDraft(int(m_drafts.size()) - 1);
}

void EnvironmentsDialog::choose(const QString &environmentId)
{
    for (int i = 0; i < m_drafts.size(); ++i) {
        if (m_drafts.at(i).edited.id == environmentId)
            m_list->setCurrentRow(i);
    }
}

} // namespace mk
