// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/SchemaCheck.h"
#include "widgets/Buttons.h"
#include "widgets/FormRow.h"
#include "widgets/Labels.h"
#include "widgets/RecordEdit.h"
#include "widgets/StringListEdit.h"
#include "widgets/Theme.h"
#include "widgets/ValueEdit.h"

#include <QBoxLayout>
#include <QLineEdit>
#include <QMap>
#include <QSet>
#include <QToolButton>

#include <algorithm>

// The edits that hold several values: lists of texts, lists of anything, maps.
namespace mk {

namespace {

using Value = JsonDocument::Value;
using NodeType = SchemaNode::Type;

bool isEmptyContainer(const Value &value)
{
    return (value.is_object() || value.is_array()) && value.empty();
}

// The first name of a path, as a place from 0; -1: none.
int placeOf(const QString &path)
{
    bool ok = false;
    const int number = path.section(QLatin1Char('.'), 0, 0).toInt(&ok);
    return ok ? number - 1 : -1;
}

FieldProblem below(const FieldProblem &problem)
{
    return {problem.path.section(QLatin1Char('.'), 1), problem.text};
}

Value emptyValueOf(const SchemaNode &node)
{
    switch (node.type) {
    case NodeType::Array:
    case NodeType::Set:
        return Value::array();
    case NodeType::Map:
    case NodeType::Record:
    case NodeType::Foreign:
        return Value::object();
    case NodeType::Boolean:
        return false;
    case NodeType::Integer:
    case NodeType::Number:
        return node.standard ? *node.standard : Value(0);
    default:
        return node.standard ? *node.standard : Value(node.oneOf.empty() ? Value("") : node.oneOf.front());
    }
}

// ---- a list of texts or numbers, one a line

class TextListEdit final : public ValueEdit
{
public:
    TextListEdit(const Theme *theme, const SchemaNode &node, QWidget *parent)
        : ValueEdit(theme, node, parent)
        , m_list(new StringListEdit(theme, this))
    {
        auto *row = new QHBoxLayout(this);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(4);
        row->addWidget(m_list, 1);
        if (node.isSecret() || (node.elements && node.elements->isSecret())) {
            m_list->setMasked(true);
            m_reveal = makeIconButton(theme, QStringLiteral("eye"), ValueEdit::tr("Show"), this);
            m_reveal->setCheckable(true);
            row->addWidget(m_reveal, 0, Qt::AlignTop);
            connect(m_reveal, &QToolButton::toggled, m_list, [this](bool shown) { m_list->setMasked(!shown); });
        }
        connect(m_list, &StringListEdit::valuesChanged, this, &ValueEdit::edited);
    }
    bool takes(const Value &value) const override
    {
        if (isEmptyContainer(value))
            return true;
        return value.is_array() && std::all_of(value.begin(), value.end(), [this](const Value &one) {
                   // What a line would not give back to the letter is not for lines.
                   const QString text = valueLineText(&one);
                   return (one.is_string() || (one.is_number() && isNumbers())) && !text.isEmpty() &&
                          text == text.trimmed() && !text.contains(QLatin1Char('\n')) &&
                          !text.contains(QLatin1Char('\r'));
               });
    }
    void showValue(const Value *value) override
    {
        m_shown = !value || value->is_null() ? std::optional<Value>() : std::optional(*value);
        m_list->setValues(shownLines());
    }
    std::optional<Value> value() const override
    {
        const QStringList lines = m_list->values();
        if (lines == shownLines())
            return m_shown;
        if (lines.isEmpty() && !m_shown)
            return std::nullopt;
        Value list = Value::array();
        for (const QString &line : lines) {
            const std::optional<Value> one = valueOfLine(*node().elements, line);
            list.push_back(one ? *one : Value(line.toStdString())); // ownProblem() tells
        }
        return list;
    }
    QString ownProblem() const override
    {
        if (!isNumbers())
            return {};
        const QStringList lines = m_list->values();
        const bool all = std::all_of(lines.cbegin(), lines.cend(), [this](const QString &line) {
            return valueOfLine(*node().elements, line).has_value();
        });
        return all ? QString() : ValueEdit::tr("Numbers are needed.");
    }
    void setName(const QString &name) override
    {
        ValueEdit::setName(name);
        m_list->setEntryName(name);
        if (m_reveal)
            m_reveal->setAccessibleName(ValueEdit::tr("Show %1").arg(name));
    }
    QList<FieldProblem> showProblems(const QList<FieldProblem> &problems) override
    {
        QMap<int, QString> entries;
        QList<FieldProblem> rest;
        for (const FieldProblem &problem : problems) {
            if (const int at = placeOf(problem.path); at >= 0)
                entries.insert(at, problem.text);
            rest.append(problem); // the row tells it in words
        }
        m_list->setProblems(entries);
        return rest;
    }
    QWidget *focusTarget() override { return m_list->focusProxy() ? m_list->focusProxy() : m_list; }

private:
    bool isNumbers() const
    {
        return node().elements &&
               (node().elements->type == NodeType::Integer || node().elements->type == NodeType::Number);
    }
    QStringList shownLines() const
    {
        QStringList lines;
        if (m_shown && m_shown->is_array()) {
            for (const Value &one : *m_shown)
                lines.append(valueLineText(&one));
        }
        return lines;
    }

