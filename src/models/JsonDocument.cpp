// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/JsonDocument.h"

#include "core/JsonRead.h"

namespace mk {

namespace {

Error problem(const char *reason, const QVariantMap &args = {})
{
    Error error = Error::make(ErrorKind::Unreadable, QString::fromLatin1(reason));
    error.args = args;
    return error;
}

} // namespace

JsonDocument::Value jsonOf(const QString &text)
{
    return text.toStdString();
}

JsonDocument::Value jsonOf(const QStringList &texts)
{
    JsonDocument::Value list = JsonDocument::Value::array();
    for (const QString &text : texts)
        list.push_back(text.toStdString());
    return list;
}

Result<JsonDocument> JsonDocument::parse(const QByteArray &text)
{
    if (isJsonTooDeep(text))
        return fail(problem("document.too-deep"));
    if (const std::optional<qsizetype> at = jsonErrorPosition(text)) {
        const qsizetype line = text.left(*at).count('\n');
        const qsizetype start = line == 0 ? 0 : text.lastIndexOf('\n', *at - 1) + 1;
        return fail(problem("document.not-json", {{QStringLiteral("line"), int(line) + 1},
                                                  {QStringLiteral("column"), int(*at - start) + 1}}));
    }
    JsonDocument document;
    document.m_root = Value::parse(text.cbegin(), text.cend(), nullptr, false);
    if (!document.m_root.is_object())
        return fail(problem("document.not-an-object"));
    return document;
}

QByteArray JsonDocument::text() const
{
    return QByteArray::fromStdString(m_root.dump(2, ' ', false, Value::error_handler_t::replace));
}

const JsonDocument::Value *JsonDocument::at(const QString &path) const
{
    const Value *value = &m_root;
    const QStringList names = path.split(QLatin1Char('.'));
    for (const QString &name : names) {
        if (!value->is_object())
            return nullptr;
        const auto member = value->find(name.toStdString());
        if (member == value->end())
            return nullptr;
        value = &*member;
    }
    return value;
}

void JsonDocument::set(const QString &path, Value wanted)
{
    Value *value = &m_root;
    const QStringList names = path.split(QLatin1Char('.'));
    for (const QString &name : names) {
        if (!value->is_object())
            *value = Value::object();
        value = &(*value)[name.toStdString()];
    }
    *value = std::move(wanted);
}

void JsonDocument::remove(const QString &path)
{
    Value *value = &m_root;
    const QStringList names = path.split(QLatin1Char('.'));
    for (const QString &name : names.mid(0, names.size() - 1)) {
        const auto member = value->is_object() ? value->find(name.toStdString()) : value->end();
        if (!value->is_object() || member == value->end())
            return;
        value = &*member;
    }
    if (value->is_object())
        value->erase(names.constLast().toStdString());
}

QString JsonDocument::string(const QString &path) const
{
    const Value *value = at(path);
    return value && value->is_string() ? QString::fromStdString(value->get_ref<const std::string &>()) : QString();
}

QStringList JsonDocument::strings(const QString &path) const
{
    QStringList texts;
    const Value *value = at(path);
    if (!value || !value->is_array())
        return texts;
    for (const Value &element : *value) {
        texts.append(element.is_string()
                         ? QString::fromStdString(element.get_ref<const std::string &>())
                         : QString::fromStdString(element.dump(-1, ' ', false, Value::error_handler_t::replace)));
    }
    return texts;
}

bool JsonDocument::isNullOrAbsent(const QString &path) const
{
    const Value *value = at(path);
    return !value || value->is_null();
}

} // namespace mk
