// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/FormLook.h"

#include "widgets/Buttons.h"
#include "widgets/FormRow.h"
#include "widgets/Labels.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>

namespace mk {

namespace {

// A field may be a box around a line edit and a button.
bool isBox(const QWidget *field)
{
    return field->metaObject() == &QWidget::staticMetaObject;
}

template<typename T>
QList<T *> thoseIn(QWidget *field)
{
    if (isBox(field))
        return field->findChildren<T *>();
    auto *self = qobject_cast<T *>(field);
    return self ? QList<T *>{self} : QList<T *>();
}

void dressField(const Theme *theme, QWidget *field)
{
    for (QLineEdit *edit : thoseIn<QLineEdit>(field)) {
        if (edit->property("mono").toBool())
            followCodeFont(theme, edit);
    }
    for (QPushButton *button : thoseIn<QPushButton>(field)) {
        button->setAutoDefault(false);
        if (const QString icon = button->property("icon").toString(); !icon.isEmpty())
            button->setIcon(theme->icon(icon));
    }
    for (QComboBox *combo : thoseIn<QComboBox>(field))
        combo->setSizeAdjustPolicy(QComboBox::AdjustToContents);
}

} // namespace

FormLook::FormLook(const Theme *theme, QFormLayout *layout, int labelWidth)
{
    layout->setHorizontalSpacing(0);
    layout->setVerticalSpacing(8);
    QList<QFormLayout::TakeRowResult> taken;
    while (layout->rowCount() > 0)
        taken.append(layout->takeRow(0));
    for (const QFormLayout::TakeRowResult &pair : std::as_const(taken)) {
        QWidget *field = pair.fieldItem ? pair.fieldItem->widget() : nullptr;
        auto *label = qobject_cast<QLabel *>(pair.labelItem ? pair.labelItem->widget() : nullptr);
        if (auto *title = qobject_cast<QLabel *>(field); title && !label) {
            auto *heading = new TextLabel(theme, FontRole::BodyStrong, Tone::Normal, title->parentWidget());
            heading->setText(title->text());
            heading->setContentsMargins(0, 8, 0, 0);
            layout->addRow(heading);
            delete title;
        } else if (field) {
            dressField(theme, field);
            auto *row = new FormRow(theme, label ? label->text() : QString(), field, labelWidth, field->parentWidget());
            if (isBox(field)) { // what is written in it has the row's name
                for (QLineEdit *edit : thoseIn<QLineEdit>(field))
                    edit->setAccessibleName(field->accessibleName());
            }
            row->setHint(field->property("hint").toString());
            row->setHelp(field->property("help").toString());
            layout->addRow(row);
            m_rows.insert(field, row);
            delete label;
        }
        delete pair.labelItem;
        delete pair.fieldItem;
    }
}

} // namespace mk
