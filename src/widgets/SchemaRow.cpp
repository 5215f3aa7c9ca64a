// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/SchemaRow.h"

#include "core/SafeText.h"
#include "models/SchemaCheck.h"
#include "widgets/Buttons.h"
#include "widgets/Labels.h"
#include "widgets/RecordEdit.h"
#include "widgets/Theme.h"

#include <QBoxLayout>
#include <QEvent>
#include <QMouseEvent>
#include <QToolButton>

namespace mk {

namespace {

using NodeType = SchemaNode::Type;

constexpr int schemaLabelWidth = 184; // px at body size 13: most names of fields fit
constexpr int schemaStateWidth = 60;
constexpr int schemaIndent = 16;

QString joinedTexts(const QList<FieldProblem> &problems)
{
    QStringList texts;
    for (const FieldProblem &problem : problems) {
        const QString text = problem.path.isEmpty() || problem.path == QLatin1String("@entity")
                                 ? problem.text
                                 : SchemaRow::tr("%1: %2").arg(problem.path, problem.text);
        if (!texts.contains(text))
            texts.append(text);
    }
    return texts.join(QChar(QChar::LineSeparator));
}

// What a schema says of a field, unless it only says its name again ("Max age.").
QString schemaHelp(const SchemaNode &node)
{
    const QString text = node.description.simplified();
    const auto letters = [](QString words) {
        words.removeIf([](QChar c) { return !c.isLetterOrNumber(); });
        return words.toLower();
    };
    return letters(text) == letters(node.name) ? QString() : visibleText(text);
}

bool sameValue(const JsonDocument::Value *a, const JsonDocument::Value *b)
{
    const bool noA = !a || a->is_null();
    const bool noB = !b || b->is_null();
    if (noA || noB)
        return noA == noB;
    const auto isEmpty = [](const JsonDocument::Value &v) { return (v.is_array() || v.is_object()) && v.empty(); };
    return *a == *b || (isEmpty(*a) && isEmpty(*b));
}

} // namespace

SchemaRow::SchemaRow(const Theme *theme, const SchemaNode &node, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_node(node)
    , m_field(new QHBoxLayout)
    , m_below(new QVBoxLayout)
    , m_hint(new TextLabel(theme, FontRole::Small, Tone::Secondary, this))
    , m_state(new TextLabel(theme, FontRole::Small, Tone::Dim, this))
    , m_reset(makeIconButton(theme, QStringLiteral("arrow-back-up"), tr("Reset"), this))
    , m_help(new ElidedLabel(theme, FontRole::Small, Tone::Secondary, this))
    , m_note(new MarkedLabel(theme, FontRole::Small, Tone::Warn, this))
    , m_problem(new MarkedLabel(theme, FontRole::Small, Tone::Crit, this))
{
    const QString name = visibleText(node.name);
    if (node.type == NodeType::Record) {
        m_open = new QToolButton(this);
        m_open->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        m_open->setText(node.name);
        m_open->setAccessibleName(name);
        setButtonKind(m_open, ButtonKind::Ghost);
        m_open->setFont(theme->font(FontRole::CodeStrong));
        connect(theme, &Theme::changed, this, [this] { m_open->setFont(m_theme->font(FontRole::CodeStrong)); });
        connect(m_open, &QToolButton::clicked, this, [this] { setGroupOpen(!record() || !record()->isExpanded()); });
    } else {
        m_label = new ElidedLabel(theme, FontRole::Code,
                                  node.required && !node.standard ? Tone::Normal : Tone::Secondary, this);
        m_label->setElideMode(Qt::ElideMiddle);
        m_label->setText(name);
        m_label->installEventFilter(this);
    }
    m_reset->setAccessibleName(tr("Reset %1").arg(name));
    QSizePolicy keeps = m_reset->sizePolicy();
    keeps.setRetainSizeWhenHidden(true);
    m_reset->setSizePolicy(keeps);
    connect(m_reset, &QToolButton::clicked, this, &SchemaRow::resetRequested);
    m_hint->setText(schemaRuleText(node));
    // The first sentence is what helps while typing; the whole stands in the tooltip and in the description.
    m_help->setText(schemaHelp(node));
    m_help->setVisible(!m_help->text().isEmpty());
    m_problem->hide();
    m_note->hide();
    makeEdit(nullptr);
    layOut();
}

void SchemaRow::layOut()
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 4, 0, 4);
    column->setSpacing(2);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    m_field->setSpacing(8);
    m_below->setContentsMargins(schemaIndent, 0, 0, 0);
    // Of one width, so that all fields end at one edge.
    const auto sizeState = [this] {
        m_state->setFixedSize(m_theme->scaled(schemaStateWidth), m_theme->controlHeight());
    };
    m_state->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    sizeState();
    connect(m_theme, &Theme::changed, this, sizeState);
    if (m_open) {
        row->addWidget(m_open);
        row->addWidget(m_hint);
        row->addLayout(m_field, 1);
        row->addWidget(m_state);
        row->addWidget(m_reset);
        column->addLayout(row);
        auto *texts = new QVBoxLayout;
        texts->setContentsMargins(schemaIndent + 8, 0, 0, 0);
        texts->setSpacing(2);
        texts->addWidget(m_help);
        texts->addWidget(m_note);
        texts->addWidget(m_problem);
        column->addLayout(texts);
        column->addLayout(m_below);
        return;
    }
    const auto sizeLabel = [this] {
        m_label->setFixedWidth(m_theme->scaled(schemaLabelWidth));
        m_label->setFixedHeight(m_theme->controlHeight());
        m_state->setFixedHeight(m_theme->controlHeight()); // in the middle of the field's first line
    };
    sizeLabel();
    connect(m_theme, &Theme::changed, this, sizeLabel);
    row->addWidget(m_label, 0, Qt::AlignTop);
    auto *inner = new QVBoxLayout;
    inner->setSpacing(2);
    auto *line = new QHBoxLayout;
    line->setSpacing(8);
    line->addLayout(m_field, 1);
    line->addWidget(m_state, 0, Qt::AlignTop);
    line->addWidget(m_reset, 0, Qt::AlignTop);
    inner->addLayout(line);
    inner->addWidget(m_problem);
    inner->addWidget(m_help);
    inner->addWidget(m_note);
    row->addLayout(inner, 1);
    column->addLayout(row);
    column->addLayout(m_below);
}

