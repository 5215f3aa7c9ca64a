// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/Theme.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QVBoxLayout;

namespace mk {

class MarkedLabel;
class TextLabel;

// One row of a form: label (buddy of the field), field, hint after it, problem under it.
class FormRow final : public QWidget
{
    Q_OBJECT
public:
    // labelWidth in px at body size 13: 96 in dialogs, 136 in drawers. field is taken over.
    FormRow(const Theme *theme, const QString &label, QWidget *field, int labelWidth = 96, QWidget *parent = nullptr);

    QWidget *field() const { return m_field; }
    void setHint(const QString &hint);       // after the field, small
    void setHelp(const QString &sentence);   // under the field, small; may carry marks
    // What is wrong with the value; draws the field's border in crit. Empty clears it.
    void setProblem(const QString &sentence);
    bool hasProblem() const { return !m_problem.isEmpty(); }

private:
    const Theme *m_theme;
    QLabel *m_label;
    QWidget *m_field;
    TextLabel *m_hint;
    MarkedLabel *m_help;
    MarkedLabel *m_problemLabel;
    QString m_problem;
};

// Marks a field as wrong (border in crit) without a row around it.
void setFieldProblem(QWidget *field, bool wrong);
// Sets the fixed font, now and whenever the theme changes.
void followCodeFont(const Theme *theme, QWidget *widget);
// A line edit in the fixed font.
QLineEdit *makeCodeEdit(const Theme *theme, QWidget *parent);
// A combo box that is found by its label.
QComboBox *makeCombo(const QStringList &texts, QWidget *parent);
// A horizontal or vertical hairline.
QWidget *makeLine(const Theme *theme, Qt::Orientation orientation, QWidget *parent, Token color = Token::Line);

} // namespace mk
