// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/kong/KongTypes.h"
#include "core/Job.h"
#include "models/Schema.h"
#include "panels/DocumentForm.h"
#include "panels/Panel.h"

#include <QPointer>

class QComboBox;

namespace mk {

class FormRow;
class MarkedLabel;
class SchemaForm;

// The form of an entity of Kong beside API objects, services, routes and plugins, made from the server's schema, or from our
// own where the server tells none. What an SNI or a key belongs to is chosen by name. It reads schemas and lists; it writes
// nothing.
class KongEntitySide final : public DocumentForm
{
    Q_OBJECT
public:
    KongEntitySide(const PanelContext &context, PlatformSession *session, kong::Kind kind, bool isNew, QWidget *parent = nullptr);
    ~KongEntitySide() override;

    void setOpened(const JsonDocument *opened) override;
    void setDocument(const JsonDocument &document) override;
    JsonDocument applied(const JsonDocument &document) const override;
    QList<FieldProblem> showProblems(const QList<FieldProblem> &problems) override;
    void focusFirstProblem() override;
    QString ownProblem() const override;
    QWidget *firstField() const;
    bool isSettled() const; // the schema is there, or cannot be read

Q_SIGNALS:
    void schemaShown(); // the first field can take the focus

private:
    void fillParents();
    void loadSchema();
    void showSchema(const Schema &schema);
    void tell(const QString &sentence);

    PanelContext m_context;
    QPointer<PlatformSession> m_session;
    kong::Kind m_kind;
    bool m_isNew;
    QString m_parentMember; // "certificate", "set"; empty: none is chosen here
    FormRow *m_parentRow = nullptr;
    QComboBox *m_parent = nullptr;
    MarkedLabel *m_text;
    SchemaForm *m_form;
    JsonDocument m_document; // as last seen
    std::optional<JsonDocument::Value> m_opened;
    JobScope m_jobs;
};

} // namespace mk