void SchemaRow::makeEdit(const Value *value)
{
    if (m_edit) {
        m_field->removeWidget(m_edit);
        m_below->removeWidget(m_edit);
        m_field->removeWidget(m_hint);
        m_edit->hide();
        m_edit->deleteLater();
    }
    while (QLayoutItem *spacer = m_field->takeAt(0))
        delete spacer;
    m_edit = makeValueEdit(m_theme, m_node, value, this);
    m_edit->setName(visibleText(m_node.name));
    m_edit->setWrong(false, {});
    connect(m_edit, &ValueEdit::edited, this, &SchemaRow::edited);
    if (m_edit->isLine()) {
        m_field->addWidget(m_edit, m_edit->isShort() ? 0 : 1, Qt::AlignTop);
        if (!m_open) {
            m_hint->setFixedHeight(m_theme->controlHeight());
            m_field->addWidget(m_hint, 0, Qt::AlignTop);
        }
        if (m_edit->isShort())
            m_field->addStretch(1);
    } else {
        m_field->addStretch(1);
        m_below->addWidget(m_edit);
    }
    m_hint->setVisible(!m_hint->text().isEmpty() && !m_open);
    m_edit->setVisible(!m_open);
    if (m_label)
        m_label->setBuddy(m_edit->focusTarget());
}

bool SchemaRow::isSet(const SchemaNode &node, const Value *value)
{
    if (!value || value->is_null())
        return false;
    if (node.type == NodeType::Record && value->is_object()) {
        for (const SchemaNode &field : node.fields) {
            const auto inner = value->find(field.name.toStdString());
            if (inner != value->end() && isSet(field, &*inner))
                return true;
        }
        return false;
    }
    return !node.standard || !sameValue(value, &*node.standard);
}

void SchemaRow::show(const Value *value, const Value *opened)
{
    if (value && !value->is_null() && !m_edit->takes(*value))
        makeEdit(value);
    m_edit->setOpened(opened);
    m_edit->showValue(value);
    m_local.clear();
    m_told.clear();
    tellProblem();
    tellState(value, opened);
}

