// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/ValueEdit.h"

#include "models/SchemaCheck.h"
#include "widgets/Buttons.h"
#include "widgets/FormRow.h"
#include "widgets/RecordEdit.h"
#include "widgets/Theme.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QLineEdit>
#include <QLocale>
#include <QPlainTextEdit>
#include <QToolButton>

#include <cmath>

namespace mk {

namespace {

using Value = JsonDocument::Value;
using NodeType = SchemaNode::Type;

constexpr int codeLinesLeast = 4;
constexpr int codeLinesMost = 14;

bool isNoValue(const Value *value)
{
    return !value || value->is_null();
}

QString jsonLine(const Value &value, int indent = -1)
{
    return QString::fromStdString(value.dump(indent, ' ', false, Value::error_handler_t::replace));
}

bool isVaultReference(const QString &text)
{
    return text.startsWith(QLatin1String("{vault://"));
}

QBoxLayout *flatRow(QWidget *box)
{
    auto *row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    return row;
}

// ---- a text, a number, an id

class LineValueEdit final : public ValueEdit
{
public:
    LineValueEdit(const Theme *theme, const SchemaNode &node, QWidget *parent)
        : ValueEdit(theme, node, parent)
        , m_edit(makeCodeEdit(theme, this))
    {
        QBoxLayout *row = flatRow(this);
        row->addWidget(m_edit, 1);
        setFocusProxy(m_edit);
        if (isShort()) {
            m_edit->setMaximumWidth(theme->scaled(120));
            connect(theme, &Theme::changed, this, [this] { m_edit->setMaximumWidth(this->theme()->scaled(120)); });
        }
        if (node.standard)
            m_edit->setPlaceholderText(schemaValueText(*node.standard));
        if (node.isSecret() && node.type == NodeType::String) {
            m_edit->setEchoMode(QLineEdit::Password);
            m_reveal = makeIconButton(theme, QStringLiteral("eye"), ValueEdit::tr("Show"), this);
            m_reveal->setCheckable(true);
            row->addWidget(m_reveal);
            connect(m_reveal, &QToolButton::toggled, this, [this] { mask(); });
        }
        connect(m_edit, &QLineEdit::textChanged, this, [this] {
            mask();
            if (!m_filling)
                Q_EMIT edited();
        });
    }

    bool takes(const Value &value) const override
    {
        switch (node().type) {
        case NodeType::Integer:
        case NodeType::Number:
            // What is no number is shown all the same: the operator is to see and mend it.
            return value.is_number() || (value.is_string() && !text(value).contains(QLatin1Char('\n')));
        case NodeType::Foreign:
            return value.is_object() && value.contains("id") && value["id"].is_string() && value.size() == 1;
        default:
            return value.is_string() && !text(value).contains(QLatin1Char('\n')) &&
                   !text(value).contains(QLatin1Char('\r'));
        }
    }

    void showValue(const Value *value) override
    {
        m_shown = isNoValue(value) ? std::optional<Value>() : std::optional(*value);
        const Value *inner = m_shown && node().type == NodeType::Foreign ? &(*m_shown)["id"]
                             : m_shown                                   ? &*m_shown
                                                                         : nullptr;
        const QString line = valueLineText(inner);
        if (line == m_edit->text())
            return;
        m_filling = true;
        m_edit->setText(line);
        m_edit->setCursorPosition(0); // the beginning of a long text says more than its end
        m_filling = false;
    }

    std::optional<Value> value() const override
    {
        const QString line = m_edit->text();
        // Back to what was shown: also what no typing makes (a number of another notation, a text where a number is
        // due).
        const Value *inner = m_shown && node().type == NodeType::Foreign ? &(*m_shown)["id"]
                             : m_shown                                   ? &*m_shown
                                                                         : nullptr;
        if (inner && line == valueLineText(inner))
            return m_shown;
        if (line.isEmpty() || (node().type != NodeType::String && line.trimmed().isEmpty()))
            return std::nullopt;
        if (node().type == NodeType::Foreign)
            return Value{{"id", line.trimmed().toStdString()}};
        const std::optional<Value> typed = valueOfLine(node(), line);
        return typed ? typed : m_shown; // ownProblem() tells
    }

