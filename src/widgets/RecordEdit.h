// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/ValueEdit.h"

class QToolButton;
class QVBoxLayout;

namespace mk {

class SchemaRow;
class TextLabel;

// A record: a row a field, records in it as groups that open. Rows are made when the record is opened first, so a form
// of many groups is there at once. It holds the whole value; rows write into it only what the operator changed, and
// what no row shows stays. A field that is cleared becomes null where the server had it, else it goes.
class RecordEdit final : public ValueEdit
{
    Q_OBJECT
public:
    RecordEdit(const Theme *theme, const SchemaNode &node, QWidget *parent);
    ~RecordEdit() override;

    void setExpanded(bool expanded);
    bool isExpanded() const { return m_expanded; }
    // Shows the fields alone whose names, or those of what is in them, hold this text; true where there is one.
    bool setFilter(const QString &text);
    static bool matches(const SchemaNode &node, const QString &text);
    // How many fields say something else than their defaults.
    int countSet() const;
    // Members that the schema does not know; older names of known ones are none of them.
    QStringList unknownMembers() const;

    void showValue(const Value *value) override;
    bool takes(const Value &value) const override;
    std::optional<Value> value() const override { return m_value; }
    void setOpened(const Value *opened) override;
    QString ownProblem() const override;
    void setName(const QString &name) override;
    QList<FieldProblem> showProblems(const QList<FieldProblem> &problems) override;
    QWidget *focusTarget() override;
    QWidget *firstWrong() const; // of what the server told; nullptr: none
    bool isLine() const override { return false; }

private:
    struct Field
    {
        const SchemaNode *node = nullptr;
        SchemaRow *row = nullptr; // made when it is shown first
    };
    void build();
    SchemaRow *rowOf(Field &field);
    void settle(); // which rows are to be seen
    void take(const Field &field);
    void reset(const Field &field);
    void write(const Field &field, const std::optional<Value> &value);
    void tell(const Field &field);
    const Value *shown(const SchemaNode &field) const;
    const Value *opened(const SchemaNode &field) const;
    bool isPutAway(const Field &field) const; // deprecated and without a value

    std::vector<Field> m_fields;
    QVBoxLayout *m_column;
    QToolButton *m_more = nullptr; // shows what is deprecated
    std::optional<Value> m_value;
    std::optional<Value> m_opened;
    QString m_filter;
    bool m_expanded = false;
    bool m_built = false;
    bool m_showsAll = false;
};

} // namespace mk
