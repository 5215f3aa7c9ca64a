// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/plugins/PluginSide.h"

#include "api/kong/KongClient.h"
#include "api/kong/KongDialect.h"
#include "core/Format.h"
#include "models/ErrorText.h"
#include "models/Schema.h"
#include "panels/EntityForm.h"
#include "panels/KongDesk.h"
#include "panels/plugins/ScopeChooser.h"
#include "platform/KongJson.h"
#include "platform/PlatformSession.h"
#include "widgets/DetailDrawer.h"
#include "widgets/Labels.h"
#include "widgets/SchemaForm.h"
#include "widgets/StringListEdit.h"

#include <QComboBox>
#include <QFormLayout>
#include <QVBoxLayout>

#include "ui_PluginForm.h"
#include "ui_PluginMoreForm.h"

namespace mk {

namespace {

using kong::Kind;

const QString configMember = QStringLiteral("config");
const QString configPrefix = QStringLiteral("config.");

// The members that say what a plugin is bound to, in both spellings.
bool isScopeMember(const QString &path)
{
    QString name = path.section(QLatin1Char('.'), 0, 0);
    if (name.endsWith(QLatin1String("_id")))
        name.chop(3);
    return name == QLatin1String("api") || name == QLatin1String("service") || name == QLatin1String("route")
        || name == QLatin1String("consumer");
}

JsonDocument::Value withoutShorthands(const JsonDocument::Value &config, const QStringList &shorthands)
{
    JsonDocument document;
    document.set(configMember, config);
    for (const QString &path : shorthands)
        document.remove(configPrefix + path);
    const JsonDocument::Value *clean = document.at(configMember);
    return clean ? *clean : config;
}

} // namespace

PluginSide::PluginSide(const PanelContext &context, PlatformSession *session, const JsonDocument &document, bool isNew,
                       QWidget *parent)
    : DocumentForm(parent)
    , m_context(context)
    , m_session(session)
    , m_isNew(isNew)
    , m_form(new EntityForm(context.theme, this))
    , m_more(new EntityForm(context.theme, this))
    , m_scope(new ScopeChooser(context, session, this))
{
    const Theme *theme = context.theme;
    const kong::Capabilities server = session ? session->kongCapabilities().value_or(kong::Capabilities()) : kong::Capabilities();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);

    Ui::PluginForm ui;
    ui.setupUi(m_form);
    {
        const QSignalBlocker quiet(ui.name);
        ui.name->addItems(isNew ? QStringList(QString()) + server.plugins : QStringList(document.string(QStringLiteral("name"))));
        ui.name->setMaxVisibleItems(24);
    }
    m_form->adopt(ui.fields);
    for (const auto &[member, value] : kong::flagDefaults(Kind::Plugin, server))
        m_form->setDefault(member, value);
    ui.name->setEnabled(isNew);
    Ui::PluginMoreForm more;
    more.setupUi(m_more);
    m_more->adopt(more.fields);
    // 0.14 knows none of these.
    const std::vector<std::pair<QString, bool>> known{{QStringLiteral("instance_name"), server.instanceNames},
                                                      {QStringLiteral("protocols"), server.tags},
                                                      {QStringLiteral("tags"), server.tags}};
    bool any = false;
    for (const auto &[member, isKnown] : known) {
        const bool shown = isKnown || document.has(member);
        m_more->setMemberVisible(member, shown);
        any = any || shown;
    }
    m_scope->setChoosable(isNew, isNew ? QString() : tr("“Move to…” in the list binds it to something else."));

    m_section = new Section(theme, tr("Configuration"), this);
    auto *box = new QWidget(m_section);
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_text = new MarkedLabel(theme, FontRole::Small, Tone::Secondary, box);
    auto *textBox = new QVBoxLayout;
    textBox->setContentsMargins(16, 0, 16, 8);
    textBox->addWidget(m_text);
    column->addLayout(textBox);
    m_config = new SchemaForm(theme, box);
    column->addWidget(m_config);
    m_section->setContent(box);