    StringListEdit *m_list;
    QToolButton *m_reveal = nullptr;
    std::optional<Value> m_shown;
};

// ---- a list of anything, a card each

class CardsEdit final : public ValueEdit
{
public:
    CardsEdit(const Theme *theme, const SchemaNode &node, QWidget *parent)
        : ValueEdit(theme, node, parent)
        , m_column(new QVBoxLayout(this))
    {
        m_column->setContentsMargins(0, 0, 0, 0);
        m_column->setSpacing(8);
        m_add = makeLinkButton(theme, ValueEdit::tr("Add"), QStringLiteral("plus"), this);
        m_column->addWidget(m_add, 0, Qt::AlignLeft);
        connect(m_add, &QToolButton::clicked, this, [this] {
            Value one = emptyValueOf(*this->node().elements);
            addCard(one);
            settle();
            m_cards.back().edit->focusTarget()->setFocus(Qt::OtherFocusReason);
            Q_EMIT edited();
        });
    }
    bool takes(const Value &value) const override { return value.is_array() || isEmptyContainer(value); }
    void showValue(const Value *value) override
    {
        m_shown = !value || value->is_null() ? std::optional<Value>() : std::optional(*value);
        const Value list = m_shown && m_shown->is_array() ? *m_shown : Value::array();
        bool fits = list.size() == m_cards.size();
        for (size_t i = 0; fits && i < m_cards.size(); ++i)
            fits = m_cards[i].edit->takes(list[i]);
        if (!fits) {
            while (!m_cards.empty())
                dropCard(m_cards.size() - 1);
            for (const Value &one : list)
                addCard(one);
            settle();
            return;
        }
        for (size_t i = 0; i < m_cards.size(); ++i) {
            m_cards[i].shown = list[i];
            m_cards[i].edit->showValue(&list[i]);
        }
    }
    std::optional<Value> value() const override
    {
        if (m_cards.empty())
            return m_shown ? std::optional(isEmptyContainer(*m_shown) ? *m_shown : Value::array()) : std::nullopt;
        Value list = Value::array();
        for (const Card &card : m_cards)
            list.push_back(valueOf(card));
        return list;
    }
    QString ownProblem() const override
    {
        for (const Card &card : m_cards) {
            if (const QString problem = card.edit->ownProblem(); !problem.isEmpty())
                return problem;
        }
        return {};
    }
    void setName(const QString &name) override
    {
        ValueEdit::setName(name);
        setAccessibleName(name);
        m_add->setAccessibleName(ValueEdit::tr("Add to %1").arg(name));
        settle();
    }
    QList<FieldProblem> showProblems(const QList<FieldProblem> &problems) override
    {
        QList<FieldProblem> rest;
        std::vector<QList<FieldProblem>> each(m_cards.size());
        for (const FieldProblem &problem : problems) {
            const int at = placeOf(problem.path);
            if (at >= 0 && at < int(m_cards.size()))
                each[size_t(at)].append(below(problem));
            else
                rest.append(problem);
        }
        for (size_t i = 0; i < m_cards.size(); ++i) {
            const QList<FieldProblem> left = m_cards[i].edit->showProblems(each[i]);
            m_cards[i].edit->setWrong(!left.isEmpty(), left.isEmpty() ? QString() : left.constFirst().text);
            for (const FieldProblem &problem : left) {
                const QString number = QString::number(i + 1);
                rest.append({problem.path.isEmpty() ? number : QString(number + QLatin1Char('.') + problem.path),
                             problem.text});
            }
        }
        return rest;
    }
    QWidget *focusTarget() override { return m_cards.empty() ? m_add : m_cards.front().edit->focusTarget(); }
    bool isLine() const override { return false; }

private:
    struct Card
    {
        QWidget *box = nullptr;
        TextLabel *title = nullptr;
        QToolButton *up = nullptr;
        QToolButton *down = nullptr;
        QToolButton *remove = nullptr;
        ValueEdit *edit = nullptr;
        Value shown;
    };

