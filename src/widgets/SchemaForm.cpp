// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/SchemaForm.h"

#include "core/SafeText.h"
#include "models/SchemaCheck.h"
#include "widgets/FilterBar.h"
#include "widgets/Labels.h"
#include "widgets/RecordEdit.h"
#include "widgets/Theme.h"

#include <QEvent>
#include <QTimer>
#include <QVBoxLayout>

namespace mk {

namespace {

constexpr int filterFrom = 12; // fields; fewer are seen at a glance
constexpr int mostRules = 12;  // sentences

int countFields(const SchemaNode &record)
{
    int count = 0;
    for (const SchemaNode &field : record.fields)
        count += 1 + (field.type == SchemaNode::Type::Record ? countFields(field) : 0);
    return count;
}

// What takes the focus, as it stands on screen: down the layouts.
void addInOrder(const QLayout *layout, QList<QWidget *> *found)
{
    for (int i = 0; layout && i < layout->count(); ++i) {
        QLayoutItem *item = layout->itemAt(i);
        if (item->layout())
            addInOrder(item->layout(), found);
        QWidget *widget = item->widget();
        if (!widget)
            continue;
        if (widget->layout())
            addInOrder(widget->layout(), found);
        else if (widget->focusPolicy() & Qt::TabFocus)
            found->append(widget);
    }
}

} // namespace

SchemaForm::SchemaForm(const Theme *theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_filter(new FilterEdit(theme, this))
    , m_nothing(new TextLabel(theme, FontRole::Body, Tone::Secondary, this))
    , m_rules(new MarkedLabel(theme, FontRole::Small, Tone::Secondary, this))
    , m_unknown(new MarkedLabel(theme, FontRole::Small, Tone::Secondary, this))
    , m_column(new QVBoxLayout(this))
    , m_tabs(new QTimer(this))
{
    m_column->setContentsMargins(16, 0, 12, 12);
    m_column->setSpacing(8);
    m_filter->setAccessibleName(tr("Filter fields"));
    m_filter->setPlaceholderText(tr("Filter fields"));
    m_filter->setFieldNames({QStringLiteral(":")}); // a plain text: nothing in it is a field of the filter language
    m_nothing->setText(tr("No field has such a name."));
    m_column->addWidget(m_filter);
    m_column->addWidget(m_rules);
    m_column->addWidget(m_nothing);
    m_column->addWidget(m_unknown);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_filter, m_rules, m_nothing, m_unknown})
        widget->hide();
    connect(m_filter, &QLineEdit::textChanged, this,
            [this](const QString &text) { m_nothing->setVisible(m_record && !m_record->setFilter(text.trimmed())); });
    connect(m_filter, &FilterEdit::cleared, m_filter, &QLineEdit::clear);
    m_tabs->setSingleShot(true);
    m_tabs->setInterval(0);
    connect(m_tabs, &QTimer::timeout, this, &SchemaForm::orderTabs);
}

SchemaForm::~SchemaForm()
{
    // Rows look into the schema until they are gone.
    delete m_record;
}

void SchemaForm::setSchema(std::shared_ptr<const SchemaNode> root, const std::vector<SchemaEntityCheck> &checks,
                           const QString &prefix)
{
    delete m_record;
    m_record = nullptr;
    m_root = std::move(root);
    m_checks = checks;
    m_prefix = prefix;
    m_filter->clear();
    m_filter->setVisible(m_root && countFields(*m_root) >= filterFrom);
    m_nothing->hide();
    m_unknown->hide();
    showRules();
    if (!m_root)
        return;
    m_record = new RecordEdit(m_theme, *m_root, this);
    m_record->setOpened(m_opened ? &*m_opened : nullptr);
    m_record->setExpanded(true);
    m_column->insertWidget(m_column->indexOf(m_unknown), m_record);
    m_record->show();
    connect(m_record, &ValueEdit::edited, this, &SchemaForm::edited);
}

void SchemaForm::showRules()
{
    QStringList sentences;
    const auto add = [&sentences](const std::vector<SchemaEntityCheck> &checks, const QString &prefix) {
        for (const SchemaEntityCheck &check : checks) {
            const QString sentence = schemaCheckText(check, prefix);
            if (!sentence.isEmpty() && !sentences.contains(sentence))
                sentences.append(visibleText(sentence));
        }
    };
    add(m_checks, m_prefix);
    if (m_root)
        add(m_root->checks, {});
    if (sentences.size() > mostRules)
        sentences = sentences.mid(0, mostRules);
    m_rules->setMarkedText(sentences.join(QChar(QChar::LineSeparator)));
    m_rules->setVisible(!sentences.isEmpty());
}

void SchemaForm::setOpened(const Value *record)
{
    m_opened = record ? std::optional(*record) : std::nullopt;
    if (m_record)
        m_record->setOpened(record);
}

void SchemaForm::showValue(const Value *record)
{
    if (!m_record)
        return;
    if (record && !m_record->takes(*record))
        record = nullptr; // a configuration that is none: the JSON beside shows it
    m_record->showValue(record);
    QStringList unknown;
    const QStringList members = m_record->unknownMembers();
    for (const QString &name : members)
        unknown.append(code(visibleText(name)));
    m_unknown->setMarkedText(
        tr("Only in the JSON, because the schema does not name it: %1").arg(unknown.join(QStringLiteral(", "))));
    m_unknown->setVisible(!unknown.isEmpty());
}

std::optional<SchemaForm::Value> SchemaForm::value() const
{
    return m_record ? m_record->value() : std::nullopt;
}

QString SchemaForm::ownProblem() const
{
    return m_record ? m_record->ownProblem() : QString();
}

QList<FieldProblem> SchemaForm::showProblems(const QList<FieldProblem> &problems)
{
    if (!m_record)
        return problems;
    QList<FieldProblem> rest = m_record->showProblems(problems);
    return rest;
}

bool SchemaForm::focusFirstProblem()
{
    QWidget *wrong = m_record ? m_record->firstWrong() : nullptr;
    if (wrong)
        wrong->setFocus(Qt::OtherFocusReason);
    return wrong != nullptr;
}

QWidget *SchemaForm::firstField() const
{
    return m_record ? m_record->focusTarget() : nullptr;
}

bool SchemaForm::event(QEvent *event)
{
    if (event->type() == QEvent::LayoutRequest) // rows came or went somewhere in here
        m_tabs->start();
    return QWidget::event(event);
}

void SchemaForm::orderTabs()
{
    // Rows are made when their group opens: without this they would come last.
    QList<QWidget *> widgets;
    addInOrder(layout(), &widgets);
    for (int i = 1; i < int(widgets.size()); ++i)
        setTabOrder(widgets.at(i - 1), widgets.at(i));
}

} // namespace mk
