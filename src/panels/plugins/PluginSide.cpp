// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/plugins/PluginSide.h"

#include "api/kong/KongClient.h"
#include "api/kong/KongDialect.h"
#include "core/Format.h"
#include "core/SafeText.h"
#include "models/ErrorText.h"
#include "panels/EntityForm.h"
#include "panels/KongColumns.h"
#include "platform/PlatformSession.h"
#include "widgets/DetailDrawer.h"
#include "widgets/EntityTable.h"
#include "widgets/FormRow.h"
#include "widgets/Labels.h"
#include "widgets/StringListEdit.h"

#include <QComboBox>
#include <QFormLayout>
#include <QVBoxLayout>

#include "ui_PluginForm.h"

namespace mk {

namespace {

using kong::Kind;

const QString kindGlobal = QStringLiteral("global");

RecordTableModel<SchemaField>::Columns guideColumns()
{
    std::vector<Column<SchemaField>> columns;
    Column<SchemaField> name{QStringLiteral("field"), PluginSide::tr("Field"), [](const SchemaField &f) { return f.path; }};
    name.mono = true;
    name.strong = [](const SchemaField &f) { return f.required && f.defaultText.isEmpty(); };
    name.elideMode = Qt::ElideMiddle;
    columns.push_back(name);
    Column<SchemaField> type{QStringLiteral("type"), PluginSide::tr("Type"), [](const SchemaField &f) { return f.type; }};
    type.tone = [](const SchemaField &) { return Tone::Secondary; };
    columns.push_back(type);
    Column<SchemaField> required{QStringLiteral("required"), PluginSide::tr("Required"), [](const SchemaField &f) {
                                     return f.required ? PluginSide::tr("Yes") : PluginSide::tr("No");
                                 }};
    required.dim = [](const SchemaField &f) { return !f.required; };
    columns.push_back(required);
    Column<SchemaField> standard{QStringLiteral("default"), PluginSide::tr("Default"), [](const SchemaField &f) {
                                     return f.defaultText.isEmpty() ? format::notGiven() : f.defaultText;
                                 }};
    standard.mono = true;
    standard.dim = [](const SchemaField &f) { return f.defaultText.isEmpty(); };
    columns.push_back(standard);
    Column<SchemaField> allowed{QStringLiteral("allowed"), PluginSide::tr("Allowed"), [](const SchemaField &f) {
                                    QStringList parts;
                                    if (!f.allowed.isEmpty())
                                        parts.append(f.allowed.join(QStringLiteral(", ")));
                                    if (!f.rule.isEmpty())
                                        parts.append(f.rule);
                                    return parts.join(QStringLiteral("; "));
                                }};
    columns.push_back(allowed);
    return columns;
}

QList<ColumnLook> guideLooks()
{
    return {{.id = QStringLiteral("field"), .elide = Qt::ElideMiddle, .canHide = false, .minimumWidth = 150},
            {.id = QStringLiteral("type"), .width = 110},
            {.id = QStringLiteral("required"), .width = 72},
            {.id = QStringLiteral("default"), .width = 100, .dropOrder = 2},
            {.id = QStringLiteral("allowed"), .dropOrder = 1, .minimumWidth = 120}};
}

} // namespace

PluginSide::PluginSide(const PanelContext &context, PlatformSession *session, const JsonDocument &document, bool isNew,
                       QWidget *parent)
    : QWidget(parent), m_context(context), m_session(session), m_isNew(isNew), m_form(new EntityForm(context.theme, this))
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
    m_form->setMemberVisible(QStringLiteral("instance_name"),
                             server.instanceNames || document.has(QStringLiteral("instance_name")));
    m_form->setMemberVisible(QStringLiteral("protocols"), server.tags || document.has(QStringLiteral("protocols")));
    m_form->setMemberVisible(QStringLiteral("tags"), server.tags || document.has(QStringLiteral("tags")));

    auto *scope = new QWidget(this);
    auto *scopeColumn = new QVBoxLayout(scope);
    scopeColumn->setContentsMargins(16, 8, 16, 0);
    scopeColumn->setSpacing(0);
    m_kind = makeCombo({}, scope);
    m_kind->addItem(tr("Every request (global)"), kindGlobal);
    if (server.apis)
        m_kind->addItem(kongKindWord(Kind::Api), kong::kindId(Kind::Api));
    if (server.services) {
        m_kind->addItem(kongKindWord(Kind::Service), kong::kindId(Kind::Service));
        m_kind->addItem(kongKindWord(Kind::Route), kong::kindId(Kind::Route));
    }
    m_kind->addItem(kongKindWord(Kind::Consumer), kong::kindId(Kind::Consumer));
    m_entity = makeCombo({}, scope);
    m_entity->setMinimumContentsLength(28);
    m_entity->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_entity->setMaxVisibleItems(20);
    auto *kindRow = new FormRow(theme, tr("&Applies to"), m_kind, 136, scope);
    m_entityRow = new FormRow(theme, tr("&Which one"), m_entity, 136, scope);
    scopeColumn->addWidget(kindRow);
    scopeColumn->addWidget(m_entityRow);
    layout->addWidget(scope);
    layout->addWidget(m_form);

