// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/RecordEdit.h"

#include "widgets/Buttons.h"
#include "widgets/Labels.h"
#include "widgets/SchemaRow.h"
#include "widgets/Theme.h"

#include <QBoxLayout>
#include <QToolButton>

#include <algorithm>

namespace mk {

RecordEdit::RecordEdit(const Theme *theme, const SchemaNode &node, QWidget *parent)
    : ValueEdit(theme, node, parent)
    , m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
    for (const SchemaNode &field : node.fields)
        m_fields.push_back({&field, nullptr});
    // What is on its way out comes last.
    std::stable_partition(m_fields.begin(), m_fields.end(),
                          [](const Field &field) { return field.node->deprecation.isEmpty(); });
}

RecordEdit::~RecordEdit() = default;

void RecordEdit::setExpanded(bool expanded)
{
    m_expanded = expanded;
    if (expanded && !m_built)
        build();
}

void RecordEdit::build()
{
    m_built = true;
    m_more = makeLinkButton(theme(), {}, QStringLiteral("chevron-down"), this);
    m_column->addWidget(m_more, 0, Qt::AlignLeft);
    connect(m_more, &QToolButton::clicked, this, [this] {
        m_showsAll = true;
        settle();
        for (const Field &field : m_fields) {
            if (!field.node->deprecation.isEmpty() && field.row) {
                field.row->focus();
                break;
            }
        }
    });
    settle();
}

SchemaRow *RecordEdit::rowOf(Field &field)
{
    if (field.row)
        return field.row;
    const SchemaNode *node = field.node;
    field.row = new SchemaRow(theme(), *node, this);
    const auto find = [this, node]() -> const Field & {
        return *std::find_if(m_fields.begin(), m_fields.end(), [node](const Field &one) { return one.node == node; });
    };
    connect(field.row, &SchemaRow::edited, this, [this, find] { take(find()); });
    connect(field.row, &SchemaRow::resetRequested, this, [this, find] { reset(find()); });
    // Rows come in the order of the fields, whenever they are made.
    int at = 0;
    QWidget *before = nullptr;
    for (const Field &one : m_fields) {
        if (one.node == node)
            break;
        if (one.row) {
            ++at;
            before = one.row;
        }
    }
    m_column->insertWidget(at, field.row);
    if (before)
        setTabOrder(before, field.row);
    field.row->setCompares(m_opened.has_value());
    field.row->show(shown(*node), opened(*node));
    return field.row;
}

bool RecordEdit::isPutAway(const Field &field) const
{
    if (field.node->mustBeNull && !shown(*field.node))
        return true;
    return !field.node->deprecation.isEmpty() && !SchemaRow::isSet(*field.node, shown(*field.node)) && !m_showsAll &&
           m_filter.isEmpty();
}

void RecordEdit::settle()
{
    if (!m_built)
        return;
    int away = 0;
    for (Field &field : m_fields) {
        const bool putAway = isPutAway(field);
        away += putAway && !field.node->deprecation.isEmpty() ? 1 : 0;
        const bool visible = !putAway && (m_filter.isEmpty() || matches(*field.node, m_filter));
        if (visible)
            rowOf(field);
        if (field.row)
            field.row->setVisible(visible);
        if (!visible || field.node->type != SchemaNode::Type::Record || !field.row->record())
            continue;
        // A group whose own name is found shows all of it.
        const bool byName = field.node->name.contains(m_filter, Qt::CaseInsensitive);
        if (!m_filter.isEmpty())
            field.row->setGroupOpen(true);
        field.row->record()->setFilter(byName ? QString() : m_filter);
    }
    m_more->setText(tr("%n deprecated field(s)", nullptr, away));
    m_more->setVisible(away > 0);
    updateGeometry();
}

bool RecordEdit::matches(const SchemaNode &node, const QString &text)
{
    if (node.name.contains(text, Qt::CaseInsensitive))
        return true;
    const auto inside = [&text](const SchemaNode &one) {
        return std::any_of(one.fields.begin(), one.fields.end(),
                           [&text](const SchemaNode &field) { return matches(field, text); });
    };
    return inside(node) || (node.elements && inside(*node.elements)) || (node.values && inside(*node.values));
}

bool RecordEdit::setFilter(const QString &text)
{
    m_filter = text;
    settle();
    return text.isEmpty() || std::any_of(m_fields.begin(), m_fields.end(),
                                         [&text](const Field &field) { return matches(*field.node, text); });
}

int RecordEdit::countSet() const
{
    return int(std::count_if(m_fields.begin(), m_fields.end(),
                             [this](const Field &field) { return SchemaRow::isSet(*field.node, shown(*field.node)); }));
}

