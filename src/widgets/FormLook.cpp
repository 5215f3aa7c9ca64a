// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/FormLook.h"

#include "widgets/Buttons.h"
#include "widgets/DetailDrawer.h"
#include "widgets/FormRow.h"

#include <QComboBox>
#include <QFormLayout>
#include <QGroupBox>
#include <QLabel>
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

void dressButton(const Theme *theme, QPushButton *button)
{
    const bool primary = button->property("primary").toBool();
    button->setAutoDefault(false);
    if (const QString icon = button->property("iconName").toString(); !icon.isEmpty())
        button->setIcon(theme->icon(icon, primary ? Token::OnAccent : Token::Text2));
    if (primary)
        setButtonKind(button, ButtonKind::Primary);
}

void dressField(const Theme *theme, QWidget *field)
{
    for (QLineEdit *edit : thoseIn<QLineEdit>(field)) {
        if (edit->property("mono").toBool())
            followCodeFont(theme, edit);
    }
    for (QPushButton *button : thoseIn<QPushButton>(field))
        dressButton(theme, button);
    for (QComboBox *combo : thoseIn<QComboBox>(field))
        combo->setSizeAdjustPolicy(QComboBox::AdjustToContents);
}

std::pair<FontRole, Tone> looksOf(const QLabel *label)
{
    if (label->property("heading").toBool())
        return {FontRole::BodyStrong, Tone::Normal};
    if (label->property("small").toBool())
        return {FontRole::Small, Tone::Dim};
    const QString look = label->property("look").toString();
    if (look == QLatin1String("figure"))
        return {FontRole::Figure, Tone::Normal};
    if (look == QLatin1String("code"))
        return {FontRole::Code, Tone::Normal};
    if (look == QLatin1String("note"))
        return {FontRole::Small, Tone::Secondary};
    if (look == QLatin1String("wrong"))
        return {FontRole::Small, Tone::Crit};
    return {FontRole::Body, Tone::Secondary};
}

void dressLabel(const Theme *theme, QLabel *label)
{
    // As in TextLabel: on a page that fills itself with Base the role would turn to Text.
    label->setForegroundRole(QPalette::WindowText);
    if (label->property("heading").toBool())
        label->setContentsMargins(0, 8, 0, 0);
    const auto dress = [theme, label, looks = looksOf(label)] {
        label->setFont(theme->font(looks.first));
        QPalette colors = label->palette();
        colors.setColor(QPalette::WindowText, theme->toneColor(looks.second));
        label->setPalette(colors);
    };
    dress();
    QObject::connect(theme, &Theme::changed, label, dress);
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
        if (auto *alone = qobject_cast<QLabel *>(field); alone && !label) {
            dressLabel(theme, alone);
            layout->addRow(alone);
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

void dressForm(const Theme *theme, QWidget *form)
{
    const QList<QLabel *> labels = form->findChildren<QLabel *>();
    for (QLabel *label : labels)
        dressLabel(theme, label);
    const QList<QPushButton *> buttons = form->findChildren<QPushButton *>();
    for (QPushButton *button : buttons)
        dressButton(theme, button);
}

Section *makeSection(const Theme *theme, QGroupBox *box)
{
    auto *section = new Section(theme, box->title(), box->parentWidget());
    auto *body = new QWidget(section);
    QLayout *rows = box->layout();
    body->setLayout(rows); // with the widgets in it
    rows->setContentsMargins(16, 4, 16, 16);
    section->setContent(body);
    delete box->parentWidget()->layout()->replaceWidget(box, section);
    delete box;
    return section;
}

} // namespace mk
