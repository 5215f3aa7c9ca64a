// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/routes/RouteSide.h"

#include "api/kong/KongClient.h"
#include "core/Format.h"
#include "models/ErrorText.h"
#include "models/KongSchemas.h"
#include "panels/EntityForm.h"
#include "panels/routes/RouteForms.h"
#include "platform/PlatformSession.h"
#include "widgets/DetailDrawer.h"
#include "widgets/Labels.h"
#include "widgets/SchemaForm.h"

#include <QVBoxLayout>

namespace mk {

RouteSide::RouteSide(const PanelContext &context, PlatformSession *session, kong::Kind kind, const QByteArray &document,
                     QWidget *parent)
    : DocumentForm(parent)
    , m_theme(context.theme)
    , m_session(session)
    , m_kind(kind)
    , m_section(new Section(context.theme, tr("Everything else"), this))
{
    static const std::vector<kong::Service> none;
    const kong::Capabilities server = session ? session->kongCapabilities().value_or(kong::Capabilities()) : kong::Capabilities();
    m_form = routeforms::make(context.theme, kind, server, document, session ? *session->kongServices()->rows() : none);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_form);

    auto *box = new QWidget(m_section);
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_text = new MarkedLabel(context.theme, FontRole::Small, Tone::Secondary, box);
    auto *textBox = new QVBoxLayout;
    textBox->setContentsMargins(16, 0, 16, 8);
    textBox->addWidget(m_text);
    column->addLayout(textBox);
    m_more = new SchemaForm(context.theme, box);
    column->addWidget(m_more);
    m_section->setContent(box);
    m_section->hide();
    layout->addWidget(m_section);
    layout->addStretch(1);

    setFocusProxy(m_form);
    connect(m_form, &EntityForm::edited, this, &DocumentForm::edited);
    connect(m_more, &SchemaForm::edited, this, &DocumentForm::edited);
    loadSchema();
}

RouteSide::~RouteSide() = default;

void RouteSide::setOpened(const JsonDocument *opened)
{
    m_opened = opened ? std::optional(opened->root()) : std::nullopt;
    m_form->setOpened(opened);
    m_more->setOpened(m_opened ? &*m_opened : nullptr);
}

void RouteSide::setDocument(const JsonDocument &document)
{
    m_document = document;
    m_form->setDocument(document);
    showMore();
}

JsonDocument RouteSide::applied(const JsonDocument &document) const
{
    JsonDocument result = m_form->applied(document);
    const std::optional<JsonDocument::Value> value = m_root ? m_more->value() : std::nullopt;
    if (!value || !value->is_object())
        return result;
    const JsonDocument::Value before = result.root();
    for (const SchemaNode &field : m_root->fields) {
        const auto now = value->find(field.name.toStdString());
        const auto old = before.find(field.name.toStdString());
        if (now == value->end() && old != before.end())
            result.remove(field.name);
        else if (now != value->end() && (old == before.end() || *old != *now))
            result.set(field.name, *now);
    }
    return result;
}

QList<FieldProblem> RouteSide::showProblems(const QList<FieldProblem> &problems)
{
    QList<FieldProblem> here;
    QList<FieldProblem> more;
    for (const FieldProblem &problem : problems)
        (isMore(problem.path.section(QLatin1Char('.'), 0, 0)) ? more : here).append(problem);
    return m_form->showProblems(here) + (m_root ? m_more->showProblems(more) : more);
}

void RouteSide::focusFirstProblem()
{
    if (!m_root || !m_more->focusFirstProblem())
        m_form->focusFirstProblem();
}

QString RouteSide::ownProblem() const
{
    const QString own = m_form->ownProblem();
    return own.isEmpty() && m_root ? m_more->ownProblem() : own;
}

bool RouteSide::isMore(const QString &member) const
{
    return m_root && m_root->field(member);
}

void RouteSide::loadSchema()
{
    kong::KongClient *client = m_session ? m_session->kong() : nullptr;
    const kong::Capabilities server = m_session ? m_session->kongCapabilities().value_or(kong::Capabilities()) : kong::Capabilities();
    if (!client || !server.entitySchemas || m_kind == kong::Kind::Api)
        return; // the form above has all that 0.14 knows
    m_jobs.restart(QStringLiteral("schema"), client->entitySchema(m_kind, this))->done(this, [this](const Result<QByteArray> &text) {
        takeSchema(text);
    });
}

void RouteSide::takeSchema(const Result<QByteArray> &text)
{
    const Result<Schema> schema = text ? kongschemas::formOf(m_kind, *text, false) : Result<Schema>(fail(text.error()));
    if (!schema) {
        if (schema.error().is(ErrorKind::Cancelled))
            return;
        const ErrorText why = ErrorText::of(schema.error());
        m_text->setMarkedText(tr("The server's schema could not be read, so that only the JSON shows what else there is.")
                              + QLatin1Char(' ') + why.title + QStringLiteral(". ") + why.text);
        m_more->hide();
        m_section->show();
        return;
    }
    if (m_session && m_session->kong())
        m_session->kong()->setShape(m_kind, schema->shape());
    auto root = std::make_shared<SchemaNode>(schema->root());
    std::erase_if(root->fields, [this](const SchemaNode &field) { return m_form->hasMember(field.name); });
    root->checks.clear(); // they are about all members; the server tells
    if (root->fields.empty())
        return;
    m_root = root;
    m_text->hide();
    m_more->setSchema(m_root);
    m_more->setOpened(m_opened ? &*m_opened : nullptr);
    m_section->setCount(format::count(qint64(m_root->fields.size())));
    showMore();
    m_section->show();
}

// Of the record only what stands here: the rest is the form's above.
void RouteSide::showMore()
{
    if (!m_root)
        return;
    JsonDocument::Value record = JsonDocument::Value::object();
    for (const SchemaNode &field : m_root->fields) {
        if (const JsonDocument::Value *value = m_document.at(field.name))
            record[field.name.toStdString()] = *value;
    }
    m_more->showValue(&record);
}

} // namespace mk
