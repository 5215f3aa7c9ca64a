// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/ValueEdit.h"

class QBoxLayout;
class QLabel;
class QToolButton;

namespace mk {

class ElidedLabel;
class MarkedLabel;
class RecordEdit;
class TextLabel;

// One field of a record: its name (buddy of what edits it), the edit, whether it is the default or changed, the way
// back to the default, what the schema says of it, what is wrong with it. Fields that need the width stand below their
// name; records open and close by it.
class SchemaRow final : public QWidget
{
    Q_OBJECT
public:
    using Value = JsonDocument::Value;

    SchemaRow(const Theme *theme, const SchemaNode &node, QWidget *parent);

    const SchemaNode &node() const { return m_node; }
    // Another kind of edit comes where the present one cannot show the value.
    void show(const Value *value, const Value *opened);
    // After an edit of the operator's: how the field stands now, and what can be told of it here.
    void tellEdited(const Value *value, const Value *opened);
    std::optional<Value> value() const;
    QString ownProblem() const;
    RecordEdit *record() const; // nullptr: it is none
    // False where nothing is known of what was there before: then nothing is told to be changed.
    void setCompares(bool compares) { m_compares = compares; }
    void setGroupOpen(bool open);
    // Paths below the field; what has no place comes back with its path as it was.
    QList<FieldProblem> showProblems(const QList<FieldProblem> &problems);
    QWidget *focusTarget() const;
    void focus();
    bool hasProblem() const { return !m_told.isEmpty(); }

    // True where the value says something else than the default; null and absence say nothing.
    static bool isSet(const SchemaNode &node, const Value *value);

Q_SIGNALS:
    void edited();
    void resetRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void makeEdit(const Value *value);
    void layOut();
    void tellState(const Value *value, const Value *opened);
    void tellProblem();

    const Theme *m_theme;
    const SchemaNode &m_node;
    ValueEdit *m_edit = nullptr;
    QBoxLayout *m_field; // holds the edit where it is short
    QBoxLayout *m_below; // and where it is not
    ElidedLabel *m_label = nullptr;
    QToolButton *m_open = nullptr; // of a group, in the label's place
    TextLabel *m_hint;
    TextLabel *m_state;
    QToolButton *m_reset;
    ElidedLabel *m_help;
    MarkedLabel *m_note; // deprecated; the default where the edit cannot show it
    MarkedLabel *m_problem;
    bool m_compares = true;
    QString m_local;
    QString m_told; // by the server
};

} // namespace mk
