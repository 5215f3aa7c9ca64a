// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/JsonRead.h"

#include "core/Json.h"

#include <algorithm>
#include <limits>
#include <string_view>

namespace mk {

namespace {

std::string_view view(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<size_t>(bytes.size())};
}

// What the parser says of broken text, for the details view: it names the place and at most a few bytes.
class ErrorCollector final : public nlohmann::json_sax<nlohmann::json>
{
public:
    bool null() override { return true; }
    bool boolean(bool) override { return true; }
    bool number_integer(number_integer_t) override { return true; }
    bool number_unsigned(number_unsigned_t) override { return true; }
    bool number_float(number_float_t, const string_t &) override { return true; }
    bool string(string_t &) override { return true; }
    bool binary(binary_t &) override { return true; }
    bool start_object(std::size_t) override { return true; }
    bool key(string_t &) override { return true; }
    bool end_object() override { return true; }
    bool start_array(std::size_t) override { return true; }
    bool end_array() override { return true; }
    bool parse_error(std::size_t position, const std::string &, const nlohmann::detail::exception &) override
    {
        m_position = position;
        return false;
    }
    std::size_t position() const { return m_position; }

private:
    std::size_t m_position = 0;
};

Error brokenText(const QByteArray &bytes)
{
    ErrorCollector collector;
    nlohmann::json::sax_parse(view(bytes), &collector);
    // The text itself is left out: it may be a secret.
    return unreadableJson(QStringLiteral("not JSON at byte %1 of %2").arg(collector.position()).arg(bytes.size()));
}

} // namespace

// Looks at brackets outside strings alone: nlohmann's reader is iterative, but what it builds would be walked recursively
// by others, and a body of brackets only would cost hundreds of times its size.
bool isJsonTooDeep(const QByteArray &bytes, int maxDepth)
{
    int depth = 0;
    bool inString = false;
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        const char c = bytes.at(i);
        if (inString) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                inString = false;
        } else if (c == '"') {
            inString = true;
        } else if (c == '[' || c == '{') {
            if (++depth > maxDepth)
                return true;
        } else if (c == ']' || c == '}') {
            --depth;
        }
    }
    return false;
}

std::optional<qsizetype> jsonErrorPosition(const QByteArray &bytes)
{
    ErrorCollector collector;
    if (nlohmann::json::sax_parse(view(bytes), &collector))
        return std::nullopt;
    return std::clamp<qsizetype>(qsizetype(collector.position()), 1, std::max<qsizetype>(1, bytes.size())) - 1;
}

Error unreadableJson(const QString &detail)
{
    return Error::make(ErrorKind::Unreadable, QStringLiteral("unreadable.json"), detail);
}

Error unreadableShape(const QString &detail)
{
    return Error::make(ErrorKind::Unreadable, QStringLiteral("unreadable.shape"), detail);
}

Result<nlohmann::json> parseJson(const QByteArray &bytes, int maxDepth)
{
    if (isJsonTooDeep(bytes, maxDepth))
        return fail(unreadableJson(QStringLiteral("nested deeper than %1").arg(maxDepth)));
    auto document = nlohmann::json::parse(view(bytes), nullptr, false);
    if (document.is_discarded())
        return fail(brokenText(bytes));
    return document;
}

Result<Done> parseJsonArray(const QByteArray &bytes, const std::function<Result<Done>(nlohmann::json &)> &fn, int maxDepth)
{
    if (isJsonTooDeep(bytes, maxDepth))
        return fail(unreadableJson(QStringLiteral("nested deeper than %1").arg(maxDepth)));
    const QByteArray start = bytes.left(64).trimmed();
    if (!start.startsWith('[')) {
        const auto document = parseJson(bytes, maxDepth);
        if (!document)
            return fail(document.error());
        if (document->is_null())
            return Done{};
        return fail(unreadableShape(QStringLiteral("expected an array")));
    }
    using Event = nlohmann::json::parse_event_t;
    std::optional<Error> error;
    const auto callback = [&](int depth, Event event, nlohmann::json &value) {
        if (depth != 1 || (event != Event::object_end && event != Event::array_end && event != Event::value))
            return true;
        if (!error) {
            if (const Result<Done> result = fn(value); !result)
                error = result.error();
        }
        return false; // seen: not kept
    };
    const auto document = nlohmann::json::parse(view(bytes), callback, false);
    if (error)
        return fail(*error);
    if (document.is_discarded())
        return fail(brokenText(bytes));
    return Done{};
}