    layout->addWidget(m_scope);
    layout->addWidget(m_form);
    layout->addWidget(m_section);
    auto *general = new Section(theme, tr("Every plugin has"), this);
    general->setContent(m_more);
    general->setVisible(any);
    layout->addWidget(general);
    layout->addStretch(1);

    connect(m_form, &EntityForm::edited, this, &DocumentForm::edited);
    connect(m_more, &EntityForm::edited, this, &DocumentForm::edited);
    connect(m_config, &SchemaForm::edited, this, &DocumentForm::edited);
    connect(m_scope, &ScopeChooser::chosen, this, [this] { Q_EMIT scopeChosen(m_scope->scope()); });
    tell(tr("Choose a plugin to see what it can be told."));
    if (isNew)
        m_scope->setScope(scopeIn(document));
}

PluginSide::~PluginSide() = default;

// ---- the document

void PluginSide::setOpened(const JsonDocument *opened)
{
    m_config->setOpened(opened ? opened->at(configMember) : nullptr);
}

void PluginSide::setDocument(const JsonDocument &document)
{
    m_form->setDocument(document);
    m_more->setDocument(document);
    showConfig(document);
    follow(document);
}

void PluginSide::showConfig(const JsonDocument &document)
{
    m_config->showValue(document.at(configMember));
}

JsonDocument PluginSide::applied(const JsonDocument &document) const
{
    JsonDocument result = m_more->applied(m_form->applied(document));
    if (!m_config->hasSchema() || document.string(QStringLiteral("name")) != m_plugin)
        return result;
    const std::optional<JsonDocument::Value> config = m_config->value();
    const JsonDocument::Value *now = document.at(configMember);
    if (config && !(now && *now == *config))
        result.set(configMember, *config);
    return result;
}

QList<FieldProblem> PluginSide::showProblems(const QList<FieldProblem> &problems)
{
    QList<FieldProblem> ofForm;
    QList<FieldProblem> ofConfig;
    QStringList ofScope;
    QList<FieldProblem> rest;
    for (const FieldProblem &problem : problems) {
        if (problem.path == configMember) // 0.14 tells so of the whole configuration
            rest.append({QStringLiteral("@entity"), problem.text});
        else if (problem.path.startsWith(configPrefix))
            ofConfig.append({problem.path.mid(configPrefix.size()), problem.text});
        else if (isScopeMember(problem.path))
            ofScope.append(problem.text);
        else
            ofForm.append(problem);
    }
    rest += m_more->showProblems(m_form->showProblems(ofForm));
    for (const FieldProblem &problem : m_config->showProblems(ofConfig))
        rest.append({problem.path.startsWith(QLatin1Char('@')) ? problem.path : QString(configPrefix + problem.path), problem.text});
    m_scope->setProblem(ofScope.join(QLatin1Char('\n')));
    return rest;
}

void PluginSide::focusFirstProblem()
{
    m_more->focusFirstProblem();
    m_form->focusFirstProblem();
    m_config->focusFirstProblem(); // what is wrong there weighs most
}

QString PluginSide::ownProblem() const
{
    const QString problem = m_form->ownProblem();
    return problem.isEmpty() ? m_config->ownProblem() : problem;
}

QWidget *PluginSide::firstField() const
{
    if (m_isNew)
        return m_form->field(QStringLiteral("name"));
    return m_form->field(QStringLiteral("enabled"));
}

bool PluginSide::isSettled() const
{
    return !m_jobs.isRunning(QStringLiteral("schema"));
}

// ---- scope

kong::PluginScope PluginSide::scopeIn(const JsonDocument &document)
{
    const QByteArray text = document.text();
    return kong::scopeOf(nlohmann::json::parse(text.cbegin(), text.cend(), nullptr, false));
}

