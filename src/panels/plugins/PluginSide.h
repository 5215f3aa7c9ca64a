// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/kong/KongTypes.h"
#include "core/Job.h"
#include "models/JsonDocument.h"
#include "models/RecordTableModel.h"
#include "models/SchemaGuide.h"
#include "panels/Panel.h"

#include <QPointer>
#include <QWidget>

class QComboBox;

namespace mk {

class EntityForm;
class EntityTable;
class FormRow;
class MarkedLabel;
class Section;

template <>
struct RecordTraits<SchemaField>
{
    static const QString &key(const SchemaField &field) { return field.path; }
};

// What stands beside a plugin's JSON: the members that every plugin has, what it is bound to, and as a guide what the
// server's schema says of the configuration of this plugin. It reads schemas and names; it writes nothing.
class PluginSide final : public QWidget
{
    Q_OBJECT
public:
    // isNew: plugin and scope can be chosen.
    PluginSide(const PanelContext &context, PlatformSession *session, const JsonDocument &document, bool isNew,
               QWidget *parent = nullptr);
    ~PluginSide() override;

    EntityForm *form() const { return m_form; }
    // The document changed, by the form or by hand: scope and guide follow.
    void follow(const JsonDocument &document);
    // "Choose…" while a kind of scope is chosen and none of that kind: it would be global otherwise. Empty: all is chosen.
    QString problem() const;
    // The document with the scope written in this server's words.
    static JsonDocument withScope(const JsonDocument &document, const kong::PluginScope &scope, bool oldDialect);
    static kong::PluginScope scopeIn(const JsonDocument &document);

Q_SIGNALS:
    void scopeChosen(const mk::kong::PluginScope &scope);
    void starterOffered(const mk::JsonDocument::Value &config); // of a plugin that has just been chosen

private:
    void fillEntities();
    void loadGuide(const QString &plugin);
    void showGuide(const SchemaGuide &guide);
    void tellGuide(const QString &sentence);
    kong::PluginScope chosenScope() const;

    PanelContext m_context;
    QPointer<PlatformSession> m_session;
    bool m_isNew;
    EntityForm *m_form;
    QComboBox *m_kind = nullptr;
    QComboBox *m_entity = nullptr;
    FormRow *m_entityRow = nullptr;
    Section *m_guideSection;
    MarkedLabel *m_guideText;
    EntityTable *m_guideTable;
    RecordTableModel<SchemaField> *m_guide;
    QString m_plugin;
    bool m_filling = false;
    JobScope m_jobs;
};

} // namespace mk
