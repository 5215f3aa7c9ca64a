// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/FormRow.h"

#include "widgets/Labels.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QLineEdit>
#include <QPainter>

namespace mk {

namespace {

class HairLine final : public QWidget
{
public:
    HairLine(const Theme *theme, Token color, QWidget *parent) : QWidget(parent), m_theme(theme), m_color(color) {}

protected:
    void paintEvent(QPaintEvent *) override { QPainter(this).fillRect(rect(), m_theme->color(m_color)); }

private:
    const Theme *m_theme;
    Token m_color;
};

} // namespace

FormRow::FormRow(const Theme *theme, const QString &label, QWidget *field, int labelWidth, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_label(new TextLabel(theme, FontRole::Body, Tone::Secondary, this))
    , m_field(field)
    , m_hint(new TextLabel(theme, FontRole::Small, Tone::Secondary, this))
    , m_help(new MarkedLabel(theme, FontRole::Small, Tone::Secondary, this))
    , m_problemLabel(new MarkedLabel(theme, FontRole::Small, Tone::Crit, this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 4, 0, 4);
    row->setSpacing(8);
    m_label->setText(label);
    m_label->setBuddy(field);
    const auto sizeLabel = [this, labelWidth] {
        m_label->setFixedWidth(m_theme->scaled(labelWidth) - 8);
        m_label->setMinimumHeight(m_theme->controlHeight());
    };
    sizeLabel();
    connect(theme, &Theme::changed, this, sizeLabel);
    row->addWidget(m_label, 0, Qt::AlignTop);
    auto *column = new QVBoxLayout;
    column->setSpacing(4);
    auto *fieldRow = new QHBoxLayout;
    fieldRow->setSpacing(12);
    // A field that does not want all of the width leaves the rest empty, so that labels and fields of a form line up.
    const bool wide = (field->sizePolicy().horizontalPolicy() & QSizePolicy::ExpandFlag) != 0
                      && field->maximumWidth() == QWIDGETSIZE_MAX;
    fieldRow->addWidget(field, wide ? 1 : 0);
    fieldRow->addWidget(m_hint);
    if (!wide)
        fieldRow->addStretch(1);
    column->addLayout(fieldRow);
    column->addWidget(m_problemLabel);
    column->addWidget(m_help);
    row->addLayout(column, 1);
    m_hint->hide();
    m_help->hide();
    m_problemLabel->hide();
    if (field->accessibleName().isEmpty() && !qobject_cast<QComboBox *>(field)) {
        QString name = label;
        field->setAccessibleName(name.remove(u'&'));
    }
}

void FormRow::setHint(const QString &hint)
{
    m_hint->setText(hint);
    m_hint->setVisible(!hint.isEmpty());
}

void FormRow::setHelp(const QString &sentence)
{
    m_help->setMarkedText(sentence);
    m_help->setVisible(!sentence.isEmpty());
}

void FormRow::setProblem(const QString &sentence)
{
    m_problem = sentence;
    m_problemLabel->setMarkedText(sentence);
    m_problemLabel->setVisible(!sentence.isEmpty());
    m_field->setAccessibleDescription(withoutMarks(sentence));
    setFieldProblem(m_field, !sentence.isEmpty());
}

void setFieldProblem(QWidget *field, bool wrong)
{
    field->setProperty("mkWrong", wrong);
    field->update();
}

void followCodeFont(const Theme *theme, QWidget *widget)
{
    widget->setFont(theme->font(FontRole::Code));
    QObject::connect(theme, &Theme::changed, widget, [widget, theme] { widget->setFont(theme->font(FontRole::Code)); });
}

QLineEdit *makeCodeEdit(const Theme *theme, QWidget *parent)
{
    auto *edit = new QLineEdit(parent);
    followCodeFont(theme, edit);
    return edit;
}

QComboBox *makeCombo(const QStringList &texts, QWidget *parent)
{
    auto *combo = new QComboBox(parent);
    combo->addItems(texts);
    combo->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    return combo;
}

QWidget *makeLine(const Theme *theme, Qt::Orientation orientation, QWidget *parent, Token color)
{
    auto *line = new HairLine(theme, color, parent);
    if (orientation == Qt::Horizontal)
        line->setFixedHeight(1);
    else
        line->setFixedWidth(1);
    return line;
}

} // namespace mk