    m_guideSection = new Section(theme, tr("What its configuration takes"), this);
    auto *guideBox = new QWidget(m_guideSection);
    auto *guideColumn = new QVBoxLayout(guideBox);
    guideColumn->setContentsMargins(0, 0, 0, 0);
    guideColumn->setSpacing(0);
    m_guideText = new MarkedLabel(theme, FontRole::Small, Tone::Secondary, guideBox);
    auto *guideTextBox = new QVBoxLayout;
    guideTextBox->setContentsMargins(16, 0, 16, 8);
    guideTextBox->addWidget(m_guideText);
    guideColumn->addLayout(guideTextBox);
    m_guide = new RecordTableModel<SchemaField>(guideColumns(), this);
    m_guideTable = new EntityTable(theme, tr("Fields of the configuration"), guideBox);
    m_guideTable->setEmbedded(true);
    m_guideTable->setColumns(guideLooks());
    m_guideTable->setModel(m_guide);
    m_guideTable->hide(); // nothing is chosen yet
    guideColumn->addWidget(m_guideTable);
    m_guideSection->setContent(guideBox);
    layout->addWidget(m_guideSection);
    layout->addStretch(1);
    tellGuide(tr("Choose a plugin to see what it can be told."));

    m_kind->setEnabled(isNew);
    m_entity->setEnabled(isNew);
    connect(m_kind, &QComboBox::currentIndexChanged, this, [this] {
        fillEntities();
        if (!m_filling)
            Q_EMIT scopeChosen(chosenScope());
    });
    connect(m_entity, &QComboBox::currentIndexChanged, this, [this] {
        if (!m_filling)
            Q_EMIT scopeChosen(chosenScope());
    });
    fillEntities();
    follow(document);
}

PluginSide::~PluginSide() = default;

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

kong::PluginScope PluginSide::chosenScope() const
{
    kong::PluginScope scope;
    const QString kind = m_kind->currentData().toString();
    const QString id = m_entity->currentData().toString();
    if (kind == kong::kindId(Kind::Api))
        scope.apiId = id;
    else if (kind == kong::kindId(Kind::Service))
        scope.serviceId = id;
    else if (kind == kong::kindId(Kind::Route))
        scope.routeId = id;
    else if (kind == kong::kindId(Kind::Consumer))
        scope.consumerId = id;
    return scope;
}

QString PluginSide::problem() const
{
    if (!m_isNew)
        return {};
    if (m_plugin.isEmpty())
        return tr("Choose a plugin.");
    if (m_kind->currentData().toString() != kindGlobal && m_entity->currentData().toString().isEmpty())
        return tr("Choose what it applies to.");
    return {};
}

void PluginSide::fillEntities()
{
    const QString kind = m_kind->currentData().toString();
    const QSignalBlocker quiet(m_entity);
    m_entity->clear();
    m_entityRow->setVisible(kind != kindGlobal);
    if (!m_session || kind == kindGlobal)
        return;
    std::vector<std::pair<QString, QString>> names;
    const auto add = [&names](const QString &name, const QString &id) {
        names.emplace_back(name.isEmpty() ? shortened(id, 9) : visibleText(name), id);
    };
    const auto show = [this](std::vector<std::pair<QString, QString>> found) {
        std::sort(found.begin(), found.end(),
                  [](const auto &a, const auto &b) { return a.first.localeAwareCompare(b.first) < 0; });
        const QSignalBlocker still(m_entity);
        const QString before = m_entity->currentData().toString();
        m_entity->clear();
        m_entity->addItem(tr("Choose…"), QString());
        for (const auto &[name, id] : found)
            m_entity->addItem(name, id);
        m_entity->setCurrentIndex(std::max(0, m_entity->findData(before)));
    };
    if (kind == kong::kindId(Kind::Api)) {
        for (const kong::Api &api : *m_session->kongApis()->rows())
            add(api.name, api.id);
    } else if (kind == kong::kindId(Kind::Service)) {
        for (const kong::Service &service : *m_session->kongServices()->rows())
            add(service.name, service.id);
    } else if (kind == kong::kindId(Kind::Route)) {
        for (const KongRouteRecord &route : *m_session->kongRouteRecords()->rows()) {
            if (route.kind != Kind::Route)
                continue;
            const QString paths = route.paths.join(QStringLiteral(", "));
            add(!route.name.isEmpty() ? route.name : tr("%1 of %2").arg(paths, route.serviceName), route.id);
        }
    } else if (kong::KongClient *client = m_session->kong()) {
        // Consumers are read for this alone: nobody follows them yet.
        kong::ListOptions<kong::Consumer> options;
        options.asker = QStringLiteral("plugins");
        m_jobs.restart(QStringLiteral("consumers"), client->list(options, this))
            ->done(this, [this, show](const Result<kong::Listed<kong::Consumer>> &listed) {
                if (!listed || !listed->rows || m_kind->currentData().toString() != kong::kindId(Kind::Consumer))
                    return;
                std::vector<std::pair<QString, QString>> found;
                for (const kong::Consumer &consumer : *listed->rows)
                    found.emplace_back(visibleText(consumer.shownName()), consumer.id);
                show(std::move(found));
            });
    }
    show(std::move(names));
}