    static Value valueOf(const Card &card)
    {
        const std::optional<Value> value = card.edit->value();
        // An emptied text is an empty text: a list cannot hold nothing.
        return value ? *value : emptyValueOf(card.edit->node());
    }

    void addCard(const Value &value)
    {
        Card card;
        card.shown = value;
        card.box = new QWidget(this);
        auto *column = new QVBoxLayout(card.box);
        column->setContentsMargins(12, 0, 0, 4);
        column->setSpacing(4);
        auto *head = new QHBoxLayout;
        head->setSpacing(4);
        card.title = new TextLabel(theme(), FontRole::SmallMedium, Tone::Secondary, card.box);
        card.up = makeIconButton(theme(), QStringLiteral("arrow-up"), ValueEdit::tr("Move up"), card.box);
        card.down = makeIconButton(theme(), QStringLiteral("arrow-down"), ValueEdit::tr("Move down"), card.box);
        card.remove = makeIconButton(theme(), QStringLiteral("x"), ValueEdit::tr("Remove"), card.box);
        head->addWidget(card.title);
        head->addStretch(1);
        head->addWidget(card.up);
        head->addWidget(card.down);
        head->addWidget(card.remove);
        column->addLayout(head);
        card.edit = makeValueEdit(theme(), *node().elements, &value, card.box);
        if (auto *record = qobject_cast<RecordEdit *>(card.edit))
            record->setExpanded(true);
        card.edit->showValue(&value);
        column->addWidget(card.edit);
        const QWidget *box = card.box;
        connect(card.edit, &ValueEdit::edited, this, &ValueEdit::edited);
        connect(card.up, &QToolButton::clicked, this, [this, box] { move(indexOf(box), -1); });
        connect(card.down, &QToolButton::clicked, this, [this, box] { move(indexOf(box), 1); });
        connect(card.remove, &QToolButton::clicked, this, [this, box] {
            dropCard(indexOf(box));
            settle();
            focusTarget()->setFocus(Qt::OtherFocusReason);
            Q_EMIT edited();
        });
        m_column->insertWidget(int(m_cards.size()), card.box);
        card.box->show();
        m_cards.push_back(card);
    }
    size_t indexOf(const QWidget *box) const
    {
        const auto found =
            std::find_if(m_cards.begin(), m_cards.end(), [box](const Card &card) { return card.box == box; });
        return size_t(found - m_cards.begin());
    }
    void dropCard(size_t at)
    {
        if (at >= m_cards.size())
            return;
        QWidget *box = m_cards[at].box;
        m_cards.erase(m_cards.begin() + std::ptrdiff_t(at));
        m_column->removeWidget(box);
        box->hide();
        box->deleteLater(); // its own button may be what asked for it
    }
    void move(size_t at, int by)
    {
        const size_t to = size_t(int(at) + by);
        if (at >= m_cards.size() || to >= m_cards.size())
            return;
        std::swap(m_cards[at], m_cards[to]);
        m_column->removeWidget(m_cards[to].box);
        m_column->insertWidget(int(to), m_cards[to].box);
        settle();
        (by < 0 ? m_cards[to].up : m_cards[to].down)->setFocus(Qt::OtherFocusReason);
        Q_EMIT edited();
    }
    void settle()
    {
        const QString name = this->name();
        for (size_t i = 0; i < m_cards.size(); ++i) {
            const Card &card = m_cards[i];
            const QString title = ValueEdit::tr("%1 %2").arg(name).arg(i + 1);
            card.title->setText(title);
            card.edit->setName(title);
            card.box->setAccessibleName(title);
            card.up->setAccessibleName(ValueEdit::tr("Move %1 up").arg(title));
            card.down->setAccessibleName(ValueEdit::tr("Move %1 down").arg(title));
            card.remove->setAccessibleName(ValueEdit::tr("Remove %1").arg(title));
            card.up->setEnabled(i > 0);
            card.down->setEnabled(i + 1 < m_cards.size());
        }
        updateGeometry();
    }