JsonFields::JsonFields(const nlohmann::json &object, const char *what) : m_object(object), m_what(what)
{
    if (!object.is_object())
        m_error = unreadableShape(QStringLiteral("%1: expected an object").arg(QLatin1String(what)));
}

const nlohmann::json *JsonFields::find(const char *name) const
{
    if (!m_object.is_object())
        return nullptr;
    const auto it = m_object.find(name);
    return it == m_object.end() || it->is_null() ? nullptr : &*it;
}

void JsonFields::wrong(const char *name, const char *expected)
{
    if (!m_error)
        m_error = unreadableShape(QStringLiteral("%1: field %2 is not %3")
                                      .arg(QLatin1String(m_what), QLatin1String(name), QLatin1String(expected)));
}

void JsonFields::require(std::initializer_list<const char *> names)
{
    for (const char *name : names) {
        if (!find(name))
            wrong(name, "there");
    }
}

bool JsonFields::has(const char *name) const
{
    return find(name) != nullptr;
}

std::optional<QString> JsonFields::optionalString(const char *name)
{
    const nlohmann::json *value = find(name);
    if (!value)
        return std::nullopt;
    if (!value->is_string()) {
        wrong(name, "a string");
        return std::nullopt;
    }
    return QString::fromStdString(value->get_ref<const std::string &>());
}

QString JsonFields::string(const char *name)
{
    return optionalString(name).value_or(QString());
}

std::optional<bool> JsonFields::optionalBoolean(const char *name)
{
    const nlohmann::json *value = find(name);
    if (!value)
        return std::nullopt;
    if (!value->is_boolean()) {
        wrong(name, "a boolean");
        return std::nullopt;
    }
    return value->get<bool>();
}

bool JsonFields::boolean(const char *name)
{
    return optionalBoolean(name).value_or(false);
}

quint64 JsonFields::unsignedNumber(const char *name)
{
    const nlohmann::json *value = find(name);
    if (!value)
        return 0;
    // Digits beyond 64 bits arrive as a float, and what is left of them is not the number.
    if (!value->is_number_unsigned()) {
        wrong(name, "an unsigned 64-bit number");
        return 0;
    }
    return value->get<quint64>();
}

qint64 JsonFields::signedNumber(const char *name)
{
    const nlohmann::json *value = find(name);
    if (!value)
        return 0;
    const bool fits = value->is_number_integer() &&
                      (!value->is_number_unsigned() ||
                       value->get<quint64>() <= quint64(std::numeric_limits<qint64>::max()));
    if (!fits) {
        wrong(name, "a signed 64-bit number");
        return 0;
    }
    return value->get<qint64>();
}

std::optional<double> JsonFields::optionalNumber(const char *name)
{
    const nlohmann::json *value = find(name);
    if (!value)
        return std::nullopt;
    if (!value->is_number()) {
        wrong(name, "a number");
        return std::nullopt;
    }
    return value->get<double>();
}

QStringList JsonFields::strings(const char *name)
{
    const nlohmann::json *value = array(name);
    if (!value)
        return {};
    QStringList list;
    list.reserve(qsizetype(value->size()));
    for (const nlohmann::json &element : *value) {
        if (!element.is_string()) {
            wrong(name, "an array of strings");
            return {};
        }
        list.append(QString::fromStdString(element.get_ref<const std::string &>()));
    }
    return list;
}

std::map<QString, QString> JsonFields::stringMap(const char *name)
{
    std::map<QString, QString> map;
    const nlohmann::json *value = object(name);
    if (!value)
        return map;
    for (const auto &[key, element] : value->items()) {
        if (!element.is_string()) {
            wrong(name, "an object of strings");
            return {};
        }
        map.emplace(QString::fromStdString(key), QString::fromStdString(element.get_ref<const std::string &>()));
    }
    return map;
}

const nlohmann::json *JsonFields::object(const char *name)
{
    const nlohmann::json *value = find(name);
    if (value && !value->is_object()) {
        wrong(name, "an object");
        return nullptr;
    }
    return value;
}

const nlohmann::json *JsonFields::array(const char *name)
{
    const nlohmann::json *value = find(name);
    if (value && !value->is_array()) {
        wrong(name, "an array");
        return nullptr;
    }
    return value;
}

} // namespace mk