void PluginSide::follow(const JsonDocument &document)
{
    m_filling = true;
    const kong::PluginScope scope = scopeIn(document);
    QString kind = kindGlobal;
    QString id;
    if (!scope.apiId.isEmpty()) {
        kind = kong::kindId(Kind::Api);
        id = scope.apiId;
    } else if (!scope.routeId.isEmpty()) {
        kind = kong::kindId(Kind::Route);
        id = scope.routeId;
    } else if (!scope.serviceId.isEmpty()) {
        kind = kong::kindId(Kind::Service);
        id = scope.serviceId;
    } else if (!scope.consumerId.isEmpty()) {
        kind = kong::kindId(Kind::Consumer);
        id = scope.consumerId;
    }
    if (!id.isEmpty() && m_kind->currentData().toString() != kind)
        m_kind->setCurrentIndex(m_kind->findData(kind)); // fills the entities
    if (!id.isEmpty()) {
        int at = m_entity->findData(id);
        if (at < 0) {
            m_entity->addItem(shortened(id, 9), id);
            at = m_entity->count() - 1;
        }
        m_entity->setCurrentIndex(at);
    } else if (!m_isNew) {
        m_kind->setCurrentIndex(0);
    }
    m_filling = false;
    loadGuide(document.string(QStringLiteral("name")));
}

void PluginSide::loadGuide(const QString &plugin)
{
    if (plugin == m_plugin)
        return;
    m_plugin = plugin;
    m_guide->setRows(std::vector<SchemaField>());
    m_guideTable->setVisible(false);
    kong::KongClient *client = m_session ? m_session->kong() : nullptr;
    if (plugin.isEmpty()) {
        tellGuide(tr("Choose a plugin to see what it can be told."));
        return;
    }
    if (!client)
        return;
    tellGuide(tr("Reading…"));
    m_jobs.restart(QStringLiteral("guide"), client->pluginSchema(plugin, this))
        ->done(this, [this, plugin](const Result<QByteArray> &schema) {
            if (plugin != m_plugin)
                return;
            const Result<SchemaGuide> guide = schema ? SchemaGuide::ofPlugin(*schema) : fail(schema.error());
            if (guide) {
                showGuide(*guide);
                if (m_isNew)
                    Q_EMIT starterOffered(guide->starter());
            } else if (guide.error().is(ErrorKind::NotFound)) {
                tellGuide(tr("This Kong does not know a plugin of that name."));
            } else if (!guide.error().is(ErrorKind::Cancelled)) {
                const ErrorText text = ErrorText::of(guide.error());
                tellGuide(text.title + QStringLiteral(". ") + text.text);
            }
        });
}

void PluginSide::showGuide(const SchemaGuide &guide)
{
    QStringList sentences;
    if (guide.fields().empty())
        sentences.append(tr("It takes no configuration."));
    if (guide.noConsumer())
        sentences.append(tr("It cannot be bound to a consumer."));
    tellGuide(sentences.join(QLatin1Char(' ')));
    m_guideSection->setCount(guide.fields().empty() ? QString() : format::count(qint64(guide.fields().size())));
    m_guide->setRows(guide.fields());
    m_guideTable->setVisible(!guide.fields().empty());
    m_guideTable->updateGeometry();
}

void PluginSide::tellGuide(const QString &sentence)
{
    m_guideText->setMarkedText(sentence);
    m_guideText->setVisible(!sentence.isEmpty());
    if (m_guide->totalCount() == 0)
        m_guideSection->setCount({});
}

} // namespace mk