    QString ownProblem() const override
    {
        const QString line = m_edit->text();
        const Value *shown = m_shown ? &*m_shown : nullptr;
        if (line.trimmed().isEmpty() || (shown && line == valueLineText(shown)) || valueOfLine(node(), line))
            return {};
        return node().type == NodeType::Integer ? ValueEdit::tr("A whole number is needed.") : ValueEdit::tr("A number is needed.");
    }

    void setName(const QString &name) override
    {
        ValueEdit::setName(name);
        m_edit->setAccessibleName(name);
        if (m_reveal) {
            m_reveal->setAccessibleName(ValueEdit::tr("Show %1").arg(name));
            m_reveal->setToolTip(ValueEdit::tr("Show"));
        }
    }
    void setWrong(bool wrong, const QString &description) override
    {
        setFieldProblem(m_edit, wrong);
        describe(m_edit, description);
    }
    QWidget *focusTarget() override { return m_edit; }
    bool isShort() const override { return node().type == NodeType::Integer || node().type == NodeType::Number; }

private:
    static QString text(const Value &value) { return QString::fromStdString(value.get_ref<const std::string &>()); }
    void mask()
    {
        if (!m_reveal)
            return;
        // What points at a vault is no secret itself.
        const bool clear = m_reveal->isChecked() || isVaultReference(m_edit->text());
        m_edit->setEchoMode(clear ? QLineEdit::Normal : QLineEdit::Password);
        m_reveal->setIcon(theme()->icon(m_reveal->isChecked() ? QStringLiteral("eye-off") : QStringLiteral("eye")));
    }

