// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/SchemaCheck.h"

#include "models/LuaPattern.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace mk {

namespace {

using Value = JsonDocument::Value;
using Type = SchemaNode::Type;

struct SchemaTexts
{
    Q_DECLARE_TR_FUNCTIONS(Schema)
};

constexpr int maxProblems = 200;

QString stringOf(const Value &value)
{
    return QString::fromStdString(value.get_ref<const std::string &>());
}

bool isReference(const QString &text)
{
    return text.startsWith(QLatin1String("{vault://")) && text.endsWith(QLatin1Char('}'));
}

QString numberText(double number)
{
    if (std::abs(number) < 9e15 && number == std::floor(number))
        return QLocale().toString(qlonglong(number));
    return QLocale().toString(number, 'g', 10);
}

bool holds(const std::vector<Value> &list, const Value &value)
{
    return std::find(list.begin(), list.end(), value) != list.end();
}

QString joined(const std::vector<Value> &values)
{
    QStringList texts;
    for (const Value &value : values)
        texts.append(schemaValueText(value));
    return texts.join(QStringLiteral(", "));
}

QString quoted(const QStringList &fields, const QString &prefix)
{
    QStringList names;
    for (const QString &field : fields)
        names.append(field.startsWith(prefix) ? field.mid(prefix.size()) : field);
    return names.join(QStringLiteral(", "));
}

class Checker
{
public:
    QList<FieldProblem> found;

    void check(const SchemaNode &node, const Value *value, const QString &path)
    {
        if (!value || value->is_null()) {
            if (node.required && !node.standard && !node.isAuto && node.type != Type::Record)
                tell(path, SchemaTexts::tr("It must be given."));
            return;
        }
        if (node.mustBeNull) {
            tell(path, SchemaTexts::tr("It must stay empty."));
            return;
        }
        const bool vaulted = node.referenceable && value->is_string() && isReference(stringOf(*value));
        if (!schemacheck::fitsType(node, *value)) {
            if (!vaulted)
                tell(path, SchemaTexts::tr("It must be of type “%1”.").arg(schemaTypeWord(node)));
            return;
        }
        if (vaulted)
            return; // what it stands for is not known here
        checkChoice(node, *value, path);
        if (value->is_number())
            checkNumber(node, value->get<double>(), path);
        else if (value->is_string())
            checkText(node, stringOf(*value), path);
        checkLength(node, *value, path);
        checkInner(node, *value, path);
    }

private:
    void tell(const QString &path, const QString &text)
    {
        if (found.size() < maxProblems)
            found.append({path, text});
    }

    void checkChoice(const SchemaNode &node, const Value &value, const QString &path)
    {
        if (!node.oneOf.empty() && !holds(node.oneOf, value))
            tell(path, SchemaTexts::tr("One of: %1.").arg(joined(node.oneOf)));
        if (holds(node.notOneOf, value))
            tell(path, SchemaTexts::tr("“%1” is not taken.").arg(schemaValueText(value)));
    }

    void checkNumber(const SchemaNode &node, double number, const QString &path)
    {
        if (node.between && (number < node.between->first || number > node.between->second)) {
            tell(path, SchemaTexts::tr("It must be from %1 to %2.")
                           .arg(numberText(node.between->first), numberText(node.between->second)));
        }
        if (node.moreThan && number <= *node.moreThan)
            tell(path, SchemaTexts::tr("It must be more than %1.").arg(numberText(*node.moreThan)));
    }

    void checkText(const SchemaNode &node, const QString &text, const QString &path)
    {
        if (!node.startsWith.isEmpty() && !text.startsWith(node.startsWith))
            tell(path, SchemaTexts::tr("It must start with “%1”.").arg(node.startsWith));
        const QByteArray bytes = text.toUtf8();
        const auto say = [&](const SchemaPattern &pattern) {
            tell(path, !pattern.message.isEmpty() ? pattern.message
                       : pattern.unwanted ? SchemaTexts::tr("It must not match the pattern %1.").arg(pattern.pattern)
                                          : SchemaTexts::tr("It must match the pattern %1.").arg(pattern.pattern));
        };
        for (const SchemaPattern &pattern : node.patterns) {
            const std::optional<bool> matches = luaFinds(bytes, pattern.pattern.toUtf8());
            if (matches && *matches == pattern.unwanted) {
                say(pattern);
                return;
            }
        }
        const auto any =
            std::any_of(node.anyPatterns.begin(), node.anyPatterns.end(), [&](const SchemaPattern &pattern) {
                return luaFinds(bytes, pattern.pattern.toUtf8()).value_or(true);
            });
        if (!node.anyPatterns.empty() && !any)
            say(node.anyPatterns.front());
    }