QStringList RecordEdit::unknownMembers() const
{
    QStringList names;
    if (!m_value || !m_value->is_object())
        return names;
    for (const auto &[member, value] : m_value->items()) {
        const QString name = QString::fromStdString(member);
        const bool isOlder = std::any_of(node().shorthands.begin(), node().shorthands.end(),
                                         [&name](const SchemaShorthand &shorthand) { return shorthand.name == name; });
        if (!isOlder && !node().field(name))
            names.append(name);
    }
    return names;
}

bool RecordEdit::takes(const Value &value) const
{
    return value.is_object() || (value.is_array() && value.empty()); // an empty record as Lua writes it
}

const JsonDocument::Value *RecordEdit::shown(const SchemaNode &field) const
{
    if (!m_value || !m_value->is_object())
        return nullptr;
    const auto found = m_value->find(field.name.toStdString());
    return found == m_value->end() ? nullptr : &*found;
}

const JsonDocument::Value *RecordEdit::opened(const SchemaNode &field) const
{
    if (!m_opened || !m_opened->is_object())
        return nullptr;
    const auto found = m_opened->find(field.name.toStdString());
    return found == m_opened->end() ? nullptr : &*found;
}

void RecordEdit::setOpened(const Value *value)
{
    m_opened = value && !value->is_null() ? std::optional(*value) : std::nullopt;
}

void RecordEdit::showValue(const Value *value)
{
    m_value = value && !value->is_null() ? std::optional(*value) : std::nullopt;
    for (const Field &field : m_fields) {
        if (!field.row)
            continue;
        field.row->setCompares(m_opened.has_value());
        field.row->show(shown(*field.node), opened(*field.node));
    }
    settle();
}

void RecordEdit::take(const Field &field)
{
    write(field, field.row->value());
    tell(field);
}

void RecordEdit::reset(const Field &field)
{
    // Null is no way to a default: the server keeps it. Where it never had the member, absence is.
    const bool known = opened(*field.node) != nullptr;
    write(field, known && field.node->standard ? field.node->standard : std::nullopt);
    field.row->show(shown(*field.node), opened(*field.node));
    tell(field);
    field.row->focus();
}

void RecordEdit::write(const Field &field, const std::optional<Value> &value)
{
    const std::string name = field.node->name.toStdString();
    Value record = m_value && m_value->is_object() ? *m_value : Value::object();
    if (value)
        record[name] = *value;
    else if (opened(*field.node))
        record[name] = nullptr;
    else
        record.erase(name);
    const bool wasThere = m_opened && m_opened->is_object();
    // A record that only came with this field goes with it.
    m_value = record.empty() && !wasThere ? m_opened : std::optional(std::move(record));
}

void RecordEdit::tell(const Field &field)
{
    field.row->tellEdited(shown(*field.node), opened(*field.node));
    Q_EMIT edited();
}

QString RecordEdit::ownProblem() const
{
    for (const Field &field : m_fields) {
        if (!field.row)
            continue;
        if (const QString problem = field.row->ownProblem(); !problem.isEmpty())
            return field.node->type == SchemaNode::Type::Record ? problem : tr("%1: %2").arg(field.node->name, problem);
    }
    return {};
}

void RecordEdit::setName(const QString &name)
{
    ValueEdit::setName(name);
    setAccessibleName(name);
}

QList<FieldProblem> RecordEdit::showProblems(const QList<FieldProblem> &problems)
{
    QList<FieldProblem> rest;
    if (!problems.isEmpty())
        setExpanded(true);
    std::vector<QList<FieldProblem>> each(m_fields.size());
    for (const FieldProblem &problem : problems) {
        const QString first = problem.path.section(QLatin1Char('.'), 0, 0);
        const auto found = std::find_if(m_fields.begin(), m_fields.end(),
                                        [&first](const Field &field) { return field.node->name == first; });
        if (found == m_fields.end()) {
            rest.append(problem);
            continue;
        }
        each[size_t(found - m_fields.begin())].append({problem.path.section(QLatin1Char('.'), 1), problem.text});
    }
    bool showsMore = false;
    for (size_t i = 0; i < m_fields.size(); ++i) {
        if (!each[i].isEmpty() && !m_fields[i].row && m_built) {
            showsMore = true;
            m_showsAll = true;
            m_filter.clear();
        }
    }
    if (showsMore)
        settle();
    for (size_t i = 0; i < m_fields.size(); ++i) {
        if (m_fields[i].row)
            m_fields[i].row->showProblems(each[i]);
    }
    return rest;
}

QWidget *RecordEdit::focusTarget()
{
    for (const Field &field : m_fields) {
        if (field.row && field.row->isVisibleTo(this))
            return field.row->focusTarget();
    }
    return this;
}

QWidget *RecordEdit::firstWrong() const
{
    for (const Field &field : m_fields) {
        if (!field.row)
            continue;
        if (RecordEdit *inner = field.row->record()) {
            if (QWidget *wrong = inner->firstWrong())
                return wrong;
        }
        if (field.row->hasProblem())
            return field.row->focusTarget();
    }
    return nullptr;
}

} // namespace mk
