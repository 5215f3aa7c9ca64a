// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "panels/DocumentForm.h"

#include <QHash>
#include <QList>

class QFormLayout;

namespace mk {

class MarkedLabel;
class Theme;

// The fields of an entity as a form over a JsonDocument. A Designer form is set up in here, then adopt() finds its fields by
// the dynamic property "member" (path of the JSON member) and binds them by what they are:
//   QLineEdit       text; with property "kind" "integer" a whole number
//   QCheckBox       true or false; a member that is not there shows as its default, without one as neither
//   QComboBox       one of its texts; a value that it does not offer is added. With "kind" "reference" the member is an
//                   object with an id, which is the item's data; empty data: null
//   StringListEdit  list of texts (property "entry": what one is called); with "kind" "headers" an object of lists, one
//                   "Name: value" a line
// Emptied members become null where they stood before, else they go; lists become []. What no field shows is never touched.
class EntityForm : public DocumentForm
{
    Q_OBJECT
public:
    EntityForm(const Theme *theme, QWidget *parent = nullptr);
    ~EntityForm() override;

    void adopt(QFormLayout *layout);
    void setDocument(const JsonDocument &document) override;
    JsonDocument applied(const JsonDocument &document) const override;

    bool hasMember(const QString &member) const { return m_fields.contains(member); }
    QWidget *field(const QString &member) const;
    // What a box shows while its member is not there. It is written only where something else is chosen.
    void setDefault(const QString &member, bool value);
    void setMemberVisible(const QString &member, bool visible);
    void setReadOnly(bool readOnly);
    // A sentence under a field, e.g. what undoes its change; empty takes it away. May carry marks.
    void setRemark(const QString &member, const QString &sentence);
    void clearRemarks();
    QList<FieldProblem> showProblems(const QList<FieldProblem> &problems) override;
    void focusFirstProblem() override;
    QString ownProblem() const override;

    static QStringList headerLines(const JsonDocument::Value &headers);
    static JsonDocument::Value headersOf(const QStringList &lines);

private:
    struct Field;
    void fill(Field &field);
    void tell(Field &field, const QString &problem);
    void connectField(Field &field);
    void applyTheme();

    const Theme *m_theme;
    QHash<QString, Field *> m_fields;
    QStringList m_order;
    JsonDocument m_document; // as last shown
    bool m_filling = false;
};

} // namespace mk