    void checkLength(const SchemaNode &node, const Value &value, const QString &path)
    {
        // Kong counts the bytes of a text; an empty text is one only where the schema allows a length of 0.
        const bool counts = value.is_string() || value.is_array() || value.is_object();
        if (!counts)
            return;
        const qint64 length =
            value.is_string() ? qint64(value.get_ref<const std::string &>().size()) : qint64(value.size());
        const qint64 least = node.lengthMin.value_or(node.type == Type::String && node.required ? 1 : 0);
        const QLocale locale;
        if (length < least) {
            tell(path, length == 0
                           ? SchemaTexts::tr("It must not be empty.")
                           : SchemaTexts::tr("It must have a length of %1 at least.").arg(locale.toString(least)));
        }
        if (node.lengthMax && length > *node.lengthMax)
            tell(path, SchemaTexts::tr("It must have a length of %1 at most.").arg(locale.toString(*node.lengthMax)));
    }

    void checkInner(const SchemaNode &node, const Value &value, const QString &path)
    {
        if (value.is_array() && node.elements) {
            int number = 0;
            for (const Value &element : value)
                check(*node.elements, &element, QStringLiteral("%1.%2").arg(path).arg(++number));
        } else if (node.type == Type::Map && value.is_object()) {
            for (const auto &[key, inner] : value.items()) {
                const QString place = path + QLatin1Char('.') + QString::fromStdString(key);
                const Value name = key;
                if (node.keys)
                    check(*node.keys, &name, place);
                if (node.values)
                    check(*node.values, &inner, place);
            }
        } else if (node.type == Type::Record && value.is_object()) {
            for (const SchemaNode &field : node.fields) {
                const auto told = value.find(field.name.toStdString());
                check(field, told == value.end() ? nullptr : &*told,
                      path.isEmpty() ? field.name : QString(path + QLatin1Char('.') + field.name));
            }
            found += schemacheck::entity(node.checks, value, path);
        }
    }
};

bool matches(const Value &match, const Value *value)
{
    const bool none = !value || value->is_null();
    for (const auto &[rule, wanted] : match.items()) {
        if (rule == "required" && wanted.is_boolean() && wanted.get<bool>() && none)
            return false;
        if (none && rule != "required")
            return false;
        if (rule == "eq" && *value != wanted)
            return false;
        if (rule == "one_of" && !(wanted.is_array() && std::find(wanted.begin(), wanted.end(), *value) != wanted.end()))
            return false;
        if (rule == "not_one_of" && wanted.is_array() &&
            std::find(wanted.begin(), wanted.end(), *value) != wanted.end())
            return false;
        if (rule == "gt" && !(value->is_number() && wanted.is_number() && value->get<double>() > wanted.get<double>()))
            return false;
        if (rule == "contains" &&
            !(value->is_array() && std::find(value->begin(), value->end(), wanted) != value->end()))
            return false;
    }
    return true;
}

const Value *memberAt(const Value &record, const QString &path)
{
    const Value *value = &record;
    const QStringList names = path.split(QLatin1Char('.'));
    for (const QString &name : names) {
        if (!value->is_object())
            return nullptr;
        const auto found = value->find(name.toStdString());
        if (found == value->end())
            return nullptr;
        value = &*found;
    }
    return value;
}

QString matchText(const Value &match, bool must)
{
    QStringList parts;
    const auto say = [must, &parts](const QString &is, const QString &mustBe) { parts.append(must ? mustBe : is); };
    for (const auto &[rule, wanted] : match.items()) {
        const QString text =
            wanted.is_array() ? joined(std::vector<Value>(wanted.begin(), wanted.end())) : schemaValueText(wanted);
        if (rule == "eq")
            say(SchemaTexts::tr("is %1").arg(text), SchemaTexts::tr("must be %1").arg(text));
        else if (rule == "one_of")
            say(SchemaTexts::tr("is one of %1").arg(text), SchemaTexts::tr("must be one of %1").arg(text));
        else if (rule == "not_one_of")
            say(SchemaTexts::tr("is none of %1").arg(text), SchemaTexts::tr("must be none of %1").arg(text));
        else if (rule == "gt")
            say(SchemaTexts::tr("is more than %1").arg(text), SchemaTexts::tr("must be more than %1").arg(text));
        else if (rule == "contains")
            say(SchemaTexts::tr("has %1 in it").arg(text), SchemaTexts::tr("must have %1 in it").arg(text));
        else if (rule == "required")
            say(SchemaTexts::tr("is given"), SchemaTexts::tr("must be given"));
    }
    return parts.join(SchemaTexts::tr(" and "));
}

} // namespace

bool schemacheck::fitsType(const SchemaNode &node, const Value &value)
{
    switch (node.type) {
    case Type::String:
        return value.is_string();
    case Type::Integer:
        return value.is_number_integer() ||
               (value.is_number_float() && value.get<double>() == std::floor(value.get<double>()));
    case Type::Number:
        return value.is_number();
    case Type::Boolean:
        return value.is_boolean();
    case Type::Array:
    case Type::Set:
        return value.is_array() || (value.is_object() && value.empty()); // as Lua writes an empty list
    case Type::Map:
    case Type::Record:
        return value.is_object() || (value.is_array() && value.empty());
    case Type::Foreign:
        return value.is_object();
    case Type::Function:
        return value.is_string();
    case Type::Json:
    case Type::Any:
        return true;
    }
    return true;
}

