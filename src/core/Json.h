// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The one way in to nlohmann/json. What its two kinds of document are made of is compiled once, in Json.cpp: made anew in
// each of the many files that touch JSON it would be most of what the compiler has to do for them.
// What comes from strangers is read with core/JsonRead.h.

#include <nlohmann/json.hpp>

#include <functional>
#include <map>
#include <string>
#include <vector>

// MK_JSON_TEMPLATES(extern) declares, MK_JSON_TEMPLATES() makes: one list, so that the two can't differ. The readers are
// those over a pointer (QByteArray, std::string_view) and over a std::string.
#define MK_JSON_DOCUMENT(MK_EXTERN, Document)                                                                           \
    MK_EXTERN template class std::vector<nlohmann::Document>;                                                           \
    MK_EXTERN template class nlohmann::detail::serializer<nlohmann::Document>;                                          \
    MK_EXTERN template class nlohmann::detail::json_sax_dom_parser<nlohmann::Document>;                                 \
    MK_EXTERN template class nlohmann::detail::json_sax_dom_callback_parser<nlohmann::Document>;                        \
    MK_JSON_READER(MK_EXTERN, Document, const char *)                                                                   \
    MK_JSON_READER(MK_EXTERN, Document, std::string::const_iterator)

#define MK_JSON_READER(MK_EXTERN, Document, Iterator)                                                                   \
    MK_EXTERN template class nlohmann::detail::lexer<nlohmann::Document, nlohmann::detail::iterator_input_adapter<Iterator>>; \
    MK_EXTERN template class nlohmann::detail::parser<nlohmann::Document, nlohmann::detail::iterator_input_adapter<Iterator>>;

#define MK_JSON_TEMPLATES(MK_EXTERN)                                                                                    \
    MK_EXTERN template class nlohmann::basic_json<>;                                                                    \
    MK_EXTERN template class nlohmann::basic_json<nlohmann::ordered_map>;                                               \
    MK_EXTERN template class std::map<std::string, nlohmann::json, std::less<>>;                                        \
    MK_JSON_DOCUMENT(MK_EXTERN, json)                                                                                   \
    MK_JSON_DOCUMENT(MK_EXTERN, ordered_json)

MK_JSON_TEMPLATES(extern)
