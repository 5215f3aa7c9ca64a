// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "demo/kong/new/NewEntities.h"
#include "demo/kong/new/NewReply.h"

namespace mk::demo {

// size=, offset= and tags= of a list, checked as the server checks them.
struct NewListQuery
{
    std::size_t size = 100;
    std::string offset; // as given
    std::string after;  // the id in it
    std::size_t place = 0; // of a list of tags, the place within that id
    std::vector<std::string> tags;
    bool anyTag = false;
    std::string nextSuffix; // what the path of the next page repeats
    std::optional<NewError> error;
};

NewListQuery listQueryOf(const NewCall &call, bool oldLook, bool readsTags);

std::string offsetOf(const Json &place); // base64 of ["id"] or ["id",2]
// A list as it is answered; `path` is that of the collection.
Reply listReply(const NewPage &page, const std::string &path, const NewListQuery &query, bool topLevel);

} // namespace mk::demo
