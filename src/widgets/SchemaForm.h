// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/FieldProblem.h"
#include "models/Schema.h"

#include <QWidget>

#include <memory>
#include <optional>

class QTimer;
class QVBoxLayout;

namespace mk {

class FilterEdit;
class MarkedLabel;
class RecordEdit;
class TextLabel;
class Theme;

// A form made from a server's schema over one record, e.g. the configuration of a plugin. Every kind of field that
// schemas have finds something that edits it; what the form does not know stays in the value untouched. It shows what
// it is given and changes only what the operator changes: without a hand on it, value() is what showValue() was given.
// GUI thread.
class SchemaForm final : public QWidget
{
    Q_OBJECT
public:
    using Value = JsonDocument::Value;

    explicit SchemaForm(const Theme *theme, QWidget *parent = nullptr);
    ~SchemaForm() override;

    // Replaces the form. root is a record; checks are those over the record, their fields begin with prefix. Null: no
    // form.
    void setSchema(std::shared_ptr<const SchemaNode> root, const std::vector<SchemaEntityCheck> &checks = {},
                   const QString &prefix = {});
    bool hasSchema() const { return m_root != nullptr; }
    // What the server has, before anything is changed: what "changed" and clearing go by. Null pointer: it is new.
    void setOpened(const Value *record);
    void showValue(const Value *record);
    std::optional<Value> value() const;
    // A text in a field that stands for no value, as a sentence; empty: none.
    QString ownProblem() const;
    // Stands each problem at its field, in red; those without a field come back. Replaces earlier ones. Paths below the
    // record.
    QList<FieldProblem> showProblems(const QList<FieldProblem> &problems);
    // True where one was; the first field that is wrong has the focus then.
    bool focusFirstProblem();
    QWidget *firstField() const;

Q_SIGNALS:
    void edited();

protected:
    bool event(QEvent *event) override;

private:
    void showRules();
    void orderTabs();

    const Theme *m_theme;
    std::shared_ptr<const SchemaNode> m_root;
    std::vector<SchemaEntityCheck> m_checks;
    QString m_prefix;
    std::optional<Value> m_opened;
    FilterEdit *m_filter;
    TextLabel *m_nothing;
    MarkedLabel *m_rules;
    MarkedLabel *m_unknown;
    QVBoxLayout *m_column;
    RecordEdit *m_record = nullptr;
    QTimer *m_tabs;
};

} // namespace mk
