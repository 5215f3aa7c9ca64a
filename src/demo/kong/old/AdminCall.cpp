// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/kong/old/AdminCall.h"

#include <algorithm>

namespace mk::demo::old {

namespace {

constexpr std::size_t kDeepestBody = 1000; // levels that Kong's reader of JSON goes down

bool isTooDeep(const QByteArray &json)
{
    std::size_t depth = 0;
    bool quoted = false;
    for (qsizetype i = 0; i < json.size(); ++i) {
        const char c = json.at(i);
        if (quoted && c == '\\')
            ++i;
        else if (c == '"')
            quoted = !quoted;
        else if (!quoted && (c == '[' || c == '{') && ++depth > kDeepestBody)
            return true;
        else if (!quoted && (c == ']' || c == '}') && depth > 0)
            --depth;
    }
    return false;
}

// Bytes from the wire as text; what is no UTF-8 is replaced, as JSON could not carry it.
std::string textOf(const QByteArray &bytes)
{
    return QString::fromUtf8(bytes).toStdString();
}

Json valueOf(const FormField &field)
{
    return field.bare ? Json(true) : Json(textOf(field.value));
}

// "uris[1]" to uris and 1.
std::vector<std::string> bracketed(const std::string &name)
{
    const std::size_t first = name.find('[');
    if (first == std::string::npos || first == 0)
        return {name};
    std::vector<std::string> keys{name.substr(0, first)};
    for (std::size_t open = first; open != std::string::npos; open = name.find('[', open + 1)) {
        const std::size_t close = name.find(']', open);
        if (close == std::string::npos)
            break;
        keys.push_back(name.substr(open + 1, close - open - 1));
    }
    return keys;
}

void assign(Json &table, const std::vector<std::string> &keys, Json value)
{
    if (keys.size() > kDeepestBody)
        return;
    Json *at = &table;
    for (const std::string &key : keys) {
        if (!at->is_object())
            *at = Json::object();
        at = &(*at)[key];
    }
    *at = std::move(value);
}

Json flatFields(const FormFields &fields)
{
    Json table = Json::object();
    for (const FormField &field : fields)
        assign(table, bracketed(textOf(field.name)), valueOf(field)); // of a name given twice the last wins
    return table;
}

// {"1": a, "2": b} is a list for Lua.
void listsFromNumbers(Json &value)
{
    if (!value.is_object())
        return;
    for (Json &inner : value)
        listsFromNumbers(inner);
    if (value.empty())
        return;
    Json list = Json::array();
    for (std::size_t i = 1; i <= value.size(); ++i) {
        const auto item = value.find(std::to_string(i));
        if (item == value.end())
            return;
        list.push_back(*item);
    }
    value = std::move(list);
}

void emptyToNull(Json &value)
{
    if (value.is_string() && value.get_ref<const std::string &>().empty())
        value = nullptr;
    else if (value.is_object()) {
        for (Json &inner : value)
            emptyToNull(inner);
    }
}

// "config.minute" belongs below config, in a form and in JSON alike.
void assignDotted(Json &table, const std::string &name, Json value)
{
    std::vector<std::string> keys;
    std::size_t begin = 0;
    for (std::size_t dot = name.find('.'); dot != std::string::npos; dot = name.find('.', begin)) {
        keys.push_back(name.substr(begin, dot - begin));
        begin = dot + 1;
    }
    keys.push_back(name.substr(begin));
    assign(table, keys, std::move(value));
}

Json nested(const Json &flat)
{
    Json table = Json::object();
    for (const auto &[name, value] : flat.items())
        assignDotted(table, name, value);
    for (Json &value : table)
        listsFromNumbers(value);
    return table;
}

void overlay(Json &fields, const Json &more)
{
    for (const auto &[name, value] : more.items())
        fields[name] = value;
}

} // namespace

std::string AdminCall::part(const std::string &name) const
{
    return textOf(percentDecoded(QByteArray::fromStdString(parts.at(name)), false));
}

AdminCall readCall(const Request &request)
{
    AdminCall call;
    call.method = request.method == "HEAD" ? "GET" : request.method.toStdString();
    call.path = textOf(request.path());
    if (call.path.size() > 1 && call.path.back() == '/')
        call.path.pop_back();
    call.host = textOf(request.header("Host"));
    call.query = urlEncodedFields(request.query());

    const QByteArray contentType = request.header("Content-Type");
    // Kong looks at how the type begins, no further.
    const auto begins = [&contentType](const char *type) { return contentType.startsWith(type); };
    if (begins("application/json")) {
        call.body = AdminCall::Body::JsonText;
        if (!isTooDeep(request.body))
            call.json = Json::parse(request.body.begin(), request.body.end(), nullptr, false);
        call.jsonBroken = isTooDeep(request.body) || call.json.is_discarded();
    } else if (begins("application/x-www-form-urlencoded")) {
        call.body = AdminCall::Body::Form;
        call.fields = urlEncodedFields(request.body);
    } else if (begins("multipart/form-data")) {
        call.body = AdminCall::Body::Multipart;
        call.fields = multipartFields(request.body, contentType).value_or(FormFields());
    } else if (!contentType.isEmpty() || !request.body.isEmpty()) {
        call.body = AdminCall::Body::Unknown;
    }
    return call;
}

std::optional<Reply> bodyFault(const AdminCall &call)
{
    if (call.body != AdminCall::Body::JsonText)
        return std::nullopt;
    if (call.jsonBroken)
        return messageReply(400, "Cannot parse JSON body");
    if (!call.json.is_structured())
        return unexpectedError();
    return std::nullopt;
}

Json legacyFields(const AdminCall &call, const Json &fromPath)
{
    Json fields = flatFields(call.query);
    overlay(fields, flatFields(call.fields));
    overlay(fields, fromPath);
    fields = nested(fields);
    if (call.body == AdminCall::Body::Form)
        emptyToNull(fields);
    if (call.json.is_object()) {
        for (const auto &[name, value] : call.json.items())
            assignDotted(fields, name, value);
    } else if (call.json.is_array()) {
        for (std::size_t i = 0; i < call.json.size(); ++i)
            fields[std::to_string(i + 1)] = call.json[i];
    }
    return fields;
}

Json queryFields(const AdminCall &call)
{
    return flatFields(call.query);
}

Reply jsonReply(int status, const Json &body)
{
    Reply reply;
    reply.status = status;
    reply.headers = {{"Content-Type", "application/json; charset=utf-8"},
                     {"Access-Control-Allow-Origin", "*"},
                     {"Server", "kong/0.14.1"}};
    reply.body = QByteArray::fromStdString(body.dump(-1, ' ', false, Json::error_handler_t::replace));
    return reply;
}

Reply messageReply(int status, const char *text)
{
    return jsonReply(status, {{"message", text}});
}

Reply notFound()
{
    return messageReply(404, "Not found");
}

Reply methodNotAllowed()
{
    return messageReply(405, "Method not allowed");
}

Reply noContent()
{
    Reply reply;
    reply.status = 204;
    reply.headers = {{"Access-Control-Allow-Origin", "*"}, {"Server", "kong/0.14.1"}};
    return reply;
}

Reply unexpectedError()
{
    return messageReply(500, "An unexpected error occurred");
}

Reply unsupportedMediaType()
{
    Reply reply;
    reply.status = 415;
    reply.headers = {
        {"Content-Type", "text/html; charset=UTF-8"}, {"Access-Control-Allow-Origin", "*"}, {"Server", "kong/0.14.1"}};
    reply.body = "<html>\r\n<head><title>415 Unsupported Media Type</title></head>\r\n<body bgcolor=\"white\">\r\n"
                 "<center><h1>415 Unsupported Media Type</h1></center>\r\n<hr><center>openresty/1.13.6.2</center>\r\n"
                 "</body>\r\n</html>\r\n";
    return reply;
}

Reply headReply(Reply ofGet)
{
    // Kong leaves this answer to the server that it is built on.
    for (auto &[name, value] : ofGet.headers) {
        if (name == "Server")
            value = "openresty/1.13.6.2";
        else if (name == "Content-Type" && value.startsWith("application/json"))
            value = "application/json";
    }
    ofGet.body.clear();
    return ofGet;
}

Reply optionsReply()
{
    Reply reply;
    reply.status = 204;
    reply.headers = {{"Server", "openresty/1.13.6.2"},
                     {"Access-Control-Allow-Origin", "*"},
                     {"Access-Control-Allow-Methods", "GET, HEAD, PUT, PATCH, POST, DELETE"},
                     {"Access-Control-Allow-Headers", "Content-Type"}};
    return reply;
}

} // namespace mk::demo::old