JsonDocument PluginSide::withScope(const JsonDocument &document, const kong::PluginScope &scope, bool oldDialect)
{
    JsonDocument result = document;
    const std::vector<std::pair<QString, QString>> ids{{QStringLiteral("api"), scope.apiId},
                                                       {QStringLiteral("service"), scope.serviceId},
                                                       {QStringLiteral("route"), scope.routeId},
                                                       {QStringLiteral("consumer"), scope.consumerId}};
    for (const auto &[name, id] : ids) {
        result.remove(name);
        result.remove(name + QStringLiteral("_id"));
        if (id.isEmpty())
            continue;
        if (oldDialect)
            result.set(name + QStringLiteral("_id"), jsonOf(id));
        else
            result.set(name + QStringLiteral(".id"), jsonOf(id));
    }
    return result;
}

QString PluginSide::problem() const
{
    if (!m_isNew)
        return {};
    if (m_plugin.isEmpty())
        return tr("Choose a plugin.");
    return m_scope->isComplete() ? QString() : tr("Choose what it applies to.");
}

// ---- schema

void PluginSide::follow(const JsonDocument &document)
{
    m_document = document;
    const kong::PluginScope scope = scopeIn(document);
    if (!scope.isGlobal() || !m_isNew) // a new one may be between a kind and one of that kind
        m_scope->setScope(scope);
    loadSchema(document.string(QStringLiteral("name")), document);
}

void PluginSide::loadSchema(const QString &plugin, const JsonDocument &document)
{
    if (plugin == m_plugin)
        return;
    const QString before = m_plugin;
    m_plugin = plugin;
    m_config->setSchema(nullptr);
    m_config->hide();
    m_section->setCount({});
    if (m_isNew && !before.isEmpty()) {
        // The configuration of one plugin is none for another, and comes back with its own.
        const JsonDocument::Value *config = document.at(configMember);
        m_drafts.insert(before, config ? *config : JsonDocument::Value::object());
        Q_EMIT configOffered(m_drafts.value(plugin, JsonDocument::Value::object()));
    }
    kong::KongClient *client = m_session ? m_session->kong() : nullptr;
    if (plugin.isEmpty()) {
        tell(tr("Choose a plugin to see what it can be told."));
        return;
    }
    if (!client)
        return;
    tell(tr("Reading…"));
    m_jobs.restart(QStringLiteral("schema"), readPluginSchema(client, plugin, this))
        ->done(this, [this, plugin](const Result<Schema> &schema) {
            if (plugin != m_plugin)
                return;
            if (schema) {
                showSchema(*schema);
            } else if (schema.error().is(ErrorKind::NotFound)) {
                tell(tr("This Kong does not know a plugin of that name."));
            } else if (!schema.error().is(ErrorKind::Cancelled)) {
                const ErrorText text = ErrorText::of(schema.error());
                tell(text.title + QStringLiteral(". ") + text.text);
            }
        });
}

void PluginSide::showSchema(const Schema &schema)
{
    QStringList sentences;
    const auto count = qint64(schema.root().fields.size());
    if (count == 0)
        sentences.append(tr("It takes no configuration."));
    if (schema.noConsumer())
        sentences.append(tr("It cannot be bound to a consumer."));
    tell(sentences.join(QLatin1Char(' ')));
    m_section->setCount(count > 0 ? format::count(count) : QString());
    if (m_isNew)
        m_scope->setUnbound(schema.unboundKinds());
    m_config->setSchema(schema.sharedRoot(), schema.checks(), configPrefix);
    m_config->setVisible(count > 0);
    showConfig(m_document);
    if (!m_isNew)
        return;
    // A new one begins with what must be given; a copy without the older names of members that it has anyway.
    const JsonDocument::Value *now = m_document.at(configMember);
    const bool isEmpty = !now || !now->is_object() || now->empty();
    const JsonDocument::Value wanted = isEmpty ? schema.starter() : withoutShorthands(*now, schema.shape().shorthands);
    if (!now || *now != wanted)
        Q_EMIT configOffered(wanted);
}

void PluginSide::tell(const QString &sentence)
{
    m_text->setMarkedText(sentence);
    m_text->setVisible(!sentence.isEmpty());
}

} // namespace mk
