// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>

class QFormLayout;
class QGroupBox;
class QWidget;

namespace mk {

class FormRow;
class Section;
class Theme;

// Brings a form from Designer into the program's look: each pair of label and field of its QFormLayout becomes a
// FormRow. What Designer has no word for is told by dynamic properties of the form's widgets:
//   mono (bool)         on a line edit: the fixed font
//   iconName (string)   on a button; not translated
//   hint, help (string) on a field: small text after it, under it (may carry marks)
//   heading, small (bool) on a label that stands alone: a heading; a small remark. Neither: a sentence
// The rows belong to the form; this object only knows them and may be copied.
class FormLook
{
public:
    FormLook() = default;
    // labelWidth in px at body size 13.
    FormLook(const Theme *theme, QFormLayout *layout, int labelWidth);

    // The row of a field of the form; nullptr for what is none.
    FormRow *row(const QWidget *field) const { return m_rows.value(field); }

private:
    QHash<const QWidget *, FormRow *> m_rows;
};

// The same for a form that is no rows of label and field: every label and push button in it. Dynamic properties beside
// those above:
//   look (string)  on a label: figure (a page's title), code, note (small), wrong (small: what went wrong); not translated
//   primary (bool) on a push button
void dressForm(const Theme *theme, QWidget *form);

// Puts a Section in the place of a group box, with its title and what is in it, and deletes the box.
Section *makeSection(const Theme *theme, QGroupBox *box);

} // namespace mk
