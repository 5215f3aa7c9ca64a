// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/MailFormat.h"

#include "core/Json.h"
#include "core/JsonRead.h"

#include <set>
#include <vector>

namespace mk::mailformat {

namespace {

using Object = nlohmann::json;

const char *const kVerification = "userVerification";
const char *const kForgot = "forgotPassword";
const char *const kOldForgot = "Forgot Password"; // of microservice-user v1.1.0-beta

// All members, where they are texts and exactly these.
bool hasExactly(const Object &object, std::initializer_list<const char *> names)
{
    if (!object.is_object() || object.size() != names.size())
        return false;
    for (const char *name : names) {
        const auto at = object.find(name);
        if (at == object.end() || !at->is_string())
            return false;
    }
    return true;
}

QString memberText(const Object &object, const char *name)
{
    return QString::fromStdString(object.at(name).get<std::string>());
}

bool isFilled(const Object &object, std::initializer_list<const char *> names)
{
    for (const char *name : names) {
        if (object.at(name).get_ref<const std::string &>().empty())
            return false;
    }
    return true;
}

Mail readOld(const Object &body)
{
    const bool plain = hasExactly(body, {"id", "name", "email", "token"});
    const bool forgot = hasExactly(body, {"id", "name", "email", "token", "template"});
    if ((!plain && !forgot) || !isFilled(body, {"email", "token"}))
        return {};
    if (forgot && body.at("template") != kOldForgot)
        return {};
    Mail mail;
    mail.format = Format::Old;
    mail.kind = QString::fromLatin1(forgot ? kForgot : kVerification);
    for (const char *name : {"id", "name", "email", "token"})
        mail.fields.append({QString::fromLatin1(name), memberText(body, name)});
    if (forgot)
        mail.fields.append({QStringLiteral("template"), memberText(body, "template")});
    return mail;
}

Mail readNew(const Object &body)
{
    const auto data = body.is_object() ? body.find("data") : body.end();
    const bool shaped = body.is_object() && body.size() == 3 && data != body.end() && body.contains("email")
        && body.at("email").is_string() && body.contains("template") && body.at("template").is_string();
    if (!shaped || !isFilled(body, {"email", "template"}))
        return {};
    const bool verification = body.at("template") == kVerification && hasExactly(*data, {"name", "token"});
    const bool forgot = body.at("template") == kForgot && hasExactly(*data, {"email", "name", "token"});
    if ((!verification && !forgot) || !isFilled(*data, {"token"}))
        return {};
    Mail mail;
    mail.format = Format::New;
    mail.kind = memberText(body, "template");
    mail.fields.append({QStringLiteral("email"), memberText(body, "email")});
    for (const auto &[name, value] : data->items())
        mail.fields.append({QLatin1String("data.") + QString::fromStdString(name), QString::fromStdString(value.get<std::string>())});
    mail.fields.append({QStringLiteral("template"), mail.kind});
    return mail;
}

// A key that stands twice is read differently by different readers: such a body is neither format.
bool hasTwins(const QByteArray &body)
{
    bool twins = false;
    std::vector<std::set<std::string>> levels;
    const auto look = [&](int, Object::parse_event_t event, Object &parsed) {
        if (event == Object::parse_event_t::object_start)
            levels.emplace_back();
        else if (event == Object::parse_event_t::object_end)
            levels.pop_back();
        else if (event == Object::parse_event_t::key && !levels.empty() && !levels.back().insert(parsed.get<std::string>()).second)
            twins = true;
        return true;
    };
    const Object read = Object::parse(body.cbegin(), body.cend(), look, false);
    return twins || read.is_discarded();
}

} // namespace

Mail recognise(const QByteArray &body)
{
    constexpr qsizetype longest = 64 * 1024;
    if (body.size() > longest)
        return {};
    const Result<Object> parsed = parseJson(body, 4);
    if (!parsed || !parsed->is_object() || hasTwins(body))
        return {};
    const Mail old = readOld(*parsed);
    return old.format == Format::Old ? old : readNew(*parsed);
}

Result<QByteArray> converted(const QByteArray &body)
{
    const Mail mail = recognise(body);
    if (mail.format == Format::New)
        return body;
    if (mail.format == Format::Other)
        return fail(Error::make(ErrorKind::BadRequest, QStringLiteral("mail.not-recognised")));
    const Object old = *parseJson(body, 4);
    Object data = {{"name", old.at("name")}, {"token", old.at("token")}};
    if (mail.kind == QLatin1String(kForgot))
        data["email"] = old.at("email");
    Object made = Object::object();
    made["email"] = old.at("email");
    made["data"] = data;
    made["template"] = mail.kind.toStdString();
    return QByteArray::fromStdString(made.dump());
}

QString masked(const QString &field, const QString &value)
{
    const QString name = field.section(QLatin1Char('.'), -1);
    if (name == QLatin1String("template"))
        return value;
    const qsizetype at = value.lastIndexOf(QLatin1Char('@'));
    if (name == QLatin1String("email") && at > 0)
        return value.left(1) + QChar(0x2026) + value.mid(at);
    return QString(8, QChar(0x2022)); // as long for every value
}

Format readBy(const QString &queue)
{
    return queue == newQueue() ? Format::New : queue == oldQueue() ? Format::Old : Format::Other;
}

} // namespace mk::mailformat