QList<FieldProblem> schemacheck::value(const SchemaNode &node, const Value *value, const QString &path)
{
    Checker checker;
    checker.check(node, value, path);
    return checker.found;
}

QList<FieldProblem> schemacheck::entity(const std::vector<SchemaEntityCheck> &checks, const Value &record,
                                        const QString &path, const QString &prefix)
{
    QList<FieldProblem> found;
    const QString place = path.isEmpty() ? QStringLiteral("@entity") : QString(path + QStringLiteral(".@entity"));
    for (const SchemaEntityCheck &check : checks) {
        int given = 0;
        for (const QString &field : check.fields) {
            const Value *value = memberAt(record, field.startsWith(prefix) ? field.mid(prefix.size()) : field);
            // An empty list says nothing either: acl with allow [] is refused.
            given +=
                value && !value->is_null() && !((value->is_array() || value->is_object()) && value->empty()) ? 1 : 0;
        }
        bool broken = false;
        if (check.kind == QLatin1String("at_least_one_of"))
            broken = given == 0;
        else if (check.kind == QLatin1String("only_one_of"))
            broken = given != 1;
        else if (check.kind == QLatin1String("mutually_exclusive"))
            broken = given > 1;
        else if (check.kind == QLatin1String("mutually_required"))
            broken = given != 0 && given != int(check.fields.size());
        else if (check.kind == QLatin1String("conditional") && check.fields.size() == 2) {
            const auto at = [&](int i) {
                const QString &field = check.fields.at(i);
                return memberAt(record, field.startsWith(prefix) ? field.mid(prefix.size()) : field);
            };
            broken = matches(check.ifMatch, at(0)) && !matches(check.thenMatch, at(1));
        }
        if (broken)
            found.append({place, schemaCheckText(check, prefix)});
    }
    return found;
}

QString schemaRuleText(const SchemaNode &node)
{
    QStringList rules;
    const QLocale locale;
    if (node.between)
        rules.append(
            SchemaTexts::tr("%1 to %2").arg(numberText(node.between->first), numberText(node.between->second)));
    if (node.moreThan)
        rules.append(SchemaTexts::tr("more than %1").arg(numberText(*node.moreThan)));
    const bool exact = node.lengthMin && node.lengthMin == node.lengthMax;
    if (exact)
        rules.append(SchemaTexts::tr("length %1").arg(locale.toString(*node.lengthMin)));
    else if (node.lengthMin && *node.lengthMin > 1)
        rules.append(SchemaTexts::tr("length from %1").arg(locale.toString(*node.lengthMin)));
    if (!exact && node.lengthMax)
        rules.append(SchemaTexts::tr("length up to %1").arg(locale.toString(*node.lengthMax)));
    if (!node.startsWith.isEmpty())
        rules.append(SchemaTexts::tr("starts with %1").arg(node.startsWith));
    return rules.join(QStringLiteral(", "));
}

QString schemaCheckText(const SchemaEntityCheck &check, const QString &prefix)
{
    const QString fields = quoted(check.fields, prefix);
    if (check.kind == QLatin1String("at_least_one_of"))
        return SchemaTexts::tr("At least one of these must be set: %1.").arg(fields);
    if (check.kind == QLatin1String("only_one_of"))
        return SchemaTexts::tr("Exactly one of these must be set: %1.").arg(fields);
    if (check.kind == QLatin1String("mutually_exclusive"))
        return SchemaTexts::tr("Only one of these may be set: %1.").arg(fields);
    if (check.kind == QLatin1String("mutually_required"))
        return SchemaTexts::tr("All or none of these must be set: %1.").arg(fields);
    if (check.kind == QLatin1String("distinct"))
        return SchemaTexts::tr("These must differ: %1.").arg(fields);
    if (check.fields.size() < 2)
        return {};
    const QString looked = quoted({check.fields.constFirst()}, prefix);
    const QString ruled = quoted(check.fields.mid(1), prefix);
    if (check.kind == QLatin1String("conditional")) {
        const QString when = matchText(check.ifMatch, false);
        const QString then = matchText(check.thenMatch, true);
        if (!check.message.isEmpty() && !check.message.contains(QLatin1Char('%')))
            return check.message;
        return when.isEmpty() || then.isEmpty() ? QString()
                                                : SchemaTexts::tr("Where %1 %2, %3 %4.").arg(looked, when, ruled, then);
    }
    if (check.kind == QLatin1String("conditional_at_least_one_of")) {
        const QString when = matchText(check.ifMatch, false);
        return when.isEmpty()
                   ? QString()
                   : SchemaTexts::tr("Where %1 %2, at least one of these must be set: %3.").arg(looked, when, ruled);
    }
    return {};
}

QString schemaValueText(const Value &value, int most)
{
    const QString text = value.is_string()
                             ? stringOf(value)
                             : QString::fromStdString(value.dump(-1, ' ', false, Value::error_handler_t::replace));
    return text.size() > most ? QString(text.left(most) + QChar(0x2026)) : text;
}

} // namespace mk
