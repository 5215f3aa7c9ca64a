// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/FieldProblem.h"
#include "models/Schema.h"

#include <QWidget>

#include <optional>

namespace mk {

class Theme;

// One value that a schema describes, being edited: a line, a box, a list, a whole record. It changes nothing by itself:
// what is shown comes from outside, and only a hand of the operator makes edited(). GUI thread; the node is kept alive
// by whoever made the form.
class ValueEdit : public QWidget
{
    Q_OBJECT
public:
    using Value = JsonDocument::Value;

    ValueEdit(const Theme *theme, const SchemaNode &node, QWidget *parent);

    const SchemaNode &node() const { return m_node; }
    const Theme *theme() const { return m_theme; }

    // Null pointer and null: no value. A value that takes() does not take is not handed over.
    virtual void showValue(const Value *value) = 0;
    virtual bool takes(const Value &value) const = 0;
    // What is to stand there after an edit; nothing: no value.
    virtual std::optional<Value> value() const = 0;
    // What the server had when the form was opened: what an emptied record falls back to. Null pointer: nothing.
    virtual void setOpened(const Value *) {}
    // A text that stands for no value ("12a" where a number is due), as a sentence; empty: none.
    virtual QString ownProblem() const { return {}; }
    // The visible name, for screen readers and for what is inside.
    virtual void setName(const QString &name);
    // Paths below this value; what has no place in here comes back.
    virtual QList<FieldProblem> showProblems(const QList<FieldProblem> &problems) { return problems; }
    virtual void setWrong(bool wrong, const QString &description);
    virtual QWidget *focusTarget() { return this; }
    // False where it wants the whole width, below its name.
    virtual bool isLine() const { return true; }
    // A short field leaves room for a hint behind it.
    virtual bool isShort() const { return false; }

Q_SIGNALS:
    void edited();

protected:
    QString name() const { return m_name; }
    void describe(QWidget *field, const QString &problem) const;

private:
    const Theme *m_theme;
    const SchemaNode &m_node;
    QString m_name;
};

// What edits such a value best. value: what it has to show first; null pointer: nothing.
ValueEdit *makeValueEdit(const Theme *theme, const SchemaNode &node, const JsonDocument::Value *value, QWidget *parent);

// ---- the kinds that are made of others; makeValueEdit() calls these
ValueEdit *makeTextListEdit(const Theme *theme, const SchemaNode &node, QWidget *parent);
ValueEdit *makeCardsEdit(const Theme *theme, const SchemaNode &node, QWidget *parent);
ValueEdit *makeMapEdit(const Theme *theme, const SchemaNode &node, QWidget *parent);
// The text of a value in a field of one line: texts as they are, the rest as JSON; "" for none.
QString valueLineText(const JsonDocument::Value *value);
// The value that a line stands for, by the node's type. Not of the type: nothing.
std::optional<JsonDocument::Value> valueOfLine(const SchemaNode &node, const QString &text);

} // namespace mk
