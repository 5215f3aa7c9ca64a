// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/kong/KongTypes.h"
#include "core/Job.h"
#include "models/Schema.h"
#include "panels/DocumentForm.h"
#include "panels/Panel.h"

#include <QPointer>

namespace mk {

class EntityForm;
class MarkedLabel;
class SchemaForm;
class Section;

// The form of an API object, a service or a route: what people set, and below it, made from the server's own schema, every
// other member that this Kong knows. It reads the schema; it writes nothing.
class RouteSide final : public DocumentForm
{
    Q_OBJECT
public:
    // document: what it opens with.
    RouteSide(const PanelContext &context, PlatformSession *session, kong::Kind kind, const QByteArray &document,
              QWidget *parent = nullptr);
    ~RouteSide() override;

    EntityForm *form() const { return m_form; }

    void setOpened(const JsonDocument *opened) override;
    void setDocument(const JsonDocument &document) override;
    JsonDocument applied(const JsonDocument &document) const override;
    QList<FieldProblem> showProblems(const QList<FieldProblem> &problems) override;
    void focusFirstProblem() override;
    QString ownProblem() const override;

private:
    void loadSchema();
    void takeSchema(const Result<QByteArray> &text);
    void showMore();
    bool isMore(const QString &member) const;

    const Theme *m_theme;
    QPointer<PlatformSession> m_session;
    kong::Kind m_kind;
    EntityForm *m_form;
    Section *m_section;
    MarkedLabel *m_text;
    SchemaForm *m_more;
    std::shared_ptr<const SchemaNode> m_root; // of what the form above does not have; null: nothing, or not known yet
    JsonDocument m_document;                  // as last seen
    std::optional<JsonDocument::Value> m_opened;
    JobScope m_jobs;
};

} // namespace mk
