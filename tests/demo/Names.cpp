// SPDX-License-Identifier: GPL-3.0-or-later
#include "Names.h"

#include <algorithm>
#include <cctype>

namespace mk::test {

namespace {

bool isWord(char c)
{
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_';
}

bool isHex(char c)
{
    return std::isdigit(static_cast<unsigned char>(c)) != 0 || (c >= 'a' && c <= 'f');
}

bool isUuid(std::string_view text)
{
    if (text.size() != 36)
        return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (dash ? text[i] != '-' : !isHex(text[i]))
            return false;
    }
    return true;
}

// The text cut into words and what stands between them.
std::vector<std::string_view> pieces(std::string_view text)
{
    std::vector<std::string_view> found;
    std::size_t start = 0;
    while (start < text.size()) {
        std::size_t end = start + 1;
        while (end < text.size() && isWord(text[end]) == isWord(text[start]))
            ++end;
        found.push_back(text.substr(start, end - start));
        start = end;
    }
    return found;
}

} // namespace

bool isTimeKey(std::string_view key)
{
    return key == "created_at" || key == "updated_at";
}

bool Names::isMadeUp(std::string_view token)
{
    if (isUuid(token))
        return true;
    // Keys and secrets have 32 letters and digits, hashes 40 or 64 hexadecimal ones; a word of a text is never so long and
    // has no digit.
    const bool length = token.size() == 32 || token.size() == 40 || token.size() == 64;
    return length && std::all_of(token.begin(), token.end(), [](char c) { return std::isalnum(static_cast<unsigned char>(c)); })
           && std::any_of(token.begin(), token.end(), [](char c) { return std::isdigit(static_cast<unsigned char>(c)); });
}

std::string Names::textToOwn(std::string_view recorded) const
{
    if (const auto whole = m_own.find(std::string(recorded)); whole != m_own.end())
        return whole->second;
    std::string own;
    for (const std::string_view piece : pieces(recorded)) {
        const auto found = m_own.find(std::string(piece));
        own += found == m_own.end() ? std::string(piece) : found->second;
    }
    return own;
}

Json Names::timeToOwn(const Json &recorded) const
{
    const auto found = m_times.find(recorded.dump());
    return found == m_times.end() ? recorded : found->second;
}

Json Names::toOwn(const Json &recorded) const
{
    if (recorded.is_string())
        return textToOwn(recorded.get_ref<const std::string &>());
    if (recorded.is_array()) {
        Json own = Json::array();
        for (const Json &element : recorded)
            own.push_back(toOwn(element));
        return own;
    }
    if (recorded.is_object()) {
        Json own = Json::object();
        for (const auto &[key, value] : recorded.items())
            own[textToOwn(key)] = isTimeKey(key) && value.is_number() ? timeToOwn(value) : toOwn(value);
        return own;
    }
    return recorded;
}

bool Names::matches(std::string_view recorded, std::string_view own, const std::string &asked)
{
    if (textToOwn(recorded) == own)
        return true;
    // A salted hash: what stands before the salt tells how it was made.
    static constexpr std::string_view kSalted = "$pbkdf2-sha512$i=10000,l=32$";
    if (recorded.starts_with(kSalted) && own.starts_with(kSalted) && recorded.size() == own.size()) {
        learn(recorded, own);
        return true;
    }
    const std::vector<std::string_view> left = pieces(recorded);
    const std::vector<std::string_view> right = pieces(own);
    if (left.size() != right.size())
        return false;
    for (std::size_t i = 0; i < left.size(); ++i) {
        if (left[i] == right[i] || textToOwn(left[i]) == right[i])
            continue;
        const bool unknown = !m_own.contains(std::string(left[i])) && asked.find(left[i]) == std::string::npos;
        // Ours may lack the digit that tells a made-up text from a word: one in some hundred does.
        if (!unknown || !isMadeUp(left[i]) || left[i].size() != right[i].size() || isUuid(left[i]) != isUuid(right[i]))
            return false;
    }
    for (std::size_t i = 0; i < left.size(); ++i) {
        if (left[i] != right[i])
            learn(left[i], right[i]);
    }
    return true;
}

void Names::learn(std::string_view recorded, std::string_view own)
{
    std::string &name = m_own[std::string(recorded)];
    if (name == own)
        return;
    m_log.push_back({std::string(recorded), name});
    name = own;
    m_recorded[name] = recorded;
}

void Names::learnTime(const Json &recorded, const Json &own)
{
    m_times[recorded.dump()] = own;
}

std::string Names::recordedOf(std::string_view own) const
{
    const auto found = m_recorded.find(std::string(own));
    return found == m_recorded.end() ? std::string() : found->second;
}

void Names::forgetSince(std::size_t mark)
{
    while (m_log.size() > mark) {
        const Learned &last = m_log.back();
        m_recorded.erase(m_own[last.recorded]);
        if (last.before.empty())
            m_own.erase(last.recorded);
        else
            m_own[last.recorded] = last.before;
        m_log.pop_back();
    }
}

} // namespace mk::test
