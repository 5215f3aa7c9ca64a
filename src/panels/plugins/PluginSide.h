// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/kong/KongTypes.h"
#include "core/Job.h"
#include "models/JsonDocument.h"
#include "panels/DocumentForm.h"
#include "panels/Panel.h"

#include <QHash>
#include <QPointer>

namespace mk {

class EntityForm;
class MarkedLabel;
class Schema;
class SchemaForm;
class ScopeChooser;
class Section;

// The form of a plugin: the members that every plugin has, what it is bound to, and its configuration as the server's schema
// of this plugin says. Bundled and custom plugins come the same way. It reads schemas and names; it writes nothing.
class PluginSide final : public DocumentForm
{
    Q_OBJECT
public:
    // isNew: plugin and scope can be chosen.
    PluginSide(const PanelContext &context, PlatformSession *session, const JsonDocument &document, bool isNew,
               QWidget *parent = nullptr);
    ~PluginSide() override;

    void setOpened(const JsonDocument *opened) override;
    void setDocument(const JsonDocument &document) override;
    JsonDocument applied(const JsonDocument &document) const override;
    QList<FieldProblem> showProblems(const QList<FieldProblem> &problems) override;
    void focusFirstProblem() override;
    QString ownProblem() const override;
    QWidget *firstField() const;
    bool isSettled() const; // nothing is being read

    // The document changed, by the form or by hand: scope and schema follow.
    void follow(const JsonDocument &document);
    // "Choose…" while a kind of scope is chosen and none of that kind: it would be global otherwise. Empty: all is chosen.
    QString problem() const;
    // The document with the scope written in this server's words.
    static JsonDocument withScope(const JsonDocument &document, const kong::PluginScope &scope, bool oldDialect);
    static kong::PluginScope scopeIn(const JsonDocument &document);

Q_SIGNALS:
    void scopeChosen(const mk::kong::PluginScope &scope);
    // Of a new plugin: what its configuration is to be now that another plugin has been chosen, or its schema is known.
    void configOffered(const mk::JsonDocument::Value &config);

private:
    void loadSchema(const QString &plugin, const JsonDocument &document);
    void showSchema(const Schema &schema);
    void tell(const QString &sentence);
    void showConfig(const JsonDocument &document);

    PanelContext m_context;
    QPointer<PlatformSession> m_session;
    bool m_isNew;
    EntityForm *m_form;
    EntityForm *m_more; // instance name, protocols, tags
    ScopeChooser *m_scope;
    Section *m_section;
    MarkedLabel *m_text;
    SchemaForm *m_config;
    JsonDocument m_document;  // as last seen
    QString m_plugin;
    QHash<QString, JsonDocument::Value> m_drafts; // configurations of plugins that were chosen before
    JobScope m_jobs;
};

} // namespace mk