    QVBoxLayout *m_column;
    QToolButton *m_add;
    std::vector<Card> m_cards;
    std::optional<Value> m_shown;
};

// ---- names with values

class MapEdit final : public ValueEdit
{
public:
    MapEdit(const Theme *theme, const SchemaNode &node, QWidget *parent)
        : ValueEdit(theme, node, parent)
        , m_column(new QVBoxLayout(this))
    {
        m_column->setContentsMargins(0, 0, 0, 0);
        m_column->setSpacing(4);
        m_add = makeLinkButton(theme, ValueEdit::tr("Add"), QStringLiteral("plus"), this);
        m_column->addWidget(m_add, 0, Qt::AlignLeft);
        connect(m_add, &QToolButton::clicked, this, [this] {
            const Value value = emptyValueOf(*this->node().values);
            addRow({}, value);
            settle();
            m_rows.back().key->setFocus(Qt::OtherFocusReason);
            // Without a name it is not in the document yet, and nothing is changed.
        });
    }
    bool takes(const Value &value) const override { return value.is_object() || isEmptyContainer(value); }
    void showValue(const Value *value) override
    {
        m_shown = !value || value->is_null() ? std::optional<Value>() : std::optional(*value);
        const Value map = m_shown && m_shown->is_object() ? *m_shown : Value::object();
        bool fits = map.size() == m_rows.size();
        size_t i = 0;
        for (auto one = map.begin(); fits && one != map.end(); ++one, ++i)
            fits = m_rows[i].key->text() == QString::fromStdString(one.key()) && m_rows[i].edit->takes(one.value());
        if (!fits) {
            while (!m_rows.empty())
                dropRow(m_rows.size() - 1);
            for (const auto &[key, one] : map.items())
                addRow(QString::fromStdString(key), one);
            settle();
            return;
        }
        i = 0;
        for (const auto &[key, one] : map.items())
            m_rows[i++].edit->showValue(&one);
    }
    std::optional<Value> value() const override
    {
        Value map = Value::object();
        for (const Row &row : m_rows) {
            if (row.key->text().isEmpty())
                continue; // ownProblem() tells where something stands in it
            const std::optional<Value> value = row.edit->value();
            map[row.key->text().toStdString()] = value ? *value : emptyValueOf(row.edit->node());
        }
        if (!map.empty())
            return map;
        return m_shown ? std::optional(isEmptyContainer(*m_shown) ? *m_shown : Value::object()) : std::nullopt;
    }
    QString ownProblem() const override
    {
        QSet<QString> keys;
        for (const Row &row : m_rows) {
            const QString key = row.key->text();
            const std::optional<Value> value = row.edit->value();
            if (key.isEmpty() && value && *value != emptyValueOf(row.edit->node()))
                return ValueEdit::tr("A value stands without a name.");
            if (!key.isEmpty() && keys.contains(key))
                return ValueEdit::tr("“%1” stands twice.").arg(key);
            keys.insert(key);
            if (const QString problem = row.edit->ownProblem(); !problem.isEmpty())
                return problem;
        }
        return {};
    }
    void setName(const QString &name) override
    {
        ValueEdit::setName(name);
        setAccessibleName(name);
        m_add->setAccessibleName(ValueEdit::tr("Add to %1").arg(name));
        settle();
    }
    QList<FieldProblem> showProblems(const QList<FieldProblem> &problems) override
    {
        QList<FieldProblem> rest;
        std::vector<QList<FieldProblem>> each(m_rows.size());
        for (const FieldProblem &problem : problems) {
            bool placed = false;
            for (size_t i = 0; i < m_rows.size() && !placed; ++i) { // a name may hold dots
                const QString key = m_rows[i].key->text();
                placed = !key.isEmpty() && (problem.path == key || problem.path.startsWith(key + QLatin1Char('.')));
                if (placed)
                    each[i].append({problem.path.mid(key.size() + 1), problem.text});
            }
            if (!placed)
                rest.append(problem);
        }
        for (size_t i = 0; i < m_rows.size(); ++i) {
            const QList<FieldProblem> left = m_rows[i].edit->showProblems(each[i]);
            m_rows[i].edit->setWrong(!left.isEmpty(), left.isEmpty() ? QString() : left.constFirst().text);
            setFieldProblem(m_rows[i].key, !left.isEmpty());
            for (const FieldProblem &problem : left) {
                const QString key = m_rows[i].key->text();
                rest.append(
                    {problem.path.isEmpty() ? key : QString(key + QLatin1Char('.') + problem.path), problem.text});
            }
        }
        return rest;
    }
    QWidget *focusTarget() override { return m_rows.empty() ? m_add : static_cast<QWidget *>(m_rows.front().key); }
    bool isLine() const override { return !node().values || makesLine(*node().values); }

private:
    struct Row
    {
        QWidget *box = nullptr;
        QLineEdit *key = nullptr;
        QToolButton *remove = nullptr;
        ValueEdit *edit = nullptr;
    };

