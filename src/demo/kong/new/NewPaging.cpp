// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/kong/new/NewPaging.h"

#include "demo/kong/new/NewLua.h"

#include <QByteArray>

#include <algorithm>
#include <cmath>

namespace mk::demo {

namespace {

std::vector<std::string> splitAt(const std::string &text, char separator)
{
    std::vector<std::string> parts;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find(separator, at), text.size());
        parts.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return parts;
}

void readTags(const std::string &text, bool oldLook, NewListQuery *query)
{
    const auto bad = [query](const char *why) { query->error = invalidOptions(Json{{"tags", why}}); };
    const bool allowed = std::all_of(text.begin(), text.end(), [oldLook](char letter) {
        const auto c = static_cast<unsigned char>(letter);
        return (c >= (oldLook ? 0x21 : 0x20) && c <= 0x7E) || (c >= 0x80 && c <= 0xF4);
    });
    const bool all = text.find(',') != std::string::npos;
    const bool any = text.find('/') != std::string::npos;
    std::string list = text;
    if (!list.empty() && (list.ends_with(',') || list.ends_with('/')))
        list.pop_back();
    query->anyTag = any;
    query->tags = splitAt(list, any ? '/' : ',');
    const bool empty = std::any_of(query->tags.begin(), query->tags.end(), [](const std::string &tag) { return tag.empty(); });
    if (!allowed || (all && any) || empty)
        return bad("invalid filter syntax");
    if (query->tags.size() > 5)
        return bad("cannot query more than 5 tags");
}

void readOffset(const std::string &text, NewListQuery *query)
{
    query->offset = text;
    const auto decoded = QByteArray::fromBase64Encoding(
        QByteArray::fromStdString(text), QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || text.size() % 4 == 1) {
        query->error = invalidOffset(text, "bad base64 encoding");
        return;
    }
    const Json place = Json::parse(decoded.decoded.toStdString(), nullptr, false);
    if (!place.is_array()) {
        query->error = invalidOffset(text, "bad json encoding");
        return;
    }
    if (place.empty() || !place[0].is_string() || !isUuid(place[0].get<std::string>())) {
        query->error = unexpectedError();
        return;
    }
    query->after = place[0].get<std::string>();
    if (place.size() > 1 && place[1].is_number_unsigned())
        query->place = place[1].get<std::size_t>();
}

} // namespace

NewListQuery listQueryOf(const NewCall &call, bool oldLook, bool readsTags)
{
    NewListQuery query;
    const auto times = [&call](const char *name) {
        return std::count_if(call.query.begin(), call.query.end(), [name](const FormField &field) { return field.name == name; });
    };
    std::optional<std::string> tags = call.parameter("tags");
    if (!tags)
        tags = call.parameter("tags[]");
    if (tags && readsTags)
        query.nextSuffix = "&tags=" + QByteArray::fromStdString(*tags).toPercentEncoding().toStdString();
    if (const std::optional<std::string> size = call.parameter("size")) {
        if (times("size") > 1) {
            query.error = oldLook ? invalidSize("size must be a number") : unexpectedError();
            return query;
        }
        if (!oldLook)
            query.nextSuffix += "&size=" + *size;
        bool number = false;
        const double value = QByteArray::fromStdString(*size).toDouble(&number);
        if (!number)
            query.error = invalidSize("size must be a number");
        else if (value < 1 || value > 1000 || std::floor(value) != value)
            query.error = invalidSize("size must be an integer between 1 and 1000");
        else
            query.size = std::size_t(value);
        if (query.error)
            return query;
    }
    if (tags && readsTags) {
        if (tags->empty())
            query.error = oldLook ? unexpectedError() : invalidOptions(Json{{"tags", "cannot be null"}});
        else
            readTags(*tags, oldLook, &query);
        if (query.error)
            return query;
    }
    if (const std::optional<std::string> offset = call.parameter("offset"))
        readOffset(*offset, &query);
    return query;
}

std::string offsetOf(const Json &place)
{
    return QByteArray::fromStdString(place.dump())
        .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals)
        .toStdString();
}

Reply listReply(const NewPage &page, const std::string &path, const NewListQuery &query, bool topLevel)
{
    Json body{{"data", page.rows}, {"next", nullptr}};
    if (page.offset) {
        body["offset"] = *page.offset;
        body["next"] = path + "?offset=" + *page.offset + (topLevel ? query.nextSuffix : std::string());
    }
    return newKongReply(200, body);
}

} // namespace mk::demo
