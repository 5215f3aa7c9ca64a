// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/EntityForm.h"

#include "models/MarkedText.h"
#include "widgets/FormRow.h"
#include "widgets/Labels.h"
#include "widgets/StringListEdit.h"
#include "widgets/Theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMap>

namespace mk {

struct EntityForm::Field
{
    QString member;
    QWidget *widget = nullptr;
    QLabel *label = nullptr;
    QWidget *box = nullptr; // field, hint, remark and problem
    MarkedLabel *remark = nullptr;
    MarkedLabel *problem = nullptr;
    bool integer = false;
    bool headers = false;
    bool reference = false;
    bool hidden = false;
    std::optional<bool> standard; // of a box
};

namespace {

QString numberText(const JsonDocument::Value *value)
{
    if (!value || value->is_null())
        return {};
    if (value->is_string())
        return QString::fromStdString(value->get_ref<const std::string &>());
    return QString::fromStdString(value->dump(-1, ' ', false, JsonDocument::Value::error_handler_t::replace));
}

} // namespace

EntityForm::EntityForm(const Theme *theme, QWidget *parent) : DocumentForm(parent), m_theme(theme)
{
    connect(theme, &Theme::changed, this, &EntityForm::applyTheme);
}

EntityForm::~EntityForm()
{
    qDeleteAll(m_fields);
}

void EntityForm::adopt(QFormLayout *layout)
{
    layout->setContentsMargins(16, 8, 16, 16);
    layout->setHorizontalSpacing(8);
    layout->setVerticalSpacing(8);
    layout->setLabelAlignment(Qt::AlignLeft | Qt::AlignTop); // beside the first line of a list
    layout->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    const QList<QWidget *> children = findChildren<QWidget *>();
    for (QWidget *widget : children) {
        const QString member = widget->property("member").toString();
        if (member.isEmpty())
            continue;
        auto *field = new Field;
        field->member = member;
        field->widget = widget;
        const QString kind = widget->property("kind").toString();
        field->integer = kind == QLatin1String("integer");
        field->headers = kind == QLatin1String("headers");
        field->reference = kind == QLatin1String("reference");
        field->label = qobject_cast<QLabel *>(layout->labelForField(widget));
        field->box = new QWidget(this);
        auto *column = new QVBoxLayout(field->box);
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(4);
        delete layout->replaceWidget(widget, field->box);
        auto *row = new QHBoxLayout;
        row->setSpacing(8);
        row->addWidget(widget, 1);
        if (field->integer)
            widget->setMaximumWidth(m_theme->scaled(120));
        if (field->integer && widget->property("hint").toString().isEmpty())
            row->addStretch(1);
        if (const QString hint = widget->property("hint").toString(); !hint.isEmpty()) {
            auto *label = new TextLabel(m_theme, FontRole::Small, Tone::Secondary, field->box);
            label->setText(hint);
            row->addWidget(label);
            row->setStretch(0, 0);
            row->addStretch(1);
        }
        column->addLayout(row);
        field->problem = new MarkedLabel(m_theme, FontRole::Small, Tone::Crit, field->box);
        field->remark = new MarkedLabel(m_theme, FontRole::Small, Tone::Secondary, field->box);
        field->problem->hide();
        field->remark->hide();
        column->addWidget(field->problem);
        column->addWidget(field->remark);
        if (auto *list = qobject_cast<StringListEdit *>(widget)) {
            if (const QString entry = widget->property("entry").toString(); !entry.isEmpty())
                list->setEntryName(entry);
            list->setSuggestions(widget->property("suggestions").toStringList());
            list->setTheme(m_theme);
        }
        if (field->label)
            field->label->setBuddy(widget); // the layout forgot it with the widget
        // The label is its name, whatever stands in it.
        if (field->label && (qobject_cast<QLineEdit *>(widget) || qobject_cast<QComboBox *>(widget))) {
            QString name = field->label->text();
            widget->setAccessibleName(name.remove(QLatin1Char('&')));
        }
        connectField(*field);
        m_fields.insert(member, field);
        m_order.append(member);
    }
    applyTheme();
}

void EntityForm::applyTheme()
{
    const QList<QLabel *> labels = findChildren<QLabel *>();
    for (QLabel *label : labels) {
        if (qobject_cast<TextLabel *>(label))
            continue; // follows by itself
        const bool heading = label->property("heading").toBool();
        label->setFont(m_theme->font(heading ? FontRole::BodyStrong : FontRole::Body));
        label->setForegroundRole(QPalette::WindowText); // on a page that fills itself with Base it would be Text
        QPalette colours = label->palette();
        colours.setColor(QPalette::WindowText, m_theme->color(heading ? Token::Text : Token::Text2));
        label->setPalette(colours);
        if (!heading)
            label->setFixedWidth(m_theme->scaled(128));
        label->setMinimumHeight(m_theme->controlHeight());
    }
    for (const Field *field : std::as_const(m_fields)) {
        if (auto *edit = qobject_cast<QLineEdit *>(field->widget); edit && !edit->property("prose").toBool())
            edit->setFont(m_theme->font(FontRole::Code));
    }
}

void EntityForm::connectField(Field &field)
{
    const auto changed = [this, &field] {
        if (m_filling)
            return;
        if (field.integer) {
            bool ok = true;
            const QString text = qobject_cast<QLineEdit *>(field.widget)->text().trimmed();
            if (!text.isEmpty())
                text.toLongLong(&ok);
            tell(field, ok ? QString() : tr("A whole number"));
        } else {
            tell(field, {});
        }
        Q_EMIT edited();
    };
    if (auto *edit = qobject_cast<QLineEdit *>(field.widget)) {
        connect(edit, &QLineEdit::textChanged, this, changed);
    } else if (auto *check = qobject_cast<QCheckBox *>(field.widget)) {
        check->setTristate(false);
        connect(check, &QCheckBox::clicked, this, [check, changed] {
            check->setTristate(false);
            changed();
        });
    } else if (auto *combo = qobject_cast<QComboBox *>(field.widget)) {
        connect(combo, &QComboBox::currentIndexChanged, this, changed);
    } else if (auto *list = qobject_cast<StringListEdit *>(field.widget)) {
        connect(list, &StringListEdit::valuesChanged, this, changed);
    }
}

void EntityForm::setDocument(const JsonDocument &document)
{
    m_document = document;
    m_filling = true;
    for (Field *field : std::as_const(m_fields))
        fill(*field);
    m_filling = false;
}

void EntityForm::fill(Field &field)
{
    const JsonDocument::Value *value = m_document.at(field.member);
    if (auto *edit = qobject_cast<QLineEdit *>(field.widget)) {
        const QString text = field.integer ? numberText(value) : m_document.string(field.member);
        if (edit->text() != text && !(field.integer && edit->text().trimmed() == text))
            edit->setText(text);
    } else if (auto *check = qobject_cast<QCheckBox *>(field.widget)) {
        const std::optional<bool> known = value && value->is_boolean()     ? std::optional(value->get<bool>())
            : !value || value->is_null() ? field.standard
                                         : std::nullopt;
        check->setTristate(!known);
        check->setCheckState(!known ? Qt::PartiallyChecked : *known ? Qt::Checked : Qt::Unchecked);
    } else if (auto *combo = qobject_cast<QComboBox *>(field.widget)) {
        const QString text = field.reference ? m_document.string(field.member + QStringLiteral(".id")) : numberText(value);
        int at = field.reference ? combo->findData(text) : combo->findText(text);
        if (at < 0 && !text.isEmpty()) {
            combo->addItem(text, text);
            at = combo->count() - 1;
        }
        combo->setCurrentIndex(at);
    } else if (auto *list = qobject_cast<StringListEdit *>(field.widget)) {
        list->setValues(field.headers ? headerLines(value ? *value : JsonDocument::Value())
                                      : m_document.strings(field.member));
    }
}

JsonDocument EntityForm::applied(const JsonDocument &document) const
{
    using Value = JsonDocument::Value;
    JsonDocument result = document;
    const auto clear = [&](const QString &member) { // null says "no value" only where there was one to take away
        if (document.has(member))
            result.set(member, nullptr);
    };
    for (const QString &member : m_order) {
        const Field &field = *m_fields.value(member);
        if (field.hidden)
            continue;
        const Value *before = document.at(member);
        if (const auto *edit = qobject_cast<const QLineEdit *>(field.widget)) {
            const QString text = edit->text();
            if (field.integer) {
                bool ok = false;
                const qint64 number = text.trimmed().toLongLong(&ok);
                if (ok && !(before && before->is_number() && *before == Value(number)))
                    result.set(member, number);
                else if (text.trimmed().isEmpty() && before && !before->is_null())
                    clear(member);
            } else if (text.isEmpty()) {
                if (before && !before->is_null())
                    clear(member);
            } else if (document.string(member) != text) {
                result.set(member, jsonOf(text));
            }
        } else if (const auto *check = qobject_cast<const QCheckBox *>(field.widget)) {
            const bool isDefault = (!before || before->is_null()) && field.standard == check->isChecked();
            if (check->checkState() != Qt::PartiallyChecked && !isDefault
                && !(before && before->is_boolean() && before->get<bool>() == check->isChecked()))
                result.set(member, check->isChecked());
        } else if (const auto *combo = qobject_cast<const QComboBox *>(field.widget)) {
            if (field.reference) {
                const QString id = combo->currentData().toString();
                if (combo->currentIndex() < 0 || id == document.string(member + QStringLiteral(".id")))
                    continue;
                result.set(member, id.isEmpty() ? Value(nullptr) : Value{{"id", id.toStdString()}});
                continue;
            }
            const QString text = combo->currentText();
            if (text.isEmpty() || numberText(before) == text)
                continue;
            bool ok = false;
            const qint64 number = text.toLongLong(&ok);
            result.set(member, ok ? Value(number) : jsonOf(text));
        } else if (const auto *list = qobject_cast<const StringListEdit *>(field.widget)) {
            const QStringList values = list->values();
            if (field.headers) {
                if (values == headerLines(before ? *before : Value()))
                    continue;
                if (values.isEmpty())
                    clear(member);
                else
                    result.set(member, headersOf(values));
            } else if (values != document.strings(member)) {
                result.set(member, jsonOf(values));
            }
        }
    }
    return result;
}

QWidget *EntityForm::field(const QString &member) const
{
    const Field *field = m_fields.value(member);
    return field ? field->widget : nullptr;
}

void EntityForm::setDefault(const QString &member, bool value)
{
    Field *field = m_fields.value(member);
    if (!field || !qobject_cast<QCheckBox *>(field->widget))
        return;
    field->standard = value;
    m_filling = true;
    fill(*field);
    m_filling = false;
}

void EntityForm::setMemberVisible(const QString &member, bool visible)
{
    Field *field = m_fields.value(member);
    if (!field)
        return;
    field->hidden = !visible;
    field->box->setVisible(visible);
    if (field->label)
        field->label->setVisible(visible);
}

void EntityForm::setReadOnly(bool readOnly)
{
    for (Field *field : std::as_const(m_fields)) {
        if (auto *edit = qobject_cast<QLineEdit *>(field->widget))
            edit->setReadOnly(readOnly);
        else if (auto *list = qobject_cast<StringListEdit *>(field->widget))
            list->setReadOnly(readOnly);
        else
            field->widget->setEnabled(!readOnly);
    }
}

void EntityForm::setRemark(const QString &member, const QString &sentence)
{
    if (Field *field = m_fields.value(member)) {
        field->remark->setMarkedText(sentence);
        field->remark->setVisible(!sentence.isEmpty());
    }
}

void EntityForm::clearRemarks()
{
    for (const QString &member : std::as_const(m_order))
        setRemark(member, {});
}

void EntityForm::tell(Field &field, const QString &problem)
{
    field.problem->setMarkedText(withoutMarks(problem));
    field.problem->setVisible(!problem.isEmpty());
    field.widget->setAccessibleDescription(problem);
    setFieldProblem(field.widget, !problem.isEmpty());
    if (auto *list = qobject_cast<StringListEdit *>(field.widget))
        list->setProblems({});
}

QList<FieldProblem> EntityForm::showProblems(const QList<FieldProblem> &problems)
{
    for (Field *field : std::as_const(m_fields))
        tell(*field, {});
    QList<FieldProblem> rest;
    QHash<QString, QStringList> texts;
    QHash<QString, QMap<int, QString>> entries;
    for (const FieldProblem &problem : problems) {
        QString member = problem.path;
        int entry = -1;
        if (!m_fields.contains(member)) { // "paths.2": one entry of a list
            const qsizetype dot = member.lastIndexOf(QLatin1Char('.'));
            bool isNumber = false;
            const int number = member.mid(dot + 1).toInt(&isNumber);
            if (dot > 0 && isNumber) {
                entry = number - 1;
                member = member.left(dot);
            }
        }
        if (!m_fields.contains(member)) // "headers.x-a", "service.name"
            member = member.section(QLatin1Char('.'), 0, 0);
        const Field *field = m_fields.value(member);
        if (!field || field->hidden) {
            rest.append(problem);
            continue;
        }
        if (entry >= 0) {
            entries[member].insert(entry, problem.text);
            texts[member].append(tr("%1: %2").arg(entry + 1).arg(problem.text));
        } else {
            texts[member].append(problem.text);
        }
    }
    for (auto it = texts.cbegin(); it != texts.cend(); ++it) {
        Field *field = m_fields.value(it.key());
        tell(*field, it.value().join(QLatin1Char('\n')));
        if (auto *list = qobject_cast<StringListEdit *>(field->widget))
            list->setProblems(entries.value(it.key()));
    }
    return rest;
}

void EntityForm::focusFirstProblem()
{
    for (const QString &member : std::as_const(m_order)) {
        const Field *field = m_fields.value(member);
        if (!field->problem->isHidden()) {
            field->widget->setFocus(Qt::OtherFocusReason);
            return;
        }
    }
}

QString EntityForm::ownProblem() const
{
    for (const QString &member : m_order) {
        const Field &field = *m_fields.value(member);
        const auto *edit = field.integer ? qobject_cast<const QLineEdit *>(field.widget) : nullptr;
        if (!edit || field.hidden || edit->text().trimmed().isEmpty())
            continue;
        bool ok = false;
        edit->text().trimmed().toLongLong(&ok);
        if (!ok) {
            QString name = field.label ? field.label->text() : member;
            return tr("%1 is a whole number.").arg(name.remove(QLatin1Char('&')));
        }
    }
    return {};
}

QStringList EntityForm::headerLines(const JsonDocument::Value &headers)
{
    QStringList lines;
    if (!headers.is_object())
        return lines;
    for (const auto &[name, values] : headers.items()) {
        const QString start = QString::fromStdString(name) + QStringLiteral(": ");
        if (values.is_array()) {
            for (const auto &value : values)
                lines.append(start + numberText(&value));
        } else {
            lines.append(start + numberText(&values));
        }
    }
    return lines;
}

JsonDocument::Value EntityForm::headersOf(const QStringList &lines)
{
    JsonDocument::Value headers = JsonDocument::Value::object();
    for (const QString &line : lines) {
        const qsizetype colon = line.indexOf(QLatin1Char(':'));
        const std::string name = line.left(colon < 0 ? line.size() : colon).trimmed().toStdString();
        JsonDocument::Value &values = headers[name];
        if (!values.is_array())
            values = JsonDocument::Value::array();
        if (colon >= 0)
            values.push_back(line.mid(colon + 1).trimmed().toStdString());
    }
    return headers;
}

} // namespace mk