    QLineEdit *m_edit;
    QToolButton *m_reveal = nullptr;
    std::optional<Value> m_shown;
    bool m_filling = false;
};

// ---- true or false

class CheckValueEdit final : public ValueEdit
{
public:
    CheckValueEdit(const Theme *theme, const SchemaNode &node, QWidget *parent)
        : ValueEdit(theme, node, parent)
        , m_check(new QCheckBox(this))
    {
        QBoxLayout *row = flatRow(this);
        row->addWidget(m_check);
        row->addStretch(1);
        setFocusProxy(m_check);
        m_check->setMinimumHeight(theme->controlHeight());
        connect(m_check, &QCheckBox::clicked, this, [this] {
            m_check->setTristate(false);
            Q_EMIT edited();
        });
        showValue(nullptr);
    }
    bool takes(const Value &value) const override { return value.is_boolean(); }
    void showValue(const Value *value) override
    {
        const Value *shown = !isNoValue(value) ? value : node().standard ? &*node().standard : nullptr;
        const bool known = shown && shown->is_boolean();
        m_check->setTristate(!known);
        m_check->setCheckState(!known ? Qt::PartiallyChecked : shown->get<bool>() ? Qt::Checked : Qt::Unchecked);
    }
    std::optional<Value> value() const override
    {
        return m_check->checkState() == Qt::PartiallyChecked ? std::optional<Value>()
                                                             : std::optional<Value>(m_check->isChecked());
    }
    void setName(const QString &name) override
    {
        ValueEdit::setName(name);
        m_check->setAccessibleName(name);
    }
    void setWrong(bool wrong, const QString &description) override
    {
        setFieldProblem(m_check, wrong);
        describe(m_check, description);
    }
    QWidget *focusTarget() override { return m_check; }
    bool isShort() const override { return true; }

private:
    QCheckBox *m_check;
};

// ---- one of

class ChoiceValueEdit final : public ValueEdit
{
public:
    ChoiceValueEdit(const Theme *theme, const SchemaNode &node, QWidget *parent)
        : ValueEdit(theme, node, parent)
        , m_combo(makeCombo({}, this))
        , m_values(node.oneOf)
    {
        QBoxLayout *row = flatRow(this);
        row->addWidget(m_combo);
        row->addStretch(1);
        setFocusProxy(m_combo);
        // Without a default there is a way back to no value.
        m_offset = !node.standard && !node.required ? 1 : 0;
        if (m_offset > 0)
            m_combo->addItem(ValueEdit::tr("Not set"));
        m_combo->setPlaceholderText(ValueEdit::tr("Choose…"));
        for (const Value &value : m_values)
            m_combo->addItem(valueLineText(&value));
        m_combo->setMaxVisibleItems(20);
        m_combo->setMinimumContentsLength(12);
        connect(m_combo, &QComboBox::activated, this, [this] { Q_EMIT edited(); });
        connect(m_combo, &QComboBox::currentIndexChanged, this, [this] {
            if (!m_filling)
                Q_EMIT edited();
        });
        showValue(nullptr);
    }
    bool takes(const Value &value) const override { return !value.is_object() && !value.is_array(); }
    void showValue(const Value *value) override
    {
        const Value *shown = !isNoValue(value) ? value : node().standard ? &*node().standard : nullptr;
        int at = shown ? -1 : m_offset - 1;
        for (int i = 0; shown && i < int(m_values.size()); ++i) {
            if (m_values[size_t(i)] == *shown)
                at = i + m_offset;
        }
        m_filling = true;
        if (shown && at < 0) { // the server has what its schema does not offer
            m_values.push_back(*shown);
            m_combo->addItem(valueLineText(shown));
            at = m_combo->count() - 1;
        }
        m_combo->setCurrentIndex(at);
        m_filling = false;
    }
    std::optional<Value> value() const override
    {
        const int at = m_combo->currentIndex() - m_offset;
        return at < 0 || at >= int(m_values.size()) ? std::optional<Value>() : std::optional(m_values[size_t(at)]);
    }
    void setWrong(bool wrong, const QString &description) override
    {
        setFieldProblem(m_combo, wrong);
        describe(m_combo, description);
    }
    void setName(const QString &name) override
    {
        ValueEdit::setName(name);
        m_combo->setAccessibleName(name);
    }
    QWidget *focusTarget() override { return m_combo; }
    bool isShort() const override { return true; }

private:
    QComboBox *m_combo;
    std::vector<Value> m_values;
    int m_offset = 0;
    bool m_filling = false;
};

// ---- some of

class ChoiceListEdit final : public ValueEdit
{
public:
    ChoiceListEdit(const Theme *theme, const SchemaNode &node, QWidget *parent)
        : ValueEdit(theme, node, parent)
        , m_grid(new QGridLayout(this))
    {
        m_grid->setContentsMargins(0, 4, 0, 4);
        m_grid->setHorizontalSpacing(16);
        m_grid->setVerticalSpacing(4);
        for (const Value &value : node.elements->oneOf)
            addBox(value);
        showValue(nullptr);
    }
    bool takes(const Value &value) const override
    {
        return value.is_array() || (value.is_object() && value.empty()); // an empty list as Lua writes it
    }
    void showValue(const Value *value) override
    {
        m_shown = isNoValue(value) ? std::optional<Value>() : std::optional(*value);
        const Value *list = effective();
        for (const Value &one : list ? *list : Value::array()) {
            if (std::none_of(m_boxes.begin(), m_boxes.end(), [&](const Box &box) { return box.value == one; }))
                addBox(one); // the server has what its schema does not offer
        }
        for (const Box &box : m_boxes) {
            const QSignalBlocker quiet(box.check);
            box.check->setChecked(list && std::find(list->begin(), list->end(), box.value) != list->end());
        }
    }
    std::optional<Value> value() const override
    {
        // What was there keeps its order.
        Value list = Value::array();
        if (const Value *before = effective()) {
            for (const Value &one : *before) {
                if (isChecked(one))
                    list.push_back(one);
            }
        }
        for (const Box &box : m_boxes) {
            if (box.check->isChecked() && std::find(list.begin(), list.end(), box.value) == list.end())
                list.push_back(box.value);
        }
        return list;
    }
    void setName(const QString &name) override
    {
        ValueEdit::setName(name);
        setAccessibleName(name);
    }
    void setWrong(bool wrong, const QString &description) override
    {
        for (const Box &box : m_boxes) {
            setFieldProblem(box.check, wrong);
            describe(box.check, description);
        }
    }
    QWidget *focusTarget() override { return m_boxes.empty() ? this : static_cast<QWidget *>(m_boxes.front().check); }

private:
    struct Box
    {
        Value value;
        QCheckBox *check;
    };
    const Value *effective() const
    {
        const Value *list = m_shown ? &*m_shown : node().standard ? &*node().standard : nullptr;
        return list && list->is_array() ? list : nullptr;
    }
    bool isChecked(const Value &value) const
    {
        return std::any_of(m_boxes.begin(), m_boxes.end(),
                           [&](const Box &box) { return box.value == value && box.check->isChecked(); });
    }
    void addBox(const Value &value)
    {
        QString text = valueLineText(&value);
        auto *check = new QCheckBox(text.replace(QLatin1Char('&'), QLatin1String("&&")), this);
        const int at = int(m_boxes.size());
        m_grid->addWidget(check, at / 3, at % 3);
        m_grid->setColumnStretch(3, 1);
        m_boxes.push_back({value, check});
        connect(check, &QCheckBox::toggled, this, [this] { Q_EMIT edited(); });
    }

