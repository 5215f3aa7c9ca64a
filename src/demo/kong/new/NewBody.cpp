// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/kong/new/NewBody.h"

#include "core/JsonRead.h"
#include "demo/kong/new/NewLua.h"

#include <map>
#include <vector>

namespace mk::demo {

namespace {

// A node of a form: a text, or members by name and by place.
struct Node
{
    std::vector<std::string> texts;
    std::map<std::string, Node> named;
    std::map<long, Node> placed;
};

Json jsonOf(const Node &node)
{
    if (!node.named.empty()) {
        Json object = Json::object();
        for (const auto &[name, member] : node.named)
            object[name] = jsonOf(member);
        for (const auto &[place, member] : node.placed)
            object[std::to_string(place)] = jsonOf(member);
        return object;
    }
    if (!node.placed.empty()) {
        Json list = Json::array();
        for (const auto &[place, member] : node.placed)
            list.push_back(jsonOf(member));
        return list;
    }
    if (node.texts.size() == 1)
        return node.texts.front();
    return Json(node.texts);
}

// Splits "name[2][]" into its name and what stands in the brackets; without `named`, only places count.
std::string splitBrackets(std::string part, bool named, std::vector<std::string> *brackets)
{
    while (part.ends_with(']')) {
        const std::size_t open = part.rfind('[');
        if (open == std::string::npos || open == 0)
            break;
        const std::string inside = part.substr(open + 1, part.size() - open - 2);
        if (!luaMatches(inside, "^%d*$") && !named)
            break;
        brackets->insert(brackets->begin(), inside);
        part.resize(open);
    }
    return part;
}

void place(Node *root, const std::string &name, const std::string &value, bool oldLook)
{
    std::vector<std::string> parts;
    if (name.starts_with('.') || name.ends_with('.')) {
        parts.push_back(name);
    } else {
        for (std::size_t at = 0; at <= name.size();) {
            const std::size_t dot = std::min(name.find('.', at), name.size());
            if (dot > at)
                parts.push_back(name.substr(at, dot - at));
            at = dot + 1;
        }
    }
    Node *node = root;
    for (const std::string &part : parts) {
        std::vector<std::string> brackets;
        node = &node->named[splitBrackets(part, !oldLook, &brackets)];
        for (const std::string &inside : brackets) {
            if (!luaMatches(inside, "^%d*$"))
                node = &node->named[inside];
            else if (inside.empty())
                node = &node->placed[node->placed.empty() ? 1 : node->placed.rbegin()->first + 1];
            else
                node = &node->placed[std::stol(inside.substr(0, 6))];
        }
    }
    node->texts.push_back(value);
}

} // namespace

Json treeOfForm(const FormFields &fields, bool oldLook)
{
    Node root;
    for (const FormField &field : fields)
        place(&root, field.name.toStdString(), field.bare ? std::string("true") : field.value.toStdString(), oldLook);
    return root.named.empty() ? Json::object() : jsonOf(root);
}

NewBody newBodyOf(const Request &request, bool oldLook)
{
    NewBody body;
    const QByteArray type = request.header("Content-Type");
    if (type.isEmpty()) {
        if (!request.body.isEmpty())
            body.trouble = NewBody::Trouble::MediaType;
        return body;
    }
    if (type.startsWith("application/json")) {
        const Result<Json> parsed = parseJson(request.body);
        if (request.body.startsWith("\xEF\xBB\xBF") || !parsed)
            body.trouble = NewBody::Trouble::Syntax;
        else if ((!isSequence(*parsed) && !parsed->is_object()) || (parsed->is_array() && !parsed->empty()))
            body.trouble = NewBody::Trouble::NoObject;
        else if (parsed->is_object())
            body.members = *parsed;
        return body;
    }
    if (type.startsWith("application/x-www-form-urlencoded")) {
        body.members = treeOfForm(urlEncodedFields(request.body), oldLook);
    } else if (type.startsWith("multipart/form-data")) {
        const std::optional<FormFields> fields = multipartFields(request.body, type);
        if (fields)
            body.members = treeOfForm(*fields, oldLook);
    } else {
        body.trouble = NewBody::Trouble::MediaType;
        return body;
    }
    body.isForm = true;
    return body;
}

} // namespace mk::demo