    static bool makesLine(const SchemaNode &values)
    {
        return values.type == NodeType::String || values.type == NodeType::Integer || values.type == NodeType::Number ||
               values.type == NodeType::Boolean;
    }

    void addRow(const QString &key, const Value &value)
    {
        Row row;
        row.box = new QWidget(this);
        row.key = makeCodeEdit(theme(), row.box);
        row.key->setText(key);
        row.key->setPlaceholderText(ValueEdit::tr("name"));
        row.remove = makeIconButton(theme(), QStringLiteral("x"), ValueEdit::tr("Remove"), row.box);
        row.edit = makeValueEdit(theme(), *node().values, &value, row.box);
        if (auto *record = qobject_cast<RecordEdit *>(row.edit))
            record->setExpanded(true);
        row.edit->showValue(&value);
        if (row.edit->isLine() && makesLine(*node().values)) {
            auto *line = new QHBoxLayout(row.box);
            line->setContentsMargins(0, 0, 0, 0);
            line->setSpacing(4);
            line->addWidget(row.key, 2);
            line->addWidget(row.edit, 3);
            line->addWidget(row.remove);
        } else {
            auto *column = new QVBoxLayout(row.box);
            column->setContentsMargins(12, 0, 0, 8);
            column->setSpacing(4);
            auto *head = new QHBoxLayout;
            head->setSpacing(4);
            head->addWidget(row.key, 1);
            head->addWidget(row.remove);
            column->addLayout(head);
            column->addWidget(row.edit);
        }
        const QWidget *box = row.box;
        connect(row.key, &QLineEdit::textChanged, this, [this] {
            settle();
            Q_EMIT edited();
        });
        connect(row.edit, &ValueEdit::edited, this, &ValueEdit::edited);
        connect(row.remove, &QToolButton::clicked, this, [this, box] {
            const auto found =
                std::find_if(m_rows.begin(), m_rows.end(), [box](const Row &one) { return one.box == box; });
            dropRow(size_t(found - m_rows.begin()));
            settle();
            focusTarget()->setFocus(Qt::OtherFocusReason);
            Q_EMIT edited();
        });
        m_column->insertWidget(int(m_rows.size()), row.box);
        row.box->show();
        m_rows.push_back(row);
    }
    void dropRow(size_t at)
    {
        if (at >= m_rows.size())
            return;
        QWidget *box = m_rows[at].box;
        m_rows.erase(m_rows.begin() + std::ptrdiff_t(at));
        m_column->removeWidget(box);
        box->hide();
        box->deleteLater();
    }
    void settle()
    {
        for (size_t i = 0; i < m_rows.size(); ++i) {
            const Row &row = m_rows[i];
            const QString key = row.key->text();
            const QString title = ValueEdit::tr("%1 %2").arg(name()).arg(i + 1);
            row.key->setAccessibleName(ValueEdit::tr("Name of %1").arg(title));
            row.edit->setName(key.isEmpty() ? ValueEdit::tr("Value of %1").arg(title) : key);
            row.remove->setAccessibleName(ValueEdit::tr("Remove %1").arg(key.isEmpty() ? title : key));
        }
        updateGeometry();
    }

    QVBoxLayout *m_column;
    QToolButton *m_add;
    std::vector<Row> m_rows;
    std::optional<Value> m_shown;
};

} // namespace

ValueEdit *makeTextListEdit(const Theme *theme, const SchemaNode &node, QWidget *parent)
{
    return new TextListEdit(theme, node, parent);
}

ValueEdit *makeCardsEdit(const Theme *theme, const SchemaNode &node, QWidget *parent)
{
    return new CardsEdit(theme, node, parent);
}

ValueEdit *makeMapEdit(const Theme *theme, const SchemaNode &node, QWidget *parent)
{
    return new MapEdit(theme, node, parent);
}

} // namespace mk