    QGridLayout *m_grid;
    std::vector<Box> m_boxes;
    std::optional<Value> m_shown;
};

// ---- a text of several lines, or JSON

class CodeValueEdit final : public ValueEdit
{
public:
    CodeValueEdit(const Theme *theme, const SchemaNode &node, bool isJson, QWidget *parent)
        : ValueEdit(theme, node, parent)
        , m_isJson(isJson)
        , m_edit(new QPlainTextEdit(this))
    {
        QBoxLayout *row = flatRow(this);
        row->addWidget(m_edit, 1);
        setFocusProxy(m_edit);
        m_edit->setTabChangesFocus(true);
        m_edit->setLineWrapMode(QPlainTextEdit::NoWrap);
        followCodeFont(theme, m_edit);
        if (node.standard)
            m_edit->setPlaceholderText(schemaValueText(*node.standard, 400));
        connect(m_edit, &QPlainTextEdit::textChanged, this, [this] {
            size();
            if (!m_filling)
                Q_EMIT edited();
        });
        size();
    }
    bool takes(const Value &value) const override { return m_isJson || value.is_string(); }
    void showValue(const Value *value) override
    {
        m_shown = isNoValue(value) ? std::optional<Value>() : std::optional(*value);
        const QString text = shownText();
        if (text == m_edit->toPlainText())
            return;
        m_filling = true;
        m_edit->setPlainText(text);
        m_filling = false;
    }
    std::optional<Value> value() const override
    {
        const QString text = m_edit->toPlainText();
        if (m_shown && text == plain(shownText()))
            return m_shown; // also where the editor cannot hold it to the letter (line ends)
        if (text.isEmpty() || (m_isJson && text.trimmed().isEmpty()))
            return std::nullopt;
        if (!m_isJson)
            return Value(text.toStdString());
        const std::optional<Value> typed = parsed(text);
        return typed ? typed : m_shown;
    }
    QString ownProblem() const override
    {
        const QString text = m_edit->toPlainText();
        if (!m_isJson || text.trimmed().isEmpty() || parsed(text))
            return {};
        return ValueEdit::tr("This is not JSON yet.");
    }
    void setName(const QString &name) override
    {
        ValueEdit::setName(name);
        m_edit->setAccessibleName(name);
    }
    void setWrong(bool wrong, const QString &description) override
    {
        setFieldProblem(m_edit, wrong);
        describe(m_edit, description);
    }
    QWidget *focusTarget() override { return m_edit; }
    bool isLine() const override { return false; }

private:
    static QString plain(QString text) // as the editor gives it back
    {
        return text.replace(QLatin1String("\r\n"), QLatin1String("\n")).replace(QLatin1Char('\r'), QLatin1Char('\n'));
    }
    QString shownText() const
    {
        if (!m_shown)
            return {};
        return m_isJson ? jsonLine(*m_shown, 2) : valueLineText(&*m_shown);
    }
    std::optional<Value> parsed(const QString &text) const
    {
        // A document of an object has a reader that takes nothing hostile; other values are put into one.
        const QByteArray wrapped = QByteArrayLiteral("{\"v\":") + text.toUtf8() + '}';
        const Result<JsonDocument> document = JsonDocument::parse(wrapped);
        if (!document || document->root().size() != 1)
            return std::nullopt;
        const Value *value = document->at(QStringLiteral("v"));
        return value ? std::optional(*value) : std::nullopt;
    }
    void size()
    {
        const int lines = std::clamp(m_edit->blockCount(), codeLinesLeast, codeLinesMost);
        m_edit->setFixedHeight(lines * m_edit->fontMetrics().lineSpacing() + 20);
    }

