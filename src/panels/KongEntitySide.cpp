// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/KongEntitySide.h"

#include "api/kong/KongClient.h"
#include "core/SafeText.h"
#include "models/ErrorText.h"
#include "models/KongSchemas.h"
#include "panels/KongColumns.h"
#include "platform/PlatformSession.h"
#include "widgets/FormRow.h"
#include "widgets/Labels.h"
#include "widgets/SchemaForm.h"

#include <QComboBox>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace mk {

namespace {

constexpr int kLabelWidth = 136;

} // namespace

KongEntitySide::KongEntitySide(const PanelContext &context, PlatformSession *session, kong::Kind kind, bool isNew, QWidget *parent)
    : DocumentForm(parent)
    , m_context(context)
    , m_session(session)
    , m_kind(kind)
    , m_isNew(isNew)
    , m_text(new MarkedLabel(context.theme, FontRole::Small, Tone::Secondary, this))
    , m_form(new SchemaForm(context.theme, this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    if (kind == kong::Kind::Sni || kind == kong::Kind::Key) {
        m_parentMember = kind == kong::Kind::Sni ? QStringLiteral("certificate") : QStringLiteral("set");
        m_parent = makeCombo({}, this);
        m_parent->setMinimumContentsLength(28);
        m_parent->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        m_parentRow = new FormRow(context.theme, kongKindWord(kind == kong::Kind::Sni ? kong::Kind::Certificate : kong::Kind::KeySet), m_parent,
                                  kLabelWidth, this);
        auto *box = new QVBoxLayout;
        box->setContentsMargins(16, 8, 16, 0);
        box->addWidget(m_parentRow);
        layout->addLayout(box);
        fillParents();
        connect(m_parent, &QComboBox::currentIndexChanged, this, &DocumentForm::edited);
    }
    auto *textBox = new QVBoxLayout;
    textBox->setContentsMargins(16, 8, 16, 8);
    textBox->addWidget(m_text);
    layout->addLayout(textBox);
    layout->addWidget(m_form);
    layout->addStretch(1);
    connect(m_form, &SchemaForm::edited, this, &DocumentForm::edited);
    m_form->hide();
    loadSchema();
}

KongEntitySide::~KongEntitySide() = default;

void KongEntitySide::fillParents()
{
    const QSignalBlocker quiet(m_parent);
    m_parent->addItem(QString(), QString());
    if (!m_session)
        return;
    const kong::Kind wanted = m_kind == kong::Kind::Sni ? kong::Kind::Certificate : kong::Kind::KeySet;
    QList<QPair<QString, QString>> choices;
    for (const KongEntityRecord &record : *m_session->kongCertificateRecords()->rows()) {
        if (record.entity.kind != wanted)
            continue;
        QString name = record.entity.shownName();
        if (record.entity.name.isEmpty() && record.certificate)
            name = record.certificate->subject + QStringLiteral(" (") + shortened(record.entity.id, 9) + QLatin1Char(')');
        choices.append({visibleText(name), record.entity.id});
    }
    std::sort(choices.begin(), choices.end(), [](const auto &a, const auto &b) { return a.first.localeAwareCompare(b.first) < 0; });
    for (const auto &[name, id] : std::as_const(choices))
        m_parent->addItem(name, id);
}

void KongEntitySide::setOpened(const JsonDocument *opened)
{
    m_opened = opened ? std::optional(opened->root()) : std::nullopt;
    m_form->setOpened(opened ? &opened->root() : nullptr);
}

void KongEntitySide::setDocument(const JsonDocument &document)
{
    m_document = document;
    if (m_parent) {
        const QSignalBlocker quiet(m_parent);
        const QString id = document.string(m_parentMember + QStringLiteral(".id"));
        if (m_parent->findData(id) < 0)
            m_parent->addItem(shortened(id, 9), id);
        m_parent->setCurrentIndex(m_parent->findData(id));
    }
    m_form->showValue(&document.root());
}

JsonDocument KongEntitySide::applied(const JsonDocument &document) const
{
    JsonDocument result = document;
    if (m_parent) {
        const QString id = m_parent->currentData().toString();
        if (id != document.string(m_parentMember + QStringLiteral(".id"))) {
            if (id.isEmpty())
                result.set(m_parentMember, nullptr);
            else
                result.set(m_parentMember, JsonDocument::Value{{"id", id.toStdString()}});
        }
    }
    if (!m_form->hasSchema())
        return result;
    const std::optional<JsonDocument::Value> value = m_form->value();
    if (!value || !value->is_object())
        return result;
    const JsonDocument::Value before = result.root();
    for (const auto &[name, now] : value->items()) {
        const QString path = QString::fromStdString(name);
        if (path == m_parentMember || (before.contains(name) && before[name] == now))
            continue;
        result.set(path, now);
    }
    for (const auto &[name, now] : before.items()) {
        const QString path = QString::fromStdString(name);
        if (path != m_parentMember && !value->contains(name))
            result.remove(path);
    }
    return result;
}

QList<FieldProblem> KongEntitySide::showProblems(const QList<FieldProblem> &problems)
{
    QList<FieldProblem> ofForm;
    QStringList ofParent;
    for (const FieldProblem &problem : problems) {
        if (m_parent && problem.path.section(QLatin1Char('.'), 0, 0) == m_parentMember)
            ofParent.append(problem.text);
        else
            ofForm.append(problem);
    }
    if (m_parentRow)
        m_parentRow->setProblem(ofParent.join(QLatin1Char('\n')));
    return m_form->hasSchema() ? m_form->showProblems(ofForm) : ofForm;
}

void KongEntitySide::focusFirstProblem()
{
    m_form->focusFirstProblem();
}

QString KongEntitySide::ownProblem() const
{
    return m_form->ownProblem();
}

QWidget *KongEntitySide::firstField() const
{
    if (QWidget *first = m_form->hasSchema() ? m_form->firstField() : nullptr)
        return first;
    return m_parent;
}

bool KongEntitySide::isSettled() const
{
    return !m_jobs.isRunning(QStringLiteral("schema"));
}

void KongEntitySide::loadSchema()
{
    kong::KongClient *client = m_session ? m_session->kong() : nullptr;
    const kong::Capabilities server = m_session ? m_session->kongCapabilities().value_or(kong::Capabilities()) : kong::Capabilities();
    if (!client)
        return;
    if (!server.entitySchemas) {
        if (const Result<Schema> schema = kongschemas::formOf(m_kind, kongschemas::builtIn(m_kind), m_isNew)) {
            client->setShape(m_kind, schema->shape());
            showSchema(*schema);
        }
        return;
    }
    tell(tr("Reading…"));
    m_jobs.restart(QStringLiteral("schema"), client->entitySchema(m_kind, this))->done(this, [this](const Result<QByteArray> &text) {
        const Result<Schema> schema = text ? kongschemas::formOf(m_kind, *text, m_isNew) : Result<Schema>(fail(text.error()));
        if (schema) {
            if (m_session && m_session->kong())
                m_session->kong()->setShape(m_kind, schema->shape());
            showSchema(*schema);
        } else if (!schema.error().is(ErrorKind::Cancelled)) {
            const ErrorText why = ErrorText::of(schema.error());
            tell(tr("There is no form, because the server's schema could not be read. The JSON can be edited.") + QLatin1Char(' ')
                 + why.title + QStringLiteral(". ") + why.text);
        }
    });
}

void KongEntitySide::showSchema(const Schema &schema)
{
    QString sentence;
    if (m_kind == kong::Kind::Certificate && !m_isNew)
        sentence = tr("The private key is not shown. Leave it empty to keep the one that is there.");
    else if (m_kind == kong::Kind::BasicAuth && !m_isNew)
        sentence = tr("Kong keeps the password only hashed. Leave it empty to keep the one that is there.");
    else if (m_isNew && (m_kind == kong::Kind::KeyAuth || m_kind == kong::Kind::HmacAuth || m_kind == kong::Kind::Jwt || m_kind == kong::Kind::OAuth2))
        sentence = tr("What is left empty Kong makes itself.");
    tell(sentence);
    m_form->setSchema(schema.sharedRoot(), schema.checks());
    m_form->setOpened(m_opened ? &*m_opened : nullptr);
    m_form->showValue(&m_document.root());
    m_form->show();
    Q_EMIT schemaShown();
}

void KongEntitySide::tell(const QString &sentence)
{
    m_text->setMarkedText(sentence);
    m_text->setVisible(!sentence.isEmpty());
}

} // namespace mk
