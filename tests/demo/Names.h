// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "Scenario.h"

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace mk::test {

// What a server makes up is different in each run: ids, keys, secrets, offsets, times. This knows what each of the
// recording's is called in ours, and says a recorded text in our names.
class Names
{
public:
    // A text that a server makes up: an id, a key or secret of 32 characters, a hash.
    static bool isMadeUp(std::string_view token);

    // The recorded text with every name in it replaced that has one of ours.
    std::string textToOwn(std::string_view recorded) const;
    Json toOwn(const Json &recorded) const; // names in keys, too; times where they stand under a time's key
    Json timeToOwn(const Json &recorded) const;

    // Where both texts differ only in tokens that a server makes up, and those were not known: learns them. False: they
    // differ in something else. `asked`: the request's text as recorded, whatever stands in it was not made up.
    bool matches(std::string_view recorded, std::string_view own, const std::string &asked);
    void learn(std::string_view recorded, std::string_view own);
    void learnTime(const Json &recorded, const Json &own);
    bool knows(std::string_view recorded) const { return m_own.contains(std::string(recorded)); }
    std::string recordedOf(std::string_view own) const; // "" when unknown

    // Comparing on trial: what was learned since the mark can be forgotten.
    std::size_t mark() const { return m_log.size(); }
    void forgetSince(std::size_t mark);

private:
    struct Learned
    {
        std::string recorded;
        std::string before; // empty: there was none
    };
    std::unordered_map<std::string, std::string> m_own;      // recorded -> own
    std::unordered_map<std::string, std::string> m_recorded; // own -> recorded
    std::unordered_map<std::string, Json> m_times;           // by the recorded number as text
    std::vector<Learned> m_log;
};

bool isTimeKey(std::string_view key);

} // namespace mk::test