void SchemaRow::tellEdited(const Value *value, const Value *opened)
{
    m_told.clear();
    m_local.clear();
    if (m_node.type != NodeType::Record) {
        QList<FieldProblem> found = schemacheck::value(m_node, value, QStringLiteral("x"));
        for (FieldProblem &problem : found)
            problem.path = problem.path.mid(2);
        m_local = joinedTexts(m_edit->showProblems(found));
    }
    tellProblem();
    tellState(value, opened);
}

std::optional<JsonDocument::Value> SchemaRow::value() const
{
    return m_edit->value();
}

QString SchemaRow::ownProblem() const
{
    return m_edit->ownProblem();
}

RecordEdit *SchemaRow::record() const
{
    return qobject_cast<RecordEdit *>(m_edit);
}

void SchemaRow::setGroupOpen(bool open)
{
    if (!m_open)
        return;
    if (record())
        record()->setExpanded(open);
    m_edit->setVisible(open);
    m_open->setIcon(m_theme->icon(open ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right")));
    m_open->setAccessibleDescription(open ? tr("Open") : tr("Closed"));
}

void SchemaRow::tellState(const Value *value, const Value *opened)
{
    const bool none = !value || value->is_null();
    const bool set = isSet(m_node, value);
    const bool changed = m_compares && !sameValue(value, opened);
    QString state;
    Tone tone = Tone::Dim;
    if (changed) {
        state = tr("changed");
        tone = Tone::Accent;
    } else if (m_node.standard && !set) {
        state = tr("default");
    }
    if (m_open) {
        if (record() && state.isEmpty() && set)
            state = tr("%n set", nullptr, record()->countSet());
        setGroupOpen(record() && record()->isExpanded());
    }
    m_state->setText(state);
    m_state->setTone(tone);
    // The way back: to the default where there is one, else to no value, unless one must be given.
    const bool canClear = m_node.standard || !m_node.required;
    m_reset->setVisible(!none && canClear && set);
    m_reset->setToolTip(m_node.standard
                            ? tooltipText(tr("Reset to the default: %1").arg(schemaValueText(*m_node.standard)))
                            : tr("Clear"));
    QStringList notes;
    if (!m_node.deprecation.isEmpty())
        notes.append(visibleText(m_node.deprecation));
    m_note->setMarkedText(notes.join(QChar(QChar::LineSeparator)));
    m_note->setVisible(!notes.isEmpty());
    // Lists and maps have no place for the default of what is not given.
    const bool listed = m_node.standard && none && (m_node.isList() || m_node.type == NodeType::Map) &&
                        !m_node.standard->empty() && !(m_node.elements && !m_node.elements->oneOf.empty());
    m_help->setText(listed ? visibleText(tr("Default: %1").arg(schemaValueText(*m_node.standard, 200)))
                           : schemaHelp(m_node));
    m_help->setVisible(!m_help->text().isEmpty());
}

void SchemaRow::tellProblem()
{
    const QString own = m_edit->ownProblem();
    const QString text = !own.isEmpty() ? own : !m_told.isEmpty() ? m_told : m_local;
    m_problem->setMarkedText(withoutMarks(text));
    m_problem->setVisible(!text.isEmpty());
    m_edit->setWrong(!text.isEmpty(), text);
}

QList<FieldProblem> SchemaRow::showProblems(const QList<FieldProblem> &problems)
{
    if (record() && !problems.isEmpty())
        setGroupOpen(true);
    const QList<FieldProblem> left = m_edit->showProblems(problems);
    m_told = joinedTexts(left);
    tellProblem();
    return {};
}

QWidget *SchemaRow::focusTarget() const
{
    return m_open ? m_open : m_edit->focusTarget();
}

void SchemaRow::focus()
{
    focusTarget()->setFocus(Qt::OtherFocusReason);
}

bool SchemaRow::eventFilter(QObject *watched, QEvent *event)
{
    // A label of its own makes no click on its buddy; that of a check box does.
    if (watched == m_label && event->type() == QEvent::MouseButtonRelease)
        focus();
    return QWidget::eventFilter(watched, event);
}

} // namespace mk