    bool m_isJson;
    QPlainTextEdit *m_edit;
    std::optional<Value> m_shown;
    bool m_filling = false;
};

bool isPlainLine(const Value &value) // an entry that a line of a list gives back as it is
{
    if (!value.is_string())
        return false;
    const QString text = QString::fromStdString(value.get_ref<const std::string &>());
    return !text.isEmpty() && text == text.trimmed() && !text.contains(QLatin1Char('\n')) &&
           !text.contains(QLatin1Char('\r')) && !text.contains(QChar(0x2028)) && !text.contains(QChar(0x2029));
}

ValueEdit *makeListEdit(const Theme *theme, const SchemaNode &node, const Value *value, QWidget *parent)
{
    const SchemaNode *element = node.elements.get();
    if (!element)
        return new CodeValueEdit(theme, node, true, parent);
    if (!element->oneOf.empty())
        return new ChoiceListEdit(theme, node, parent);
    const bool isTexts = element->type == NodeType::String && !node.holdsCode;
    const bool isNumbers = element->type == NodeType::Integer || element->type == NodeType::Number;
    const bool plain = isNoValue(value) || !value->is_array() ||
                       std::all_of(value->begin(), value->end(),
                                   [&](const Value &one) { return isNumbers ? one.is_number() : isPlainLine(one); });
    if ((isTexts || isNumbers) && plain)
        return makeTextListEdit(theme, node, parent);
    return makeCardsEdit(theme, node, parent);
}

} // namespace

ValueEdit::ValueEdit(const Theme *theme, const SchemaNode &node, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_node(node)
{
}

void ValueEdit::setName(const QString &name)
{
    m_name = name;
}

void ValueEdit::setWrong(bool, const QString &) {}

void ValueEdit::describe(QWidget *field, const QString &problem) const
{
    field->setAccessibleDescription(problem.isEmpty() ? m_node.description : problem);
}

QString valueLineText(const Value *value)
{
    if (isNoValue(value))
        return {};
    return value->is_string() ? QString::fromStdString(value->get_ref<const std::string &>()) : jsonLine(*value);
}

std::optional<Value> valueOfLine(const SchemaNode &node, const QString &text)
{
    if (node.type != NodeType::Integer && node.type != NodeType::Number)
        return Value(text.toStdString());
    const QString trimmed = text.trimmed();
    bool ok = false;
    const qint64 whole = QLocale::c().toLongLong(trimmed, &ok);
    if (ok)
        return Value(whole);
    const double number = QLocale::c().toDouble(trimmed, &ok);
    if (!ok || !std::isfinite(number) || node.type == NodeType::Integer)
        return std::nullopt;
    return Value(number);
}

ValueEdit *makeValueEdit(const Theme *theme, const SchemaNode &node, const Value *value, QWidget *parent)
{
    const auto code = [&](bool isJson) -> ValueEdit * { return new CodeValueEdit(theme, node, isJson, parent); };
    const auto fits = [&](ValueEdit *edit) -> ValueEdit * {
        if (isNoValue(value) || edit->takes(*value))
            return edit;
        delete edit; // of another type than its schema says: as JSON it can be seen and mended
        return code(true);
    };
    const bool severalLines = value && value->is_string() && !isPlainLine(*value) &&
                              value->get_ref<const std::string &>().find_first_of("\r\n") != std::string::npos;
    switch (node.type) {
    case NodeType::String:
        if (!node.oneOf.empty())
            return fits(new ChoiceValueEdit(theme, node, parent));
        return severalLines || node.holdsCode ? fits(code(false)) : fits(new LineValueEdit(theme, node, parent));
    case NodeType::Integer:
    case NodeType::Number:
        if (!node.oneOf.empty())
            return fits(new ChoiceValueEdit(theme, node, parent));
        return fits(new LineValueEdit(theme, node, parent));
    case NodeType::Boolean:
        return fits(new CheckValueEdit(theme, node, parent));
    case NodeType::Foreign:
        return fits(new LineValueEdit(theme, node, parent));
    case NodeType::Array:
    case NodeType::Set:
        return fits(makeListEdit(theme, node, value, parent));
    case NodeType::Map:
        return node.values ? fits(makeMapEdit(theme, node, parent)) : code(true);
    case NodeType::Record:
        return fits(new RecordEdit(theme, node, parent));
    case NodeType::Function:
        return fits(code(false));
    case NodeType::Json:
    case NodeType::Any:
        return code(true);
    }
    return code(true);
}

} // namespace mk
