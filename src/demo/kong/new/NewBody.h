// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "demo/FormBody.h"
#include "demo/HttpService.h"
#include "demo/kong/new/NewSchema.h"

namespace mk::demo {

// What a request carries for the new data layer.
struct NewBody
{
    enum class Trouble { None, MediaType, Syntax, NoObject };
    Trouble trouble = Trouble::None;
    Json members = Json::object();
    bool isForm = false; // members are texts, to be turned into the types of the fields
};

// Of POST, PUT and PATCH; `oldLook`: 2.x has no "config[minute]=5".
NewBody newBodyOf(const Request &request, bool oldLook);

// "tags[]=a&headers.x-b=1" as a tree of texts, lists and objects.
Json treeOfForm(const FormFields &fields, bool oldLook);

} // namespace mk::demo
