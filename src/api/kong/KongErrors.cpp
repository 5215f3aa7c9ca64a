// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/kong/KongErrors.h"

#include "core/Json.h"
#include "core/JsonRead.h"
#include "net/HttpErrors.h"

namespace mk::kong {

namespace {

using nlohmann::json;

constexpr int maxFields = 200;
constexpr int maxText = 1000;

QString textOf(const json &value)
{
    const QString text = value.is_string()
                             ? QString::fromStdString(value.get_ref<const std::string &>())
                             : QString::fromStdString(value.dump(-1, ' ', false, json::error_handler_t::replace));
    return text.left(maxText);
}

// The new dialect nests errors as the body sent; lists have null where an element is right. "@entity" holds sentences.
void flatten(const json &value, const QString &path, QVariantMap *fields)
{
    if (value.is_null() || fields->size() >= maxFields)
        return;
    if (value.is_object()) {
        for (const auto &[name, inner] : value.items()) {
            const QString member = QString::fromStdString(name);
            flatten(inner, path.isEmpty() ? member : QString(path + QLatin1Char('.') + member), fields);
        }
        return;
    }
    const bool isSentences = path == QLatin1String("@entity") || path.endsWith(QLatin1String(".@entity"));
    if (value.is_array() && isSentences) {
        QStringList sentences;
        for (const json &sentence : value)
            sentences.append(textOf(sentence));
        fields->insert(path, sentences.join(QLatin1Char('\n')).left(maxText));
        return;
    }
    if (value.is_array()) {
        int number = 0;
        for (const json &inner : value) {
            ++number;
            flatten(inner, path + QLatin1Char('.') + QString::number(number), fields);
        }
        return;
    }
    if (!path.isEmpty())
        fields->insert(path, textOf(value));
}

QString reasonOf(int status, const json &body, const QVariantMap &fields)
{
    if (fields.contains(QStringLiteral("@referenced_by")))
        return QStringLiteral("kong.referenced");
    const auto code = body.is_object() ? body.find("code") : body.end();
    if (body.is_object() && code != body.end() && code->is_number_integer()) {
        switch (code->get<int>()) {
        case 2:
            return QStringLiteral("kong.schema-violation");
        case 3:
        case 5:
            return QStringLiteral("kong.unique");
        case 4:
        case 13:
            return QStringLiteral("kong.foreign-key");
        case 6:
            return QStringLiteral("kong.not-found");
        case 12:
            return QStringLiteral("kong.no-writes");
        case 19:
            return QStringLiteral("kong.referenced");
        default:
            break;
        }
    }
    switch (status) {
    case 409:
        return QStringLiteral("kong.unique");
    case 405:
        return QStringLiteral("kong.no-writes");
    case 404: // the old dialect answers a foreign key to nothing so, and names the field
        return fields.isEmpty() ? QStringLiteral("kong.not-found") : QStringLiteral("kong.foreign-key");
    default:
        return fields.isEmpty() ? QStringLiteral("kong.refused") : QStringLiteral("kong.schema-violation");
    }
}

} // namespace

QList<int> refusalStatuses()
{
    return {400, 404, 405, 409, 415};
}

Error refusalOf(const HttpResponse &response, const HttpClient &http, const HttpRequest &request)
{
    Error error = errorFromAnswer(System::Kong, response);
    error.endpoint = http.endpoint().hostPort();
    error.request = QString(QString::fromLatin1(request.method) + QLatin1Char(' ')
                            + http.redactor().pathAndQuery(request.path));
    error.serverMessage = http.redactor().text(error.serverMessage);
    QVariantMap fields;
    json body;
    if (const Result<json> parsed = parseJson(response.body); parsed && parsed->is_object()) {
        body = *parsed;
        if (const auto told = body.find("fields"); told != body.end()) {
            flatten(*told, {}, &fields);
        } else if (!body.contains("message")) {
            for (const auto &[name, value] : body.items()) { // the old dialect: {"config.minute":"text"}
                if (value.is_string())
                    fields.insert(QString::fromStdString(name), textOf(value));
            }
        }
    }
    for (auto it = fields.begin(); it != fields.end(); ++it)
        it.value() = http.redactor().text(it.value().toString());
    error.reason = reasonOf(response.status, body, fields);
    // A name that is taken is no entity that somebody changed: only the re-read finds those.
    if (error.is(ErrorKind::Conflict))
        error.kind = ErrorKind::BadRequest;
    if (!fields.isEmpty()) {
        error.args.insert(QStringLiteral("fields"), fields);
        error.args.insert(QStringLiteral("field"), fields.firstKey());
        error.args.insert(QStringLiteral("problem"), fields.first());
    }
    return error;
}

} // namespace mk::kong
