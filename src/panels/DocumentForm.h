// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/FieldProblem.h"
#include "models/JsonDocument.h"

#include <QWidget>

namespace mk {

// What stands beside the JSON of an editor: fields over the same document. It never writes what nobody changed. GUI
// thread.
class DocumentForm : public QWidget
{
    Q_OBJECT
public:
    using QWidget::QWidget;

    // What the server has; null pointer: it is new. Comes before setDocument().
    virtual void setOpened(const JsonDocument *) {}
    // Shows the document; fields that say the same already are left alone, with their cursor.
    virtual void setDocument(const JsonDocument &document) = 0;
    // The document given, with what the fields say.
    virtual JsonDocument applied(const JsonDocument &document) const = 0;
    // Stands each problem at its field, in red; those without a field here come back. Replaces earlier ones.
    virtual QList<FieldProblem> showProblems(const QList<FieldProblem> &problems) = 0;
    virtual void focusFirstProblem() {}
    // A problem of the form's own, such as letters where a number is due; empty: none. Plain.
    virtual QString ownProblem() const { return {}; }

Q_SIGNALS:
    void edited();
};

} // namespace mk
